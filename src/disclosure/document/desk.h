/* The desk: one record with all that the workbench needs to know of it, lists, and the few tables
 * that only the workbench has. Private to this folder.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_DESK_H
#define DOCUMENT_DESK_H

#include "common/record/link.h"
#include "common/record/record.h"
#include "disclosure/document/flow.h"
#include "disclosure/document/secrecy.h"

struct kind {
    const char *key, *word, *hint;
};
extern const struct kind kinds[];
extern const size_t n_kinds;
const char *kind_word(const char *key); /* the key itself when unknown (imported kinds) */

struct doc {
    struct record r;
    enum place place;
    bool has_draft;
    struct draft draft;  /* when has_draft */
    struct edition work; /* id 0: none */
    struct edition live; /* id 0: none */
    /* What is being worked on: draft while writing, work edition until it is live, else the live
     * one. */
    const struct content *content;
    const char *note;
    int64_t column_id;
    struct column column; /* id 0: none */
    bool column_is_leaf;
    struct link *links;
    size_t n_links;
    bool wrote; /* c->person wrote in this version */
    int64_t bundle_id;
    const char *bundle; /* address of the open bundle it is in, "" */
    struct secrecy_look secrecy;
    struct findings submit, publish;
};
/* Loads everything; findings are those of the gate now. */
enum st desk_get(struct ctx *c, int64_t id, struct doc *out) MUST_CHECK;
/* What the proofreader finds in the text that is being worked on; all: also what is unsure. */
enum st desk_proof(struct ctx *c, const struct doc *d, bool all, struct proof_look *out) MUST_CHECK;
/* The state for the walker; who NULL is the system, which may do everything. */
struct flow_state desk_state(const struct doc *d, const struct principal *who);

/* ---- lists ---- */

struct desk_row {
    int64_t id, updated_at, published_at, scheduled_for;
    const char *kind, *unit_name, *column_name, *title, *doc_no, *editor, *ended, *path;
    enum place place;
    bool published;
};
struct desk_filter {
    const char *tab; /* key of desk_tabs, "all" */
    int64_t unit_id; /* 0: all */
    int64_t column_id;
    int year;
    const char *text; /* part of title or number */
    int64_t page, per_page;
};
struct desk_tab {
    const char *key, *label;
    uint32_t mask, marks; /* of record_index.h */
};
enum { DESK_TABS = 9 };
extern const struct desk_tab desk_tabs[DESK_TABS];
size_t desk_tab_index(const char *key); /* 0 when unknown */
enum st desk_list(struct ctx *c, const struct desk_filter *f, struct desk_row **rows, size_t *n,
    int64_t *total) MUST_CHECK;
enum st desk_counts(struct ctx *c, int64_t unit_id, int64_t counts[static DESK_TABS]) MUST_CHECK;
/* Published records whose title or number contains the text, for links and endings; newest first.
 */
enum st desk_find(
    struct ctx *c, const char *text, int64_t except, struct desk_row **rows, size_t *n) MUST_CHECK;
/* Records to be published by now. */
enum st desk_due(struct ctx *c, int64_t **ids, size_t *n) MUST_CHECK;

/* ---- writers of the version being worked on (RULE F-SELF) ---- */

enum st desk_writer_add(struct ctx *c, int64_t record_id) MUST_CHECK;
enum st desk_writers_clear(struct ctx *c, int64_t record_id) MUST_CHECK;
/* Names, joined by 、 */
enum st desk_writers(struct ctx *c, int64_t record_id, const char **names) MUST_CHECK;
/* Who submitted last; 0 when nobody did. */
enum st desk_submitter(struct ctx *c, int64_t record_id, int64_t *person) MUST_CHECK;

/* ---- confirmations, open forms ---- */

enum st desk_confirm_phones(struct ctx *c, int64_t record_id, const char *digest) MUST_CHECK;
/* Which open form wrote this version of the draft by itself: an answer that did not arrive, or a
 * save on the heels of an autosave, is no conflict of that form with itself. */
enum st desk_autosaved(
    struct ctx *c, int64_t record_id, const char *form, int64_t version) MUST_CHECK;
enum st desk_autosave_of(
    struct ctx *c, int64_t record_id, const char *form, int64_t version, bool *own) MUST_CHECK;
/* The version being worked on is given up or live: nothing is in work. */
enum st desk_work_clear(struct ctx *c, int64_t record_id) MUST_CHECK;

/* The journal rows of a record, newest first. */
struct journal_line {
    int64_t seq, at, edition_id;
    const char *action, *who, *unit, *detail, *hash, *origin;
};
enum st desk_journal(
    struct ctx *c, int64_t record_id, struct journal_line **lines, size_t *n) MUST_CHECK;

enum { DESK_STMTS = 20 };
extern const struct stmt *const desk_stmts[DESK_STMTS];
#define DESK_MIGRATIONS 4
extern const struct migration desk_migrations[DESK_MIGRATIONS];

#endif
