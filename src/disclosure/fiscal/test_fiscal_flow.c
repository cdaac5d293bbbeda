/* Books from draft to publication and correction, on both engines.
 * RULE F-YEAR, F-FEE-EXPIRED, 5.1-20
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column.h"
#include "common/record/item.h"
#include "common/record/record.h"
#include "disclosure/fiscal/fiscal.h"
#include "disclosure/fiscal/test_fiscal.h"

static int64_t open_tasks(const char *kind, int64_t id, int32_t *due)
{
    static const struct stmt s = {"test.tasks",
        "SELECT count(*), max(due) FROM task WHERE kind = $1 AND subject_kind = 'fiscal' AND "
        "subject_id = $2 AND closed_at IS NULL",
        NULL};
    struct rows *r;
    world_done(ctx_begin(&w.c, false));
    world_done(q1(&w.c, &s, ARGS(v_text(kind), v_int(id)), &r));
    int64_t n = rows_int(r, 0);
    if (due)
        *due = rows_null(r, 1) ? 0 : (int32_t)rows_int(r, 1);
    ctx_rollback(&w.c);
    return n;
}

/* Draft, review by somebody else, publication; the record stands in its column. */
static void published(void **state)
{
    (void)state;
    int64_t id = world_book(2016, "19", "18.5");
    assert_int_equal(open_tasks("fiscal.fill", id, NULL), 1);
    assert_int_equal(world_move(HEAD, id, "submit", 0, "", ""), ST_DENIED);
    assert_int_equal(world_move(CLERK, id, "publish", 0, "", ""), ST_CONFLICT);
    world_done(world_move(CLERK, id, "submit", 0, "", ""));
    assert_int_equal(open_tasks("fiscal.fill", id, NULL), 0);
    assert_int_equal(open_tasks("fiscal.review", id, NULL), 1);
    assert_int_equal(world_move(CLERK, id, "approve", 0, "", ""), ST_DENIED);
    assert_int_equal(world_move(STRANGER, id, "approve", 0, "", ""), ST_NOT_FOUND);
    assert_int_equal(world_move(HEAD, id, "send_back", 0, "", "R-FIGURE"), ST_INVALID);
    assert_int_equal(world_move(HEAD, id, "send_back", 0, "核对", ""), ST_INVALID);
    assert_int_equal(world_move(HEAD, id, "send_back", 0, "核对", "R-NONE"), ST_INVALID);
    world_done(world_move(HEAD, id, "send_back", 0, "核对运行费", "R-FIGURE,R-REASON"));
    assert_int_equal(world_entry(id).stage, FISCAL_RETURNED);
    world_publish(id);
    struct fiscal_entry e = world_entry(id);
    struct item item;
    assert_int_equal(e.stage, FISCAL_PUBLISHED);
    assert_true(e.live_edition > 0);
    world_done(ctx_begin(&w.c, false));
    world_done(item_get(&w.c, e.record_id, &item));
    assert_string_equal(item.title, "师宗县教育体育局2016年“三公”经费决算");
    assert_string_equal(item.column_path, "zwgk/fdnr/czxx/sgjf");
    ctx_rollback(&w.c);
    assert_int_equal(open_tasks("fiscal.publish", id, NULL), 0);
}

static int64_t amount_of(int64_t edition)
{
    static const struct stmt s = {"test.amount",
        "SELECT amount FROM fiscal_cell WHERE edition_id = $1 AND sheet = 'amounts' AND "
        "row_key = 'vehicle_run' AND col = 'final'",
        NULL};
    struct rows *r;
    world_done(ctx_begin(&w.c, false));
    world_done(q1(&w.c, &s, ARGS(v_int(edition)), &r));
    int64_t fen = rows_int(r, 0);
    ctx_rollback(&w.c);
    return fen;
}

/* A published table changes only by a new version with its reason; the old one stays. RULE F-YEAR:
 * next year's table is compared with what is public now. */
static void corrected(void **state)
{
    (void)state;
    struct fiscal_entry e;
    struct fiscal_book b;
    struct fiscal_edition *editions;
    size_t n;
    world_done(ctx_begin(&w.c, false));
    world_done(fiscal_entry_find(&w.c, w.unit, 2016, "sangong", &e));
    ctx_rollback(&w.c);
    int64_t first = e.live_edition;
    assert_int_equal(amount_of(first), 18500000); /* fen of 18.5 万元 */
    assert_int_equal(world_move(CLERK, e.id, "correct", 0, "", ""), ST_INVALID);
    world_done(world_move(CLERK, e.id, "correct", 0, "运行费漏记一笔", ""));
    e = world_entry(e.id);
    assert_int_equal(e.live_edition, first); /* still public */
    world_begin(CLERK);
    world_done(fiscal_entry_get(&w.c, e.id, &e));
    world_done(fiscal_book_of(&w.c, &e, &b));
    static const char *const rows[] = {"total", "vehicle_total", "vehicle_run"};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        world_done(fiscal_set(w.c.mem, &b.sheets[0], fiscal_row_place(b.sheets[0].shape, rows[i]),
            2, "18.75", &w.c.err));
    world_done(fiscal_save(&w.c, &e, e.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
    world_publish(e.id);
    e = world_entry(e.id);
    world_done(ctx_begin(&w.c, false));
    world_done(fiscal_edition_list(&w.c, e.id, &editions, &n));
    ctx_rollback(&w.c);
    assert_int_equal(n, 2);
    assert_string_equal(editions[0].note, "运行费漏记一笔");
    assert_int_equal(amount_of(first), 18500000);
    assert_int_equal(amount_of(e.live_edition), 18750000);
    int64_t next = world_book(2017, "18.5", "17.2"); /* the figure before the correction */
    assert_int_equal(world_move(CLERK, next, "submit", 0, "", ""), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "3 处错误"));
    world_done(world_move(CLERK, e.id, "correct", 0, "试一试", ""));
    world_done(world_move(CLERK, e.id, "discard", 0, "", ""));
    assert_int_equal(world_entry(e.id).stage, FISCAL_PUBLISHED);
}

/* Two at once: the second save and the second approval are told apart and nothing is written. */
static void at_once(void **state)
{
    (void)state;
    struct fiscal_book b;
    int64_t id = world_book(2015, "20", "19");
    struct fiscal_entry mine = world_entry(id), theirs = mine;
    world_begin(CLERK);
    world_done(fiscal_book_of(&w.c, &mine, &b));
    world_done(fiscal_save(&w.c, &mine, mine.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
    world_begin(SECOND);
    assert_int_equal(fiscal_save(&w.c, &theirs, theirs.version, &b, "save", true), ST_CONFLICT);
    ctx_rollback(&w.c);
    world_done(world_move(CLERK, id, "submit", 0, "", ""));
    int64_t version = world_entry(id).version;
    world_done(world_move(HEAD, id, "approve", version, "", ""));
    assert_int_equal(world_move(HEAD, id, "approve", version, "", ""), ST_CONFLICT);
    assert_int_equal(world_move(HEAD, id, "send_back", version, "晚了", "R-OTHER"), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "待发布"));
    mine = world_entry(id);
    world_begin(CLERK);
    assert_int_equal(fiscal_save(&w.c, &mine, mine.version, &b, "save", true), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* The setting hands review to the finance bureau; who wrote does not review. */
static void by_finance(void **state)
{
    (void)state;
    int64_t id = world_book(2014, "21", "20");
    world_begin(FINANCE);
    world_done(fiscal_setting_put(&w.c, "finance"));
    world_done(ctx_commit(&w.c));
    world_done(world_move(CLERK, id, "submit", 0, "", ""));
    assert_int_equal(world_move(HEAD, id, "approve", 0, "", ""), ST_DENIED);
    world_done(world_move(FINANCE, id, "approve", 0, "", ""));
    world_done(world_move(FINANCE, id, "publish", 0, "", ""));
    world_begin(FINANCE);
    world_done(fiscal_setting_put(&w.c, "head"));
    world_done(ctx_commit(&w.c));
}

/* RULE 5.1-20: 20 days from the approval; books are begun for the units that owe. */
static void clock_of_approval(void **state)
{
    (void)state;
    struct fiscal_see finance = world_see(FINANCE), clerk = world_see(CLERK);
    const struct fiscal_kind *kind = fiscal_kind_find("final");
    struct day on = day_parse("2018-09-03");
    int count;
    int32_t due;
    struct fiscal_entry e;
    world_begin(FINANCE);
    assert_int_equal(fiscal_approve_day(&w.c, &clerk, 2017, kind, 0, on, &count), ST_DENIED);
    assert_int_equal(
        fiscal_approve_day(&w.c, &finance, 2017, kind, 0, day_parse("2018-09-13"), &count),
        ST_INVALID);
    world_done(fiscal_exempt_put(&w.c, w.finance, "随主管部门公开"));
    world_done(fiscal_approve_day(&w.c, &finance, 2017, kind, 0, on, &count));
    assert_int_equal(count, 2);
    assert_int_equal(
        fiscal_approve_day(&w.c, &finance, 2017, kind, w.finance, on, &count), ST_INVALID);
    world_done(ctx_commit(&w.c));
    world_done(ctx_begin(&w.c, false));
    world_done(fiscal_entry_find(&w.c, w.unit, 2017, "final", &e));
    ctx_rollback(&w.c);
    assert_int_equal(fiscal_due(&e).n, day_parse("2018-09-23").n);
    assert_int_equal(open_tasks("fiscal.fill", e.id, &due), 1);
    assert_int_equal(due, day_parse("2018-09-23").n);
}

static void put_document(const char *doc_no, const char *validity)
{
    struct content content;
    struct column column;
    int64_t id, edition;
    content_init(&content);
    content.title = doc_no;
    content.body_html = "<p>正文</p>";
    content.meta.doc_no = doc_no;
    content.meta.open_mode = "主动公开";
    content.meta.validity = validity;
    content.meta.formed_on = day_parse("2009-03-01");
    world_done(column_by_path(&w.c, "zwgk/fdnr/zcwj/qtwj", &column));
    world_done(record_create(&w.c, "document", w.unit, column.id, &id));
    world_done(edition_add(&w.c, id, column.id, &content, "", &edition));
    world_done(record_publish(&w.c, id, edition, 0));
}

/* RULE F-FEE-EXPIRED against the document base. */
static void catalogue(void **state)
{
    (void)state;
    struct fiscal_see see = world_see(FCLERK), clerk = world_see(CLERK);
    struct fiscal_entry e;
    struct fiscal_book b;
    struct fiscal_hits hits;
    int64_t id;
    const char *cells[] = {
        "公安", "103", "工本费", "师政发〔2009〕3号、云价〔2014〕2号", "", "20元"};
    world_begin(FCLERK);
    put_document("师政发〔2009〕3号", "废止");
    put_document("云价〔2014〕2号", "有效");
    const struct fiscal_kind *fees = fiscal_kind_find("fees");
    assert_int_equal(fiscal_open(&w.c, &clerk, 2018, fees, &id), ST_INVALID);
    world_done(fiscal_open(&w.c, &see, 2018, fees, &id));
    world_done(fiscal_entry_get(&w.c, id, &e));
    world_done(fiscal_book_of(&w.c, &e, &b));
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        world_done(fiscal_set(w.c.mem, &b.sheets[0], 0, i, cells[i], &w.c.err));
    world_done(fiscal_judge(&w.c, &e, &b, &hits));
    assert_int_equal(hits.n, 1);
    assert_string_equal(hits.list[0].id, "F-FEE-EXPIRED");
    assert_string_equal(hits.list[0].actual, "师政发〔2009〕3号");
    /* RULE F-FEE-UNKNOWN: told what to do, but no error */
    world_done(fiscal_set(w.c.mem, &b.sheets[0], 0, 3, "云价〔1999〕77号", &w.c.err));
    world_done(fiscal_judge(&w.c, &e, &b, &hits));
    assert_int_equal(hits.n, 1);
    assert_string_equal(hits.list[0].id, "F-FEE-UNKNOWN");
    assert_true(hits.list[0].notice);
    assert_int_equal(fiscal_errors(&hits), 0);
    assert_non_null(strstr(fiscal_remedy("F-FEE-UNKNOWN"), "核对文号"));
    world_done(fiscal_set(w.c.mem, &b.sheets[0], 0, 3, "云价〔2014〕2号", &w.c.err));
    world_done(fiscal_save(&w.c, &e, e.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
    world_done(world_move(FCLERK, id, "submit", 0, "", ""));
    world_done(world_move(FINANCE, id, "approve", 0, "", ""));
    world_done(world_move(FINANCE, id, "publish", 0, "", ""));
    client_get(&w.browsers[VISITOR], "/fees/");
    must_be(&w.browsers[VISITOR].res, 200);
    must_have(&w.browsers[VISITOR].res, "云价〔2014〕2号</a>");
    must_have(&w.browsers[VISITOR].res, "有效");
    client_get(&w.browsers[VISITOR], "/fees/?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E9%A1%B9");
    must_have(&w.browsers[VISITOR].res, "没有符合条件的项目");
    client_get(&w.browsers[VISITOR], "/api/v1/fees.csv");
    must_have(&w.browsers[VISITOR].res, "是上一项的分项,依据文件和它的效力\r\n");
    must_have(
        &w.browsers[VISITOR].res, "工本费,云价〔2014〕2号,,20元,,,否,云价〔2014〕2号（有效）http");
    client_get(&w.browsers[VISITOR], "/api/v1/fees");
    must_have(&w.browsers[VISITOR].res, "\"state\":\"有效\"");
    world_done(fiscal_module.start(w.app, &w.c));
    assert_int_equal(must_be_open_data(w.app, w.a, "fees"), 1);
    client_get(&w.browsers[VISITOR], "/funds/");
    must_have(&w.browsers[VISITOR].res, "还没有公布目录清单");
}

static void statements(void **state)
{
    (void)state;
    world_begin(CLERK);
    for (size_t i = 0; i < fiscal_module.n_stmts; i++)
        if (db_check(w.c.tx, fiscal_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", fiscal_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements), cmocka_unit_test(published),
        cmocka_unit_test(corrected), cmocka_unit_test(at_once), cmocka_unit_test(by_finance),
        cmocka_unit_test(clock_of_approval), cmocka_unit_test(catalogue)};
    return cmocka_run_group_tests_name("fiscal_flow", tests, world_open, world_close);
}
