/* Parts of the import, private to it: lines are read and made ready by one thread, written by
 * another. document.h has the one function that others call.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_IMPORT_H
#define DOCUMENT_IMPORT_H

#include <stdio.h>

#include "common/record/put.h"
#include "lib/base/json.h"
#include "lib/base/map.h"
#include "lib/text/docno.h"

#define IMPORT_LINE_MAX ((size_t)16 << 20)
#define IMPORT_BATCH_BYTES ((size_t)4 << 20)
#define IMPORT_BATCH_LINES 500

/* What a note is about; counted at the end. */
enum import_matter {
    IMPORT_LEFT_OUT, /* a part of the line was not used */
    IMPORT_DOUBT_DAYS,
    IMPORT_DOUBT_NUMBER,
    IMPORT_DOUBT_TWICE,
    IMPORT_MATTERS
};
struct import_note {
    const char *text;
    enum import_matter matter;
    struct import_note *next;
};

/* A line made ready, or the reason why it cannot be used. Lives in the arena of its batch. */
struct import_doc {
    int64_t line;
    const char *problem; /* NULL: usable */
    struct import_note *notes;
    struct put put;
    struct content content;
    char sha256[SHA256_HEX_BYTES];
    const char *replaced_by; /* identity of the version that follows it, "" */
    bool versioned;          /* the file has other versions of it */
};

/* What a line is judged by; read by the making thread only. */
struct import_places {
    struct map *columns; /* path and name → struct column */
    struct map *units;   /* name, short name → struct unit */
    int64_t unit_id;     /* when no unit is named */
    const char *unit_name;
    int64_t now;
};

/* State of the making thread from line to line. */
struct import_maker {
    const struct import_places *places;
    struct arena *kept;   /* as long as the import */
    struct map *ids;      /* identity → number of its line */
    struct map *versions; /* title and region → identity of the latest version */
    struct map *unknown;  /* members that were reported */
    bool last_pass;       /* superseded versions are made now */
};

enum import_made {
    IMPORT_MADE,
    IMPORT_LATER /* a superseded version: made again when all lines are known */
};

/* Makes one line ready: out->problem or out->put. */
enum import_made import_make(
    struct import_maker *m, struct arena *a, const char *line, size_t n, struct import_doc *out);
/* Body, summary, table of contents, digest. */
void import_make_body(struct arena *a, const struct json *j, struct import_doc *d);
/* Takes off what stands around the text; may find keywords there. */
const char *import_trim(struct arena *a, const char *html, struct content *k);
/* The words of the paragraph at p, white space left out. Gives its end, NULL when p begins none. */
const char *import_words(const char *p, struct buf *words);
/* Sets d->problem for ID numbers and secrecy marks. */
void import_check_privacy(struct arena *a, struct import_doc *d);
void import_note_add(struct arena *a, struct import_doc *d, const char *fmt, ...) PRINTF(3, 4);
/* The same about a matter that is counted. */
void import_doubt(struct arena *a, struct import_doc *d, enum import_matter matter, const char *fmt,
    ...) PRINTF(4, 5);
/* Notes on what does not fit together, as it is read. shown: publish day written down. */
void import_doubt_days(struct arena *a, struct import_doc *d, struct day shown, struct day today);
void import_doubt_number(
    struct arena *a, struct import_doc *d, const char *text, const struct docno *no);
/* Notes on others with its number. lines: record → its line in this file, so far. In the
 * transaction that wrote it. */
enum st import_doubt_twice(struct ctx *c, struct arena *a, struct import_doc *d, int64_t record_id,
    bool updated, const struct map *lines) MUST_CHECK;
extern const struct stmt import_stmt_same_number;

/* Lines of a stream, numbered from 1, of bounded length. */
struct import_lines {
    FILE *in;
    int64_t number;
    int64_t bytes; /* read so far */
    const char *line;
    size_t n;
    bool too_long; /* over IMPORT_LINE_MAX; line is "" */
    struct buf data;
    size_t from; /* in data: what is not yet given out */
};
void import_lines_init(struct import_lines *l, FILE *in);
/* The next line without its end; false at the end of the stream. */
bool import_lines_next(struct import_lines *l);
void import_lines_release(struct import_lines *l);

/* Batches of made lines, from one thread to the other. */
struct import_batch {
    struct arena *mem;
    struct import_doc *docs;
    size_t n;
    int64_t bytes; /* of the stream, at its end */
};
struct import_feed;
struct import_feed *import_feed_begin(FILE *in, const struct import_places *places);
/* The next batch, NULL at the end. */
struct import_batch *import_feed_next(struct import_feed *f);
void import_feed_return(struct import_batch **b);
/* Stops early when asked before the end. True when reading the stream failed. */
bool import_feed_end(struct import_feed **f);

#endif
