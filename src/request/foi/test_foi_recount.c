/* Recounting the clocks: what moved is written, told and done once; the rest is left alone.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/task/task.h"
#include "request/foi/recount.h"
#include "request/wording/wording.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module};

static struct {
    struct db *db;
    struct ctx c;
    int64_t organ;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void today(const char *day)
{
    w.c.now = day_start(day_parse(day)) + 9 * 3600;
}

static int open_world(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = test_dir();
    done(ctx_begin(&w.c, true));
    done(test_unit_add(&w.c,
        (struct unit){.code = "u1", .name = "师宗县教育体育局", .short_name = "县教体局"},
        &w.organ));
    done(person_add(&w.c, "jia", "甲", w.organ, "editor", NULL, &w.c.person));
    w.c.unit = w.organ;
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.organ, .word = "师教", .address = "丹凤街道"}));
    done(ctx_commit(&w.c));
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_db_drop(&w.db);
    return 0;
}

static struct foi_application application(const char *day)
{
    return (struct foi_application){.organ_id = w.organ,
        .channel = CHANNEL_F2F,
        .arrived = day_parse(day),
        .who = {.kind = "NATURAL",
            .name = "张三丰",
            .id_kind = "ID",
            .id_number = "11010519491231002X",
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = "0874-5752000",
            .fax = "",
            .email = "",
            .address = "",
            .postcode = "",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""},
        .wanted = "学区划分的文件",
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP"};
}

static int64_t taken_in(const char *day)
{
    struct foi_receipt out;
    struct foi_application in = application(day);
    today(day);
    done(ctx_begin(&w.c, true));
    done(foi_arrive(&w.c, &in, &out));
    done(foi_act(&w.c, out.id, &(struct foi_do){.action = "assign"}));
    done(ctx_commit(&w.c));
    return out.id;
}

static struct foi_case row(int64_t id)
{
    struct foi_case k;
    done(ctx_begin(&w.c, false));
    done(case_row_get(&w.c, id, &k));
    ctx_rollback(&w.c);
    return k;
}

static int64_t number(const struct stmt *s)
{
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

static void recounted(int64_t cases, int64_t moved)
{
    struct foi_recounted n;
    done(foi_recount(&w.c, &n));
    assert_int_equal(n.cases, cases);
    assert_int_equal(n.moved, moved);
}

static const struct stmt acts = {
    "test.acts", "SELECT count(*) FROM journal WHERE action = 'foi.recount'", NULL};
static const struct stmt told = {"test.told",
    "SELECT count(*) FROM journal WHERE action = 'foi.recount' AND detail LIKE "
    "'%\"from\":\"2018-10-12\",\"to\":\"2018-10-09\"%'",
    NULL};
static const struct stmt task_due = {"test.task_due",
    "SELECT due FROM task WHERE subject_kind = 'foi' AND closed_at IS NULL ORDER BY subject_id "
    "LIMIT 1",
    NULL};

/* As with a new calendar: the stored days differ from what the law now says. */
static void calendar_changed(void **state)
{
    (void)state;
    static const struct stmt aside = {
        "test.aside", "UPDATE foi_case SET due = due + 3 WHERE id = $1", NULL};
    int64_t first = taken_in("2018-09-12"), second = taken_in("2018-09-12");
    struct day due = row(first).due, other = row(second).due;
    recounted(2, 0);
    assert_int_equal(number(&acts), 0);
    done(ctx_begin(&w.c, true));
    done(x(&w.c, &aside, ARGS(v_int(first))));
    done(ctx_commit(&w.c));
    int64_t version = row(second).version;
    recounted(2, 1);
    assert_int_equal(row(first).due.n, due.n);
    assert_int_equal(row(second).due.n, other.n);
    assert_int_equal(row(second).version, version); /* not touched */
    assert_int_equal(number(&acts), 1);
    assert_int_equal(number(&told), 1);
    assert_int_equal(number(&task_due), due.n);
    recounted(2, 0);
}

/* RULE R6a, R6d: while a third party is asked the due day follows the days that go by, and stands
 * again once its time is over. */
static void consultation_runs_out(void **state)
{
    (void)state;
    static const struct foi_arg facts[] = {
        {"kind", "THIRD"}, {"party", "李四"}, {"text", "名单"}, {"received", "2018-09-12"}};
    int64_t id = taken_in("2018-09-12");
    done(ctx_begin(&w.c, true));
    done(foi_act(
        &w.c, id, &(struct foi_do){.action = "consult", .args = facts, .n_args = COUNT_OF(facts)}));
    done(ctx_commit(&w.c));
    assert_true(row(id).consulting);
    today("2018-12-03");
    recounted(3, 1);
    struct foi_case k = row(id);
    assert_false(k.consulting);
    recounted(3, 0);
}

static int64_t arrived_by(enum foi_channel channel, const char *day)
{
    struct foi_receipt out;
    struct foi_application in = application(day);
    in.channel = channel;
    today(day);
    done(ctx_begin(&w.c, true));
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    return out.id;
}

static const struct stmt asked_head = {"test.asked_head",
    "SELECT count(*) FROM task WHERE kind = 'foi_unconfirmed' AND closed_at IS NULL AND perm = "
    "'foi.review'",
    NULL};

/* RULE R1c: one working day after arrival the head of the office is asked to see to it. */
static void nobody_confirmed(void **state)
{
    (void)state;
    struct foi_recounted n;
    int64_t id = arrived_by(CHANNEL_FAX, "2018-09-28"); /* a Friday; Saturday is worked */
    done(foi_recount(&w.c, &n));
    today("2018-09-29");
    done(foi_recount(&w.c, &n));
    assert_int_equal(number(&asked_head), 0);
    today("2018-09-30");
    done(foi_recount(&w.c, &n));
    done(foi_recount(&w.c, &n));
    assert_int_equal(number(&asked_head), 1);
    done(ctx_begin(&w.c, true));
    done(foi_act(&w.c, id, &(struct foi_do){.action = "confirm"}));
    done(ctx_commit(&w.c));
    assert_int_equal(number(&asked_head), 0);
    done(foi_recount(&w.c, &n));
    assert_int_equal(number(&asked_head), 0);
}

/* RULE W4: received while next year's calendar was missing; registered by itself once it is there,
 * with the day it was received. */
static void calendar_comes(void **state)
{
    (void)state;
    struct foi_recounted n;
    char day[11];
    int64_t id = arrived_by(CHANNEL_F2F, "2026-12-21");
    struct foi_case k = row(id);
    assert_int_equal(k.stage, CASE_ARRIVED);
    assert_true(foi_waits_for_calendar(&k));
    done(foi_recount(&w.c, &n));
    assert_true(foi_waits_for_calendar(&k));
    assert_int_equal(number(&asked_head), 0);
    calendar_overlay(NULL, 0, 2027); /* no more days off than weekends */
    today("2026-12-28");
    done(foi_recount(&w.c, &n));
    k = row(id);
    assert_false(foi_waits_for_calendar(&k));
    assert_int_equal(k.stage, CASE_REGISTERED);
    assert_string_equal(day_text(k.start, day), "2026-12-21");
    assert_string_equal(day_text(k.due, day), "2027-01-18");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(calendar_changed),
        cmocka_unit_test(consultation_runs_out), cmocka_unit_test(nobody_confirmed),
        cmocka_unit_test(calendar_comes)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
