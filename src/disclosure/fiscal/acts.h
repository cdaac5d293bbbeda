/* What people do to books of fiscal tables. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_ACTS_H
#define FISCAL_ACTS_H

#include "common/org/org.h"
#include "disclosure/fiscal/check.h"
#include "disclosure/fiscal/store.h"

/* Days from the approval by the finance bureau to publication. RULE 5.1-20 */
enum { FISCAL_PUBLISH_DAYS = 20 };

/* Who acts, and what for. */
struct fiscal_see {
    int64_t unit;
    bool all;    /* sees every unit */
    bool enter;  /* writes for the own unit */
    bool review; /* reviews for the own unit */
    bool county; /* the finance bureau: reviews for all units when the setting says so */
};

/* ST_NOT_FOUND for books of other units. */
enum st fiscal_get(
    struct ctx *c, const struct fiscal_see *see, int64_t id, struct fiscal_entry *out) MUST_CHECK;
/* The open version, or the public one when none is open. */
enum st fiscal_book_of(
    struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *out) MUST_CHECK;
/* The public versions of the books whose figures this one repeats. */
enum st fiscal_past_get(struct ctx *c, const struct fiscal_entry *e,
    struct fiscal_past past[static FISCAL_SOURCES]) MUST_CHECK;
/* Every check, with what is stored beside it. */
enum st fiscal_judge(struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *book,
    struct fiscal_hits *out) MUST_CHECK;
/* Numbers of the basis cells as the document base knows them today. */
enum st fiscal_basis_of(struct ctx *c, const struct fiscal_book *book, struct fiscal_basis **list,
    size_t *n) MUST_CHECK;

/* Starts a book; figures that are public already are filled in. Catalogues are the finance
 * bureau's. */
enum st fiscal_open(struct ctx *c, const struct fiscal_see *see, int year,
    const struct fiscal_kind *kind, int64_t *id) MUST_CHECK;
/* Writes the draft. ST_CONFLICT when version is not the stored one. told: journal and step too, not
 * for what saves itself. */
enum st fiscal_save(struct ctx *c, struct fiscal_entry *e, int64_t version,
    const struct fiscal_book *book, const char *action, bool told) MUST_CHECK;
/* This person may do this now; ST_DENIED or ST_CONFLICT with the reason. */
enum st fiscal_can(struct ctx *c, const struct fiscal_see *see, const struct fiscal_entry *e,
    const struct fiscal_move *m) MUST_CHECK;
struct fiscal_do {
    const char *action;
    int64_t version;          /* 0: whatever it is */
    const char *note, *codes; /* codes: "R-FIGURE,R-REASON" */
};
/* Takes one move. ST_INVALID with every error counted when the gate refuses. In a write
 * transaction. */
enum st fiscal_act(
    struct ctx *c, const struct fiscal_see *see, int64_t id, const struct fiscal_do *d) MUST_CHECK;
/* The finance bureau approved the books of this kind on that day: books are begun where there are
 * none, and the clock runs. unit 0: every unit that has to publish. */
enum st fiscal_approve_day(struct ctx *c, const struct fiscal_see *see, int year,
    const struct fiscal_kind *kind, int64_t unit, struct day on, int *count) MUST_CHECK;
/* Last day of publication; none without an approval. RULE 5.1-20 */
struct day fiscal_due(const struct fiscal_entry *e);
/* The finance bureau: the unit of whoever has its role; 0 when nobody has. */
enum st fiscal_finance_unit(struct ctx *c, int64_t *unit) MUST_CHECK;
/* Units that publish books of their own. */
enum st fiscal_units(struct ctx *c, struct unit **list, size_t *n) MUST_CHECK;

/* Title and text of the public record. */
const char *fiscal_title(struct arena *a, const struct fiscal_entry *e);
/* Whose figures they are: the unit's, or those of the county, 师宗县. */
const char *fiscal_owner(struct arena *a, const struct fiscal_entry *e);
#define FISCAL_GOVERNMENT "government" /* stands for a unit in public addresses */
void fiscal_body(
    struct buf *out, struct arena *a, struct fiscal_book *b, const struct fiscal_entry *e);
/* The plan's four content items (§5.3), one text each. */
void fiscal_four(struct arena *a, struct fiscal_book *b, const char *out[4]);
const char *fiscal_public_path(struct arena *a, const struct fiscal_entry *e);

#endif
