/* Tables for Excel: cells by type, header with groups, names of sheets, limits.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <zip.h>

#include "lib/paper/sheet.h"

static const struct sheet_column columns[] = {
    {"单位", SHEET_TEXT, 0, ""},
    {"件数", SHEET_INT, 0, "申请"},
    {"收到日期", SHEET_DAY, 0, "申请"},
    {"元", SHEET_YUAN, 0, "金额"},
    {"万元", SHEET_WAN, 0, "金额"},
};

/* A part of the package, "" when it is missing. */
static const char *part(const struct buf *xlsx, const char *name)
{
    static char text[1 << 20];
    zip_error_t ze;
    zip_source_t *s = zip_source_buffer_create(xlsx->p, xlsx->n, 0, &ze);
    zip_t *z = zip_open_from_source(s, ZIP_RDONLY, &ze);
    assert_non_null(z);
    zip_file_t *f = zip_fopen(z, name, 0);
    zip_int64_t n = f ? zip_fread(f, text, sizeof text - 1) : 0;
    text[n > 0 ? n : 0] = '\0';
    if (f)
        zip_fclose(f);
    zip_discard(z);
    return text;
}

static void has(const char *text, const char *want)
{
    if (!strstr(text, want))
        fail_msg("no “%s” in %.3000s", want, text);
}

static void write_one(struct arena *a, struct buf *out)
{
    struct book *b = book_new(a);
    struct sheet *s = book_sheet(b, "台账[2018]", "师宗县依申请公开台账", columns, 5);
    sheet_text(s, "县财政局");
    sheet_int(s, 12);
    sheet_day(s, day_of(2018, 9, 12));
    sheet_int(s, 123450);
    sheet_int(s, 1234567800);
    sheet_text(s, "=1+1");
    sheet_row_end(s);
    sheet_row_end(s);
    sheet_bold(s, true);
    sheet_text(s, "<合计> & 其他");
    sheet_int(s, 12);
    sheet_day(s, day_none());
    sheet_day(s, day_of(1899, 12, 31));
    sheet_row_end(s);
    sheet_note(s, "单位：件、万元");
    book_sheet(b, "台账 2018 ", "", columns, 1);
    book_sheet(b, "", "", columns, 1);
    assert_int_equal(book_write(b, day_of(2018, 12, 31), out, NULL), ST_OK);
}

static void test_cells(void **state)
{
    struct arena *a = arena_new();
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    write_one(a, &out);
    const char *xml = part(&out, "xl/worksheets/sheet1.xml");
    has(xml, "<mergeCell ref=\"A1:E1\"/>"); /* title */
    has(xml, "<mergeCell ref=\"A2:A3\"/>"); /* no group: both lines */
    has(xml, "<mergeCell ref=\"B2:C2\"/>");
    has(xml, "<mergeCell ref=\"D2:E2\"/>");
    has(xml, "<mergeCell ref=\"A7:E7\"/>"); /* note */
    has(xml, "ySplit=\"3\"");
    has(xml, "<v>43355</v>"); /* 2018-09-12 */
    has(xml, "<v>1234.5</v>");
    has(xml, "<v>1234.5678</v>");
    assert_null(strstr(xml, "<f>"));
    const char *strings = part(&out, "xl/sharedStrings.xml");
    has(strings, "<t>=1+1</t>");
    has(strings, "&lt;合计&gt; &amp; 其他");
    has(strings, "1899-12-31");
    has(strings, "单位：件、万元");
    const char *book = part(&out, "xl/workbook.xml");
    has(book, "name=\"台账 2018 \"");
    has(book, "name=\"台账 2018  2\"");
    has(book, "name=\"表\"");
    has(part(&out, "docProps/core.xml"), "2018-12-30T16:00:00Z");
    buf_release(&out);
    arena_free(&a);
}

static void test_same_bytes(void **state)
{
    struct arena *a = arena_new();
    struct buf one, two;
    (void)state;
    buf_init(&one, 0);
    buf_init(&two, 0);
    write_one(a, &one);
    write_one(a, &two);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    buf_release(&one);
    buf_release(&two);
    arena_free(&a);
}

static void test_limits(void **state)
{
    struct arena *a = arena_new();
    struct buf out;
    struct err e;
    (void)state;
    buf_init(&out, 0);
    struct book *b = book_new(a);
    struct sheet *s = book_sheet(b, "表", "", columns, 1);
    char *big = arena_alloc(a, 40000);
    memset(big, 'a', 32768);
    sheet_text(s, big);
    sheet_text(s, "b");
    assert_int_equal(book_write(b, day_none(), &out, &e), ST_TOO_BIG);
    assert_int_equal(out.n, 0);
    /* a book that is never written is freed with its arena */
    book_sheet(book_new(a), "表", "", columns, 5);
    buf_release(&out);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells),
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
