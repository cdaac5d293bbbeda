/* See figures.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/figures.h"

#include <stdlib.h>
#include <string.h>

#include "disclosure/interpret/waits.h"

struct adding {
    struct unit_figures *list;
    size_t n;
};

static struct unit_figures *of_unit(struct adding *x, int64_t unit_id, const char *name)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->list[i].unit_id == unit_id)
            return &x->list[i];
    x->list[x->n] = (struct unit_figures){.unit_id = unit_id, .unit_name = name};
    return &x->list[x->n++];
}

/* RULE P-LATE: by the third working day after the policy. */
static void add_policy(struct unit_figures *u, const struct policy_row *p, struct day today)
{
    struct day due = interpretation_due_on(p->published_at);
    struct day done = p->interpreted_at ? day_at(p->interpreted_at) : today;
    bool over = day_given(due) && done.n > due.n;
    u->policies++;
    if (p->interpreted_at)
        *(over ? &u->late : &u->in_time) += 1;
    else if (p->exempt)
        u->exempt++;
    else
        *(over ? &u->missing : &u->waiting) += 1;
}

static int worst_first(const void *a, const void *b)
{
    const struct unit_figures *x = a, *y = b;
    if (x->missing + x->late != y->missing + y->late)
        return y->missing + y->late - x->missing - x->late;
    return strcmp(x->unit_name, y->unit_name);
}

struct unit_figures *figures_of(struct arena *a, const struct figures_in *in, size_t *n)
{
    size_t most = in->n_units + in->n_policies + in->n_said + 1;
    struct adding x = {ARENA_ARRAY(a, struct unit_figures, most), 0};
    for (size_t i = 0; i < in->n_units; i++)
        of_unit(&x, in->units[i].unit_id, in->units[i].unit_name);
    for (size_t i = 0; i < in->n_policies; i++) {
        const struct policy_row *p = &in->policies[i];
        add_policy(of_unit(&x, p->unit_id, p->unit_name), p, in->today);
    }
    for (size_t i = 0; i < in->n_said; i++) {
        const struct said_row *s = &in->said[i];
        if (i && in->said[i - 1].record_id == s->record_id)
            continue;
        struct unit_figures *u = of_unit(&x, s->unit_id, s->unit_name);
        u->said++;
        u->by_leader += strcmp(s->kind, "负责人解读") == 0;
        u->beyond_text += strcmp(s->form, "文字") != 0;
    }
    for (size_t i = 0; i < x.n; i++)
        x.list[i].leader_owed = !x.list[i].by_leader; /* RULE P-LEADER */
    qsort(x.list, x.n, sizeof *x.list, worst_first);
    *n = x.n;
    return x.list;
}
