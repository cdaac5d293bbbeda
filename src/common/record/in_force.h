/* What was in force on a day: every published edition with its state on that day.
 *
 * An edition is in force from its effective day (or the day it was made) until a later version
 * begins, or until it is repealed or expires. Versions are editions of one record, or records that
 * one replaces the others by a link; a chain of versions ends in the newest. A link of a published
 * document that repeals it, or declares it lapsed, ends it too, from that document's day on.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_IN_FORCE_H
#define RECORD_IN_FORCE_H

#include "lib/web/web.h"

struct in_force {
    const char *id; /* identity of the import, else the public path; "#2" for edition 2 */
    const char *title, *number;
    struct day date;   /* made on */
    const char *state; /* 未施行, 有效, 已修改, 废止, 失效 */
    int64_t record_id;
    int edition;      /* its number within the record */
    const char *path; /* public path of the record */
    bool live;        /* the edition that is public now */
};

struct in_force_of {    /* which: "" and 0 for all */
    const char *number; /* in any spelling */
    const char *column; /* path of a column: it and what is below */
    int64_t record_id;  /* it, and what it replaced or what replaced it */
};

/* number: in any spelling, "" for all. Ordered by record and edition. Editions taken down as errors
 * or for privacy are not told of. */
enum st in_force_on(
    struct ctx *c, struct day on, const char *number, struct in_force **list, size_t *n) MUST_CHECK;

enum st in_force_list(struct ctx *c, struct day on, const struct in_force_of *which,
    struct in_force **list, size_t *n) MUST_CHECK;

/* Fills in the texts of versions of which record, edition and state are known; keeps their order,
 * leaves out what is public no more. */
enum st in_force_texts(struct ctx *c, struct in_force *list, size_t *n) MUST_CHECK;

/* All documents, in the order of in_force_on, one after the other: memory holds a few numbers of
 * each. What fn is given lasts until it returns. */
enum st in_force_each(struct ctx *c, struct day on, void (*fn)(void *arg, const struct in_force *f),
    void *arg) MUST_CHECK;

/* How many versions of all documents have which state on that day. */
enum { IN_FORCE_WORDS = 5 };
extern const char *const in_force_words[IN_FORCE_WORDS];
enum st in_force_count(
    struct ctx *c, struct day on, int64_t counts[static IN_FORCE_WORDS]) MUST_CHECK;

extern const struct module in_force_module;

#endif
