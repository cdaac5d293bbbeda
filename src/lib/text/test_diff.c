/* Comparison: what a reader sees, that it is true of both sides, and that it is bounded.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/diff.h"

static const char *show(struct arena *a, const char *x, const char *y)
{
    static const char signs[] = {'=', '-', '+', '~'};
    const struct diff_row *rows;
    struct buf b;
    size_t n = diff_lines(a, x, y, &rows);
    buf_init(&b, 0);
    for (size_t i = 0; i < n; i++) {
        buf_addf(&b, "%s%c%s", i ? "/" : "", signs[rows[i].kind], rows[i].old_html);
        if (rows[i].kind == DIFF_CHANGED || rows[i].kind == DIFF_ADDED)
            buf_addf(&b, "|%s", rows[i].new_html);
    }
    const char *s = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return s;
}

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *x, *y, *out;
    } cases[] = {
        {"", "", ""},
        {"a\nb\n", "a\nb", "=a/=b"},
        {"", "a", "+|a"},
        {"a", "", "-a"},
        {"a\nc", "a\nb\nc", "=a/+|b/=c"},
        {"第一条 本县公开十项", "第一条 本县公开十二项",
            "~第一条 本县公开十项|第一条 本县公开十<ins>二</ins>项"},
        {"由县政府办公室负责", "由县司法局负责",
            "~由县<del>政府办公室</del>负责|由县<ins>司法局</ins>负责"},
        {"1<2 & 3", "1<2 & 4", "~1&lt;2 &amp; <del>3</del>|1&lt;2 &amp; <ins>4</ins>"},
        {"甲乙丙丁", "完全不同的话", "-甲乙丙丁/+|完全不同的话"},
        {"甲乙丙丁戊\n尾", "新的一行在这里\n甲乙丙丁己\n尾",
            "+|新的一行在这里/~甲乙丙丁<del>戊</del>|甲乙丙丁<ins>己</ins>/=尾"},
        {"abcdefgh", "abXdYfgh", "~ab<del>cde</del>fgh|ab<ins>XdY</ins>fgh"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(show(a, cases[i].x, cases[i].y), cases[i].out);
    arena_free(&a);
}

/* The rows, put together again, are the two texts. */
static void check_true(const char *x, const char *y)
{
    struct arena *a = arena_new();
    struct buf old_text, new_text;
    const struct diff_row *rows;
    buf_init(&old_text, 0);
    buf_init(&new_text, 0);
    size_t n = diff_lines(a, x, y, &rows);
    for (size_t i = 0; i < n; i++) {
        for (int side = 0; side < 2; side++) {
            struct buf *b = side ? &new_text : &old_text;
            const char *p = side ? rows[i].new_html : rows[i].old_html;
            if (rows[i].kind == (side ? DIFF_DELETED : DIFF_ADDED))
                continue;
            for (; *p; p++)
                if (*p == '<')
                    p += strcspn(p, ">");
                else
                    buf_addc(b, *p);
            buf_addc(b, '\n');
        }
    }
    assert_string_equal(buf_str(&old_text), x);
    assert_string_equal(buf_str(&new_text), y);
    buf_release(&old_text);
    buf_release(&new_text);
    arena_free(&a);
}

static void test_true_of_both_sides(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        struct buf x, y;
        buf_init(&x, 0);
        buf_init(&y, 0);
        for (int i = 0; i < 30; i++) {
            struct buf *both[2] = {&x, &y};
            seed = seed * 1103515245u + 12345u;
            unsigned what = seed >> 16;
            for (int side = 0; side < 2; side++)
                if (what % 5 != (unsigned)side)
                    buf_addf(both[side], "%u行%u%s\n", what % 7, what % 11,
                        side && what % 3 == 0 ? "改" : "文");
        }
        check_true(buf_str(&x), buf_str(&y));
        buf_release(&x);
        buf_release(&y);
    }
}

static void test_bounded(void **state)
{
    (void)state;
    struct buf x, y;
    buf_init(&x, 0);
    buf_init(&y, 0);
    for (int i = 0; i < 20000; i++) {
        buf_addf(&x, "旧的第%d行\n", i);
        buf_addf(&y, "全新%d\n", i * 7);
    }
    check_true(buf_str(&x), buf_str(&y));
    buf_clear(&x);
    buf_clear(&y);
    for (int i = 0; i < 300000; i++) { /* one line each */
        buf_adds(&x, i % 2 ? "甲" : "乙");
        buf_adds(&y, i % 3 ? "甲" : "丙");
    }
    buf_adds(&x, "\n");
    buf_adds(&y, "\n");
    check_true(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
        cmocka_unit_test(test_true_of_both_sides), cmocka_unit_test(test_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
