/* The annual report on information disclosure, computed from the cases.
 *
 * rules/requests.md §3: both official formats, any year. Tables are plain values; the writers make
 * JSON, a workbook and a document of them.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

enum report_format { REPORT_2019, REPORT_2021 }; /* trial format of 2019; format of 2021 */
/* RULE §3.1: the format in force for the report on that year. */
enum report_format report_format_of(int year);

enum { REPORT_COLUMNS = 7, REPORT_ROWS = 26, REPORT_GROUPS = 3, REPORT_RESULTS = 5 };

struct report_row {
    const char *id, *label; /* "r3.3.1", 1.属于国家秘密 */
    int depth;              /* 0 一、; 1 （一）; 2 1. */
};
/* The rows of table 3 in their order; *n 24 or 26. */
const struct report_row *report_rows(enum report_format f, size_t *n);
extern const char *const report_columns[REPORT_COLUMNS]; /* 自然人 … 总计 */
extern const char *const report_groups[REPORT_GROUPS];   /* 行政复议 … */
extern const char *const report_results[REPORT_RESULTS]; /* 结果维持 … 总计 */

struct report_table {
    enum report_format format;
    int year;
    const char *organ; /* "" the whole county */
    int64_t table3[REPORT_ROWS][REPORT_COLUMNS];
    int64_t table4[REPORT_GROUPS][REPORT_RESULTS];
    bool has_previous;
    int64_t previous_r4[REPORT_COLUMNS]; /* of the report on the year before */
    int64_t fee_yuan;                    /* RULE F10: received in the year */
};

/* Counts the cases of one organ, or of all (organ_id 0; RULE T6: the sum of the organs'). */
enum st report_build(
    struct ctx *c, int64_t organ_id, int year, struct report_table *out) MUST_CHECK;
/* The table as `report check` reads it, with the findings of its own checks. */
enum st report_json(
    struct arena *a, const struct report_table *t, struct buf *out, struct err *e) MUST_CHECK;
/* A workbook of tables 3 and 4. */
enum st report_xlsx(const struct report_table *t, struct buf *out, struct err *e) MUST_CHECK;
/* The report as a document to be completed: six sections, tables filled in. */
enum st report_docx(
    struct arena *a, const struct report_table *t, struct buf *out, struct err *e) MUST_CHECK;

#endif
