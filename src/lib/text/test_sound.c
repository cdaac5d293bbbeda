/* Words by sound: initials, full and mixed spelling, wrong characters, bounds.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/sound.h"
#include "tests/support.h"

enum { SEEN = 40 };

static bool among(const struct sound_word *w, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(w[i].text, word) == 0)
            return true;
    return false;
}

static void test_spelt(void **state)
{
    (void)state;
    static const struct {
        const char *letters, *word;
    } rows[] = {
        {"xxgk", "信息公开"},
        {"xinxigongkai", "信息公开"},
        {"szx", "师宗县"},
        {"shizongxian", "师宗县"},
        {"shizongx", "师宗县"},
        {"gjj", "公积金"},
        {"dibao", "低保"},
        {"shebao", "社保"},
        {"fangan", "方案"},
        {"xzcf", "行政处罚"},
        {"huji", "户籍"},
        {"kuaiji", "会计"},
        {"nongcun", "农村"},
        {"lvhua", "绿化"},
    };
    struct arena *a = arena_new();
    struct sound_word w[SEEN];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = sound_spelt(a, rows[i].letters, w, SEEN);
        if (!among(w, n, rows[i].word))
            fail_msg("%s: not %s among %zu (%s …)", rows[i].letters, rows[i].word, n,
                n ? w[0].text : "");
        for (size_t k = 1; k < n; k++)
            assert_true(w[k - 1].cost <= w[k].cost);
    }
    arena_free(&a);
}

static void test_alike(void **state)
{
    (void)state;
    static const struct {
        const char *wrong, *right;
    } rows[] = {
        {"信息公幵", "信息公开"}, /* one character of another sound */
        {"新息公开", "信息公开"},
        {"依申青公开", NULL},
        {"低宝", "低保"},
        {"社宝", "社保"},
        {"公机金", "公积金"},
        {"财正局", "财政局"},
        {"刑政处罚", "行政处罚"},
        {"蓝球", "篮球"},
        {"沂江", NULL},
        {"浓村", "农村"},
    };
    struct arena *a = arena_new();
    struct sound_word w[SEEN];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = sound_alike(a, rows[i].wrong, w, SEEN);
        if (rows[i].right && !among(w, n, rows[i].right))
            fail_msg(
                "%s: not %s among %zu (%s …)", rows[i].wrong, rows[i].right, n, n ? w[0].text : "");
        assert_false(among(w, n, rows[i].wrong));
    }
    arena_free(&a);
}

static void test_own(void **state)
{
    (void)state;
    assert_true(sound_spells("师宗县", "szx"));
    assert_true(sound_spells("师宗县", "shzx"));
    assert_true(sound_spells("丹凤街道", "danfjd"));
    assert_false(sound_spells("师宗县", "sz"));
    assert_false(sound_spells("师宗县", ""));
    assert_false(sound_spells("A县", "ax"));
    assert_int_equal(sound_distance("丹凤", "单凤"), 0);
    assert_int_equal(sound_distance("雄壁镇", "雄笔镇"), 0);
    assert_int_equal(sound_distance("龙庆", "农庆"), SOUND_NEAR);
    assert_int_equal(sound_distance("龙庆", "龙山"), SOUND_OTHER);
    assert_int_equal(sound_distance("龙庆", "农山"), SOUND_NEAR + SOUND_OTHER);
    assert_int_equal(sound_distance("龙庆", "龙庆乡"), -1);
    assert_int_equal(sound_distance("龙庆", "ab"), -1);
}

static void test_bounds(void **state)
{
    (void)state;
    static const char *const nothing[] = {"", "x", "x1", "XXGK", "政务",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "uv",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};
    struct arena *a = arena_new();
    struct sound_word w[2];
    for (size_t i = 0; i < COUNT_OF(nothing); i++)
        assert_int_equal(sound_spelt(a, nothing[i], w, COUNT_OF(w)), 0);
    assert_in_range(sound_spelt(a, "aaaaaaaaaaaaaaaaaaaaaaaa", w, COUNT_OF(w)), 0, 2);
    assert_int_equal(sound_spelt(a, "sz", w, 0), 0);
    assert_int_equal(sound_spelt(a, "sz", w, 2), 2);
    assert_int_equal(sound_alike(a, "", w, 2), 0);
    assert_int_equal(sound_alike(a, "县", w, 2), 0);
    assert_int_equal(sound_alike(a, "一二三四五六七八九", w, 2), 0);
    assert_int_equal(sound_alike(a, "\xff\xfe", w, 2), 0);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spelt), cmocka_unit_test(test_alike),
        cmocka_unit_test(test_own), cmocka_unit_test(test_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
