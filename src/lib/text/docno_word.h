/* The words in front of a number: the 代字 of a document, the body of an order. Private to
 * lib/text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_DOCNO_WORD_H
#define TEXT_DOCNO_WORD_H

#include "lib/base/buf.h"
#include "lib/text/docno_cells.h"

#define WORD_MAX_CHARS 12

enum word_use { WORD_CODE /* 代字 */, WORD_BODY /* before 令, 公告 */ };

/* Index of the first cell of the word that ends before cell `end`; `end` itself when there is
 * none. whole: the text is nothing but a number, so blanks inside it do not end it. */
size_t word_start(const struct cells *c, size_t end, enum word_use use, bool whole);
/* The last character says what kind of paper it is (发, 函, 复 …), so it may be trusted as a 代字
 * where brackets are missing. */
bool word_ends_like_code(const struct cells *c, size_t end);
/* A 代字 by itself, as a searcher types it. */
bool word_is_code(const char *s);
/* Cells [from, to) as UTF-8. */
void word_text(struct buf *b, const struct cells *c, size_t from, size_t to);

#endif
