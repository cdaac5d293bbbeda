/* Table 2 of the annual report as `report check` reads it: T5, and 3.2 against the year before.
 *
 * A cell that is absent is not part of the table; null and "" are empty cells.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/report/report_check.h"

struct reading {
    struct arena *mem;
    const struct json *now, *before; /* rows by label */
    struct buf *out;
};

static const char *path2(struct reading *r, const struct report_row2 *row, size_t column)
{
    return arena_printf(r->mem, "table2.%s.%s", row->label, row->columns[column].title);
}

/* A figure as the report keeps it: whole, and only 增/减 below zero; money as a number of 万元. */
static bool figure(const struct json *j, enum report_measure m, struct arena *a, int64_t *out)
{
    if (json_kind(j) == JSON_INT && m != MEASURE_FEN) {
        *out = json_int(j, 0);
        return m == MEASURE_CHANGE || *out >= 0;
    }
    if (m != MEASURE_FEN || (json_kind(j) != JSON_INT && json_kind(j) != JSON_REAL))
        return false;
    return report_figure_read(m, arena_printf(a, "%.15g", json_real(j, -1)), out);
}

/* An empty cell too. */
static bool is_part(const struct json *cells, const char *column)
{
    for (size_t i = 0; i < json_count(cells); i++) {
        const char *name;
        json_member(cells, i, &name);
        if (strcmp(name, column) == 0)
            return true;
    }
    return false;
}

/* RULE T5 */
static void check_cells(struct reading *r, const struct report_row2 *row)
{
    const struct json *cells = json_get(r->now, row->label);
    for (size_t i = 0; i < row->n_columns; i++) {
        const struct json *j = json_get(cells, row->columns[i].title);
        int64_t v;
        if (!is_part(cells, row->columns[i].title) ||
            figure(j, row->columns[i].measure, r->mem, &v))
            continue;
        report_finding_write(r->out, "T5", path2(r, row, i), "0", report_shown(r->mem, j),
            row->columns[i].measure == MEASURE_FEN
                ? "应是不小于0的金额（万元），最多六位小数，没有的填0"
            : row->columns[i].measure == MEASURE_CHANGE ? "应是整数，没有的填0"
                                                        : "应是不小于0的整数，没有的填0");
    }
}

static bool count_of(
    struct reading *r, const struct json *rows, const char *label, const char *column, int64_t *v)
{
    const struct json *j = json_get(json_get(rows, label), column);
    return j && figure(j, MEASURE_CHANGE, r->mem, v);
}

static void compare(
    struct reading *r, const char *cell, int64_t expected, int64_t actual, const char *message)
{
    if (expected != actual)
        report_finding_write(r->out, "3.2", cell, arena_printf(r->mem, "%lld", (long long)expected),
            arena_printf(r->mem, "%lld", (long long)actual), message);
}

/* RULE 3.2: in force now = in force before + made − repealed. A warning: documents may expire by
 * themselves. */
static void check_in_force(struct reading *r, const struct report_row2 *row)
{
    enum { MADE, REPEALED, NOW };
    const char *now = row->columns[NOW].title;
    int64_t before, made, repealed, stands;
    if (count_of(r, r->before, row->label, now, &before) &&
        count_of(r, r->now, row->label, row->columns[MADE].title, &made) &&
        count_of(r, r->now, row->label, row->columns[REPEALED].title, &repealed) &&
        count_of(r, r->now, row->label, now, &stands))
        compare(r, path2(r, row, NOW), before + made - repealed, stands,
            "现行有效应等于上年现行有效加本年制发减本年废止；有文件自行失效的请核对后保留");
}

/* RULE 3.2: the format of 2019 told the items of the year before again. */
static void check_items(struct reading *r, const struct report_row2 *row)
{
    enum { BEFORE, CHANGE };
    int64_t before, change, told;
    if (count_of(r, r->before, row->label, row->columns[BEFORE].title, &before) &&
        count_of(r, r->before, row->label, row->columns[CHANGE].title, &change) &&
        count_of(r, r->now, row->label, row->columns[BEFORE].title, &told))
        compare(r, path2(r, row, BEFORE), before + change, told,
            "上一年项目数量应等于上一年度报告的项目数量加其增减");
}

static bool has_items(const struct report_row2 *row)
{
    return row->n_columns > 1 && row->columns[1].measure == MEASURE_CHANGE;
}

void report_check_table2(
    struct arena *a, enum report_format f, const struct json *in, struct buf *out)
{
    size_t n;
    const struct report_row2 *rows = report_rows2(f, &n);
    struct reading r = {.mem = a,
        .now = json_get(in, "table2"),
        .before = json_get(json_get(in, "previous"), "table2"),
        .out = out};
    for (size_t i = 0; i < n; i++)
        check_cells(&r, &rows[i]);
    for (size_t i = 0; i < n; i++)
        if (f == REPORT_2021 && rows[i].n_columns == 3)
            check_in_force(&r, &rows[i]);
        else if (f == REPORT_2019 && has_items(&rows[i]))
            check_items(&r, &rows[i]);
}
