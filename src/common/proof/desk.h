/* Parts of the proofreading desk. Private to this folder.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROOF_DESK_H
#define PROOF_DESK_H

#include "common/org/org.h"
#include "common/proof/proof.h"
#include "common/proof/rules.h"
#include "lib/ui/ui.h"

/* ---- reader.c: one proofreader a process ---- */

/* Opened at the first call, with the model that lies beside the program; rules only (and a line in
 * the log) when there is none or it cannot be read. */
const struct proofreader *proof_reader(void);

/* ---- county.c: names that are right as they are ---- */

struct proof_names {
    const char **list;
    size_t n;
    const char **units; /* full names */
    size_t n_units;
    const struct proof_law *laws; /* published texts that have articles */
    size_t n_laws;
    uint64_t stamp; /* differs when a name came or went */
};
enum st proof_names_read(struct ctx *c, struct proof_names *out) MUST_CHECK;
void proof_names_give(const struct proof_names *names, struct proof_request *req);

/* ---- check.c ---- */

/* As proof_look_at, without the database: names given, nothing remembered. */
void proof_places(struct arena *a, const struct proof_text *t, const struct proof_names *names,
    struct proof_look *out);
/* Articles 第一条 to … that begin a paragraph of the text without a gap; 0 for fewer than three. */
int64_t proof_articles(struct arena *a, const char *body_html);

/* ---- accepted.c: what a person called no error ---- */

struct proof_accepted {
    int64_t id, at, confirmed_by, confirmed_at;
    const char *code, *class, *text, *context, *person, *confirmer, *unit;
};
/* Removes what is remembered from the list, marks what waits for a reviewer, counts. */
enum st proof_accepted_apply(struct ctx *c, struct proof_look *look) MUST_CHECK;
/* confirms: said by one who reviews; then it counts for serious findings too. Journals. */
enum st proof_accept(struct ctx *c, const struct proof_accepted *what, bool confirms) MUST_CHECK;
/* ST_NOT_FOUND when it no longer holds. */
enum st proof_accepted_revoke(struct ctx *c, int64_t id) MUST_CHECK;
enum st proof_accepted_list(
    struct ctx *c, const char *class, struct proof_accepted **list, size_t *n) MUST_CHECK;

/* ---- night.c: the whole site ---- */

/* Looks at published texts that were not looked at with the present reader and names, for at most
 * budget_ms; opens its own transactions. *left: some remain. Tasks of the units are brought up to
 * date at the end. */
enum st proof_night(struct ctx *c, int64_t budget_ms, int64_t *looked, bool *left) MUST_CHECK;

struct proof_found { /* one finding on the public site */
    int64_t record_id, unit_id;
    const char *unit_name, *title, *path, *code, *class, *text, *suggest, *where, *before, *after,
        *context;
    bool serious, claimed;
    int confidence;
};
struct proof_filter {
    int64_t unit_id;   /* 0: all */
    const char *class; /* "": all */
    bool serious;      /* only these */
    int64_t page, per_page;
};
enum st proof_found_list(struct ctx *c, const struct proof_filter *f, struct proof_found **list,
    size_t *n, int64_t *total) MUST_CHECK;
struct proof_sum { /* per unit: published texts, looked at, with open serious findings, findings */
    int64_t unit_id, texts, looked, serious, hints;
    const char *unit_name;
};
enum st proof_sums(struct ctx *c, int64_t unit_id, struct proof_sum **list, size_t *n) MUST_CHECK;
/* Brings the task of each unit up to date. In a write transaction. */
enum st proof_tasks(struct ctx *c) MUST_CHECK;

/* ---- pages ---- */

enum st proof_check_json(struct req *r);
enum st proof_check_again(struct req *r);
enum st proof_remember(struct req *r);
enum st proof_desk(struct req *r);
enum st proof_remembered(struct req *r);
enum st proof_revoke(struct req *r);
extern const struct form proof_check_form, proof_remember_form;
/* Who may say that something is no error, and whose word is enough. */
bool proof_may_claim(const struct req *r);
bool proof_may_confirm(const struct req *r);

struct desk_page {
    struct proof_filter f;
    const struct proof_found *list;
    size_t n;
    int64_t total;
    const struct proof_sum *sums;
    size_t n_sums;
    const struct ui_option *units;
    size_t n_units;
    const struct ui_option *classes;
    size_t n_classes;
    bool all_units, model;
};
void proof_desk_page(struct buf *out, struct req *r, const struct desk_page *p);
void proof_remembered_page(
    struct buf *out, struct req *r, const struct proof_accepted *list, size_t n);

extern const struct migration proof_migrations[];
enum { PROOF_MIGRATIONS = 2 };
extern const struct stmt *const proof_stmts[];
extern const size_t n_proof_stmts;
/* Statements of the parts, for the list of the module. */
extern const struct stmt proof_stmt_names[3];
extern const struct stmt proof_stmt_accepted[5];
extern const struct stmt proof_stmt_night[12];

#endif
