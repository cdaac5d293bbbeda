/* What is done with groups and public answers. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_ACTS_H
#define FEEDBACK_ACTS_H

#include "lib/web/web.h"
#include "common/record/column.h"
#include "request/feedback/files.h"
#include "request/feedback/store.h"
#include "request/foi/foi.h"

#define FEEDBACK "/work/feedback/"
#define FEEDBACK_LOG "/request/answered/" /* the public list */
#define FEEDBACK_COLUMN "hdjl/dfxd"       /* 依申请公开答复选登 */
enum { FEEDBACK_DAYS = 20 };              /* working days until somebody has looked at a proposal */

struct feedback_scanned {
    size_t cases, joined, groups; /* looked at, put into groups, new groups */
};
/* RULE K10: gathers what was answered since, opens tasks. Reads in one transaction, compares in
 * none, writes in short ones; all in that of the caller when one is open. */
enum st feedback_scan(struct ctx *c, struct feedback_scanned *out) MUST_CHECK;
/* Opens and closes the tasks of all groups as the setting says now. */
enum st feedback_renew(struct ctx *c) MUST_CHECK;
enum st feedback_scan_job(struct ctx *c);
/* Opens or closes the task of a group, as stage, applicants and setting say. */
enum st feedback_await(struct ctx *c, int64_t group_id) MUST_CHECK;

/* The group is a proposal: several asked, or somebody holds it worth publishing. */
bool feedback_proposed(const struct feedback_group *g, const struct feedback_setting *s);

/* RULE K10: a closed released case is marked, alone or with its group. */
enum st feedback_mark(
    struct ctx *c, const struct foi_case *k, const char *worth, int64_t *group_id) MUST_CHECK;
enum st feedback_add(struct ctx *c, int64_t group_id, const struct foi_case *k) MUST_CHECK;
enum st feedback_remove(struct ctx *c, int64_t group_id, const struct foi_case *k) MUST_CHECK;
/* Not now, with a reason; back again (also after the document was discarded or returned). */
enum st feedback_later(
    struct ctx *c, int64_t group_id, int64_t version, const char *reason) MUST_CHECK;
enum st feedback_undo(struct ctx *c, int64_t group_id, int64_t version) MUST_CHECK;

struct feedback_draft {       /* what is handed in for review */
    const char *title, *text; /* plain text, a paragraph a line */
    const char *column;
    struct day formed;
    int64_t version;
    const struct feedback_file *files; /* that go with it, checked */
    size_t n_files;
};
/* What was released, as the text of a document: name, list, part, place and way. */
enum st feedback_prefill(
    struct ctx *c, const struct foi_case *cases, size_t n, struct feedback_draft *out) MUST_CHECK;
/* The cases of a group. */
enum st feedback_cases(
    struct ctx *c, int64_t group_id, struct foi_case **list, size_t *n) MUST_CHECK;
/* RULE K10: a document for everybody; refused with every place where an applicant shows. */
enum st feedback_publish(struct ctx *c, const struct principal *who, int64_t group_id,
    const struct feedback_draft *d) MUST_CHECK;

/* The case can become a public question and answer: ended with a reply, no correction of records.
 */
bool feedback_can_tell(const struct foi_case *k);
/* Title, question and answer as a start: never from what the applicant wrote. */
enum st feedback_suggest(
    struct ctx *c, const struct foi_case *k, struct feedback_entry *out) MUST_CHECK;
/* Checks and hands in. note: what changed, when it was public before. */
enum st feedback_tell(struct ctx *c, const struct principal *who, const struct foi_case *k,
    struct feedback_entry *e, const char *note) MUST_CHECK;

/* Every finding of personal data of these cases in the text, as one sentence; "" none. */
enum st feedback_check(struct ctx *c, const struct foi_case *cases, size_t n, const char *place,
    const char *text, const char **found) MUST_CHECK;
/* Plain text as paragraphs of HTML. */
const char *feedback_html(struct arena *a, const char *text);

#endif
