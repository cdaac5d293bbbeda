/* Edited texts that have waited: what changed since is named, old words do not go out, and one step
 * brings the text up to date.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

static struct paper_facts *facts_of(struct arena *a)
{
    static const char *const items[] = {"请写明文件名称", "请附身份证复印件"};
    struct paper_facts *f = paper_facts_new(a);
    paper_set_day(f, FACT_RECEIVED, day_of(2021, 3, 5));
    paper_set_day(f, FACT_ISSUED, day_of(2021, 3, 5));
    paper_set_day(f, FACT_DUE, day_of(2021, 4, 2));
    paper_set_day(f, FACT_EXTENDED_DUE, day_of(2021, 4, 30));
    paper_set_int(f, FACT_AMOUNT, 20000);
    paper_set_int(f, FACT_COPIES, 1);
    paper_set_text(f, FACT_EXTENSION_REASON, "需要查阅历史档案");
    paper_set_text(f, FACT_PHONE, "110");
    paper_set_list(f, FACT_CORRECTIONS, items, COUNT_OF(items));
    return f;
}

#define TEXT                                                                                                                  \
    "本机关于2021年3月5日收到申请，期限原至2021年4月2日届满。\n因需要查阅历史档案，延长至" \
    "2021年4月30日。应缴200元，请打110，共1份。\n1．请写明文件名称\n2．请附身份证复印件"

/* RULE 2.2 */
static void named_and_caught(void **state)
{
    static const char *const mended[] = {"请写明文件名称", "请附身份证正反面复印件"};
    static const struct {
        enum paper_fact fact;
        struct day day;
        const char *text, *name, *renewed; /* renewed: "" when nothing is to be told */
    } cases[] = {
        {FACT_DUE, {0}, "", "", ""},
        {FACT_DUE, {.n = 1}, "", "答复期限", "期限原至2021年4月6日届满"},
        {FACT_EXTENDED_DUE, {.n = 1}, "", "延长后期限", "延长至2021年4月6日"},
        {FACT_ISSUED, {.n = 1}, "", "", ""}, /* the day stands there as that of receipt */
        {FACT_EXTENSION_REASON, {0}, "正在征求专家意见", "延期理由", "因正在征求专家意见，"},
        {FACT_EXTENSION_REASON, {0}, "需要查阅历史档案和账册", "延期理由",
            "因需要查阅历史档案和账册，"},
        {FACT_PHONE, {0}, "120", "", ""}, /* too short to be told from chance */
        {FACT_CORRECTIONS, {0}, "", "补正事项", "2．请附身份证正反面复印件"},
        {FACT_AMOUNT, {0}, "", "金额", "应缴300元"},
    };
    struct arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_told told[40];
        struct paper_change list[40];
        struct paper_findings found;
        struct paper_facts *f = facts_of(a);
        size_t n_told = paper_told(f, TEXT, told, COUNT_OF(told));
        paper_findings_init(&found, a);
        if (cases[i].day.n)
            paper_set_day(f, cases[i].fact, day_of(2021, 4, 6));
        if (*cases[i].text)
            paper_set_text(f, cases[i].fact, cases[i].text);
        if (cases[i].fact == FACT_CORRECTIONS)
            paper_set_list(f, FACT_CORRECTIONS, mended, COUNT_OF(mended));
        if (cases[i].fact == FACT_AMOUNT)
            paper_set_int(f, FACT_AMOUNT, 30000);
        size_t n = paper_changes(f, told, n_told, TEXT, list);
        paper_check_changes(a, list, n, &found);
        assert_int_equal(n, *cases[i].name != '\0');
        assert_int_equal(paper_findings_count(&found), n);
        if (!n)
            continue;
        assert_string_equal(list[0].name, cases[i].name);
        assert_string_equal(found.at[0].rule, "2.2");
        const char *text = paper_renew(a, list, n, TEXT);
        assert_non_null(strstr(text, cases[i].renewed));
        assert_int_equal(paper_changes(f, told, n_told, text, list), 0);
    }
}

/* Days that changed places, and one that moved onto the old one of another. */
static void moved_once(void **state)
{
    struct arena *a = *state;
    struct paper_told told[40];
    struct paper_change list[40];
    struct paper_facts *f = facts_of(a);
    const char *text = "原至2021年4月2日，延长至2021年4月30日";
    size_t n = paper_told(f, text, told, COUNT_OF(told));
    assert_int_equal(n, 2);
    paper_set_day(f, FACT_DUE, day_of(2021, 4, 30));
    paper_set_day(f, FACT_EXTENDED_DUE, day_of(2021, 5, 20));
    n = paper_changes(f, told, n, text, list);
    assert_int_equal(n, 2);
    assert_string_equal(paper_renew(a, list, n, text), "原至2021年4月30日，延长至2021年5月20日");
}

/* What is no more is told, and cannot be renewed: its words stay until a person takes them out. */
static void gone(void **state)
{
    struct arena *a = *state;
    struct paper_told told[40];
    struct paper_change list[40];
    struct paper_findings found;
    struct paper_facts *f = facts_of(a);
    size_t n = paper_told(f, "延长至2021年4月30日", told, COUNT_OF(told));
    paper_set_day(f, FACT_EXTENDED_DUE, day_none());
    n = paper_changes(f, told, n, "延长至2021年4月30日", list);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].now, "");
    assert_string_equal(paper_renew(a, list, n, "延长至2021年4月30日"), "延长至2021年4月30日");
    paper_findings_init(&found, a);
    paper_check_changes(a, list, n, &found);
    assert_non_null(strstr(found.at[0].remedy, "现在没有这一项"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(named_and_caught), with_arena(moved_once), with_arena(gone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
