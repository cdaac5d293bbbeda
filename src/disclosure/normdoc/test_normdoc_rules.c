/* Rules of normative documents: periods, reminders, the table of the life cycle, every guard.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "disclosure/normdoc/flow.h"
#include "disclosure/normdoc/watch.h"

static struct arena *a;

static int open_arena(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&a);
    return 0;
}

static void day_is(struct day d, const char *text)
{
    char out[11];
    assert_string_equal(day_text(d, out), text);
}

/* RULE N-TERM: the last valid day is the day before the same date. */
static void last_day(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *last;
    } cases[] = {{"2018-09-05", 60, "2023-09-04"}, {"2018-09-05", 24, "2020-09-04"},
        {"2018-01-01", 12, "2018-12-31"}, {"2016-02-29", 12, "2017-02-28"},
        {"2016-02-29", 48, "2020-02-28"}, {"2018-08-31", 6, "2019-02-28"},
        {"2018-03-01", 24, "2020-02-29"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        day_is(norm_last_day(day_parse(cases[i].from), cases[i].months), cases[i].last);
    assert_false(day_given(norm_last_day(day_none(), 60)));
    assert_int_equal(norm_months_max(norm_is_trial("某办法（试行）"), &norm_defaults), 24);
    assert_int_equal(norm_months_max(norm_is_trial("某暂行办法"), &norm_defaults), 24);
    assert_int_equal(norm_months_max(norm_is_trial("某办法"), &norm_defaults), 60);
    day_is(month_add(day_parse("2018-03-31"), -1), "2018-02-28");
    day_is(month_add(day_parse("2018-01-31"), -2), "2017-11-30");
}

/* RULE N-REMIND: 180, 90, 30 days before; over on the day after the last. */
static void reminders(void **state)
{
    (void)state;
    static const struct {
        int left, reminder;
    } cases[] = {{181, 0}, {180, 180}, {91, 180}, {90, 90}, {31, 90}, {30, 30}, {0, 30},
        {-1, NORM_OVER}, {-400, NORM_OVER}};
    struct day today = day_parse("2018-09-12");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(
            norm_reminder((struct day){today.n + cases[i].left}, today), cases[i].reminder);
    assert_int_equal(norm_reminder(day_none(), today), 0);
}

/* RULE N-FILE-LATE: thirty days from publication by default. */
static void filing(void **state)
{
    (void)state;
    struct day published = day_parse("2018-08-01"), none = day_none();
    const struct norm_settings *s = &norm_defaults;
    day_is(norm_filing_due(published, s), "2018-08-31");
    assert_false(norm_filing_late(published, none, day_parse("2018-08-31"), s));
    assert_true(norm_filing_late(published, none, day_parse("2018-09-01"), s));
    assert_false(norm_filing_late(published, day_parse("2018-08-31"), day_parse("2019-01-01"), s));
    assert_true(norm_filing_late(published, day_parse("2018-09-01"), day_parse("2019-01-01"), s));
    assert_false(norm_filing_late(day_parse("2010-01-01"), none, day_parse("2018-09-12"), s));
    assert_false(norm_filing_late(none, none, day_parse("2018-09-12"), s));
}

/* The table: every stage but the ends leads on; legality review cannot be walked around. */
static void table(void **state)
{
    (void)state;
    for (int from = 0; from < NORM_ENDED; from++) {
        bool leads = false;
        for (size_t i = 0; i < n_norm_moves; i++)
            leads |= (norm_moves[i].from & AT(from)) && norm_moves[i].to != (enum norm_stage)from;
        assert_true(leads);
    }
    for (size_t i = 0; i < n_norm_moves; i++) {
        if (norm_moves[i].to == NORM_DECIDE)
            assert_string_equal(norm_moves[i].action, "lawful");
        if (norm_moves[i].to == NORM_NUMBER)
            assert_true(norm_moves[i].from == AT(NORM_DECIDE));
    }
    assert_null(norm_move(NORM_DRAFT, "send"));
    assert_null(norm_move(NORM_ENDED, "repeal"));
    assert_non_null(norm_move(NORM_FILE, "repeal"));
    for (size_t i = 0; i < n_norm_needs; i++) {
        bool known = strcmp(norm_needs[i].action, "new") == 0;
        for (size_t k = 0; k < n_norm_moves; k++)
            known |= strcmp(norm_needs[i].action, norm_moves[k].action) == 0;
        assert_true(known);
    }
}

/* ---- guards ---- */

enum { GIVEN_MAX = 12 };
struct guard_case {
    enum norm_stage from;
    const char *action, *given, *kept; /* "name=value;…" */
    const char *codes;                 /* wanted, in their order */
    const char *today;
};

static struct norm_values values(const char *text)
{
    struct norm_value *list = ARENA_ARRAY(a, struct norm_value, GIVEN_MAX);
    struct norm_values v = {list, 0};
    char *copy = arena_strdup(a, text), *save = NULL;
    for (char *p = strtok_r(copy, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
        char *mark = strchr(p, '=');
        *mark = '\0';
        assert_true(v.n < GIVEN_MAX);
        list[v.n++] = (struct norm_value){p, mark + 1};
    }
    return v;
}

static const char *codes_of(const struct guard_case *k, struct norm_facts *f)
{
    struct norm_reason out[NORM_REASONS];
    const struct norm_values given = values(k->given), kept = values(k->kept);
    const struct norm_move *m = norm_move(k->from, k->action);
    assert_non_null(m);
    f->given = &given;
    f->kept = &kept;
    f->today = day_parse(*k->today ? k->today : "2018-09-12");
    f->settings = &norm_defaults;
    size_t n = norm_reasons(a, m, f, out);
    const char *codes = "";
    for (size_t i = 0; i < n; i++) {
        assert_true(*out[i].text);
        codes = arena_printf(a, "%s%s%s", codes, i ? "," : "", out[i].code);
    }
    return codes;
}

#define CONSULT "notice=n;draft=d;note=n;channel=c;"
#define NUMBER "reg_no=1;doc_no=师政规〔2018〕3号;formed_on=2018-09-10;effective_on=2018-10-01;"
#define FILED "filing_doc=x;to_government=1;to_congress=1;papers=1;"

/* RULE N-NEED, N-CONSULT, N-LEGAL, N-NUMBER, N-EVAL, N-REPEAL */
static const struct guard_case guard_cases[] = {
    {NORM_DRAFT, "consult", "", "", "N-NEED,N-NEED,N-NEED,N-NEED,N-NEED,N-NEED", ""},
    {NORM_DRAFT, "consult", CONSULT "consult_from=2018-09-12;consult_to=2018-09-19", "",
        "N-CONSULT", ""}, /* six working days */
    {NORM_DRAFT, "consult", CONSULT "consult_from=2018-09-12;consult_to=2018-09-20", "", "", ""},
    {NORM_DRAFT, "consult", CONSULT "consult_from=2018-09-20;consult_to=2018-09-12", "",
        "N-CONSULT", ""},
    {NORM_CONSULT, "heard", "result=r;opinions=3;adopted=2", "consult_to=2018-09-12", "N-CONSULT",
        ""},
    {NORM_CONSULT, "heard", "result=r;opinions=3;adopted=2", "consult_to=2018-09-11", "", ""},
    {NORM_CONSULT, "heard", "result=r;opinions=3;adopted=4", "consult_to=2018-09-11", "N-CONSULT",
        ""},
    {NORM_DECIDE, "decide", "meeting=m;meeting_on=2018-09-10", "", "N-LEGAL", ""},
    {NORM_DECIDE, "decide", "meeting=m;meeting_on=2018-09-10",
        "legal_opinion=合法;legal_on=2018-09-11", "N-LEGAL", ""},
    {NORM_DECIDE, "decide", "meeting=m;meeting_on=2018-09-11",
        "legal_opinion=合法;legal_on=2018-09-11", "", ""},
    {NORM_DECIDE, "decide", "meeting=m;meeting_on=2018-09-13",
        "legal_opinion=合法;legal_on=2018-09-11", "N-ORDER", ""},
    {NORM_NUMBER, "number", NUMBER "months=60", "meeting_on=2018-09-08", "", ""},
    {NORM_NUMBER, "number", NUMBER "months=61", "", "N-TERM", ""},
    {NORM_NUMBER, "number", NUMBER, "", "N-TERM", ""},
    {NORM_NUMBER, "number", NUMBER "months=12;expires_on=2019-01-01", "", "N-TERM", ""},
    {NORM_NUMBER, "number", NUMBER "expires_on=2023-09-30", "", "", ""},
    {NORM_NUMBER, "number", NUMBER "expires_on=2023-10-01", "", "N-TERM", ""},
    {NORM_NUMBER, "number", NUMBER "expires_on=2018-09-01", "", "N-TERM", ""},
    {NORM_NUMBER, "number", NUMBER "endless=依法长期有效", "", "", ""},
    {NORM_NUMBER, "number", NUMBER "months=60", "meeting_on=2018-09-11", "N-ORDER", ""},
    {NORM_NUMBER, "number",
        "reg_no=1;doc_no=师政规[2018]3号;formed_on=2018-09-10;effective_on=2018-09-09;months=60",
        "", "D-BRK,N-ORDER", ""},
    {NORM_NUMBER, "number",
        "reg_no=1;doc_no=第三份;formed_on=2018-09-13;effective_on=2018-10-01;months=60", "",
        "D-FORM,N-ORDER", ""},
    {NORM_NUMBER, "number",
        "reg_no=1;doc_no=师政规〔2017〕3号;formed_on=2018-09-10;effective_on=2018-10-01;months=60",
        "", "N-ORDER", ""},
    {NORM_FILE, "file", FILED "filed_on=2018-09-12", "", "", ""},
    {NORM_FILE, "file", FILED "filed_on=2018-09-13", "", "N-ORDER", ""},
    {NORM_FILE, "file", "filed_on=2018-09-12;filing_doc=x", "", "N-NEED,N-NEED,N-NEED", ""},
    {NORM_REGISTER, "register", "archive_no=x;archived_on=2018-09-01", "filed_on=2018-09-02",
        "N-ORDER", ""},
    {NORM_EVALUATE, "keep", "report=r;renew_months=61", "", "N-TERM", ""},
    {NORM_EVALUATE, "keep", "report=r;renew_months=60", "", "", ""},
    {NORM_FORCE, "repeal", "repeal_reason=r;repeal_basis=b;repealed_on=2018-09-13", "", "N-ORDER",
        ""},
    {NORM_FORCE, "repeal", "repeal_reason=r;repeal_basis=b;repealed_on=2010-01-01",
        "formed_on=2010-01-02", "N-REPEAL", ""},
};

static void guards(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(guard_cases); i++) {
        struct norm_facts f = {.title = "师宗县某某办法",
            .unit_id = 1,
            .reviewer_unit = 2,
            .taken_by = "",
            .live_number = "",
            .live_formed = day_none(),
            .published = day_none(),
            .last_day = day_none()};
        const char *codes = codes_of(&guard_cases[i], &f);
        if (strcmp(codes, guard_cases[i].codes) != 0)
            fail_msg("case %zu (%s, %s): %s, not %s", i, guard_cases[i].action,
                guard_cases[i].given, codes, guard_cases[i].codes);
    }
}

static struct norm_facts plain_facts(const char *title)
{
    return (struct norm_facts){.title = title,
        .unit_id = 1,
        .reviewer_unit = 2,
        .taken_by = "",
        .live_number = "",
        .live_formed = day_none(),
        .published = day_none(),
        .last_day = day_none()};
}

/* RULE N-PUBLIC, N-NODOC, N-EVAL, N-TERM; the reviewer is of another unit. */
static void guards_of_facts(void **state)
{
    (void)state;
    struct guard_case k = {NORM_NUMBER, "number", NUMBER "months=36", "", "", ""};
    struct norm_facts f = plain_facts("某办法（试行）");
    assert_string_equal(codes_of(&k, &f), "N-TERM");
    f = plain_facts("某办法");
    f.number_taken = true;
    assert_string_equal(codes_of(&k, &f), "D-DUP");

    k = (struct guard_case){NORM_LEGAL, "lawful", "legal_opinion=合法", "", "", ""};
    f = plain_facts("某办法");
    assert_string_equal(codes_of(&k, &f), "");
    f.reviewer_unit = 1;
    assert_string_equal(codes_of(&k, &f), "N-LEGAL-SELF");

    k = (struct guard_case){NORM_PUBLISH, "publish", "record=7",
        "doc_no=师政规〔2018〕3号;formed_on=2018-09-10", "", ""};
    f = plain_facts("某办法");
    assert_string_equal(codes_of(&k, &f), "N-PUBLIC");
    f.live = f.live_has_text = true;
    f.live_number = "师政规〔2018〕3号";
    f.live_formed = day_parse("2018-09-10");
    f.published = day_parse("2018-09-11");
    assert_string_equal(codes_of(&k, &f), "");
    f.live_has_text = false;
    f.live_number = "师政规〔2018〕4号";
    f.published = day_parse("2018-09-09"); /* published before it was made */
    assert_string_equal(codes_of(&k, &f), "N-PUBLIC,N-ORDER,N-NODOC");
    assert_false(norm_has_text("<p><img src=\"/files/x\"></p><p>附件</p>"));
    assert_true(norm_has_text("<p>为了规范管理，制定本办法。</p>"));

    k = (struct guard_case){NORM_FORCE, "evaluate", "", "", "", ""};
    f = plain_facts("某办法");
    assert_string_equal(codes_of(&k, &f), ""); /* without an end at any time */
    f.last_day = day_parse("2019-03-12");
    assert_string_equal(codes_of(&k, &f), "");
    f.last_day = day_parse("2019-03-13");
    assert_string_equal(codes_of(&k, &f), "N-EVAL");

    k = (struct guard_case){NORM_FORCE, "lapse", "", "", "", ""};
    assert_string_equal(codes_of(&k, &f), "N-STATE");
    f.last_day = day_parse("2018-09-12");
    assert_string_equal(codes_of(&k, &f), "N-STATE"); /* the last day is still valid */
    f.last_day = day_parse("2018-09-11");
    assert_string_equal(codes_of(&k, &f), "");
    f.last_day = day_none();
    assert_string_equal(codes_of(&k, &f), "N-STATE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(last_day), cmocka_unit_test(reminders),
        cmocka_unit_test(filing), cmocka_unit_test(table), cmocka_unit_test(guards),
        cmocka_unit_test(guards_of_facts)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
