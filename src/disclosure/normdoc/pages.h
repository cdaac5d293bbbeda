/* Pages of normative documents in the workbench and on the public site. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_PAGES_H
#define NORMDOC_PAGES_H

#include <string.h>

#include "common/record/in_force.h"
#include "disclosure/normdoc/acts.h"
#include "disclosure/normdoc/base.h"
#include "disclosure/normdoc/campaign_store.h"
#include "disclosure/normdoc/cites.h"
#include "disclosure/normdoc/watch.h"
#include "lib/ui/ui.h"

#define NORMDOCS "/work/normdocs/"

const char *norm_href(struct req *r, int64_t id, const char *rest);
enum ui_mood norm_mood(const struct norm *m);
const char *norm_word(const struct norm *m); /* stage, or how it ended */
/* "还有 12 天", "已过 3 天"; "" without a day */
const char *norm_days_words(struct arena *a, struct day last, struct day today);
enum ui_light norm_light(struct day last, struct day today);
/* 单位 … as choices of a form. */
enum st norm_unit_options(struct req *r, struct ui_option **list, size_t *n) MUST_CHECK;
/* The tabs above the pages: which one is current. */
enum norm_page {
    NORM_PAGE_LIST,
    NORM_PAGE_ENDING,
    NORM_PAGE_CAMPAIGNS,
    NORM_PAGE_FINDINGS,
    NORM_PAGE_CITES,
    NORM_PAGE_SETTINGS
};
void norm_tabs_row(struct buf *out, struct req *r, enum norm_page current);

/* ---- list ---- */

enum { NORM_UNREGISTERED_MOST = 200 }; /* shown */
struct norm_list_page {
    struct norm *rows, *unregistered;
    size_t n, n_unregistered;
    int64_t total, counts[NORM_TABS];
    size_t tab;
    bool all_units;
    struct day today;
};
/* What the text says for a field of the step that registers its period; "" when nothing. */
const char *norm_text_says(struct arena *a, const struct norm *m, const char *name);
void normdoc_list_page(struct buf *out, struct req *r, const struct norm_list_page *p);
void normdoc_ending_page(struct buf *out, struct req *r, const struct norm_list_page *p);
void normdoc_new_page(struct buf *out, struct req *r);
enum st norm_show_list(struct req *r);
enum st norm_show_ending(struct req *r);
enum st norm_show_new(struct req *r);
enum st norm_do_new(struct req *r);
extern const struct form norm_form_new;

/* ---- one document ---- */

struct norm_item_page {
    struct norm m;
    struct norm_values kept;
    struct norm_step *steps;
    size_t n_steps;
    const struct norm_move *moves[8]; /* what this person may do now */
    size_t n_moves;
    struct day due, today;
    struct ui_option *records, *people; /* texts with the number; people of the unit */
    size_t n_records, n_people;
    bool may_own;
};
void normdoc_item_page(struct buf *out, struct req *r, const struct norm_item_page *p);
enum st norm_show_item(struct req *r);
enum st norm_do_step(struct req *r);
enum st norm_do_owner(struct req *r);
extern const struct form norm_form_step, norm_form_owner;

/* ---- clean-up ---- */

#define CAMPAIGNS NORMDOCS "campaigns/"

struct campaign_page {
    struct campaign k;
    struct campaign_doc *docs; /* of this unit, or all */
    size_t n;
    struct campaign_unit *units;
    size_t n_units;
    int64_t counts[NORM_RESULTS]; /* over all documents */
    bool may_propose, manages;
    struct day today;
    int64_t gone; /* documents that ended meanwhile */
};
/* Whether this request was sent to that act, which was refused. */
bool tried(const struct req *r, const char *act);
const char *campaign_href(struct req *r, int64_t id, const char *rest);
void campaign_list_page(struct buf *out, struct req *r, const struct campaign *list, size_t n);
void campaign_new_page(
    struct buf *out, struct req *r, const struct ui_option *units, size_t n_units);
void campaign_show_page(struct buf *out, struct req *r, const struct campaign_page *p);
enum st campaign_show_list(struct req *r);
enum st campaign_show_new(struct req *r);
enum st campaign_do_new(struct req *r);
enum st campaign_show(struct req *r);
enum st campaign_do_propose(struct req *r);
enum st campaign_do_remove(struct req *r);
enum st campaign_do_cancel(struct req *r);
enum st campaign_do_approve(struct req *r);
extern const struct form campaign_form_new, campaign_form_propose, campaign_form_remove,
    campaign_form_approve;

/* ---- findings and citations ---- */

struct cites_page {
    struct norm_cite *list;
    size_t n;
    int64_t total;
    bool dismissed, may[64]; /* may: dismiss this row */
};
enum { FINDINGS_PAGE = 50, ON_PAGE = 100 }; /* rows of a page */
void normdoc_findings_page(struct buf *out, struct req *r, const struct norm_findings *p);
void normdoc_cites_page(struct buf *out, struct req *r, const struct cites_page *p);
enum st norm_show_findings(struct req *r);
enum st norm_show_cites(struct req *r);
enum st norm_do_dismiss(struct req *r);
extern const struct form norm_form_dismiss;

/* ---- the public site ---- */

#define PUBLIC "/normdocs/"

struct base_page {
    struct norm_entry *list;
    size_t n;
    int64_t total;
    struct ui_option *years, *issuers, *subjects, *states;
    size_t n_years, n_issuers, n_subjects, n_states;
};
struct years_page {
    struct norm_year *years;
    size_t n_years;
    int year; /* 0: the table of years */
    struct norm_entry *list;
    size_t n;
    int64_t missing;
};
struct on_page { /* in force on a day */
    struct day on;
    const char *number, *scope;
    struct in_force *list; /* of the page, by record and edition */
    size_t n;
    int64_t total, counts[IN_FORCE_WORDS]; /* total: of the state asked for */
};
struct past_event {
    struct day day;
    const char *what, *note, *title, *path; /* title and path of the other document, "" */
    enum ui_mood mood;
};
struct past_page {       /* history of one document */
    struct norm_entry e; /* of any public document; norm_id 0: not followed */
    struct past_event *events;
    size_t n_events;
    struct norm_version *versions;
    size_t n_versions;
    struct in_force *states; /* of its versions on the day */
    size_t n_states;
    struct day on;
    const struct norm_version *before, *after; /* compared, NULL: nothing to compare */
    const struct diff_row *rows;
    size_t n_rows, n_changed;
};
const char *norm_public_href(struct req *r, int64_t record_id);
enum ui_mood norm_state_mood(const char *word);
void normdoc_base_page(struct buf *out, struct req *r, const struct base_page *p);
void normdoc_years_page(struct buf *out, struct req *r, const struct years_page *p);
void normdoc_filed_page(struct buf *out, struct req *r, const struct years_page *p);
void normdoc_on_page(struct buf *out, struct req *r, const struct on_page *p);
void normdoc_past_page(struct buf *out, struct req *r, const struct past_page *p);
struct norm_base_filter norm_base_read_filter(struct req *r);
/* What these pages show changes with documents, and with the day. */
/* The day asked for by ?on=; today when none was. RULE N-DAY: what is no day is a problem of the
 * field "on", the answer is 422; false then. */
bool norm_asked_day(struct req *r, struct day *on);
void norm_public_tag(struct req *r);
extern const struct data_set norm_data_set;
enum st norm_public_list(struct req *r);
enum st norm_public_json(struct req *r);
enum st norm_public_csv(struct req *r);
enum st norm_public_years(struct req *r);
enum st norm_public_filed(struct req *r);
enum st norm_public_on(struct req *r);
enum st norm_public_past(struct req *r);

/* ---- settings ---- */

void normdoc_settings_page(struct buf *out, struct req *r, const struct norm_settings *s);
enum st norm_show_settings(struct req *r);
enum st norm_do_settings(struct req *r);
extern const struct form norm_form_settings;

#endif
