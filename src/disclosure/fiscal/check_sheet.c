/* Checks within one sheet: cells that are no numbers, sums down the rows, sums across the columns,
 * sums of codes. RULE F-AMT, F-SUM, F-CROSS, F-META (rules/publishing.md §5.4).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/check.h"

/* Every typed cell of money. */
static void check_cells(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            const struct fiscal_column *k = &s->shape->columns[c];
            const char *text = s->lines[i].cell[c], *message = NULL;
            if (k->type != FISCAL_MONEY)
                continue; /* counts are judged by sangong.c */
            if (*text)
                message = fiscal_amount_problem(text, 0, FISCAL_MOST_WAN);
            else if (s->shape->full && strcmp(s->shape->key, "amounts") != 0)
                message = "单元格是空的，没有发生的填0";
            if (message)
                fiscal_hit(h, "F-AMT", s, i, c, NULL, text, message);
        }
}

/* RULE F-SUM: a row with parts is their sum. The “三公” rows are judged by sangong.c. */
static void check_rows(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    for (size_t i = 0; s->shape->rows && i < s->n; i++)
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            int64_t sum;
            int n;
            if (s->shape->columns[c].type == FISCAL_MONEY &&
                fiscal_has_cell(&s->shape->rows[i], &s->shape->columns[c]) &&
                fiscal_row_sum(s, i, c, &sum, &n))
                fiscal_compare(h, "F-SUM", s, i, c, sum, n, "合计与各项明细之和不符");
        }
}

/* RULE F-SUM: the column 合计 is the sum of its columns. */
static void check_across(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    size_t total = fiscal_column_place(s->shape, "total");
    for (size_t i = 0; s->shape->across && i < s->n; i++) {
        int64_t sum = 0;
        int n = 0;
        bool usable = true;
        for (size_t c = 0; c < s->shape->n_columns; c++) {
            struct printed p;
            if (!fiscal_listed(s->shape->across, s->shape->columns[c].key))
                continue;
            if (fiscal_value(s, i, c, &p)) {
                sum += p.v;
                n++;
            } else {
                usable &= !*s->lines[i].cell[c];
            }
        }
        if (usable && (n || *s->lines[i].cell[total]))
            fiscal_compare(h, "F-SUM", s, i, total, sum, n, "合计与本行各栏之和不符");
    }
}

/* The titles of the columns of a list, "上年结余＋本年收入". */
static const char *titles(struct arena *a, const struct fiscal_sheet *s, const char *list)
{
    const char *out = "";
    for (size_t c = 0; c < s->shape->n_columns; c++)
        if (fiscal_listed(list, s->shape->columns[c].key))
            out = arena_concat(a, out, *out ? "＋" : "", s->shape->columns[c].title, NULL);
    return out;
}

/* What the cells of a list in a line add up to; last: the last of its columns. False when one of
 * them is no number. */
static bool list_sum(
    const struct fiscal_sheet *s, size_t line, const char *list, int64_t *sum, int *n, size_t *last)
{
    for (size_t c = 0; c < s->shape->n_columns; c++) {
        struct printed p;
        if (!fiscal_listed(list, s->shape->columns[c].key))
            continue;
        *last = c;
        if (fiscal_value(s, line, c, &p)) {
            *sum += p.v;
            ++*n;
        } else if (*s->lines[line].cell[c]) {
            return false;
        }
    }
    return true;
}

/* RULE F-SUM: what comes in with what was there is what goes out with what is left. */
static void check_balance(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    for (size_t i = 0; s->shape->balance[0] && i < s->n; i++) {
        int64_t in = 0, out = 0;
        int n = 0;
        size_t last = 0;
        struct printed closing = {0, 2};
        if (!list_sum(s, i, s->shape->balance[0], &in, &n, &last) ||
            !list_sum(s, i, s->shape->balance[1], &out, &n, &last) || !n)
            continue;
        if (fiscal_value(s, i, last, &closing))
            out -= closing.v;
        fiscal_compare(h, "F-SUM", s, i, last, in - out, n,
            arena_printf(h->mem, "%s应等于%s", titles(h->mem, s, s->shape->balance[0]),
                titles(h->mem, s, s->shape->balance[1])));
    }
}

/* RULE F-LOGIC: a debt does not exceed its limit. */
static void check_most(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    if (!s->shape->most[0])
        return;
    size_t col = fiscal_column_place(s->shape, s->shape->most[0]);
    size_t limit = fiscal_column_place(s->shape, s->shape->most[1]);
    for (size_t i = 0; i < s->n; i++) {
        struct printed mine, most = {0, 2};
        if (!fiscal_value(s, i, col, &mine))
            continue;
        if (!fiscal_value(s, i, limit, &most) && *s->lines[i].cell[limit])
            continue; /* no number: told as such */
        if (mine.v > most.v)
            fiscal_hit(h, "F-LOGIC", s, i, col, NULL, s->lines[i].cell[col],
                arena_printf(h->mem, "%s超过%s", s->shape->columns[col].title,
                    s->shape->columns[limit].title));
    }
}

/* ---- codes ---- */

static const char *code_of(const struct fiscal_sheet *s, size_t line)
{
    return s->lines[line].cell[0];
}

/* Digits of the level right below: nothing → 类 3 → 款 5 → 项 7. */
static bool child_of(const char *parent, const char *code)
{
    size_t n = strlen(parent), m = strlen(code);
    return m == (n ? n + 2 : 3) && strncmp(parent, code, n) == 0;
}

static void check_code(struct fiscal_hits *h, const struct fiscal_sheet *s, size_t line)
{
    const char *code = code_of(s, line);
    size_t n = strspn(code, "0123456789");
    if (code[n] || (n && n != 3 && n != 5 && n != 7))
        fiscal_hit(h, "F-META", s, line, 0, NULL, code, "科目编码应是3、5或7位数字");
    for (size_t i = 0; i < line; i++)
        if (strcmp(code_of(s, i), code) == 0) {
            fiscal_hit(h, "F-META", s, line, 0, NULL, code,
                *code ? "科目编码与前面的行重复" : "没有编码的行是合计，只能有一行");
            return;
        }
}

/* RULE F-CROSS: Σ detail rows (类→款→项) = parent row. */
static void check_children(struct fiscal_hits *h, const struct fiscal_sheet *s, size_t line)
{
    for (size_t c = 0; c < s->shape->n_columns; c++) {
        int64_t sum = 0;
        int n = 0;
        bool usable = s->shape->columns[c].type == FISCAL_MONEY;
        for (size_t i = 0; i < s->n && usable; i++) {
            struct printed p;
            if (i == line || !child_of(code_of(s, line), code_of(s, i)))
                continue;
            n++;
            if (fiscal_value(s, i, c, &p))
                sum += p.v;
            else
                usable = !*s->lines[i].cell[c];
        }
        if (usable && n)
            fiscal_compare(h, "F-CROSS", s, line, c, sum, n, "与下一级科目之和不符");
    }
}

static void check_codes(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    bool total = false;
    for (size_t i = 0; s->shape->coded && i < s->n; i++) {
        check_code(h, s, i);
        check_children(h, s, i);
        total |= !*code_of(s, i);
    }
    if (s->shape->coded && s->n && !total)
        fiscal_hit(h, "F-META", s, SIZE_MAX, SIZE_MAX, NULL, "",
            "缺少合计行：科目编码留空，科目名称写“合计”");
}

void fiscal_check_sheet(struct fiscal_hits *h, const struct fiscal_sheet *s)
{
    check_cells(h, s);
    if (strcmp(s->shape->key, "amounts") != 0)
        check_rows(h, s);
    check_across(h, s);
    check_balance(h, s);
    check_most(h, s);
    check_codes(h, s);
}
