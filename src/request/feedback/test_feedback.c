/* Answered requests: proposals and their acts, public answers without the applicant, pages, both
 * engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/test_world.h"

#include "common/search/search.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "request/feedback/feedback.h"

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
    done(q1(&w.c, &open, ARGS(v_int(unit_of(who))), &r));
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
    done(feedback_renew(&w.c));
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
    done(document_secrecy(&w.c, record, principal(REVIEWER), "open", ""));
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
    e.column = COLUMN_FAQ;
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements), cmocka_unit_test(leaks),
        cmocka_unit_test(proposals), cmocka_unit_test(by_hand), cmocka_unit_test(publishing),
        cmocka_unit_test(told), cmocka_unit_test(found_before_asking), cmocka_unit_test(changed),
        cmocka_unit_test(pages)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
