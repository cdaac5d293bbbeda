/* What changed between two texts in HTML. See diff.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/text/clean.h"
#include "lib/text/diff.h"

static const char *plain(struct arena *a, const char *html)
{
    struct buf b;
    buf_init(&b, 0);
    html_plain(html, strlen(html), &b);
    const char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

struct diff diff_html(struct arena *a, const char *old_html, const char *new_html)
{
    struct diff d = {.n_changed = 0};
    d.n = diff_lines(a, plain(a, old_html), plain(a, new_html), &d.rows);
    for (size_t i = 0; i < d.n; i++)
        d.n_changed += d.rows[i].kind != DIFF_SAME;
    return d;
}
