/* Reading an .xlsx that staff wrote in Excel or WPS: sheets, rows and typed cells.
 *
 * Formulas give the value stored with them; cells of a merged range all have the value of its first
 * one. Bounded against zip bombs as the .docx reader, and to 50 sheets, 200,000 rows, 256 columns
 * and 2,000,000 cells in all.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_XLSX_READ_H
#define PAPER_XLSX_READ_H

#include <stdbool.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/status.h"
#include "lib/paper/pages.h"

enum xcell_kind { XCELL_NONE, XCELL_TEXT, XCELL_NUMBER, XCELL_DAY, XCELL_BOOL, XCELL_ERROR };

struct xcell {
    enum xcell_kind kind;
    bool formula; /* computed by the table program; kind is XCELL_NONE when it stored no value */
    bool merged;  /* repeats the first cell of a merged range */
    /* Never NULL. Numbers as plain decimals ("1234.5"), with % where the format has it ("-7.03%");
     * days as YYYY-MM-DD; TRUE, FALSE; an error as "#DIV/0!". */
    const char *text;
    struct day day; /* XCELL_DAY */
};

struct xrow {
    const struct xcell *cells; /* up to the last one that holds something */
    size_t n;
};

struct xsheet {
    const char *name;
    bool hidden;
    const struct xrow *rows; /* from the table's first line, to the last that holds something */
    size_t n_rows, n_columns;
};

struct xlsx {
    const struct xsheet *sheets; /* in the order of their tabs */
    size_t n_sheets;
};

/* Everything lives in the arena. ST_INVALID with a Chinese reason: no .xlsx, broken, encrypted;
 * ST_TOO_BIG: over a bound. */
enum st xlsx_read(struct arena *a, const char *path, struct xlsx *out, struct err *e) MUST_CHECK;
/* The same from memory, which must stay valid during the call. */
enum st xlsx_read_bytes(
    struct arena *a, struct paper_bytes bytes, struct xlsx *out, struct err *e) MUST_CHECK;
/* An empty cell outside the table. Row and column from 0. */
const struct xcell *xsheet_at(const struct xsheet *s, size_t row, size_t column);

#endif
