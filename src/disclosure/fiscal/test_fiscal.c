/* Fiscal tables.
 * RULE F-META, F-AMT, F-3G-1, F-3G-2, F-3G-3, F-3G-4, F-SUM, F-ROUND, F-DIFF, F-PCT
 * RULE F-LOGIC, F-WORD, F-TEXT, F-FEE-NAME, F-FEE-BASIS, F-FEE-STD, F-FEE-DUP
 * RULE F-FEE-DOCNO, F-FEE-YEAR, F-FUND-NAME, F-FUND-BASIS, F-FUND-DUP
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/fiscal.h"
#include "disclosure/fiscal/finding.h"
#include "tests/test.h"

#define S "{\"kind\":\"sangong\",\"unit\":\"万元\","
#define AMOUNTS(x) S "\"amounts\":{" x "}}"
#define ROW(name, cells) "\"" name "\":{" cells "}"
#define FINAL(v) "\"final\":\"" v "\""

static const struct {
    const char *in, *expect; /* "[]" or parts of the output, separated by | */
} cases[] = {
    {AMOUNTS(ROW("total", FINAL("10.00")) "," ROW("abroad", FINAL("0")) "," ROW(
         "vehicle_total", FINAL("6.50")) "," ROW("reception", FINAL("3.50"))),
        "[]"},
    {AMOUNTS(ROW("total", FINAL("832.05")) "," ROW("abroad", FINAL("0")) "," ROW(
         "vehicle_total", FINAL("310.37")) "," ROW("reception", FINAL("521.67"))),
        "\"id\":\"F-ROUND\",\"cell\":\"amounts.total.final\",\"expected\":\"832.04\",\"actual\":"
        "\"832.05\""},
    {AMOUNTS(ROW("vehicle_total", FINAL("6.50")) "," ROW("vehicle_buy", FINAL("1.00")) "," ROW(
         "vehicle_run", FINAL("5.00"))),
        "\"id\":\"F-SUM\",\"cell\":\"amounts.vehicle_total.final\""},
    {AMOUNTS(ROW("reception", FINAL("3.50")) "," ROW("reception_domestic", FINAL("3.50"))), "[]"},
    {AMOUNTS(ROW("abroad", FINAL(""))), "\"id\":\"F-AMT\",\"cell\":\"amounts.abroad.final\""},
    {AMOUNTS(ROW("abroad", "\"final\":null")), "\"id\":\"F-AMT\""},
    {AMOUNTS(ROW("abroad", FINAL("约3"))), "\"id\":\"F-AMT\""},
    {AMOUNTS(ROW("reception_domestic", FINAL(""))), "\"id\":\"F-3G-3\""},
    {AMOUNTS(ROW("total",
         "\"previous\":\"10.00\",\"final\":\"9.00\",\"change\":\"-1.00\",\"change_pct\":\"-10%\"")),
        "[]"},
    {AMOUNTS(ROW("total", "\"previous\":\"10.00\",\"final\":\"9.00\",\"change\":\"1.00\"")),
        "\"id\":\"F-DIFF\",\"cell\":\"amounts.total.change\",\"expected\":\"-1.00\""},
    {AMOUNTS(ROW("total", "\"previous\":\"14.22\",\"final\":\"13.22\",\"change_pct\":\"-7.03%\"")),
        "[]"},
    {AMOUNTS(ROW("total", "\"previous\":\"14.22\",\"final\":\"13.22\",\"change_pct\":\"-7.0%\"")),
        "[]"},
    {AMOUNTS(ROW("total", "\"previous\":\"14.22\",\"final\":\"13.22\",\"change_pct\":\"-7.3%\"")),
        "\"id\":\"F-PCT\",\"cell\":\"amounts.total.change_pct\",\"expected\":\"-7.0\""},
    {AMOUNTS(ROW("total", "\"previous\":\"0\",\"final\":\"1.00\",\"change_pct\":\"—\"")), "[]"},
    {AMOUNTS(ROW("total", "\"previous\":\"0\",\"final\":\"1.00\",\"change_pct\":\"12%\"")),
        "\"id\":\"F-PCT\""},
    {AMOUNTS(
         ROW("total", "\"budget\":\"20.00\",\"final\":\"10.00\",\"completion_pct\":\"50.00%\"")),
        "[]"},
    {AMOUNTS(ROW("total", "\"budget\":\"20.00\",\"final\":\"10.00\",\"completion_pct\":\"51%\"")),
        "\"cell\":\"amounts.total.completion_pct\",\"expected\":\"50\""},
    {S "\"counts\":{\"abroad_groups\":\"\",\"vehicle_stock\":-1,\"reception_people\":\"3.5\"}}",
        "\"id\":\"F-3G-1\",\"cell\":\"counts.abroad_groups\"|\"id\":\"F-3G-2\"|\"id\":\"F-3G-3\""},
    {S "\"counts\":{\"abroad_groups\":0,\"abroad_people\":3}}",
        "\"id\":\"F-LOGIC\",\"cell\":\"counts.abroad_groups\""},
    {S "\"counts\":{\"reception_batches\":9,\"reception_people\":3},\"amounts\":{" ROW(
         "reception", FINAL("1.00")) "}}",
        "\"id\":\"F-LOGIC\",\"cell\":\"counts.reception_people\""},
    {S "\"counts\":{\"vehicle_bought\":1},\"amounts\":{" ROW("vehicle_buy", FINAL("0")) "}}",
        "\"cell\":\"counts.vehicle_bought\""},
    {S "\"unit_name\":\"\",\"year\":null}",
        "\"id\":\"F-META\",\"cell\":\"unit_name\"|\"cell\":\"year\""},
    {S "\"reason\":\"无\"}", "[]"},
    {S "\"reason\":\"\"}", "\"id\":\"F-3G-4\""},
    {S "\"reason\":\"持平\",\"amounts\":{" ROW("total", "\"previous\":\"1\",\"final\":\"2\"") "}}",
        "\"id\":\"F-3G-4\""},
    {S "\"reason\":\"严格执行公务接待制度，接待批次减少\",\"amounts\":{" ROW(
         "total", "\"previous\":\"2\",\"final\":\"1\"") "}}",
        "[]"},
    {S "\"text\":\"“三公”经费决算10.00万元，比上年增加1.00万元\",\"amounts\":{" ROW(
         "total", "\"previous\":\"11.00\",\"final\":\"10.00\",\"change\":\"-1.00\"") "}}",
        "\"id\":\"F-WORD\",\"cell\":\"text\",\"expected\":\"减少\""},
    {S "\"text\":\"“三公”经费决算10.00万元，比上年减少1.00万元，下降9.09%\",\"amounts\":{" ROW(
         "total", "\"previous\":\"11.00\",\"final\":\"10.00\",\"change\":\"-1.00\",\"change_pct\":"
                  "\"-9.09%\"") "}}",
        "[]"},
    {S "\"text\":\"公务接待费3.20万元\",\"amounts\":{" ROW("reception", FINAL("3.50")) "}}",
        "\"id\":\"F-TEXT\",\"cell\":\"text\""},
    {S "\"text\":\"公务接待费35000元\",\"amounts\":{" ROW("reception", FINAL("3.50")) "}}", "[]"},
    {"{\"kind\":\"fees\",\"year\":2017,\"for_year\":2018,\"rows\":[]}",
        "\"id\":\"F-FEE-YEAR\",\"cell\":\"year\""},
    {"{\"kind\":\"fees\",\"year\":2018,\"for_year\":2018,\"rows\":[{\"dept\":\"教育\",\"name\":"
     "\"学费\",\"basis\":\"\","
     "\"standard\":\"\",\"sub\":[{\"name\":\"高中\",\"basis\":\"云价收费〔2014〕1号\",\"standard\":"
     "\"350元\"}]}]}",
        "[]"},
    {"{\"kind\":\"fees\",\"year\":2018,\"for_year\":2018,\"rows\":[{\"dept\":\"教育\",\"name\":"
     "\"学费\",\"basis\":\"无\","
     "\"standard\":\"10元\"},{\"dept\":\"教育\",\"name\":\"学费\",\"basis\":\"云价收费[2014]1号\","
     "\"standard\":\"/\"}]}",
        "\"id\":\"F-FEE-BASIS\",\"cell\":\"rows[0].basis\"|\"id\":\"F-FEE-STD\",\"cell\":\"rows[1]."
        "standard\"|"
        "\"id\":\"F-FEE-DUP\",\"cell\":\"rows[1].name\"|\"id\":\"F-FEE-DOCNO\",\"cell\":\"rows[1]."
        "basis\""},
    {"{\"kind\":\"fees\",\"year\":2018,\"for_year\":2018,\"rows\":[{\"dept\":\"教育\",\"name\":"
     "\"学费\",\"basis\":\"甲\","
     "\"standard\":\"\",\"sub\":[{\"name\":\"高中\",\"standard\":\"1元\"},{\"name\":\"\","
     "\"standard\":\"\"}]}]}",
        "\"id\":\"F-FEE-STD\",\"cell\":\"rows[0].sub[1].standard\""},
    {"{\"kind\":\"funds\",\"rows\":[{\"name\":\"\",\"basis\":\"—\"},{\"name\":\"甲\",\"basis\":"
     "\"乙\"},{\"name\":\"甲\",\"basis\":\"乙\"}]}",
        "\"id\":\"F-FUND-NAME\",\"cell\":\"rows[0].name\"|\"id\":\"F-FUND-BASIS\"|\"id\":\"F-FUND-"
        "DUP\",\"cell\":\"rows[2].name\""},
};

/* The same judge as in the grid. RULE F-AMT, F-UNIT, F-META */
static const struct {
    const char *in, *expect;
} strict[] = {
    {AMOUNTS(ROW("abroad", FINAL("-3.00"))), "\"id\":\"F-AMT\"|不能是负数"},
    {AMOUNTS(ROW("abroad", "\"budget\":-3")), "不能是负数"},
    {AMOUNTS(ROW("abroad", "\"change\":\"-3.00\"")), "[]"},
    {AMOUNTS(ROW("abroad", FINAL("9,0.00"))), "\"id\":\"F-AMT\"|千位分隔号"},
    {AMOUNTS(ROW("abroad", FINAL("1234,567.00"))), "千位分隔号"},
    {AMOUNTS(ROW("abroad", FINAL("1,234.5,6"))), "千位分隔号"},
    {AMOUNTS(ROW("abroad", FINAL("1,234.56"))), "[]"},
    {AMOUNTS(ROW("abroad", FINAL("1，234.56"))), "[]"},
    {AMOUNTS(ROW("abroad", FINAL("100000000"))), "\"id\":\"F-AMT\"|可能把元当成万元"},
    {AMOUNTS(ROW("abroad", FINAL("1000000000000"))), "\"id\":\"F-AMT\"|数字太大"},
    {AMOUNTS(ROW("abroad", "\"final\":1000000000000")), "数字太大"},
    {"{\"kind\":\"sangong\",\"unit\":\"元\",\"amounts\":{\"abroad\":{\"final\":\"100000000\"}}}",
        "[]"},
    {"{\"kind\":\"sangong\",\"unit\":\"千元\"}", "\"id\":\"F-UNIT\",\"cell\":\"unit\""},
    {S "\"text\":\"公务接待费35000万元\",\"amounts\":{" ROW("reception", FINAL("3.50")) "}}",
        "\"id\":\"F-UNIT\",\"cell\":\"text\""},
    {S "\"text\":\"公务接待费3.50元\",\"amounts\":{" ROW("reception", FINAL("3.50")) "}}",
        "\"id\":\"F-UNIT\",\"cell\":\"text\""},
    {S "\"year\":2017,\"text\":\"2016年公务接待费3.50万元\",\"amounts\":{" ROW(
         "reception", FINAL("3.50")) "}}",
        "\"id\":\"F-META\",\"cell\":\"text\",\"expected\":\"2017\",\"actual\":\"2016\""},
    {S "\"year\":2017,\"text\":\"2017年公务接待费3.50万元，比2016年持平\",\"amounts\":{" ROW(
         "reception", FINAL("3.50")) "}}",
        "[]"},
};

/* What is no table at all: refused with the place and what it should be. */
static void wrong_shapes(void **state)
{
    (void)state;
    static const struct {
        const char *in, *place;
    } shapes[] = {{"[]", "JSON 对象"}, {"{\"kind\":\"x\"}", "kind"},
        {S "\"amounts\":[]}", "amounts "}, {S "\"amounts\":{\"totall\":{}}}", "amounts.totall "},
        {S "\"amounts\":{\"total\":\"1\"}}", "amounts.total "},
        {S "\"amounts\":{\"total\":{\"finale\":\"1\"}}}", "amounts.total.finale "},
        {S "\"amounts\":{\"total\":{\"final\":[1]}}}", "amounts.total.final "},
        {S "\"counts\":{\"cars\":1}}", "counts.cars "}, {S "\"year\":\"二〇一八\"}", "year "},
        {S "\"year\":18}", "year "}, {S "\"unit_name\":3}", "unit_name "},
        {"{\"kind\":\"fees\",\"year\":2018}", "rows "},
        {"{\"kind\":\"fees\",\"rows\":{}}", "rows "},
        {"{\"kind\":\"fees\",\"rows\":[1]}", "rows[0] "},
        {"{\"kind\":\"funds\",\"rows\":[{\"name\":\"a\",\"basis\":3}]}", "rows[0].basis "},
        {"{\"kind\":\"fees\",\"rows\":[{\"sub\":{}}]}", "rows[0].sub "},
        {"{\"kind\":\"fees\",\"rows\":[{\"sub\":[{\"sub\":[]}]}]}", "rows[0].sub[0] "}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const struct json *j;
        struct err e = {.st = ST_OK};
        struct buf out;
        buf_init(&out, 0);
        assert_int_equal(json_parse(a, shapes[i].in, strlen(shapes[i].in), &j, &e), ST_OK);
        if (fiscal_check(a, j, &out, &e) != ST_INVALID || !strstr(e.message, shapes[i].place))
            fail_msg("%s: %s", shapes[i].in, e.message);
        assert_int_equal(out.n, 0);
        buf_release(&out);
    }
    arena_free(&a);
}

static int judge(struct arena *a, const char *text, const char *expect)
{
    const struct json *j;
    struct err e = {.st = ST_OK};
    struct buf out;
    int wrong = 0;
    buf_init(&out, 0);
    if (json_parse(a, text, strlen(text), &j, &e) || fiscal_check(a, j, &out, &e))
        fail_msg("%s: %s", text, e.message);
    bool none = strcmp(expect, "[]") == 0;
    if (none && strcmp(buf_str(&out), "[]") != 0 && ++wrong)
        print_error("%s: %s\n", text, buf_str(&out));
    char *save = NULL, *want = arena_strdup(a, expect);
    for (char *p = none ? NULL : strtok_r(want, "|", &save); p; p = strtok_r(NULL, "|", &save))
        if (!strstr(buf_str(&out), p) && ++wrong)
            print_error("%s: no %s in %s\n", text, p, buf_str(&out));
    buf_release(&out);
    return wrong;
}

static void tables(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        wrong += judge(a, cases[i].in, cases[i].expect);
    for (size_t i = 0; i < COUNT_OF(strict); i++)
        wrong += judge(a, strict[i].in, strict[i].expect);
    arena_free(&a);
    assert_int_equal(wrong, 0);
}

static void printed_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool ok;
        int64_t v;
        int decimals;
    } numbers[] = {{"1,234.56", true, 1234560000, 2}, {"-7.03%", true, -7030000, 2},
        {"－0.5 ％", true, -500000, 1}, {"12.", false, 0, 0}, {"", false, 0, 0},
        {"1.2.3", false, 0, 0}, {"5%%", false, 0, 0}, {"１２", true, 12000000, 0}};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct printed p = {0, 0};
        assert_int_equal(printed_read(numbers[i].in, &p), numbers[i].ok);
        if (numbers[i].ok) {
            assert_int_equal(p.v, numbers[i].v);
            assert_int_equal(p.decimals, numbers[i].decimals);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables), cmocka_unit_test(wrong_shapes),
        cmocka_unit_test(printed_numbers)};
    return cmocka_run_group_tests_name("fiscal", tests, NULL, NULL);
}
