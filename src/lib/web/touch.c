/* "Last seen" of sessions: gathered while serving and written together once a second, so that
 * nobody who reads waits for a writer.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/web/app.h"

#define TOUCH_SECONDS 60 /* how exact the mark is */
#define TOUCHES_MAX 256

struct touches {
    pthread_mutex_t lock;
    size_t n;
    struct touch {
        int64_t session, at;
    } list[TOUCHES_MAX];
};

const struct stmt stmt_session_touch = {
    "session.touch", "UPDATE session SET seen = $2 WHERE id = $1 AND seen < $2", NULL};

struct touches *touches_new(void)
{
    struct touches *t = calloc(1, sizeof *t);
    if (!t || pthread_mutex_init(&t->lock, NULL))
        die("out of memory");
    return t;
}

void touches_free(struct touches **t)
{
    if (!*t)
        return;
    pthread_mutex_destroy(&(*t)->lock);
    free(*t);
    *t = NULL;
}

static void note(struct touches *t, int64_t session, int64_t at)
{
    pthread_mutex_lock(&t->lock);
    size_t i = 0;
    while (i < t->n && t->list[i].session != session)
        i++;
    if (i < TOUCHES_MAX) { /* when it is full, the next request tries again */
        t->list[i] = (struct touch){session, at};
        t->n += i == t->n;
    }
    pthread_mutex_unlock(&t->lock);
}

static enum st write_all(struct ctx *c, const struct touch *list, size_t n)
{
    enum st st = ctx_begin(c, true);
    for (size_t i = 0; i < n && !st; i++)
        st = x(c, &stmt_session_touch, ARGS(v_int(list[i].session), v_int(list[i].at)));
    return st ? st : ctx_commit(c);
}

void touches_flush(struct app *app)
{
    struct touches *t = app->touches;
    struct touch list[TOUCHES_MAX];
    pthread_mutex_lock(&t->lock);
    size_t n = t->n;
    memcpy(list, t->list, n * sizeof *list);
    t->n = 0;
    pthread_mutex_unlock(&t->lock);
    if (!n)
        return;
    struct ctx c;
    ctx_init(&c, app->o.db);
    if (write_all(&c, list, n)) /* a convenience: the requests were answered */
        log_line(LOG_WARN, "web", "last-seen times not written: %s", c.err.detail);
    ctx_release(&c);
}

void session_touch(struct req *r)
{
    if (!r->session_id || r->ctx->now - r->session_seen < TOUCH_SECONDS)
        return;
    note(r->app->touches, r->session_id, r->ctx->now);
    if (!atomic_load(&r->app->serving))
        touches_flush(r->app);
}
