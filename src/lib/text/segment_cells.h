/* Text to cells, the smallest pieces that words are made of: one Han character, one number, one
 * date, one document number, one run of letters. Private to the segmenter.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SEGMENT_CELLS_H
#define TEXT_SEGMENT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/text/lexicon.h"

enum { CELLS_MAX = 512 };

enum cell_kind { CELL_HAN, CELL_NUMERAL, CELL_LATIN, CELL_NUMBER, CELL_DATE, CELL_DOCNO };

/* A stretch of cells without marks or blanks between them. */
struct cells {
    const struct lexicon *lex;
    const char *text;
    size_t n;    /* bytes of text */
    size_t base; /* where the stretch begins */
    uint32_t count;
    uint32_t off[CELLS_MAX + 1]; /* cell i: base + off[i] … base + off[i + 1] */
    uint16_t code[CELLS_MAX];    /* of the character; 0: no dictionary word goes through here */
    uint8_t kind[CELLS_MAX];
};

/* Reads the stretch that begins at byte `from`; count 0 when a mark or a blank stands there. It
 * ends at a mark, a blank, the end of the text, or after CELLS_MAX cells. */
void cells_read(struct cells *c, size_t from);
/* Bytes of the mark at `from`: one character, or the same one repeated (……), or malformed bytes. */
size_t cells_mark(const struct cells *c, size_t from);

#endif
