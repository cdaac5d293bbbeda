/* Inside an .xlsx: the book being read, its formats and cells.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_XLSX_PARTS_H
#define PAPER_XLSX_PARTS_H

#include "lib/paper/docx_parts.h"
#include "lib/paper/xlsx_read.h"

#define XLSX_SHEETS 50
#define XLSX_ROWS 200000
#define XLSX_COLUMNS 256
#define XLSX_CELLS 2000000

enum xformat { XFORMAT_PLAIN, XFORMAT_DAY, XFORMAT_PERCENT };

struct xlsx_list { /* grows in the arena */
    void **p;
    size_t n, cap;
};

struct xlsx_reader {
    struct docx_reader d;
    struct xlsx_list strings; /* const char * */
    struct xlsx_list formats; /* const enum xformat *, by cell style */
    struct map *own_formats;  /* number format id → its code */
    bool from_1904;
    size_t n_cells;
};

void xlsx_push(struct arena *a, struct xlsx_list *l, const void *p);

/* xlsx_format.c; pure */
/* What a number format shows: by its id, and for ids from 164 (and where code is not "") its
 * code. */
enum xformat xlsx_format(int id, const char *code);
/* The day a count of days means; none outside 1900 … 9999. */
struct day xlsx_day(double count, bool from_1904);
/* The value as a plain decimal of at most 15 digits, or as per cent. The text itself when it is no
 * number. */
const char *xlsx_number(struct arena *a, const char *value, enum xformat format);

/* xlsx_cells.c */
/* A text element (si, is): its runs joined, without readings. */
const char *xlsx_rich_text(struct docx_reader *d);
enum st xlsx_read_sheet(struct xlsx_reader *r, const char *part, struct xsheet *out);

#endif
