/* Gathering what was answered: new groups, new cases of old ones, tasks. RULE K10
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/acts.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "common/record/county_words.h"
#include "common/task/task.h"

enum { PAGE = 500, MOST = 100000, A_WRITE = 200 };

bool feedback_proposed(const struct feedback_group *g, const struct feedback_setting *s)
{
    return g->cases && (*g->worth || feedback_several((size_t)g->applicants, s));
}

/* ---- reading the cases ---- */

struct world {
    struct feedback_case *list; /* in the order of their numbers */
    size_t n, cap;
};

static void add_case(struct arena *a, struct world *w, const struct foi_case *k)
{
    if (w->n == w->cap) {
        size_t cap = w->cap ? 2 * w->cap : 256;
        struct feedback_case *list = ARENA_ARRAY(a, struct feedback_case, cap);
        if (w->n)
            memcpy(list, w->list, w->n * sizeof *list);
        w->list = list;
        w->cap = cap;
    }
    w->list[w->n++] =
        (struct feedback_case){.id = k->id, .organ_id = k->organ_id, .title = k->subject};
}

/* Cutting into words takes longer than reading: after the reading. */
static void prepare(struct arena *a, struct world *w, const struct segmenter *cut)
{
    for (size_t i = 0; i < w->n; i++)
        w->list[i].subject = feedback_subject(a, cut, w->list[i].title);
}

static enum st read_cases(struct ctx *c, struct world *w)
{
    static const char *const codes[] = {"G2", "G3", "P1"};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(codes); i++)
        for (int64_t page = 1; !st; page++) {
            struct foi_case *list;
            size_t n;
            st = foi_case_list(c, (struct foi_see){0, true},
                &(struct foi_filter){
                    .stage = -3, .light = "", .text = "", .code = codes[i], .applicant_kind = ""},
                page, PAGE, &list, &n, NULL);
            for (size_t k = 0; !st && k < n && w->n < MOST; k++)
                if (feedback_can_tell(&list[k]))
                    add_case(c->mem, w, &list[k]);
            if (!st && n < PAGE)
                break;
        }
    return st;
}

static int by_id(const void *a, const void *b)
{
    const struct feedback_case *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static struct feedback_case *case_find(struct world *w, int64_t id)
{
    struct feedback_case key = {.id = id};
    return w->n ? bsearch(&key, w->list, w->n, sizeof key, by_id) : NULL;
}

static enum st read_groups(struct ctx *c, struct world *w)
{
    struct feedback_member *in, *apart;
    size_t n_in, n_apart;
    enum st st = feedback_members(c, 0, &in, &n_in);
    if (!st)
        st = feedback_apart(c, &apart, &n_apart);
    for (size_t i = 0; !st && i < n_in; i++) {
        struct feedback_case *k = case_find(w, in[i].case_id);
        if (k)
            k->group_id = in[i].group_id;
    }
    int64_t *ids = st ? NULL : ARENA_ARRAY(c->mem, int64_t, n_apart + 1);
    for (size_t i = 0; !st && i < n_apart; i++) { /* in the order of the cases */
        struct feedback_case *k = case_find(w, apart[i].case_id);
        ids[i] = apart[i].group_id;
        if (k && !k->n_apart)
            k->apart = &ids[i];
        if (k)
            k->n_apart++;
    }
    return st;
}

/* ---- writing ---- */

static enum st wait_for(struct ctx *c, const struct feedback_group *g, bool proposed)
{
    int64_t id;
    struct day due = day_none();
    struct err e;
    if (!proposed || g->stage != FEEDBACK_OPEN)
        return task_close_all(c, "feedback", g->id, "done");
    if (calendar_add(day_at(g->updated_at), FEEDBACK_DAYS, &due, &e))
        due = day_none();
    return task_open(c,
        &(struct task){.kind = "feedback.proposal",
            .subject_kind = "feedback",
            .subject_id = g->id,
            .title = arena_printf(c->mem, "研究主动公开：%s", g->title),
            .path = arena_printf(c->mem, FEEDBACK "%lld/", (long long)g->id),
            .unit_id = g->office_id,
            .perm = PERM_FOI,
            .due = due},
        &id);
}

enum st feedback_await(struct ctx *c, int64_t group_id)
{
    struct feedback_group g;
    struct feedback_setting s;
    enum st st = feedback_setting_get(c, &s);
    if (!st)
        st = feedback_group_get(c, group_id, &g);
    return st ? st : wait_for(c, &g, feedback_proposed(&g, &s));
}

/* Asked for again after “not now”: the question comes back. */
static enum st joins(struct ctx *c, int64_t group_id, int64_t case_id)
{
    struct feedback_group g;
    enum st st = feedback_member_put(c, group_id, case_id);
    if (!st)
        st = feedback_group_get(c, group_id, &g);
    if (st || g.stage != FEEDBACK_LATER)
        return st;
    g.stage = FEEDBACK_OPEN;
    st = feedback_group_put(c, &g);
    return st ? st : feedback_step_add(c, group_id, "again", "");
}

/* ---- transactions ---- */

/* Inside the transaction of the caller, or in one of its own. */
static enum st begin(struct ctx *c, bool write, bool *own)
{
    *own = !c->begun;
    return *own ? ctx_begin(c, write) : ST_OK;
}

static enum st end(struct ctx *c, bool own, enum st st)
{
    if (!own)
        return st;
    if (!st && c->writing)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* What was read, and what is to be written of it. */
struct plan {
    struct world w;
    int64_t *before; /* group of each case as read */
    int64_t *made;   /* numbers of the new groups, 0 until there is one */
    size_t at;       /* cases written or passed over */
};

static enum st join(struct ctx *c, struct plan *p, const struct feedback_case *k, int64_t *group)
{
    int64_t now;
    enum st st = feedback_group_of(c, k->id, &now);
    *group = 0;
    if (st || now) /* somebody was faster */
        return st;
    *group = k->group_id < 0 ? p->made[-k->group_id - 1] : k->group_id;
    if (!*group) {
        st = feedback_group_add(c, k->organ_id, k->title, "", group);
        p->made[-k->group_id - 1] = *group;
        if (!st)
            st = feedback_step_add(c, *group, "found", "");
    }
    return st ? st : joins(c, *group, k->id);
}

/* The next A_WRITE cases that moved; the tasks of their groups are opened once for all of them. */
static enum st write_some(struct ctx *c, struct plan *p, struct feedback_scanned *out)
{
    int64_t touched[A_WRITE];
    size_t n = 0;
    enum st st = ST_OK;
    for (; !st && p->at < p->w.n && n < A_WRITE; p->at++) {
        const struct feedback_case *k = &p->w.list[p->at];
        int64_t group;
        if (p->before[p->at] == k->group_id)
            continue;
        st = join(c, p, k, &group);
        if (st || !group)
            continue;
        touched[n++] = group;
        out->joined++;
    }
    qsort(touched, n, sizeof *touched, by_number);
    for (size_t i = 0; !st && i < n; i++)
        if (!i || touched[i] != touched[i - 1])
            st = feedback_await(c, touched[i]);
    return st;
}

static enum st write_plan(struct ctx *c, struct plan *p, struct feedback_scanned *out)
{
    bool own;
    enum st st = ST_OK;
    while (!st && p->at < p->w.n) {
        while (p->at < p->w.n && p->before[p->at] == p->w.list[p->at].group_id)
            p->at++;
        if (p->at == p->w.n)
            break;
        st = begin(c, true, &own);
        if (!st)
            st = end(c, own, write_some(c, p, out));
    }
    return st;
}

/* The setting may have changed: every group's task is as it says now. */
static enum st renew_tasks(struct ctx *c)
{
    struct feedback_group *list;
    struct feedback_setting s;
    size_t n;
    enum st st = feedback_setting_get(c, &s);
    if (!st)
        st = feedback_group_list(c, true, 0, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        st = wait_for(c, &list[i], feedback_proposed(&list[i], &s));
    return st;
}

enum st feedback_renew(struct ctx *c)
{
    bool own;
    enum st st = begin(c, true, &own);
    return st ? st : end(c, own, renew_tasks(c));
}

static enum st read_world(struct ctx *c, struct world *w, struct feedback_setting *s)
{
    enum st st = feedback_setting_get(c, s);
    if (!st)
        st = read_cases(c, w);
    if (!st && w->n)
        qsort(w->list, w->n, sizeof *w->list, by_id);
    return st ? st : read_groups(c, w);
}

/* Others write while cases are read and compared. */
enum st feedback_scan(struct ctx *c, struct feedback_scanned *out)
{
    struct plan p = {.at = 0};
    struct feedback_setting s;
    const struct county_words *words = NULL;
    bool own;
    *out = (struct feedback_scanned){.cases = 0};
    enum st st = begin(c, false, &own);
    if (!st)
        st = read_world(c, &p.w, &s);
    if (!st)
        st = county_words_hold(c, &words);
    if (own)
        ctx_rollback(c);
    if (st)
        return st;
    prepare(c->mem, &p.w, words->segmenter);
    county_words_drop(words);
    p.before = ARENA_ARRAY(c->mem, int64_t, p.w.n + 1);
    for (size_t i = 0; i < p.w.n; i++)
        p.before[i] = p.w.list[i].group_id;
    out->cases = p.w.n;
    out->groups = feedback_gather(c->mem, p.w.list, p.w.n, s.alike);
    p.made = ARENA_ARRAY(c->mem, int64_t, out->groups + 1);
    memset(p.made, 0, (out->groups + 1) * sizeof *p.made);
    return write_plan(c, &p, out);
}

enum st feedback_scan_job(struct ctx *c)
{
    struct feedback_scanned done;
    return feedback_scan(c, &done);
}
