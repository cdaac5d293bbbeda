/* Documents → one segment: counts terms a document, collects postings a term, in bounded memory.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_BUILDER_H
#define SEARCH_BUILDER_H

#include "common/search/segment.h"
#include "lib/base/status.h"

struct builder;

struct build_doc {
    int64_t record_id, published_at, column_id, unit_id;
    int32_t formed_on; /* DAY_NONE: none */
    int year, number_year, number_serial;
    const char *title, *number, *number_word, *index_no, *issuer, *subject, *validity, *genre,
        *kind;
    const char *summary;
    const char *body_html;    /* clean HTML */
    const char *body_text;    /* plain text beside it; NULL: none */
    const char *const *files; /* names and texts of attachments */
    size_t n_files;
    bool ended;
};

struct builder *builder_new(void);
void builder_free(struct builder **b);
void builder_add(struct builder *b, const struct build_doc *d);
/* The record is not public any more. */
void builder_remove(struct builder *b, int64_t record_id);
size_t builder_bytes(const struct builder *b);   /* memory in use */
size_t builder_records(const struct builder *b); /* added or removed since the last finish */
/* Writes the segment (path NULL: into memory, see segment_write.h) and empties the builder. */
enum st builder_finish(
    struct builder *b, const char *path, void **memory, size_t *bytes) MUST_CHECK;

#endif
