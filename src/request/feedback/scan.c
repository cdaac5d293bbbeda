/* Gathering what was answered: new groups, new cases of old ones, tasks. RULE K10
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/acts.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "common/task/task.h"

enum { PAGE = 500, MOST = 20000 };

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
    w->list[w->n++] = (struct feedback_case){.id = k->id,
        .organ_id = k->organ_id,
        .title = k->subject,
        .subject = feedback_subject(a, k->subject)};
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

static enum st write_groups(
    struct ctx *c, struct world *w, const int64_t *before, struct feedback_scanned *out)
{
    int64_t *made = ARENA_ARRAY(c->mem, int64_t, out->groups + 1);
    enum st st = ST_OK;
    memset(made, 0, (out->groups + 1) * sizeof *made);
    for (size_t i = 0; !st && i < w->n; i++) {
        struct feedback_case *k = &w->list[i];
        if (before[i] == k->group_id)
            continue;
        int64_t group = k->group_id < 0 ? made[-k->group_id - 1] : k->group_id;
        if (!group) {
            st = feedback_group_add(c, k->organ_id, k->title, "", &group);
            made[-k->group_id - 1] = group;
            if (!st)
                st = feedback_step_add(c, group, "found", "");
        }
        if (!st)
            st = joins(c, group, k->id);
        if (!st)
            st = feedback_await(c, group);
        out->joined++;
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

enum st feedback_scan(struct ctx *c, struct feedback_scanned *out)
{
    struct world w = {.n = 0};
    struct feedback_setting s;
    *out = (struct feedback_scanned){.cases = 0};
    enum st st = feedback_setting_get(c, &s);
    if (!st)
        st = read_cases(c, &w);
    if (!st && w.n)
        qsort(w.list, w.n, sizeof *w.list, by_id);
    if (!st)
        st = read_groups(c, &w);
    if (st)
        return st;
    int64_t *before = ARENA_ARRAY(c->mem, int64_t, w.n + 1);
    for (size_t i = 0; i < w.n; i++)
        before[i] = w.list[i].group_id;
    out->cases = w.n;
    out->groups = feedback_gather(w.list, w.n, s.alike);
    st = write_groups(c, &w, before, out);
    return st ? st : renew_tasks(c);
}

enum st feedback_scan_job(struct ctx *c)
{
    struct feedback_scanned done;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = feedback_scan(c, &done);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
