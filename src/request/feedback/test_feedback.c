/* Answered requests: what asks for the same, proposals and their acts, public answers without the
 * applicant, pages, both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/record/bundle.h"
#include "common/record/cite.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/search/search.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/inventory/inventory.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "request/apply/apply.h"
#include "request/feedback/acts.h"
#include "request/feedback/feedback.h"
#include "request/wording/wording.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &bundle_module, &publish_module, &file_module,
    &cite_module, &inventory_module, &search_module, &document_module, &wording_module, &foi_module,
    &apply_module, &feedback_module, &portal_module, &client_module};

enum who { CLERK, REVIEWER, HEAD, STRANGER, OFFICE, PEOPLE };
enum { ORGAN, OTHER, UNITS };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t units[UNITS], people[PEOPLE];
    struct client browsers[PEOPLE], visitor;
    struct loop_response res;
} w;
static const int unit_of[PEOPLE] = {ORGAN, ORGAN, ORGAN, OTHER, OTHER};

/* What must be nowhere. */
#define NAME "欧阳示范"
#define ID_NUMBER "11010519491231002X"
#define PHONE "0874-5752066"
#define ADDRESS "师宗县丹凤街道示例路12号3栋501室"

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = w.units[unit_of[who]];
    done(ctx_begin(&w.c, true));
}

static const struct principal *principal(enum who who)
{
    const struct principal *p;
    done(org_load_principal(&w.c, w.people[who], &p));
    return p;
}

static void add_organ(size_t i, const char *name, const char *word)
{
    struct unit u = {.code = word,
        .name = name,
        .short_name = name,
        .kind = "DEPARTMENT",
        .credit_code = "11530323015162537M",
        .phone = "",
        .address = ""};
    done(unit_add(&w.c, &u, &w.units[i]));
    done(foi_organ_put(&w.c, &(struct foi_organ){.unit_id = w.units[i],
                                 .office_id = w.units[i],
                                 .word = word,
                                 .kind = ORGAN_DEPARTMENT,
                                 .address = "示例大道1号",
                                 .phone = "0874-5750000",
                                 .postcode = "",
                                 .hours = "",
                                 .court = ""}));
}

static int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"editor", "reviewer", "head", "editor", "office"};
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    done(ctx_begin(&w.c, true));
    add_organ(ORGAN, "师宗县甲局", "师甲");
    add_organ(OTHER, "师宗县乙局", "师乙");
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), arena_printf(w.a, "人员%zu", i),
            w.units[unit_of[i]], roles_of[i], NULL, &w.people[i]));
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
    }
    w.visitor = client_new(w.app, w.a);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

static void visit(const char *target)
{
    client_get(&w.visitor, target);
    w.res = w.visitor.res;
    must_be_well_formed(&w.res);
}

static void submit(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

/* One answered on the spot. number: identity number, tells applicants apart. */
static int64_t answered(
    size_t organ, const char *name, const char *number, const char *wanted, const char *code)
{
    struct foi_receipt out;
    enum who clerk = organ == ORGAN ? CLERK : STRANGER, head = organ == ORGAN ? HEAD : OFFICE;
    bool given = strcmp(code, "G2") == 0;
    struct foi_application in = {.organ_id = w.units[organ],
        .channel = CHANNEL_F2F,
        .arrived = day_parse("2018-09-12"),
        .wanted = wanted,
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP",
        .code = "",
        .who = {.kind = "NATURAL",
            .name = name,
            .id_kind = "ID",
            .id_number = number,
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = PHONE,
            .fax = "",
            .email = "",
            .address = ADDRESS,
            .postcode = "655700",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""}};
    const struct foi_arg args[] = {{"code", code}, {"info_title", "《学区划分方案》"},
        {given ? "attachments" : "where", "学区划分方案"}, {"supply_form", "纸质文件"},
        {given ? "copies" : "published", given ? "1" : "2018-03-01"}, {"text", "可以公开"},
        {"delivery", "HAND"}, {"evidence", "签收"}};
    begin(clerk);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    begin(head);
    done(foi_act(&w.c, out.id,
        &(struct foi_do){.action = "answer_now", .args = args, .n_args = COUNT_OF(args)}));
    done(ctx_commit(&w.c));
    return out.id;
}

static struct foi_case case_of(int64_t id)
{
    struct foi_case k;
    done(foi_case_get(&w.c, (struct foi_see){0, true}, id, &k));
    return k;
}

static int64_t group_of(int64_t case_id)
{
    int64_t id;
    done(feedback_group_of(&w.c, case_id, &id));
    return id;
}

static struct feedback_group group(int64_t id)
{
    struct feedback_group g;
    done(feedback_group_get(&w.c, id, &g));
    return g;
}

static void scan(void)
{
    struct feedback_scanned s;
    begin(CLERK);
    done(feedback_scan(&w.c, &s));
    done(ctx_commit(&w.c));
}

/* ---- pure ---- */

static int alike(const char *a, const char *b)
{
    struct feedback_subject x = feedback_subject(w.a, a), y = feedback_subject(w.a, b);
    int score = feedback_alike(&x, &y);
    assert_int_equal(feedback_alike(&y, &x), score);
    return score;
}

/* RULE K10: the same information; another year, another matter is not. */
static void what_is_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"2018年义务教育学校学区划分方案", "２０１８年 义务教育学校学区划分方案", true},
        {"2018年全县义务教育学校学区划分方案", "请提供2018年义务教育学区划分的方案", true},
        {"2018年秋季学期全县普通高中收费项目和标准", "请提供2018年秋季学期普通高中的收费标准",
            true},
        {"示例路片区改造项目中标合同", "申请公开示例路片区改造的中标合同", true},
        {"2017年义务教育学校学区划分方案", "2018年义务教育学校学区划分方案", false},
        {"2018年义务教育学校学区划分方案", "2018年危房改造补助发放名单", false},
        {"县级重点建设项目名单", "普通高中收费项目和标准", false},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        int score = alike(pairs[i].a, pairs[i].b);
        if ((score >= feedback_defaults.alike) != pairs[i].same)
            fail_msg("%s / %s: %d", pairs[i].a, pairs[i].b, score);
    }
}

/* RULE K10 */
static void several(void **state)
{
    (void)state;
    struct feedback_setting s = {.applicants = 3, .alike = 50};
    assert_false(feedback_several(1, &feedback_defaults));
    assert_true(feedback_several(2, &feedback_defaults));
    assert_false(feedback_several(2, &s));
    assert_true(feedback_released("G2") && feedback_released("G3") && feedback_released("P1"));
    assert_false(feedback_released("G1") || feedback_released("D5") || feedback_released(""));
}

/* RULE K10: the same organ; what a person took out stays out. */
static void gathering(void **state)
{
    (void)state;
    static const int64_t apart[] = {7};
    static const char *const plan = "2018年义务教育学校学区划分方案";
    struct feedback_case list[] = {{.id = 1, .organ_id = 1, .group_id = 7},
        {.id = 2, .organ_id = 1}, {.id = 3, .organ_id = 2}, {.id = 4, .organ_id = 2},
        {.id = 5, .organ_id = 1, .apart = apart, .n_apart = 1}, {.id = 6, .organ_id = 3}};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        list[i].subject = feedback_subject(w.a, plan);
    assert_int_equal(feedback_gather(list, COUNT_OF(list), 45), 1);
    assert_int_equal(list[1].group_id, 7);
    assert_int_equal(list[2].group_id, -1);
    assert_int_equal(list[3].group_id, -1);
    assert_int_not_equal(list[4].group_id, 7);
    assert_int_equal(list[5].group_id, 0);
}

static void statements(void **state)
{
    (void)state;
    begin(CLERK);
    for (size_t i = 0; i < feedback_module.n_stmts; i++)
        if (db_check(w.c.tx, feedback_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", feedback_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

/* ---- nothing of the applicant ---- */

static void leaks(void **state)
{
    (void)state;
    int64_t id = answered(ORGAN, NAME, ID_NUMBER, "某件事的文件", "G1");
    static const struct {
        const char *text;
        size_t n;
        int line;
    } rows[] = {
        {"普通的问题\n普通的答复，电话0874-5750000", 0, 0},
        {"第一行\n" NAME "来问", 1, 2},
        {"欧阳 示范", 1, 1},
        {"欧阳\n示范", 1, 0},
        {"号码１１０１０５１９４９１２３１００２ｘ", 1, 1},
        {"110105 19491231 002X", 1, 1},
        {"电话5752066", 1, 1},
        {"电话（0874）575 2066", 1, 1},
        {"住在示例路12号3栋501室", 1, 1},
        {"丹凤街道示例路", 0, 0},
        {NAME "，" PHONE "，" ADDRESS, 3, 1},
    };
    begin(CLERK);
    struct foi_case k = case_of(id);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct foi_leak *list;
        size_t n;
        done(foi_leaks(&w.c, &k, rows[i].text, &list, &n));
        if (n != rows[i].n || (n && list[0].line != rows[i].line))
            fail_msg("%s: %zu in line %d", rows[i].text, n, n ? list[0].line : 0);
    }
    struct foi_leak *list;
    size_t n;
    done(foi_leaks(&w.c, &k, arena_printf(w.c.mem, "见%s", k.number), &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].what, "申请编号");
    ctx_rollback(&w.c);
}

/* ---- proposals ---- */

#define TWIN_A "2018年全县义务教育学校学区划分方案"
#define TWIN_B "请提供2018年义务教育学区划分的方案"

static int64_t tasks_of(enum who who)
{
    struct rows *r;
    static const struct stmt open = {"test.tasks",
        "SELECT count(*) FROM task WHERE kind = 'feedback.proposal' AND closed_at IS NULL "
        "AND unit_id = $1",
        NULL};
    done(q1(&w.c, &open, ARGS(v_int(w.units[unit_of[who]])), &r));
    return rows_int(r, 0);
}

/* RULE K10: from two applicants on; not now, asked again, undone; the setting. */
static void proposals(void **state)
{
    (void)state;
    int64_t a = answered(ORGAN, NAME, ID_NUMBER, TWIN_A, "G2"),
            again = answered(ORGAN, NAME, ID_NUMBER, TWIN_B, "G2"),
            elsewhere = answered(OTHER, "示例己", "999999199001110025", TWIN_A, "G2");
    struct feedback_setting s;
    scan();
    begin(CLERK);
    int64_t id = group_of(a);
    assert_true(id && group_of(again) == id && !group_of(elsewhere));
    done(feedback_setting_get(&w.c, &s));
    struct feedback_group g = group(id);
    assert_int_equal(g.cases, 2);
    assert_int_equal(g.applicants, 1); /* one person asking twice is not several */
    assert_false(feedback_proposed(&g, &s));
    assert_int_equal(tasks_of(CLERK), 0);
    ctx_rollback(&w.c);
    int64_t b = answered(ORGAN, "示例庚", "999999199002120049", TWIN_B, "G2");
    scan();
    begin(CLERK);
    g = group(id);
    assert_true(group_of(b) == id && feedback_proposed(&g, &s));
    assert_int_equal(tasks_of(CLERK), 1);
    assert_int_equal(feedback_later(&w.c, id, g.version, ""), ST_INVALID);
    assert_int_equal(feedback_later(&w.c, id, g.version + 1, "时间已过"), ST_CONFLICT);
    done(feedback_later(&w.c, id, g.version, "时间已过"));
    assert_int_equal(tasks_of(CLERK), 0);
    assert_int_equal(feedback_later(&w.c, id, 0, "再来"), ST_CONFLICT);
    done(feedback_undo(&w.c, id, 0));
    assert_int_equal(feedback_undo(&w.c, id, 0), ST_CONFLICT);
    assert_int_equal(tasks_of(CLERK), 1);
    done(feedback_later(&w.c, id, 0, "时间已过"));
    done(ctx_commit(&w.c));
    int64_t late = answered(ORGAN, "示例辛", "999999199003130062", TWIN_A, "G2");
    scan();
    begin(CLERK);
    assert_int_equal(group_of(late), id);
    assert_int_equal(group(id).stage, FEEDBACK_OPEN);
    assert_int_equal(tasks_of(CLERK), 1);
    done(feedback_setting_put(&w.c, &(struct feedback_setting){9, 45}));
    assert_int_equal(feedback_setting_put(&w.c, &(struct feedback_setting){1, 45}), ST_INVALID);
    struct feedback_scanned scanned;
    done(feedback_scan(&w.c, &scanned));
    assert_int_equal(scanned.joined, 0);
    assert_int_equal(tasks_of(CLERK), 0);
    ctx_rollback(&w.c);
}

/* RULE K10: marked by a person; added and taken out by a person. */
static void by_hand(void **state)
{
    (void)state;
    int64_t a = answered(ORGAN, "示例壬", "999999199004140086", "教师培训计划", "G2"),
            b = answered(ORGAN, "示例癸", "999999199005150104", "食堂卫生检查表", "G2"),
            told = answered(ORGAN, "示例子", "999999199006160128", "校车线路图", "G1"), id;
    begin(CLERK);
    struct feedback_setting s;
    struct foi_case ka = case_of(a), kb = case_of(b), kt = case_of(told);
    done(feedback_setting_get(&w.c, &s));
    assert_int_equal(feedback_mark(&w.c, &kt, "UNIT", &id), ST_CONFLICT); /* nothing was given */
    assert_int_equal(feedback_mark(&w.c, &ka, "NOBODY", &id), ST_INVALID);
    done(feedback_mark(&w.c, &ka, "APPLICANT", &id));
    struct feedback_group g = group(id);
    assert_true(feedback_proposed(&g, &s));
    done(feedback_add(&w.c, id, &kb));
    assert_int_equal(feedback_add(&w.c, id, &kb), ST_CONFLICT);
    assert_int_equal(group(id).cases, 2);
    done(feedback_remove(&w.c, id, &kb));
    assert_int_equal(feedback_remove(&w.c, id, &kb), ST_CONFLICT);
    assert_int_equal(group_of(b), 0);
    struct feedback_scanned scanned;
    done(feedback_scan(&w.c, &scanned));
    assert_int_equal(group_of(b), 0); /* it stays out */
    ctx_rollback(&w.c);
}

/* RULE K10: a document without the applicant, handed in for review; undone when it is withdrawn. */
static void publishing(void **state)
{
    (void)state;
    int64_t a = answered(ORGAN, NAME, ID_NUMBER, "2018年食品抽检结果一览表", "G2"), id;
    begin(CLERK);
    struct foi_case k = case_of(a);
    struct feedback_draft d;
    struct document_look look;
    const struct principal *who = principal(CLERK);
    done(feedback_mark(&w.c, &k, "UNIT", &id));
    done(feedback_prefill(&w.c, &k, 1, &d));
    assert_string_equal(d.title, "学区划分方案");
    assert_null(strstr(d.text, NAME));
    d.column = "zwdt/tzgg";
    d.text = "第一行\n第二行由" NAME "申请，电话13800001111";
    assert_int_equal(feedback_publish(&w.c, who, id, &d), ST_INVALID);
    assert_string_equal(w.c.err.field, "text");
    assert_non_null(strstr(w.c.err.message, "“内容”第2行：申请人的姓名或名称"));
    assert_non_null(strstr(w.c.err.message, "手机号码"));
    assert_null(strstr(w.c.err.message, NAME));
    d.text = "学区划分方案全文。\n<b>按街道划分</b>。";
    done(feedback_publish(&w.c, who, id, &d));
    struct feedback_group g = group(id);
    assert_int_equal(g.stage, FEEDBACK_DRAFTED);
    done(document_look(&w.c, g.record_id, &look));
    assert_true(look.submitted);
    assert_non_null(strstr(look.body_html, "&lt;b&gt;按街道划分"));
    assert_int_equal(feedback_publish(&w.c, who, id, &d), ST_CONFLICT);
    assert_int_equal(feedback_undo(&w.c, id, 0), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "先在文件中撤回"));
    done(document_act(&w.c, g.record_id, who, "withdraw", ""));
    done(feedback_undo(&w.c, id, 0));
    assert_int_equal(group(id).record_id, 0);
    ctx_rollback(&w.c);
}

/* ---- public answers ---- */

static const char *form_of(const char *title, const char *question, const char *text)
{
    return arena_printf(w.a, "title=%s&question=%s&answer=%s&link=&column=hdjl%%2Fdfxd",
        url_encoded(w.a, title), url_encoded(w.a, question), url_encoded(w.a, text));
}

static void nothing_of_the_applicant(const char *target)
{
    static const char *const planted[] = {
        NAME, ID_NUMBER, PHONE, "5752066", ADDRESS, "示例路12号", "师甲信公开"};
    visit(target);
    must_be(&w.res, 200);
    for (size_t i = 0; i < COUNT_OF(planted); i++)
        must_not_have(&w.res, planted[i]);
}

static void publish_record(int64_t record)
{
    begin(REVIEWER);
    done(document_act(&w.c, record, principal(REVIEWER), "approve", "可以"));
    done(ctx_commit(&w.c));
    begin(HEAD);
    done(document_act(&w.c, record, principal(HEAD), "publish", ""));
    done(ctx_commit(&w.c));
}

static struct feedback_entry entry_of(int64_t case_id)
{
    struct feedback_entry e;
    done(ctx_begin(&w.c, false));
    done(feedback_entry_of(&w.c, case_id, &e));
    ctx_rollback(&w.c);
    return e;
}

/* RULE K10: written over the pages, reviewed by others, public; the applicant is nowhere. */
static void told(void **state)
{
    (void)state;
    int64_t id = answered(ORGAN, NAME, ID_NUMBER, NAME "想看菌子山步道的设计图", "G1");
    const char *page = arena_printf(w.a, "/work/feedback/case/%lld/", (long long)id),
               *tell = arena_printf(w.a, "%stell", page);
    visit(FEEDBACK_LOG);
    must_have(&w.res, "还没有选登的答复");
    get(STRANGER, page);
    must_be(&w.res, 404);
    get(CLERK, page);
    must_be(&w.res, 200);
    must_have(&w.res, "写成公开问答");
    submit(CLERK, tell,
        form_of("菌子山步道图在哪里看？", "第一行\n" NAME "问", "打" PHONE "，" ADDRESS));
    must_be(&w.res, 422);
    must_have(&w.res, "“问题”第2行：申请人的姓名或名称");
    must_have(&w.res, "“答复”第1行：申请人的电话");
    must_have(&w.res, "“答复”第1行：申请人的地址");
    assert_int_equal(entry_of(id).id, 0);
    submit(CLERK, tell,
        form_of("菌子山步道图在哪里看？", "菌子山步道的设计图公开了吗？",
            "已经公开，在通知公告栏目。"));
    must_be(&w.res, 303);
    struct feedback_entry e = entry_of(id);
    visit(FEEDBACK_LOG);
    must_not_have(&w.res, "菌子山"); /* not before the review */
    get(CLERK, page);
    must_have(&w.res, "审核期间不能修改");
    get(CLERK, arena_printf(w.a, "/work/documents/%lld/edit", (long long)e.record_id));
    must_be(&w.res, 409); /* the text is checked here only */
    publish_record(e.record_id);
    nothing_of_the_applicant(FEEDBACK_LOG);
    must_have(&w.res, "菌子山步道图在哪里看？");
    must_have(&w.res, "予以公开");
    const char *path =
        text_after(w.a, &w.res, "<p class=\"item-title\"><a class=\"phrases\" href=\"", "\"");
    nothing_of_the_applicant(path);
    must_have(&w.res, "已经公开，在通知公告栏目。");
    nothing_of_the_applicant("/hdjl/dfxd/");
    must_have(&w.res, "菌子山");
    nothing_of_the_applicant("/hdjl/dfxd/feed.xml");
    must_have(&w.res, "菌子山");
    nothing_of_the_applicant("/search?q=%E8%8F%8C%E5%AD%90%E5%B1%B1");
    must_have(&w.res, path);
    visit(arena_printf(w.a, "/search?q=%s", url_encoded(w.a, NAME)));
    must_not_have(&w.res, path);
    visit(FEEDBACK_LOG "?year=2018&outcome=G");
    must_have(&w.res, path);
    visit(FEEDBACK_LOG "?year=2017");
    must_have(&w.res, "没有符合条件的答复");
    visit(FEEDBACK_LOG "?outcome=D");
    must_have(&w.res, "没有符合条件的答复");
    visit(arena_printf(w.a, FEEDBACK_LOG "?unit=%lld", (long long)w.units[OTHER]));
    must_have(&w.res, "没有符合条件的答复");
    visit(FEEDBACK_LOG "?year=x&unit=-1&outcome=%27&page=99");
    must_be(&w.res, 200);
}

/* The search before the form finds the answer. */
static void found_before_asking(void **state)
{
    (void)state;
    visit("/request/new?what=find");
    client_submit(&w.visitor, "/request/find",
        arena_printf(w.a, "wanted=%s", url_encoded(w.a, "菌子山步道的设计图")));
    w.res = w.visitor.res;
    must_be(&w.res, 200);
    must_have(&w.res, "菌子山");
    must_have(&w.res, "/hdjl/dfxd/");
    must_not_have(&w.res, NAME);
}

/* What is changed is public after the next review only, and with its note. */
static void changed(void **state)
{
    (void)state;
    int64_t id = answered(ORGAN, "示例丑", "999999199007170141", "凤凰谷门票收入", "G1");
    begin(CLERK);
    struct foi_case k = case_of(id);
    struct feedback_entry e;
    const struct principal *who = principal(CLERK);
    done(feedback_suggest(&w.c, &k, &e));
    e.title = "凤凰谷门票收入在哪里看？";
    e.question = "凤凰谷门票收入公开了吗？";
    e.answer = "已经公开。";
    e.link = "https://example.com/";
    assert_int_equal(feedback_tell(&w.c, who, &k, &e, ""), ST_INVALID);
    e.link = "/zwgk/";
    e.column = "zwdt/tzgg";
    assert_int_equal(feedback_tell(&w.c, who, &k, &e, ""), ST_INVALID);
    e.column = FEEDBACK_FAQ;
    done(feedback_tell(&w.c, who, &k, &e, ""));
    done(ctx_commit(&w.c));
    begin(CLERK);
    done(document_act(&w.c, e.record_id, who, "withdraw", ""));
    done(ctx_commit(&w.c));
    get(CLERK, arena_printf(w.a, "/work/documents/%lld/edit", (long long)e.record_id));
    must_be(&w.res, 409); /* the text is written and checked here only */
    must_have(&w.res, "由“答复再利用”生成");
    begin(CLERK);
    done(feedback_entry_of(&w.c, id, &e));
    done(feedback_tell(&w.c, principal(CLERK), &k, &e, ""));
    done(ctx_commit(&w.c));
    publish_record(e.record_id);
    begin(CLERK);
    who = principal(CLERK);
    done(feedback_entry_of(&w.c, id, &e));
    e.question = "还没有审核的新问题";
    assert_int_equal(feedback_tell(&w.c, who, &k, &e, ""), ST_INVALID); /* no note */
    ctx_rollback(&w.c);
    begin(CLERK);
    done(feedback_entry_of(&w.c, id, &e));
    e.question = "还没有审核的新问题";
    done(feedback_tell(&w.c, who, &k, &e, "问得更清楚"));
    done(ctx_commit(&w.c));
    visit(FEEDBACK_LOG);
    must_have(&w.res, "凤凰谷门票收入公开了吗");
    must_not_have(&w.res, "还没有审核的新问题");
    publish_record(e.record_id);
    visit(FEEDBACK_LOG);
    must_have(&w.res, "还没有审核的新问题");
}

/* ---- pages ---- */

static void pages(void **state)
{
    (void)state;
    int64_t a = answered(ORGAN, NAME, ID_NUMBER, "2016年水库移民后期扶持项目表", "G2"),
            b = answered(ORGAN, "示例寅", "999999199008180165", "2016年水库移民后期扶持项目", "G2");
    (void)a;
    scan();
    done(ctx_begin(&w.c, false));
    int64_t id = group_of(b);
    ctx_rollback(&w.c);
    const char *page = arena_printf(w.a, "/work/feedback/%lld/", (long long)id);
    get(CLERK, FEEDBACK);
    must_be(&w.res, 200);
    must_have(&w.res, "水库移民");
    must_not_have(&w.res, NAME);
    get(STRANGER, FEEDBACK);
    must_not_have(&w.res, "水库移民");
    get(STRANGER, page);
    must_be(&w.res, 404);
    get(OFFICE, page);
    must_be(&w.res, 200);
    must_not_have(&w.res, "起草并送审"); /* the unit writes */
    must_not_have(&w.res, NAME);
    get(REVIEWER, page);
    must_be(&w.res, 200);
    must_not_have(&w.res, "暂不公开</button>");
    client_post(&w.browsers[REVIEWER], arena_printf(w.a, "%slater", page), "reason=x");
    must_be(&w.browsers[REVIEWER].res, 403);
    get(CLERK, page);
    must_have(&w.res, "有 2 个申请人申请过");
    submit(CLERK, arena_printf(w.a, "%slater", page), "reason=");
    must_be(&w.res, 422);
    submit(CLERK, arena_printf(w.a, "%sadd", page), "number=no");
    must_be(&w.res, 422);
    must_have(&w.res, "没有编号是");
    submit(CLERK, arena_printf(w.a, "%spublish", page),
        arena_printf(w.a, "title=%s&text=%s&column=zwdt%%2Ftzgg&formed=2018-09-10",
            url_encoded(w.a, "2016年项目"), url_encoded(w.a, "由" NAME "提出")));
    must_be(&w.res, 422);
    must_have(&w.res, "“内容”第1行：申请人的姓名或名称");
    submit(CLERK, arena_printf(w.a, "%spublish", page),
        arena_printf(w.a, "title=%s&text=%s&column=zwdt%%2Ftzgg&formed=2018-09-10",
            url_encoded(w.a, "2016年水库移民后期扶持项目表"), url_encoded(w.a, "项目表见下。")));
    must_be(&w.res, 303);
    get(CLERK, page);
    must_have(&w.res, "待审核");
    must_be_well_formed(&w.res);
    get(CLERK, FEEDBACK "?tab=answers");
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    get(CLERK, "/work/");
    must_be(&w.res, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_the_same),
        cmocka_unit_test(several), cmocka_unit_test(gathering), cmocka_unit_test(statements),
        cmocka_unit_test(leaks), cmocka_unit_test(proposals), cmocka_unit_test(by_hand),
        cmocka_unit_test(publishing), cmocka_unit_test(told), cmocka_unit_test(found_before_asking),
        cmocka_unit_test(changed), cmocka_unit_test(pages)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
