/* The table of the handling, its guards, the counting of a year: no database.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/tally.h"

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

#define TODAY day_parse("2018-09-12")
static struct prop_facts facts(void)
{
    return (struct prop_facts){.public_text = "",
        .openness = "",
        .result = "",
        .unit_name = "县示例局",
        .person = 2,
        .drafter = 1,
        .unsigned_by = "",
        .taken_by = "",
        .record_word = "",
        .signers = 1,
        .assigned_on = day_none(),
        .signed_on = day_none(),
        .due = day_none(),
        .today = TODAY,
        .settings = &prop_defaults};
}

/* "name=value;…" */
static struct prop_values values(const char *text)
{
    struct prop_value *list = ARENA_ARRAY(a, struct prop_value, 20);
    struct prop_values v = {list, 0};
    char *copy = arena_strdup(a, text), *save = NULL;
    for (char *p = strtok_r(copy, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
        char *mark = strchr(p, '=');
        *mark = '\0';
        list[v.n++] = (struct prop_value){p, mark + 1};
    }
    return v;
}

/* The codes and fields of everything that stands in the way: "M-PROP(due) B-DUE(due)". */
static const char *reasons(
    enum prop_stage stage, const char *action, const char *given, struct prop_facts f)
{
    struct prop_reason out[PROP_REASONS];
    const struct prop_values v = values(given);
    const char *text = "";
    f.given = &v;
    const struct prop_move *m = prop_move(stage, action);
    assert_non_null(m);
    size_t n = prop_reasons(a, m, &f, out);
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%s(%s)", text, *text ? " " : "", out[i].code, out[i].field);
    return text;
}

static void every_stage_goes_on(void **state)
{
    (void)state;
    for (int s = PROP_NEW; s < PROP_CLOSED; s++) {
        bool leaves = false;
        for (size_t i = 0; i < n_prop_moves; i++)
            leaves |= (prop_moves[i].from & PROP_AT(s)) && prop_moves[i].to > s;
        assert_true(leaves);
    }
    assert_null(prop_move(PROP_NEW, "draft"));
    assert_null(prop_move(PROP_CLOSED, "redo"));
    assert_null(prop_move(PROP_REVIEW, "cosign")); /* too late */
}

/* RULE M-PROP: what each step must have. */
static void needs(void **state)
{
    (void)state;
    assert_string_equal(reasons(PROP_NEW, "assign", "", facts()), "M-PROP(lead)");
    assert_string_equal(reasons(PROP_NEW, "assign", "lead=3;joint=4,3;due=2018-09-11", facts()),
        "B-UNITS(joint) B-DUE(due)");
    assert_string_equal(
        reasons(PROP_NEW, "assign", "lead=3;due=2019-03-13", facts()), "B-DUE(due)");
    assert_string_equal(reasons(PROP_NEW, "assign", "lead=3;joint=4;due=2019-03-12", facts()), "");
    assert_string_equal(reasons(PROP_WORK, "draft", "result=D;reply=x;openness=none", facts()),
        "M-PROP(result) M-PROP(open_reason)");
    assert_string_equal(reasons(PROP_WORK, "draft", "result=A;reply=x;openness=summary", facts()),
        "M-PROP(summary) M-PROP(public_body) M-PROP(open_reason)");
    assert_string_equal(
        reasons(PROP_WORK, "draft", "result=A;reply=x;openness=full;summary=s", facts()), "");
}

static void promises(void **state)
{
    (void)state;
    struct prop_promise list[PROP_PROMISES + 1];
    assert_int_equal(prop_promises(a, "2018-12-31 装灯\n\n  2019-01-31\t铺路\n没有日期", list), 3);
    assert_string_equal(list[0].text, "装灯");
    assert_int_equal(list[1].due.n, day_parse("2019-01-31").n);
    assert_string_equal(list[1].text, "铺路");
    assert_false(day_given(list[2].due));
    const char *base = "reply=x;openness=full;summary=s;";
    const struct {
        const char *more, *want;
    } rows[] = {{"result=B", "B-PROMISE(promises)"}, {"result=B;promises=2018-12-31 装灯", ""},
        {"result=B;promises=尽快装灯", "B-PROMISE(promises)"},
        {"result=B;promises=2018-09-11 装灯", "B-PROMISE(promises)"},
        {"result=A;promises=2018-12-31 装灯", "B-PROMISE(promises)"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(
            reasons(PROP_WORK, "draft", arena_printf(a, "%s%s", base, rows[i].more), facts()),
            rows[i].want);
}

/* RULE S-PII: what is sealed, and what looks private, stays out of the public copy. */
static void public_copy(void **state)
{
    (void)state;
    const char *const secrets[] = {"张三", "0874-5750001", ""};
    struct prop_facts f = facts();
    f.secrets = secrets;
    f.n_secrets = 3;
    f.openness = "full";
    f.public_text = "张三代表：请电 0874-5750001 或 13800138000";
    assert_string_equal(reasons(PROP_REPLIED, "publish", "", f),
        "S-PII(public_body) S-PII(public_body) S-PII(public_body)");
    f.public_text = "某代表：已经办理";
    assert_string_equal(reasons(PROP_REPLIED, "publish", "", f), "");
    f.openness = "none";
    assert_string_equal(reasons(PROP_REPLIED, "publish", "", f), "B-OPEN()");
}

static void cosign_and_sign(void **state)
{
    (void)state;
    struct prop_facts f = facts();
    f.unsigned_by = "县财政局";
    assert_string_equal(reasons(PROP_COSIGN, "submit", "", f), "B-COSIGN()");
    f.person = f.drafter;
    assert_string_equal(reasons(PROP_SIGN, "sign", "doc_no=师教函2018第1号", f),
        "B-COSIGN() B-SELF() D-FORM(doc_no)");
    f = facts();
    assert_string_equal(reasons(PROP_SIGN, "sign", "doc_no=师教函〔2018〕1号", f), "");
    f.taken_by = "别的";
    assert_string_equal(reasons(PROP_SIGN, "sign", "doc_no=师教函〔2018〕1号", f), "D-DUP(doc_no)");
    f.signed_on = TODAY;
    assert_string_equal(
        reasons(PROP_SEND, "send", "replied_on=2018-09-11;delivery=x", f), "B-ORDER(replied_on)");
    assert_string_equal(
        reasons(PROP_SEND, "send", "replied_on=2018-09-13;delivery=x", f), "B-ORDER(replied_on)");
    assert_string_equal(reasons(PROP_SEND, "send", "replied_on=2018-09-12;delivery=x", f), "");
}

static void votes_and_closing(void **state)
{
    (void)state;
    struct prop_facts f = facts();
#define VOTES(yes, no) "satisfied=" yes ";basically=0;unsatisfied=" no
    assert_string_equal(reasons(PROP_REPLIED, "satisfy", VOTES("0", "0"), f), "B-VOTES(satisfied)");
    assert_string_equal(reasons(PROP_REPLIED, "satisfy", VOTES("2", "0"), f), "B-VOTES(satisfied)");
    assert_string_equal(reasons(PROP_REPLIED, "satisfy", VOTES("0", "1"), f), "B-VOTES(comment)");
    assert_string_equal(reasons(PROP_REPLIED, "satisfy", VOTES("1", "0"), f), "");
    f.openness = "full";
    assert_string_equal(reasons(PROP_REPLIED, "close", "", f), "M-PROP() M-PROP()");
    assert_string_equal(reasons(PROP_REPLIED, "redo", "reason=x", f), "B-VOTES()");
    f.voted = f.unhappy = f.record_live = true;
    assert_string_equal(reasons(PROP_REPLIED, "close", "", f), "B-VOTES()");
    f.unhappy = false;
    assert_string_equal(reasons(PROP_REPLIED, "close", "", f), "");
    f.openness = "none";
    f.record_live = false;
    assert_string_equal(reasons(PROP_REPLIED, "close", "", f), ""); /* withheld with a reason */
}

static struct prop blank(void)
{
    return (struct prop){.kind = "npc",
        .session = "县示例人大第一次会议",
        .number = 12,
        .title = "关于路灯的建议",
        .signers = 1,
        .lead_full = "师宗县示例局",
        .lead_name = "县示例局",
        .result = "",
        .reply = "",
        .openness = "full",
        .open_reason = "",
        .summary = "",
        .public_body = "",
        .doc_no = "师示函〔2018〕1号",
        .path = "",
        .due = day_none(),
        .signed_on = TODAY,
        .replied_on = day_none(),
        .published_on = day_none(),
        .who = {"欧阳修", "0874-5750001", "", ""}};
}

/* RULE M-PROP-YEAR, M-PROP-LATE: the year counted; deadlines of reply and publication. */
static void a_year(void **state)
{
    (void)state;
    struct prop list[4] = {blank(), blank(), blank(), blank()};
    list[0].replied_on = day_parse("2018-08-01");
    list[0].due = day_parse("2018-08-02");
    list[0].result = "A";
    list[0].satisfied = 2;
    list[1].replied_on = day_parse("2018-08-03");
    list[1].due = day_parse("2018-08-02");
    list[1].result = "C";
    list[1].unsatisfied = 1;
    list[1].kind = "cppcc";
    list[1].openness = "none";
    list[2].due = day_parse("2018-09-11");
    list[3].replied_on = day_parse("2018-09-10");
    list[3].result = "B";
    list[3].path = "/x";
    struct prop_tally t = prop_tally(list, 4, "", TODAY);
    assert_int_equal(t.received, 4);
    assert_int_equal(t.answered, 3);
    assert_int_equal(t.on_time, 1);
    assert_int_equal(t.late, 2);
    assert_int_equal(t.adopted, 2);
    assert_int_equal(t.published, 1);
    assert_int_equal(t.withheld, 1);
    assert_int_equal(prop_votes(&t), 3);
    assert_int_equal(prop_tally(list, 4, "cppcc", TODAY).received, 1);
    assert_string_equal(prop_rate(a, t.answered, t.received), "75%");
    assert_string_equal(prop_rate(a, 2, 3), "66.7%");
    assert_string_equal(prop_rate(a, 0, 0), "—");
    char day[11];
    assert_string_equal(day_text(prop_publish_due(&list[0], &prop_defaults), day), "2018-08-29");
    assert_false(day_given(prop_publish_due(&list[1], &prop_defaults)));
    assert_non_null(strstr(prop_late(a, &list[0], &prop_defaults, TODAY), "还没有公开"));
    assert_null(prop_late(a, &list[0], &prop_defaults, day_parse("2018-08-29")));
    assert_null(prop_late(a, &list[1], &prop_defaults, TODAY));
    assert_non_null(strstr(prop_late(a, &list[2], &prop_defaults, TODAY), "还没有答复"));
    assert_null(prop_late(a, &list[3], &prop_defaults, day_parse("2018-12-31"))); /* public */
}

/* RULE M-PROP: each missing field of a published reply is a finding. */
static void findings(void **state)
{
    (void)state;
    struct prop_finding out[PROP_FINDINGS_EACH];
    struct prop_entry e = {.kind = "npc",
        .session = "县示例人大第一次会议",
        .title = "答复",
        .path = "/x",
        .summary = "概述",
        .issuer = "县示例局",
        .doc_no = "师示函〔2018〕1号",
        .openness = "full",
        .year = 2018,
        .number = 1,
        .published_on = TODAY};
    assert_int_equal(prop_entry_findings(a, &e, out), 0);
    e.summary = e.doc_no = "";
    assert_int_equal(prop_entry_findings(a, &e, out), 2);
    assert_string_equal(out[0].code, "M-PROP(summary)");
    assert_string_equal(out[1].code, "M-PROP(doc_no)");
}

/* RULE S-PII: the letter to the proposer names them, the public copy does not. */
static void letters(void **state)
{
    (void)state;
    struct prop p = blank();
    struct buf b;
    p.reply = "一、已做的工作\n装了路灯。";
    p.result = "A";
    const struct prop_joint joints[] = {{.unit_name = "县财政局", .stage = JOINT_ADVISED},
        {.unit_name = "县公安局", .stage = JOINT_DECLINED}};
    struct letter full = prop_letter(a, &p, joints, 2, COPY_FULL);
    struct letter open = prop_letter(a, &p, joints, 2, COPY_PUBLIC);
    assert_string_equal(full.addressee, "欧阳修代表");
    assert_string_equal(open.addressee, "欧××代表");
    assert_string_equal(full.title, "关于县示例人大第一次会议第12号建议的答复");
    assert_true(full.n_slip > 0);
    assert_int_equal(open.n_slip, 0);
    buf_init(&b, 0);
    letter_text(&open, &b);
    assert_null(strstr(buf_str(&b), "阳修"));
    assert_non_null(strstr(buf_str(&b), "会签单位：县财政局）"));
    buf_release(&b);
    p.name_public = true;
    p.signers = 3;
    assert_string_equal(prop_addressee(a, &p, COPY_PUBLIC), "欧阳修等3位代表");
    p.openness = "summary";
    p.public_body = "<摘要>";
    const char *html = prop_public_html(a, &p, joints, 2);
    assert_non_null(strstr(html, "&lt;摘要&gt;"));
    assert_null(strstr(html, "装了路灯"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_stage_goes_on),
        cmocka_unit_test(needs), cmocka_unit_test(promises), cmocka_unit_test(public_copy),
        cmocka_unit_test(cosign_and_sign), cmocka_unit_test(votes_and_closing),
        cmocka_unit_test(a_year), cmocka_unit_test(findings), cmocka_unit_test(letters)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
