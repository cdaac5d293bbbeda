/* The cleaner: what it makes of foreign markup, what never gets through, and that it is stable.
 *
 * What gets through is judged by scan_allowed(), a scanner written without a look at the cleaner.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <dirent.h>
#include <strings.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"

static const char *clean(const char *html)
{
    static struct buf out;
    struct err e = {.st = ST_OK};
    if (!out.max)
        buf_init(&out, 0);
    buf_clear(&out);
    if (html_clean(html, strlen(html), CLEAN_IMAGES_OWN, &out, &e))
        fail_msg("%s: %s", html, e.message);
    return buf_str(&out);
}

/* ---- an independent judge ---- */
static bool word_in(const char *s, size_t n, const char *list)
{
    for (const char *p = list; *p; p += strcspn(p, " "), p += *p == ' ')
        if (strcspn(p, " ") == n && strncmp(p, s, n) == 0)
            return true;
    return false;
}

static bool value_allowed(const char *tag, const char *name, const char *v)
{
    if (!strcmp(name, "class"))
        return !strcmp(v, "align-center") || !strcmp(v, "align-right") ||
               !strcmp(v, "indent-none") || !strcmp(v, "align-center indent-none") ||
               !strcmp(v, "align-right indent-none");
    if (!strcmp(name, "id"))
        return strchr("cah", *v) && v[1] >= '0' && v[1] <= '9' &&
               strspn(v + 1, "0123456789s-") == strlen(v + 1);
    if (!strcmp(name, "href") && !strcmp(tag, "a"))
        return (*v == '/' && v[1] != '/' && v[1] != '\\') || *v == '#' ||
               !strncmp(v, "http://", 7) || !strncmp(v, "https://", 8) ||
               !strncmp(v, "mailto:", 7) || !strncmp(v, "tel:", 4);
    if (!strcmp(name, "rel") && !strcmp(tag, "a"))
        return !strcmp(v, "noopener");
    if (!strcmp(name, "src") && !strcmp(tag, "img"))
        return !strncmp(v, "/files/", 7);
    if (!strcmp(name, "alt") && !strcmp(tag, "img"))
        return true;
    if ((!strcmp(name, "width") || !strcmp(name, "height")) && !strcmp(tag, "img"))
        return atoi(v) > 0 && atoi(v) <= 4000 && strspn(v, "0123456789") == strlen(v);
    if ((!strcmp(name, "colspan") || !strcmp(name, "rowspan")) && *tag == 't')
        return atoi(v) > 0 && atoi(v) <= 100 && strspn(v, "0123456789") == strlen(v);
    return false;
}

static const char *scan_tag(const char *p, char stack[][16], int *depth)
{
    bool closing = *++p == '/';
    p += closing;
    size_t n = strcspn(p, " >");
    if (!word_in(p, n,
            "p h2 h3 h4 ul ol li table caption thead tbody tr th td blockquote pre br hr "
            "strong em u s sub sup a img figure figcaption dl dt dd"))
        return NULL;
    char tag[16];
    snprintf(tag, sizeof tag, "%.*s", (int)n, p);
    p += n;
    while (*p == ' ') {
        char name[16], value[4096];
        int used = 0;
        if (sscanf(p, " %15[a-z]=\"%n", name, &used) != 1 || !used)
            return NULL;
        p += used;
        size_t len = strcspn(p, "\"<>");
        if (p[len] != '"' || len >= sizeof value || closing)
            return NULL;
        snprintf(value, sizeof value, "%.*s", (int)len, p);
        if (!value_allowed(tag, name, value))
            return NULL;
        p += len + 1;
    }
    if (*p++ != '>')
        return NULL;
    if (closing)
        return *depth && !strcmp(stack[--*depth], tag) ? p : NULL;
    if (strcmp(tag, "br") && strcmp(tag, "hr") && strcmp(tag, "img")) {
        if (*depth == 256)
            return NULL;
        snprintf(stack[(*depth)++], 16, "%s", tag);
    }
    return p;
}

/* NULL when everything is allowed and well-formed, else the place that is not. */
static const char *scan_allowed(const char *html)
{
    static char stack[256][16];
    int depth = 0;
    for (const char *p = html; *p;) {
        const char *next = p + 1;
        if (*p == '<')
            next = scan_tag(p, stack, &depth);
        if (!next || *p == '>' || ((unsigned char)*p < ' ' && *p != '\n' && *p != '\t'))
            return p;
        if (*p == '&' && strncmp(p, "&amp;", 5) && strncmp(p, "&lt;", 4) && strncmp(p, "&gt;", 4) &&
            strncmp(p, "&quot;", 6))
            return p;
        p = next;
    }
    return depth ? "(not closed)" : NULL;
}

static bool holds(const char *html, size_t n)
{
    struct buf once, twice;
    struct err e = {.st = ST_OK};
    buf_init(&once, 0);
    buf_init(&twice, 0);
    enum st st = html_clean(html, n, CLEAN_IMAGES_OWN, &once, &e);
    bool ok = true;
    if (st == ST_OK) {
        const char *bad = scan_allowed(buf_str(&once));
        if (bad)
            print_error(
                "not allowed: %.80s\n in %s\n of %.*s\n", bad, buf_str(&once), (int)n, html);
        st = html_clean(buf_str(&once), once.n, CLEAN_IMAGES_OWN, &twice, &e);
        bool same = !st && !strcmp(buf_str(&once), buf_str(&twice));
        if (!same)
            print_error("not stable: %.*s\n once  %s\n twice %s (%d)\n", (int)n, html,
                buf_str(&once), buf_str(&twice), st);
        ok = !bad && same && utf8_valid(buf_str(&once), once.n);
    } else {
        ok = st == ST_INVALID && *e.message; /* NUL or a lone surrogate in the case */
    }
    buf_release(&once);
    buf_release(&twice);
    return ok;
}

/* ---- tables of cases ---- */
static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"  \n ", ""},
        {"<p> &nbsp; </p>", ""},
        {"你好", "<p>你好</p>"},
        {"<p>a<p>b", "<p>a</p>\n<p>b</p>"},
        {"<h1>甲</h1><h2>乙</h2><h6>丙</h6>", "<h2>甲</h2>\n<h3>乙</h3>\n<h4>丙</h4>"},
        {"<h3>甲</h3>", "<h3>甲</h3>"},
        {"<div>a<div>b</div>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"},
        {"<p>a <b> b </b> c</p>", "<p>a <strong>b </strong>c</p>"},
        {"<b>x<i>y</b>z</i>", "<p><strong>x<em>y</em></strong>z</p>"},
        {"<p>　　各乡镇：</p>", "<p>各乡镇：</p>"},
        {"<p>甲<br>　　乙<br><br>丙<br>丁</p>", "<p>甲</p>\n<p>乙</p>\n<p>丙<br>丁</p>"},
        {"<p>姓名：<u>&nbsp;&nbsp;</u></p>", "<p>姓名：<u>\u00A0\u00A0</u></p>"},
        {"<p id=c1>a</p><p id=c1>b</p><p id=x>c</p><h2 id=h1-2>d</h2>",
            "<p id=\"c1\">a</p>\n<p>b</p>\n<p>c</p>\n<h2 id=\"h1-2\">d</h2>"},
        {"<p style='text-align: right'>a</p><p align=center>b</p><center>c</center>",
            "<p class=\"align-right\">a</p>\n<p class=\"align-center\">b</p>\n<p "
            "class=\"align-center\">c</p>"},
        {"<p class='MsoNormal align-center evil'>a</p>", "<p class=\"align-center\">a</p>"},
        {"<p style='text-indent:0cm'>a</p><p style='text-indent:2em'>b</p>",
            "<p class=\"indent-none\">a</p>\n<p>b</p>"},
        {"<pre>\n a\n  <b>b</b></pre>", "<pre> a\n  b</pre>"},
        {"a<hr>b", "<p>a</p>\n<hr>\n<p>b</p>"},
        {"<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"},
        {"<dl><dt>a<dd>b</dl>", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"},
        {"<dl><dd>b</dl>", "<p>b</p>"},
        {"<p>1 &lt; 2 &amp; \"3\"</p>", "<p>1 &lt; 2 &amp; &quot;3&quot;</p>"},
        {"<ul><li>a<ul><li>b</ul></ul>", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul></li>\n</ul>"},
        {"<ul><li>a</li><ol><li>b</ol></ul>", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>"},
        {"<li>a<li>b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
        {"<ul><li><p>a</p><p>b</p></li><li> </li></ul>", "<ul>\n<li><p>a</p><p>b</p></li>\n</ul>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clean(cases[i].in), cases[i].out);
}

static void test_links_and_images(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<a href='https://a.cn/?x=1&y=2'>x</a>",
            "<p><a href=\"https://a.cn/?x=1&amp;y=2\" rel=\"noopener\">x</a></p>"},
        {"<a href='HTTP://a.cn'>x</a>", "<p><a href=\"http://a.cn\" rel=\"noopener\">x</a></p>"},
        {"<a href='/xxgk/t1.html' target=_blank onclick=x()>x</a>",
            "<p><a href=\"/xxgk/t1.html\">x</a></p>"},
        {"<a href='mailto:a@b.cn'>x</a>", "<p><a href=\"mailto:a@b.cn\">x</a></p>"},
        {"<a href='tel:0874-1'>x</a>", "<p><a href=\"tel:0874-1\">x</a></p>"},
        {"<a href='#c1'>x</a><a href='#x'>y</a>", "<p><a href=\"#c1\">x</a>y</p>"},
        {"<a href='javascript:alert(1)'>x</a>", "<p>x</p>"},
        {"<a href=' java&#10;script:alert(1)'>x</a>", "<p>x</p>"},
        {"<a href='JaVaScRiPt&colon;alert(1)'>x</a>", "<p>x</p>"},
        {"<a href='&#1;javascript:alert(1)'>x</a>", "<p>x</p>"},
        {"<a href='data:text/html,x'>x</a>", "<p>x</p>"},
        {"<a href='vbscript:x'>x</a><a href='ftp://x/'>y</a>", "<p>xy</p>"},
        {"<a href='//evil.cn'>x</a>", "<p>x</p>"},
        {"<a href='/\\evil.cn'>x</a>", "<p>x</p>"},
        {"<a href='/&#9;/evil.cn'>x</a>", "<p>x</p>"},
        {"<a href='https:evil.cn'>x</a>", "<p>x</p>"},
        {"<a href='http://'>x</a><a href='http:///x'>y</a>", "<p>xy</p>"},
        {"<img src='/files/ab/x.png' alt='图\"<' width=120px height=90 onerror=x>",
            "<p><img src=\"/files/ab/x.png\" alt=\"图&quot;&lt;\" width=\"120\" "
            "height=\"90\"></p>"},
        {"<img src='/files/../x' alt=a><img src='/files/%2e%2e/x'>", "<p>a</p>"},
        {"<img src='http://evil.cn/x.png' alt='图一'>", "<p>图一</p>"},
        {"<img src='data:image/png;base64,AAAA'>b", "<p>b</p>"},
        {"<figure><img src=/files/a alt=b><figcaption>图 1</figcaption></figure>",
            "<figure><img src=\"/files/a\" alt=\"b\"><figcaption>图 1</figcaption></figure>"},
        {"<figure><table><tr><td>a<td>b</table><figcaption>表 1</figcaption></figure>",
            "<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>\n<p>表 1</p>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clean(cases[i].in), cases[i].out);
}

static void test_dangerous(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<script>alert(1)</script>a", "<p>a</p>"},
        {"<style>p{}</style><title>t</title>a<iframe src=x>b</iframe>", "<p>a</p>"},
        {"<svg><script>alert(1)</script><a xlink:href='javascript:x'>b</a></svg>a", "<p>a</p>"},
        {"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>a",
            "<p>a</p>"},
        {"<p onclick='x' style='background:url(javascript:x)'>a</p>", "<p>a</p>"},
        {"<form action=/x><input name=a><button>b</button><textarea>c</textarea>d</form>",
            "<p>d</p>"},
        {"<div style='display:none'>a</div>b", "<p>b</p>"},
        {"<base href='//evil'><meta http-equiv=refresh content='0;url=x'><link rel=stylesheet "
         "href=x>a",
            "<p>a</p>"},
        {"<!-- <script>x</script> -->a<![CDATA[b]]>", "<p>a</p>"},
        {"a\u202Eb\u2066c", "<p>abc</p>"},
        {"&lt;script&gt;x&lt;/script&gt;", "<p>&lt;script&gt;x&lt;/script&gt;</p>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clean(cases[i].in), cases[i].out);
}

static void test_office(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<p class=MsoNormal><span lang=EN-US "
         "style='font-size:16.0pt;font-family:仿宋'>为进一步<o:p></o:p></span></p>"
         "<p class=MsoNormal><o:p>&nbsp;</o:p></p>",
            "<p>为进一步</p>"},
        {"<p><span style='font-weight: bold;'>甲</span><span style='font-style:italic'>乙</span>"
         "<span style='text-decoration:underline'>丙</span></p>",
            "<p><strong>甲</strong><em>乙</em><u>丙</u></p>"},
        {"<p><b style='mso-bidi-font-weight:normal'>甲</b><b style='font-weight:normal'>乙</b></p>",
            "<p><strong>甲</strong>乙</p>"},
        {"<!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]--><p>a</p>", "<p>a</p>"},
        {"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
         "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>甲</p>"
         "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>乙</p>"
         "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>丙</p>",
            "<ul>\n<li>甲<ul>\n<li>乙</li>\n</ul></li>\n<li>丙</li>\n</ul>"},
        {"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.&nbsp;</span>甲</p>"
         "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>乙</p>",
            "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"},
        {"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>甲</p><p>中</p>"
         "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>乙</p>",
            "<p>1.甲</p>\n<p>中</p>\n<p>2.乙</p>"},
        {"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>一、</span>总则</p>",
            "<p>一、总则</p>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clean(cases[i].in), cases[i].out);
}

static void test_tables(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<table><tr><td>甲</td></tr></table>", "<p>甲</p>"},
        {"<table><tr><th>a<th>b<tr><td>c<td colspan=3 rowspan=999>d</table>",
            "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n"
            "<tr><td>c</td><td colspan=\"3\">d</td></tr>\n</tbody>\n</table>"},
        {"<table><thead><tr><td>a<td>b</thead><tr><td><td>d</table>",
            "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n"
            "<tr><td></td><td>d</td></tr>\n</tbody>\n</table>"},
        {"<table><tr><th rowspan=2>a<th>b<tr><td>c</table>",
            "<table>\n<tbody>\n<tr><th "
            "rowspan=\"2\">a</th><th>b</th></tr>\n<tr><td>c</td></tr>\n</tbody>\n</table>"},
        {"<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table>f</table>",
            "<table>\n<tbody>\n<tr><td>a</td><td><p>b c</p><p>d "
            "e</p><p>f</p></td></tr>\n</tbody>\n</table>"},
        {"<table><caption>表</caption><tr><td align=center><p>a</p><td><p "
         "align=right>b</p></table>",
            "<table>\n<caption>表</caption>\n<tbody>\n<tr><td class=\"align-center\">a</td>"
            "<td class=\"align-right\">b</td></tr>\n</tbody>\n</table>"},
        {"<table><tr></tr><tr><td> <td></table>", ""},
        {"<table><tr><td><table><tr><td>a<td>b</table></table>",
            "<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clean(cases[i].in), cases[i].out);
}

static void test_limits(void **state)
{
    (void)state;
    struct buf in, out;
    struct err e = {.st = ST_OK};
    buf_init(&in, 0);
    buf_init(&out, 0);
    assert_int_equal(html_clean("a\xff", 2, CLEAN_IMAGES_OWN, &out, &e), ST_INVALID);
    assert_int_equal(html_clean("a\0b", 3, CLEAN_IMAGES_OWN, &out, &e), ST_INVALID);
    for (int i = 0; i < 1000000; i++)
        buf_adds(&in, "<div>");
    assert_int_equal(html_clean(in.p, in.n, CLEAN_IMAGES_OWN, &out, &e), ST_INVALID);
    assert_non_null(strstr(e.message, "256"));
    buf_clear(&in);
    for (int i = 0; i < 250000; i++)
        buf_adds(&in, "<i>x</i>");
    assert_int_equal(html_clean(in.p, in.n, CLEAN_IMAGES_OWN, &out, &e), ST_TOO_BIG);
    buf_clear(&in);
    while (in.n <= 16u << 20)
        buf_adds(&in, "0123456789012345678901234567890123456789012345678901234567890123");
    assert_int_equal(html_clean(in.p, in.n, CLEAN_IMAGES_OWN, &out, &e), ST_TOO_BIG);
    buf_clear(&out);
    assert_int_equal(html_clean(in.p, (size_t)16 << 20, CLEAN_IMAGES_OWN, &out, &e), ST_OK);
    assert_int_equal(out.n, ((size_t)16 << 20) + strlen("<p></p>"));
    buf_clear(&in);
    for (int i = 0; i < 200; i++)
        buf_adds(&in, i % 3 ? "<ul><li>" : "<blockquote>");
    buf_adds(&in, "x");
    assert_true(holds(in.p, in.n));
    buf_release(&in);
    buf_release(&out);
}

/* ---- the shared material ---- */
static bool read_all(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    char piece[65536];
    if (!f)
        return false;
    buf_clear(out);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(out, piece, n);
    fclose(f);
    return true;
}

/* Calls fn for each file of the folder that ends so; gives the sum of what it gives. */
static size_t each_file(const char *folder, const char *suffix, size_t (*fn)(struct buf *))
{
    char dir[512], path[1024];
    const char *found = test_shared(folder);
    size_t sum = 0;
    struct buf b;
    if (!found)
        return 0;
    snprintf(dir, sizeof dir, "%s", found);
    DIR *d = opendir(dir);
    assert_non_null(d);
    buf_init(&b, 0);
    for (struct dirent *e; (e = readdir(d));) {
        size_t n = strlen(e->d_name), m = strlen(suffix);
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (n > m && !strcmp(e->d_name + n - m, suffix) && read_all(path, &b))
            sum += fn(&b);
    }
    closedir(d);
    buf_release(&b);
    return sum;
}

static size_t n_broken;

static size_t tree_file(struct buf *b)
{
    size_t n = 0;
    const char *p = buf_str(b), *end = p + b->n;
    while ((p = memmem(p, (size_t)(end - p), "#data\n", 6))) {
        p += 6;
        const char *stop = memmem(p - 1, (size_t)(end - p + 1), "\n#errors", 8);
        if (!stop)
            break;
        n++; /* a case may hold NUL, and may be empty */
        n_broken += !holds(p, stop > p ? (size_t)(stop - p) : 0);
    }
    return n;
}

static size_t tokenizer_file(struct buf *b)
{
    struct arena *a = arena_new();
    const struct json *j = NULL;
    struct err e;
    size_t n = 0;
    if (json_parse(a, b->p, b->n, &j, &e) == ST_OK) {
        const struct json *list = json_get(j, "tests");
        for (size_t i = 0; i < json_count(list); i++, n++) {
            const char *input = json_get_text(json_at(list, i), "input");
            n_broken += !holds(input, strlen(input));
        }
    } else { /* NUL or lone surrogates in the cases: each line that has an input is tried as it is
              */
        for (const char *p = buf_str(b); (p = strstr(p, "\"input\":")); n++) {
            p += 8;
            size_t len = strcspn(p, "\n");
            n_broken += !holds(p, len);
        }
    }
    arena_free(&a);
    return n;
}

static size_t whole_file(struct buf *b)
{
    struct buf text;
    buf_init(&text, 0);
    n_broken += !holds(b->p, b->n);
    html_plain(b->p, b->n, &text);
    n_broken += !utf8_valid(buf_str(&text), text.n);
    buf_release(&text);
    return 1;
}

static size_t lines_file(struct buf *b)
{
    size_t n = 0;
    for (const char *p = buf_str(b); *p; p += strcspn(p, "\n"), p += *p == '\n', n++)
        n_broken += !holds(p, strcspn(p, "\n"));
    return n;
}

static void test_html5lib(void **state)
{
    (void)state;
    n_broken = 0;
    size_t n = each_file("data/robustness/html/html5lib/tree-construction", ".dat", tree_file);
    n += each_file("data/robustness/html/html5lib/tree-construction/scripted", ".dat", tree_file);
    size_t m = each_file("data/robustness/html/html5lib/tokenizer", ".test", tokenizer_file);
    print_message("html5lib: %zu tree cases, %zu tokenizer cases\n", n, m);
    assert_int_equal(n_broken, 0);
    assert_true(n == 0 || (n == 1796 && m > 6800));
}

static void test_real_pages(void **state)
{
    (void)state;
    n_broken = 0;
    size_t n = each_file("data/robustness/html/gov_pages", ".html", whole_file);
    n += each_file("data/robustness/naughty", ".txt", lines_file);
    print_message("%zu pages and strings\n", n);
    assert_int_equal(n_broken, 0);
}

/* Cleaning keeps the words: the text before and after is the same but for white space and what is
 * not text. */
static void squeeze(struct buf *b)
{
    char *to = b->p;
    for (const char *p = buf_str(b), *end = p + b->n; p < end;) {
        const char *from = p;
        if (!utf8_is_space(utf8_next(&p, end)))
            while (from < p)
                *to++ = *from++;
    }
    if (b->p) {
        *to = '\0';
        b->n = (size_t)(to - b->p);
    }
}

static size_t words_file(struct buf *b)
{
    struct buf html, before, after;
    struct err e;
    buf_init(&html, 0);
    buf_init(&before, 0);
    buf_init(&after, 0);
    assert_int_equal(html_clean(b->p, b->n, CLEAN_IMAGES_OWN, &html, &e), ST_OK);
    html_plain(b->p, b->n, &before);
    html_plain(buf_str(&html), html.n, &after);
    squeeze(&before);
    squeeze(&after);
    n_broken += strcmp(buf_str(&before), buf_str(&after)) != 0;
    buf_release(&html);
    buf_release(&before);
    buf_release(&after);
    return 1;
}

static void test_words_are_kept(void **state)
{
    (void)state;
    n_broken = 0;
    each_file("data/robustness/html/gov_pages", ".html", words_file);
    assert_int_equal(n_broken, 0);
}

static void test_plain(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<p>a</p><p>b <b>c</b></p>", "a\nb c"},
        {"<table><tr><td>a</td><td><p>b</p></td></tr><tr><td>c<td>d</table>", "a\tb\nc\td"},
        {"1 < 2 &amp; &#20013;&nbsp;&x;", "1 < 2 & 中 &x;"},
        {"a<!-- x -->b<script>c</script>d<br>e", "abd\ne"},
        {"<p title='a>b'>c", "c"},
        {"<", "<"},
        {"a<b", "a"},
        {"", ""},
        {"<pre>a\nb</pre>", "a\nb"},
    };
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_clear(&out);
        html_plain(cases[i].in, strlen(cases[i].in), &out);
        assert_string_equal(buf_str(&out), cases[i].out);
    }
    const char *html = "<p>各乡镇人民政府：</p><p>为推进政务公开。现通知如下，请认真执行。</p>";
    static const struct {
        size_t max;
        const char *out;
    } summaries[] = {
        {100, "各乡镇人民政府： 为推进政务公开。现通知如下，请认真执行。"},
        {20, "各乡镇人民政府： 为推进政务公开。"},
        {12, "各乡镇人民政府： 为推…"},
        {0, ""},
    };
    for (size_t i = 0; i < COUNT_OF(summaries); i++) {
        buf_clear(&out);
        html_summary(html, strlen(html), summaries[i].max, &out);
        assert_string_equal(buf_str(&out), summaries[i].out);
    }
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_links_and_images),
        cmocka_unit_test(test_dangerous),
        cmocka_unit_test(test_office),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_html5lib),
        cmocka_unit_test(test_real_pages),
        cmocka_unit_test(test_words_are_kept),
        cmocka_unit_test(test_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
