/* The annual report on information disclosure, computed from the cases.
 *
 * rules/requests.md §3: both official formats, any year. Tables are plain values; the writers make
 * JSON, a workbook and a document of them.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"
#include "request/foi/foi.h"

enum report_format { REPORT_2019, REPORT_2021 }; /* trial format of 2019; format of 2021 */
/* RULE §3.1: the format in force for the report on that year. */
enum report_format report_format_of(int year);

enum {
    REPORT_COLUMNS = 7,
    REPORT_ROWS = 26,
    REPORT_GROUPS = 3,
    REPORT_RESULTS = 5,
    REPORT_ROWS2 = 8,
    REPORT_COLUMNS2 = 3,
    REPORT_CELLS = REPORT_ROWS * REPORT_COLUMNS + REPORT_GROUPS * REPORT_RESULTS +
                   REPORT_ROWS2 * REPORT_COLUMNS2
};

struct report_row {
    const char *id, *label; /* "r3.3.1", 1.属于国家秘密 */
    int depth;              /* 0 一、; 1 （一）; 2 1. */
};
/* The rows of table 3 in their order; *n 24 or 26. */
const struct report_row *report_rows(enum report_format f, size_t *n);
extern const char *const report_columns[REPORT_COLUMNS]; /* 自然人 … 总计 */
extern const char *const report_groups[REPORT_GROUPS];   /* 行政复议 … */
extern const char *const report_results[REPORT_RESULTS]; /* 结果维持 … 总计 */

/* Table 2 (§3.2): what was disclosed without being asked for. No case tells of it. */
enum report_measure {
    MEASURE_COUNT,
    MEASURE_CHANGE, /* 本年增/减: may be negative */
    MEASURE_FEN     /* money, kept in 分, shown in 万元 */
};
struct report_column2 {
    const char *title; /* 本年制发件数 */
    enum report_measure measure;
};
struct report_row2 {
    const char *label, *block; /* 行政规范性文件; 第二十条第（一）项 */
    const struct report_column2 *columns;
    size_t n_columns;
};
const struct report_row2 *report_rows2(enum report_format f, size_t *n);

struct report_table {
    enum report_format format;
    int year;
    const char *organ; /* "" the whole county */
    int64_t table2[REPORT_ROWS2][REPORT_COLUMNS2];
    int64_t table3[REPORT_ROWS][REPORT_COLUMNS];
    int64_t table4[REPORT_GROUPS][REPORT_RESULTS];
    /* Figures that nobody has given yet: not zero. */
    bool missing2[REPORT_ROWS2][REPORT_COLUMNS2];
    bool missing3[REPORT_ROWS][REPORT_COLUMNS];
    bool missing4[REPORT_GROUPS][REPORT_RESULTS];
    bool has_previous;
    int64_t previous_r4[REPORT_COLUMNS]; /* of the report on the year before */
    int64_t fee_yuan;                    /* RULE F10: received in the year */
};

/* One cell of the tables. Its id is what findings name: "table3.r1.自然人". */
struct report_ref {
    int table, row, column; /* table 2, 3, 4 */
};
/* Every cell of the format, in the order of print; the number of them, at most REPORT_CELLS. */
size_t report_refs(enum report_format f, struct report_ref list[static REPORT_CELLS]);
const char *report_ref_id(struct arena *a, enum report_format f, struct report_ref ref);
/* "表三 一、本年新收…：自然人" */
const char *report_ref_words(struct arena *a, enum report_format f, struct report_ref ref);
/* false when the format has no such cell. */
bool report_ref_find(enum report_format f, const char *id, struct report_ref *out);
enum report_measure report_ref_measure(enum report_format f, struct report_ref ref);
int64_t *report_ref_value(struct report_table *t, struct report_ref ref);
bool *report_ref_missing(struct report_table *t, struct report_ref ref);
/* Sums are made of other cells: r3.7 and every 总计. */
bool report_ref_is_sum(enum report_format f, struct report_ref ref);
/* As printed: a figure, an amount in 万元 as exact as it is. */
const char *report_figure_text(struct arena *a, enum report_measure m, int64_t value);
/* As typed: separators and full width allowed; 万元 with at most six digits behind the point.
 * RULE T5: whole numbers, negative ones only for 增/减. */
bool report_figure_read(enum report_measure m, const char *text, int64_t *out);

/* Counts the cases of one organ, or of all (organ_id 0; RULE T6: the sum of the organs'). */
enum st report_build(
    struct ctx *c, int64_t organ_id, int year, struct report_table *out) MUST_CHECK;
/* The same in the format asked for. */
enum st report_build_as(struct ctx *c, int64_t organ_id, int year, enum report_format format,
    struct report_table *out) MUST_CHECK;
/* The table as `report check` reads it, with the findings of its own checks. */
enum st report_json(
    struct arena *a, const struct report_table *t, struct buf *out, struct err *e) MUST_CHECK;
/* RULE T6: adds the cells of `part` (sign 1) or takes them out (-1); what is missing there counts
 * nothing. A part of the other format counts nothing at all and gives false. */
bool report_add(struct report_table *sum, const struct report_table *part, int sign);
/* Makes r3.7 and every 总计 anew from the other cells. */
void report_sums(struct report_table *t);
/* What the row and column of table 3 count, for a list of the cases themselves. */
enum report_when { COUNTED_NEW, COUNTED_BEFORE, COUNTED_ENDED, COUNTED_OPEN };
struct report_counted {
    enum report_when when;
    const char *codes;          /* "|G1|G2|", "" any */
    const char *applicant_kind; /* "" any */
};
struct report_counted report_counted_of(
    struct arena *a, enum report_format f, struct report_ref ref);
/* The dispute counts in this cell of table 4. */
bool report_counts_dispute(int year, struct report_ref ref, const struct foi_dispute *d);

/* One thing that the checks T1 … T7 or those of table 2 do not like. */
struct report_finding {
    const char *rule;    /* "T1" */
    const char *cell;    /* as report_ref_id */
    const char *message; /* with the figures and what to do */
    bool warning;        /* may be right all the same */
};
/* previous: the report on the year before, for table 2; NULL when there is none. */
enum st report_findings(struct arena *a, const struct report_table *t,
    const struct report_table *previous, struct report_finding **list, size_t *n,
    struct err *e) MUST_CHECK;

/* What looks copied from the year before: rows whose figures are all the same, and not zero.
 * cells: their names. RULE 3.5 */
size_t report_same_figures(struct arena *a, const struct report_table *now,
    const struct report_table *before, const char *cells[static REPORT_CELLS]);
/* How much of the text, in percent of its characters, stands word for word in that of the year
 * before; years and figures do not count as a difference. *sentence: the first copied one, or "".
 */
int report_copied(struct arena *a, const char *now, const char *before, const char **sentence);
#define REPORT_COPIED 50 /* percent from which a text is called copied */

/* A text of the report. */
enum { REPORT_TEXTS = 8 };
struct report_text {
    const char *key, *heading;
    const char *text;
};
/* ---- reading the report of another year ---- */

struct report_read {
    struct report_table table; /* what was not read is missing */
    struct report_text texts[REPORT_TEXTS];
    size_t n_texts;
    bool format_known, year_known;
    const char **unread; /* what could not be read, one line each */
    size_t n_unread;
};
/* Lines of cells, as a workbook or a document has them, top to bottom. */
struct report_line {
    const char *const *cells;
    size_t n;
};
/* year: when the file does not say. ST_INVALID when it holds no figure of table 3. */
enum st report_read_lines(struct arena *a, const struct report_line *lines, size_t n, int year,
    struct report_read *out, struct err *e) MUST_CHECK;
/* An .xlsx, .docx or .json, by the extension of its name. */
enum st report_read_file(struct arena *a, const char *path, const char *name, int year,
    struct report_read *out, struct err *e) MUST_CHECK;
/* The JSON of `report check` and `report build`. */
enum st report_read_json(struct arena *a, const char *text, size_t size, int year,
    struct report_read *out, struct err *e) MUST_CHECK;

/* The texts that people write, in the order of print: keys of §3.1. *n at most REPORT_TEXTS. */
const struct report_text *report_texts(enum report_format f, size_t *n);
/* §3.1: the last day of publishing. RULE 3.1: departments 31 January, the county government 31
 * March; all of them 31 March for the years until 2018. */
struct day report_deadline(int year, bool county);

/* A workbook of the tables. */
enum st report_xlsx(const struct report_table *t, struct buf *out, struct err *e) MUST_CHECK;
/* Six sections, tables filled in; texts in the order of report_texts, "" or NULL where nobody has
 * written yet: such places are marked for the writer. */
enum st report_docx(struct arena *a, const struct report_table *t, const struct report_text *texts,
    struct buf *out, struct err *e) MUST_CHECK;
enum st report_pdf(struct arena *a, const struct report_table *t, const struct report_text *texts,
    struct buf *out, struct err *e) MUST_CHECK;
/* As the body of a public page. */
void report_html(struct arena *a, const struct report_table *t, const struct report_text *texts,
    struct buf *out);
const char *report_title(struct arena *a, const struct report_table *t);

#endif
