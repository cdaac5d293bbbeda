/* Proposals in store and pages: the whole way, countersigns, who may what, import, the public list.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "assurance/ledger/ledger.h"
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/proof/proof.h"
#include "common/record/cite.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/in_force.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/inventory/inventory.h"
#include "disclosure/proposal/acts.h"
#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/proposal.h"
#include "lib/paper/sheet.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "tests/at_once.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &publish_module, &in_force_module, &cite_module,
    &file_module, &inventory_module, &proof_module, &document_module, &ledger_module,
    &proposal_module, &proposal_public_module, &portal_module, &client_module};

enum who { OFFICE, EDITOR, REVIEWER, HEAD, JOINT, STRANGER, CLERK, PEOPLE };
static const struct {
    const char *role;
    int unit;
} cast[PEOPLE] = {{"office", 0}, {"editor", 1}, {"reviewer", 1}, {"head", 1}, {"finance", 2},
    {"editor", 3}, {"editor", 0}};
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t units[4], people[PEOPLE];
    struct client browsers[PEOPLE], visitor;
    int number;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void begin(enum who who)
{
    w.c.err = (struct err){.st = ST_OK};
    w.c.person = w.people[who];
    w.c.unit = w.units[cast[who].unit];
    done(ctx_begin(&w.c, true));
}

static void add_people(void)
{
    static const char *const names[] = {"县政府办公室", "县示例局", "县财政局", "县其他局"};
    done(ctx_begin(&w.c, true));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        done(unit_add(&w.c,
            &(struct unit){.code = arena_printf(w.a, "u%zu", i),
                .name = arena_printf(w.a, "师宗%s", names[i]),
                .short_name = names[i],
                .kind = i ? "DEPARTMENT" : "OFFICE",
                .credit_code = "",
                .phone = "",
                .address = ""},
            &w.units[i]));
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), arena_printf(w.a, "人员%zu", i),
            w.units[cast[i].unit], cast[i].role, NULL, &w.people[i]));
    done(ctx_commit(&w.c));
}

static int open_world(void **state)
{
    (void)state;
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    add_people();
    w.visitor = client_new(w.app, w.a);
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
        client_get(&w.browsers[i], "/work/");
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static struct loop_response *get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    return &w.browsers[who].res;
}

static struct loop_response *visit(const char *target)
{
    client_get(&w.visitor, target);
    return &w.visitor.res;
}

static const char *path(int64_t id, const char *rest)
{
    return arena_printf(w.a, "/work/proposals/%lld/%s", (long long)id, rest);
}

static int64_t registered(const char *title)
{
    int64_t id;
    begin(OFFICE);
    done(prop_register(&w.c,
        &(struct prop){.kind = "npc",
            .session = "县示例人大第一次会议",
            .year = 2018,
            .number = ++w.number,
            .title = title,
            .signers = 1,
            .who = {"欧阳修", "0874-5750001", "示例路9号", "内容"}},
        &id));
    done(ctx_commit(&w.c));
    return id;
}

/* given is "name=value;…"; ID1 and ID2 are the units. *codes: of the reasons, "" without. */
static enum st try_step(
    int64_t id, enum who who, const char *action, const char *given, const char **codes)
{
    struct prop_value list[16];
    struct prop_values v = {list, 0};
    struct prop_reason reasons[PROP_REASONS];
    struct prop_do d = {.action = action, .given = &v, .reasons = reasons};
    char *copy = arena_strdup(w.a, given), *save = NULL;
    for (char *p = strtok_r(copy, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
        char *mark = strchr(p, '=');
        *mark = '\0';
        const char *value = mark + 1;
        if (strncmp(value, "UNIT", 4) == 0)
            value = arena_printf(w.a, "%lld", (long long)w.units[value[4] - '0']);
        list[v.n++] = (struct prop_value){p, value};
    }
    begin(who);
    enum st st = prop_act(&w.c, id, &d);
    *codes = "";
    for (size_t i = 0; i < d.n_reasons; i++)
        *codes = arena_printf(w.a, "%s%s%s", *codes, **codes ? " " : "", reasons[i].code);
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}

static void step(int64_t id, enum who who, const char *action, const char *given)
{
    const char *codes;
    if (try_step(id, who, action, given, &codes))
        fail_msg("%s: %s %s", action, w.c.err.message, codes);
}

static void refused(
    int64_t id, enum who who, const char *action, const char *given, enum st want, const char *why)
{
    const char *codes;
    assert_int_equal(try_step(id, who, action, given, &codes), want);
    assert_string_equal(codes, why);
}

static struct prop prop_of(int64_t id)
{
    struct prop p;
    begin(OFFICE);
    done(prop_get(&w.c, id, &p));
    ctx_rollback(&w.c);
    return p;
}

static int64_t count(const char *sql)
{
    struct stmt *s = ARENA_NEW(w.a, struct stmt); /* its address names it */
    struct rows *r;
    *s = (struct stmt){"test.count", sql, NULL};
    begin(OFFICE);
    done(q1(&w.c, s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

#define DRAFT "result=A;reply=一、已装路灯。;openness=full;summary=路灯装好了"

/* As far as the reply. */
static int64_t replied(const char *title, const char *draft)
{
    int64_t id = registered(title);
    step(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT2");
    step(id, EDITOR, "accept", "");
    step(id, JOINT, "joint-accept", "");
    step(id, EDITOR, "draft", draft);
    step(id, JOINT, "cosign", "");
    step(id, EDITOR, "submit", "");
    step(id, REVIEWER, "approve", "");
    step(id, HEAD, "sign", arena_printf(w.a, "doc_no=师示函〔2018〕%d号", w.number));
    step(id, EDITOR, "send", "replied_on=2018-09-12;delivery=面商");
    return id;
}

static void countersigned(void **state)
{
    (void)state;
    int64_t id = registered("关于路灯的建议");
    refused(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT1", ST_INVALID, "B-UNITS");
    refused(id, EDITOR, "draft", DRAFT, ST_CONFLICT, "");
    step(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT2");
    char day[11];
    assert_string_equal(day_text(prop_of(id).due, day), "2018-12-12");
    step(id, EDITOR, "decline", "reason=应由别的单位办理");
    assert_int_equal(prop_of(id).stage, PROP_NEW);
    assert_int_equal(prop_of(id).lead_unit, 0);
    step(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT2");
    step(id, EDITOR, "accept", "");
    refused(id, STRANGER, "opine", "opinion=x", ST_CONFLICT, "");
    step(id, JOINT, "opine", "opinion=同意");
    step(id, EDITOR, "draft", DRAFT);
    refused(id, EDITOR, "submit", "", ST_INVALID, "B-COSIGN");
    step(id, JOINT, "cosign", "");
    step(id, EDITOR, "draft", DRAFT "，已改"); /* another draft: signed anew */
    refused(id, EDITOR, "submit", "", ST_INVALID, "B-COSIGN");
    step(id, JOINT, "object", "reason=经费没有写");
    assert_int_equal(prop_of(id).stage, PROP_WORK);
    step(id, EDITOR, "draft", DRAFT "，再改");
    step(id, JOINT, "cosign", "");
    step(id, EDITOR, "submit", "");
    refused(id, EDITOR, "approve", "", ST_INVALID, "B-SELF");
    step(id, REVIEWER, "return", "reason=再核对");
    assert_int_equal(prop_of(id).stage, PROP_WORK);
}

/* A joint unit that declined is taken off the list by the office, or does not count. */
static void joint_declines(void **state)
{
    (void)state;
    int64_t id = registered("关于停车的建议");
    step(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT2");
    step(id, EDITOR, "accept", "");
    step(id, JOINT, "joint-decline", "reason=与本单位无关");
    refused(id, JOINT, "opine", "opinion=x", ST_CONFLICT, "");
    step(id, EDITOR, "draft", DRAFT);
    step(id, OFFICE, "joints", "joint=UNIT3");
    refused(id, EDITOR, "submit", "", ST_INVALID, "B-COSIGN");
    step(id, STRANGER, "joint-accept", "");
    step(id, STRANGER, "cosign", "");
    step(id, EDITOR, "submit", "");
}

/* RULE S-PII: the letter that the public may take is made of the public edition. */
static void letter_of(const struct prop *p)
{
    struct item_page page;
    struct buf text;
    begin(OFFICE);
    done(item_page_get(&w.c, p->record_id, &page));
    ctx_rollback(&w.c);
    const struct letter l = prop_published_letter(w.a, &page);
    assert_string_equal(l.addressee, "欧××代表");
    assert_string_equal(l.number, p->doc_no);
    assert_string_equal(l.signature, "师宗县示例局");
    buf_init(&text, 0);
    letter_text(&l, &text);
    assert_non_null(strstr(buf_str(&text), "一、计划装灯。"));
    assert_non_null(strstr(buf_str(&text), "办理结果：B类"));
    assert_null(strstr(buf_str(&text), "欧阳修"));
    assert_null(strstr(buf_str(&text), "主办单位"));
    buf_release(&text);
}

static void open_data_of(const struct prop *p)
{
    const char *pdf = arena_printf(w.a, "/zwgk/fdnr/jyta/reply/%lld.pdf", (long long)p->record_id);
    letter_of(p);
    done(proposal_module.start(w.app, &w.c));
    must_have(visit(arena_concat(w.a, p->path, "?print=1", NULL)), pdf);
    must_be(visit(pdf), 200);
    assert_memory_equal(visit(pdf)->body, "%PDF-", 5);
    must_be(visit("/zwgk/fdnr/jyta/reply/999.pdf"), 404);
    must_be(visit(arena_printf(w.a, "/zwgk/fdnr/jyta/reply/%lld", (long long)p->record_id)), 404);
    must_be_open_data(w.app, w.a, "proposals");
    must_have(visit("/api/v1/proposals?kind=npc&year=2018"), "\"kind\":\"人大代表建议\"");
    must_have(visit("/api/v1/proposals?kind=cppcc"), "{\"replies\":[]}");
    must_not_have(visit("/api/v1/proposals.csv"), "欧阳修");
}

/* RULE M-PROP: published with title, issuer, summary, date and number; S-PII: without the name. */
static void published(void **state)
{
    (void)state;
    int64_t id = replied("关于公开的建议", "result=B;reply=一、计划装灯。;openness=full;summary="
                                           "计划装灯;promises=2018-12-31 装好示例灯");
    assert_int_equal(count("SELECT count(*) FROM measure WHERE title = '装好示例灯' "
                           "AND state = 'confirmed'"),
        1);
    must_have(get(EDITOR, path(id, "")), "看进展");
    refused(id, OFFICE, "close", "", ST_INVALID, "M-PROP M-PROP");
    step(id, EDITOR, "publish", "");
    refused(id, EDITOR, "publish", "", ST_INVALID, "B-OPEN");
    step(id, OFFICE, "satisfy", "satisfied=1;basically=0;unsatisfied=0");
    refused(id, OFFICE, "close", "", ST_INVALID, "M-PROP"); /* in review, not public */
    assert_int_equal(count("SELECT count(*) FROM task WHERE kind = 'document.review' "
                           "AND closed_at IS NULL"),
        1);
    must_not_have(visit("/zwgk/fdnr/jyta/"), "计划装灯");
    struct prop p = prop_of(id);
    const char *at = arena_printf(w.a, "/work/documents/%lld/", (long long)p.record_id);
    get(REVIEWER, arena_printf(w.a, "%sreview", at));
    client_submit(&w.browsers[REVIEWER], arena_printf(w.a, "%sapprove", at),
        arena_printf(w.a, "secrecy=open&seen=%s", client_hidden(&w.browsers[REVIEWER], "seen")));
    must_be(&w.browsers[REVIEWER].res, 303);
    get(HEAD, at);
    client_submit(&w.browsers[HEAD], arena_printf(w.a, "%spublish", at), "");
    must_be(&w.browsers[HEAD].res, 303);
    step(id, OFFICE, "close", "");
    p = prop_of(id);
    assert_true(prop_is_public(&p));
    const char *const words[] = {"关于县示例人大第一次会议", "师宗县示例局", "计划装灯",
        "2018-09-12", p.doc_no, "人大代表建议"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        must_have(visit("/zwgk/fdnr/jyta/?kind=npc&year=2018"), words[i]);
    must_not_have(visit("/zwgk/fdnr/jyta/?kind=cppcc"), "计划装灯");
    must_not_have(visit("/zwgk/fdnr/jyta/?year=2017"), "计划装灯");
    struct loop_response *page = visit(p.path);
    must_be(page, 200);
    must_have(page, "欧××代表");
    must_not_have(page, "欧阳修");
    must_not_have(page, "5750001");
    open_data_of(&p);
}

/* Unhappy signatories: handled again, replied to again, satisfaction asked for anew. */
static void handled_again(void **state)
{
    (void)state;
    int64_t id = replied("关于重办的建议", DRAFT);
    refused(id, OFFICE, "redo", "reason=x", ST_INVALID, "B-VOTES");
    step(id, OFFICE, "satisfy", "satisfied=0;basically=0;unsatisfied=1;comment=没有解决");
    step(id, OFFICE, "redo", "reason=请重新研究");
    struct prop p = prop_of(id);
    assert_int_equal(p.stage, PROP_WORK);
    assert_false(p.voted);
    assert_false(day_given(p.replied_on));
    char day[11];
    assert_string_equal(day_text(p.due, day), "2018-11-12");
}

static void who_sees_what(void **state)
{
    (void)state;
    int64_t id = registered("只有相关单位看得到的建议");
    must_be(get(EDITOR, path(id, "")), 404);
    step(id, OFFICE, "assign", "lead=UNIT1;joint=UNIT2");
    must_have(get(EDITOR, path(id, "")), "欧阳修代表");
    must_be(get(JOINT, path(id, "")), 200);
    must_be(get(STRANGER, path(id, "")), 404);
    must_not_have(get(STRANGER, "/work/proposals/"), "只有相关单位");
    must_have(get(OFFICE, "/work/proposals/?tab=work"), "只有相关单位");
    must_not_have(get(OFFICE, "/work/proposals/"), "欧阳修");
    must_be(get(EDITOR, path(id, "reply.pdf")), 409);
    /* a form of a step that is not theirs */
    get(JOINT, path(id, ""));
    client_submit(&w.browsers[JOINT], path(id, "do/accept"), "");
    must_be(&w.browsers[JOINT].res, 403);
    get(EDITOR, path(id, ""));
    client_submit(&w.browsers[EDITOR], path(id, "do/accept"), "");
    must_be(&w.browsers[EDITOR].res, 303);
    get(EDITOR, path(id, ""));
    client_submit(&w.browsers[EDITOR], path(id, "do/draft"), "");
    must_be(&w.browsers[EDITOR].res, 422);
    must_have(&w.browsers[EDITOR].res, "请选择“办理结果”");
    must_have(&w.browsers[EDITOR].res, "请填写“答复正文”");
    step(id, EDITOR, "draft", DRAFT);
    must_be(get(EDITOR, path(id, "reply.pdf")), 200);
    assert_memory_equal(w.browsers[EDITOR].res.body, "%PDF-", 5);
    must_be(get(EDITOR, path(id, "reply.docx")), 200);
    assert_memory_equal(w.browsers[EDITOR].res.body, "PK", 2);
    must_be(get(STRANGER, path(id, "reply.pdf")), 404);
    assert_int_equal(count("SELECT count(*) FROM journal WHERE detail LIKE '%欧阳修%' "
                           "OR detail LIKE '%5750001%'"),
        0);
}

/* ---- the table ---- */

static const char *table(const char *const *rows, size_t n)
{
    struct sheet_column columns[12];
    struct buf b;
    const char *file = arena_printf(w.a, "%s/tmp/table.xlsx", w.c.data_dir);
    for (size_t i = 0; i < n_prop_import_columns; i++)
        columns[i] = (struct sheet_column){.name = prop_import_columns[i]};
    struct book *book = book_new(w.a);
    struct sheet *s = book_sheet(book, "表", "县示例人大建议", columns, n_prop_import_columns);
    for (size_t i = 0; i < n; i++) {
        char *copy = arena_strdup(w.a, rows[i]);
        for (size_t k = 0; k < n_prop_import_columns; k++) {
            char *end = strchr(copy, '|');
            if (end)
                *end = '\0';
            sheet_text(s, copy);
            copy = end ? end + 1 : copy + strlen(copy);
        }
    }
    buf_init(&b, 0);
    done(book_write(book, day_parse("2018-09-12"), &b, &w.c.err));
    FILE *f = fopen(file, "wb");
    assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
    fclose(f);
    buf_release(&b);
    return file;
}

static enum st import(const char *const *rows, size_t n, struct prop_import *out)
{
    const char *file = table(rows, n);
    begin(OFFICE);
    enum st st = prop_import(&w.c, file, out);
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}

static void imported(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "政协提案|县政协会议|2018|501|关于甲的提案|张三|||1||县示例局|县财政局",
        "政协|县政协会议|2018|502|关于乙的提案|||||||",
        "政协提案|县政协会议|2018|503|关于丙的提案|||||||没有的局|"};
    static const char *const good[] = {"政协提案|县政协会议|2018|501|关于甲的提案|张三|0874-"
                                       "5750002||1||县示例局|县财政局、县其他局",
        "人大代表建议|县人大会议|2018|502|关于乙的建议|||||||"};
    struct prop_import in;
    int64_t before = count("SELECT count(*) FROM proposal");
    assert_int_equal(import(bad, COUNT_OF(bad), &in), ST_INVALID);
    assert_int_equal(in.n_problems, 2);
    assert_non_null(strstr(in.problems[0], "类别"));
    assert_non_null(strstr(in.problems[1], "没有的局"));
    assert_int_equal(count("SELECT count(*) FROM proposal"), before); /* nothing by halves */
    done(import(good, COUNT_OF(good), &in));
    assert_int_equal(in.added, 2);
    assert_int_equal(in.assigned, 1);
    assert_int_equal(count("SELECT count(*) FROM proposal_joint j JOIN proposal p "
                           "ON p.id = j.proposal_id WHERE p.number = 501"),
        2);
    done(import(good, COUNT_OF(good), &in)); /* again: nothing twice */
    assert_int_equal(in.added, 0);
    assert_int_equal(in.known, 2);
    assert_int_equal(import(NULL, 0, &in), ST_INVALID);
}

/* RULE M-PROP-YEAR: computed, handed in by the county office, asked for when a year has none. */
static void overview(void **state)
{
    (void)state;
    int64_t old;
    begin(OFFICE);
    done(prop_register(&w.c,
        &(struct prop){.kind = "cppcc",
            .session = "县政协会议",
            .year = 2017,
            .number = 1,
            .title = "去年的提案",
            .signers = 1,
            .who = {"", "", "", ""}},
        &old));
    done(ctx_commit(&w.c));
    must_have(get(OFFICE, "/work/proposals/findings"), "M-PROP-YEAR");
    must_have(get(OFFICE, "/work/proposals/year?year=2017"), "还没有生成");
    begin(EDITOR);
    assert_int_equal(prop_overview_hand_in(&w.c, NULL, 2017, ""), ST_DENIED);
    ctx_rollback(&w.c);
    begin(CLERK);
    assert_int_equal(prop_overview_hand_in(&w.c, NULL, 2016, ""), ST_INVALID);
    ctx_rollback(&w.c);
    begin(CLERK);
    done(prop_overview_hand_in(&w.c, NULL, 2017, ""));
    done(ctx_commit(&w.c));
    must_have(get(CLERK, "/work/proposals/year?year=2017"), "待审核");
    must_have(visit("/zwgk/fdnr/jyta/overview"), "还没有公布");
    must_be_golden(visit("/zwgk/fdnr/jyta/overview"), "proposal-overview.html");
    must_be_golden(visit("/zwgk/fdnr/jyta/"), "proposals.html");
}

static void registering(void **state)
{
    (void)state;
    int64_t id;
    begin(OFFICE);
    const struct prop p = {.kind = "npc",
        .session = "县人大会议",
        .year = 2018,
        .number = 700,
        .title = "甲",
        .signers = 1,
        .who = {"", "", "", ""}};
    done(prop_register(&w.c, &p, &id));
    assert_int_equal(prop_register(&w.c, &p, &id), ST_CONFLICT);
    struct prop q = p;
    q.year = 2019;
    assert_int_equal(prop_register(&w.c, &q, &id), ST_INVALID);
    assert_string_equal(w.c.err.field, "year");
    ctx_rollback(&w.c);
    must_be(get(EDITOR, "/work/proposals/new"), 403);
    const char *const pages[] = {"", "new", "import", "settings", "year", "findings"};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        must_be(get(OFFICE, arena_printf(w.a, "/work/proposals/%s", pages[i])), 200);
    get(OFFICE, "/work/proposals/settings");
    client_submit(&w.browsers[OFFICE], "/work/proposals/settings",
        "assign_days=5&accept_days=5&reply_months=7&months_max=6&redo_months=2&publish_days=20");
    must_be(&w.browsers[OFFICE].res, 422);
}

static void statements(void **state)
{
    (void)state;
    begin(OFFICE);
    const struct module *const list[] = {&proposal_module, &proposal_public_module};
    for (size_t k = 0; k < COUNT_OF(list); k++)
        for (size_t i = 0; i < list[k]->n_stmts; i++)
            if (db_check(w.c.tx, list[k]->stmts[i], &w.c.err))
                fail_msg("%s: %s", list[k]->stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

struct stepping {
    int64_t id;
    const char *action;
    struct prop_value value;
};

static enum st act_step(struct ctx *c, void *arg)
{
    const struct stepping *s = arg;
    struct prop_reason reasons[PROP_REASONS];
    const struct prop_values v = {&s->value, 1};
    struct prop_do d = {.action = s->action, .given = &v, .reasons = reasons};
    return prop_act(c, s->id, &d);
}

static struct at_once person(enum who who, struct stepping *s)
{
    return (struct at_once){
        .person = w.people[who], .unit = w.units[cast[who].unit], .act = act_step, .arg = s};
}

/* Approved and sent back at the same moment, on connections of their own; then signed twice. */
static void two_at_once(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        int64_t id = registered("同时办理的建议");
        step(id, OFFICE, "assign", "lead=UNIT1");
        step(id, EDITOR, "accept", "");
        step(id, EDITOR, "draft", DRAFT);
        step(id, EDITOR, "submit", "");
        const char *steps = arena_printf(
            w.a, "SELECT count(*) FROM proposal_step WHERE proposal_id = %lld", (long long)id);
        int64_t before = count(steps);
        struct stepping pass = {id, "approve", {"note", ""}},
                        back = {id, "return", {"reason", "再核对"}};
        struct at_once review[2] = {person(REVIEWER, &pass), person(HEAD, &back)};
        int won = at_once_one(&w.c, review, "请刷新页面");
        assert_int_equal(count(steps), before + 1);
        assert_int_equal(prop_of(id).stage == PROP_WORK, won);
        if (won)
            continue;
        const char *number = arena_printf(w.a, "师示函〔2018〕%d号", 900 + i);
        struct stepping sign = {id, "sign", {"doc_no", number}}, again = sign;
        struct at_once both[2] = {person(HEAD, &sign), person(HEAD, &again)};
        at_once_one(&w.c, both, "请刷新页面");
        assert_int_equal(count(steps), before + 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements), cmocka_unit_test(registering),
        cmocka_unit_test(countersigned), cmocka_unit_test(joint_declines),
        cmocka_unit_test(published), cmocka_unit_test(handled_again),
        cmocka_unit_test(who_sees_what), cmocka_unit_test(imported), cmocka_unit_test(overview),
        cmocka_unit_test(two_at_once)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
