/* Checks against what is stored already: last year's tables, this year's budget, the document base.
 * RULE F-YEAR, F-UNIT, F-FEE-EXPIRED (rules/publishing.md §5.4 checks 13 and 14, §5.5).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/check.h"
#include "lib/text/docno.h"

const struct fiscal_repeat fiscal_repeats[] = {
    {"sangong", "amounts", "*", "previous", FISCAL_LAST_YEAR, "amounts", "*", "final"},
    {"sangong", "amounts", "*", "budget", FISCAL_OWN_BUDGET, "b07", "*", "budget"},
    {"budget", "b07", "*", "previous", FISCAL_LAST_YEAR, "b07", "*", "budget"},
    {"final", "j01", "in_carry", "amount", FISCAL_LAST_YEAR, "j01", "out_carry", "amount"},
    {"final", "j04", "in_carry", "total", FISCAL_LAST_YEAR, "j04", "out_carry", "total"},
    {"gov_final", "f01", "*", "budget", FISCAL_OWN_BUDGET, "g01", "*", "budget"},
    {"gov_final", "f02", "*", "budget", FISCAL_OWN_BUDGET, "g02", "*", "budget"},
    {"gov_final", "f03", "*", "budget", FISCAL_OWN_BUDGET, "g03", "*", "budget"},
    {"gov_final", "f04", "*", "budget", FISCAL_OWN_BUDGET, "g04", "*", "budget"},
    {"gov_final", "f01", "*", "previous", FISCAL_LAST_YEAR, "f01", "*", "final"},
    {"gov_final", "f02", "*", "previous", FISCAL_LAST_YEAR, "f02", "*", "final"},
    {"gov_final", "f03", "*", "previous", FISCAL_LAST_YEAR, "f03", "*", "final"},
    {"gov_final", "f04", "*", "previous", FISCAL_LAST_YEAR, "f04", "*", "final"},
    {"gov_final", "f01", "in_carry", "final", FISCAL_LAST_YEAR, "f02", "out_carry", "final"},
    {"gov_final", "f03", "in_carry", "final", FISCAL_LAST_YEAR, "f03", "out_carry", "final"},
    {"gov_final", "f04", "in_carry", "final", FISCAL_LAST_YEAR, "f04", "out_carry", "final"},
    {"gov_final", "f05", "*", "opening", FISCAL_LAST_YEAR, "f05", "*", "closing"},
    {"gov_final", "f06", "*", "opening", FISCAL_LAST_YEAR, "f06", "*", "closing"},
};
const size_t n_fiscal_repeats = COUNT_OF(fiscal_repeats);

/* RULE F-UNIT: one is about ten thousand times the other. */
static bool units_differ(int64_t a, int64_t b)
{
    int64_t big = a > b ? a : b, small = a > b ? b : a;
    return small > 0 && big / small >= 8000 && big / small <= 12500;
}

static void compare(struct fiscal_hits *h, const struct fiscal_sheet *s, size_t line, size_t col,
    struct printed theirs, const char *what)
{
    struct printed mine;
    if (!fiscal_value(s, line, col, &mine) || mine.v == theirs.v)
        return;
    int64_t d = mine.v > theirs.v ? mine.v - theirs.v : theirs.v - mine.v;
    if (d < FISCAL_UNIT / 200)
        return; /* the same figure with fewer decimals */
    bool unit = units_differ(mine.v, theirs.v);
    fiscal_hit(h, unit ? "F-UNIT" : "F-YEAR", s, line, col, printed_text(h->mem, theirs.v, 2),
        printed_text(h->mem, mine.v, mine.decimals > 2 ? mine.decimals : 2),
        arena_printf(
            h->mem, unit ? "与%s相差约一万倍，金额单位不一致" : "与%s公布的数字不符", what));
}

static void check_figure(struct fiscal_hits *h, struct fiscal_book *b,
    const struct fiscal_repeat *f, const struct fiscal_past *past)
{
    const struct fiscal_sheet *s = fiscal_book_sheet(b, f->sheet);
    struct fiscal_book other = *past->book;
    const struct fiscal_sheet *o = fiscal_book_sheet(&other, f->other);
    if (!s || !o)
        return;
    size_t col = fiscal_column_place(s->shape, f->col);
    size_t other_col = fiscal_column_place(o->shape, f->other_col);
    bool every = strcmp(f->row, "*") == 0;
    for (size_t i = 0; i < s->n; i++) {
        struct printed theirs;
        const char *key = s->shape->rows[i].key;
        if (!every && strcmp(key, f->row) != 0)
            continue;
        size_t line = fiscal_row_place(o->shape, every ? key : f->other_row);
        if (line != SIZE_MAX && fiscal_value(o, line, other_col, &theirs))
            compare(h, s, i, col, theirs, past->what);
    }
}

void fiscal_check_past(
    struct fiscal_hits *h, struct fiscal_book *b, const struct fiscal_around *around)
{
    for (size_t i = 0; i < n_fiscal_repeats; i++) {
        const struct fiscal_past *past = &around->past[fiscal_repeats[i].source];
        if (past->book && strcmp(fiscal_repeats[i].kind, b->kind->key) == 0)
            check_figure(h, b, &fiscal_repeats[i], past);
    }
}

/* RULE F-FEE-EXPIRED, F-FEE-UNKNOWN: a basis that the document base knows as 废止 or 失效, and one
 * that it does not know. */
void fiscal_check_basis(
    struct fiscal_hits *h, struct fiscal_book *b, const struct fiscal_around *around)
{
    struct fiscal_sheet *s = b->kind->catalogue ? &b->sheets[0] : NULL;
    size_t basis = s ? fiscal_column_place(s->shape, "basis") : 0;
    struct docno no;
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        for (size_t at = 0; docno_find(h->mem, s->lines[i].cell[basis], at, &no); at = no.end)
            for (size_t k = 0; k < around->n_basis; k++) {
                const struct fiscal_basis *d = &around->basis[k];
                if (!strcmp(d->number, no.text) && !*d->path)
                    fiscal_hit(h, "F-FEE-UNKNOWN", s, i, basis, NULL, no.text,
                        "依据文件不在本县的文件库中，不能核对它是否有效");
                else if (!strcmp(d->number, no.text) &&
                         (!strcmp(d->state, "废止") || !strcmp(d->state, "失效")))
                    fiscal_hit(h, "F-FEE-EXPIRED", s, i, basis, NULL, no.text,
                        arena_printf(h->mem, "依据文件%s已经%s", no.text, d->state));
            }
}
