/* What is done with packs. In the caller's write transaction: whole or not at all.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_ACTS_H
#define INTERPRET_ACTS_H

#include "disclosure/document/document.h"
#include "disclosure/interpret/store.h"

struct pack_part {
    struct document_look look;
    struct interpretation said; /* of an interpretation */
    bool main;
};
/* A pack with all that is known of it now. */
struct pack_view {
    struct pack p;
    struct pack_part *parts; /* the policy first */
    size_t n;
    struct pack_stops stops; /* what stands in the way, and hints */
    bool county;             /* in the name of the county government or its office */
};
/* The texts in review: "record:edition,record:edition". */
const char *pack_texts(struct arena *a, const struct pack_view *v);
/* Some text of it has no valid secrecy review yet. */
bool pack_secrecy_waits(const struct pack_view *v);
enum st pack_load(struct ctx *c, int64_t id, struct pack_view *out) MUST_CHECK;
/* ST_DENIED for another unit's pack. */
enum st pack_may_see(struct ctx *c, const struct pack *p, const struct principal *who) MUST_CHECK;

/* A pack around a policy that is being drafted, or is public and still lacks its interpretation. */
enum st pack_start(
    struct ctx *c, int64_t record_id, const struct principal *who, int64_t *id) MUST_CHECK;
enum st pack_plan(struct ctx *c, struct pack *p, const struct plan *plan) MUST_CHECK;
/* A new draft that interprets the policy; links are made at once. */
enum st pack_material(struct ctx *c, const struct pack *p, const struct interpretation *said,
    int64_t *record_id) MUST_CHECK;
enum st pack_said(struct ctx *c, const struct pack *p, int64_t record_id,
    const struct interpretation *said) MUST_CHECK;
/* The draft leaves the pack and stands alone. */
enum st pack_remove(struct ctx *c, const struct pack *p, int64_t record_id) MUST_CHECK;

struct pack_do {
    const char *action, *note, *codes;
    int64_t version;             /* as the person saw it */
    const char *seen;            /* pack_texts as the person saw them; NULL: not asked */
    const char *secrecy, *basis; /* secrecy review of all texts, with the approval; NULL: none */
};
/* One move of the table, done to all records. Every reason at once when it cannot be done. */
enum st pack_run(
    struct ctx *c, int64_t id, const struct principal *who, const struct pack_do *in) MUST_CHECK;

#define INTERPRET_COLUMN "zwgk/fdnr/zcjd"

extern const char *const said_kinds[], *const said_forms[];
enum { SAID_KINDS = 4, SAID_FORMS = 7 };

#endif
