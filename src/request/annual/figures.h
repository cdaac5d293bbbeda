/* One report as it stands: every figure with where it comes from, checks, texts, last year's.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_FIGURES_H
#define ANNUAL_FIGURES_H

#include "disclosure/normdoc/normdoc.h"
#include "request/annual/store.h"

struct annual_figure {
    struct report_ref at;
    const char *id;
    bool sum;      /* made of other cells */
    bool has_base; /* the system has counted it */
    int64_t base;
    bool given; /* typed, or corrected by a person */
    const char *reason, *person;
    int64_t given_at;
    const char *problem; /* what the checks say, "" */
    bool warning;        /* …and it may be right all the same */
};

/* Something that stands in the way of the edition, or must be looked at. */
struct annual_reason {
    const char *code;         /* T3, A-TEXT … */
    const char *where, *cell; /* cell "" when it is about something else */
    const char *text, *remedy;
    bool stop; /* false: the clerk confirms that he has looked */
};
enum { ANNUAL_REASONS = 400 };

struct annual {
    struct annual_row row;
    struct foi_organ organ; /* of the county's report: the county government */
    bool county;
    struct day due;
    struct report_table table;
    struct annual_figure cells[REPORT_CELLS];
    size_t n_cells;
    struct report_text texts[REPORT_TEXTS];
    size_t n_texts;
    /* the report of the year before, when there is one that counts */
    bool has_previous;
    struct annual_row previous_row;
    struct report_table previous;
    struct report_text before[REPORT_TEXTS];
    size_t n_before;
    /* of the county's report: organs that have not finished theirs */
    const char **missing;
    size_t n_missing, n_organs;
    struct annual_reason reasons[ANNUAL_REASONS];
    size_t n_reasons, n_stops;
};
/* Computes everything anew, except the figures of an edition. */
enum st annual_load(struct ctx *c, int64_t id, struct annual *out) MUST_CHECK;
/* The organ of a report; of the county's: the county government. ST_NOT_FOUND when the county has
 * not said yet which organ that is. */
enum st annual_organ(struct ctx *c, int64_t unit_id, struct foi_organ *out) MUST_CHECK;
/* Rows 规章 and 行政规范性文件 of table 2: what of the catalogue of normative documents they count.
 */
enum { ANNUAL_NORM_ROWS = 2 };
struct norm_count annual_norm_count(const struct foi_organ *organ, bool county, int year, int row);
enum norm_figure annual_norm_figure(enum report_format f, int column);
/* NULL when the format has no such cell. */
struct annual_figure *annual_cell_find(struct annual *a, const char *id);

#endif
