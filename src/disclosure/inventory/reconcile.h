/* Reconciling an imported register with what is online and in ours. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_RECONCILE_H
#define INVENTORY_RECONCILE_H

#include "disclosure/inventory/store.h"
#include "lib/paper/xlsx_read.h"

/* One line of the imported register, or one file of the folder. */
struct claim {
    const char *place; /* 工作表“台账”第 3 行, or the file's name */
    const char *doc_no, *title, *issuer, *open_mode, *index_no;
    struct day formed_on;
    const char *unread;     /* why it could not be read, "" when it was */
    const char *hints;      /* what was odd about it, "；" between; "" */
    const char *open_limit; /* 公开时限 */
};
struct claims {
    struct claim *list;
    size_t n, cap;
    struct arena *mem;
};
void claims_init(struct claims *c, struct arena *a);
/* Fields that are NULL become "". */
void claims_add(struct claims *c, const struct claim *k);

/* Rows of every visible sheet. The header is the first row with a cell that means the title or the
 * number and another known cell; rows above it are headings, merged cells count for each row.
 * ST_INVALID when no sheet has one. Pure. */
enum st claims_of_sheets(struct claims *out, const struct xlsx *x, struct err *e) MUST_CHECK;
/* What the text of a document says of itself: number and title near its head, date and issuer near
 * its end. Pure. */
void claim_of_text(struct arena *a, const char *text, struct claim *out);
/* A folder: .docx and .pdf in a ZIP. Each file that cannot be read is a claim with the reason.
 * ST_INVALID, ST_TOO_BIG: no ZIP, or over a bound. */
enum st claims_of_zip(
    struct claims *out, const char *path, const char *dir, struct err *e) MUST_CHECK;

void claims_write(struct buf *out, const struct claims *c);
enum st claims_read(
    struct arena *a, const char *json, struct claims *out, struct err *e) MUST_CHECK;

enum verdict { V_BOTH, V_OFFLINE, V_ONLINE_ONLY, V_DIFFERS, V_UNREAD, VERDICTS };
extern const char *const verdict_words[VERDICTS];
struct match {
    enum verdict verdict;
    const struct claim *claim; /* NULL: only online */
    const struct entry *entry; /* of ours; NULL: none */
    const char *why;           /* what differs or could not be read */
    bool fresh;                /* not in our register: would be added */
};
/* Every claim and every online document of the years the claims cover. Pure.
 * RULE M-MATCH: by number; without one by title. Differs: other title or date, one number for two
 * titles, a number written wrong, publication before formation. */
size_t reconcile(struct arena *a, const struct claims *c, const struct entry *ours, size_t n,
    struct match **out);

/* RULE M-MATCH: the claim is another unit's: its document is online there, or it was issued by
 * that unit. It is not added to the register of the unit that claims it. */
void match_elsewhere(
    struct arena *a, struct match *m, const struct entry *online, const char *issuer);

struct run {
    int64_t id, unit_id, at, confirmed_at, n_rows, n_added;
    const char *name, *person, *unit_name, *body;
};
enum st run_add(struct ctx *c, struct run *run) MUST_CHECK;
enum st run_get(struct ctx *c, int64_t id, struct run *out) MUST_CHECK;
enum st run_list(struct ctx *c, int64_t unit_id, struct run **list, size_t *n) MUST_CHECK;
enum st run_confirmed(struct ctx *c, int64_t id, int64_t added) MUST_CHECK;
/* The matches of a run as things stand now. */
enum st run_match(struct ctx *c, const struct run *run, struct match **list, size_t *n) MUST_CHECK;
/* Adds what our register lacks. Repeating it adds nothing. */
enum st run_confirm(struct ctx *c, const struct run *run, int64_t *added) MUST_CHECK;

#endif
