/* What the office teaches the search: spoken → official words, and the page to show first.
 *
 * Every row has who, when, and perhaps a last day; a row is ended, never deleted. They hold from
 * the next query on.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "lib/base/date.h"
#include "lib/db/ctx.h"

#define WORD_USE_SAME "same" /* who says phrase is shown what says target */
#define WORD_USE_BEST                                                                              \
    "best" /* who asks for phrase, and nothing else, is shown the record first                     \
            */

struct search_word {
    int64_t id;
    const char *use, *phrase;
    const char *target; /* official words; of a best one the title of the record, or an address */
    int64_t record_id;  /* 0: none, or an entry that is at the address */
    const char *path;   /* of the record, "" when it is public no more */
    struct day until;   /* the last day it holds; none: no end */
    const char *note, *person;
    int64_t at;
};

enum { WORDS_BEST = 3, WORD_CHARS = 40 };

/* The official words for all that the text contains, parted by line ends; unit aliases → names come
 * with them. */
enum st words_official(struct ctx *c, const char *text, const char **out) MUST_CHECK;
struct word_best {
    int64_t record_id; /* 0: an entry, by its address */
    const char *path;
};
/* What to show first for a text with this key (normal_key), the newest choice first. */
enum st words_best(
    struct ctx *c, const char *key, struct word_best out[static WORDS_BEST], size_t *n) MUST_CHECK;

/* Those that hold or will end, by phrase. */
enum st words_list(struct ctx *c, const char *use, struct search_word **list, size_t *n) MUST_CHECK;
/* ST_CONFLICT: it is there already. ST_INVALID names the field. In a write transaction; journaled.
 */
enum st words_add(struct ctx *c, const struct search_word *w) MUST_CHECK;
/* Ends it now. ST_NOT_FOUND when it is none or ended. */
enum st words_end(struct ctx *c, int64_t id) MUST_CHECK;

/* What follows the host in an address; "" when it has no path. */
const char *words_path(const char *address);
/* The public record at a path as visitors see it, with or without host in front; 0 when none. */
enum st words_record_at(struct ctx *c, const char *address, int64_t *record_id) MUST_CHECK;

extern const struct stmt words_stmt_official, words_stmt_best, words_stmt_list, words_stmt_same,
    words_stmt_add, words_stmt_end, words_stmt_at;

#endif
