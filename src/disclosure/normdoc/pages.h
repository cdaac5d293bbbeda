/* Pages of normative documents in the workbench and on the public site. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_PAGES_H
#define NORMDOC_PAGES_H

#include <string.h>

#include "disclosure/normdoc/acts.h"
#include "disclosure/normdoc/campaign_store.h"
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

struct norm_list_page {
    struct norm *rows;
    size_t n;
    int64_t total, counts[NORM_TABS];
    size_t tab;
    bool all_units;
    struct day today;
};
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

/* ---- settings ---- */

void normdoc_settings_page(struct buf *out, struct req *r, const struct norm_settings *s);
enum st norm_show_settings(struct req *r);
enum st norm_do_settings(struct req *r);
extern const struct form norm_form_settings;

#endif
