/* One request on the network. A page in the cache is answered at once, by the thread that has the
 * connection; so is a public page that must be rendered. Everything else is worked on by the pool
 * while the connection sleeps.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/exchange.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/log.h"

#define WAIT_FOR_PAGE_MS 200 /* the thread has other connections to serve */
#define USUAL_TARGET_BYTES 512
#define SPARE_OUT_BYTES (64 << 10)
#define SLOWEST_BYTES 8192                /* a second, for bodies and answers */
#define DISCARD_MAX_BYTES (512ll << 20)   /* of a body that is refused */
#define DISCARD_SLOWEST_BYTES (512 << 10) /* a second, for a body that is refused */

enum phase { PHASE_HEAD, PHASE_BODY, PHASE_DISCARD, PHASE_WORK, PHASE_DONE, PHASE_SENT };

struct exchange {
    struct pool_work work; /* first: the pool gives it back */
    struct worker *worker;
    struct MHD_Connection *connection;
    enum phase phase;
    bool open; /* ctx and req are in use */
    struct ctx ctx;
    struct req req;
    struct body *body;
    struct cache_entry *entry; /* held until the answer is sent */
    struct cache_ticket ticket;
    bool has_ticket;
    bool doubtful; /* where the request ends: the connection is closed after the answer */
    int64_t discarded;
    int64_t began; /* for the access log; 0: none is kept */
    const char *method;
    unsigned status; /* sent */
    bool usual;      /* has room for any target of up to USUAL_TARGET_BYTES */
    char target[];
};

static int64_t microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct exchange *take_exchange(struct worker *w, size_t n)
{
    struct exchange *x = w->spare;
    if (x && n < USUAL_TARGET_BYTES) {
        w->spare = NULL;
        return x;
    }
    x = malloc(sizeof *x + (n < USUAL_TARGET_BYTES ? USUAL_TARGET_BYTES : n + 1));
    if (!x)
        die("out of memory");
    return x;
}

struct exchange *exchange_new(struct worker *w, const char *target)
{
    size_t n = strnlen(target, TARGET_MAX_BYTES + 1);
    struct exchange *x = take_exchange(w, n);
    x->worker = w;
    x->usual = n < USUAL_TARGET_BYTES;
    atomic_fetch_add_explicit(&w->active, 1, memory_order_relaxed);
    x->connection = NULL;
    x->phase = PHASE_HEAD;
    x->open = x->has_ticket = x->doubtful = false;
    x->discarded = 0;
    x->began = w->app->o.access_log ? microseconds() : 0;
    x->method = NULL;
    x->status = 0;
    x->body = NULL;
    x->entry = NULL;
    memcpy(x->target, target, n);
    x->target[n] = '\0';
    return x;
}

/* Row, status, time: no address, no query, nobody's name. */
static void note_access(const struct exchange *x)
{
    const struct route *row = x->open ? x->req.route : NULL;
    log_line(LOG_INFO, "access", "%s %s %u %lld us", x->method ? x->method : "-",
        row        ? row->pattern
        : x->entry ? "(kept)"
                   : "-",
        x->status, (long long)(microseconds() - x->began));
}

/* ---- memory that the next request of this thread uses again ---- */

static struct arena *take_mem(struct worker *w)
{
    struct arena *mem = w->spare_mem ? w->spare_mem : arena_new();
    w->spare_mem = NULL;
    return mem;
}

static void close_request(struct exchange *x)
{
    struct worker *w = x->worker;
    if (!w->spare_out.p && x->req.out.cap <= SPARE_OUT_BYTES) {
        w->spare_out = x->req.out;
        buf_init(&x->req.out, 0);
    }
    req_close(&x->req);
    ctx_rollback(&x->ctx);
    if (w->spare_mem) {
        ctx_release(&x->ctx);
        return;
    }
    arena_clear(x->ctx.mem);
    w->spare_mem = x->ctx.mem;
}

void worker_free_spares(struct worker *w)
{
    free(w->spare);
    arena_free(&w->spare_mem);
    buf_release(&w->spare_out);
}

void exchange_free(struct exchange *x)
{
    if (x->began)
        note_access(x);
    if (x->entry)
        cache_release(x->worker->app->cache, x->entry);
    if (x->open)
        close_request(x);
    struct worker *w = x->worker;
    if (x->usual && !w->spare)
        w->spare = x;
    else
        free(x);
    atomic_fetch_sub_explicit(&w->active, 1, memory_order_release);
}

static struct watched *watched_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return i ? i->socket_context : NULL;
}

static void allow_time(struct MHD_Connection *c, int64_t bytes)
{
    struct watched *w = watched_of(c);
    if (w)
        watch_set(w, watch_head_seconds + (int)(bytes / SLOWEST_BYTES));
}

/* ---- from the cache ---- */

static const char *header_of(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static enum MHD_Result queue(
    struct exchange *x, struct MHD_Connection *c, unsigned status, struct MHD_Response *m)
{
    x->status = status;
    return MHD_queue_response(c, status, m);
}

static enum MHD_Result send_not_modified(
    struct exchange *x, struct MHD_Connection *c, const struct cache_form *f)
{
    struct MHD_Response *m = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!m)
        die("out of memory");
    MHD_add_response_header(m, "ETag", f->etag);
    MHD_add_response_header(m, "Vary", "Accept-Encoding, Cookie");
    for (const struct header *h = x->entry->headers; h; h = h->next)
        if (strcmp(h->name, "Cache-Control") == 0)
            MHD_add_response_header(m, h->name, h->value);
    enum MHD_Result done = queue(x, c, MHD_HTTP_NOT_MODIFIED, m);
    MHD_destroy_response(m);
    return done;
}

static enum MHD_Result send_entry(struct exchange *x, struct MHD_Connection *c)
{
    struct cache *cache = x->worker->app->cache;
    const char *match = header_of(c, "If-None-Match");
    unsigned allowed = coding_allowed(header_of(c, "Accept-Encoding"));
    const struct cache_form *f = cache_form(cache, x->entry, allowed);
    if (match && cache_matches(x->entry, match))
        return send_not_modified(x, c, f);
    return queue(x, c, (unsigned)x->entry->status, f->prepared);
}

static void *prepare(const struct cache_entry *e, const struct cache_form *f)
{
    struct MHD_Response *m =
        MHD_create_response_from_buffer(f->n, (void *)(uintptr_t)f->p, MHD_RESPMEM_PERSISTENT);
    if (!m)
        die("out of memory");
    MHD_add_response_header(m, "Content-Type", e->content_type);
    MHD_add_response_header(m, "ETag", f->etag);
    MHD_add_response_header(m, "Vary", "Accept-Encoding, Cookie");
    if (coding_name(f->coding))
        MHD_add_response_header(m, "Content-Encoding", coding_name(f->coding));
    for (const struct header *h = e->headers; h; h = h->next)
        MHD_add_response_header(m, h->name, h->value);
    return m;
}

static void unprepare(void *prepared)
{
    MHD_destroy_response(prepared);
}

struct cache_options server_cache_options(size_t budget_bytes)
{
    return (struct cache_options){
        .budget_bytes = budget_bytes, .prepare = prepare, .unprepare = unprepare};
}

/* ---- opening ---- */

static enum MHD_Result add_header(
    void *arg, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct exchange *x = arg;
    (void)kind;
    char *name = arena_strdup(x->ctx.mem, key);
    for (char *p = name; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p |= 0x20;
    map_set(x->req.headers, name, arena_strdup(x->ctx.mem, value ? value : ""));
    return MHD_YES;
}

static const char *peer_of(struct arena *a, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!i || !i->client_addr)
        return "";
    if (i->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)i->client_addr)->sin_addr,
            text, sizeof text);
    else if (i->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)i->client_addr)->sin6_addr,
            text, sizeof text);
    return arena_strdup(a, text);
}

/* A page that is the same for everybody is made without knowing who asks: of the head it needs what
 * tells how he reads. */
static const char *read_head(struct exchange *x, struct MHD_Connection *c, bool anybody)
{
    const char *cookie = anybody ? header_of(c, "Cookie") : NULL;
    x->req.headers = map_new(x->ctx.mem);
    if (cookie)
        map_set(x->req.headers, "cookie", arena_strdup(x->ctx.mem, cookie));
    if (anybody)
        return "";
    MHD_get_connection_values(c, MHD_HEADER_KIND, add_header, x);
    return peer_of(x->ctx.mem, c);
}

static void refuse(struct exchange *x, enum st st)
{
    x->req.refused = true;
    dispatch_error(&x->req, st);
}

static void open_request(
    struct exchange *x, struct MHD_Connection *c, const char *method, bool anybody)
{
    struct app *app = x->worker->app;
    ctx_init_in(&x->ctx, app->o.db, take_mem(x->worker));
    if (app->o.fixed_now)
        x->ctx.now = app->o.fixed_now;
    x->ctx.origin = "web";
    x->ctx.data_dir = app->o.data_dir;
    x->open = true;
    const char *peer = read_head(x, c, anybody);
    bool post = strcmp(method, "POST") == 0,
         get = !strcmp(method, "GET") || !strcmp(method, "HEAD");
    const struct incoming in = {post ? METHOD_POST : METHOD_GET, x->target, x->req.headers, peer};
    enum st st = req_open(app, &x->ctx, &in, &x->req);
    if (x->worker->spare_out.p) {
        x->req.out = x->worker->spare_out;
        buf_clear(&x->req.out);
        x->worker->spare_out.p = NULL;
    }
    if (!st && x->doubtful) {
        x->req.status = 400;
        st = fail(&x->ctx, ST_INVALID, "", "请求的长度或主机说明互相矛盾，没有处理");
    }
    if (st) {
        refuse(x, st);
    } else if (!post && !get) {
        x->req.status = 405;
        res_header(&x->req, "Allow", "GET, HEAD, POST");
        refuse(x, fail(&x->ctx, ST_INVALID, "", "不支持这种请求方法"));
    } else {
        dispatch_head(&x->req);
    }
}

/* ---- answering ---- */

static struct MHD_Response *file_response(struct exchange *x)
{
    struct stat s;
    int fd = open(x->req.send_path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &s) != 0) {
        if (fd >= 0)
            close(fd);
        log_line(LOG_ERROR, "web", "a file that should be sent is missing");
        x->req.send_path = NULL;
        dispatch_error(&x->req, fail(&x->ctx, ST_BROKEN, "", "文件暂时不能读取，请稍后再试"));
        return NULL;
    }
    allow_time(x->connection, s.st_size);
    return MHD_create_response_from_fd64((uint64_t)s.st_size, fd);
}

static enum MHD_Result send_answer(struct exchange *x, struct MHD_Connection *c)
{
    struct req *r = &x->req;
    struct MHD_Response *m = r->send_path ? file_response(x) : NULL;
    if (!m) {
        allow_time(c, (int64_t)r->out.n);
        m = MHD_create_response_from_buffer(r->out.n, (void *)(uintptr_t)buf_str(&r->out),
            MHD_RESPMEM_PERSISTENT); /* the exchange lives until it is sent */
    }
    if (!m)
        die("out of memory");
    MHD_add_response_header(m, "Content-Type", r->content_type);
    for (const struct header *h = r->out_headers; h; h = h->next)
        MHD_add_response_header(m, h->name, h->value);
    if (x->doubtful || atomic_load_explicit(x->worker->ending, memory_order_relaxed) != SERVING)
        MHD_add_response_header(m, "Connection", "close");
    enum MHD_Result done = queue(x, c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return done;
}

static void work(struct exchange *x)
{
    struct app *app = x->worker->app;
    if (x->body && !x->req.refused) {
        enum st st = body_end(x->body);
        if (st)
            refuse(x, st);
    }
    dispatch(&x->req);
    if (!x->has_ticket)
        return;
    if (page_keepable(&x->req))
        pages_store(app, &x->ticket, &x->req, &x->entry);
    else
        cache_abandon(app->cache, &x->ticket);
}

static void run_in_pool(struct pool_work *w)
{
    struct exchange *x = (struct exchange *)(void *)w;
    struct worker *worker = x->worker; /* x may be gone once it is resumed */
    work(x);
    x->phase = PHASE_DONE;
    MHD_resume_connection(x->connection);
    worker_wake(worker);
    atomic_fetch_sub_explicit(&worker->asleep, 1, memory_order_release);
}

static enum MHD_Result hand_to_pool(struct exchange *x, struct MHD_Connection *c)
{
    struct watched *w = watched_of(c);
    x->phase = PHASE_WORK;
    x->connection = c;
    x->work.run = run_in_pool;
    if (w)
        watch_set(w, 0);
    atomic_fetch_add_explicit(&x->worker->asleep, 1, memory_order_relaxed);
    MHD_suspend_connection(c);
    pool_add(x->worker->pool, &x->work);
    return MHD_YES;
}

/* Public pages are rendered where they are asked for; what may wait for a writer is not. */
static bool quick(const struct req *r)
{
    return r->method == METHOD_GET && !r->session_id && r->route &&
           !(r->route->flags & ROUTE_SLOW) && strcmp(r->route->perm, PERM_PUBLIC) == 0;
}

static enum MHD_Result finish(struct exchange *x, struct MHD_Connection *c)
{
    x->connection = c;
    if (!x->req.refused && !quick(&x->req) && x->phase != PHASE_DONE)
        return hand_to_pool(x, c);
    if (x->phase != PHASE_DONE)
        work(x);
    x->phase = PHASE_SENT;
    return x->entry ? send_entry(x, c) : send_answer(x, c);
}

/* ---- the body ---- */

static void discard(struct exchange *x, int64_t bytes)
{
    struct watched *w = watched_of(x->connection);
    x->phase = PHASE_DISCARD;
    if (w)
        watch_set(w, watch_head_seconds + (int)(bytes / DISCARD_SLOWEST_BYTES));
}

static void begin_body(struct exchange *x)
{
    const char *length = req_header(&x->req, "content-length");
    int64_t n = *length ? strtoll(length, NULL, 10) : 0;
    size_t limit = body_limit(x->req.route);
    allow_time(x->connection, n);
    x->phase = PHASE_BODY;
    if (!x->req.refused && n > (int64_t)limit)
        refuse(x, fail(&x->ctx, ST_TOO_BIG, "",
                      "提交的内容有 %lld MB，超过这里允许的 %zu MB，没有保存。请缩小文件后重试",
                      (long long)(n >> 20), (limit + (1 << 20) - 1) >> 20));
    if (!x->req.refused) {
        enum st st = body_open(&x->req, req_header(&x->req, "content-type"), &x->body);
        if (st)
            refuse(x, st);
    }
    if (x->req.refused)
        discard(x, n);
}

/* A refused body need not come: the client waits for our word (Expect), or it is so big that the
 * connection is cut. Otherwise it is read and thrown away, because browsers look at the answer only
 * when they have sent everything. */
static bool answer_now(const struct exchange *x)
{
    return x->phase == PHASE_DISCARD &&
           (*req_header(&x->req, "expect") ||
               strtoll(req_header(&x->req, "content-length"), NULL, 10) > DISCARD_MAX_BYTES);
}

static enum MHD_Result take_body(struct exchange *x, const char *data, size_t *size)
{
    if (x->phase == PHASE_DISCARD) {
        x->discarded += (int64_t)*size;
    } else {
        enum st st = body_feed(x->body, data, *size);
        if (st) {
            refuse(x, st);
            discard(x, DISCARD_MAX_BYTES);
        }
    }
    *size = 0;
    return x->discarded > DISCARD_MAX_BYTES ? MHD_NO : MHD_YES;
}

/* ---- a page ---- */

static int64_t now_of(const struct app *app)
{
    struct timespec t;
    if (app->o.fixed_now)
        return app->o.fixed_now;
    clock_gettime(CLOCK_REALTIME_COARSE, &t);
    return t.tv_sec;
}

static enum MHD_Result page(struct exchange *x, struct MHD_Connection *c, const char *method)
{
    struct app *app = x->worker->app;
    char key[PAGE_KEY_BYTES];
    unsigned variant = variant_of(header_of(c, "Cookie"));
    if (!page_key(router_peek(app->router, x->target), x->target, variant, now_of(app), key))
        return MHD_NO;
    pages_catch_up(app);
    switch (cache_get(app->cache, key, WAIT_FOR_PAGE_MS, &x->ticket, &x->entry)) {
    case CACHE_HIT:
        x->phase = PHASE_SENT;
        return send_entry(x, c);
    case CACHE_RENDER:
        x->has_ticket = true;
        break;
    default:
        break;
    }
    open_request(x, c, method, true);
    return finish(x, c);
}

/* For the log: nobody writes his own words into it. */
static const char *known_method(const char *method)
{
    static const char *const known[] = {"GET", "HEAD", "POST"};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(method, known[i]) == 0)
            return known[i];
    return "OTHER";
}

enum MHD_Result exchange_go(struct exchange *x, struct MHD_Connection *c, const char *method,
    const char *data, size_t *size)
{
    bool post = strcmp(method, "POST") == 0;
    x->method = x->began ? known_method(method) : NULL;
    if (x->phase == PHASE_DONE)
        return finish(x, c);
    if (x->phase == PHASE_BODY || x->phase == PHASE_DISCARD) {
        if (*size)
            return take_body(x, data, size);
        return finish(x, c);
    }
    if (atomic_load_explicit(x->worker->ending, memory_order_relaxed) == CUTTING)
        return MHD_NO;
    if (!x->connection) { /* the head is complete; MHD closes when answered on this first call */
        x->connection = c;
        allow_time(c, 0);
        x->doubtful = framing_doubtful(c);
        if (!post && !x->doubtful)
            return MHD_YES;
        open_request(x, c, method, false);
        if (!x->doubtful)
            begin_body(x);
        return x->doubtful || answer_now(x) ? finish(x, c) : MHD_YES;
    }
    if (*size) { /* a GET with a body: read past it */
        *size = 0;
        return MHD_YES;
    }
    if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0) {
        enum MHD_Result answered = page(x, c, method);
        if (answered == MHD_YES || x->phase != PHASE_HEAD)
            return answered;
    }
    open_request(x, c, method, false);
    return finish(x, c);
}
