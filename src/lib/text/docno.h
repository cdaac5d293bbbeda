/* Document numbers (发文字号): reading every spelling, writing the one right form.
 *
 * Grammar and finding codes: rules/publishing.md §4.1. Pure functions over valid UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_DOCNO_H
#define TEXT_DOCNO_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"

enum docno_kind {
    DOCNO_NONE,
    DOCNO_NUMBER, /* 曲政办发〔2018〕71号 */
    DOCNO_ORDER,  /* 国务院令第711号 */
    DOCNO_NOTICE  /* 公告2017年第3号 and its kin */
};

struct docno {
    enum docno_kind kind;
    const char *text; /* canonical form */
    const char *word; /* 代字 曲政办发, or the body before 令, 公告 */
    int year;         /* 0 when it has none */
    int serial;
    int sub;              /* of the rare suffix -2, else 0 */
    const char *findings; /* "D-BRK,D-SPACE", "" when written right */
    size_t start, end;    /* bytes of the match in the text given */
};

/* The first number in text[from..]; false when there is none. */
bool docno_find(struct arena *a, const char *text, size_t from, struct docno *out);
/* The whole string is one number (spaces around it apart). */
bool docno_parse(struct arena *a, const char *s, struct docno *out);
/* What a searcher typed: "71号", "曲政办发71号", "〔2018〕71", "曲政办发2018 71". word "" and 0 for
 * the parts not given; false when it does not look like part of a number. */
bool docno_partial(struct arena *a, const char *s, struct docno *out);

#endif
