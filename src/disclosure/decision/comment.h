/* Comments of the public on a draft: taken without sign-in, sealed, answered, then shown. Inside
 * the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_COMMENT_H
#define DECISION_COMMENT_H

#include "disclosure/decision/store.h"

#define RESULT_ADOPTED "adopted"
#define RESULT_PARTLY "partly"
#define RESULT_REJECTED "rejected"
#define RESULT_WITHHELD "withheld" /* not a comment on the draft: not shown, counted */
enum { COMMENT_MAX_CHARS = 2000, COMMENT_NAME_CHARS = 40, COMMENT_REASON_CHARS = 1000 };

struct comment_result {
    const char *key, *label;
    bool reason; /* must say why */
};
extern const struct comment_result comment_results[];
extern const size_t n_comment_results;
const struct comment_result *comment_result(const char *key); /* NULL when there is none */

struct comment {
    int64_t id, at, times;   /* times: how often the same words were sent */
    const char *name, *text; /* as sent; "" in public lists */
    const char *result, *reason, *public_text;
    int64_t answered_at;
    const char *answered_by;
};
struct comment_tally {
    int64_t sent, waiting, adopted, partly, rejected, withheld;
};

/* Whether the public may comment on this day. */
bool comment_open(const struct decision_thread *t, struct day today);
/* Keeps it. ST_CONFLICT when the consultation is not open, ST_INVALID when it is empty. The same
 * words again are counted, not kept twice. */
enum st comment_add(
    struct ctx *c, const struct decision_thread *t, const char *name, const char *text) MUST_CHECK;
/* public_only: answered and shown ones, without what was sealed. Oldest first. */
enum st comment_list(struct ctx *c, int64_t decision_id, bool public_only, struct comment **list,
    size_t *n) MUST_CHECK;
enum st comment_count(struct ctx *c, int64_t decision_id, struct comment_tally *out) MUST_CHECK;

struct comment_answer {
    int64_t id;
    const char *result, *reason, *public_text;
};
/* RULE M-ANSWER: what is wrong with an answer; "" when nothing. *code and *field are set with it.
 */
const char *comment_answer_wrong(
    struct arena *a, const struct comment_answer *k, const char **code, const char **field);
/* Writes checked answers. */
enum st comment_answer(
    struct ctx *c, int64_t decision_id, const struct comment_answer *list, size_t n) MUST_CHECK;

enum { COMMENT_STMTS = 4 };
extern const struct stmt *const comment_stmts[COMMENT_STMTS];

#endif
