/* Binding papers into one PDF: a table of contents, then every page of every paper, numbered
 * through.
 *
 * Runs in the paper worker (lib/paper/pages.h). Text stays text; scripts, forms, attachments and
 * metadata of the papers are not carried over. The result of equal input has equal bytes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_BIND_H
#define PAPER_BIND_H

#include "lib/paper/pages.h"

#define BIND_MAX_PARTS 5000
#define BIND_MAX_PAGES 2000
#define BIND_MAX_BYTES (2 * PAPER_MAX_BYTES) /* of all papers together */

struct bind_part {
    const char *title, *number, *date; /* as the table of contents shows them; may be "" */
    struct paper_bytes file;           /* PDF, PNG or JPEG */
};

struct bind {
    const char *number, *title, *organ; /* head of the table of contents */
    const struct bind_part *parts;
    size_t n_parts;
};

/* A paper that is no PDF, PNG or JPEG, or that cannot be opened, keeps its line in the table of
 * contents, marked 另附, and has no pages. ST_TOO_BIG: over a bound or out of time. */
enum st bind_papers(
    struct arena *a, const struct bind *b, struct paper_bytes *pdf, struct err *e) MUST_CHECK;

#endif
