/* Handlers, views and pages of the public side of requests; used inside this folder only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef APPLY_PAGES_H
#define APPLY_PAGES_H

#include "common/search/search.h"
#include "lib/base/ics.h"
#include "lib/ui/ui.h"
#include "request/apply/apply.h"
#include "request/foi/foi.h"

#define APPLY "/request/"
#define APPLY_FILES_MOST 5
#define APPLY_FILE_BYTES (20 << 20)
#define APPLY_BODY_BYTES ((size_t)APPLY_FILES_MOST * APPLY_FILE_BYTES + (1 << 20))
#define PASS_SECONDS (30 * 60)

extern const char *const apply_styles[];
extern const char *const apply_scripts[];

/* ---- the pass: which case this browser may see for half an hour ---- */

struct pass {
    int64_t case_id, until;
    const char *code; /* query code, only right after sending; "" otherwise */
};
/* Gives this browser the case, in the place of any other; in a write transaction. */
enum st pass_give(struct req *r, int64_t case_id, const char *code) MUST_CHECK;
/* case_id 0 when there is none or its time is over. */
enum st pass_get(struct req *r, struct pass *out) MUST_CHECK;
enum st pass_drop(struct req *r) MUST_CHECK;
enum st pass_clean(struct ctx *c) MUST_CHECK; /* the job */
enum st apply_count(struct ctx *c, const char *what) MUST_CHECK;

#define APPLY_MIGRATIONS 1
extern const struct migration apply_migrations[APPLY_MIGRATIONS];
extern const struct stmt apply_sql_pass_give, apply_sql_pass_get, apply_sql_pass_drop,
    apply_sql_pass_clean, apply_sql_tally_add, apply_sql_tally_sum;

/* ---- the case as its applicant may see it ---- */

struct own_case {
    struct pass pass;
    struct foi_case k;
    struct foi_event *events;
    size_t n_events;
    struct foi_clock clock;
    bool has_clock; /* the calendar covers the case */
    struct foi_organ organ;
    const char *name; /* official number, else 收件号 */
};
/* ST_NOT_FOUND when this browser has no pass. */
enum st own_case(struct req *r, struct own_case *out) MUST_CHECK;

struct step { /* one line of the history, fit for the applicant */
    struct day day;
    const char *what, *note;
    enum ui_mood mood;
};
/* Newest first. Third parties, opinions inside the house and names of staff never appear. */
size_t own_steps(struct arena *a, const struct own_case *o, struct step **out);
/* What the stage means for the applicant, and what comes next. */
struct state_words {
    const char *title, *next;
    enum ui_mood mood;
};
struct state_words own_state(struct arena *a, const struct own_case *o);

/* The days that matter to the applicant now. */
enum { OWN_DATES = 6 };
size_t own_dates(struct ctx *c, const struct own_case *o, struct ics_event list[static OWN_DATES]);

/* Organs that take requests, the county government first. */
enum st apply_organs(struct ctx *c, struct foi_organ **list, size_t *n) MUST_CHECK;

/* ---- reading what was sent ---- */

extern const struct form apply_form, apply_find_form, apply_progress_form, apply_correct_form,
    apply_reasons_form, apply_withdraw_form;

/* Files of the form in their slots, without their bytes; notes problems of number, size and type.
 */
enum st files_check(struct req *r, struct foi_file **list, size_t *n) MUST_CHECK;
/* Reads the bytes of what files_check found. */
enum st files_read(struct req *r, struct foi_file *list, size_t n) MUST_CHECK;
/* The application as filled in; files are not in it yet. */
void application_read(struct req *r, struct foi_application *out);
/* The field of the form that holds what the gap speaks of. */
const char *gap_field(const struct foi_application *in, const char *field);

/* ---- what is public already (published.c) ---- */

/* The best of what is public that is very likely what the application asks for, at most 5. */
enum st published_find(
    struct ctx *c, const struct foi_application *in, struct search_result *out) MUST_CHECK;

/* ---- views ---- */

struct guide_view {
    struct foi_organ *organs;
    size_t n_organs;
};
struct find_view {
    const char *text;
    bool searched;
    struct search_result result;
};
struct form_view {
    struct ui_option *organs;
    size_t n_organs;
    bool files_lost; /* shown again: the browser does not keep chosen files */
    bool seen;       /* what is public was shown: sending again means it */
    struct find_view published;
};
struct progress_view {
    struct own_case o;
    struct state_words state;
    struct step *steps;
    size_t n_steps;
    const struct foi_paper *papers;
    size_t n_papers;
    bool owed, reloads; /* the receipt is still being made; the page looks again by itself */
    bool may_withdraw, may_correct, may_explain;
    const char *asked; /* what the notice asks for, "" */
};

void guide_page(struct buf *out, struct req *r, const struct guide_view *v);
void choose_page(struct buf *out, struct req *r);
void question_page(struct buf *out, struct req *r);
void complaint_page(struct buf *out, struct req *r);
void find_page(struct buf *out, struct req *r, const struct find_view *v);
void find_part(struct buf *out, struct req *r, const struct find_view *v);
void found_page(struct buf *out, struct req *r);
void application_form_page(struct buf *out, struct req *r, const struct form_view *v);
void sent_page(struct buf *out, struct req *r, const struct own_case *o);
void ask_page(struct buf *out, struct req *r);
void progress_page(struct buf *out, struct req *r, const struct progress_view *v);
void withdraw_page(struct buf *out, struct req *r, const struct own_case *o);

/* ---- handlers ---- */

enum st apply_guide(struct req *r);
enum st apply_qr(struct req *r);
enum st apply_blank(struct req *r);
enum st apply_new(struct req *r);
enum st apply_find(struct req *r);
enum st apply_found(struct req *r);
enum st apply_found_show(struct req *r);
enum st apply_form_show(struct req *r);
enum st apply_form_open(struct req *r);
enum st apply_send(struct req *r);
enum st apply_sent(struct req *r);
enum st apply_dates(struct req *r);
enum st apply_progress(struct req *r);
enum st apply_check(struct req *r);
enum st apply_ask_again(struct req *r);
enum st apply_leave(struct req *r);
enum st apply_paper(struct req *r);
enum st apply_correct(struct req *r);
enum st apply_reasons(struct req *r);
enum st apply_withdraw_show(struct req *r);
enum st apply_withdraw(struct req *r);

#endif
