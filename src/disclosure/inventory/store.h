/* Rows of the register: entries, reasons of missing numbers, declared columns. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_STORE_H
#define INVENTORY_STORE_H

#include "disclosure/inventory/rules.h"

/* One document of the register: an entry of the table, a published record, or both. */
struct entry {
    int64_t id;        /* 0: only online */
    int64_t record_id; /* 0: no record */
    int64_t unit_id;
    const char *unit_name;
    const char *title, *doc_no, *index_no;
    struct day formed_on;
    const char *open_mode, *clause, *basis; /* open_mode "": undecided */
    int64_t decided_at;
    const char *decided_by; /* name, "" unknown */
    struct day clock_from;  /* the decision was changed that day; else none */
    struct day review_on;   /* of what is withheld */
    const char *origin;     /* "desk", "hand", "file" */
    const char *note;
    int64_t version;
    const char *path; /* public, "" not online */
    int64_t published_at;
    const char *state;      /* INV_… */
    const char *stage;      /* of the record */
    const char *open_limit; /* 公开时限: 长期, the last day, "" not given */
};
/* The day the clock starts from; none for what nobody has to publish. */
struct day entry_clock_day(const struct entry *e);

struct entry_filter {
    int64_t unit_id;       /* 0: all */
    int year;              /* of formation, 0: all */
    const char *open_mode; /* "" any */
    const char *state;     /* "" all but what was given up; waiting has the overdue ones too */
    const char *word;      /* of the number, "" any */
    const char *text;      /* part of title or number */
    int64_t page, per_page;
};
/* What is not online first, then the rest; newest first in both. */
enum st entry_list(struct ctx *c, const struct entry_filter *f, struct entry **list, size_t *n,
    int64_t *total) MUST_CHECK;
/* Documents by state, in the order of inv_states, of the unit and year. */
enum st entry_counts(struct ctx *c, int64_t unit_id, int year, int64_t counts[static 7]) MUST_CHECK;
/* From the newest year in which documents of the unit were formed to the oldest. */
enum st entry_years(struct ctx *c, int64_t unit_id, int **years, size_t *n) MUST_CHECK;
enum st entry_get(struct ctx *c, int64_t id, struct entry *out) MUST_CHECK;
/* The document of a record, whether it has an entry or is only online. ST_NOT_FOUND: neither. */
enum st entry_of_record(struct ctx *c, int64_t record_id, struct entry *out) MUST_CHECK;
/* The entry of a record; id 0 when it has none. */
enum st entry_id_of(struct ctx *c, int64_t record_id, int64_t *id) MUST_CHECK;
/* Another document of the unit with this number: entry or online; false when there is none. */
enum st entry_number_taken(struct ctx *c, int64_t unit_id, const char *doc_no, int64_t except_id,
    bool *taken, const char **title) MUST_CHECK;

/* What is online under this number, whoever published it; false when nothing is. */
enum st entry_online(struct ctx *c, const char *doc_no, bool *found, struct entry *out) MUST_CHECK;

/* Writes the row; id 0 adds one. ST_CONFLICT when e->version is not the stored one. */
enum st entry_put(struct ctx *c, struct entry *e) MUST_CHECK;
enum st entry_set_record(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;
/* The record is online now, 0: each that is: lists of what is not need not look at it again. */
enum st entry_mark_online(struct ctx *c, int64_t record_id) MUST_CHECK;
/* What is withheld and due for another look by that day, the most urgent first. */
enum st entry_reviews(
    struct ctx *c, int64_t unit_id, struct day until, struct entry **list, size_t *n) MUST_CHECK;
/* Entries that have a day but no index number, and no record that would get one. */
enum st entry_unnumbered(struct ctx *c, int64_t **ids, size_t *n) MUST_CHECK;
/* What is online although its last day of publication is before that day, and the records of whose
 * end such a task speaks. */
struct past_limit {
    int64_t record_id, unit_id;
    const char *title, *open_limit;
};
enum st entry_past_limits(
    struct ctx *c, struct day today, struct past_limit **list, size_t *n) MUST_CHECK;
/* Entries without a record whose number is online for the same unit: pairs of entry and record. */
enum st entry_unlinked(struct ctx *c, int64_t (**pairs)[2], size_t *n) MUST_CHECK;

/* ---- numbers ---- */
struct number_row {
    int64_t unit_id;  /* 0: the issuer is no unit */
    const char *word; /* series_word; "" of a number that no series can be told of */
    int year, serial; /* year 0: orders and notices counted through */
    const char *doc_no, *issuer;
};
/* Every number the unit's documents and recorded reasons have; those of county documents whose
 * issuer is no unit with every unit. What the county received from above is not in it. */
enum st number_list(struct ctx *c, int64_t unit_id, struct number_row **list, size_t *n) MUST_CHECK;
struct void_row {
    int64_t id, unit_id, at;
    const char *word, *kind, *reason, *person;
    int year, serial;
};
enum st void_add(struct ctx *c, const struct void_row *v) MUST_CHECK;
enum st void_remove(struct ctx *c, int64_t id, int64_t unit_id) MUST_CHECK;
enum st void_list(struct ctx *c, int64_t unit_id, struct void_row **list, size_t *n) MUST_CHECK;

/* ---- declared columns ---- */
struct declared_row {
    int64_t id, column_id, unit_id, at;
    const char *column, *path, *unit_name, *person, *reason;
    struct day until;
};
enum st declared_add(
    struct ctx *c, int64_t column_id, const char *reason, struct day until) MUST_CHECK;
enum st declared_end(struct ctx *c, int64_t id) MUST_CHECK;
enum st declared_list(struct ctx *c, struct declared_row **list, size_t *n) MUST_CHECK;
/* Open columns of lists without one public item, and without a declaration. */
struct bare_column {
    int64_t id;
    const char *name, *path;
};
enum st bare_columns(struct ctx *c, struct bare_column **list, size_t *n) MUST_CHECK;

/* ---- settings ---- */
enum st review_months(struct ctx *c, int *months) MUST_CHECK;
enum st review_months_set(struct ctx *c, int months) MUST_CHECK;

/* ---- history ---- */
struct past_act {
    int64_t at;
    const char *action, *who, *unit, *detail;
};
/* Acts on the entry and on its record, newest first. */
enum st entry_history(
    struct ctx *c, const struct entry *e, struct past_act **list, size_t *n) MUST_CHECK;

#define INVENTORY_MIGRATIONS 7
extern const struct migration inventory_migrations[INVENTORY_MIGRATIONS];
#define STORE_STMTS 36
extern const struct stmt *const store_stmts[STORE_STMTS];

#endif
