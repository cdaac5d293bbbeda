/* Databases and contexts for tests, on the engine named by GONGKAI_TEST_DB ("" = SQLite).
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* A fresh folder, removed at exit. Valid until the program ends. */
const char *test_dir(void);
/* A fresh database with the modules' migrations and seeds applied. */
struct db *test_db_fresh(const struct module *const *mods, size_t n);
void test_db_drop(struct db **db);
/* 2018-09-12 09:00 in China, person 1, unit 1, origin "test". */
void test_ctx(struct ctx *c, struct db *db);

/* Lines that programs stumble over (the shared list where it is installed); some are comments that
 * begin with #, some are not UTF-8. Each call a fresh copy, for strtok_r. */
char *test_naughty(struct arena *a);

#endif
