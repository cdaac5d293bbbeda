/* The page of components; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_GALLERY_H
#define UI_GALLERY_H

#include "lib/ui/ui.h"

/* The masking editor with two pages of its own. */
void gallery_mask(struct buf *out, struct req *r);
void gallery_page(struct buf *out, struct req *r);

extern const char *const gallery_icons[];
extern const size_t n_gallery_icons;
extern const struct ui_tab gallery_tabs[];
extern const size_t n_gallery_tabs;
extern const struct ui_option gallery_options[];
extern const size_t n_gallery_options;

#endif
