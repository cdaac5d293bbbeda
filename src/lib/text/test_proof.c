/* Proofreading: the table of right and wrong sentences, and what needs a whole text.
 *
 * RULE T-WORD, T-SEQ, T-DATE-2, T-DATE-3, T-DATE-5, T-BR-PAIR, T-BR-NEST, T-ORD-SEQ, T-NUM-6,
 * RULE T-TITLE-P, T-UNIT, T-REF, T-DOCNO, T-PII, T-SECRET, T-REP-C, T-REP-W, T-LAW
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <time.h>

#include "lib/base/buf.h"
#include "lib/text/proof.h"
#include "lib/text/proof_numeral.h"
#include "lib/text/proof_table.h"

#define CASES DOCS "/../tests/data/proof/cases.tsv"

static struct proofreader *rules(void)
{
    struct proofreader *p;
    struct err e = {.st = ST_OK};
    if (proofreader_open("", &p, &e))
        fail_msg("%s", e.message);
    return p;
}

static char *read_file(struct arena *a, const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("no %s", path);
    struct buf b;
    char piece[4096];
    buf_init(&b, 0);
    while ((*n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, piece, *n);
    fclose(f);
    *n = b.n;
    char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

static size_t check_one(struct arena *a, const struct proofreader *p, const char *line,
    const struct proof_finding **list)
{
    struct proof_request req = {.lines = &line, .n_lines = 1, .date = day_none()};
    return proof_check(p, a, &req, list);
}

static const struct proof_finding *find_code(
    const struct proof_finding *list, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].code, code))
            return &list[i];
    return NULL;
}

static void test_cases(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct proofreader *p = rules();
    struct table_row row;
    size_t n, at = 0, bad = 0, rows = 0;
    char *text = read_file(a, CASES, &n);
    while (table_next(a, text, n, &at, &row)) {
        const struct proof_finding *list;
        bool right = row.cell[0][0] == '!';
        const char *code = row.cell[0] + right;
        assert_true(row.n >= (right ? 2 : 3));
        size_t found = check_one(a, p, row.cell[1], &list);
        bool has = find_code(list, found, code) != NULL;
        const char *mended = right ? row.cell[1] : proof_apply(a, row.cell[1], list, found);
        bool same = right || !strcmp(row.cell[2], "-") || !strcmp(row.cell[2], mended);
        if (has == right || !same) {
            bad++;
            print_error("%s: %s -> %s\n", row.cell[0], row.cell[1], mended);
        }
        rows++;
    }
    proofreader_free(&p);
    arena_free(&a);
    assert_true(rows > 400);
    assert_int_equal(bad, 0);
}

/* Counts the findings with this code in a text of several lines. */
static size_t count(const char *const *lines, size_t n, const char *date, const char *code)
{
    struct arena *a = arena_new();
    struct proofreader *p = rules();
    const struct proof_finding *list;
    struct proof_request req = {
        .lines = lines, .n_lines = n, .date = date ? day_parse(date) : day_none()};
    size_t found = proof_check(p, a, &req, &list), hits = 0;
    for (size_t i = 0; i < found; i++) {
        assert_true(list[i].line < n && list[i].from < list[i].to);
        assert_true(list[i].to <= strlen(lines[list[i].line]));
        hits += !strcmp(list[i].code, code);
    }
    proofreader_free(&p);
    arena_free(&a);
    return hits;
}
#define COUNT(date, code, ...)                                                                     \
    count((const char *const[]){__VA_ARGS__},                                                      \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), date, code)

static void test_serials(void **state)
{
    (void)state;
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、总则", "二、要求", "四、附则"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、总则", "二、要求", "三、附则"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、总则", "二、要求", "二、附则"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "（一）甲", "（二）乙", "（四）丙"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "1.甲", "2.乙", "4.丙"), 1);
    assert_int_equal(
        COUNT(NULL, "T-ORD-SEQ", "一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "第一条 甲", "第二条 乙", "第四条 丙"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "二、要求", "五、附则", "九、其他"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "1.甲", "2.乙", "1.丙", "2.丁"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "2018.9", "2018.10"), 0);
    /* the second of a list is left out, at each level */
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、总则", "三、附则"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "（一）甲", "（三）丙"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "1. 甲", "3. 丙"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "（1）甲", "（3）丙"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "第一条 甲", "第三条 丙"), 1);
    assert_int_equal(
        COUNT(NULL, "T-ORD-SEQ", "一、甲", "（一）子", "二、乙", "（一）丑", "（三）寅"), 1);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、甲", "（一）子", "（二）丑", "二、乙",
                         "（一）寅", "（二）卯"),
        0);
    /* it stands within a paragraph */
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "（一）甲；（二）乙；", "（三）丙"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "1. 甲；2. 乙；", "3. 丙"), 0);
    assert_int_equal(COUNT(NULL, "T-ORD-SEQ", "一、甲", "四、丁"), 0); /* an extract */
}

static void test_references(void **state)
{
    (void)state;
    assert_int_equal(
        COUNT(NULL, "T-REF", "第一条 甲", "第二条 乙", "第三条 违反本办法第五条的"), 1);
    assert_int_equal(
        COUNT(NULL, "T-REF", "第一条 甲", "第二条 乙", "第三条 违反本办法第二条的"), 0);
    assert_int_equal(COUNT(NULL, "T-REF", "第一条 甲", "第三条 乙", "第四条 本办法第九条"), 0);
    assert_int_equal(COUNT(NULL, "T-REF", "根据本办法第九条的规定"), 0);
    assert_int_equal(COUNT(NULL, "T-REF", "第一条 甲", "第二条 乙",
                         "第三条 依照《中华人民共和国行政处罚法》第五十条"),
        0);
}

static void test_dates_of_the_text(void **state)
{
    (void)state;
    assert_int_equal(COUNT("2018-09-12", "T-DATE-5", "于2018年8月31日前完成整改。"), 1);
    assert_int_equal(COUNT("2018-09-12", "T-DATE-5", "于2018年9月30日前完成整改。"), 0);
    assert_int_equal(COUNT(NULL, "T-DATE-5", "于2018年8月31日前完成整改。"), 0);
    assert_int_equal(COUNT("2018-09-12", "T-DATE-3", "9月12日（星期四）召开"), 1);
    assert_int_equal(COUNT("2018-09-12", "D-YEAR", "国发〔2019〕5号"), 1);
    assert_int_equal(COUNT("2018-09-12", "D-YEAR", "国发〔2018〕5号"), 0);
    /* bodies renamed in 2018 */
    assert_int_equal(COUNT("2018-09-12", "T-WORD", "报环境保护部审批"), 1);
    assert_int_equal(COUNT("2018-03-31", "T-WORD", "报环境保护部审批"), 0);
    assert_int_equal(COUNT(NULL, "T-WORD", "报环境保护部审批"), 0);
    assert_int_equal(COUNT("2018-09-12", "T-WORD", "县环境保护局负责"), 0);
    assert_int_equal(COUNT("2019-03-01", "T-WORD", "县环境保护局负责"), 1);
    assert_int_equal(COUNT("2019-03-01", "T-WORD", "原环境保护局负责"), 0);
    assert_int_equal(COUNT("2019-03-01", "T-WORD", "《环境保护部公告》"), 0);
    assert_int_equal(COUNT("2019-03-01", "T-WORD", "环境保护部门"), 0);
}

static void test_widths(void **state)
{
    (void)state;
    /* a folded source is not mended mark by mark */
    assert_int_equal(COUNT(NULL, "T-HALF", "甲,乙", "丙,丁", "戊,己", "庚,辛", "壬,癸"), 0);
    assert_int_equal(COUNT(NULL, "T-HALF", "甲,乙"), 1);
    /* quotes may run over paragraphs */
    assert_int_equal(COUNT(NULL, "T-BR-PAIR", "他说：“一要稳。", "“二要进。”"), 0);
    assert_int_equal(COUNT(NULL, "T-BR-PAIR", "他说：“一要稳。", "二要进。"), 1);
}

static void test_places(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct proofreader *p = rules();
    const struct proof_finding *list;
    assert_int_equal(check_one(a, p, "𠀀县政府布署,落实", &list), 2);
    assert_int_equal(list[0].start, 4);
    assert_int_equal(list[0].end, 6);
    assert_string_equal(list[0].text, "布署");
    assert_int_equal(list[1].start, 6);
    assert_int_equal(list[1].from, 19);
    /* personal data is shown masked only */
    assert_int_equal(check_one(a, p, "身份证１１０１０５１９４９１２３１００２Ｘ", &list), 1);
    assert_string_equal(list[0].text, "110105********002X");
    assert_int_equal(list[0].start, 3);
    assert_int_equal(list[0].end, 21);
    assert_int_equal(check_one(a, p, "卡号6222 0200 0000 0000 003", &list), 0);
    assert_int_equal(check_one(a, p, "卡号6222 0200 0000 0000 004", &list), 0);
    assert_int_equal(check_one(a, p, "", &list), 0);
    proofreader_free(&p);
    arena_free(&a);
}

static void test_accepted(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct proofreader *p = rules();
    const char *line = "统一布署，手机13800001234", *ok[] = {"T-WORD\t布署"};
    const struct proof_finding *list;
    struct proof_request req = {
        .lines = &line, .n_lines = 1, .date = day_none(), .accepted = ok, .n_accepted = 1};
    assert_int_equal(proof_check(p, a, &req, &list), 1);
    assert_string_equal(list[0].code, "T-PII");
    proofreader_free(&p);
    arena_free(&a);
}

static void test_numerals(void **state)
{
    (void)state;
    char out[32];
    for (int v = 1; v < 10000; v++) {
        size_t used, n = strlen(numeral_write(v, out));
        assert_int_equal(numeral_read(out, n, &used), v);
        assert_int_equal(used, n);
    }
}

/* Every code has a Chinese name. */
static void test_names(void **state)
{
    (void)state;
    assert_string_equal(proof_code_name("T-DATE-2"), "日期不存在");
    assert_string_equal(proof_code_name("T-CHAR"), "错别字");
}

/* RULE T-TITLE-P, T-UNIT */
static void test_what_the_caller_knows(void **state)
{
    (void)state;
    static const char *const units[] = {"师宗县教育体育局", "师宗县水务局", "师宗县税务局",
        "师宗县人民政府办公室", "师宗县城市管理综合执法局"};
    static const char *const names[] = {"师宗县城市管理执法局"}; /* an alias, near to a name */
    static const struct {
        const char *line, *code, *text, *suggest; /* code "": nothing is wrong */
        bool all;
    } rows[] = {
        {"关于印发方案的通知。", "T-TITLE-P", "。", "", false},
        {"关于印发《方案（试行）》的通知", "", "", "", false},
        {"师宗县何以变绿？", "", "", "", false},
        {"师宗县何以变绿？", "T-TITLE-P", "？", "", true},
        {"由师宗县教育休育局负责", "T-UNIT", "师宗县教育休育局", "师宗县教育体育局", false},
        {"由师宗县教体育局负责", "T-UNIT", "师宗县教体育局", "师宗县教育体育局", false},
        {"由师宗县教育和体育局负责", "T-UNIT", "师宗县教育和体育局", "师宗县教育体育局", false},
        {"师宗县人民政府办公示", "", "", "", false}, /* the last character: may be another word */
        {"师宗县人民政府", "", "", "", false},
        {"师宗县水务局、师宗县税务局", "", "", "", false},
        {"师宗县城市管理执法局", "", "", "", false},
        {"师宗县睡务局", "", "", "", false},
        {"师宗县睡务局", "T-UNIT", "师宗县睡务局", "师宗县水务局", true},
    };
    struct proofreader *p = rules();
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct proof_finding *list;
        struct proof_request req = {.lines = &rows[i].line,
            .n_lines = 1,
            .date = day_none(),
            .all = rows[i].all,
            .names = names,
            .n_names = COUNT_OF(names),
            .units = units,
            .n_units = COUNT_OF(units),
            .titled = true};
        size_t n = proof_check(p, a, &req, &list);
        if (!*rows[i].code && n)
            fail_msg("%s: %s", rows[i].line, list[0].code);
        if (!*rows[i].code)
            continue;
        const struct proof_finding *f = find_code(list, n, rows[i].code);
        if (!f || strcmp(f->text, rows[i].text) != 0 || strcmp(f->suggest[0], rows[i].suggest) != 0)
            fail_msg("%s: %s", rows[i].line, f ? f->text : "nothing");
    }
    arena_free(&a);
    proofreader_free(&p);
}

/* RULE T-LAW, T-REF: against the county's own records. */
static void test_laws(void **state)
{
    (void)state;
    static const struct proof_law laws[] = {{"师宗县政府信息公开办法", 20, false},
        {"师宗县农村公路管理办法", 31, true}, {"师宗县城镇绿化管理办法", 12, false},
        {"师宗县城镇美化管理办法", 12, false}};
    static const struct {
        const char *line, *code, *text, *suggest, *note; /* code "": nothing is wrong */
        bool all;
    } rows[] = {
        {"按照《师宗县政府信息公办法》", "T-LAW", "师宗县政府信息公办法", "师宗县政府信息公开办法",
            "", false},
        {"按照《师宗县政府信息公公开办法》", "T-LAW", "师宗县政府信息公公开办法",
            "师宗县政府信息公开办法", "", false},
        {"按照《师宗县政府信息公开办法》", "", "", "", "", true},
        {"按照《曲靖市政府信息公开办法》", "", "", "", "", true}, /* of another place */
        {"按照《师宗县农村公路管理规定》", "", "", "", "", true},
        {"按照《师宗县农村水路管理办法》", "T-LAW", "师宗县农村水路管理办法",
            "师宗县农村公路管理办法", "", true},
        {"按照《师宗县农村水路管理办法》", "", "", "", "", false}, /* may well exist */
        {"按照《师宗县城镇净化管理办法》", "", "", "", "", true},  /* near to two */
        {"《师宗县政府信息公开办法》第二十一条", "T-REF", "第二十一条", "",
            "《师宗县政府信息公开办法》共 20 条", false},
        {"《师宗县政府信息公开办法》第99条", "T-REF", "第99条", "",
            "《师宗县政府信息公开办法》共 20 条", false},
        {"《师宗县政府信息公开办法》第二十条", "", "", "", "", true},
        {"《师宗县农村公路管理办法》第四十条", "", "", "", "", false}, /* amended */
        {"《师宗县农村公路管理办法》第四十条", "T-REF", "第四十条", "",
            "《师宗县农村公路管理办法》共 31 条", true},
        {"《师宗县", "", "", "", "", true},
        {"《》《》《》第九十条", "", "", "", "", true},
    };
    struct proofreader *p = rules();
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct proof_finding *list;
        struct proof_request req = {.lines = &rows[i].line,
            .n_lines = 1,
            .date = day_none(),
            .all = rows[i].all,
            .laws = laws,
            .n_laws = COUNT_OF(laws)};
        size_t n = proof_check(p, a, &req, &list);
        const struct proof_finding *law = find_code(list, n, "T-LAW");
        const struct proof_finding *f = law ? law : find_code(list, n, "T-REF");
        if (!f != !*rows[i].code)
            fail_msg("%s: %s", rows[i].line, f ? f->code : "nothing");
        if (!f)
            continue;
        assert_string_equal(f->code, rows[i].code);
        assert_string_equal(f->text, rows[i].text);
        assert_string_equal(f->n_suggest ? f->suggest[0] : "", rows[i].suggest);
        assert_string_equal(f->note, rows[i].note);
    }
    assert_int_equal(proof_count_articles("总则\n第一条 甲\n　第二条 乙\n## 第三条\n第五条"), 3);
    assert_int_equal(proof_count_articles("见第一条"), 0);
    arena_free(&a);
    proofreader_free(&p);
}

/* What stands inside a name of the register is no wrong spelling; 5,000 names cost no time. */
static void test_protected_names(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct proofreader *p = rules();
    enum { NAMES = 5000 };
    const char *names[NAMES + 4], *line = "布署村王布署、重覆山村委会和布署", *text[200];
    for (int i = 0; i < NAMES; i++)
        names[i] = arena_printf(a, "王%c%c%d", 'a' + i % 26, 'a' + i / 26 % 26, i);
    names[NAMES] = "布署村";
    names[NAMES + 1] = "王布署";
    names[NAMES + 2] = "重覆山村";
    names[NAMES + 3] = "署";
    const struct proof_finding *list;
    struct proof_request req = {.lines = &line,
        .n_lines = 1,
        .date = day_none(),
        .names = names,
        .n_names = COUNT_OF(names)};
    assert_int_equal(proof_check(p, a, &req, &list), 1);
    assert_int_equal(list[0].start, 14); /* the last one is no name */
    for (size_t i = 0; i < COUNT_OF(text); i++)
        text[i] =
            "王明同志任师宗县财政局副局长，王芳同志任师宗县水务局局长，任职时间从发文之日算起。";
    req.lines = text;
    req.n_lines = COUNT_OF(text);
    clock_t from = clock();
    assert_int_equal(proof_check(p, a, &req, &list), 0);
    double with = (double)(clock() - from);
    req.n_names = 0;
    from = clock();
    assert_int_equal(proof_check(p, a, &req, &list), 0);
    double without = (double)(clock() - from);
    assert_true(with < 3 * without + 0.02 * CLOCKS_PER_SEC);
    proofreader_free(&p);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_the_caller_knows),
        cmocka_unit_test(test_cases), cmocka_unit_test(test_serials),
        cmocka_unit_test(test_references), cmocka_unit_test(test_dates_of_the_text),
        cmocka_unit_test(test_widths), cmocka_unit_test(test_places),
        cmocka_unit_test(test_accepted), cmocka_unit_test(test_protected_names),
        cmocka_unit_test(test_laws), cmocka_unit_test(test_numerals), cmocka_unit_test(test_names)};
    return cmocka_run_group_tests_name("proof", tests, NULL, NULL);
}
