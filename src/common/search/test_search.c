/* Finding what was published, as soon as it was, and never what has left the public side: on both
 * engines, with files that are torn, foreign, or written by another process.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/test_fixture.h"
#include "tests/support.h"
#include "tests/test.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>

#include "common/search/engine.h"
#include "common/search/run.h"
#include "common/search/upkeep.h"

static void find(struct ctx *c, const struct search_query *q, struct search_result *out)
{
    assert_int_equal(ctx_begin(c, false), ST_OK);
    if (search_run(c, q, out) != ST_OK)
        fail_msg("%s: %s %s", q->text, c->err.message, c->err.detail);
    ctx_rollback(c);
}

static void assert_found(struct ctx *c, const char *text, int64_t total, int64_t first)
{
    struct search_result r;
    find(c, &(struct search_query){.text = text}, &r);
    if (r.total != total || (total && first && r.hits[0].item.record_id != first))
        fail_msg("“%s”: %lld found, first %lld (want %lld, %lld)", text, (long long)r.total,
            r.n ? (long long)r.hits[0].item.record_id : 0, (long long)total, (long long)first);
    assert_false(r.degraded);
}

static void every_statement_compiles(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    for (size_t i = 0; i < SEARCH_STMTS; i++)
        assert_int_equal(db_check(c.tx, search_stmts[i], &c.err), ST_OK);
    fixture_close(&db, &c);
}

static void the_next_query_sees_each_change(void **state)
{
    bool on_disk = *(bool *)*state;
    struct ctx c;
    struct db *db = fixture_open(&c, on_disk);
    assert_found(&c, "政务公开", 0, 0);
    int64_t a = fixture_publish(
        &c, &(struct text){.title = "关于政务公开的通知", .body_html = "<p>公开信息</p>"});
    assert_found(&c, "政务公开", 1, a);
    int64_t b =
        fixture_publish(&c, &(struct text){.title = "植树", .body_html = "<p>政务公开栏</p>"});
    assert_found(&c, "政务公开", 2, a);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    fixture_amend(&c, a, &(struct text){.title = "关于防汛的通知", .body_html = "<p>大坝</p>"});
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_found(&c, "政务公开", 1, b);
    assert_found(&c, "防汛", 1, a);
    static const char *const hidden[] = {"error", "privacy", "moved"};
    for (size_t i = 0; i < COUNT_OF(hidden); i++) {
        int64_t id = fixture_publish(&c, &(struct text){.title = "招聘公示名单"});
        assert_found(&c, "招聘公示", 1, id);
        assert_int_equal(ctx_begin(&c, true), ST_OK);
        fixture_end(&c, id, hidden[i]);
        assert_int_equal(ctx_commit(&c), ST_OK);
        assert_found(&c, "招聘公示", 0, 0);
    }
    if (on_disk) {
        assert_int_equal(search_catch_up(&c), ST_OK);
        search_close(db);
        assert_found(&c, "政务公开", 1, b);
        assert_found(&c, "招聘公示", 0, 0);
        struct search_state s;
        search_state(db, c.data_dir, &s);
        assert_int_equal(s.documents, 2);
        assert_true(s.file_bytes > 0 && s.memory_bytes == 0);
    }
    fixture_close(&db, &c);
}

static void nothing_uncommitted_is_found(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct db *db = fixture_open(&c, true);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    fixture_put(&c, &(struct text){.title = "不会提交的文件"});
    assert_int_equal(search_run(&c, &(struct search_query){.text = "不会提交"}, &r), ST_OK);
    assert_int_equal(r.total, 0);
    ctx_rollback(&c);
    assert_found(&c, "不会提交", 0, 0);
    fixture_close(&db, &c);
}

static void ended_texts_rank_behind(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    int64_t old = fixture_publish(
        &c, &(struct text){
                .title = "师宗县垃圾管理办法", .validity = "废止", .formed_on = "2019-01-01"});
    int64_t now = fixture_publish(
        &c, &(struct text){
                .title = "师宗县垃圾管理办法", .validity = "有效", .formed_on = "2018-01-01"});
    int64_t replaced =
        fixture_publish(&c, &(struct text){.title = "师宗县垃圾管理办法", .validity = "有效"});
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    fixture_end(&c, replaced, "replaced");
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_found(&c, "垃圾管理办法", 3, now);
    assert_found(&c, "师宗县垃圾管理办法", 3, now);
    struct search_result r;
    find(&c, &(struct search_query){.text = "垃圾", .by_time = true}, &r);
    assert_int_equal(r.hits[0].item.record_id, old);
    fixture_close(&db, &c);
}

static void numbers_in_any_spelling(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, false);
    int64_t a = fixture_publish(&c, &(struct text){.title = "通知甲",
                                        .number = "曲政办发〔2018〕71号",
                                        .word = "曲政办发",
                                        .year = 2018,
                                        .serial = 71});
    int64_t b = fixture_publish(&c, &(struct text){.title = "通知乙",
                                        .number = "国发〔2019〕5号",
                                        .word = "国发",
                                        .year = 2019,
                                        .serial = 5});
    fixture_publish(&c, &(struct text){.title = "转发",
                            .body_html = "<p>曲政办发〔2018〕71号已经印发，71号文件</p>"});
    static const char *const first[] = {"71号", "曲政办发71号", "曲政办发〔2018〕71号",
        "曲政办发[2018]71号", "曲政办发（2018）71号", "曲政办发2018 71号", "〔2018〕71",
        "〔2018〕71号", "曲政办发 〔2018〕 71 号", "曲政办发〔2018〕71"};
    static const char *const second[] = {
        "国发2019 5", "国发〔2019〕5号", "国发5号", "5号", "国发［２０１９］５号"};
    struct search_result r;
    for (size_t i = 0; i < COUNT_OF(first) + COUNT_OF(second); i++) {
        const char *text = i < COUNT_OF(first) ? first[i] : second[i - COUNT_OF(first)];
        find(&c, &(struct search_query){.text = text}, &r);
        if (!r.n || r.hits[0].item.record_id != (i < COUNT_OF(first) ? a : b) || !*r.number ||
            !r.number_found)
            fail_msg("%s: first %lld of %zu, number “%s”", text,
                r.n ? (long long)r.hits[0].item.record_id : 0, r.n, r.number);
    }
    find(&c, &(struct search_query){.text = "师政发〔2018〕999号"}, &r);
    assert_false(r.number_found);
    assert_string_equal(r.number, "师政发〔2018〕999号");
    fixture_close(&db, &c);
}

static void parts_of_decimals_are_no_numbers(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "71号", "2018 71号", "曲政办发71号", "曲政办发〔2018〕72号"};
    struct ctx c;
    struct search_result r;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c, &(struct text){.title = "2018年决算表",
                            .body_html = "<p>合计2,338.71</p><p>曲政办发文件，1号</p>"});
    int64_t near = fixture_publish(&c, &(struct text){.title = "通知甲",
                                           .number = "曲政办发〔2018〕74号",
                                           .word = "曲政办发",
                                           .year = 2018,
                                           .serial = 74});
    fixture_publish(&c, &(struct text){.title = "很远的",
                            .number = "国发〔1999〕500号",
                            .word = "国发",
                            .year = 1999,
                            .serial = 500});
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        find(&c, &(struct search_query){.text = typed[i]}, &r);
        if (r.total || r.number_found || r.n_near != 1 ||
            strcmp(r.near[0].number, "曲政办发〔2018〕74号") != 0)
            fail_msg("%s: %lld found, %zu near", typed[i], (long long)r.total, r.n_near);
    }
    find(&c, &(struct search_query){.text = "曲政办发74号"}, &r);
    assert_true(r.number_found && r.n_near == 0);
    assert_int_equal(r.hits[0].item.record_id, near);
    find(&c, &(struct search_query){.text = "法释〔2018〕3号"}, &r);
    assert_int_equal(r.n_near, 0);
    fixture_close(&db, &c);
}

static void filters_and_facets(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct db *db = fixture_open(&c, false);
    static const struct text texts[] = {
        {.title = "预算一",
            .issuer = "县财政局",
            .subject = "财政",
            .validity = "有效",
            .formed_on = "2018-03-01",
            .column_id = 3},
        {.title = "预算二",
            .issuer = "县财政局",
            .subject = "财政",
            .validity = "失效",
            .formed_on = "2017-03-01",
            .column_id = 6},
        {.title = "预算三",
            .issuer = "县教育局",
            .subject = "教育",
            .validity = "有效",
            .formed_on = "2018-05-01",
            .column_id = 6},
        {.title = "植树", .issuer = "县林业局"},
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        fixture_publish(&c, &texts[i]);
    static const struct {
        struct search_query q;
        int64_t total;
    } cases[] = {
        {{.text = "预算"}, 3},
        {{.text = "预算", .year = 2018}, 2},
        {{.text = "预算", .issuer = "县财政局"}, 2},
        {{.text = "预算", .subject = "教育"}, 1},
        {{.text = "预算", .validity = "有效", .year = 2017}, 0},
        {{.text = "预算", .column_id = 6}, 2},
        {{.text = "预算", .column_id = 1}, 3},
        {{.text = "预算", .column_id = 9999}, 0},
        {{.text = "预算", .unit_id = 1}, 3},
        {{.text = "预算", .unit_id = 2}, 0},
        {{.text = "预算", .kind = "news"}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        find(&c, &cases[i].q, &r);
        if (r.total != cases[i].total)
            fail_msg("case %zu: %lld", i, (long long)r.total);
    }
    find(&c, &(struct search_query){.text = "预算", .issuer = "县财政局"}, &r);
    assert_int_equal(r.facets.n_issuers, 2); /* its own filter apart */
    assert_int_equal(r.facets.n_subjects, 1);
    assert_int_equal(r.facets.n_years, 2);
    assert_string_equal(r.facets.years[0].value, "2018");
    assert_int_equal(r.facets.years[0].count, 1);
    assert_int_equal(r.n_columns, 2);
    find(&c, &(struct search_query){.text = "预算", .by_time = true, .per_page = 1, .page = 2}, &r);
    assert_int_equal(r.n, 1);
    assert_string_equal(r.hits[0].item.title, "预算一");
    fixture_close(&db, &c);
}

static void passages_lead_to_articles(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c,
        &(struct text){.title = "行政许可<办法>",
            .body_html = "<h2 id=\"c1\">第一章</h2><p id=\"a1\">第一条 许可。</p>"
                         "<p id=\"a12\">第十二条 下列事项可以设定行政许可，有效期&lt;五年。</p>"});
    find(&c, &(struct search_query){.text = "设定行政许可"}, &r);
    assert_int_equal(r.total, 1);
    assert_string_equal(r.hits[0].anchor, "a12");
    assert_string_equal(
        r.hits[0].snippet_html, "第十二条 下列事项可以<mark>设定行政许可</mark>，有效期&lt;五年。");
    assert_string_equal(r.hits[0].title_html, "<mark>行政许可</mark>&lt;办法&gt;");
    fixture_close(&db, &c);
}

/* ---- files ---- */

static void put_many(struct ctx *c, int n, const char *word)
{
    assert_int_equal(ctx_begin(c, true), ST_OK);
    for (int i = 0; i < n; i++)
        fixture_put(c, &(struct text){.title = arena_printf(c->mem, "%s第%d件", word, i),
                           .body_html = "<p id=\"a1\">第一条 为了公开政府信息。</p>"});
    assert_int_equal(ctx_commit(c), ST_OK);
}

/* Calls fn for each segment file; gives how many. */
static int each_segment(const char *data_dir, void (*fn)(const char *path))
{
    char dir[512], path[1024];
    snprintf(dir, sizeof dir, "%s/index", data_dir);
    DIR *d = opendir(dir);
    int n = 0;
    for (struct dirent *e; d && (e = readdir(d));)
        if (strlen(e->d_name) > 4 && !strcmp(e->d_name + strlen(e->d_name) - 4, ".seg")) {
            snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
            n++;
            if (fn)
                fn(path);
        }
    if (d)
        closedir(d);
    return n;
}

static void change_byte(const char *path)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, 40, SEEK_SET);
    int byte = fgetc(f);
    fseek(f, 40, SEEK_SET);
    fputc(byte ^ 1, f);
    fclose(f);
}

static void cut_half(const char *path)
{
    assert_int_equal(truncate(path, 1000), 0);
}

static void remove_it(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

static void change_version(const char *path)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, -(long)sizeof(struct seg_trailer) + (long)offsetof(struct seg_trailer, version),
        SEEK_END);
    fputc(99, f);
    fclose(f);
}

static void torn_files_are_rebuilt(void **state)
{
    (void)state;
    static void (*const harm[])(const char *) = {change_byte, cut_half, remove_it, change_version};
    struct ctx c;
    struct db *db = fixture_open(&c, true);
    put_many(&c, INLINE_CHANGES + 50, "登记");
    struct search_result r;
    find(&c, &(struct search_query){.text = "登记"}, &r);
    assert_true(
        r.degraded && r.total == INLINE_CHANGES + 50); /* no index yet: titles are scanned */
    assert_int_equal(search_catch_up(&c), ST_OK);
    for (size_t i = 0; i < COUNT_OF(harm); i++) {
        assert_found(&c, "政府信息", INLINE_CHANGES + 50, 0);
        search_close(db);
        assert_true(each_segment(c.data_dir, harm[i]) > 0);
        find(&c, &(struct search_query){.text = "登记"}, &r);
        assert_true(r.degraded && r.total == INLINE_CHANGES + 50);
        find(&c, &(struct search_query){.text = "政府信息"}, &r);
        assert_true(r.degraded && r.total == 0); /* texts are not scanned, and the page says so */
        assert_int_equal(upkeep_often(&c), ST_OK);
    }
    assert_found(&c, "政府信息", INLINE_CHANGES + 50, 0);
    assert_int_equal(each_segment(c.data_dir, NULL), 1); /* the torn ones are gone */
    fixture_close(&db, &c);
}

static void a_torn_manifest_is_rebuilt(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, true);
    int64_t id = fixture_publish(&c, &(struct text){.title = "登记办法"});
    assert_int_equal(search_catch_up(&c), ST_OK);
    search_close(db);
    FILE *f = fopen(arena_printf(c.mem, "%s/index/manifest", c.data_dir), "wb");
    fputs("gongkai-search 9\nat 1 1 1\nsegment ../../etc/passwd\nend 0\n", f);
    fclose(f);
    assert_found(&c, "登记", 1, id);
    assert_int_equal(search_catch_up(&c), ST_OK);
    search_close(db);
    assert_found(&c, "登记", 1, id);
    assert_int_equal(search_rebuild(&c), ST_OK);
    assert_found(&c, "登记", 1, id);
    fixture_close(&db, &c);
}

static void an_index_of_another_database_is_not_used(void **state)
{
    (void)state;
    struct ctx c, d;
    struct db *db = fixture_open(&c, true), *other = fixture_open(&d, true);
    fixture_publish(&c, &(struct text){.title = "甲县文件"});
    assert_int_equal(search_catch_up(&c), ST_OK);
    d.now += 5;
    int64_t id = fixture_publish(&d, &(struct text){.title = "乙县文件"});
    d.data_dir = c.data_dir;
    assert_found(&d, "甲县", 0, 0);
    assert_found(&d, "乙县", 1, id);
    fixture_close(&other, &d);
    fixture_close(&db, &c);
}

/* A second spelling of the folder stands for a second process: its own engine, the same files. */
static void processes_share_the_files(void **state)
{
    (void)state;
    struct ctx c, d;
    struct db *db = fixture_open(&c, true);
    test_ctx(&d, db);
    d.data_dir = arena_printf(c.mem, "%s/.", c.data_dir);
    put_many(&c, 20, "登记");
    assert_found(&d, "登记", 20, 0);
    assert_int_equal(search_catch_up(&c), ST_OK);
    struct search_state s;
    assert_found(&d, "登记", 20, 0);
    search_state(db, d.data_dir, &s);
    assert_true(s.memory_bytes == 0 && s.segments == 1); /* taken over */
    put_many(&d, INLINE_CHANGES * 2, "公示");
    assert_int_equal(search_catch_up(&d), ST_OK);
    assert_found(&c, "公示", INLINE_CHANGES * 2, 0);
    int fd = index_lock(arena_printf(c.mem, "%s/index", c.data_dir), false);
    assert_true(fd >= 0); /* somebody else writes: ours waits for the next time */
    put_many(&c, 1, "抽查");
    assert_int_equal(upkeep_rarely(&c), ST_OK);
    assert_found(&c, "抽查", 1, 0);
    index_unlock(fd);
    ctx_release(&d);
    fixture_close(&db, &c);
}

static void small_files_are_joined(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, true);
    int64_t first = fixture_publish(&c, &(struct text){.title = "登记总则"});
    for (int i = 0; i < 12; i++) {
        put_many(&c, 5, "登记");
        assert_int_equal(upkeep_rarely(&c), ST_OK);
    }
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    fixture_end(&c, first, "error");
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_int_equal(upkeep_rarely(&c), ST_OK);
    assert_true(each_segment(c.data_dir, NULL) <= 6);
    assert_found(&c, "登记", 60, 0);
    assert_found(&c, "总则", 0, 0);
    search_close(db);
    assert_found(&c, "登记", 60, 0);
    assert_found(&c, "总则", 0, 0);
    fixture_close(&db, &c);
}

static void imports_are_followed(void **state)
{
    (void)state;
    struct ctx c;
    struct err e;
    struct db *db = fixture_open(&c, true);
    struct search_follow *f = search_follow_begin(db, c.data_dir);
    for (int i = 0; i < 10; i++)
        put_many(&c, 70, "登记");
    assert_int_equal(search_follow_end(&f, &e), ST_OK);
    assert_found(&c, "登记", 700, 0);
    struct search_state s;
    search_state(db, c.data_dir, &s);
    assert_int_equal(s.documents, 700);
    assert_int_equal(s.memory_bytes, 0);
    fixture_close(&db, &c);
}

/* ---- threads ---- */

struct asker {
    struct db *db;
    const char *data_dir;
    atomic_int *published; /* so many are committed for sure */
    atomic_bool *stop;
    int wrong;
};

static void *ask_on(void *arg)
{
    struct asker *a = arg;
    while (!atomic_load(a->stop)) {
        struct ctx c;
        struct search_result r;
        test_ctx(&c, a->db);
        c.data_dir = a->data_dir;
        int least = atomic_load(a->published);
        if (ctx_begin(&c, false) || search_run(&c, &(struct search_query){.text = "登记"}, &r) ||
            r.total < least)
            a->wrong++;
        ctx_release(&c);
    }
    return NULL;
}

static void queries_run_beside_updates(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fixture_open(&c, true);
    atomic_int published = 0;
    atomic_bool stop = false;
    pthread_t threads[3];
    struct asker askers[3];
    for (int i = 0; i < 3; i++) {
        askers[i] = (struct asker){db, c.data_dir, &published, &stop, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_on, &askers[i]), 0);
    }
    for (int i = 0; i < 60; i++) {
        fixture_publish(&c, &(struct text){.title = "登记表"});
        atomic_fetch_add(&published, 1);
        if (i % 20 == 19)
            assert_int_equal(upkeep_rarely(&c), ST_OK);
    }
    atomic_store(&stop, true);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].wrong, 0);
    }
    fixture_close(&db, &c);
}

/* ---- bad input ---- */

static void bad_queries_end_well(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c, &(struct text){.title = "登记办法100%_!"});
    static const char *const empty[] = {"", " ", "，。！？", "\xFF\xFE\x80", "\xED\xA0\x80",
        "()[]{}*?+^$|\\", "\t\n\x01", "%", "_"};
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        find(&c, &(struct search_query){.text = empty[i]}, &r);
        assert_true(r.empty && r.n == 0 && r.total == 0);
    }
    find(&c, &(struct search_query){.text = NULL}, &r);
    assert_true(r.empty);
    size_t n = 10 * 1024 * 1024;
    char *big = malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        big[i] = "\xE7\x99\xBB\xE8\xAE\xB0"[i % 6];
    big[n] = 0;
    find(&c, &(struct search_query){.text = big}, &r);
    assert_true(r.cut);
    for (size_t i = 0; i < n; i++)
        big[i] = i % 3 == 2 ? ' ' : (char)('a' + (i * 7 / 3) % 26);
    big[3000] = 0;
    find(&c, &(struct search_query){.text = big}, &r); /* 1,000 words */
    assert_int_equal(r.total, 0);
    free(big);
    find(
        &c, &(struct search_query){.text = "登记", .page = 2000000000, .per_page = 2000000000}, &r);
    assert_int_equal(r.n, 0);
    find(&c, &(struct search_query){.text = "登记", .page = -5}, &r);
    assert_int_equal(r.n, 1);
    fixture_close(&db, &c);
}

static void traditional_queries(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct search_suggestion *list;
    size_t n;
    struct db *db = fixture_open(&c, false);
    int64_t id = fixture_publish(&c, &(struct text){.title = "政府信息公开条例"});
    find(&c, &(struct search_query){.text = "政府信息公開條例"}, &r);
    assert_true(r.total == 1 && r.hits[0].item.record_id == id);
    assert_string_equal(r.text, "政府信息公開條例");
    assert_true(!*r.read_as && r.hits[0].by_title); /* the same title, not another reading */
    assert_string_equal(r.hits[0].title_html, "<mark>政府信息公开条例</mark>");
    int64_t old = fixture_publish(&c, &(struct text){.title = "開發區管理辦法",
                                          .body_html = "<p>國有土地</p>",
                                          .number = "国办发〔2018〕1号",
                                          .word = "国办发",
                                          .year = 2018,
                                          .serial = 1});
    static const char *const typed[] = {"开发区管理办法", "開發區管理辦法", "开發区", "国有土地",
        "國有土地", "国办发〔2018〕1号", "國辦發〔2018〕1號", "國辦發1號"};
    for (size_t i = 0; i < COUNT_OF(typed); i++)
        assert_found(&c, typed[i], 1, old);
    find(&c, &(struct search_query){.text = "国有土地"}, &r);
    assert_string_equal(r.hits[0].snippet_html, "<mark>國有土地</mark>");
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(search_suggest(&c, "公開條", 8, &list, &n), ST_OK);
    assert_int_equal(n, 1);
    fixture_close(&db, &c);
}

static void suggestions(void **state)
{
    (void)state;
    struct ctx c;
    struct search_suggestion *list;
    size_t n;
    struct db *db = fixture_open(&c, false);
    fixture_publish(&c, &(struct text){.title = "中华人民共和国行政许可法"});
    fixture_publish(&c, &(struct text){.title = "行政许可实施办法"});
    fixture_publish(&c, &(struct text){.title = "通知",
                            .number = "师政发〔2018〕7号",
                            .word = "师政发",
                            .year = 2018,
                            .serial = 7});
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(search_suggest(&c, "行政许", 8, &list, &n), ST_OK);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].title, "行政许可实施办法");
    assert_string_equal(list[1].title, "中华人民共和国行政许可法");
    assert_int_equal(search_suggest(&c, "许可法", 8, &list, &n), ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(search_suggest(&c, "师政发7号", 8, &list, &n), ST_OK);
    assert_true(n >= 1);
    assert_string_equal(list[0].doc_no, "师政发〔2018〕7号");
    assert_int_equal(search_suggest(&c, "", 8, &list, &n), ST_OK);
    assert_int_equal(n, 0);
    fixture_close(&db, &c);
}

/* ---- what is no record ---- */

static struct search_entry things[] = {
    {1, "政务公开培训", "对各单位开展培训", "县政府办公室", "/progress/?plan=1#measure-1", 0,
        {100}},
    {2, "规范政务公开网站", "统一栏目", "", "/progress/?plan=1#measure-2", 0, {DAY_NONE}},
};
static struct {
    int64_t stamp;
    size_t n;
    int listed;
} thing = {1, 2, 0};

static enum st thing_stamp(struct ctx *c, int64_t *out)
{
    (void)c;
    *out = thing.stamp;
    return ST_OK;
}

static enum st thing_list(struct ctx *c, struct search_entry **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct search_entry, thing.n + 1);
    memcpy(*list, things, thing.n * sizeof *things);
    *n = thing.n;
    thing.listed++;
    return ST_OK;
}

static const struct search_source thing_source = {"thing", "任务", thing_stamp, thing_list};

static void entries_are_found_and_are_no_records(void **state)
{
    (void)state;
    struct ctx c;
    struct search_result r;
    struct search_suggestion *list;
    size_t n;
    struct db *db = fixture_open(&c, false);
    search_source_add(&c, &thing_source);
    search_source_add(&c, &thing_source);
    int64_t id = fixture_publish(&c, &(struct text){.title = "关于政务公开的通知"});
    assert_found(&c, "政务公开", 1, id); /* who does not ask for entries gets records only */
    find(&c, &(struct search_query){.text = "政务公开", .entries = true}, &r);
    assert_int_equal(r.total, 3);
    assert_int_equal(r.n_kinds, 2);
    assert_true(r.kinds[0].count == 1 && r.kinds[1].count == 2);
    assert_string_equal(r.kinds[1].label, "任务");
    for (size_t i = 0; i < r.n; i++)
        assert_true(
            r.hits[i].label ? r.hits[i].item.record_id < 0 : r.hits[i].item.record_id == id);
    find(&c, &(struct search_query){.text = "政务公开", .entries = true, .kind = "thing"}, &r);
    assert_int_equal(r.total, 2);
    find(&c, &(struct search_query){.text = "政务公开", .entries = true, .kind = SEARCH_RECORDS},
        &r);
    assert_true(r.total == 1 && r.n_kinds == 2);
    find(&c, &(struct search_query){.text = "开展培训", .entries = true}, &r);
    assert_int_equal(r.total, 1);
    assert_string_equal(r.hits[0].snippet_html, "对各单位<mark>开展培训</mark>");
    assert_int_equal(thing.listed, 1); /* read once, as nothing changed */
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(search_suggest(&c, "政务公开", 8, &list, &n), ST_OK);
    assert_int_equal(n, 3);
    assert_true(!*list[0].label && *list[1].label && *list[2].label); /* records first */
    assert_int_equal(search_suggest(&c, "政务公开", 1, &list, &n), ST_OK);
    assert_true(n == 1 && !*list[0].label);
    ctx_rollback(&c);
    thing.stamp++;
    thing.n = 1;
    find(&c, &(struct search_query){.text = "政务公开", .entries = true}, &r);
    assert_int_equal(r.total, 2);
    thing.stamp++;
    thing.n = 0;
    find(&c, &(struct search_query){.text = "政务公开", .entries = true}, &r);
    assert_true(r.total == 1 && r.n_kinds == 0);
    fixture_close(&db, &c);
}

int main(void)
{
    static bool yes = true, no = false;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_compiles),
        {"in memory: the next query sees each change", the_next_query_sees_each_change, NULL, NULL,
            &no},
        {"on disk: the next query sees each change", the_next_query_sees_each_change, NULL, NULL,
            &yes},
        cmocka_unit_test(nothing_uncommitted_is_found),
        cmocka_unit_test(ended_texts_rank_behind),
        cmocka_unit_test(numbers_in_any_spelling),
        cmocka_unit_test(parts_of_decimals_are_no_numbers),
        cmocka_unit_test(filters_and_facets),
        cmocka_unit_test(passages_lead_to_articles),
        cmocka_unit_test(torn_files_are_rebuilt),
        cmocka_unit_test(a_torn_manifest_is_rebuilt),
        cmocka_unit_test(an_index_of_another_database_is_not_used),
        cmocka_unit_test(processes_share_the_files),
        cmocka_unit_test(small_files_are_joined),
        cmocka_unit_test(imports_are_followed),
        cmocka_unit_test(queries_run_beside_updates),
        cmocka_unit_test(bad_queries_end_well),
        cmocka_unit_test(traditional_queries),
        cmocka_unit_test(suggestions),
        cmocka_unit_test(entries_are_found_and_are_no_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
