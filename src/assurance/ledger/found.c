/* Measures as entries of the site's search: those that the public page /progress/ shows.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/pages.h"
#include "common/search/search.h"

/* Each change of a measure raises its version, each new one has 1: the sum tells of any. */
static enum st stamp(struct ctx *c, int64_t *out)
{
    struct rows *r;
    enum st st = q1(c, &ledger_stmt_versions, NO_ARGS, &r);
    if (!st)
        *out = rows_int(r, 0);
    return st;
}

static int64_t lead_unit(const struct measure *m)
{
    for (size_t i = 0; i < m->n_units; i++)
        if (m->units[i].role == UNIT_LEAD && m->units[i].unit_id)
            return m->units[i].unit_id;
    return 0;
}

static const char *responsible(struct arena *a, const struct measure *m)
{
    const char *lead = units_text(a, m, UNIT_LEAD), *duty = units_text(a, m, UNIT_DUTY);
    return *lead && *duty ? arena_printf(a, "%s（牵头）、%s", lead, duty) : *lead ? lead : duty;
}

static enum st list_public(struct ctx *c, struct search_entry **list, size_t *n)
{
    struct measure *all;
    size_t count;
    enum st st = measure_list(c, 0, &all, &count);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct search_entry, count + 1);
    *n = 0;
    for (size_t i = 0; !st && i < count; i++)
        if (measure_public(&all[i]))
            (*list)[(*n)++] = (struct search_entry){.id = all[i].id,
                .title = all[i].title,
                .text = all[i].text,
                .unit = responsible(c->mem, &all[i]),
                .path = arena_printf(c->mem, "/progress/?plan=%lld#measure-%d",
                    (long long)all[i].plan_id, all[i].number),
                .unit_id = lead_unit(&all[i]),
                .day = day_at(all[i].confirmed_at)};
    return st;
}

static const struct search_source source = {
    .kind = "measure", .label = "重点任务", .stamp = stamp, .list = list_public};

enum st ledger_start(struct app *app, struct ctx *c)
{
    (void)app;
    search_source_add(c, &source);
    return ST_OK;
}
