/* What is public already and very likely what somebody is about to ask for.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "request/apply/pages.h"

enum { SHOWN_MOST = 5, TITLE_LEAST = 6, SHARE_LEAST = 70 };

/* The words looked for: a number is surer than a title, a title than a description. */
static const char *query_of(const struct foi_application *in)
{
    return *in->docno ? in->docno : *in->title ? in->title : in->wanted;
}

/* Asked for by its number, or its title is said, or nearly, in what is wanted. Better none than one
 * that is in the way. */
static bool matches(
    const struct foi_application *in, const struct search_hit *h, const struct search_result *all)
{
    const char *title = h->item.title;
    if (h->by_number && all->number_whole)
        return true;
    if (utf8_count(title) < TITLE_LEAST)
        return false;
    return foi_share(title, in->wanted) >= SHARE_LEAST ||
           (*in->title && foi_share(title, in->title) >= SHARE_LEAST);
}

enum st published_find(struct ctx *c, const struct foi_application *in, struct search_result *out)
{
    size_t kept = 0;
    enum st st = search_run(c,
        &(struct search_query){.text = query_of(in),
            .issuer = "",
            .subject = "",
            .validity = "",
            .kind = "",
            .page = 1,
            .per_page = 2 * SHOWN_MOST},
        out);
    for (size_t i = 0; !st && i < out->n && kept < SHOWN_MOST; i++)
        if (matches(in, &out->hits[i], out))
            out->hits[kept++] = out->hits[i];
    out->n = kept;
    out->total = (int64_t)kept;
    return st;
}
