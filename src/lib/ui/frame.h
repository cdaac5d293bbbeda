/* Shared by frame.c and the frame templates; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "lib/ui/ui.h"

/* Style sheets, scripts, language and colour: the part of <head> all frames share. */
void head_open(struct buf *out, struct req *r, const char *title);
void head_assets(struct buf *out, const struct site *s, const char *sheet,
    const char *const *styles, const char *const *scripts);
void head_tags(struct buf *out, const struct public_head *h);
/* What of the visible head is the same for everybody: search box, navigation, breadcrumb. */
void public_below(struct buf *out, const struct public_head *h);
void work_nav(struct buf *out, struct req *r, const char *current);
void work_flash(struct buf *out, struct req *r);
void work_keys(struct buf *out);
void error_body(struct buf *out, struct req *r, const char *title, bool staff);
void crumbs_list(struct buf *out, const struct crumb *crumbs, size_t n, const char *home_label,
    const char *home_path);

/* Turns the text of the page, not its tags, into traditional characters. */
void hant_convert(struct buf *page);

/* Where a switch leads back to, as a value in its address: "%2Fzwgk%2F". */
const char *prefs_back(struct req *r);
/* <meta name="…" content="…"> unless content is empty. */
void meta_tag(struct buf *out, const char *name, const char *content);
/* The navigation entry that section equals or begins with; n_nav: none. */
size_t nav_current(const struct site *s, const char *section);

/* ---- parts.c ---- */
/* What is the same on every public page of a site, made once for it. */
struct parts {
    const struct site *site;
    struct buf assets; /* of pages without sheets and scripts of their own */
    struct buf footer;
    struct parts *before;
};
const struct parts *parts_now(void); /* of ui_site(); stays for ever */

extern const char *const no_list[]; /* { NULL } */

#endif
