/* Staff pages of the portal: words of the site, columns; used inside this folder only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_EDIT_H
#define PORTAL_EDIT_H

#include "common/record/column.h"
#include "lib/ui/ui.h"
#include "platform/portal/site_word.h"

struct site_edit_view {
    struct site_texts texts;
    const struct site *site; /* as the foot shows it */
    bool preview;            /* what was typed, not yet saved */
};
void site_edit_page(struct buf *out, struct req *r, const struct site_edit_view *v);

struct columns_view {
    const struct column *columns;
    size_t n;
};
void columns_page(struct buf *out, struct req *r, const struct columns_view *v);
void column_edit_page(struct buf *out, struct req *r, const struct column *k);

extern const struct ui_option column_cycles[];
extern const size_t n_column_cycles;
const char *cycle_word(const char *cycle);

extern const struct form site_form, column_form;
enum st site_edit(struct req *r);
enum st site_edit_save(struct req *r);
enum st columns_show(struct req *r);
enum st column_edit(struct req *r);
enum st column_edit_save(struct req *r);

#endif
