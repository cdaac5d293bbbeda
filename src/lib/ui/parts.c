/* Parts of the public frame made ahead: for a site, what is the same on all its pages; for a page,
 * what is the same for everybody.
 *
 * SPDX-License-Identifier: MIT */
#include <stdatomic.h>
#include <stdlib.h>

#include "lib/ui/frame.h"

/* Like the sites themselves, parts stay: pages being written may still use them. */
static _Atomic(struct parts *) newest;

static struct parts *parts_make(const struct site *s)
{
    struct parts *p = calloc(1, sizeof *p);
    if (!p)
        die("out of memory");
    p->site = s;
    buf_init(&p->assets, 0);
    buf_init(&p->footer, 0);
    head_assets(&p->assets, s, "public.css", no_list, no_list);
    site_footer(&p->footer, s);
    return p;
}

const struct parts *parts_now(void)
{
    const struct site *s = ui_site();
    struct parts *p = atomic_load(&newest);
    if (p && p->site == s)
        return p;
    struct parts *made = parts_make(s);
    made->before = p;
    while (!atomic_compare_exchange_weak(&newest, &made->before, made))
        continue;
    return made;
}

void public_ready(struct arena *a, struct public_head *h)
{
    struct buf b;
    buf_init(&b, 0);
    head_tags(&b, h);
    h->tags_html = arena_strndup(a, buf_str(&b), b.n);
    buf_clear(&b);
    public_below(&b, h);
    h->below_html = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
}
