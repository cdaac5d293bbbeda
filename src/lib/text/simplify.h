/* Queries typed in traditional characters, for texts written in simplified ones.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SIMPLIFY_H
#define TEXT_SIMPLIFY_H

#include "lib/base/arena.h"

/* s in simplified characters; s itself when that is the same. */
const char *simplify(struct arena *a, const char *s);

#endif
