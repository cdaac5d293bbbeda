/* Structure of official texts: chapters, articles, numbered headings, tables of contents.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/text/structure.h"

static const char *html_of(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, 0);
    structure_html(text, strlen(text), &b);
    const char *html = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return html;
}

static const char *anchored(struct arena *a, const char *html)
{
    struct buf b;
    buf_init(&b, 0);
    structure_anchors(html, strlen(html), &b);
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static void test_plain(void **state)
{
    (void)state;
    static const struct {
        const char *text, *html;
    } rows[] = {
        {"", ""},
        {" \n　\n\r\n", ""},
        {"甲<乙>&\"丙\"", "<p>甲&lt;乙&gt;&amp;&quot;丙&quot;</p>\n"},
        {"## 第一章  总则\n\n第一条 为了公开。\n\n（一）第一项；\n第十二条之一　补充。",
            "<h2 id=\"c1\">第一章　总则</h2>\n<p "
            "id=\"a1\"><strong>第一条</strong>　为了公开。</p>\n"
            "<p>（一）第一项；</p>\n<p id=\"a12-1\"><strong>第十二条之一</strong>　补充。</p>\n"},
        {"## 第一章 总则\n### 第二节 范围",
            "<h2 id=\"c1\">第一章　总则</h2>\n<h3 id=\"c1s2\">第二节　范围</h3>\n"},
        {"## 第二编 物权\n### 第一章 一般规定",
            "<h2 id=\"b2\">第二编　物权</h2>\n<h3 id=\"b2c1\">第一章　一般规定</h3>\n"},
        {"##\n附则正文\n###", "<p>附则正文</p>\n"},
        {"## 第一章　总　　则", "<h2 id=\"c1\">第一章　总则</h2>\n"},
        {"第十二条规定的事项", "<p>第十二条规定的事项</p>\n"},
        {"第一条 甲\n第一条 乙", "<p id=\"a1\"><strong>第一条</strong>　甲</p>\n<p "
                                 "id=\"a1_2\"><strong>第一条</strong>　乙</p>\n"},
        {"一、总体要求\n（一）加强领导。各单位要…\n（二）工作原则",
            "<h2 id=\"h1\">一、总体要求</h2>\n"
            "<p id=\"h1-1\">（一）加强领导。各单位要…</p>\n<h3 id=\"h1-2\">（二）工作原则</h3>\n"},
        {"## 其他\n#不是标题\n####### 七个",
            "<h2 id=\"h1\">其他</h2>\n<p>#不是标题</p>\n<p>####### 七个</p>\n"},
        {"<!-- TABLE -->\n| 条文 |罪名 |\n|----|----|\n| 一 | 二 |\n<!-- TABLE END -->",
            "<table>\n<thead><tr><th>条文</th><th>罪名</th></tr>\n</thead>\n<tbody>"
            "<tr><td>一</td><td>二</td></tr>\n</tbody>\n</table>\n"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(html_of(a, rows[i].text), rows[i].html);
    arena_free(&a);
}

static void test_anchors(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"<p>一、总体要求</p><p>正文</p>", "<p id=\"h1\">一、总体要求</p><p>正文</p>"},
        {"<p class=\"x\" id=\"old\"><strong>第一条</strong>　甲</p>",
            "<p class=\"x\" id=\"a1\"><strong>第一条</strong>　甲</p>"},
        {"<h2>第一章 总则</h2><h3>第一节</h3>",
            "<h2 id=\"c1\">第一章 总则</h2><h3 id=\"c1s1\">第一节</h3>"},
        {"<p id=\"x\">正文</p>", "<p>正文</p>"},
        {"<h3></h3>没有", "<h3></h3>没有"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *out = anchored(a, rows[i].in);
        assert_string_equal(out, rows[i].out);
        assert_string_equal(anchored(a, out), out);
    }
    const char *html = html_of(a, "## 第一章 总则\n第一条 甲。\n## 第二章 附则\n第二条 乙。");
    assert_string_equal(anchored(a, html), html);
    arena_free(&a);
}

static void test_headings(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct heading *list;
    const char *html = html_of(a, "## 第一章 总则\n### 第一节 甲&乙\n第一条 丙。\n## 第二章 附则");
    assert_int_equal(structure_headings(a, html, &list), 3);
    assert_int_equal(list[0].level, 2);
    assert_string_equal(list[1].id, "c1s1");
    assert_string_equal(list[1].title, "第一节 甲&乙");
    assert_string_equal(structure_toc_html(a, html),
        "<ol><li><a href=\"#c1\">第一章 总则</a><ol><li><a href=\"#c1s1\">第一节 "
        "甲&amp;乙</a></li></ol></li>"
        "<li><a href=\"#c2\">第二章 附则</a></li></ol>");
    assert_string_equal(structure_toc_html(a, "<h2 id=\"h1\">一</h2><h2 id=\"h2\">二</h2>"), "");
    html = html_of(a, "一、要求\n（一）目标。到年底完成。\n二、措施");
    assert_int_equal(structure_headings(a, html, &list), 3);
    assert_string_equal(list[1].title, "（一）目标");
    assert_int_equal(list[1].level, 3);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain), cmocka_unit_test(test_anchors),
        cmocka_unit_test(test_headings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
