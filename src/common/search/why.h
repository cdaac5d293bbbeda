/* Why a result stands where it does, for staff: what of the query is met where.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_WHY_H
#define SEARCH_WHY_H

#include "common/search/search.h"

enum { WHY_TERMS = 24 };

struct why_term {
    const char *word;                /* as typed */
    bool official;                   /* not typed: the official word for it */
    int in_title, in_facts, in_text; /* how often; facts: number, issuer, subject */
    int in_files;                    /* names and texts of attachments */
    int64_t documents;               /* of the whole site that have it */
};

/* At most WHY_TERMS, in the order typed; 0 when the text has left the site meanwhile. */
size_t why_read(
    struct ctx *c, const char *text, const struct search_hit *hit, struct why_term **out);

#endif
