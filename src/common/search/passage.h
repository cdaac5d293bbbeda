/* Clean HTML → its passages: one a paragraph, heading or cell, with the anchor it lies under.
 *
 * Works on the small, well-formed HTML that records keep (lib/text/clean.h). The index reads the
 * same passages as the result page shows.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_PASSAGE_H
#define SEARCH_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"

enum { PASSAGE_BYTES = 6000 }; /* longer ones are parted */

struct passages {
    const char *p, *end;
    struct buf text; /* of the current passage; references are resolved, white space folded */
    char anchor[32]; /* id of the nearest element at or before it, "" */
};
void passages_begin(struct passages *s, const char *html);
/* False at the end. The text stays until the next call. */
bool passages_next(struct passages *s);
void passages_end(struct passages *s);

#endif
