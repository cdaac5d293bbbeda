/* What people do with documents: each act checked by the transition table, then carried out with
 * status, journal, tasks and editions. Runs in the caller's write transaction.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_ACTS_H
#define DOCUMENT_ACTS_H

#include "disclosure/document/desk.h"

struct act_input {
    const char *note;            /* opinion, or what changed and why */
    const char *codes;           /* send_back: "R-BODY,D-BRK" */
    int64_t at;                  /* schedule */
    int64_t edition;             /* restore */
    const struct ending *ending; /* end */
    const char *secrecy; /* secrecy, approve: "open", "cut", "closed"; NULL or "": not concluded */
    const char *basis;   /* of that conclusion */
    int64_t seen;        /* approve, secrecy: edition that was read; 0: not asked */
    bool together;       /* done for the whole bundle the record is in */
    bool maker;          /* done by the part of the workbench that makes its text */
};

/* ST_CONFLICT when the table does not allow it, with every reason in the message; ST_DENIED for
 * permission and unit. who NULL: the system. Reloads nothing: d is stale afterwards. */
enum st act_check(struct ctx *c, const struct doc *d, const struct principal *who,
    const struct move *m) MUST_CHECK;
/* The table alone, for the part of the workbench that makes the text. */
enum st act_check_flow(struct ctx *c, const struct doc *d, const struct principal *who,
    const struct move *m) MUST_CHECK;
enum st act_run(struct ctx *c, int64_t record_id, const struct principal *who, const char *action,
    const struct act_input *in) MUST_CHECK;

/* Single effects, unchecked, for what issues a document at once: freezing and submitting, giving
 * the index number, publishing the version in work. */
enum st act_submit(struct ctx *c, struct doc *d) MUST_CHECK;
enum st act_number(struct ctx *c, struct doc *d) MUST_CHECK;
enum st act_publish(struct ctx *c, struct doc *d) MUST_CHECK;

/* A new record with this draft. */
enum st act_create(struct ctx *c, const char *kind, int64_t column_id,
    const struct content *content, int64_t *id) MUST_CHECK;
/* The same for a document that the register has as entry `entry_id` already; 0: it has none. */
enum st act_create_for(struct ctx *c, const char *kind, int64_t column_id,
    const struct content *content, int64_t entry_id, int64_t *id) MUST_CHECK;
/* Cleans the text and fills an empty summary: done by every save, whoever sent it. */
enum st act_tidy(struct ctx *c, struct content *content) MUST_CHECK;
/* Saves the draft (version guard) after cleaning; d->version as read. journalled: written to the
 * journal too (autosaves are not). */
enum st act_save(struct ctx *c, struct draft *d, bool journalled) MUST_CHECK;

/* Publishes what is due. The job's function. */
enum st act_publish_due(struct ctx *c);

/* Working days until somebody must have acted: settings of the county, not law. */
#define REVIEW_DAYS 3
#define RETURN_DAYS 5
#define PUBLISH_DAYS 2
#endif
