/* The listed items in memory, in the order of publication, with what lists filter by: any filter is
 * counted, and any page of it found, by one pass over a few numbers an item.
 *
 * Derived from item. It is as new as the caller's transaction or newer: each call first reads what
 * search_change tells since. One for the process, 60 bytes an item. For readers only: what a writer
 * has not committed yet is seen by nobody else, so writers ask the database.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_ITEM_INDEX_H
#define RECORD_ITEM_INDEX_H

#include "common/record/item.h"
#include "lib/text/docno.h"

struct item_found {
    int64_t *ids; /* records of the page, in its order */
    size_t n;
    int64_t total, newest_at;
};

/* no: the number filter as read, word "" and 0 when not filtered. c reads. */
enum st item_index_find(struct ctx *c, const struct item_filter *f, const struct docno *no,
    struct item_found *out) MUST_CHECK;

/* Values that occur in the column and below, without order. c reads. */
enum item_facet { FACET_YEAR, FACET_ISSUER, FACET_SUBJECT, FACET_VALIDITY, FACET_GENRE, FACETS };
struct item_counts {
    struct facet *list;
    size_t n;
};
enum st item_index_facets(
    struct ctx *c, int64_t column_id, struct item_counts out[FACETS]) MUST_CHECK;

/* How many items lie in each column itself, by its id below n. c reads. */
enum st item_index_columns(struct ctx *c, int64_t **counts, size_t *n) MUST_CHECK;

/* Reads what is new; a job calls it so that no reader waits for the first reading. */
enum st item_index_job(struct ctx *c) MUST_CHECK;

extern const struct stmt item_index_stmt_last, item_index_stmt_all, item_index_stmt_changed,
    item_index_stmt_tree;

#endif
