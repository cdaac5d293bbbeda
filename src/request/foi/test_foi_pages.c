/* The workbench of requests through the loopback: clerk, reviewer, head, stranger, supervisor.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "request/foi/pages.h"
#include "request/wording/wording.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module, &client_module};

/* Planted: must not be seen by those who do not handle the case, nor in lists, paths and logs. */
#define ID_NUMBER "11010519491231002X"
#define PHONE "13987654321"
#define NAME "张三丰"

enum who { VISITOR, CLERK, REVIEWER, LEADER, STRANGER, SUPERVISOR, OFFICE, ADMIN, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct client browsers[PEOPLE];
    struct loop_response res; /* the last answer to anybody */
    const char *attempts;
    int64_t unit;
} w;

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

/* Sends a form of the page shown last. */
static void submit(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

static const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

static void log_attempt(struct req *r, const char *why)
{
    w.attempts = arena_printf(w.a, "%s%s %s\n", w.attempts, r->route->pattern, why);
}

/* ---- the world ---- */

static int64_t add_unit(struct ctx *c, const char *name)
{
    struct unit u = {.code = name,
        .name = name,
        .short_name = name,
        .kind = "DEPARTMENT",
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t id;
    assert_int_equal(unit_add(c, &u, &id), ST_OK);
    return id;
}

static void add_people(struct ctx *c, int64_t people[PEOPLE])
{
    int64_t other = add_unit(c, "县财政局"), office = add_unit(c, "县政府办公室");
    w.unit = add_unit(c, "县教体局");
    const struct {
        enum who who;
        const char *role;
        int64_t unit;
    } list[] = {{CLERK, "editor", w.unit}, {REVIEWER, "reviewer", w.unit}, {LEADER, "head", w.unit},
        {STRANGER, "editor", other}, {SUPERVISOR, "supervisor", office}, {OFFICE, "office", office},
        {ADMIN, "admin", office}};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        assert_int_equal(person_add(c, arena_printf(w.a, "p%zu", i), list[i].role, list[i].unit,
                             list[i].role, NULL, &people[list[i].who]),
            ST_OK);
}

static int open_world(void **state)
{
    (void)state;
    struct ctx c;
    int64_t people[PEOPLE] = {0};
    const char *dir = test_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.attempts = "";
    mkdir(arena_printf(w.a, "%s/tmp", dir), 0700);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    add_people(&c, people);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    for (int i = VISITOR; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        if (i != VISITOR)
            client_sign_in(&w.browsers[i], people[i]);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static void add_organ(void)
{
    get(OFFICE, "/work/requests/organs?unit=new");
    must_be(&w.res, 200);
    submit(OFFICE, "/work/requests/organs",
        arena_printf(w.a, "unit=%lld&office=%lld&kind=0&phone=0874-5752000&word=%s&address=%s",
            (long long)w.unit, (long long)w.unit, enc("师教"), enc("丹凤街道")));
    must_be(&w.res, 303);
}

static const char *application(const char *channel, const char *wanted)
{
    return arena_printf(w.a,
        "organ=%lld&channel=%s&arrived=2018-09-12&kind=NATURAL&name=%s&id_kind=ID&id_number=%s"
        "&phone=%s&wanted=%s&form=PAPER&delivery=PICKUP",
        (long long)w.unit, channel, enc(NAME), ID_NUMBER, PHONE, enc(wanted));
}

/* Takes one in at the counter; its path. */
static const char *taken_in(const char *wanted)
{
    get(CLERK, "/work/requests/new");
    must_be(&w.res, 200);
    submit(CLERK, "/work/requests/new", application("F2F", wanted));
    must_be(&w.res, 200);
    return arena_printf(w.a, "/work/requests/%s/",
        text_after(w.a, &w.res, "primary\" href=\"/work/requests/", "/\""));
}

/* Facts of a reply that supplies one thing. */
static const char *release(const char *title)
{
    return arena_printf(w.a,
        "draft.code=G2&draft.info_title=%s&draft.supply_form=%s&draft.copies=1"
        "&draft.attachments=%s",
        enc(title), enc("纸质文件"), enc("方案"));
}

static void act(enum who who, const char *path, const char *action, const char *fields)
{
    get(who, path);
    must_be(&w.res, 200);
    submit(who, arena_printf(w.a, "%sdo/%s", path, action),
        arena_printf(w.a, "version=%s&%s", client_hidden(&w.browsers[who], "version"), fields));
}

static void done(enum who who, const char *path, const char *action, const char *fields)
{
    act(who, path, action, fields);
    if (w.res.status != 303)
        fail_msg("%s: %d %s", action, w.res.status, w.res.body);
    assert_string_equal(w.res.location, path);
}

/* ---- tests ---- */

static void permissions(void **state)
{
    (void)state;
    add_organ();
    const char *path = taken_in("学区划分的文件"),
               *act_path = arena_printf(w.a, "%sdo/assign", path);
    const struct {
        enum who who;
        const char *target;
        int status;
    } cases[] = {
        {VISITOR, "/work/requests/", 303},
        {ADMIN, "/work/requests/", 403},
        {ADMIN, "/work/requests/organs", 200},
        {CLERK, "/work/requests/organs", 403},
        {CLERK, "/work/requests/", 200},
        {REVIEWER, "/work/requests/", 200},
        {SUPERVISOR, "/work/requests/", 200},
        {CLERK, path, 200},
        {LEADER, path, 200},
        {SUPERVISOR, path, 200},
        {STRANGER, path, 404},
        {CLERK, "/work/requests/99/", 404},
        {CLERK, "/work/requests/x/", 404},
        {SUPERVISOR, "/work/requests/new", 403},
        {SUPERVISOR, "/work/requests/export.csv", 200},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        get(cases[i].who, cases[i].target);
        if (w.res.status != cases[i].status)
            fail_msg("%d %s: %d", cases[i].who, cases[i].target, w.res.status);
    }
    get(STRANGER, "/work/requests/new");
    must_have(&w.res, "还不接收申请");
    /* the table's permission, not only the route's */
    const struct {
        enum who who;
        int status;
    } posts[] = {{STRANGER, 404}, {SUPERVISOR, 403}, {REVIEWER, 403}, {LEADER, 403}, {OFFICE, 403}};
    for (size_t i = 0; i < COUNT_OF(posts); i++) {
        get(posts[i].who, "/work/requests/");
        submit(posts[i].who, act_path, "once=0123456789abcdef01&version=2");
        must_be(&w.res, posts[i].status);
    }
    assert_non_null(strstr(w.attempts, "/work/requests/:id/do/:action 您不能“批办”"));
}

static const char *on_day(const char *day, const char *more)
{
    return arena_printf(w.a,
        "organ=%lld&channel=F2F&arrived=%s&kind=NATURAL&name=%s&id_kind=RESIDENCE&id_number=8300001"
        "&phone=%s&wanted=%s&form=PAPER&delivery=POST&delivery=EMAIL&address=%s&email=a%%40b.cn%s",
        (long long)w.unit, day, enc(NAME), PHONE, enc("学区划分的文件"), enc("示例路1号"), more);
}

/* RULE T0, W0, W4: days that cannot be are refused, days of a missing calendar are doubted once.
 * The applicant may want it in several ways. */
static void intake_days(void)
{
    get(CLERK, "/work/requests/new");
    must_have(&w.res, "type=\"checkbox\" name=\"delivery\" value=\"POST\"");
    must_have(&w.res, "value=\"RESIDENCE\"");
    submit(CLERK, "/work/requests/new", on_day("2008-04-30", "&accept=1"));
    must_be(&w.res, 422);
    must_have(&w.res, "2008年5月1日起施行");
    submit(CLERK, "/work/requests/new", on_day("2099-01-01", "&accept=1"));
    must_be(&w.res, 422);
    must_have(&w.res, "不能晚于今天");
    submit(CLERK, "/work/requests/new", on_day("2015-09-12", ""));
    must_be(&w.res, 422);
    must_have(&w.res, "日历里没有 2015 年");
    submit(CLERK, "/work/requests/new", on_day("2015-09-12", "&accept=1"));
    must_be(&w.res, 200);
    must_have(&w.res, "日历公布后计算");
    get(CLERK, text_after(w.a, &w.res, "primary\" href=\"", "\""));
    must_have(&w.res, "日历公布后计算");
    must_have(&w.res, "邮寄、电子邮件");
}

/* RULE R4b, Q3: what is missing is shown once and accepted then; the code is shown once. */
static void intake(void **state)
{
    (void)state;
    add_organ();
    get(CLERK, "/work/requests/new");
    submit(CLERK, "/work/requests/new",
        arena_printf(w.a,
            "organ=%lld&channel=FAX&arrived=2018-09-12&kind=NATURAL&name=%s"
            "&id_number=110105194912310021&phone=%s&wanted=%s&by_clerk=1",
            (long long)w.unit, enc("<李四>"), PHONE, enc("关于<学区>的文件")));
    must_be(&w.res, 422);
    must_have(&w.res, "身份证号码不正确");
    must_have(&w.res, "请选择需要的形式");
    must_have(&w.res, "关于&lt;学区&gt;的文件");
    must_have(&w.res, "name=\"accept\"");
    submit(CLERK, "/work/requests/new",
        arena_printf(w.a,
            "accept=1&organ=%lld&channel=FAX&arrived=2018-09-12&kind=NATURAL&name=%s"
            "&id_number=110105194912310021&phone=%s&wanted=%s&by_clerk=1",
            (long long)w.unit, enc("<李四>"), PHONE, enc("关于<学区>的文件")));
    must_be(&w.res, 200);
    must_have(&w.res, "2018-000001");
    must_have(&w.res, "与申请人确认收到之后起算");
    must_have(&w.res, "需要申请人补正的");
    const char *code = text_after(w.a, &w.res, "query-code\">", "<");
    assert_int_equal(strlen(code), 10);
    intake_days();
    get(CLERK, "/work/requests/1/");
    must_not_have(&w.res, code);
    must_have(&w.res, "工作人员代填");
    must_have(&w.res, "id=\"confirm\"");
    /* not to be had by any channel of the table */
    get(CLERK, "/work/requests/new");
    submit(CLERK, "/work/requests/new", application("WEB", "学区划分的文件"));
    must_be(&w.res, 422);
    must_have(&w.res, "请选择收到的方式");
}

static void personal_data(void **state)
{
    (void)state;
    static const char *const planted[] = {ID_NUMBER, PHONE, NAME, "110105194912310"};
    add_organ();
    const char *path = taken_in("联系我 " PHONE " 学区划分的文件");
    done(CLERK, path, "assign", "");
    const struct {
        enum who who;
        const char *target;
    } pages[] = {{CLERK, "/work/requests/"}, {CLERK, "/work/requests/?tab=all"},
        {CLERK, "/work/requests/export.csv?tab=all"}, {OFFICE, "/work/requests/?tab=all"},
        {SUPERVISOR, path}, {CLERK, "/work/"}};
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        get(pages[i].who, pages[i].target);
        must_be(&w.res, 200);
        must_have(&w.res, "学区划分的文件");
        for (size_t j = 0; j < COUNT_OF(planted); j++)
            must_not_have(&w.res, planted[j]);
    }
    get(OFFICE, path); /* reviews for every unit, and still does not see who asked */
    must_not_have(&w.res, NAME);
    get(CLERK, path);
    must_have(&w.res, NAME);
    must_have(&w.res, "110105********002X");
    must_not_have(&w.res, ID_NUMBER);
    submit(SUPERVISOR, arena_printf(w.a, "%sidentity", path), "");
    must_be(&w.res, 403);
    get(REVIEWER, path);
    submit(REVIEWER, arena_printf(w.a, "%sidentity", path), "");
    must_be(&w.res, 200);
    must_have(&w.res, ID_NUMBER);
    assert_string_equal(loop_header(&w.res, "Cache-Control"), "private, no-store");
    get(SUPERVISOR, "/work/journal/");
    must_have(&w.res, "查看证件号码");
    act(CLERK, path, "note", arena_printf(w.a, "note.text=%s", ID_NUMBER));
    act(CLERK, path, "draft", arena_printf(w.a, "draft.code=%s", ID_NUMBER));
    must_be(&w.res, 422);
    for (size_t j = 0; j < COUNT_OF(planted); j++)
        assert_null(strstr(w.attempts, planted[j]));
}

/* RULE 1.7, K3, K5: all reasons at once, each at its field; what was typed stays. */
static void refusals(void **state)
{
    (void)state;
    add_organ();
    const char *path = taken_in("学区划分的文件");
    done(CLERK, path, "assign", arena_printf(w.a, "assign.text=%s", enc("请<义教股>办")));
    get(CLERK, path);
    must_have(&w.res, "请&lt;义教股&gt;办");
    act(CLERK, path, "draft", arena_printf(w.a, "draft.code=X2&draft.opinion=%s", enc("重复了")));
    must_be(&w.res, 409);
    must_have(&w.res, "前次答复编号");
    assert_true(atoi(text_after(w.a, &w.res, "<b>有 ", " ")) > 1); /* not one after the other */
    must_have(&w.res, "重复了</textarea>");
    must_have(&w.res, "value=\"X2\" checked");
    const char *first = strstr(w.res.body, "处需要修改");
    assert_null(strstr(first + 1, "处需要修改")); /* in its own form only */
    act(CLERK, path, "note", "");
    must_be(&w.res, 422);
    must_have(&w.res, "“情况说明”不能为空");
    act(CLERK, path, "consult", "consult.day=2018-13-01&consult.kind=NOBODY&consult.party=a");
    must_be(&w.res, 422);
    must_have(&w.res, "不是存在的日期");
    act(CLERK, path, "nothing", "");
    must_be(&w.res, 404);
    /* what another kind of reply would say is left out */
    done(CLERK, path, "draft",
        arena_printf(w.a, "%s&draft.withheld=D5&draft.withheld=D6", release("一份")));
    get(CLERK, path);
    must_not_have(&w.res, "内部事务信息、过程性信息");
}

static void conflicts(void **state)
{
    (void)state;
    add_organ();
    const char *path = taken_in("学区划分的文件"), *to = arena_printf(w.a, "%sdo/note", path);
    get(CLERK, path);
    const char *version = client_hidden(&w.browsers[CLERK], "version");
    done(CLERK, path, "note", arena_printf(w.a, "note.text=%s", enc("先到的")));
    get(CLERK, path);
    submit(CLERK, to, arena_printf(w.a, "version=%s&note.text=%s", version, enc("后到的")));
    must_be(&w.res, 409);
    must_have(&w.res, "刚刚被别人办理过");
    must_have(&w.res, "先到的");
    must_have(&w.res, "后到的</textarea>");
    submit(CLERK, to,
        arena_printf(w.a, "version=%s&note.text=%s", client_hidden(&w.browsers[CLERK], "version"),
            enc("后到的")));
    must_be(&w.res, 303);
    /* the move no longer fits: nothing typed is lost */
    get(CLERK, path);
    version = client_hidden(&w.browsers[CLERK], "version");
    done(CLERK, path, "assign", "");
    get(CLERK, path);
    submit(CLERK, arena_printf(w.a, "%sdo/assign", path),
        arena_printf(w.a, "version=%s&assign.text=%s", version, enc("由我来办")));
    must_be(&w.res, 409);
    must_have(&w.res, "您刚才填写的内容");
    must_have(&w.res, "由我来办");
}

static void files(void **state)
{
    (void)state;
    static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";
    static const char program[] = "\177ELF\2\1\1";
    const struct {
        const char *bytes;
        size_t n;
        int status;
    } cases[] = {{program, sizeof program - 1, 422}, {pdf, sizeof pdf - 1, 303}};
    add_organ();
    const char *path = taken_in("学区划分的文件");
    struct client *clerk = &w.browsers[CLERK];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        get(CLERK, path);
        const char *const fields[] = {"once", client_hidden(clerk, "once"), "version",
            client_hidden(clerk, "version"), "add_file.title", "信封", NULL};
        client_upload(clerk, arena_printf(w.a, "%sdo/add_file", path), fields,
            &(struct client_file){"add_file.file", "信 封;1.pdf", cases[i].bytes, cases[i].n});
        w.res = clerk->res;
        must_be(&w.res, cases[i].status);
    }
    get(CLERK, path);
    const char *row = strstr(w.res.body, "\">信封</a>");
    assert_non_null(row);
    while (row[-1] != '"')
        row--;
    const char *paper = arena_strndup(w.a, row, strcspn(row, "\""));
    get(CLERK, paper);
    must_be(&w.res, 200);
    assert_int_equal(w.res.body_bytes, sizeof pdf - 1);
    assert_string_equal(w.res.content_type, "application/pdf");
    assert_string_equal(loop_header(&w.res, "Cache-Control"), "private, no-store");
    assert_int_equal(
        strncmp(loop_header(&w.res, "Content-Disposition"), "attachment; filename*=UTF-8''%E4", 32),
        0);
    get(SUPERVISOR, paper);
    must_be(&w.res, 404);
    get(STRANGER, paper);
    must_be(&w.res, 404);
    get(SUPERVISOR, path);
    must_not_have(&w.res, "信封");
    const char *second = taken_in("另一件事情的文件");
    get(CLERK, arena_printf(w.a, "%s%s", second, strstr(paper, "papers/"))); /* of another case */
    must_be(&w.res, 404);
}

/* RULE 1.7: each officer finds the own step, and only that. */
static void whole_procedure(void **state)
{
    (void)state;
    add_organ();
    const char *path = taken_in("学区划分的文件");
    get(CLERK, path);
    must_have(&w.res, "师教信公开〔2018〕第1号");
    must_have(&w.res, "2018-10-09");
    must_have(&w.res, "期限怎么算的");
    done(CLERK, path, "assign", arena_printf(w.a, "assign.unit=%lld", (long long)w.unit));
    done(CLERK, path, "search",
        arena_printf(
            w.a, "search.where=%s&search.words=a&search.who=b&search.text=c", enc("档案室")));
    done(CLERK, path, "consult",
        arena_printf(w.a,
            "consult.day=2018-09-12&consult.kind=ORGAN&consult.party=%s"
            "&consult.text=%s",
            enc("县财政局"), enc("学区经费")));
    get(CLERK, path);
    must_have(&w.res, "第 1 次：县财政局，2018-09-12 发出");
    act(CLERK, path, "draft", release("一份"));
    act(CLERK, path, "submit", "");
    must_be(&w.res, 409);
    must_have(&w.res, "还没有收到答复");
    done(CLERK, path, "consult_answer",
        "consult_answer.day=2018-09-12&consult_answer.consult=5&consult_answer.answer=AGREE");
    done(CLERK, path, "submit", "");
    get(CLERK, path);
    must_have(&w.res, "下一步：审查通过");
    must_not_have(&w.res, "id=\"approve\"");
    get(REVIEWER, "/work/requests/");
    must_have(&w.res, "学区划分的文件");
    done(REVIEWER, path, "return",
        arena_printf(w.a, "return.codes=R-REASON&return.codes=R-TEXT&return.text=%s", enc("再写")));
    get(CLERK, path);
    must_have(&w.res, "理由不充分、文字需要修改");
    must_have(&w.res, "value=\"一份\""); /* the draft is written on */
    done(CLERK, path, "draft", release("两份"));
    done(CLERK, path, "submit", "");
    done(REVIEWER, path, "approve",
        arena_printf(w.a, "approve.opinion=PASS&approve.text=%s", enc("可")));
    act(REVIEWER, path, "sign", "");
    must_be(&w.res, 403);
    done(LEADER, path, "sign", "");
    done(CLERK, path, "deliver",
        arena_printf(
            w.a, "deliver.day=2018-09-12&deliver.delivery=HAND&deliver.evidence=%s", enc("签收")));
    done(CLERK, path, "close", "");
    get(SUPERVISOR, "/work/requests/?tab=ended");
    must_have(&w.res, "按期答复");
    get(CLERK, "/work/requests/?tab=all&code=G2&q=%E5%AD%A6%E5%8C%BA");
    must_have(&w.res, path);
    get(CLERK, "/work/requests/?tab=all&code=D5");
    must_have(&w.res, "没有符合条件的申请");
    get(CLERK, "/work/requests/export.csv?tab=all");
    must_have(&w.res, "师教信公开〔2018〕第1号,2018-000001,县教体局,学区划分的文件,张**");
}

/* RULE K5, K7: earlier requests of the same person stand beside; above ten a month it is told. */
static void same_applicant(void **state)
{
    (void)state;
    const char *path = NULL;
    add_organ();
    for (int i = 1; i <= 11; i++) {
        path = taken_in(arena_printf(w.a, "第%d次要学区划分的文件", i));
        if (i != 10)
            continue;
        get(CLERK, path);
        must_have(&w.res, "第9次要学区划分的文件");
        must_not_have(&w.res, "本月已有");
    }
    get(CLERK, path);
    must_have(&w.res, "本月已有 11 件");
    get(SUPERVISOR, path); /* who asked for what else is not for those who do not handle it */
    must_not_have(&w.res, "第9次");
}

/* RULE K1: every kind of reply that can be drafted is the answer to exactly one question. */
static void seven_steps(void **state)
{
    (void)state;
    const struct foi_word *kinds = foi_choices_of(foi_move_find("draft"), "code");
    size_t n_kinds = 0, n_steps = 0;
    for (; kinds[n_kinds].key; n_kinds++) {
        int found = 0;
        for (size_t i = 0; i < COUNT_OF(reply_steps); i++)
            for (const struct foi_word *k = reply_steps[i].kinds; k->key; k++)
                found += strcmp(k->key, kinds[n_kinds].key) == 0;
        assert_int_equal(found, 1);
    }
    for (size_t i = 0; i < COUNT_OF(reply_steps); i++)
        for (const struct foi_word *k = reply_steps[i].kinds; k->key; k++)
            n_steps++;
    assert_int_equal(n_steps, n_kinds);
    assert_string_equal(reply_steps[0].kinds[0].key, "N3");
    const struct {
        const char *only, *code;
        bool belongs;
    } facts[] = {{NULL, "G1", true}, {NULL, "", true}, {"P1", "P1", true}, {"P1", "G2", false},
        {"N1b X1", "N1b", true}, {"N1b X1", "X1", true}, {"N1b X1", "N1", false},
        {"N1b X1", "", false}};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        assert_int_equal(
            fact_belongs(&(struct fact){.only = facts[i].only}, facts[i].code), facts[i].belongs);
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(permissions), WORLD(intake), WORLD(personal_data),
        WORLD(refusals), WORLD(conflicts), WORLD(files), WORLD(whole_procedure),
        WORLD(same_applicant), cmocka_unit_test(seven_steps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
