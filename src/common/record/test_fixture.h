/* What tests of records need below them: units and people, a data folder with a log key.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_TEST_FIXTURE_H
#define RECORD_TEST_FIXTURE_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* Tables unit and person with two rows each: 县政府办公室 and 县教育局, 编者 and 审者. */
extern const struct module fixture_module;

/* A fresh database of `mods` and a context with a data folder. */
struct db *record_fixture(struct ctx *c, const struct module *const *mods, size_t n);
void record_fixture_end(struct db **db, struct ctx *c);
/* Rows a query counts. */
int64_t fixture_count(struct ctx *c, const char *sql);

/* ST_OK or the end of the test with the message. */
#define MUST(call)                                                                                 \
    do {                                                                                           \
        if ((call) != ST_OK)                                                                       \
            die("%s: %s (%s)", #call, c->err.message, c->err.detail);                              \
    } while (0)

#endif
