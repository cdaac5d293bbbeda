/* The proofreader among people: while writing, at the gate, over the site at night.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "common/proof/desk.h"
#include "common/record/record.h"

#define WRONG "各单位要加强领导，认真作好值班工作，截止2018年2月30日。"

static const struct act_input none = {.note = ""};

static int64_t draft_with(const char *body)
{
    int64_t id = make("notice", "关于做好值班工作的通知", "draft");
    struct draft d;
    begin_as(EDITOR, true);
    done(draft_get(&w.c, id, &d));
    d.content.body_html = body;
    done(draft_save(&w.c, &d));
    commit();
    return id;
}

static bool has(const struct findings *f, const char *code)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->list[i].code->code, code))
            return true;
    return false;
}

static void remember(enum who who, const char *code, const char *text)
{
    do_post(who, PROOF_DESK "remember", "code=%s&class=date&text=%s&context=&back=/work/", code,
        url_encoded(w.a, text));
}

static void findings_have_places(void **state)
{
    (void)state;
    do_post(EDITOR, PROOF_DESK "check", "title=%s&lines=%s", url_encoded(w.a, "通知（试行"),
        url_encoded(w.a, "第一段。\n" WRONG));
    must_be(&w.res, 200);
    must_have(
        &w.res, "\"field\":\"title\",\"line\":0,\"start\":2,\"end\":3,\"code\":\"T-BR-PAIR\"");
    must_have(
        &w.res, "\"field\":\"body\",\"line\":1,\"start\":20,\"end\":30,\"code\":\"T-DATE-2\"");
    must_have(&w.res, "\"serious\":true");
    must_have(&w.res, "\"model\":false"); /* none beside the tests */
    do_post(EDITOR, PROOF_DESK "check", "lines=%s", url_encoded(w.a, "第一段。"));
    must_have(&w.res, "\"findings\":[]");
    do_post(REVIEWER, PROOF_DESK "check", "lines=a");
    must_be(&w.res, 403);
    do_post(EDITOR, PROOF_DESK "check", "date=x");
    must_be(&w.res, 422);
    must_have(&w.res, "{\"message\":");
}

static void names_of_the_register_are_right(void **state)
{
    (void)state;
    do_post(EDITOR, PROOF_DESK "check", "lines=%s", url_encoded(w.a, "师宗县布署局负责。"));
    must_have(&w.res, "\"text\":\"布署\"");
    begin_as(EDITOR, true);
    int64_t id;
    done(unit_add(&w.c,
        &(struct unit){.code = "s9",
            .name = "师宗县布署局",
            .short_name = "县布署局",
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &id));
    commit();
    do_post(EDITOR, PROOF_DESK "check", "lines=%s", url_encoded(w.a, "师宗县布署局负责。"));
    must_have(&w.res, "\"findings\":[]");
    do_post(EDITOR, PROOF_DESK "check", "lines=%s", url_encoded(w.a, "认真布署工作。"));
    must_have(&w.res, "\"text\":\"布署\"");
}

/* RULE T-GATE */
static void serious_findings_stop_until_a_reviewer_agrees(void **state)
{
    (void)state;
    int64_t id = draft_with("<p>请于2018年2月30日前报送。</p>");
    assert_true(has(&doc_of(id)->submit, "T-WRONG"));
    assert_true(findings_stop(&doc_of(id)->submit));
    do_get(EDITOR, "%s", path_of(id, "words"));
    must_be(&w.res, 200);
    must_have(&w.res, "日期不存在");
    must_have(&w.res, "不是错误");
    remember(STRANGER, "T-DATE-2", "2018年2月30日"); /* whoever drafts may say so */
    must_be(&w.res, 303);
    assert_false(has(&doc_of(id)->submit, "T-WRONG"));
    act_now(EDITOR, id, "submit", &none);
    assert_true(has(&doc_of(id)->submit, "T-CLAIMED"));
    begin_as(REVIEWER, true);
    assert_int_not_equal(act_run(&w.c, id, NULL, "approve", &none), ST_OK);
    ctx_rollback(&w.c);
    do_get(REVIEWER, "%s", path_of(id, "words"));
    must_have(&w.res, "确认不是错误");
    remember(REVIEWER, "T-DATE-2", "2018年2月30日");
    must_be(&w.res, 303);
    assert_false(has(&doc_of(id)->submit, "T-CLAIMED"));
    act_now(REVIEWER, id, "approve", &none);
    do_get(OFFICE, PROOF_DESK "remembered/");
    must_have(&w.res, "2018年2月30日");
    must_have(&w.res, "审核丙");
    do_get(REVIEWER, PROOF_DESK "remembered/");
    must_be(&w.res, 403);
    do_get(OFFICE, PROOF_DESK "remembered/");
    const char *row = text_after(w.a, &w.res, "action=\"" PROOF_DESK "remembered/", "/");
    do_post(OFFICE, arena_printf(w.a, PROOF_DESK "remembered/%s/revoke", row), "x=");
    must_be(&w.res, 303);
    assert_true(has(&doc_of(id)->publish, "T-WRONG"));
}

static void personal_data_is_never_no_error(void **state)
{
    (void)state;
    remember(REVIEWER, "T-PII", "530323********1234");
    must_be(&w.res, 400);
    must_have(&w.res, "不能标为“不是错误”");
}

static void hints_do_not_stop(void **state)
{
    (void)state;
    int64_t id = draft_with("<p>请于2018年9月12日（星期一）前报送。</p>");
    assert_true(has(&doc_of(id)->submit, "T-HINTS"));
    assert_false(findings_stop(&doc_of(id)->submit));
}

static int64_t open_tasks(void)
{
    static const struct stmt s = {"test.unit_tasks",
        "SELECT count(*) FROM task WHERE kind = 'proof.serious' AND closed_at IS NULL", NULL};
    struct rows *r;
    begin_as(EDITOR, false);
    done(q1(&w.c, &s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

static void run_night(int64_t *looked)
{
    bool left;
    w.c.person = 0;
    done(proof_night(&w.c, 60000, looked, &left));
    assert_false(left);
}

static void the_site_is_looked_at_once(void **state)
{
    (void)state;
    int64_t looked, id = make("notice", "旧的通知", "live");
    /* published before the gate knew of it: straight into the tables */
    struct record rec;
    int64_t edition;
    begin_as(EDITOR, true);
    done(record_get(&w.c, id, &rec));
    struct edition e;
    done(edition_get(&w.c, rec.live_edition, &e));
    e.content.body_html = "<p>截止2018年2月31日。</p>";
    done(edition_add(&w.c, id, e.column_id, &e.content, "", &edition));
    done(record_publish(&w.c, id, edition, 0));
    commit();
    run_night(&looked);
    assert_true(looked >= 1);
    assert_int_equal(open_tasks(), 1);
    run_night(&looked);
    assert_int_equal(looked, 0);
    do_get(EDITOR, PROOF_DESK);
    must_be(&w.res, 200);
    must_have(&w.res, "2018年2月31日");
    must_have(&w.res, arena_printf(w.a, "/work/documents/%lld/amend", (long long)id));
    do_get(EDITOR, PROOF_DESK "?class=typo");
    must_not_have(&w.res, "2018年2月31日");
    do_get(STRANGER, PROOF_DESK); /* another unit */
    must_not_have(&w.res, "2018年2月31日");
    do_get(OFFICE, PROOF_DESK "?serious=1");
    must_have(&w.res, "2018年2月31日");
    do_post(REVIEWER, PROOF_DESK "remember", "code=T-DATE-2&class=date&text=%s&context=&back=%s",
        url_encoded(w.a, "2018年2月31日"), url_encoded(w.a, PROOF_DESK));
    must_be(&w.res, 303);
    do_get(EDITOR, PROOF_DESK);
    must_not_have(&w.res, "2018年2月31日</mark>");
    assert_int_equal(open_tasks(), 0);
}

/* RULE T-REF, T-LAW: the night counts the articles of what is public. */
static void references_to_the_county_s_texts(void **state)
{
    (void)state;
    int64_t looked, id = make("notice", "师宗县河道保洁管理办法", "live");
    struct record rec;
    int64_t edition;
    begin_as(EDITOR, true);
    done(record_get(&w.c, id, &rec));
    struct edition e;
    done(edition_get(&w.c, rec.live_edition, &e));
    e.content.body_html = "<p>第一条　甲。</p><p>第二条　乙。</p><p>第三条　丙。</p>";
    done(edition_add(&w.c, id, e.column_id, &e.content, "", &edition));
    done(record_publish(&w.c, id, edition, 0));
    commit();
    run_night(&looked);
    assert_true(looked >= 1);
    run_night(&looked);
    assert_int_equal(looked, 0);
    do_post(EDITOR, PROOF_DESK "check", "lines=%s",
        url_encoded(w.a, "按照《师宗县河道保洁管理办法》第九条办理。"));
    must_have(&w.res, "\"code\":\"T-REF\"");
    must_have(&w.res, "《师宗县河道保洁管理办法》共 3 条");
    do_post(EDITOR, PROOF_DESK "check", "lines=%s",
        url_encoded(w.a, "按照《师宗县河道保洁管理办法》第三条办理。"));
    must_have(&w.res, "\"findings\":[]");
    do_post(EDITOR, PROOF_DESK "check", "lines=%s",
        url_encoded(w.a, "按照《师宗县河道保管理办法》办理。"));
    must_have(&w.res, "\"code\":\"T-LAW\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(findings_have_places),
        cmocka_unit_test(names_of_the_register_are_right),
        cmocka_unit_test(serious_findings_stop_until_a_reviewer_agrees),
        cmocka_unit_test(personal_data_is_never_no_error), cmocka_unit_test(hints_do_not_stop),
        cmocka_unit_test(the_site_is_looked_at_once),
        cmocka_unit_test(references_to_the_county_s_texts)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
