/* Rows of petition items and of the steps of their sheets. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_STORE_H
#define PETITION_STORE_H

#include "lib/db/ctx.h"
#include "request/petition/flow.h"

enum { PETITION_SPEAK_MOST = 5 }; /* RULE P2 */

struct petition_person { /* sealed */
    const char *name, *phone, *address;
    const char *passage;    /* what concerns the disclosure of information; RULE P3: nothing else */
    int visitors, speakers; /* who came together, and who speaks for them; 0: not a visit */
};

struct petition_item {
    int64_t id;
    const char *number; /* of the petition office */
    struct day p0;      /* registered */
    const char *subject;
    const char *suspicion; /* why it may be a request */
    enum petition_stage stage;
    const char *verdict; /* settled or proposed: A … D, "" */
    int64_t request_id;  /* the request made of it, or the one it came from */
    bool reverse;        /* came from a request (RULE P6) */
    int64_t version, created_at;
    struct day step_day; /* of the last step */
    struct petition_person who;
};

struct petition_step {
    int64_t at;
    struct day day;
    const char *action, *verdict, *text, *person, *unit;
    int64_t person_id;
};

enum st petition_add(struct ctx *c, const struct petition_item *p, int64_t *id) MUST_CHECK;
enum st petition_get(struct ctx *c, int64_t id, struct petition_item *out) MUST_CHECK;
/* Without the sealed part; open ones first, oldest first. */
enum st petition_list(struct ctx *c, struct petition_item **list, size_t *n) MUST_CHECK;
enum st petition_steps(
    struct ctx *c, int64_t id, struct petition_step **list, size_t *n) MUST_CHECK;
/* ST_CONFLICT when version is not the stored one. */
enum st petition_put(struct ctx *c, const struct petition_item *p) MUST_CHECK;
enum st petition_step_add(struct ctx *c, int64_t id, const struct petition_step *s) MUST_CHECK;

#define PETITION_STMTS 6
extern const struct stmt *const petition_stmts[PETITION_STMTS];
#define PETITION_MIGRATIONS 1
extern const struct migration petition_migrations[PETITION_MIGRATIONS];

#endif
