/* Writing HTML: the functions that compiled templates call. Escaped by default.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_HTML_H
#define UI_HTML_H

#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/date.h"

/* {{ expr }}: const char *; NULL writes nothing. & < > " ' become references. */
void html_text(struct buf *out, const char *s);
/* {{# expr }}: any integer. */
void html_int(struct buf *out, int64_t v);
/* {{! expr }}: already HTML; every use says why in a template comment. */
void html_raw(struct buf *out, const char *s);
/* {{url expr }}: percent-encoded for one path segment or query value. */
void html_url(struct buf *out, const char *s);
/* {{day expr }}: struct day as <time datetime="2018-09-12">2018-09-12</time>; nothing when none. */
void html_day(struct buf *out, struct day d);
/* {{time expr }}: UTC seconds as <time datetime=…>2018-09-12 09:30</time>; nothing when 0. */
void html_time(struct buf *out, int64_t t);

#endif
