/* Masking (区分处理): a copy of a file without what may not be released, and the proof of it.
 *
 * mask_apply makes a new PDF in which every page is one picture, painted anew from the original
 * with black boxes over the regions; nothing else of the original is carried over: no text, fonts,
 * annotations, forms, layers, scripts, attachments, thumbnails, metadata or camera data. The result
 * of equal input has equal bytes. mask_prove looks for anything left, by other means than those
 * that made the copy. See docs/masking.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_MASK_H
#define PAPER_MASK_H

#include "lib/base/buf.h"
#include "lib/paper/pages.h"

#define MASK_SCALE 10000
#define MASK_MAX_PAGES 500
#define MASK_MAX_REGIONS 2000
#define MASK_MAX_WORDS 200

/* A rectangle on a page as it is shown, in 1/10000 of its width and height from the upper left
 * corner: 0 ≤ x, 1 ≤ w, x + w ≤ 10000. */
struct mask_region {
    int page; /* from 1 */
    int x, y, w, h;
    const char *ground; /* code, at most 8 of A–Z a–z 0–9: "D1" */
    const char *label;  /* what the box says, at most 20 characters: "国家秘密" */
};

struct mask_regions {
    const struct mask_region *rows;
    size_t n;
};

/* Reads what the page component saves:
 * [{"page":1,"x":120,"y":300,"w":2500,"h":400,"ground":"D4","label":"第三方权益"}, …].
 * n_pages: of the file. ST_INVALID names the region (from 1) and what is wrong with it. */
enum st mask_regions_read(struct arena *a, const char *json, int n_pages, struct mask_regions *out,
    struct err *e) MUST_CHECK;
/* The same form back. */
void mask_regions_write(struct buf *out, const struct mask_regions *r);

/* Statuses as pages_info; ST_TOO_BIG above MASK_MAX_PAGES. The PDF lives in the arena. */
enum st mask_apply(struct arena *a, const struct paper_file *f, const struct mask_regions *r,
    struct paper_bytes *pdf, struct err *e) MUST_CHECK;

struct mask_check {
    struct paper_file original, masked;
    const struct mask_regions *regions;
    const char *const *words; /* further strings that must not be found, e.g. an ID number */
    size_t n_words;           /* at most MASK_MAX_WORDS */
};

struct mask_proof {
    const char *const *faults; /* one Chinese line for each place that does not hold */
    size_t n_faults;           /* 0: proven */
};

/* ST_OK also when there are faults: the caller refuses to release while n_faults > 0. Checked: as
 * many pages; each page exactly one picture and no text, font, annotation, form or layer; the words
 * under the regions of the original and the given ones are neither in the text nor in any stream
 * of the file; no attachment, script, metadata or earlier version; the pixels under each region
 * are those of a box painted on an empty page. */
enum st mask_prove(struct arena *a, const struct mask_check *check, struct mask_proof *out,
    struct err *e) MUST_CHECK;

/* Both in one: the copy, proven against its original and the n words; ST_INVALID with the first
 * fault when it does not hold. What slices call before they store or release anything. */
struct mask_words {
    const char *const *rows;
    size_t n;
};
enum st mask_make(struct arena *a, const struct paper_file *f, const struct mask_regions *r,
    struct mask_words words, struct paper_bytes *pdf, struct err *e) MUST_CHECK;

#endif
