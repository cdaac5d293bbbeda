/* What handlers and templates of the register share. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_PAGES_H
#define INVENTORY_PAGES_H

#include "common/org/org.h"
#include "disclosure/inventory/acts.h"
#include "disclosure/inventory/gaps.h"
#include "disclosure/inventory/reconcile.h"
#include "lib/ui/ui.h"

#define INVENTORY "/work/inventory/"
bool sees_all(const struct req *r);
/* May change the register of that unit. */
bool may_edit(const struct req *r, int64_t unit_id);
/* The unit asked for by ?unit=, 0 for all; the own one for who sees no other. */
int64_t unit_asked(const struct req *r);
struct work_head inventory_head(struct req *r, const char *title, const char *last);
const char *number_text(struct arena *a, int64_t n);
/* /work/inventory/e/12/ or, of what is only online, /work/inventory/r/7/ */
const char *entry_href(struct req *r, const struct entry *e);
enum st unit_options(struct req *r, struct ui_option **list, size_t *n) MUST_CHECK;
extern const struct ui_option mode_options[3];
/* Clauses as options: what decision each supports in front. */
const struct ui_option *all_clauses(struct req *r);
/* The clause and the words added to it. */
const char *entry_basis(struct req *r, const struct entry *e);
const char *past_word(const char *action); /* inventory.decide → 确定公开方式 */
/* The detail object of an act in words. */
const char *past_words(struct arena *a, const char *json);

enum { INVENTORY_TABS = 5, LIST_ROWS = 50 };
void inventory_tabs(struct buf *out, struct req *r, size_t current);

struct list_view {
    const struct entry *rows;
    size_t n;
    int64_t total, counts[7], reviews;
    struct ui_option *units, *years, *states;
    size_t n_units, n_years;
    bool all;
    struct entry_filter filter;
    struct day today;
};

struct entry_view {
    struct entry e;
    struct inv_clock clock;
    struct past_act *acts;
    size_t n_acts;
    struct ui_option *units;
    size_t n_units;
    bool may_edit, all;
    struct day today;
};

struct gaps_view {
    struct gaps gaps;
    int64_t missing;
    struct void_row *voids;
    size_t n_voids;
    struct ui_option *units, *words;
    size_t n_units, n_words;
    bool all;
    int64_t unit_id;
    const char *word;
    int year;
};

struct review_view {
    const struct entry *rows;
    size_t n;
    struct day today;
    int months;
    bool may_set;
};
struct columns_view {
    struct declared_row *rows;
    size_t n;
    struct bare_column *bare;
    size_t n_bare;
    struct ui_option *options;
    struct day today;
    bool may_declare;
};

struct runs_view {
    struct run *rows;
    size_t n;
    struct ui_option *units;
    size_t n_units;
    bool all;
};
struct run_view {
    struct run run;
    const struct match *list;
    size_t n, shown;
    int64_t counts[VERDICTS], fresh;
    bool may_confirm;
};

/* templates */
void inventory_list_page(struct buf *out, struct req *r, const struct list_view *v);
void inventory_form_page(struct buf *out, struct req *r, const struct entry_view *v);
void inventory_entry_page(struct buf *out, struct req *r, const struct entry_view *v);
void inventory_gaps_page(struct buf *out, struct req *r, const struct gaps_view *v);
void inventory_reason_page(struct buf *out, struct req *r, const struct gaps_view *v);
void inventory_reviews_page(struct buf *out, struct req *r, const struct review_view *v);
void inventory_columns_page(struct buf *out, struct req *r, const struct columns_view *v);
void inventory_runs_page(struct buf *out, struct req *r, const struct runs_view *v);
void inventory_run_page(struct buf *out, struct req *r, const struct run_view *v);

/* handlers */
enum st inv_show_list(struct req *r);
enum st inv_export(struct req *r);
enum st inv_show_new(struct req *r);
enum st inv_do_new(struct req *r);
enum st inv_show_entry(struct req *r);
enum st inv_show_record(struct req *r);
enum st inv_show_edit(struct req *r);
enum st inv_do_edit(struct req *r);
enum st inv_do_review(struct req *r);
enum st inv_show_gaps(struct req *r);
enum st inv_show_reason(struct req *r);
enum st inv_do_reason(struct req *r);
enum st inv_do_reopen(struct req *r);
enum st inv_show_reviews(struct req *r);
enum st inv_do_months(struct req *r);
enum st inv_show_columns(struct req *r);
enum st inv_do_declare(struct req *r);
enum st inv_do_undeclare(struct req *r);
enum st inv_show_runs(struct req *r);
enum st inv_do_upload(struct req *r);
enum st inv_show_run(struct req *r);
enum st inv_do_confirm(struct req *r);
enum st inv_export_run(struct req *r);
extern const struct form inv_form_upload, inv_form_entry, inv_form_review, inv_form_reason,
    inv_form_months, inv_form_declare, inv_form_undeclare;

#endif
