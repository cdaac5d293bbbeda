/* What a text cites.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/cite.h"

static void names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *names; /* joined by |, ended ones with a ! */
    } cases[] = {
        {"", ""},
        {"根据《示例办法》（师政规[2010]1号）第三条。", "示例办法|师政规〔2010〕1号"},
        {"本办法自公布之日起施行。《示例办法》同时废止。", "示例办法!"},
        {"《示例办法》第三条。本办法废止前的规定除外。", "示例办法"},
        {"师政规〔2010〕1号停止执行；依照师政规〔2012〕1号办理。",
            "师政规〔2010〕1号!|师政规〔2012〕1号"},
        {"《关于印发《示例办法》的通知》执行", "关于印发《示例办法》的通知|示例办法"},
        {"《没有结尾", ""},
        {"》《》《", ""},
        {"《跨\n行》", ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct cited *list;
        size_t n = cite_names(a, cases[i].text, &list);
        const char *out = "";
        for (size_t k = 0; k < n; k++) {
            out = arena_printf(
                a, "%s%s%s%s", out, k ? "|" : "", list[k].text, list[k].as_ended ? "!" : "");
            assert_true(list[k].start < list[k].end && list[k].end <= strlen(cases[i].text));
        }
        if (strcmp(out, cases[i].names) != 0)
            fail_msg("case %zu: %s, not %s", i, out, cases[i].names);
    }
    const char *text = "前面的话。\n根据《示例办法》办理。";
    struct cited *list;
    assert_int_equal(cite_names(a, text, &list), 1);
    assert_string_equal(
        cite_excerpt(a, text, list[0].start, list[0].end), "前面的话。 根据《示例办法》办理。");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
