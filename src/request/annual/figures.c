/* Where every figure of a report comes from: cases, public documents, the organs' reports, people.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/figures.h"

#include <string.h>

#include "request/annual/judge.h"

enum st annual_organ(struct ctx *c, int64_t unit_id, struct foi_organ *out)
{
    struct foi_organ *list;
    size_t n;
    if (unit_id)
        return foi_organ_get(c, unit_id, out);
    enum st st = foi_organ_list(c, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (list[i].kind == ORGAN_COUNTY) {
            *out = list[i];
            return ST_OK;
        }
    return st ? st
              : fail(c, ST_NOT_FOUND, "unit",
                    "还没有登记县政府为受理机关，请先在“依申请公开”的“受理机关”中登记");
}

struct annual_figure *annual_cell_find(struct annual *a, const char *id)
{
    for (size_t i = 0; i < a->n_cells; i++)
        if (strcmp(a->cells[i].id, id) == 0)
            return &a->cells[i];
    return NULL;
}

/* ---- what the system counts ---- */

static void set2(struct report_table *t, int row, const int64_t values[static REPORT_COLUMNS2])
{
    for (int j = 0; j < REPORT_COLUMNS2; j++) {
        t->table2[row][j] = values[j];
        t->missing2[row][j] = false;
    }
}

struct norm_count annual_norm_count(const struct foi_organ *organ, bool county, int year, int row)
{
    return (struct norm_count){.class = row == 0 ? NORM_RULES : NORM_NORMATIVE,
        .unit_id = county ? 0 : organ->unit_id,
        .other_unit_id = county ? 0 : organ->office_id,
        .year = year};
}

enum norm_figure annual_norm_figure(enum report_format f, int column)
{
    static const enum norm_figure old[] = {NORM_COUNT_MADE, NORM_COUNT_SHOWN, NORM_COUNT_PUBLIC},
                                  now[] = {NORM_COUNT_MADE, NORM_COUNT_OVER, NORM_COUNT_IN_FORCE};
    return f == REPORT_2019 ? old[column] : now[column];
}

/* RULE 3.2: rows 规章 and 行政规范性文件 from the catalogue of normative documents. A county that
 * knows none of a kind has recorded nothing: then a person types. */
static enum st count_documents(
    struct ctx *c, const struct foi_organ *organ, bool county, struct report_table *t)
{
    enum st st = ST_OK;
    for (int i = 0; !st && i < ANNUAL_NORM_ROWS; i++) {
        struct norm_tally n;
        struct norm_count of = annual_norm_count(organ, county, t->year, i);
        int64_t values[REPORT_COLUMNS2];
        st = norm_tally(c, &of, &n);
        if (st || !n.known)
            continue;
        for (int j = 0; j < REPORT_COLUMNS2; j++)
            values[j] = n.n[annual_norm_figure(t->format, j)];
        set2(t, i, values);
    }
    return st;
}

static enum st frozen_table(struct ctx *c, const struct annual_row *row, struct report_read *out)
{
    const char *content;
    enum st st = annual_edition_get(c, row->id, row->edition, &content);
    return st ? st : report_read_json(c->mem, content, strlen(content), row->year, out, &c->err);
}

/* RULE T6: where an organ has finished its report, its figures stand in place of the counted ones.
 */
static enum st take_organ(
    struct ctx *c, const struct foi_organ *organ, struct annual *a, struct report_table *t)
{
    struct annual_row row;
    struct report_read read;
    struct report_table counted;
    enum st st = annual_find(c, organ->unit_id, t->year, &row);
    a->n_organs++;
    if (st || !row.id || row.stage != ANNUAL_FROZEN || row.format != t->format) {
        a->missing[a->n_missing++] = organ->name;
        return st;
    }
    st = frozen_table(c, &row, &read);
    if (!st)
        st = report_build_as(c, organ->unit_id, t->year, t->format, &counted);
    if (!st) {
        report_add(t, &counted, -1);
        report_add(t, &read.table, 1);
    }
    return st;
}

static enum st take_organs(struct ctx *c, struct annual *a, struct report_table *t)
{
    struct foi_organ *list;
    size_t n;
    enum st st = foi_organ_list(c, &list, &n);
    a->missing = st ? NULL : ARENA_ARRAY(c->mem, const char *, n + 1);
    for (size_t i = 0; !st && i < n; i++)
        st = take_organ(c, &list[i], a, t);
    return st;
}

static enum st count(struct ctx *c, struct annual *a, struct report_table *t)
{
    enum st st = report_build_as(c, a->row.unit_id, a->row.year, a->row.format, t);
    if (!st && a->county)
        st = take_organs(c, a, t);
    if (!st)
        st = count_documents(c, &a->organ, a->county, t);
    t->organ = a->organ.name;
    return st;
}

/* ---- what people give ---- */

static void begin_cells(struct arena *mem, struct annual *a, struct report_table *base)
{
    struct report_ref list[REPORT_CELLS];
    a->n_cells = report_refs(a->row.format, list);
    for (size_t i = 0; i < a->n_cells; i++)
        a->cells[i] = (struct annual_figure){.at = list[i],
            .id = report_ref_id(mem, a->row.format, list[i]),
            .sum = report_ref_is_sum(a->row.format, list[i]),
            .has_base = !*report_ref_missing(base, list[i]),
            .base = *report_ref_value(base, list[i]),
            .reason = "",
            .person = "",
            .problem = ""};
}

static enum st overlay(struct ctx *c, struct annual *a)
{
    struct annual_cell *list;
    size_t n;
    enum st st = annual_cell_list(c, a->row.id, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        struct annual_figure *f = annual_cell_find(a, list[i].cell);
        if (!f)
            continue;
        f->given = true;
        f->reason = list[i].reason;
        f->person = list[i].person;
        f->given_at = list[i].at;
        if (a->row.stage == ANNUAL_FROZEN)
            continue;
        *report_ref_value(&a->table, f->at) = list[i].value;
        *report_ref_missing(&a->table, f->at) = false;
    }
    return st;
}

static void nothing(struct report_table *t, const struct annual *a)
{
    *t =
        (struct report_table){.format = a->row.format, .year = a->row.year, .organ = a->organ.name};
    memset(t->missing2, true, sizeof t->missing2);
    memset(t->missing3, true, sizeof t->missing3);
    memset(t->missing4, true, sizeof t->missing4);
}

/* The figures of any stage. */
static enum st load_table(struct ctx *c, struct annual *a)
{
    struct report_read read;
    struct report_table base;
    enum annual_stage stage = a->row.stage;
    enum st st = ST_OK;
    nothing(&base, a);
    if (stage == ANNUAL_DRAFT || stage == ANNUAL_FROZEN)
        st = count(c, a, &base);
    a->table = base;
    if (!st && stage == ANNUAL_FROZEN) {
        st = frozen_table(c, &a->row, &read);
        a->table = read.table;
        a->table.organ = a->organ.name;
    }
    if (st)
        return st;
    begin_cells(c->mem, a, &base);
    st = overlay(c, a);
    if (stage == ANNUAL_DRAFT)
        report_sums(&a->table);
    return st;
}

static enum st load_head(struct ctx *c, struct annual *a)
{
    a->county = a->row.unit_id == 0;
    a->due = report_deadline(a->row.year, a->county);
    enum st st = annual_organ(c, a->row.unit_id, &a->organ);
    return st ? st : annual_texts(c, a->row.id, a->row.format, a->texts, &a->n_texts);
}

/* ---- the year before ---- */

static void take_open(struct annual *a)
{
    size_t n;
    report_rows(a->previous.format, &n); /* r4 is the last row of both formats */
    for (size_t j = 0; j < REPORT_COLUMNS; j++)
        if (a->previous.missing3[n - 1][j])
            return; /* not read: nothing to compare with */
    a->table.has_previous = true;
    memcpy(a->table.previous_r4, a->previous.table3[n - 1], sizeof a->table.previous_r4);
}

static enum st load_previous(struct ctx *c, struct annual *a)
{
    struct annual *before = ARENA_NEW(c->mem, struct annual);
    enum st st = annual_find(c, a->row.unit_id, a->row.year - 1, &before->row);
    bool counts = before->row.stage == ANNUAL_FROZEN || before->row.stage == ANNUAL_KEPT;
    a->table.has_previous = false;
    if (st || !before->row.id || !counts)
        return st;
    st = load_head(c, before);
    if (!st)
        st = load_table(c, before);
    if (st)
        return st;
    a->has_previous = true;
    a->previous_row = before->row;
    a->previous = before->table;
    memcpy(a->before, before->texts, sizeof a->before);
    a->n_before = before->n_texts;
    take_open(a);
    return ST_OK;
}

enum st annual_load(struct ctx *c, int64_t id, struct annual *out)
{
    *out = (struct annual){.n_cells = 0};
    enum st st = annual_get(c, id, &out->row);
    if (!st)
        st = load_head(c, out);
    if (!st)
        st = load_table(c, out);
    if (!st)
        st = load_previous(c, out);
    return st ? st : annual_judge(c, out);
}
