/* The public side of information requests: guide, form, receipt, progress.
 *
 * SPDX-License-Identifier: MIT */
#ifndef APPLY_APPLY_H
#define APPLY_APPLY_H

#include "lib/web/web.h"

/* How often people found an answer before they applied, and how often they applied, in the days
 * from … to. Nothing but days and numbers is kept. */
struct apply_tally {
    int64_t found, sent;
};
enum st apply_tally_sum(
    struct ctx *c, struct day from, struct day to, struct apply_tally *out) MUST_CHECK;

extern const struct module apply_module;

#endif
