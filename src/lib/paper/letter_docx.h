/* Inside the .docx writer of letters: the text of the document.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_LETTER_DOCX_H
#define PAPER_LETTER_DOCX_H

#include "lib/paper/letter.h"

/* Paragraphs and tables, without what surrounds them. */
void letter_docx_body(struct buf *out, const struct letter *l);

#endif
