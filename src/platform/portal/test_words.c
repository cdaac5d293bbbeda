/* Rules of the site's words, external links, sizes: pure functions, tables of cases.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/site_word.h"
#include "common/record/file.h"
#include "platform/portal/view.h"
#include "tests/test.h"

struct found {
    char codes[400];
};

static void note_code(void *arg, const struct site_word *w, const char *code, const char *message)
{
    struct found *f = arg;
    (void)w;
    assert_true(*message != '\0');
    size_t n = strlen(f->codes);
    snprintf(f->codes + n, sizeof f->codes - n, "%s%s", n ? "," : "", code);
}

static size_t index_of(const char *key)
{
    for (size_t i = 0; i < N_SITE_WORDS; i++)
        if (strcmp(site_words[i].key, key) == 0)
            return i;
    fail_msg("no word %s", key);
    return 0;
}

static void test_rules(void **state)
{
    (void)state;
    static const struct {
        const char *key, *text, *codes;
    } cases[] = {
        /* RULE G-IDC-FORMAT */
        {"id_code", "5303230001", ""},
        {"id_code", "bm07000001", ""},
        {"id_code", "530323000", "G-IDC-FORMAT"},
        {"id_code", "bm0700000x", "G-IDC-FORMAT"},
        {"id_code", "53032300 1", "G-IDC-FORMAT"},
        /* RULE G-FOOT-ICP-FORMAT */
        {"icp", "滇ICP备12345678号", ""},
        {"icp", "滇ICP备12345678号-1", ""},
        {"icp", "滇ICP备1234567号", "G-FOOT-ICP-FORMAT"},
        {"icp", "滇ICP备12345678号-", "G-FOOT-ICP-FORMAT"},
        {"icp", "ICP备12345678号", "G-FOOT-ICP-FORMAT"},
        {"icp", "滇icp备12345678号", "G-FOOT-ICP-FORMAT"},
        /* RULE G-FOOT-PSB-FORMAT */
        {"psb", "滇公网安备 53032302000001号", ""},
        {"psb", "滇公网安备53032302000001", ""},
        {"psb", "滇公网安备 5303230200001号", "G-FOOT-PSB-FORMAT"},
        {"psb", "公网安备 53032302000001号", "G-FOOT-PSB-FORMAT"},
        /* RULE G-TAG-FMT(SiteDomain) */
        {"domain", "www.hd.gov.cn", ""},
        {"domain", "https://www.hd.gov.cn", "G-TAG-FMT"},
        {"domain", "www.hd.gov.cn/", "G-TAG-FMT"},
        {"domain", "WWW.hd.gov.cn", "G-TAG-FMT"},
        {"domain", "localhost", "G-TAG-FMT"},
        /* RULE G-FOOT-SPONSOR, G-FOOT-CONTACT */
        {"sponsor", "", "G-FOOT-SPONSOR"},
        {"phone", "", "G-FOOT-CONTACT"},
        {"name", "", "G-TAG-MISS"}, /* RULE G-TAG-MISS */
        {"conac", "http://bszs.conac.cn/", "G-FOOT-CONAC"},
        /* RULE X-CONTRAST: white on the colour at 4.5:1 at least */
        {"colour", "", ""},
        {"colour", "#17495b", ""},
        {"colour", "#767676", ""},
        {"colour", "#777777", "X-CONTRAST"},
        {"colour", "teal", "G-COLOR"},
        {"nav", "信息公开 /zwgk/\n省政府 https://www.yn.gov.cn/\n", ""},
        {"nav", "信息公开\n", "G-URL-FORM"},
        {"nav", "坏 //evil.example/\n", "G-URL-FORM"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct site_texts t;
        struct found f = {""};
        site_texts_now(a, &t);
        t.text[index_of(cases[i].key)] = cases[i].text;
        site_check(a, &t, note_code, &f);
        if (strcmp(f.codes, cases[i].codes) != 0)
            fail_msg(
                "%s=%s: got %s, want %s", cases[i].key, cases[i].text, f.codes, cases[i].codes);
    }
    arena_free(&a);
}

static void test_site(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct site_texts t;
    const char *const *home;
    site_texts_now(a, &t);
    t.text[index_of("id_code")] = "5303230042";
    t.text[index_of("psb")] = "滇公网安备 53032302000001号";
    t.text[index_of("nav")] = "信息公开 /zwgk/\r\n\r\n  走进 师宗   /zjsz/  \n";
    t.text[index_of("home")] = "zwdt\rzwgk\n\r\r";
    const struct site *s = site_from_texts(a, &t, &home);
    /* RULE G-FOOT-JIUCUO-CODE */
    assert_non_null(strstr(s->jiucuo, "site_code=5303230042"));
    assert_string_equal(s->psb_code, "53032302000001");
    assert_int_equal(s->n_nav, 2);
    assert_string_equal(s->nav[1].label, "走进 师宗");
    assert_string_equal(s->nav[1].path, "/zjsz/");
    assert_string_equal(home[0], "zwdt");
    assert_string_equal(home[1], "zwgk");
    assert_null(home[2]);
    arena_free(&a);
}

static void test_home_blocks(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *head, *const *paths;
    assert_int_equal(home_block_paths(a, "zwdt", &head, &paths), 1);
    assert_string_equal(head, "zwdt");
    assert_string_equal(paths[0], "zwdt");
    assert_int_equal(home_block_paths(a, "zwgk/zcwj  gfxwj qtwj", &head, &paths), 2);
    assert_string_equal(head, "zwgk/zcwj");
    assert_string_equal(paths[1], "zwgk/zcwj/qtwj");
    assert_int_equal(home_block_paths(a, " ", &head, &paths), 1);
    assert_string_equal(head, "");
    arena_free(&a);
}

/* RULE G-EXT-PROMPT */
static void test_external(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        bool prompt;
    } cases[] = {
        {"http://www.gov.cn/zhengce/", false},
        {"https://WWW.YN.GOV.CN", false},
        {"https://www.shizong.gov.cn:8443/a", false},
        {"http://x.政务/", false},
        {"http://x.xn--zfr164b/", false},
        {"https://www.example.com/", true},
        {"https://gov.cn.example.com/", true},
        {"https://evilgov.cn/", true},
        {"https://www.gov.cn@example.com/", true},
        {"https://example.com\\.gov.cn/", true},
        {"https://example.com?x=.gov.cn", true},
        {"https://example.com#.gov.cn", true},
        {"https://example.com:80.gov.cn/", true},
        {"/zwgk/", false},
        {"mailto:a@example.com", false},
        {"", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool prompt = strncmp(external_href(a, cases[i].url), "/go?u=", 6) == 0;
        if (prompt != cases[i].prompt)
            fail_msg("%s: prompt %d", cases[i].url, prompt);
    }
    const char *html = external_links(a,
        "<p><a href=\"https://a.example/?x=1&amp;y=2\">甲</a><a href=\"/b\">乙</a>"
        "<a href=\"http://www.gov.cn/\">丙</a><img src=\"http://a.example/p\" alt=\"\"></p>");
    assert_non_null(
        strstr(html, "<a href=\"/go?u=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D2&amp;k="));
    assert_non_null(strstr(html, "<a href=\"/b\">"));
    assert_non_null(strstr(html, "<a href=\"http://www.gov.cn/\">"));
    assert_non_null(strstr(html, "<img src=\"http://a.example/p\" alt=\"\"></p>"));
    const char *same = "<p>没有链接</p>";
    assert_ptr_equal(external_links(a, same), same);
    arena_free(&a);
}

static void test_small(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(size_text(a, 0), "0 B");
    assert_string_equal(size_text(a, 1023), "1023 B");
    assert_string_equal(size_text(a, 120 * 1024), "120 KB");
    assert_string_equal(size_text(a, 5 * 1024 * 1024 / 2), "2.5 MB");
    assert_string_equal(name_extension("通知.docx"), "docx");
    assert_string_equal(name_extension("通知"), "");
    struct buf b;
    buf_init(&b, 0);
    buf_xml(&b, "a<\x01&\x1f\"\n");
    assert_string_equal(buf_str(&b), "a&lt;&amp;&quot;\n");
    buf_release(&b);
    assert_int_equal(colour_contrast("#000000"), 2100);
    assert_int_equal(colour_contrast("#ffffff"), 100);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_site),
        cmocka_unit_test(test_home_blocks),
        cmocka_unit_test(test_external),
        cmocka_unit_test(test_small),
    };
    return cmocka_run_group_tests_name("portal_words", tests, NULL, NULL);
}
