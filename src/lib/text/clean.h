/* Foreign HTML → the small, safe HTML that records keep; and HTML → plain text.
 *
 * An allow-list over a real HTML parser: what is not named is dropped, its text kept; scripts,
 * styles and the like go with their content. Office markup is folded into plain structure. The
 * result is well-formed, stable (cleaning it again changes nothing) and never longer than the
 * limits.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

enum clean_images {
    CLEAN_IMAGES_OWN, /* only src="/files/…" (and relative to it); others become their alt text */
    CLEAN_IMAGES_DOCX, /* also src="docx:N", the pictures of a document that is being read */
    CLEAN_IMAGES_NONE  /* every image becomes its alt text */
};

/* ST_INVALID: not UTF-8, or nested deeper than 256. ST_TOO_BIG: over 16 MiB or 200,000 nodes. */
enum st html_clean(const char *html, size_t n, enum clean_images images, struct buf *out,
    struct err *e) MUST_CHECK;
/* Text of HTML (cleaned or not): blocks become lines, table cells are joined by tabs, white space
 * is folded, references are resolved. For search, summaries and comparison. */
void html_plain(const char *html, size_t n, struct buf *out);
/* The same of a whole text, kept in the arena. */
const char *html_plain_text(struct arena *a, const char *html);
/* First sentence or so of the text, at most max_chars characters, ended at punctuation or with ….
 */
void html_summary(const char *html, size_t n, size_t max_chars, struct buf *out);

#endif
