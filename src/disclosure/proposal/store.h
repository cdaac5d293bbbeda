/* Rows of proposals: the proposal, its joint units, steps, promises; settings and yearly overviews.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_STORE_H
#define PROPOSAL_STORE_H

#include "disclosure/proposal/flow.h"
#include "lib/db/ctx.h"

#define PROP_COLUMN "zwgk/fdnr/jyta"

struct prop_person { /* sealed */
    const char *name, *phone, *address;
    const char *text; /* of the proposal */
};

struct prop {
    int64_t id;
    const char *kind;    /* "npc", "cppcc" */
    const char *session; /* 县第十六届人大第二次会议 */
    int year;
    int64_t number;
    const char *title;
    bool name_public; /* the proposer agrees to be named */
    int64_t signers;  /* at least 1 */
    enum prop_stage stage;
    struct day registered_on, step_day, assigned_on, due;
    int64_t lead_unit; /* 0: not assigned */
    const char *lead_name, *lead_full;
    const char *result; /* A, B, C, "" */
    int64_t drafter, text_version;
    const char *reply, *promises, *openness, *open_reason, *summary, *public_body;
    const char *doc_no, *delivery;
    struct day signed_on, replied_on;
    int64_t satisfied, basically, unsatisfied; /* people */
    bool voted;
    const char *comment;
    int64_t record_id;      /* of the public copy, 0: none */
    int64_t handed_version; /* of the text that was handed in as public copy */
    int64_t version;
    const char *path;        /* public address, "" while not public */
    struct day published_on; /* none while not public */
    struct prop_person who;  /* filled by prop_get only */
};
/* The public has this reply, not an earlier one. */
bool prop_is_public(const struct prop *p);
/* 关于县第十六届人大第二次会议第12号建议的答复 */
const char *prop_reply_title(struct arena *a, const struct prop *p);
/* 人大代表建议 第12号 */
const char *prop_name(struct arena *a, const struct prop *p);

struct prop_joint {
    int64_t id, unit_id;
    const char *unit_name;
    enum joint_stage stage;
    const char *opinion;    /* its opinion, or why it declined */
    int64_t signed_version; /* of the text it has countersigned, 0: none */
    int64_t signer;         /* person */
    const char *signed_by;
    int64_t signed_at;
};
/* Has countersigned the text as it is, or has declined and does not count. */
bool prop_joint_signed(const struct prop *p, const struct prop_joint *j);

struct prop_step {
    int64_t at;
    const char *action, *note, *person, *unit;
};

struct prop_kept_promise {
    const char *text;
    struct day due;
    int64_t measure_id;
};

struct prop_filter {
    size_t tab;
    const char *kind, *text;
    int year;
    int64_t unit_id;   /* leads, or is a joint unit; 0: all */
    int64_t lead_unit; /* leads; 0: all */
    int64_t page, per_page;
};
struct prop_tab {
    const char *key, *label;
    unsigned stages;
};
enum { PROP_TABS = 6 };
extern const struct prop_tab prop_tabs[PROP_TABS];
size_t prop_tab_index(const char *key); /* 0 when unknown */

enum st prop_get(struct ctx *c, int64_t id, struct prop *out) MUST_CHECK;
enum st prop_list(struct ctx *c, const struct prop_filter *f, struct prop **list, size_t *n,
    int64_t *total) MUST_CHECK;
enum st prop_counts(
    struct ctx *c, const struct prop_filter *f, int64_t counts[static PROP_TABS]) MUST_CHECK;
/* Every proposal of a year, 0: of all years; without what is sealed. */
enum st prop_of_year(struct ctx *c, int year, struct prop **list, size_t *n) MUST_CHECK;
/* Years that have proposals, newest first. */
enum st prop_years(struct ctx *c, int **years, size_t *n) MUST_CHECK;
/* ST_CONFLICT when kind, session, year and number are registered already. */
enum st prop_add(struct ctx *c, const struct prop *p, int64_t *id) MUST_CHECK;
/* id 0 when there is none. */
enum st prop_find(struct ctx *c, const struct prop *like, int64_t *id) MUST_CHECK;
/* ST_CONFLICT when version is not the stored one. What is sealed is not written. */
enum st prop_put(struct ctx *c, const struct prop *p) MUST_CHECK;
/* Another proposal, or a published document, with this number; "" when it is free. */
enum st prop_number_taken(
    struct ctx *c, const struct prop *p, const char *doc_no, const char **by) MUST_CHECK;

enum st prop_joints(struct ctx *c, int64_t id, struct prop_joint **list, size_t *n) MUST_CHECK;
enum st prop_joint_add(struct ctx *c, int64_t id, int64_t unit_id) MUST_CHECK;
enum st prop_joint_remove(struct ctx *c, int64_t joint_id) MUST_CHECK;
enum st prop_joint_put(struct ctx *c, const struct prop_joint *j) MUST_CHECK;

enum st prop_step_add(struct ctx *c, int64_t id, const char *action, const char *note) MUST_CHECK;
enum st prop_steps(struct ctx *c, int64_t id, struct prop_step **list, size_t *n) MUST_CHECK;
enum st prop_promise_add(struct ctx *c, int64_t id, const struct prop_kept_promise *p) MUST_CHECK;
enum st prop_promises_of(
    struct ctx *c, int64_t id, struct prop_kept_promise **list, size_t *n) MUST_CHECK;

enum st prop_settings_get(struct ctx *c, struct prop_settings *out) MUST_CHECK;
enum st prop_settings_put(struct ctx *c, const struct prop_settings *s) MUST_CHECK;

/* The record of the year's overview, 0: none handed in. */
enum st prop_overview_record(struct ctx *c, int year, int64_t *record_id) MUST_CHECK;
enum st prop_overview_put(struct ctx *c, int year, int64_t record_id) MUST_CHECK;

/* ---- what the public has (public_store.c) ---- */

struct prop_entry { /* a published reply, handled here or imported */
    int64_t record_id, proposal_id;
    const char *kind, *session, *title, *path, *summary, *issuer, *doc_no, *openness, *result,
        *lead_name;
    int year;
    int64_t number;
    struct day published_on;
};
struct prop_entry_filter {
    const char *kind; /* "" all */
    int year;         /* 0 all */
    const char *text;
    int64_t page, per_page;
};
enum st prop_entries(struct ctx *c, const struct prop_entry_filter *f, struct prop_entry **list,
    size_t *n, int64_t *total) MUST_CHECK;
struct prop_entry_count {
    const char *kind;
    int year;
    int64_t n;
};
enum st prop_entry_counts(struct ctx *c, struct prop_entry_count **list, size_t *n) MUST_CHECK;
struct prop_overview { /* a published one */
    int year;
    const char *title, *path, *summary, *issuer;
    struct day published_on;
};
enum st prop_overviews(struct ctx *c, struct prop_overview **list, size_t *n) MUST_CHECK;

enum { PROP_STMTS = 24 };
extern const struct stmt *const prop_stmts[PROP_STMTS];
enum { PROP_PUBLIC_STMTS = 4 };
extern const struct stmt *const prop_public_stmts[PROP_PUBLIC_STMTS];
#define PROP_MIGRATIONS 1
extern const struct migration prop_migrations[PROP_MIGRATIONS];

#endif
