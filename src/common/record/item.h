/* Items: the public projection of published records, for lists, pages and feeds. Derived; the
 * truth is in record, edition and status.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_ITEM_H
#define RECORD_ITEM_H

#include "common/record/content.h"
#include "lib/web/web.h"

struct item {
    int64_t record_id, edition_id, column_id, unit_id;
    const char *kind, *path, *title, *summary;
    const char *doc_no, *index_no, *issuer, *subject, *genre, *validity, *region;
    const char *unit_name, *column_name, *column_path;
    struct day formed_on, effective_on, abolished_on;
    int64_t published_at, first_published_at, updated_at;
    int edition_number;
    const char *ended, *ended_note;
    int64_t ended_at, ended_target;
    const char *open_limit; /* as in struct meta */
};

/* Filters of a list; "" or 0 = not filtered. */
struct item_filter {
    int64_t column_id; /* it and everything below; 0 = whole site */
    int64_t unit_id;
    int year; /* of formed_on */
    const char *issuer, *subject, *validity, *genre;
    const char *number; /* any spelling, partial too (docno_partial) */
    const char *kind;
    bool oldest_first; /* by publication; false: newest first */
    int page;          /* from 1 */
    int per_page;      /* 20 */
};

/* The same filters, but for the column, in a statement about item i of another slice:
 * $1 column, for the statement to use; $2 unit $3 year $4 issuer $5 subject $6 validity $7 genre
 * $8 kind $9 number word $10 number year $11 number serial */
#define ITEM_FILTER                                                                                \
    "($2 = 0 OR i.unit_id = $2) AND ($3 = 0 OR i.year = $3) AND ($4 = '' OR i.issuer = $4) AND "   \
    "($5 = '' OR i.subject = $5) AND ($6 = '' OR i.validity = $6) AND "                            \
    "($7 = '' OR i.genre = $7) AND ($8 = '' OR i.kind = $8) AND "                                  \
    "($9 = '' OR i.doc_word = $9) AND ($10 = 0 OR i.doc_year = $10) AND "                          \
    "($11 = 0 OR i.doc_serial = $11)"
enum { ITEM_FILTER_ARGS = 11 };
void item_filter_args(
    struct ctx *c, const struct item_filter *f, struct val args[ITEM_FILTER_ARGS]);

struct item_list {
    struct item *items;
    size_t n;
    int64_t total;
    int64_t newest_at; /* publication time of the newest item matching the filter */
};

struct facet {
    const char *value;
    int64_t count;
};
struct facets {
    struct facet *years, *issuers, *subjects, *validities, *genres;
    size_t n_years, n_issuers, n_subjects, n_validities, n_genres;
};

enum st item_list(struct ctx *c, const struct item_filter *f, struct item_list *out) MUST_CHECK;
/* Values that occur in the column with their counts, the 20 most frequent of each kind. */
enum st item_facets(struct ctx *c, int64_t column_id, struct facets *out) MUST_CHECK;
/* The newest `n` of a column and below (0 = whole site). */
enum st item_newest(struct ctx *c, int64_t column_id, int n, struct item_list *out) MUST_CHECK;

/* One public item; ST_NOT_FOUND when there is none or it has left the lists. */
enum st item_get(struct ctx *c, int64_t record_id, struct item *out) MUST_CHECK;

/* The page of one record: item, text, derived table of contents. */
struct item_page {
    struct item item;
    const char *body_html, *toc_html; /* toc_html: <ol> … or "" */
    struct meta meta;
    const char *sha256;
};
/* ST_NOT_FOUND: never published. ST_GONE: ended as error or privacy (item is filled for the
 * tombstone; for privacy without title). A record ended as moved is ST_OK with item.ended moved. */
enum st item_page_get(struct ctx *c, int64_t record_id, struct item_page *out) MUST_CHECK;
/* The same for those that match f, f->per_page at a time. */
enum st item_walk_where(
    struct ctx *c, const struct item_filter *f, int64_t after, struct item_list *out) MUST_CHECK;

extern const struct module item_module;

#endif
