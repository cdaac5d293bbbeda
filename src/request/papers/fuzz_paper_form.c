/* Fuzz target: cells of a form that came back from Word. Every line is a cell; the changes found
 * are those that the cells tell.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct paper_form_place places[] = {
    {FACT_OPINION, NULL}, {FACT_REVIEW_OPINION, "由审查人填写"}, {FACT_LEADER_OPINION, NULL}};

/* Cells of the table as sent; a line of the text that is not empty takes the place of one. */
static struct docx_grid grid_of(struct arena *a, const struct letter_table *t, const char *text)
{
    struct docx_row *rows = ARENA_ARRAY(a, struct docx_row, t->n_rows);
    for (size_t i = 0; i < t->n_rows; i++) {
        struct docx_cell *cells = ARENA_ARRAY(a, struct docx_cell, t->rows[i].n);
        for (size_t k = 0; k < t->rows[i].n; k++) {
            size_t n = strcspn(text, "\n");
            cells[k] = (struct docx_cell){
                n ? arena_strndup(a, text, n) : t->rows[i].cells[k].text, t->rows[i].cells[k].span};
            text += n + (text[n] == '\n');
        }
        rows[i] = (struct docx_row){cells, t->rows[i].n};
    }
    return (struct docx_grid){rows, t->n_rows};
}

static void valid(const char *s)
{
    if (!utf8_valid(s, strlen(s)))
        abort();
}

static void compare(struct arena *a, const char *text)
{
    const struct paper_kind *kind = paper_kind_find("approval");
    struct paper_facts *f = paper_sample(a, kind, SAMPLE_NOW, "D6");
    struct paper_findings found;
    struct letter made, marked;
    struct paper_form_change out[COUNT_OF(places)];
    size_t n;
    paper_findings_init(&found, a);
    if (paper_build(kind, f, &made, &found) ||
        paper_build(kind, paper_form_mark(f, places, COUNT_OF(places)), &marked, &found))
        abort();
    const struct docx_grid grid = grid_of(a, made.blocks[0].table, text);
    const struct paper_form form = {&made, &marked, f, places, COUNT_OF(places)};
    const struct docx back = {.title = "", .html = text, .grids = &grid, .n_grids = 1};
    if (paper_form_changes(&form, &back, out, &n, &found) == ST_OK && found.n)
        abort();
    for (size_t i = 0; i < n; i++) {
        valid(out[i].now);
        if (places[out[i].place].closed)
            abort();
    }
    for (size_t i = 0; i < found.n; i++) {
        valid(found.at[i].what);
        valid(found.at[i].remedy);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    if (size < 20000 && utf8_valid(text, strlen(text)))
        compare(a, text);
    arena_free(&a);
    return 0;
}
