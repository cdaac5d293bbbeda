/* Shapes of the fiscal tables as data: kinds of books, their sheets, columns and rows. Inside the
 * slice only.
 *
 * rules/publishing.md §5.2, §5.3, §5.5, §5.6. A book is what a unit publishes of one kind for one
 * year. A sheet with rows has these and no others; one without has as many as were typed in.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_SHAPE_H
#define FISCAL_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum fiscal_type {
    FISCAL_TEXT,
    FISCAL_MONEY,  /* fen; typed and shown in 万元 */
    FISCAL_COUNT,  /* whole number */
    FISCAL_CHANGE, /* computed: of − base */
    FISCAL_PERCENT /* computed: of ÷ base × 100; of "change": (of − base) */
};

struct fiscal_column {
    const char *key, *title;
    enum fiscal_type type;
    const char *of, *base; /* of what is computed: keys of columns */
    int width;             /* in characters; 0: by type */
};

struct fiscal_row {
    const char *key, *title;
    int depth;
    const char *sum;   /* keys of the rows that add up to it, "a b c"; NULL none */
    const char *only;  /* keys of the columns that it has; NULL all */
    const char *piece; /* of a count: 个, 人次 … */
};

enum { FISCAL_COLUMNS = 10 };
struct fiscal_shape {
    const char *key, *title, *short_title;
    const struct fiscal_column *columns;
    size_t n_columns;
    const struct fiscal_row *rows; /* NULL: as many as typed */
    size_t n_rows;
    const char *across; /* columns that add up to the column "total"; NULL none */
    bool coded; /* rows have codes: 类 3, 款 5, 项 7 digits add up; a line without code is 合计 */
    bool full;              /* every cell must be filled: nothing spent is written 0 */
    bool may_be_empty;      /* with a statement instead: the text named as the sheet */
    const char *balance[2]; /* columns whose sums are equal in each row: "opening income",
                               "spending closing"; NULL none */
    const char *most[2];    /* a column and the one it may not exceed; NULL none */
    int since;              /* first year; 0 always */
};

struct fiscal_text_field {
    const char *key, *title, *hint;
    bool needed; /* when amounts moved: RULE F-3G-4 */
};

struct fiscal_kind {
    const char *key, *title; /* "sangong", “三公”经费 */
    const char *name;        /* in a title: “三公”经费决算 */
    const char *column;      /* where it is published */
    const struct fiscal_shape *sheets;
    size_t n_sheets;
    const struct fiscal_text_field *texts;
    size_t n_texts;
    bool catalogue;         /* items with their basis; kept by the finance bureau for the county */
    bool county;            /* of the county as a whole; kept by the finance bureau */
    const char *own_budget; /* kind of the same year whose figures it repeats, NULL none */
    /* What the chart of the public page shows: a sheet, rows whose keys begin so, columns in the
     * order of their series; NULL no chart. */
    const char *chart, *chart_rows, *chart_columns;
};

extern const struct fiscal_kind fiscal_kinds[];
extern const size_t n_fiscal_kinds;
extern const struct fiscal_shape fiscal_budget_sheets[8], fiscal_final_sheets[8];
enum { FISCAL_GOV_SHEETS = 6 };
extern const struct fiscal_shape fiscal_gov_budget_sheets[FISCAL_GOV_SHEETS],
    fiscal_gov_final_sheets[FISCAL_GOV_SHEETS];

const struct fiscal_kind *fiscal_kind_find(const char *key); /* NULL when there is none */
const struct fiscal_shape *fiscal_sheet_find(const struct fiscal_kind *k, const char *key);
/* Place in the shape, or SIZE_MAX. */
size_t fiscal_row_place(const struct fiscal_shape *s, const char *key);
size_t fiscal_column_place(const struct fiscal_shape *s, const char *key);
/* True when the word is in the list "a b c". */
bool fiscal_listed(const char *list, const char *word);
/* The row has this cell. */
bool fiscal_has_cell(const struct fiscal_row *row, const struct fiscal_column *col);
/* A cell that people fill. */
bool fiscal_typed(const struct fiscal_column *col);

#endif
