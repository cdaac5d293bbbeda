/* The report as JSON: the shape that `report check` reads, and what that check finds.
 *
 * SPDX-License-Identifier: MIT */
#include "request/report/report.h"
#include "request/report/report_check.h"

static void write_cell(struct buf *b, const char *name, int64_t value, bool missing)
{
    jw_key(b, name);
    if (missing)
        buf_adds(b, "null");
    else
        buf_addint(b, value);
}

static void write_cells(
    struct buf *b, const char *const *names, const int64_t *cells, const bool *missing, size_t n)
{
    buf_addc(b, '{');
    for (size_t i = 0; i < n; i++)
        write_cell(b, names[i], cells[i], missing && missing[i]);
    buf_addc(b, '}');
}

/* Money as a number of 万元. What nobody has given yet is left out: it is not zero. */
static void write_table2(struct arena *a, struct buf *b, const struct report_table *t)
{
    size_t n;
    const struct report_row2 *rows = report_rows2(t->format, &n);
    jw_key(b, "table2");
    buf_addc(b, '{');
    for (size_t i = 0; i < n; i++) {
        jw_key(b, rows[i].label);
        buf_addc(b, '{');
        for (size_t j = 0; j < rows[i].n_columns; j++) {
            const struct report_column2 *col = &rows[i].columns[j];
            if (t->missing2[i][j])
                continue;
            jw_key(b, col->title);
            buf_adds(b, report_figure_text(a, col->measure, t->table2[i][j]));
        }
        buf_addc(b, '}');
    }
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
        write_cells(b, report_columns, t->table3[i], t->missing3[i], REPORT_COLUMNS);
    }
    buf_addc(b, '}');
}

static void write_table4(struct buf *b, const struct report_table *t)
{
    jw_key(b, "table4");
    buf_addc(b, '{');
    for (size_t i = 0; i < REPORT_GROUPS; i++) {
        jw_key(b, report_groups[i]);
        write_cells(b, report_results, t->table4[i], t->missing4[i], REPORT_RESULTS);
    }
    buf_addc(b, '}');
}

static void write_previous(struct buf *b, const struct report_table *t)
{
    if (!t->has_previous)
        return;
    jw_key(b, "previous");
    buf_adds(b, "{\"table3\":{\"r4\":");
    write_cells(b, report_columns, t->previous_r4, NULL, REPORT_COLUMNS);
    buf_adds(b, "}}");
}

static void write_tables(struct arena *a, struct buf *b, const struct report_table *t)
{
    buf_addc(b, '{');
    jw_pair(b, "format", t->format == REPORT_2019 ? "2019" : "2021");
    jw_pair_int(b, "year", t->year);
    jw_pair(b, "organ", t->organ);
    jw_pair_int(b, "fee_yuan", t->fee_yuan);
    write_table2(a, b, t);
    write_table3(b, t);
    write_table4(b, t);
    write_previous(b, t);
}

enum st report_json(struct arena *a, const struct report_table *t, struct buf *out, struct err *e)
{
    struct buf tables;
    const struct json *j;
    buf_init(&tables, 0);
    write_tables(a, &tables, t);
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
