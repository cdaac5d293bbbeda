/* What handlers and templates of the ledger share. Inside the ledger only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_PAGES_H
#define LEDGER_PAGES_H

#include "assurance/ledger/acts.h"
#include "assurance/ledger/plan_parts.h"
#include "lib/ui/ui.h"

extern const char *const ledger_styles[];                              /* ledger.css */
const char *measure_href(struct req *r, int64_t id, const char *rest); /* /work/ledger/12/edit */
const char *plan_href(struct req *r, int64_t id);                      /* /work/ledger/plans/3/ */
struct work_head ledger_head(struct req *r, const char *title, const struct crumb *last);
/* "甲局、乙局": units of one role as written; resolved short names when known. */
const char *units_text(struct arena *a, const struct measure *m, enum part_in role);
/* As it goes into the text box of the form. */
const char *units_typed(struct arena *a, const struct measure *m, enum part_in role);
/* The measure of :id. */
enum st page_measure(struct req *r, struct measure *m) MUST_CHECK;
/* 未报送, 推进中 60% */
const char *progress_words(struct arena *a, const struct measure *m);

/* What a person has confirmed; proposals are nobody's promise yet. */
bool measure_public(const struct measure *m);
/* Lets the site's search find public measures (found.c). */
enum st ledger_start(struct app *app, struct ctx *c);

/* ---- list (page_list.c) ---- */
enum { LEDGER_TABS = 2 };
struct ledger_list {
    const struct measure *rows;
    size_t n;
    struct day today;
    const struct plan_row *plans;
    size_t n_plans;
    struct ui_option *plan_options, *unit_options, *light_options, *state_options;
    size_t n_units;
    bool mine;             /* only what concerns the own unit */
    const char *unit_name; /* of the own unit */
    int64_t counts[8];     /* by light, of all that the tab shows */
    int64_t total, proposed, done;
    int64_t plan_id; /* 0: all */
};
enum { LEDGER_LIGHTS = 5, LEDGER_STATES = 4 };

/* ---- import and proposals (page_plan.c) ---- */
struct proposal {
    struct measure m;
    struct mark *marks;
    size_t n_marks;
    struct gap gaps[MAX_GAPS];
    size_t n_gaps;
};
struct plan_page {
    struct plan_row plan;
    struct proposal *list;
    size_t n;
    int64_t decided, complete; /* confirmed, done or discarded; proposals without gaps */
    struct unit *units;        /* for the list of suggestions */
    size_t n_units;
};

/* ---- one measure (page_measure.c) ---- */
struct measure_page {
    struct measure m;
    struct mark *marks;
    size_t n_marks;
    struct gap gaps[MAX_GAPS];
    size_t n_gaps;
    struct act_row *acts;
    size_t n_acts;
    struct report *reports;
    size_t n_reports;
    struct day today;
    bool may_report, may_confirm;
    struct unit *units;
    size_t n_units;
};
/* The detail object of an act in words. */
const char *act_note(struct arena *a, const struct act_row *act);
enum ui_mood act_mood(const char *action);

/* ---- public (page_progress.c) ---- */
struct progress_page {
    const struct measure *rows;
    size_t n;
    struct plan_row plan;
    const struct plan_row *plans;
    size_t n_plans;
    struct day today;
    int64_t counts[8], done;
    int64_t updated_at;
};

/* templates */
void ledger_list_page(struct buf *out, struct req *r, const struct ledger_list *l);
void ledger_import_page(struct buf *out, struct req *r, const struct plan_row *plans, size_t n);
void ledger_plan_page(struct buf *out, struct req *r, const struct plan_page *p);
void ledger_measure_page(struct buf *out, struct req *r, const struct measure_page *p);
void ledger_edit_page(struct buf *out, struct req *r, const struct measure_page *p);
void progress_public_page(struct buf *out, struct req *r, const struct progress_page *p);
/* fragments */
void marked_text(struct buf *out, const struct mark *marks, size_t n);
void unit_names(struct buf *out, const struct measure *m, enum part_in role);

/* handlers */
enum st ledger_show_list(struct req *r);
enum st ledger_show_mine(struct req *r);
enum st ledger_csv(struct req *r);
enum st ledger_show_import(struct req *r);
enum st ledger_do_import(struct req *r);
enum st ledger_show_plan(struct req *r);
enum st ledger_do_rename(struct req *r);
enum st ledger_do_confirm_all(struct req *r);
enum st ledger_show_measure(struct req *r);
enum st ledger_show_edit(struct req *r);
enum st ledger_do_edit(struct req *r);
enum st ledger_do_undo(struct req *r);
enum st ledger_do_report(struct req *r);
enum st ledger_do_complete(struct req *r);
enum st ledger_do_reopen(struct req *r);
enum st progress_show(struct req *r);

extern const struct form ledger_form_import, ledger_form_rename, ledger_form_edit,
    ledger_form_report, ledger_form_complete, ledger_form_reopen;

#endif
