/* What handlers and templates of the annual report share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_PAGES_H
#define ANNUAL_PAGES_H

#include "common/org/org.h"
#include "lib/ui/ui.h"
#include "request/annual/acts.h"
#include "request/apply/apply.h"

#define ANNUAL "/work/annual/"

const char *annual_href(struct req *r, int64_t id, const char *rest); /* /work/annual/3/text */
const char *annual_cell_href(struct req *r, const struct annual *a, const char *cell);
struct work_head annual_head(struct req *r, const struct annual *a, const char *last);
/* "师宗县教育体育局2025年度报告" */
const char *annual_name(struct req *r, const struct annual *a);
/* The report of :id, when it may be seen; to_edit: and changed by this person. ST_DENIED otherwise.
 */
enum st annual_page(struct req *r, bool to_edit, struct annual **out) MUST_CHECK;
bool annual_may_edit(const struct req *r, const struct foi_organ *organ);
bool annual_may_see(const struct req *r, const struct foi_organ *organ);
enum ui_mood annual_mood(enum annual_stage stage);
/* The figure as shown; "" when nobody has given it. */
const char *annual_value(struct req *r, const struct annual *a, const struct annual_figure *f);
/* The figure at a place of the tables; it exists. */
const struct annual_figure *annual_at(const struct annual *a, int table, size_t row, size_t column);
const char *annual_anchor(struct req *r, const struct annual_figure *f); /* "f-3-0-1" */

/* ---- list ---- */
struct annual_line {
    const struct foi_organ *organ;
    bool county, may_edit, may_see;
    struct annual_row row; /* id 0: not begun */
    const char *doc_stage; /* of its document, "" */
    const char *path;      /* of the public page, "" */
    struct day due;
};
struct annual_list_page {
    int year;
    bool bad_setting; /* no organ is registered */
    struct annual_line *lines;
    size_t n, n_missing, n_organs;
    struct ui_option *years, *units;
    struct ui_tab *tabs; /* the years */
    size_t tab;
    size_t n_years, n_units;
    struct day today;
    bool shows_tally; /* of the public form, for heads and those who see all organs */
    struct apply_tally tally;
};
void annual_list_page(struct buf *out, struct req *r, const struct annual_list_page *p);
enum st annual_show_list(struct req *r);
enum st annual_do_start(struct req *r);
extern const struct form annual_form_start;

/* ---- report ---- */
struct annual_report_page {
    struct annual *a;
    bool may_edit;
    const char *doc_stage, *path; /* "" */
    struct annual_edition *editions;
    size_t n_editions;
    struct day today;
};
void annual_report_page(struct buf *out, struct req *r, const struct annual_report_page *p);
enum st annual_show(struct req *r);
enum st annual_do_freeze(struct req *r);
enum st annual_do_reopen(struct req *r);
extern const struct form annual_form_freeze, annual_form_reopen;
/* ?edition=N gives that edition; otherwise the report as it stands. */
enum st annual_xlsx(struct req *r);
enum st annual_docx(struct req *r);
enum st annual_pdf(struct req *r);

/* ---- one cell, the typed cells ---- */
struct annual_cell_page {
    struct annual *a;
    struct annual_figure *f;
    const char *measure; /* what is counted, in words */
    struct foi_case *cases;
    size_t n_cases;
    int64_t total, seen;
    bool has_cases;     /* cells of table 2 have none */
    bool has_documents; /* rows of table 2 that the catalogue of normative documents gives */
    struct norm_counted *documents;
    size_t n_documents;
    bool may_edit;
};
enum { ANNUAL_CASES = 50 };
void annual_cell_page(struct buf *out, struct req *r, const struct annual_cell_page *p);
enum st annual_show_cell(struct req *r);
enum st annual_do_cell(struct req *r);
extern const struct form annual_form_cell;
void annual_figures_page(struct buf *out, struct req *r, const struct annual *a);
enum st annual_show_figures(struct req *r);
enum st annual_do_figures(struct req *r);
extern const struct form annual_form_figures;

/* ---- texts ---- */
void annual_texts_page(struct buf *out, struct req *r, const struct annual *a);
enum st annual_show_texts(struct req *r);
enum st annual_do_texts(struct req *r);
enum st annual_autosave(struct req *r);
enum st annual_autosave_again(struct req *r);
extern const struct form annual_form_texts;

/* ---- the year before ---- */
void annual_import_page(struct buf *out, struct req *r, const struct annual *a);
enum st annual_show_import(struct req *r);
enum st annual_do_import(struct req *r);
enum st annual_do_keep(struct req *r);
enum st annual_do_forget(struct req *r);
extern const struct form annual_form_import, annual_form_version;

/* ---- the public ---- */

enum { ANNUAL_DATA_STMTS = 2 };
extern const struct stmt *const annual_data_stmts[ANNUAL_DATA_STMTS];
enum st annual_data_json(struct req *r);
enum st annual_data_csv(struct req *r);
enum st annual_open(struct app *app, struct ctx *c);

#endif
