/* Pages of a file that somebody handed in: how many, how large, what they look like, what they say.
 *
 * PDF, PNG and JPEG. The file is opened in a process of its own (gongkai-paper) that has no files
 * to write, no network, little memory and little time; whatever the file does there, the caller
 * gets a status and a Chinese reason. Each call takes 20–200 ms and belongs on a slow route or in a
 * job. Files of at most 64 MiB and 2,000 pages.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_PAGES_H
#define PAPER_PAGES_H

#include "lib/base/arena.h"
#include "lib/base/status.h"

#define PAPER_MAX_BYTES ((size_t)64 << 20)
#define PAPER_MAX_PAGES 2000
#define PAPER_DPI_MIN 20
#define PAPER_DPI_MAX 300

struct paper_bytes {
    const void *p;
    size_t n;
};

/* The bytes must stay valid during the call. */
struct paper_file {
    const void *p;
    size_t n;
    int cpu_s; /* most seconds of computing; 0: 20, for mask_apply and mask_prove 120 */
};

enum pages_kind { PAGES_PDF = 1, PAGES_PNG, PAGES_JPEG };

struct page_size {
    double width_pt, height_pt; /* 1/72 inch, as shown: turned and cut as the file says */
};

struct pages_info {
    enum pages_kind kind;
    int n_pages; /* at least 1 */
    const struct page_size *sizes;
};

/* ST_INVALID: no such file type, encrypted, damaged or hostile; ST_TOO_BIG: over a bound or out of
 * time; ST_BROKEN: the worker is not installed. Always with a reason. */
enum st pages_info(
    struct arena *a, const struct paper_file *f, struct pages_info *out, struct err *e) MUST_CHECK;

struct page_at {
    int page; /* from 1 */
    int dpi;  /* PAPER_DPI_MIN … PAPER_DPI_MAX; lowered when the page would pass 36 megapixels */
};
/* The page as PNG on white, annotations and filled-in forms included: what a person would print. */
enum st pages_image(struct arena *a, const struct paper_file *f, struct page_at at,
    struct paper_bytes *png, struct err *e) MUST_CHECK;

/* The text that copying or searching would find on the page, UTF-8; "" for images. */
enum st pages_text(struct arena *a, const struct paper_file *f, int page, const char **out,
    struct err *e) MUST_CHECK;

#endif
