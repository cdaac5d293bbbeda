/* Any bytes as plain text and as HTML: no crash, anchors stable, as many list ends as beginnings.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/text/structure.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static size_t count(const char *s, const char *what)
{
    size_t n = 0;
    for (; (s = strstr(s, what)); s += strlen(what))
        n++;
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct buf one, two;
    const char *text = arena_strndup(a, (const char *)p, n);
    buf_init(&one, 0);
    buf_init(&two, 0);
    structure_html(text, strlen(text), &one);
    structure_toc_html(a, buf_str(&one));
    buf_clear(&one);
    structure_anchors(text, strlen(text), &one);
    structure_anchors(buf_str(&one), one.n, &two);
    const char *toc = structure_toc_html(a, buf_str(&two));
    BUG_ON(count(toc, "<ol>") != count(toc, "</ol>"));
    BUG_ON(count(toc, "<li>") != count(toc, "</li>"));
    buf_release(&one);
    buf_release(&two);
    arena_free(&a);
    return 0;
}
