/* All records in memory, with what lists filter by, in the orders of lists: of publication, of the
 * day of formation, of the last act. Any filter is counted, and any page of it found, near or far.
 *
 * Derived from record and item. It is as new as the caller's transaction or newer: each call first
 * reads what search_change and status tell since. One for the process; about 110 bytes a record,
 * and two for each character of title and number. What a writer has not committed is seen by
 * nobody else: a writer is answered by the database.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_RECORD_INDEX_H
#define RECORD_RECORD_INDEX_H

#include "lib/web/web.h"

/* What is known of a record besides its words: the stage as a number, and these. */
enum record_mark {
    MARK_DRAFT = 1,
    MARK_SUBMITTED,
    MARK_RETURNED,
    MARK_APPROVED,
    MARK_SCHEDULED,
    MARK_DISCARDED,
    MARK_STAGE = 7,   /* the bits of the number; 0: no version is open */
    MARK_ENDED = 8,   /* in any way */
    MARK_LIVE = 16,   /* was published */
    MARK_ITEM = 32,   /* has a public projection */
    MARK_LISTED = 64, /* and stands in public lists */
    MARK_GONE = 128,  /* was taken down: error, privacy */
    MARKS = 256
};

enum record_order { BY_PUBLISHED, BY_FORMED, BY_UPDATED };

/* "", NULL and 0: not filtered. */
struct record_filter {
    uint32_t mask, marks; /* which marks are looked at, and what they are */
    const char *kind;
    int64_t unit_id;
    int year; /* of formation; of what has no item, of its beginning */
    const char *issuer, *subject, *validity, *genre;
    const char *word; /* of the number */
    int doc_year, serial;
    int64_t column_id, other_column_id; /* below either */
    const char *text;                   /* part of title or number; ASCII letters of any case */
    bool desk; /* column and text are also those of the draft, not only the public ones */
    enum record_order order;
    bool up; /* false: the newest first */
    int64_t first;
    size_t most;
};

struct record_found {
    int64_t *ids; /* the page, in its order */
    size_t n;
    int64_t total, newest_at; /* newest_at: of publication */
};
enum st record_find(
    struct ctx *c, const struct record_filter *f, struct record_found *out) MUST_CHECK;

/* How many of those that match have which value. c reads. */
enum record_field {
    FIELD_COLUMN,
    FIELD_DESK_COLUMN,
    FIELD_UNIT,
    FIELD_DOC_YEAR,
    FIELD_SERIAL,
    FIELD_MARKS,
    FIELD_WORD, /* from here on texts */
    FIELD_KIND,
    FIELD_YEAR,
    FIELD_ISSUER,
    FIELD_SUBJECT,
    FIELD_VALIDITY,
    FIELD_GENRE
};
struct record_count {
    const char *text; /* "" of a number */
    uint32_t number;
    int64_t n;
};
struct record_counts {
    struct record_count *list; /* without order, those that occur */
    size_t n;
};
/* out[i]: of fields[i]. */
enum st record_tally(struct ctx *c, const struct record_filter *f, const enum record_field *fields,
    size_t n, struct record_counts *out) MUST_CHECK;

/* The rows of a page are read by id, so many at a time: the first parameters of a statement. Ids
 * beyond those wanted are 0. */
enum { RECORD_IDS = 50 };
#define THESE_RECORDS                                                                              \
    "IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "   \
    "$20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, "   \
    "$38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
/* Asks it piece by piece; fn takes the rows of each. */
enum st record_rows(struct ctx *c, const struct stmt *s, const struct record_found *found,
    void (*fn)(struct ctx *c, struct rows *r, void *arg), void *arg) MUST_CHECK;

/* Reads what is new; its job calls it so that no reader waits for the first reading. */
enum st record_index_job(struct ctx *c) MUST_CHECK;

extern const struct module record_index_module;

/* record_find out of the database. */
enum st record_find_stored(
    struct ctx *c, const struct record_filter *f, struct record_found *out) MUST_CHECK;
extern const struct stmt record_find_stmt_ids, record_find_stmt_count;

/* i: item or nothing, r: record. */
#define RECORD_MARKS                                                                               \
    "(CASE r.stage WHEN '' THEN 0 WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 "                    \
    "WHEN 'returned' THEN 3 WHEN 'approved' THEN 4 WHEN 'scheduled' THEN 5 "                       \
    "WHEN 'discarded' THEN 6 ELSE 7 END + CASE WHEN r.ended = '' THEN 0 ELSE 8 END + "             \
    "CASE WHEN r.live_edition IS NULL THEN 0 ELSE 16 END + "                                       \
    "CASE WHEN i.record_id IS NULL THEN 0 ELSE 32 END + "                                          \
    "CASE WHEN i.ended IN ('error', 'privacy') THEN 128 WHEN i.record_id IS NULL "                 \
    "OR i.ended = 'moved' THEN 0 ELSE 64 END)"

#endif
