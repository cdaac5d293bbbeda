/* What the first words of a paragraph say about its place in the text. Private to lib/text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_STRUCTURE_TITLE_H
#define TEXT_STRUCTURE_TITLE_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"

enum part {
    PART_NONE,
    PART_BOOK,    /* 第一编 */
    PART_SUBBOOK, /* 第一分编 */
    PART_CHAPTER, /* 第一章 */
    PART_SECTION, /* 第一节 */
    PART_ARTICLE, /* 第一条, 第十二条之一 */
    PART_HEAD,    /* 一、 */
    PART_SUBHEAD  /* （一） */
};

struct title {
    enum part part;
    int number, sub; /* sub: of 之一, else 0 */
    size_t n;        /* bytes of the numbering: 第十二条之一, 一、 */
};

/* Reads the beginning of a paragraph without leading blanks. */
struct title title_read(const char *p, size_t n);
/* White space at p: its bytes, 0 when there is none. U+3000 and U+00A0 included. */
size_t blank_bytes(const char *p, const char *end);
/* Bytes of the first sentence, without its full stop; n when there is no stop. */
size_t first_sentence(const char *p, size_t n);

#define HEADING_MAX_CHARS 40

/* Ids given so far, and the counters behind them. */
struct ids {
    int book, chapter, section, head, subhead;
    bool articles;     /* an article was seen: （一） are its items, no headings */
    struct seen *seen; /* hash table of ids, to keep them unique */
    size_t n_seen, cap;
};
void ids_release(struct ids *s);
/* Id for a heading or article, "c1", "a12-1", "h1-2"; level: 2 … 4 of a heading. Valid until the
 * next call. */
const char *ids_next(struct ids *s, const struct title *t, int level, char out[static 64]);

/* What a paragraph is: text, an article, a heading of its own, or a heading run into its text. */
enum role { ROLE_TEXT, ROLE_ARTICLE, ROLE_HEADING, ROLE_RUN_IN };
struct line {
    enum role role;
    struct title title;
    int level; /* of a heading, 2 … 4 */
};
/* marks: number of # before it, or level of the heading element it stands in; 0 for a paragraph. */
struct line line_read(const struct ids *s, const char *p, size_t n, int marks);

#endif
