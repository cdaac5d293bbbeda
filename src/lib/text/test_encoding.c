/* Encodings: each recognised, each damage refused with its place.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/encoding.h"

struct good {
    const char *in;
    size_t n;
    enum encoding which;
    const char *out;
};
#define BYTES(s) s, sizeof s - 1

static void test_good(void **state)
{
    (void)state;
    static const struct good cases[] = {
        {BYTES(""), ENC_UTF8, ""},
        {BYTES("abc"), ENC_UTF8, "abc"},
        {BYTES("\xEF\xBB\xBF中"), ENC_UTF8, "中"},
        {BYTES("师宗县"), ENC_UTF8, "师宗县"},
        {BYTES("\xCA\xA6\xD7\xDA\xCF\xD8"), ENC_GB18030, "师宗县"},
        {BYTES("a\x82\x35\x8F\x33"), ENC_GB18030, "a\u9FA6"}, /* four bytes */
        {BYTES("\x95\x32\x82\x36"), ENC_GB18030, "\U00020000"},
        {BYTES("\xFF\xFE\x2D\x4E\x0A\x00"), ENC_UTF16LE, "中\n"},
        {BYTES("\xFE\xFF\x4E\x2D\xD8\x40\xDC\x00"), ENC_UTF16BE, "中\U00020000"},
        {BYTES("\xFF\xFE"), ENC_UTF16LE, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err e;
        enum encoding which;
        buf_init(&out, 0);
        assert_int_equal(text_decode(cases[i].in, cases[i].n, &out, &which, &e), ST_OK);
        assert_string_equal(buf_str(&out), cases[i].out);
        assert_int_equal(which, cases[i].which);
        buf_release(&out);
    }
}

static void test_bad(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t n;
        const char *place;
    } cases[] = {
        {BYTES("ab\0c"), "第 3 个字节"},
        {BYTES("\xCA\xA6\xFF\xFF"), "第 3 个字节"},
        {BYTES("\xEF\xBB\xBF\x61\xFF"), "第 5 个字节"},
        {BYTES("\xFF\xFE\x2D\x4E\x00\xDC"), "第 5 个字节"}, /* lone surrogate */
        {BYTES("\xFF\xFE\x2D"), "第 3 个字节"},             /* half a unit */
        {BYTES("\xFF\xFE\x00\x00"), "第 3 个字节"},
        {BYTES("公开是常态不公开是例外全面推进政务公开\xFF 尾"), "第 58 个字节"},
        {BYTES("\xED\xA0\x80"), "个字节"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err e;
        buf_init(&out, 0);
        assert_int_equal(text_decode(cases[i].in, cases[i].n, &out, NULL, &e), ST_INVALID);
        assert_non_null(strstr(e.message, cases[i].place));
        assert_int_equal(out.n, 0);
        buf_release(&out);
    }
}

static void test_long(void **state)
{
    (void)state;
    struct buf in, out;
    struct err e;
    enum encoding which;
    buf_init(&in, 0);
    buf_init(&out, 0);
    for (int i = 0; i < 100000; i++) /* pieces end inside characters */
        buf_add(&in, "x\xD7\xDA", i % 2 ? 3 : 1);
    assert_int_equal(text_decode(in.p, in.n, &out, &which, &e), ST_OK);
    assert_int_equal(out.n, 100000 + 50000 * 3);
    buf_release(&out);
    buf_init(&out, 1000);
    assert_int_equal(text_decode(in.p, in.n, &out, &which, &e), ST_TOO_BIG);
    buf_release(&in);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good), cmocka_unit_test(test_bad), cmocka_unit_test(test_long)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
