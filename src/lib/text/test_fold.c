/* Width, numerals and dates, and the key that makes spellings equal.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/fold.h"
#include "lib/text/numeral.h"
#include "lib/text/simplify.h"
#include "tests/support.h"

static void test_numerals(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        int64_t value;
        const char *rest;
    } rows[] = {
        {"一百二十三", 123, ""},
        {"贰零壹捌", 2018, ""},
        {"二〇一八年", 2018, "年"},
        {"二○一八", 2018, ""},
        {"十", 10, ""},
        {"十五天", 15, "天"},
        {"二十", 20, ""},
        {"一百零五", 105, ""},
        {"一百一十", 110, ""},
        {"一百二", 120, ""},
        {"一万二", 12000, ""},
        {"一万零二", 10002, ""},
        {"两千三百", 2300, ""},
        {"三万五千", 35000, ""},
        {"十二万", 120000, ""},
        {"一亿二千万", 120000000, ""},
        {"三亿零五十", 300000050, ""},
        {"一万亿", 1000000000000, ""},
        {"一万二千亿零三万", 1200000030000, ""},
        {"壹佰贰拾叁", 123, ""},
        {"廿一", 21, ""},
        {"零玖", 9, ""},
        {"零", 0, ""},
        {"〇", 0, ""},
        {"1,234,567", 1234567, ""},
        {"1,23", 1, ",23"},
        {"12,3456", 12, ",3456"},
        {"１２３", 123, ""},
        {"007", 7, ""},
        {"12.5", 12, ".5"},
        {"九百九十九", 999, ""},
        {"五十步", 50, "步"},
        {"二百零", 200, "零"},
        {"三五", 35, ""},
        {"百", -1, "百"},
        {"万", -1, "万"},
        {"", -1, ""},
        {"公开", -1, "公开"},
        {"99999999999999999999", -1, "99999999999999999999"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t v = -1;
        size_t n = number_read(rows[i].in, strlen(rows[i].in), &v);
        if ((n ? v : -1) != rows[i].value || strcmp(rows[i].in + n, rows[i].rest) != 0)
            fail_msg("%s: %lld, rest %s", rows[i].in, (long long)v, rows[i].in + n);
    }
}

/* What we write we read. */
static void check_round(int64_t v)
{
    struct buf b;
    int64_t back = -1;
    buf_init(&b, 0);
    number_write(&b, v);
    if (number_read(b.p, b.n, &back) != b.n || back != v)
        fail_msg("%lld is written %s and read %lld", (long long)v, b.p, (long long)back);
    buf_release(&b);
}

static void test_round(void **state)
{
    (void)state;
    static const struct {
        int64_t v;
        const char *text;
    } rows[] = {{0, "〇"}, {10, "十"}, {12, "十二"}, {20, "二十"}, {105, "一百零五"},
        {110, "一百一十"}, {1001, "一千零一"}, {10010, "一万零一十"}, {100000, "十万"},
        {120000000, "一亿二千万"}, {100000001, "一亿零一"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf b;
        buf_init(&b, 0);
        number_write(&b, rows[i].v);
        assert_string_equal(buf_str(&b), rows[i].text);
        buf_release(&b);
    }
    for (int64_t v = 0; v < 120000; v++)
        check_round(v);
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        check_round((int64_t)(seed >> 11) % (INT64_C(1) << (i % 54)) % NUMERAL_MAX);
    }
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *in, *day, *rest;
    } rows[] = {
        {"二〇一八年九月十二日", "2018-09-12", ""},
        {"二○一八年九月十二日起", "2018-09-12", "起"},
        {"2018年9月12日", "2018-09-12", ""},
        {"２０１８年９月１２日", "2018-09-12", ""},
        {"贰零壹捌年玖月壹拾贰日", "2018-09-12", ""},
        {"贰零壹捌年零玖月零壹日", "2018-09-01", ""},
        {"2018-9-12", "2018-09-12", ""},
        {"2018-09-12T10", "2018-09-12", "T10"},
        {"2018/09/12", "2018-09-12", ""},
        {"2018.9.12", "2018-09-12", ""},
        {"2018.9.12.", "2018-09-12", "."},
        {"2018年9月12号", "2018-09-12", ""},
        {"二〇二〇年二月二十九日", "2020-02-29", ""},
        {"2018年2月29日", "", "2018年2月29日"},
        {"2018年13月1日", "", "2018年13月1日"},
        {"2018年9月", "", "2018年9月"},
        {"2018-9/12", "", "2018-9/12"},
        {"2018-9-123", "", "2018-9-123"},
        {"12018年9月12日", "", "12018年9月12日"},
        {"2018", "", "2018"},
        {"2018年", "", "2018年"},
        {"2018-", "", "2018-"},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct day d;
        char text[11];
        size_t n = date_read(rows[i].in, strlen(rows[i].in), &d);
        if (strcmp(day_text(d, text), rows[i].day) != 0 ||
            strcmp(rows[i].in + n, rows[i].rest) != 0)
            fail_msg("%s: %s, rest %s", rows[i].in, text, rows[i].in + n);
    }
}

static void test_key(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"二〇一八年九月十二日", "2018-09-12"},
        {"贰零壹捌", "2018"},
        {"一百二十三", "123"},
        {"１２３", "123"},
        {"1,234人", "1234人"},
        {"政務公開", "政务公开"},
        {"ＰＭ２．５", "pm2.5"},
        {"第三条", "第三条"},
        {"三十三天", "33天"},
        {"007", "007"},
        {"①", "1"},
        {"", ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        assert_string_equal(fold_key(a, same[i][0]), same[i][1]);
        assert_string_equal(fold_key(a, same[i][1]), same[i][1]);
    }
    char *save, *lines = test_naughty(a);
    for (char *l = strtok_r(lines, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        fold_key(a, l);
    arena_free(&a);
}

static void test_width(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"ＡＢｃ１２３％", "ABc123%"},
        {"公开，公开。（一）", "公开，公开。（一）"},
        {"１２．５", "12.5"},
        {"\xFF公", "\xFF公"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf b;
        buf_init(&b, 0);
        fold_width(rows[i][0], strlen(rows[i][0]), &b);
        assert_string_equal(buf_str(&b), rows[i][1]);
        buf_release(&b);
    }
}

static void test_simplify(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(simplify(a, "政務公開與資訊"), "政务公开与资讯");
    assert_string_equal(simplify(a, "政务公开"), "政务公开");
    assert_true(simplify_needed("政務公開") && !simplify_needed("政务公开 a\xFF 〔2018〕"));
    assert_false(simplify_needed("乾安县的瞭望台"));
    assert_true(simplify_char(0x958B) == 0x5F00 && simplify_char('a') == 'a'); /* 開 开 */
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numerals),
        cmocka_unit_test(test_round), cmocka_unit_test(test_dates), cmocka_unit_test(test_key),
        cmocka_unit_test(test_width), cmocka_unit_test(test_simplify)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
