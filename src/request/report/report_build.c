/* Counting: one pass over the groups that the store returns.
 *
 * RULE T1, T2, T3: sums are made, not read. RULE T4: what was carried over is counted from the
 * cases, and compared with what the year before reported.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/foi.h"
#include "request/report/report.h"

enum { TOTAL = REPORT_COLUMNS - 1 };

static int column_of(const char *kind)
{
    for (int i = 0; i < FOI_APPLICANTS; i++)
        if (strcmp(foi_applicants[i].key, kind) == 0)
            return i;
    return FOI_APPLICANTS - 1; /* 其他 */
}

static int row_index(enum report_format f, const char *id)
{
    size_t n;
    const struct report_row *rows = report_rows(f, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].id, id) == 0)
            return (int)i;
    return -1;
}

/* The format of 2019 has one row for the three of 其他处理. */
static int row_of_code(enum report_format f, const char *code)
{
    const struct reply_code *kind = reply_code_find(code);
    const char *row = kind && *kind->row ? kind->row : "r3.6.3";
    return row_index(f, f == REPORT_2019 && strncmp(row, "r3.6", 4) == 0 ? "r3.6" : row);
}

static void add(struct report_table *t, int row, int column, int64_t n)
{
    t->table3[row][column] += n;
    t->table3[row][TOTAL] += n;
}

/* What this group of cases means for the year: received, carried over, ended, still open. */
static void count_group(struct report_table *t, const struct foi_count_row *g)
{
    int col = column_of(g->applicant_kind);
    bool before = g->start_year < t->year, ended = g->end_year != 0;
    if (g->start_year > t->year || (before && ended && g->end_year < t->year))
        return;
    add(t, row_index(t->format, before ? "r2" : "r1"), col, g->n);
    if (!ended || g->end_year > t->year) {
        add(t, row_index(t->format, "r4"), col, g->n);
        return;
    }
    add(t, row_of_code(t->format, g->code), col, g->n);
    add(t, row_index(t->format, "r3.7"), col, g->n);
}

/* Open on 31 December of the year before. */
static void count_previous(struct report_table *t, const struct foi_count_row *g)
{
    if (g->start_year >= t->year || (g->end_year && g->end_year < t->year))
        return;
    t->previous_r4[column_of(g->applicant_kind)] += g->n;
    t->previous_r4[TOTAL] += g->n;
}

/* RULE T7: what was decided in the year, or filed by its end and still heard. */
static void count_dispute(struct report_table *t, const struct foi_dispute *d)
{
    for (int i = 0; i < REPORT_GROUPS; i++)
        for (int j = 0; j < REPORT_RESULTS; j++)
            t->table4[i][j] += report_counts_dispute(t->year, (struct report_ref){4, i, j}, d);
}

enum st report_build_as(
    struct ctx *c, int64_t organ_id, int year, enum report_format format, struct report_table *out)
{
    struct foi_count_row *groups;
    struct foi_dispute *disputes;
    struct foi_organ organ = {.name = ""};
    size_t n, n_disputes;
    int64_t fees;
    if (year < 2008 || year > 2100)
        return fail(c, ST_INVALID, "year", "年份应在2008年之后：条例自2008年5月1日起施行");
    enum st st = organ_id ? foi_organ_get(c, organ_id, &organ) : ST_OK;
    if (!st)
        st = foi_count(c, organ_id, &groups, &n);
    if (!st)
        st = foi_dispute_list(c, organ_id, &disputes, &n_disputes);
    if (!st)
        st = foi_fees_received(c, organ_id, year, &fees); /* RULE F10 */
    if (st)
        return st;
    *out = (struct report_table){.format = format,
        .year = year,
        .organ = organ.name,
        .has_previous = true,
        .fee_yuan = fees};
    memset(out->missing2, true, sizeof out->missing2);
    for (size_t i = 0; i < n; i++) {
        count_group(out, &groups[i]);
        count_previous(out, &groups[i]);
    }
    for (size_t i = 0; i < n_disputes; i++)
        count_dispute(out, &disputes[i]);
    return ST_OK;
}

enum st report_build(struct ctx *c, int64_t organ_id, int year, struct report_table *out)
{
    return report_build_as(c, organ_id, year, report_format_of(year), out);
}
