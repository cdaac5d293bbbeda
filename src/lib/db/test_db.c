/* Both engines behind one interface.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "lib/db/engine.h"
#include "tests/support.h"

static const struct migration migrations[] = {
    {1, "things",
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n INTEGER, "
        "data BLOB) STRICT;",
        NULL},
};
static const struct module thing_module = {
    .name = "thing", .migrations = migrations, .n_migrations = 1};
static const struct module *const mods[] = {&thing_module};

static const struct stmt add = {
    "thing.add", "INSERT INTO thing (name, n, data) VALUES ($1, $2, $3) RETURNING id", NULL};
static const struct stmt get = {
    "thing.get", "SELECT id, name, n, data FROM thing WHERE name = $1", NULL};
static const struct stmt count = {"thing.count", "SELECT count(*) FROM thing", NULL};

static atomic_bool held;

static void values_come_back(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(mods, 1);
    struct ctx c;
    test_ctx(&c, db);
    int64_t id;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(
        insert(&c, &add, ARGS(v_text("师宗县“公开”"), v_null(), v_blob("a\0b", 3)), &id), ST_OK);
    assert_int_equal(insert(&c, &add, ARGS(v_text("two"), v_int(INT64_MIN), v_null()), &id), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    struct rows *r;
    size_t n;
    assert_int_equal(q1(&c, &get, ARGS(v_text("师宗县“公开”")), &r), ST_OK);
    assert_true(rows_null(r, 2));
    assert_memory_equal(rows_blob(r, 3, &n), "a\0b", 3);
    assert_int_equal(n, 3);
    assert_int_equal(q1(&c, &get, ARGS(v_text("two")), &r), ST_OK);
    assert_int_equal(rows_int(r, 2), INT64_MIN);
    assert_true(rows_null(r, 3));
    rows_rewind(r);
    assert_true(rows_next(r));
    assert_int_equal(rows_int(r, 2), INT64_MIN); /* the first row again */
    assert_false(rows_next(r));
    assert_int_equal(q1(&c, &get, ARGS(v_text("absent")), &r), ST_NOT_FOUND);
    ctx_release(&c);
    test_db_drop(&db);
}

/* The same place in memory, another text: not the statement that was prepared first. */
static void statements_are_kept_by_their_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"SELECT 1", "SELECT 2", "SELECT 3"};
    struct db *db = test_db_fresh(mods, 1);
    struct ctx c;
    test_ctx(&c, db);
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    for (size_t i = 0; i < 2 * COUNT_OF(texts); i++) {
        const struct stmt here = {"thing.here", texts[i % COUNT_OF(texts)], NULL};
        struct rows *r;
        assert_int_equal(q1(&c, &here, NO_ARGS, &r), ST_OK);
        assert_int_equal(rows_int(r, 0), i % COUNT_OF(texts) + 1);
    }
    ctx_release(&c);
    test_db_drop(&db);
}

static int64_t things(struct db *db)
{
    struct ctx c;
    struct rows *r;
    test_ctx(&c, db);
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(q1(&c, &count, NO_ARGS, &r), ST_OK);
    int64_t n = rows_int(r, 0);
    ctx_release(&c);
    return n;
}

static void conflict_and_rollback_leave_nothing(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(mods, 1);
    struct ctx c;
    int64_t id;
    test_ctx(&c, db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(insert(&c, &add, ARGS(v_text("a"), v_null(), v_null()), &id), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(insert(&c, &add, ARGS(v_text("b"), v_null(), v_null()), &id), ST_OK);
    assert_int_equal(insert(&c, &add, ARGS(v_text("a"), v_null(), v_null()), &id), ST_CONFLICT);
    ctx_rollback(&c);
    assert_int_equal(things(db), 1);
    ctx_release(&c);
    test_db_drop(&db);
}

static size_t invalidated;
static void count_tags(const char *const *tags, size_t n)
{
    assert_string_equal(tags[0], "record:7");
    invalidated += n;
}

static void commit_tells_everybody(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(mods, 1);
    struct ctx c;
    const char **payloads;
    size_t n;
    int64_t after = 0;
    test_ctx(&c, db);
    ctx_set_invalidator(count_tags);
    assert_int_equal(db_poll_notices(db, c.mem, &after, &payloads, &n, &c.err), ST_OK);
    uint64_t before = db_generation(db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    ctx_touch(&c, "record:%d", 7);
    ctx_touch(&c, "record:%d", 7);
    ctx_touch(&c, "items");
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_set_invalidator(NULL);
    assert_int_equal(invalidated, 2);
    assert_true(db_generation(db) > before);
    assert_int_equal(db_poll_notices(db, c.mem, &after, &payloads, &n, &c.err), ST_OK);
    assert_int_equal(n, 1);
    assert_string_equal(payloads[0], "record:7 items");
    assert_int_equal(db_poll_notices(db, c.mem, &after, &payloads, &n, &c.err), ST_OK);
    assert_int_equal(n, 0);
    ctx_release(&c);
    test_db_drop(&db);
}

/* Under a tag nothing has changed since a number until it is touched; a change of which nobody
 * knows what it was touches all. */
static void changes_by_tag(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(mods, 1);
    struct ctx c;
    const char *heard[] = {"record:8", "site"};
    test_ctx(&c, db);
    uint64_t start = ctx_changes();
    assert_true(ctx_unchanged("record:7", start));
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    ctx_touch(&c, "record:%d", 7);
    assert_true(ctx_unchanged("record:7", start)); /* not yet committed */
    assert_int_equal(ctx_commit(&c), ST_OK);
    assert_false(ctx_unchanged("record:7", start));
    assert_true(ctx_unchanged("record:8", start));
    assert_true(ctx_unchanged("record:7", ctx_changes()));
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    ctx_touch(&c, "record:%d", 8);
    ctx_rollback(&c);
    assert_true(ctx_unchanged("record:8", start));
    ctx_heard(heard, COUNT_OF(heard));
    assert_false(ctx_unchanged("record:8", start));
    assert_false(ctx_unchanged("site", start));
    assert_true(ctx_unchanged("items", start));
    ctx_changed();
    assert_false(ctx_unchanged("items", start));
    assert_true(ctx_unchanged("items", ctx_changes()));
    ctx_release(&c);
    test_db_drop(&db);
}

/* More readers than connections: who has asked for nothing yet holds none, and then sees what was
 * committed meanwhile. */
static void reader_begins_with_its_first_query(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(mods, 1);
    struct ctx readers[40], c;
    struct rows *r;
    int64_t id;
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        test_ctx(&readers[i], db);
        assert_int_equal(ctx_begin(&readers[i], false), ST_OK);
    }
    test_ctx(&c, db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(insert(&c, &add, ARGS(v_text("a"), v_null(), v_null()), &id), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        assert_true(readers[i].changes < ctx_changes());
        assert_int_equal(q1(&readers[i], &count, NO_ARGS, &r), ST_OK);
        assert_int_equal(rows_int(r, 0), 1);
        assert_int_equal(ctx_commit(&readers[i]), ST_OK);
        assert_int_equal(ctx_begin(&readers[i], false), ST_OK);
        assert_int_equal(ctx_commit(&readers[i]), ST_OK); /* one that asked for nothing */
        ctx_release(&readers[i]);
    }
    ctx_release(&c);
    test_db_drop(&db);
}

static void sql_is_turned_into_dialects(void **state)
{
    (void)state;
    static const struct {
        const char *from, *sqlite, *pg;
    } cases[] = {
        {"SELECT $1, '$1', \"$2\" -- $3\n, $12", "SELECT ?1, '$1', \"$2\" -- $3\n, ?12", NULL},
        {"CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, b BLOB, s TEXT DEFAULT "
         "'INTEGER') STRICT;",
            NULL,
            "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n BIGINT NOT "
            "NULL, b BYTEA, s TEXT DEFAULT 'INTEGER');"},
        {"CREATE TABLE t (a INTEGER, PRIMARY KEY (a)) STRICT, WITHOUT ROWID;", NULL,
            "CREATE TABLE t (a BIGINT, PRIMARY KEY (a));"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        buf_init(&b, 0);
        if (cases[i].sqlite) {
            sql_numbered(&b, cases[i].from);
            assert_string_equal(buf_str(&b), cases[i].sqlite);
        } else {
            ddl_for_pg(&b, cases[i].from);
            assert_string_equal(buf_str(&b), cases[i].pg);
        }
        buf_release(&b);
    }
}

/* Another process that is just starting or closing has the database for itself. */
static void *hold_for_a_while(void *path)
{
    sqlite3 *h;
    assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(h, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL),
        SQLITE_OK);
    atomic_store(&held, true);
    usleep(300000);
    sqlite3_close(h);
    return NULL;
}

static void opening_waits_for_another_process(void **state)
{
    (void)state;
    char path[4200];
    struct db *db;
    struct err e = {.st = ST_OK};
    pthread_t other;
    snprintf(path, sizeof path, "%s/held.db", test_dir());
    assert_int_equal(db_open(path, NULL, &db, &e), ST_OK);
    db_close(&db);
    pthread_create(&other, NULL, hold_for_a_while, path);
    while (!atomic_load(&held))
        usleep(1000);
    enum st st = db_open(path, NULL, &db, &e);
    pthread_join(other, NULL);
    if (st)
        fail_msg("%s %s", e.message, e.detail);
    db_close(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(statements_are_kept_by_their_text),
        cmocka_unit_test(conflict_and_rollback_leave_nothing),
        cmocka_unit_test(commit_tells_everybody),
        cmocka_unit_test(changes_by_tag),
        cmocka_unit_test(reader_begins_with_its_first_query),
        cmocka_unit_test(sql_is_turned_into_dialects),
        cmocka_unit_test(opening_waits_for_another_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
