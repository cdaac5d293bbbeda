/* Requests through the loopback: rows, forms, CSRF, once-tokens, sessions, the page cache, bad
 * input.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/app.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/test.h"

static int made; /* how often the once-form really ran, how often the page was rendered */

static enum st page_hello(struct req *r)
{
    made++;
    res_tag(r, "hello");
    buf_addf(&r->out, "你好 %s %s", req_param(r, "name"), req_arg(r, "q"));
    return ST_OK;
}
static enum st page_form(struct req *r)
{
    buf_addf(&r->out, "csrf=%s once=%s problem=%s title=%s flash=%s", r->csrf, once_token(r),
        problem_of(r, "title"), req_form(r, "title"), flash_take(r));
    return ST_OK;
}
static enum st do_form(struct req *r)
{
    made++;
    if (strcmp(req_form(r, "title"), "坏") == 0)
        return fail(r->ctx, ST_INVALID, "title", "不能叫这个名字");
    ctx_touch(r->ctx, "hello");
    flash(r, "已保存《%s》", req_form(r, "title"));
    return redirect(r, "/form?id=%d", made);
}
static enum st page_tail(struct req *r)
{
    buf_adds(&r->out, req_param(r, "*"));
    return ST_OK;
}
static enum st sign_in(struct req *r)
{
    enum st st = session_start(r, 7);
    return st ? st : redirect(r, "/work/");
}
static enum st page_work(struct req *r)
{
    buf_addf(&r->out, "%s csrf=%s", r->who->name, r->csrf);
    return ST_OK;
}
static enum st gone(struct req *r)
{
    return fail(r->ctx, ST_GONE, "", "已撤下");
}

static const struct field fields[] = {
    {"title", "标题", FIELD_TEXT, true, 0, 10},
    {"n", "数量", FIELD_INT, false, 1, 9},
    {"day", "日期", FIELD_DAY, false, 0, 0},
};
static const struct form form = {fields, COUNT_OF(fields)};

static const struct route routes[] = {
    {.method = METHOD_GET,
        .pattern = "/hello/:name",
        .perm = PERM_PUBLIC,
        .handler = page_hello,
        .flags = ROUTE_CACHED},
    {.method = METHOD_GET, .pattern = "/form", .perm = PERM_PUBLIC, .handler = page_form},
    {.method = METHOD_POST,
        .pattern = "/form",
        .perm = PERM_PUBLIC,
        .handler = do_form,
        .form = &form,
        .again = page_form,
        .flags = ROUTE_ONCE},
    {.method = METHOD_GET, .pattern = "/tail/*", .perm = PERM_PUBLIC, .handler = page_tail},
    {.method = METHOD_POST, .pattern = "/sign-in", .perm = PERM_PUBLIC, .handler = sign_in},
    {.method = METHOD_GET, .pattern = "/work/", .perm = PERM_SIGNED_IN, .handler = page_work},
    {.method = METHOD_GET, .pattern = "/work/secret", .perm = "top.secret", .handler = page_work},
    {.method = METHOD_GET, .pattern = "/gone", .perm = PERM_PUBLIC, .handler = gone},
};
static const struct module test_module = {
    .name = "test", .title = "测试", .routes = routes, .n_routes = COUNT_OF(routes)};
static const struct module *const mods[] = {&web_module, &test_module};

struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
};

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct err e;
    w->db = test_db_fresh(mods, 2);
    const struct app_options o = {.db = w->db,
        .modules = mods,
        .n_modules = 2,
        .load_principal = test_somebody,
        .data_dir = ""};
    assert_int_equal(app_open(&o, &w->app, &e), ST_OK);
    w->a = arena_new();
    made = 0;
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

static struct loop_response get(struct world *w, const char *target, const char *cookie)
{
    return loop_get(w->app, w->a, target, cookie);
}
static struct loop_response post(
    struct world *w, const char *target, const char *cookie, const char *body)
{
    return loop_post(w->app, w->a, target, cookie, body);
}
static const char *after(struct world *w, const struct loop_response *res, const char *word)
{
    return text_after(w->a, res, word, " ");
}

static void rows_are_found(void **state)
{
    struct world *w = *state;
    assert_string_equal(get(w, "/hello/%E5%B8%88%E5%AE%97?q=a%20b", NULL).body, "你好 师宗 a b");
    assert_string_equal(get(w, "/tail/a/b", NULL).body, "a/b");
    assert_int_equal(get(w, "/nothing", NULL).status, 404);
    assert_int_equal(get(w, "/gone", NULL).status, 410);
    assert_int_equal(post(w, "/hello/x", NULL, "").status, 405);
    assert_int_equal(get(w, "/sign-in", NULL).status, 405);
}

static void path_tricks_are_refused(void **state)
{
    static const char *const bad[] = {"/a/../b", "/a/..", "//a", "/a//b", "/a%2fb", "/a\\b", "/%00",
        "/%ff", "/%zz", "/./a", "/%2e%2e/b", "/hello/x?q=%ff", "/a%0ab"};
    struct world *w = *state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (get(w, bad[i], NULL).status != 400)
            fail_msg("%s gave %d", bad[i], get(w, bad[i], NULL).status);
    char *lengthy = arena_alloc(w->a, 20000);
    memset(lengthy, 'a', 19999);
    lengthy[0] = '/';
    assert_int_equal(get(w, lengthy, NULL).status, 414);
}

static void forms_say_what_is_wrong(void **state)
{
    struct world *w = *state;
    struct loop_response page = get(w, "/form", NULL);
    const char *cookie = loop_cookies(w->a, &page), *csrf = after(w, &page, "csrf=");
    struct loop_response res = post(w, "/form", cookie,
        arena_printf(
            w->a, "csrf=%s&once=%s&title=&n=12&day=2018-02-30", csrf, after(w, &page, "once=")));
    assert_int_equal(res.status, 422);
    must_have(&res, "problem=“标题”不能为空");
    res = post(w, "/form", cookie,
        arena_printf(
            w->a, "csrf=%s&once=%s&title=%s", csrf, after(w, &page, "once="), "%E5%9D%8F"));
    assert_int_equal(res.status, 422);
    must_have(&res, "problem=不能叫这个名字 title=坏");
    res = post(w, "/form", cookie,
        arena_printf(w->a, "csrf=%s&once=%s&title=12345678901", csrf, after(w, &page, "once=")));
    must_have(&res, "最多 10 个字");
    assert_int_equal(post(w, "/form", cookie, "title=%ff").status, 400);
}

static void csrf_is_asked_for(void **state)
{
    struct world *w = *state;
    struct loop_response page = get(w, "/form", NULL);
    const char *cookie = loop_cookies(w->a, &page);
    const char *once = after(w, &page, "once=");
    assert_int_equal(
        post(w, "/form", cookie, arena_printf(w->a, "once=%s&title=x", once)).status, 403);
    assert_int_equal(
        post(w, "/form", cookie, arena_printf(w->a, "csrf=wrong&once=%s&title=x", once)).status,
        403);
    assert_int_equal(
        post(w, "/form", NULL,
            arena_printf(w->a, "csrf=%s&once=%s&title=x", after(w, &page, "csrf="), once))
            .status,
        403);
    assert_int_equal(made, 0);
}

static void double_posts_run_once(void **state)
{
    struct world *w = *state;
    struct loop_response page = get(w, "/form", NULL);
    const char *cookie = loop_cookies(w->a, &page);
    const char *body = arena_printf(
        w->a, "csrf=%s&once=%s&title=x", after(w, &page, "csrf="), after(w, &page, "once="));
    struct loop_response one = post(w, "/form", cookie, body), two = post(w, "/form", cookie, body);
    assert_int_equal(one.status, 303);
    assert_int_equal(two.status, 303);
    assert_string_equal(one.location, two.location);
    assert_int_equal(made, 1);
    const char *flashed = loop_cookies(w->a, &one);
    assert_non_null(strstr(get(w, "/form", flashed).body, "flash=已保存《x》"));
}

static void pages_are_kept_until_they_change(void **state)
{
    struct world *w = *state;
    get(w, "/hello/a", NULL);
    get(w, "/hello/a", NULL);
    assert_int_equal(made, 1);
    struct loop_response page = get(w, "/form", NULL);
    post(w, "/form", loop_cookies(w->a, &page),
        arena_printf(
            w->a, "csrf=%s&once=%s&title=x", after(w, &page, "csrf="), after(w, &page, "once=")));
    get(w, "/hello/a", NULL);
    assert_int_equal(made, 3);
}

static void sign_in_is_asked_for(void **state)
{
    struct world *w = *state;
    struct loop_response res = get(w, "/work/secret?a=1", NULL);
    assert_int_equal(res.status, 303);
    assert_string_equal(res.location, "/sign-in?back=%2Fwork%2Fsecret%3Fa%3D1");
    struct loop_response page = get(w, "/form", NULL);
    res = post(w, "/sign-in", loop_cookies(w->a, &page),
        arena_printf(w->a, "csrf=%s", after(w, &page, "csrf=")));
    assert_int_equal(res.status, 303);
    assert_non_null(strstr(get(w, "/work/", res.set_cookie).body, "张三"));
    assert_int_equal(get(w, "/work/secret", res.set_cookie).status, 403);
    assert_int_equal(get(w, "/work/", "sid=nonsense").status, 303);
}

static void bad_rows_do_not_start(void **state)
{
    struct world *w = *state;
    const struct route bad[] = {
        {.method = METHOD_GET, .pattern = "/x", .handler = page_tail},
        {.method = METHOD_GET,
            .pattern = "/x",
            .perm = "some.perm",
            .handler = page_tail,
            .flags = ROUTE_CACHED},
        {.method = METHOD_GET, .pattern = "x", .perm = PERM_PUBLIC, .handler = page_tail},
        {.method = METHOD_GET, .pattern = "/form", .perm = PERM_PUBLIC, .handler = page_tail},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct module m = {.name = "bad", .title = "", .routes = &bad[i], .n_routes = 1};
        const struct module *const list[] = {&test_module, &m};
        struct router *r;
        struct err e;
        assert_int_equal(router_new(list, 2, &r, &e), ST_BROKEN);
    }
    (void)w;
}

/* The quick look-up and the full one find the same rows, whatever stands beside them. */
static void nearest_row_is_found(void **state)
{
    struct world *w = *state;
#define ROW(m, path)                                                                               \
    {                                                                                              \
        .method = m, .pattern = path, .perm = PERM_PUBLIC, .handler = page_tail                    \
    }
    static const struct route rows[] = {ROW(METHOD_GET, "/"), ROW(METHOD_GET, "/a"),
        ROW(METHOD_GET, "/a/:x"), ROW(METHOD_POST, "/a/b"), ROW(METHOD_GET, "/ab/"),
        ROW(METHOD_GET, "/b/*"), ROW(METHOD_POST, "/c"), ROW(METHOD_GET, "/:y/c"),
        ROW(METHOD_GET, "/*")};
#undef ROW
    static const struct {
        const char *path, *get, *post;
        unsigned allowed; /* what a POST is told */
    } cases[] = {{"/", "/", NULL, METHOD_GET}, {"/a", "/a", NULL, METHOD_GET},
        {"/a/z", "/a/:x", NULL, METHOD_GET}, {"/a/b", "/a/:x", "/a/b", METHOD_POST},
        {"/a/c", "/a/:x", NULL, METHOD_GET}, {"/ab/", "/ab/", NULL, METHOD_GET},
        {"/ab", "/*", NULL, METHOD_GET}, {"/ab/c", "/:y/c", NULL, METHOD_GET},
        {"/b/x/y", "/b/*", NULL, METHOD_GET}, {"/b", "/*", NULL, METHOD_GET},
        {"/c", NULL, "/c", METHOD_POST}, {"/z/c", "/:y/c", NULL, METHOD_GET},
        {"/z/d", "/*", NULL, METHOD_GET}, {"/0", "/*", NULL, METHOD_GET}};
    const struct module m = {
        .name = "rows", .title = "", .routes = rows, .n_routes = COUNT_OF(rows)};
    const struct module *const list[] = {&m};
    struct router *r;
    struct err e;
    unsigned allowed;
    assert_int_equal(router_new(list, 1, &r, &e), ST_OK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct route *get = router_find(r, METHOD_GET, cases[i].path, w->a, NULL, &allowed);
        const struct route *post = router_find(r, METHOD_POST, cases[i].path, w->a, NULL, &allowed);
        if (strcmp(get ? get->pattern : "-", cases[i].get ? cases[i].get : "-") != 0 ||
            strcmp(post ? post->pattern : "-", cases[i].post ? cases[i].post : "-") != 0 ||
            allowed != cases[i].allowed)
            fail_msg("%s: %s, %s, %u", cases[i].path, get ? get->pattern : "-",
                post ? post->pattern : "-", allowed);
        if (get)
            assert_ptr_equal(router_peek(r, cases[i].path), get);
    }
    router_free(&r);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {T(rows_are_found), T(path_tricks_are_refused),
        T(forms_say_what_is_wrong), T(csrf_is_asked_for), T(double_posts_run_once),
        T(pages_are_kept_until_they_change), T(sign_in_is_asked_for), T(bad_rows_do_not_start),
        T(nearest_row_is_found)};
    return cmocka_run_group_tests_name("web", tests, NULL, NULL);
}
