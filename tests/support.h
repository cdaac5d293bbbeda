/* Databases and contexts for tests, on the engine named by GONGKAI_TEST_DB ("" = SQLite).
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* A fresh folder, removed at exit. Valid until the program ends. */
const char *test_dir(void);
/* Such a folder as `gongkai init` leaves it: tmp, files, keys of the public log. */
const char *test_data_dir(void);
/* A fresh database with the modules' migrations and seeds applied. */
struct db *test_db_fresh(const struct module *const *mods, size_t n);
void test_db_drop(struct db **db);
#define TEST_NOW 1536714000 /* 2018-09-12 09:00 in China */
/* TEST_NOW, person 1, unit 1, origin "test". */
void test_ctx(struct ctx *c, struct db *db);

/* ST_OK, or the end of the test with what the context `c` says. */
#define MUST(call)                                                                                 \
    do {                                                                                           \
        if ((call) != ST_OK)                                                                       \
            die("%s: %s (%s)", #call, c->err.message, c->err.detail);                              \
    } while (0)

/* The application, with what `o` leaves open: people of the organisation, its error page,
 * 2018-09-12 09:00. */
struct app *test_app(struct app_options o);
/* Closes what a test of pages had open. */
void test_app_close(struct app **app, struct db **db, struct arena **mem);
/* For load_principal where only the session matters: anybody is 张三 of unit 1, with no permission.
 */
enum st test_somebody(struct ctx *c, int64_t person, const struct principal **out);

/* Lines that programs stumble over (the shared list where it is installed); some are comments that
 * begin with #, some are not UTF-8. Each call a fresh copy, for strtok_r. */
char *test_naughty(struct arena *a);

#endif
