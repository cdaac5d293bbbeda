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
#include "lib/web/app.h"
#include "tests/support.h"
#include "tests/wellformed.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module};

#define PASSWORD "Correct-horse-7"
#define OTHER "another-river-81"

static struct db *db;
static struct app *app;
static struct arena *mem;
static struct ctx world;
static int64_t unit, admin, editor;

/* ---- a small browser ---- */

struct browser {
    char visitor[128], session[128];
    const char *body;
    int status;
    const char *location, *type;
};

static void keep_cookies(struct browser *b, const struct loop_response *out)
{
    for (const struct header *h = out->headers; h; h = h->next) {
        if (strcmp(h->name, "Set-Cookie") != 0)
            continue;
        char *jar = strncmp(h->value, "visitor=", 8) == 0 ? b->visitor
                    : strncmp(h->value, "sid=", 4) == 0   ? b->session
                                                          : NULL;
        if (jar)
            snprintf(jar, 128, "%.*s", (int)strcspn(h->value, ";"), h->value);
    }
}

static void ask(struct browser *b, enum method method, const char *target, const char *body)
{
    struct loop_response out;
    const char *cookie = arena_printf(mem, "%s; %s", b->visitor, b->session);
    app_loop(app, mem,
        &(struct loop_request){.method = method,
            .target = target,
            .cookie = cookie,
            .body = body,
            .body_bytes = body ? strlen(body) : 0},
        &out);
    keep_cookies(b, &out);
    b->status = out.status;
    b->body = out.body ? arena_strndup(mem, out.body, out.body_bytes) : "";
    b->location = out.location ? out.location : "";
    b->type = out.content_type ? out.content_type : "";
    if (out.body_bytes && strstr(b->type, "html")) {
        const char *problem = html_problem(b->body);
        if (problem)
            fail_msg("%s: %s", target, problem);
    }
}

static void get(struct browser *b, const char *target)
{
    ask(b, METHOD_GET, target, NULL);
}

/* Value of a hidden field on the page shown last. */
static const char *hidden(const struct browser *b, const char *name)
{
    const char *mark = arena_printf(mem, "name=\"%s\" value=\"", name);
    const char *p = strstr(b->body, mark);
    if (!p)
        fail_msg("no field %s in %.300s", name, b->body);
    p += strlen(mark);
    return arena_strndup(mem, p, strcspn(p, "\""));
}

/* Sends a form of the page shown last. */
static void post(struct browser *b, const char *target, const char *fields)
{
    ask(b, METHOD_POST, target,
        arena_printf(mem, "csrf=%s%s%s", hidden(b, "csrf"), *fields ? "&" : "", fields));
}

static void sign_in(struct browser *b, const char *login, const char *password)
{
    *b = (struct browser){.body = ""};
    get(b, "/sign-in?back=%2Fwork%2Faccount%2F");
    post(b, "/sign-in",
        arena_printf(mem, "login=%s&password=%s&back=%s", login, password, "%2Fwork%2Faccount%2F"));
}

static void must_show(const struct browser *b, const char *text)
{
    if (!strstr(b->body, text))
        fail_msg("%d: no %s in %s", b->status, text, b->body);
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
    struct err e = {.st = ST_OK};
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
    const struct app_options o = {.data_dir = world.data_dir,
        .db = db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .load_principal = org_load_principal,
        .error_page = ui_error_page,
        .log_attempt = log_attempt,
        .fixed_now = world.now};
    if (app_open(&o, &app, &e))
        fail_msg("%s", e.message);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    app_close(&app);
    ctx_release(&world);
    test_db_drop(&db);
    arena_free(&mem);
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
    struct browser b = {.body = ""};
    get(&b, "/work/account/");
    assert_int_equal(b.status, 303);
    assert_string_equal(b.location, "/sign-in?back=%2Fwork%2Faccount%2F");
    sign_in(&b, "boss", "wrong-password");
    assert_int_equal(b.status, 422);
    must_show(&b, "账号或密码不正确");
    must_show(&b, "value=\"boss\""); /* what was typed stays, but for the password */
    assert_null(strstr(b.body, "wrong-password"));
    sign_in(&b, "BOSS", PASSWORD);
    assert_int_equal(b.status, 303);
    assert_string_equal(b.location, "/work/account/");
    get(&b, "/work/account/");
    assert_int_equal(b.status, 200);
    must_show(&b, "甲&lt;局&gt;");
    must_show(&b, "本机");
    get(&b, "/sign-in");
    assert_int_equal(b.status, 303);
    get(&b, "/work/account/");
    post(&b, "/sign-out", "");
    assert_int_equal(b.status, 303);
    get(&b, "/work/account/");
    assert_int_equal(b.status, 303);
    assert_int_equal(count("SELECT count(*) FROM journal WHERE action = 'person.sign_in'"), 1);
}

static void back_leads_nowhere_else(void **state)
{
    (void)state;
    static const char *const bad[] = {"https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example",
        "%2F%5Cevil.example", "javascript%3Aalert(1)", "%2Fsign-out"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct browser b = {.body = ""};
        get(&b, "/sign-in");
        post(&b, "/sign-in", arena_printf(mem, "login=ed&password=%s&back=%s", PASSWORD, bad[i]));
        assert_int_equal(b.status, 303);
        assert_string_equal(b.location, "/work/");
    }
}

static void failures_lock_known_and_unknown_alike(void **state)
{
    (void)state;
    static const char *const logins[] = {"ed", "nobody"};
    const char *bodies[2];
    for (size_t i = 0; i < 2; i++) {
        struct browser b;
        for (int k = 0; k < 5; k++) {
            sign_in(&b, logins[i], "wrong-password");
            must_show(&b, "账号或密码不正确");
        }
        sign_in(&b, logins[i], PASSWORD);
        assert_int_equal(b.status, 422);
        must_show(&b, "已暂停登录");
        bodies[i] = strstr(b.body, "连续登录失败");
        bodies[i] = arena_strndup(mem, bodies[i], strcspn(bodies[i], "<"));
    }
    assert_string_equal(bodies[0], bodies[1]);
    assert_true(count("SELECT count(*) FROM attempt WHERE person > 0") >= 6);
    unlock(editor);
    struct browser b;
    sign_in(&b, "ed", PASSWORD);
    assert_int_equal(b.status, 303);
}

/* Any words in the field of the login: the form again, well-formed, and no account. */
static void naughty_logins(void **state)
{
    (void)state;
    char *save = NULL, *text = test_naughty(mem);
    int tried = 0;
    struct browser b = {.body = ""};
    get(&b, "/sign-in");
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        struct buf q;
        buf_init(&q, 0);
        url_encode(&q, line, "");
        /* the password is asked for, which is quick; every 50th is really compared */
        post(&b, "/sign-in", arena_printf(mem, "login=%s&back=%s&password=%s", buf_str(&q),
                                 buf_str(&q), tried % 50 ? "" : buf_str(&q)));
        buf_release(&q);
        int expected = utf8_valid(line, strlen(line)) ? 422 : 400;
        if (b.status != expected)
            fail_msg("%s: %d", line, b.status);
        if (expected == 400)
            get(&b, "/sign-in");
        tried++;
    }
    assert_true(tried >= 9);
    assert_string_equal(b.session, "");
}

static void an_initial_password_must_be_changed(void **state)
{
    (void)state;
    struct browser boss, b;
    sign_in(&boss, "boss", PASSWORD);
    get(&boss, "/work/people/new");
    post(&boss, "/work/people/new",
        arena_printf(mem, "login=new&name=%%E6%%96%%B0&unit=%lld&role=head", (long long)unit));
    must_show(&boss, "只显示这一次");
    const char *p = strstr(boss.body, "<code>") + 6;
    const char *initial = arena_strndup(mem, p, strcspn(p, "<"));
    post(&boss, "/work/people/new", "login=new&name=x&unit=1&role=head");
    assert_int_equal(boss.status, 422);
    must_show(&boss, "已有人使用");
    sign_in(&b, "new", initial);
    assert_int_equal(b.status, 200);
    must_show(&b, "设置自己的密码");
    assert_string_equal(b.session, "");
    const char *step = hidden(&b, "step");
    post(&b, "/sign-in/password", arena_printf(mem, "step=%s&new=short&again=short", step));
    must_show(&b, "至少 10 个字符");
    post(&b, "/sign-in/password",
        arena_printf(mem, "step=%s&new=%s&again=%s", step, OTHER, PASSWORD));
    must_show(&b, "不一致");
    post(&b, "/sign-in/password",
        arena_printf(mem, "step=%s&new=%s&again=%s", step, initial, initial));
    must_show(&b, "不能与现在的密码相同");
    post(&b, "/sign-in/password", arena_printf(mem, "step=%s&new=%s&again=%s", step, OTHER, OTHER));
    assert_int_equal(b.status, 303);
    get(&b, "/work/account/");
    assert_int_equal(b.status, 200);
    sign_in(&b, "new", initial);
    assert_int_equal(b.status, 422);
    sign_in(&b, "new", OTHER);
    assert_int_equal(b.status, 303);
    get(&b, "/work/people/"); /* no administrator */
    assert_int_equal(b.status, 403);
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
    struct browser b;
    unlock(editor);
    sign_in(&b, "ed", PASSWORD);
    get(&b, "/work/account/totp");
    post(&b, "/work/account/totp/start", "");
    get(&b, "/work/account/totp");
    must_show(&b, "data:image/svg+xml;base64,");
    const char *p = strstr(b.body, "<code class=\"nowrap\">") + 21;
    const char *secret = arena_strndup(mem, p, strcspn(p, "<"));
    post(&b, "/work/account/totp/confirm", "code=000000");
    must_show(&b, "验证码不正确");
    post(&b, "/work/account/totp/confirm", arena_printf(mem, "code=%s", code_now(secret, 0)));
    must_show(&b, "恢复码");
    p = strstr(b.body, "<li><code>") + 10;
    const char *recovery = arena_strndup(mem, p, strcspn(p, "<"));
    sign_in(&b, "ed", PASSWORD);
    must_show(&b, "两步验证");
    assert_string_equal(b.session, "");
    const char *step = hidden(&b, "step");
    post(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, code_now(secret, 0)));
    must_show(&b, "验证码不正确"); /* that one was used to switch it on */
    post(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, code_now(secret, 1)));
    assert_int_equal(b.status, 303);
    assert_string_equal(b.location, "/work/account/");
    sign_in(&b, "ed", PASSWORD);
    step = hidden(&b, "step");
    post(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=%s", step, recovery));
    assert_int_equal(b.status, 303);
    sign_in(&b, "ed", PASSWORD);
    step = hidden(&b, "step");
    for (int i = 0; i < 6;
         i++) /* guessing locks, and the right password does not clear the count */
        post(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=00000%d", step, i));
    must_show(&b, "已暂停登录");
    unlock(editor);
    sign_in(&b, "ed", PASSWORD);
    step = hidden(&b, "step");
    done(ctx_begin(&world, true));
    done(totp_switch(&world, editor, "", 0));
    done(ctx_commit(&world));
    post(&b, "/sign-in/code", arena_printf(mem, "step=%s&code=000000", "forged"));
    must_show(&b, "登录步骤已过期");
}

static void the_own_account(void **state)
{
    (void)state;
    struct browser a, b;
    unlock(editor);
    sign_in(&a, "ed", PASSWORD);
    sign_in(&b, "ed", PASSWORD);
    get(&b, "/work/account/");
    must_show(&b, "退出其他全部设备");
    post(&b, "/work/account/", "phone=0874-5757991");
    get(&b, "/work/account/");
    must_show(&b, "0874-5757991");
    get(&b, "/work/account/password");
    post(&b, "/work/account/password", arena_printf(mem, "old=nope&new=%s&again=%s", OTHER, OTHER));
    must_show(&b, "现在的密码不正确");
    post(&b, "/work/account/password",
        arena_printf(mem, "old=%s&new=%s&again=%s", PASSWORD, OTHER, OTHER));
    assert_int_equal(b.status, 303);
    get(&b, "/work/account/");
    assert_int_equal(b.status, 200);
    get(&a, "/work/account/"); /* the other device is out */
    assert_int_equal(a.status, 303);
    sign_in(&a, "ed", OTHER);
    assert_int_equal(a.status, 303);
    get(&b, "/work/account/");
    post(&b, "/work/account/sessions/end", "");
    get(&a, "/work/account/");
    assert_int_equal(a.status, 303);
}

static void people_are_managed(void **state)
{
    (void)state;
    struct browser b, e;
    unlock(editor);
    sign_in(&b, "boss", PASSWORD);
    get(&b, "/work/people/?q=%E6%9D%8E&role=editor");
    must_show(&b, "李二");
    assert_null(strstr(b.body, "王一</a></td>"));
    get(&b, "/work/people/export.csv");
    assert_int_equal(strncmp(b.body, "\xEF\xBB\xBF姓名,账号", 15), 0);
    const char *ed = arena_printf(mem, "/work/people/%lld/", (long long)editor);
    get(&b, ed);
    must_show(&b, "任职记录");
    post(&b, ed,
        arena_printf(mem, "name=%%E6%%9D%%8E&phone=1&unit=%lld&role=reviewer", (long long)unit));
    assert_int_equal(b.status, 303);
    get(&b, ed);
    must_show(&b, "审核人");
    post(&b, arena_printf(mem, "%sreset", ed), "");
    must_show(&b, "初始密码");
    post(&b, arena_printf(mem, "%sdisable", ed), "");
    assert_int_equal(b.status, 303);
    sign_in(&e, "ed", OTHER);
    assert_int_equal(e.status, 422);
    /* nobody changes the own role, nor disables himself */
    const char *self = arena_printf(mem, "/work/people/%lld/", (long long)admin);
    get(&b, self);
    assert_null(strstr(b.body, "停用账号"));
    post(&b, self, arena_printf(mem, "name=W&unit=%lld&role=head", (long long)unit));
    assert_int_equal(b.status, 403);
    get(&b, self);
    post(&b, arena_printf(mem, "%sdisable", self), "");
    assert_int_equal(b.status, 403);
    get(&b, ed);
    post(&b, arena_printf(mem, "%senable", ed), "");
    assert_int_equal(b.status, 303);
    get(&b, "/work/people/99999/");
    assert_int_equal(b.status, 404);
}

static void units_are_managed(void **state)
{
    (void)state;
    struct browser b;
    struct unit u;
    sign_in(&b, "boss", PASSWORD);
    get(&b, "/work/units/");
    must_show(&b, "甲&lt;局&gt;");
    get(&b, "/work/units/new");
    post(&b, "/work/units/new",
        "name=B&short_name=B&code=b&kind=DEPARTMENT&aliases=B1%0D%0A+B2+%0D%0A");
    assert_int_equal(b.status, 303);
    const char *path = b.location;
    done(ctx_begin(&world, false));
    done(unit_by_name(&world, "B2", &u));
    ctx_rollback(&world);
    get(&b, path);
    must_show(&b, "B1\nB2");
    post(&b, path, "name=B&short_name=B&code=a&kind=DEPARTMENT&aliases=B2");
    assert_int_equal(b.status, 422);
    must_show(&b, "已使用这个名称或代码");
    post(&b, path, "name=B&short_name=B&code=b&kind=DEPARTMENT&aliases=B2%0AB3");
    assert_int_equal(b.status, 303);
    done(ctx_begin(&world, false));
    assert_int_equal(unit_by_name(&world, "B1", &u), ST_NOT_FOUND);
    done(unit_by_name(&world, "B3", &u));
    ctx_rollback(&world);
    get(&b, path);
    post(&b, arena_printf(mem, "%sclose", path), "");
    assert_int_equal(b.status, 303);
    get(&b, path);
    must_show(&b, "这个单位已撤销");
    get(&b, arena_printf(mem, "/work/units/%lld/", (long long)unit));
    post(&b, arena_printf(mem, "/work/units/%lld/close", (long long)unit), "");
    assert_int_equal(b.status, 409);
    get(&b, "/work/units/export.csv");
    must_show(&b, "甲<局>");
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
