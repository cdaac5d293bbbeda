/* What changed between two editions: paragraphs first, then characters within changed paragraphs.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_DIFF_H
#define TEXT_DIFF_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"

enum diff_kind { DIFF_SAME, DIFF_DELETED, DIFF_ADDED, DIFF_CHANGED };

struct diff_row {
    enum diff_kind kind;
    /* Escaped HTML of each side, with <del>…</del> and <ins>…</ins> around what changed inside a
     * CHANGED row; "" where there is no such side. */
    const char *old_html, *new_html;
};

/* Compares two plain texts (html_plain) line by line. Bounded: O((n+m)·d) with d capped, beyond
 * which the rest is one replaced block. */
size_t diff_lines(
    struct arena *a, const char *old_text, const char *new_text, const struct diff_row **rows);

struct diff {
    const struct diff_row *rows;
    size_t n, n_changed;
};
/* Compares what two texts in HTML say. */
struct diff diff_html(struct arena *a, const char *old_html, const char *new_html);

#endif
