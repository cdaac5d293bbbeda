/* Letters: bounds, text, the PDF read back by poppler, page breaks, what is kept together.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <zip.h>

#include "lib/paper/docx.h"
#include "lib/paper/letter_flow.h"
#include "tests/support.h"

static const struct letter_block reply_blocks[] = {
    {BLOCK_PARAGRAPH, "",
        "本机关于2018年9月12日收到您提出的政府信息公开申请（申请编号：师政信公开〔2018〕第1号），"
        "您申请公开师宗县2017年度农村危房改造补助资金分配方案及各乡镇分配情况。",
        NULL},
    {BLOCK_HEADING, "", "一、答复内容", NULL},
    {BLOCK_PARAGRAPH, "",
        "经审查，您申请的政府信息属于可以公开的范围。根据《中华人民共和国政府信息公开条例》第三十六"
        "条第（二）项的规定，现将该政府信息提供给您，共2份，以纸质形式提供。",
        NULL},
    {BLOCK_ITEM, "1．", "师宗县2017年度农村危房改造补助资金分配方案", NULL},
    {BLOCK_ITEM, "2．", "各乡镇分配情况表", NULL},
};
static const char *const attachments[] = {
    "师宗县2017年度农村危房改造补助资金分配方案", "各乡镇分配情况表"};

static const struct letter_cell cells[] = {{"申请人", 1, true}, {"张三", 1, false},
    {"收到日期", 1, true}, {"2018年9月12日", 1, false}, {"申请内容", 1, true},
    {"农村危房改造补助资金分配方案", 3, false}};
static const struct letter_row rows[] = {{cells, 4, 1}, {cells + 4, 2, 4}};
static const int widths[] = {2, 4, 2, 4};
static const struct letter_table table = {widths, 4, rows, 2};
static const struct letter_block table_block = {BLOCK_TABLE, "", "", &table};

static struct letter reply(void)
{
    struct letter l = letter_blank;
    l.organ = "师宗县人民政府";
    l.title = "师宗县人民政府\n政府信息公开申请答复书";
    l.number = "师政信公开〔2018〕第1号-答";
    l.addressee = "张三";
    l.blocks = reply_blocks;
    l.n_blocks = COUNT_OF(reply_blocks);
    l.attachments = attachments;
    l.n_attachments = 2;
    l.signature = "师宗县人民政府";
    l.date = day_of(2018, 9, 20);
    l.seal = true;
    l.contact = "联系人：李四；电话：0874-5752021";
    return l;
}

/* The text of a PDF as poppler reads it, without spaces and line ends. */
static char *extract_as(const struct buf *pdf, const char *how)
{
    static char text[1 << 20];
    char path[512], command[600];
    snprintf(path, sizeof path, "%s/letter.pdf", test_dir());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf->p, 1, pdf->n, f), pdf->n);
    fclose(f);
    snprintf(command, sizeof command, "pdftotext %s %s - | tr -d ' \\n\\f'", how, path);
    f = popen(command, "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    assert_int_equal(pclose(f), 0);
    const char *keep = getenv("GONGKAI_KEEP_PDF");
    if (keep) {
        static int n;
        snprintf(command, sizeof command, "cp %s %s/letter-%02d.pdf", path, keep, ++n);
        assert_int_equal(system(command), 0);
    }
    return text;
}

static char *extract(const struct buf *pdf)
{
    return extract_as(pdf, "");
}

/* All words stand in the text, in this order; separated by |. */
static void assert_order(const char *text, const char *words)
{
    const char *at = text;
    char *list = strdup(words), *save;
    for (char *w = strtok_r(list, "|", &save); w; w = strtok_r(NULL, "|", &save)) {
        const char *found = strstr(at, w);
        if (!found)
            fail_msg("“%s” is missing or out of order in: %s", w, text);
        at = found + strlen(w);
    }
    free(list);
}

static void test_pdf_text_and_order(void **state)
{
    (void)state;
    struct letter l = reply();
    struct buf out;
    int pages;
    static const enum letter_head heads[] = {HEAD_NONE, HEAD_RED, HEAD_LETTER};
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        l.head = heads[i];
        buf_init(&out, 0);
        assert_int_equal(letter_pdf(&l, &out, &pages, NULL), ST_OK);
        assert_in_range(pages, 1, 2);
        assert_memory_equal(out.p, "%PDF-", 5);
        assert_order(extract(&out), "师宗县人民政府|政府信息公开申请答复书|张三：|"
                                    "本机关于2018年9月12日收到您提出的政府信息公开申请|"
                                    "一、答复内容|第三十六条第（二）项|1．师宗县2017年度|"
                                    "2．各乡镇分配情况表|附件：1．师宗县2017年度|"
                                    "2．各乡镇|师宗县人民政府|2018年9月20日|（联系人：李四");
        buf_release(&out);
    }
}

static void test_same_letter_same_bytes(void **state)
{
    (void)state;
    struct letter l = reply();
    struct buf a, b;
    buf_init(&a, 0);
    buf_init(&b, 0);
    assert_int_equal(letter_pdf(&l, &a, NULL, NULL), ST_OK);
    assert_int_equal(letter_pdf(&l, &b, NULL, NULL), ST_OK);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.p, b.p, a.n);
    buf_release(&a);
    buf_release(&b);
}

static void test_form(void **state)
{
    (void)state;
    struct letter l = letter_blank;
    struct buf out;
    int pages;
    l.title = "政府信息公开申请登记表";
    l.number = "师政信公开〔2018〕第1号";
    l.blocks = &table_block;
    l.n_blocks = 1;
    l.pages = PAGES_NONE;
    buf_init(&out, 0);
    assert_int_equal(letter_pdf(&l, &out, &pages, NULL), ST_OK);
    assert_order(extract_as(&out, "-layout"),
        "登记表|申请人|张三|收到日期|2018年9月12日|申请内容|农村危房改造");
    buf_release(&out);
}

/* A row longer than a page goes on over it, and nothing of it is lost. */
static void test_long_row(void **state)
{
    (void)state;
    struct buf text, out;
    int pages;
    buf_init(&text, 0);
    for (int i = 0; i < 300; i++)
        buf_addf(&text, "第%d点说明：农村危房改造补助资金的分配依据；", i);
    const struct letter_cell long_cells[] = {{"说明", 1, true}, {buf_str(&text), 3, false}};
    const struct letter_row long_rows[] = {{cells, 4, 1}, {long_cells, 2, 1}, {cells + 4, 2, 4}};
    const struct letter_table t = {widths, 4, long_rows, 3};
    const struct letter_block b = {BLOCK_TABLE, "", "", &t};
    struct letter l = letter_blank;
    l.title = "登记表";
    l.pages = PAGES_NONE;
    l.blocks = &b;
    l.n_blocks = 1;
    buf_init(&out, 0);
    assert_int_equal(letter_pdf(&l, &out, &pages, NULL), ST_OK);
    assert_in_range(pages, 5, 9);
    const char *got = extract(&out);
    for (int i = 0; i < 300; i += 7) {
        char want[32];
        snprintf(want, sizeof want, "第%d点说明", i);
        assert_non_null(strstr(got, want));
    }
    buf_release(&text);
    buf_release(&out);
}

/* The signature never stands alone: whatever the length, text stands above it on its page. */
static void test_signature_not_alone(void **state)
{
    (void)state;
    struct letter l = reply();
    struct letter_block many[40];
    for (size_t n = 4; n < 30; n++) {
        struct buf out;
        int pages;
        for (size_t i = 0; i < n; i++)
            many[i] = (struct letter_block){
                BLOCK_ITEM, arena_printf(*state, "%zu．", i + 1), "事项", NULL};
        l.blocks = many;
        l.n_blocks = n;
        l.n_attachments = 0;
        buf_init(&out, 0);
        assert_int_equal(letter_pdf(&l, &out, &pages, NULL), ST_OK);
        if (pages == 2) {
            char want[64];
            char *got = extract(&out), *second = strstr(got, "—1—");
            assert_non_null(second);
            snprintf(want, sizeof want, "%zu．事项", n);
            assert_order(second, want);
            assert_order(second, "事项|师宗县人民政府|2018年9月20日");
        }
        buf_release(&out);
    }
}

static void test_bounds(void **state)
{
    (void)state;
    struct letter l = reply();
    struct err e;
    struct buf out;
    buf_init(&out, 0);
    l.title = "";
    assert_int_equal(letter_pdf(&l, &out, NULL, &e), ST_INVALID);
    l = reply();
    l.addressee = "张\x01三";
    assert_int_equal(letter_pdf(&l, &out, NULL, &e), ST_INVALID);
    l.addressee = "张\xff三";
    assert_int_equal(letter_pdf(&l, &out, NULL, &e), ST_INVALID);
    char *big = arena_alloc(*state, LETTER_MAX_BYTES + 2);
    memset(big, 'a', LETTER_MAX_BYTES + 1);
    l.addressee = big;
    assert_int_equal(letter_pdf(&l, &out, NULL, &e), ST_TOO_BIG);
    const struct letter_row bad = {cells, 3, 1};
    const struct letter_table t = {widths, 4, &bad, 1};
    const struct letter_block b = {BLOCK_TABLE, "", "", &t};
    l = reply();
    l.blocks = &b;
    l.n_blocks = 1;
    assert_int_equal(letter_pdf(&l, &out, NULL, &e), ST_INVALID);
    assert_string_equal(e.message, "表格第1行有3列，应有4列");
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

/* Whatever people type in comes out as some PDF, fifty lines at a time; what cannot be printed is
 * refused before. */
static void test_naughty_text(void **state)
{
    char *save, *lines = test_naughty(*state);
    struct letter_block blocks[50];
    struct letter l = reply();
    l.blocks = blocks;
    l.n_blocks = 0;
    for (char *s = strtok_r(lines, "\n", &save); s; s = strtok_r(NULL, "\n", &save)) {
        struct buf out;
        blocks[l.n_blocks++] = (struct letter_block){BLOCK_PARAGRAPH, "", s, NULL};
        l.addressee = s;
        if (letter_check(&l, NULL) != ST_OK)
            l.n_blocks--;
        if (l.n_blocks < COUNT_OF(blocks))
            continue;
        buf_init(&out, 0);
        if (letter_check(&l, NULL) != ST_OK)
            l.addressee = "张三";
        assert_int_equal(letter_pdf(&l, &out, NULL, NULL), ST_OK);
        assert_true(out.n > 1000);
        buf_release(&out);
        l.n_blocks = 0;
    }
}

struct keep_case {
    const char *text, *runs; /* separated by | */
};
static const struct keep_case keeps[] = {
    {"本机关于2018年9月12日收到", "2018年9月12日"},
    {"师政信公开〔2018〕第1号-答", "〔2018〕第1号-答"},
    {"师政信公开〔2018〕第12号-征告", "〔2018〕第12号-征"},
    {"条例第三十六条第（二）项的规定", "第三十六条|第（二）项"},
    {"自收到之日起20个工作日内，60日内或6个月内", "20个工作日|60日|6个月"},
    {"电话0874-5752021，共1,200.50元", "0874-5752021|1,200.50元"},
    {"第三方的意见", ""},
    {"没有数字", ""},
    {"末尾9", ""},
};

static void test_keep(void **state)
{
    for (size_t i = 0; i < COUNT_OF(keeps); i++) {
        struct buf got;
        buf_init(&got, 0);
        size_t start = 0, end = 0;
        for (; letter_keep_next(keeps[i].text, &start, &end); start = end)
            buf_addf(&got, "%s%.*s", got.n ? "|" : "", (int)(end - start), keeps[i].text + start);
        assert_string_equal(buf_str(&got), keeps[i].runs);
        buf_release(&got);
    }
    (void)state;
}

static void test_plain_text(void **state)
{
    (void)state;
    struct letter l = reply();
    struct buf out;
    buf_init(&out, 0);
    letter_text(&l, &out);
    assert_order(buf_str(&out),
        "政府信息公开申请答复书\n师政信公开〔2018〕第1号-答\n张三：\n|"
        "附件：1．师宗县|\n2．各乡镇|\n（印章）\n师宗县人民政府\n2018年9月20日\n（联系人");
    buf_release(&out);
}

static cairo_status_t collect(void *to, const unsigned char *p, unsigned n)
{
    buf_add(to, p, n);
    return CAIRO_STATUS_SUCCESS;
}

/* The image of a seal is drawn in place of the ring; what is no image is refused. */
static void test_seal(void **state)
{
    struct letter l = reply();
    struct buf png, pdf;
    struct err e;
    (void)state;
    buf_init(&png, 0);
    buf_init(&pdf, 0);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 100, 100);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, 1, 0, 0);
    cairo_arc(cr, 50, 50, 40, 0, 6.28);
    cairo_stroke(cr);
    cairo_destroy(cr);
    assert_int_equal(cairo_surface_write_to_png_stream(s, collect, &png), CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(s);
    l.seal_png = png.p;
    l.seal_png_bytes = png.n;
    assert_int_equal(letter_pdf(&l, &pdf, NULL, &e), ST_OK);
    assert_non_null(memmem(pdf.p, pdf.n, "/Image", 6));
    assert_null(strstr(extract(&pdf), "（印章）"));
    assert_order(extract(&pdf), "师宗县人民政府|2018年9月20日");
    static const struct {
        size_t at, keep;
    } damages[] = {{0, SIZE_MAX}, {16, SIZE_MAX}, {SIZE_MAX, 60}, {SIZE_MAX, 10}};
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        char *bad = malloc(png.n);
        memcpy(bad, png.p, png.n);
        if (damages[i].at < png.n)
            bad[damages[i].at] ^= 0x7F;
        l.seal_png = bad;
        l.seal_png_bytes = damages[i].keep < png.n ? damages[i].keep : png.n;
        if (letter_pdf(&l, &pdf, NULL, &e) != ST_INVALID)
            fail_msg("damage %zu passed", i);
        assert_string_equal(e.field, "seal");
        free(bad);
    }
    buf_release(&png);
    buf_release(&pdf);
}

/* The .docx has the styles by which staff edit, the same bytes each time, and reads back whole. */
static void test_docx(void **state)
{
    static const char *const words[] = {"w:styleId=\"Text\"", "w:eastAsia=\"仿宋_GB2312\"",
        "w:eastAsia=\"方正小标宋简体\"", "w:firstLineChars=\"200\"", "w:line=\"579\""};
    struct letter l = reply();
    struct buf one, two;
    zip_error_t ze;
    char text[1 << 16];
    l.head = HEAD_LETTER;
    buf_init(&one, 0);
    buf_init(&two, 0);
    assert_int_equal(letter_docx(&l, &one, NULL), ST_OK);
    assert_int_equal(letter_docx(&l, &two, NULL), ST_OK);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    zip_t *z =
        zip_open_from_source(zip_source_buffer_create(one.p, one.n, 0, &ze), ZIP_RDONLY, &ze);
    assert_non_null(z);
    zip_file_t *f = zip_fopen(z, "word/styles.xml", 0);
    assert_non_null(f);
    zip_int64_t n = zip_fread(f, text, sizeof text - 1);
    assert_true(n > 0);
    text[n] = '\0';
    zip_fclose(f);
    zip_discard(z);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        assert_non_null(strstr(text, words[i]));
    buf_release(&one);
    buf_release(&two);
    (void)state;
}

/* Whatever people type in comes back as it was, markup and all. */
static void test_docx_naughty_text(void **state)
{
    char *save, *lines = test_naughty(*state), path[512];
    snprintf(path, sizeof path, "%s/naughty.docx", test_dir());
    for (char *s = strtok_r(lines, "\n", &save); s; s = strtok_r(NULL, "\n", &save)) {
        struct letter l = letter_blank;
        struct letter_block b = {BLOCK_PARAGRAPH, "", s, NULL};
        struct buf out;
        struct err e;
        const char *text;
        l.title = "标题";
        l.blocks = &b;
        l.n_blocks = 1;
        buf_init(&out, 0);
        if (letter_docx(&l, &out, &e) == ST_OK) {
            FILE *f = fopen(path, "wb");
            assert_int_equal(fwrite(out.p, 1, out.n, f), out.n);
            fclose(f);
            if (docx_text_of(*state, path, &text, &e) != ST_OK)
                fail_msg("%s: %s", s, e.message);
        }
        buf_release(&out);
    }
}

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free((struct arena **)state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pdf_text_and_order),
        cmocka_unit_test(test_same_letter_same_bytes),
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_long_row),
        cmocka_unit_test_setup_teardown(test_signature_not_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bounds, setup, teardown),
        cmocka_unit_test_setup_teardown(test_naughty_text, setup, teardown),
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_plain_text),
        cmocka_unit_test(test_seal),
        cmocka_unit_test(test_docx),
        cmocka_unit_test_setup_teardown(test_docx_naughty_text, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
