/* Shared by components.c and components.html; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_COMPONENTS_H
#define UI_COMPONENTS_H

#include "lib/ui/ui.h"

enum { PAGER_MARKS = 11 };
/* The page numbers a pager shows, 0 for a gap: 1 … 4 5 6 … 42. Gives how many. */
size_t pager_marks(int64_t at, int64_t last, int64_t marks[static PAGER_MARKS]);
/* "?year=2018&page=3"; page 1 is left out. */
const char *page_query(struct req *r, int64_t page);

const char *ui_light_class(enum ui_light light);
const char *ui_light_word(enum ui_light light);
const char *ui_mood_class(enum ui_mood mood);
const char *ui_mood_icon(enum ui_mood mood);

#endif
