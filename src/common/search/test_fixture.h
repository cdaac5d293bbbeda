/* Public records for tests, written straight into the tables that publishing fills.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_TEST_FIXTURE_H
#define SEARCH_TEST_FIXTURE_H

#include "common/search/search.h"

struct text { /* NULL: "" */
    const char *title, *body_html, *number, *word, *issuer, *subject, *validity;
    int year, serial; /* of the number */
    const char *formed_on;
    int64_t column_id; /* 0: the first column */
};

/* A fresh database with columns; c is ready, its data_dir a fresh folder when on_disk. */
struct db *fixture_open(struct ctx *c, bool on_disk);
void fixture_close(struct db **db, struct ctx *c);
/* Publish: in the open write transaction. Gives the record's number. */
int64_t fixture_put(struct ctx *c, const struct text *t);
void fixture_amend(struct ctx *c, int64_t record_id, const struct text *t);
void fixture_end(struct ctx *c, int64_t record_id, const char *ended);
/* One of them, in a transaction of its own. */
int64_t fixture_publish(struct ctx *c, const struct text *t);

#endif
