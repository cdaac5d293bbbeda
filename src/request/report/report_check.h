/* Checks on tables 3 and 4 of the annual report: RULE T1 … T5, T7 of rules/requests.md §3.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REPORT_CHECK_H
#define REPORT_CHECK_H

#include "lib/base/buf.h"
#include "lib/base/json.h"

/* Writes the list of findings ([] when all holds) as commands.md says. ST_INVALID with one Chinese
 * line when the input is no such table. */
enum st report_check(
    struct arena *a, const struct json *in, struct buf *out, struct err *e) MUST_CHECK;

#endif
