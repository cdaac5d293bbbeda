/* The learnt table: what questions lead to, what titles are worth, and that nothing else is
 * touched.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/ask.h"
#include "common/search/assoc.h"
#include "tests/test.h"

#include "common/search/terms.h"
#include "lib/base/utf8.h"

static uint64_t pair_of(const char *two)
{
    const char *end = two + strlen(two);
    uint64_t a = utf8_next(&two, end);
    return a << 21 | utf8_next(&two, end);
}

static void questions_lead_to_legal_terms(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *hint;
        bool title;
    } cases[] = {
        {"辞退怎么办？", "解除", false},
        {"辞退怎么办？", "解释", true},
        {"欠钱怎么办？", "借据", false},
        {"打人怎么处理？", "故意", false},
        {"租房怎么办？", "租赁", false},
        {"租房怎么办？", "民法", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *a = arena_new();
        struct ask q;
        bool found = false;
        ask_read(a, cases[i].asked, &q);
        assert_true(q.question);
        assert_true(q.n_hints <= ASK_HINTS);
        for (size_t k = 0; k < q.n_hints; k++) {
            found |=
                q.hints[k].term == pair_of(cases[i].hint) && q.hints[k].title == cases[i].title;
            assert_true(k == 0 || q.hints[k].weight <= q.hints[k - 1].weight);
            assert_true(q.hints[k].weight > 0);
        }
        if (!found)
            fail_msg("%s: no %s", cases[i].asked, cases[i].hint);
        arena_free(&a);
    }
}

static void other_queries_have_none(void **state)
{
    (void)state;
    static const char *const cases[] = {"行政许可法", "曲政办发〔2018〕71号", "政务公开",
        "hello world", "", "？", "的", "低保 申请"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena *a = arena_new();
        struct ask q;
        ask_read(a, cases[i], &q);
        if (q.n_hints)
            fail_msg("“%s” has hints", cases[i]);
        arena_free(&a);
    }
}

static void a_thousand_words_end_well(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct ask q;
    char *text = arena_alloc(a, 400000), *p = text;
    for (int i = 0; i < 20000; i++, p += strlen(p))
        snprintf(p, 20, "%s", i % 3 ? "怎么赔偿" : "谁承担责任\xFF");
    ask_read(a, text, &q);
    assert_true(q.question && q.cut && q.n <= ASK_WANTS && q.n_hints <= ASK_HINTS && q.n_hints > 0);
    arena_free(&a);
}

static void titles_have_a_prior(void **state)
{
    (void)state;
    static const char *const rising[] = {
        "某市道路保洁管理暂行办法", "关于开展检查的通知", "中华人民共和国民法典"};
    int last = INT16_MIN;
    for (size_t i = 0; i < COUNT_OF(rising); i++) {
        int prior = assoc_title_prior(rising[i], strlen(rising[i]));
        if (prior <= last)
            fail_msg("%s: %d after %d", rising[i], prior, last);
        last = prior;
    }
    assert_int_equal(assoc_title_prior("", 0), 0);
    assert_int_equal(assoc_title_prior("\xFF\xFE", 2), 0);
    /* each pair counts once */
    assert_int_equal(assoc_title_prior("民法典，民法典", 21), assoc_title_prior("民法典", 9));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_lead_to_legal_terms),
        cmocka_unit_test(other_queries_have_none),
        cmocka_unit_test(a_thousand_words_end_well),
        cmocka_unit_test(titles_have_a_prior),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
