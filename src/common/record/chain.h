/* The chain of a text: what it ended or changed, what ended or changed it, and so on to any depth.
 *
 * Worked out from the links; nothing of it is stored.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_CHAIN_H
#define RECORD_CHAIN_H

#include "lib/web/web.h"

enum { CHAIN_SHOWN = 12 }; /* texts shown at most: the nearest ones, newest first */

struct chain_text {
    int64_t record_id;
    const char *title, *path, *doc_no, *state; /* state: validity or how it ended, "" */
    struct day on;                             /* made, else published */
    int steps;                                 /* from the text asked for, 0: itself */
};
struct chain_step { /* `by` ended or changed `of` */
    int64_t by, of;
    const char *word; /* 废止, 宣布失效, 修改, 替代 */
};
struct chain {
    struct chain_text *texts; /* oldest first; none when nothing was ended or changed */
    size_t n;
    struct chain_step *steps; /* between texts of the list */
    size_t n_steps;
    size_t left_out;     /* further texts of the chain */
    const int64_t *seen; /* every record it depends on, public or not */
    size_t n_seen;
};

/* Of public texts only, never through one that is not public. Circles, which an import may bring,
 * end where they began. Valid as long as the arena. */
enum st chain_read(struct ctx *c, int64_t record_id, struct chain *out) MUST_CHECK;
/* NULL when it is not in the list. */
const struct chain_text *chain_find(const struct chain *k, int64_t record_id);
/* Whether links of this kind make a chain. */
bool chain_kind(const char *kind);

extern const struct stmt chain_stmt;

#endif
