/* What was probably meant: pinyin and initials read as words, wrong characters set right.
 *
 * Only words the index knows are proposed; letters only when it does not know them as they are, and
 * characters only where the text becomes much likelier, so that nobody is led away from what is
 * there.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_GUESS_H
#define SEARCH_GUESS_H

#include "common/search/view.h"
#include "lib/base/arena.h"

enum { GUESS_BYTES = 240 }; /* longer texts are not guessed at */

struct segmenter;
struct own_names { /* names of units, columns: they come before the dictionary's words */
    const char *const *p;
    size_t n;
    const struct segmenter *segmenter; /* that keeps them whole */
};

/* The text with what is unknown replaced (“szx xxgk” → “师宗县 信息公开”, “依申请公幵” →
 * “依申请公开”); NULL when nothing better comes to mind. The text is valid UTF-8. */
const char *guess_meant(
    struct arena *a, const struct view *v, const char *text, const struct own_names *own);

#endif
