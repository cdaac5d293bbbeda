/* The program as a whole: every statement on both engines, every route row, migrations twice.
 *
 * SPDX-License-Identifier: MIT */
#include "modules.h"
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
        cmocka_unit_test(statement_names_are_unique),
        cmocka_unit_test(migrations_run_once),
        cmocka_unit_test(the_program_opens),
    };
    return cmocka_run_group_tests_name("modules", tests, NULL, NULL);
}
