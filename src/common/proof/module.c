/* What proofreading adds to the program.
 *
 * SPDX-License-Identifier: MIT */
#include "common/proof/desk.h"

#define CHECK_BYTES (4 * 1024 * 1024) /* 400,000 characters, percent-encoded */
#define NIGHT_MS 20000

static const char tables[] =
    "CREATE TABLE proof_accepted ("
    " id INTEGER PRIMARY KEY, code TEXT NOT NULL, class TEXT NOT NULL, text TEXT NOT NULL,"
    " context TEXT NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL,"
    " confirmed_by INTEGER NOT NULL, confirmed_at INTEGER NOT NULL,"
    " revoked_by INTEGER NOT NULL, revoked_at INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX proof_accepted_now ON proof_accepted(text, code, context) WHERE "
    "revoked_at = 0;"
    "CREATE TABLE proof_looked ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), edition_id INTEGER NOT NULL,"
    " stamp TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE proof_finding ("
    " id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id),"
    " edition_id INTEGER NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,"
    " text TEXT NOT NULL, suggest TEXT NOT NULL, before TEXT NOT NULL, behind TEXT NOT NULL,"
    " context TEXT NOT NULL, serious INTEGER NOT NULL, confidence INTEGER NOT NULL) STRICT;"
    "CREATE INDEX proof_finding_record ON proof_finding(record_id);"
    "CREATE TABLE proof_cursor ("
    " id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL) STRICT;";

/* How many articles the text that was looked at has; 0 for what was looked at before, until the
 * night comes, which looks at everything anew with a new edition of the rules. */
static const char articles[] =
    "ALTER TABLE proof_looked ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;";

const struct migration proof_migrations[PROOF_MIGRATIONS] = {
    {1, "proofreading: what is no error, findings on the site", tables, NULL},
    {2, "proofreading: articles of published texts", articles, NULL},
};

static const struct route routes[] = {
    {METHOD_POST, PROOF_DESK "check", PERM_DRAFT, proof_check_json, &proof_check_form,
        proof_check_again, ROUTE_SLOW | ROUTE_NO_TX, CHECK_BYTES},
    {METHOD_POST, PROOF_DESK "remember", PERM_SIGNED_IN, proof_remember, &proof_remember_form, NULL,
        0, 0},
    {METHOD_GET, PROOF_DESK, PERM_SIGNED_IN, proof_desk, NULL, NULL, 0, 0},
    {METHOD_GET, PROOF_DESK "remembered/", PERM_PROOF, proof_remembered, NULL, NULL, 0, 0},
    {METHOD_POST, PROOF_DESK "remembered/:id/revoke", PERM_PROOF, proof_revoke, NULL, NULL, 0, 0},
};

/* At night; by day only until the first text was looked at, so that a new site has its list. */
static enum st night(struct ctx *c)
{
    struct rows *r;
    int64_t hour = (c->now / 3600 + 8) % 24, looked;
    bool left, first = false;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = q(c, &proof_stmt_night[11], NO_ARGS, &r);
    if (!st)
        first = rows_count(r) == 0;
    ctx_rollback(c);
    if (st || (hour >= 6 && hour < 22 && !first))
        return st;
    return proof_night(c, NIGHT_MS, &looked, &left);
}

static const struct job jobs[] = {{"proof.night", "全站文字校对", 60, night}};

static const struct stmt *const stmts[] = {&proof_stmt_names[0], &proof_stmt_names[1],
    &proof_stmt_names[2], &proof_stmt_accepted[0], &proof_stmt_accepted[1], &proof_stmt_accepted[2],
    &proof_stmt_accepted[3], &proof_stmt_accepted[4], &proof_stmt_night[0], &proof_stmt_night[1],
    &proof_stmt_night[2], &proof_stmt_night[3], &proof_stmt_night[4], &proof_stmt_night[5],
    &proof_stmt_night[6], &proof_stmt_night[7], &proof_stmt_night[8], &proof_stmt_night[9],
    &proof_stmt_night[10], &proof_stmt_night[11]};

const struct module proof_module = {.name = "proof",
    .title = "文字校对",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = proof_migrations,
    .n_migrations = PROOF_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};
