/* Requests to correct one's own record: their own outcomes, letters and checks; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

static struct foi_file evidence = {
    .slot = "", .name = "证明.pdf", .mime = "application/pdf", .bytes = "%PDF-", .n_bytes = 5};

static int64_t asked_to_correct(const char *day)
{
    struct foi_receipt in;
    struct foi_application app = application(CHANNEL_F2F, day);
    app.fix = true;
    app.wanted = "房屋登记面积记录有误，要求更正";
    app.files = &evidence;
    app.n_files = 1;
    today(day);
    begin(CLERK);
    done(foi_arrive(&w.c, &app, &in));
    done(ctx_commit(&w.c));
    done(act(in.id, CLERK, "assign", "", NO_FACTS));
    return in.id;
}

/* The text of the newest paper with this suffix, "" when there is none. */
static const char *letter(int64_t id, const char *suffix, bool *for_applicant)
{
    struct foi_paper *papers;
    size_t n, n_bytes;
    const char *bytes, *text = "";
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    for (size_t i = 0; i < n; i++)
        if (strcmp(papers[i].suffix, suffix) == 0) {
            done(foi_paper_bytes(&w.c, &papers[i], &bytes, &n_bytes));
            text = pdf_text(bytes, n_bytes);
            *for_applicant = papers[i].for_applicant;
        }
    ctx_rollback(&w.c);
    return text;
}

static void holds(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("no %s in %s", words, text);
}

#define FIXED                                                                                      \
    FACTS_OF("code", "FIX1", "fix_from", "登记面积85平方米", "fix_to", "登记面积95平方米",         \
        "fix_done", "2021-03-05", "reason", "与房屋测绘报告不一致")
#define FORWARDED                                                                                  \
    FACTS_OF("code", "FIX2", "fix_body", "示例不动产登记中心", "fix_contact", "0874-5750009",      \
        "reason", "该登记由不动产登记中心负责")
#define POINTED                                                                                    \
    FACTS_OF("code", "FIX3", "fix_body", "示例不动产登记中心", "fix_contact", "0874-5750009",      \
        "reason", "该登记由不动产登记中心负责")
#define KEPT                                                                                       \
    FACTS_OF("code", "FIX4", "fix_from", "登记面积85平方米", "reason", "与原始档案一致",           \
        "opinion", "不更正")

/* RULE K13: four outcomes, each with its letter, remedies and, when forwarded, the letter to the
 * organ that may correct. */
static void four_outcomes(void **state)
{
    (void)state;
    bool own;
    const struct {
        const char *const *draft, *code, *words, *also;
    } cases[] = {{FIXED, "FIX1", "由“登记面积85平方米”更正为“登记面积95平方米”", "属实"},
        {FORWARDED, "FIX2", "转送有权更正的机关示例不动产登记中心", "0874-5750009"},
        {POINTED, "FIX3", "示例不动产登记中心（联系方式：0874-5750009）提出", "职能范围"},
        {KEPT, "FIX4", "不予更正", "与原始档案一致"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t id = asked_to_correct("2021-03-05");
        send_out(id, cases[i].draft);
        assert_string_equal(row(id).code, cases[i].code);
        assert_int_equal(row(id).in_time, 1);
        const char *text = letter(id, "答", &own);
        holds(text, "政府信息更正申请答复书");
        holds(text, "第四十一条");
        holds(text, cases[i].words);
        holds(text, cases[i].also);
        holds(text, "60日内");
        assert_true(own);
        text = letter(id, "转", &own);
        if (strcmp(cases[i].code, "FIX2") != 0) {
            assert_string_equal(text, "");
            continue;
        }
        holds(text, "关于转送政府信息更正申请的函");
        holds(text, "房屋登记面积记录有误");
        assert_false(own);
    }
}

/* RULE K13: no other reply ends such a request, and no such outcome ends another. */
static void outcomes_stay_apart(void **state)
{
    (void)state;
    int64_t id = asked_to_correct("2021-03-05");
    must_refuse(act(id, CLERK, "draft", "", RELEASED), "更正并告知");
    must_refuse(act(id, CLERK, "draft", "",
                    FACTS_OF("code", "FIX1", "fix_from", "85平方米", "fix_to", "95平方米",
                        "fix_done", "2021-03-09", "reason", "测绘报告")),
        "更正日期不能晚于今天");
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF("code", "FIX2", "reason", "不归本机关")),
        "有权更正机关");
    id = arrive(CHANNEL_F2F, "2021-03-05").id;
    done(act(id, CLERK, "assign", "", NO_FACTS));
    must_refuse(act(id, CLERK, "draft", "", KEPT), "只用于更正本人记录的申请");
}

/* The regulation of 2008 knew no pointing to the competent organ: it had to forward. */
static void under_the_old_regulation(void **state)
{
    (void)state;
    bool own;
    int64_t id = asked_to_correct("2018-09-12");
    must_refuse(act(id, CLERK, "draft", "", POINTED), "2008年的条例没有");
    send_out(id, FORWARDED);
    holds(letter(id, "答", &own), "第二十五条");
}

/* RULE K13, R8b: not without an examination; in no row of the annual report. */
static void examined_and_not_counted(void **state)
{
    (void)state;
    struct foi_count_row *rows;
    size_t n;
    struct foi_receipt in;
    struct foi_application app = application(CHANNEL_F2F, "2021-03-05");
    app.fix = true;
    today("2021-03-05");
    begin(CLERK);
    done(foi_arrive(&w.c, &app, &in));
    done(ctx_commit(&w.c));
    must_refuse(
        act(in.id, LEADER, "answer_now", "",
            FACTS_OF("code", "N1b", "info_title", "登记", "text", "同意", "evidence", "本人签收")),
        "要先审核");
    done(ctx_begin(&w.c, false));
    done(foi_count(&w.c, w.organ, &rows, &n));
    ctx_rollback(&w.c);
    for (size_t i = 0; i < n; i++)
        assert_true(strncmp(rows[i].code, "FIX", 3) != 0);
}

/* RULE K13: the regulation asks for evidence; its absence is a matter of correction. */
static void evidence_is_asked_for(void **state)
{
    (void)state;
    struct foi_gap gaps[24];
    struct foi_application app = application(CHANNEL_F2F, "2021-03-05");
    bool asked[2] = {false, false};
    app.fix = true;
    for (size_t with = 0; with < 2; with++) {
        struct foi_file files[] = {{.slot = "identity", .name = "身份证.jpg"}, evidence};
        app.files = files;
        app.n_files = 1 + with;
        size_t n = foi_application_gaps(w.c.mem, &app, gaps);
        for (size_t i = 0; i < n; i++)
            asked[with] |= strcmp(gaps[i].rule, "K13") == 0;
    }
    assert_true(asked[0]);
    assert_false(asked[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(four_outcomes),
        cmocka_unit_test(outcomes_stay_apart), cmocka_unit_test(under_the_old_regulation),
        cmocka_unit_test(examined_and_not_counted), cmocka_unit_test(evidence_is_asked_for)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
