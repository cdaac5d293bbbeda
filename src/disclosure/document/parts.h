/* The parts of a text as the form shows them: one table for form, comparison and conflict.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_PARTS_H
#define DOCUMENT_PARTS_H

#include <stddef.h>
#include "common/record/content.h"

enum part_kind { PART_TEXT, PART_LONG, PART_HTML, PART_DAY };

struct part {
    const char *name, *label;
    enum part_kind kind;
    size_t offset; /* into struct content */
};
extern const struct part parts[];
extern const size_t n_parts;
const struct part *part_find(const char *name); /* NULL when there is none */
/* The part as text; days as YYYY-MM-DD. */
const char *part_text(struct arena *a, const struct content *c, const struct part *p);
void part_set(struct content *c, const struct part *p, const char *value);

/* One difference between two texts; html parts are compared as plain text. */
struct difference {
    const struct part *part; /* NULL: column or attachments */
    const char *label, *before, *after;
};
size_t parts_differ(struct arena *a, const struct content *before, const struct content *after,
    const struct difference **list);
/* Digest over all parts, so that a change of attachments alone is no conflict. */
const char *parts_digest(struct arena *a, const struct content *c);
/* "通知.docx（12 KB）" a line each. */
const char *files_text(struct arena *a, const struct meta *m);
/* "2018-09-12 通过" a line each, and back; false when a line has no date. */
const char *events_text(struct arena *a, const struct meta *m);
bool events_read(struct arena *a, const char *text, struct meta *m);
/* html_plain into the arena. */
const char *plain_of(struct arena *a, const char *html);

#endif
