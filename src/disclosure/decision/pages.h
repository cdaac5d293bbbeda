/* Pages of major decisions in the workbench and on the public site. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_PAGES_H
#define DECISION_PAGES_H

#include <string.h>

#include "disclosure/decision/acts.h"
#include "disclosure/decision/decision.h"
#include "lib/base/ics.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"

#define DECISIONS "/work/decisions/"

/* "/work/decisions/12/" + rest, "/decisions/12" + rest */
const char *decision_href(struct req *r, int64_t id, const char *rest);
const char *decision_public_href(struct req *r, int64_t id, const char *rest);
enum ui_mood decision_mood(enum decision_stage stage);
enum ui_light decision_light(struct day due, struct day today);
/* Whether this request was sent to that act, which was refused. */
bool decision_tried(const struct req *r, const char *act);

struct decision_choices {
    struct ui_option *years, *units, *stages;
    size_t n_years, n_units, n_stages;
};
enum st decision_read_choices(
    struct req *r, bool public_only, struct decision_choices *out) MUST_CHECK;
/* year, unit, stage, text of the query string. */
struct decision_filter decision_read_filter(struct req *r, bool public_only);
void decision_filter_form(struct buf *out, struct req *r, const struct decision_choices *k);

/* ---- the workbench: lists ---- */

struct decision_row {
    const struct decision_thread *t;
    struct day due;
    struct decision_finding findings[DECISION_FINDINGS];
    size_t n_findings;
};
struct decision_list_page {
    struct decision_row *rows;
    size_t n;
    int64_t total;
    struct decision_choices choices;
    struct decision_stray *strays; /* of the page of findings */
    size_t n_strays;
    struct day today;
};
enum decision_tab { DECISION_TAB_LIST, DECISION_TAB_FINDINGS, DECISION_TAB_SETTINGS };
void decision_tabs(struct buf *out, struct req *r, enum decision_tab current);
void decision_list_html(struct buf *out, struct req *r, const struct decision_list_page *p);
void decision_findings_html(struct buf *out, struct req *r, const struct decision_list_page *p);
void decision_new_html(struct buf *out, struct req *r);
void decision_settings_html(struct buf *out, struct req *r, const struct decision_settings *s);
enum st decision_show_list(struct req *r);
enum st decision_show_findings(struct req *r);
enum st decision_show_new(struct req *r);
enum st decision_do_new(struct req *r);
enum st decision_show_settings(struct req *r);
enum st decision_do_settings(struct req *r);
extern const struct form decision_form_new, decision_form_settings;

/* ---- the workbench: one thread ---- */

struct decision_item_page {
    struct decision_thread t;
    const struct decision_move *steps[10], *amends[DECISION_SLOTS]; /* what this person may do */
    size_t n_steps, n_amends;
    bool may_release, may_answer, own; /* own: entered one of those that wait */
    int64_t last_waiting;              /* newest entry that waits */
    struct comment_tally comments;
    struct day due, today;
    struct decision_finding findings[DECISION_FINDINGS];
    size_t n_findings;
};
void decision_item_html(struct buf *out, struct req *r, const struct decision_item_page *p);
enum st decision_show_item(struct req *r);
enum st decision_do_step(struct req *r);
enum st decision_do_release(struct req *r);
enum st decision_do_return(struct req *r);
extern const struct form decision_form_step, decision_form_release, decision_form_return;
/* Files belong to the slots that tell the public how the decision was made. */
bool decision_takes_files(const struct decision_move *m);
/* What the step puts right; NULL when it adds something. */
const struct decision_entry *decision_kept(
    const struct decision_thread *t, const struct decision_move *m);
/* Files of the form of that step: those kept, then the uploads, typed by their content. */
enum st decision_read_files(struct req *r, const struct decision_thread *t,
    const struct decision_move *m, struct decision_do *d) MUST_CHECK;
/* The thread of :id when this person may see it. */
enum st decision_page_thread(struct req *r, struct decision_thread *out) MUST_CHECK;

struct decision_comments_page {
    struct decision d;
    struct comment *list;
    size_t n;
    struct comment_tally tally;
    bool may_answer;
};
void decision_comments_html(struct buf *out, struct req *r, const struct decision_comments_page *p);
enum st decision_show_comments(struct req *r);
enum st decision_do_comments(struct req *r);
extern const struct form decision_form_comments;

/* ---- the public site ---- */

struct decision_public_list {
    struct decision_thread *list;
    size_t n;
    int64_t total;
    struct decision_choices choices;
    int year; /* of the yearly catalogue */
};
struct decision_public_page {
    struct decision_thread t;
    struct comment *comments; /* answered and shown */
    size_t n_comments;
    int64_t updated_at; /* of the last release or answer */
    struct comment_tally tally;
    bool open; /* for comments, today */
    bool sent; /* this visitor has just sent one */
};
/* On the page of a document. */
void decision_section_html(struct buf *out, struct req *r, const struct decision_ref *d);
enum st decision_start(struct app *app, struct ctx *c);
void decision_public_list_html(
    struct buf *out, struct req *r, const struct decision_public_list *p);
void decision_catalogue_html(struct buf *out, struct req *r, const struct decision_public_list *p);
void decision_public_html(struct buf *out, struct req *r, const struct decision_public_page *p);
void decision_comment_html(struct buf *out, struct req *r, const struct decision_public_page *p);
enum st decision_public_list_show(struct req *r);
enum st decision_catalogue_show(struct req *r);
enum st decision_public_json(struct req *r);
/* All threads of the query, for data and feed; tagged with what they change with. */
enum st decision_public_read(
    struct req *r, struct decision_thread **list, size_t *n, int64_t *total) MUST_CHECK;
extern const struct data_set decision_sets[2];
enum st decision_data_json(struct req *r);
enum st decision_data_csv(struct req *r);
enum st decision_entries_json(struct req *r);
enum st decision_entries_csv(struct req *r);
enum st decision_public_feed(struct req *r);
enum st decision_public_show(struct req *r);
enum st decision_dates_show(struct req *r);
/* The public days of the thread, in the order of its slots. */
enum { DECISION_DATES = 9 };
size_t decision_dates(
    struct arena *a, const struct decision_thread *t, struct ics_event list[static DECISION_DATES]);
enum st decision_comment_show(struct req *r);
enum st decision_comment_send(struct req *r);
extern const struct form decision_form_comment;

#endif
