/* Sentences and clauses of Chinese texts.
 *
 * A sentence ends behind 。！？ or …… with the closing quotes and brackets that follow, at the end
 * of a line, and before a numbered item （二） that follows ；：。 Marks inside of brackets do not
 * end it, nor does a quoted sentence that goes on as part of the one around it
 * (“谁主管、谁负责。”的原则). A full stop ends it between a letter and a blank only: 12.5 and
 * www.gov.cn stay whole. Pure functions over any bytes; spans leave out white space around them,
 * and together hold all else.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

struct text_span {
    size_t start, end; /* bytes */
};

/* The next sentence of text[*at..n); moves *at behind it. False at the end. */
bool sentence_next(const char *text, size_t n, size_t *at, struct text_span *out);
/* The same for clauses: they also end behind ，；： outside of brackets and book titles, the mark
 * with them. */
bool clause_next(const char *text, size_t n, size_t *at, struct text_span *out);

#endif
