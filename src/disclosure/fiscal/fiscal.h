/* Fiscal disclosure: checks on "三公" tables, fee and fund catalogues (rules/publishing.md §5).
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_FISCAL_H
#define FISCAL_FISCAL_H

#include "lib/base/buf.h"
#include "lib/base/json.h"

/* Writes the list of findings ([] when all holds) as commands.md says. ST_INVALID with one Chinese
 * line when the input is no such table. */
enum st fiscal_check(
    struct arena *a, const struct json *in, struct buf *out, struct err *e) MUST_CHECK;

#endif
