/* Rows of major decisions: the thread, its entries, the settings. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_STORE_H
#define DECISION_STORE_H

#include "common/record/content.h"
#include "disclosure/decision/flow.h"
#include "lib/db/ctx.h"

struct decision {
    int64_t id, unit_id;
    const char *title;
    int year;
    const char *source;   /* number of the task in the 政府工作报告, "" */
    const char *partners; /* 配合单位, "" */
    enum decision_stage stage;
    struct day step_day;
    int64_t version, created_at, created_by;
    const char *unit_name, *unit_full; /* 县教育体育局, 师宗县教育体育局 */
    int64_t record_id; /* by which it is searched and listed; 0: nothing is public yet */
    bool withdrawn;    /* the record was taken off the site, with this reason */
    const char *withdrawn_note;
};

enum entry_state { ENTRY_WAITS, ENTRY_PUBLIC, ENTRY_RETURNED };
struct decision_entry {
    int64_t id, at, person_id, record_id;
    const char *action;
    enum decision_slot slot; /* SLOT_NONE: of the staff only */
    enum entry_state state;
    int64_t settled_at; /* when it was released or sent back, 0 */
    const char *note;   /* why it was sent back */
    const char *person, *unit;
    const char *page_title, *page_path; /* of the record when it is public, "" */
    int64_t page_published;
    struct decision_values values;
    const struct attachment *files;
    size_t n_files;
};
/* A thread with all that stands in its slots. */
struct decision_thread {
    struct decision d;
    struct decision_entry *entries; /* oldest first; those of the public only when asked so */
    size_t n;
    const struct decision_entry *open[DECISION_SLOTS];   /* newest that is public, NULL */
    const struct decision_entry *filled[DECISION_SLOTS]; /* newest that was not sent back, NULL */
    const struct decision_entry *last[DECISION_SLOTS];   /* newest of all, NULL */
    int64_t published_at; /* last release, 0: nothing is public yet */
    int64_t waits_since;  /* oldest that waits for release, 0 */
    size_t waiting;
};
/* public_only: ST_NOT_FOUND while nothing of it is public, ST_GONE when it was withdrawn, and only
 * what is public. */
enum st decision_read(
    struct ctx *c, int64_t id, bool public_only, struct decision_thread *out) MUST_CHECK;
/* Of a thread read for the public: its oldest release; a new name alone is none. */
int64_t decision_first_release(const struct decision_thread *t);

struct decision_filter {
    int year; /* 0: all */
    int64_t unit_id;
    unsigned stages;  /* AT(…); 0: all */
    const char *text; /* part of the title, source or partners */
    bool public_only; /* something of it is public */
    int64_t page, per_page;
};
/* Newest year first. */
enum st decision_list(struct ctx *c, const struct decision_filter *f, struct decision_thread **list,
    size_t *n, int64_t *total) MUST_CHECK;
struct decision_choice {
    int64_t value, count;
    const char *label;
};
/* Years and units that occur. */
enum st decision_years(
    struct ctx *c, bool public_only, struct decision_choice **list, size_t *n) MUST_CHECK;
enum st decision_units(
    struct ctx *c, bool public_only, struct decision_choice **list, size_t *n) MUST_CHECK;
/* Threads that have not ended or whose record is still to be made, for the daily look. */
enum st decision_open_ids(struct ctx *c, int64_t **ids, size_t *n) MUST_CHECK;

enum st decision_add(struct ctx *c, const struct decision *d, int64_t *id) MUST_CHECK;
/* Stage and day; ST_CONFLICT when somebody else acted meanwhile. */
enum st decision_put(struct ctx *c, const struct decision *d) MUST_CHECK;
/* Adds action, slot, record, values and files of `e`. */
enum st decision_entry_add(struct ctx *c, int64_t id, const struct decision_entry *e) MUST_CHECK;
/* The entry's new name holds from now on; the old one is kept with the entry. */
enum st decision_rename(
    struct ctx *c, const struct decision *d, const struct decision_entry *e) MUST_CHECK;
enum st decision_set_record(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;
/* Settles what waits up to the entry `upto`. */
enum st decision_settle(struct ctx *c, int64_t id, int64_t upto, enum entry_state state,
    const char *note, int64_t *changed) MUST_CHECK;
/* Tells the caches that the thread, and the pages that it names, have changed. */
enum st decision_touch(struct ctx *c, int64_t id) MUST_CHECK;

/* Pages of the county's column that no thread names although they are public for a day. */
struct decision_stray {
    int64_t record_id, at;
    const char *title, *path, *unit_name;
};
enum st decision_strays(struct ctx *c, struct decision_stray **list, size_t *n) MUST_CHECK;

enum st decision_settings_get(struct ctx *c, struct decision_settings *out) MUST_CHECK;
enum st decision_settings_put(struct ctx *c, const struct decision_settings *s) MUST_CHECK;

enum { DECISION_STMTS = 22 };
extern const struct stmt *const decision_stmts[DECISION_STMTS];

#endif
