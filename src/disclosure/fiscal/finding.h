/* What the fiscal checks share: findings, and numbers as they are printed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_FINDING_H
#define FISCAL_FINDING_H

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/json.h"

struct fiscal_run {
    struct arena *mem;
    const struct json *in;
    struct buf *out;
};

/* expected and actual are texts; NULL writes null. */
void fiscal_finding(struct fiscal_run *r, const char *id, const char *cell, const char *expected,
    const char *actual, const char *message);

/* Amounts in millionths, so that printed decimals are exact. */
#define FISCAL_UNIT 1000000
struct printed {
    int64_t v;    /* millionths */
    int decimals; /* as printed */
};
/* "1,234.56", "-7.03%", "－0.5 ％"; false when it is no number, its thousands are parted elsewhere
 * than every three digits, or it has more than six decimals. */
bool printed_read(const char *s, struct printed *out);
/* RULE F-AMT: what is wrong with an amount, in Chinese, NULL when nothing is; one judge for the
 * grid, table files and the command. most: from this number of units on it is not believed. */
#define FISCAL_MOST_WAN 100000000LL /* no county moves 1 亿万元, a trillion yuan */
#define FISCAL_MOST_YUAN (FISCAL_MOST_WAN * 10000)
enum { AMOUNT_SIGNED = 1, AMOUNT_PERCENT = 2 }; /* may be below nought; may bear % */
const char *fiscal_amount_problem(const char *text, unsigned may, int64_t most);
/* ST_INVALID with place and remedy when the input has another shape than the tables have. */
enum st fiscal_shape_check(struct arena *a, const struct json *in, struct err *e) MUST_CHECK;
/* With exactly `decimals` decimals. */
const char *printed_text(struct arena *a, int64_t v, int decimals);
/* v rounded half away from zero to `decimals` decimals. */
int64_t printed_round(int64_t v, int decimals);

void sangong_check(struct fiscal_run *r);
void sangong_check_text(struct fiscal_run *r);
void fees_check(struct fiscal_run *r);
void funds_check(struct fiscal_run *r);

/* Rows and columns of the "三公" table, in their printed order. */
enum { SANGONG_ROWS = 8 };
struct sangong_row {
    const char *key, *words; /* words: how the text names it, separated by '|' */
};
extern const struct sangong_row sangong_rows[SANGONG_ROWS];
/* A cell that is there and is a number. */
bool sangong_amount(
    const struct fiscal_run *r, const char *row, const char *column, struct printed *out);
bool sangong_count(const struct fiscal_run *r, const char *name, int64_t *out);

#endif
