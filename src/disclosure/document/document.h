/* Documents: from draft to review, publication, amendment and ending; importing.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdio.h>
#include "common/record/content.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct import_report {
    int64_t added, updated, unchanged, unusable;
};
/* Reads JSON lines (docs/import.md) from `in` (size_bytes for the progress bar, 0: unknown) and
 * publishes them, the search index included. Opens its own transactions. Tells `out`: progress (a
 * bar only on a terminal), each unusable line as 第 N 行：原因, each part that was left out as
 * 注意（第 N 行）：…, and at the end 新增 N，更新 N，未变 N，无法使用 N. Repeating it changes
 * nothing. The exit code of the command is 0 when anything was usable: added + updated + unchanged.
 */
enum st documents_import(struct ctx *c, FILE *in, int64_t size_bytes, FILE *out,
    struct import_report *report) MUST_CHECK;

/* Issues a text that the system makes of a decision taken elsewhere, in the name of whoever acts
 * and of the own unit: checked by the gate, numbered, published, in the caller's write transaction.
 * ST_INVALID with everything the gate found. */
enum st document_issue(struct ctx *c, const char *kind, const char *column_path,
    const struct content *content, int64_t *record_id) MUST_CHECK;

/* What another slice publishes through this one: written as a draft of the person's unit and handed
 * in for review at once. Others review and publish it, as every document. */
struct document_work {
    const char *kind;   /* of documents: "notice" */
    const char *column; /* path */
    const struct content *content;
    const char *note; /* what changed and why; needed when it was published before */
};
/* *record_id 0: a new record; else the one made earlier: its draft is replaced, what is published
 * is amended. ST_CONFLICT while it lies in review or waits for publication; ST_INVALID or
 * ST_CONFLICT with everything that stands in the way. who NULL: the system. */
enum st document_hand_in(struct ctx *c, const struct principal *who, const struct document_work *w,
    int64_t *record_id) MUST_CHECK;
/* One act of the document's own table, as somebody does it on its page ("approve", "publish"). */
enum st document_act(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *action, const char *note) MUST_CHECK;
/* The word for where it stands: 待审核, 已发布 … */
enum st document_stage(struct ctx *c, int64_t record_id, const char **word, bool *open) MUST_CHECK;

/* ---- for slices that work on documents together with something else (bundles) ---- */

struct document_stop { /* what must be mended before it can be submitted */
    const char *code, *place, *text, *remedy;
};
struct document_look {
    int64_t record_id, unit_id, first_published_at;
    const char *kind, *title, *issuer, *unit_name, *body_html;
    const char *path;                                    /* public, "" before */
    const char *place;                                   /* Chinese: 起草中, 待审核 … */
    bool writing, submitted, approved, published, ended; /* of the version being worked on */
    bool needs_interpretation;                           /* RULE P-NOMAT */
    struct day formed_on;
    int64_t edition;     /* the text in review or waiting for publication, 0: none */
    const char *secrecy; /* secrecy review of this text in words: 尚未审查, 可公开 … */
    bool secrecy_open;   /* it needs none, or may be published */
    const struct document_stop *stops;
    size_t n_stops;
};
/* As the workbench sees it now; texts live in c->mem. ST_NOT_FOUND. */
enum st document_look(struct ctx *c, int64_t record_id, struct document_look *out) MUST_CHECK;
/* A draft of the unit of c->unit, with its drafter noted. */
enum st document_start(struct ctx *c, const char *kind, int64_t column_id,
    const struct content *content, int64_t *record_id) MUST_CHECK;
/* One act of the document's own table ("submit", "withdraw", "approve", "send_back", "publish"),
 * done for a record of a bundle; checks all but the bundle. No task is left open: the bundle has
 * its own.
 */
enum st document_together(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *action, const char *note, const char *reasons) MUST_CHECK;
/* RULE S-REVIEW: the secrecy review of the text in work, done for a record of a bundle, or by who
 * publishes for another slice; does nothing when it needs none or may be published already.
 * conclusion "open", "cut", "closed"; basis may be "" for "open". */
enum st document_secrecy(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *conclusion, const char *basis) MUST_CHECK;
/* A box that must be ticked, for a form that approves: field secrecy, "open". */
void document_secrecy_tick(struct buf *out, struct req *r);
#define DOCUMENT_SECRECY_FIELDS                                                                    \
    {"secrecy", "保密审查", FIELD_TEXT, false, 0, 10},                                             \
    {                                                                                              \
        "secrecy_basis", "依据", FIELD_TEXT, false, 0, 500                                         \
    }
/* "R-BODY,D-BRK" → the Chinese sentences; false when one of them is no reason for a return. */
bool document_codes(struct arena *a, const char *list, const char **words);

extern const struct module import_module;   /* statements of the import */
extern const struct module document_module; /* workbench pages under /work/documents/ */

#endif
