/* Records on the database: drafts, editions, publishing, amending, endings, links, items, columns,
 * putting ready-made content, validity on a day.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/put.h"
#include "common/record/test_fixture.h"
#include "common/record/validity.h"

static int64_t column_id(const char *path)
{
    struct column k;
    MUST(column_by_path(c, path, &k));
    return k.id;
}

static int64_t new_draft(struct draft *d, const char *column, const char *title)
{
    int64_t id;
    MUST(record_create(c, "document", 1, column_id(column), &id));
    *d = (struct draft){.record_id = id, .column_id = column_id(column), .note = ""};
    content_init(&d->content);
    d->content.title = title;
    d->content.summary = "摘要";
    d->content.body_html =
        "<h2 id=\"h1\">一、甲</h2><h2 id=\"h2\">二、乙</h2><h2 id=\"h3\">三、丙</h2>";
    d->content.meta.doc_no = "师政办发〔2018〕12号";
    d->content.meta.issuer = "师宗县人民政府办公室";
    d->content.meta.formed_on = day_of(2018, 9, 3);
    d->content.meta.validity = VALID;
    MUST(draft_save(c, d));
    return id;
}

static int64_t publish_draft(int64_t id, int64_t at)
{
    int64_t edition;
    MUST(draft_freeze(c, id, &edition));
    MUST(record_publish(c, id, edition, at));
    return edition;
}

static int64_t published(const char *title)
{
    struct draft d;
    int64_t id = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", title);
    publish_draft(id, 0);
    return id;
}

static void test_drafts(void **state)
{
    (void)state;
    struct draft d, mine, theirs;
    MUST(ctx_begin(c, true));
    int64_t id = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "甲");
    assert_int_equal(d.version, 1);
    MUST(draft_get(c, id, &mine));
    theirs = mine;
    assert_string_equal(mine.content.meta.doc_no, "师政办发〔2018〕12号");
    assert_int_equal(mine.content.meta.formed_on.n, day_of(2018, 9, 3).n);
    assert_string_equal(mine.updated_by_name, "编者");
    mine.content.title = "乙";
    MUST(draft_save(c, &mine));
    theirs.content.title = "丙";
    assert_int_equal(draft_save(c, &theirs), ST_CONFLICT); /* the second editor is told */
    MUST(draft_get(c, id, &d));
    assert_string_equal(d.content.title, "乙");
    d.version = 0;
    assert_int_equal(draft_save(c, &d), ST_CONFLICT); /* there is one already */
    MUST(draft_discard(c, id));
    assert_int_equal(draft_get(c, id, &d), ST_NOT_FOUND);
    assert_int_equal(record_get(c, 999999, &(struct record){.id = 0}), ST_NOT_FOUND);
    ctx_rollback(c);
}

static void test_publish_and_amend(void **state)
{
    (void)state;
    struct draft d;
    struct record r;
    struct item_page page;
    struct edition *editions;
    struct status *statuses;
    size_t n;
    int64_t leaves = fixture_count(c, "SELECT count(*) FROM log_leaf");
    MUST(ctx_begin(c, true));
    int64_t id = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "甲");
    int64_t first = publish_draft(id, 0);
    MUST(ctx_commit(c));

    MUST(ctx_begin(c, true));
    MUST(record_get(c, id, &r));
    assert_string_equal(r.title, "甲");
    assert_int_equal(r.live_edition, first);
    assert_int_equal(r.work_edition, 0);
    assert_string_equal(r.stage, "");
    assert_string_equal(r.path,
        arena_printf(c->mem, "/zwgk/fdnr/zcwj/qtwj/201809/t20180912_%lld.html", (long long)id));
    assert_int_equal(draft_get(c, id, &d), ST_NOT_FOUND); /* used up */
    MUST(item_page_get(c, id, &page));
    assert_string_equal(page.item.validity, VALID);
    assert_true(strstr(page.toc_html, "#h3") != NULL);
    assert_int_equal(page.item.edition_number, 1);

    d = (struct draft){.record_id = id,
        .column_id = column_id("zwdt/tzgg"),
        .base_edition = first,
        .note = "改错字"};
    content_init(&d.content);
    d.content.title = "甲（修改）";
    MUST(draft_save(c, &d));
    c->now += 86400;
    int64_t second = publish_draft(id, 0);
    MUST(record_get(c, id, &r));
    assert_int_equal(r.live_edition, second);
    assert_true(strncmp(r.path, "/zwgk/fdnr/zcwj/qtwj/", 21) == 0); /* RULE G-URL-FORM: stays */
    assert_int_equal(r.published_at, c->now - 86400);
    MUST(edition_list(c, id, &editions, &n));
    assert_int_equal(n, 2);
    assert_string_equal(editions[0].note, "改错字");
    MUST(status_list(c, id, &statuses, &n));
    assert_string_equal(statuses[0].action, "amend");
    assert_string_equal(statuses[n - 1].action, "publish");
    MUST(ctx_commit(c));
    assert_int_equal(fixture_count(c, "SELECT count(*) FROM log_leaf"), leaves + 2);
    assert_int_equal(
        fixture_count(c, arena_printf(c->mem,
                             "SELECT count(*) FROM item_place p JOIN site_column k ON k.id = "
                             "p.column_id WHERE p.record_id = %lld AND k.path = 'zwgk'",
                             (long long)id)),
        0);
    c->now -= 86400;
}

static void test_not_publishable(void **state)
{
    (void)state;
    struct draft d;
    int64_t edition, other;
    MUST(ctx_begin(c, true));
    int64_t id = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "甲");
    d.content.meta.open_mode = "不予公开";
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, id, &edition));
    assert_int_equal(record_publish(c, id, edition, 0), ST_INVALID);
    /* RULE B-V1-DATE */
    int64_t old = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "补发"), late;
    MUST(draft_freeze(c, old, &late));
    assert_int_equal(record_publish(c, old, late, c->now - 2 * 86400), ST_INVALID);
    assert_string_equal(c->err.field, "note");
    d.note = "转载：国务院办公厅 2018 年 9 月 1 日发布";
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, old, &late));
    MUST(record_publish(c, old, late, c->now - 2 * 86400));
    other = published("乙");
    assert_int_equal(record_publish(c, other, edition, 0), ST_INVALID); /* of another record */
    ctx_rollback(c);
}

static void test_endings(void **state)
{
    (void)state;
    static const struct {
        struct ending e;
        const char *field; /* "" = fine */
    } rows[] = {
        {{.kind = "", .note = "", .basis = ""}, "kind"},
        {{.kind = END_ERROR, .note = "", .basis = ""}, "note"},
        {{.kind = END_REPEALED, .note = "清理", .basis = "", .on = {17800}}, "basis"},
        {{.kind = END_REPEALED, .note = "清理", .basis = "师政发〔2018〕1号", .on = {DAY_NONE}},
            "on"},
        {{.kind = END_EXPIRED, .note = "到期", .basis = "", .on = {DAY_NONE}}, "on"},
        {{.kind = END_REPLACED, .note = "新文件", .basis = ""}, "target"},
        {{.kind = END_MOVED, .note = "并栏", .basis = ""}, "target"},
        {{.kind = END_PRIVACY, .note = "隐私", .basis = ""}, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum st st = ending_check(c, &rows[i].e);
        assert_int_equal(st, *rows[i].field ? ST_INVALID : ST_OK);
        if (st)
            assert_string_equal(c->err.field, rows[i].field);
    }
    MUST(ctx_begin(c, true));
    struct item_page page;
    struct record r;
    int64_t id = published("将被废止"), bad = published("有误"), secret = published("隐私");
    const struct ending repeal = {.kind = END_REPEALED,
        .note = "清理",
        .basis = "师政发〔2018〕1号",
        .on = day_of(2018, 10, 1)};
    MUST(record_end(c, id, &repeal));
    MUST(item_page_get(c, id, &page));
    assert_string_equal(page.item.validity, VALID_REPEALED);
    assert_int_equal(page.item.abolished_on.n, day_of(2018, 10, 1).n);
    assert_string_equal(page.item.ended, END_REPEALED);
    assert_int_equal(record_end(c, id, &repeal), ST_CONFLICT); /* only once */
    MUST(record_end(c, bad,
        &(struct ending){.kind = END_ERROR, .note = "数字错误", .basis = "", .on = {DAY_NONE}}));
    assert_int_equal(item_page_get(c, bad, &page), ST_GONE);
    MUST(record_end(c, secret,
        &(struct ending){
            .kind = END_PRIVACY, .note = "含个人信息", .basis = "", .on = {DAY_NONE}}));
    assert_int_equal(item_page_get(c, secret, &page), ST_GONE);
    assert_true(
        strstr(page.item.title, "隐私已") == NULL || strstr(page.item.title, "移除") != NULL);
    MUST(record_get(c, secret, &r));
    assert_string_equal(r.ended, END_PRIVACY);
    ctx_rollback(c);
}

static void test_links(void **state)
{
    (void)state;
    struct link *list;
    size_t n;
    MUST(ctx_begin(c, true));
    int64_t a = published("新"), b = published("旧");
    MUST(link_add(c, a, b, LINK_REPLACES));
    MUST(link_add(c, a, b, LINK_REPLACES));
    assert_int_equal(link_add(c, a, a, LINK_REPLACES), ST_INVALID);
    assert_int_equal(link_add(c, a, b, "friend"), ST_INVALID);
    MUST(link_list(c, a, true, &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].label, "替代的文件");
    MUST(link_list(c, b, true, &list, &n));
    assert_string_equal(list[0].label, "被此文件替代");
    assert_string_equal(list[0].title, "新");
    MUST(link_remove(c, b, list[0].id));
    MUST(link_list(c, a, true, &list, &n));
    assert_int_equal(n, 0);
    ctx_rollback(c);
}

static void test_items(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        int64_t total;
    } rows[] = {{"师政办发〔2018〕12号", 1}, {"师政办发[2018]12号", 1}, {"12号", 1}, {"12", 1},
        {"〔2018〕12", 1}, {"师政办发", 1}, {"13号", 0}, {"没有", 0}};
    struct item_list l;
    MUST(ctx_begin(c, true));
    int64_t id = published("条目"), column = column_id("zwgk");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        MUST(
            item_list(c, &(struct item_filter){.column_id = column, .number = rows[i].number}, &l));
        if (l.total != rows[i].total)
            fail_msg("%s: %lld", rows[i].number, (long long)l.total);
    }
    MUST(item_list(c, &(struct item_filter){.column_id = column, .year = 2018}, &l));
    assert_int_equal(l.total, 1);
    assert_int_equal(l.items[0].record_id, id);
    MUST(item_list(c, &(struct item_filter){.column_id = column, .year = 2017}, &l));
    assert_int_equal(l.total, 0);
    struct facets f;
    MUST(item_facets(c, column, &f));
    assert_int_equal(f.n_issuers, 1);
    assert_string_equal(f.issuers[0].value, "师宗县人民政府办公室");
    ctx_rollback(c);
}

static void test_columns(void **state)
{
    (void)state;
    struct column *list, k;
    size_t n;
    MUST(ctx_begin(c, true));
    MUST(column_tree(c, &list, &n));
    assert_true(n > 40);
    assert_string_equal(list[0].path, "zwgk");
    MUST(column_trail(c, column_id("zwgk/fdnr/zcwj/flfg/fl"), &list, &n));
    assert_int_equal(n, 5);
    assert_string_equal(list[0].path, "zwgk");
    assert_string_equal(list[4].name, "宪法和法律");
    assert_int_equal(column_by_path(c, "nowhere", &k), ST_NOT_FOUND);
    MUST(column_seed(c)); /* again: nothing new */
    size_t before = n;
    MUST(column_trail(c, column_id("zwgk/fdnr/zcwj/flfg/fl"), &list, &n));
    assert_int_equal(n, before);
    ctx_rollback(c);
}

static struct put put_of(struct content *k, const struct column *column, const char *source)
{
    struct buf b;
    char hex[SHA256_HEX_BYTES];
    buf_init(&b, 0);
    meta_write(&b, &k->meta);
    const char *meta = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    struct sha256 h = content_digest(k->title, k->summary, k->body_html, meta);
    return (struct put){.kind = "document",
        .source = source,
        .unit_id = 1,
        .unit_name = "县政府办公室",
        .column = column,
        .content = k,
        .meta_json = meta,
        .sha256 = arena_strdup(c->mem, sha256_hex(&h, hex)),
        .note = "补录",
        .at = 1500000000};
}

static void test_put(void **state)
{
    (void)state;
    struct content k;
    struct column column;
    enum put_result result;
    int64_t id, again;
    content_init(&k);
    k.title = "补录的文件";
    k.body_html = "<p>正文</p>";
    k.meta.validity = VALID;
    MUST(ctx_begin(c, true));
    MUST(column_by_path(c, "zwgk/fdnr/zcwj/sjwj", &column));
    c->person = 0;
    struct put p = put_of(&k, &column, "import:1");
    MUST(record_put(c, &p, &id, &result));
    assert_int_equal(result, PUT_ADDED);
    struct item_page page;
    MUST(item_page_get(c, id, &page));
    assert_string_equal(page.item.title, "补录的文件");
    assert_int_equal(page.item.published_at, 1500000000);
    assert_string_equal(page.sha256, p.sha256);
    MUST(record_put(c, &p, &again, &result));
    assert_int_equal(result, PUT_SAME);
    assert_int_equal(again, id);
    k.title = "补录的文件（新）";
    p = put_of(&k, &column, "import:1");
    MUST(record_put(c, &p, &again, &result));
    assert_int_equal(result, PUT_UPDATED);
    MUST(item_page_get(c, id, &page));
    assert_int_equal(page.item.edition_number, 2);
    /* staff amend it: neither the same nor another text from outside overwrites that */
    struct draft d = {.record_id = id, .column_id = column.id, .content = k, .note = ""};
    c->person = 1;
    d.content.title = "单位改过";
    MUST(draft_save(c, &d));
    publish_draft(id, 0);
    c->person = 0;
    MUST(record_put(c, &p, &again, &result));
    assert_int_equal(result, PUT_SAME);
    k.title = "外面又改";
    p = put_of(&k, &column, "import:1");
    MUST(record_put(c, &p, &again, &result));
    assert_int_equal(result, PUT_STAFF);
    MUST(record_end(
        c, id, &(struct ending){.kind = END_ERROR, .note = "撤下", .basis = "", .on = {DAY_NONE}}));
    MUST(record_put(c, &p, &again, &result));
    assert_int_equal(result, PUT_ENDED);
    c->person = 1;
    ctx_rollback(c);
}

static void test_validity(void **state)
{
    (void)state;
    static const struct {
        const char *word, *effective, *abolished, *day, *expected;
    } rows[] = {
        {"", "2018-10-01", "", "2018-09-01", ""},
        {VALID, "", "", "2018-09-01", VALID},
        {VALID, "2018-10-01", "", "2018-09-30", VALID_NOT_YET},
        {VALID, "2018-10-01", "", "2018-10-01", VALID},
        {VALID_NOT_YET, "2018-10-01", "", "2018-10-01", VALID},
        {VALID_NOT_YET, "", "", "2018-10-01", VALID_NOT_YET},
        {VALID_AMENDED, "2018-10-01", "", "2018-09-01", VALID_AMENDED},
        {VALID_REPEALED, "2017-01-01", "2018-10-01", "2018-09-30", VALID},
        {VALID_REPEALED, "2017-01-01", "2018-10-01", "2018-10-01", VALID_REPEALED},
        {VALID_EXPIRED, "", "", "2018-10-01", VALID_EXPIRED},
        {VALID, "2017-01-01", "2018-10-01", "2018-09-30", VALID},
        {VALID, "2017-01-01", "2018-10-01", "2018-10-01", VALID_REPEALED},
        {VALID_NOT_YET, "2019-01-01", "2018-10-01", "2018-10-01", VALID_REPEALED},
        {VALID_AMENDED, "2017-01-01", "2018-10-01", "2018-10-01", VALID_AMENDED},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct meta m = {.validity = rows[i].word,
            .effective_on = day_parse(rows[i].effective),
            .abolished_on = day_parse(rows[i].abolished)};
        assert_string_equal(validity_on(&m, day_parse(rows[i].day)), rows[i].expected);
    }
    struct draft d;
    struct item_page page;
    MUST(ctx_begin(c, true));
    int64_t id = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "将施行");
    d.content.meta.effective_on = day_of(2018, 10, 1);
    MUST(draft_save(c, &d));
    publish_draft(id, 0);
    MUST(item_page_get(c, id, &page));
    assert_string_equal(page.item.validity, VALID_NOT_YET);
    MUST(ctx_commit(c));
    int64_t before = c->now;
    MUST(validity_job(c)); /* not yet */
    c->now = day_start(day_of(2018, 10, 1)) + 60;
    int64_t changes = fixture_count(c, "SELECT count(*) FROM search_change");
    MUST(validity_job(c));
    MUST(validity_job(c)); /* once */
    c->now = before;
    MUST(ctx_begin(c, false));
    MUST(item_page_get(c, id, &page));
    assert_string_equal(page.item.validity, VALID);
    ctx_rollback(c);
    assert_int_equal(fixture_count(c, "SELECT count(*) FROM search_change"), changes + 1);
}

/* A day of repeal that lies ahead ends the text when it comes, as its edition says. */
static void test_repeal_comes(void **state)
{
    (void)state;
    static const char *const words[] = {VALID, VALID_EXPIRED};
    static const char *const after[] = {VALID_REPEALED, VALID_EXPIRED};
    int64_t ids[COUNT_OF(words)], before = c->now;
    struct item_page page;
    MUST(ctx_begin(c, true));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct draft d;
        ids[i] = new_draft(&d, "zwgk/fdnr/zcwj/qtwj", "将废止");
        d.content.meta.validity = words[i];
        d.content.meta.abolished_on = day_of(2018, 11, 1);
        MUST(draft_save(c, &d));
        publish_draft(ids[i], 0);
        MUST(item_page_get(c, ids[i], &page));
        assert_string_equal(page.item.validity, VALID);
    }
    MUST(ctx_commit(c));
    c->now = day_start(day_of(2018, 11, 1)) + 60;
    MUST(validity_job(c));
    MUST(ctx_begin(c, false));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        MUST(item_page_get(c, ids[i], &page));
        assert_string_equal(page.item.validity, after[i]);
    }
    ctx_rollback(c);
    c->now = before;
}

static void test_statements(void **state)
{
    (void)state;
    MUST(ctx_begin(c, true));
    for (size_t i = 3; i < RECORDS_MODULES; i++) { /* from record_module on */
        const struct module *m = records_modules[i];
        for (size_t k = 0; k < m->n_stmts; k++)
            if (db_check(c->tx, m->stmts[k], &c->err))
                fail_msg("%s: %s", m->stmts[k]->name, c->err.detail);
    }
    ctx_rollback(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_statements),
        cmocka_unit_test(test_drafts), cmocka_unit_test(test_publish_and_amend),
        cmocka_unit_test(test_not_publishable), cmocka_unit_test(test_endings),
        cmocka_unit_test(test_links), cmocka_unit_test(test_items), cmocka_unit_test(test_columns),
        cmocka_unit_test(test_put), cmocka_unit_test(test_validity),
        cmocka_unit_test(test_repeal_comes)};
    return cmocka_run_group_tests(tests, records_open, records_close);
}
