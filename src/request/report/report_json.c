/* The report as JSON: the shape that `report check` reads, and what that check finds.
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report.h"
#include "request/report/report_check.h"

static void write_cells(struct buf *b, const char *const *names, const int64_t *cells, size_t n)
{
    buf_addc(b, '{');
    for (size_t i = 0; i < n; i++)
        jw_pair_int(b, names[i], cells[i]);
    buf_addc(b, '}');
}

static void write_table3(struct buf *b, const struct report_table *t)
{
    size_t n;
    const struct report_row *rows = report_rows(t->format, &n);
    jw_key(b, "table3");
    buf_addc(b, '{');
    for (size_t i = 0; i < n; i++) {
        jw_key(b, rows[i].id);
        write_cells(b, report_columns, t->table3[i], REPORT_COLUMNS);
    }
    buf_addc(b, '}');
}

static void write_table4(struct buf *b, const struct report_table *t)
{
    jw_key(b, "table4");
    buf_addc(b, '{');
    for (size_t i = 0; i < REPORT_GROUPS; i++) {
        jw_key(b, report_groups[i]);
        write_cells(b, report_results, t->table4[i], REPORT_RESULTS);
    }
    buf_addc(b, '}');
}

static void write_previous(struct buf *b, const struct report_table *t)
{
    if (!t->has_previous)
        return;
    jw_key(b, "previous");
    buf_adds(b, "{\"table3\":{\"r4\":");
    write_cells(b, report_columns, t->previous_r4, REPORT_COLUMNS);
    buf_adds(b, "}}");
}

static void write_tables(struct buf *b, const struct report_table *t)
{
    buf_addc(b, '{');
    jw_pair(b, "format", t->format == REPORT_2019 ? "2019" : "2021");
    jw_pair_int(b, "year", t->year);
    jw_pair(b, "organ", t->organ);
    write_table3(b, t);
    write_table4(b, t);
    write_previous(b, t);
}

enum st report_json(struct arena *a, const struct report_table *t, struct buf *out, struct err *e)
{
    struct buf tables;
    const struct json *j;
    buf_init(&tables, 0);
    write_tables(&tables, t);
    buf_add(out, tables.p, tables.n);
    buf_addc(&tables, '}');
    enum st st = json_parse(a, buf_str(&tables), tables.n, &j, e);
    jw_key(out, "findings");
    if (!st)
        st = report_check(a, j, out, e);
    buf_addc(out, '}');
    buf_release(&tables);
    return st;
}
