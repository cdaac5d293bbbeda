/* Escaping, frames and components.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/frame.h"
#include "lib/ui/html.h"
#include "tests/test.h"

static void test_escaping(void **state)
{
    (void)state;
    static const struct {
        void (*write)(struct buf *out, const char *s);
        const char *in, *want;
    } cases[] = {
        {html_text, NULL, ""},
        {html_text, "", ""},
        {html_text, "师宗县", "师宗县"},
        {html_text, "<a href='x'>&\"</a>", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;"},
        {html_raw, "<b>", "<b>"},
        {html_raw, NULL, ""},
        {html_url, "a b/c?d=é~-_.", "a%20b%2Fc%3Fd%3D%C3%A9~-_."},
        {html_url, NULL, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        buf_init(&b, 0);
        cases[i].write(&b, cases[i].in);
        assert_string_equal(buf_str(&b), cases[i].want);
        buf_release(&b);
    }
}

/* Text becomes traditional, by words; tags and their values stay. */
static void test_hant(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"<p class=\"中国\">政务公开</p>", "<p class=\"中国\">政務公開</p>"},
        {"<a title='a>国'>头发</a>发文", "<a title='a>国'>頭髮</a>發文"},
        {"<option value=\"规章\">规章</option>", "<option value=\"规章\">規章</option>"},
        {"没有\x1e标签<br>", "没有\x1e标签<br>"}, /* would be torn: left alone */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        buf_init(&b, 0);
        buf_adds(&b, cases[i].in);
        hant_convert(&b);
        assert_string_equal(buf_str(&b), cases[i].want);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_hant),
    };
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
