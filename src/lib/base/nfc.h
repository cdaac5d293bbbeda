/* One way of writing the same characters.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_NFC_H
#define BASE_NFC_H

#include "lib/base/arena.h"

/* s, valid UTF-8, in Unicode's canonical composition: "e" and an accent become one letter, a
 * compatibility ideograph (U+F900) its unified one. Returns s itself when nothing changes in it,
 * else a copy in the arena. */
const char *nfc(struct arena *a, const char *s);

#endif
