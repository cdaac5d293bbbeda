/* The county's own words: names of its units (full, short, other, old), of its columns and of its
 * places, out of the database; and a segmenter that keeps them whole.
 *
 * One list for all who read Chinese: the search, key words, proofreading. It is immutable; when a
 * name comes or goes a new one takes its place, and who holds the old one goes on with it. The
 * index does not depend on it: its terms are characters and their pairs (common/search/terms.h), so
 * that what was indexed before a word came is found afterwards too.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_COUNTY_WORDS_H
#define RECORD_COUNTY_WORDS_H

#include "lib/db/ctx.h"
#include "lib/text/segment.h"
#include "lib/web/web.h"

struct county_words {
    const char *const *names; /* each once, in the order of their bytes */
    size_t n;
    uint64_t stamp; /* differs when a name came or went */
    const struct segmenter *segmenter;
};

/* As the database has them now, in a transaction; to be dropped with county_words_drop. */
enum st county_words_hold(struct ctx *c, const struct county_words **out) MUST_CHECK;
void county_words_drop(const struct county_words *w);
/* Forgets what the process keeps of this database; before db_close. */
void county_words_close(struct db *db);

extern const struct module county_words_module;

#endif
