/* Rows of packs (policy with plan and interpretations) and of interpretations. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_STORE_H
#define INTERPRET_STORE_H

#include "disclosure/interpret/flow.h"
#include "disclosure/interpret/interpret.h"
#include "disclosure/interpret/rules.h"

struct pack {
    int64_t id; /* that of its bundle */
    int64_t main_id, unit_id, created_by, version;
    enum pack_stage stage;
    struct plan plan;
    const char *title, *unit_name, *doc_no; /* of the policy */
    int64_t signed_by, changed_at;
    const char *signer;
    int64_t published_at;
};
struct pack_step {
    int64_t at;
    const char *action, *note, *codes, *person, *unit;
};
enum pack_list { PACKS_OPEN, PACKS_LIVE, PACKS_DROPPED };

enum st pack_add(struct ctx *c, const struct pack *p) MUST_CHECK;
enum st pack_get(struct ctx *c, int64_t id, struct pack *out) MUST_CHECK;
/* Of a unit (0: all); newest change first. */
enum st pack_list(
    struct ctx *c, int64_t unit_id, enum pack_list which, struct pack **list, size_t *n) MUST_CHECK;
/* Stage, plan, signature; raises the version. ST_CONFLICT when p->version is not the stored one. */
enum st pack_put(struct ctx *c, struct pack *p) MUST_CHECK;
enum st pack_step_add(struct ctx *c, int64_t id, const struct pack_step *s) MUST_CHECK;
enum st pack_steps(struct ctx *c, int64_t id, struct pack_step **list, size_t *n) MUST_CHECK;
enum st interpretation_put(
    struct ctx *c, int64_t record_id, const struct interpretation *in) MUST_CHECK;

/* Policies in force that need an interpretation and were published in [from, to): each with its
 * first public interpretation, and whether it was reasoned away. */
struct policy_row {
    int64_t record_id, unit_id, published_at, interpreted_at; /* 0: never */
    const char *title, *path, *unit_name;
    bool exempt;
};
enum st policy_list(
    struct ctx *c, int64_t from, int64_t to, struct policy_row **list, size_t *n) MUST_CHECK;
/* Public interpretations first published in [from, to), with what they interpret (0: nothing). */
struct said_row {
    int64_t record_id, unit_id, published_at, policy_id;
    const char *title, *unit_name, *kind, *form, *policy_ended;
    bool policy_public;
};
enum st said_list(
    struct ctx *c, int64_t from, int64_t to, struct said_row **list, size_t *n) MUST_CHECK;

enum { INTERPRET_STMTS = 16, INTERPRET_MIGRATIONS = 1 };
extern const struct stmt *const interpret_stmts[INTERPRET_STMTS];
extern const struct stmt interpret_stmt_kinds, interpret_stmt_forms, interpret_stmt_pick,
    interpret_stmt_walk, interpret_stmt_picked;
extern const struct migration interpret_migrations[INTERPRET_MIGRATIONS];

/* At start: what public pages are told (portal_part.c). */
enum st interpret_start(struct app *app, struct ctx *c) MUST_CHECK;

#endif
