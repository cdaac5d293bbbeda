/* Test databases. On PostgreSQL each fresh database is a schema of its own.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/keys.h"
#include "common/org/org.h"
#include "lib/ui/ui.h"
#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DIRS 256
static char *dirs[MAX_DIRS];
static size_t n_dirs;

static void remove_dirs(void)
{
    for (size_t i = 0; i < n_dirs; i++) {
        char command[4200];
        snprintf(command, sizeof command, "rm -rf '%s'", dirs[i]);
        if (system(command) != 0)
            fprintf(stderr, "cannot remove %s\n", dirs[i]);
        free(dirs[i]);
    }
}

const char *test_dir(void)
{
    char name[] = "/tmp/gongkai-test-XXXXXX";
    if (!mkdtemp(name) || n_dirs == MAX_DIRS)
        die("no folder for tests");
    if (!n_dirs)
        atexit(remove_dirs);
    dirs[n_dirs] = strdup(name);
    return dirs[n_dirs++];
}

const char *test_data_dir(void)
{
    static const char *const folders[] = {"tmp", "files", "keys"};
    const char *dir = test_dir();
    struct err e;
    char path[256];
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        if (mkdir(path, 0700))
            die("%s cannot be made", path);
    }
    if (keys_create(dir, "www.example.gov.cn/log", &e))
        die("%s", e.message);
    return dir;
}

char *test_naughty(struct arena *a)
{
    enum { MOST = 1 << 20 };
    const char *path = test_shared("data/robustness/naughty/blns.txt");
    FILE *f = path ? fopen(path, "rb") : NULL;
    if (!f)
        return arena_strdup(a, "<script>alert(1)</script>\n\"><svg onload=alert(1)>\nINF\n\\\n"
                               "' OR 1=1 --\n%s%n%d\n\xff\n{{7*7}}\n</textarea><b>\n");
    char *text = ARENA_ARRAY(a, char, MOST);
    text[fread(text, 1, MOST - 1, f)] = '\0';
    fclose(f);
    return text;
}

static void create_schema(const char *url, const char *name)
{
    struct db *db;
    struct dbc *c;
    struct err e;
    char sql[128];
    snprintf(sql, sizeof sql, "CREATE SCHEMA %s", name);
    const struct stmt s = {"test.create_schema", sql, NULL};
    if (db_open("", url, &db, &e) || db_begin(db, true, &c, &e) ||
        db_exec(c, &s, NO_ARGS, NULL, &e) || db_commit(&c, &e))
        die("test database: %s %s", e.message, e.detail);
    db_close(&db);
}

static void open_fresh(struct db **db)
{
    const char *base = getenv("GONGKAI_TEST_DB");
    struct err e = {.st = ST_OK};
    char path[4096];
    enum st st;
    if (base && *base) {
        static int number;
        char name[64];
        snprintf(name, sizeof name, "t_%d_%d", (int)getpid(), ++number);
        create_schema(base, name);
        snprintf(path, sizeof path, "%s%coptions=-csearch_path%%3D%s", base,
            strchr(base, '?') ? '&' : '?', name);
        st = db_open("", path, db, &e);
    } else {
        snprintf(path, sizeof path, "%s/gongkai.db", test_dir());
        st = db_open(path, NULL, db, &e);
    }
    if (st)
        die("test database: %s (%s)", e.message, e.detail);
}

struct db *test_db_fresh(const struct module *const *mods, size_t n)
{
    struct db *db;
    struct err e = {.st = ST_OK};
    struct ctx c;
    open_fresh(&db);
    for (size_t i = 0; i < n; i++)
        if (db_migrate(db, mods[i]->name, mods[i]->migrations, mods[i]->n_migrations, &e))
            die("migration of %s: %s (%s)", mods[i]->name, e.message, e.detail);
    test_ctx(&c, db);
    c.person = c.unit = 0;
    if (ctx_begin(&c, true))
        die("seed: %s", c.err.message);
    for (size_t i = 0; i < n; i++)
        if (mods[i]->seed && mods[i]->seed(&c))
            die("seed of %s: %s (%s)", mods[i]->name, c.err.message, c.err.detail);
    if (ctx_commit(&c))
        die("seed: %s", c.err.message);
    ctx_release(&c);
    return db;
}

void test_db_drop(struct db **db)
{
    db_close(db);
}

void test_ctx(struct ctx *c, struct db *db)
{
    ctx_init(c, db);
    c->now = TEST_NOW;
    c->person = 1;
    c->unit = 1;
    c->origin = "test";
}

struct app *test_app(struct app_options o)
{
    struct app *app;
    struct err e = {.st = ST_OK};
    if (!o.load_principal)
        o.load_principal = org_load_principal;
    if (!o.error_page)
        o.error_page = ui_error_page;
    if (!o.fixed_now)
        o.fixed_now = TEST_NOW;
    if (app_open(&o, &app, &e))
        die("application: %s (%s)", e.message, e.detail);
    return app;
}

void test_app_close(struct app **app, struct db **db, struct arena **mem)
{
    app_close(app);
    test_db_drop(db);
    arena_free(mem);
}

enum st test_somebody(struct ctx *c, int64_t person, const struct principal **out)
{
    struct principal *p = ARENA_NEW(c->mem, struct principal);
    *p = (struct principal){
        .id = person, .unit_id = 1, .name = "张三", .unit_name = "", .role_title = ""};
    *out = p;
    return ST_OK;
}
