/* The .xlsx reader: types, formulas, merged ranges, formats, bounds and damage.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <zip.h>

#include "lib/paper/sheet.h"
#include "lib/paper/xlsx_parts.h"
#include "tests/support.h"

struct part {
    const char *name, *text;
};

#define RELS                                                                                       \
    "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/><Relationship "        \
    "Id='rId2' Target='/xl/worksheets/sheet2.xml'/></Relationships>"
#define BOOK(props)                                                                                \
    "<workbook xmlns:r='urn:r'>" props "<sheets><sheet name='台账' sheetId='1' r:id='rId1'/>"    \
    "<sheet name='备用' sheetId='2' state='hidden' r:id='rId2'/></sheets></workbook>"
#define SHEET(rows, rest) "<worksheet><sheetData>" rows "</sheetData>" rest "</worksheet>"

static const char *make(const char *props, const char *sheet, const struct part *more, size_t n)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/a.xlsx", test_dir());
    remove(path);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    assert_non_null(z);
    const struct part fixed[] = {{"xl/workbook.xml", *props ? props : BOOK("")},
        {"xl/_rels/workbook.xml.rels", RELS}, {"xl/worksheets/sheet1.xml", sheet},
        {"xl/worksheets/sheet2.xml", SHEET("", "")}};
    for (size_t i = 0; i < 4 + n; i++) {
        const struct part *p = i < 4 ? &fixed[i] : &more[i - 4];
        zip_source_t *s = zip_source_buffer(z, p->text, strlen(p->text), 0);
        assert_true(zip_file_add(z, p->name, s, ZIP_FL_OVERWRITE) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    return path;
}

static const char *at(const struct xsheet *s, size_t row, size_t column, enum xcell_kind kind)
{
    const struct xcell *c = xsheet_at(s, row, column);
    assert_int_equal(c->kind, kind);
    return c->text;
}

static void test_cells(void **state)
{
    static const struct part more[] = {
        {"xl/sharedStrings.xml",
            "<sst><si><t>师政发</t></si><si><r><t>甲</t></r><r><t>乙</t></r>"
            "<rPh><t>jiǎ</t></rPh></si><si><t>a_x000D_&lt;_x005F_b</t></si></sst>"},
        {"xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月"
            "&quot;d&quot;日&quot;'/><numFmt numFmtId='165' formatCode='0.00%'/><numFmt "
            "numFmtId='166' formatCode='&quot;day&quot;0'/></numFmts><cellStyleXfs><xf "
            "numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf "
            "numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/></cellXfs></styleSheet>"}};
    struct arena *a = arena_new();
    struct xlsx x;
    struct err e = {.st = ST_OK};
    (void)state;
    const char *path = make("",
        SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
              "<c r='D1' t='inlineStr'><is><t>直接</t></is></c><c t='s'><v>2</v></c></row>"
              "<row r='3'><c r='A3' s='1'><v>43355</v></c><c r='B3' s='2'><v>43355.75</v></c>"
              "<c r='C3' s='3'><v>-7.0300000000000001E-2</v></c><c r='D3' s='4'><v>43355</v></c>"
              "<c r='E3'><v>0.10000000000000001</v></c><c r='F3'><v>1E+21</v></c></row>"
              "<row><c><f>SUM(1)</f><v>12.34</v></c><c><f>X()</f></c><c t='str'><f>A1</f>"
              "<v>文本</v></c><c t='e'><v>#DIV/0!</v></c><c t='b'><v>1</v></c>"
              "<c t='d'><v>2018-09-12T00:00:00</v></c><c t='s'><v>99</v></c><c s='1'/></row>",
            ""),
        more, 2);
    if (xlsx_read(a, path, &x, &e))
        fail_msg("%s", e.message);
    assert_int_equal(x.n_sheets, 2);
    const struct xsheet *s = &x.sheets[0];
    assert_string_equal(s->name, "台账");
    assert_true(x.sheets[1].hidden && !s->hidden);
    assert_int_equal(x.sheets[1].n_rows, 0);
    assert_int_equal(s->n_rows, 4);
    assert_int_equal(s->n_columns, 6);
    assert_string_equal(at(s, 0, 0, XCELL_TEXT), "师政发");
    assert_string_equal(at(s, 0, 1, XCELL_TEXT), "甲乙");
    assert_string_equal(at(s, 0, 2, XCELL_NONE), "");
    assert_string_equal(at(s, 0, 3, XCELL_TEXT), "直接");
    assert_string_equal(at(s, 0, 4, XCELL_TEXT), "a<_b");
    assert_string_equal(at(s, 1, 0, XCELL_NONE), "");
    assert_string_equal(at(s, 2, 0, XCELL_DAY), "2018-09-12");
    assert_string_equal(at(s, 2, 1, XCELL_DAY), "2018-09-12");
    assert_string_equal(at(s, 2, 2, XCELL_NUMBER), "-7.03%");
    assert_string_equal(at(s, 2, 3, XCELL_NUMBER), "43355");
    assert_string_equal(at(s, 2, 4, XCELL_NUMBER), "0.1");
    assert_string_equal(at(s, 2, 5, XCELL_NUMBER), "1000000000000000000000");
    assert_string_equal(at(s, 3, 0, XCELL_NUMBER), "12.34");
    assert_true(xsheet_at(s, 3, 0)->formula && xsheet_at(s, 3, 1)->formula);
    at(s, 3, 1, XCELL_NONE);
    assert_string_equal(at(s, 3, 2, XCELL_TEXT), "文本");
    assert_string_equal(at(s, 3, 3, XCELL_ERROR), "#DIV/0!");
    assert_string_equal(at(s, 3, 4, XCELL_BOOL), "TRUE");
    assert_int_equal(xsheet_at(s, 3, 5)->day.n, day_of(2018, 9, 12).n);
    at(s, 3, 6, XCELL_NONE);
    arena_free(&a);
}

static void test_merged(void **state)
{
    struct arena *a = arena_new();
    struct xlsx x;
    (void)state;
    const char *path = make(BOOK("<workbookPr date1904='1'/>"),
        SHEET("<row r='1'><c r='A1' t='str'><v>标题</v></c></row><row r='2'><c r='A2' t='str'>"
              "<v>县民政局</v></c><c r='B2'><v>1</v></c><c r='C2'><v>2</v></c></row>"
              "<row r='3'><c r='B3'><v>3</v></c></row><row r='5'><c r='B5'><v>4</v></c></row>",
            "<mergeCells><mergeCell ref='A1:XFD1'/><mergeCell ref='A2:A1048576'/>"
            "<mergeCell ref='nonsense'/><mergeCell ref='Z9:A1'/></mergeCells>"),
        NULL, 0);
    assert_int_equal(xlsx_read(a, path, &x, NULL), ST_OK);
    const struct xsheet *s = &x.sheets[0];
    assert_int_equal(s->n_rows, 5);
    assert_string_equal(at(s, 0, 2, XCELL_TEXT), "标题");
    assert_true(xsheet_at(s, 0, 2)->merged && !xsheet_at(s, 0, 0)->merged);
    assert_string_equal(at(s, 2, 0, XCELL_TEXT), "县民政局");
    assert_string_equal(at(s, 3, 0, XCELL_TEXT), "县民政局");
    assert_string_equal(at(s, 4, 0, XCELL_TEXT), "县民政局");
    assert_string_equal(at(s, 4, 1, XCELL_NUMBER), "4");
    arena_free(&a);
}

static void refused(const char *path, enum st want, const char *word)
{
    struct arena *a = arena_new();
    struct xlsx x;
    struct err e = {.st = ST_OK};
    assert_int_equal(xlsx_read(a, path, &x, &e), want);
    if (!strstr(e.message, word))
        fail_msg("no %s in %s", word, e.message);
    assert_int_equal(x.n_sheets, 0);
    arena_free(&a);
}

static void test_damage(void **state)
{
    (void)state;
    refused("/nowhere.xlsx", ST_INVALID, "不是 Excel");
    refused(make("", "<worksheet><sheetData><row>", NULL, 0), ST_INVALID, "损坏");
    refused(make("", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>", NULL, 0), ST_INVALID, "实体");
    refused(
        make("", SHEET("<row r='200001'><c><v>1</v></c></row>", ""), NULL, 0), ST_TOO_BIG, "行");
    refused(make("", SHEET("<row><c r='IW1'><v>1</v></c></row>", ""), NULL, 0), ST_TOO_BIG, "列");
    refused(
        make("", SHEET("<row r='1'><c r='A2'><v>1</v></c></row>", ""), NULL, 0), ST_INVALID, "A2");
    refused(make("<workbook/>", SHEET("", ""), NULL, 0), ST_INVALID, "没有工作表");
}

static void test_formats(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    static const struct {
        int id;
        const char *code;
        enum xformat want;
    } formats[] = {{0, "", XFORMAT_PLAIN}, {14, "", XFORMAT_DAY}, {10, "", XFORMAT_PERCENT},
        {31, "", XFORMAT_DAY}, {58, "", XFORMAT_DAY}, {20, "", XFORMAT_PLAIN},
        {164, "[$-804]yyyy\"年\"m\"月\";@", XFORMAT_DAY}, {164, "0.0%", XFORMAT_PERCENT},
        {164, "[h]:mm:ss", XFORMAT_PLAIN}, {164, "#,##0\\d", XFORMAT_PLAIN},
        {164, "\"unclosed", XFORMAT_PLAIN}, {164, "[Red", XFORMAT_PLAIN}};
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        assert_int_equal(xlsx_format(formats[i].id, formats[i].code), formats[i].want);
    static const struct {
        double n;
        bool mac;
        const char *want;
    } days[] = {{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"},
        {60, false, ""}, {0, false, ""}, {43355, false, "2018-09-12"}, {41893, true, "2018-09-12"},
        {-1, false, ""}, {3e6, false, ""}};
    char text[11];
    for (size_t i = 0; i < COUNT_OF(days); i++)
        assert_string_equal(day_text(xlsx_day(days[i].n, days[i].mac), text), days[i].want);
    assert_string_equal(xlsx_number(a, "2.2999999999999998", XFORMAT_PLAIN), "2.3");
    assert_string_equal(xlsx_number(a, "-0", XFORMAT_PLAIN), "0");
    assert_string_equal(xlsx_number(a, "0.00001", XFORMAT_PLAIN), "0.00001");
    assert_string_equal(xlsx_number(a, "1e400", XFORMAT_PLAIN), "1e400");
    assert_string_equal(xlsx_number(a, "123456789012.34", XFORMAT_PLAIN), "123456789012.34");
    arena_free(&a);
}

/* What our own writer makes is read back. */
static void test_round_trip(void **state)
{
    static const struct sheet_column columns[] = {
        {"标题", SHEET_TEXT, 0, ""}, {"成文日期", SHEET_DAY, 0, ""}, {"万元", SHEET_WAN, 0, ""}};
    struct arena *a = arena_new();
    struct buf out;
    struct xlsx x;
    char path[512];
    (void)state;
    buf_init(&out, 0);
    struct book *b = book_new(a);
    struct sheet *s = book_sheet(b, "台账", "文件台账", columns, 3);
    sheet_text(s, "关于印发…的通知");
    sheet_day(s, day_of(2018, 9, 12));
    sheet_int(s, 12345600);
    assert_int_equal(book_write(b, day_of(2018, 9, 12), &out, NULL), ST_OK);
    snprintf(path, sizeof path, "%s/b.xlsx", test_dir());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(out.p, 1, out.n, f), out.n);
    fclose(f);
    assert_int_equal(xlsx_read(a, path, &x, NULL), ST_OK);
    assert_string_equal(at(x.sheets, 0, 2, XCELL_TEXT), "文件台账");
    assert_string_equal(at(x.sheets, 1, 1, XCELL_TEXT), "成文日期");
    assert_string_equal(at(x.sheets, 2, 1, XCELL_DAY), "2018-09-12");
    assert_string_equal(at(x.sheets, 2, 2, XCELL_NUMBER), "12.3456");
    buf_release(&out);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells), cmocka_unit_test(test_merged),
        cmocka_unit_test(test_damage), cmocka_unit_test(test_formats),
        cmocka_unit_test(test_round_trip)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
