/* Tasks: one open task a kind and subject, who sees which, the light, the page.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/task/inbox.h"
#include "tests/support.h"
#include "tests/wellformed.h"

static const struct module *const mods[] = {
    &web_module, &ui_module, &org_module, &person_module, &journal_module, &task_module};

/* drafter and head of unit 1, head of unit 2, office */
static int64_t unit1, unit2, drafter, head1, head2, office;

static int64_t add_person(struct ctx *c, const char *login, int64_t unit, const char *role)
{
    int64_t id;
    assert_int_equal(person_add(c, login, login, unit, role, NULL, &id), ST_OK);
    return id;
}

static struct db *fresh(struct ctx *c)
{
    struct db *db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    c->person = 0;
    assert_int_equal(ctx_begin(c, true), ST_OK);
    struct unit u = {.code = "a",
        .name = "甲局",
        .short_name = "甲局",
        .kind = "DEPARTMENT",
        .credit_code = "",
        .phone = "",
        .address = ""};
    assert_int_equal(unit_add(c, &u, &unit1), ST_OK);
    u.code = "b";
    u.name = u.short_name = "乙局";
    assert_int_equal(unit_add(c, &u, &unit2), ST_OK);
    drafter = add_person(c, "drafter", unit1, "editor");
    head1 = add_person(c, "head1", unit1, "head");
    head2 = add_person(c, "head2", unit2, "head");
    office = add_person(c, "office", unit2, "office");
    return db;
}

static struct task review(int64_t record, const char *due)
{
    return (struct task){.kind = "document.review",
        .subject_kind = "record",
        .subject_id = record,
        .title = "审核：通知",
        .path = "/work/documents/1/review",
        .unit_id = unit1,
        .perm = PERM_REVIEW,
        .not_person = drafter,
        .due = day_parse(due),
        .result = ""};
}

static int64_t count(struct ctx *c, int64_t person, enum task_scope scope)
{
    struct req r = {.ctx = c};
    int64_t n = -1;
    assert_int_equal(org_load_principal(c, person, &r.who), ST_OK);
    return task_count(&r, scope, &n) ? -1 : n;
}

static void one_open_task_a_kind_and_subject(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int64_t a, b;
    struct task t = review(1, "2018-09-20");
    assert_int_equal(task_open(&c, &t, &a), ST_OK);
    t.title = "审核：通知（改）";
    t.due = day_none();
    assert_int_equal(task_open(&c, &t, &b), ST_OK);
    assert_int_equal(a, b);
    assert_int_equal(task_close(&c, "document.review", "record", 1, "done"), ST_OK);
    assert_int_equal(task_close(&c, "document.review", "record", 1, "done"), ST_OK);
    assert_int_equal(task_open(&c, &t, &b), ST_OK);
    assert_int_not_equal(a, b);
    assert_int_equal(task_close_all(&c, "record", 1, "cancelled"), ST_OK);
    assert_int_equal(count(&c, head1, TASKS_UNIT), 0);
    ctx_release(&c);
    test_db_drop(&db);
}

static void who_sees_which(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int64_t id;
    struct task t = review(1, "2018-09-20");
    assert_int_equal(task_open(&c, &t, &id), ST_OK);
    t = review(2, "2018-09-10");
    t.not_person = head1; /* the head wrote this one */
    assert_int_equal(task_open(&c, &t, &id), ST_OK);
    t = (struct task){.kind = "document.return",
        .subject_kind = "record",
        .subject_id = 3,
        .title = "修改",
        .path = "/x",
        .person_id = drafter,
        .unit_id = unit1,
        .due = day_none()};
    assert_int_equal(task_open(&c, &t, &id), ST_OK);
    assert_int_equal(count(&c, head1, TASKS_MINE), 1);
    assert_int_equal(count(&c, drafter, TASKS_MINE), 1);
    assert_int_equal(count(&c, head2, TASKS_MINE), 0);
    assert_int_equal(count(&c, office, TASKS_MINE), 0); /* not the own unit's business */
    assert_int_equal(count(&c, head1, TASKS_UNIT), 3);
    assert_int_equal(count(&c, head2, TASKS_UNIT), 0);
    assert_int_equal(count(&c, office, TASKS_COUNTY), 3);
    assert_int_equal(count(&c, head1, TASKS_COUNTY), -1);
    c.person = head1;
    assert_int_equal(task_close(&c, "document.review", "record", 1, "done"), ST_OK);
    assert_int_equal(count(&c, head1, TASKS_DONE), 1);
    assert_int_equal(count(&c, head1, TASKS_MINE), 0);
    struct req r = {.ctx = &c};
    struct task *list;
    size_t n;
    int64_t total;
    assert_int_equal(org_load_principal(&c, office, &r.who), ST_OK);
    assert_int_equal(task_list(&r, TASKS_COUNTY, 1, 10, &list, &n, &total), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].subject_id, 2); /* the one with a day first */
    assert_string_equal(list[1].person_name, "drafter");
    assert_string_equal(list[1].unit_name, "甲局");
    ctx_release(&c);
    test_db_drop(&db);
}

static void lights(void **state)
{
    (void)state;
    struct day today = day_of(2018, 9, 12);
    struct task t = {.due = day_of(2018, 9, 11), .result = ""};
    assert_int_equal(task_light(&t, today), UI_LIGHT_LATE);
    t.due = day_of(2018, 9, 13);
    assert_int_equal(task_light(&t, today), UI_LIGHT_URGENT);
    t.due = day_of(2018, 12, 15);
    assert_int_equal(task_light(&t, today), UI_LIGHT_WAIT);
    t.due = day_none();
    assert_int_equal(task_light(&t, today), UI_LIGHT_NONE);
    t.closed_at = day_start(today);
    t.result = "done";
    assert_int_equal(task_light(&t, today), UI_LIGHT_DONE);
    t.due = day_of(2018, 9, 11);
    assert_int_equal(task_light(&t, today), UI_LIGHT_DONE_LATE);
    t.result = "cancelled";
    assert_int_equal(task_light(&t, today), UI_LIGHT_STOPPED);
}

/* The page as a signed-in person gets it, without the network. */
static void the_inbox_page(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int64_t id;
    struct task t = review(1, "2018-09-10");
    t.title = "审核：<通知> & 附件";
    assert_int_equal(task_open(&c, &t, &id), ST_OK);
    struct req r = {
        .ctx = &c, .method = METHOD_GET, .path = "/work/", .query = "", .csrf = "csrf", .host = ""};
    r.args = map_new(c.mem);
    r.headers = map_new(c.mem);
    r.cookies = map_new(c.mem);
    assert_int_equal(org_load_principal(&c, head1, &r.who), ST_OK);
    buf_init(&r.out, 0);
    assert_int_equal(inbox_show(&r), ST_OK);
    const char *page = buf_str(&r.out);
    assert_null(html_problem(page));
    assert_non_null(strstr(page, "审核：&lt;通知&gt; &amp; 附件"));
    assert_non_null(strstr(page, "逾期 2 天"));
    assert_null(strstr(page, "全县</a>"));
    buf_release(&r.out);
    ctx_release(&c);
    test_db_drop(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_open_task_a_kind_and_subject),
        cmocka_unit_test(who_sees_which),
        cmocka_unit_test(lights),
        cmocka_unit_test(the_inbox_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
