/* Courses of their own: replies that need something before them, answers on the spot, the clock of
 * a case that is answered again, cases that wait for the calendar; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

#include "common/clock/calendar.h"
#include "common/clock/calendar_table.h"

static int64_t at_work(void)
{
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_F2F, "2021-03-05").id;
    done(act(id, CLERK, "assign", "", NO_FACTS));
    return id;
}

static int64_t consulted(const char *answer)
{
    int64_t id = at_work();
    done(act(id, CLERK, "consult", "",
        FACTS_OF(
            "kind", "THIRD", "party", "某公司", "text", "合同附件", "received", "2021-03-05")));
    done(act(id, CLERK, "consult_answer", "",
        FACTS_OF("consult", "4", "answer", answer, "text", "涉及商业秘密", "reasonable", "1")));
    return id;
}

/* RULE K2, K3, K4, K6, R4a, R8a, F8: replies that need something before them go out whole too. */
static void every_course_ends(void **state)
{
    (void)state;
    send_out(consulted("OBJECT"),
        FACTS_OF("code", "D4", "info_title", "合同附件", "reason", "公开会损害第三方合法权益"));
    send_out(consulted("OBJECT"),
        FACTS_OF("code", "P1", "info_title", "采购合同", "withheld", "D4", "withheld_parts",
            "附件二；涉及商业秘密", "released_part", "合同正文", "supply_form", "纸质文件",
            "attachments", "采购合同正文", "severed", "WHOLE"));
    send_out(at_work(), FACTS_OF("code", "D1", "info_title", "规划附图", "reason", "属于国家秘密",
                            "other_basis", "《中华人民共和国保守国家秘密法》第九条", "secret_level",
                            "秘密", "classified_by", "县自然资源局"));
    send_out(at_work(), FACTS_OF("code", "D2", "info_title", "纳税资料", "reason", "法律禁止公开",
                            "other_basis", "《中华人民共和国税收征收管理法》第八条"));
    int64_t id = at_work();
    done(act(id, CLERK, "search", "",
        FACTS_OF("where", "档案室", "words", "学区", "who", "李四", "text", "未检索到")));
    send_out(id, FACTS_OF("code", "N1a", "info_title", "学区图", "reason", "经检索没有制作、保存"));
    id = at_work();
    done(act(id, CLERK, "correction_notice", "", FACTS_OF("text", "请写明年度", "days", "5")));
    done(act(id, CLERK, "correction_received", "", FACTS_OF("text", "全部年度")));
    send_out(id, FACTS_OF("code", "N3", "still_unclear", "仍没有写明文件", "reason", "无法检索"));
    id = at_work();
    done(act(
        id, LEADER, "reason_notice", "", FACTS_OF("text", "本月已提出四十件申请", "days", "10")));
    done(act(id, CLERK, "reason_answer", "", FACTS_OF("silent", "1")));
    send_out(id, FACTS_OF("code", "X4", "reason", "没有说明理由"));
    id = at_work();
    done(act(id, LEADER, "fee_notice", "",
        FACTS_OF(
            "standard", "PAGES", "count", "100", "why", "档案复印件", "text", "到财政专户缴纳")));
    done(act(id, CLERK, "paid", "", FACTS_OF("receipt", "云财0001")));
    send_out(id, RELEASED);
}

/* RULE 1.8-9, R8: all is released although a third party objects: with a reason, and it is told. */
static void released_against_a_third_party(void **state)
{
    (void)state;
    struct foi_paper *papers;
    size_t n, told = 0;
    int64_t id = consulted("OBJECT");
    must_refuse(act(id, CLERK, "draft", "", RELEASED), "对公共利益的影响");
    send_out(
        id, FACTS_OF("code", "G2", "info_title", "采购合同", "supply_form", "纸质文件", "copies",
                "1", "attachments", "合同", "reason", "涉及校车安全，不公开对公共利益影响重大"));
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    ctx_rollback(&w.c);
    for (size_t i = 0; i < n; i++)
        if (strcmp(papers[i].slot, "consult_release") == 0) {
            told++;
            assert_string_equal(papers[i].suffix, "三");
            assert_false(papers[i].for_applicant);
        }
    assert_int_equal(told, 1);
}

static const char *last_seq(int64_t id)
{
    struct foi_event *list;
    size_t n;
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(foi_event_list(&w.c, &k, &list, &n));
    ctx_rollback(&w.c);
    return arena_printf(w.c.mem, "%lld", (long long)list[n - 1].seq);
}

/* RULE 1.8-2, 1.8-5, 1.8-9: what was typed or told is a page of the file, without the applicant on
 * the page of the third party. */
static void what_was_told_is_in_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *slot, *title;
        bool shown;
    } want[] = {{"application", "政府信息公开申请表", true},
        {"reason_answer", "申请人说明理由记录", true},
        {"consult_opinion", "征求意见反馈记录", false}};
    struct foi_paper *papers;
    size_t n, found = 0;
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_WEB, "2021-03-05").id;
    done(act(id, CLERK, "confirm", "", NO_FACTS));
    done(act(id, CLERK, "assign", "", NO_FACTS));
    done(act(id, LEADER, "reason_notice", "", FACTS_OF("text", "四十件", "days", "10")));
    done(act(id, CLERK, "reason_answer", "", FACTS_OF("text", "需要了解")));
    done(act(id, CLERK, "consult", "",
        FACTS_OF("kind", "THIRD", "party", "某公司", "text", "附件", "received", "2021-03-05")));
    done(act(id, CLERK, "consult_answer", "",
        FACTS_OF("consult", last_seq(id), "answer", "OBJECT", "text", "商业秘密")));
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    ctx_rollback(&w.c);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < COUNT_OF(want); k++)
            if (strcmp(papers[i].title, want[k].title) == 0) {
                found++;
                assert_string_equal(papers[i].slot, want[k].slot);
                assert_int_equal(papers[i].for_applicant, want[k].shown);
            }
    assert_int_equal(found, COUNT_OF(want));
}

/* RULE 1.8-9, B2: each third party that objects gets a letter of its own, about what it was asked;
 * none names the applicant. */
static void each_third_party_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *party, *text, *answer;
    } asked[] = {{"甲公司", "合同附件", "OBJECT"}, {"乙公司", "验收报告", "AGREE"},
        {"丙公司", "付款凭证", "OBJECT"}};
    int64_t id = at_work();
    struct foi_paper *papers;
    size_t n, told = 0;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        done(act(id, CLERK, "consult", "",
            FACTS_OF("kind", "THIRD", "party", asked[i].party, "text", asked[i].text)));
        done(act(id, CLERK, "consult_answer", "",
            FACTS_OF("consult", arena_printf(w.c.mem, "%zu", 4 + 2 * i), "answer", asked[i].answer,
                "received", "2021-03-05", "text", "商业秘密")));
    }
    done(act(id, CLERK, "consult", "",
        FACTS_OF("kind", "ORGAN", "party", "县财政局", "text", "付款凭证")));
    done(act(id, CLERK, "consult_answer", "",
        FACTS_OF("consult", "10", "answer", "AGREE", "received", "2021-03-05")));
    const char *const *release = FACTS_OF("code", "G2", "info_title", "采购合同", "supply_form",
        "纸质文件", "copies", "1", "attachments", "合同", "reason", "不公开对公共利益影响重大");
    done(act(id, CLERK, "draft", "",
        FACTS_OF("code", "G2", "info_title", "采购合同", "supply_form", "纸质文件", "copies", "1",
            "attachments", "合同", "reason", "张三丰申请的信息不公开对公共利益影响重大")));
    done(act(id, CLERK, "submit", "", NO_FACTS));
    done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "可以公开")));
    must_refuse(act(id, LEADER, "sign", "", NO_FACTS), "写出了“申请人”");
    done(act(id, REVIEWER, "return", "", FACTS_OF("codes", "R-TEXT", "text", "不写申请人")));
    send_out(id, release);
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    for (size_t i = 0; i < n; i++) {
        const char *bytes;
        size_t size;
        if (strcmp(papers[i].slot, "consult_release") != 0)
            continue;
        done(foi_paper_bytes(&w.c, &papers[i], &bytes, &size));
        const char *text = pdf_text(bytes, size);
        assert_non_null(strstr(papers[i].number, told ? "-三2" : "-三"));
        assert_non_null(strstr(text, told ? "丙公司：" : "甲公司："));
        assert_non_null(strstr(text, told ? "就公开付款凭证" : "就公开合同附件"));
        assert_null(strstr(text, "张三丰"));
        told++;
    }
    ctx_rollback(&w.c);
    assert_int_equal(told, 2);
}

/* RULE 1.8-2, 1.8-3: withdrawn before it was confirmed: filed with its form, never registered. */
static void withdrawn_before_registration(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_WEB, "2021-03-05").id;
    done(act(id, CLERK, "withdraw", "", FACTS_OF("text", "已经在网站上找到")));
    done(act(id, CLERK, "archive", "", NO_FACTS));
    must_stand(id, CASE_ARCHIVED, NULL);
    assert_string_equal(row(id).number, "");
}

/* RULE R8b, 1.7: answered at the counter: registered, reviewed, signed and handed over in one. */
static void answered_on_the_spot(void **state)
{
    (void)state;
    struct foi_case k;
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_F2F, "2021-03-05").id;
#define NOW                                                                                        \
    FACTS_OF("code", "G1", "info_title", "学区划分方案", "where", "县政府网站通知公告栏目",        \
        "published", "2021-03-01", "text", "已主动公开，同意", "evidence", "张三丰签收")
    must_refuse(act(id, CLERK, "answer_now", "", NOW), "登记人不能自己签批");
    must_refuse(act(id, LEADER, "answer_now", "",
                    FACTS_OF("code", "D1", "text", "同意", "evidence", "签收")),
        "从列表中选择");
    must_refuse(
        act(id, LEADER, "answer_now", "",
            FACTS_OF("code", "G1", "info_title", "方案", "text", "同意", "evidence", "签收")),
        "公开位置");
    done(act(id, LEADER, "answer_now", "", NOW));
    k = row(id);
    assert_int_equal(k.stage, CASE_CLOSED);
    assert_string_equal(k.code, "G1");
    assert_int_equal(k.in_time, 1);
    assert_int_equal(k.replied.n, day_parse("2021-03-05").n);
    assert_int_equal(k.signer, w.people[LEADER]);
    must_refuse(act(id, CLERK, "archive", "", NO_FACTS), "身份证明");
    must_refuse(act(id, LEADER, "answer_now", "", NOW), "不能");
    done(act(id, CLERK, "add_file", "", FACTS_OF("slot", "identity", "title", "身份证")));
}

/* RULE 1.7, R6a, R7a: answered again, a clock of its own runs; consulting stops it, unless the day
 * was ordered. */
static void the_clock_after_reopening(void **state)
{
    (void)state;
    static const struct {
        const char *until, *due_before, *due_after;
    } cases[] = {{"", "2021-04-06", "2021-04-13"}, {"2021-03-31", "2021-03-31", "2021-03-31"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t id = at_work();
        send_out(id, RELEASED);
        today("2021-03-08");
        done(act(id, LEADER, "reopen", "",
            FACTS_OF("order", "RECONSIDERATION", "number", "师政复决〔2021〕1号", "text",
                "责令重新答复", *cases[i].until ? "until" : "other", cases[i].until)));
        must_stand(id, CASE_DRAFT, cases[i].due_before);
        done(act(id, CLERK, "consult", "",
            FACTS_OF(
                "kind", "THIRD", "party", "某公司", "text", "附件", "received", "2021-03-08")));
        today("2021-03-15");
        done(act(
            id, CLERK, "consult_answer", "", FACTS_OF("consult", last_seq(id), "answer", "AGREE")));
        must_stand(id, CASE_DRAFT, cases[i].due_after);
        enum st st =
            act(id, LEADER, "extension", "", FACTS_OF("days", "5", "text", "需要核对附件"));
        if (*cases[i].until)
            must_refuse(st, "延期");
        else
            done(st);
        done(act(id, CLERK, "draft", "", RELEASED));
        done(act(id, CLERK, "submit", "", NO_FACTS));
        done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "可以")));
        done(act(id, LEADER, "sign", "", NO_FACTS));
        done(act(id, CLERK, "deliver", "", FACTS_OF("delivery", "POST", "evidence", "XA1")));
        assert_int_equal(row(id).in_time, 1);
    }
}

/* RULE W4: without a calendar for next year an application is taken in and waits; nothing is
 * guessed, and once the notice is there the period counts from the day of receipt. */
static void waits_for_the_calendar(void **state)
{
    (void)state;
    const struct special_day *days;
    size_t n = calendar_shipped(&days);
    today("2026-12-10");
    struct foi_receipt in = arrive(CHANNEL_F2F, "2026-12-10");
    assert_string_equal(in.number, "");
    must_stand(in.id, CASE_ARRIVED, NULL);
    must_refuse(act(in.id, CLERK, "confirm", "", NO_FACTS), "管理员在“日历”中录入");
    done(act(in.id, CLERK, "note", "", FACTS_OF("text", "已电话告知申请人")));
    assert_string_equal(row(in.id).number, "");
    calendar_overlay(days, n, 2027);
    done(act(in.id, CLERK, "confirm", "", NO_FACTS));
    must_stand(in.id, CASE_REGISTERED, "2027-01-07"); /* no days off in this notice */
    assert_int_equal(row(in.id).start.n, day_parse("2026-12-10").n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_course_ends),
        cmocka_unit_test(released_against_a_third_party),
        cmocka_unit_test(what_was_told_is_in_the_file),
        cmocka_unit_test(each_third_party_is_told),
        cmocka_unit_test(withdrawn_before_registration),
        cmocka_unit_test(answered_on_the_spot),
        cmocka_unit_test(the_clock_after_reopening),
        cmocka_unit_test(waits_for_the_calendar),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
