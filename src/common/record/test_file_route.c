/* Files over the wire: who may read them, under which name, with which headers.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/record/column.h"
#include "common/record/file.h"
#include "common/record/record.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct stmt stmt_publish = {
    "test.publish_file", "INSERT INTO public_file (sha256, record_id) VALUES ($1, 1)", NULL};
static const struct module *const mods[] = {
    &web_module, &column_module, &record_module, &file_module, &client_module};

struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
    const char *dir;
    struct client visitor;
};

static struct loop_response get(struct world *w, const char *target)
{
    client_get(&w->visitor, target);
    return w->visitor.res;
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct err e;
    w->db = test_db_fresh(mods, COUNT_OF(mods));
    w->dir = test_dir();
    const struct app_options o = {.db = w->db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .load_principal = test_somebody,
        .data_dir = w->dir};
    assert_int_equal(app_open(&o, &w->app, &e), ST_OK);
    w->a = arena_new();
    w->visitor = client_new(w->app, w->a);
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

/* Keeps the bytes and gives their path. */
static const char *keep(struct world *w, const void *p, size_t n, const char *name, bool open)
{
    struct ctx c;
    struct attachment f;
    test_ctx(&c, w->db);
    c.data_dir = w->dir;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(file_put_bytes(&c, p, n, name, &f), ST_OK);
    if (open)
        assert_int_equal(x(&c, &stmt_publish, ARGS(v_text(f.sha256))), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    const char *path = file_path(w->a, &f);
    ctx_release(&c);
    return path;
}

static void test_public_file(void **state)
{
    struct world *w = *state;
    const char *path = keep(w, "文字", 6, "通知 甲.txt", true);
    struct loop_response r = get(w, path);
    must_be(&r, 200);
    assert_memory_equal(r.body, "文字", 6);
    assert_string_equal(r.content_type, "text/plain; charset=utf-8");
    assert_string_equal(loop_header(&r, "Content-Disposition"),
        "attachment; filename=\"file.txt\"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%20%E7%94%B2.txt");
    assert_non_null(strstr(loop_header(&r, "Content-Security-Policy"), "sandbox"));
    assert_string_equal(loop_header(&r, "X-Content-Type-Options"), "nosniff");
    const char *const again[] = {"If-None-Match", loop_header(&r, "ETag"), NULL};
    app_loop(w->app, w->a,
        &(struct loop_request){.method = METHOD_GET, .target = path, .headers = again}, &r);
    must_be(&r, 304);
    assert_int_equal(r.body_bytes, 0);
}

static void test_shown_in_the_browser(void **state)
{
    struct world *w = *state;
    struct loop_response r = get(w, keep(w, "\x89PNG\r\n\x1A\n.", 9, "a.png", true));
    assert_string_equal(r.content_type, "image/png");
    assert_int_equal(strncmp(loop_header(&r, "Content-Disposition"), "inline", 6), 0);
    r = get(w, keep(w, "%PDF-1.4\n", 9, "a.pdf", true));
    assert_int_equal(strncmp(loop_header(&r, "Content-Disposition"), "inline", 6), 0);
    assert_non_null(strstr(loop_header(&r, "Content-Security-Policy"), "default-src 'none'"));
}

static void test_not_public(void **state)
{
    struct world *w = *state;
    const char *path = keep(w, "draft", 5, "a.txt", false);
    struct loop_response r = get(w, path);
    must_be(&r, 404);
    client_sign_in(&w->visitor, 7);
    r = get(w, path);
    must_be(&r, 200);
    assert_string_equal(r.body, "draft");
    assert_string_equal(loop_header(&r, "Cache-Control"), "private, no-store");
}

static void test_other_names(void **state)
{
    struct world *w = *state;
    const char *path = keep(w, "abc", 3, "a.txt", true);
    const char *folder = arena_strndup(w->a, path, strlen("/files/") + 64);
    static const char *const bad[] = {
        "/a.html", "/a.exe", "/", "/a", "/..%2fa.txt", "/a.txt/b", "/%0d%0aX.txt"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int status = get(w, arena_printf(w->a, "%s%s", folder, bad[i])).status;
        assert_true(status == 404 || status == 400);
    }
    assert_int_equal(get(w, arena_printf(w->a, "%s/b.txt", folder)).status, 200);
    assert_int_equal(get(w, "/files/abc/a.txt").status, 404);
    assert_int_equal(
        get(w, "/files/0000000000000000000000000000000000000000000000000000000000000000/a.txt")
            .status,
        404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_public_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shown_in_the_browser, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_not_public, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_names, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
