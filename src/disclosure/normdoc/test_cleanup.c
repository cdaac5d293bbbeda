/* Clean-up: list, proposals, the decision that changes banners, lists and links together.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/test_world.h"

#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "disclosure/normdoc/acts.h"
#include "tests/at_once.h"

static int64_t docs[5];

static void publish_some(void)
{
    static const char *const texts[][3] = {{"甲办法", "师政规〔2010〕1号", "2010-01-01"},
        {"乙办法", "师政规〔2012〕1号", "2012-01-01"},
        {"丙办法", "师政规〔2014〕1号", "2014-01-01"},
        {"丁办法", "师政规〔2016〕1号", "2016-01-01"},
        {"戊办法", "师政规〔2018〕1号", "2018-01-01"}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        docs[i] = text_of(texts[i][0], texts[i][1], texts[i][2]);
}

static const char *path_of(int64_t record)
{
    struct item it;
    begin(EDITOR);
    done(item_get(&w.c, record, &it));
    ctx_rollback(&w.c);
    return it.path;
}

static void create(const char *from, const char *to)
{
    post(OFFICE, "/work/normdocs/campaigns/new",
        arena_printf(w.a, "title=%s&due=2018-10-01&year_from=%s&year_to=%s&text=",
            url_encoded(w.a, "2018年清理"), from, to));
}

static const char *decision(int version, const char *on)
{
    return arena_printf(w.a, "version=%d&title=%s&issuer=%s&number=%s&on=%s", version,
        url_encoded(w.a, "关于公布规范性文件清理结果的决定"), url_encoded(w.a, "师宗县人民政府"),
        url_encoded(w.a, "师政发〔2018〕12号"), on);
}

static const char *proposals(void)
{
    static const char *const results[] = {"keep", "amend", "repeal", "lapse"};
    const char *out = "";
    for (size_t i = 0; i < 4; i++)
        out = arena_printf(w.a, "%s&docs=%lld&proposal.%lld=%s&reason.%lld=%s", out,
            (long long)docs[i], (long long)docs[i], results[i], (long long)docs[i],
            i ? url_encoded(w.a, "与上位法<不一致>") : "");
    return out + 1;
}

/* A new edition of the text, as amended. */
static void amend(int64_t id)
{
    struct record r;
    struct edition e;
    int64_t second;
    begin(EDITOR);
    done(record_get(&w.c, id, &r));
    done(edition_get(&w.c, r.live_edition, &e));
    e.content.body_html = "<p>第一条 改过的一条。</p>";
    done(edition_add(&w.c, id, e.column_id, &e.content, "修改第一条", &second));
    done(record_publish(&w.c, id, second, 0));
    commit();
}

/* RULE N-CLEAN: 拟修改 stands on the page, in the list and in the data until it is amended. */
static void to_be_amended(void)
{
    static const char path[] = "/normdocs/?year=2012";
    visit(path_of(docs[1]));
    must_have(&w.res, "本文件拟修改");
    must_have(&w.res, "2018-09-12</time> 公布的清理结果是拟修改");
    must_have(&w.res, "（师政发〔2018〕12号）");
    visit(path);
    must_have(&w.res, "拟修改</");
    visit("/normdocs/?year=2010");
    must_not_have(&w.res, "拟修改</");
    visit("/api/v1/normdocs?year=2012");
    must_have(&w.res, "\"to_be_amended\":true");
    visit(arena_printf(w.a, "/normdocs/%lld", (long long)docs[1]));
    must_have(&w.res, "拟修改</");
    amend(docs[1]);
    visit(path_of(docs[1]));
    must_not_have(&w.res, "本文件拟修改");
    visit(path);
    must_not_have(&w.res, "拟修改</");
}

/* RULE N-CLEAN, N-MARK: one decision; banners, lists and links change together. */
static void from_list_to_pages(void **state)
{
    (void)state;
    publish_some();
    create("2010", "2016");
    must_be(&w.res, 303);
    get(EDITOR, "/work/");
    must_have(&w.res, "清理：对 4 份文件提出意见");
    get(EDITOR, "/work/normdocs/campaigns/1/");
    must_have(&w.res, "丁办法");
    must_not_have(&w.res, "戊办法");
    must_not_have(&w.res, "发布决定并更新全部文件");
    /* a reason is missing: told at its document, nothing is written */
    post(EDITOR, "/work/normdocs/campaigns/1/propose",
        arena_printf(w.a, "docs=%lld&proposal.%lld=repeal&reason.%lld=", (long long)docs[0],
            (long long)docs[0], (long long)docs[0]));
    must_be(&w.res, 422);
    must_have(&w.res, "选择“废止”的，请写明理由");
    post(STRANGER, "/work/normdocs/campaigns/1/propose", proposals());
    must_be(&w.res, 403);
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(1, "2018-09-12"));
    must_be(&w.res, 422);
    must_have(&w.res, "还有 4 份文件没有意见");
    visit(path_of(docs[2]));
    must_not_have(&w.res, "已废止");
    post(EDITOR, "/work/normdocs/campaigns/1/propose", proposals());
    must_be(&w.res, 303);
    get(EDITOR, "/work/");
    must_not_have(&w.res, "清理：对 4 份文件");
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(1, "2018-09-12"));
    must_be(&w.res, 409); /* somebody proposed meanwhile */
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(2, "2015-01-01"));
    must_be(&w.res, 422);
    must_have(&w.res, "N-REPEAL");
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(2, "2018-09-12"));
    must_be(&w.res, 303);
    /* the very next request shows it all */
    visit(path_of(docs[2]));
    must_have(&w.res, "本文件已废止");
    must_have(&w.res, "与上位法&lt;不一致&gt;");
    must_have(&w.res, "关于公布规范性文件清理结果的决定");
    visit(path_of(docs[3]));
    must_have(&w.res, "本文件已失效");
    must_have(&w.res, "被此文件宣布失效");
    visit(path_of(docs[0]));
    must_not_have(&w.res, "本文件已");
    must_not_have(&w.res, "本文件拟修改");
    must_have(&w.res, "关于公布规范性文件清理结果的决定");
    to_be_amended();
    visit("/zwgk/fdnr/qlgb/");
    must_have(&w.res, "关于公布规范性文件清理结果的决定");
    get(OFFICE, "/work/normdocs/campaigns/1/");
    must_have(&w.res, "师政发〔2018〕12号");
    const char *decided = text_after(w.a, &w.res, "<a href=\"/zwgk/fdnr/qlgb/", "\"");
    visit(arena_printf(w.a, "/zwgk/fdnr/qlgb/%s", decided));
    must_be(&w.res, 200);
    must_be_golden(&w.res, "cleanup-decision.html");
    must_have(&w.res, "三、废止的规范性文件");
    must_have(&w.res, "继续有效 1 件，拟修改 1 件，废止 1 件，失效 1 件");
    assert_int_equal(count("SELECT count(*) FROM link WHERE kind = 'repeals'"), 1);
    assert_int_equal(count("SELECT count(*) FROM link WHERE kind = 'lapses'"), 1);
    assert_int_equal(
        count("SELECT count(*) FROM task WHERE kind = 'normdoc.amend' AND closed_at IS NULL"), 1);
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(3, "2018-09-12"));
    must_be(&w.res, 422);
    must_have(&w.res, "N-CLEAN-OVER");
    post(EDITOR, "/work/normdocs/campaigns/1/propose", proposals());
    must_be(&w.res, 409);
}

/* Before the decision everything can be taken back, and nothing is half done. */
static void taken_back(void **state)
{
    (void)state;
    publish_some();
    create("2030", "2031");
    must_be(&w.res, 422);
    must_have(&w.res, "没有符合条件的现行文件");
    create("2016", "2010");
    must_be(&w.res, 422);
    create("", "");
    must_be(&w.res, 303);
    const char *campaign = arena_strdup(w.a, w.res.location); /* numbers differ by engine */
    get(OFFICE, "/work/normdocs/campaigns/");
    must_have(&w.res, "0 / 5 份有意见");
    create("2010", "2012"); /* those are in the first one */
    must_be(&w.res, 422);
    post(OFFICE, arena_concat(w.a, campaign, "remove", NULL),
        arena_printf(w.a, "record=%lld", (long long)docs[4]));
    must_be(&w.res, 303);
    post(EDITOR, arena_concat(w.a, campaign, "propose", NULL), proposals());
    must_be(&w.res, 303);
    post(EDITOR, arena_concat(w.a, campaign, "propose", NULL),
        arena_printf(w.a, "docs=%lld&proposal.%lld=&reason.%lld=", (long long)docs[0],
            (long long)docs[0], (long long)docs[0]));
    must_be(&w.res, 303); /* a word taken back */
    get(OFFICE, "/work/normdocs/campaigns/");
    must_have(&w.res, "3 / 4 份有意见");
    post(OFFICE, arena_concat(w.a, campaign, "cancel", NULL), "");
    must_be(&w.res, 303);
    assert_int_equal(count("SELECT count(*) FROM record WHERE ended <> ''"), 0);
    assert_int_equal(count("SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
    post(OFFICE, arena_concat(w.a, campaign, "cancel", NULL), "");
    must_be(&w.res, 409);
    create("2010", "2012"); /* free again */
    must_be(&w.res, 303);
}

/* A document that ends while the campaign is open stops the decision until it is taken out. */
static void ended_meanwhile(void **state)
{
    (void)state;
    publish_some();
    create("2010", "2016");
    post(EDITOR, "/work/normdocs/campaigns/1/propose", proposals());
    begin(OFFICE);
    done(norm_end_text(&w.c, docs[1],
        &(struct norm_end){.kind = "repealed",
            .reason = "r",
            .basis = "别的决定",
            .on = day_parse("2018-09-01")}));
    commit();
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(2, "2018-09-12"));
    must_be(&w.res, 422);
    must_have(&w.res, "《乙办法》在清理期间已经结束");
    assert_int_equal(count("SELECT count(*) FROM record WHERE ended <> ''"), 1);
    post(OFFICE, "/work/normdocs/campaigns/1/remove",
        arena_printf(w.a, "record=%lld", (long long)docs[1]));
    post(OFFICE, "/work/normdocs/campaigns/1/approve", decision(3, "2018-09-12"));
    must_be(&w.res, 303);
}

static enum st decide(struct ctx *c, void *arg)
{
    const int64_t *version = arg;
    struct campaign k;
    struct campaign_reasons why;
    enum st st = campaign_get(c, 1, &k);
    return st ? st
              : campaign_approve(c, &k,
                    &(struct campaign_decision){.title = "关于公布清理结果的决定",
                        .number = "师政发〔2018〕12号",
                        .issuer = "师宗县人民政府",
                        .on = day_of(2018, 9, 12),
                        .version = *version},
                    &why);
}

static enum st cancel(struct ctx *c, void *arg)
{
    (void)arg;
    struct campaign k;
    enum st st = campaign_get(c, 1, &k);
    return st ? st : campaign_cancel(c, &k);
}

/* RULE F-SEEN: two decide, or one decides and one cancels, at the same moment, on connections of
 * their own: one decision is published, or none; no document changes halfway. */
static void two_at_once(void **state)
{
    (void)state;
    int64_t version = 2;
    publish_some();
    create("2010", "2016");
    post(EDITOR, "/work/normdocs/campaigns/1/propose", proposals());
    const int64_t before = count("SELECT count(*) FROM record");
    struct at_once two[2];
    for (int i = 0; i < 2; i++)
        two[i] = (struct at_once){
            .person = w.people[OFFICE], .unit = w.office_unit, .act = decide, .arg = &version};
    at_once_one(&w.c, two, "F-SEEN");
    assert_int_equal(count("SELECT count(*) FROM record"), before + 1);
    assert_int_equal(count("SELECT count(*) FROM record WHERE ended <> ''"), 2);
    assert_int_equal(count("SELECT count(*) FROM norm_campaign WHERE stage = 'decided'"), 1);
}

static void decided_or_cancelled(void **state)
{
    (void)state;
    int64_t version = 2;
    publish_some();
    create("2010", "2016");
    post(EDITOR, "/work/normdocs/campaigns/1/propose", proposals());
    const int64_t before = count("SELECT count(*) FROM record");
    struct at_once two[2] = {
        {.person = w.people[OFFICE], .unit = w.office_unit, .act = decide, .arg = &version},
        {.person = w.people[OFFICE], .unit = w.office_unit, .act = cancel}};
    int won = at_once_one(&w.c, two, "已经");
    assert_int_equal(count("SELECT count(*) FROM record"), won ? before : before + 1);
    assert_int_equal(count("SELECT count(*) FROM record WHERE ended <> ''"), won ? 0 : 2);
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(from_list_to_pages), WORLD(taken_back),
        WORLD(ended_meanwhile), WORLD(two_at_once), WORLD(decided_or_cancelled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
