/* A segment: an immutable piece of the index, in a file (mapped) or in memory.
 *
 * Layout: sections, each aligned to 8 bytes, then a trailer of fixed size that names them. The
 * trailer comes last, so a file is written in one forward pass and a torn one has none. Numbers
 * are in the byte order of the machine: an index never leaves it and can always be built anew.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SEGMENT_H
#define SEARCH_SEGMENT_H

#include <stdatomic.h>
#include "common/search/postings.h"
#include "lib/base/status.h"

#define SEGMENT_VERSION 6
#define SEGMENT_MAGIC "GKSEG01"
#define NO_DOC UINT32_MAX

enum { TERMS_PER_BLOCK = 64 };
enum section {
    SEC_POSTINGS,
    SEC_TERMS,
    SEC_TERM_BLOCKS,
    SEC_DOCS,
    SEC_NORMS,
    SEC_TOUCHED,
    SEC_TITLES,
    SEC_TITLE_ORDER,
    SEC_STRING_PLACES,
    SEC_STRINGS,
    N_SECTIONS
};

struct seg_doc {
    int64_t record_id, published_at, column_id, unit_id;
    int32_t formed_on;
    uint32_t body_length; /* tokens */
    uint32_t title_at;    /* of its key (normal_key) in SEC_TITLES */
    uint16_t title_bytes, title_length;
    uint32_t issuer, subject, validity, genre, kind, number_word; /* string numbers */
    uint32_t number_serial;
    uint16_t number_year, year;
    uint32_t rank;         /* enum seg_rank */
    uint32_t files_length; /* tokens of names and texts of attachments */
};
/* How a document's validity bears on its place: in force, amended, no longer in force. */
enum seg_rank { RANK_VALID, RANK_AMENDED, RANK_ENDED };

/* What scoring wants of a document, close together. */
struct seg_norm {
    unsigned char body;  /* norm_code of its length in tokens */
    unsigned char title; /* characters, up to 255 */
    unsigned char files; /* as body, of the attachments */
    unsigned char spare;
    int16_t prior; /* hundredths, see assoc_title_prior */
};

/* One a record the segment says something about, by record_id: its document here, or NO_DOC when it
 * left the public side. Newer segments overrule older ones. */
struct seg_touched {
    int64_t record_id;
    uint32_t doc, spare;
};

struct seg_term_block { /* TERMS_PER_BLOCK terms from here on */
    uint64_t first, terms_at, postings_at;
};

struct seg_trailer {
    char magic[8];
    uint32_t version, n_docs;
    uint64_t n_terms, body_length, title_length;
    int32_t most_prior; /* of any document */
    uint32_t spare;
    struct {
        uint64_t at, bytes;
    } sections[N_SECTIONS];
    uint64_t checksum; /* of everything before the trailer */
    uint64_t own;      /* of the trailer up to here */
};

struct segment {
    const unsigned char *p;
    size_t bytes;
    bool mapped;
    atomic_int refs;
    char name[40]; /* file name, "" in memory */
    const struct seg_trailer *t;
    const struct seg_doc *docs;
    const struct seg_norm *norms;
    const struct seg_touched *touched;
    const struct seg_term_block *blocks;
    const uint32_t *title_order;   /* documents by title key */
    const uint32_t *string_places; /* n_strings + 1 */
    const char *titles, *strings;
    size_t n_docs, n_touched, n_blocks, n_strings, titles_bytes;
};

/* Takes the malloc'ed bytes over, also when it fails. check_all: the checksum of everything. */
enum st segment_from_memory(void *p, size_t n, bool check_all, struct segment **out) MUST_CHECK;
/* Maps a file. ST_INVALID when it is torn, of another version, or changed. */
enum st segment_from_file(const char *dir, const char *name, struct segment **out) MUST_CHECK;
void segment_keep(struct segment *s);
void segment_drop(struct segment *s); /* frees it with the last holder */

/* Postings of a term; false when the segment has none. df: number of documents. */
bool segment_find(const struct segment *s, uint64_t term, struct postings *r, uint32_t *df);
const char *segment_string(const struct segment *s, uint32_t number); /* "" when out of range */
/* The title's key; not NUL-terminated. */
const char *segment_title(const struct segment *s, uint32_t doc, size_t *bytes);
/* Whether a document, dead or living, has this key as its title's. */
bool segment_has_title(const struct segment *s, const char *key, size_t bytes);
/* NULL when the segment does not touch the record. */
const struct seg_touched *segment_touched(const struct segment *s, int64_t record_id);

/* Walk all terms in rising order (merging). */
struct term_walk {
    const struct segment *s;
    const unsigned char *p, *end;
    uint64_t index, term, postings_at, postings_bytes; /* index: of the next term */
    uint32_t df;
};
void term_walk_begin(struct term_walk *w, const struct segment *s);
bool term_walk_next(struct term_walk *w);

unsigned char norm_code(uint32_t body_length);
float norm_length(unsigned char code);
/* Running checksum over pieces of any size, as long as they are cut at the same places. */
uint64_t seg_checksum(uint64_t h, const void *p, size_t n);
enum { CHECK_PIECE = 65536 };

#endif
