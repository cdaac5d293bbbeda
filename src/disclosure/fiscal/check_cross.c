/* Checks between the sheets of a book. RULE F-CROSS, F-META, F-3G-4 (rules/publishing.md §5.2,
 * §5.4 check 12).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/check.h"
#include "lib/base/utf8.h"

/* The same figure in two places; row "" is the line without code, column "*" each that is typed, of
 * sheets with the same columns. */
static const struct same {
    const char *sheet, *row, *col, *other, *other_row, *other_col, *message;
} sames[] = {
    {"j01", "in_grand", "amount", "j01", "out_grand", "amount", "收入总计与支出总计不相等"},
    {"j02", "", "total", "j01", "in_total", "amount", "与公开01表的本年收入合计不符"},
    {"j03", "", "total", "j01", "out_total", "amount", "与公开01表的本年支出合计不符"},
    {"j04", "in_grand", "total", "j04", "out_grand", "total", "收入总计与支出总计不相等"},
    {"j05", "", "total", "j04", "out_total", "general", "与公开04表的一般公共预算支出合计不符"},
    {"j06", "", "total", "j05", "", "basic", "与公开05表的基本支出合计不符"},
    {"j07", "", "total", "j04", "out_total", "fund", "与公开04表的政府性基金支出合计不符"},
    {"j08", "", "total", "j04", "out_total", "capital", "与公开04表的国有资本经营支出合计不符"},
    {"b01", "in_grand", "amount", "b01", "out_grand", "amount", "收入总计与支出总计不相等"},
    {"b02", "", "total", "b01", "in_total", "amount", "与预算01表的本年收入合计不符"},
    {"b03", "", "total", "b01", "out_total", "amount", "与预算01表的本年支出合计不符"},
    {"b04", "in_grand", "total", "b04", "out_grand", "total", "收入总计与支出总计不相等"},
    {"b05", "", "total", "b04", "out_total", "general", "与预算04表的一般公共预算支出合计不符"},
    {"b06", "", "total", "b05", "", "basic", "与预算05表的基本支出合计不符"},
    {"b08", "", "total", "b04", "out_total", "fund", "与预算04表的政府性基金支出合计不符"},
    {"g01", "in_grand", "*", "g02", "out_grand", "*", "收入总计与支出总计不相等"},
    {"g03", "in_grand", "*", "g03", "out_grand", "*", "收入总计与支出总计不相等"},
    {"g04", "in_grand", "*", "g04", "out_grand", "*", "收入总计与支出总计不相等"},
    {"f01", "in_grand", "*", "f02", "out_grand", "*", "收入总计与支出总计不相等"},
    {"f03", "in_grand", "*", "f03", "out_grand", "*", "收入总计与支出总计不相等"},
    {"f04", "in_grand", "*", "f04", "out_grand", "*", "收入总计与支出总计不相等"},
};

static size_t line_of(const struct fiscal_sheet *s, const char *row)
{
    if (s->shape->rows)
        return fiscal_row_place(s->shape, row);
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->lines[i].cell[0], row) == 0)
            return i;
    return SIZE_MAX;
}

struct pair { /* two cells */
    const struct fiscal_sheet *s, *o;
    size_t line, col, other_line, other_col;
};

static void check_pair(struct fiscal_hits *h, const struct pair *p, const char *message)
{
    struct printed other = {0, 2};
    if (!fiscal_value(p->o, p->other_line, p->other_col, &other) &&
        *p->o->lines[p->other_line].cell[p->other_col])
        return;
    if (p->line != SIZE_MAX)
        fiscal_compare(h, "F-CROSS", p->s, p->line, p->col, other.v, 1, message);
    else if (other.v)
        fiscal_hit(
            h, "F-CROSS", p->s, SIZE_MAX, SIZE_MAX, printed_text(h->mem, other.v, 2), "", message);
}

static void check_same(struct fiscal_hits *h, struct fiscal_book *b, const struct same *k)
{
    struct pair p = {.s = fiscal_book_sheet(b, k->sheet), .o = fiscal_book_sheet(b, k->other)};
    if (!p.s || !p.o || b->year < p.s->shape->since)
        return;
    p.line = line_of(p.s, k->row);
    p.other_line = line_of(p.o, k->other_row);
    if (p.other_line == SIZE_MAX || (fiscal_sheet_empty(p.o) && p.s != p.o))
        return;
    if (strcmp(k->col, "*") != 0) {
        p.col = fiscal_column_place(p.s->shape, k->col);
        p.other_col = fiscal_column_place(p.o->shape, k->other_col);
        check_pair(h, &p, k->message);
        return;
    }
    for (size_t i = 0; i < p.s->shape->n_columns; i++)
        if (fiscal_typed(&p.s->shape->columns[i])) {
            p.col = p.other_col = i;
            check_pair(h, &p, k->message);
        }
}

/* RULE F-META: a sheet without anything needs its statement; the others must be there. */
static void check_filled(struct fiscal_hits *h, struct fiscal_book *b)
{
    for (size_t i = 0; i < b->kind->n_sheets; i++) {
        const struct fiscal_sheet *s = &b->sheets[i];
        if (b->year < s->shape->since || !fiscal_sheet_empty(s) || s->shape->full)
            continue; /* of a full sheet every cell is told */
        if (s->shape->may_be_empty && *fiscal_book_text(b, s->shape->key))
            continue;
        if (s->shape->may_be_empty)
            fiscal_hit_text(h, "F-META", b, s->shape->key, "", "表是空的，应写明没有这项收支");
        else
            fiscal_hit(h, "F-META", s, SIZE_MAX, SIZE_MAX, NULL, "", "这张表还没有填写");
    }
}

static size_t count_han(const char *s)
{
    size_t n = 0;
    const char *end = s + strlen(s);
    while (s < end)
        n += utf8_is_han(utf8_next(&s, end));
    return n;
}

/* Sheets whose movement is explained: RULE F-3G-4 for the “三公” figures of a budget, RULE F-META
 * for the county's income and spending. */
static const struct explained {
    const char *sheet, *code, *message;
} explained[] = {
    {"b07", "F-3G-4", "“三公”经费增减变化原因应写明，不少于10个字"},
    {"g01", "F-META", "收入比上年有增减，应写明原因，不少于10个字"},
    {"g02", "F-META", "支出比上年有增减，应写明原因，不少于10个字"},
    {"f01", "F-META", "收入比上年有增减，应写明原因，不少于10个字"},
    {"f02", "F-META", "支出比上年有增减，应写明原因，不少于10个字"},
};

static bool moved(const struct fiscal_sheet *s)
{
    size_t col = fiscal_column_place(s->shape, "change");
    struct printed change;
    for (size_t i = 0; i < s->n; i++)
        if (fiscal_value(s, i, col, &change) && change.v)
            return true;
    return false;
}

static void check_reason(struct fiscal_hits *h, struct fiscal_book *b)
{
    const char *reason = fiscal_book_text(b, "reason");
    for (size_t i = 0; i < COUNT_OF(explained) && count_han(reason) < 10; i++) {
        const struct fiscal_sheet *s = fiscal_book_sheet(b, explained[i].sheet);
        if (s && moved(s)) {
            fiscal_hit_text(h, explained[i].code, b, "reason", reason, explained[i].message);
            return; /* one reason for all of them */
        }
    }
}

void fiscal_check_cross(struct fiscal_hits *h, struct fiscal_book *b)
{
    check_filled(h, b);
    for (size_t i = 0; i < COUNT_OF(sames); i++)
        check_same(h, b, &sames[i]);
    check_reason(h, b);
}
