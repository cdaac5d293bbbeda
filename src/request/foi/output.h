/* Papers that an act produces, and which papers the file still lacks. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_OUTPUT_H
#define FOI_OUTPUT_H

#include "request/foi/derive.h"

/* Makes and keeps the papers of the move (Rule B2 numbers them). */
enum st foi_output(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *ev, const struct foi_move *m, const struct derived *d) MUST_CHECK;
/* Paragraph 1.8: titles of the mandatory papers that are not there, joined by 、; "" when complete.
 */
enum st foi_missing(struct ctx *c, const struct foi_case *k, const struct derived *d,
    const char **titles) MUST_CHECK;

#endif
