/* Lists out of memory say what lists out of the database say: after each drafting, publishing,
 * amending, ending and turn of validity, for every filter, order and page.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/record_index.h"
#include "common/record/publish.h"
#include "common/record/test_fixture.h"
#include "common/record/validity.h"

static int64_t column_id(const char *path)
{
    struct column k;
    MUST(column_by_path(c, path, &k));
    return k.id;
}

/* ---- one county, told twice ---- */

static const struct item_filter filters[] = {{.per_page = 3}, {.per_page = 3, .oldest_first = true},
    {.per_page = 3, .page = 2}, {.per_page = 3, .page = 2, .oldest_first = true},
    {.per_page = 50, .page = 1}, {.page = 40}, {.year = 2017}, {.year = 1066}, {.unit_id = 2},
    {.issuer = "机关1"}, {.issuer = "没有的机关"}, {.subject = "主题2"}, {.genre = "通知"},
    {.validity = "有效"}, {.validity = "废止"}, {.kind = "document"}, {.kind = "news"},
    {.number = "师政发"}, {.number = "师政发〔2017〕3号"}, {.number = "〔2017〕"}, {.number = "7"},
    {.number = "？？"}, {.year = 2017, .issuer = "机关1", .per_page = 2, .page = 2},
    {.genre = "通知", .validity = "有效", .year = 2018}};
static const char *const columns[] = {
    "", "zwgk", "zwgk/fdnr/zcwj", "zwgk/fdnr/zcwj/qtwj", "zwgk/fdnr/tjxx", "zwgk/zn"};

static void add_list(struct buf *b, const struct item_filter *f)
{
    struct item_list l;
    MUST(item_list(c, f, &l));
    buf_addf(b, "%lld %lld:", (long long)l.total, (long long)l.newest_at);
    for (size_t i = 0; i < l.n; i++)
        buf_addf(b, " %lld/%d", (long long)l.items[i].record_id, l.items[i].edition_number);
    buf_addc(b, '\n');
}

/* Of all records, as the workbench and the register ask: any pair of these. */
static const struct record_filter parts[] = {{.desk = false},
    {.mask = MARK_ITEM, .marks = MARK_ITEM},
    {.mask = MARK_ITEM | MARK_GONE, .marks = MARK_ITEM | MARK_GONE},
    {.mask = MARK_STAGE | MARK_ENDED, .marks = MARK_DRAFT},
    {.mask = MARK_ENDED, .marks = MARK_ENDED}, {.mask = MARK_LIVE | MARK_ENDED, .marks = MARK_LIVE},
    {.unit_id = 2}, {.year = 2017}, {.year = 2018}, {.kind = "news"}, {.word = "师政发"},
    {.doc_year = 2017, .serial = 7}, {.issuer = "机关1"}, {.text = "份"}, {.text = "第1"},
    {.text = "发〔2017〕"}, {.text = "ABC"}, {.text = "%"}, {.text = "没有"},
    {.text = "修改稿", .desk = true}, {.text = "机关2", .desk = true}, {.desk = true}};

static struct record_filter both(struct record_filter a, const struct record_filter *b)
{
    a.mask |= b->mask;
    a.marks |= b->marks;
    a.unit_id = b->unit_id ? b->unit_id : a.unit_id;
    a.year = b->year ? b->year : a.year;
    a.kind = b->kind ? b->kind : a.kind;
    a.word = b->word ? b->word : a.word;
    a.doc_year = b->doc_year ? b->doc_year : a.doc_year;
    a.serial = b->serial ? b->serial : a.serial;
    a.issuer = b->issuer ? b->issuer : a.issuer;
    a.text = b->text ? b->text : a.text;
    a.desk |= b->desk;
    return a;
}

/* All pages, in every order and both directions. */
static void add_found(struct buf *b, struct record_filter f)
{
    struct record_found found;
    for (int order = BY_PUBLISHED; order <= BY_UPDATED; order++)
        for (int up = 0; up < 2; up++) {
            f.order = (enum record_order)order;
            f.up = up;
            f.most = 7;
            for (f.first = 0;; f.first += 7) {
                MUST(record_find(c, &f, &found));
                buf_addf(b, " %lld/%lld:", (long long)found.total, (long long)found.newest_at);
                for (size_t i = 0; i < found.n; i++)
                    buf_addf(b, " %lld", (long long)found.ids[i]);
                if (found.n < 7)
                    break;
            }
        }
    buf_addc(b, '\n');
}

/* Each pair of filters, in one column or everywhere. */
static const char *found(void)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        for (size_t k = i; k < COUNT_OF(parts); k++) {
            struct record_filter f = both(parts[i], &parts[k]);
            size_t column = (i + k) % (COUNT_OF(columns) + 2);
            if (column < COUNT_OF(columns) && *columns[column])
                f.column_id = column_id(columns[column]);
            if (column == 3)
                f.other_column_id = column_id(columns[4]);
            buf_addf(&b, "%zu+%zu:", i, k);
            add_found(&b, f);
        }
    const char *text = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return text;
}

static void add_facets(struct buf *b, int64_t column)
{
    struct facets f;
    MUST(item_facets(c, column, &f));
    const struct {
        const struct facet *list;
        size_t n;
    } all[] = {{f.years, f.n_years}, {f.issuers, f.n_issuers}, {f.subjects, f.n_subjects},
        {f.validities, f.n_validities}, {f.genres, f.n_genres}};
    for (size_t k = 0; k < COUNT_OF(all); k++)
        for (size_t i = 0; i < all[k].n; i++)
            buf_addf(b, " %s=%lld", all[k].list[i].value, (long long)all[k].list[i].count);
    buf_addc(b, '\n');
}

/* Everything lists tell in this transaction. */
static const char *told(void)
{
    struct buf b;
    struct column *tree;
    size_t n;
    buf_init(&b, 0);
    for (size_t k = 0; k < COUNT_OF(columns); k++) {
        int64_t column = *columns[k] ? column_id(columns[k]) : 0;
        for (size_t i = 0; i < COUNT_OF(filters); i++) {
            struct item_filter f = filters[i];
            f.column_id = column;
            add_list(&b, &f);
        }
        if (column)
            add_facets(&b, column);
    }
    MUST(column_tree(c, &tree, &n));
    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s %lld\n", tree[i].path, (long long)tree[i].items);
    const char *text = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return text;
}

static void same(const char *after, const char *stored, const char *indexed)
{
    for (size_t line = 0, i = 0; stored[i] || indexed[i]; i++) {
        if (stored[i] != indexed[i])
            fail_msg(
                "after %s:\n%.300s\nbut in memory:\n%.300s", after, stored + line, indexed + line);
        line = stored[i] == '\n' ? i + 1 : line;
    }
}

/* Ends the writer's transaction; a reader is then told the same. */
static void agree(const char *after)
{
    const char *stored = told(), *all_stored = found();
    MUST(ctx_commit(c));
    MUST(ctx_begin(c, false));
    same(after, stored, told());
    same(after, all_stored, found());
    ctx_rollback(c);
}

static void describe(struct content *k, int i)
{
    content_init(k);
    k->title = arena_printf(c->mem, "第%d份", i);
    k->summary = "摘要";
    k->body_html = arena_printf(c->mem, "<p>正文%d</p>", i);
    k->meta.validity = i % 5 ? "有效" : "未施行";
    k->meta.effective_on = i % 5 ? day_none() : day_of(2018, 10, 1);
    k->meta.issuer = arena_printf(c->mem, "机关%d", i % 3);
    k->meta.subject = i % 4 ? arena_printf(c->mem, "主题%d", i % 4) : "";
    k->meta.genre = i % 2 ? "通知" : "意见";
    k->meta.doc_no = i % 6 ? arena_printf(c->mem, "师政发〔%d〕%d号", 2016 + i % 3, i) : "";
    k->meta.formed_on = i % 7 ? day_of(2016 + i % 3, 5, 1) : day_none();
}

static int64_t save(int64_t id, int i, const char *column, const char *note)
{
    struct draft d = {.record_id = id, .column_id = column_id(column), .note = note}, now;
    int64_t edition;
    describe(&d.content, i);
    if (draft_get(c, id, &now) == ST_OK)
        d.version = now.version;
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, id, &edition));
    return edition;
}

static int64_t publish(int i)
{
    int64_t id;
    const char *column = columns[3 + i % 3];
    MUST(record_create(c, i % 8 ? "document" : "news", 1 + i % 2, column_id(column), &id));
    /* some come before others that are out already, some at the same moment */
    MUST(record_publish(c, id, save(id, i, column, "补录"), 1500000000 + i * 37 % 11 * 1000));
    return id;
}

static void end(int64_t id, const char *kind, int64_t target)
{
    MUST(record_end(c, id,
        &(struct ending){.kind = kind,
            .note = "原因",
            .basis = "师政发〔2018〕1号",
            .target = target,
            .on = day_of(2018, 9, 1)}));
}

/* The marks of all records, counted in memory and by one statement. */
static void marks_agree(void)
{
    static const struct stmt by_marks = {"test.marks",
        "SELECT " RECORD_MARKS ", count(*) FROM record r LEFT JOIN item i ON i.record_id = r.id "
        "GROUP BY 1 ORDER BY 1",
        NULL};
    static const enum record_field field = FIELD_MARKS;
    struct record_counts k;
    struct rows *r;
    MUST(ctx_begin(c, false));
    MUST(record_tally(c, &(struct record_filter){.kind = NULL}, &field, 1, &k));
    MUST(q(c, &by_marks, NO_ARGS, &r));
    assert_int_equal(rows_count(r), k.n);
    assert_true(k.n > 5);
    for (size_t i = 0; rows_next(r); i++) {
        assert_int_equal(rows_int(r, 0), k.list[i].number);
        assert_int_equal(rows_int(r, 1), k.list[i].n);
    }
    ctx_rollback(c);
}

/* What is only in the workbench: columns and words are those of the draft. */
static void drafts_agree(int64_t live)
{
    struct record r;
    struct draft d;
    int64_t id[3];
    for (int i = 0; i < 3; i++) {
        MUST(ctx_begin(c, true));
        MUST(record_create(c, i ? "document" : "news", 1 + i % 2, column_id(columns[3]), &id[i]));
        struct draft begun = {
            .record_id = id[i], .column_id = column_id(columns[3 + i]), .note = ""};
        describe(&begun.content, 50 + i);
        MUST(draft_save(c, &begun));
        agree("a draft");
    }
    MUST(ctx_begin(c, true));
    MUST(draft_get(c, id[1], &d)); /* saved without a status: by itself */
    d.content.title = "修改稿 abc";
    d.column_id = column_id(columns[4]);
    MUST(draft_save(c, &d));
    agree("an autosave");
    static const char *const stages[] = {
        STAGE_SUBMITTED, STAGE_RETURNED, STAGE_APPROVED, STAGE_SCHEDULED, "discarded", ""};
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        MUST(ctx_begin(c, true));
        c->now += 7;
        MUST(record_get(c, id[i % 3], &r));
        MUST(status_add(c, &r, "step", stages[i], "", ""));
        agree(stages[i]);
    }
    MUST(ctx_begin(c, true));
    struct draft amended = {.record_id = live, .column_id = column_id(columns[5]), .note = "改"};
    describe(&amended.content, 60);
    amended.content.title = "修改稿";
    MUST(draft_save(c, &amended));
    MUST(record_get(c, live, &r));
    MUST(status_add(c, &r, "amend", STAGE_DRAFT, "改", ""));
    agree("amending begun");
}

static void test_agree(void **state)
{
    (void)state;
    int64_t ids[30];
    MUST(ctx_begin(c, true));
    agree("nothing");
    for (int i = 0; i < 30; i++) {
        MUST(ctx_begin(c, true));
        ids[i] = publish(i);
        if (i % 4)
            MUST(ctx_commit(c)); /* several changes are read at once */
        else
            agree("publishing");
    }
    MUST(ctx_begin(c, true));
    MUST(record_publish(c, ids[3], save(ids[3], 40, columns[4], "改了"), 0));
    agree("amending into another column");
    static const char *const kinds[] = {
        END_REPEALED, END_EXPIRED, END_REPLACED, END_MOVED, END_ERROR, END_PRIVACY};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        MUST(ctx_begin(c, true));
        end(ids[10 + i], kinds[i], ids[20]);
        agree(kinds[i]);
    }
    c->now = day_start(day_of(2018, 10, 1)) + 60;
    MUST(validity_job(c));
    MUST(ctx_begin(c, true));
    agree("validity");
    drafts_agree(ids[1]);
    marks_agree();
}

/* What is rolled back is seen by nobody. */
static void test_rolled_back(void **state)
{
    (void)state;
    MUST(ctx_begin(c, false));
    const char *before = told();
    ctx_rollback(c);
    MUST(ctx_begin(c, true));
    publish(70);
    told();
    ctx_rollback(c);
    MUST(ctx_begin(c, false));
    assert_string_equal(told(), before);
    ctx_rollback(c);
}

/* Another database at the same address is another database. */
static void test_other_database(void **state)
{
    struct item_list l;
    MUST(ctx_begin(c, false));
    MUST(item_list(c, &(struct item_filter){.page = 1}, &l));
    assert_true(l.total > 0);
    records_close(state);
    records_open(state);
    MUST(record_index_job(c));
    MUST(ctx_begin(c, false));
    MUST(item_list(c, &(struct item_filter){.page = 1}, &l));
    assert_int_equal(l.total, 0);
    assert_int_equal(l.n, 0);
    ctx_rollback(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_agree),
        cmocka_unit_test(test_rolled_back), cmocka_unit_test(test_other_database)};
    return cmocka_run_group_tests(tests, records_open, records_close);
}
