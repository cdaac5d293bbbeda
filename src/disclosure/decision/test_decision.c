/* Decisions on a real database: steps, release, comments, reminders, who may, the pages.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/test_world.h"

#include "common/org/org.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/record.h"
#include "disclosure/decision/acts.h"
#include "disclosure/decision/decision.h"
#include "disclosure/decision/schema.h"
#include "lib/base/json.h"
#include "tests/at_once.h"

static int64_t create(void)
{
    int64_t id;
    begin(EDITOR);
    done(decision_create(&w.c,
        &(struct decision){.unit_id = w.unit,
            .title = "示例方案",
            .year = 2018,
            .source = "任务第3项",
            .partners = "县财政局"},
        &id));
    commit();
    return id;
}

static struct decision_thread thread(int64_t id)
{
    struct decision_thread t;
    done(ctx_begin(&w.c, false));
    done(decision_read(&w.c, id, false, &t));
    ctx_rollback(&w.c);
    return t;
}

/* "name=value;name=value" */
static enum st take(enum who who, int64_t id, const char *action, const char *given)
{
    struct decision_value list[8];
    struct decision_reason reasons[DECISION_REASONS];
    struct decision_values v = {list, 0};
    char *text = arena_strndup(w.a, given, strlen(given)), *rest;
    for (char *p = strtok_r(text, ";", &rest); p; p = strtok_r(NULL, ";", &rest)) {
        char *eq = strchr(p, '=');
        *eq = '\0';
        list[v.n++] = (struct decision_value){p, eq + 1};
    }
    struct decision_do d = {.action = action, .given = &v, .reasons = reasons};
    begin(who);
    enum st st = decision_act(&w.c, id, &d);
    if (st)
        ctx_rollback(&w.c);
    else
        commit();
    return st;
}

static enum st release(enum who who, int64_t id)
{
    struct decision_reason reasons[DECISION_REASONS];
    struct decision_do d = {.action = "release", .reasons = reasons};
    begin(who);
    enum st st = decision_release(&w.c, id, INT64_MAX, &d);
    if (st)
        ctx_rollback(&w.c);
    else
        commit();
    return st;
}

static const char *page(const char *title)
{
    struct item it;
    int64_t id = publish(&(struct text){.title = title,
        .number = "",
        .formed = "2018-09-12",
        .column = DECISION_COLUMN,
        .kind = "notice"});
    done(ctx_begin(&w.c, false));
    done(item_get(&w.c, id, &it));
    ctx_rollback(&w.c);
    return it.path;
}

static void days_on(int days)
{
    w.c.now += (int64_t)days * 86400;
}

static int64_t open_tasks(const char *kind)
{
    return count(arena_printf(
        w.a, "SELECT count(*) FROM task WHERE kind = '%s' AND closed_at IS NULL", kind));
}

/* Prepared, consulted on, the comments answered. */
static int64_t consulted(void)
{
    int64_t id = create();
    done(take(EDITOR, id, "basis", "basis=某条例第三条"));
    done(take(EDITOR, id, "draft", "summary=要点"));
    done(take(EDITOR, id, "consult", "from=2018-09-12;to=2018-10-11;channel=来信"));
    done(release(HEAD, id));
    return id;
}

/* RULE F-SEEN: what was entered after the page was opened is not made public with the rest. */
static void only_what_was_read_is_released(void **state)
{
    (void)state;
    int64_t id = create();
    done(take(EDITOR, id, "basis", "basis=某条例第三条"));
    get(HEAD, arena_printf(w.a, "/work/decisions/%lld/", (long long)id));
    const char *upto = client_hidden(&w.browsers[HEAD], "upto");
    done(take(EDITOR, id, "basis", "basis=某条例第四条"));
    client_submit(&w.browsers[HEAD],
        arena_printf(w.a, "/work/decisions/%lld/release", (long long)id),
        arena_printf(w.a, "upto=%s", upto));
    must_be(&w.browsers[HEAD].res, 422);
    must_have(&w.browsers[HEAD].res, "文本在您打开后又改过，请重新阅读");
    must_have(&w.browsers[HEAD].res, "F-SEEN");
    must_have(&w.browsers[HEAD].res, "您打开后新填");
    assert_null(thread(id).open[SLOT_BASIS]);
    upto = client_hidden(&w.browsers[HEAD], "upto");
    client_submit(&w.browsers[HEAD],
        arena_printf(w.a, "/work/decisions/%lld/release", (long long)id),
        arena_printf(w.a, "upto=%s", upto));
    must_be(&w.browsers[HEAD].res, 303);
    assert_string_equal(
        decision_value(&thread(id).open[SLOT_BASIS]->values, "basis"), "某条例第四条");
}

/* RULE M-SELF, M-LEGAL, M-RESULT: from the draft to the evaluation, in the order of the table. */
static void whole_way(void **state)
{
    (void)state;
    int64_t id = create();
    assert_int_equal(
        take(EDITOR, id, "consult", "from=2018-09-12;to=2018-10-11;channel=来信"), ST_INVALID);
    assert_string_equal(w.c.err.message, "没有依据：请先“填写依据”（M-BASIS）");
    assert_int_equal(take(EDITOR, id, "heard", "outcome=x"), ST_CONFLICT);
    id = consulted();
    struct decision_thread t = thread(id);
    assert_int_equal(t.d.stage, DECISION_CONSULT);
    assert_int_equal(t.waiting, 0);
    assert_int_equal(take(EDITOR, id, "heard", "outcome=x"), ST_INVALID); /* not over */
    days_on(30);
    done(take(EDITOR, id, "heard", "outcome=没有收到意见"));
    assert_int_equal(take(EDITOR, id, "send", ""), ST_INVALID);
    done(take(EDITOR, id, "expert", "opinion=可行;expert_on=2018-10-10"));
    done(take(EDITOR, id, "risk", "without=不影响社会稳定"));
    done(take(EDITOR, id, "send", ""));
    assert_int_equal(open_tasks("decision.step"), 2); /* of the other thread too */
    done(take(LEGAL, id, "unlawful", "legal_return=第二条超越权限"));
    done(take(EDITOR, id, "send", ""));
    assert_int_equal(
        take(EDITOR, id, "discuss", "meeting=m;met_on=2018-10-12;outcome=o"), ST_CONFLICT);
    done(take(LEGAL, id, "lawful", "legal_opinion=合法;legal_on=2018-10-12"));
    done(take(EDITOR, id, "discuss", "meeting=常务会;met_on=2018-10-12;outcome=原则同意"));
    assert_int_equal(take(EDITOR, id, "publish", "page=999"), ST_INVALID);
    done(take(EDITOR, id, "publish", arena_printf(w.a, "page=%s", page("决定"))));
    done(take(EDITOR, id, "progress", "progress_on=2018-10-12;text=开工;percent=40"));
    done(take(EDITOR, id, "progress", "progress_on=2018-10-12;text=完工;percent=100"));
    done(take(EDITOR, id, "complete", "done_on=2018-10-12;text=已建成"));
    assert_int_equal(
        take(EDITOR, id, "evaluate", "evaluated_on=2018-10-12;evaluator=大学;text=良好"),
        ST_INVALID); /* M-RESULT: not public yet */
    assert_int_equal(release(EDITOR, id), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "M-SELF"));
    done(release(HEAD, id));
    done(take(EDITOR, id, "evaluate", "evaluated_on=2018-10-12;evaluator=大学;text=良好"));
    done(release(OFFICE, id));
    t = thread(id);
    assert_int_equal(t.d.stage, DECISION_CLOSED);
    for (int i = 0; i < SLOT_END; i++)
        assert_non_null(t.open[i]);
    assert_int_equal(count("SELECT count(*) FROM task WHERE closed_at IS NULL AND subject_id = 2 "
                           "AND subject_kind = 'decision'"),
        0);
    assert_int_equal(count("SELECT count(*) FROM journal WHERE action = 'decision.release'"), 3);
}

/* What waits is not public; what is put right replaces it only when it is released. */
static void released(void **state)
{
    (void)state;
    int64_t id = create();
    struct decision_thread t;
    done(take(EDITOR, id, "basis", "basis=甲"));
    begin(EDITOR);
    assert_int_equal(decision_read(&w.c, id, true, &t), ST_NOT_FOUND);
    ctx_rollback(&w.c);
    assert_int_equal(open_tasks("decision.release"), 1);
    done(release(HEAD, id));
    assert_int_equal(open_tasks("decision.release"), 0);
    done(take(EDITOR, id, "basis", "basis=乙"));
    begin(EDITOR);
    done(decision_read(&w.c, id, true, &t));
    ctx_rollback(&w.c);
    assert_string_equal(decision_value(&t.open[SLOT_BASIS]->values, "basis"), "甲");
    begin(HEAD);
    assert_int_equal(decision_return(&w.c, id, INT64_MAX, ""), ST_INVALID);
    done(decision_return(&w.c, id, INT64_MAX, "写全称"));
    commit();
    t = thread(id);
    assert_string_equal(decision_value(&t.filled[SLOT_BASIS]->values, "basis"), "甲");
    /* what was sent back can be entered again, though the stage has moved on */
    done(take(EDITOR, id, "draft", "summary=x"));
    done(take(EDITOR, id, "consult", "from=2018-09-12;to=2018-10-11;channel=来信"));
    begin(HEAD);
    done(decision_return(&w.c, id, INT64_MAX, "草案太短"));
    commit();
    done(take(EDITOR, id, "draft", "summary=请联系13812345678"));
    assert_int_equal(release(HEAD, id), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "S-PII"));
    assert_null(strstr(w.c.err.message, "13812345678"));
    /* two at once: the second sees that the thread has moved */
    struct decision_reason reasons[DECISION_REASONS];
    const struct decision_values v = {(const struct decision_value[]){{"summary", "x"}}, 1};
    struct decision_do d = {.action = "draft", .version = 1, .given = &v, .reasons = reasons};
    begin(EDITOR);
    assert_int_equal(decision_act(&w.c, id, &d), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* RULE M-ANSWER: sealed, counted once, shown when answered, never by name. */
static void comments(void **state)
{
    (void)state;
    struct comment *list;
    size_t n;
    int64_t id = create();
    begin(EDITOR);
    assert_int_equal(decision_comment(&w.c, id, "", "x"), ST_NOT_FOUND); /* not public */
    ctx_rollback(&w.c);
    id = consulted();
    for (int i = 0; i < 2; i++) {
        w.c.person = w.c.unit = 0;
        done(ctx_begin(&w.c, true));
        done(decision_comment(&w.c, id, "王某", "路太窄"));
        commit();
    }
    assert_int_equal(count("SELECT count(*) FROM decision_comment"), 1);
    assert_int_equal(count("SELECT times FROM decision_comment"), 2);
    assert_int_equal(open_tasks("decision.answer"), 1);
    begin(EDITOR);
    done(comment_list(&w.c, id, true, &list, &n));
    assert_int_equal(n, 0);
    done(comment_list(&w.c, id, false, &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].name, "王某");
    assert_string_equal(list[0].text, "路太窄");
    done(decision_answer(
        &w.c, id, &(struct comment_answer){list[0].id, RESULT_ADOPTED, "已加宽", "道路太窄"}, 1));
    done(comment_list(&w.c, id, true, &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].text, "");
    assert_string_equal(list[0].public_text, "道路太窄");
    commit();
    assert_int_equal(open_tasks("decision.answer"), 0);
    days_on(30);
    begin(EDITOR);
    assert_int_equal(decision_comment(&w.c, id, "", "晚了"), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* The public page with its consultation and the table of what became of the comments. */
static void as_the_public_reads_it(void **state)
{
    (void)state;
    static const char *const sent[] = {"路太窄", "走别的路线"};
    struct comment *list;
    size_t n;
    int64_t id = consulted();
    for (size_t i = 0; i < COUNT_OF(sent); i++) {
        w.c.person = w.c.unit = 0;
        done(ctx_begin(&w.c, true));
        done(decision_comment(&w.c, id, "", sent[i]));
        commit();
    }
    begin(EDITOR);
    done(comment_list(&w.c, id, false, &list, &n));
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        bool narrow = strcmp(list[i].text, sent[0]) == 0;
        done(decision_answer(&w.c, id,
            &(struct comment_answer){list[i].id, narrow ? RESULT_ADOPTED : RESULT_REJECTED,
                narrow ? "已加宽到 12 米" : "占用基本农田，不可行",
                narrow ? "道路太窄" : "改走别的路线"},
            1));
    }
    commit();
    days_on(30);
    done(take(EDITOR, id, "heard", "outcome=收到意见 2 条，采纳 1 条"));
    done(release(HEAD, id));
    visit(arena_printf(w.a, "/decisions/%lld", (long long)id));
    must_be(&w.res, 200);
    must_be_golden(&w.res, "decision.html");
    visit("/decisions/");
    must_be_golden(&w.res, "decisions.html");
    visit("/decisions/catalogue");
    must_be_golden(&w.res, "decision-catalogue.html");
}

/* RULE M-PROGRESS: a task while the thread is silent, gone with the next entry. RULE M-AGG: pages
 * of the column that no thread names. */
static void reminders(void **state)
{
    (void)state;
    struct decision_stray *strays;
    size_t n;
    int64_t id = consulted();
    days_on(30);
    done(take(EDITOR, id, "heard", "outcome=x"));
    done(take(EDITOR, id, "expert", "without=x"));
    done(take(EDITOR, id, "risk", "without=x"));
    done(take(EDITOR, id, "send", ""));
    done(take(LEGAL, id, "lawful", "legal_opinion=x;legal_on=2018-10-12"));
    done(take(EDITOR, id, "discuss", "meeting=m;met_on=2018-10-12;outcome=o"));
    const char *decision = page("决定"), *other = page("没有归入的公告");
    done(take(EDITOR, id, "publish", arena_printf(w.a, "page=%s", decision)));
    done(release(HEAD, id));
    days_on(92);
    done(decision_watch(&w.c));
    assert_int_equal(open_tasks("decision.silent"), 0);
    days_on(1);
    done(decision_watch(&w.c));
    assert_int_equal(open_tasks("decision.silent"), 1);
    begin(EDITOR);
    done(decision_strays(&w.c, &strays, &n));
    ctx_rollback(&w.c);
    assert_int_equal(n, 1);
    assert_string_equal(strays[0].path, other);
    done(take(EDITOR, id, "progress", "progress_on=2019-01-10;text=x;percent=5"));
    assert_int_equal(open_tasks("decision.silent"), 0);
    days_on(2);
    done(decision_watch(&w.c));
    assert_int_equal(open_tasks("decision.release"), 1);
}

/* ---- pages ---- */

static void pages(void **state)
{
    (void)state;
    int64_t id = consulted();
    const char *shown = arena_printf(w.a, "/decisions/%lld", (long long)id);
    visit("/decisions/");
    must_be(&w.res, 200);
    must_have(&w.res, "示例方案");
    must_have(&w.res, "来源：县示例一局");
    must_have(&w.res, "征求意见至 2018-10-11");
    visit("/decisions/?year=2017");
    must_have(&w.res, "没有符合条件的事项");
    visit(arena_printf(w.a, "/decisions/?stage=1&text=%s", url_encoded(w.a, "任务第3")));
    must_have(&w.res, "示例方案");
    visit("/decisions/catalogue?year=2018");
    must_have(&w.res, "2018年度重大行政决策事项目录");
    must_have(&w.res, "县财政局");
    visit("/decisions/list.json");
    must_have(&w.res, "\"slot\":\"consult\"");
    must_have(&w.res, "\"empty\":[\"outcome\"");
    visit("/decisions/feed.xml");
    must_have(&w.res, "<title>示例方案</title>");
    must_have(&w.res, "征求意见中；最近公布：公众参与");
    visit("/decisions/list.json");
    const struct json *data;
    done(json_parse(w.a, w.res.body, w.res.body_bytes, &data, &w.c.err));
    assert_int_equal(json_count(json_get(data, "decisions")), 1);
    done(decision_module.start(w.app, &w.c));
    assert_int_equal(must_be_open_data(w.app, w.a, "decisions"), 1);
    must_be_open_data(w.app, w.a, "decision-entries");
    visit("/api/v1/decision-entries?year=2018");
    must_have(&w.res, "\"slot\":\"consult\"");
    must_have(&w.res, "\"released_at\":\"2018-");
    visit("/api/v1/decisions.csv?year=2017");
    must_not_have(&w.res, "示例方案");
    visit(shown);
    must_have(&w.res, "尚未公布");
    must_have(&w.res, "某条例第三条");
    must_have(&w.res, "我要提意见");
    visit("/decisions/999");
    must_be(&w.res, 404);
}

/* A comment without sign-in, once; the unit answers in bulk. */
static void comment_pages(void **state)
{
    (void)state;
    int64_t id = consulted();
    const char *work = arena_printf(w.a, "/work/decisions/%lld/", (long long)id);
    const char *shown = arena_printf(w.a, "/decisions/%lld", (long long)id);
    visit(arena_printf(w.a, "%s/comment", shown));
    must_have(&w.res, "怎样称呼您");
    const char *fields = arena_printf(
        w.a, "text=%s&name=%s", url_encoded(w.a, "请加宽道路"), url_encoded(w.a, "李某"));
    client_submit(&w.visitor, arena_printf(w.a, "%s/comment", shown), fields);
    must_be(&w.visitor.res, 303);
    visit(arena_printf(w.a, "%s/comment?sent=1", shown));
    must_have(&w.res, "已经收到");
    visit(shown);
    must_have(&w.res, "待答复 1 条");
    must_not_have(&w.res, "请加宽道路");
    visit(arena_printf(w.a, "%s/comment", shown));
    client_submit(&w.visitor, arena_printf(w.a, "%s/comment", shown), "text=");
    must_be(&w.visitor.res, 422);
    /* refused first */
    get(EDITOR, arena_printf(w.a, "%scomments", work));
    must_have(&w.res, "请加宽道路");
    must_have(&w.res, "李某");
    post(EDITOR, arena_printf(w.a, "%scomments", work),
        "id=1&result.1=rejected&reason.1=&public_text.1=x");
    must_be(&w.res, 422);
    must_have(&w.res, "M-ANSWER");
    post(STRANGER, arena_printf(w.a, "%scomments", work), "id=1&result.1=adopted&public_text.1=x");
    must_be(&w.res, 404);
    post(EDITOR, arena_printf(w.a, "%scomments", work),
        arena_printf(w.a, "id=1&result.1=adopted&reason.1=%s&public_text.1=%s",
            url_encoded(w.a, "第四条已加宽"), url_encoded(w.a, "道路要加宽")));
    must_be(&w.res, 303);
    visit(shown);
    must_have(&w.res, "道路要加宽");
    must_have(&w.res, "第四条已加宽");
    must_not_have(&w.res, "李某");
}

/* Staff: who may. */
static void staff_pages(void **state)
{
    (void)state;
    int64_t id = consulted();
    const char *work = arena_printf(w.a, "/work/decisions/%lld/", (long long)id);
    get(EDITOR, "/work/decisions/");
    must_have(&w.res, "示例方案");
    get(STRANGER, work);
    must_be(&w.res, 404);
    post(EDITOR, arena_printf(w.a, "%srelease", work), "upto=99");
    must_be(&w.res, 403);
    post(LEGAL, arena_printf(w.a, "%sdo/draft", work), "draft.summary=x");
    must_be(&w.res, 403);
    get(EDITOR, work);
    must_have(&w.res, "更正：填写决策草案");
    post(EDITOR, arena_printf(w.a, "%sdo/heard", work), "heard.outcome=x");
    must_be(&w.res, 422);
    must_have(&w.res, "2018-10-11 才结束");
    get(OFFICE, "/work/decisions/findings");
    must_have(&w.res, "没有发现问题");
    post(OFFICE, "/work/decisions/settings", "silent_days=3&comment_days=20");
    must_be(&w.res, 422);
    post(OFFICE, "/work/decisions/settings", "silent_days=60&comment_days=20");
    must_be(&w.res, 303);
    get(OFFICE, "/work/decisions/settings");
    must_have(&w.res, "value=\"60\"");
    get(EDITOR, "/work/decisions/new");
    post(EDITOR, "/work/decisions/new", "title=x&year=1990");
    must_be(&w.res, 422);
}

/* One address cannot flood a consultation. */
static void flood(void **state)
{
    (void)state;
    const char *form = arena_printf(w.a, "/decisions/%lld/comment", (long long)consulted());
    for (int i = 0; i <= 30; i++) {
        visit(form);
        client_submit(&w.visitor, form, arena_printf(w.a, "text=%d", i));
        if (i < 29)
            must_be(&w.visitor.res, 303);
    }
    must_be(&w.visitor.res, 503);
    assert_true(count("SELECT count(*) FROM decision_comment") <= 30);
    assert_true(count("SELECT count(*) FROM decision_comment") >= 29);
}

/* The page of a paper tells of the thread that names it, once that is public. */
static void on_the_document(void **state)
{
    (void)state;
    int64_t id = create();
    const char *path = page("草案全文");
    done(decision_module.start(w.app, &w.c));
    done(take(EDITOR, id, "draft", arena_printf(w.a, "summary=要点;page=%s", path)));
    visit(path);
    must_not_have(&w.res, "所属决策");
    done(release(HEAD, id));
    visit(path);
    must_have(&w.res, "所属决策");
    must_have(&w.res, arena_printf(w.a, "href=\"/decisions/%lld\"", (long long)id));
    must_have(&w.res, "决策草案");
}

/* ---- the thread as a record ---- */

static struct item listed(int64_t id)
{
    struct item it;
    struct decision_thread t = thread(id);
    done(ctx_begin(&w.c, false));
    done(item_get(&w.c, t.d.record_id, &it));
    ctx_rollback(&w.c);
    return it;
}

/* What is released is a public item under the thread's own address: lists, site map and search read
 * it, each release that changes something is an edition. Withdrawn it is gone at once, everywhere.
 */
static void as_a_record(void **state)
{
    (void)state;
    int64_t id = create();
    const char *shown = arena_printf(w.a, "/decisions/%lld", (long long)id);
    done(take(EDITOR, id, "basis", "basis=某条例第三条"));
    assert_int_equal(thread(id).d.record_id, 0);
    done(release(HEAD, id));
    struct item it = listed(id);
    assert_string_equal(it.path, shown);
    assert_string_equal(it.kind, "decision");
    assert_string_equal(it.title, "示例方案");
    assert_int_equal(it.edition_number, 1);
    const char *changes = arena_printf(
        w.a, "SELECT count(*) FROM search_change WHERE record_id = %lld", (long long)it.record_id);
    assert_int_equal(count(changes), 1);
    visit("/sitemap/1.xml");
    must_have(&w.res, arena_printf(w.a, "%s</loc>", shown));
    done(decision_watch(&w.c)); /* nothing new: no edition */
    assert_int_equal(listed(id).edition_number, 1);
    done(take(EDITOR, id, "draft", "summary=建<两条>路"));
    done(release(HEAD, id));
    assert_int_equal(listed(id).edition_number, 2);
    assert_int_equal(count("SELECT count(*) FROM edition WHERE body_html LIKE '%建&lt;两条&gt;路%' "
                           "AND body_html LIKE '%某条例第三条%'"),
        1);
    visit("/api/v1/decisions.csv");
    must_have(&w.res, "示例方案");
    begin(HEAD);
    done(record_end(&w.c, it.record_id,
        &(struct ending){.kind = END_ERROR, .note = "登记有误", .basis = "", .on = day_none()}));
    commit();
    visit(shown);
    must_be(&w.res, 410);
    must_have(&w.res, "登记有误");
    visit("/decisions/");
    must_not_have(&w.res, "示例方案");
    visit("/decisions/list.json");
    must_not_have(&w.res, "示例方案");
    visit("/api/v1/decisions.csv"); /* kept no longer */
    must_not_have(&w.res, "示例方案");
    visit("/sitemap/1.xml");
    must_not_have(&w.res, arena_printf(w.a, "%s</loc>", shown));
    assert_int_equal(count(changes), 3);
    get(HEAD, arena_printf(w.a, "/work/decisions/%lld/", (long long)id));
    must_have(&w.res, "已经从网站撤下");
    done(take(EDITOR, id, "draft", "summary=再来"));
    assert_int_equal(release(HEAD, id), ST_CONFLICT);
}

/* A thread gets another name when somebody else has released it; the old one stays with its reason
 * on the page, in the journal and in the editions. */
static void renamed(void **state)
{
    (void)state;
    int64_t id = create();
    const char *shown = arena_printf(w.a, "/decisions/%lld", (long long)id);
    done(take(EDITOR, id, "rename", "title=先改的名;why=写错了"));
    done(release(HEAD, id)); /* a name alone makes nothing public */
    visit(shown);
    must_be(&w.res, 404);
    assert_string_equal(thread(id).d.title, "先改的名");
    days_on(2);
    done(take(EDITOR, id, "basis", "basis=甲"));
    done(release(HEAD, id));
    assert_int_equal(listed(id).formed_on.n, day_at(w.c.now).n); /* of the first release */
    assert_int_equal(take(EDITOR, id, "rename", "title=先改的名;why=x"), ST_INVALID);
    assert_int_equal(take(EDITOR, id, "rename", "title=新名称;why="), ST_INVALID);
    done(take(EDITOR, id, "rename", "title=新名称;why=范围有调整"));
    assert_string_equal(listed(id).title, "先改的名");
    assert_int_equal(release(EDITOR, id), ST_INVALID); /* M-SELF */
    enum decision_stage stage = thread(id).d.stage;
    done(release(HEAD, id));
    assert_int_equal(thread(id).d.stage, stage);
    assert_string_equal(thread(id).d.title, "新名称");
    assert_string_equal(listed(id).title, "新名称");
    visit(shown);
    must_have(&w.res, "新名称");
    must_have(&w.res, "先改的名（用到");
    must_have(&w.res, "更改的理由：范围有调整");
    assert_int_equal(count("SELECT count(*) FROM journal WHERE action = 'decision.rename' "
                           "AND detail LIKE '%先改的名%' AND detail LIKE '%新名称%'"),
        1);
    assert_int_equal(count("SELECT count(*) FROM edition WHERE title = '先改的名'"), 1);
    get(EDITOR, arena_printf(w.a, "/work/decisions/%lld/", (long long)id));
    must_have(&w.res, "原名称");
}

/* Files of a slot: typed by their content, public with the release and not before, kept or dropped
 * when the slot is put right. */
static void files(void **state)
{
    (void)state;
    static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
                              "%%EOF\n";
    struct client *b = &w.browsers[EDITOR];
    int64_t id = create();
    const char *work = arena_printf(w.a, "/work/decisions/%lld/", (long long)id);
    const char *form = arena_concat(w.a, work, "do/basis", NULL);
    get(EDITOR, work);
    const char *given[] = {"basis.basis", "某条例第三条", "once", client_hidden(b, "once"), NULL};
    client_upload(b, form, given, &(struct client_file){"basis.files", "坏.pdf", "MZ\x90 exe", 7});
    must_be(&b->res, 422);
    must_have(&b->res, "某条例第三条"); /* the words typed stay */
    get(EDITOR, work);
    given[3] = client_hidden(b, "once");
    client_upload(
        b, form, given, &(struct client_file){"basis.files", "依据.pdf", pdf, sizeof pdf - 1});
    must_be(&b->res, 303);
    struct decision_thread t = thread(id);
    assert_int_equal(t.last[SLOT_BASIS]->n_files, 1);
    const char *path = file_path(w.a, &t.last[SLOT_BASIS]->files[0]);
    visit(path);
    must_be(&w.res, 404);
    done(release(HEAD, id));
    visit(path);
    must_be(&w.res, 200);
    assert_memory_equal(w.res.body, pdf, sizeof pdf - 1);
    visit(arena_printf(w.a, "/decisions/%lld", (long long)id));
    must_have(&w.res, "依据.pdf");
    visit("/decisions/list.json");
    must_have(&w.res, "依据.pdf");
    /* put right: the file stays when it is checked, and goes when it is not */
    get(EDITOR, work);
    must_have(&w.res, "保留的附件");
    post(EDITOR, form,
        arena_printf(w.a, "basis.basis=x&basis.keep=%s", t.last[SLOT_BASIS]->files[0].sha256));
    must_be(&w.res, 303);
    assert_int_equal(thread(id).last[SLOT_BASIS]->n_files, 1);
    post(EDITOR, form, "basis.basis=y");
    must_be(&w.res, 303);
    assert_int_equal(thread(id).last[SLOT_BASIS]->n_files, 0);
    visit(path);
    must_be(&w.res, 200); /* until that is released */
    done(release(HEAD, id));
    visit(path);
    must_be(&w.res, 404);
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

/* The days of a public thread as a calendar: what is not public is not in it. */
static void calendar(void **state)
{
    (void)state;
    int64_t id = create();
    visit(arena_printf(w.a, "/decisions/%lld/dates.ics", (long long)id));
    must_be(&w.res, 404); /* nothing of it is public */
    done(take(EDITOR, id, "basis", "basis=某条例第三条"));
    done(take(EDITOR, id, "draft", "summary=要点"));
    done(release(HEAD, id));
    visit(arena_printf(w.a, "/decisions/%lld", (long long)id));
    must_not_have(&w.res, "dates.ics"); /* no day yet */
    done(take(EDITOR, id, "consult",
        "from=2018-09-12;to=2018-10-11;hearing_on=2018-09-28;channel=来信、听证会"));
    visit(arena_printf(w.a, "/decisions/%lld/dates.ics", (long long)id));
    must_not_have(&w.res, "20181011");
    done(release(HEAD, id));
    visit(arena_printf(w.a, "/decisions/%lld", (long long)id));
    must_have(&w.res, "dates.ics");
    must_have(&w.res, "听证会日期");
    visit(arena_printf(w.a, "/decisions/%lld/dates.ics", (long long)id));
    must_be(&w.res, 200);
    assert_string_equal(w.res.content_type, "text/calendar; charset=utf-8");
    must_have(&w.res, "SUMMARY:提意见的最后一天：示例方案\r\n");
    must_have(&w.res, "DTSTART;VALUE=DATE:20181011\r\n");
    must_have(&w.res, "SUMMARY:听证会：示例方案\r\n");
    must_have(&w.res, arena_printf(w.a, "UID:decision-%lld-to@", (long long)id));
    const char *first = arena_strdup(w.a, w.res.body);
    visit(arena_printf(w.a, "/decisions/%lld/dates.ics", (long long)id));
    assert_string_equal(w.res.body, first); /* the same until something is released */
    visit("/decisions/999999/dates.ics");
    must_be(&w.res, 404);
    visit("/decisions/abc/dates.ics");
    must_be(&w.res, 404);
    const int64_t record = thread(id).d.record_id;
    begin(OFFICE);
    done(record_end(&w.c, record,
        &(struct ending){.kind = END_ERROR, .note = "发错", .basis = "", .on = day_none()}));
    commit();
    visit(arena_printf(w.a, "/decisions/%lld/dates.ics", (long long)id));
    must_be(&w.res, 410);
}

struct stepping {
    int64_t id;
    const char *action;
    struct decision_value list[2];
};

static enum st act_step(struct ctx *c, void *arg)
{
    const struct stepping *s = arg;
    struct decision_reason reasons[DECISION_REASONS];
    const struct decision_values v = {s->list, 2};
    struct decision_do d = {.action = s->action, .given = &v, .reasons = reasons};
    return decision_act(c, s->id, &d);
}

static enum st act_release(struct ctx *c, void *arg)
{
    const struct stepping *s = arg;
    struct decision_reason reasons[DECISION_REASONS];
    struct decision_do d = {.action = "release", .reasons = reasons};
    return decision_release(c, s->id, INT64_MAX, &d);
}

static enum st act_return(struct ctx *c, void *arg)
{
    const struct stepping *s = arg;
    return decision_return(c, s->id, INT64_MAX, "再核对");
}

static struct at_once person(enum who who, enum st (*act)(struct ctx *, void *), struct stepping *s)
{
    return (struct at_once){.person = w.people[who],
        .unit = who == OFFICE || who == LEGAL ? w.office_unit : w.unit,
        .act = act,
        .arg = s};
}

/* Two people at the same moment, on connections of their own: one of them does it, the other is
 * told, nothing is half done. */
static void two_at_once(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        int64_t id = create();
        struct stepping s = {.id = id};
        done(take(EDITOR, id, "basis", "basis=某条例第三条"));
        struct at_once settle[2] = {person(HEAD, act_release, &s), person(OFFICE, act_return, &s)};
        int won = at_once_one(&w.c, settle, "没有等待公开的内容");
        assert_int_equal(thread(id).open[SLOT_BASIS] != NULL, !won);
        assert_int_equal(thread(id).waiting, 0);
        id = consulted();
        days_on(40);
        done(take(EDITOR, id, "heard", "outcome=没有收到意见"));
        done(take(EDITOR, id, "expert", "without=不涉及专业问题"));
        done(take(EDITOR, id, "risk", "without=不影响社会稳定"));
        done(take(EDITOR, id, "send", ""));
        size_t before = thread(id).n;
        struct stepping pass = {id, "lawful",
                            {{"legal_opinion", "合法"}, {"legal_on", "2018-10-20"}}},
                        back = {id, "unlawful", {{"legal_return", "缺依据"}, {"note", ""}}};
        struct at_once legal[2] = {person(LEGAL, act_step, &pass), person(LEGAL, act_step, &back)};
        won = at_once_one(&w.c, legal, "请刷新页面");
        assert_int_equal(thread(id).d.stage, won ? DECISION_STUDY : DECISION_DISCUSS);
        assert_int_equal(thread(id).n, before + 1);
        w.c.now -= 40 * 86400LL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(whole_way), WORLD(only_what_was_read_is_released),
        WORLD(released), WORLD(comments), WORLD(as_the_public_reads_it), WORLD(reminders),
        WORLD(pages), WORLD(comment_pages), WORLD(staff_pages), WORLD(flood),
        WORLD(on_the_document), WORLD(as_a_record), WORLD(renamed), WORLD(files),
        WORLD(two_at_once), WORLD(calendar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
