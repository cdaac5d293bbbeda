/* The period of validity that a text itself states. Pure: words in, days out. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_TERM_TEXT_H
#define NORMDOC_TERM_TEXT_H

#include "lib/base/arena.h"
#include "lib/base/date.h"

struct norm_term_text {
    bool found;        /* the text says something about its own period */
    struct day from;   /* in force from that day; none when neither text nor row say */
    int months;        /* 0: a last day is written */
    struct day last;   /* last day of validity; none: no day to count from, or endless */
    bool endless;      /* 长期有效 */
    const char *words; /* the sentence, "" */
};
/* plain: the text without markup. effective: from the metadata, else formed counts for
 * 自印发之日起. Periods of permits and certificates are not its own. The last statement holds. */
void norm_term_read(struct arena *a, const char *plain, struct day effective, struct day formed,
    struct norm_term_text *out);

#endif
