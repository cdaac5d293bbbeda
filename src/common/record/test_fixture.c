/* See test_fixture.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/test_fixture.h"

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/record/attachment_text.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/in_force.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/put.h"
#include "common/record/record.h"

static const struct migration migrations[] = {
    {1, "units and people",
        "CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
        " short_name TEXT NOT NULL DEFAULT '') STRICT;"
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
        " login TEXT NOT NULL DEFAULT '') STRICT;"
        "INSERT INTO unit (name) VALUES ('县政府办公室');"
        "INSERT INTO unit (name) VALUES ('县教育局');"
        "INSERT INTO person (name) VALUES ('编者');"
        "INSERT INTO person (name) VALUES ('审者');",
        NULL},
};
const struct module fixture_module = {
    .name = "fixture", .migrations = migrations, .n_migrations = 1};

static struct ctx context;
struct ctx *const c = &context;
struct db *db;

void record_fixture(const struct module *const *mods, size_t n)
{
    struct err e;
    db = test_db_fresh(mods, n);
    test_ctx(c, db);
    c->data_dir = test_dir();
    if (keys_create(c->data_dir, "test/log", &e))
        die("keys: %s", e.message);
}

void record_fixture_end(void)
{
    ctx_release(c);
    test_db_drop(&db);
}

const struct module *const records_modules[RECORDS_MODULES] = {&fixture_module, &journal_module,
    &tlog_module, &record_module, &edition_module, &column_module, &item_module, &link_module,
    &publish_module, &put_module, &in_force_module, &attachment_text_module, &file_module};

int records_open(void **state)
{
    (void)state;
    record_fixture(records_modules, RECORDS_MODULES);
    return 0;
}

int records_close(void **state)
{
    (void)state;
    record_fixture_end();
    return 0;
}

int64_t fixture_count(struct ctx *c, const char *sql)
{
    /* prepared statements are remembered by address, so each needs its own */
    struct stmt *s = ARENA_NEW(c->mem, struct stmt);
    struct dbc *tx = NULL;
    struct rows *r;
    struct err e;
    *s = (struct stmt){"fixture.count", arena_strdup(c->mem, sql), NULL};
    if (db_begin(c->db, false, &tx, &e) || db_query(tx, c->mem, s, NO_ARGS, &r, &e))
        die("%s: %s (%s)", sql, e.message, e.detail);
    db_rollback(&tx);
    return rows_next(r) ? rows_int(r, 0) : 0;
}
