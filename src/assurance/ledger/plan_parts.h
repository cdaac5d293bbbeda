/* What the reader of plans is made of: lines, dates, units, problems. Inside the ledger only.
 *
 * All functions take valid UTF-8 and are pure; places are byte offsets into the text given.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_PLAN_PARTS_H
#define LEDGER_PLAN_PARTS_H

#include <stdbool.h>
#include "assurance/ledger/ledger.h"
#include "lib/base/date.h"

/* ---- characters (plan_text.c) ---- */

bool text_starts(const char *p, const char *word);
/* Length of the first word of the NULL-terminated list that p text_starts with, 0 when none. */
size_t text_starts_any(const char *p, const char *const *words);
const char *text_skip_blanks(const char *p); /* of any width, not line ends */
/* 1 to max_digits digits, half or full width; false leaves *p alone. */
bool text_read_digits(const char **p, int max_digits, int *value);
/* Digits, or a Chinese numeral up to 九十九; false leaves *p alone. */
bool text_read_count(const char **p, int *value);
/* Four digits, or four Chinese ones: 二〇一八. */
bool text_read_year(const char **p, int *value);

/* ---- lines (plan_text.c) ---- */

/* The four usual levels of numbering of official texts. */
enum level { LEVEL_TEXT, LEVEL_HAN, LEVEL_HAN_PAREN, LEVEL_DIGIT, LEVEL_DIGIT_PAREN, LEVELS };
struct line {
    const char *text; /* without marker and outer blanks */
    enum level level; /* 一、  （一）  1.  （1） */
    int number;
};
size_t plan_lines(struct arena *a, const char *text, size_t n, struct line **out);

/* ---- dates (plan_dates.c) ---- */

struct found_date {
    struct day day;
    size_t start, end;
    bool year_written; /* false: taken from the context */
};
/* year: for 年底前, 年内, 9月30日前 without a year; 0 leaves them unread. */
size_t plan_dates(struct arena *a, const char *text, int year, struct found_date **out);
/* The date when the line is nothing else, as below a letter; day_none() otherwise. */
struct day plan_date_line(const char *line);

/* ---- units (plan_units.c) ---- */

struct found_unit {
    bool lead;
    const char *name;
    size_t start, end;
};
size_t plan_units(struct arena *a, const char *text, struct found_unit **out);
/* Byte offset where the first pair of units begins, its bracket included; strlen(text) when none.
 */
size_t plan_units_start(const char *text);
/* Splits a list of units as typed: 县政府办公室、县公安局,各乡、镇人民政府. */
size_t plan_units_split(struct arena *a, const char *list, const char ***names);

/* ---- what is wrong (plan_problem.c) ---- */

/* "" when the text does not say. *start is its place. */
const char *plan_problem(struct arena *a, const char *text, size_t *start);

/* ---- marks for the page where a person compares (plan_marks.c) ---- */

enum mark_kind { MARK_NONE, MARK_TITLE, MARK_PROBLEM, MARK_LEAD, MARK_DUTY, MARK_DATE };
struct mark { /* a run of text */
    enum mark_kind kind;
    const char *text;
};
/* The whole text in runs, in order. */
size_t plan_marks(struct arena *a, const char *text, int year, struct mark **out);

#endif
