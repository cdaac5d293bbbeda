/* The real server over raw sockets: bad input, limits, slow clients, uploads, cached pages in their
 * codings, many connections, stopping. `test_server --serve PORT` serves the same pages for wrk.
 *
 * SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#include "lib/web/exchange.h"
#include "tests/support.h"
#include "tests/test.h"

/* ---- a small site ---- */

static atomic_int made; /* renderings of the page */

static enum st show_page(struct req *r)
{
    atomic_fetch_add(&made, 1);
    res_tag(r, "page");
    buf_addf(&r->out, "<!doctype html><title>%s</title>", req_param(r, "x"));
    for (int i = 0; r->out.n < 12000; i++)
        buf_addf(&r->out, "<p>第 %d 条　师宗县人民政府办公室关于 %u 的通知</p>\n", i,
            (unsigned)i * 2654435761u);
    return ST_OK;
}
static enum st show_form(struct req *r)
{
    buf_addf(&r->out, "csrf=%s once=%s", r->csrf, once_token(r));
    return ST_OK;
}
static enum st show_slow(struct req *r)
{
    usleep(700000);
    buf_adds(&r->out, "slow");
    return ST_OK;
}
static enum st touch_page(struct req *r)
{
    ctx_touch(r->ctx, "page");
    buf_adds(&r->out, "touched");
    return ST_OK;
}
static char file_path[4200];
static enum st send_file(struct req *r)
{
    r->content_type = "application/octet-stream";
    r->send_path = file_path;
    return ST_OK;
}
static enum st take_upload(struct req *r)
{
    const struct upload *u = req_upload(r, "file");
    buf_addf(&r->out, "size=%lld", u ? (long long)u->size_bytes : -1LL);
    return ST_OK;
}
static const struct field fields[] = {{"file", "附件", FIELD_FILE, false, 0, 0}};
static const struct form form = {fields, 1};
static const struct route routes[] = {
    {METHOD_GET, "/p/:x", PERM_PUBLIC, show_page, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, "/form", PERM_PUBLIC, show_form, NULL, NULL, 0, 0},
    {METHOD_GET, "/slow", PERM_PUBLIC, show_slow, NULL, NULL, ROUTE_SLOW | ROUTE_NO_TX, 0},
    {METHOD_GET, "/file", PERM_PUBLIC, send_file, NULL, NULL, ROUTE_NO_TX, 0},
    {METHOD_POST, "/touch", PERM_PUBLIC, touch_page, NULL, NULL, 0, 0},
    {METHOD_POST, "/upload", PERM_PUBLIC, take_upload, &form, NULL, ROUTE_NO_TX, 8 << 20},
};
static atomic_int good_runs, bad_runs;
static atomic_bool in_long;
static enum st job_good(struct ctx *c)
{
    assert_false(c->begun);
    assert_string_equal(c->origin, "job");
    atomic_fetch_add(&good_runs, 1);
    return ST_OK;
}
static enum st job_bad(struct ctx *c) /* also leaves its transaction open */
{
    atomic_fetch_add(&bad_runs, 1);
    enum st st = ctx_begin(c, true);
    return st ? st : fail(c, ST_BROKEN, "", "坏了");
}
static enum st job_long(struct ctx *c)
{
    (void)c;
    atomic_store(&in_long, true);
    sleep(4);
    atomic_store(&in_long, false);
    return ST_OK;
}
static const struct job site_jobs[] = {{"site.bad", "坏任务", 1, job_bad},
    {"site.long", "长任务", 60, job_long}, {"site.good", "好任务", 1, job_good}};
static const struct module site = {.name = "site",
    .title = "测试",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .jobs = site_jobs,
    .n_jobs = COUNT_OF(site_jobs)};
static const struct module *const mods[] = {&web_module, &site};

/* ---- starting and stopping ---- */

static struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
    pthread_t thread;
    const char *dir;
} w;
static atomic_int port;
static char db_path[4200];

static void ready(int p)
{
    atomic_store(&port, p);
}
static void *serve(void *arg)
{
    struct err e;
    if (app_serve(w.app, arg, 2, ready, &e))
        die("%s", e.message);
    return NULL;
}
/* On SQLite at a path that another process can open. */
static struct db *open_db(void)
{
    const char *url = getenv("GONGKAI_TEST_DB");
    struct db *db;
    struct err e;
    snprintf(db_path, sizeof db_path, "%s/site.db", w.dir);
    if (url && *url)
        return test_db_fresh(mods, 2);
    if (db_open(db_path, NULL, &db, &e) ||
        db_migrate(db, web_module.name, web_module.migrations, web_module.n_migrations, &e))
        die("%s", e.message);
    return db;
}
static void open_site(void)
{
    struct err e;
    w.dir = test_dir();
    w.db = open_db();
    w.a = arena_new();
    const struct app_options o = {.db = w.db, .modules = mods, .n_modules = 2, .data_dir = w.dir};
    if (app_open(&o, &w.app, &e))
        die("%s", e.message);
    snprintf(file_path, sizeof file_path, "%s/big", w.dir);
    FILE *f = fopen(file_path, "wb");
    for (int i = 0; i < 1 << 18; i++)
        fprintf(f, "%08d", i);
    fclose(f);
}
static void close_site(void)
{
    app_close(&w.app);
    test_db_drop(&w.db);
    arena_free(&w.a);
}
static int set_up(void **state)
{
    (void)state;
    open_site();
    atomic_store(&made, 0);
    atomic_store(&port, 0);
    pthread_create(&w.thread, NULL, serve, (char *)(uintptr_t) "127.0.0.1:0");
    while (!atomic_load(&port))
        usleep(1000);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    app_stop(w.app);
    pthread_join(w.thread, NULL);
    close_site();
    return 0;
}

/* ---- a raw client ---- */

static int dial(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval t = {20, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
    assert_int_equal(connect(fd, (struct sockaddr *)(void *)&a, sizeof a), 0);
    return fd;
}
static void put(int fd, const void *p, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t k = send(fd, (const char *)p + done, n - done, MSG_NOSIGNAL);
        if (k <= 0)
            return;
        done += (size_t)k;
    }
}
static void puts_to(int fd, const char *s)
{
    put(fd, s, strlen(s));
}
struct reply {
    int status;
    const char *head, *body;
    size_t body_n;
};
/* One answer with Content-Length; status 0 when the connection was closed without one. */
static struct reply read_reply(int fd)
{
    struct buf b;
    char piece[65536];
    struct reply r = {0, "", "", 0};
    buf_init(&b, 0);
    size_t need = SIZE_MAX, head_n = 0;
    while (b.n < need) {
        size_t room = !head_n ? 1 : need - b.n < sizeof piece ? need - b.n : sizeof piece;
        ssize_t n = recv(fd, piece, room, 0);
        if (n <= 0)
            break;
        buf_add(&b, piece, (size_t)n);
        if (!head_n && b.n > 4 && memcmp(b.p + b.n - 4, "\r\n\r\n", 4) == 0) {
            head_n = b.n;
            const char *length = strcasestr(b.p, "\r\nContent-Length:");
            need = head_n + (length ? strtoul(length + 17, NULL, 10) : 0);
        }
    }
    if (head_n) {
        r.head = arena_strndup(w.a, b.p, head_n);
        r.body_n = b.n - head_n;
        r.body = arena_strndup(w.a, b.p + head_n, r.body_n);
        r.status = atoi(r.head + 9);
    }
    buf_release(&b);
    return r;
}
static struct reply ask(const char *request)
{
    int fd = dial();
    puts_to(fd, request);
    struct reply r = read_reply(fd);
    close(fd);
    return r;
}
static struct reply get(const char *target, const char *headers)
{
    return ask(arena_printf(w.a, "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n", target, headers));
}
static const char *header(const struct reply *r, const char *name)
{
    const char *p = strcasestr(r->head, arena_printf(w.a, "\r\n%s: ", name));
    if (!p)
        return "";
    p += strlen(name) + 4;
    return arena_strndup(w.a, p, strcspn(p, "\r"));
}
static int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
/* A form's cookie and CSRF value. */
static void visit(const char **cookie, const char **csrf)
{
    struct reply r = get("/form", "");
    assert_int_equal(r.status, 200);
    const char *set = header(&r, "Set-Cookie");
    *cookie = arena_strndup(w.a, set, strcspn(set, ";"));
    *csrf = arena_strndup(w.a, r.body + 5, strcspn(r.body + 5, " "));
}

/* ---- tests ---- */

static void bad_input_gets_a_status(void **state)
{
    (void)state;
    static const struct {
        const char *request;
        int status;
    } cases[] = {
        {"GET /p/a HTTP/1.1\r\nHost: x\r\n\r\n", 200},
        {"HEAD /p/a HTTP/1.0\r\n\r\n", 200},
        {"GET /none HTTP/1.1\r\nHost: x\r\n\r\n", 404},
        {"GET /p/%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/../form HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/..%2fform HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/%2e%2e/form HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET //p/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p\\a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /p/a?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"OPTIONS /p/a HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"PUT /p/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 405},
        {"DELETE /p/a HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"POST /p/a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405},
        {"GET /touch HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b", 403},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: "
         "3\r\n\r\na=b",
            415},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\na=%00", 400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
         "chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
            400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\na=b",
            400},
        {"GET /p/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\na=b", 400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\na=b", 400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\na=b", 400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\na=b", 400},
        {"POST /touch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"GET /p/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
        {"GET /p/a HTTP/1.1\r\nHost : x\r\n\r\n", 400},
        {"GET /p/a HTTP/1.1\r\n\r\n", 400},
        {"NONSENSE\r\n\r\n", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct reply r = ask(cases[i].request);
        if (r.status != cases[i].status)
            fail_msg("%s gave %d", cases[i].request, r.status);
    }
    struct reply r = ask("POST /p/a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    assert_string_equal(header(&r, "Allow"), "GET, HEAD");
    r = ask("HEAD /p/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert_int_equal(r.body_n, 0);
    assert_true(atoi(header(&r, "Content-Length")) > 12000);
}

static void oversized_heads_are_refused(void **state)
{
    (void)state;
    char *big = arena_alloc(w.a, 60001);
    memset(big, 'a', 60000);
    big[5000] = '\0';
    struct reply r = get("/form", arena_printf(w.a, "X-Big: %s\r\nX-More: %s\r\n", big, big));
    assert_int_equal(r.status, 431);
    assert_non_null(strstr(r.body, "请求头太大"));
    r = get(arena_printf(w.a, "/%s%s", big, big), "");
    assert_int_equal(r.status, 414);
    big[5000] = 'a';
    r = get("/form", arena_printf(w.a, "X-Big: %s\r\n", big));
    assert_true(r.status == 431 || r.status == 0);
    assert_int_equal(get("/form", "").status, 200);
}

static void pages_come_in_their_codings(void **state)
{
    (void)state;
    struct reply plain = get("/p/a", ""), gzip = get("/p/a", "Accept-Encoding: gzip\r\n"),
                 brotli = get("/p/a", "Accept-Encoding: gzip, deflate, br\r\n");
    assert_int_equal(plain.status, 200);
    assert_string_equal(header(&plain, "Content-Encoding"), "");
    assert_string_equal(header(&gzip, "Content-Encoding"), "gzip");
    assert_string_equal(header(&brotli, "Content-Encoding"), "br");
    assert_true(brotli.body_n < gzip.body_n && gzip.body_n < plain.body_n);
    assert_string_equal(header(&gzip, "Vary"), "Accept-Encoding, Cookie");
    assert_non_null(strstr(header(&gzip, "Content-Security-Policy"), "default-src 'self'"));
    assert_string_equal(header(&gzip, "Set-Cookie"), "");
    struct reply same =
        get("/p/a", arena_printf(w.a, "If-None-Match: %s\r\n", header(&plain, "ETag")));
    assert_int_equal(same.status, 304);
    assert_int_equal(same.body_n, 0);
    assert_int_equal(atomic_load(&made), 1);
    get("/p/a", "Cookie: elder=1\r\n");
    assert_int_equal(atomic_load(&made), 2);
    get("/p/a", "Cookie: sid=whatever\r\n"); /* signed in or not: the same page */
    assert_int_equal(atomic_load(&made), 2);
}

static void a_commit_is_seen_at_once(void **state)
{
    (void)state;
    const char *cookie, *csrf;
    visit(&cookie, &csrf);
    const char *body = arena_printf(w.a, "csrf=%s", csrf);
    const char *post = arena_printf(w.a,
        "POST /touch HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
        cookie, strlen(body), body);
    for (int i = 1; i <= 20; i++) {
        assert_int_equal(get("/p/a", "").status, 200);
        assert_int_equal(get("/p/a", "").status, 200);
        assert_int_equal(atomic_load(&made), i);
        assert_int_equal(ask(post).status, 200);
    }
    /* the commit of another process is heard through its notice */
    struct ctx c;
    struct app *app = w.app;
    get("/p/a", "");
    ctx_set_invalidator(NULL);
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    ctx_touch(&c, "page");
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    get("/p/a", "");
    assert_int_equal(atomic_load(&made), 22);
    (void)app;
}

/* `test_server --touch PATH`: the commit of another process. */
static int touch_from_outside(const char *path)
{
    struct ctx c;
    struct err e;
    struct db *db;
    if (db_open(path, NULL, &db, &e))
        return 1;
    ctx_init(&c, db);
    enum st st = ctx_begin(&c, true);
    ctx_touch(&c, "page");
    st = st ? st : ctx_commit(&c);
    ctx_release(&c);
    db_close(&db);
    return st != ST_OK;
}

static void another_process_is_heard_at_once(void **state)
{
    (void)state;
    const char *url = getenv("GONGKAI_TEST_DB");
    char self[4096] = "";
    if (url && *url)
        skip(); /* other nodes on PostgreSQL are heard within a second, by polling */
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    for (int i = 1; i <= 5; i++) {
        get("/p/a", "");
        get("/p/a", "");
        assert_int_equal(atomic_load(&made), i);
        assert_int_equal(system(arena_printf(w.a, "'%s' --touch '%s'", self, db_path)), 0);
    }
}

static const char *upload_head(const char *cookie, size_t n, const char *more)
{
    return arena_printf(w.a,
        "POST /upload HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Type: multipart/form-data; "
        "boundary=B\r\nContent-Length: %zu\r\n%s\r\n",
        cookie, n, more);
}

static void uploads_stream_and_end(void **state)
{
    (void)state;
    const char *cookie, *csrf;
    visit(&cookie, &csrf);
    size_t n = 5 << 20;
    const char *front = arena_printf(w.a,
        "--B\r\nContent-Disposition: form-data; name=csrf\r\n\r\n%s\r\n"
        "--B\r\nContent-Disposition: form-data; name=file; filename=\"a.bin\"\r\n\r\n",
        csrf);
    char *data = arena_alloc(w.a, n);
    memset(data, 'x', n);
    int fd = dial();
    puts_to(fd, upload_head(cookie, strlen(front) + n + 9, ""));
    puts_to(fd, front);
    put(fd, data, n);
    puts_to(fd, "\r\n--B--\r\n");
    struct reply r = read_reply(fd);
    close(fd);
    assert_int_equal(r.status, 200);
    assert_string_equal(r.body, "size=5242880");
    /* a client that goes away in the middle leaves nothing */
    fd = dial();
    puts_to(fd, upload_head(cookie, strlen(front) + n + 9, ""));
    puts_to(fd, front);
    put(fd, data, n / 2);
    close(fd);
    usleep(2500000); /* libmicrohttpd may notice only by its time limit */
    assert_int_not_equal(system(arena_printf(w.a, "ls %s/tmp/upload-* >/dev/null 2>&1", w.dir)), 0);
}

static void oversized_uploads_are_told(void **state)
{
    (void)state;
    size_t n = 200u << 20;
    char *piece = arena_alloc(w.a, 1 << 20);
    int fd = dial();
    puts_to(fd, upload_head("a=b", n, "Expect: 100-continue\r\n")); /* as curl asks */
    struct reply r = read_reply(fd);
    close(fd);
    assert_int_equal(r.status, 413);
    assert_non_null(strstr(r.body, "8 MB"));
    fd = dial();
    puts_to(fd, upload_head("a=b", n, "")); /* as browsers do */
    for (size_t i = 0; i < 200; i++)
        put(fd, piece, 1 << 20);
    r = read_reply(fd);
    close(fd);
    assert_int_equal(r.status, 413);
    fd = dial(); /* without saying how much */
    puts_to(fd, "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; "
                "boundary=B\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (size_t i = 0; i < 20; i++) {
        puts_to(fd, "100000\r\n");
        put(fd, piece, 1 << 20);
        puts_to(fd, "\r\n");
    }
    puts_to(fd, "0\r\n\r\n");
    r = read_reply(fd);
    close(fd);
    assert_true(r.status == 413 || r.status == 400);
}

static void files_are_sent_whole(void **state)
{
    (void)state;
    struct reply r = get("/file", "");
    assert_int_equal(r.status, 200);
    assert_int_equal(r.body_n, 8 << 18);
    assert_memory_equal(r.body + r.body_n - 8, "00262143", 8);
}

/* libmicrohttpd can hang when a multiple of 128 sockets are ready at once. */
static void many_connections_do_not_stall(void **state)
{
    (void)state;
    enum { MANY = 512 };
    int fds[MANY];
    int64_t begin = ms_now();
    for (int i = 0; i < MANY; i++)
        fds[i] = dial();
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < MANY; i++)
            puts_to(fds[i], "GET /p/a HTTP/1.1\r\nHost: x\r\n\r\n");
        for (int i = 0; i < MANY; i++)
            assert_int_equal(read_reply(fds[i]).status, 200);
    }
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
    assert_true(ms_now() - begin < 15000);
}

static void slow_work_holds_up_nobody(void **state)
{
    (void)state;
    int slow[6];
    int64_t begin = ms_now();
    for (int i = 0; i < 6; i++) {
        slow[i] = dial();
        puts_to(slow[i], "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    for (int i = 0; i < 20; i++)
        assert_int_equal(get("/p/a", "").status, 200);
    assert_true(ms_now() - begin < 600);
    for (int i = 0; i < 6; i++) {
        struct reply r = read_reply(slow[i]);
        assert_string_equal(r.body, "slow");
        close(slow[i]);
    }
}

static void a_stop_finishes_what_runs(void **state)
{
    int fd = dial();
    puts_to(fd, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    usleep(200000);
    app_stop(w.app);
    struct reply r = read_reply(fd);
    assert_string_equal(r.body, "slow");
    assert_string_equal(header(&r, "Connection"), "close");
    close(fd);
    pthread_join(w.thread, NULL);
    close_site();
    set_up(state);
}

static void jobs_go_on_after_failures(void **state)
{
    (void)state;
    atomic_store(&good_runs, 0);
    atomic_store(&bad_runs, 0);
    usleep(3500000);
    assert_true(atomic_load(&good_runs) >= 2);
    assert_true(atomic_load(&bad_runs) >= 2);
}

/* site.good stands behind site.long in the list, and still runs while that does. */
static void a_long_job_holds_up_no_prompt_one(void **state)
{
    tear_down(state);
    set_up(state);
    while (!atomic_load(&in_long))
        usleep(1000);
    int before = atomic_load(&good_runs);
    usleep(3000000);
    assert_true(atomic_load(&in_long));
    assert_true(atomic_load(&good_runs) >= before + 2);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    int fd = dial();
    puts_to(fd, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /p/a HTTP/1.1\r\nHost: x\r\n\r\n"
                "GET /none HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_string_equal(read_reply(fd).body, "slow");
    assert_int_equal(read_reply(fd).status, 200);
    assert_int_equal(read_reply(fd).status, 404);
    close(fd);
}

/* Sends the beginning, then `drop` again and again: cut within the time of the whole request. */
static void dribble(const char *beginning, const char *drop)
{
    int fd = dial();
    int64_t begin = ms_now();
    puts_to(fd, beginning);
    char byte;
    bool cut = false;
    while (!cut && ms_now() - begin < 10000) {
        puts_to(fd, drop);
        usleep(300000);
        cut = recv(fd, &byte, 1, MSG_DONTWAIT) == 0 || errno == ECONNRESET || errno == EPIPE;
    }
    close(fd);
    assert_true(cut);
    assert_int_equal(get("/p/a", "").status, 200);
}

/* Who sends a byte now and then is cut: the limit of a head, of a body counts as a whole. */
static void slow_clients_are_cut(void **state)
{
    (void)state;
    const char *cookie, *csrf;
    visit(&cookie, &csrf);
    dribble("GET /p/a HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n");
    dribble("POST /touch HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            "Content-Length: 900\r\n\r\na=",
        "b");
    dribble(
        "POST /touch HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n" /* a body that is refused */
        "Content-Length: 900\r\n\r\na=",
        "b");
    dribble(arena_printf(w.a, "%s--B\r\nContent-Disposition: form-data; name=csrf\r\n\r\n",
                upload_head(cookie, 900, "")),
        "b");
    assert_int_not_equal(system(arena_printf(w.a, "ls %s/tmp/upload-* >/dev/null 2>&1", w.dir)), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static int serve_for_wrk(const char *number)
{
    struct err e;
    open_site();
    enum st st = app_serve(w.app, arena_printf(w.a, "127.0.0.1:%s", number),
        getenv("THREADS") ? atoi(getenv("THREADS")) : 0, NULL, &e);
    if (st)
        fprintf(stderr, "%s\n", e.message);
    close_site();
    return st != ST_OK;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--serve") == 0)
        return serve_for_wrk(argv[2]);
    if (argc == 3 && strcmp(argv[1], "--touch") == 0)
        return touch_from_outside(argv[2]);
    watch_head_seconds = 2; /* the real limit is a minute */
    const struct CMUnitTest tests[] = {T(bad_input_gets_a_status), T(oversized_heads_are_refused),
        T(pages_come_in_their_codings), T(a_commit_is_seen_at_once),
        T(another_process_is_heard_at_once), T(uploads_stream_and_end),
        T(oversized_uploads_are_told), T(files_are_sent_whole), T(many_connections_do_not_stall),
        T(slow_work_holds_up_nobody), T(pipelined_requests_are_answered_in_order),
        T(slow_clients_are_cut), T(jobs_go_on_after_failures), T(a_long_job_holds_up_no_prompt_one),
        T(a_stop_finishes_what_runs)};
    return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
