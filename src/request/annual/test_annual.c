/* The annual report at work: figures, corrections, last year's report, the county's sum, finishing,
 * publication; who may see and change what; pages.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/proof/proof.h"
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "disclosure/document/acts.h"
#include "disclosure/document/document.h"
#include "disclosure/inventory/inventory.h"
#include "disclosure/normdoc/normdoc.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "request/annual/acts.h"
#include "request/annual/annual.h"
#include "request/annual/demo.h"
#include "request/apply/apply.h"
#include "request/wording/wording.h"
#include "tests/client.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &publish_module, &file_module, &inventory_module,
    &proof_module, &document_module, &normdoc_module, &norm_base_module, &wording_module,
    &foi_module, &apply_module, &annual_module, &annual_data_module, &portal_module,
    &client_module};

enum who { EDITOR, REVIEWER, HEAD, STRANGER, COUNTY, SUPERVISOR, PEOPLE };
enum { ORGAN, OTHER, GOVERNMENT, UNITS };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t units[UNITS], people[PEOPLE];
    struct client browsers[PEOPLE];
    struct loop_response res;
} w;

static const int unit_of[PEOPLE] = {ORGAN, ORGAN, ORGAN, OTHER, GOVERNMENT, GOVERNMENT};

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void begin(enum who who, const char *day)
{
    w.c.person = w.people[who];
    w.c.unit = w.units[unit_of[who]];
    w.c.now = day_start(day_parse(day)) + 10 * 3600;
    done(ctx_begin(&w.c, true));
}

static void add_organ(size_t i, const char *name, const char *word, enum organ_kind kind)
{
    done(test_unit_add(&w.c,
        (struct unit){.code = word, .name = name, .credit_code = "115303230151625379"},
        &w.units[i]));
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.units[i], .word = word, .kind = kind}));
}

static int64_t arrive(size_t organ, const char *day)
{
    struct foi_receipt out;
    struct foi_application in = {.organ_id = w.units[organ],
        .channel = CHANNEL_F2F,
        .arrived = day_parse(day),
        .wanted = "某文件的内容",
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP",
        .code = "",
        .who = {.kind = "NATURAL",
            .name = "张三丰",
            .id_kind = "",
            .id_number = "",
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
            .agent_phone = ""}};
    begin(EDITOR, day);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    return out.id;
}

static void withdraw(int64_t id, const char *day)
{
    begin(EDITOR, day);
    done(foi_act(&w.c, id,
        &(struct foi_do){
            .action = "withdraw", .args = (struct foi_arg[]){{"text", "书面撤回"}}, .n_args = 1}));
    done(ctx_commit(&w.c));
}

static int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {
        "editor", "reviewer", "head", "editor", "editor", "supervisor"};
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    done(ctx_begin(&w.c, true));
    add_organ(ORGAN, "师宗县甲局", "师甲", ORGAN_DEPARTMENT);
    add_organ(OTHER, "师宗县乙局", "师乙", ORGAN_DEPARTMENT);
    add_organ(GOVERNMENT, "师宗县人民政府", "师政", ORGAN_COUNTY);
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), arena_printf(w.a, "人员%zu", i),
            w.units[unit_of[i]], roles_of[i], NULL, &w.people[i]));
    done(ctx_commit(&w.c));
    int64_t gone = arrive(ORGAN, "2020-12-10"), late = arrive(ORGAN, "2021-11-01");
    withdraw(gone, "2021-02-01");
    arrive(ORGAN, "2021-12-20");
    arrive(OTHER, "2021-06-01");
    withdraw(late, "2021-12-01");
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .fixed_now = day_start(day_parse("2022-01-20")) + 9 * 3600});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
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

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

static void submit(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

static struct annual *loaded(int64_t id)
{
    struct annual *a = ARENA_NEW(w.c.mem, struct annual);
    done(annual_load(&w.c, id, a));
    return a;
}

static int64_t value(struct annual *a, const char *cell)
{
    struct annual_figure *f = annual_cell_find(a, cell);
    if (!f)
        fail_msg("no cell %s", cell);
    return *report_ref_value(&a->table, f->at);
}

static bool has_reason(const struct annual *a, const char *code)
{
    for (size_t i = 0; i < a->n_reasons; i++)
        if (strcmp(a->reasons[i].code, code) == 0)
            return true;
    return false;
}

static int64_t started(size_t unit, int year)
{
    struct annual_row row;
    int64_t id;
    done(annual_find(&w.c, unit == UNITS ? 0 : w.units[unit], year, &row));
    if (row.id)
        return row.id;
    done(annual_start(&w.c, unit == UNITS ? 0 : w.units[unit], year, -1, &id));
    return id;
}

/* ---- figures and corrections ---- */

static void corrections(void **state)
{
    (void)state;
    static const char *const cell = "table3.r1.自然人";
    begin(EDITOR, "2022-01-10");
    int64_t id = started(ORGAN, 2021);
    struct annual *a = loaded(id);
    assert_int_equal(a->row.format, REPORT_2021);
    assert_int_equal(value(a, cell), 2);
    assert_int_equal(value(a, "table3.r2.自然人"), 1);
    assert_int_equal(value(a, "table3.r3.6.3.总计"), 2);
    assert_int_equal(value(a, "table3.r4.总计"), 1);
    assert_true(has_reason(a, "T5") && has_reason(a, "A-TEXT") && has_reason(a, "A-PREV"));
    assert_int_equal(annual_correct(&w.c, id, 0, cell, "3", ""), ST_INVALID);
    assert_string_equal(w.c.err.field, "reason");
    assert_int_equal(annual_correct(&w.c, id, 0, cell, "约3", "漏录"), ST_INVALID);
    assert_int_equal(annual_correct(&w.c, id, 0, "table3.r1.总计", "3", "漏录"), ST_INVALID);
    assert_int_equal(annual_correct(&w.c, id, 0, "table3.r9.总计", "3", "漏录"), ST_NOT_FOUND);
    assert_int_equal(annual_correct(&w.c, id, a->row.version + 1, cell, "3", "x"), ST_CONFLICT);
    done(annual_correct(&w.c, id, a->row.version, cell, "3", "1件纸质申请没有录入"));
    a = loaded(id);
    struct annual_figure *f = annual_cell_find(a, cell);
    assert_int_equal(value(a, cell), 3);
    assert_int_equal(value(a, "table3.r1.总计"), 3); /* sums follow */
    assert_int_equal(f->base, 2);
    assert_string_equal(f->reason, "1件纸质申请没有录入");
    assert_true(has_reason(a, "T3"));
    assert_true(*annual_cell_find(a, "table3.r4.自然人")->problem != '\0');
    done(annual_correct(&w.c, id, 0, cell, "", ""));
    assert_int_equal(value(loaded(id), cell), 2);
    ctx_rollback(&w.c);
}

static void typed_figures(void **state)
{
    (void)state;
    begin(EDITOR, "2022-01-10");
    int64_t id = started(ORGAN, 2021);
    const struct annual_typed good[] = {{"table2.行政许可.本年处理决定数量", "12"},
        {"table2.行政事业性收费.本年收费金额（万元）", "3.25"}},
                              bad[] = {{"table2.行政许可.本年处理决定数量", "-1"},
                                  {"table2.行政处罚.本年处理决定数量", "很多"}};
    done(annual_type(&w.c, id, 0, good, COUNT_OF(good)));
    struct annual *a = loaded(id);
    assert_int_equal(value(a, "table2.行政事业性收费.本年收费金额（万元）"), 3250000);
    assert_true(annual_cell_find(a, "table2.行政许可.本年处理决定数量")->given);
    assert_int_equal(annual_type(&w.c, id, 0, bad, COUNT_OF(bad)), ST_INVALID);
    assert_non_null(strstr(w.c.err.message, "行政许可"));
    assert_non_null(strstr(w.c.err.message, "行政处罚"));
    ctx_rollback(&w.c);
}

/* RULE 3.2: the rows of normative documents come from their catalogue and lead to the documents. */
static void normative_documents(void **state)
{
    (void)state;
    struct content k;
    int64_t record;
    begin(EDITOR, "2021-12-20");
    content_init(&k);
    k.title = "师宗县校车管理办法";
    k.body_html = "<p>为了规范校车管理，制定本办法。</p>";
    k.meta.doc_no = "师教规〔2021〕1号";
    k.meta.formed_on = k.meta.effective_on = day_parse("2021-05-01");
    k.meta.issuer = k.meta.source = "师宗县教育体育局";
    k.meta.validity = "有效";
    k.meta.open_mode = "主动公开";
    done(document_issue(&w.c, "document", "zwgk/fdnr/zcwj/gfxwj", &k, &record));
    int64_t id = started(ORGAN, 2021);
    struct annual *a = loaded(id);
    assert_int_equal(value(a, "table2.行政规范性文件.本年制发件数"), 1);
    assert_int_equal(value(a, "table2.行政规范性文件.本年废止件数"), 0);
    assert_int_equal(value(a, "table2.行政规范性文件.现行有效件数"), 1);
    assert_false(annual_cell_find(a, "table2.规章.本年制发件数")->has_base);
    done(ctx_commit(&w.c));
    get(EDITOR, arena_printf(w.a, "/work/annual/%lld/cell?c=%s", (long long)id,
                    url_encoded(w.a, "table2.行政规范性文件.现行有效件数")));
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "按规范性文件目录计数");
    must_have(&w.res, "师宗县校车管理办法</a>");
    must_have(&w.res, "师教规〔2021〕1号");
    get(EDITOR, arena_printf(w.a, "/work/annual/%lld/cell?c=%s", (long long)id,
                    url_encoded(w.a, "table2.行政规范性文件.本年废止件数")));
    must_have(&w.res, "没有这样的文件");
}

/* ---- the year before ---- */

static struct report_read read_of(int year, int64_t open)
{
    struct report_read read = {.table = {.format = REPORT_2019, .year = year, .organ = ""},
        .year_known = true,
        .format_known = true};
    size_t n;
    const struct report_text *texts = report_texts(REPORT_2019, &read.n_texts);
    memcpy(read.texts, texts, read.n_texts * sizeof *texts);
    report_rows(REPORT_2019, &n);
    read.table.table3[n - 1][0] = read.table.table3[n - 1][6] = open;
    read.table.table3[0][0] = read.table.table3[0][6] = open;
    return read;
}

/* RULE T4: what last year's report carried forward is what this year's carries over. */
static void last_year(void **state)
{
    (void)state;
    int64_t before;
    begin(EDITOR, "2022-01-10");
    int64_t id = started(ORGAN, 2021);
    struct annual_row row = loaded(id)->row;
    struct report_read wrong = read_of(2019, 2), read = read_of(2020, 2);
    assert_int_equal(annual_take(&w.c, &row, &wrong, "2019.docx", &before), ST_INVALID);
    done(annual_take(&w.c, &row, &read, "2020.docx", &before));
    assert_false(loaded(id)->has_previous); /* nobody has confirmed it */
    done(annual_keep(&w.c, before, loaded(before)->row.version));
    struct annual *a = loaded(id);
    assert_true(a->has_previous);
    assert_true(has_reason(a, "T4"));
    assert_non_null(strstr(annual_cell_find(a, "table3.r2.自然人")->problem, "应为2，现为1"));
    done(annual_correct(&w.c, id, 0, "table3.r2.自然人", "2", "上年1件没有录入系统"));
    a = loaded(id);
    assert_false(has_reason(a, "T4"));
    assert_true(has_reason(a, "T3"));
    assert_int_equal(annual_take(&w.c, &row, &read, "2020.docx", &before), ST_CONFLICT);
    read.table.missing3[3][2] = true;
    row.unit_id = w.units[OTHER];
    done(annual_take(&w.c, &row, &read, "2020.xlsx", &before));
    assert_int_equal(annual_keep(&w.c, before, loaded(before)->row.version), ST_INVALID);
    done(annual_correct(&w.c, before, 0,
        report_ref_id(w.c.mem, REPORT_2019, (struct report_ref){3, 3, 2}), "0", ""));
    done(annual_keep(&w.c, before, loaded(before)->row.version));
    assert_int_equal(annual_forget(&w.c, before), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* RULE 3.5: copied texts are told, and must be confirmed. */
static void copied(void **state)
{
    (void)state;
    int64_t before, version;
    begin(EDITOR, "2022-01-10");
    int64_t id = started(ORGAN, 2021);
    struct annual_row row = loaded(id)->row;
    struct report_read read = read_of(2020, 1);
    read.texts[1].text = "政策解读形式单一，公开专栏更新不够及时。";
    done(annual_take(&w.c, &row, &read, "2020.docx", &before));
    done(annual_keep(&w.c, before, 1));
    version = loaded(id)->row.version;
    const struct report_text text = {"problems", "", "政策解读形式单一，公开专栏更新不够及时。"};
    done(annual_write(&w.c, id, &version, &text, 1, true));
    assert_true(has_reason(loaded(id), "A-COPY"));
    const struct report_text fresh = {"problems", "", "今年的问题是培训不够，已安排两期。"};
    done(annual_write(&w.c, id, &version, &fresh, 1, false));
    assert_false(has_reason(loaded(id), "A-COPY"));
    version--;
    assert_int_equal(annual_write(&w.c, id, &version, &fresh, 1, false), ST_CONFLICT);
    ctx_rollback(&w.c);
}

/* ---- finishing ---- */

static void complete(int64_t id)
{
    struct annual *a = loaded(id);
    struct annual_typed list[24];
    size_t n = 0;
    int64_t version;
    for (size_t i = 0; i < a->n_cells; i++)
        if (a->cells[i].at.table == 2 && !a->cells[i].has_base) {
            list[n] = (struct annual_typed){a->cells[i].id, n ? "0" : "7"};
            n++;
        }
    done(annual_type(&w.c, id, 0, list, n));
    a = loaded(id);
    for (size_t i = 0; i < a->n_texts; i++)
        a->texts[i].text = arena_printf(w.c.mem, "%s的情况。", a->texts[i].heading);
    version = a->row.version;
    done(annual_write(&w.c, id, &version, a->texts, a->n_texts, true));
}

static enum st freeze(int64_t id, bool confirmed, const char *note)
{
    return annual_freeze(&w.c, NULL, id, loaded(id)->row.version, confirmed, note);
}

static enum st act_on(enum who who, int64_t record, const char *action)
{
    w.c.person = w.people[who];
    return act_run(&w.c, record, NULL, action, &(struct act_input){.note = "", .secrecy = "open"});
}

static void from_draft_to_public_page(void **state)
{
    (void)state;
    struct record record;
    begin(EDITOR, "2022-01-10");
    int64_t id = started(ORGAN, 2021);
    assert_int_equal(freeze(id, true, ""), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "A-TEXT"));
    complete(id);
    assert_int_equal(freeze(id, false, ""), ST_INVALID); /* A-PREV wants a look */
    done(freeze(id, true, ""));
    struct annual *a = loaded(id);
    assert_int_equal(a->row.stage, ANNUAL_FROZEN);
    assert_int_equal(a->row.edition, 1);
    assert_int_equal(annual_correct(&w.c, id, 0, "table3.r1.自然人", "9", "x"), ST_CONFLICT);
    done(record_get(&w.c, a->row.record_id, &record));
    assert_string_equal(record.stage, STAGE_SUBMITTED);
    assert_int_equal(act_on(EDITOR, record.id, "approve"), ST_CONFLICT); /* own words */
    done(act_on(REVIEWER, record.id, "approve"));
    done(act_on(HEAD, record.id, "publish"));
    done(record_get(&w.c, record.id, &record));
    assert_true(record.live_edition != 0);
    done(ctx_commit(&w.c));
    get(STRANGER, record.path);
    must_be(&w.res, 200);
    must_have(&w.res, "师宗县甲局2021年政府信息公开工作年度报告");
    must_have(&w.res, "本年新收政府信息公开申请数量");
    must_have(&w.res, ".xlsx");
    must_not_have(&w.res, "张三丰");
    get(EDITOR, "/work/annual/?year=2021");
    must_have(&w.res, record.path);

    begin(EDITOR, "2022-02-10"); /* a second edition amends the page */
    assert_int_equal(annual_reopen(&w.c, id, a->row.version, ""), ST_INVALID);
    done(annual_reopen(&w.c, id, a->row.version, "漏报1件许可"));
    assert_int_equal(freeze(id, true, ""), ST_INVALID);
    done(freeze(id, true, "更正行政许可数量"));
    done(record_get(&w.c, record.id, &record));
    assert_string_equal(record.stage, STAGE_SUBMITTED);
    assert_int_equal(loaded(id)->row.edition, 2);
    assert_int_equal(loaded(id)->row.record_id, record.id);
    /* it waits for its review: the open data hold what the public can read */
    ctx_rollback(&w.c);
}

/* A second edition waits for its review: the open data hold what the public can read. */
static void open_data(void **state)
{
    (void)state;
    struct annual_row row;
    begin(EDITOR, "2022-02-10");
    done(annual_find(&w.c, w.units[ORGAN], 2021, &row));
    done(annual_correct(&w.c, row.id, 0, "table2.行政许可.本年处理决定数量", "77", "漏报"));
    done(freeze(row.id, true, "更正行政许可数量"));
    done(ctx_commit(&w.c));
    done(annual_module.start(w.app, &w.c));
    must_be_open_data(w.app, w.a, "annual");
    get(STRANGER, "/api/v1/annual?year=2021");
    must_have(&w.res, "\"unit_name\":\"师宗县甲局\",\"year\":2021,\"cell\":\"table3.r1.自然人\"");
    must_not_have(&w.res, "\"value\":\"77\"");
    get(STRANGER, "/api/v1/annual?year=2020");
    must_have(&w.res, "{\"figures\":[]}");
}

/* RULE T6: the county's figures are the sums of its organs; who has not finished is named. */
static void the_county(void **state)
{
    (void)state;
    begin(COUNTY, "2022-01-12");
    int64_t organ = started(ORGAN, 2021), county = started(UNITS, 2021);
    struct annual *a = loaded(county);
    assert_string_equal(a->organ.name, "师宗县人民政府");
    assert_int_equal(value(a, "table3.r1.总计"), 3);
    assert_int_equal(a->n_organs, 3);
    size_t missing = a->n_missing;
    if (loaded(organ)->row.stage == ANNUAL_FROZEN)
        done(annual_reopen(&w.c, organ, loaded(organ)->row.version, "更正"));
    else
        complete(organ), missing--;
    done(annual_correct(&w.c, organ, 0, "table3.r1.自然人", "5", "3件纸质申请没有录入"));
    done(annual_correct(&w.c, organ, 0, "table3.r4.自然人", "4", "3件纸质申请没有录入"));
    done(ctx_commit(&w.c));
    begin(EDITOR, "2022-01-12");
    struct annual *o = loaded(organ);
    if (o->row.record_id) { /* its second edition goes through the first one's document */
        done(freeze(organ, true, "补录3件"));
    } else {
        done(freeze(organ, true, ""));
    }
    a = loaded(county);
    assert_int_equal(a->n_missing, missing);
    assert_int_equal(value(a, "table3.r1.总计"), 6); /* 5 as the organ says, 1 of the other */
    assert_int_equal(value(a, "table3.r4.总计"), 5);
    assert_true(has_reason(a, "A-UNITS"));
    assert_false(has_reason(a, "T6"));
    done(annual_correct(&w.c, county, 0, "table3.r1.自然人", "7", "县里另有1件"));
    assert_true(has_reason(loaded(county), "T6"));
    ctx_rollback(&w.c);
}

static void reminder(void **state)
{
    (void)state;
    struct annual_row row;
    struct rows *r;
    static const struct stmt due = {"test.due",
        "SELECT due FROM task WHERE kind = 'annual.report' AND subject_id = $1 AND closed_at IS "
        "NULL",
        NULL};
    w.c.now = day_start(day_parse("2023-11-01"));
    done(annual_remind(&w.c));
    begin(EDITOR, "2023-01-02");
    done(annual_find(&w.c, w.units[OTHER], 2022, &row));
    assert_int_equal(row.id, 0);
    ctx_rollback(&w.c);
    w.c.now = day_start(day_parse("2023-01-02"));
    done(annual_remind(&w.c));
    done(annual_remind(&w.c));
    begin(EDITOR, "2023-01-02");
    done(annual_find(&w.c, w.units[OTHER], 2022, &row));
    done(q1(&w.c, &due, ARGS(v_int(row.id)), &r));
    assert_int_equal(rows_int(r, 0), day_parse("2023-01-31").n);
    done(annual_find(&w.c, 0, 2022, &row));
    done(q1(&w.c, &due, ARGS(v_int(row.id)), &r));
    assert_int_equal(rows_int(r, 0), day_parse("2023-03-31").n);
    ctx_rollback(&w.c);
}

/* ---- pages ---- */

static void pages(void **state)
{
    (void)state;
    begin(EDITOR, "2022-01-12");
    int64_t other = started(OTHER, 2021);
    done(ctx_commit(&w.c));
    const char *path = arena_printf(w.a, "/work/annual/%lld/", (long long)other);
    const char *cell = arena_printf(w.a, "%scell?c=%s", path, url_encoded(w.a, "table3.r1.自然人"));
    const struct {
        enum who who;
        const char *target;
        int status;
    } cases[] = {{STRANGER, "/work/annual/", 200}, {STRANGER, path, 200}, {EDITOR, path, 403},
        {SUPERVISOR, path, 200}, {REVIEWER, arena_printf(w.a, "%stext", path), 403},
        {COUNTY, arena_printf(w.a, "%stext", path), 403},
        {STRANGER, arena_printf(w.a, "%stext", path), 200},
        {STRANGER, arena_printf(w.a, "%sfigures", path), 200},
        {STRANGER, arena_printf(w.a, "%simport", path), 200}, {STRANGER, cell, 200},
        {EDITOR, cell, 403}, {STRANGER, arena_printf(w.a, "%scell?c=x", path), 404},
        {STRANGER, "/work/annual/99999/", 404},
        {STRANGER, arena_printf(w.a, "%sreport.xlsx", path), 200},
        {EDITOR, arena_printf(w.a, "%sreport.xlsx", path), 403},
        {STRANGER, arena_printf(w.a, "%sreport.docx", path), 200},
        {STRANGER, arena_printf(w.a, "%sreport.pdf", path), 200}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        get(cases[i].who, cases[i].target);
        if (w.res.status != cases[i].status)
            fail_msg("%s as %d: %d", cases[i].target, cases[i].who, w.res.status);
        must_be_well_formed(&w.res);
    }
    get(STRANGER, cell);
    must_have(&w.res, "共 1 件");
    must_have(&w.res, "/work/requests/");
    must_not_have(&w.res, "张三丰");
    get(STRANGER, path);
    must_have(&w.res, "还有10格没有填写");
    get(STRANGER, cell);
    submit(STRANGER, cell,
        arena_printf(w.a, "c=%s&version=0&value=4&reason=", url_encoded(w.a, "table3.r1.自然人")));
    must_be(&w.res, 422);
    must_have(&w.res, "必须写明理由");
    get(STRANGER, cell);
    submit(STRANGER, cell,
        arena_printf(w.a, "c=%s&version=0&value=4&reason=%s", url_encoded(w.a, "table3.r1.自然人"),
            url_encoded(w.a, "漏录3件")));
    must_be(&w.res, 303);
    get(STRANGER, path);
    must_have(&w.res, "原算 1");
    must_have(&w.res, "figure bad");
    must_have(&w.res, "按此应为4，现为1"); /* r4, T3 */
}

static void autosaving(void **state)
{
    (void)state;
    begin(EDITOR, "2022-01-12");
    int64_t other = started(OTHER, 2021);
    done(ctx_commit(&w.c));
    const char *path = arena_printf(w.a, "/work/annual/%lld/", (long long)other);
    get(STRANGER, arena_printf(w.a, "%stext", path));
    const char *version = client_hidden(&w.browsers[STRANGER], "version");
    const char *fields =
        arena_printf(w.a, "version=%s&problems=%s", version, url_encoded(w.a, "正在写"));
    client_post(&w.browsers[STRANGER], arena_printf(w.a, "%sautosave", path), fields);
    w.res = w.browsers[STRANGER].res;
    must_be(&w.res, 200);
    must_have(&w.res, "\"version\":");
    client_post(&w.browsers[STRANGER], arena_printf(w.a, "%sautosave", path), fields);
    w.res = w.browsers[STRANGER].res;
    must_be(&w.res, 409);
    must_have(&w.res, "\"message\":");
    get(STRANGER, path);
    must_have(&w.res, "正在写");
}

static void importing(void **state)
{
    (void)state;
    struct buf b;
    struct err e = {.st = ST_OK};
    begin(EDITOR, "2022-01-12");
    int64_t other = started(OTHER, 2021);
    done(ctx_commit(&w.c));
    const char *import = arena_printf(w.a, "/work/annual/%lld/import", (long long)other);
    struct report_table t = {.format = REPORT_2019, .year = 2020, .organ = "师宗县乙局"};
    buf_init(&b, 0);
    assert_int_equal(report_docx(w.a, &t, NULL, &b, &e), ST_OK);
    get(STRANGER, import);
    const char *const fields[] = {"once", client_hidden(&w.browsers[STRANGER], "once"), NULL};
    client_upload(
        &w.browsers[STRANGER], import, fields, &(struct client_file){"file", "坏.docx", "no", 2});
    must_be(&w.browsers[STRANGER].res, 422);
    get(STRANGER, import);
    const char *const again[] = {"once", client_hidden(&w.browsers[STRANGER], "once"), NULL};
    client_upload(
        &w.browsers[STRANGER], import, again, &(struct client_file){"file", "2020.docx", b.p, b.n});
    w.res = w.browsers[STRANGER].res;
    must_be(&w.res, 303);
    get(STRANGER, w.res.location);
    must_have(&w.res, "请对照原件核对");
    const char *read = arena_strdup(w.a, w.res.target);
    submit(STRANGER, arena_printf(w.a, "%skeep", read),
        arena_printf(w.a, "version=%s", client_hidden(&w.browsers[STRANGER], "version")));
    must_be(&w.res, 303);
    get(STRANGER, import);
    must_have(&w.res, "上年年报已经有了");
    buf_release(&b);
}

/* How often the search before the form was enough: for heads, not for everybody. */
static void deflections(void **state)
{
    (void)state;
    static const struct stmt add = {"test.tally",
        "INSERT INTO apply_tally (day, what, n) VALUES ($1, 'found', 41), ($1, 'sent', 7)", NULL};
    begin(COUNTY, "2022-01-10");
    done(x(&w.c, &add, ARGS(v_int(day_parse("2021-12-31").n))));
    done(ctx_commit(&w.c));
    client_get(&w.browsers[SUPERVISOR], "/work/annual/?year=2021");
    assert_non_null(strstr(w.browsers[SUPERVISOR].res.body, "41 次"));
    assert_non_null(strstr(w.browsers[SUPERVISOR].res.body, "7 件"));
    client_get(&w.browsers[SUPERVISOR], "/work/annual/?year=2020");
    assert_non_null(strstr(w.browsers[SUPERVISOR].res.body, "0 次"));
    client_get(&w.browsers[EDITOR], "/work/annual/?year=2021");
    assert_null(strstr(w.browsers[EDITOR].res.body, "41 次"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(deflections), cmocka_unit_test(corrections),
        cmocka_unit_test(typed_figures), cmocka_unit_test(normative_documents),
        cmocka_unit_test(last_year), cmocka_unit_test(copied), cmocka_unit_test(pages),
        cmocka_unit_test(autosaving), cmocka_unit_test(importing),
        cmocka_unit_test(from_draft_to_public_page), cmocka_unit_test(the_county),
        cmocka_unit_test(reminder), cmocka_unit_test(open_data)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
