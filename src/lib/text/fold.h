/* One key for all spellings of the same text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"

/* Letters, digits and marks of ASCII in their usual width (Ａ１％ → A1%); all else stays, byte for
 * byte. Chinese punctuation stays: ， is no wide comma here. */
void fold_width(const char *s, size_t n, struct buf *out);
/* The key: simplified characters (simplify.h), width, case and compatibility forms (normal.h),
 * dates as 2018-09-12, Chinese numerals of two characters and more as digits (一百二十三 → 123,
 * 贰零壹捌 → 2018), 1,234 → 1234. Two texts with the same key read the same; the key is for
 * comparing, not for reading (三十三天 becomes 33天). */
const char *fold_key(struct arena *a, const char *s);

#endif
