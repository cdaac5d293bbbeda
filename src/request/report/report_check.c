/* The annual report's arithmetic. One pass a rule; a rule that meets an unusable cell leaves it to
 * T5, which names it.
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report_check.h"

#include <string.h>

static const char *const columns[] = {
    "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"};
enum { N_COLUMNS = COUNT_OF(columns), TOTAL = N_COLUMNS - 1, N_PARTS = 4 };

/* Rows whose sum is r3.7; the last differ by format. */
static const char *const summed[] = {"r3.1", "r3.2", "r3.3.1", "r3.3.2", "r3.3.3", "r3.3.4",
    "r3.3.5", "r3.3.6", "r3.3.7", "r3.3.8", "r3.4.1", "r3.4.2", "r3.4.3", "r3.5.1", "r3.5.2",
    "r3.5.3", "r3.5.4", "r3.5.5"};
static const char *const other_2019[] = {"r3.6"};
static const char *const other_2021[] = {"r3.6.1", "r3.6.2", "r3.6.3"};

static const char *const groups[] = {"行政复议", "未经复议直接起诉", "复议后起诉"};
static const char *const parts[N_PARTS] = {"结果维持", "结果纠正", "其他结果", "尚未审结"};

struct report {
    struct arena *mem;
    const struct json *table3, *table4, *previous;
    const char *const *other;
    size_t n_other;
    int64_t year;
    struct buf *out;
};

void report_finding_write(struct buf *out, const char *id, const char *cell, const char *expected,
    const char *actual, const char *message)
{
    jw_comma(out);
    buf_addc(out, '{');
    jw_pair(out, "id", id);
    jw_pair(out, "cell", cell);
    jw_key(out, "expected");
    buf_adds(out, expected);
    jw_key(out, "actual");
    buf_adds(out, actual);
    jw_pair(out, "message", message);
    buf_addc(out, '}');
}

static const char *number(struct report *r, int64_t v)
{
    return arena_printf(r->mem, "%lld", (long long)v);
}

static void mismatch(struct report *r, const char *id, const char *cell, int64_t expected,
    int64_t actual, const char *message)
{
    report_finding_write(r->out, id, cell, number(r, expected), number(r, actual), message);
}

/* A usable cell: a whole number, not negative. */
static bool cell(const struct json *row, const char *column, int64_t *v)
{
    const struct json *j = json_get(row, column);
    *v = json_int(j, -1);
    return json_kind(j) == JSON_INT && *v >= 0;
}

static const char *path3(struct report *r, const char *row, const char *column)
{
    return arena_printf(r->mem, "table3.%s.%s", row, column);
}

/* The value as it stood, as JSON. */
const char *report_shown(struct arena *a, const struct json *v)
{
    struct buf b;
    const char *text;
    buf_init(&b, 0);
    switch (json_kind(v)) {
    case JSON_INT:
        return arena_printf(a, "%lld", (long long)json_int(v, 0));
    case JSON_REAL:
        return arena_printf(a, "%.15g", json_real(v, 0));
    case JSON_TEXT:
        jw_text(&b, json_text(v));
        text = arena_strdup(a, buf_str(&b));
        buf_release(&b);
        return text;
    case JSON_BOOL:
        return "true";
    default:
        return "null";
    }
}

/* RULE T5: every cell is a whole number, not negative; an empty cell is an error, print 0. */
static void check_cell(
    struct report *r, const struct json *row, const char *column, const char *path)
{
    int64_t v;
    if (!cell(row, column, &v))
        report_finding_write(r->out, "T5", path, "0", report_shown(r->mem, json_get(row, column)),
            "应是不小于0的整数，没有的填0");
}

static void check_cells(struct report *r)
{
    for (size_t i = 0; i < json_count(r->table3); i++) {
        const char *name;
        const struct json *row = json_member(r->table3, i, &name);
        for (size_t k = 0; k < N_COLUMNS; k++)
            check_cell(r, row, columns[k], path3(r, name, columns[k]));
    }
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        const struct json *group = json_get(r->table4, groups[i]);
        for (size_t k = 0; group && k <= N_PARTS; k++) {
            const char *part = k < N_PARTS ? parts[k] : "总计";
            check_cell(r, group, part, arena_printf(r->mem, "table4.%s.%s", groups[i], part));
        }
    }
}

/* RULE T1: 总计 = 自然人 + the five kinds of organisation, in every row. */
static void check_totals(struct report *r)
{
    for (size_t i = 0; i < json_count(r->table3); i++) {
        const char *name;
        const struct json *row = json_member(r->table3, i, &name);
        int64_t sum = 0, v, total;
        bool usable = cell(row, columns[TOTAL], &total);
        for (size_t k = 0; k < TOTAL && usable; k++) {
            usable = cell(row, columns[k], &v);
            sum += v;
        }
        if (usable && sum != total)
            mismatch(r, "T1", path3(r, name, columns[TOTAL]), sum, total,
                "总计应等于自然人与五类组织之和");
    }
}

/* Adds the column over the rows; false when a row is absent or a cell unusable. */
static bool sum_rows(
    const struct report *r, const char *const *rows, size_t n, const char *column, int64_t *sum)
{
    for (size_t i = 0; i < n; i++) {
        int64_t v;
        if (!cell(json_get(r->table3, rows[i]), column, &v))
            return false;
        *sum += v;
    }
    return true;
}

/* RULE T2: r3.7 is the sum of all outcomes. RULE T3: r1 + r2 = r3.7 + r4. */
static void check_columns(struct report *r)
{
    static const char *const in[] = {"r1", "r2"};
    static const char *const out[] = {"r3.7"};
    for (size_t k = 0; k < N_COLUMNS; k++) {
        int64_t sum = 0, total, received = 0, done = 0, open;
        if (cell(json_get(r->table3, "r3.7"), columns[k], &total) &&
            sum_rows(r, summed, COUNT_OF(summed), columns[k], &sum) &&
            sum_rows(r, r->other, r->n_other, columns[k], &sum) && sum != total)
            mismatch(r, "T2", path3(r, "r3.7", columns[k]), sum, total,
                "（七）总计应等于各类办理结果之和");
        if (sum_rows(r, in, 2, columns[k], &received) && sum_rows(r, out, 1, columns[k], &done) &&
            cell(json_get(r->table3, "r4"), columns[k], &open) && received - done != open)
            mismatch(r, "T3", path3(r, "r4", columns[k]), received - done, open,
                "本年新收加上年结转，应等于办理结果总计加结转下年");
    }
}

/* RULE T4: what was carried over is what last year's report carried forward. */
static void check_previous(struct report *r)
{
    const struct json *row = json_get(json_get(r->previous, "table3"), "r4");
    for (size_t k = 0; row && k < N_COLUMNS; k++) {
        int64_t before, now;
        if (cell(row, columns[k], &before) && cell(json_get(r->table3, "r2"), columns[k], &now) &&
            before != now)
            mismatch(r, "T4", path3(r, "r2", columns[k]), before, now,
                "上年结转应等于上一年度报告的结转下年");
    }
}

/* RULE T7: the total of each group is the sum of the four before it. */
static void check_disputes(struct report *r)
{
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        const struct json *group = json_get(r->table4, groups[i]);
        int64_t sum = 0, v, total;
        bool usable = group && cell(group, "总计", &total);
        for (size_t k = 0; k < N_PARTS && usable; k++) {
            usable = cell(group, parts[k], &v);
            sum += v;
        }
        if (usable && sum != total)
            mismatch(r, "T7", arena_printf(r->mem, "table4.%s.总计", groups[i]), sum, total,
                "总计应等于前四项之和");
    }
}

enum st report_check(struct arena *a, const struct json *in, struct buf *out, struct err *e)
{
    const char *format = json_get_text(in, "format");
    bool new_format = strcmp(format, "2021") == 0;
    if (json_kind(in) != JSON_OBJECT)
        return err_set(e, ST_INVALID, "", "应是一个 JSON 对象");
    if (!new_format && strcmp(format, "2019") != 0)
        return err_set(e, ST_INVALID, "format", "format 应是 2019 或 2021：%s", format);
    struct report r = {.mem = a,
        .table3 = json_get(in, "table3"),
        .table4 = json_get(in, "table4"),
        .previous = json_get(in, "previous"),
        .other = new_format ? other_2021 : other_2019,
        .n_other = new_format ? COUNT_OF(other_2021) : COUNT_OF(other_2019),
        .out = out};
    const struct json *table2 = json_get(in, "table2");
    if ((r.table3 && json_kind(r.table3) != JSON_OBJECT) ||
        (r.table4 && json_kind(r.table4) != JSON_OBJECT) ||
        (table2 && json_kind(table2) != JSON_OBJECT))
        return err_set(e, ST_INVALID, "table3", "table2、table3、table4 应是 JSON 对象");
    buf_addc(out, '[');
    check_cells(&r);
    check_totals(&r);
    check_columns(&r);
    check_previous(&r);
    check_disputes(&r);
    report_check_table2(a, new_format ? REPORT_2021 : REPORT_2019, in, out);
    buf_addc(out, ']');
    return ST_OK;
}
