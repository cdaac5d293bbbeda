/* The app: opening with its checks, closing, starting the modules.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/app.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CACHE_DEFAULT_BYTES (24u << 20)

static struct cache *shared_cache; /* receiver of ctx_set_invalidator, one app a process */

static void invalidate(const char *const *tags, size_t n)
{
    if (shared_cache)
        cache_invalidate(shared_cache, tags, n);
}

static enum st start_modules(struct app *app, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < app->o.n_modules; i++) {
        struct ctx c;
        if (!app->o.modules[i]->start)
            continue;
        ctx_init(&c, app->o.db);
        c.data_dir = app->o.data_dir ? app->o.data_dir : "";
        st = app->o.modules[i]->start(app, &c);
        if (st)
            *e = c.err;
        ctx_release(&c);
    }
    return st;
}

enum st app_open(const struct app_options *o, struct app **out, struct err *e)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app)
        die("out of memory");
    app->o = *o;
    if (!app->o.data_dir)
        app->o.data_dir = "";
    pthread_mutex_init(&app->notices, NULL);
    app->touches = touches_new();
    app->stop_fd = eventfd(0, EFD_CLOEXEC);
    if (app->stop_fd < 0)
        die("no event counter");
    enum st st = router_new(o->modules, o->n_modules, &app->router, e);
    if (!st) {
        struct cache_options options =
            server_cache_options(o->cache_bytes ? o->cache_bytes : CACHE_DEFAULT_BYTES);
        app->cache = cache_new(&options);
        app->generation = db_generation(o->db);
        shared_cache = app->cache;
        ctx_set_invalidator(invalidate);
        pages_listen(app);
        st = start_modules(app, e);
    }
    if (st)
        app_close(&app);
    *out = app;
    return st;
}

void app_close(struct app **p)
{
    struct app *app = *p;
    *p = NULL;
    if (!app)
        return;
    if (shared_cache == app->cache) {
        ctx_set_invalidator(NULL);
        shared_cache = NULL;
    }
    if (app->cache)
        cache_free(&app->cache);
    router_free(&app->router);
    touches_free(&app->touches);
    pthread_mutex_destroy(&app->notices);
    close(app->stop_fd);
    free(app);
}

const struct app_options *app_options(const struct app *app)
{
    return &app->o;
}
