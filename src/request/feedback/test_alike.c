/* Which requests ask for the same, and gathering them as all pairs would.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "request/feedback/alike.h"
#include "tests/arena.h"

static int alike(const char *a, const char *b)
{
    struct feedback_subject x = feedback_subject(mem, segmenter_shipped(), a),
                            y = feedback_subject(mem, segmenter_shipped(), b);
    int score = feedback_alike(&x, &y);
    assert_int_equal(feedback_alike(&y, &x), score);
    return score;
}

/* RULE K10: the same information; another year, another matter is not. */
static void what_is_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"2018年义务教育学校学区划分方案", "２０１８年 义务教育学校学区划分方案", true},
        {"2018年全县义务教育学校学区划分方案", "请提供2018年义务教育学区划分的方案", true},
        {"2018年秋季学期全县普通高中收费项目和标准", "请提供2018年秋季学期普通高中的收费标准",
            true},
        {"示例路片区改造项目中标合同", "申请公开示例路片区改造的中标合同", true},
        {"2017年义务教育学校学区划分方案", "2018年义务教育学校学区划分方案", false},
        {"2018年义务教育学校学区划分方案", "2018年危房改造补助发放名单", false},
        {"县级重点建设项目名单", "普通高中收费项目和标准", false},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        int score = alike(pairs[i].a, pairs[i].b);
        if ((score >= feedback_defaults.alike) != pairs[i].same)
            fail_msg("%s / %s: %d", pairs[i].a, pairs[i].b, score);
    }
}

/* RULE K10 */
static void several(void **state)
{
    (void)state;
    struct feedback_setting s = {.applicants = 3, .alike = 50};
    assert_false(feedback_several(1, &feedback_defaults));
    assert_true(feedback_several(2, &feedback_defaults));
    assert_false(feedback_several(2, &s));
    assert_true(feedback_released("G2") && feedback_released("G3") && feedback_released("P1"));
    assert_false(feedback_released("G1") || feedback_released("D5") || feedback_released(""));
}

/* RULE K10: the same organ; what a person took out stays out. */
static void gathering(void **state)
{
    (void)state;
    static const int64_t apart[] = {7};
    static const char *const plan = "2018年义务教育学校学区划分方案";
    struct feedback_case list[] = {{.id = 1, .organ_id = 1, .group_id = 7},
        {.id = 2, .organ_id = 1}, {.id = 3, .organ_id = 2}, {.id = 4, .organ_id = 2},
        {.id = 5, .organ_id = 1, .apart = apart, .n_apart = 1}, {.id = 6, .organ_id = 3}};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        list[i].subject = feedback_subject(mem, segmenter_shipped(), plan);
    assert_int_equal(feedback_gather(mem, list, COUNT_OF(list), 45), 1);
    assert_int_equal(list[1].group_id, 7);
    assert_int_equal(list[2].group_id, -1);
    assert_int_equal(list[3].group_id, -1);
    assert_int_not_equal(list[4].group_id, 7);
    assert_int_equal(list[5].group_id, 0);
}

/* Every pair, as slowly as can be: what feedback_gather must come to. A group is the set of cases
 * that a chain of alike ones ties together. */
static size_t all_pairs(const struct feedback_case *list, size_t n, int alike, size_t *root)
{
    size_t groups = 0;
    for (size_t i = 0; i < n; i++)
        root[i] = i;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (list[i].organ_id == list[k].organ_id &&
                feedback_alike(&list[i].subject, &list[k].subject) >= alike) {
                size_t from = root[i], to = root[k];
                for (size_t j = 0; j < n; j++)
                    root[j] = root[j] == from ? to : root[j];
            }
    for (size_t i = 0; i < n; i++) {
        size_t of = 0;
        for (size_t k = 0; k < n; k++)
            of += root[k] == root[i];
        groups += root[i] == i && of > 1;
    }
    return groups;
}

/* What has a partner among all pairs has a group, and no group goes beyond what a chain ties
 * together: for long and short subjects, at every setting. */
static void gathering_finds_what_all_pairs_find(void **state)
{
    (void)state;
    static const char *const places[] = {"雄壁镇", "彩云镇", "竹基镇", "龙庆乡", "葵山镇"};
    static const char *const things[] = {"农村危房改造补助资金分配方案", "征地补偿安置方案和批复",
        "义务教育学校学区划分方案", "食堂食材采购合同", "公租房分配结果一览表",
        "退耕还林补助发放名册", "道路养护项目招标文件", "环境影响评价报告书及审批意见"};
    static const char *const before[] = {"", "请公开", "", "关于", "本人需要"},
                             *const after[] = {"", "", "全文及附件", "的通知原文",
                                 "，用于了解政策，请提供复印件"};
    static const int settings[] = {20, 30, 45, 70, 100};
    enum { N = 400 };
    struct feedback_case *list = ARENA_ARRAY(mem, struct feedback_case, N);
    size_t root[N], missed = 0, joined = 0;
    for (size_t s = 0; s < COUNT_OF(settings); s++) {
        for (size_t i = 0; i < N; i++) {
            size_t x = i * 2654435761u % 100003;
            const char *text = arena_printf(mem, "%s%d年%s%s%s", before[x % COUNT_OF(before)],
                2012 + (int)(x / 7 % 8), places[x / 11 % COUNT_OF(places)],
                things[x / 3 % COUNT_OF(things)], after[x % COUNT_OF(after)]);
            list[i] = (struct feedback_case){.id = (int64_t)i + 1,
                .organ_id = (int64_t)(x / 13 % 2),
                .title = text,
                .subject = feedback_subject(mem, segmenter_shipped(), text)};
        }
        all_pairs(list, N, settings[s], root);
        feedback_gather(mem, list, N, settings[s]);
        for (size_t i = 0; i < N; i++) {
            bool partner = false;
            for (size_t k = 0; k < N; k++) {
                partner |= k != i && root[k] == root[i];
                if (list[i].group_id && list[i].group_id == list[k].group_id)
                    assert_int_equal(root[i], root[k]);
            }
            missed += partner && !list[i].group_id;
            joined += list[i].group_id != 0;
        }
    }
    assert_true(joined > 800);
    assert_int_equal(missed, 0);
}

/* Ten times the cases are not a hundred times the comparisons: counted by what is in one group. */
static void a_question_asked_a_thousand_times(void **state)
{
    (void)state;
    enum { N = 3000 };
    struct feedback_case *list = ARENA_ARRAY(mem, struct feedback_case, N);
    for (size_t i = 0; i < N; i++) {
        const char *text = arena_printf(
            mem, "请公开2018年%s学区划分方案第%zu号附图", i % 3 ? "义务教育学校" : "初中小学", i);
        list[i] = (struct feedback_case){.id = (int64_t)i + 1,
            .organ_id = 1,
            .title = text,
            .subject = feedback_subject(mem, segmenter_shipped(), text)};
    }
    assert_true(feedback_gather(mem, list, N, 45) <= 2);
    for (size_t i = 0; i < N; i++)
        assert_int_not_equal(list[i].group_id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_the_same),
        cmocka_unit_test(several), cmocka_unit_test(gathering),
        cmocka_unit_test(gathering_finds_what_all_pairs_find),
        cmocka_unit_test(a_question_asked_a_thousand_times)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
