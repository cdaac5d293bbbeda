/* Reconciliation: reading sheets, texts and folders, matching, confirming, repeating.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "common/journal/journal.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/task/task.h"
#include "disclosure/inventory/pages.h"
#include "disclosure/inventory/reconcile.h"
#include "lib/paper/letter.h"
#include "lib/paper/sheet.h"
#include "lib/paper/test_mask_files.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &record_module, &edition_module, &column_module,
    &item_module, &inventory_module, &client_module};

static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t unit, person;
    struct client b;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static int open_world(void **state)
{
    (void)state;
    const char *dir = test_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    assert_int_equal(mkdir(arena_printf(w.a, "%s/tmp", dir), 0700), 0);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    done(ctx_begin(&w.c, true));
    done(unit_add(&w.c,
        &(struct unit){.code = "a",
            .name = "县甲局",
            .short_name = "县甲局",
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &w.unit));
    done(person_add(&w.c, "editor", "某人", w.unit, "editor", NULL, &w.person));
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    w.b = client_new(w.app, w.a);
    client_sign_in(&w.b, w.person);
    client_get(&w.b, "/work/");
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

/* ---- sheets ---- */
#define T(s)                                                                                       \
    {                                                                                              \
        .kind = XCELL_TEXT, .text = s, .day = { DAY_NONE }                                         \
    }
#define NO                                                                                         \
    {                                                                                              \
        .text = "", .day = { DAY_NONE }                                                            \
    }

static struct xcell day_cell(int y, int m, int d)
{
    char text[11];
    struct day day = day_of(y, m, d);
    return (struct xcell){
        .kind = XCELL_DAY, .text = arena_strdup(w.a, day_text(day, text)), .day = day};
}

static void sheets_are_read(void **state)
{
    (void)state;
    struct xcell title[] = {T("县甲局发文登记簿"), T("县甲局发文登记簿")};
    struct xcell head[] = {
        T("序号"), T("文　号"), T("文件\n名称"), T("成文日期"), T("公开属性"), T("公开时限")};
    struct xcell one[] = {T("1"), T("甲发〔2018〕1号"), T(" 关于甲的通知\n"), day_cell(2018, 3, 1),
        T("主动公开"), T("2020年12月31日")};
    struct xcell two[] = {
        T("2"), T("甲发[2018]2号"), T("关于乙的通知"), T("2018年3月2日"), T("不公开"), T("看情况")};
    struct xcell again[] = {T("序号"), T("文号"), T("文件名称"), T("成文日期"), T("公开属性")};
    struct xcell bad[] = {T("3"), T("甲字第号"), NO, T("三月"), NO};
    struct xcell formula[] = {
        T("4"), NO, T("关于丙的函"), {.formula = true, .text = "", .day = {DAY_NONE}}, NO};
    struct xrow rows[] = {{title, 2}, {NULL, 0}, {head, 6}, {one, 6}, {two, 6}, {again, 5},
        {NULL, 0}, {bad, 5}, {formula, 5}};
    struct xsheet sheets[] = {
        {"说明", false, rows, 1, 2}, {"台账", false, rows, 9, 6}, {"旧", true, rows, 9, 6}};
    struct claims c;
    claims_init(&c, w.a);
    assert_int_equal(claims_of_sheets(&c, &(struct xlsx){sheets, 3}, NULL), ST_OK);
    assert_int_equal(c.n, 4);
    assert_string_equal(c.list[0].doc_no, "甲发〔2018〕1号");
    assert_string_equal(c.list[0].title, "关于甲的通知");
    assert_string_equal(c.list[0].place, "工作表“台账”第 4 行");
    assert_string_equal(c.list[0].open_mode, "主动公开");
    assert_int_equal(c.list[0].formed_on.n, day_of(2018, 3, 1).n);
    assert_string_equal(c.list[0].unread, "");
    assert_string_equal(c.list[0].open_limit, "2020-12-31");
    assert_string_equal(c.list[1].open_limit, "");
    assert_non_null(strstr(c.list[1].hints, "公开时限“看情况”读不出来"));
    assert_string_equal(c.list[1].doc_no, "甲发〔2018〕2号");
    assert_non_null(strstr(c.list[1].hints, "D-BRK"));
    assert_int_equal(c.list[1].formed_on.n, day_of(2018, 3, 2).n);
    assert_string_equal(c.list[1].open_mode, "不予公开");
    assert_non_null(strstr(c.list[2].unread, "甲字第号"));
    assert_non_null(strstr(c.list[2].unread, "三月"));
    assert_non_null(strstr(c.list[2].unread, "没有标题"));
    assert_non_null(strstr(c.list[3].unread, "公式"));
    struct err e;
    claims_init(&c, w.a);
    assert_int_equal(claims_of_sheets(&c, &(struct xlsx){sheets, 1}, &e), ST_INVALID);
    assert_non_null(strstr(e.message, "表头"));
}

/* ---- texts ---- */
static void texts_tell_of_themselves(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number, *title, *issuer, *day, *mode;
        bool unread;
    } cases[] = {
        {"师宗县人民政府文件\n\n师政发〔2018〕12号\n\n师宗县人民政府关于印发\n政务公开方案的通知\n"
         "各乡镇人民政府：\n"
         "根据《云南省人民政府关于…》（云政发〔2017〕3号），…\n2018年9月12日前完成。\n附件：方案\n"
         "师宗县人民政府\n　2018年9月10日　\n（此件公开发布）\n",
            "师政发〔2018〕12号", "师宗县人民政府关于印发政务公开方案的通知", "师宗县人民政府",
            "2018-09-10", "主动公开", false},
        {"师教函[2018]3号\n关于校车的复函\n县乙局：\n收悉。\n师宗县教育体育局\n2018年4月5日",
            "师教函〔2018〕3号", "关于校车的复函", "师宗县教育体育局", "2018-04-05", "", false},
        {"关于没有文号的通知\n各科室：\n照办。\n2018年4月5日", "", "关于没有文号的通知", "",
            "2018-04-05", "", false},
        {"随便写的几行字\n没有日期", "", "随便写的几行字没有日期", "", "", "", true},
        {"", "", "", "", "", "", true},
    };
    char day[11];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct claim k;
        claim_of_text(w.a, cases[i].text, &k);
        assert_string_equal(k.doc_no, cases[i].number);
        assert_string_equal(k.title, cases[i].title);
        assert_string_equal(k.issuer, cases[i].issuer);
        assert_string_equal(day_text(k.formed_on, day), cases[i].day);
        assert_string_equal(k.open_mode, cases[i].mode);
        assert_int_equal(*k.unread != 0, cases[i].unread);
    }
}

/* ---- matching ---- */
static struct claim claim(const char *number, const char *title, const char *day)
{
    return (struct claim){.place = "第 1 行",
        .doc_no = number,
        .title = title,
        .issuer = "",
        .open_mode = "",
        .index_no = "",
        .formed_on = day_parse(day),
        .unread = "",
        .open_limit = "",
        .hints = ""};
}

static struct entry online(const char *number, const char *title, const char *day, const char *on)
{
    return (struct entry){.record_id = 1,
        .doc_no = number,
        .title = title,
        .formed_on = day_parse(day),
        .path = *on ? "/a" : "",
        .published_at = *on ? day_start(day_parse(on)) + 3600 : 0,
        .state = *on ? "online" : "waiting"};
}

/* RULE M-MATCH */
static void claims_are_matched(void **state)
{
    (void)state;
    struct claim list[] = {claim("甲发〔2018〕1号", "关于《甲》的通知", "2018-03-01"),
        claim("甲发〔2018〕2号", "关于乙的通知", "2018-03-02"),
        claim("甲发〔2018〕3号", "关于丙的通知", "2018-03-03"),
        claim("甲发〔2018〕4号", "关于丁的通知", "2018-03-04"),
        claim("甲发〔2018〕4号", "关于另一个丁的通知", "2018-03-04"),
        claim("甲发〔2018〕5号", "关于戊的通知", "2018-03-10"),
        claim("", "没有文号的 (公告)", "2018-03-06"), claim("甲发〔2018〕7号", "", "")};
    list[7].unread = "没有标题";
    struct entry ours[] = {
        online("甲发〔2018〕1号", "关于〈甲〉的通知", "2018-03-01", "2018-03-05"),
        online("甲发〔2018〕2号", "关于乙的决定", "2018-03-02", "2018-03-05"),
        online("甲发〔2018〕3号", "关于丙的通知", "2018-03-03", ""),
        online("甲发〔2018〕5号", "关于戊的通知", "2018-03-01", "2018-03-05"),
        online("", "没有文号的（公告）", "2018-03-06", "2018-03-07"),
        online("甲发〔2018〕9号", "只在网上的通知", "2018-03-09", "2018-03-10"),
        online("甲发〔2016〕9号", "别的年份", "2016-03-09", "2016-03-10")};
    struct claims c = {list, COUNT_OF(list), COUNT_OF(list), w.a};
    struct match *m;
    assert_int_equal(reconcile(w.a, &c, ours, COUNT_OF(ours), &m), 9);
    static const enum verdict want[] = {V_BOTH, V_DIFFERS, V_OFFLINE, V_OFFLINE, V_DIFFERS,
        V_DIFFERS, V_BOTH, V_UNREAD, V_ONLINE_ONLY};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        if (m[i].verdict != want[i])
            fail_msg("%zu: %s, %s", i, verdict_words[m[i].verdict], m[i].why);
    assert_non_null(strstr(m[1].why, "标题不同"));
    assert_false(m[2].fresh);
    assert_true(m[3].fresh);
    assert_false(m[4].fresh);
    assert_non_null(strstr(m[4].why, "同一文号"));
    assert_non_null(strstr(m[5].why, "公开（2018-03-05）早于成文"));
    assert_string_equal(m[8].entry->title, "只在网上的通知");
    /* another unit's */
    struct entry there = online("甲发〔2018〕4号", "关于丁的通知", "2018-03-04", "2018-03-05");
    struct match one = m[3];
    match_elsewhere(w.a, &one, &there, "");
    assert_int_equal(one.verdict, V_BOTH);
    assert_false(one.fresh);
    there.title = "别的";
    one = m[3];
    match_elsewhere(w.a, &one, &there, "");
    assert_int_equal(one.verdict, V_DIFFERS);
    one = m[3];
    match_elsewhere(w.a, &one, NULL, "县乙局");
    assert_int_equal(one.verdict, V_DIFFERS);
    assert_non_null(strstr(one.why, "县乙局"));
    /* what goes with the run comes back */
    struct buf b;
    struct claims back;
    buf_init(&b, 0);
    claims_write(&b, &c);
    assert_int_equal(claims_read(w.a, buf_str(&b), &back, NULL), ST_OK);
    assert_int_equal(back.n, c.n);
    assert_string_equal(back.list[7].unread, "没有标题");
    assert_int_equal(back.list[0].formed_on.n, list[0].formed_on.n);
    buf_release(&b);
}

/* ---- through the pages ---- */
static void register_of(struct buf *out)
{
    static const struct sheet_column columns[] = {{"文号", SHEET_TEXT, 0, ""},
        {"标题", SHEET_TEXT, 0, ""}, {"成文日期", SHEET_DAY, 0, ""},
        {"公开方式", SHEET_TEXT, 0, ""}};
    struct book *b = book_new(w.a);
    struct sheet *s = book_sheet(b, "2018", "发文登记", columns, 4);
    for (int i = 1; i <= 3; i++) {
        sheet_text(s, arena_printf(w.a, "甲发〔2018〕%d号", i));
        sheet_text(s, arena_printf(w.a, "关于第%d件事的通知", i));
        sheet_day(s, day_of(2018, 3, i));
        sheet_text(s, i == 2 ? "" : "主动公开");
    }
    sheet_text(s, "乱写");
    sheet_row_end(s);
    assert_int_equal(book_write(b, day_of(2018, 9, 12), out, NULL), ST_OK);
}

static const char *upload(const char *name, const void *p, size_t n)
{
    client_get(&w.b, "/work/inventory/reconcile");
    client_upload(&w.b, "/work/inventory/reconcile", (const char *const[]){NULL},
        &(struct client_file){"file", name, p, n});
    return w.b.res.location;
}

static int64_t count_of_register(void)
{
    struct entry *list;
    size_t n;
    int64_t total;
    done(ctx_begin(&w.c, false));
    done(entry_list(&w.c,
        &(struct entry_filter){
            .open_mode = "", .state = "", .word = "", .text = "", .page = 1, .per_page = 100},
        &list, &n, &total));
    ctx_rollback(&w.c);
    return total;
}

static void a_register_is_confirmed_once(void **state)
{
    (void)state;
    struct buf xlsx;
    buf_init(&xlsx, 0);
    register_of(&xlsx);
    const char *run = upload("2018 登记簿.xlsx", xlsx.p, xlsx.n);
    must_be(&w.b.res, 303);
    client_get(&w.b, run);
    must_have(&w.b.res, "确认，把 3 份补入台账");
    must_have(&w.b.res, "“乱写”读不出来");
    assert_int_equal(count_of_register(), 0);
    client_post(&w.b, arena_concat(w.a, run, "confirm", NULL), "");
    must_be(&w.b.res, 303);
    assert_int_equal(count_of_register(), 3);
    client_get(&w.b, "/work/inventory/?state=undecided");
    must_have(&w.b.res, "关于第2件事的通知");
    client_get(&w.b, "/work/inventory/?state=overdue");
    must_have(&w.b.res, "关于第1件事的通知");
    client_get(&w.b, arena_concat(w.a, run, "export.xlsx", NULL));
    assert_memory_equal(w.b.res.body, "PK", 2);
    /* again, the same run and the same file: nothing changes */
    client_get(&w.b, run);
    client_post(&w.b, arena_concat(w.a, run, "confirm", NULL), "");
    assert_int_equal(count_of_register(), 3);
    run = upload("2018 登记簿.xlsx", xlsx.p, xlsx.n);
    client_get(&w.b, run);
    must_have(&w.b.res, "没有要补的");
    client_post(&w.b, arena_concat(w.a, run, "confirm", NULL), "");
    assert_int_equal(count_of_register(), 3);
    buf_release(&xlsx);
}

static void add_file(zip_t *z, const char *name, const void *p, size_t n)
{
    zip_source_t *s = zip_source_buffer(z, p, n, 0);
    assert_true(zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) >= 0);
}

static void *file_bytes(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *p = arena_alloc(w.a, 1 << 20);
    *n = fread(p, 1, 1 << 20, f);
    fclose(f);
    return p;
}

#define P(s) "<w:p><w:r><w:t>" s "</w:t></w:r></w:p>"
static void a_folder_is_read(void **state)
{
    (void)state;
    static const char body[] =
        "<w:document xmlns:w='urn:w'><w:body>" P("甲发〔2018〕8号") P("关于第八件事的通知")
            P("各科室：") P("照办。") P("县甲局") P("2018年3月8日") "</w:body></w:document>";
    const char *docx = arena_printf(w.a, "%s/a.docx", test_dir());
    const char *folder = arena_printf(w.a, "%s/a.zip", test_dir());
    size_t n;
    zip_t *z = zip_open(docx, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add_file(z, "[Content_Types].xml", "<Types/>", 8);
    add_file(z, "word/document.xml", body, sizeof body - 1);
    assert_int_equal(zip_close(z), 0);
    void *p = file_bytes(docx, &n);
    z = zip_open(folder, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add_file(z, "2018年/八号.docx", p, n);
    add_file(z, "2018年/旧.doc", "x", 1);
    add_file(z, "坏.docx", "PKx", 3);
    assert_int_equal(zip_close(z), 0);
    p = file_bytes(folder, &n);
    const char *run = upload("文件夹.zip", p, n);
    must_be(&w.b.res, 303);
    client_get(&w.b, run);
    must_have(&w.b.res, "甲发〔2018〕8号");
    must_have(&w.b.res, "关于第八件事的通知");
    must_have(&w.b.res, "旧.doc");
    must_have(&w.b.res, "不是 .docx 或 .pdf 文件");
    must_have(&w.b.res, "损坏");
    upload("乱.zip", "abc", 3);
    must_be(&w.b.res, 422);
    upload("a.txt", "abc", 3);
    must_be(&w.b.res, 422);
}

/* As offices keep them: a title across the sheet, a header of two lines, one unit for several rows,
 * formulas with their values, one with an error; wrong brackets, a number twice for two texts. */
static void merged_cells_and_formulas_are_read(void **state)
{
    (void)state;
    const char *path = arena_printf(w.a, "%s/merged.xlsx", test_dir());
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *s = workbook_add_worksheet(book, "发文登记");
    worksheet_merge_range(s, 0, 0, 0, 4, "县甲局2018年发文登记簿", NULL);
    worksheet_merge_range(s, 1, 0, 2, 0, "文号", NULL);
    worksheet_merge_range(s, 1, 1, 2, 1, "标题", NULL);
    worksheet_merge_range(s, 1, 2, 1, 4, "印发情况", NULL);
    worksheet_write_string(s, 2, 2, "成文日期", NULL);
    worksheet_write_string(s, 2, 3, "发文机关", NULL);
    worksheet_write_string(s, 2, 4, "公开方式", NULL);
    worksheet_merge_range(s, 3, 3, 6, 3, "县甲局", NULL);
    static const char *const numbers[] = {
        "己字〔2018〕1号", "己字（2018）2号", "己字〔2018〕1号", "己字〔2018〕4号"};
    for (lxw_row_t i = 0; i < 4; i++) {
        worksheet_write_string(s, 3 + i, 0, numbers[i], NULL);
        worksheet_write_string(s, 3 + i, 2, "2018-03-06", NULL);
    }
    worksheet_write_formula_str(
        s, 3, 1, "=CONCATENATE(\"关于\",\"甲事的通知\")", NULL, "关于甲事的通知");
    worksheet_write_string(s, 4, 1, "关于乙事的通知", NULL);
    worksheet_write_string(s, 5, 1, "关于丙事的通知", NULL);
    worksheet_write_formula_str(s, 6, 1, "=#REF!", NULL, "#REF!");
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    size_t n;
    void *p = file_bytes(path, &n);
    const char *run = upload("合并单元格.xlsx", p, n);
    must_be(&w.b.res, 303);
    client_get(&w.b, run);
    must_have(&w.b.res, "关于甲事的通知");
    must_have(&w.b.res, "D-BRK");
    must_have(&w.b.res, "同一文号在登记簿中还有《关于甲事的通知》");
    must_have(&w.b.res, "工作表“发文登记”第 5 行");
    must_have(&w.b.res, "确认，把 2 份补入台账");
    must_have(&w.b.res, "单元格有错误值 #REF!");
}

/* A paper of our own painter: red head, number, title, date. */
static struct buf paper(const char *number, const char *title, struct day day, size_t paragraphs)
{
    struct letter_block *blocks = ARENA_ARRAY(w.a, struct letter_block, paragraphs);
    struct letter l = letter_blank;
    struct buf out;
    struct err e = {.message = ""};
    for (size_t i = 0; i < paragraphs; i++)
        blocks[i] = (struct letter_block){.kind = BLOCK_PARAGRAPH,
            .label = "",
            .text = "各单位要按照要求，于2017年12月31日前完成整改，并把情况报县政府办公室，"
                    "逾期没有完成的，说明原因。",
            .table = NULL};
    l.head = HEAD_RED;
    l.organ = "师宗县甲局文件";
    l.number = number;
    l.title = title;
    l.addressee = "各科室";
    l.blocks = blocks;
    l.n_blocks = paragraphs;
    l.signature = "师宗县甲局";
    l.date = day;
    buf_init(&out, 0);
    if (letter_pdf(&l, &out, NULL, &e))
        fail_msg("%s", e.message);
    return out;
}

static const struct claim *claim_at(const struct claims *c, const char *place)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->list[i].place, place))
            return &c->list[i];
    fail_msg("no claim of %s", place);
    return NULL;
}

/* A folder of PDFs: number, title, issuer and date are read from the pages, also from the last of
 * many; a scan, one with a password, a torn one and one that is no PDF are listed with the reason,
 * each its own. */
static void a_folder_of_pdfs_is_read(void **state)
{
    (void)state;
    struct buf one =
        paper("甲发〔2018〕9号", "师宗县甲局关于第九件事的通知", day_of(2018, 3, 9), 2);
    struct buf many =
        paper("甲发〔2018〕10号", "师宗县甲局关于第十件事的通知", day_of(2018, 3, 10), 70);
    struct paper_bytes scan = test_pdf_page(
        w.a, "q 400 0 0 500 100 150 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x10\xf0\xf0\x10 EI Q");
    struct paper_bytes locked = test_pdf_encrypted(w.a);
    const char *folder = arena_printf(w.a, "%s/pdf.zip", test_dir());
    struct claims c;
    struct err e = {.message = ""};
    size_t n;
    zip_t *z = zip_open(folder, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    add_file(z, "2018/九号.pdf", one.p, one.n);
    add_file(z, "2018/十号.PDF", many.p, many.n);
    add_file(z, "扫描.pdf", scan.p, scan.n);
    add_file(z, "加密.pdf", locked.p, locked.n);
    add_file(z, "残缺.pdf", one.p, 300);
    add_file(z, "不是.pdf", "随便写的", 12);
    assert_int_equal(zip_close(z), 0);
    claims_init(&c, w.a);
    if (claims_of_zip(&c, folder, test_dir(), &e))
        fail_msg("%s", e.message);
    assert_int_equal(c.n, 6);
    static const struct {
        const char *place, *number, *title, *day, *unread;
    } want[] = {{"九号.pdf", "甲发〔2018〕9号", "师宗县甲局关于第九件事的通知", "2018-03-09", ""},
        {"十号.PDF", "甲发〔2018〕10号", "师宗县甲局关于第十件事的通知", "2018-03-10", ""},
        {"扫描.pdf", "", "", "", "扫描件"}, {"加密.pdf", "", "", "", "密码"},
        {"残缺.pdf", "", "", "", "损坏"}, {"不是.pdf", "", "", "", "PDF"}};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct claim *k = claim_at(&c, want[i].place);
        char day[11];
        if (!strstr(k->unread, want[i].unread) || (!*want[i].unread && *k->unread))
            fail_msg("%s: %s", k->place, k->unread);
        assert_string_equal(k->doc_no, want[i].number);
        assert_string_equal(k->title, want[i].title);
        assert_string_equal(day_text(k->formed_on, day), want[i].day);
        assert_string_equal(k->issuer, *want[i].unread ? "" : "师宗县甲局");
    }
    void *p = file_bytes(folder, &n);
    client_get(&w.b, upload("PDF.zip", p, n));
    must_have(&w.b.res, "确认，把 2 份补入台账");
    must_have(&w.b.res, "加密.pdf");
    buf_release(&one);
    buf_release(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sheets_are_read),
        cmocka_unit_test(texts_tell_of_themselves), cmocka_unit_test(claims_are_matched),
        cmocka_unit_test(a_register_is_confirmed_once), cmocka_unit_test(a_folder_is_read),
        cmocka_unit_test(a_folder_of_pdfs_is_read),
        cmocka_unit_test(merged_cells_and_formulas_are_read)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
