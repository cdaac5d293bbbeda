/* What handlers and templates of the pages of templates share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORDING_PAGES_H
#define WORDING_PAGES_H

#include "common/org/org.h"
#include "lib/ui/ui.h"
#include "request/wording/wording.h"

#define LETTERS "/work/letters/"

struct list_row {
    const struct paper_kind *kind;
    struct wording now;
    bool outdated; /* the shipped text is another than when ours was kept */
    bool broken;   /* this program no longer takes our text */
};
struct list_page {
    const struct list_row *rows;
    size_t n;
};

struct placeholder {
    const char *name, *insert, *type, *meaning, *example;
};
struct placeholder_group {
    const char *title;
    const struct placeholder *list;
    size_t n;
};
struct edit_page {
    const struct paper_kind *kind;
    struct wording now;
    const char *text;                       /* shown at first */
    const char *from;                       /* "第2版" when an older one was opened */
    const struct placeholder_group *groups; /* the first: those of this letter */
    size_t n_groups;
    const struct ui_option *codes; /* kinds of reply to preview */
    size_t n_codes;
    bool conflict;
    const struct diff_row *rows; /* what somebody else has changed against what was typed */
    size_t n_rows;
};
struct history_page {
    const struct paper_kind *kind;
    struct wording now;
    const struct wording *list;
    size_t n;
    int64_t version, with; /* compared; version -1: nothing to compare */
    bool same;
    const struct diff_row *rows;
    size_t n_rows;
};

/* "/work/letters/reply/history" */
const char *letters_path(struct arena *a, const struct paper_kind *kind, const char *rest);
struct work_head letters_head(struct req *r, const char *title, const struct paper_kind *kind);
/* Does it go to somebody, or stay in the house? */
const char *kind_use(const struct paper_kind *kind);

void wording_list_page(struct buf *out, struct req *r, const struct list_page *p);
void wording_edit_page(struct buf *out, struct req *r, const struct edit_page *p);
void wording_history_page(struct buf *out, struct req *r, const struct history_page *p);

enum st wording_show_list(struct req *r);
enum st wording_show_edit(struct req *r);
enum st wording_do_save(struct req *r);
enum st wording_do_preview(struct req *r);
enum st wording_show_preview(struct req *r);
enum st wording_show_history(struct req *r);
enum st wording_do_restore(struct req *r);
enum st wording_demo(struct ctx *c);
extern const struct form wording_form, wording_form_restore;

#endif
