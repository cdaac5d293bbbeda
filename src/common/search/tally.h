/* Counting matches by facet.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_TALLY_H
#define SEARCH_TALLY_H

#include "common/search/rank.h"

/* What a document may fail; facet counts ignore the filter of the facet itself. */
enum narrow_bit {
    FAIL_YEAR = 1,
    FAIL_ISSUER = 2,
    FAIL_SUBJECT = 4,
    FAIL_VALIDITY = 8,
    FAIL_GENRE = 16,
    FAIL_COLUMN = 32,
    FAIL_KIND = 64,
    FAIL_OTHER = 128
};

struct tally;
struct tally *tally_new(struct arena *a);
/* Documents of this segment come next. */
void tally_segment(struct tally *t, const struct segment *s);
void tally_add(struct tally *t, const struct seg_doc *d, unsigned failed);
void tally_end(struct tally *t, struct ranking *out);

#endif
