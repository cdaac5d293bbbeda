/* Packs on a real database: together or not at all, who may, two at once, the watch over what is
 * public, the pages.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "common/record/bundle.h"
#include "common/record/column.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/interpret/acts.h"
#include "disclosure/interpret/waits.h"

static struct principal who_of(enum who who)
{
    const char *const roles_of[PEOPLE] = {
        "editor", "editor", "reviewer", "head", "editor", "office"};
    const struct role *role = role_find(roles_of[who]);
    return (struct principal){.id = w.people[who],
        .unit_id = who == STRANGER || who == OFFICE ? w.other_unit : w.unit,
        .perms = role->perms,
        .n_perms = role->n_perms};
}

static int64_t policy(const char *title, const char *issuer)
{
    struct column column;
    struct content content;
    int64_t id;
    content_init(&content);
    content.title = title;
    content.body_html = "<p>第一条 学校体育场地在课余时间向居民开放。</p>";
    content.meta.open_mode = "主动公开";
    content.meta.source = content.meta.issuer = issuer;
    content.meta.validity = "有效";
    content.meta.subject = "科技、教育";
    content.meta.formed_on = day_at(w.c.now);
    begin_as(EDITOR, true);
    done(column_by_path(&w.c, "zwgk/fdnr/zcwj/gfxwj", &column));
    done(document_start(&w.c, "document", column.id, &content, &id));
    commit();
    return id;
}

static const struct plan whole = {.outline = "为什么开放、什么时候开放",
    .forms = "问答",
    .channel = "网站",
    .interpreter = "负责丁",
    .planned_on = {20600},
    .reason = ""};

/* A pack with a plan and one written interpretation. */
static int64_t ready(const char *title, const char *issuer, int64_t *policy_id, int64_t *said_id)
{
    struct pack p;
    struct draft d;
    int64_t id;
    struct principal me = who_of(EDITOR);
    *policy_id = policy(title, issuer);
    begin_as(EDITOR, true);
    done(pack_start(&w.c, *policy_id, &me, &id));
    done(pack_get(&w.c, id, &p));
    done(pack_plan(&w.c, &p, &whole));
    done(
        pack_material(&w.c, &p, &(struct interpretation){"负责人解读", "问答", "负责丁"}, said_id));
    done(draft_get(&w.c, *said_id, &d));
    d.content.body_html = "<p>问：节假日能进去打球吗？答：能，登记就行。</p>";
    done(draft_save(&w.c, &d));
    commit();
    return id;
}

/* Of the secrecy review, by who approves. */
static const char *concluded = "open";

static enum st run(enum who who, int64_t id, const char *action, const char *reasons)
{
    struct pack p;
    struct principal me = who_of(who);
    begin_as(who, true);
    done(pack_get(&w.c, id, &p));
    enum st st = pack_run(&w.c, id, &me,
        &(struct pack_do){.action = action,
            .note = strstr(reasons, "S-") ? "删去第三段" : "",
            .codes = reasons,
            .version = p.version,
            .secrecy = concluded});
    if (st)
        ctx_rollback(&w.c);
    else
        commit();
    return st;
}

static bool public(int64_t id)
{
    struct item item;
    begin_as(EDITOR, false);
    enum st st = item_get(&w.c, id, &item);
    ctx_rollback(&w.c);
    return st == ST_OK;
}

static void together_or_not_at_all(void **state)
{
    (void)state;
    int64_t main, said, id = ready("场地开放办法", "师宗县示例一局", &main, &said);
    /* alone nothing moves */
    struct principal me = who_of(EDITOR);
    begin_as(EDITOR, true);
    assert_int_equal(
        act_run(&w.c, main, &me, "submit", &(struct act_input){.note = ""}), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "F-BUNDLE"));
    ctx_rollback(&w.c);
    assert_int_equal(run(EDITOR, id, "publish", ""), ST_CONFLICT);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(EDITOR2, id, "sign", ""), ST_DENIED);
    assert_int_equal(run(STRANGER, id, "withdraw", ""), ST_DENIED);
    /* the reviewer cannot take one of them out */
    begin_as(REVIEWER, true);
    struct principal reviewer = who_of(REVIEWER);
    assert_int_equal(
        act_run(&w.c, main, &reviewer, "approve", &(struct act_input){.note = ""}), ST_CONFLICT);
    ctx_rollback(&w.c);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_false(public(main));
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    assert_true(public(main));
    assert_true(public(said));
    struct link *links;
    size_t n;
    begin_as(EDITOR, false);
    done(link_list(&w.c, main, true, &links, &n));
    assert_int_equal(n, 1);
    assert_string_equal(links[0].kind, LINK_INTERPRETS);
    done(link_list(&w.c, said, true, &links, &n));
    assert_int_equal(n, 1);
    int64_t held;
    const char *path;
    done(bundle_of(&w.c, main, &held, &path));
    assert_int_equal(held, 0); /* later changes of one of them stand alone */
    ctx_rollback(&w.c);
}

/* One part cannot go out: none does. */
static void nothing_half_published(void **state)
{
    (void)state;
    int64_t main, said, id = ready("半途办法", "师宗县示例一局", &main, &said);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    begin_as(
        EDITOR, true); /* its column is closed meanwhile: the interpretation cannot be published */
    struct column k;
    done(column_by_path(&w.c, INTERPRET_COLUMN, &k));
    k.closed = true;
    done(column_save(&w.c, &k));
    commit();
    assert_int_equal(run(HEAD, id, "publish", ""), ST_CONFLICT);
    assert_false(public(main));
    assert_false(public(said));
    begin_as(EDITOR, true);
    k.closed = false;
    done(column_save(&w.c, &k));
    commit();
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    assert_true(public(main) && public(said));
}

/* RULE S-REVIEW: every text of a bundle is reviewed, or none goes out. */
static void the_secrecy_of_all(void **state)
{
    (void)state;
    int64_t main, said, id = ready("审查办法", "师宗县示例一局", &main, &said);
    struct principal reviewer = who_of(REVIEWER);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    concluded = "closed";
    assert_int_equal(run(HEAD, id, "sign", ""), ST_CONFLICT);
    concluded = "";
    do_get(HEAD, "/work/interpret/%lld/", (long long)id);
    must_have(&w.res, "name=\"secrecy\"");
    must_have(&w.res, "尚未审查");
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "publish", ""), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "S-REVIEW"));
    begin_as(REVIEWER, true); /* one of them is not enough */
    done(document_secrecy(&w.c, main, &reviewer, "open", ""));
    commit();
    assert_int_equal(run(HEAD, id, "publish", ""), ST_CONFLICT);
    assert_false(public(main) || public(said));
    begin_as(REVIEWER, true);
    done(document_secrecy(&w.c, said, &reviewer, "open", ""));
    done(document_secrecy(&w.c, said, &reviewer, "open", "")); /* once is enough */
    commit();
    concluded = "open";
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    assert_true(public(main) && public(said));
}

/* RULE P-NOPLAN, RULE P-NOMAT: everything missing at once; RULE P-NOSIGN: coded returns. */
static void the_office_sends_back(void **state)
{
    (void)state;
    int64_t main, said, id;
    struct principal me = who_of(EDITOR);
    main = policy("缺解读的办法", "师宗县人民政府");
    begin_as(EDITOR, true);
    done(pack_start(&w.c, main, &me, &id));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "P-NOPLAN"));
    assert_non_null(strstr(w.c.err.message, "P-NOMAT"));
    id = ready("县级办法", "师宗县人民政府", &main, &said);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "publish", ""), ST_CONFLICT); /* the office has not seen it */
    assert_int_equal(run(OFFICE, id, "send_back", ""), ST_INVALID);
    assert_int_equal(run(OFFICE, id, "send_back", "X-Y"), ST_INVALID);
    assert_int_equal(run(OFFICE, id, "send_back", "P-NOMAT,P-NOSIGN"), ST_OK);
    begin_as(EDITOR, false);
    struct document_look look;
    done(document_look(&w.c, main, &look));
    assert_true(look.writing);
    done(document_look(&w.c, said, &look));
    assert_true(look.writing);
    ctx_rollback(&w.c);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(OFFICE, id, "approve", ""), ST_OK);
    assert_int_equal(run(OFFICE, id, "publish", ""), ST_OK);
    assert_true(public(main) && public(said));
}

/* RULE F-SEEN: withdrawn, changed and handed in again after the head opened the page. */
static void only_what_was_read_is_signed(void **state)
{
    (void)state;
    struct draft d;
    int64_t main, said, id = ready("读过的办法", "师宗县示例一局", &main, &said);
    const char *at = arena_printf(w.a, "/work/interpret/%lld/", (long long)id);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    do_get(HEAD, "%s", at);
    const char *seen = client_hidden(&w.browsers[HEAD], "seen");
    const char *version = client_hidden(&w.browsers[HEAD], "version");
    assert_int_equal(run(EDITOR, id, "withdraw", ""), ST_OK);
    begin_as(EDITOR, true);
    done(draft_get(&w.c, said, &d));
    d.content.body_html = "<p>问：收费吗？答：不收。</p>";
    done(draft_save(&w.c, &d));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    do_post(HEAD, arena_concat(w.a, at, "do/sign", NULL), "secrecy=open&version=%s&seen=%s",
        version, url_encoded(w.a, seen));
    must_be(&w.res, 409);
    must_have(&w.res, "文本在您打开后又改过，请重新阅读");
    must_have(&w.res, arena_printf(w.a, "/work/documents/%lld/compare?old=", (long long)said));
    seen = client_hidden(&w.browsers[HEAD], "seen"); /* the page shown is the new one */
    do_post(HEAD, arena_concat(w.a, at, "do/sign", NULL), "secrecy=open&version=%s&seen=%s",
        client_hidden(&w.browsers[HEAD], "version"), url_encoded(w.a, seen));
    must_be(&w.res, 303);
    do_post(HEAD, arena_concat(w.a, at, "do/publish", NULL), "version=1&seen=1:1");
    must_be(&w.res, 409);
    assert_false(public(main) || public(said));
}

/* Two people at once: the second sees that the page is old, nothing happens twice. */
static void the_second_of_two_is_told(void **state)
{
    (void)state;
    struct pack p;
    int64_t main, said, id = ready("两人同时", "师宗县示例一局", &main, &said);
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    begin_as(HEAD, false);
    done(pack_get(&w.c, id, &p));
    ctx_rollback(&w.c);
    struct principal head = who_of(HEAD), me = who_of(EDITOR);
    const struct pack_do sign = {.action = "sign", .note = "", .codes = "", .version = p.version},
                         back = {
                             .action = "withdraw", .note = "", .codes = "", .version = p.version};
    begin_as(HEAD, true);
    done(pack_run(&w.c, id, &head, &sign));
    commit();
    begin_as(EDITOR, true); /* withdrawn in the middle of it */
    assert_int_equal(pack_run(&w.c, id, &me, &back), ST_CONFLICT);
    ctx_rollback(&w.c);
    begin_as(HEAD, true);
    assert_int_equal(pack_run(&w.c, id, &head, &sign), ST_CONFLICT);
    ctx_rollback(&w.c);
    /* a stale plan is refused as well */
    begin_as(EDITOR, true);
    assert_int_equal(pack_plan(&w.c, &p, &whole), ST_CONFLICT);
    ctx_rollback(&w.c);
}

static int tasks(const char *kind, int64_t subject)
{
    static const struct stmt count = {"test.tasks",
        "SELECT count(*) FROM task WHERE kind = $1 AND subject_id = $2 AND closed_at IS NULL",
        NULL};
    struct rows *r;
    begin_as(EDITOR, false);
    done(q1(&w.c, &count, ARGS(v_text(kind), v_int(subject)), &r));
    int n = (int)rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

/* RULE P-LATE: promised for later, a task until it is there. RULE P-LINK-IF: an interpretation
 * whose policy has gone is a task. */
static void what_is_public_is_watched(void **state)
{
    (void)state;
    struct pack p;
    int64_t id, main = policy("急件办法", "师宗县示例一局"), said;
    struct principal me = who_of(EDITOR);
    struct plan later = whole;
    later.mode = PLAN_LATER;
    later.reason = "防汛紧急，文件须当天公布，解读随后";
    begin_as(EDITOR, true);
    done(pack_start(&w.c, main, &me, &id));
    done(pack_get(&w.c, id, &p));
    done(pack_plan(&w.c, &p, &later));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    assert_int_equal(tasks("interpret.late", main), 1);
    done(interpret_watch(&w.c));
    assert_int_equal(tasks("interpret.late", main), 1);
    begin_as(EDITOR, true); /* the interpretation comes in a pack around the public policy */
    done(pack_start(&w.c, main, &me, &id));
    done(pack_get(&w.c, id, &p));
    done(pack_plan(&w.c, &p, &whole));
    done(pack_material(&w.c, &p, &(struct interpretation){"部门解读", "文字", ""}, &said));
    struct draft d;
    done(draft_get(&w.c, said, &d));
    d.content.body_html = "<p>这份办法解决了场地白天没人用的问题。</p>";
    done(draft_save(&w.c, &d));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    assert_true(public(said));
    done(interpret_watch(&w.c));
    assert_int_equal(tasks("interpret.late", main), 0);
    assert_int_equal(tasks("interpret.link", said), 0);
    begin_as(HEAD, true);
    done(record_end(&w.c, main,
        &(struct ending){.kind = END_ERROR, .note = "发错", .basis = "", .on = day_none()}));
    commit();
    done(interpret_watch(&w.c));
    assert_int_equal(tasks("interpret.link", said), 1);
}

/* RULE P-LINK-IF, RULE P-SYNC: a public policy ends while its interpretation waits: that stays. */
static void nothing_interprets_what_has_ended(void **state)
{
    (void)state;
    struct pack p;
    struct draft d;
    int64_t id, main = policy("要撤的办法", "师宗县示例一局"), said;
    struct principal me = who_of(EDITOR);
    struct plan later = whole;
    later.mode = PLAN_LATER;
    later.reason = "防汛紧急，文件须当天公布，解读随后";
    begin_as(EDITOR, true);
    done(pack_start(&w.c, main, &me, &id));
    done(pack_get(&w.c, id, &p));
    done(pack_plan(&w.c, &p, &later));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "publish", ""), ST_OK);
    begin_as(EDITOR, true);
    done(pack_start(&w.c, main, &me, &id));
    done(pack_get(&w.c, id, &p));
    done(pack_plan(&w.c, &p, &whole));
    done(pack_material(&w.c, &p, &(struct interpretation){"部门解读", "文字", ""}, &said));
    done(draft_get(&w.c, said, &d));
    d.content.body_html = "<p>这份办法说的是场地怎么用。</p>";
    done(draft_save(&w.c, &d));
    commit();
    assert_int_equal(run(EDITOR, id, "submit", ""), ST_OK);
    assert_int_equal(run(HEAD, id, "sign", ""), ST_OK);
    begin_as(HEAD, true);
    done(record_end(&w.c, main,
        &(struct ending){.kind = END_ERROR, .note = "发错", .basis = "", .on = day_none()}));
    commit();
    assert_int_equal(run(HEAD, id, "publish", ""), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "P-LINK-IF"));
    assert_false(public(said));
    do_get(HEAD, "/work/interpret/%lld/", (long long)id);
    must_have(&w.res, "政策文件已经结束");
    /* nor alone, nor is it linked anew */
    struct doc *alone = doc_of(said);
    assert_true(findings_stop(&alone->publish));
    int64_t other = make("interpretation", "另一份解读", "draft");
    do_post(EDITOR, path_of(other, "links/add"), "kind=interprets&to=%lld", (long long)main);
    must_be(&w.res, 409);
    must_have(&w.res, "P-LINK-IF");
    assert_int_equal(run(HEAD, id, "send_back", "R-OTHER"), ST_INVALID);
    assert_int_equal(run(HEAD, id, "send_back", "R-FACTS"), ST_OK);
}

static void the_pages(void **state)
{
    (void)state;
    int64_t main, said, id = ready("页面办法", "师宗县示例一局", &main, &said);
    do_get(EDITOR, "/work/interpret/");
    must_be(&w.res, 200);
    must_have(&w.res, "页面办法");
    do_get(EDITOR, "/work/interpret/%lld/", (long long)id);
    must_be(&w.res, 200);
    must_have(&w.res, "报负责人签批");
    must_have(&w.res, "负责人解读 · 问答");
    do_get(STRANGER, "/work/interpret/%lld/", (long long)id);
    must_be(&w.res, 403);
    do_get(EDITOR, "/work/interpret/?tab=missing");
    must_be(&w.res, 200);
    do_get(OFFICE, "/work/interpret/?tab=figures");
    must_be(&w.res, 200);
    must_have(&w.res, "县示例一局");
    do_get(EDITOR, "/work/documents/%lld/", (long long)main);
    must_have(&w.res, "与政策解读同步送审");
    do_get(EDITOR, "/work/interpret/99999/");
    must_be(&w.res, 404);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
    const struct CMUnitTest tests[] = {T(together_or_not_at_all), T(nothing_half_published),
        T(the_secrecy_of_all), T(the_office_sends_back), T(only_what_was_read_is_signed),
        T(the_second_of_two_is_told), T(what_is_public_is_watched),
        T(nothing_interprets_what_has_ended), T(the_pages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
