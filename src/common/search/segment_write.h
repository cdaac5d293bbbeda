/* Writing a segment in one forward pass, into a file or memory. Shared by builder and merge.
 *
 * Order of calls: begin, open, terms in rising order, end; touched records at any time, a document
 * before its postings.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SEGMENT_WRITE_H
#define SEARCH_SEGMENT_WRITE_H

#include <stdio.h>
#include "common/search/segment.h"
#include "lib/base/arena.h"
#include "lib/base/map.h"

struct segment_writer {
    FILE *f;
    bool to_file;
    char *memory; /* of the memory stream */
    size_t memory_bytes;
    unsigned char piece[CHECK_PIECE];
    size_t n_piece;
    uint64_t at, checksum;
    bool failed;
    struct seg_trailer t;
    struct buf terms, blocks, docs, norms, touched, titles, string_places, strings, packed;
    struct postings_writer postings;
    uint64_t term, distance; /* the term being written, and from the one before */
    bool in_term;
    struct arena *mem;
    struct map *string_numbers;
    uint32_t n_strings;
};

void segment_write_begin(struct segment_writer *w);
/* path NULL: into memory. ST_BROKEN when the file cannot be made. */
enum st segment_write_open(struct segment_writer *w, const char *path) MUST_CHECK;
/* The number of a string, new or known. */
uint32_t segment_write_string(struct segment_writer *w, const char *s);
/* Adds a document; title fields of d are set from the key. Gives its number. */
uint32_t segment_write_doc(
    struct segment_writer *w, struct seg_doc *d, const char *title, size_t title_bytes);
void segment_write_touched(struct segment_writer *w, int64_t record_id, uint32_t doc);
void segment_write_term(struct segment_writer *w, uint64_t term);
void segment_write_posting(struct segment_writer *w, const struct posting *p);
/* Ends the last term, writes all sections, syncs a file, releases everything. ST_BROKEN when the
 * disk refused. Gives the memory (to be freed) when path was NULL. */
enum st segment_write_end(struct segment_writer *w, void **memory, size_t *bytes) MUST_CHECK;
/* Gives up before end. */
void segment_write_abandon(struct segment_writer *w);

#endif
