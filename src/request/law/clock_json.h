/* The clock as JSON (commands.md, "Requests"): one case or a list of cases in, the same shape out.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_CLOCK_JSON_H
#define FOI_CLOCK_JSON_H

#include "lib/base/buf.h"
#include "lib/base/json.h"

/* ST_INVALID with one Chinese line: a member of the wrong kind, a date that does not exist. A case
 * outside the calendar becomes an object with `error` in its place. */
enum st foi_clock_json(
    struct arena *a, const struct json *in, struct buf *out, struct err *e) MUST_CHECK;

#endif
