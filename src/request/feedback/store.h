/* Rows of groups, their cases, public answers, steps and settings. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_STORE_H
#define FEEDBACK_STORE_H

#include "lib/db/ctx.h"
#include "request/feedback/alike.h"

enum feedback_stage { FEEDBACK_OPEN, FEEDBACK_LATER, FEEDBACK_DRAFTED, FEEDBACK_STAGES };
extern const char *const feedback_stage_titles[FEEDBACK_STAGES];

struct feedback_group { /* requests for the same information of one organ */
    int64_t id, organ_id, office_id;
    const char *organ_name;
    const char *title; /* subject of its first case: numbers masked */
    enum feedback_stage stage;
    const char *worth;  /* who holds it worth publishing: key of feedback_worths, "" nobody */
    const char *reason; /* why not now */
    int64_t record_id;  /* the document made of it, 0 none */
    int64_t version;
    int64_t cases, applicants; /* counted when read */
    int64_t updated_at;
};
struct feedback_worth {
    const char *key, *title; /* "APPLICANT", 申请人建议主动公开 */
};
extern const struct feedback_worth feedback_worths[2];
const char *feedback_worth_title(const char *key);

enum st feedback_group_add(
    struct ctx *c, int64_t organ_id, const char *title, const char *worth, int64_t *id) MUST_CHECK;
enum st feedback_group_get(struct ctx *c, int64_t id, struct feedback_group *out) MUST_CHECK;
/* ST_OK with id 0 when the case is in none. */
enum st feedback_group_of(struct ctx *c, int64_t case_id, int64_t *id) MUST_CHECK;
/* Of one unit (answers or works on it), or all; open ones first, then by how many asked. */
enum st feedback_group_list(
    struct ctx *c, bool all, int64_t unit, struct feedback_group **list, size_t *n) MUST_CHECK;
/* ST_CONFLICT when version is not the stored one. */
enum st feedback_group_put(struct ctx *c, const struct feedback_group *g) MUST_CHECK;

struct feedback_member {
    int64_t group_id, case_id;
};
/* Of one group, or of all (0). */
enum st feedback_members(
    struct ctx *c, int64_t group_id, struct feedback_member **list, size_t *n) MUST_CHECK;
enum st feedback_member_put(struct ctx *c, int64_t group_id, int64_t case_id) MUST_CHECK;
/* Taken out by a person: it does not come back by itself. */
enum st feedback_member_remove(struct ctx *c, int64_t group_id, int64_t case_id) MUST_CHECK;
enum st feedback_apart(struct ctx *c, struct feedback_member **list, size_t *n) MUST_CHECK;

struct feedback_entry { /* a public question and answer, made of a closed case */
    int64_t id, case_id, organ_id;
    const char *organ_name;
    const char *code; /* of the reply */
    struct day replied;
    const char *title, *question, *answer, *link, *column;
    int64_t record_id, version, updated_at;
};
enum st feedback_entry_of(struct ctx *c, int64_t case_id, struct feedback_entry *out) MUST_CHECK;
enum st feedback_entry_list(
    struct ctx *c, bool all, int64_t unit, struct feedback_entry **list, size_t *n) MUST_CHECK;
/* A new one when id is 0. ST_CONFLICT when version is not the stored one. */
enum st feedback_entry_put(struct ctx *c, struct feedback_entry *e) MUST_CHECK;

/* ---- what the public sees: title and summary as published ---- */

struct feedback_public {
    const char *title, *question, *path, *organ_name, *code;
    struct day replied;
    int64_t published_at;
};
struct feedback_filter {
    int year;          /* of the reply, 0 any */
    int64_t organ_id;  /* 0 any */
    const char *group; /* first letter of the reply code, "" any */
};
enum st feedback_public_list(struct ctx *c, const struct feedback_filter *f, int64_t page,
    int64_t per_page, struct feedback_public **list, size_t *n, int64_t *total) MUST_CHECK;
struct feedback_tally { /* how many are public of one day, organ and code */
    struct day replied;
    int64_t organ_id, n;
    const char *organ_name, *code;
};
enum st feedback_public_tally(struct ctx *c, struct feedback_tally **list, size_t *n) MUST_CHECK;

/* ---- steps, settings ---- */

struct feedback_step {
    int64_t at;
    const char *action, *note, *person, *unit;
};
enum st feedback_step_add(
    struct ctx *c, int64_t group_id, const char *action, const char *note) MUST_CHECK;
enum st feedback_steps(
    struct ctx *c, int64_t group_id, struct feedback_step **list, size_t *n) MUST_CHECK;
enum st feedback_setting_get(struct ctx *c, struct feedback_setting *out) MUST_CHECK;
enum st feedback_setting_put(struct ctx *c, const struct feedback_setting *s) MUST_CHECK;

#define FEEDBACK_STMTS 22
extern const struct stmt *const feedback_stmts[FEEDBACK_STMTS];
#define FEEDBACK_MIGRATIONS 1
extern const struct migration feedback_migrations[FEEDBACK_MIGRATIONS];

#endif
