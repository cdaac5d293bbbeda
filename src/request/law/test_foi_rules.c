/* The reply clock, the remedies and the fee: tables of cases, each with its rules.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/clock_json.h"
#include "request/law/fee.h"
#include "request/law/remedy.h"
#include "tests/test.h"

struct clock_case {
    const char *rules;  /* what it is about */
    const char *in;     /* without "today" unless given */
    const char *expect; /* parts of the output, separated by | */
};

#define OLD_F2F "{\"channel\":\"F2F\",\"arrived\":\"2018-09-12\""
#define NEW_F2F "{\"channel\":\"F2F\",\"arrived\":\"2019-05-15\""
#define NOTICE                                                                                     \
    "{\"type\":\"correction_notice\",\"date\":\"2019-05-20\",\"received\":\"2019-05-21\","         \
    "\"days\":5}"
#define ASKED "{\"type\":\"reason_notice\",\"date\":\"2019-05-20\"}"
#define FEE "{\"type\":\"fee_notice\",\"date\":\"2021-03-01\",\"received\":\"2021-03-02\"}"
#define FEE_CASE "{\"channel\":\"F2F\",\"arrived\":\"2021-02-25\""

static const struct clock_case cases[] = {
    {"RULE W0, R2, T0", OLD_F2F "}",
        "\"regime\":\"OLD\"|\"start\":\"2018-09-12\"|\"base_due\":\"2018-10-09\"|\"due\":\"2018-10-"
        "09\"|"
        "\"state\":\"REGISTERED\"|\"in_time\":null|\"code\":null|\"light\":\"none\""},
    {"RULE R2, T0", NEW_F2F "}",
        "\"regime\":\"NEW\"|\"due\":\"2019-06-13\"|\"correction_notice_by\":\"2019-05-24\""},
    {"RULE T0: the last day of the old regulation",
        "{\"channel\":\"F2F\",\"arrived\":\"2019-05-14\"}", "\"regime\":\"OLD\""},
    {"RULE R1b: receipt on a day off", "{\"channel\":\"F2F\",\"arrived\":\"2018-09-22\"}",
        "\"start\":\"2018-09-22\"|\"due\":\"2018-10-18\""},
    {"RULE R1: unconfirmed letter", "{\"channel\":\"POST_PLAIN\",\"arrived\":\"2018-09-12\"}",
        "\"start\":null|\"due\":null|\"state\":\"ARRIVED\""},
    {"RULE R1: confirmed letter",
        "{\"channel\":\"POST_PLAIN\",\"arrived\":\"2018-09-11\",\"confirmed\":\"2018-09-12\"}",
        "\"start\":\"2018-09-12\""},
    {"RULE R1: signed for", "{\"channel\":\"POST_SIGNED\",\"arrived\":\"2018-09-12\"}",
        "\"start\":\"2018-09-12\""},
    {"RULE R1: old e-mail needs no confirmation",
        "{\"channel\":\"EMAIL\",\"arrived\":\"2018-09-12\"}", "\"start\":\"2018-09-12\""},
    {"RULE R1: new e-mail does", "{\"channel\":\"EMAIL\",\"arrived\":\"2019-05-15\"}",
        "\"start\":null"},
    {"RULE R1a: the platform confirms",
        "{\"channel\":\"WEB\",\"arrived\":\"2019-05-15\",\"web_confirm\":\"AUTO\"}",
        "\"start\":\"2019-05-15\""},
    {"RULE R1a: a clerk confirms", "{\"channel\":\"WEB\",\"arrived\":\"2019-05-15\"}",
        "\"start\":null"},
    {"RULE R1: events before confirmation",
        "{\"channel\":\"WEB\",\"arrived\":\"2019-05-15\",\"events\":[" ASKED "]}",
        "\"rule\":\"R1\""},
    {"RULE R3, R5", NEW_F2F ",\"events\":[" NOTICE "]}",
        "\"state\":\"CORR_WAIT\"|\"correction_deadline\":\"2019-05-28\"|\"refused\":[]"},
    {"RULE R3a", NEW_F2F ",\"events\":[{\"type\":\"correction_notice\",\"date\":\"2019-05-27\"}]}",
        "\"rule\":\"R3a\"|\"event\":0|\"state\":\"REGISTERED\"|\"correction_deadline\":null"},
    {"RULE R4: restart",
        NEW_F2F ",\"events\":[" NOTICE
                ",{\"type\":\"correction_received\",\"date\":\"2019-05-27\"}]}",
        "\"state\":\"EXAM\"|\"start\":\"2019-05-27\"|\"due\":\"2019-06-25\""},
    {"RULE R4: nothing to correct",
        NEW_F2F ",\"events\":[{\"type\":\"correction_received\",\"date\":\"2019-05-27\"}]}",
        "\"rule\":\"R4\""},
    {"RULE R4a: once only",
        NEW_F2F ",\"events\":[" NOTICE
                ",{\"type\":\"correction_received\",\"date\":\"2019-05-22\"},"
                "{\"type\":\"correction_notice\",\"date\":\"2019-05-23\"}]}",
        "\"event\":2|\"rule\":\"R4a\"|\"start\":\"2019-05-22\""},
    {"RULE R5a: given up", NEW_F2F ",\"today\":\"2019-05-29\",\"events\":[" NOTICE "]}",
        "\"state\":\"ABANDONED\"|\"code\":\"O1\"|\"light\":\"none\""},
    {"RULE R5a: the last day still counts",
        NEW_F2F ",\"today\":\"2019-05-28\",\"events\":[" NOTICE "]}", "\"state\":\"CORR_WAIT\""},
    {"RULE R5a: late",
        NEW_F2F ",\"events\":[" NOTICE
                ",{\"type\":\"correction_received\",\"date\":\"2019-05-29\"}]}",
        "\"rule\":\"R5a\"|\"state\":\"ABANDONED\""},
    {"RULE R5a: late with a good reason",
        NEW_F2F
        ",\"events\":[" NOTICE
        ",{\"type\":\"correction_received\",\"date\":\"2019-05-29\",\"good_reason\":true}]}",
        "\"refused\":[]|\"state\":\"EXAM\"|\"code\":null|\"start\":\"2019-05-29\""},
    {"RULE R6, R6a, R6c",
        NEW_F2F
        ",\"events\":[{\"type\":\"consult\",\"kind\":\"THIRD_PARTY\",\"issued\":\"2019-05-20\","
        "\"received\":\"2019-05-21\",\"answered\":\"2019-05-27\"}]}",
        "\"excluded_working_days\":5|\"due\":\"2019-06-20\"|\"base_due\":\"2019-06-13\""},
    {"RULE R6b: the union",
        NEW_F2F
        ",\"events\":[{\"type\":\"consult\",\"kind\":\"THIRD_PARTY\",\"issued\":\"2019-05-20\","
        "\"answered\":\"2019-05-27\"},{\"type\":\"consult\",\"kind\":\"ORGAN\",\"issued\":\"2019-"
        "05-22\","
        "\"answered\":\"2019-05-28\"}]}",
        "\"excluded_working_days\":6|\"due\":\"2019-06-21\""},
    {"RULE R6d, R8, R9: silence ends it",
        NEW_F2F ",\"events\":[{\"type\":\"consult\",\"kind\":\"JOINT\",\"issued\":\"2019-05-20\","
                "\"received\":\"2019-05-21\"}]}",
        "\"excluded_working_days\":16|\"due\":\"2019-07-05\""},
    {"RULE R6e: so does that of an organ that made nothing",
        NEW_F2F ",\"events\":[{\"type\":\"consult\",\"kind\":\"ORGAN\",\"issued\":\"2019-05-20\","
                "\"received\":\"2019-05-21\"}]}",
        "\"excluded_working_days\":16|\"due\":\"2019-07-05\""},
    {"RULE R7b: other organs, old regulation",
        OLD_F2F ",\"events\":[{\"type\":\"consult\",\"kind\":\"ORGAN\",\"issued\":\"2018-09-13\","
                "\"answered\":\"2018-09-20\"}]}",
        "\"excluded_working_days\":0|\"due\":\"2018-10-09\""},
    {"RULE R7",
        OLD_F2F ",\"events\":[{\"type\":\"extension\",\"days\":15,\"approved\":\"2018-10-09\","
                "\"notified\":\"2018-10-09\"}]}",
        "\"due\":\"2018-10-30\"|\"base_due\":\"2018-10-09\"|\"refused\":[]"},
    {"RULE R7a: too long",
        OLD_F2F ",\"events\":[{\"type\":\"extension\",\"days\":16,\"approved\":\"2018-10-09\","
                "\"notified\":\"2018-10-09\"}]}",
        "\"rule\":\"R7a\"|\"due\":\"2018-10-09\""},
    {"RULE R7a: told too late",
        OLD_F2F ",\"events\":[{\"type\":\"extension\",\"days\":15,\"approved\":\"2018-10-09\","
                "\"notified\":\"2018-10-10\"}]}",
        "\"rule\":\"R7a\""},
    {"RULE R7a: once only",
        OLD_F2F ",\"events\":[{\"type\":\"extension\",\"days\":5,\"approved\":\"2018-10-08\","
                "\"notified\":\"2018-10-08\"},{\"type\":\"extension\",\"days\":5,\"approved\":"
                "\"2018-10-09\","
                "\"notified\":\"2018-10-09\"}]}",
        "\"event\":1|\"rule\":\"R7a\"|\"due\":\"2018-10-16\""},
    {"RULE R8a, K6",
        NEW_F2F
        ",\"events\":[" ASKED
        ",{\"type\":\"reply\",\"date\":\"2019-06-13\",\"delivery\":\"POST\",\"code\":\"X4\"}]}",
        "\"state\":\"DELIVERED\"|\"code\":\"X4\"|\"in_time\":true"},
    {"RULE K6: reasons not asked",
        NEW_F2F ",\"events\":[{\"type\":\"reply\",\"date\":\"2019-06-13\",\"delivery\":\"POST\","
                "\"code\":\"X4\"}]}",
        "\"rule\":\"K6\"|\"in_time\":null"},
    {"RULE R8a: another date",
        NEW_F2F ",\"events\":[" ASKED
                ",{\"type\":\"fixed_due\",\"date\":\"2019-07-01\",\"notified\":\"2019-06-10\"}]}",
        "\"due\":\"2019-07-01\"|\"refused\":[]"},
    {"RULE R8a: not under the old regulation",
        OLD_F2F ",\"events\":[{\"type\":\"reason_notice\",\"date\":\"2018-09-13\"}]}",
        "\"rule\":\"R8a\""},
    {"RULE R10: posted on the last day",
        OLD_F2F ",\"events\":[{\"type\":\"reply\",\"date\":\"2018-10-09\",\"delivery\":\"POST\","
                "\"received\":\"2018-10-12\",\"code\":\"G2\"}]}",
        "\"in_time\":true|\"light\":\"none\""},
    {"RULE R10: a day late",
        OLD_F2F ",\"events\":[{\"type\":\"reply\",\"date\":\"2018-10-10\",\"delivery\":\"HAND\","
                "\"code\":\"G2\"}]}",
        "\"in_time\":false"},
    {"RULE R11", OLD_F2F ",\"today\":\"2018-09-28\"}", "\"light\":\"yellow\""},
    {"RULE R11", OLD_F2F ",\"today\":\"2018-09-30\"}", "\"light\":\"red\""},
    {"RULE R11", OLD_F2F ",\"today\":\"2018-10-10\"}", "\"light\":\"overdue\""},
    {"RULE F6, F7", FEE_CASE ",\"events\":[" FEE "]}",
        "\"state\":\"FEE_WAIT\"|\"pay_by\":\"2021-03-30\"|\"light\":\"none\""},
    {"RULE F7: unpaid", FEE_CASE ",\"today\":\"2021-03-31\",\"events\":[" FEE "]}",
        "\"state\":\"ABANDONED\"|\"code\":\"O2\""},
    {"RULE F8", FEE_CASE ",\"events\":[" FEE ",{\"type\":\"paid\",\"date\":\"2021-03-30\"}]}",
        "\"state\":\"EXAM\"|\"start\":\"2021-03-30\"|\"due\":\"2021-04-27\""},
    {"RULE F7: paid late",
        FEE_CASE ",\"events\":[" FEE ",{\"type\":\"paid\",\"date\":\"2021-03-31\"}]}",
        "\"rule\":\"F7\"|\"state\":\"ABANDONED\""},
    {"RULE F1", NEW_F2F ",\"events\":[{\"type\":\"fee_notice\",\"date\":\"2019-05-20\"}]}",
        "\"rule\":\"F1\""},
    {"RULE 1.7: closed",
        OLD_F2F
        ",\"events\":[{\"type\":\"reply\",\"date\":\"2018-10-09\",\"delivery\":\"POST\",\"code\":"
        "\"G2\"},"
        "{\"type\":\"reply\",\"date\":\"2018-10-10\",\"delivery\":\"POST\",\"code\":\"D4\"}]}",
        "\"event\":1|\"rule\":\"1.7\"|\"code\":\"G2\""},
    {"RULE W4", "{\"channel\":\"F2F\",\"arrived\":\"2026-12-20\"}", "CALENDAR_NOT_LOADED"},
};

static const char *run(struct arena *a, const char *in, struct err *e)
{
    const struct json *j;
    struct buf out;
    buf_init(&out, 0);
    const char *text = NULL;
    if (!json_parse(a, in, strlen(in), &j, e) && !foi_clock_json(a, j, &out, e))
        text = arena_strdup(a, buf_str(&out));
    buf_release(&out);
    return text;
}

static void clock_cases(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err e = {.st = ST_OK};
        const char *out = run(a, cases[i].in, &e);
        if (!out)
            fail_msg("%s: %s", cases[i].rules, e.message);
        char *save = NULL, *want = arena_strdup(a, cases[i].expect);
        for (char *part = strtok_r(want, "|", &save); part; part = strtok_r(NULL, "|", &save))
            if (!strstr(out, part) && ++wrong)
                print_error("%s: no %s in %s\n", cases[i].rules, part, out);
    }
    assert_int_equal(wrong, 0);
    arena_free(&a);
}

static void bad_cases_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"[]x", "{\"channel\":\"PIGEON\",\"arrived\":\"2018-09-12\"}",
        "{\"channel\":\"F2F\",\"arrived\":\"2018-02-30\"}", "{\"channel\":\"F2F\"}", "7",
        OLD_F2F ",\"events\":[{\"type\":\"dance\",\"date\":\"2018-09-13\"}]}",
        OLD_F2F ",\"events\":[{\"type\":\"paid\"}]}",
        OLD_F2F ",\"events\":[{\"type\":\"reply\",\"date\":\"2018-09-13\",\"code\":\"Z9\"}]}",
        "{\"channel\":\"FAX\",\"arrived\":\"2018-09-12\",\"confirmed\":\"2018-09-11\"}"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err e = {.st = ST_OK};
        assert_null(run(a, bad[i], &e));
        assert_true(strlen(e.message) > 0);
    }
    arena_free(&a);
}

/* RULE 1.6, M1, M2, M3, M6, W5, W6 */
static void remedies(void **state)
{
    (void)state;
    static const char *const d4[] = {"D4"};
    static const struct {
        enum organ_kind organ;
        const char *code;
        bool partly;
        const char *issued, *received, *decision, *due;
        size_t bodies;
        const char *until, *court;
        bool first;
    } table[] = {
        {ORGAN_DEPARTMENT, "G2", false, "2018-10-09", "2018-10-12", "", "", 2, "2018-12-11",
            "2019-04-12", false},
        {ORGAN_DEPARTMENT, "D5", false, "2024-01-02", "2024-01-02", "", "", 1, "2024-03-04",
            "2024-07-02", true},
        {ORGAN_COUNTY, "D8", false, "2024-01-02", "2024-01-02", "", "", 1, "2024-03-04",
            "2024-07-02", false},
        {ORGAN_STREET, "P1", true, "2024-03-01", "2024-03-04", "", "", 1, "2024-05-06",
            "2024-09-04", true},
        {ORGAN_TOWNSHIP, "P1", false, "2024-03-01", "2024-03-04", "", "", 1, "2024-05-06",
            "2024-09-04", false},
        {ORGAN_COUNTY, "D4", false, "2024-03-01", "2024-03-04", "2024-06-28", "", 1, "2024-05-06",
            "2024-07-15", true},
        {ORGAN_COUNTY, "", false, "", "", "", "2023-11-10", 1, "2024-01-09", "2024-05-10", false},
        {ORGAN_COUNTY, "G2", false, "2018-08-30", "2018-08-31", "", "", 1, "2018-10-30",
            "2019-02-28", false},
        {ORGAN_DEPARTMENT, "N1a", false, "2025-06-03", "2025-06-03", "", "", 1, "2025-08-04",
            "2025-12-03", false},
        {ORGAN_DEPARTMENT, "X1", false, "2025-06-03", "2025-06-03", "", "", 1, "2025-08-04",
            "2025-12-03", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct remedy_case c = {.organ = table[i].organ,
            .code = table[i].code,
            .withheld = d4,
            .n_withheld = table[i].partly,
            .issued = day_parse(table[i].issued),
            .received = day_parse(table[i].received),
            .decision_received = day_parse(table[i].decision),
            .due = day_parse(table[i].due)};
        struct remedy r;
        struct err e;
        char day[11];
        assert_int_equal(foi_remedy(a, &c, &remedy_names_default, &r, &e), ST_OK);
        assert_int_equal(r.n_bodies, table[i].bodies);
        assert_string_equal(day_text(r.reconsideration_until, day), table[i].until);
        assert_string_equal(day_text(r.court_until, day), table[i].court);
        assert_int_equal(r.reconsideration_first, table[i].first);
        assert_non_null(strstr(r.sentence, "60日"));
        assert_non_null(strstr(r.sentence, table[i].first ? "15日" : "6个月"));
    }
    arena_free(&a);
}

/* RULE F2, F3, F5 */
static void fees(void **state)
{
    (void)state;
    static const int pieces[][2] = {{0, 0}, {10, 0}, {11, 100}, {30, 2000}, {31, 2200}, {40, 4000},
        {41, 4300}, {50, 7000}, {51, 7400}};
    static const int pages[][2] = {
        {0, 0}, {30, 0}, {31, 10}, {100, 700}, {200, 2700}, {201, 2740}, {250, 4700}};
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        assert_int_equal(foi_fee_pieces(pieces[i][0]), pieces[i][1]);
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_int_equal(foi_fee_pages(pages[i][0]), pages[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_cases),
        cmocka_unit_test(bad_cases_are_refused),
        cmocka_unit_test(remedies),
        cmocka_unit_test(fees),
    };
    return cmocka_run_group_tests_name("foi_rules", tests, NULL, NULL);
}
