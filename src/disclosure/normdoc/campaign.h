/* Clean-up campaigns (清理): a list, a proposal per document, one decision that changes everything
 * at once.
 *
 * publishing §6.4. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_CAMPAIGN_H
#define NORMDOC_CAMPAIGN_H

#include "disclosure/normdoc/acts.h"
#include "lib/base/buf.h"

#define CAMPAIGN_OPEN "open"
#define CAMPAIGN_DECIDED "decided"
#define CAMPAIGN_CANCELLED "cancelled"

/* RULE N-CLEAN: the four results. */
struct norm_result {
    const char *key, *word; /* "repeal", 废止 */
    const char *heading;    /* of its list in the decision */
    bool needs_reason;
    const char *ending; /* END_…, "" when the text goes on */
};
enum { NORM_RESULTS = 4 };
extern const struct norm_result norm_results[NORM_RESULTS];
const struct norm_result *norm_result_find(const char *key); /* NULL when there is none */
const char *campaign_stage_word(const char *stage);

struct campaign {
    int64_t id, version, created_at;
    const char *title, *scope, *stage;
    struct day due, decided_on;
    const char *decision_title, *decision_no, *decision_path;
    int64_t decision_record;
    int64_t n_docs, n_proposed, n_units;
};

struct campaign_doc {
    int64_t record_id, unit_id;
    const char *proposal, *reason;
    const char *title, *doc_no, *path, *issuer, *unit_name, *person, *validity, *ended;
    struct day formed_on;
};

struct campaign_filter {    /* which documents */
    int64_t unit_id;        /* 0: all */
    int year_from, year_to; /* of formation, 0: open */
    const char *text;       /* part of title or number */
};

enum st campaign_list(struct ctx *c, struct campaign **list, size_t *n) MUST_CHECK;
enum st campaign_get(struct ctx *c, int64_t id, struct campaign *out) MUST_CHECK;
/* By unit and day of formation; unit 0: all. */
enum st campaign_docs(
    struct ctx *c, int64_t id, int64_t unit_id, struct campaign_doc **list, size_t *n) MUST_CHECK;

/* Takes every document that fits and is in force and not in another open campaign; a task for each
 * unit. ST_INVALID when none fits. */
enum st campaign_create(struct ctx *c, const char *title, const struct campaign_filter *f,
    struct day due, int64_t *id) MUST_CHECK;
/* One unit's word on one document; "" takes it back. unit 0: for any unit. */
enum st campaign_propose(struct ctx *c, const struct campaign *k, int64_t record_id,
    int64_t unit_id, const char *proposal, const char *reason) MUST_CHECK;
enum st campaign_remove(struct ctx *c, const struct campaign *k, int64_t record_id) MUST_CHECK;
/* After the proposals of one request: tasks of the units that are done close. */
enum st campaign_settle(struct ctx *c, const struct campaign *k) MUST_CHECK;
enum st campaign_cancel(struct ctx *c, const struct campaign *k) MUST_CHECK;

struct campaign_decision {
    const char *title, *number, *issuer;
    struct day on;
    int64_t version; /* of the campaign, as the person saw it */
};
struct campaign_reasons {
    struct norm_reason list[NORM_REASONS];
    size_t n;
};
/* What stands in the way, all at once. Pure. */
void campaign_check(struct arena *a, const struct campaign *k, const struct campaign_doc *docs,
    size_t n, const struct campaign_decision *d, struct day today, struct campaign_reasons *out);
/* Publishes the decision with its four lists and changes every document, in the caller's one
 * transaction. ST_INVALID with the reasons, ST_CONFLICT when somebody acted meanwhile. */
enum st campaign_approve(struct ctx *c, const struct campaign *k, const struct campaign_decision *d,
    struct campaign_reasons *why) MUST_CHECK;
/* The text of the decision. */
void campaign_text(struct buf *out, const struct campaign *k, const struct campaign_doc *docs,
    size_t n, const struct campaign_decision *d);

enum { CAMPAIGN_STMTS = 14 };
extern const struct stmt *const campaign_stmts[CAMPAIGN_STMTS];

#endif
