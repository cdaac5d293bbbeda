/* The template compiler: what a compiled page writes, and what each mistake is called.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"
#include "tools/test_tmpl.h"
#include "tools/tmpl.h"

static void test_page_writes(void **state)
{
    (void)state;
    struct sample s = {.title = "<甲> & \"乙\"",
        .raw = "<b>粗</b>",
        .names = {"一", "二'"},
        .n = 2,
        .day = day_of(2018, 9, 12),
        .at = day_start(day_of(2018, 9, 12)) + 9 * 3600 + 1800};
    struct buf b;
    buf_init(&b, 0);
    sample_page(&b, &s, false);
    assert_string_equal(buf_str(&b),
        "<h1 title=\"&lt;甲&gt; &amp; &quot;乙&quot;\">&lt;甲&gt; &amp; &quot;乙&quot;</h1>\n"
        "<p>2 rows</p>\n"
        "<ul>\n<li>一</li>\n<li>二&#39;</li>\n</ul>\n"
        "..\n"
        "<a href=\"/go?u=%3C%E7%94%B2%3E%20%26%20%22%E4%B9%99%22\">"
        "<time datetime=\"2018-09-12\">2018-09-12</time></a> "
        "<time datetime=\"2018-09-12T09:30:00+08:00\">2018-09-12 09:30</time>\n"
        "<b>粗</b>\n"
        "\n"
        "a \"quote\" \\ ?"
        "?/ 中文\n");
    buf_clear(&b);
    s.n = 0;
    s.day = day_none();
    s.at = 0;
    s.title = "%} }}";
    sample_page(&b, &s, false);
    assert_non_null(strstr(buf_str(&b), "<p>none</p>\n<ul>\n</ul>"));
    assert_non_null(strstr(buf_str(&b), "\"></a> \n"));
    assert_non_null(strstr(buf_str(&b), "quoted\n"));
    buf_release(&b);
}

/* Compiles src; the C text (freed by the caller) or NULL with e filled. */
static char *compile(const char *src, struct tmpl_error *e)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    bool ok = tmpl_compile(src, strlen(src), "x\"y.html", f, e);
    fclose(f);
    if (!ok) {
        free(text);
        text = NULL;
    }
    return text;
}

static void test_output(void **state)
{
    (void)state;
    struct tmpl_error e;
    char *c = compile("{% page p(struct buf *out) %}\na\n\n  b {# x #}c\n{{ v }}\n{% end %}\n", &e);
    assert_non_null(c);
    assert_non_null(strstr(c, "void p(struct buf *out)"));
    /* text is merged across the comment, and the value carries its own line */
    assert_non_null(
        strstr(c, "buf_add(out, \"a\\n\"\n        \"b c\\n\", 6);\n#line 5 \"x\\\"y.html\""));
    assert_non_null(strstr(c, "html_text(out, v);"));
    free(c);
    /* one literal stays below what every C17 compiler takes */
    char big[9000];
    strcpy(big, "{% page p(struct buf *out) %}");
    size_t head = strlen(big);
    memset(big + head, 'a', 8100);
    strcpy(big + head + 8100, "{% end %}");
    c = compile(big, &e);
    assert_non_null(c);
    int calls = 0;
    for (const char *p = c; (p = strstr(p, "buf_add(")); p++)
        calls++;
    assert_int_equal(calls, 3);
    free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
#define PAGE "{% page p(struct buf *out) %}\n"
    static const struct {
        const char *src;
        int line;
        const char *message;
    } cases[] = {
        {"\nhello", 2, "outside of a page"},
        {"{{ x }}", 1, "outside of a page"},
        {"{% if x %}", 1, "may stand outside"},
        {"{% end %}", 1, "without an open block"},
        {PAGE, 1, "this page has no"},
        {PAGE "{% if a %}\n", 2, "this if has no"},
        {PAGE "{% for ;; %}\n{% else %}", 3, "without an open if"},
        {PAGE "{% if a %}{% else %}\n{% else %}", 3, "may follow {% else %}"},
        {PAGE "{% if a %}{% else %}\n{% elif b %}", 3, "may follow {% else %}"},
        {PAGE PAGE, 2, "page inside of another block (opened on line 1)"},
        {"{% page p %}", 1, "write {% page"},
        {"{% page p(struct buf *o) %}", 1, "needs a parameter"},
        {"{% static p(struct buf *out) %}", 1, "write {% static page"},
        {PAGE "\n{% include \"a.h\" %}", 3, "top of the file"},
        {"{% include a.h %}", 1, "write {% include"},
        {PAGE "{% if %}", 2, "`if` of what?"},
        {PAGE "{% iff x %}", 2, "unknown tag `iff x`"},
        {PAGE "{% end if %}", 2, "nothing may follow `end`"},
        {PAGE "{% do x() %}", 2, "ends with ;"},
        {PAGE "{{ }}", 2, "nothing to write"},
        {PAGE "{{# }}", 2, "nothing to write"},
        {PAGE "{{ x }\n", 2, "{{ is never closed; }} is missing"},
        {PAGE "{% x }\n", 2, "{% is never closed; %} is missing"},
        {PAGE "{# x }\n", 2, "{# is never closed; #} is missing"},
        {PAGE "\n{{! x }}", 3, "why is it safe"},
        {PAGE "{% do a(\n\n); %}\n{{ }}", 5, "nothing to write"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tmpl_error e = {0};
        char *c = compile(cases[i].src, &e);
        if (c || e.line != cases[i].line || !strstr(e.message, cases[i].message))
            fail_msg("case %zu: line %d: %s", i, c ? 0 : e.line, c ? "accepted" : e.message);
    }
    struct tmpl_error e = {0};
    FILE *f = fopen("/dev/null", "w");
    assert_false(tmpl_compile("{% page p(struct buf *out) %}a\0b", 32, "x", f, &e));
    assert_non_null(strstr(e.message, "NUL"));
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_writes),
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests_name("tmpl", tests, NULL, NULL);
}
