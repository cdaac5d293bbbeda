/* `gongkai verify`: proves that nothing was changed behind the program's back.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_VERIFY_H
#define RECORD_VERIFY_H

#include <stdio.h>
#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* The journal's chain, the public log, every edition, every published record, every file. One
 * Chinese line on `out` for each place that does not hold; faults: how many. Opens its own read
 * transaction. docs/log.md says what is proved. */
enum st verify_county(struct ctx *c, FILE *out, int64_t *faults) MUST_CHECK;

extern const struct module record_verify_module; /* its statements */

#endif
