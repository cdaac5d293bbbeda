/* What was in force on a day: every published edition with its state on that day.
 *
 * An edition is in force from its effective day (or the day it was made) until a later version
 * begins, or until it is repealed or expires. Versions are editions of one record, or records that
 * one replaces the others by a link; a chain of versions ends in the newest.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_IN_FORCE_H
#define RECORD_IN_FORCE_H

#include "lib/web/web.h"

struct in_force {
    const char *id; /* identity of the import, else the public path; "#2" for edition 2 */
    const char *title, *number;
    struct day date;   /* made on */
    const char *state; /* 未施行, 有效, 已修改, 废止, 失效 */
};

/* number: in any spelling, "" for all. Ordered by record and edition. Editions taken down as errors
 * or for privacy are not told of. */
enum st in_force_on(
    struct ctx *c, struct day on, const char *number, struct in_force **list, size_t *n) MUST_CHECK;

extern const struct module in_force_module;

#endif
