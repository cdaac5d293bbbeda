/* 索引号: making the one we give (publishing §3.5); lib/text/indexno.h reads all schemes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_INDEX_NO_H
#define DOCUMENT_INDEX_NO_H

#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/status.h"

struct ctx;
struct unit;

/* "11530323015162537M/2018-00007", or the REGION form "5303230012/2018-000007" for a unit without
 * a code of its own. */
const char *index_no_text(struct arena *a, const struct unit *u, int year, int64_t serial);
/* The next number of the unit in that year; no number is ever given twice. In a write transaction.
 */
enum st index_no_next(
    struct ctx *c, const struct unit *u, int year, int64_t record_id, const char **out) MUST_CHECK;

#endif
