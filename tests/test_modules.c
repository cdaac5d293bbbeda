/* The program as a whole: every statement on both engines, every route row, migrations twice.
 *
 * SPDX-License-Identifier: MIT */
#include "modules.h"
#include "sealed.h"
#include "tests/support.h"
#include "tests/test.h"

static void every_statement_is_understood(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(modules, n_modules);
    struct dbc *c;
    struct err e;
    size_t count = 0;
    assert_int_equal(db_begin(db, false, &c, &e), ST_OK);
    for (size_t i = 0; i < n_modules; i++)
        for (size_t k = 0; k < modules[i]->n_stmts; k++, count++)
            if (db_check(c, modules[i]->stmts[k], &e))
                fail_msg("%s: %s %s", modules[i]->stmts[k]->name, e.message, e.detail);
    assert_true(count > 50);
    db_rollback(&c);
    test_db_drop(&db);
}

/* Every table with sealed values is in the list, but the events; both engines read and write it. */
static void every_sealed_column_is_listed(void **state)
{
    (void)state;
    static const struct stmt tables = {"test.sealed",
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '% sealed BLOB%' ORDER "
        "BY 1",
        "SELECT table_name::text FROM information_schema.columns WHERE column_name = 'sealed' "
        "AND table_schema = current_schema() "
        "ORDER BY 1"};
    struct ctx c;
    struct rows *r;
    struct db *db = test_db_fresh(modules, n_modules);
    size_t n = 0;
    test_ctx(&c, db);
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(q(&c, &tables, NO_ARGS, &r), ST_OK);
    while (rows_next(r)) {
        bool listed = strcmp(rows_text(r, 0), "foi_event") == 0;
        const char *name = arena_printf(c.mem, "reseal.%s.read", rows_text(r, 0));
        for (size_t i = 0; i < n_sealed_columns; i++)
            listed |= strcmp(sealed_columns[i].read.name, name) == 0;
        if (!listed)
            fail_msg("%s is not in sealed.c", rows_text(r, 0));
        n++;
    }
    assert_int_equal(n, n_sealed_columns + 1);
    for (size_t i = 0; i < n_sealed_columns; i++)
        if (db_check(c.tx, &sealed_columns[i].read, &c.err) ||
            db_check(c.tx, &sealed_columns[i].write, &c.err))
            fail_msg("%s: %s", sealed_columns[i].read.name, c.err.detail);
    ctx_release(&c);
    test_db_drop(&db);
}

static void statement_names_are_unique(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct map *seen = map_new(a);
    for (size_t i = 0; i < n_modules; i++)
        for (size_t k = 0; k < modules[i]->n_stmts; k++) {
            const char *name = modules[i]->stmts[k]->name;
            if (map_find(seen, name))
                fail_msg("two statements are called %s", name);
            map_set(seen, name, (void *)(uintptr_t)1);
        }
    arena_free(&a);
}

static void migrations_run_once(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(modules, n_modules);
    struct err e;
    for (size_t i = 0; i < n_modules; i++)
        assert_int_equal(
            db_migrate(db, modules[i]->name, modules[i]->migrations, modules[i]->n_migrations, &e),
            ST_OK);
    test_db_drop(&db);
}

/* Seeds may run again (an upgrade does it) without changing what is there. */
static void the_program_opens(void **state)
{
    (void)state;
    struct db *db = test_db_fresh(modules, n_modules);
    struct err e = {.st = ST_OK};
    struct app *app;
    struct app_options o = {
        .db = db, .modules = modules, .n_modules = n_modules, .data_dir = test_dir()};
    if (app_open(&o, &app, &e))
        fail_msg("%s", e.message);
    app_close(&app);
    test_db_drop(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_is_understood),
        cmocka_unit_test(every_sealed_column_is_listed),
        cmocka_unit_test(statement_names_are_unique),
        cmocka_unit_test(migrations_run_once),
        cmocka_unit_test(the_program_opens),
    };
    return cmocka_run_group_tests_name("modules", tests, NULL, NULL);
}
