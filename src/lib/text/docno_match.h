/* Matching one number inside a window of cells. Private to lib/text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_DOCNO_MATCH_H
#define TEXT_DOCNO_MATCH_H

#include "lib/text/docno.h"
#include "lib/text/docno_cells.h"

enum finding {
    F_BRK = 1,
    F_MIX = 2,
    F_YEAR = 4,
    F_ZERO = 8,
    F_DI = 16,
    F_HAO = 32,
    F_SPACE = 64,
    F_AMBIG = 128
};

#define YEAR_FIRST 1949
#define YEAR_LAST 2099

/* A run of digits or Chinese numerals. */
struct numeral {
    size_t from, to; /* cells */
    int value;       /* -1 when it is no number that may stand there */
    bool han;
};

struct match {
    enum docno_kind kind;
    size_t from, to;           /* cells */
    size_t word_from, word_to; /* cells of the word or body */
    struct numeral year, serial;
    int sub;
    unsigned findings;
    const char *sign;  /* of an order or notice: 令, 公告, 通告 */
    bool sign_behind;  /* 第711号令 */
    bool bracket_year; /* 公告〔2017〕3号 */
    bool with_di;      /* 第 is written */
};

/* A number whose year bracket opens at the anchor. whole: the text is nothing but a number. */
bool match_bracket(const struct cells *c, bool whole, struct match *m);
/* A number whose 号 is at the anchor. m->findings may be F_AMBIG when it is false. */
bool match_hao(const struct cells *c, bool whole, struct match *m);

#endif
