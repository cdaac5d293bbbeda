/* Index numbers (索引号): recognising the schemes in use. RULE C-IDX-FORM, C-IDX-DATE
 * (rules/publishing.md §3.5). Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_INDEXNO_H
#define TEXT_INDEXNO_H

#include <stdbool.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"

struct indexno {
    const char *scheme;                 /* "STATE", "CREDIT", "YN-2008" … */
    const char *org, *catalog, *serial; /* "" for what the scheme lacks */
    int year;                           /* 0 when it has none */
    struct day date;                    /* none when it has none or the date does not exist */
    bool bad_date;                      /* C-IDX-DATE: the digits are no date */
};

/* The whole string (spaces around it apart) is one index number; false when no scheme fits:
 * C-IDX-FORM. */
bool indexno_parse(struct arena *a, const char *s, struct indexno *out);

#endif
