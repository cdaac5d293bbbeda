/* What tests of records need below them: units and people, a data folder with a log key.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_TEST_FIXTURE_H
#define RECORD_TEST_FIXTURE_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"
#include "tests/support.h"

/* Tables unit and person with two rows each: 县政府办公室 and 县教育局, 编者 and 审者. */
extern const struct module fixture_module;

/* The database of the test at hand, and a context to it with a data folder. */
extern struct db *db;
extern struct ctx *const c;
void record_fixture(const struct module *const *mods, size_t n);
void record_fixture_end(void);
/* Set-up and tear-down of tests that need no more than journal, records, files and their texts. */
enum { RECORDS_MODULES = 13 };
extern const struct module *const records_modules[RECORDS_MODULES];
int records_open(void **state);
int records_close(void **state);
/* Rows a query counts. */
int64_t fixture_count(struct ctx *c, const char *sql);

#endif
