/* Pages on which the text of a Word document is painted: lines, rows of tables, pictures.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_WORD_PAGE_H
#define WORKER_WORD_PAGE_H

#include "lib/paper/letter_flow.h"

#define WORD_COLUMNS 63
#define WORD_AREA_WIDTH AREA_WIDTH

struct word_page {
    cairo_t *cr;
    PangoContext *pango;
    double y; /* where the next thing begins */
    int n;    /* of the page, from 1 */
};
struct word_style {
    enum face face;
    double size;
    double first, left; /* indents: of the first line, of all */
    PangoAlignment align;
    double before, after;
};

void word_page_begin(struct word_page *w);
/* Pango markup; what is no markup is shown as it is. */
void word_text(struct word_page *w, const char *markup, const struct word_style *s);

struct word_cell {
    const char *markup; /* "" for what a cell above covers */
    int column, span;
    bool head;
};
/* edges: of the columns, one more than there are; cells from left to right. */
void word_row(struct word_page *w, const double *edges, const struct word_cell *cells, size_t n);
/* As wide as the text at most, as high as a page; width_pt 0: 96 dots an inch. */
void word_picture(struct word_page *w, cairo_surface_t *picture, double width_pt);
void word_rule(struct word_page *w);

#endif
