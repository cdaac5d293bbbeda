/* Audience copies: which paper of a case reaches the applicant, and which never does.
 *
 * Pure: everything follows from the events and the papers.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/foi/derive.h"

struct walk {
    const struct foi_event *events;
    size_t n_events;
    const struct foi_paper *papers;
    size_t n_papers;
};

static bool is(const struct foi_event *ev, const char *action)
{
    return strcmp(ev->action, action) == 0;
}

static int64_t id_arg(const struct foi_event *ev, const char *name)
{
    return strtoll(foi_event_arg(ev, name), NULL, 10);
}

static const struct foi_paper *paper_of_event(const struct walk *w, int64_t seq)
{
    for (size_t i = 0; i < w->n_papers; i++)
        if (w->papers[i].event_seq == seq)
            return &w->papers[i];
    return NULL;
}

static const struct foi_paper *paper_of_id(const struct walk *w, int64_t id)
{
    for (size_t i = 0; i < w->n_papers; i++)
        if (w->papers[i].id == id)
            return &w->papers[i];
    return NULL;
}

/* Taken back by somebody: it goes to nobody. */
static bool is_held(const struct walk *w, int64_t paper)
{
    for (size_t i = 0; i < w->n_events; i++)
        if (is(&w->events[i], "hold") && id_arg(&w->events[i], "paper") == paper)
            return true;
    return false;
}

static const struct foi_paper *source_of(const struct walk *w, const struct foi_paper *p)
{
    for (size_t i = 0; p && i < w->n_events; i++)
        if (w->events[i].seq == p->event_seq && is(&w->events[i], "add_file") &&
            *foi_event_arg(&w->events[i], "source"))
            return paper_of_id(w, id_arg(&w->events[i], "source"));
    return NULL;
}

const struct foi_paper *foi_source_of(const struct foi_event *events, size_t n_events,
    const struct foi_paper *papers, size_t n_papers, const struct foi_paper *p)
{
    struct walk w = {events, n_events, papers, n_papers};
    return source_of(&w, p);
}

static void collect_twins(struct arena *a, const struct walk *w, struct foi_copies *out)
{
    struct foi_twin *list = ARENA_ARRAY(a, struct foi_twin, w->n_events + 1);
    size_t n = 0;
    for (size_t i = 0; i < w->n_events; i++) {
        const struct foi_event *ev = &w->events[i];
        const struct foi_paper *paper = is(ev, "mask") ? paper_of_event(w, ev->seq) : NULL;
        if (paper)
            list[n++] = (struct foi_twin){.made = ev,
                .paper = paper,
                .original = paper_of_id(w, id_arg(ev, "original")),
                .held = is_held(w, paper->id)};
    }
    for (size_t i = 0; i < n; i++)
        list[i].source = source_of(w, list[i].original);
    for (size_t i = 0; i < n; i++) {
        list[i].current = !list[i].held;
        for (size_t j = i + 1; j < n; j++)
            list[i].current &= list[j].held || list[j].original != list[i].original;
    }
    out->twins = list;
    out->n_twins = n;
}

const struct foi_twin *foi_twin_of(const struct foi_copies *c, const struct foi_paper *p)
{
    for (size_t i = 0; i < c->n_twins; i++)
        if (c->twins[i].paper->id == p->id)
            return &c->twins[i];
    return NULL;
}

static bool is_one_of(const char *s, const char *const *list)
{
    while (*list && strcmp(*list, s) != 0)
        list++;
    return *list != NULL;
}

static bool was_brought(const struct foi_paper *p)
{
    static const char *const slots[] = {"supplied", "original", "other", "consult_opinion",
        "contact", "corrected", "application", NULL};
    return is_one_of(p->slot, slots);
}

bool foi_can_mask(const struct foi_paper *p)
{
    static const char *const kinds[] = {"application/pdf", "image/png", "image/jpeg", NULL};
    return is_one_of(p->mime, kinds) && was_brought(p);
}

bool foi_can_convert(const struct foi_paper *p)
{
    static const char *const kinds[] = {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", NULL};
    return is_one_of(p->mime, kinds) && was_brought(p);
}

/* Equal content has an equal name in the vault, however often it was uploaded. */
static bool same_content(const struct foi_paper *a, const struct foi_paper *b)
{
    return a && (a->id == b->id || strcmp(a->vault_name, b->vault_name) == 0);
}

/* Also the Word file that the masked pages were made of. */
bool foi_is_original(const struct foi_copies *c, const struct foi_paper *p)
{
    for (size_t i = 0; i < c->n_twins; i++) {
        const struct foi_twin *t = &c->twins[i];
        if (!t->held && (same_content(t->original, p) || same_content(t->source, p)))
            return true;
    }
    return false;
}

/* RULE K2: only these replies hand something over. */
static bool hands_over(const char *code)
{
    return *code == 'G' || strcmp(code, "P1") == 0 || strcmp(code, "FIX1") == 0;
}

/* What was reviewed goes out, nothing else: supplied before an approval, delivered after it. */
static enum foi_reach supplied_reach(const struct walk *w, int64_t seq)
{
    const char *code = "";
    bool approved = false, open = true, too_late = false;
    for (size_t i = 0; i < w->n_events; i++) {
        const struct foi_event *ev = &w->events[i];
        bool now = is(ev, "answer_now");
        if (is(ev, "draft") || now)
            code = foi_event_arg(ev, "code");
        if (ev->seq >= seq && is(ev, "draft"))
            open = true;
        if (is(ev, "draft") || is(ev, "return"))
            approved = too_late = false;
        if (is(ev, "approve") || now) {
            approved = ev->seq > seq;
            too_late = !approved;
        }
        if (!is(ev, "deliver") && !now)
            continue;
        if (ev->seq > seq && approved && hands_over(code))
            return FOI_REACHED;
        open = false;
    }
    return open && !too_late && (!*code || hands_over(code)) ? FOI_WAITING : FOI_INSIDE;
}

static enum foi_reach reply_reach(const struct walk *w, int64_t seq)
{
    bool out = event_after(w->events, w->n_events, "deliver", seq) != NULL;
    for (size_t i = 0; i < w->n_events; i++)
        out |= w->events[i].seq == seq && is(&w->events[i], "answer_now");
    return out ? FOI_REACHED : FOI_WAITING;
}

static enum foi_reach reach_alone(
    const struct walk *w, const struct foi_copies *c, const struct foi_paper *p)
{
    if (!p->for_applicant)
        return FOI_INSIDE;
    if (is_held(w, p->id) || foi_is_original(c, p))
        return FOI_TAKEN;
    if (strcmp(p->slot, "supplied") == 0)
        return supplied_reach(w, p->event_seq);
    return strcmp(p->slot, "reply") == 0 ? reply_reach(w, p->event_seq) : FOI_REACHED;
}

/* A newer twin takes the place of an older one, but not before it has gone out itself. */
static bool is_replaced(const struct walk *w, const struct foi_copies *c, const struct foi_twin *t)
{
    enum foi_reach own = reach_alone(w, c, t->paper);
    for (const struct foi_twin *o = t + 1; o < c->twins + c->n_twins; o++)
        if (o->original == t->original && !o->held &&
            (own != FOI_REACHED || reach_alone(w, c, o->paper) == FOI_REACHED))
            return true;
    return false;
}

struct foi_copies foi_copies(struct arena *a, const struct foi_event *events, size_t n_events,
    const struct foi_paper *papers, size_t n_papers)
{
    struct walk w = {events, n_events, papers, n_papers};
    struct foi_copies out = {.n_twins = 0};
    enum foi_reach *reach = ARENA_ARRAY(a, enum foi_reach, n_papers + 1);
    collect_twins(a, &w, &out);
    for (size_t i = 0; i < n_papers; i++) {
        const struct foi_twin *t = foi_twin_of(&out, &papers[i]);
        reach[i] = t && is_replaced(&w, &out, t) ? FOI_TAKEN : reach_alone(&w, &out, &papers[i]);
    }
    out.reach = reach;
    return out;
}

enum st foi_own_paper_list(
    struct ctx *c, const struct foi_case *k, struct foi_paper **list, size_t *n)
{
    struct foi_event *events;
    struct foi_paper *all;
    size_t n_events, n_all;
    *n = 0;
    enum st st = foi_event_list(c, k, &events, &n_events);
    if (!st)
        st = foi_paper_list(c, k->id, &all, &n_all);
    if (st)
        return st;
    struct foi_copies copies = foi_copies(c->mem, events, n_events, all, n_all);
    *list = ARENA_ARRAY(c->mem, struct foi_paper, n_all + 1);
    for (size_t i = 0; i < n_all; i++)
        if (copies.reach[i] == FOI_REACHED)
            (*list)[(*n)++] = all[i];
    return ST_OK;
}
