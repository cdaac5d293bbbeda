/* The tables as values: real reports, reading and writing, sums, what looks copied.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/json.h"
#include "request/report/report.h"
#include "tests/arena.h"
#include "tests/support.h"

static int row_of(enum report_format f, const char *id)
{
    size_t n;
    const struct report_row *rows = report_rows(f, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].id, id) == 0)
            return (int)i;
    fail_msg("no row %s", id);
    return -1;
}

/* ---- real reports ---- */

static const char *whole_file(const char *path)
{
    static char text[1 << 20];
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f)
        fclose(f);
    text[n] = '\0';
    return arena_strdup(mem, text);
}

static const char *const shared_rows[][2] = {{"new", "r1"}, {"carried_in", "r2"},
    {"granted", "r3.1"}, {"partial", "r3.2"}, {"deny_secret", "r3.3.1"}, {"deny_law", "r3.3.2"},
    {"deny_safety", "r3.3.3"}, {"deny_third_party", "r3.3.4"}, {"deny_internal", "r3.3.5"},
    {"deny_process", "r3.3.6"}, {"deny_case_file", "r3.3.7"}, {"deny_query", "r3.3.8"},
    {"cannot_no_info", "r3.4.1"}, {"cannot_create", "r3.4.2"}, {"cannot_unclear", "r3.4.3"},
    {"no_petition", "r3.5.1"}, {"no_repeat", "r3.5.2"}, {"no_publication", "r3.5.3"},
    {"no_mass", "r3.5.4"}, {"no_confirm", "r3.5.5"}, {"other_no_correction", "r3.6.1"},
    {"other_no_fee", "r3.6.2"}, {"other_other", "r3.6.3"}, {"total_done", "r3.7"},
    {"carried_out", "r4"}};

static void set_row3(struct report_table *t, const char *name, const long long v[7])
{
    for (size_t i = 0; i < COUNT_OF(shared_rows); i++)
        if (strcmp(shared_rows[i][0], name) == 0)
            for (int j = 0; j < REPORT_COLUMNS; j++)
                t->table3[row_of(t->format, shared_rows[i][1])][j] = v[j];
}

/* One city's report from the shared tables; false where they are not installed. */
static bool real(const char *city, int year, struct report_table *t)
{
    const char *path = test_shared("data/reports/annual_report_table3.tsv");
    if (!path)
        return false;
    *t = (struct report_table){.format = REPORT_2021, .year = year, .organ = "示例市人民政府"};
    char *text = arena_strdup(mem, whole_file(path)), *save = NULL, report[40], name[40];
    long long v[15];
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (sscanf(line, "%39s %39s %lld %lld %lld %lld %lld %lld %lld", report, name, &v[0], &v[1],
                &v[2], &v[3], &v[4], &v[5], &v[6]) == 9 &&
            strcmp(report, city) == 0)
            set_row3(t, name, v);
    text = arena_strdup(mem, whole_file(test_shared("data/reports/annual_report_table4.tsv")));
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        int n = 0;
        char *rest = line + strcspn(line, "\t");
        if (strncmp(line, city, strlen(city)) != 0)
            continue;
        for (char *p = rest; n < 15 && *p; n++)
            v[n] = strtoll(p, &p, 10);
        for (int i = 0; i < n; i++)
            t->table4[i / REPORT_RESULTS][i % REPORT_RESULTS] = v[i];
    }
    return true;
}

static size_t findings(
    const struct report_table *t, const struct report_table *before, struct report_finding **list)
{
    size_t n;
    struct err e = {.st = ST_OK};
    if (report_findings(mem, t, before, list, &n, &e))
        fail_msg("%s", e.message);
    return n;
}

/* RULE T1, T2, T3, T5, T7: three published reports hold. RULE T4: and follow each other. */
static void real_reports(void **state)
{
    (void)state;
    static const struct {
        const char *city;
        int year;
    } list[] = {{"huaian_2024", 2024}, {"suqian_2023", 2023}, {"suqian_2024", 2024}};
    struct report_table t, before;
    struct report_finding *found;
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        if (!real(list[i].city, list[i].year, &t))
            skip();
        size_t n = findings(&t, NULL, &found);
        if (n)
            fail_msg("%s: %s %s", list[i].city, found[0].cell, found[0].message);
        assert_true(t.table3[0][6] > 3000);
    }
    assert_true(real("suqian_2023", 2023, &before));
    t.has_previous = true;
    memcpy(t.previous_r4, before.table3[row_of(REPORT_2021, "r4")], sizeof t.previous_r4);
    assert_int_equal(findings(&t, &before, &found), 0);
    t.previous_r4[0]++;
    assert_int_equal(findings(&t, &before, &found), 1);
    assert_string_equal(found[0].rule, "T4");
    assert_string_equal(found[0].cell, "table3.r2.自然人");
    t.table3[row_of(REPORT_2021, "r3.1")][0]++; /* one figure of a real report falsified */
    assert_true(findings(&t, &before, &found) >= 3);
}

/* ---- writing and reading ---- */

static const char *written(const char *name, const struct buf *b)
{
    const char *path = arena_printf(mem, "%s/%s", test_dir(), name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(b->p, 1, b->n, f), b->n);
    fclose(f);
    return path;
}

static void same_tables(
    const struct report_table *a, const struct report_table *b, const char *what)
{
    struct report_ref list[REPORT_CELLS];
    struct report_table x = *a, y = *b;
    size_t n = report_refs(a->format, list);
    assert_int_equal(a->format, b->format);
    for (size_t i = 0; i < n; i++)
        if (*report_ref_value(&x, list[i]) != *report_ref_value(&y, list[i]) ||
            *report_ref_missing(&x, list[i]) != *report_ref_missing(&y, list[i]))
            fail_msg("%s: %s is %lld, not %lld", what, report_ref_id(mem, a->format, list[i]),
                (long long)*report_ref_value(&y, list[i]),
                (long long)*report_ref_value(&x, list[i]));
}

/* Every cell another figure, so that no two can be taken for each other. */
static struct report_table numbered(enum report_format f)
{
    struct report_ref list[REPORT_CELLS];
    struct report_table t = {.format = f, .year = 2019, .organ = "师宗县示例局"};
    size_t n = report_refs(f, list);
    for (size_t i = 0; i < n; i++)
        *report_ref_value(&t, list[i]) =
            report_ref_measure(f, list[i]) == MEASURE_FEN ? 96171600000 : (int64_t)(100 + i);
    return t;
}

static void there_and_back(void **state)
{
    (void)state;
    static const enum report_format formats[] = {REPORT_2019, REPORT_2021};
    struct report_read read;
    struct buf b;
    struct err e = {.st = ST_OK};
    buf_init(&b, 0);
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct report_table t = numbered(formats[i]);
        size_t n;
        struct report_text texts[REPORT_TEXTS];
        memcpy(texts, report_texts(t.format, &n), sizeof texts[0] * n);
        for (size_t k = 0; k < n; k++)
            texts[k].text = arena_printf(mem, "第%zu部分的文字，信息处理费另述。\n第二段。", k);
        static const char *const exts[] = {"docx", "json", "xlsx"};
        for (size_t k = 0; k < COUNT_OF(exts); k++) {
            buf_clear(&b);
            enum st st = k == 0   ? report_docx(mem, &t, texts, &b, &e)
                         : k == 1 ? report_json(mem, &t, &b, &e)
                                  : report_xlsx(&t, &b, &e);
            assert_int_equal(st, ST_OK);
            const char *path = written(exts[k], &b);
            if (report_read_file(mem, path, arena_printf(mem, "x.%s", exts[k]), 2018, &read, &e))
                fail_msg("%s: %s", exts[k], e.message);
            for (size_t u = 0; u < read.n_unread; u++)
                fail_msg("%s: %s", exts[k], read.unread[u]);
            same_tables(&t, &read.table, exts[k]);
            assert_int_equal(read.table.year, 2019);
        }
        buf_clear(&b);
        assert_int_equal(report_docx(mem, &t, texts, &b, &e), ST_OK);
        assert_int_equal(
            report_read_file(mem, written("docx", &b), "x.docx", 2018, &read, &e), ST_OK);
        for (size_t k = 0; k < n; k++)
            assert_string_equal(read.texts[k].text, texts[k].text);
        buf_clear(&b);
        assert_int_equal(report_pdf(mem, &t, texts, &b, &e), ST_OK);
        assert_memory_equal(b.p, "%PDF", 4);
        buf_clear(&b);
        report_html(mem, &t, texts, &b);
        assert_non_null(strstr(buf_str(&b), "<td colspan=\"2\">100</td>"));
        assert_non_null(strstr(buf_str(&b), "96171.6"));
    }
    buf_release(&b);
}

/* The cells of a line of text, parted by two blanks or more. */
static struct report_line line_of(const char *text)
{
    const char **cells = ARENA_ARRAY(mem, const char *, 40);
    size_t n = 0;
    for (const char *p = text + strspn(text, " "); *p && n < 40; p += strspn(p, " ")) {
        const char *end = strstr(p, "  ");
        end = end ? end : p + strlen(p);
        cells[n++] = arena_strndup(mem, p, (size_t)(end - p));
        p = end;
    }
    return (struct report_line){cells, n};
}

/* A published report as text: what is printed plainly is read, what is broken over lines is told.
 */
static void a_published_text(void **state)
{
    (void)state;
    const char *path = test_shared("data/reports/huaian_2024_annual_report.txt");
    struct report_line *lines = ARENA_ARRAY(mem, struct report_line, 1000);
    struct report_read read;
    struct err e = {.st = ST_OK};
    size_t n = 0;
    if (!path)
        skip();
    char *text = arena_strdup(mem, whole_file(path)), *save = NULL;
    for (char *l = strtok_r(text, "\n", &save); l && n < 1000; l = strtok_r(NULL, "\n", &save))
        lines[n++] = line_of(l);
    assert_int_equal(report_read_lines(mem, lines, n, 2023, &read, &e), ST_OK);
    assert_int_equal(read.table.year, 2024);
    assert_int_equal(read.table.format, REPORT_2021);
    assert_int_equal(read.table.table3[0][6], 3119);
    assert_int_equal(read.table.table3[row_of(REPORT_2021, "r3.7")][6], 3050);
    assert_int_equal(read.table.table3[row_of(REPORT_2021, "r4")][0], 103);
    assert_int_equal(read.table.table4[0][4], 351);
    assert_int_equal(read.table.table4[2][4], 20);
    assert_int_equal(read.table.table2[1][2], 66);
    assert_int_equal(read.table.table2[5][0], 96171600000); /* 96171.6 万元 */
    assert_true(read.n_unread > 0 && read.n_unread < 10);
    struct buf json;
    buf_init(&json, 0); /* what was read of table 2 passes the check (T5); table 3 is broken up */
    assert_int_equal(report_json(mem, &read.table, &json, &e), ST_OK);
    assert_non_null(strstr(buf_str(&json), "\"本年收费金额（万元）\":96171.6"));
    assert_null(strstr(strstr(buf_str(&json), "\"findings\""), "table2"));
    buf_release(&json);
    assert_non_null(strstr(read.unread[0], "部分公开"));
    assert_non_null(strstr(read.texts[5].text, "政策解读质量"));
    assert_non_null(strstr(read.texts[6].text, "3940"));
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    struct report_read read;
    struct err e = {.st = ST_OK};
    const struct report_line lines[] = {line_of("师宗县示例局2020年政府信息公开工作年度报告"),
        line_of("信息内容  本年新制作数量  本年新公开数量  对外公开总数量"),
        line_of("一、本年新收政府信息公开申请数量  ３  —  0  0  0  0  3"),
        line_of("二、上年结转政府信息公开申请数量  1  0  0"), line_of("行政许可  12  -2  1,300")};
    assert_int_equal(report_read_lines(mem, lines, COUNT_OF(lines), 2019, &read, &e), ST_OK);
    assert_int_equal(read.table.year, 2020);
    assert_int_equal(read.table.format, REPORT_2019);
    assert_int_equal(read.table.table3[0][0], 3);
    assert_true(read.table.missing3[0][1]);
    assert_true(read.table.missing3[1][0]); /* three figures are no row */
    assert_int_equal(read.table.table2[2][1], -2);
    assert_int_equal(read.table.table2[2][2], 1300);
    bool told = false;
    for (size_t i = 0; i < read.n_unread; i++)
        told |= strstr(read.unread[i], "商业企业：写的是“—”") != NULL;
    assert_true(told);
    assert_int_equal(report_read_lines(mem, lines, 2, 2019, &read, &e), ST_INVALID);
    static const char *const bad[] = {"[]", "{", "{\"table3\":{\"r1\":{\"自然人\":\"x\"}}}"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(
            report_read_json(mem, bad[i], strlen(bad[i]), 2019, &read, &e), ST_INVALID);
    assert_int_equal(report_read_file(mem, "/nowhere", "a.pdf", 2019, &read, &e), ST_INVALID);
}

/* ---- figures ---- */

/* RULE T5: what may stand in a cell. */
static void figures(void **state)
{
    (void)state;
    static const struct {
        enum report_measure m;
        const char *text;
        int64_t value; /* INT64_MIN: refused */
        const char *shown;
    } cases[] = {{MEASURE_COUNT, "12", 12, "12"}, {MEASURE_COUNT, " 1,234 ", 1234, "1234"},
        {MEASURE_COUNT, "１２", 12, "12"}, {MEASURE_COUNT, "12.0", 12, "12"},
        {MEASURE_COUNT, "1.5", INT64_MIN, ""}, {MEASURE_COUNT, "-1", INT64_MIN, ""},
        {MEASURE_COUNT, "", INT64_MIN, ""}, {MEASURE_COUNT, "约3", INT64_MIN, ""},
        {MEASURE_COUNT, "9999999999999", INT64_MIN, ""}, {MEASURE_CHANGE, "-3", -3, "-3"},
        {MEASURE_CHANGE, "+3", 3, "3"}, {MEASURE_FEN, "96171.6", 96171600000, "96171.6"},
        {MEASURE_FEN, "0.000001", 1, "0.000001"}, {MEASURE_FEN, "5", 5000000, "5"},
        {MEASURE_FEN, "0", 0, "0"}, {MEASURE_FEN, "0.0000001", INT64_MIN, ""},
        {MEASURE_FEN, "100", 100000000, "100"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t v = INT64_MIN;
        if (report_figure_read(cases[i].m, cases[i].text, &v) != (cases[i].value != INT64_MIN))
            fail_msg("case %zu: “%s”", i, cases[i].text);
        if (cases[i].value == INT64_MIN)
            continue;
        assert_int_equal(v, cases[i].value);
        assert_string_equal(report_figure_text(mem, cases[i].m, v), cases[i].shown);
    }
}

/* RULE T6, T1, T2, T7 */
static void sums(void **state)
{
    (void)state;
    struct report_table a = numbered(REPORT_2021), b = a, sum = {.format = REPORT_2021};
    memset(sum.missing2, true, sizeof sum.missing2);
    b.missing2[2][0] = true;
    assert_true(report_add(&sum, &a, 1));
    assert_true(report_add(&sum, &b, 1));
    assert_int_equal(sum.table3[0][0], 2 * a.table3[0][0]);
    assert_int_equal(sum.table2[2][0], a.table2[2][0]);
    assert_false(sum.missing2[2][0]);
    assert_true(report_add(&sum, &a, -1));
    assert_int_equal(sum.table3[0][0], a.table3[0][0]);
    b.format = REPORT_2019;
    assert_false(report_add(&sum, &b, 1));
    report_sums(&a);
    struct report_finding *found;
    for (size_t i = 0, n = findings(&a, NULL, &found); i < n; i++)
        assert_string_equal(found[i].rule, "T3"); /* only that is not a sum within one column */
}

/* RULE 3.2: in force, and the items of the year before; RULE T5: nothing is left empty. */
static void table2(void **state)
{
    (void)state;
    struct report_table now = {.format = REPORT_2021, .year = 2024, .organ = ""}, before = now;
    struct report_finding *found;
    before.table2[1][2] = 58;
    now.table2[1][0] = 8;
    now.table2[1][1] = 2;
    now.table2[1][2] = 64;
    assert_int_equal(findings(&now, &before, &found), 0);
    now.table2[1][2] = 66;
    assert_int_equal(findings(&now, &before, &found), 1);
    assert_true(found[0].warning);
    assert_string_equal(found[0].cell, "table2.行政规范性文件.现行有效件数");
    now.missing2[5][0] = true;
    assert_int_equal(findings(&now, &before, &found), 2);
    assert_string_equal(found[0].rule, "T5");
    now = before = (struct report_table){.format = REPORT_2019, .year = 2020, .organ = ""};
    before.table2[2][0] = 10;
    before.table2[2][1] = -3;
    now.table2[2][0] = 10;
    assert_int_equal(findings(&now, &before, &found), 1);
    assert_string_equal(found[0].cell, "table2.行政许可.上一年项目数量");
}

/* RULE 3.1 */
static void deadlines(void **state)
{
    (void)state;
    char text[11];
    assert_string_equal(day_text(report_deadline(2024, false), text), "2025-01-31");
    assert_string_equal(day_text(report_deadline(2024, true), text), "2025-03-31");
    assert_string_equal(day_text(report_deadline(2018, false), text), "2019-03-31");
}

/* RULE 3.5: copied texts and figures. */
static void copies(void **state)
{
    (void)state;
    static const struct {
        const char *now, *before;
        int percent;
    } cases[] = {
        {"2024年，全县公开信息1200条。坚持以人民为中心推进公开。",
            "2023年，全县公开信息1100条。坚持以人民为中心推进公开。", 100},
        {"今年新建了村级公开专区二十三个。坚持以人民为中心推进公开。",
            "坚持以人民为中心推进公开。去年的主要工作是培训。", 44},
        {"全新的一段文字，没有照抄任何内容。", "上年写的是另外一回事，与此无关。", 0},
        {"", "上年写的。", 0},
        {"无。", "无。", 0},
    };
    const char *sentence;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int percent = report_copied(mem, cases[i].now, cases[i].before, &sentence);
        if (abs(percent - cases[i].percent) > 3)
            fail_msg("case %zu: %d%%", i, percent);
    }
    struct report_table now = {.format = REPORT_2021, .organ = ""}, before = now;
    const char *cells[REPORT_CELLS];
    assert_int_equal(report_same_figures(mem, &now, &before, cells), 0); /* zeros say nothing */
    now.table2[2][0] = before.table2[2][0] = 447228;
    assert_int_equal(report_same_figures(mem, &now, &before, cells), 1);
    assert_string_equal(cells[0], "table2.行政许可.本年处理决定数量");
    before.table2[2][0]++;
    assert_int_equal(report_same_figures(mem, &now, &before, cells), 0);
}

static void what_cells_count(void **state)
{
    (void)state;
    struct report_ref ref;
    assert_true(report_ref_find(REPORT_2021, "table3.r3.1.商业企业", &ref));
    struct report_counted c = report_counted_of(mem, REPORT_2021, ref);
    assert_int_equal(c.when, COUNTED_ENDED);
    assert_string_equal(c.codes, "|G1|G2|G3|");
    assert_string_equal(c.applicant_kind, "COMMERCIAL");
    assert_true(report_ref_find(REPORT_2019, "table3.r3.6.总计", &ref));
    assert_string_equal(report_counted_of(mem, REPORT_2019, ref).codes, "|O1|O2|O3|");
    assert_string_equal(report_counted_of(mem, REPORT_2019, ref).applicant_kind, "");
    assert_false(report_ref_find(REPORT_2019, "table3.r3.6.1.总计", &ref));
    assert_true(report_ref_is_sum(REPORT_2019, (struct report_ref){3, 0, 6}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(real_reports),
        cmocka_unit_test(there_and_back), cmocka_unit_test(a_published_text),
        cmocka_unit_test(what_cannot_be_read), cmocka_unit_test(figures), cmocka_unit_test(sums),
        cmocka_unit_test(table2), cmocka_unit_test(deadlines), cmocka_unit_test(copies),
        cmocka_unit_test(what_cells_count)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
