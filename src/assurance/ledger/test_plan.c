/* Reading plans: numbering, units, dates, problems; own texts of many makes, and the real one where
 * it is installed.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "assurance/ledger/ledger.h"
#include "assurance/ledger/plan_parts.h"
#include "lib/base/json.h"
#include "tests/arena.h"

/* "A|B" of names, days as text. */
static const char *joined(const char *const *list, size_t n)
{
    const char *out = "";
    for (size_t i = 0; i < n; i++)
        out = arena_printf(mem, "%s%s%s", out, i ? "|" : "", list[i]);
    return out;
}

static const char *days_text(const struct day *days, size_t n)
{
    const char *out = "";
    char text[11];
    for (size_t i = 0; i < n; i++)
        out = arena_printf(mem, "%s%s%s", out, i ? "|" : "", day_text(days[i], text));
    return out;
}

static struct plan read_ok(const char *text)
{
    struct plan p;
    struct err e = {.st = ST_OK};
    if (plan_read(mem, text, strlen(text), &p, &e))
        fail_msg("not read: %s", e.message);
    return p;
}

/* ---- units ---- */

static const struct {
    const char *text, *lead, *duty;
} unit_cases[] = {
    {"（牵头单位：甲局；责任单位：乙局、丙局）", "甲局", "乙局|丙局"},
    {"(牵头单位:甲局,责任单位:乙局)", "甲局", "乙局"},
    {"(牵头单位:甲局;责任单位:责任单位:乙局,丙办)", "甲局", "乙局|丙办"},
    {"(牵头单位：：甲局；责任单位: ：乙局)", "甲局", "乙局"},
    {"(牵头单位;甲局,责任单位;乙局)", "甲局", "乙局"},
    {"牵头单位：甲局\n责任单位：乙局", "甲局", "乙局"},
    {"牵头单位：甲局。责任单位：乙局。", "甲局", "乙局"},
    {"（牵头单位：县政府办公室,县公安局、县工业经贸和科技信息化局；责任单位：各单位）",
        "县政府办公室|县公安局|县工业经贸和科技信息化局", "各单位"},
    {"（牵头单位：县政府办公室和县信访局；责任单位：县人力资源和社会保障局）",
        "县政府办公室|县信访局", "县人力资源和社会保障局"},
    {"(责任单位:各乡、镇人民政府、街道办事处,县直各部门)", "",
        "各乡、镇人民政府|街道办事处|县直各部门"},
    {"（责任单位：各乡(镇)人民政府、街道办事处，县直各单位）", "",
        "各乡(镇)人民政府|街道办事处|县直各单位"},
    {"（责任单位：各乡（镇、街道）、县直各部门）", "", "各乡（镇、街道）|县直各部门"},
    {"（责任单位：各乡、镇、街道）", "", "各乡、镇、街道"},
    {"（牵头部门：甲局；配合部门：乙局、丙局等部门）", "甲局", "乙局|丙局"},
    {"（主办单位：甲局；协办单位：乙局等）", "甲局", "乙局"},
    {"（牵头单位：甲局；责任单位：乙局\n、丙局）", "甲局", "乙局|丙局"},
    {"【牵头单位：甲局 乙局】", "甲局|乙局", ""},
    {"前文（牵头单位：甲局；责任单位：乙局）。后文。（牵头单位：丙局；责任单位：丁局）",
        "甲局|丙局", "乙局|丁局"},
    {"加强检查。（县财政局牵头，县直各部门配合）", "县财政局", "县直各部门"},
    {"加强检查。（由县财政局、县审计局牵头，各乡镇按职责分工负责）", "县财政局|县审计局", "各乡镇"},
    {"加强检查（县财政局负责）。", "县财政局", ""},
    {"牵头单位、责任单位要积极主动做好沟通协调。", "", ""},
    {"公开（收费项目名称、设立依据）。", "", ""},
    {"（牵头单位：；责任单位：）", "", ""},
    {"", "", ""},
};

static void test_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(unit_cases); i++) {
        struct found_unit *found;
        size_t n = plan_units(mem, unit_cases[i].text, &found);
        const char *sides[2] = {"", ""};
        for (size_t k = 0; k < n; k++) {
            const char **side = &sides[found[k].lead];
            *side = arena_printf(mem, "%s%s%s", *side, **side ? "|" : "", found[k].name);
            assert_memory_equal(
                unit_cases[i].text + found[k].start, found[k].name, found[k].end - found[k].start);
        }
        if (strcmp(sides[1], unit_cases[i].lead) || strcmp(sides[0], unit_cases[i].duty))
            fail_msg("case %zu: lead %s duty %s", i, sides[1], sides[0]);
    }
}

/* ---- dates ---- */

static const struct {
    const char *text, *days;
} date_cases[] = {
    {"于2018年9月30日前报送", "2018-09-30"},
    {"２０１８年９月３０日", "2018-09-30"},
    {"2018 年 9 月 30 日前", "2018-09-30"},
    {"二〇一八年九月十二日", "2018-09-12"},
    {"二○一八年十二月三十一日", "2018-12-31"},
    {"确保2018年12底前整改到位", "2018-12-31"},
    {"2018年12月底前", "2018-12-31"},
    {"2019年2月底前", "2019-02-28"},
    {"2020年2月末", "2020-02-29"},
    {"2018年底前", "2018-12-31"},
    {"2018年年底", "2018-12-31"},
    {"2019年内完成", "2019-12-31"},
    {"2019年上半年", "2019-06-30"},
    {"2019年第三季度末前", "2019-09-30"},
    {"2018年11月中旬前", "2018-11-20"},
    {"2018年10月前", "2018-10-31"},
    {"年底前公布", "2018-12-31"},
    {"年内更名", "2018-12-31"},
    {"今年底前", "2018-12-31"},
    {"明年6月底前", "2019-06-30"},
    {"9月30日前报送", "2018-09-30"},
    {"10月底前完成", "2018-10-31"},
    {"2019年3月底前完成甲，6月底前完成乙", "2019-03-31|2019-06-30"},
    {"2018-09-30、2018.9.12、2018/10/8", "2018-09-30|2018-09-12|2018-10-08"},
    {"每年不少于1次", ""},
    {"每年12月底前总结", ""},
    {"每年年底", ""},
    {"3年内、三年内、近年内", ""},
    {"去年底", ""},
    {"2017年以来", ""},
    {"做好2017年财政资金信息公开", ""},
    {"2018年内容更新", ""},
    {"2018年6月印发的文件", ""},
    {"2018年2月30日前", ""},
    {"2018年13月1日", ""},
    {"(曲政办发﹝2018﹞71号)", ""},
    {"电话及传真:5757991", ""},
    {"10周年", ""},
    {"3个工作日内", ""},
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(date_cases); i++) {
        struct found_date *found;
        size_t n = plan_dates(mem, date_cases[i].text, 2018, &found);
        struct day days[8];
        for (size_t k = 0; k < n; k++) {
            assert_true(found[k].start < found[k].end);
            days[k] = found[k].day;
        }
        if (strcmp(days_text(days, n), date_cases[i].days))
            fail_msg("case %zu %s: %s", i, date_cases[i].text, days_text(days, n));
    }
    struct found_date *found;
    assert_int_equal(plan_dates(mem, "年底前、9月30日前", 0, &found), 0);
}

/* ---- problems ---- */

static const struct {
    const char *text, *problem;
} problem_cases[] = {
    {"加强公开。存在问题：部分文件未公开。整改措施：尽快公开。（牵头单位：甲局）",
        "部分文件未公开"},
    {"加强公开。存在问题：部分单位未公开预算。2027年1月底前完成。", "部分单位未公开预算"},
    {"加强公开。目前栏目更新不及时，群众反映较多。", "目前栏目更新不及时"},
    {"规范网站。严防出现关键词语错字漏字、死链错链等情况。",
        "严防出现关键词语错字漏字、死链错链等情况"},
    {"加强问责。对落实整改不到位的，启动约谈程序。", ""},
    {"制定办法。（牵头单位：甲局）", ""},
};

static void test_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(problem_cases); i++) {
        size_t start;
        const char *problem = plan_problem(mem, problem_cases[i].text, &start);
        assert_string_equal(problem, problem_cases[i].problem);
        assert_memory_equal(problem_cases[i].text + start, problem, strlen(problem));
    }
}

/* ---- whole plans ---- */

static const char letter_and_plan[] =
    "各乡镇人民政府：\r\n现将方案印发给你们。\r\n一、提高认识\r\n1.各单位要报送名单。\r\n2."
    "报送时间为9月30日前。\r\n"
    "（此件公开发布）\r\n2019年8月1日\r\n某县整改方案\r\n一、工作目标\r\n确保2019年12底前整改到位。"
    "\r\n"
    "二、工作措施\r\n（一）主动公开\r\n1."
    "梳理文件。2017年以来的文件年内全部公开。（牵头单位：甲局；责任单位：各乡镇）\r\n"
    "2．健全制度。制定办法\r\n（牵头单位：乙局，丙局；责任单位：责任单位：各乡镇）\r\n（二）依申请"
    "公开\r\n"
    "3、规范答复。完善文书（牵头单位：甲局；责任单位：各乡镇）。建立台账。（牵头单位：丁局；责任单"
    "位：县直各部门）\r\n"
    "4.2017年以来的申请全面清理。\r\n三、工作要求\r\n1.各单位要高度重视。\r\n2."
    "请于2019年12月15日前报送总结。\r\n";

static void test_letter_and_plan(void **state)
{
    (void)state;
    struct plan p = read_ok(letter_and_plan);
    assert_string_equal(p.title, "某县整改方案");
    assert_int_equal(p.n_chapters, 2);
    assert_string_equal(p.chapters[0].title, "主动公开");
    assert_int_equal(p.chapters[0].number, 1);
    assert_int_equal(p.chapters[0].n_measures, 2);
    const struct plan_measure *m = p.chapters[0].measures;
    assert_string_equal(m[0].title, "梳理文件");
    assert_string_equal(days_text(m[0].dates, m[0].n_dates), "2019-12-31");
    assert_string_equal(m[1].title, "健全制度");
    assert_string_equal(joined(m[1].lead, m[1].n_lead), "乙局|丙局");
    assert_string_equal(joined(m[1].duty, m[1].n_duty), "各乡镇");
    assert_int_equal(p.chapters[1].n_measures, 2);
    m = p.chapters[1].measures;
    assert_string_equal(joined(m[0].lead, m[0].n_lead), "甲局|丁局");
    assert_string_equal(joined(m[0].duty, m[0].n_duty), "各乡镇|县直各部门");
    assert_non_null(strstr(m[0].text, "建立台账"));
    assert_int_equal(m[1].number, 4); /* no units, but not lost */
    assert_string_equal(m[1].title, "2017年以来的申请全面清理");
    assert_string_equal(joined(m[1].lead, m[1].n_lead), "");
    assert_string_equal(
        days_text(p.dates, p.n_dates), "2019-09-30|2019-08-01|2019-12-31|2019-12-15");
}

static void test_other_numberings(void **state)
{
    (void)state;
    /* measures are （一） below 一、, numbered anew in each chapter: numbered through */
    struct plan p = read_ok(
        "某市工作要点\n一、决策公开\n（一）公开草案。征求意见。（牵头单位：甲局）\n（二）公开结果。"
        "（牵头单位：乙局）\n"
        "二、执行公开\n(一)公开进展。\n牵头单位：丙局；责任单位：各区\n附件：名单\n2020年3月1日\n");
    assert_int_equal(p.n_chapters, 2);
    assert_string_equal(p.chapters[1].title, "执行公开");
    assert_int_equal(p.chapters[1].number, 2);
    assert_int_equal(p.chapters[1].measures[0].number, 3);
    assert_string_equal(
        p.chapters[1].measures[0].text, "公开进展。\n牵头单位：丙局；责任单位：各区");
    /* measures are 一、 themselves */
    p = read_ok("整改方案\n一、公开预算（牵头单位：甲局）\n二、公开决算（牵头单位：乙局）");
    assert_int_equal(p.n_chapters, 1);
    assert_string_equal(p.chapters[0].title, "整改方案");
    assert_int_equal(p.chapters[0].n_measures, 2);
    assert_string_equal(p.chapters[0].measures[1].title, "公开决算");
    /* steps below a measure belong to it */
    p = read_ok(
        "一、任务\n1.办好热线。\n（1）整合平台。\n（2）更名。（牵头单位：甲局；责任单位：乙局）\n2."
        "办好网站。（牵头单位：丙局）");
    assert_int_equal(p.n_chapters, 1);
    assert_int_equal(p.chapters[0].n_measures, 2);
    assert_string_equal(p.chapters[0].measures[0].text,
        "办好热线。\n（1）整合平台。\n（2）更名。（牵头单位：甲局；责任单位：乙局）");
    /* pasted without line ends */
    p = read_ok("　　一、任务　　1.办好热线。（牵头单位：甲局）　　2.办好网站。（牵头单位：乙局）");
    assert_int_equal(p.chapters[0].n_measures, 2);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {{"", 0}, {" \n　\r\n", 7}, {"静夜思\n床前明月光", 25}, {"1.买菜\n2.做饭", 17},
        {"\xd7\xa8\xd2\xbb", 4}, {"1.a\0b", 5}, {"牵头单位：甲局", 21}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct plan p;
        struct err e = {.st = ST_OK};
        assert_int_equal(plan_read(mem, cases[i].text, cases[i].n, &p, &e), ST_INVALID);
        assert_true(strlen(e.message) > 10);
    }
}

/* A large hostile text takes no more than its share of time. */
static void test_large(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "1.牵头单位：甲、", "　　", "（", "一、牵头单位:责任单位:\n", "年底前2018年"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct buf b;
        buf_init(&b, 0);
        while (b.n < 400000)
            buf_adds(&b, pieces[i]);
        struct plan p;
        struct err e;
        (void)!plan_read(mem, buf_str(&b), b.n, &p, &e);
        buf_release(&b);
        arena_clear(mem);
    }
}

static void test_json(void **state)
{
    (void)state;
    struct plan p = read_ok(letter_and_plan);
    struct buf b;
    const struct json *j;
    struct err e;
    buf_init(&b, 0);
    plan_json(&b, &p);
    assert_int_equal(json_parse(mem, buf_str(&b), b.n, &j, &e), ST_OK);
    const struct json *m = json_at(json_get(json_at(json_get(j, "chapters"), 1), "measures"), 0);
    assert_int_equal(json_get_int(m, "number", 0), 3);
    assert_string_equal(json_get_text(m, "title"), "规范答复");
    assert_string_equal(json_text(json_at(json_get(m, "lead"), 1)), "丁局");
    assert_int_equal(json_count(json_get(m, "dates")), 0);
    assert_string_equal(json_text(json_at(json_get(j, "dates"), 0)), "2019-09-30");
    assert_int_equal(json_count(m), 6);
    buf_release(&b);
}

static void test_marks(void **state)
{
    (void)state;
    static const char text[] =
        "公开规章。现有目录不完整。年底前公布（牵头单位：甲局；责任单位：乙局）";
    static const struct mark expected[] = {{MARK_TITLE, "公开规章"}, {MARK_NONE, "。"},
        {MARK_PROBLEM, "现有目录不完整"}, {MARK_NONE, "。"}, {MARK_DATE, "年底"},
        {MARK_NONE, "前公布（牵头单位："}, {MARK_LEAD, "甲局"}, {MARK_NONE, "；责任单位："},
        {MARK_DUTY, "乙局"}, {MARK_NONE, "）"}};
    struct mark *marks;
    size_t n = plan_marks(mem, text, 2018, &marks);
    assert_int_equal(n, COUNT_OF(expected));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(marks[i].kind, expected[i].kind);
        assert_string_equal(marks[i].text, expected[i].text);
    }
}

static void test_split(void **state)
{
    (void)state;
    const char **names;
    size_t n = plan_units_split(mem, " 县政府办公室、县公安局；\n各乡、镇人民政府, ", &names);
    assert_string_equal(joined(names, n), "县政府办公室|县公安局|各乡、镇人民政府");
    assert_int_equal(plan_units_split(mem, "", &names), 0);
}

/* The county's own plan, where it is installed: shape only. */
static void test_real_plan(void **state)
{
    (void)state;
    const char *path = test_shared("seed/plan.txt");
    FILE *f = path ? fopen(path, "r") : NULL;
    if (!f)
        skip();
    char *text = arena_alloc(mem, 1 << 16);
    size_t n = fread(text, 1, (1 << 16) - 1, f);
    fclose(f);
    struct plan p;
    struct err e;
    assert_int_equal(plan_read(mem, text, n, &p, &e), ST_OK);
    assert_int_equal(p.n_chapters, 4);
    int number = 0;
    for (size_t i = 0; i < p.n_chapters; i++)
        for (size_t k = 0; k < p.chapters[i].n_measures; k++) {
            const struct plan_measure *m = &p.chapters[i].measures[k];
            assert_int_equal(m->number, ++number);
            assert_true(m->n_lead >= 1 && m->n_duty >= 1 && *m->title);
            assert_string_equal(
                days_text(m->dates, m->n_dates), number == 4 || number == 13 ? "2018-12-31" : "");
        }
    assert_int_equal(number, 18);
    assert_string_equal(
        days_text(p.dates, p.n_dates), "2018-09-30|2018-12-15|2018-09-12|2018-12-31");
}

static void titles_with_a_remark(void **state)
{
    (void)state;
    static const char *const titles[] = {
        "某县整改方案（试行）", "某县整改方案(征求意见稿)", "某县整改方案"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        const char *text = arena_printf(a,
            "%s\n一、主动公开\n1."
            "梳理文件。全面梳理。（牵头单位：县政府办公室；责任单位：县直各部门）\n",
            titles[i]);
        struct plan p;
        struct err e;
        assert_int_equal(plan_read(a, text, strlen(text), &p, &e), ST_OK);
        assert_string_equal(p.title, titles[i]);
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_with_a_remark),
        cmocka_unit_test_setup_teardown(test_units, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_dates, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_problems, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_letter_and_plan, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_other_numberings, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_refused, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_large, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_json, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_marks, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_split, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_real_plan, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
