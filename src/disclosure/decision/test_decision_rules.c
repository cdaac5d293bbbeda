/* Rules of major decisions: steps, reasons, findings. SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "disclosure/decision/comment.h"
#include "disclosure/decision/flow.h"

static struct arena *a;

static const char *codes(const char *action, const struct decision_facts *f)
{
    struct decision_reason out[DECISION_REASONS];
    size_t n = decision_reasons(a, decision_move(action), f, out);
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = arena_printf(a, "%s%s%s", list, i ? "," : "", out[i].code);
    return list;
}

static struct decision_facts facts(const struct decision_values *given)
{
    return (struct decision_facts){.given = given,
        .comment_to = day_none(),
        .legal_on = day_none(),
        .decided_on = day_none(),
        .progress_on = day_none(),
        .unit_id = 1,
        .actor_unit = 1,
        .today = day_parse("2018-09-12"),
        .settings = &decision_defaults};
}

#define GIVEN(...)                                                                                 \
    &(const struct decision_values)                                                                \
    {                                                                                              \
        (const struct decision_value[]){__VA_ARGS__},                                              \
            COUNT_OF(((const struct decision_value[]){__VA_ARGS__}))                               \
    }
static const struct decision_values nothing = {NULL, 0};

/* RULE M-NEED, M-BASIS, M-COMMENT: all reasons at once. */
static void consultation(void **state)
{
    (void)state;
    struct decision_facts f = facts(&nothing);
    assert_string_equal(codes("consult", &f), "M-NEED,M-NEED,M-NEED,M-BASIS,M-DRAFT");
    f.filled[SLOT_BASIS] = f.filled[SLOT_DRAFT] = true;
    static const struct {
        const char *from, *to, *reason, *codes;
    } cases[] = {{"2018-10-01", "2018-10-30", "", ""}, /* 30 days, both counted */
        {"2018-10-01", "2018-10-29", "", "M-COMMENT"}, {"2018-10-01", "2018-10-29", "情况紧急", ""},
        {"2018-10-01", "2018-09-30", "情况紧急", "M-COMMENT"},
        {"2018-10-01", "2018-10-01", "", "M-COMMENT"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        f.given = GIVEN({"from", cases[i].from}, {"to", cases[i].to},
            {"short_reason", cases[i].reason}, {"channel", "来信"});
        assert_string_equal(codes("consult", &f), cases[i].codes);
    }
    f.filled[SLOT_BASIS] = false;
    assert_string_equal(codes("consult", &f), "M-BASIS,M-COMMENT");
    f.filled[SLOT_BASIS] = true;
    f.comment_to = day_parse("2018-11-01"); /* the public was told so */
    f.given = GIVEN({"from", "2018-09-01"}, {"to", "2018-10-31"}, {"channel", "来信"});
    assert_string_equal(codes("consult", &f), "M-COMMENT");
    f.given = GIVEN({"from", "2018-09-01"}, {"to", "2018-11-01"}, {"channel", "来信"});
    assert_string_equal(codes("consult", &f), "");
}

/* RULE M-COMMENT, M-ANSWER: the outcome comes after the end, with every answer. */
static void outcome(void **state)
{
    (void)state;
    struct decision_facts f = facts(GIVEN({"outcome", "x"}));
    f.answers_wait = true;
    assert_string_equal(codes("heard", &f), "M-COMMENT,M-ANSWER");
    f.open[SLOT_CONSULT] = true;
    f.answers_wait = false;
    f.comment_to = day_parse("2018-09-12"); /* the last day still counts */
    assert_string_equal(codes("heard", &f), "M-COMMENT");
    f.comment_to = day_parse("2018-09-11");
    assert_string_equal(codes("heard", &f), "");
    f.given = GIVEN({"outcome", "x"}, {"offline", "3"}, {"offline_adopted", "4"});
    assert_string_equal(codes("heard", &f), "M-ANSWER");
}

/* RULE M-STUDY, M-LEGAL */
static void review(void **state)
{
    (void)state;
    struct decision_facts f = facts(&nothing);
    assert_string_equal(codes("expert", &f), "M-STUDY");
    assert_string_equal(codes("send", &f), "M-STUDY,M-STUDY");
    f.given = GIVEN({"opinion", "可行"}, {"without", "不需要"});
    assert_string_equal(codes("risk", &f), "M-STUDY");
    f.given = GIVEN({"without", "不涉及"});
    assert_string_equal(codes("expert", &f), "");
    f.given = GIVEN({"legal_opinion", "合法"}, {"legal_on", "2018-09-12"});
    assert_string_equal(codes("lawful", &f), "M-LEGAL-SELF");
    f.actor_unit = 2;
    assert_string_equal(codes("lawful", &f), "");
    f.given = GIVEN({"legal_opinion", "合法"}, {"legal_on", "2018-09-13"});
    assert_string_equal(codes("lawful", &f), "M-ORDER");
    f.given = GIVEN({"meeting", "常务会"}, {"met_on", "2018-09-10"}, {"outcome", "同意"});
    assert_string_equal(codes("discuss", &f), "M-LEGAL");
    f.filled[SLOT_LEGAL] = true;
    f.legal_on = day_parse("2018-09-11");
    assert_string_equal(codes("discuss", &f), "M-LEGAL"); /* the meeting was before the review */
    f.legal_on = day_parse("2018-09-10");
    assert_string_equal(codes("discuss", &f), "");
}

/* RULE M-RECORD, M-PROGRESS, M-RESULT, M-ORDER */
static void afterwards(void **state)
{
    (void)state;
    struct decision_facts f = facts(&nothing);
    assert_string_equal(codes("publish", &f), "M-NEED");
    f.given = GIVEN({"page", "http://elsewhere/x"});
    assert_string_equal(codes("publish", &f), "M-RECORD");
    f.given = GIVEN({"page", "/zwgk/201809/t20180912_57.html"});
    assert_string_equal(codes("publish", &f), "M-RECORD"); /* not public */
    f.page_live = true;
    assert_string_equal(codes("publish", &f), "");
    f.decided_on = day_parse("2018-09-01");
    f.given = GIVEN({"progress_on", "2018-08-31"}, {"text", "x"}, {"percent", "101"});
    assert_string_equal(codes("progress", &f), "M-PROGRESS,M-ORDER");
    f.given = GIVEN({"progress_on", "2018-09-01"}, {"text", "x"}, {"percent", "0"});
    assert_string_equal(codes("progress", &f), "");
    f.given = GIVEN({"done_on", "2018-09-12"}, {"text", "x"});
    assert_string_equal(codes("complete", &f), "M-PROGRESS");
    f.filled[SLOT_PROGRESS] = true;
    assert_string_equal(codes("complete", &f), "");
    f.given = GIVEN({"evaluated_on", "2018-09-12"}, {"evaluator", "x"}, {"text", "x"});
    assert_string_equal(codes("evaluate", &f), "M-RESULT");
    f.open[SLOT_RESULT] = true;
    assert_string_equal(codes("evaluate", &f), "");
}

static void addresses(void **state)
{
    (void)state;
    assert_int_equal(decision_page_record("https://www.x.gov.cn/a/201809/t20180912_57.html"), 57);
    assert_int_equal(decision_page_record("/a/t20180912_57.html?print=1"), 57);
    assert_int_equal(decision_page_record("57"), 57);
    static const char *const wrong[] = {"", "x", "t_.html", "t_0.html", "t_57.htm", "-5", "57x"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(decision_page_record(wrong[i]), 0);
}

/* What may be done from where; to put right moves nothing. */
static void steps(void **state)
{
    (void)state;
    struct decision_facts f = facts(&nothing);
    assert_true(decision_can(decision_move("draft"), &f));
    assert_false(decision_can(decision_move("heard"), &f));
    f.stage = DECISION_RUN;
    assert_false(decision_can(decision_move("draft"), &f));
    f.entered[SLOT_DRAFT] = true;
    assert_true(decision_can(decision_move("draft"), &f));
    assert_int_equal(decision_next(decision_move("draft"), DECISION_RUN), DECISION_RUN);
    assert_int_equal(decision_next(decision_move("complete"), DECISION_RUN), DECISION_DONE);
    f.stage = DECISION_DROPPED;
    assert_false(decision_can(decision_move("draft"), &f));
    /* every stage but the last ones leads on; every step ends where the table knows a stage */
    for (size_t i = 0; i < n_decision_moves; i++)
        assert_true(decision_moves[i].to < DECISION_STAGES || decision_moves[i].slot == SLOT_TITLE);
    /* a name can be changed from everywhere and moves nothing */
    for (int s = 0; s < DECISION_STAGES; s++) {
        f.stage = (enum decision_stage)s;
        assert_true(decision_can(decision_move("rename"), &f));
        assert_int_equal(decision_next(decision_move("rename"), f.stage), s);
    }
    for (int s = 0; s < DECISION_STAGES; s++)
        if (*decision_stages[s].action)
            assert_true(decision_move(decision_stages[s].action)->from & AT(s));
}

/* RULE M-NEED: another name, with the reason, of a bearable length. */
static void names(void **state)
{
    (void)state;
    struct decision_facts f = facts(&nothing);
    f.title = "原来的名称";
    assert_string_equal(codes("rename", &f), "M-NEED,M-NEED");
    f.given = GIVEN({"title", "原来的名称"}, {"why", "x"});
    assert_string_equal(codes("rename", &f), "M-NEED");
    f.given = GIVEN({"title", "新的名称"}, {"why", "x"});
    assert_string_equal(codes("rename", &f), "");
    char *longer = arena_alloc(a, 602);
    memset(longer, 'x', 201);
    longer[201] = 0;
    f.given = GIVEN({"title", longer}, {"why", "x"});
    assert_string_equal(codes("rename", &f), "M-NEED");
}

static const char *finding_codes(const struct decision_state *s)
{
    struct decision_finding out[DECISION_FINDINGS];
    size_t n = decision_findings(a, s, &decision_defaults, out);
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = arena_printf(a, "%s%s%s", list, i ? "," : "", out[i].code);
    return list;
}

/* RULE M-BASIS, M-COMMENT, M-PROGRESS, M-RESULT, M-AGG: what is wrong with a thread. */
static void findings(void **state)
{
    (void)state;
    int64_t now = day_start(day_parse("2018-09-12")) + 9 * 3600;
    struct decision_state s = {.stage = DECISION_RUN,
        .open = {[SLOT_BASIS] = true},
        .comment_from = day_none(),
        .comment_to = day_none(),
        .since = day_parse("2018-06-12"), /* 92 days ago */
        .now = now};
    assert_string_equal(finding_codes(&s), "");
    s.since = day_parse("2018-06-11");
    assert_string_equal(finding_codes(&s), "M-PROGRESS");
    s.stage = DECISION_DONE; /* no longer open */
    assert_string_equal(finding_codes(&s), "M-RESULT");
    s.open[SLOT_RESULT] = true;
    assert_string_equal(finding_codes(&s), "");
    s.stage = DECISION_RUN;
    s.since = day_parse("2018-09-01");
    s.open[SLOT_RESULT] = false;
    s.percent = 100;
    assert_string_equal(finding_codes(&s), "M-RESULT");
    s.percent = 99;
    s.open[SLOT_BASIS] = false;
    assert_string_equal(finding_codes(&s), "M-BASIS");
    s.stage = DECISION_DROPPED;
    assert_string_equal(finding_codes(&s), "");
    s.comment_from = day_parse("2018-06-01");
    s.comment_to = day_parse("2018-06-29");
    assert_string_equal(finding_codes(&s), "M-COMMENT");
    s.short_reason = true;
    assert_string_equal(finding_codes(&s), "");
    s.waits_since = now - 86400;
    assert_string_equal(finding_codes(&s), "");
    s.waits_since--;
    assert_string_equal(finding_codes(&s), "M-AGG");
}

/* RULE M-ANSWER: an answer says why, and tells nobody's telephone number. */
static void answers(void **state)
{
    (void)state;
    static const struct {
        const char *result, *reason, *text, *code, *field;
    } cases[] = {{"", "", "x", "M-ANSWER", "result"}, {"yes", "", "x", "M-ANSWER", "result"},
        {RESULT_ADOPTED, "", "x", "", ""}, {RESULT_REJECTED, "", "x", "M-ANSWER", "reason"},
        {RESULT_PARTLY, "", "x", "M-ANSWER", "reason"},
        {RESULT_ADOPTED, "", "", "M-ANSWER", "public_text"},
        {RESULT_REJECTED, "上位法不允许", "x", "", ""},
        {RESULT_WITHHELD, "", "", "M-ANSWER", "reason"}, {RESULT_WITHHELD, "广告", "", "", ""},
        {RESULT_ADOPTED, "", "请打13812345678", "S-PII", "public_text"},
        {RESULT_ADOPTED, "请打13812345678", "x", "S-PII", "reason"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *code, *field;
        const char *wrong = comment_answer_wrong(a,
            &(struct comment_answer){1, cases[i].result, cases[i].reason, cases[i].text}, &code,
            &field);
        assert_int_equal(*wrong != '\0', *cases[i].code != '\0');
        if (*wrong) {
            assert_string_equal(code, cases[i].code);
            assert_string_equal(field, cases[i].field);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(consultation), cmocka_unit_test(outcome),
        cmocka_unit_test(review), cmocka_unit_test(afterwards), cmocka_unit_test(addresses),
        cmocka_unit_test(steps), cmocka_unit_test(names), cmocka_unit_test(findings),
        cmocka_unit_test(answers)};
    a = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&a);
    return failed;
}
