/* Fuzz: the same bytes, whole and cut up, must tell the same story.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/utf8.h"
#include "lib/web/multipart.h"

struct story {
    uint64_t hash, bytes;
    bool open;
};

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void tell(struct story *s, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s->hash = (s->hash ^ (unsigned char)p[i]) * 1099511628211u;
}

static bool on_begin(void *arg, const struct multipart_part *p)
{
    struct story *s = arg;
    if (s->open || !*p->name || !utf8_valid(p->name, strlen(p->name)))
        abort();
    if (p->filename &&
        (strpbrk(p->filename, "/\\") || !utf8_valid(p->filename, strlen(p->filename))))
        abort();
    s->open = true;
    tell(s, p->name, strlen(p->name) + 1);
    tell(s, p->filename ? p->filename : "-", p->filename ? strlen(p->filename) + 1 : 1);
    tell(s, p->type, strlen(p->type) + 1);
    return true;
}

static bool on_data(void *arg, const char *p, size_t n)
{
    struct story *s = arg;
    if (!s->open || !n)
        abort();
    s->bytes += n;
    tell(s, p, n);
    return true;
}

static bool on_end(void *arg)
{
    struct story *s = arg;
    if (!s->open)
        abort();
    s->open = false;
    tell(s, ";", 1);
    return true;
}

static enum multipart_error run(
    struct arena *a, const char *p, size_t n, size_t step, struct story *s)
{
    enum multipart_error why = MULTIPART_OK;
    struct multipart_handler h = {on_begin, on_data, on_end, s};
    struct multipart *m = multipart_new(a, "multipart/form-data; boundary=b", &h, &why);
    *s = (struct story){.hash = 1469598103934665603u};
    for (size_t at = 0; at < n && !why; at += step)
        why = multipart_feed(m, p + at, at + step > n ? n - at : step);
    return why ? why : multipart_end(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct story whole, cut;
    size_t step = n ? 1 + p[0] % 7u : 1;
    enum multipart_error e1 = run(a, (const char *)p, n, n ? n : 1, &whole);
    enum multipart_error e2 = run(a, (const char *)p, n, step, &cut);
    if (e1 != e2 || whole.hash != cut.hash || whole.bytes != cut.bytes)
        abort();
    arena_free(&a);
    return 0;
}
