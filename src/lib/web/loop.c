/* Loopback: one request without a network, through the same steps and the same cache.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/web/app.h"

static struct map *headers_of(struct arena *a, const struct loop_request *in)
{
    struct map *m = map_new(a);
    if (in->cookie)
        map_set(m, "cookie", (char *)(uintptr_t)in->cookie);
    for (const char *const *h = in->headers; h && h[0]; h += 2) {
        char *name = arena_strdup(a, h[0]);
        for (char *p = name; *p; p++)
            if (*p >= 'A' && *p <= 'Z')
                *p |= 0x20;
        map_set(m, name, (char *)(uintptr_t)h[1]);
    }
    return m;
}

static enum st read_body(struct req *r, const struct loop_request *in)
{
    struct body *b;
    const char *type = in->content_type ? in->content_type : "application/x-www-form-urlencoded";
    enum st st = body_open(r, type, &b);
    if (!st && in->body_bytes)
        st = body_feed(b, in->body, in->body_bytes);
    return st ? st : body_end(b);
}

static void answer(struct app *app, struct req *r, enum st opened, const struct loop_request *in)
{
    if (opened) {
        r->refused = true;
        dispatch_error(r, opened);
    } else {
        dispatch_head(r);
    }
    if (!r->refused && r->method == METHOD_POST) {
        enum st st = read_body(r, in);
        if (st) {
            r->refused = true;
            dispatch_error(r, st);
        }
    }
    char key[PAGE_KEY_BYTES];
    struct cache_ticket t;
    struct cache_entry *e;
    if (r->refused || !page_key(r->route, in->target, r->variant, r->ctx->now, key)) {
        dispatch(r);
        return;
    }
    pages_catch_up(app);
    switch (cache_get(app->cache, key, 1000, &t, &e)) {
    case CACHE_HIT: {
        const struct cache_form *f = cache_form(app->cache, e, CODING_IDENTITY);
        r->status = e->status;
        r->content_type = arena_strdup(r->ctx->mem, e->content_type);
        for (const struct header *h = e->headers; h; h = h->next)
            res_header(r, h->name, h->value);
        buf_add(&r->out, f->p, f->n);
        cache_release(app->cache, e);
        break;
    }
    case CACHE_RENDER:
        dispatch(r);
        if (page_keepable(r))
            pages_store(app, &t, r, NULL);
        else
            cache_abandon(app->cache, &t);
        break;
    default:
        dispatch(r);
    }
}

/* The bytes of a file that the server would send. */
static const char *read_file(struct arena *a, const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct buf b;
    char piece[65536];
    buf_init(&b, 0);
    while (f && (*n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, piece, *n);
    if (f)
        fclose(f);
    *n = b.n;
    const char *bytes = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return bytes;
}

static const char *find_header(const struct loop_response *out, const char *name)
{
    for (const struct header *h = out->headers; h; h = h->next)
        if (strcasecmp(h->name, name) == 0)
            return h->value;
    return "";
}

static void copy_out(struct arena *a, const struct req *r, struct loop_response *out)
{
    struct header **end = &out->headers;
    *out = (struct loop_response){.status = r->status,
        .content_type = arena_strdup(a, r->content_type),
        .set_cookie = "",
        .body = arena_strndup(a, buf_str(&r->out), r->out.n),
        .body_bytes = r->out.n};
    end = &out->headers;
    for (const struct header *h = r->out_headers; h; h = h->next) {
        struct header *copy = ARENA_NEW(a, struct header);
        *copy = (struct header){arena_strdup(a, h->name), arena_strdup(a, h->value), NULL};
        *end = copy;
        end = &copy->next;
        if (strcmp(h->name, "Set-Cookie") == 0 && strncmp(h->value, SESSION_COOKIE "=", 4) == 0)
            out->set_cookie = arena_strndup(a, h->value, strcspn(h->value, ";"));
    }
    out->location = find_header(out, "Location");
}

void app_loop(
    struct app *app, struct arena *a, const struct loop_request *in, struct loop_response *out)
{
    struct ctx c;
    struct req r;
    ctx_init(&c, app->o.db);
    if (app->o.fixed_now)
        c.now = app->o.fixed_now;
    c.origin = "web";
    c.data_dir = app->o.data_dir;
    const struct incoming incoming = {in->method, in->target, headers_of(c.mem, in), "127.0.0.1"};
    enum st st = req_open(app, &c, &incoming, &r);
    answer(app, &r, st, in);
    copy_out(a, &r, out);
    out->target = arena_strdup(a, in->target);
    if (r.send_path && out->status == 200) {
        size_t n;
        const char *bytes = read_file(a, r.send_path, &n);
        out->body = bytes;
        out->body_bytes = n;
    }
    req_close(&r);
    ctx_release(&c);
}
