/* Building an entry of the page cache in one block, its compressed forms, its ETags.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/cache_entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"

static const char *const etag_ends[CODINGS] = {"\"", "-gz\"", "-br\""};

static char *put(char **at, const void *p, size_t n)
{
    char *to = *at;
    if (n)
        memcpy(to, p, n);
    to[n] = '\0';
    *at = to + n + 1;
    return to;
}

static char *put_text(char **at, const char *s)
{
    return put(at, s, strlen(s));
}

static size_t header_count(const struct cache_page *page, size_t *bytes)
{
    size_t n = 0;
    *bytes = 0;
    for (const struct header *h = page->headers; h; h = h->next, n++)
        *bytes += strlen(h->name) + strlen(h->value) + 2;
    return n;
}

static void copy_headers(
    struct cached *e, struct header *to, const struct cache_page *page, char **at)
{
    e->pub.headers = page->headers ? to : NULL;
    for (const struct header *h = page->headers; h; h = h->next, to++) {
        to->name = put_text(at, h->name);
        to->value = put_text(at, h->value);
        to->next = h->next ? to + 1 : NULL;
    }
}

static void put_etag(char *at, uint64_t digest)
{
    *at++ = '"';
    for (int shift = 60; shift >= 0; shift -= 4)
        *at++ = "0123456789abcdef"[digest >> shift & 15];
    at[0] = '"';
    at[1] = '\0';
}

static void set_form(
    struct cached *e, enum coding c, const void *p, size_t n, const struct cache_options *o)
{
    struct cache_form *f = &e->forms[c];
    f->coding = c;
    f->p = p;
    f->n = n;
    if (c == CODING_IDENTITY)
        put_etag(f->etag, digest64(p, n));
    else
        snprintf(f->etag, sizeof f->etag, "%.17s%s", e->forms[CODING_IDENTITY].etag, etag_ends[c]);
    f->prepared = o->prepare ? o->prepare(&e->pub, f) : NULL;
    atomic_store_explicit(&e->states[c], FORM_READY, memory_order_release);
}

static size_t block_size(const char *key, const struct cache_page *page)
{
    size_t header_bytes, n = header_count(page, &header_bytes);
    size_t size = sizeof(struct cached) + n * sizeof(struct header) + header_bytes;
    size += page->n_tags * sizeof(struct tag_ref);
    for (size_t i = 0; i < page->n_tags; i++)
        size += strlen(page->tags[i]) + 1;
    return size + strlen(key) + 1 + strlen(page->content_type) + 1 + page->n + 1;
}

struct cached *cached_new(
    const char *key, uint64_t hash, const struct cache_page *page, const struct cache_options *o)
{
    size_t unused, size = block_size(key, page);
    struct cached *e = malloc(size);
    if (!e)
        die("no memory for a page of %zu bytes", size);
    memset(e, 0, sizeof *e); /* what follows is written below */
    e->tags = (struct tag_ref *)(e + 1);
    struct header *headers = (struct header *)(e->tags + page->n_tags);
    char *at = (char *)(headers + header_count(page, &unused));
    atomic_init(&e->refs, 1);
    e->hash = hash;
    e->bytes = size;
    e->n_tags = page->n_tags;
    for (size_t i = 0; i < page->n_tags; i++)
        e->tags[i] = (struct tag_ref){.owner = e, .tag = put_text(&at, page->tags[i])};
    copy_headers(e, headers, page, &at);
    e->pub.key = put_text(&at, key);
    e->pub.content_type = put_text(&at, page->content_type);
    e->pub.status = page->status;
    set_form(e, CODING_IDENTITY, put(&at, page->body, page->n), page->n, o);
    return e;
}

struct cached *cached_borrow(const struct cache_page *page, const struct cache_options *o)
{
    struct cached *e = calloc(1, sizeof *e);
    if (!e)
        die("no memory for a page");
    atomic_init(&e->refs, 1);
    e->borrowed = true;
    e->pub = (struct cache_entry){.key = "",
        .content_type = page->content_type,
        .status = page->status,
        .headers = page->headers};
    set_form(e, CODING_IDENTITY, page->body, page->n, o);
    return e;
}

void cached_free(struct cached *e, const struct cache_options *o)
{
    for (int c = 0; c < CODINGS; c++) {
        if (e->forms[c].prepared && o->unprepare)
            o->unprepare(e->forms[c].prepared);
        if (c != CODING_IDENTITY)
            free((void *)(uintptr_t)e->forms[c].p);
    }
    free(e);
}

size_t cached_make(struct cached *e, enum coding c, const struct cache_options *o)
{
    enum form_state expected = FORM_NONE;
    if (!atomic_compare_exchange_strong(&e->states[c], &expected, FORM_MAKING))
        return 0;
    size_t n = 0;
    void *p = coding_make(c, e->forms[CODING_IDENTITY].p, e->forms[CODING_IDENTITY].n, &n);
    if (!p) {
        atomic_store(&e->states[c], FORM_ABSENT);
        return 0;
    }
    set_form(e, c, p, n, o);
    return n;
}

static bool tag_is_ours(const struct cached *e, const char *p, size_t n)
{
    if (n > 2 && p[0] == 'W' && p[1] == '/')
        p += 2, n -= 2;
    if (n == 1 && *p == '*')
        return true;
    if (n < 18 || memcmp(p, e->forms[CODING_IDENTITY].etag, 17) != 0)
        return false;
    for (int c = 0; c < CODINGS; c++)
        if (n - 17 == strlen(etag_ends[c]) && memcmp(p + 17, etag_ends[c], n - 17) == 0)
            return true;
    return false;
}

bool cache_matches(const struct cache_entry *entry, const char *if_none_match)
{
    const struct cached *e = (const struct cached *)entry;
    const char *p = if_none_match ? if_none_match : "";
    while (*p) {
        p += strspn(p, ", \t");
        size_t n = strcspn(p, ", \t");
        if (n && tag_is_ours(e, p, n))
            return true;
        p += n;
    }
    return false;
}
