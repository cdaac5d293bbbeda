/* Sign-in, account, people and unit pages through the loopback, as a browser would use them.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/org/signin.h"
#include "common/org/totp.h"
#include "common/task/task.h"
#include "lib/base/utf8.h"
#include "lib/ui/ui.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module};

#define PASSWORD "Correct-horse-7"
#define OTHER "another-river-81"

static struct db *db;
static struct app *app;
static struct arena *mem;
static struct ctx world;
static int64_t unit, admin, editor;

/* Signs in as people do, through the form. */
static void sign_in(struct client *b, const char *login, const char *password)
{
    *b = client_new(app, mem);
    client_get(b, "/sign-in?back=%2Fwork%2Faccount%2F");
    client_submit(b, "/sign-in",
        arena_printf(mem, "login=%s&password=%s&back=%s", login, password, "%2Fwork%2Faccount%2F"));
}

/* ---- the world ---- */

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s", st, world.err.message);
}

static void log_attempt(struct req *r, const char *why)
{
    struct ctx c;
    ctx_init(&c, r->ctx->db);
    c.now = r->ctx->now;
    c.person = r->ctx->person;
    done(attempt_add(&c, r->route->pattern, why));
    ctx_release(&c);
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    world.person = world.unit = 0;
    world.data_dir = test_dir();
    done(ctx_begin(&world, true));
    done(unit_add(&world,
        &(struct unit){.code = "a",
            .name = "甲<局>",
            .short_name = "甲<局>",
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &unit));
    done(person_add(&world, "boss", "王一", unit, "admin", PASSWORD, &admin));
    done(person_add(&world, "ed", "李二", unit, "editor", PASSWORD, &editor));
    done(ctx_commit(&world));
    app = test_app((struct app_options){.data_dir = world.data_dir,
        .db = db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ctx_release(&world);
    test_app_close(&app, &db, &mem);
    return 0;
}

static void unlock(int64_t person)
{
    done(ctx_begin(&world, true));
    done(person_unlock(&world, person));
    done(ctx_commit(&world));
}

static int64_t count(const char *sql)
{
    const struct stmt s = {"test.count", sql, NULL};
    struct rows *r;
    done(ctx_begin(&world, false));
    done(q1(&world, &s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&world);
    return n;
}

/* ---- tests ---- */

static void signing_in_and_out(void **state)
{
    (void)state;
    struct client b = client_new(app, mem);
    client_get(&b, "/work/account/");
    must_be(&b.res, 303);
    assert_string_equal(b.res.location, "/sign-in?back=%2Fwork%2Faccount%2F");
    sign_in(&b, "boss", "wrong-password");
    must_be(&b.res, 422);
    must_have(&b.res, "账号或密码不正确");
    must_have(&b.res, "value=\"boss\""); /* what was typed stays, but for the password */
    must_not_have(&b.res, "wrong-password");
    sign_in(&b, "BOSS", PASSWORD);
    must_be(&b.res, 303);
    assert_string_equal(b.res.location, "/work/account/");
    client_get(&b, "/work/account/");
    must_be(&b.res, 200);
    must_have(&b.res, "甲&lt;局&gt;");
    must_have(&b.res, "本机");
    client_get(&b, "/sign-in");
    must_be(&b.res, 303);
    client_get(&b, "/work/account/");
    client_submit(&b, "/sign-out", "");
    must_be(&b.res, 303);
    client_get(&b, "/work/account/");
    must_be(&b.res, 303);
    assert_int_equal(count("SELECT count(*) FROM journal WHERE action = 'person.sign_in'"), 1);
}

static void back_leads_nowhere_else(void **state)
{
    (void)state;
    static const char *const bad[] = {"https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example",
        "%2F%5Cevil.example", "javascript%3Aalert(1)", "%2Fsign-out"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct client b = client_new(app, mem);
        client_get(&b, "/sign-in");
        client_submit(
            &b, "/sign-in", arena_printf(mem, "login=ed&password=%s&back=%s", PASSWORD, bad[i]));
        must_be(&b.res, 303);
        assert_string_equal(b.res.location, "/work/");
    }
}

static void failures_lock_known_and_unknown_alike(void **state)
{
    (void)state;
    static const char *const logins[] = {"ed", "nobody"};
    const char *bodies[2];
    for (size_t i = 0; i < 2; i++) {
        struct client b;
        for (int k = 0; k < 5; k++) {
            sign_in(&b, logins[i], "wrong-password");
            must_have(&b.res, "账号或密码不正确");
        }
        sign_in(&b, logins[i], PASSWORD);
        must_be(&b.res, 422);
        must_have(&b.res, "已暂停登录");
        bodies[i] = strstr(b.res.body, "连续登录失败");
        bodies[i] = arena_strndup(mem, bodies[i], strcspn(bodies[i], "<"));
    }
    assert_string_equal(bodies[0], bodies[1]);
    assert_true(count("SELECT count(*) FROM attempt WHERE person > 0") >= 6);
    unlock(editor);
    struct client b;
    sign_in(&b, "ed", PASSWORD);
    must_be(&b.res, 303);
}

/* Any words in the field of the login: the form again, well-formed, and no account. */
static void naughty_logins(void **state)
{
    (void)state;
    char *save = NULL, *text = test_naughty(mem);
    int tried = 0;
    struct client b = client_new(app, mem);
    client_get(&b, "/sign-in");
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        const char *q = url_encoded(mem, line);
        /* the password is asked for, which is quick; every 50th is really compared */
        client_submit(&b, "/sign-in",
            arena_printf(mem, "login=%s&back=%s&password=%s", q, q, tried % 50 ? "" : q));
        int expected = utf8_valid(line, strlen(line)) ? 422 : 400;
        if (b.res.status != expected)
            fail_msg("%s: %d", line, b.res.status);
        if (expected == 400)
            client_get(&b, "/sign-in");
        tried++;
    }
    assert_true(tried >= 9);
    assert_string_equal(client_cookie(&b, "sid"), "");
}

static void an_initial_password_must_be_changed(void **state)
{
    (void)state;
    struct client boss, b;
    sign_in(&boss, "boss", PASSWORD);
    client_get(&boss, "/work/people/new");
    client_submit(&boss, "/work/people/new",
        arena_printf(mem, "login=new&name=%%E6%%96%%B0&unit=%lld&role=head", (long long)unit));
    must_have(&boss.res, "只显示这一次");
    const char *p = strstr(boss.res.body, "<code>") + 6;
    const char *initial = arena_strndup(mem, p, strcspn(p, "<"));
    client_submit(&boss, "/work/people/new", "login=new&name=x&unit=1&role=head");
    must_be(&boss.res, 422);
    must_have(&boss.res, "已有人使用");
    sign_in(&b, "new", initial);
    must_be(&b.res, 200);
    must_have(&b.res, "设置自己的密码");
    assert_string_equal(client_cookie(&b, "sid"), "");
    const char *step = client_hidden(&b, "step");
    client_submit(
        &b, "/sign-in/password", arena_printf(mem, "step=%s&new=short&again=short", step));
    must_have(&b.res, "至少 10 个字符");
    client_submit(&b, "/sign-in/password",
        arena_printf(mem, "step=%s&new=%s&again=%s", step, OTHER, PASSWORD));
    must_have(&b.res, "不一致");
    client_submit(&b, "/sign-in/password",
        arena_printf(mem, "step=%s&new=%s&again=%s", step, initial, initial));
    must_have(&b.res, "不能与现在的密码相同");
    client_submit(
        &b, "/sign-in/password", arena_printf(mem, "step=%s&new=%s&again=%s", step, OTHER, OTHER));
    must_be(&b.res, 303);
    client_get(&b, "/work/account/");
    must_be(&b.res, 200);
    sign_in(&b, "new", initial);
    must_be(&b.res, 422);
    sign_in(&b, "new", OTHER);
    must_be(&b.res, 303);
    client_get(&b, "/work/people/"); /* no administrator */
    must_be(&b.res, 403);
}

static const char *code_now(const char *secret, int64_t shift)
{
    unsigned char key[64];
    size_t n;
    assert_true(base32_decode(secret, key, sizeof key, &n));
    return arena_printf(mem, "%06u", totp_code(key, n, world.now / TOTP_STEP_SECONDS + shift, 6));
}

static void codes_in_two_steps(void **state)
{
    (void)state;
    struct client b;
    unlock(editor);
    sign_in(&b, "ed", PASSWORD);
    client_get(&b, "/work/account/totp");
    client_submit(&b, "/work/account/totp/start", "");
    client_get(&b, "/work/account/totp");
    must_have(&b.res, "data:image/svg+xml;base64,");
    const char *p = strstr(b.res.body, "<code class=\"nowrap\">") + 21;
    const char *secret = arena_strndup(mem, p, strcspn(p, "<"));
    client_submit(&b, "/work/account/totp/confirm", "code=000000");
    must_have(&b.res, "验证码不正确");
    client_submit(
        &b, "/work/account/totp/confirm", arena_printf(mem, "code=%s", code_now(secret, 0)));
    must_have(&b.res, "恢复码");
    p = strstr(b.res.body, "<li><code>") + 10;
    const char *recovery = arena_strndup(mem, p, strcspn(p, "<"));
    sign_in(&b, "ed", PASSWORD);
    must_have(&b.res, "两步验证");
    assert_string_equal(client_cookie(&b, "sid"), "");
    const char *step = client_hidden(&b, "step");
    client_submit(
        &b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, code_now(secret, 0)));
    must_have(&b.res, "验证码不正确"); /* that one was used to switch it on */
    client_submit(
        &b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, code_now(secret, 1)));
    must_be(&b.res, 303);
    assert_string_equal(b.res.location, "/work/account/");
    sign_in(&b, "ed", PASSWORD);
    step = client_hidden(&b, "step");
    client_submit(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, recovery));
    must_be(&b.res, 303);
    sign_in(&b, "ed", PASSWORD);
    step = client_hidden(&b, "step");
    for (int i = 0; i < 6;
         i++) /* guessing locks, and the right password does not clear the count */
        client_submit(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=00000%d", step, i));
    must_have(&b.res, "已暂停登录");
    unlock(editor);
    sign_in(&b, "ed", PASSWORD);
    step = client_hidden(&b, "step");
    done(ctx_begin(&world, true));
    done(totp_switch(&world, editor, "", 0));
    done(ctx_commit(&world));
    client_submit(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=000000", "forged"));
    must_have(&b.res, "登录步骤已过期");
}

static void the_own_account(void **state)
{
    (void)state;
    struct client a, b;
    unlock(editor);
    sign_in(&a, "ed", PASSWORD);
    sign_in(&b, "ed", PASSWORD);
    client_get(&b, "/work/account/");
    must_have(&b.res, "退出其他全部设备");
    client_submit(&b, "/work/account/", "phone=0874-5757991");
    client_get(&b, "/work/account/");
    must_have(&b.res, "0874-5757991");
    client_get(&b, "/work/account/password");
    client_submit(
        &b, "/work/account/password", arena_printf(mem, "old=nope&new=%s&again=%s", OTHER, OTHER));
    must_have(&b.res, "现在的密码不正确");
    client_submit(&b, "/work/account/password",
        arena_printf(mem, "old=%s&new=%s&again=%s", PASSWORD, OTHER, OTHER));
    must_be(&b.res, 303);
    client_get(&b, "/work/account/");
    must_be(&b.res, 200);
    client_get(&a, "/work/account/"); /* the other device is out */
    must_be(&a.res, 303);
    sign_in(&a, "ed", OTHER);
    must_be(&a.res, 303);
    client_get(&b, "/work/account/");
    client_submit(&b, "/work/account/sessions/end", "");
    client_get(&a, "/work/account/");
    must_be(&a.res, 303);
}

static void people_are_managed(void **state)
{
    (void)state;
    struct client b, e;
    unlock(editor);
    sign_in(&b, "boss", PASSWORD);
    client_get(&b, "/work/people/?q=%E6%9D%8E&role=editor");
    must_have(&b.res, "李二");
    must_not_have(&b.res, "王一</a></td>");
    client_get(&b, "/work/people/export.csv");
    assert_int_equal(strncmp(b.res.body, "\xEF\xBB\xBF姓名,账号", 15), 0);
    const char *ed = arena_printf(mem, "/work/people/%lld/", (long long)editor);
    client_get(&b, ed);
    must_have(&b.res, "任职记录");
    client_submit(&b, ed,
        arena_printf(mem, "name=%%E6%%9D%%8E&phone=1&unit=%lld&role=reviewer", (long long)unit));
    must_be(&b.res, 303);
    client_get(&b, ed);
    must_have(&b.res, "审核人");
    client_submit(&b, arena_printf(mem, "%sreset", ed), "");
    must_have(&b.res, "初始密码");
    client_submit(&b, arena_printf(mem, "%sdisable", ed), "");
    must_be(&b.res, 303);
    sign_in(&e, "ed", OTHER);
    must_be(&e.res, 422);
    /* nobody changes the own role, nor disables himself */
    const char *self = arena_printf(mem, "/work/people/%lld/", (long long)admin);
    client_get(&b, self);
    must_not_have(&b.res, "停用账号");
    client_submit(&b, self, arena_printf(mem, "name=W&unit=%lld&role=head", (long long)unit));
    must_be(&b.res, 403);
    client_get(&b, self);
    client_submit(&b, arena_printf(mem, "%sdisable", self), "");
    must_be(&b.res, 403);
    client_get(&b, ed);
    client_submit(&b, arena_printf(mem, "%senable", ed), "");
    must_be(&b.res, 303);
    client_get(&b, "/work/people/99999/");
    must_be(&b.res, 404);
}

static void units_are_managed(void **state)
{
    (void)state;
    struct client b;
    struct unit u;
    sign_in(&b, "boss", PASSWORD);
    client_get(&b, "/work/units/");
    must_have(&b.res, "甲&lt;局&gt;");
    client_get(&b, "/work/units/new");
    client_submit(&b, "/work/units/new",
        "name=B&short_name=B&code=b&kind=DEPARTMENT&aliases=B1%0D%0A+B2+%0D%0A");
    must_be(&b.res, 303);
    const char *path = b.res.location;
    done(ctx_begin(&world, false));
    done(unit_by_name(&world, "B2", &u));
    ctx_rollback(&world);
    client_get(&b, path);
    must_have(&b.res, "B1\nB2");
    client_submit(&b, path, "name=B&short_name=B&code=a&kind=DEPARTMENT&aliases=B2");
    must_be(&b.res, 422);
    must_have(&b.res, "已使用这个名称或代码");
    client_submit(&b, path, "name=B&short_name=B&code=b&kind=DEPARTMENT&aliases=B2%0AB3");
    must_be(&b.res, 303);
    done(ctx_begin(&world, false));
    assert_int_equal(unit_by_name(&world, "B1", &u), ST_NOT_FOUND);
    done(unit_by_name(&world, "B3", &u));
    ctx_rollback(&world);
    client_get(&b, path);
    client_submit(&b, arena_printf(mem, "%sclose", path), "");
    must_be(&b.res, 303);
    client_get(&b, path);
    must_have(&b.res, "这个单位已撤销");
    client_get(&b, arena_printf(mem, "/work/units/%lld/", (long long)unit));
    client_submit(&b, arena_printf(mem, "/work/units/%lld/close", (long long)unit), "");
    must_be(&b.res, 409);
    client_get(&b, "/work/units/export.csv");
    must_have(&b.res, "甲<局>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signing_in_and_out),
        cmocka_unit_test(back_leads_nowhere_else),
        cmocka_unit_test(failures_lock_known_and_unknown_alike),
        cmocka_unit_test(naughty_logins),
        cmocka_unit_test(an_initial_password_must_be_changed),
        cmocka_unit_test(codes_in_two_steps),
        cmocka_unit_test(the_own_account),
        cmocka_unit_test(people_are_managed),
        cmocka_unit_test(units_are_managed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
