/* Keeping public pages: keys, hearing what other processes changed, rendering a missing page.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/web/app.h"

#define DAY_CHARS 3

unsigned variant_of(const char *cookies)
{
    unsigned v = 0;
    for (const char *p = cookies; p && *p;) {
        p += strspn(p, "; ");
        if (strncmp(p, "elder=1", 7) == 0)
            v |= VARIANT_ELDER;
        else if (strncmp(p, "hant=1", 6) == 0)
            v |= VARIANT_HANT;
        p += strcspn(p, ";");
    }
    return v;
}

#define CHINA_SECONDS (8 * 3600)

/* The day in China: pages say 今天 and show lights, so that midnight makes them new. */
static void put_day(char *out, int64_t now)
{
    uint32_t day = (uint32_t)((now + CHINA_SECONDS) / 86400);
    for (int i = 0; i < DAY_CHARS; i++)
        out[i] = (char)('0' + (day >> 6 * i & 63));
}

bool page_key(const struct route *route, const char *target, unsigned variant, int64_t now,
    char out[static PAGE_KEY_BYTES])
{
    if (!route || !(route->flags & ROUTE_CACHED))
        return false;
    size_t n = strcspn(target, "#");
    if (n + DAY_CHARS + 2 > PAGE_KEY_BYTES)
        return false;
    out[0] = (char)('0' + variant);
    put_day(out + 1, now);
    memcpy(out + 1 + DAY_CHARS, target, n);
    out[1 + DAY_CHARS + n] = '\0';
    return true;
}

/* The place in the list of notices from which on we listen. */
void pages_listen(struct app *app)
{
    struct arena *a = arena_new();
    const char **payloads;
    size_t n;
    struct err e;
    if (db_poll_notices(app->o.db, a, &app->notices_after, &payloads, &n, &e))
        log_line(LOG_WARN, "web", "notices: %s", e.detail);
    arena_free(&a);
}

/* A payload is tags separated by spaces; "*" drops everything. */
static void drop(struct app *app, struct arena *a, const char *payload)
{
    const char *tags[512];
    size_t n = 0;
    char *save = NULL, *text = arena_strdup(a, payload);
    for (char *t = strtok_r(text, " ", &save); t && n < COUNT_OF(tags);
         t = strtok_r(NULL, " ", &save))
        tags[n++] = t;
    if (n == COUNT_OF(tags))
        tags[0] = "*", n = 1;
    ctx_heard(tags, n);
    cache_invalidate(app->cache, tags, n);
}

static void poll_notices(struct app *app)
{
    struct arena *a = arena_new();
    const char **payloads;
    size_t n = 0;
    struct err e;
    if (db_poll_notices(app->o.db, a, &app->notices_after, &payloads, &n, &e)) {
        const char *all = "*"; /* cannot know what changed: show nothing old */
        ctx_changed();
        cache_invalidate(app->cache, &all, 1);
    }
    for (size_t i = 0; i < n; i++)
        drop(app, a, payloads[i]);
    arena_free(&a);
}

void pages_catch_up(struct app *app)
{
    uint64_t now = db_generation(app->o.db);
    if (atomic_load_explicit(&app->generation, memory_order_acquire) == now)
        return;
    pthread_mutex_lock(&app->notices);
    now = db_generation(app->o.db); /* read before polling: what comes later is polled for later */
    if (atomic_load(&app->generation) != now) {
        poll_notices(app);
        atomic_store_explicit(&app->generation, now, memory_order_release);
    }
    pthread_mutex_unlock(&app->notices);
}

/* Also hears of commits that raise no generation: of other nodes on PostgreSQL, and of a process
 * that was killed between its commit and raising it. */
void pages_poll(struct app *app)
{
    pthread_mutex_lock(&app->notices);
    uint64_t now = db_generation(app->o.db);
    poll_notices(app);
    atomic_store_explicit(&app->generation, now, memory_order_release);
    pthread_mutex_unlock(&app->notices);
}

bool pages_store(
    struct app *app, struct cache_ticket *t, const struct req *r, struct cache_entry **e)
{
    const struct cache_page page = {.status = r->status,
        .content_type = r->content_type,
        .headers = r->out_headers,
        .body = buf_str(&r->out),
        .n = r->out.n,
        .tags = r->tags,
        .n_tags = r->n_tags};
    return cache_store(app->cache, t, &page, e);
}

bool page_keepable(const struct req *r)
{
    return r->status == 200 && !r->send_path && !r->refused && !buf_failed(&r->out) &&
           !response_header(r, "Set-Cookie");
}
