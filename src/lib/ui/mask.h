/* The page component in which a person draws what is to be masked (区分处理).
 *
 * It shows the pages of a file and edits a list of regions, the JSON form of lib/paper/mask.h, in
 * one field of the form around it. Mouse, touch and keyboard; without JavaScript the field itself
 * is shown beside the page images.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_MASK_H
#define UI_MASK_H

#include "lib/paper/pages.h"
#include "lib/ui/ui.h"

struct ui_mask_page {
    const char *image;     /* address of the page as a picture, 100 to 150 dpi */
    const char *thumb;     /* of a small one, 20 to 30 dpi; NULL: the number alone */
    struct page_size size; /* its proportions, from pages_info */
};

struct ui_mask {
    const char *name;  /* of the form field; also the beginning of ids */
    const char *value; /* regions saved before, as JSON; "" or "[]": none. Kept when shown again */
    const struct ui_mask_page *pages;
    size_t n_pages;
    const struct ui_option *grounds; /* value: code ("D4"), label: what the box says; at least 1 */
    size_t n_grounds;
};
/* The caller gives the addresses of the page images (routes that answer with pages_image) and the
 * action of the form (which reads the field with mask_regions_read):
 *
 *     {% do work_begin(out, r, &(struct work_head){.title = …, .scripts = ui_mask_scripts,
 *         .styles = ui_mask_styles}); %}
 *     {% do ui_form_begin(out, r, &(struct ui_form){.action = save, .keep = true}); %}
 *     {% do ui_mask(out, r, &mask); %}
 *     {% do ui_actions_begin(out); %} … {% do ui_form_end(out); %}
 *
 * The script asks for one page image at a time. Several may stand on one page. */
void ui_mask(struct buf *out, struct req *r, const struct ui_mask *m);

/* For work_head. */
extern const char *const ui_mask_scripts[], *const ui_mask_styles[];

#endif
