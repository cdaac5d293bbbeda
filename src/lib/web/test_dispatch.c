/* What the dispatcher enforces, as tables: rows, paths, fields, sessions, limits, uploads,
 * failures.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/app.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/test.h"

/* ---- a small slice ---- */

static int saved;          /* how often save_note ran */
static char attempts[200]; /* what log_attempt heard */

static enum st show_public(struct req *r)
{
    buf_addf(&r->out, "q=%s|x=%s|rest=%s|who=%s|v=%u", req_arg(r, "q"), req_param(r, "x"),
        req_param(r, "*"), r->who ? r->who->name : "", r->variant);
    return ST_OK;
}
static enum st show_literal(struct req *r)
{
    buf_adds(&r->out, "literal");
    return ST_OK;
}
static enum st show_form(struct req *r)
{
    const char *said = flash_take(r);
    buf_addf(&r->out, "flash=%s|csrf=%s|once=%s|title=%s", said, r->csrf, once_token(r),
        req_form(r, "title"));
    for (struct problem *p = r->problems; p; p = p->next)
        buf_addf(&r->out, "|%s:%s", p->field, p->message);
    return ST_OK;
}
static const struct stmt stmt_note = {
    "test.note", "INSERT INTO note (title) VALUES ($1) RETURNING id", NULL};
static const struct stmt stmt_count = {"test.count", "SELECT count(*) FROM note", NULL};

static enum st save_note(struct req *r)
{
    int64_t id;
    const char *const *list;
    size_t n = req_form_list(r, "tags", &list);
    saved++;
    enum st st = insert(r->ctx, &stmt_note, ARGS(v_text(req_form(r, "title"))), &id);
    if (st)
        return st;
    if (strcmp(req_form(r, "title"), "guard") == 0)
        return fail(r->ctx, ST_CONFLICT, "", "状态不允许");
    if (strcmp(req_form(r, "title"), "wrong") == 0)
        return fail(r->ctx, ST_INVALID, "title", "“标题”重复");
    flash(r, "已保存 %zu 个标签", n);
    return redirect(r, "/notes/标题");
}
static enum st sign_in(struct req *r)
{
    enum st st = session_start(r, req_form_int(r, "person", 1));
    return st ? st : redirect(r, "/work");
}
static enum st sign_out(struct req *r)
{
    enum st st = session_end(r);
    return st ? st : redirect(r, "/");
}
static enum st show_count(struct req *r)
{
    struct rows *rows;
    enum st st = q1(r->ctx, &stmt_count, NO_ARGS, &rows);
    if (!st)
        buf_addf(&r->out, "%lld", (long long)rows_int(rows, 0));
    return st;
}
static enum st upload(struct req *r)
{
    const struct upload *u = req_upload(r, "file");
    char text[100] = "";
    if (u) {
        FILE *f = fopen(u->path, "rb");
        assert_non_null(f);
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
    }
    buf_addf(&r->out, "%s|%s|%lld|%s|%s", req_form(r, "title"), u ? u->name : "-",
        u ? (long long)u->size_bytes : 0LL, text, u ? u->path : "");
    return ST_OK;
}

static enum st fail_after_all(struct req *r)
{
    flash(r, "已保存");
    res_header(r, "X-Done", "yes");
    enum st st = session_start(r, 1);
    return st ? st : fail(r->ctx, ST_CONFLICT, "", "来晚了");
}
static enum st show_impersonal(struct req *r)
{
    res_tag(r, "page");
    buf_addf(&r->out, "%s|%s|%s|%s|%s", r->host, r->peer, req_cookie(r, "sid"),
        req_header(r, "user-agent"), r->who ? r->who->name : "");
    return ST_OK;
}
static int kept;
static enum st show_cookie(struct req *r)
{
    kept++;
    res_cookie(r, "seen", "1", 60);
    buf_adds(&r->out, "x");
    return ST_OK;
}
static enum st show_huge(struct req *r)
{
    static char piece[1 << 20];
    memset(piece, 'x', sizeof piece);
    for (int i = 0; i < 70; i++)
        buf_add(&r->out, piece, sizeof piece);
    return ST_OK;
}

static const struct field note_fields[] = {
    {"title", "标题", FIELD_TEXT, true, 2, 10},
    {"body", "正文", FIELD_LONG, false, 0, 0},
    {"day", "日期", FIELD_DAY, false, 0, 0},
    {"when", "时间", FIELD_TIME, false, 0, 0},
    {"n", "件数", FIELD_INT, false, 1, 5},
    {"ok", "确认", FIELD_BOOL, false, 0, 0},
    {"tags", "标签", FIELD_LIST, false, 0, 5},
};
static const struct form note_form = {note_fields, COUNT_OF(note_fields)};
static const struct field sign_fields[] = {{"person", "人", FIELD_INT, false, 0, 0}};
static const struct form sign_form = {sign_fields, 1};
static const struct field upload_fields[] = {
    {"title", "标题", FIELD_TEXT, true, 0, 0}, {"file", "附件", FIELD_FILE, false, 0, 10}};
static const struct form upload_form = {upload_fields, 2};

static const struct route routes[] = {
    {METHOD_GET, "/a/:x", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/lit", PERM_PUBLIC, show_literal, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/*", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/lit/:x/end", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
    {METHOD_GET, "/", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
    {METHOD_GET, "/sign-in", PERM_PUBLIC, show_form, NULL, NULL, 0, 0},
    {METHOD_POST, "/sign-in", PERM_PUBLIC, sign_in, &sign_form, NULL, 0, 0},
    {METHOD_POST, "/sign-out", PERM_SIGNED_IN, sign_out, NULL, NULL, 0, 0},
    {METHOD_GET, "/work", PERM_SIGNED_IN, show_form, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/secret", "secret.read", show_public, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/secret", "secret.write", save_note, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/count", PERM_SIGNED_IN, show_count, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/notes", "note.write", save_note, &note_form, show_form, ROUTE_ONCE, 0},
    {METHOD_POST, "/sign-in-alone", PERM_PUBLIC, sign_in, &sign_form, NULL, ROUTE_NO_TX, 0},
    {METHOD_POST, "/late", PERM_PUBLIC, fail_after_all, NULL, NULL, 0, 0},
    {METHOD_POST, "/late/again", PERM_PUBLIC, fail_after_all, NULL, show_form, 0, 0},
    {METHOD_GET, "/kept", PERM_PUBLIC, show_impersonal, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, "/kept/cookie", PERM_PUBLIC, show_cookie, NULL, NULL, ROUTE_CACHED, 0},
    {METHOD_GET, "/huge", PERM_PUBLIC, show_huge, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/upload", PERM_PUBLIC, upload, &upload_form, NULL, ROUTE_NO_TX, 100000},
};
static const struct migration migrations[] = {
    {1, "notes", "CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;", NULL}};
static const struct module slice = {.name = "test",
    .title = "测试",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = migrations,
    .n_migrations = 1};
static const struct module *const mods[] = {&web_module, &slice};

static enum st load_principal(struct ctx *c, int64_t person, const struct principal **out)
{
    static const char *const perms[] = {"note.write"};
    static const struct principal someone = {1, 7, "张三", "县政府办公室", "信息员", perms, 1};
    if (person != 1)
        return fail(c, ST_NOT_FOUND, "", "没有此人");
    *out = &someone;
    return ST_OK;
}
static void log_attempt(struct req *r, const char *why)
{
    assert_false(r->ctx->begun);
    snprintf(attempts, sizeof attempts, "%s %s", why, r->path);
}

/* ---- helpers ---- */

struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
    struct app_options o;
};

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct err e;
    w->db = test_db_fresh(mods, 2);
    w->a = arena_new();
    w->o = (struct app_options){.data_dir = test_dir(),
        .db = w->db,
        .modules = mods,
        .n_modules = 2,
        .load_principal = load_principal,
        .log_attempt = log_attempt,
        .fixed_now = 1536714000};
    assert_int_equal(app_open(&w->o, &w->app, &e), ST_OK);
    saved = 0;
    attempts[0] = '\0';
    *state = w;
    return 0;
}
static int tear_down(void **state)
{
    struct world *w = *state;
    app_close(&w->app);
    test_db_drop(&w->db);
    arena_free(&w->a);
    free(w);
    return 0;
}
static void reopen_at(struct world *w, int64_t now)
{
    struct err e;
    app_close(&w->app);
    w->o.fixed_now = now;
    assert_int_equal(app_open(&w->o, &w->app, &e), ST_OK);
}

static struct loop_response get(struct world *w, const char *target, const char *cookie)
{
    return loop_get(w->app, w->a, target, cookie);
}
static struct loop_response post(
    struct world *w, const char *target, const char *cookie, const char *body)
{
    return loop_post(w->app, w->a, target, cookie, body);
}
static const char *between(struct world *w, const struct loop_response *res, const char *from)
{
    return text_after(w->a, res, from, "|");
}
/* Signs in as person 1 and gives the cookie. */
static const char *signed_in(struct world *w)
{
    struct loop_response page = get(w, "/sign-in", NULL);
    const char *body = arena_printf(w->a, "csrf=%s&person=1", between(w, &page, "csrf="));
    struct loop_response res = post(w, "/sign-in", loop_cookies(w->a, &page), body);
    assert_int_equal(res.status, 303);
    return loop_cookies(w->a, &res);
}

/* ---- tests ---- */

static void test_rows(void **state)
{
    (void)state;
    static const struct route bad[] = {
        {METHOD_GET, "/x", NULL, show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/x", "", show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/x", PERM_PUBLIC, NULL, NULL, NULL, 0, 0},
        {METHOD_GET, "x", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/x//y", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/*/y", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/:", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
        {0, "/x", PERM_PUBLIC, show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/x", PERM_SIGNED_IN, show_public, NULL, NULL, ROUTE_CACHED, 0},
        {METHOD_POST, "/x", PERM_PUBLIC, show_public, NULL, NULL, ROUTE_CACHED, 0},
        {METHOD_GET, "/x", PERM_PUBLIC, show_public, &note_form, NULL, 0, 0},
        {METHOD_GET, "/x", PERM_PUBLIC, show_public, NULL, NULL, ROUTE_ONCE, 0},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct module m = {.name = "bad", .routes = &bad[i], .n_routes = 1};
        const struct module *const list[] = {&m};
        struct app *app;
        struct err e;
        enum st st = app_open(&(struct app_options){.modules = list, .n_modules = 1}, &app, &e);
        if (st != ST_BROKEN)
            fail_msg("row %zu was accepted", i);
        assert_null(app);
    }
    static const struct route twice[] = {{METHOD_GET, "/x/:a", "P", show_public, NULL, NULL, 0, 0},
        {METHOD_GET, "/x/:bcd", "P", show_public, NULL, NULL, 0, 0}};
    const struct module m = {.name = "bad", .routes = twice, .n_routes = 2};
    const struct module *const list[] = {&m};
    struct app *app;
    struct err e;
    assert_int_equal(
        app_open(&(struct app_options){.modules = list, .n_modules = 1}, &app, &e), ST_BROKEN);
}

static void test_routing(void **state)
{
    struct world *w = *state;
    static const struct {
        const char *target;
        int status;
        const char *body;
    } cases[] = {
        {"/", 200, "rest=|"},
        {"/a/lit", 200, "literal"},
        {"/a/other", 200, "x=other|rest=|"},
        {"/a/%E5%B8%88%E5%AE%97?q=a+b%20c", 200, "q=a b c|x=师宗|"},
        {"/a/lit/7/end", 200, "x=7|"},
        {"/a/lit/7/x", 200, "x=|rest=lit/7/x|"},
        {"/a/b/c", 200, "rest=b/c|"},
        {"/a/", 200, "rest=|"},
        {"/a", 404, "首页"},
        {"/none", 404, "首页"},
        {"/?q=100%&q=2", 200, "q=100%|"},
        {"/?q=%E5%B8%88", 200, "q=师|"},
        {"/?q=%EF%A4%80-e%CC%81", 200,
            "q=\xE8\xB1\x88-\xC3\xA9|"}, /* U+F900, e and U+0301: composed */
        {"/work", 303, ""},
        {"/sign-out", 405, ""},
        /* bad input */
        {"/a/%", 400, "网址"},
        {"/a/%zz", 400, "网址"},
        {"/a/%00", 400, "网址"},
        {"/a/%ff%fe", 400, "网址"},
        {"/a/\xff", 400, "网址"},
        {"/a/../b", 400, "网址"},
        {"/a/%2e%2e/b", 400, "网址"},
        {"/a/./b", 400, "网址"},
        {"/a//b", 400, "网址"},
        {"//evil.example/", 400, "网址"},
        {"/a/b%2fc", 400, "网址"},
        {"/a/b%5cc", 400, "网址"},
        {"/a/b\\c", 400, "网址"},
        {"/a/%0d%0aX: y", 400, "网址"},
        {"http://x/", 400, "网址"},
        {"", 400, "网址"},
        {"*", 400, "网址"},
        {"/?q=%00", 400, "UTF-8"},
        {"/?q=%ca%a6%d7%da", 400, "UTF-8"}, /* 师宗 in GBK */
        {"/?%ff=1", 400, "UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct loop_response res = get(w, cases[i].target, NULL);
        if (res.status != cases[i].status || !strstr(res.body, cases[i].body))
            fail_msg("%s: %d %s", cases[i].target, res.status, res.body);
    }
    char longer[9500] = "/";
    memset(longer + 1, 'a', 9000);
    assert_int_equal(get(w, longer, NULL).status, 414);
    struct loop_response res = get(w, "/sign-out", NULL);
    assert_string_equal(loop_header(&res, "Allow"), "POST");
    assert_string_equal(get(w, "/work?a=%E5%B8%88&b", NULL).location,
        "/sign-in?back=%2Fwork%3Fa%3D%25E5%25B8%2588%26b");
}

static void test_headers(void **state)
{
    struct world *w = *state;
    const char *many[2 * 120 + 1] = {NULL};
    for (int i = 0; i < 240; i += 2) {
        many[i] = arena_printf(w->a, "X-%d", i);
        many[i + 1] = "v";
    }
    struct loop_response res;
    app_loop(w->app, w->a,
        &(struct loop_request){.method = METHOD_GET, .target = "/", .headers = many}, &res);
    assert_int_equal(res.status, 431);
    char *big = arena_alloc(w->a, 20001);
    memset(big, 'x', 20000);
    res = get(w, "/", big);
    assert_int_equal(res.status, 431);
    res = get(w, "/", "a; =b; elder=1; hant=1; elder=0; \xff=1");
    must_have(&res, "v=3");
    assert_non_null(strstr(loop_header(&res, "Content-Security-Policy"), "frame-ancestors 'none'"));
    assert_null(strstr(loop_header(&res, "Content-Security-Policy"), "unsafe"));
    assert_string_equal(loop_header(&res, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(loop_cookies(w->a, &res), ""); /* no form, no cookie */
}

/* Only a proxy on this machine is believed, and only the address that it wrote itself. */
static void test_peer(void **state)
{
    struct world *w = *state;
    static const struct {
        const char *peer, *forwarded, *expected;
    } cases[] = {
        {"127.0.0.1", NULL, "127.0.0.1"},
        {"127.0.0.1", "", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"},
        {"::1", "203.0.113.9,\t2001:db8::7 ", "2001:db8::7"},
        {"::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"203.0.113.9", "198.51.100.7", "203.0.113.9"},
        {"127.0.0.1", "198.51.100.7, unknown", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.7,", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.7:4711", "127.0.0.1"},
        {"127.0.0.1", "' OR 1=1 --", "127.0.0.1"},
        {"", "198.51.100.7", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ctx c;
        struct req r;
        test_ctx(&c, w->db);
        struct map *headers = map_new(c.mem);
        if (cases[i].forwarded)
            map_set(headers, "x-forwarded-for", (char *)(uintptr_t)cases[i].forwarded);
        const struct incoming in = {METHOD_GET, "/", headers, cases[i].peer};
        assert_int_equal(req_open(w->app, &c, &in, &r), ST_OK);
        if (strcmp(r.peer, cases[i].expected) != 0)
            fail_msg("%s behind %s: %s", cases[i].forwarded, cases[i].peer, r.peer);
        req_close(&r);
        ctx_release(&c);
    }
}

static void test_sign_in(void **state)
{
    struct world *w = *state;
    struct loop_response res = post(w, "/sign-in", NULL, "person=1");
    assert_int_equal(res.status, 403);
    assert_string_equal(attempts, "csrf /sign-in");
    struct loop_response page = get(w, "/sign-in", NULL);
    assert_non_null(strstr(loop_header(&page, "Set-Cookie"), "HttpOnly; SameSite=Lax"));
    assert_int_equal(
        post(w, "/sign-in", loop_cookies(w->a, &page), "person=1&csrf=wrong").status, 403);
    const char *body = arena_printf(w->a, "csrf=%s", between(w, &page, "csrf="));
    assert_int_equal(post(w, "/sign-in", NULL, body).status, 403);
    const char *cookie = signed_in(w);
    res = get(w, "/a/b", cookie);
    must_have(&res, "who=张三");
    assert_string_equal(loop_header(&res, "Cache-Control"), "private, no-store");
    res = get(w, "/work", cookie);
    const char *csrf = between(w, &res, "csrf=");
    assert_int_equal(get(w, "/work/secret", cookie).status, 403);
    assert_int_equal(
        post(w, "/work/secret", cookie, arena_printf(w->a, "csrf=%s", csrf)).status, 403);
    assert_string_equal(attempts, "permission /work/secret");
    /* the visitor's token is worth nothing in a session */
    assert_int_equal(post(w, "/sign-out", cookie, body).status, 403);
    res = post(w, "/sign-out", cookie, arena_printf(w->a, "csrf=%s", csrf));
    assert_int_equal(res.status, 303);
    assert_int_equal(get(w, "/work", cookie).status, 303);
    assert_int_equal(post(w, "/sign-out", cookie, "").status, 401);
}

static void test_cross_site(void **state)
{
    struct world *w = *state;
    const char *cookie = signed_in(w);
    struct loop_response page = get(w, "/work", cookie), res;
    const char *body = arena_printf(w->a, "csrf=%s", between(w, &page, "csrf="));
    static const char *const headers[] = {"Sec-Fetch-Site", "cross-site", NULL};
    app_loop(w->app, w->a,
        &(struct loop_request){.method = METHOD_POST,
            .target = "/sign-out",
            .cookie = cookie,
            .body = body,
            .body_bytes = strlen(body),
            .headers = headers},
        &res);
    assert_int_equal(res.status, 403);
}

static void test_session_limits(void **state)
{
    struct world *w = *state;
    int64_t start = w->o.fixed_now, t = start;
    const char *cookie = signed_in(w);
    while (t < start + 7 * 24 * 3600 - 7 * 3600) { /* kept alive by use */
        t += 7 * 3600;
        reopen_at(w, t);
        assert_int_equal(get(w, "/work", cookie).status, 200);
    }
    reopen_at(w, start + 7 * 24 * 3600 + 1);
    assert_int_equal(get(w, "/work", cookie).status, 303); /* absolute limit */
    cookie = signed_in(w);
    reopen_at(w, w->o.fixed_now + 8 * 3600 + 1);
    assert_int_equal(get(w, "/work", cookie).status, 303); /* idle limit */
}

static void test_session_rows(void **state)
{
    struct world *w = *state;
    const char *first = signed_in(w), *second = signed_in(w);
    struct ctx c;
    test_ctx(&c, w->db);
    struct session_row *rows;
    size_t n;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(session_list(&c, 1, &rows, &n), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(session_end_id(&c, 2, rows[0].id), ST_NOT_FOUND);
    assert_int_equal(session_end_others(&c, 1, rows[0].id), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    assert_int_equal(get(w, "/work", first).status, 303);
    assert_int_equal(get(w, "/work", second).status, 200);
}

static void test_forms(void **state)
{
    struct world *w = *state;
    const char *cookie = signed_in(w);
    struct loop_response page = get(w, "/work", cookie);
    const char *csrf = between(w, &page, "csrf=");
    const char *start = arena_printf(w->a, "csrf=%s&once=0123456789abcdef", csrf);
    static const struct {
        const char *body, *parts[4];
    } cases[] = {
        {"", {"title:“标题”不能为空"}},
        {"title=%E3%80%80+", {"title:“标题”不能为空"}},
        {"title=a", {"title:“标题”太短，至少 2 个字"}},
        {"title=%E5%B8%88%E5%AE%97%E5%8E%BF%E5%B8%88%E5%AE%97%E5%8E%BF%E5%B8%88%E5%AE%97%E5%8E%BF%"
         "E5%B8%88%E5%AE%97",
            {"“标题”太长，最多 10 个字，现在有 11 个字", "title=师宗县师宗县师宗县师宗"}},
        {"day=2018-02-30&when=x&n=6&tags=abcdef",
            {"day:", "when:", "n:“件数”应在 1 到 5 之间", "tags:“标签”太长"}},
        {"title=abc&n=1.5", {"“件数”应填整数"}},
        {"title=ab%01c", {"控制字符"}},
        {"title=e%CC%81", {"“标题”太短", "title=\xC3\xA9"}}, /* one letter, once composed */
        {"title=wrong", {"title:“标题”重复", "title=wrong"}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct loop_response res =
            post(w, "/work/notes", cookie, arena_printf(w->a, "%s&%s", start, cases[i].body));
        assert_int_equal(res.status, 422);
        for (size_t k = 0; k < 4 && cases[i].parts[k]; k++)
            must_have(&res, cases[i].parts[k]);
    }
    static const char *const broken[] = {"title=%00", "title=%ff"};
    for (size_t i = 0; i < COUNT_OF(broken); i++)
        assert_int_equal(
            post(w, "/work/notes", cookie, arena_printf(w->a, "%s&%s", start, broken[i])).status,
            400);
    struct loop_response res = get(w, "/work/count", cookie);
    assert_string_equal(res.body, "0"); /* all rolled back */
    assert_int_equal(
        post(w, "/work/notes", cookie, arena_printf(w->a, "%s&title=guard", start)).status, 409);
    assert_string_equal(attempts, "状态不允许 /work/notes");
    res = post(
        w, "/work/notes", cookie, arena_printf(w->a, "%s&title=++abc%%0A&tags=x&tags=y", start));
    assert_int_equal(res.status, 303);
    assert_string_equal(res.location, "/notes/%E6%A0%87%E9%A2%98");
    page = get(w, "/work", arena_printf(w->a, "%s; %s", cookie, loop_cookies(w->a, &res)));
    must_have(&page, "flash=已保存 2 个标签|");
    page = get(w, "/work", cookie);
    must_have(&page, "flash=|");
}

static void test_body_limits(void **state)
{
    struct world *w = *state;
    const char *cookie = signed_in(w);
    size_t n = 2 * 1024 * 1024;
    char *big = arena_alloc(w->a, n + 1);
    memset(big, 'a', n);
    assert_int_equal(post(w, "/work/notes", cookie, big).status, 413);
    for (size_t i = 0; i + 4 < 16000; i += 4)
        memcpy(big + i, "a=b&", 4);
    big[15996] = '\0';
    assert_int_equal(post(w, "/work/notes", cookie, big).status, 413); /* too many fields */
    struct loop_response res;
    app_loop(w->app, w->a,
        &(struct loop_request){.method = METHOD_POST,
            .target = "/work/notes",
            .cookie = cookie,
            .content_type = "application/json",
            .body = "{}",
            .body_bytes = 2},
        &res);
    assert_int_equal(res.status, 415);
}

static void test_once(void **state)
{
    struct world *w = *state;
    const char *cookie = signed_in(w);
    struct loop_response page = get(w, "/work", cookie);
    const char *csrf = between(w, &page, "csrf=");
    const char *body =
        arena_printf(w->a, "csrf=%s&once=%s&title=abc", csrf, between(w, &page, "once="));
    struct loop_response one = post(w, "/work/notes", cookie, body);
    struct loop_response two = post(w, "/work/notes", cookie, body);
    assert_int_equal(one.status, 303);
    assert_int_equal(two.status, 303);
    assert_string_equal(one.location, two.location);
    assert_int_equal(saved, 1);
    struct loop_response count = get(w, "/work/count", cookie);
    assert_string_equal(count.body, "1");
    assert_int_equal(
        post(w, "/work/notes", cookie, arena_printf(w->a, "csrf=%s&title=abc", csrf)).status, 422);
    assert_int_equal(saved, 1);
}

/* What a handler prepared before it failed does not go out: no session, no flash, no header. */
static void test_failures(void **state)
{
    struct world *w = *state;
    struct loop_response page = get(w, "/sign-in", NULL);
    const char *body = arena_printf(w->a, "csrf=%s", between(w, &page, "csrf="));
    struct loop_response res = post(w, "/late", loop_cookies(w->a, &page), body);
    assert_int_equal(res.status, 409);
    must_have(&res, "来晚了");
    assert_string_equal(loop_cookies(w->a, &res), "");
    assert_string_equal(loop_header(&res, "X-Done"), "");
    res = post(w, "/late/again", loop_cookies(w->a, &page), body);
    assert_int_equal(res.status, 409);
    must_have(&res, ":来晚了"); /* in the form, with what was typed */
    assert_string_equal(loop_header(&res, "X-Done"), "");
    res = get(w, "/huge", NULL);
    assert_int_equal(res.status, 500);
    must_have(&res, "页面太大");
    res = post(
        w, "/sign-in-alone", loop_cookies(w->a, &page), body); /* in a transaction of its own */
    assert_int_equal(res.status, 303);
    assert_int_equal(get(w, "/work", loop_cookies(w->a, &res)).status, 200);
}

/* A kept page knows nothing of who asked for it; one with a cookie is not kept. */
static void test_kept_pages(void **state)
{
    struct world *w = *state;
    static const char *const headers[] = {"Host", "evil.example", "User-Agent", "spy", NULL};
    const char *cookie = signed_in(w);
    struct loop_response res;
    app_loop(w->app, w->a,
        &(struct loop_request){
            .method = METHOD_GET, .target = "/kept", .cookie = cookie, .headers = headers},
        &res);
    assert_string_equal(res.body, "||||");
    assert_string_equal(loop_header(&res, "Cache-Control"), "no-cache");
    kept = 0;
    get(w, "/kept/cookie", NULL);
    get(w, "/kept/cookie", NULL);
    assert_int_equal(kept, 2);
}

static void test_uploads(void **state)
{
    struct world *w = *state;
    struct loop_response page = get(w, "/sign-in", NULL), res;
    const char *csrf = between(w, &page, "csrf=");
    static const char format[] =
        "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n标题\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"file\"; "
        "filename=\"C:\\x\\通知.txt\"\r\n\r\n%s\r\n"
        "--B--\r\n";
    struct loop_request in = {.method = METHOD_POST,
        .target = "/work/upload",
        .cookie = loop_cookies(w->a, &page),
        .content_type = "multipart/form-data; boundary=B"};
    in.body = arena_printf(w->a, format, csrf, "内容");
    in.body_bytes = strlen(in.body);
    app_loop(w->app, w->a, &in, &res);
    assert_int_equal(res.status, 200);
    must_have(&res, "标题|通知.txt|6|内容|");
    assert_int_not_equal(access(strrchr(res.body, '|') + 1, F_OK), 0); /* removed at the end */
    in.body = arena_printf(w->a, format, csrf, "more than ten bytes");
    in.body_bytes = strlen(in.body);
    app_loop(w->app, w->a, &in, &res);
    assert_int_equal(res.status, 422);
    must_have(&res, "“附件”太大");
    in.body_bytes -= 10;
    app_loop(w->app, w->a, &in, &res);
    assert_int_equal(res.status, 400);
    in.content_type = "multipart/form-data";
    app_loop(w->app, w->a, &in, &res);
    assert_int_equal(res.status, 400);
    char *big = arena_alloc(w->a, 200001);
    memset(big, 'x', 200000);
    in.content_type = "multipart/form-data; boundary=B";
    in.body = arena_printf(w->a, format, csrf, big);
    in.body_bytes = strlen(in.body);
    app_loop(w->app, w->a, &in, &res);
    assert_int_equal(res.status, 413);
}

static void test_statements(void **state)
{
    struct world *w = *state;
    struct dbc *c;
    struct err e;
    assert_int_equal(db_begin(w->db, false, &c, &e), ST_OK);
    for (size_t i = 0; i < web_module.n_stmts; i++)
        assert_int_equal(db_check(c, web_module.stmts[i], &e), ST_OK);
    db_rollback(&c);
    struct ctx x;
    test_ctx(&x, w->db);
    assert_int_equal(web_module.jobs[0].run(&x), ST_OK);
    ctx_release(&x);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        TEST(test_routing),
        TEST(test_headers),
        TEST(test_peer),
        TEST(test_sign_in),
        TEST(test_cross_site),
        TEST(test_session_limits),
        TEST(test_session_rows),
        TEST(test_forms),
        TEST(test_body_limits),
        TEST(test_once),
        TEST(test_failures),
        TEST(test_kept_pages),
        TEST(test_uploads),
        TEST(test_statements),
    };
    return cmocka_run_group_tests_name("web", tests, NULL, NULL);
}
