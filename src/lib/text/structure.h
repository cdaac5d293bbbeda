/* Structure of official texts: chapters, articles and numbered headings, as HTML with anchors.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_STRUCTURE_H
#define TEXT_STRUCTURE_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"

struct heading {
    int level; /* 2 chapter or 一、, 3 section or （一） */
    const char *id, *title;
};

/* Plain text of a law or document (paragraphs by line breaks, "## " marks headings) → HTML.
 * Anchors: chapters c1, sections c1s2, articles a12, a12-1 (第十二条之一), headings h1, h1-2. All
 * text is escaped. */
void structure_html(const char *text, size_t n, struct buf *html);
/* Gives ids to the headings of cleaned HTML, and to paragraphs that are headings (一、…); words are
 * not changed. */
void structure_anchors(const char *html, size_t n, struct buf *out);
/* The headings with ids found in HTML, in order. */
size_t structure_headings(struct arena *a, const char *html, const struct heading **list);
/* <ol> … of the headings, nested by level; "" when there are fewer than three. */
const char *structure_toc_html(struct arena *a, const char *html);

#endif
