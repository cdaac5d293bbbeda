/* Checks of whole books: sheets, codes, figures in two places, years, units of amount, bases.
 * RULE F-AMT, F-SUM, F-ROUND, F-CROSS, F-META, F-3G-4, F-YEAR, F-UNIT, F-FEE-EXPIRED
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "disclosure/fiscal/check.h"
#include "disclosure/fiscal/chart.h"
#include "tests/test.h"

static struct arena *a;
static struct err e;

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&a);
    return 0;
}

/* "sheet row col value;…"; a row of a sheet without rows is its number from 0. */
static struct fiscal_book *made(const char *kind, int year, const char *cells)
{
    struct fiscal_book *b = ARENA_NEW(a, struct fiscal_book);
    char *text = arena_strdup(a, cells), *save = NULL;
    fiscal_book_init(a, fiscal_kind_find(kind), b);
    b->year = year;
    b->unit_name = "县教育体育局";
    for (char *p = strtok_r(text, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
        char *in = NULL, *sheet = strtok_r(p, " ", &in), *row = strtok_r(NULL, " ", &in);
        char *col = strtok_r(NULL, " ", &in), *value = strtok_r(NULL, " ", &in);
        if (strcmp(sheet, "text") == 0) {
            fiscal_book_set_text(b, row, col ? col : "");
            continue;
        }
        struct fiscal_sheet *s = fiscal_book_sheet(b, sheet);
        size_t line = s->shape->rows ? fiscal_row_place(s->shape, row) : strtoul(row, NULL, 10);
        assert_int_equal(
            fiscal_set(a, s, line, fiscal_column_place(s->shape, col), value ? value : "", &e),
            ST_OK);
    }
    return b;
}

static struct fiscal_hits judged(struct fiscal_book *b, const struct fiscal_around *around)
{
    static const struct fiscal_around alone;
    struct fiscal_hits h;
    assert_int_equal(fiscal_check_book(a, b, around ? around : &alone, &h, &e), ST_OK);
    return h;
}

static const struct fiscal_hit *told(const struct fiscal_hits *h, const char *id, const char *where)
{
    for (size_t i = 0; i < h->n; i++)
        if (strcmp(h->list[i].id, id) == 0 && strstr(h->list[i].where, where))
            return &h->list[i];
    return NULL;
}

#define GOOD                                                                                       \
    "amounts total budget 30.00;amounts total previous 27.00;amounts total final 26.00;"           \
    "amounts abroad budget 0;amounts abroad previous 0;amounts abroad final 0;"                    \
    "amounts vehicle_total budget 20;amounts vehicle_total previous 18;"                           \
    "amounts vehicle_total final 17.50;amounts vehicle_buy budget 0;"                              \
    "amounts vehicle_buy previous 0;amounts vehicle_buy final 0;"                                  \
    "amounts vehicle_run budget 20;amounts vehicle_run previous 18;"                               \
    "amounts vehicle_run final 17.50;amounts reception budget 10;"                                 \
    "amounts reception previous 9;amounts reception final 8.50;"                                   \
    "amounts reception_domestic budget 10;amounts reception_domestic previous 9;"                  \
    "amounts reception_domestic final 8.50;amounts reception_foreign budget 0;"                    \
    "amounts reception_foreign previous 0;amounts reception_foreign final 0;"                      \
    "counts abroad_groups count 0;counts abroad_people count 0;counts vehicle_bought count 0;"     \
    "counts vehicle_stock count 5;counts reception_batches count 80;"                              \
    "counts reception_people count 700;text reason 压缩一般性公务接待和车辆运行费用;"

/* RULE F-AMT: what people type into cells. */
static void cells(void **state)
{
    (void)state;
    struct fiscal_hits h = judged(made("sangong", 2017, GOOD), NULL);
    assert_int_equal(h.n, 0);
    static const struct {
        const char *value, *message;
    } cases[] = {{"约3", "不是数字"}, {"-0.5", "不能是负数"}, {"1000000000000", "太大"},
        {"200000000", "太大"}, {"1,000.00%", "不是数字"}, {"", "空的"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fiscal_book *b =
            made("sangong", 2017, arena_printf(a, GOOD "amounts abroad budget %s", cases[i].value));
        h = judged(b, NULL);
        const struct fiscal_hit *hit = told(&h, "F-AMT", "因公出国");
        assert_non_null(hit);
        assert_non_null(strstr(hit->message, cases[i].message));
        assert_string_equal(hit->sheet, "amounts");
        assert_int_equal(hit->line, 1);
        assert_int_equal(hit->col, 0);
        assert_true(*fiscal_remedy(hit->id) != 0);
        assert_int_equal(fiscal_hit_at(&h, "amounts", 1, 0) != NULL, 1);
    }
}

/* The findings of the command find their cells; F-ROUND does not block. */
static void places(void **state)
{
    (void)state;
    struct fiscal_hits h = judged(
        made("sangong", 2017, GOOD "amounts total final 26.02;counts abroad_people count 3"), NULL);
    const struct fiscal_hit *round = told(&h, "F-ROUND", "合计 · 决算数");
    assert_non_null(round);
    assert_true(round->notice);
    assert_string_equal(round->expected, "26.00");
    assert_non_null(told(&h, "F-LOGIC", "因公出国（境）团组数"));
    assert_int_equal(fiscal_errors(&h), 1);
    h = judged(made("sangong", 2017, GOOD "amounts total final 27.00;text reason 持平"), NULL);
    assert_non_null(told(&h, "F-SUM", "合计 · 决算数"));
    assert_non_null(told(&h, "F-3G-4", "原因"));
    assert_int_equal(fiscal_errors(&h), 2);
}

/* RULE F-PCT: computed cells; without a base there is no percentage. */
static void computed(void **state)
{
    (void)state;
    struct fiscal_book *b = made("sangong", 2017, GOOD);
    struct fiscal_sheet *s = &b->sheets[0];
    assert_string_equal(fiscal_shown(a, s, 0, 3), "-1.00");
    assert_string_equal(fiscal_shown(a, s, 0, 4), "-3.70");
    assert_string_equal(fiscal_shown(a, s, 0, 5), "86.67");
    assert_string_equal(fiscal_shown(a, s, 1, 4), "");
    assert_int_equal(fiscal_set(a, s, 0, 2, "1234567.891", &e), ST_OK);
    assert_string_equal(fiscal_shown(a, s, 0, 2), "1,234,567.891");
    struct printed p;
    assert_true(fiscal_value(s, 0, 2, &p));
    assert_int_equal(p.v, 1234567891000); /* fen */
}

/* RULE F-YEAR, F-UNIT: against last year's table and this year's budget. */
static void years(void **state)
{
    (void)state;
    struct fiscal_book *last = made("sangong", 2016,
        "amounts total final 28.00;amounts vehicle_run final 18;amounts reception final 9.004");
    struct fiscal_book *own =
        made("budget", 2017, "b07 total budget 300000;b07 vehicle_run budget 20.00");
    struct fiscal_around around = {
        .past = {{"2016年“三公”经费决算", last}, {"2017年部门预算", own}}};
    struct fiscal_hits h = judged(made("sangong", 2017, GOOD), &around);
    const struct fiscal_hit *hit = told(&h, "F-YEAR", "合计 · 上年决算数");
    assert_non_null(hit);
    assert_string_equal(hit->expected, "28.00");
    assert_non_null(strstr(hit->message, "2016年“三公”经费决算"));
    assert_non_null(told(&h, "F-UNIT", "合计 · 预算数"));
    assert_int_equal(h.n, 2); /* fewer decimals are the same figure */
}

/* RULE F-SUM, F-CROSS, F-META: sheets of final accounts. */
static void accounts(void **state)
{
    (void)state;
    static const char good[] =
        "j01 in_general amount 100;j01 in_total amount 100;j01 in_grand amount 100;"
        "j01 out_205 amount 100;j01 out_total amount 100;j01 out_grand amount 100;"
        "j02 0 name 合计;j02 0 total 100;j02 0 grant 100;"
        "j02 1 code 205;j02 1 name 教育;j02 1 total 100;j02 1 grant 100;"
        "j03 0 name 合计;j03 0 total 100;j03 0 basic 60;j03 0 project 40;"
        "j03 1 code 205;j03 1 name 教育;j03 1 total 100;j03 1 basic 60;j03 1 project 40;"
        "j04 in_general total 100;j04 in_general general 100;j04 in_total total 100;"
        "j04 in_total general 100;j04 in_grand total 100;j04 in_grand general 100;"
        "j04 out_205 total 100;j04 out_205 general 100;j04 out_total total 100;"
        "j04 out_total general 100;j04 out_grand total 100;j04 out_grand general 100;"
        "j05 0 name 合计;j05 0 total 100;j05 0 basic 60;j05 0 project 40;"
        "j06 0 name 合计;j06 0 total 60;j06 0 staff 50;j06 0 running 10;"
        "text j07 本单位没有政府性基金收支;";
    struct fiscal_hits h = judged(made("final", 2017, good), NULL);
    assert_int_equal(h.n, 0); /* j08 begins with 2020 */
    h = judged(made("final", 2020, good), NULL);
    assert_non_null(told(&h, "F-META", "国有资本"));
    static const struct {
        const char *change, *id, *where;
    } cases[] = {
        {"j01 out_total amount 99", "F-SUM", "本年支出合计"},
        {"j01 out_total amount 99", "F-CROSS", "03 支出 · 合计"},
        {"j03 0 total 101", "F-SUM", "03 支出 · 合计"},
        {"j03 1 basic 50;j03 1 total 90", "F-CROSS", "合计 · 基本支出"},
        {"j03 2 code 20501;j03 2 total 70;j03 2 basic 60;j03 2 project 10", "F-CROSS", "教育"},
        {"j05 0 total 90;j05 0 project 30", "F-CROSS", "05 一般公共预算 · 合计"},
        {"j06 0 total 61;j06 0 running 11", "F-CROSS", "06 基本支出"},
        {"j02 1 code 2050", "F-META", "科目编码"},
        {"j02 2 code 205;j02 2 total 0", "F-META", "科目编码"},
        {"j02 1 grant 一百", "F-AMT", "财政拨款"},
        {"j01 in_grand amount 101", "F-CROSS", "收入总计"},
        {"text j07 ", "F-META", "政府性基金"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        h = judged(made("final", 2017, arena_printf(a, "%s%s", good, cases[i].change)), NULL);
        if (!told(&h, cases[i].id, cases[i].where))
            fail_msg("case %zu: no %s at %s", i, cases[i].id, cases[i].where);
    }
    h = judged(made("final", 2017, ""), NULL);
    assert_non_null(told(&h, "F-META", "01 收支总表"));
}

/* RULE F-3G-4: the reason of a budget that moves. */
static void budget_reason(void **state)
{
    (void)state;
    struct fiscal_hits h = judged(
        made("budget", 2018, "b07 total budget 10;b07 total previous 12;text reason 少"), NULL);
    assert_non_null(told(&h, "F-3G-4", "原因"));
    h = judged(made("budget", 2018, "b07 total budget 12;b07 total previous 12"), NULL);
    assert_null(told(&h, "F-3G-4", "原因"));
}

/* RULE F-FEE-EXPIRED, F-FEE-STD: parts inherit; the base knows which text has ended. */
static void catalogue(void **state)
{
    (void)state;
    struct fiscal_book *b = made("fees", 2018,
        "fees 0 dept 教育;fees 0 name 学费;fees 0 basis 云价收费〔2014〕1号;"
        "fees 1 name （1）高中;fees 1 standard 350元;fees 2 name （2）职中;"
        "fees 3 dept 公安;fees 3 name 工本费;fees 3 basis 师政发〔2009〕3号;fees 3 standard 20元");
    struct fiscal_basis basis[] = {
        {"师政发〔2009〕3号", "废止", "旧办法", "/x"}, {"云价收费〔2014〕1号", "有效", "", "/y"}};
    struct fiscal_around around = {.basis = basis, .n_basis = 2};
    struct fiscal_hits h = judged(b, &around);
    const struct fiscal_hit *hit = told(&h, "F-FEE-EXPIRED", "工本费 · 设立依据");
    assert_non_null(hit);
    assert_int_equal(hit->line, 3);
    hit = told(&h, "F-FEE-STD", "（2）职中 · 收费标准");
    assert_non_null(hit);
    assert_int_equal(hit->line, 2);
    assert_int_equal(h.n, 2);
}

/* The county's own final accounts, all of them right. */
static const char county[] =
    "f01 tax_vat previous 900;f01 tax_vat budget 1000;f01 tax_vat adjusted 1000;"
    "f01 tax_vat final 1000;"
    "f01 in_tax previous 900;f01 in_tax budget 1000;f01 in_tax adjusted 1000;"
    "f01 in_tax final 1000;"
    "f01 in_total previous 900;f01 in_total budget 1000;f01 in_total adjusted 1000;"
    "f01 in_total final 1000;"
    "f01 in_superior previous 5000;f01 in_superior budget 5200;f01 in_superior adjusted 5300;"
    "f01 in_superior final 5300;"
    "f01 in_carry previous 100;f01 in_carry budget 100;f01 in_carry adjusted 100;"
    "f01 in_carry final 100;"
    "f01 in_grand previous 6000;f01 in_grand budget 6300;f01 in_grand adjusted 6400;"
    "f01 in_grand final 6400;"
    "f02 out_205 previous 5900;f02 out_205 budget 6200;f02 out_205 adjusted 6300;"
    "f02 out_205 final 6250;"
    "f02 out_total previous 5900;f02 out_total budget 6200;f02 out_total adjusted 6300;"
    "f02 out_total final 6250;"
    "f02 out_carry previous 100;f02 out_carry budget 100;f02 out_carry adjusted 100;"
    "f02 out_carry final 150;"
    "f02 out_grand previous 6000;f02 out_grand budget 6300;f02 out_grand adjusted 6400;"
    "f02 out_grand final 6400;"
    "f05 residents_pension opening 500;f05 residents_pension income 300;"
    "f05 residents_pension spending 200;f05 residents_pension closing 600;"
    "f05 total opening 500;f05 total income 300;f05 total spending 200;f05 total closing 600;"
    "f06 general limit 900;f06 general opening 800;f06 general issued 100;"
    "f06 general repaid 50;f06 general closing 850;"
    "f06 total limit 900;f06 total opening 800;f06 total issued 100;f06 total repaid 50;"
    "f06 total closing 850;"
    "text f03 本县没有政府性基金预算收支;text f04 本县没有国有资本经营预算收支;"
    "text reason 上级补助增加，教育支出相应增加;";

/* RULE F-SUM, F-CROSS, F-META, F-LOGIC */
static void county_sound(void **state)
{
    (void)state;
    struct fiscal_hits h = judged(made("gov_final", 2017, county), NULL);
    for (size_t i = 0; i < h.n; i++)
        fail_msg("%s %s %s", h.list[i].id, h.list[i].where, h.list[i].message);
}

static void county_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *change, *id, *where;
    } cases[] = {
        {"f01 in_tax final 999", "F-SUM", "一、税收收入 · 决算数"},
        {"f01 in_grand final 6401", "F-SUM", "收入总计 · 决算数"},
        {"f01 in_grand adjusted 6401", "F-CROSS", "收入总计 · 调整预算数"},
        {"f02 out_205 budget 6199", "F-SUM", "一般公共预算支出合计 · 预算数"},
        {"f05 residents_pension closing 601", "F-SUM", "城乡居民基本养老保险基金 · 年末滚存结余"},
        {"f05 total income 301", "F-SUM", "社会保险基金合计 · 本年收入"},
        {"f06 general closing 851", "F-SUM", "一般债务 · 年末余额"},
        {"f06 general limit 849", "F-LOGIC", "一般债务 · 年末余额"},
        {"f03 in_land final 5", "F-SUM", "政府性基金预算收入合计 · 决算数"},
        {"f01 tax_vat final 约一千", "F-AMT", "增值税 · 决算数"},
        {"f01 tax_vat final -1", "F-AMT", "增值税 · 决算数"},
        {"text f04 ", "F-META", "国有资本经营预算表"},
        {"text reason 增加", "F-META", "收支增减变化说明"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fiscal_hits h =
            judged(made("gov_final", 2017, arena_printf(a, "%s%s", county, cases[i].change)), NULL);
        if (!told(&h, cases[i].id, cases[i].where))
            fail_msg("case %zu: no %s at %s", i, cases[i].id, cases[i].where);
    }
}

/* RULE F-YEAR, F-UNIT: the budget it carries out, last year's balances. */
static void county_past(void **state)
{
    (void)state;
    struct fiscal_book *own =
        made("gov_budget", 2017, "g01 tax_vat budget 999;g02 out_205 budget 62000000");
    struct fiscal_book *last = made("gov_final", 2016,
        "f01 in_tax final 901;f02 out_carry final 99;f05 residents_pension closing 499");
    struct fiscal_around around = {.past = {{"2016年政府决算", last}, {"2017年政府预算", own}}};
    struct fiscal_hits h = judged(made("gov_final", 2017, county), &around);
    assert_non_null(told(&h, "F-YEAR", "增值税 · 预算数"));
    assert_non_null(told(&h, "F-UNIT", "教育支出 · 预算数"));
    assert_non_null(told(&h, "F-YEAR", "一、税收收入 · 上年决算数"));
    assert_non_null(told(&h, "F-YEAR", "上年结余收入 · 决算数"));
    assert_non_null(told(&h, "F-YEAR", "年终结余 · 上年决算数"));
    assert_non_null(told(&h, "F-YEAR", "城乡居民基本养老保险基金 · 上年结余"));
    assert_int_equal(h.n, 6);
}

/* A draft is kept as typed, mistakes and all; too many lines are refused. */
static void kept(void **state)
{
    (void)state;
    struct fiscal_book
        *b = made("final", 2017,
            "j01 in_total amount 约\"三\";j02 0 name 合计;j02 2 code 205;text text 第一行"),
        again;
    struct buf out;
    buf_init(&out, 0);
    fiscal_tidy(&b->sheets[1]);
    fiscal_book_write(b, &out);
    assert_int_equal(
        fiscal_book_read(a, b->kind, arena_strndup(a, out.p, out.n), &again, &e), ST_OK);
    size_t line = fiscal_row_place(again.sheets[0].shape, "in_total");
    assert_string_equal(again.sheets[0].lines[line].cell[0], "约\"三\"");
    assert_int_equal(again.sheets[1].n, 2);
    assert_string_equal(again.sheets[1].lines[1].cell[0], "205");
    assert_string_equal(fiscal_book_text(&again, "text"), "第一行");
    assert_int_equal(fiscal_set(a, &again.sheets[1], FISCAL_LINES, 0, "x", &e), ST_TOO_BIG);
    assert_int_equal(fiscal_set(a, &again.sheets[0], 99, 0, "x", &e), ST_INVALID);
    buf_release(&out);
}

static void keys_are_columns(const struct fiscal_shape *s, const char *keys)
{
    char *list = arena_strdup(a, keys ? keys : ""), *save = NULL;
    for (char *p = strtok_r(list, " ", &save); p; p = strtok_r(NULL, " ", &save))
        assert_true(fiscal_column_place(s, p) < s->n_columns);
}

/* Every shape is whole: the keys it names are there. */
static void shapes(void **state)
{
    (void)state;
    for (size_t k = 0; k < n_fiscal_kinds; k++) {
        assert_true(fiscal_kinds[k].n_sheets <= FISCAL_SHEETS);
        assert_true(fiscal_kinds[k].n_texts <= FISCAL_TEXTS);
        for (size_t i = 0; i < fiscal_kinds[k].n_sheets; i++) {
            const struct fiscal_shape *s = &fiscal_kinds[k].sheets[i];
            assert_true(s->n_columns <= FISCAL_COLUMNS);
            for (size_t c = 0; c < s->n_columns; c++)
                if (!fiscal_typed(&s->columns[c])) {
                    assert_true(fiscal_column_place(s, s->columns[c].of) < s->n_columns);
                    assert_true(fiscal_column_place(s, s->columns[c].base) < s->n_columns);
                }
            for (size_t side = 0; side < 2; side++) {
                keys_are_columns(s, s->balance[side]);
                keys_are_columns(s, s->most[side]);
            }
            if (fiscal_kinds[k].chart && !strcmp(fiscal_kinds[k].chart, s->key))
                keys_are_columns(s, fiscal_kinds[k].chart_columns);
            for (size_t r = 0; r < s->n_rows; r++) {
                char *list = arena_strdup(a, s->rows[r].sum ? s->rows[r].sum : ""), *save = NULL;
                for (char *p = strtok_r(list, " ", &save); p; p = strtok_r(NULL, " ", &save))
                    assert_true(fiscal_row_place(s, p) < s->n_rows);
            }
        }
    }
}

static void chart(void **state)
{
    (void)state;
    struct buf out;
    struct fiscal_chart_row rows[] = {{"甲<局>", {10000000, 20000000, -1}}, {"乙局", {0, -1, -1}}};
    buf_init(&out, 0);
    fiscal_chart(&out, a, &(struct fiscal_chart){"比较", {"上年", "本年"}, 2, rows, 2});
    assert_non_null(strstr(out.p, "甲&lt;局&gt;"));
    assert_non_null(strstr(out.p, ">20.00</text>"));
    assert_non_null(strstr(out.p, "width=\"388\"")); /* the longest fills the room */
    assert_null(strstr(out.p, "style="));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells), cmocka_unit_test(places),
        cmocka_unit_test(computed), cmocka_unit_test(years), cmocka_unit_test(accounts),
        cmocka_unit_test(budget_reason), cmocka_unit_test(county_sound),
        cmocka_unit_test(county_wrong), cmocka_unit_test(county_past), cmocka_unit_test(catalogue),
        cmocka_unit_test(kept), cmocka_unit_test(shapes), cmocka_unit_test(chart)};
    return cmocka_run_group_tests_name("fiscal_book", tests, begin, end);
}
