/* One spelling for what readers take as the same: width, case, compatibility forms.
 *
 * Pure functions. The search index and every query go through here, so that both agree; traditional
 * characters are folded one by one (simplify.h); fold.h adds phrases of them, numerals and dates.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"

enum cp_kind {
    CP_BREAK, /* sentence marks, symbols, line ends: words end, characters do not touch */
    CP_SPACE, /* space, 、: words end; Han characters around it touch */
    CP_LIGHT, /* quotes and brackets: words end; what stands around them touches */
    CP_SKIP,  /* zero-width and combining marks: as if it were not there */
    CP_HAN,
    CP_WORD /* letters and digits of all other scripts */
};

enum { FOLD_MAX = 4 };
/* Folded form of one code point: 1 to FOLD_MAX code points ("Ａ" a, "Ⅳ" iv, "㈡" （二）, "開" 开).
 */
size_t normal_fold(uint32_t cp, uint32_t out[static FOLD_MAX]);
/* What a folded code point is. */
enum cp_kind normal_kind(uint32_t cp);
/* The letters, digits and Han characters of s, folded: the key by which titles are compared. */
void normal_key(const char *s, size_t n, struct buf *out);

#endif
