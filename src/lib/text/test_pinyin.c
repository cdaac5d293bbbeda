/* Pinyin keys: words first, other readings after, bounds.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/pinyin.h"
#include "lib/text/pinyin_table.h"
#include "tests/support.h"

static void test_first(void **state)
{
    (void)state;
    static const struct {
        const char *text, *full, *initials;
    } rows[] = {
        {"政务公开", "zhengwugongkai", "zwgk"},
        {"信息公开", "xinxigongkai", "xxgk"},
        {"师宗县", "shizongxian", "szx"},
        {"会计", "kuaiji", "kj"},
        {"县长信箱", "xianzhangxinxiang", "xzxx"},
        {"行政处罚", "xingzhengchufa", "xzcf"},
        {"银行", "yinhang", "yh"},
        {"重庆", "chongqing", "cq"},
        {"调查", "diaocha", "dc"},
        {"曲靖市", "qujingshi", "qjs"},
        {"绿化率", "lvhualv", "lhl"},
        {"税率", "shuilv", "sl"},
        {"龙庆彝族壮族乡", "longqingyizuzhuangzuxiang", "lqyzzzx"},
        {"财政局", "caizhengju", "czj"},
        {"卫生健康局", "weishengjiankangju", "wsjkj"},
        {"安宁", "anning", "an"},
        {"大学", "daxue", "dx"},
        {"PM2.5 浓度", "pm25nongdu", "pm25nd"},
        {"Ａ类，〔2018〕", "alei2018", "al2018"},
        {"办事处", "banshichu", "bsc"},
        {"的", "de", "d"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct pinyin_key k;
        if (pinyin_keys(a, rows[i].text, &k, 1) != 1 || strcmp(k.full, rows[i].full) != 0 ||
            strcmp(k.initials, rows[i].initials) != 0)
            fail_msg("%s: %s %s", rows[i].text, k.full, k.initials);
    }
    arena_free(&a);
}

static bool holds(const struct pinyin_key *k, size_t n, const char *full)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(k[i].full, full) == 0)
            return true;
    return false;
}

static void test_others(void **state)
{
    (void)state;
    struct pinyin_key k[16];
    struct arena *a = arena_new();
    size_t n = pinyin_keys(a, "长行", k, 16);
    assert_true(n > 2 && n <= 16);
    assert_true(holds(k, n, "changxing") && holds(k, n, "zhanghang"));
    assert_int_equal(pinyin_keys(a, "会计", k, 16), 1); /* the word has one reading */
    for (int i = 0; i < 3; i++)
        assert_true(pinyin_keys(a, "长行重", k, (size_t)i) == (size_t)i);
    assert_int_equal(pinyin_keys(a, "", k, 16), 0);
    assert_int_equal(pinyin_keys(a, "，。 ", k, 16), 0);
    struct buf b;
    buf_init(&b, 0);
    for (int i = 0; i < 100000; i++)
        buf_adds(&b, "长");
    n = pinyin_keys(a, buf_str(&b), k, 16);
    assert_int_equal(n, 16);
    assert_int_equal(strlen(k[0].initials), PINYIN_CHARS_MAX);
    buf_release(&b);
    char *save, *lines = test_naughty(a);
    for (char *l = strtok_r(lines, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        pinyin_keys(a, l, k, 16);
    arena_free(&a);
}

/* Every word of the list has a reading its characters can have, and every syllable is plain. */
static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_pinyin_words; i++) {
        const struct pinyin_word *w = &pinyin_words[i];
        const char *p = w->text, *end = p + strlen(p);
        for (size_t c = 0; p < end; c++) {
            uint32_t cp = utf8_next(&p, end);
            const uint16_t *r = pinyin_readings[cp - PINYIN_FIRST];
            if (r[0] != w->syllable[c] && r[1] != w->syllable[c] && r[2] != w->syllable[c])
                fail_msg("%s: %s is no reading of its character %zu", w->text,
                    pinyin_syllables[w->syllable[c]], c);
        }
        if (i)
            assert_true(strcmp(pinyin_words[i - 1].text, w->text) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first), cmocka_unit_test(test_others), cmocka_unit_test(test_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
