/* Pages of fiscal tables: the grid as a plain form, autosave, conflict, table files, public pages.
 * RULE F-FEE-YEAR
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "disclosure/fiscal/fiscal.h"
#include "disclosure/fiscal/test_fiscal.h"
#include "lib/paper/xlsx_read.h"
#include "tests/support.h"

static void get(enum who who, const char *path)
{
    client_get(&w.browsers[who], path);
    must_be_well_formed(&w.browsers[who].res);
}

static const struct loop_response *res(enum who who)
{
    return &w.browsers[who].res;
}

static int64_t id_in(const char *path)
{
    return strtoll(path + strlen("/work/fiscal/"), NULL, 10);
}

static const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

static const char *with_version(int64_t id, const char *fields)
{
    return arena_printf(w.a, "version=%lld&%s", (long long)world_entry(id).version, fields);
}

/* Typed into the form and saved: mistakes are kept, told with place and remedy, and block. */
static void typed(void **state)
{
    (void)state;
    get(CLERK, "/work/fiscal/");
    must_have(res(CLERK), "还没有填报财政表格");
    client_submit(&w.browsers[CLERK], "/work/fiscal/new", "year=2015&kind=sangong");
    must_be(res(CLERK), 303);
    int64_t id = id_in(res(CLERK)->location);
    get(CLERK, world_path(id, "edit"));
    must_be(res(CLERK), 200);
    must_have(res(CLERK), "name=\"c-0-2\"");
    client_post(&w.browsers[CLERK], world_path(id, "edit"),
        with_version(id, arena_printf(w.a,
                             "sheet=amounts&op=save&c-0-2=%s&c-1-2=-3&c-2-2=1000000000000&"
                             "t-reason=%s",
                             enc("约三"), enc("无 <b>"))));
    must_be(res(CLERK), 303);
    get(CLERK, world_path(id, "edit?sheet=amounts"));
    must_have(res(CLERK), "value=\"约三\"");
    must_have(res(CLERK), "无 &lt;b&gt;");
    must_have(res(CLERK), "不是数字");
    must_have(res(CLERK), "不能是负数");
    must_have(res(CLERK), "数字太大");
    must_have(res(CLERK), "aria-invalid=\"true\"");
    must_have(res(CLERK), "处错误");
    client_post(&w.browsers[CLERK], world_path(id, "do/submit"),
        with_version(id, arena_printf(w.a, "once=%s", "aaaaaaaaaaaaaaaaaaaaaaaa")));
    must_be(res(CLERK), 422);
    must_have(res(CLERK), "改正后才能继续");
    get(STRANGER, world_path(id, ""));
    must_be(res(STRANGER), 404);
    get(VISITOR, "/fiscal/2015/jtj/");
    must_be(res(VISITOR), 404);
}

/* What saves itself answers with the version and the cells; a stale one is refused. */
static void autosaved(void **state)
{
    (void)state;
    int64_t id = world_book(2014, "20", "19");
    const char *stale = with_version(id, "sheet=amounts&c-0-2=19.5");
    get(CLERK, world_path(id, "edit"));
    get(SECOND, world_path(id, "edit"));
    client_post(&w.browsers[CLERK], world_path(id, "autosave"), stale);
    must_be(res(CLERK), 200);
    must_have(res(CLERK), "\"c-0-2\":\"!");
    must_have(
        res(CLERK), arena_printf(w.a, "\"version\":%lld", (long long)world_entry(id).version));
    client_post(&w.browsers[SECOND], world_path(id, "autosave"), stale);
    must_be(res(SECOND), 409);
    client_post(&w.browsers[SECOND], world_path(id, "edit"),
        arena_printf(w.a, "%s&c-4-2=18&op=save", stale));
    must_be(res(SECOND), 409); /* both shown, nothing written */
    must_have(res(SECOND), "您填的");
    must_have(res(SECOND), "（二）公务用车运行费 · 决算数");
    must_have(res(SECOND), "<b>18</b>");
    get(CLERK, world_path(id, "edit"));
    must_not_have(res(CLERK), "value=\"18\"");
    client_submit(
        &w.browsers[SECOND], world_path(id, "edit"), with_version(id, "sheet=amounts&c-4-2=18"));
    must_be(res(SECOND), 303);
}

/* ---- table files ---- */

static const char *saved(enum who who, const char *name)
{
    const char *path = arena_printf(w.a, "%s/%s", w.c.data_dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fwrite(res(who)->body, 1, res(who)->body_bytes, f);
    fclose(f);
    return path;
}

static void upload_as(enum who who, int64_t id, const char *path)
{
    static char bytes[200000];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    get(who, world_path(id, ""));
    const char *version = arena_printf(w.a, "%lld", (long long)world_entry(id).version);
    client_upload(&w.browsers[who], world_path(id, "upload"),
        (const char *const[]){"version", version, NULL},
        &(struct client_file){"file", "t.xlsx", bytes, n});
}

static void upload(int64_t id, const char *path)
{
    upload_as(CLERK, id, path);
}

static void write_bad(const char *path)
{
    static const char *const heads[] = {"项目", "预算数", "上年决算数", "决算数"};
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *s = workbook_add_worksheet(book, "支出表");
    for (lxw_col_t c = 0; c < 4; c++)
        worksheet_write_string(s, 0, c, heads[c], NULL);
    worksheet_write_string(s, 1, 0, "合计", NULL);
    worksheet_write_formula_num(s, 1, 1, "=B3+B4", NULL, 20);
    worksheet_write_string(s, 1, 2, "约二十", NULL);
    worksheet_write_number(s, 1, 3, 19, NULL);
    worksheet_write_string(s, 2, 0, "一、因公出国（境）费", NULL);
    worksheet_merge_range(s, 2, 1, 2, 3, "0", NULL);
    worksheet_write_string(s, 3, 0, "其他费用", NULL);
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
}

/* Down, up again unchanged; and a file with everything that goes wrong. */
static void round_trip(void **state)
{
    (void)state;
    int64_t id = world_book(2013, "20", "19.123456");
    get(CLERK, world_path(id, "table.xlsx"));
    must_be(res(CLERK), 200);
    const char *path = saved(CLERK, "a.xlsx");
    struct xlsx x;
    struct err e;
    assert_int_equal(xlsx_read(w.a, path, &x, &e), ST_OK);
    assert_int_equal(x.n_sheets, 3);
    assert_string_equal(x.sheets[0].name, "支出表");
    int64_t before = world_entry(id).version;
    upload(id, path);
    must_be(res(CLERK), 303);
    struct fiscal_entry entry = world_entry(id);
    assert_int_equal(entry.version, before + 1);
    assert_non_null(strstr(entry.draft, "\"final\":\"19.123456\""));
    assert_non_null(strstr(entry.draft, "加强公务用车管理"));
    const char *bad = arena_printf(w.a, "%s/bad.xlsx", w.c.data_dir);
    write_bad(bad);
    upload(id, bad);
    must_be(res(CLERK), 422);
    static const char *const told[] = {"B2", "是公式", "C2", "约二十", "是文字", "C3", "D3",
        "合并单元格", "A4", "其他费用", "没有这一行", "原来的内容没有改动"};
    for (size_t i = 0; i < COUNT_OF(told); i++)
        must_have(res(CLERK), told[i]);
    assert_int_equal(world_entry(id).version, before + 1);
    get(CLERK, "/work/fiscal/");
    saved(CLERK, "page.xlsx"); /* no table at all */
    upload(id, arena_printf(w.a, "%s/page.xlsx", w.c.data_dir));
    must_be(res(CLERK), 422);
    must_have(res(CLERK), "<p class=\"notice-title\">不能办理</p>");
    must_not_have(res(CLERK), "class=\"problems\"");
}

/* ---- public ---- */

static void public_pages(void **state)
{
    (void)state;
    world_publish(world_book(2016, "19", "18.5"));
    int64_t id = world_book(2017, "18.5", "17.2");
    world_publish(id);
    get(VISITOR, "/fiscal/2017/jtj/");
    must_be(res(VISITOR), 200);
    must_be_golden(res(VISITOR), "fiscal-2017-jtj.html");
    get(VISITOR, "/fiscal/");
    must_have(res(VISITOR), "2017年财政公开一览");
    must_have(res(VISITOR), "师宗县公安局"); /* has not published */
    must_have(res(VISITOR), "<svg class=\"fiscal-chart wide\"");
    must_be_golden(res(VISITOR), "fiscal-2017.html");
    get(VISITOR, "/fiscal/2017/jtj/sangong.csv");
    must_have(res(VISITOR), "“三公”经费支出表,合计,20.00,18.50,17.20,-1.30,-7.03,86.00");
    get(VISITOR, "/fiscal/2017/jtj/sangong.json");
    must_have(res(VISITOR), "\"final\":\"17.20\"");
    get(VISITOR, "/api/v1/fiscal/sangong?year=2017");
    must_have(res(VISITOR), "\"missing\":[\"师宗县公安局\"");
    get(VISITOR, "/api/v1/fiscal/sangong.csv?year=2016");
    must_have(res(VISITOR), "jtj,师宗县教育体育局,2016,total,合计,20.00,19.00,18.50");
    world_done(fiscal_module.start(w.app, &w.c));
    must_be_open_data(w.app, w.a, "sangong");
    static const char *const none[] = {"/fiscal/17/", "/fiscal/9999/", "/fiscal/1012/",
        "/fiscal/2017/xxx/", "/fiscal/2011/jtj/", "/fiscal/2017/jtj/sangong.exe",
        "/fiscal/2017/jtj/fees.csv", "/fees/?year=1999"};
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        get(VISITOR, none[i]);
        must_be(res(VISITOR), 404);
    }
    get(VISITOR, "/zwgk/fdnr/czxx/");
    must_have(res(VISITOR), "师宗县教育体育局2017年“三公”经费决算");
    get(HEAD, world_path(id, ""));
    must_have(res(HEAD), "公开页面");
}

/* RULE F-FEE-YEAR: visitors are told that the list is an old one. */
static void old_list(void **state)
{
    (void)state;
    struct fiscal_see see = world_see(FCLERK);
    struct fiscal_entry e;
    struct fiscal_book b;
    int64_t id;
    const char *cells[] = {"公安", "103", "工本费", "发改价格〔2003〕2322号", "", "20元"};
    world_begin(FCLERK);
    world_done(fiscal_open(&w.c, &see, 2017, fiscal_kind_find("fees"), &id));
    world_done(fiscal_entry_get(&w.c, id, &e));
    world_done(fiscal_book_of(&w.c, &e, &b));
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        world_done(fiscal_set(w.c.mem, &b.sheets[0], 0, i, cells[i], &w.c.err));
    world_done(fiscal_save(&w.c, &e, e.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
    world_done(world_move(FCLERK, id, "submit", 0, "", ""));
    world_done(world_move(FINANCE, id, "approve", 0, "", ""));
    world_done(world_move(FINANCE, id, "publish", 0, "", ""));
    get(VISITOR, "/fees/");
    must_have(res(VISITOR), "这是往年的清单");
}

/* Two people approve at once: the second is told who was faster. */
static void approved_twice(void **state)
{
    (void)state;
    int64_t id = world_book(2012, "20", "19");
    world_done(world_move(CLERK, id, "submit", 0, "", ""));
    get(HEAD, world_path(id, ""));
    const char *fields = with_version(id, "note=");
    const char *once = client_hidden(&w.browsers[HEAD], "once");
    world_done(world_move(HEAD, id, "approve", 0, "", ""));
    client_post(&w.browsers[HEAD], world_path(id, "do/approve"),
        arena_printf(w.a, "%s&once=%s", fields, once));
    must_be(res(HEAD), 409);
    must_have(res(HEAD), "刚刚被甲3办理过，现在是“待发布”");
    must_be_well_formed(res(HEAD));
}

static void set_cell(
    struct fiscal_book *b, const char *sheet, const char *row, const char *col, const char *value)
{
    struct fiscal_sheet *s = fiscal_book_sheet(b, sheet);
    world_done(fiscal_set(w.c.mem, s, fiscal_row_place(s->shape, row),
        fiscal_column_place(s->shape, col), value, &w.c.err));
}

/* The finance bureau enters the county's own budget; income and spending of both years balance. */
static void fill_county(int64_t id, const char *column, const char *prefix)
{
    static const char *const cells[][2] = {{"in_tax", "400"}, {"tax_vat", "400"},
        {"in_total", "400"}, {"in_superior", "600"}, {"in_grand", "1000"}};
    const char *income = arena_printf(w.a, "%s01", prefix);
    const char *spending = arena_printf(w.a, "%s02", prefix);
    struct fiscal_entry e;
    struct fiscal_book b;
    world_begin(FCLERK);
    world_done(fiscal_entry_get(&w.c, id, &e));
    world_done(fiscal_book_of(&w.c, &e, &b));
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        set_cell(&b, income, cells[i][0], "previous", cells[i][1]);
        set_cell(&b, income, cells[i][0], column, cells[i][1]);
    }
    static const char *const out[] = {"out_205", "out_total", "out_grand"};
    for (size_t i = 0; i < COUNT_OF(out); i++) {
        set_cell(&b, spending, out[i], "previous", "1000");
        set_cell(&b, spending, out[i], column, "1000");
    }
    static const char *const empty[] = {"03", "04", "05", "06"};
    for (size_t i = 0; i < COUNT_OF(empty); i++)
        fiscal_book_set_text(&b, arena_printf(w.a, "%s%s", prefix, empty[i]), "本县没有这项收支");
    world_done(fiscal_save(&w.c, &e, e.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
}

static struct fiscal_book book_now(int64_t id)
{
    struct fiscal_entry e = world_entry(id);
    struct fiscal_book b;
    struct err err;
    assert_int_equal(fiscal_book_read(w.a, e.kind, e.draft, &b, &err), ST_OK);
    return b;
}

static void must_be_same(const struct fiscal_book *one, const struct fiscal_book *two)
{
    for (size_t i = 0; i < one->kind->n_sheets; i++) {
        const struct fiscal_sheet *s = &one->sheets[i], *t = &two->sheets[i];
        assert_int_equal(s->n, t->n);
        for (size_t k = 0; k < s->n; k++)
            for (size_t c = 0; c < s->shape->n_columns; c++)
                assert_string_equal(fiscal_plain(w.a, s, k, c), fiscal_plain(w.a, t, k, c));
    }
    for (size_t i = 0; i < one->kind->n_texts; i++)
        assert_string_equal(one->texts[i], two->texts[i]);
}

/* RULE 5.1-20: the county government's own budget: entered by the finance bureau, 20 days from its
 * approval by the people's congress, under an address of its own. */
static void of_the_county(void **state)
{
    (void)state;
    struct fiscal_see see = world_see(CLERK);
    struct fiscal_entry e;
    int64_t id, final;
    world_begin(CLERK);
    assert_int_equal(
        fiscal_open(&w.c, &see, 2018, fiscal_kind_find("gov_budget"), &id), ST_INVALID);
    ctx_rollback(&w.c);
    get(CLERK, "/work/fiscal/");
    must_not_have(res(CLERK), "政府预算");
    get(FCLERK, "/work/fiscal/");
    must_have(res(FCLERK), "value=\"gov_final\"");
    must_have(res(FCLERK), "value=\"funds\"");
    get(FINANCE, "/work/fiscal/county?year=2018");
    client_submit(&w.browsers[FINANCE], "/work/fiscal/approval",
        "year=2018&kind=gov_budget&unit=&on=2018-09-01");
    must_be(res(FINANCE), 303);
    world_done(ctx_begin(&w.c, false));
    world_done(fiscal_entry_find(&w.c, w.finance, 2018, "gov_budget", &e));
    ctx_rollback(&w.c);
    id = e.id;
    assert_int_equal(fiscal_due(&e).n, day_of(2018, 9, 21).n);
    get(FINANCE, "/work/fiscal/county?year=2018");
    must_have(res(FINANCE), "期限 ");
    get(VISITOR, "/fiscal/2018/");
    must_have(res(VISITOR), "2018年政府预算 <span class=\"list-note\">还没有公开</span>");
    get(VISITOR, "/fiscal/2018/government/");
    must_be(res(VISITOR), 404);
    fill_county(id, "budget", "g");
    world_done(world_move(FCLERK, id, "submit", 0, "", ""));
    world_done(world_move(FINANCE, id, "approve", 0, "", ""));
    world_done(world_move(FINANCE, id, "publish", 0, "", ""));
    get(VISITOR, "/fiscal/2018/government/");
    must_be(res(VISITOR), 200);
    must_have(res(VISITOR), "2018年政府预算、决算");
    must_have(res(VISITOR), "01表 一般公共预算收入表");
    must_have(res(VISITOR), "本县没有这项收支");
    must_have(res(VISITOR), "<svg class=\"fiscal-chart wide\"");
    get(VISITOR, "/fiscal/2018/government/gov_budget.csv");
    must_have(res(VISITOR), "01表 一般公共预算收入表,增值税,400.00,400.00,0.00,0.00");
    get(VISITOR, "/fiscal/2018/government/gov_budget.json");
    must_have(res(VISITOR), "\"kind\":\"gov_budget\"");
    get(VISITOR, "/fiscal/2018/czj/"); /* it is not the bureau's own */
    must_be(res(VISITOR), 404);
    get(VISITOR, "/fiscal/2018/");
    must_have(res(VISITOR), "href=\"/fiscal/2018/government/#gov_budget\"");
    get(VISITOR, "/zwgk/fdnr/czxx/ysjs/");
    must_have(res(VISITOR), "2018年政府预算");
    must_not_have(res(VISITOR), "师宗县财政局2018年政府预算");
    /* the final accounts begin with what is public already, and come back from a table file */
    see = world_see(FCLERK);
    world_begin(FCLERK);
    world_done(fiscal_open(&w.c, &see, 2018, fiscal_kind_find("gov_final"), &final));
    world_done(ctx_commit(&w.c));
    assert_non_null(strstr(world_entry(final).draft, "\"row\":\"tax_vat\",\"budget\":\"400.00\""));
    fill_county(final, "final", "f");
    get(FCLERK, world_path(final, "table.xlsx"));
    const char *path = saved(FCLERK, "gov.xlsx");
    struct xlsx x;
    struct err err;
    assert_int_equal(xlsx_read(w.a, path, &x, &err), ST_OK);
    assert_string_equal(x.sheets[0].name, "01 一般公共预算收入");
    const struct fiscal_book before = book_now(final);
    upload_as(FCLERK, final, path);
    must_be(res(FCLERK), 303);
    const struct fiscal_book after = book_now(final);
    must_be_same(&before, &after);
}

static void county(void **state)
{
    (void)state;
    get(CLERK, "/work/fiscal/county?year=2017");
    must_be(res(CLERK), 200);
    must_not_have(res(CLERK), "登记批复日期");
    get(FINANCE, "/work/fiscal/county?year=2017");
    client_submit(
        &w.browsers[FINANCE], "/work/fiscal/approval", "year=2017&kind=budget&unit=&on=2018-09-10");
    must_be(res(FINANCE), 303);
    get(FINANCE, "/work/fiscal/county?year=2017");
    must_have(res(FINANCE), "2018-09-30");
    client_post(&w.browsers[CLERK], "/work/fiscal/setting", "reviewer=finance");
    must_be(res(CLERK), 403);
    client_submit(&w.browsers[FINANCE], "/work/fiscal/exempt",
        arena_printf(
            w.a, "exempt_unit=%lld&reason=%s", (long long)w.finance, enc("随主管部门公开")));
    must_be(res(FINANCE), 303);
    get(VISITOR, "/fiscal/2017/");
    must_have(res(VISITOR), "师宗县财政局：随主管部门公开");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(typed), cmocka_unit_test(autosaved),
        cmocka_unit_test(round_trip), cmocka_unit_test(public_pages), cmocka_unit_test(old_list),
        cmocka_unit_test(approved_twice), cmocka_unit_test(of_the_county),
        cmocka_unit_test(county)};
    return cmocka_run_group_tests_name("fiscal_pages", tests, world_open, world_close);
}
