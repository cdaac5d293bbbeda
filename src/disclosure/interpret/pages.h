/* What handlers and templates of interpretation share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_PAGES_H
#define INTERPRET_PAGES_H

#include "common/org/org.h"
#include "disclosure/interpret/acts.h"
#include "disclosure/interpret/figures.h"
#include "lib/ui/ui.h"

enum pack_tab { TAB_OPEN, TAB_LIVE, TAB_MISSING, TAB_FIGURES };

struct packs_page {
    enum pack_tab tab;
    struct pack *packs;
    size_t n_packs;
    struct policy_row *missing;
    size_t n_missing;
    struct unit_figures *figures;
    size_t n_figures;
    int year;
    struct day today;
};
struct pack_page {
    struct pack_view v;
    struct pack_step *steps;
    size_t n_steps;
    bool own; /* the person may work on it */
};
struct start_page {
    int64_t record_id;
    struct document_look look;
};

void packs_list_page(struct buf *out, struct req *r, const struct packs_page *p);
void pack_show_page(struct buf *out, struct req *r, const struct pack_page *p);
void pack_start_page(struct buf *out, struct req *r, const struct start_page *p);

const char *pack_href(struct req *r, int64_t id, const char *rest);
enum ui_mood pack_mood(enum pack_stage s);
/* Where a text is compared with the one that was read; "" when it is the same. */
const char *pack_changes(struct req *r, const struct pack_part *k);
const char *step_word(const char *action);
/* Reasons a reviewer may choose from, as options. */
extern const struct ui_option pack_codes[], plan_modes[], kind_options[], form_options[];
extern const size_t n_pack_codes;
enum { PLAN_MODES = 3 };

extern const struct form pack_plan_form, pack_said_form, pack_do_form, pack_start_form;
enum st page_packs(struct req *r);
enum st page_pack(struct req *r);
enum st page_pack_new(struct req *r);
enum st page_pack_start(struct req *r);
enum st page_pack_plan(struct req *r);
enum st page_pack_material(struct req *r);
enum st page_pack_said(struct req *r);
enum st page_pack_remove(struct req *r);
enum st page_pack_do(struct req *r);

#endif
