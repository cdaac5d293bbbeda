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
        {"", ""}, {"<p class=\"中国\">政务公开</p>", "<p class=\"中国\">政務公開</p>"},
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

static void test_line_title(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 0);
    ui_line_title(&b, "关于转发曲政办发〔2018〕71号文件的通知");
    assert_string_equal(
        buf_str(&b), "关于转发<span class=\"nowrap\">曲政办发〔2018〕71号</span>文件的通知");
    buf_release(&b);
}

static void test_title(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"县城新添三条公交线路", "县城新添三条公交线路"},
        {"县人民政府办公室关于印发政务公开方案的通知",
            "县|人民政府|办公室|关于|印发|政务公开|方案的|通知"},
        {"参与式预算的办法", "参与式预算的|办法"},
        {"中华人民共和国<法>", "中华人民共和国&lt;法&gt;"},
        /* a document number stays on one line, with its word */
        {"转发曲政办发〔2018〕71号文件的通知",
            "转发|<span class=\"nowrap\">曲政办发〔2018〕71号</span>|文件的|通知"},
        {"师政发[2018]2号、师政发（2018）3号",
            "<span class=\"nowrap\">师政发[2018]2号</span>、|<span "
            "class=\"nowrap\">师政发（2018）3号</span>"},
        {"〔2018〕71号", "<span class=\"nowrap\">〔2018〕71号</span>"},
        {"（2018）年<〔2018〕号", "（2018）年|&lt;〔2018〕号"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        char plain[400] = "";
        buf_init(&b, 0);
        ui_title(&b, cases[i].in);
        size_t n = 0;
        for (const char *p = buf_str(&b); *p;) {
            bool wbr = strncmp(p, "<wbr>", 5) == 0;
            plain[n++] = wbr ? '|' : *p;
            p += wbr ? 5 : 1;
        }
        assert_string_equal(plain, cases[i].want);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_hant),
        cmocka_unit_test(test_title),
        cmocka_unit_test(test_line_title),
    };
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
