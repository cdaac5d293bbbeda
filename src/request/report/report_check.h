/* Checks on tables 2, 3 and 4 of the annual report: RULE T1 … T5, T7, 3.2 of rules/requests.md §3.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REPORT_CHECK_H
#define REPORT_CHECK_H

#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "request/report/report.h"

/* Writes the list of findings ([] when all holds) as commands.md says. ST_INVALID with one Chinese
 * line when the input is no such table. */
enum st report_check(
    struct arena *a, const struct json *in, struct buf *out, struct err *e) MUST_CHECK;

/* ---- inside the slice ---- */

/* Table 2 of `in` and of its previous report: adds to the findings. */
void report_check_table2(
    struct arena *a, enum report_format f, const struct json *in, struct buf *out);
/* expected, actual: JSON. */
void report_finding_write(struct buf *out, const char *id, const char *cell, const char *expected,
    const char *actual, const char *message);
/* The value as it stood, as JSON. */
const char *report_shown(struct arena *a, const struct json *v);

#endif
