/* Letters that were prepared before their act: the facts of the act, and the words of staff. Each
 * state of such a draft is an event "prepare" of the case. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_PREPARED_H
#define FOI_PREPARED_H

#include "request/foi/foi.h"
#include "request/papers/papers.h"

enum { FOI_TOLD_MOST = 60 };

struct foi_words {    /* of one letter */
    const char *text; /* its body, "" when nobody edited it */
    const char *hash; /* of the template it was edited from */
    struct paper_told *told;
    size_t n_told;
};

/* The draft that stands for an act: the latest since the last act of this kind that was not set
 * aside; NULL when there is none. */
const struct foi_event *foi_prepared(const struct foi_event *list, size_t n, const char *action);
/* The act as it was prepared: its facts and its day. */
enum st foi_prepared_do(struct ctx *c, const struct foi_event *ev, struct foi_do *out) MUST_CHECK;
/* Its facts by name. */
enum st foi_prepared_values(struct ctx *c, const struct foi_event *ev, struct map **out) MUST_CHECK;
/* Somebody edited the words of a letter in it. */
bool foi_has_words(const struct foi_event *ev);
/* The words of a letter, by its key. */
enum st foi_words_get(
    struct ctx *c, const struct foi_event *ev, const char *key, struct foi_words *out) MUST_CHECK;
/* The fact "words" of the next event: those of ev (or none: NULL) with this letter's words in place
 * of its older ones; without them when w is NULL. */
enum st foi_words_with(struct ctx *c, const struct foi_event *ev, const char *key,
    const struct foi_words *w, const char **out) MUST_CHECK;
/* The fact "facts" of the next event. */
const char *foi_prepared_facts(struct ctx *c, const struct foi_arg *args, size_t n);

#endif
