/* Pages of proposals in the workbench and on the public site. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_PAGES_H
#define PROPOSAL_PAGES_H

#include <string.h>

#include "common/org/org.h"
#include "disclosure/proposal/acts.h"
#include "disclosure/proposal/tally.h"
#include "lib/ui/ui.h"

#define PROPOSALS "/work/proposals/"
#define PROP_PUBLIC "/" PROP_COLUMN "/"

const char *prop_href(struct req *r, int64_t id, const char *rest);
enum ui_mood prop_mood(enum prop_stage stage);
/* The light of the present step; done once nothing is owed. */
enum ui_light prop_light(const struct prop *p, const struct prop_settings *s, struct day today);
struct prop_units { /* units as choices of a form */
    struct ui_option *list;
    size_t n;
};
enum st prop_unit_options(struct req *r, struct prop_units *out) MUST_CHECK;
struct prop_year_options {
    struct ui_option *list;
    size_t n;
};
enum prop_page { PROP_PAGE_LIST, PROP_PAGE_YEAR, PROP_PAGE_FINDINGS, PROP_PAGE_SETTINGS };
void prop_tabs_row(struct buf *out, struct req *r, enum prop_page current);

/* ---- list, registration, import ---- */

struct prop_list_page {
    struct prop *rows;
    size_t n, tab;
    int64_t total, counts[PROP_TABS];
    bool all; /* of every unit */
    struct prop_units units;
    struct prop_year_options years;
    struct prop_settings s;
    struct day today;
};
void proposal_list_page(struct buf *out, struct req *r, const struct prop_list_page *p);
void proposal_new_page(struct buf *out, struct req *r);
void proposal_import_page(struct buf *out, struct req *r);
enum st prop_show_list(struct req *r);
enum st prop_show_new(struct req *r);
enum st prop_do_new(struct req *r);
enum st prop_show_import(struct req *r);
enum st prop_do_import(struct req *r);
enum st prop_template(struct req *r);
extern const struct form prop_form_new, prop_form_import;

/* ---- one proposal ---- */

enum { PROP_MOVES_SHOWN = 8 };
struct prop_item_page {
    struct prop p;
    struct prop_joint *joints;
    struct prop_step *steps;
    struct prop_kept_promise *promises;
    size_t n_joints, n_steps, n_promises;
    const struct prop_move *moves[PROP_MOVES_SHOWN];
    size_t n_moves;
    struct prop_units units;
    struct prop_settings s;
    struct day due, today;
    const char *late, *record_word;
};
void proposal_item_page(struct buf *out, struct req *r, const struct prop_item_page *p);
enum st prop_show_item(struct req *r);
enum st prop_do_step(struct req *r);
enum st prop_reply_pdf(struct req *r);
enum st prop_reply_docx(struct req *r);
enum st prop_public_pdf(struct req *r);
extern const struct form prop_form_step;

/* ---- a year, findings, settings ---- */

struct prop_year_page {
    int year;
    struct prop_year_options years;
    struct prop_tally t[3]; /* both, npc, cppcc */
    const char *record_word;
    int64_t record_id;
    bool record_open, live, may_make;
};
struct prop_findings_page {
    struct prop_finding *list;
    size_t n;
};
void proposal_year_page(struct buf *out, struct req *r, const struct prop_year_page *p);
void proposal_findings_page(struct buf *out, struct req *r, const struct prop_findings_page *p);
void proposal_settings_page(struct buf *out, struct req *r, const struct prop_settings *s);
enum st prop_show_year(struct req *r);
enum st prop_do_overview(struct req *r);
enum st prop_show_findings(struct req *r);
enum st prop_show_settings(struct req *r);
enum st prop_do_settings(struct req *r);
enum st prop_year_options(struct req *r, struct prop_year_options *out) MUST_CHECK;
extern const struct form prop_form_overview, prop_form_settings;

/* ---- public ---- */

struct prop_public_page {
    struct prop_entry *rows;
    size_t n;
    int64_t total, by_kind[3]; /* all, npc, cppcc, of the year asked for */
    const char *kind;
    int year;
    struct prop_year_options years;
    struct prop_overview *overviews;
    size_t n_overviews;
    const struct crumb *crumbs; /* the column's place; the last one is the overview page */
    size_t n_crumbs;
};
void proposal_public_page(struct buf *out, struct req *r, const struct prop_public_page *p);
void proposal_overviews_page(struct buf *out, struct req *r, const struct prop_public_page *p);
struct prop_entry_filter prop_entry_filter_read(struct req *r);
/* What the public pages show changes with published records. */
void prop_public_tag(struct req *r);
extern const struct data_set prop_data_set;
enum st prop_data_json(struct req *r);
enum st prop_data_csv(struct req *r);
/* Address of the published reply as a letter. */
const char *prop_pdf_href(struct arena *a, int64_t record_id);
enum st prop_published_pdf(struct req *r);
void proposal_letter_section(struct buf *out, const char *href);
/* Tells the portal of the data set and of the letter. */
enum st prop_start(struct app *app, struct ctx *c);
enum st prop_public_list(struct req *r);
enum st prop_public_overviews(struct req *r);

#endif
