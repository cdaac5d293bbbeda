/* A window of code points around a place in a text, blanks removed: what docno.c matches on.
 * Private to lib/text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_DOCNO_CELLS_H
#define TEXT_DOCNO_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELLS_BEFORE 56
#define CELLS_AFTER 40

struct cell {
    uint32_t
        cp; /* full-width forms folded to ASCII, dashes to '-', traditional forms to simplified */
    uint32_t written;  /* as it stands in the text */
    size_t start, end; /* bytes */
    bool gap;          /* a blank stands before it */
};

struct cells {
    struct cell at[CELLS_BEFORE + CELLS_AFTER];
    size_t n, anchor; /* anchor: index of the cell at the byte asked for */
};

/* The cells of one line around byte `anchor`, none before byte `from`. text is NUL-terminated. */
void cells_around(const char *text, size_t from, size_t anchor, struct cells *out);
/* The next place ≥ from where a number may be recognised: a bracket followed by a digit or a 号
 * preceded by one. SIZE_MAX when there is none. */
size_t cells_next_anchor(const char *text, size_t from);

bool cell_blank(uint32_t cp); /* white space other than a line end */
/* 0 … 9 for 〇 … 九, 10, 100, 1000 for 十, 百, 千; -1 otherwise. */
int cell_han_numeral(uint32_t cp);
/* Number of the bracket family; 0 when cp is no bracket. open may be NULL. */
int cell_bracket(uint32_t cp, bool *open);

static inline bool cell_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}
static inline bool cell_numeral(uint32_t cp)
{
    return cell_digit(cp) || cell_han_numeral(cp) >= 0;
}

#endif
