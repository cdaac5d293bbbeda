/* A table of the names by their first bytes, and where they stand in a line; see proof_protect.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_protect.h"

#include <string.h>

#include "lib/base/hash.h"

enum { KEY_BYTES = 6 }; /* two Chinese characters: surnames alone are too common */

struct name {
    const char *s;
    size_t n;
    struct name *next;
};

struct proof_names_index {
    struct name **bucket;
    size_t mask;
    bool length[KEY_BYTES + 1]; /* some name has a key of so many bytes */
};

static size_t key_bytes(size_t n)
{
    return n < KEY_BYTES ? n : KEY_BYTES;
}

void proof_protect_begin(struct proof_work *w)
{
    size_t n = w->req->n_names, size = 64;
    if (!n)
        return;
    while (size < 2 * n)
        size *= 2;
    struct proof_names_index *x = ARENA_NEW(w->a, struct proof_names_index);
    struct name *list = ARENA_ARRAY(w->a, struct name, n);
    *x = (struct proof_names_index){ARENA_ARRAY(w->a, struct name *, size), size - 1, {false}};
    memset(x->bucket, 0, size * sizeof(struct name *));
    for (size_t i = 0; i < n; i++) {
        size_t bytes = strlen(w->req->names[i]), k = key_bytes(bytes);
        if (!k)
            continue;
        struct name **at = &x->bucket[digest64(w->req->names[i], k) & x->mask];
        list[i] = (struct name){w->req->names[i], bytes, *at};
        *at = &list[i];
        x->length[k] = true;
    }
    w->names = x;
}

size_t proof_name_at(const struct proof_work *w, size_t at)
{
    const struct proof_names_index *x = w->names;
    const char *p = w->text + at;
    size_t left = w->size - at, best = 0;
    for (size_t k = 1; x && k <= KEY_BYTES && k <= left; k++)
        for (const struct name *m = x->length[k] ? x->bucket[digest64(p, k) & x->mask] : NULL; m;
             m = m->next)
            if (m->n > best && m->n <= left && !memcmp(m->s, p, m->n))
                best = m->n;
    return best;
}

static void add_span(struct proof_work *w, size_t from, size_t to)
{
    if (w->n_spans == w->cap_spans) {
        size_t cap = w->cap_spans ? 2 * w->cap_spans : 64;
        struct proof_span *more = ARENA_ARRAY(w->a, struct proof_span, cap);
        if (w->n_spans)
            memcpy(more, w->span, w->n_spans * sizeof *more);
        w->span = more;
        w->cap_spans = cap;
    }
    w->span[w->n_spans++] = (struct proof_span){from, to};
}

void proof_protect_line(struct proof_work *w)
{
    w->n_spans = 0;
    if (!w->names)
        return;
    for (size_t i = 0; i < w->size; i++) {
        if (((unsigned char)w->text[i] & 0xC0) == 0x80)
            continue;
        size_t n = proof_name_at(w, i);
        if (n && (!w->n_spans || w->span[w->n_spans - 1].to < i + n))
            add_span(w, i, i + n);
    }
}

/* Spans begin and end in order: none lies within another. */
bool proof_protected(const struct proof_work *w, size_t from, size_t to)
{
    size_t low = 0, high = w->n_spans;
    while (low < high) { /* the first that ends at `to` or behind */
        size_t mid = low + (high - low) / 2;
        if (w->span[mid].to < to)
            low = mid + 1;
        else
            high = mid;
    }
    return low < w->n_spans && w->span[low].from <= from;
}
