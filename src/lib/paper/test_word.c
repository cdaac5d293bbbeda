/* Word documents as pages, through the confined program: what stands in them, and hostile ones.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <cairo.h>
#include <zip.h>

#include "lib/base/buf.h"
#include "lib/paper/mask.h"
#include "lib/paper/word.h"
#include "tests/arena.h"
#include "tests/support.h"

struct part {
    const char *name, *text;
    size_t n; /* 0: the length of text */
};
#define NS                                                                                         \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "                      \
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "               \
    "xmlns:wp='urn:wp' xmlns:a='urn:a'"
#define BODY(s) "<?xml version='1.0'?><w:document " NS "><w:body>" s "</w:body></w:document>"
#define P(s) "<w:p><w:r><w:t>" s "</w:t></w:r></w:p>"
#define CELL(more, s) "<w:tc><w:tcPr>" more "</w:tcPr>" P(s) "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

static void add_part(zip_t *z, const struct part *p)
{
    zip_source_t *s = zip_source_buffer(z, p->text, p->n ? p->n : strlen(p->text), 0);
    assert_true(zip_file_add(z, p->name, s, ZIP_FL_ENC_UTF_8) >= 0);
}

static struct paper_file docx(const struct part *parts, size_t n)
{
    const char *path = arena_printf(mem, "%s/a.docx", test_dir());
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    struct buf b;
    char piece[4096];
    size_t got;
    assert_non_null(z);
    add_part(z, &(struct part){"[Content_Types].xml", "<Types/>", 0});
    for (size_t i = 0; i < n; i++)
        add_part(z, &parts[i]);
    assert_int_equal(zip_close(z), 0);
    FILE *f = fopen(path, "rb");
    buf_init(&b, 0);
    while (f && (got = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, piece, got);
    fclose(f);
    struct paper_file out = {.p = arena_strndup(mem, b.p, b.n), .n = b.n};
    buf_release(&b);
    return out;
}

static struct paper_file of_body(const char *body)
{
    return docx(&(struct part){"word/document.xml", body, 0}, 1);
}

static struct paper_file converted(const struct paper_file *f)
{
    struct paper_bytes pdf;
    struct err e = {.st = ST_OK};
    if (word_pdf(mem, f, &pdf, &e))
        fail_msg("%s", e.message);
    return (struct paper_file){.p = pdf.p, .n = pdf.n};
}

static int pages_of(const struct paper_file *pdf)
{
    struct pages_info info;
    struct err e;
    assert_int_equal(pages_info(mem, pdf, &info, &e), ST_OK);
    assert_int_equal(info.kind, PAGES_PDF);
    return info.n_pages;
}

/* Without blanks. */
static const char *text_of(const struct paper_file *pdf, int page)
{
    const char *text;
    struct err e;
    assert_int_equal(pages_text(mem, pdf, page, &text, &e), ST_OK);
    char *out = arena_alloc(mem, strlen(text) + 1), *w = out;
    for (const char *p = text; *p; p++)
        if (!strchr(" \t\r\n\f", *p))
            *w++ = *p;
    *w = '\0';
    return out;
}

static void holds(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("no %s in %s", words, text);
}

static void text_and_tables(void **state)
{
    (void)state;
    struct paper_file f = of_body(BODY(
        "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>低保对象名单</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>一、名单</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>&lt;乙&gt;&amp;丙</w:t></"
        "w:r></w:p>"
        "<w:tbl>" ROW(CELL("<w:gridSpan w:val='2'/>", "表头") CELL("", "金额")) ROW(
            CELL("<w:vMerge w:val='restart'/>", "雄壁镇") CELL("", "张某") CELL("", "320元"))
            ROW(CELL("<w:vMerge/>", "") CELL("", "李某") CELL("", "410元")) "</w:tbl>" P("表后")));
    struct paper_file pdf = converted(&f), again = converted(&f);
    assert_int_equal(pdf.n, again.n);
    assert_memory_equal(pdf.p, again.p, pdf.n);
    assert_int_equal(pages_of(&pdf), 1);
    const char *text = text_of(&pdf, 1);
    static const char *const words[] = {"低保对象名单", "一、名单", "甲<乙>&丙", "表头", "金额",
        "雄壁镇", "张某", "320元", "李某", "410元", "表后"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        holds(text, words[i]);
    assert_true(strstr(text, "表头") < strstr(text, "张某"));
}

/* Long texts and rows higher than a page go on overleaf, and nothing is lost. */
static void many_pages(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "<?xml version='1.0'?><w:document " NS "><w:body>");
    for (int i = 0; i < 120; i++)
        buf_addf(&b, P("第%d段：为了规范管理，根据有关规定，结合本县实际，制定本办法。"), i);
    buf_adds(&b, "<w:tbl><w:tr><w:tc>");
    for (int i = 0; i < 90; i++)
        buf_addf(&b, P("格内%d行"), i);
    buf_adds(&b, "</w:tc>" CELL("", "旁边的格") "</w:tr></w:tbl></w:body></w:document>");
    struct paper_file f = of_body(buf_str(&b)), pdf = converted(&f);
    buf_release(&b);
    int n = pages_of(&pdf);
    assert_true(n >= 6);
    const char *all = "";
    for (int i = 1; i <= n; i++)
        all = arena_printf(mem, "%s%s", all, text_of(&pdf, i));
    for (int i = 0; i < 120; i++)
        holds(all, arena_printf(mem, "第%d段", i));
    for (int i = 0; i < 90; i++)
        holds(all, arena_printf(mem, "格内%d行", i));
    holds(all, "旁边的格");
}

static cairo_status_t collect(void *closure, const unsigned char *p, unsigned n)
{
    buf_add(closure, (const char *)p, n);
    return CAIRO_STATUS_SUCCESS;
}

#define PICTURE(id)                                                                                \
    "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr='图'/><a:blip r:embed='" id                   \
    "'/></wp:inline></w:drawing></w:r></w:p>"

/* A PNG is painted; what cannot be painted is told on the page. */
static void pictures(void **state)
{
    (void)state;
    struct buf png;
    buf_init(&png, 0);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 400, 300);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, 1, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_write_to_png_stream(s, collect, &png);
    cairo_surface_destroy(s);
    const struct part parts[] = {
        {"word/document.xml", BODY(P("图前") PICTURE("a") PICTURE("b")), 0},
        {"word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='a' Target='media/1.png'/>"
            "<Relationship Id='b' Target='media/2.png'/></Relationships>",
            0},
        {"word/media/1.png", png.p, png.n}, {"word/media/2.png", "\x89PNG\r\n\x1a\nbroken", 14}};
    struct paper_file f = docx(parts, COUNT_OF(parts)), pdf = converted(&f);
    holds(text_of(&pdf, 1), "〔图2：这种格式的图片不能转换，请对照原件〕");
    struct paper_bytes image;
    struct err e;
    assert_int_equal(pages_image(mem, &pdf, (struct page_at){1, 20}, &image, &e), ST_OK);
    const char *path = arena_printf(mem, "%s/p.png", test_dir());
    FILE *out = fopen(path, "wb");
    assert_int_equal(fwrite(image.p, 1, image.n, out), image.n);
    fclose(out);
    s = cairo_image_surface_create_from_png(path);
    size_t red = 0;
    for (int y = 0; y < cairo_image_surface_get_height(s); y++)
        for (int x = 0; x < cairo_image_surface_get_width(s); x++) {
            const unsigned char *p =
                cairo_image_surface_get_data(s) + y * cairo_image_surface_get_stride(s) + 4 * x;
            red += p[2] > 200 && p[1] < 60 && p[0] < 60;
        }
    cairo_surface_destroy(s);
    buf_release(&png);
    assert_true(red > 2000);
}

/* A converted document is masked and proved like any PDF. */
static void masked(void **state)
{
    (void)state;
    struct paper_file f = of_body(BODY(P("张某，号码一二三四五六") P("可以公开的内容"))),
                      pdf = converted(&f);
    const struct mask_region region = {1, 0, 900, 10000, 500, "D4", "第三方权益"};
    const struct mask_regions regions = {&region, 1};
    static const char *const words[] = {"号码一二三四五六"};
    struct paper_bytes copy;
    struct err e = {.st = ST_OK};
    if (mask_make(mem, &pdf, &regions, (struct mask_words){words, 1}, &copy, &e))
        fail_msg("%s", e.message);
    struct paper_file twin = {.p = copy.p, .n = copy.n};
    assert_int_equal(pages_of(&twin), 1);
    assert_string_equal(text_of(&twin, 1), "");
}

static void refused(const struct paper_file *f, enum st want, const char *words)
{
    struct paper_bytes pdf;
    struct err e = {.st = ST_OK};
    assert_int_equal(word_pdf(mem, f, &pdf, &e), want);
    holds(e.message, words);
}

/* Hostile, broken and locked ones end with a reason, in the confined program. */
static void hostile(void **state)
{
    (void)state;
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1........";
    struct paper_file good = of_body(BODY(P("甲"))), cut = {.p = good.p, .n = good.n / 2},
                      old = {.p = ole, .n = sizeof ole}, none = {.p = "%PDF-1.4", .n = 8},
                      nothing = {.p = "", .n = 0};
    char *zeros = arena_alloc(mem, (size_t)40 << 20);
    memset(zeros, ' ', (size_t)40 << 20);
    struct paper_file bomb = docx(&(struct part){"word/document.xml", zeros, (size_t)40 << 20}, 1);
    struct paper_file entities =
        of_body("<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>"
                "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><w:document " NS
                "><w:body>" P("&b;&f;甲") "</w:body></w:document>");
    refused(&cut, ST_INVALID, "损坏");
    refused(&old, ST_INVALID, "旧格式");
    refused(&none, ST_INVALID, "不是 Word 文档");
    refused(&nothing, ST_INVALID, "没有 Word 文档的正文");
    refused(&bomb, ST_TOO_BIG, "压缩比例异常");
    struct paper_bytes pdf;
    struct err e;
    if (!word_pdf(mem, &entities, &pdf, &e)) { /* refused or read without them */
        struct paper_file read = {.p = pdf.p, .n = pdf.n};
        assert_null(strstr(text_of(&read, 1), "root:"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_and_tables),
        cmocka_unit_test(many_pages), cmocka_unit_test(pictures), cmocka_unit_test(masked),
        cmocka_unit_test(hostile)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
