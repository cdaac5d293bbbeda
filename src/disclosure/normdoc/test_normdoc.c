/* Normative documents in store and pages: from the plan to filing, lapse, reminders, who may what.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/test_world.h"

#include "common/record/link.h"
#include "disclosure/normdoc/acts.h"

static int64_t propose(const char *title)
{
    int64_t id;
    const struct norm_value list[] = {{"necessity", "需要规范"}, {"basis", "《某法》第三条"}};
    begin(EDITOR);
    done(norm_propose(&w.c,
        &(struct norm){
            .title = title, .kind = "government", .unit_id = w.unit, .owner = w.people[EDITOR]},
        &(struct norm_values){list, 2}, &id));
    commit();
    return id;
}

#define CONSULT                                                                                    \
    "notice=公告;draft=稿;note=说明;channel=电话;consult_from=2018-08-01;consult_to=2018-08-31"
#define NUMBER                                                                                     \
    "reg_no=师登1;doc_no=师政规〔2018〕3号;formed_on=2018-09-12;effective_on=2018-09-12;months=60"

/* As far as numbering. */
static int64_t numbered(const char *title)
{
    int64_t id = propose(title);
    done(step(OFFICE, id, "plan", ""));
    done(step(EDITOR, id, "consult", CONSULT));
    done(step(EDITOR, id, "heard", "result=采纳2条;opinions=3;adopted=2"));
    done(step(EDITOR, id, "expert", "expert_opinion=可行"));
    done(step(EDITOR, id, "send", "materials=1"));
    done(step(LEGAL, id, "lawful", "legal_opinion=合法"));
    done(step(HEAD, id, "decide", "meeting=第12次常务会议;meeting_on=2018-09-12"));
    done(step(OFFICE, id, "number", NUMBER));
    return id;
}

static void whole_life(void **state)
{
    (void)state;
    int64_t id = numbered("示例管理办法");
    assert_int_equal(norm_of(id).stage, NORM_PUBLISH);
    assert_int_equal(step(EDITOR, id, "publish", "record=99"), ST_INVALID);
    int64_t other = text_of("别的办法", "师政规〔2018〕4号", "2018-09-12");
    assert_int_equal(
        step(EDITOR, id, "publish", arena_printf(w.a, "record=%lld", (long long)other)),
        ST_INVALID);
    int64_t record = text_of("示例管理办法", "师政规〔2018〕3号", "2018-09-12");
    done(step(EDITOR, id, "publish", arena_printf(w.a, "record=%lld", (long long)record)));
    struct norm m = norm_of(id);
    char day[11];
    assert_int_equal(m.stage, NORM_FILE);
    assert_string_equal(day_text(m.last_day, day), "2023-09-11");
    struct day due;
    begin(OFFICE);
    done(norm_due(&w.c, &m, &due));
    ctx_rollback(&w.c);
    assert_string_equal(day_text(due, day), "2018-10-12"); /* RULE N-FILE-LATE */
    done(step(OFFICE, id, "file",
        "filed_on=2018-09-12;filing_doc=师府文备〔2018〕1号;to_government=1;to_congress=1;"
        "papers=1"));
    done(step(OFFICE, id, "register", "archive_no=曲规备1;archived_on=2018-09-12"));
    assert_int_equal(norm_of(id).stage, NORM_FORCE);
    assert_int_equal(count("SELECT count(*) FROM task WHERE subject_kind = 'normdoc' "
                           "AND closed_at IS NULL"),
        0);
    get(EDITOR, arena_printf(w.a, "/work/normdocs/%lld/", (long long)id));
    must_be(&w.res, 200);
    must_have(&w.res, "曲规备1");
    must_have(&w.res, "2023-09-11");
    must_have(&w.res, "第12次常务会议");
    /* the next one may not take its number */
    int64_t second = propose("另一份办法");
    done(step(OFFICE, second, "plan", ""));
    done(step(EDITOR, second, "consult", CONSULT));
    done(step(EDITOR, second, "heard", "result=无;opinions=0;adopted=0"));
    done(step(EDITOR, second, "send", "materials=1"));
    done(step(LEGAL, second, "lawful", "legal_opinion=合法"));
    done(step(HEAD, second, "decide", "meeting=会;meeting_on=2018-09-12"));
    assert_int_equal(step(OFFICE, second, "number", NUMBER), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "D-DUP"));
}

/* RULE N-LEGAL: nobody walks around the legality review; a new text needs a new one. */
static void review_comes_first(void **state)
{
    (void)state;
    int64_t id = propose("示例办法");
    done(step(OFFICE, id, "plan", ""));
    assert_int_equal(step(HEAD, id, "decide", "meeting=会;meeting_on=2018-09-12"), ST_CONFLICT);
    done(step(EDITOR, id, "consult", CONSULT));
    done(step(EDITOR, id, "heard", "result=r;opinions=0;adopted=0"));
    done(step(EDITOR, id, "send", "materials=1"));
    assert_int_equal(step(EDITOR, id, "lawful", "legal_opinion=合法"), ST_INVALID); /* own unit */
    assert_int_equal(step(LEGAL, id, "lawful", ""), ST_INVALID);
    done(step(LEGAL, id, "unlawful", "legal_return=第三条超越权限"));
    done(step(EDITOR, id, "send", "materials=1"));
    done(step(LEGAL, id, "lawful", "legal_opinion=合法"));
    done(step(HEAD, id, "decline", "decline_reason=再研究"));
    done(step(EDITOR, id, "consult", CONSULT));
    done(step(EDITOR, id, "heard", "result=r;opinions=0;adopted=0"));
    struct norm_values kept;
    struct norm m = norm_of(id);
    begin(EDITOR);
    done(norm_kept(&w.c, &m, &kept));
    ctx_rollback(&w.c);
    assert_string_equal(norm_value(&kept, "legal_opinion"), "");
}

/* RULE N-REMIND: at 180, 90, 30 days, and the lapse as a proposal that a person confirms. */
static void reminded(void **state)
{
    (void)state;
    int64_t id = numbered("到期的办法");
    int64_t record = text_of("到期的办法", "师政规〔2018〕3号", "2018-09-12");
    done(step(EDITOR, id, "publish", arena_printf(w.a, "record=%lld", (long long)record)));
    struct day last = norm_of(id).last_day;
    static const struct {
        int left;
        const char *kind;
    } cases[] = {{181, ""}, {180, "normdoc.expiry.180"}, {100, "normdoc.expiry.180"},
        {90, "normdoc.expiry.90"}, {30, "normdoc.expiry.30"}, {0, "normdoc.expiry.30"},
        {-1, "normdoc.lapse"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t now = w.c.now;
        w.c.now = day_start((struct day){last.n - cases[i].left}) + 3600;
        done(norm_watch(&w.c));
        done(norm_watch(&w.c)); /* once */
        assert_int_equal(count("SELECT count(*) FROM task WHERE kind LIKE 'normdoc.%' AND kind <> "
                               "'normdoc.step' AND closed_at IS NULL"),
            *cases[i].kind ? 1 : 0);
        if (*cases[i].kind)
            assert_int_equal(count(arena_printf(w.a,
                                 "SELECT count(*) FROM task WHERE kind = '%s' AND closed_at IS "
                                 "NULL",
                                 cases[i].kind)),
                1);
        w.c.now = now;
    }
    visit("/zwgk/fdnr/zcwj/gfxwj/");
    must_not_have(&w.res, "失效");                               /* nothing changed by itself */
    assert_int_equal(step(OFFICE, id, "lapse", ""), ST_INVALID); /* not yet by today */
    w.c.now = day_start((struct day){last.n + 1}) + 3600;
    done(step(OFFICE, id, "lapse", ""));
    assert_int_equal(norm_of(id).stage, NORM_ENDED);
    assert_string_equal(norm_of(id).validity, "失效");
    assert_int_equal(count("SELECT count(*) FROM task WHERE subject_kind = 'normdoc' "
                           "AND closed_at IS NULL"),
        0);
    w.c.now = TEST_NOW;
}

/* RULE N-CIRCLE, N-REPEAL: said of the links, whoever makes them. */
static void repeals_in_order(void **state)
{
    (void)state;
    int64_t a = text_of("甲办法", "师政规〔2010〕1号", "2010-01-01");
    int64_t b = text_of("乙办法", "师政规〔2014〕1号", "2014-01-01");
    int64_t d = text_of("丙办法", "师政规〔2016〕1号", "2016-01-01");
    begin(OFFICE);
    done(link_check(&w.c, b, a, LINK_REPEALS));
    done(link_add(&w.c, b, a, LINK_REPEALS));
    done(link_add(&w.c, d, b, LINK_AMENDS));
    assert_int_equal(link_check(&w.c, a, d, LINK_REPEALS), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "N-CIRCLE")); /* three steps round */
    assert_non_null(strstr(w.c.err.message, "N-REPEAL")); /* and older: both reasons */
    assert_int_equal(link_check(&w.c, a, b, LINK_REPLACES), ST_CONFLICT);
    w.c.err = (struct err){.st = ST_OK};
    done(link_check(&w.c, a, d, LINK_RELATES));
    done(link_check(&w.c, d, a, LINK_REPEALS));
    commit();
    /* the page of links refuses it too */
    begin(EDITOR);
    ctx_rollback(&w.c);
    post(HEAD, arena_printf(w.a, "/work/documents/%lld/links/add", (long long)a),
        arena_printf(w.a, "kind=repeals&to=%lld", (long long)d));
    must_be(&w.res, 409);
    must_have(&w.res, "N-CIRCLE");
}

static void pages_and_people(void **state)
{
    (void)state;
    get(EDITOR, "/work/normdocs/");
    must_have(&w.res, "没有符合条件的文件");
    get(STRANGER, "/work/normdocs/settings");
    must_be(&w.res, 403);
    post(EDITOR, "/work/normdocs/new", "title=&kind=government&necessity=&basis=");
    must_be(&w.res, 422);
    post(EDITOR, "/work/normdocs/new",
        arena_printf(
            w.a, "title=%s&kind=government&necessity=a&basis=b", url_encoded(w.a, "新<办法>")));
    must_be(&w.res, 303);
    get(EDITOR, "/work/normdocs/1/");
    must_be(&w.res, 200);
    must_have(&w.res, "新&lt;办法&gt;");
    must_have(&w.res, "由其他人员办理下一步");
    get(STRANGER, "/work/normdocs/1/");
    must_be(&w.res, 404);
    post(EDITOR, "/work/normdocs/1/do/plan", "version=1");
    must_be(&w.res, 403);
    get(OFFICE, "/work/normdocs/1/");
    must_have(&w.res, "同意立项");
    post(OFFICE, "/work/normdocs/1/do/plan", "version=1");
    must_be(&w.res, 303);
    post(OFFICE, "/work/normdocs/1/do/plan", "version=1");
    must_be(&w.res, 409);
    /* every reason at once, at its field, what was typed kept */
    post(EDITOR, "/work/normdocs/1/do/consult",
        arena_printf(w.a,
            "version=2&consult.notice=%s&consult.consult_from=2018-09-12"
            "&consult.consult_to=2018-09-13",
            url_encoded(w.a, "写好的公告")));
    must_be(&w.res, 422);
    must_have(&w.res, "写好的公告");
    must_have(&w.res, "请填写“征求意见稿”");
    must_have(&w.res, "请填写“起草说明”");
    must_have(&w.res, "不少于 7 个");
    post(OFFICE, "/work/normdocs/1/owner",
        arena_printf(w.a, "owner=%lld", (long long)w.people[HEAD]));
    must_be(&w.res, 303);
    get(OFFICE, "/work/normdocs/settings");
    must_have(&w.res, "value=\"30\"");
    post(OFFICE, "/work/normdocs/settings",
        "filing_days=15&months_max=60&trial_months_max=24&consult_days=10&evaluate_months=6"
        "&news_months=24&years_back=40&filing_since=2015-03-15");
    must_be(&w.res, 303);
    get(OFFICE, "/work/normdocs/settings");
    must_have(&w.res, "value=\"15\"");
    get(OFFICE, "/work/normdocs/ending");
    must_have(&w.res, "一年内没有到期的文件");
}

/* Texts published without a plan are followed from the next watch on, once. */
static void adopted(void **state)
{
    (void)state;
    text_of("老办法", "师政规〔2012〕1号", "2012-01-01");
    done(norm_watch(&w.c));
    done(norm_watch(&w.c));
    assert_int_equal(count("SELECT count(*) FROM normdoc"), 1);
    get(OFFICE, "/work/normdocs/?tab=filing");
    must_have(&w.res, "老办法");
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(whole_life), WORLD(review_comes_first),
        WORLD(reminded), WORLD(repeals_in_order), WORLD(pages_and_people), WORLD(adopted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
