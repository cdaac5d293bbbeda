/* Inside lib/web: the app, the router, and the steps of one request.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_APP_H
#define WEB_APP_H

#include <pthread.h>
#include <stdatomic.h>
#include "lib/web/cache.h"
#include "lib/web/web.h"

#define SESSION_COOKIE "sid"
#define VISITOR_COOKIE "visitor" /* binds the CSRF value of people who are not signed in */
#define FLASH_COOKIE "flash"
#define SESSION_IDLE_SECONDS (8 * 3600)
#define SESSION_MAX_SECONDS (7 * 86400)
#define BODY_DEFAULT_BYTES (1u << 20)
#define TARGET_MAX_BYTES 4096

struct router;

struct app {
    struct app_options o;
    struct router *router;
    struct cache *cache;
    _Atomic uint64_t generation; /* commits of others that the cache has heard of */
    int64_t notices_after;
    pthread_mutex_t notices;
    struct touches *touches;
    atomic_bool serving;
    int stop_fd; /* app_stop writes, app_serve waits */
};

/* ---- router.c ---- */
enum st router_new(
    const struct module *const *modules, size_t n, struct router **out, struct err *e) MUST_CHECK;
void router_free(struct router **r);
/* The row for this path, its parameters put into `params`; NULL when there is none. allowed gets
 * the methods that exist for the path. */
const struct route *router_find(const struct router *r, enum method m, const char *path,
    struct arena *a, struct map *params, unsigned *allowed);

/* The GET row for a raw target, without parameters: quick, for the cache. NULL when the path is
 * encoded or unknown; the long way then decides. */
const struct route *router_peek(const struct router *r, const char *target);

/* ---- urlcode.c ---- */
/* Percent-decodes n bytes ("+" is a space when form). NULL when malformed, not UTF-8, or with NUL.
 */
char *url_decode(struct arena *a, const char *p, size_t n, bool form);
/* Everything but letters, digits, "-._~" and what stands in `keep` becomes %XX. */
void url_encode(struct buf *out, const char *s, const char *keep);
struct pair {
    const char *name, *value;
    struct pair *next;
};
/* "a=1&b=2" → pairs in order. ST_INVALID, ST_TOO_BIG (over 2,000 pairs). */
enum st url_pairs(
    struct arena *a, const char *p, size_t n, struct pair **out, struct err *e) MUST_CHECK;

/* ---- request.c ---- */
struct incoming { /* what the network or the loopback gives */
    enum method method;
    const char *target; /* as sent: "/a%20b?x=1" */
    struct map *headers;
    const char *peer;
};
/* A request in its own arena; ctx is initialised. ST_INVALID for a path that is refused; r is then
 * good enough for the error page. */
enum st req_open(
    struct app *app, struct ctx *c, const struct incoming *in, struct req *r) MUST_CHECK;
void req_close(struct req *r); /* buffers, temporary files; not the ctx */

/* ---- body.c ---- */
struct body;
/* NULL content type counts as urlencoded. ST_INVALID: a type that forms do not have. */
enum st body_open(struct req *r, const char *content_type, struct body **out) MUST_CHECK;
enum st body_feed(struct body *b, const char *p, size_t n) MUST_CHECK;
/* Fills r->form, lists and uploads. */
enum st body_end(struct body *b) MUST_CHECK;
size_t body_limit(const struct route *route);
void body_remove_leftovers(const struct app *app); /* of a process that was killed */

/* ---- form.c ---- */
/* Checks r->form against the row's fields; what is wrong goes into r->problems. */
void form_check(struct req *r);

/* ---- session.c, touch.c, csrf.c, once.c ---- */
enum st session_load(struct req *r) MUST_CHECK; /* opens its own transaction */
void session_touch(struct req *r);              /* last seen, at most once a minute */
extern const struct stmt stmt_session_touch;
struct touches *touches_new(void);
void touches_free(struct touches **t);
void touches_flush(struct app *app); /* writes the marks gathered while serving */
void csrf_prepare(struct req *r);
void csrf_finish(struct req *r); /* when the answer is there */
bool csrf_holds(struct req *r);
/* In the write transaction. ST_OK with *done: this was sent before and is answered. */
enum st once_check(struct req *r, bool *done) MUST_CHECK;
enum st once_keep(struct req *r) MUST_CHECK;

/* ---- dispatch.c ---- */
/* Looks for the row and checks sign-in and permission: what must be known before a body is read. */
void dispatch_head(struct req *r);
/* The rest: CSRF, form, transaction, handler. Also after dispatch_head refused. */
void dispatch(struct req *r);
/* Turns r->ctx->err into the error page. */
void dispatch_error(struct req *r, enum st st);

/* ---- response.c ---- */
void common_headers(struct req *r);
const char *response_header(const struct req *r, const char *name); /* NULL when not set */
void response_reset(struct req *r);

/* ---- pages.c ---- */
#define PAGE_KEY_BYTES 1024
/* Key of the page cache; false when this request is none for it. */
bool page_key(const struct route *route, const char *target, unsigned variant, int64_t now,
    char out[static PAGE_KEY_BYTES]);
unsigned variant_of(const char *cookies);
/* Drops what other processes have changed. One atomic read when nothing has. */
void pages_catch_up(struct app *app);
void pages_listen(struct app *app);
void pages_poll(struct app *app); /* once a second: looks even when the generation stands still */
/* What was rendered may be kept. */
bool page_keepable(const struct req *r);
bool pages_store(
    struct app *app, struct cache_ticket *t, const struct req *r, struct cache_entry **e);
/* ---- server.c ---- */
/* A cache whose entries carry ready MHD responses. */
struct cache_options server_cache_options(size_t budget_bytes);

#endif
