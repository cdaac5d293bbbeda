/* Pages of fiscal tables. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_PAGES_H
#define FISCAL_PAGES_H

#include <string.h>

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "disclosure/fiscal/acts.h"
#include "disclosure/fiscal/chart.h"
#include "lib/ui/ui.h"

#define FISCAL_WORK "/work/fiscal/"
#define FISCAL_PUBLIC "/fiscal/"

extern const char *const fiscal_scripts[], *const fiscal_styles[];

struct fiscal_see fiscal_see_of(const struct req *r);
const char *fiscal_href(struct req *r, int64_t id, const char *rest);
/* Name of a cell's field: "c-12-3". */
const char *fiscal_field(struct arena *a, size_t line, size_t col);
enum ui_mood fiscal_mood(const struct fiscal_entry *e);
const char *fiscal_number_text(struct arena *a, int64_t n);

/* ---- workbench ---- */

struct fiscal_list_page {
    struct fiscal_entry *list;
    size_t n;
    struct day today;
    struct ui_option *years, *kinds;
    size_t n_years, n_kinds;
    bool may_enter;
};
void fiscal_list_html(struct buf *out, struct req *r, const struct fiscal_list_page *p);

/* One row of the county's page: a unit and its books of the year, one a kind. */
enum { FISCAL_UNIT_KINDS = 3, FISCAL_GOV_KINDS = 2 };
struct fiscal_unit_row {
    struct unit unit;
    struct fiscal_entry *books[FISCAL_UNIT_KINDS]; /* NULL: not begun */
    const char *exempt;                            /* reason, "" */
    struct fiscal_line total;                      /* “三公”: budget, previous, final; "" */
};
struct fiscal_county_page {
    int year;
    struct fiscal_unit_row *rows;
    size_t n;
    int *years;
    size_t n_years;
    int64_t published[FISCAL_UNIT_KINDS];
    size_t due; /* units that owe */
    struct day today;
    const char *reviewer;
    struct ui_option *unit_options, kind_options[FISCAL_UNIT_KINDS + FISCAL_GOV_KINDS];
    const struct fiscal_kind *gov_kinds[FISCAL_GOV_KINDS];
    const struct fiscal_entry *gov[FISCAL_GOV_KINDS]; /* NULL: not begun */
    size_t n_units;
    bool county;
    struct fiscal_sheet sum; /* “三公” of all units, as amounts; 0 columns when none */
    struct fiscal_chart_row *bars;
    size_t n_bars;
};
enum st fiscal_county_load(struct req *r, int year, struct fiscal_county_page *p) MUST_CHECK;
void fiscal_county_html(struct buf *out, struct req *r, const struct fiscal_county_page *p);

struct fiscal_book_page {
    struct fiscal_entry e;
    struct fiscal_book book;
    struct fiscal_hits hits;
    size_t errors, notices;
    struct fiscal_step *steps;
    size_t n_steps;
    struct fiscal_edition *editions;
    size_t n_editions;
    struct day today, due;
    bool may[9]; /* place in fiscal_moves */
    bool may_edit;
    const struct fiscal_sheet *sheet; /* shown in the grid */
    size_t blank;                     /* empty lines below what is there */
    const char *record_path;
};
enum st fiscal_page_load(struct req *r, struct fiscal_book_page *p) MUST_CHECK;
void fiscal_book_html(struct buf *out, struct req *r, const struct fiscal_book_page *p);
void fiscal_edit_html(struct buf *out, struct req *r, const struct fiscal_book_page *p);
void fiscal_hits_html(struct buf *out, struct req *r, const struct fiscal_book_page *p);

struct fiscal_difference {
    const char *where, *stored, *mine;
};
struct fiscal_conflict_page {
    struct fiscal_entry e;
    const struct fiscal_sheet *sheet;
    const struct fiscal_book *mine;
    struct fiscal_difference *list;
    size_t n;
};
void fiscal_conflict_html(struct buf *out, struct req *r, const struct fiscal_conflict_page *p);

/* A cell of an uploaded table that cannot be taken over. */
struct fiscal_bad_cell {
    const char *sheet, *address, *text, *message; /* 支出表, C7 */
};
struct fiscal_upload_page {
    struct fiscal_entry e;
    struct fiscal_bad_cell *list;
    size_t n;
};
void fiscal_upload_html(struct buf *out, struct req *r, const struct fiscal_upload_page *p);

/* ---- public ---- */

struct fiscal_public_page {
    int year;
    struct unit unit;               /* of the county's own books: the finance bureau */
    const char *owner, *owner_code; /* 师宗县教育体育局, jtj; 师宗县, government */
    bool government;
    struct fiscal_entry *entries;
    struct fiscal_book *books;
    struct fiscal_edition *editions[FISCAL_UNIT_KINDS];
    size_t n_editions[FISCAL_UNIT_KINDS];
    const char *record_paths[FISCAL_UNIT_KINDS];
    size_t n;
    int *years; /* others of this unit */
    size_t n_years;
    struct fiscal_chart_row *bars[FISCAL_UNIT_KINDS];
    size_t n_bars[FISCAL_UNIT_KINDS];
    const char *chart_titles[FISCAL_UNIT_KINDS]; /* what a screen reader says */
    const char *series[FISCAL_UNIT_KINDS][FISCAL_SERIES];
    size_t n_series[FISCAL_UNIT_KINDS];
};
void fiscal_public_html(struct buf *out, struct req *r, struct fiscal_public_page *p);
void fiscal_rollup_html(struct buf *out, struct req *r, const struct fiscal_county_page *p);
void fiscal_table_html(struct buf *out, struct req *r, const struct fiscal_sheet *s);

struct fiscal_catalogue_line {
    size_t line;
    bool sub;
    const struct fiscal_basis *basis[4]; /* documents named in it that the base has */
    size_t n_basis;
};
struct fiscal_catalogue_page {
    const struct fiscal_kind *kind;
    int year;
    struct fiscal_entry e;
    struct fiscal_book book;
    struct fiscal_catalogue_line *lines;
    size_t n, total;
    struct ui_option *years, *depts;
    size_t n_years, n_depts;
    const char *record_path;
    bool old; /* not of this year */
};
void fiscal_catalogue_html(struct buf *out, struct req *r, const struct fiscal_catalogue_page *p);
enum st fiscal_catalogue_load(
    struct req *r, const char *kind, int year, struct fiscal_catalogue_page *p) MUST_CHECK;
/* Public page of the record; "" when it has none. */
enum st fiscal_record_path(struct ctx *c, int64_t record_id, const char **path) MUST_CHECK;

/* ---- handlers ---- */

enum st fiscal_show_list(struct req *r);
enum st fiscal_do_new(struct req *r);
enum st fiscal_show_county(struct req *r);
enum st fiscal_do_approval(struct req *r);
enum st fiscal_do_setting(struct req *r);
enum st fiscal_do_exempt(struct req *r);
enum st fiscal_show_book(struct req *r);
enum st fiscal_do_move(struct req *r);
enum st fiscal_show_edit(struct req *r);
enum st fiscal_do_edit(struct req *r);
enum st fiscal_do_autosave(struct req *r);
enum st fiscal_show_xlsx(struct req *r);
enum st fiscal_do_upload(struct req *r);
enum st fiscal_public_show(struct req *r);
enum st fiscal_public_file(struct req *r);
enum st fiscal_rollup_show(struct req *r);
enum st fiscal_fees_show(struct req *r);
enum st fiscal_funds_show(struct req *r);
enum st fiscal_api_sangong(struct req *r);
enum st fiscal_api_sangong_csv(struct req *r);
/* Tells the portal of the data sets. */
enum st fiscal_start(struct app *app, struct ctx *c);
enum st fiscal_api_fees(struct req *r);
enum st fiscal_api_fees_csv(struct req *r);
enum st fiscal_api_funds(struct req *r);
enum st fiscal_api_funds_csv(struct req *r);

extern const struct form fiscal_form_new, fiscal_form_move, fiscal_form_edit, fiscal_form_upload,
    fiscal_form_approval, fiscal_form_setting, fiscal_form_exempt;

#endif
