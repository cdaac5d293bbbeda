/* Inside the PDF writer of letters: pieces that flow down the pages.
 *
 * letter_flow.c turns a letter into a list of pieces, letter_table.c its tables, letter_pages.c
 * puts pieces on pages and draws them, letter_keep.c tells what may not be torn apart.
 * All lengths are points (1/72 inch).
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_LETTER_FLOW_H
#define PAPER_LETTER_FLOW_H

#include <pango/pangocairo.h>

#include "lib/paper/letter.h"

#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define LEFT (28 * MM)
#define TOP (37 * MM)
#define AREA_WIDTH (156 * MM)
#define AREA_HEIGHT (225 * MM)
#define PITCH (AREA_HEIGHT / 22) /* of lines */
#define CELL (AREA_WIDTH / 28)   /* of characters */
#define BODY_SIZE 16.0
#define FORM_SIZE 12.0
#define FORM_PITCH 18.5

enum face { FACE_BODY, FACE_TITLE, FACE_HEADING, FACE_DIGITS };
enum piece_kind { PIECE_GAP, PIECE_LINE, PIECE_ROW, PIECE_CUT, PIECE_SIGNED, PIECE_HEAD };

/* One line of a table: what stands in each cell, and which borders it draws. */
struct row_part {
    const struct letter_table *table;
    const struct letter_row *row;
    PangoLayout *const *cells; /* one for each cell */
    int line;                  /* of each cell; -1: all lines, centred in height */
    bool first, last;          /* of the row */
};

struct piece {
    struct piece *next;
    enum piece_kind kind;
    double height;
    bool keep;         /* stays on the page of the next piece */
    PangoLayout *text; /* of a line */
    int line;          /* its number in text */
    double x, size;
    bool justify, grey;
    const struct row_part *row;
};

struct flow {
    struct arena *a;
    PangoContext *pango;
    const struct letter *letter;
    struct piece *first, **end;
    bool bad_seal; /* the image cannot be read */
};

/* letter_flow.c */
void flow_letter(struct flow *f);
struct piece *flow_add(struct flow *f, enum piece_kind kind, double height);
/* A layout in the flow's arena; width 0: does not wrap. */
PangoLayout *flow_layout(
    struct flow *f, enum face face, double size, const char *text, double width);
/* letter_table.c */
void flow_table(struct flow *f, const struct letter_table *t);
/* Draws one part with its upper left corner at x, y. top, bottom: it is the first or last of its
 * page. */
void draw_row(
    cairo_t *cr, const struct row_part *r, double y, double height, bool cut_above, bool cut_below);
/* letter_pages.c */
void draw_pages(struct flow *f, cairo_t *cr, int *pages);
/* Draws line n of a layout, its ideographs centred on y + height / 2. */
void draw_line(cairo_t *cr, PangoLayout *l, int n, double x, double baseline);
/* letter_seal.c: the head, and signature, date and seal with y at the top of the piece. */
void draw_head(struct flow *f, cairo_t *cr);
void draw_signed(struct flow *f, cairo_t *cr, double y);

/* letter_keep.c: dates, numbers and articles are not torn. Finds the next such run at or after
 * *start; false when there is none. Offsets are bytes. */
bool letter_keep_next(const char *text, size_t *start, size_t *end);

/* letter_fonts.c */
PangoFontDescription *letter_font(enum face face, double size);
PangoContext *letter_pango(void);

#endif
