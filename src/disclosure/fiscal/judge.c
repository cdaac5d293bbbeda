/* A book before its judges: what is stored beside it is gathered, then every check runs.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/in_force.h"
#include "common/record/item.h"
#include "disclosure/fiscal/acts.h"
#include "lib/text/docno.h"

/* The public version of another book; book NULL when there is none. */
static enum st past_of(
    struct ctx *c, int64_t unit_id, int year, const char *kind, struct fiscal_past *out)
{
    struct fiscal_entry e;
    *out = (struct fiscal_past){"", NULL};
    enum st st = fiscal_entry_find(c, unit_id, year, kind, &e);
    if (st == ST_NOT_FOUND || (!st && !e.live_edition))
        return ST_OK;
    struct fiscal_book *book = ARENA_NEW(c->mem, struct fiscal_book);
    if (!st)
        st = fiscal_edition_read(c, &e, e.live_edition, book);
    *out = (struct fiscal_past){arena_printf(c->mem, "%d年%s", year, e.kind->name), book};
    return st;
}

static bool known(const struct fiscal_basis *list, size_t n, const char *number)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].number, number) == 0)
            return true;
    return false;
}

/* State from the versions in force; the page from the list of public items. */
static enum st look_up(struct ctx *c, const char *number, struct fiscal_basis *out)
{
    struct in_force *versions;
    struct item_list items;
    size_t n;
    *out = (struct fiscal_basis){number, "", "", ""};
    enum st st = item_list(c,
        &(struct item_filter){.number = number,
            .kind = "document",
            .issuer = "",
            .subject = "",
            .validity = "",
            .genre = "",
            .page = 1,
            .per_page = 1},
        &items);
    if (st || !items.n)
        return st;
    out->title = items.items[0].title;
    out->path = items.items[0].path;
    st = in_force_on(c, day_at(c->now), number, &versions, &n);
    for (size_t i = 0; !st && i < n; i++)
        out->state = versions[i].state; /* the newest version is the last */
    return st;
}

enum st fiscal_basis_of(
    struct ctx *c, const struct fiscal_book *book, struct fiscal_basis **list, size_t *n)
{
    const struct fiscal_sheet *s = &book->sheets[0];
    size_t basis = fiscal_column_place(s->shape, "basis"), cap = 0;
    struct docno no;
    *list = NULL;
    *n = 0;
    for (size_t i = 0; book->kind->catalogue && i < s->n; i++)
        for (size_t at = 0; docno_find(c->mem, s->lines[i].cell[basis], at, &no); at = no.end) {
            if (known(*list, *n, no.text))
                continue;
            if (*n == cap) {
                struct fiscal_basis *more = ARENA_ARRAY(c->mem, struct fiscal_basis, 2 * cap + 16);
                if (*n)
                    memcpy(more, *list, *n * sizeof *more);
                *list = more;
                cap = 2 * cap + 16;
            }
            enum st st = look_up(c, no.text, &(*list)[(*n)++]);
            if (st)
                return st;
        }
    return ST_OK;
}

enum st fiscal_past_get(
    struct ctx *c, const struct fiscal_entry *e, struct fiscal_past past[static FISCAL_SOURCES])
{
    past[FISCAL_OWN_BUDGET] = (struct fiscal_past){"", NULL};
    enum st st = past_of(c, e->unit_id, e->year - 1, e->kind->key, &past[FISCAL_LAST_YEAR]);
    if (!st && e->kind->own_budget)
        st = past_of(c, e->unit_id, e->year, e->kind->own_budget, &past[FISCAL_OWN_BUDGET]);
    return st;
}

enum st fiscal_judge(
    struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *book, struct fiscal_hits *out)
{
    struct fiscal_around around = {.n_basis = 0};
    struct fiscal_basis *basis;
    enum st st = fiscal_past_get(c, e, around.past);
    if (!st)
        st = fiscal_basis_of(c, book, &basis, &around.n_basis);
    if (st)
        return st;
    around.basis = basis;
    return fiscal_check_book(c->mem, book, &around, out, &c->err);
}
