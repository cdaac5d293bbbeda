/* What handlers and templates of severance share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEVERANCE_PAGES_H
#define SEVERANCE_PAGES_H

#include "lib/paper/mask.h"
#include "lib/ui/mask.h"
#include "lib/ui/ui.h"
#include "request/foi/foi.h"

#define CASES "/work/requests/"
#define SEVERANCE CASES ":id/severance/"
#define SEVERANCE_BODY_BYTES ((size_t)52 << 20)

/* ---- loading (load.c) ---- */

struct severed_case { /* a case whose papers the person may open */
    struct foi_case k;
    const struct foi_event *events;
    size_t n_events;
    const struct foi_paper *papers;
    size_t n_papers;
    struct foi_copies copies;
    bool at_work; /* copies may be made now, by this person */
};
/* Case :id; ST_DENIED for those who do not work on it. */
enum st severed_case(struct req *r, struct severed_case *out) MUST_CHECK;

struct severed_paper { /* paper :paper of it */
    struct severed_case c;
    const struct foi_paper *paper;
    const struct foi_twin *twin;    /* the paper is one, or NULL */
    const struct foi_paper *source; /* the Word file it was made of, or NULL */
    struct paper_file file;
};
enum st severed_paper(struct req *r, struct severed_paper *out) MUST_CHECK;
/* The same for a Word file, which cannot be masked itself. */
enum st severed_word(struct req *r, struct severed_paper *out) MUST_CHECK;
/* The newest copy made of the paper, also one that was taken back; NULL none. */
const struct foi_twin *newest_twin(const struct severed_case *c, const struct foi_paper *p);
/* Opens a file in the worker; ST_INVALID and ST_TOO_BIG say what to do instead. */
enum st severed_info(struct req *r, const struct paper_file *f, struct pages_info *out) MUST_CHECK;

/* ---- Word files (page_word.c) ---- */

struct severed_pages { /* a Word file as pages */
    struct paper_bytes pdf;
    int pages;
};
/* Outside of any transaction. ST_INVALID and ST_TOO_BIG say what to do instead. */
enum st severed_convert(
    struct req *r, const struct paper_file *word, struct severed_pages *out) MUST_CHECK;
/* Keeps them as an original, linked to the paper `source`. In a write transaction. */
enum st severed_keep_pages(struct req *r, const struct foi_case *k, const char *title,
    int64_t source, const struct severed_pages *pages, int64_t *id) MUST_CHECK;

/* ---- making (make.c) ---- */

struct severed_copy { /* what the person asked for, checked, and what came out */
    struct mask_regions regions;
    struct mask_words words;
    const char *title, *grounds, *words_text;
    struct paper_bytes pdf;
    int pages;
};
/* Reads the form, makes the copy and proves it, outside of any transaction. Problems are noted at
 * their fields. */
enum st severed_make(
    struct req *r, const struct severed_paper *p, struct severed_copy *out) MUST_CHECK;
/* Keeps it by the act "mask", in a transaction of its own; *id: of the copy among the papers. */
enum st severed_keep(struct req *r, const struct severed_paper *p, const struct severed_copy *copy,
    int64_t *id) MUST_CHECK;
/* One word a line. At most MASK_MAX_WORDS. */
struct mask_words severed_words(struct arena *a, const char *text);

/* ---- pages ---- */

struct severance_list {
    struct severed_case c;
};
struct severance_editor {
    struct severed_paper p;
    const char *why; /* the file cannot be masked, and what to do; "" when it can */
    struct ui_mask mask;
    const char *title, *words;
};
struct severance_proof {
    struct severed_paper p;
    struct mask_proof proof;
    bool shows_pages;
};
const char *severance_href(struct req *r, const struct foi_case *k, const char *rest);
/* /work/requests/12/severance/34/rest */
const char *severance_paper_href(
    struct req *r, const struct foi_case *k, const struct foi_paper *p, const char *rest);
/* Titles of the grounds a copy rests on. */
const char *ground_titles(struct arena *a, const char *keys);
/* What becomes of the copy: 随答复提供, 申请人已收到, 不再提供. */
void reach_sign(struct buf *out, const struct severed_case *c, const struct foi_paper *p);

void severance_list_page(struct buf *out, struct req *r, const struct severance_list *l);
void severance_editor_page(struct buf *out, struct req *r, const struct severance_editor *e);
void severance_proof_page(struct buf *out, struct req *r, const struct severance_proof *p);

enum st severance_show(struct req *r);
enum st severance_add_original(struct req *r);
enum st severance_edit(struct req *r);
enum st severance_convert(struct req *r);
enum st severance_make(struct req *r);
enum st severance_image(struct req *r);
enum st severance_thumb(struct req *r);
enum st severance_prove(struct req *r);
extern const struct form severance_original_form, severance_make_form;

#endif
