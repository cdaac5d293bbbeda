/* The .docx reader: structure kept, foreign matter left out, every bound and damage named.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <zip.h>

#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "lib/paper/docx_parts.h"
#include "tests/support.h"

struct part {
    const char *name, *text;
    size_t n; /* 0: the length of text */
};

static const char *new_path(void)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/a.docx", test_dir());
    return path;
}

static void add_part(zip_t *z, const struct part *p)
{
    zip_source_t *s = zip_source_buffer(z, p->text, p->n ? p->n : strlen(p->text), 0);
    assert_true(zip_file_add(z, p->name, s, ZIP_FL_ENC_UTF_8) >= 0);
}

static const char *make(const struct part *parts, size_t n)
{
    const char *path = new_path();
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    assert_non_null(z);
    add_part(z, &(struct part){"[Content_Types].xml", "<Types/>", 0});
    for (size_t i = 0; i < n; i++)
        add_part(z, &parts[i]);
    assert_int_equal(zip_close(z), 0);
    return path;
}

#define NS                                                                                         \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "                      \
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "               \
    "xmlns:wp='urn:wp' xmlns:a='urn:a' xmlns:mc='urn:mc' xmlns:wps='urn:wps' xmlns:v='urn:v'"
#define BODY(s) "<?xml version='1.0'?><w:document " NS "><w:body>" s "</w:body></w:document>"
#define P(s) "<w:p><w:r><w:t>" s "</w:t></w:r></w:p>"

/* Reads a document of this body and the other parts. */
static struct docx read_body(struct arena *a, const char *body, const struct part *more, size_t n)
{
    struct part parts[16] = {{"word/document.xml", body, 0}};
    struct docx d;
    struct err e = {.st = ST_OK};
    if (n)
        memcpy(parts + 1, more, n * sizeof *more);
    if (docx_read(a, make(parts, n + 1), &d, &e))
        fail_msg("%s", e.message);
    return d;
}

static void check(const char *body, const struct part *more, size_t n, const char *html)
{
    struct arena *a = arena_new();
    assert_string_equal(read_body(a, body, more, n).html, html);
    arena_free(&a);
}

static void test_paragraphs(void **state)
{
    (void)state;
    check(
        BODY(
            "<w:p><w:pPr><w:jc "
            "w:val='center'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>标题</w:t></w:r></w:p>"
            "<w:p><w:r><w:t xml:space='preserve'>甲 </w:t></w:r><w:r><w:rPr><w:i/><w:u "
            "w:val='single'/></w:rPr>"
            "<w:t>乙</w:t></w:r><w:r><w:rPr><w:b w:val='0'/><w:u "
            "w:val='none'/></w:rPr><w:t>丙&lt;</w:t><w:br/><w:t>丁</w:t></w:r></w:p>"
            "<w:p/><w:p><w:pPr><w:jc w:val='end'/></w:pPr><w:r><w:t>2018年9月12日</w:t></w:r></w:p>"
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vertAlign "
            "w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>"),
        NULL, 0,
        "<p class=\"align-center\"><strong>标题</strong></p>\n"
        "<p>甲 <em><u>乙</u></em>丙&lt;<br>丁</p>\n"
        "<p class=\"align-right\">2018年9月12日</p>\n<p><sup>2</sup></p>");
}

static void test_headings(void **state)
{
    (void)state;
    const struct part styles = {"word/styles.xml",
        "<w:styles " NS "><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>"
        "<w:style w:styleId='2'><w:name w:val='二级'/><w:pPr><w:outlineLvl "
        "w:val='1'/></w:pPr></w:style>"
        "<w:style w:styleId='3'><w:name w:val='我的'/><w:basedOn w:val='2'/></w:style>"
        "<w:style w:styleId='x'><w:basedOn w:val='y'/></w:style><w:style w:styleId='y'><w:basedOn "
        "w:val='x'/></w:style>"
        "</w:styles>",
        0};
    check(BODY("<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>一、总则</w:t></w:r></w:p>"
               "<w:p><w:pPr><w:pStyle w:val='3'/></w:pPr><w:r><w:t>（一）目的</w:t></w:r></w:p>"
               "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>1.范围</w:t></w:r></w:p>"
               "<w:p><w:pPr><w:pStyle w:val='x'/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>"),
        &styles, 1, "<h2>一、总则</h2>\n<h3>（一）目的</h3>\n<h4>1.范围</h4>\n<p>正文</p>");
}

#define ITEM(num, level, s)                                                                        \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num                         \
    "'/></w:numPr></w:pPr><w:r><w:t>" s "</w:t></w:r></w:p>"

static void test_lists(void **state)
{
    (void)state;
    const struct part numbering = {"word/numbering.xml",
        "<w:numbering " NS "><w:abstractNum w:abstractNumId='0'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText "
        "w:val='&#xF06C;'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt "
        "w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:numFmt "
        "w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/><w:lvlText "
        "w:val='（%2）'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num "
        "w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num></w:numbering>",
        0};
    check(BODY(ITEM("1", "0", "甲") ITEM("1", "1", "乙") ITEM("1", "0", "丙")), &numbering, 1,
        "<ul>\n<li>甲<ul>\n<li>乙</li>\n</ul></li>\n<li>丙</li>\n</ul>");
    check(BODY(ITEM("2", "0", "甲") ITEM("2", "0", "乙")), &numbering, 1,
        "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>");
    check(BODY(ITEM("3", "0", "甲") ITEM("3", "1", "乙") ITEM("3", "1", "丙") ITEM("3", "0", "丁")
                  ITEM("3", "1", "戊")),
        &numbering, 1,
        "<p>一、甲</p>\n<p>（一）乙</p>\n<p>（二）丙</p>\n<p>二、丁</p>\n<p>（一）戊</p>");
    check(BODY(ITEM("2", "0", "甲") P("间") ITEM("2", "0", "乙")), &numbering, 1,
        "<p>1.甲</p>\n<p>间</p>\n<p>2.乙</p>");
    check(BODY(ITEM("0", "0", "无") ITEM("99", "0", "未知")), &numbering, 1,
        "<p>无</p>\n<p>未知</p>");
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        int n;
        const char *text;
    } cases[] = {{"decimal", 12, "12"}, {"decimalZero", 3, "03"}, {"chineseCounting", 10, "十"},
        {"chineseCounting", 11, "十一"}, {"chineseCounting", 20, "二十"},
        {"chineseCountingThousand", 105, "一百〇五"}, {"chineseCountingThousand", 110, "一百一十"},
        {"chineseLegalSimplified", 12, "壹拾贰"}, {"lowerLetter", 27, "aa"},
        {"upperLetter", 2, "B"}, {"lowerRoman", 14, "xiv"}, {"upperRoman", 9, "IX"},
        {"decimalEnclosedCircleChinese", 3, "③"}, {"decimalFullWidth", 12, "１２"}, {"none", 1, ""},
        {"chineseCounting", 0, "〇"}, {"decimal", -1, "-1"}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(docx_format_number(a, cases[i].format, cases[i].n), cases[i].text);
    arena_free(&a);
}

#define TC(props, s) "<w:tc><w:tcPr>" props "</w:tcPr>" P(s) "</w:tc>"

static void test_tables(void **state)
{
    (void)state;
    check(BODY("<w:tbl><w:tblPr/><w:tblGrid/>"
               "<w:tr><w:trPr><w:tblHeader/></w:trPr>" TC("<w:gridSpan w:val='2'/>", "表头")
                   TC("", "右") "</w:tr>"
                                "<w:tr>" TC("<w:vMerge w:val='restart'/>", "纵") TC("", "1") TC(
                                    "", "2") "</w:tr>"
                                             "<w:tr>" TC("<w:vMerge/>", "") TC("", "3") TC("",
                                                 "4") "</w:tr>"
                                                      "<w:tr><w:trPr><w:del/></w:trPr>" TC("", "删")
                                                          TC("", "删") TC("", "删") "</w:tr>"
                                                                                    "</w:tbl>"),
        NULL, 0,
        "<table>\n<thead>\n<tr><th colspan=\"2\">表头</th><th>右</th></tr>\n</thead>\n<tbody>\n"
        "<tr><td rowspan=\"2\">纵</td><td>1</td><td>2</td></tr>\n"
        "<tr><td>3</td><td>4</td></tr>\n</tbody>\n</table>");
}

static void test_changes_and_boxes(void **state)
{
    (void)state;
    check(
        BODY("<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
             "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移</w:t></w:r></"
             "w:moveFrom></w:p>"
             "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>" P(
                 "后") "<w:p><w:r><w:t>文</w:t></"
                       "w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:"
                       "txbxContent>" P("框") "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
                                              "<mc:Fallback><w:pict><v:textbox><w:txbxContent>" P(
                                                  "框") "</w:txbxContent></v:textbox></w:pict></"
                                                        "mc:Fallback></mc:AlternateContent></w:r></"
                                                        "w:p>"
                                                        "<w:sdt><w:sdtContent>" P(
                                                            "控件") "</w:sdtContent></w:sdt>"),
        NULL, 0, "<p>甲增</p>\n<p>前后</p>\n<p>文</p>\n<p>框</p>\n<p>控件</p>");
}

static void test_links_and_notes(void **state)
{
    (void)state;
    const struct part more[] = {{"word/_rels/document.xml.rels",
                                    "<Relationships><Relationship Id='r1' "
                                    "Target='https://www.gov.cn/' TargetMode='External'/>"
                                    "<Relationship Id='r2' Target='javascript:alert(1)' "
                                    "TargetMode='External'/></Relationships>",
                                    0},
        {"word/footnotes.xml",
            "<w:footnotes " NS "><w:footnote w:type='separator' w:id='0'>" P(
                "-") "</w:footnote>"
                     "<w:footnote w:id='2'>" P("注释") "</w:footnote></w:footnotes>",
            0}};
    check(BODY("<w:p><w:hyperlink r:id='r1'><w:r><w:t>国务院</w:t></w:r></w:hyperlink>"
               "<w:hyperlink r:id='r2'><w:r><w:t>坏</w:t></w:r></w:hyperlink>"
               "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
               "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK "
               "\"https://a.cn\" </w:instrText></w:r>"
               "<w:r><w:fldChar "
               "w:fldCharType='separate'/></w:r><w:r><w:t>域</w:t></w:r><w:r><w:fldChar "
               "w:fldCharType='end'/></w:r>"
               "<w:r><w:t>后</w:t></w:r></w:p>"),
        more, 2,
        "<p><a href=\"https://www.gov.cn/\" rel=\"noopener\">国务院</a>坏<sup>[1]</sup></p>\n"
        "<p><a href=\"https://a.cn\" "
        "rel=\"noopener\">域</a>后</p>\n<hr>\n<ol>\n<li>注释</li>\n</ol>");
}

static void test_pictures_and_title(void **state)
{
    (void)state;
    static const char png[] = "\x89PNG\r\n\x1A\n....";
    const struct part more[] = {
        {"word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='p1' Target='media/image1.png'/>"
            "<Relationship Id='p2' Target='media/image2.emf'/><Relationship Id='p3' "
            "Target='media/none.png'/></Relationships>",
            0},
        {"word/media/image1.png", png, sizeof png - 1}, {"word/media/image2.emf", "EMF", 0},
        {"docProps/core.xml", "<cp><title>关于印发的通知</title></cp>", 0}};
#define PICTURE(id)                                                                                \
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='952500' cy='476250'/><wp:docPr "               \
    "descr='示意图'/>"                                                                          \
    "<a:blip r:embed='" id "'/></wp:inline></w:drawing></w:r></w:p>"
    struct arena *a = arena_new();
    struct docx d = read_body(
        a, BODY(PICTURE("p1") PICTURE("p1") PICTURE("p2") PICTURE("p3") P("文")), more, 4);
    assert_string_equal(d.html,
        "<p><img src=\"docx:0\" alt=\"示意图\" width=\"100\" height=\"50\"></p>\n"
        "<p><img src=\"docx:0\" alt=\"示意图\" width=\"100\" height=\"50\"></p>\n<p>文</p>");
    assert_int_equal(d.n_images, 1);
    assert_int_equal(d.images[0].n, sizeof png - 1);
    assert_string_equal(d.images[0].name, "word/media/image1.png");
    assert_string_equal(d.title, "关于印发的通知");
    d = read_body(a,
        BODY(P("师政办发〔2018〕1号") "<w:p><w:pPr><w:jc "
                                      "w:val='center'/></w:pPr><w:r><w:t>关于公开的通知</w:t></"
                                      "w:r></w:p>"),
        NULL, 0);
    assert_string_equal(d.title, "关于公开的通知");
    arena_free(&a);
}

/* ---- what is refused ---- */
static void refuse(const char *path, enum st st, const char *why)
{
    struct arena *a = arena_new();
    struct docx d;
    struct err e = {.st = ST_OK};
    assert_int_equal(docx_read(a, path, &d, &e), st);
    if (!strstr(e.message, why))
        fail_msg("%s does not say %s", e.message, why);
    arena_free(&a);
}

static const char *write_file(const void *p, size_t n)
{
    const char *path = new_path();
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
    return path;
}

static void test_not_docx(void **state)
{
    (void)state;
    char ole[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    refuse(write_file("hello", 5), ST_INVALID, "不是 Word 文档");
    refuse(write_file("", 0), ST_INVALID, "不是 Word 文档");
    refuse(write_file("PK\3\4 broken", 11), ST_INVALID, "已损坏");
    refuse(write_file(ole, sizeof ole), ST_INVALID, "旧格式");
    for (size_t i = 0; i < 16; i++)
        ole[1024 + 2 * i] = "EncryptedPackage"[i];
    refuse(write_file(ole, sizeof ole), ST_INVALID, "打开密码");
    refuse("/nonexistent.docx", ST_INVALID, "不是 Word 文档");
    refuse(make(&(struct part){"a.txt", "x", 0}, 1), ST_INVALID, "没有 Word 文档的正文");
    refuse(make(&(struct part){"xl/workbook.xml", "<x/>", 0}, 1), ST_INVALID, "表格");
}

static void test_broken(void **state)
{
    (void)state;
    static const char entities[] =
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
        "<w:document " NS "><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    static const char outside[] =
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><w:document " NS "><w:body/></w:document>";
    refuse(make(&(struct part){"word/document.xml", "<w:document", 0}, 1), ST_INVALID, "已损坏");
    refuse(make(&(struct part){"word/document.xml", "", 0}, 1), ST_INVALID, "word/document.xml");
    refuse(make(&(struct part){"word/document.xml", entities, 0}, 1), ST_INVALID, "实体");
    refuse(make(&(struct part){"word/document.xml", outside, 0}, 1), ST_INVALID, "实体");
}

static void test_locked(void **state)
{
    (void)state;
    const char *path = new_path();
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    add_part(z, &(struct part){"[Content_Types].xml", "<Types/>", 0});
    add_part(z, &(struct part){"word/document.xml", BODY(P("密")), 0});
    assert_int_equal(zip_file_set_encryption(z, 1, ZIP_EM_AES_256, "secret"), 0);
    assert_int_equal(zip_close(z), 0);
    refuse(path, ST_INVALID, "密码");
}

static void test_bombs(void **state)
{
    (void)state;
    size_t n = (size_t)70 << 20;
    char *zeros = calloc(1, n);
    struct part parts[2] = {{"word/document.xml", BODY(P("x")), 0}, {"word/media/a.bin", zeros, n}};
    refuse(make(parts, 2), ST_TOO_BIG, "64 MB");
    parts[1].n = (size_t)10 << 20;
    refuse(make(parts, 2), ST_TOO_BIG, "压缩比例");
    free(zeros);
    const char *path = new_path();
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    for (int i = 0; i < 2001; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%d", i);
        zip_source_t *s = zip_source_buffer(z, "x", 1, 0);
        assert_true(zip_file_add(z, name, s, 0) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    refuse(path, ST_TOO_BIG, "2000");
}

static void test_many_nodes(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "<w:document " NS "><w:body>");
    for (unsigned i = 0, x = 1; i < 1100000;
         i++) { /* not too regular, or the ratio stops it first */
        x = x * 1103515245u + 12345u;
        buf_addf(&b, "<a%x/>", x >> 20);
    }
    buf_adds(&b, "</w:body></w:document>");
    refuse(make(&(struct part){"word/document.xml", b.p, b.n}, 1), ST_TOO_BIG, "100 万");
    buf_clear(&b);
    buf_adds(&b, "<w:document " NS "><w:body>");
    for (int i = 0; i < 1000; i++)
        buf_adds(&b, "<w:tbl><w:tr><w:tc>");
    refuse(make(&(struct part){"word/document.xml", b.p, b.n}, 1), ST_INVALID, "已损坏");
    buf_release(&b);
}

/* ---- what comes back ---- */

#define RUN(s) "<w:r><w:t>" s "</w:t></w:r>"
#define FOOT(s) "<w:ftr " NS "><w:p>" s "</w:p></w:ftr>"
static const char busy[] = BODY("<w:p>" RUN("甲") "<w:ins w:id='1'>" RUN(
    "乙") "</w:ins><w:del w:id='2'><w:r><w:delText>丙"
          "</w:delText></w:r></w:del><w:r><w:footnoteReference w:id='2'/></w:r>"
          "<w:r><w:commentReference "
          "w:id='0'/></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(
              "框里") "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
                      "<w:r><w:drawing><a:blip "
                      "r:embed='rId1'/></w:drawing></w:r><w:r><w:drawing/></w:r>" RUN(
                          "丁") "</w:p>");

/* Counted and left out; what is broken there does not matter. */
static void test_letter_back(void **state)
{
    (void)state;
    const struct part parts[] = {{"word/document.xml", busy, 0},
        {"word/comments.xml", "<w:comments", 0}, {"word/footnotes.xml", "broken", 0},
        {"word/header1.xml", "<w:hdr " NS ">" P("内部资料") "</w:hdr>", 0},
        {"word/header2.xml", "<w:hdr", 0}, {"word/header3.xml", "<w:hdr " NS "><w:p/></w:hdr>", 0},
        {"word/footer1.xml", FOOT(RUN("— ") RUN("3") RUN(" —")), 0},
        {"word/footer2.xml", FOOT(RUN("第3页 共5页 张三")), 0}};
    static const size_t want[DOCX_BESIDE] = {[BESIDE_CHANGES] = 2,
        [BESIDE_COMMENTS] = 1,
        [BESIDE_NOTES] = 1,
        [BESIDE_BOXES] = 1,
        [BESIDE_PICTURES] = 2,
        [BESIDE_HEADERS] = 2,
        [BESIDE_FOOTERS] = 1};
    struct arena *a = arena_new();
    struct docx d;
    struct err e = {.st = ST_OK};
    const char *path = make(parts, COUNT_OF(parts));
    if (docx_read_letter(a, path, &d, &e))
        fail_msg("%s", e.message);
    assert_string_equal(d.html, "<p>甲乙丁</p>");
    for (size_t i = 0; i < DOCX_BESIDE; i++)
        if (d.beside[i] != want[i])
            fail_msg("%zu of kind %zu", d.beside[i], i);
    assert_int_equal(docx_read(a, path, &d, &e), ST_INVALID); /* who wants the notes is told */
    arena_free(&a);
}

#define CELL(s) "<w:tc>" s "</w:tc>"
#define DOWN(s) "<w:tc><w:tcPr><w:vMerge" s "/></w:tcPr>"

static void test_form_back(void **state)
{
    (void)state;
    static const char body[] = BODY(P("题目") "<w:tbl><w:tr>" CELL(P("名称"))
            CELL(P("一") P("二")) "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" CELL(
                P("删去的")) "</w:tr><w:tr>"
                             "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(
                                 "宽") "</w:tc></w:tr></w:tbl>" P("说明"));
    struct arena *a = arena_new();
    struct docx d;
    struct err e = {.st = ST_OK};
    if (docx_read_form(a, make(&(struct part){"word/document.xml", body, 0}, 1), &d, &e))
        fail_msg("%s", e.message);
    assert_string_equal(d.html, "<p>题目</p>\n<p>说明</p>");
    assert_int_equal(d.n_grids, 1);
    assert_int_equal(d.grids[0].n, 2);
    assert_int_equal(d.grids[0].rows[0].n, 2);
    assert_string_equal(d.grids[0].rows[0].cells[1].text, "一\n二");
    assert_int_equal(d.grids[0].rows[1].cells[0].span, 2);
    assert_string_equal(d.grids[0].rows[1].cells[0].text, "宽");
    assert_int_equal(d.beside[BESIDE_CHANGES], 1);
    arena_free(&a);
}

/* A cell in a row of n that goes on above each of n: the walk is linear in both directions. */
static void test_big_tables(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct docx d;
    struct err e = {.st = ST_OK};
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "<w:document " NS "><w:body><w:tbl>");
    for (unsigned i = 0, x = 1; i < 100000; i++) {
        x = x * 1103515245u + 12345u;
        buf_addf(&b, "<w:tr>" DOWN("") "<w:p w:id='%x'/></w:tc></w:tr>", x);
    }
    buf_adds(&b, "</w:tbl></w:body></w:document>");
    const char *path = make(&(struct part){"word/document.xml", b.p, b.n}, 1);
    assert_int_equal(docx_read_form(a, path, &d, &e), ST_TOO_BIG);
    assert_non_null(strstr(e.message, "表格太大"));
    assert_int_equal(docx_read(a, path, &d, &e), ST_TOO_BIG); /* more than the cleaner takes */
    buf_clear(&b);
    buf_adds(&b, "<w:document " NS "><w:body><w:tbl>");
    for (int row = 0; row < 2; row++) {
        buf_adds(&b, "<w:tr>");
        for (unsigned i = 0, x = 1; i < 60000; i++) {
            x = x * 1103515245u + 12345u;
            buf_addf(&b, DOWN("%s") "<w:p w:id='%x'/></w:tc>", row ? "" : " w:val='restart'", x);
        }
        buf_adds(&b, "</w:tr>");
    }
    buf_adds(&b, "</w:tbl></w:body></w:document>");
    path = make(&(struct part){"word/document.xml", b.p, b.n}, 1);
    if (docx_read(a, path, &d, &e))
        assert_int_equal(e.st, ST_TOO_BIG);
    buf_release(&b);
    arena_free(&a);
}

/* RULE of messages: a name out of the file ends between two characters. */
static void test_long_names(void **state)
{
    (void)state;
    struct buf rel;
    buf_init(&rel, 0);
    buf_adds(&rel, "<Relationships><Relationship Type='x/officeDocument' Target='");
    size_t from = rel.n;
    for (int i = 0; i < 400; i++)
        buf_adds(&rel, "汉");
    char *name = strndup(rel.p + from, rel.n - from);
    buf_adds(&rel, "'/></Relationships>");
    for (int shift = 0; shift < 3; shift++) {
        struct arena *a = arena_new();
        struct err e = {.st = ST_OK};
        struct docx d;
        char body[] = "<w:document";
        const struct part parts[] = {{"_rels/.rels", rel.p, rel.n}, {name, body, 0}};
        assert_int_equal(docx_read_letter(a, make(parts, 2), &d, &e), ST_INVALID);
        assert_true(utf8_valid(e.message, strlen(e.message)));
        err_set(&e, ST_INVALID, "", "%.*s%s", shift, "abc", name);
        assert_true(utf8_valid(e.message, strlen(e.message)));
        assert_true(strlen(e.message) > sizeof e.message - 5);
        arena_free(&a);
    }
    free(name);
    buf_release(&rel);
}

/* What comes back to be kept carries no program; who only reads is told that it does. */
static void test_macros(void **state)
{
    (void)state;
    static const char body[] = BODY(P("正文"));
    const struct part parts[] = {
        {"word/document.xml", body, 0}, {"word/vbaProject.bin", "macro", 0}};
    struct arena *a = arena_new();
    struct docx d;
    struct err e = {.st = ST_OK};
    const char *path = make(parts, COUNT_OF(parts));
    assert_int_equal(docx_read_letter(a, path, &d, &e), ST_INVALID);
    assert_non_null(strstr(e.message, "带有宏"));
    assert_int_equal(docx_read_form(a, path, &d, &e), ST_INVALID);
    assert_int_equal(docx_read(a, path, &d, &e), ST_OK);
    assert_true(d.macros);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_macros),
        cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_headings),
        cmocka_unit_test(test_lists), cmocka_unit_test(test_numbers), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_changes_and_boxes), cmocka_unit_test(test_links_and_notes),
        cmocka_unit_test(test_pictures_and_title), cmocka_unit_test(test_not_docx),
        cmocka_unit_test(test_broken), cmocka_unit_test(test_locked), cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_many_nodes), cmocka_unit_test(test_letter_back),
        cmocka_unit_test(test_form_back), cmocka_unit_test(test_big_tables),
        cmocka_unit_test(test_long_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
