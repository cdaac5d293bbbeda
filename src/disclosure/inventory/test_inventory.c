/* The register: rules, following the workbench, gaps, reviews, declared columns, pages.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>
#include <time.h>

#include "common/proof/proof.h"
#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/index_no.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/inventory/gaps.h"
#include "disclosure/inventory/pages.h"
#include "lib/text/indexno.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &publish_module, &inventory_module, &proof_module,
    &document_module, &client_module};

enum who { EDITOR, REVIEWER, OFFICE, OTHER, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t unit, other, column, people[PEOPLE];
    struct client b[PEOPLE];
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = who == OTHER ? w.other : w.unit;
    w.c.err = (struct err){.st = ST_OK};
    done(ctx_begin(&w.c, true));
}

static void commit(void)
{
    done(ctx_commit(&w.c));
}

static int64_t new_unit(const char *code, const char *name)
{
    int64_t id;
    done(unit_add(&w.c,
        &(struct unit){.code = code,
            .name = name,
            .short_name = name,
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &id));
    return id;
}

static int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"editor", "reviewer", "office", "editor"};
    const char *dir = test_dir();
    struct column column;
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    assert_int_equal(mkdir(arena_printf(w.a, "%s/tmp", dir), 0700), 0);
    assert_int_equal(keys_create(dir, "example/log", NULL), ST_OK);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    begin(EDITOR);
    w.unit = new_unit("a", "县甲局");
    w.other = new_unit("b", "县乙局");
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), "某人", i == OTHER ? w.other : w.unit,
            roles_of[i], NULL, &w.people[i]));
    done(column_seed(&w.c));
    done(column_by_path(&w.c, "zwgk/fdnr/zcwj/qtwj", &column));
    w.column = column.id;
    commit();
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    for (int i = 0; i < PEOPLE; i++) {
        w.b[i] = client_new(w.app, w.a);
        client_sign_in(&w.b[i], w.people[i]);
        client_get(&w.b[i], "/work/");
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

/* ---- rules ---- */
/* RULE R-CLAUSE: on the list, for this decision, law on that day. */
static void clauses_fit(void **state)
{
    (void)state;
    struct day before = day_of(2018, 9, 12), after = day_of(2019, 5, 15);
    static const struct {
        const char *key, *mode;
        bool before, after;
    } cases[] = {{"", "不予公开", true, true}, {"N16-2", "不予公开", false, true},
        {"O14-2", "不予公开", true, false}, {"N27", "依申请公开", false, true},
        {"O13", "依申请公开", true, false}, {"N27", "不予公开", false, false},
        {"N14-1", "主动公开", false, false}, {"X", "不予公开", false, false},
        {"O9", "主动公开", true, false}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(!*clause_problem(cases[i].key, cases[i].mode, before), cases[i].before);
        assert_int_equal(!*clause_problem(cases[i].key, cases[i].mode, after), cases[i].after);
    }
    assert_string_equal(clause_problem("O-INNER", "不予公开", day_of(2010, 1, 12)), "");
    assert_string_not_equal(clause_problem("O-INNER", "不予公开", day_of(2010, 1, 11)), "");
    for (size_t i = 0; i < n_clauses; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(clauses[i].key, clauses[k].key);
}

/* RULE C-DUE20: the cut of the overdue list agrees with each document's own due day. */
static void overdue_agrees(void **state)
{
    (void)state;
    for (int t = day_of(2018, 8, 1).n; t < day_of(2018, 12, 31).n; t++) {
        struct day cut = overdue_before((struct day){t});
        for (int f = t - 50; f <= t; f++)
            if ((inventory_due((struct day){f}).n < t) != (f < cut.n))
                fail_msg("formed %d, today %d", f, t);
    }
    assert_false(day_given(overdue_before(day_of(1960, 1, 1))));
}

static void clocks_explain(void **state)
{
    (void)state;
    struct day formed = day_of(2018, 9, 10), none = day_none();
    struct inv_clock k = inventory_clock(w.a, formed, none, none, day_of(2018, 9, 12));
    assert_int_equal(k.due.n, day_of(2018, 10, 12).n);
    assert_int_equal(k.light, UI_LIGHT_WAIT);
    assert_string_equal(
        k.why, "成文之日（2018年9月10日）起 20 个工作日内公开，最后一日是2018年10月12日");
    assert_int_equal(
        inventory_clock(w.a, formed, none, none, day_of(2018, 10, 13)).light, UI_LIGHT_LATE);
    assert_int_equal(
        inventory_clock(w.a, formed, none, day_of(2018, 10, 12), day_of(2018, 12, 1)).light,
        UI_LIGHT_DONE);
    assert_int_equal(
        inventory_clock(w.a, formed, none, day_of(2018, 10, 13), day_of(2018, 12, 1)).light,
        UI_LIGHT_DONE_LATE);
    k = inventory_clock(w.a, formed, day_of(2018, 11, 1), none, day_of(2018, 11, 2));
    assert_non_null(strstr(k.why, "改为主动公开之日（2018年11月1日）"));
    assert_non_null(strstr(inventory_clock(w.a, none, none, none, formed).why, "没有成文日期"));
    assert_non_null(
        strstr(inventory_clock(w.a, day_of(1950, 1, 1), none, none, formed).why, "工作日历"));
}

/* RULE W-REVIEW */
static void reviews_come_yearly(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *want;
    } cases[] = {{"2018-09-12", 12, "2019-09-12"}, {"2018-12-31", 2, "2019-02-28"},
        {"2016-02-29", 12, "2017-02-28"}, {"2018-08-31", 1, "2018-09-30"},
        {"2018-11-30", 14, "2020-01-30"}, {"", 12, ""}};
    char day[11];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(
            day_text(review_day(day_parse(cases[i].from), cases[i].months), day), cases[i].want);
}

/* RULE R-TITLE, RULE R-DATE, RULE R-OPEN, RULE R-BASIS, RULE D-BRK, RULE C-IDX-FORM,
 * RULE C-IDX-DATE, RULE R-LIMIT: all at once. */
static void problems_come_together(void **state)
{
    (void)state;
    struct entry e = {.title = " ",
        .doc_no = "师政发[2018]012",
        .index_no = "乱",
        .open_mode = "不予公开",
        .open_limit = "永久",
        .clause = "",
        .basis = "",
        .formed_on = day_of(2018, 9, 13)};
    struct entry_problems p;
    const char *codes = "";
    entry_check(w.a, &e, day_of(2018, 9, 12), &p);
    for (size_t i = 0; i < p.n; i++)
        codes = arena_concat(w.a, codes, *codes ? " " : "", p.list[i].code, NULL);
    assert_string_equal(codes, "R-TITLE R-DATE D-BRK D-ZERO D-HAO C-IDX-FORM R-LIMIT R-BASIS");
    e = (struct entry){.title = "甲",
        .doc_no = "",
        .index_no = "000014349/2017-00110",
        .open_limit = "2018-08-31",
        .open_mode = "",
        .clause = "",
        .basis = "",
        .formed_on = day_of(2018, 9, 1)};
    entry_check(w.a, &e, day_of(2018, 9, 12), &p);
    assert_int_equal(p.n, 3);
    assert_string_equal(p.list[0].code, "C-IDX-DATE");
    assert_string_equal(p.list[1].code, "R-LIMIT");
    assert_string_equal(p.list[2].code, "R-OPEN");
}

/* ---- the register and the workbench ---- */
static int64_t open_tasks(const char *kind)
{
    static const struct stmt stmt = {
        "test.tasks", "SELECT count(*) FROM task WHERE kind = $1 AND closed_at IS NULL", NULL};
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, &stmt, ARGS(v_text(kind)), &r));
    ctx_rollback(&w.c);
    return rows_int(r, 0);
}

static int64_t draft(const char *title, const char *number, const char *mode)
{
    struct content content;
    int64_t id;
    content_init(&content);
    content.title = title;
    content.body_html = "<p>文</p>";
    content.meta.doc_no = number;
    content.meta.formed_on = day_of(2018, 9, 10);
    content.meta.open_mode = mode;
    content.meta.issuer = content.meta.source = "县甲局";
    content.meta.clause = strcmp(mode, "主动公开") ? "O-INNER" : "";
    begin(EDITOR);
    done(record_create(&w.c, "document", w.unit, w.column, &id));
    done(draft_save(&w.c,
        &(struct draft){.record_id = id, .column_id = w.column, .note = "", .content = content}));
    done(inventory_follow(&w.c, id, &content));
    commit();
    return id;
}

static struct entry entry_by_record(int64_t record_id)
{
    struct entry e;
    done(ctx_begin(&w.c, false));
    done(entry_of_record(&w.c, record_id, &e));
    ctx_rollback(&w.c);
    return e;
}

/* A draft is in the register by itself; its publication stops the clock and closes the task. */
static void drafts_are_registered(void **state)
{
    (void)state;
    int64_t id = draft("县甲局关于办公时间的通知", "甲发〔2018〕1号", "主动公开"), edition;
    struct entry e = entry_by_record(id);
    assert_string_equal(e.state, INV_WAITING);
    assert_string_equal(e.decided_by, "某人");
    assert_int_equal(open_tasks("inventory.publish"), 1);
    client_get(&w.b[EDITOR], "/work/inventory/");
    must_have(&w.b[EDITOR].res, "甲发〔2018〕1号");
    must_have(&w.b[EDITOR].res, "2018-10-12");
    begin(EDITOR);
    done(draft_freeze(&w.c, id, &edition));
    done(record_publish(&w.c, id, edition, 0));
    done(inventory_published(&w.c, id));
    commit();
    e = entry_by_record(id);
    assert_string_equal(e.state, INV_ONLINE);
    assert_int_equal(open_tasks("inventory.publish"), 0);
    client_get(&w.b[EDITOR], arena_printf(w.a, "/work/inventory/r/%lld/", (long long)id));
    must_be(&w.b[EDITOR].res, 200);
    must_have(&w.b[EDITOR].res, e.path);
    client_get(&w.b[OTHER], arena_printf(w.a, "/work/inventory/r/%lld/", (long long)id));
    must_be(&w.b[OTHER].res, 403);
    client_get(&w.b[OTHER], "/work/inventory/");
    must_not_have(&w.b[OTHER].res, "甲发〔2018〕1号");
    client_get(&w.b[OFFICE], "/work/inventory/?state=online&word=%E7%94%B2%E5%8F%91&year=2018");
    must_have(&w.b[OFFICE].res, "办公时间");
    client_get(&w.b[OFFICE], "/work/inventory/?state=overdue");
    must_not_have(&w.b[OFFICE].res, "办公时间的通知");
}

/* Given up: out of the list, its number is a gap again; found again: back. */
static void dropped_drafts_leave_a_gap(void **state)
{
    (void)state;
    struct record r;
    int64_t id = draft("县甲局关于放弃的通知", "甲发〔2018〕3号", "主动公开");
    begin(EDITOR);
    done(record_get(&w.c, id, &r));
    done(status_add(&w.c, &r, "discard", "discarded", "", ""));
    done(inventory_dropped(&w.c, id));
    commit();
    assert_string_equal(entry_by_record(id).state, INV_DISCARDED);
    assert_int_equal(open_tasks("inventory.publish"), 0);
    client_get(&w.b[EDITOR], "/work/inventory/");
    must_not_have(&w.b[EDITOR].res, "放弃的通知");
}

static const char *fields(const char *number, const char *title, const char *mode, const char *more)
{
    return arena_printf(w.a, "doc_no=%s&title=%s&formed_on=2018-09-03&open_mode=%s%s",
        url_encoded(w.a, number), url_encoded(w.a, title), url_encoded(w.a, mode), more);
}

static int64_t add_by_hand(
    const char *number, const char *title, const char *mode, const char *more)
{
    struct client *b = &w.b[EDITOR];
    client_get(b, "/work/inventory/new");
    client_submit(b, "/work/inventory/new", fields(number, title, mode, more));
    must_be(&b->res, 303);
    return strtoll(strrchr(b->res.location, 'e') + 2, NULL, 10);
}

static void documents_are_registered_by_hand(void **state)
{
    (void)state;
    struct client *b = &w.b[EDITOR];
    int64_t id = add_by_hand("甲发〔2018〕5号", "线下印发的通知", "主动公开", "");
    client_get(b, arena_printf(w.a, "/work/inventory/e/%lld/", (long long)id));
    must_have(&b->res, "起草上网");
    must_have(&b->res, "成文之日（2018年9月3日）起 20 个工作日内公开");
    client_get(b, "/work/inventory/new");
    client_submit(b, "/work/inventory/new", fields("甲发[2018]5号", "<b>另一份", "不予公开", ""));
    must_be(&b->res, 422);
    must_have(&b->res, "D-BRK");
    must_have(&b->res, "R-BASIS");
    must_have(&b->res, "&lt;b&gt;另一份");
    client_submit(b, "/work/inventory/new", fields("甲发〔2018〕5号", "另一份", "主动公开", ""));
    must_be(&b->res, 422);
    must_have(&b->res, "D-DUP");
    client_get(&w.b[REVIEWER], "/work/inventory/new");
    must_be(&w.b[REVIEWER].res, 403);
    /* the same document drafted in the workbench keeps its row */
    client_get(b, arena_printf(w.a, "/work/documents/new?entry=%lld", (long long)id));
    must_have(&b->res, "线下印发的通知");
    client_submit(b, "/work/documents/new",
        arena_printf(w.a, "kind=document&column_id=%lld&entry=%lld&title=", (long long)w.column,
            (long long)id));
    must_be(&b->res, 303);
    struct entry e;
    done(ctx_begin(&w.c, false));
    done(entry_get(&w.c, id, &e));
    ctx_rollback(&w.c);
    assert_true(e.record_id > 0);
    assert_string_equal(e.title, "线下印发的通知");
    client_get(b, arena_printf(w.a, "/work/inventory/e/%lld/edit", (long long)id));
    must_be(&b->res, 409);
}

static struct entry entry_by_id(int64_t id)
{
    struct entry e;
    done(ctx_begin(&w.c, false));
    done(entry_get(&w.c, id, &e));
    ctx_rollback(&w.c);
    return e;
}

/* RULE C-IDX-DUP: the unit's scheme gives the index number, one after the other and never twice;
 * what was brought along is kept from everybody else, and goes with the document to the desk. */
static void entries_get_index_numbers(void **state)
{
    (void)state;
    struct client *b = &w.b[EDITOR];
    const char *own = "5303230001/2018-000099";
    struct entry first = entry_by_id(add_by_hand("戊发〔2018〕21号", "编号之一", "主动公开", ""));
    struct entry next = entry_by_id(add_by_hand("戊发〔2018〕22号", "编号之二", "主动公开", ""));
    struct indexno one, two;
    assert_true(indexno_parse(w.a, first.index_no, &one));
    assert_true(indexno_parse(w.a, next.index_no, &two));
    assert_int_equal(one.year, 2018);
    assert_int_equal(strtol(two.serial, NULL, 10), strtol(one.serial, NULL, 10) + 1);
    /* typed: somebody else's is refused, one's own stays */
    client_get(b, "/work/inventory/new");
    client_submit(b, "/work/inventory/new",
        fields("戊发〔2018〕23号", "编号之三", "主动公开",
            arena_concat(w.a, "&index_no=", first.index_no, NULL)));
    must_be(&b->res, 422);
    must_have(&b->res, "C-IDX-DUP");
    struct entry typed = entry_by_id(add_by_hand(
        "戊发〔2018〕23号", "编号之三", "主动公开", arena_concat(w.a, "&index_no=", own, NULL)));
    assert_string_equal(typed.index_no, own);
    client_get(b, "/work/inventory/new");
    client_submit(b, "/work/inventory/new",
        fields("戊发〔2018〕24号", "编号之四", "主动公开",
            arena_concat(w.a, "&index_no=", own, NULL)));
    must_be(&b->res, 422);
    /* to the desk */
    client_get(b, arena_printf(w.a, "/work/documents/new?entry=%lld", (long long)first.id));
    client_submit(b, "/work/documents/new",
        arena_printf(w.a, "kind=document&column_id=%lld&entry=%lld&title=", (long long)w.column,
            (long long)first.id));
    must_be(&b->res, 303);
    struct entry drafted = entry_by_id(first.id);
    bool taken;
    const char *by;
    assert_true(drafted.record_id > 0);
    assert_string_equal(drafted.index_no, first.index_no);
    done(ctx_begin(&w.c, false));
    done(index_no_taken(&w.c, first.index_no, drafted.record_id, &taken, &by));
    assert_false(taken);
    done(index_no_taken(&w.c, first.index_no, -1, &taken, &by));
    assert_true(taken);
    ctx_rollback(&w.c);
}

/* Entries of before get theirs with the next round. */
static void old_entries_are_numbered(void **state)
{
    (void)state;
    static const struct stmt bare = {
        "test.bare", "UPDATE inventory_entry SET index_no = '' WHERE id = $1", NULL};
    struct entry e = entry_by_id(add_by_hand("戊发〔2018〕26号", "编号之六", "主动公开", ""));
    const char *before = e.index_no;
    begin(EDITOR);
    done(x(&w.c, &bare, ARGS(v_int(e.id))));
    commit();
    done(inventory_sweep(&w.c));
    e = entry_by_id(e.id);
    assert_true(*e.index_no != 0);
    assert_string_not_equal(e.index_no, before); /* never given twice */
    const char *given = e.index_no;
    done(inventory_sweep(&w.c));
    assert_string_equal(entry_by_id(e.id).index_no, given);
}

/* RULE R-LIMIT: past its last day a document is a task of its unit until it is ended or given
 * longer. */
static void past_limits_are_tasks(void **state)
{
    (void)state;
    int64_t id = draft("县甲局关于试行期的通知", "己发〔2018〕1号", "主动公开"), edition;
    struct draft d;
    begin(EDITOR);
    done(draft_get(&w.c, id, &d));
    d.content.meta.open_limit = "2018-09-20";
    done(draft_save(&w.c, &d));
    done(inventory_follow(&w.c, id, &d.content));
    done(draft_freeze(&w.c, id, &edition));
    done(record_publish(&w.c, id, edition, 0));
    commit();
    assert_string_equal(entry_by_record(id).open_limit, "2018-09-20");
    done(inventory_sweep(&w.c));
    assert_int_equal(open_tasks("inventory.limit"), 0);
    w.c.now += 20 * 86400LL;
    done(inventory_sweep(&w.c));
    done(inventory_sweep(&w.c));
    assert_int_equal(open_tasks("inventory.limit"), 1);
    begin(EDITOR);
    done(record_end(&w.c, id,
        &(struct ending){
            .kind = END_ERROR, .note = "公开时限已到", .basis = "", .on = day_none()}));
    commit();
    done(inventory_sweep(&w.c));
    assert_int_equal(open_tasks("inventory.limit"), 0);
    w.c.now -= 20 * 86400LL;
}

static void gaps_are_explained(void **state)
{
    (void)state;
    struct client *b = &w.b[EDITOR];
    add_by_hand("丙发〔2018〕4号", "第四号", "主动公开", "");
    client_get(b, "/work/inventory/gaps");
    must_have(&b->res, "丙发〔2018〕1—3号");
    const char *form =
        "/work/inventory/gaps/reason?unit=1&word=%E4%B8%99%E5%8F%91&year=2018&from=1";
    client_get(b, form);
    client_submit(b, "/work/inventory/gaps/reason",
        arena_printf(w.a, "unit=%lld&word=%s&year=2018&from=1&to=2&kind=UNUSED&reason=%s",
            (long long)w.unit, url_encoded(w.a, "丙发"), url_encoded(w.a, "拟稿后未印发")));
    must_be(&b->res, 303);
    client_get(b, "/work/inventory/gaps");
    must_have(&b->res, "丙发〔2018〕3号");
    must_not_have(&b->res, "丙发〔2018〕1—3号");
    must_have(&b->res, "拟稿后未印发");
    client_get(b, form);
    client_submit(b, "/work/inventory/gaps/reason",
        arena_printf(w.a, "unit=%lld&word=x&year=2018&from=1&to=2&kind=UNUSED&reason=%s",
            (long long)w.other, url_encoded(w.a, "别人的")));
    must_be(&b->res, 403);
    client_get(b, form);
    client_submit(b, "/work/inventory/gaps/reason",
        arena_printf(w.a, "unit=%lld&word=x&year=2018&from=9&to=2&kind=UNUSED&reason=xx",
            (long long)w.unit));
    must_be(&b->res, 422);
}

static void publish_numbered(const char *issuer, const char *number, int64_t column)
{
    struct content k;
    int64_t id, edition;
    content_init(&k);
    k.title = number;
    k.body_html = "<p>正文</p>";
    k.meta.issuer = issuer;
    k.meta.doc_no = number;
    begin(EDITOR);
    done(record_create(&w.c, "document", w.unit, column, &id));
    done(draft_save(
        &w.c, &(struct draft){.record_id = id, .column_id = column, .note = "", .content = k}));
    done(draft_freeze(&w.c, id, &edition));
    done(record_publish(&w.c, id, edition, 0));
    commit();
}

/* In a county that has not entered its organs yet the gaps are there all the same. */
static void issuers_need_not_be_units(void **state)
{
    (void)state;
    struct client *b = &w.b[OFFICE];
    struct column above;
    struct gaps g;
    done(ctx_begin(&w.c, false));
    done(column_by_path(&w.c, "zwgk/fdnr/zcwj/sjwj", &above));
    ctx_rollback(&w.c);
    publish_numbered("戊县人民政府", "戊政发〔2018〕4号", w.column);
    publish_numbered("戊县人民政府", "戊县人民政府令第2号", w.column);
    publish_numbered("戊县人民政府", "戊政发〔18〕5号", w.column);
    publish_numbered("省人民政府", "省政发〔2018〕9号", above.id);
    client_get(b, "/work/inventory/gaps");
    must_have(&b->res, "戊政发〔2018〕1—3号");
    must_have(&b->res, "发文机关未登记");
    must_have(&b->res, "戊县人民政府令第1号");
    must_have(&b->res, "没有计入的文号");
    must_have(&b->res, "戊政发〔18〕5号");
    must_not_have(&b->res, "省政发");
    client_get(&w.b[EDITOR], "/work/inventory/gaps");
    must_not_have(&w.b[EDITOR].res, "戊政发〔2018〕1—3号"); /* not theirs */
    begin(OFFICE);
    done(unit_alias_add(&w.c, w.unit, "戊县人民政府"));
    commit();
    client_get(&w.b[EDITOR], "/work/inventory/gaps");
    must_have(&w.b[EDITOR].res, "戊政发〔2018〕1—3号");
    must_not_have(&w.b[EDITOR].res, "发文机关未登记");
    done(ctx_begin(&w.c, false));
    done(gaps_find(&w.c, w.unit, "戊政发", 2018, &g));
    ctx_rollback(&w.c);
    assert_int_equal(g.n_series, 1);
    assert_int_equal(g.series[0].n_missing, 3);
    assert_int_equal(g.n_odd, 1);
}

/* RULE W-REVIEW: a task before the day; kept with a reason, or opened: the clock starts anew. */
static void withheld_is_looked_at_again(void **state)
{
    (void)state;
    struct client *b = &w.b[EDITOR];
    struct entry e;
    int64_t id = add_by_hand("丁发〔2018〕1号", "内部安排", "不予公开", "&clause=O-INNER");
    w.c.now += 340 * 86400LL;
    done(inventory_sweep(&w.c));
    assert_int_equal(open_tasks("inventory.review"), 1);
    w.c.now -= 340 * 86400LL;
    const char *path = arena_printf(w.a, "/work/inventory/e/%lld/review", (long long)id);
    client_get(b, arena_printf(w.a, "/work/inventory/e/%lld/", (long long)id));
    client_submit(
        b, path, arena_printf(w.a, "what=keep&reason=%s", url_encoded(w.a, "仍是内部安排")));
    must_be(&b->res, 303);
    assert_int_equal(open_tasks("inventory.review"), 0);
    client_get(b, arena_printf(w.a, "/work/inventory/e/%lld/", (long long)id));
    must_have(&b->res, "仍是内部安排");
    client_submit(b, path, arena_printf(w.a, "what=open&reason=%s", url_encoded(w.a, "情况变化")));
    must_be(&b->res, 303);
    done(ctx_begin(&w.c, false));
    done(entry_get(&w.c, id, &e));
    ctx_rollback(&w.c);
    assert_string_equal(e.open_mode, "主动公开");
    assert_int_equal(e.clock_from.n, day_at(w.c.now).n);
    assert_true(open_tasks("inventory.publish") > 0);
    begin(EDITOR);
    assert_int_equal(review_publish(&w.c, id, "again"), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* What had passed review goes back to its drafter with the new decision. */
static void an_approved_draft_is_reopened(void **state)
{
    (void)state;
    struct record r;
    struct draft d;
    int64_t id = draft("县甲局内部通知", "戊发〔2018〕1号", "不予公开"), edition;
    int64_t entry = entry_by_record(id).id;
    begin(EDITOR);
    done(draft_freeze(&w.c, id, &edition));
    done(record_get(&w.c, id, &r));
    done(status_add(&w.c, &r, "approve", STAGE_APPROVED, "", ""));
    done(review_publish(&w.c, entry, "可以公开了"));
    commit();
    done(ctx_begin(&w.c, false));
    done(record_get(&w.c, id, &r));
    done(draft_get(&w.c, id, &d));
    ctx_rollback(&w.c);
    assert_string_equal(r.stage, STAGE_RETURNED);
    assert_string_equal(d.content.meta.open_mode, "主动公开");
    assert_string_equal(entry_by_record(id).state, INV_WAITING);
}

static void empty_columns_are_declared(void **state)
{
    (void)state;
    struct column k;
    struct declared d;
    struct client *b = &w.b[EDITOR];
    done(ctx_begin(&w.c, false));
    done(column_by_path(&w.c, "zwgk/fdnr/zcjd", &k));
    ctx_rollback(&w.c);
    const char *f = arena_printf(w.a, "column_id=%lld&reason=%s&until=", (long long)k.id,
        url_encoded(w.a, "今年没有需要解读的文件"));
    client_get(b, "/work/inventory/columns");
    client_post(b, "/work/inventory/columns/declare", arena_concat(w.a, f, "2018-09-01", NULL));
    must_be(&b->res, 422);
    client_post(b, "/work/inventory/columns/declare", arena_concat(w.a, f, "2018-12-31", NULL));
    must_be(&b->res, 303);
    done(ctx_begin(&w.c, false));
    done(inventory_declared(&w.c, k.id, &d));
    assert_string_equal(d.reason, "今年没有需要解读的文件");
    w.c.now += 200 * 86400LL;
    done(inventory_declared(&w.c, k.id, &d));
    ctx_rollback(&w.c);
    assert_string_equal(d.reason, "");
    done(inventory_sweep(&w.c));
    w.c.now -= 200 * 86400LL;
    assert_int_equal(open_tasks("inventory.declared"), 1);
    client_get(&w.b[OTHER], "/work/inventory/columns");
    client_post(&w.b[OTHER], "/work/inventory/columns/undeclare",
        arena_printf(w.a, "column_id=%lld", (long long)k.id));
    must_be(&w.b[OTHER].res, 403);
    client_get(b, "/work/inventory/columns");
    client_post(b, "/work/inventory/columns/undeclare",
        arena_printf(w.a, "column_id=%lld", (long long)k.id));
    must_be(&b->res, 303);
    assert_int_equal(open_tasks("inventory.declared"), 0);
}

/* What is not online first; the total and the pages hold together whatever narrows the list. */
static void pages_hold_together(void **state)
{
    (void)state;
    const struct entry_filter filters[] = {{.open_mode = "", .state = "", .word = "", .text = ""},
        {.unit_id = w.unit, .open_mode = "", .state = "", .word = "", .text = ""},
        {.year = 2018, .open_mode = "", .state = "", .word = "", .text = ""},
        {.unit_id = w.unit, .year = 2018, .open_mode = "", .state = "", .word = "", .text = ""},
        {.unit_id = w.unit, .open_mode = "主动公开", .state = "", .word = "", .text = "通知"}};
    done(ctx_begin(&w.c, false));
    for (size_t i = 0; i < COUNT_OF(filters); i++) {
        struct entry_filter f = filters[i];
        int64_t total = 0, counts[7], seen = 0;
        bool was_online = false;
        done(entry_counts(&w.c, f.unit_id, f.year, counts));
        f.per_page = 2;
        for (f.page = 1; f.page == 1 || (f.page - 1) * 2 < total; f.page++) {
            struct entry *list;
            size_t n;
            done(entry_list(&w.c, &f, &list, &n, &total));
            for (size_t k = 0; k < n; k++, seen++) {
                assert_false(was_online && !*list[k].path);
                was_online |= *list[k].path != 0;
            }
        }
        assert_true(seen > 1 && was_online);
        assert_int_equal(seen, total);
        if (i < 4)
            assert_int_equal(
                total, counts[0] + counts[1] + counts[2] + counts[3] + counts[4] + counts[5]);
    }
    ctx_rollback(&w.c);
}

static int64_t number(const char *sql)
{
    struct stmt *s = ARENA_NEW(w.a, struct stmt);
    struct rows *r;
    *s = (struct stmt){"test.number", sql, NULL};
    done(q1(&w.c, s, NO_ARGS, &r));
    return rows_int(r, 0);
}

#define ENTRIES_ONLINE                                                                             \
    "FROM inventory_entry e JOIN item i ON i.record_id = e.record_id WHERE e.online "
/* Whoever published it: the mark is set at once, or by the daily round; lists are right anyway. */
static void what_is_online_is_marked(void **state)
{
    (void)state;
    int64_t before[7], after[7];
    done(ctx_begin(&w.c, true));
    assert_true(number("SELECT count(*) " ENTRIES_ONLINE "= 1") > 0);
    assert_int_equal(number("SELECT count(*) " ENTRIES_ONLINE "= 0"), 0);
    assert_int_equal(number("SELECT count(*) FROM inventory_entry WHERE online = 1 AND "
                            "COALESCE(record_id, 0) NOT IN (SELECT record_id FROM item)"),
        0);
    static const struct stmt unmark = {
        "test.unmark", "UPDATE inventory_entry SET online = 0", NULL};
    done(x(&w.c, &unmark, NO_ARGS));
    done(ctx_commit(&w.c));
    done(ctx_begin(&w.c, false));
    done(entry_counts(&w.c, 0, 0, before));
    ctx_rollback(&w.c);
    done(inventory_sweep(&w.c));
    done(ctx_begin(&w.c, false));
    assert_int_equal(number("SELECT count(*) " ENTRIES_ONLINE "= 0"), 0);
    done(entry_counts(&w.c, 0, 0, after));
    assert_memory_equal(before, after, sizeof after);
    ctx_rollback(&w.c);
}

static void other_programs_get_it(void **state)
{
    (void)state;
    struct buf json, xlsx;
    const struct json *j;
    struct err e;
    buf_init(&json, 0);
    buf_init(&xlsx, 0);
    done(ctx_begin(&w.c, false));
    done(inventory_json(&w.c, &json));
    done(inventory_xlsx(&w.c, &xlsx));
    ctx_rollback(&w.c);
    assert_int_equal(json_parse(w.a, json.p, json.n, &j, &e), ST_OK);
    assert_true(json_count(json_get(j, "documents")) >= 5);
    assert_string_equal(json_get_text(json_at(json_get(j, "explained"), 0), "word"), "丙发");
    assert_true(json_count(json_get(j, "gaps")) >= 1);
    assert_memory_equal(xlsx.p, "PK", 2);
    buf_release(&json);
    buf_release(&xlsx);
    client_get(&w.b[EDITOR], "/work/inventory/export.xlsx?state=waiting");
    must_be(&w.b[EDITOR].res, 200);
    assert_memory_equal(w.b[EDITOR].res.body, "PK", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(clauses_fit),
        cmocka_unit_test(overdue_agrees), cmocka_unit_test(clocks_explain),
        cmocka_unit_test(reviews_come_yearly),

        cmocka_unit_test(problems_come_together), cmocka_unit_test(drafts_are_registered),
        cmocka_unit_test(dropped_drafts_leave_a_gap),
        cmocka_unit_test(documents_are_registered_by_hand), cmocka_unit_test(gaps_are_explained),
        cmocka_unit_test(entries_get_index_numbers), cmocka_unit_test(old_entries_are_numbered),
        cmocka_unit_test(past_limits_are_tasks), cmocka_unit_test(withheld_is_looked_at_again),
        cmocka_unit_test(an_approved_draft_is_reopened),
        cmocka_unit_test(empty_columns_are_declared), cmocka_unit_test(pages_hold_together),
        cmocka_unit_test(what_is_online_is_marked), cmocka_unit_test(other_programs_get_it),
        cmocka_unit_test(issuers_need_not_be_units)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
