/* The text of files of every type, through the worker as the program asks it: in order, whole,
 * bounded; hostile, locked and empty files end with a state, never with the caller.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/paper/file_text.h"
#include "lib/paper/letter.h"
#include "lib/paper/test_file_text_files.h"
#include "lib/paper/test_mask_files.h"
#include "lib/paper/wire.h"
#include "tests/arena.h"

static struct file_text read_file(struct paper_bytes b)
{
    struct paper_file f = {b.p, b.n, 0};
    struct file_text t;
    struct err e = {.st = ST_OK};
    if (file_text_read(mem, &f, &t, &e) != ST_OK)
        fail_msg("%s %s", e.message, e.detail);
    return t;
}

static void assert_text(struct paper_bytes b, const char *text)
{
    struct file_text t = read_file(b);
    assert_int_equal(t.state, FILE_TEXT_READ);
    assert_string_equal(t.text, text);
    assert_int_equal(t.n, strlen(text));
}

static void assert_state(struct paper_bytes b, enum file_text_state state)
{
    struct file_text t = read_file(b);
    assert_int_equal(t.state, state);
    assert_string_equal(t.text, "");
}

#define PACKAGE(...)                                                                               \
    test_package(mem, (const struct test_part[]){__VA_ARGS__},                                     \
        sizeof((const struct test_part[]){__VA_ARGS__}) / sizeof(struct test_part))
#define TYPES                                                                                      \
    {                                                                                              \
        "[Content_Types].xml", "<Types/>"                                                          \
    }

static void word_documents(void **state)
{
    (void)state;
    assert_text(test_docx_of(mem, "羊肚菌种植补贴"), "羊肚菌种植补贴");
    assert_text(
        PACKAGE(TYPES, {"word/document.xml",
                           "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>标题</w:t></w:r></w:p>"
                           "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc>"
                           "<w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
                           "</w:body></w:document>"}),
        "标题\n姓名 | 单位");
}

#define BOOK                                                                                       \
    {                                                                                              \
        "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='甲' r:id='r1'/>"           \
                           "<sheet name='乙' state='hidden' r:id='r2'/></sheets></workbook>"      \
    }
#define BOOK_RELS                                                                                  \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            "<Relationships><Relationship Id='r1' Target='worksheets/s1.xml'/>"                    \
            "<Relationship Id='r2' Target='worksheets/s2.xml'/></Relationships>"                   \
    }

static void tables(void **state)
{
    (void)state;
    struct paper_bytes b = PACKAGE(TYPES, BOOK, BOOK_RELS,
        {"xl/worksheets/s1.xml",
            "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>乡镇</t></is></c>"
            "<c r='C1' t='inlineStr'><is><t>补贴</t></is></c></row><row r='3'>"
            "<c r='A3' t='inlineStr'><is><t>雄壁镇</t></is></c><c r='C3'><v>1234.5</v></c></row>"
            "</sheetData></worksheet>"},
        {"xl/worksheets/s2.xml",
            "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>藏起来的</t></is></c>"
            "</row></sheetData></worksheet>"});
    assert_text(b, "乡镇 | 补贴\n雄壁镇 | 1234.5\n");
}

static void slides(void **state)
{
    (void)state;
    assert_text(
        PACKAGE(TYPES, {"ppt/presentation.xml", "<p/>"},
            {"ppt/slides/slide2.xml", "<s xmlns:a='a'><a:p><a:r><a:t>第二页</a:t></a:r></a:p></s>"},
            {"ppt/slides/slide1.xml",
                "<s "
                "xmlns:a='a'><a:p><a:r><a:t>第</a:t></a:r><a:r><a:t>一页</a:t></a:r></a:p></s>"}),
        "第一页\n第二页\n");
}

/* ---- OFD ---- */
#define OFD_ROOT(more)                                                                             \
    {                                                                                              \
        "OFD.xml",                                                                                 \
            "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016' Version='1.0' DocType='OFD'>" more   \
            "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></"           \
            "ofd:DocBody>"                                                                         \
            "</ofd:OFD>"                                                                           \
    }
#define OFD_DOC                                                                                    \
    {                                                                                              \
        "Doc_0/Document.xml",                                                                      \
            "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'><ofd:CommonData>"               \
            "<ofd:TemplatePage ID='9' BaseLoc='Tpls/T.xml'/></ofd:CommonData><ofd:Pages>"          \
            "<ofd:Page ID='1' BaseLoc='Pages/0.xml'/><ofd:Page ID='2' "                            \
            "BaseLoc='/Doc_0/Pages/1.xml'/><ofd:Page ID='3' BaseLoc='Pages/2.xml'/>"               \
            "</ofd:Pages></ofd:Document>"                                                          \
    }
#define OFD_PAGE(objects)                                                                          \
    "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Template TemplateID='9'/>"             \
    "<ofd:Content><ofd:Layer ID='4'>" objects "</ofd:Layer></ofd:Content></ofd:Page>"
#define OFD_TEXT(y, text)                                                                          \
    "<ofd:TextObject ID='5' Boundary='20 " y " 170 6' Font='1' Size='5'><ofd:TextCode X='0' "      \
    "Y='4' DeltaX='g 3 5'>" text "</ofd:TextCode></ofd:TextObject>"

static struct paper_bytes ofd(void)
{
    return PACKAGE(OFD_ROOT(""), OFD_DOC,
        {"Doc_0/Tpls/T.xml", OFD_PAGE(OFD_TEXT("10", "师宗县人民政府文件"))},
        {"Doc_0/Pages/0.xml",
            OFD_PAGE(OFD_TEXT("40", "关于") OFD_TEXT("40.4", "羊肚菌") "<ofd:PageBlock>" OFD_TEXT(
                "52", "印发&lt;办法&gt;的通知") "</ofd:PageBlock><ofd:PathObject/>")},
        {"Doc_0/Pages/1.xml", OFD_PAGE("")},
        {"Doc_0/Pages/2.xml", OFD_PAGE(OFD_TEXT("9", "附表"))});
}

static void ofd_documents(void **state)
{
    (void)state;
    struct file_text t = read_file(ofd());
    assert_int_equal(t.state, FILE_TEXT_READ);
    assert_string_equal(t.text, "师宗县人民政府文件\n关于羊肚菌\n印发<办法>的通知\f\f附表");
    assert_int_equal(t.n_pages, 3);
    assert_int_equal(t.n_blank, 1);
    assert_state(PACKAGE(OFD_ROOT(""), OFD_DOC), FILE_TEXT_NONE);
    assert_state(
        PACKAGE(OFD_ROOT("<ofd:Encryptions>E.xml</ofd:Encryptions>"), OFD_DOC), FILE_TEXT_LOCKED);
    assert_state(PACKAGE({"OFD.xml", "<ofd:OFD xmlns:ofd='o'><ofd:DocBody>"}), FILE_TEXT_BROKEN);
    assert_state(PACKAGE(OFD_ROOT("")), FILE_TEXT_BROKEN);
    assert_state(
        PACKAGE({"OFD.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"}), FILE_TEXT_BROKEN);
}

/* ---- PDF ---- */
static void pdf_documents(void **state)
{
    (void)state;
    struct buf b;
    struct err e;
    int pages;
    struct letter l = letter_blank;
    char *long_text = arena_alloc(mem, 8000);
    *long_text = '\0';
    for (int i = 0; i < 60; i++)
        strcat(long_text, "为了做好羊肚菌种植补贴发放工作现将有关事项通知如下");
    const struct letter_block blocks[] = {{.kind = BLOCK_PARAGRAPH, .text = long_text}};
    l.title = "关于补贴的通知";
    l.blocks = blocks;
    l.n_blocks = 1;
    buf_init(&b, 0);
    assert_int_equal(letter_pdf(&l, &b, &pages, &e), ST_OK);
    struct file_text t = read_file((struct paper_bytes){b.p, b.n});
    assert_int_equal(t.state, FILE_TEXT_READ);
    assert_int_equal(t.n_pages, pages);
    assert_true(pages > 1 && strchr(t.text, '\f'));
    /* no end of a line tears a word: the paragraph is one line on its first page */
    const char *first = strchr(t.text, '\n');
    assert_non_null(first);
    assert_true(memchr(first + 1, '\n', strcspn(first + 1, "\f")) == NULL);
    assert_non_null(strstr(t.text, "关于补贴的通知"));
    buf_release(&b);
    assert_state(test_pdf_page(mem, "0 0 m 100 100 l S"), FILE_TEXT_NONE);
    assert_state(test_pdf_encrypted(mem), FILE_TEXT_LOCKED);
    static const char torn[] = "%PDF-1.7\n1 0 obj << /Type /Catalog";
    assert_state((struct paper_bytes){torn, sizeof torn - 1}, FILE_TEXT_BROKEN);
}

static void plain_texts(void **state)
{
    (void)state;
    static const char csv[] = "\xEF\xBB\xBF乡镇,金额\r\n雄壁镇,5\r\n";
    assert_text((struct paper_bytes){csv, sizeof csv - 1}, "乡镇,金额\n雄壁镇,5\n");
    assert_state((struct paper_bytes){" \n ", 3}, FILE_TEXT_NONE);
    assert_state((struct paper_bytes){"\x89PNG\r\n\x1a\n", 8}, FILE_TEXT_OTHER);
    assert_state((struct paper_bytes){"", 0}, FILE_TEXT_OTHER);
    char *big = arena_alloc(mem, 6000000);
    for (size_t i = 0; i + 3 < 6000000; i += 3)
        memcpy(big + i, "字", 3);
    struct file_text t = read_file((struct paper_bytes){big, 5999997});
    assert_true(t.cut && t.state == FILE_TEXT_READ);
    assert_int_equal(t.n, FILE_TEXT_MAX_BYTES / 3 * 3);
}

static void hostile_files(void **state)
{
    (void)state;
    const struct test_part parts[] = {TYPES, {"word/document.xml", "<a/>"}};
    assert_state(test_package_locked(mem, parts, COUNT_OF(parts)), FILE_TEXT_LOCKED);
    assert_state(test_docx_bomb(mem, 40 << 20), FILE_TEXT_TOO_BIG);
    assert_state(test_docx_bomb(mem, 70 << 20), FILE_TEXT_TOO_BIG);
    assert_state(PACKAGE(TYPES, {"word/document.xml", "<w:document"}), FILE_TEXT_BROKEN);
    assert_state(PACKAGE(TYPES, {"xl/workbook.xml", "<workbook>"}), FILE_TEXT_BROKEN);
    assert_state(PACKAGE(TYPES, {"a.txt", "x"}), FILE_TEXT_OTHER);
    struct paper_bytes whole = ofd();
    for (size_t n = 0; n < whole.n; n += 97) {
        struct file_text t;
        file_text_of(mem, (struct paper_bytes){whole.p, n}, &t);
        assert_true(t.state >= FILE_TEXT_READ);
    }
    assert_state((struct paper_bytes){whole.p, whole.n / 2}, FILE_TEXT_BROKEN);
}

static void lines_become_paragraphs(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *text;
    } rows[] = {
        {"", ""},
        {"  \n\n", ""},
        {"一句话\n", "一句话"},
        {"标题\n为了做好全县羊肚菌种植补贴发\n放工作，现就有关事项通知如下。\n一、总体要求\n— 2 "
         "—\n",
            "标题\n为了做好全县羊肚菌种植补贴发放工作，现就有关事项通知如下。\n一、总体要求"},
        {"the quick brown fox jumps over\nthe lazy dog\n",
            "the quick brown fox jumps over the lazy dog"},
        {"姓名\n单位\n电话\n", "姓名\n单位\n电话"},
        {"3 / 12\n正文\n", "正文"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf b;
        buf_init(&b, 0);
        file_text_reflow(&b, rows[i].lines, strlen(rows[i].lines));
        assert_string_equal(buf_str(&b), rows[i].text);
        buf_release(&b);
    }
}

static void replies_are_distrusted(void **state)
{
    (void)state;
    struct buf b;
    struct file_text t = {.state = FILE_TEXT_READ, .text = "字", .n = 3}, again;
    buf_init(&b, 0);
    wire_text_write(&b, &t);
    assert_int_equal(wire_text_read(mem, (struct paper_bytes){b.p, b.n}, &again, NULL), ST_OK);
    assert_string_equal(again.text, "字");
    for (size_t n = 0; n < b.n; n++)
        assert_int_equal(
            wire_text_read(mem, (struct paper_bytes){b.p, n}, &again, NULL), ST_BROKEN);
    b.p[b.n - 1] = '\xFF';
    assert_int_equal(wire_text_read(mem, (struct paper_bytes){b.p, b.n}, &again, NULL), ST_BROKEN);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(word_documents, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(tables, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(slides, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(ofd_documents, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(pdf_documents, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(plain_texts, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(hostile_files, open_arena, close_arena),
        cmocka_unit_test(lines_become_paragraphs),
        cmocka_unit_test_setup_teardown(replies_are_distrusted, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
