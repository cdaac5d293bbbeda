/* The engine over a plain collection of texts: no database, no site. For the commands index and
 * search, so that any judged collection measures the very ranking that the site uses.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_COLLECTION_H
#define SEARCH_COLLECTION_H

#include <stdio.h>
#include "lib/base/arena.h"
#include "lib/base/status.h"

struct collection_built {
    long long documents, text_bytes, index_bytes;
    long long lines, blank; /* read; of them only white space, left out */
};

/* Lines "id TAB title TAB text" of any length → an index in the folder dir, which is made, or
 * replaced when it holds an index of this kind; blank lines are left out. ST_INVALID with a message
 * that names the line: no three columns, no id or one with white space in it, an id twice; the old
 * index then stays. */
enum st collection_build(
    FILE *tsv, const char *dir, struct collection_built *out, struct err *e) MUST_CHECK;

struct collection;

/* ST_NOT_FOUND, ST_INVALID (torn, of another version, another kind of index) with a message. */
enum st collection_open(const char *dir, struct collection **out, struct err *e) MUST_CHECK;
void collection_close(struct collection **c);

struct collection_hit {
    const char *id; /* lives as long as the collection is open */
    double score;   /* falls strictly from hit to hit */
};
/* The best of them, at most limit; in the arena. */
size_t collection_ask(const struct collection *c, struct arena *a, const char *text, size_t limit,
    struct collection_hit **out);

#endif
