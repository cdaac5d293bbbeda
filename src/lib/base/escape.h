/* Escaping text for HTML, used by everything that writes HTML.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "lib/base/buf.h"

/* & < > " ' become references, so that the result is safe as text and in quoted attributes; NUL is
 * dropped. */
void escape_html(struct buf *out, const char *s, size_t n);
/* The same but for ', which texts that are kept as HTML carry as it is; their attributes stand in
 * double quotes. */
void escape_stored(struct buf *out, const char *s, size_t n);

#endif
