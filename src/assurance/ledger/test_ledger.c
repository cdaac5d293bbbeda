/* The ledger: transitions, gaps, groups, lights; the store on both engines; pages by loopback.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "assurance/ledger/acts.h"
#include "common/journal/journal.h"
#include "common/task/task.h"
#include "tests/support.h"
#include "tests/wellformed.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &ledger_module};

static const char plan_text[] =
    "某县办公室\n2018年9月12日\n某县整改方案\n一、目标\n2018年12底前整改到位。\n二、措施\n（一）主"
    "动公开\n"
    "1."
    "梳理文件。目前目录不完整。（牵头单位：甲局；责任单位：各乡、镇人民政府、街道办事处，县直各部门"
    "）\n"
    "2.规范网站。年内完成。（牵头单位：甲局，乙局；责任单位：丙镇）\n（二）依申请公开\n"
    "3.规范答复。（牵头单位：不明中心；责任单位：各乡镇）\n";

static int64_t unit_a, unit_b, town, editor_a, editor_b, editor_town, office, supervisor;

static int64_t new_unit(struct ctx *c, const char *code, const char *name, const char *kind)
{
    struct unit u = {.code = code,
        .name = name,
        .short_name = name,
        .kind = kind,
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t id;
    assert_int_equal(unit_add(c, &u, &id), ST_OK);
    return id;
}

static int64_t new_person(struct ctx *c, const char *login, int64_t unit, const char *role)
{
    int64_t id;
    assert_int_equal(person_add(c, login, login, unit, role, "correct-horse-9", &id), ST_OK);
    return id;
}

static struct db *fresh(struct ctx *c)
{
    struct db *db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    c->person = c->unit = 0;
    assert_int_equal(ctx_begin(c, true), ST_OK);
    unit_a = new_unit(c, "a", "甲局", "DEPARTMENT");
    unit_b = new_unit(c, "b", "乙局", "DEPARTMENT");
    town = new_unit(c, "c", "丙镇", "TOWNSHIP");
    editor_a = new_person(c, "editora", unit_a, "editor");
    editor_b = new_person(c, "editorb", unit_b, "editor");
    editor_town = new_person(c, "town", town, "editor");
    office = new_person(c, "office", unit_b, "office");
    supervisor = new_person(c, "supervisor", unit_b, "supervisor");
    assert_int_equal(ctx_commit(c), ST_OK);
    c->person = office;
    c->unit = unit_b;
    return db;
}

static void import_plan(struct ctx *c)
{
    int n = 0;
    if (plan_import(c, plan_text, strlen(plan_text), &n))
        fail_msg("%s (%s)", c->err.message, c->err.detail);
    assert_int_equal(n, 3);
}

static struct measure at_number(struct ctx *c, int number)
{
    struct measure *list;
    size_t n;
    assert_int_equal(measure_list(c, 0, &list, &n), ST_OK);
    for (size_t i = 0; i < n; i++)
        if (list[i].number == number)
            return list[i];
    fail_msg("no measure %d", number);
    return (struct measure){.id = 0};
}

static int64_t open_tasks_of(struct ctx *c, int64_t person)
{
    struct req r = {.ctx = c};
    int64_t n = -1;
    assert_int_equal(org_load_principal(c, person, &r.who), ST_OK);
    return task_count(&r, TASKS_MINE, &n) ? -1 : n;
}

/* ---- rules ---- */

static void test_groups(void **state)
{
    (void)state;
    static const struct {
        const char *name, *kinds;
    } cases[] = {
        {"各乡、镇人民政府", ",TOWNSHIP,"},
        {"各乡(镇)人民政府", ",TOWNSHIP,"},
        {"街道办事处", ",STREET,"},
        {"各乡（镇、街道）", ",TOWNSHIP,STREET,"},
        {"县直各部门", ",OFFICE,DEPARTMENT,"},
        {"县直有关部门", ",OFFICE,DEPARTMENT,"},
        {"县直各单位", ",OFFICE,DEPARTMENT,INSTITUTION,PARTY,"},
        {"各有关单位", ",OFFICE,DEPARTMENT,INSTITUTION,PARTY,"},
        {"县财政局", ""},
        {"彩云镇人民政府", ""},
        {"丹凤街道办事处", ""},
        {"不明中心", ""},
        {"", ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(group_kinds(a, cases[i].name), cases[i].kinds);
    arena_free(&a);
}

static void test_concerns(void **state)
{
    (void)state;
    struct measure_unit units[] = {{UNIT_LEAD, "甲局", 7, "", "甲局"},
        {UNIT_DUTY, "各乡镇", 0, ",TOWNSHIP,", ""}, {UNIT_DUTY, "不明", 0, "", ""}};
    struct measure m = {.units = units, .n_units = 3};
    struct unit lead = {.id = 7, .kind = "DEPARTMENT"}, t = {.id = 8, .kind = "TOWNSHIP"},
                other = {.id = 9, .kind = "TOWN"};
    assert_true(measure_concerns(&m, &lead, true));
    assert_true(measure_concerns(&m, &t, false));
    assert_false(measure_concerns(&m, &t, true));
    assert_false(measure_concerns(&m, &other, false));
}

static void test_transitions(void **state)
{
    (void)state;
    static const char *const states[] = {"proposed", "confirmed", "done", "discarded"};
    static const struct {
        const char *action, *to[4];
    } cases[] = {
        {"confirm", {"confirmed", NULL, NULL, NULL}},
        {"discard", {"discarded", NULL, NULL, NULL}},
        {"undo", {NULL, "proposed", NULL, "proposed"}},
        {"report", {NULL, "confirmed", NULL, NULL}},
        {"complete", {NULL, "done", NULL, NULL}},
        {"reopen", {NULL, NULL, "confirmed", NULL}},
        {"save", {"proposed", "confirmed", NULL, NULL}},
        {"fly", {NULL, NULL, NULL, NULL}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (size_t s = 0; s < 4; s++) {
            const struct move *m = measure_move(states[s], cases[i].action);
            if (!cases[i].to[s])
                assert_null(m);
            else
                assert_string_equal(m->to, cases[i].to[s]);
        }
}

static void test_gaps_and_lights(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct gap gaps[MAX_GAPS];
    struct measure_unit lead = {UNIT_LEAD, "甲局", 7, "", ""}, bad = {UNIT_DUTY, "某", 0, "", ""};
    struct measure m = {.title = "", .due = day_none(), .state = STATE_PROPOSED};
    assert_int_equal(measure_gaps(a, &m, gaps), 3);
    m = (struct measure){.title = "甲", .due = day_of(2018, 12, 31), .units = &bad, .n_units = 1};
    assert_int_equal(measure_gaps(a, &m, gaps), 2);
    assert_string_equal(gaps[1].code, "L-UNIT");
    m.units = &lead;
    assert_int_equal(measure_gaps(a, &m, gaps), 0);
    struct day before = day_of(2018, 12, 1), after = day_of(2019, 1, 1);
    m.state = STATE_CONFIRMED;
    assert_int_equal(measure_light(&m, before), UI_LIGHT_WAIT);
    assert_int_equal(measure_light(&m, day_of(2018, 12, 31)), UI_LIGHT_URGENT);
    assert_int_equal(measure_light(&m, after), UI_LIGHT_LATE);
    m.state = STATE_DONE;
    m.done_at = day_start(before);
    assert_int_equal(measure_light(&m, after), UI_LIGHT_DONE);
    m.done_at = day_start(after);
    assert_int_equal(measure_light(&m, after), UI_LIGHT_DONE_LATE);
    m.state = STATE_CONFIRMED;
    m.due = day_none();
    assert_int_equal(measure_light(&m, after), UI_LIGHT_NONE);
    arena_free(&a);
}

/* ---- store ---- */

static void test_import(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    import_plan(&c);
    import_plan(&c);
    char crlf[2000], *w = crlf; /* the same text with other line ends */
    for (const char *p = plan_text; *p; p++) {
        if (*p == '\n')
            *w++ = '\r';
        *w++ = *p;
    }
    int again;
    assert_int_equal(plan_import(&c, crlf, (size_t)(w - crlf), &again), ST_OK);
    struct plan_row *plans;
    size_t n;
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(plan_list(&c, &plans, &n), ST_OK);
    assert_int_equal(n, 1);
    assert_string_equal(plans[0].title, "某县整改方案");
    assert_int_equal(plans[0].year, 2018);
    assert_int_equal(plans[0].n_proposed, 3);
    assert_int_equal(plans[0].due.n, day_of(2018, 12, 31).n);
    struct measure m = at_number(&c, 1);
    assert_string_equal(m.chapter_title, "主动公开");
    assert_string_equal(m.problem, "目前目录不完整");
    assert_int_equal(m.n_units, 4);
    assert_int_equal(m.units[0].unit_id, unit_a);
    assert_string_equal(m.units[1].kinds, ",TOWNSHIP,");
    assert_int_equal(m.due.n, day_of(2018, 12, 31).n);
    m = at_number(&c, 3);
    assert_true(unit_unknown(&m.units[0]));
    int bad;
    ctx_rollback(&c);
    assert_int_equal(plan_import(&c, "没有措施", strlen("没有措施"), &bad), ST_INVALID);
    ctx_release(&c);
    test_db_drop(&db);
}

static void test_confirm_and_undo(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    import_plan(&c);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    struct measure m = at_number(&c, 3);
    assert_int_equal(measure_confirm(&c, &m), ST_INVALID);
    assert_non_null(strstr(c.err.message, "不明中心"));
    int confirmed, left;
    assert_int_equal(plan_confirm_all(&c, m.plan_id, &confirmed, &left), ST_OK);
    assert_int_equal(confirmed, 2);
    assert_int_equal(left, 1);
    assert_int_equal(open_tasks_of(&c, editor_a), 2);
    assert_int_equal(open_tasks_of(&c, editor_b), 1);
    assert_int_equal(open_tasks_of(&c, editor_town), 0);
    struct measure_edit e = {.version = m.version,
        .title = "规范答复",
        .problem = "",
        .lead = "乙局",
        .duty = "各乡镇、丙镇",
        .due = day_of(2018, 11, 30),
        .due_note = ""};
    assert_int_equal(measure_save(&c, &m, &e), ST_OK);
    m = at_number(&c, 3);
    assert_string_equal(m.due_note, "人工设定");
    assert_int_equal(m.n_units, 3);
    assert_int_equal(measure_confirm(&c, &m), ST_OK);
    assert_int_equal(open_tasks_of(&c, editor_b), 2);
    m = at_number(&c, 3);
    assert_int_equal(measure_confirm(&c, &m), ST_CONFLICT);
    assert_int_equal(measure_undo(&c, &m), ST_OK);
    assert_int_equal(open_tasks_of(&c, editor_b), 1);
    m = at_number(&c, 3);
    assert_string_equal(m.state, STATE_PROPOSED);
    assert_int_equal(m.confirmed_at, 0);
    assert_int_equal(measure_discard(&c, &m), ST_OK);
    assert_int_equal(measure_undo(&c, &m), ST_OK);
    ctx_release(&c);
    test_db_drop(&db);
}

static void test_two_editors(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    import_plan(&c);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    struct measure m = at_number(&c, 1);
    struct measure_edit e = {.version = m.version,
        .title = "甲",
        .problem = "",
        .lead = "甲局",
        .duty = "",
        .due = m.due,
        .due_note = ""};
    assert_int_equal(measure_save(&c, &m, &e), ST_OK);
    m = at_number(&c, 1);
    e.title = "乙";
    assert_int_equal(measure_save(&c, &m, &e), ST_CONFLICT);
    m = at_number(&c, 1);
    assert_string_equal(m.title, "甲");
    assert_string_equal(m.due_note, "措施没有写明日期，取方案中最晚的日期");
    ctx_release(&c);
    test_db_drop(&db);
}

static void test_progress(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int confirmed, left;
    import_plan(&c);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    struct measure m = at_number(&c, 2);
    struct report r = {.percent = 60, .stage = "moving", .text = "已完成改版"};
    assert_int_equal(measure_report(&c, &m, &r, false), ST_CONFLICT);
    assert_int_equal(plan_confirm_all(&c, m.plan_id, &confirmed, &left), ST_OK);
    m = at_number(&c, 2);
    c.person = editor_a, c.unit = unit_a;
    assert_int_equal(measure_report(&c, &m, &r, false), ST_OK);
    m = at_number(&c, 2);
    assert_int_equal(m.percent, 60);
    assert_string_equal(m.report, "已完成改版");
    c.unit = 0;
    assert_int_equal(measure_report(&c, &m, &r, false), ST_DENIED);
    assert_int_equal(measure_report(&c, &m, &r, true), ST_OK);
    c.unit = town; /* duty unit named in the plan */
    r = (struct report){.percent = -1, .stage = "ready", .text = "申请核销"};
    assert_int_equal(measure_report(&c, &m, &r, false), ST_OK);
    m = at_number(&c, 2);
    assert_int_equal(m.percent, 60);
    assert_int_equal(open_tasks_of(&c, office), 1 + 1); /* 核销, and 整改 as 乙局 leads it too */
    r.percent = 101;
    assert_int_equal(measure_report(&c, &m, &r, false), ST_INVALID);
    r = (struct report){.percent = 1, .stage = "x", .text = "y"};
    assert_int_equal(measure_report(&c, &m, &r, false), ST_INVALID);
    c.person = office, c.unit = unit_b;
    assert_int_equal(measure_undo(&c, &m), ST_CONFLICT);
    assert_int_equal(measure_complete(&c, &m, ""), ST_INVALID);
    assert_int_equal(measure_complete(&c, &m, "网站截图和验收单"), ST_OK);
    assert_int_equal(open_tasks_of(&c, office), 0);
    m = at_number(&c, 2);
    assert_string_equal(m.evidence, "网站截图和验收单");
    assert_int_equal(measure_light(&m, day_of(2018, 9, 12)), UI_LIGHT_DONE);
    assert_int_equal(measure_reopen(&c, &m, "复查发现死链"), ST_OK);
    assert_int_equal(open_tasks_of(&c, office), 1);
    struct report *reports;
    struct act_row *acts;
    size_t n;
    assert_int_equal(measure_reports(&c, m.id, &reports, &n), ST_OK);
    assert_int_equal(n, 3);
    assert_string_equal(reports[0].unit, "丙镇");
    assert_int_equal(measure_acts(&c, m.id, &acts, &n), ST_OK);
    assert_int_equal(n, 6);
    assert_string_equal(acts[0].action, "ledger.reopen");
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    test_db_drop(&db);
}

static void test_statements(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    for (size_t i = 0; i < ledger_module.n_stmts; i++)
        if (db_check(c.tx, ledger_module.stmts[i], &c.err))
            fail_msg("%s: %s", ledger_module.stmts[i]->name, c.err.detail);
    ctx_release(&c);
    test_db_drop(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_concerns),
        cmocka_unit_test(test_transitions),
        cmocka_unit_test(test_gaps_and_lights),
        cmocka_unit_test(test_import),
        cmocka_unit_test(test_confirm_and_undo),
        cmocka_unit_test(test_two_editors),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
