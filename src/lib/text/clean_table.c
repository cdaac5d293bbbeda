/* Tables: layout tables dissolved, tables inside cells flattened, the head found.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/clean_tree.h"

static void collect_runs(struct arena *a, struct block *from, struct block *to)
{
    move_runs(a, from, to);
    for (struct block *k = from->first; k; k = k->next)
        collect_runs(a, k, to);
}

/* Each row becomes one paragraph, its cells parted by spaces. */
static void flatten(struct arena *a, struct block *table)
{
    for (struct block *k = table->first; k; k = k->next) {
        struct block *p = block_new(a, T_P);
        p->depth = table->depth;
        collect_runs(a, k, p);
        if (p->runs)
            block_insert_before(table, p);
    }
    block_remove(table);
}

static void flatten_inside(struct arena *a, struct block *b)
{
    for (struct block *k = b->first, *next; k; k = next) {
        next = k->next;
        if (k->tag == T_TABLE)
            flatten(a, k);
        else
            flatten_inside(a, k);
    }
}

static void drop_empty_rows(struct block *table)
{
    for (struct block *row = table->first, *next; row; row = next) {
        next = row->next;
        if (row->tag == T_TR && !row->first)
            block_remove(row);
    }
}

static struct block *first_row(struct block *table)
{
    struct block *row = table->first;
    while (row && row->tag != T_TR)
        row = row->next;
    return row;
}

/* A table of one cell is layout: its content stands for itself. */
static bool dissolve_single(struct block *table)
{
    struct block *row = first_row(table);
    if (row && (row->next || row->first->next))
        return false;
    while (table->first) {
        struct block *k = table->first;
        block_remove(k);
        if (k->tag == T_CAPTION) {
            k->tag = T_P;
            block_insert_before(table, k);
        }
        struct block *cell = k->tag == T_TR ? k->first : NULL;
        for (struct block *x; cell && (x = cell->first);) {
            block_remove(x);
            if (x->tag == T_P && !x->align)
                x->align = cell->align;
            block_insert_before(table, x);
        }
    }
    block_remove(table);
    return true;
}

static bool all_head_cells(const struct block *row)
{
    for (const struct block *cell = row->first; cell; cell = cell->next)
        if (cell->tag != T_TH)
            return false;
    return true;
}

/* Rows at the top that hold head cells only are the head, unless a cell reaches below them. */
static void find_head(struct block *table)
{
    int n = 0, reach = 0;
    for (struct block *row = first_row(table); row; row = row->next) {
        if (row->head)
            for (struct block *cell = row->first; cell; cell = cell->next)
                cell->tag = T_TH;
        row->head = false;
    }
    for (struct block *row = first_row(table); row && all_head_cells(row); row = row->next, n++)
        for (struct block *cell = row->first; cell; cell = cell->next)
            if (n + cell->rowspan > reach)
                reach = n + cell->rowspan;
    if (reach > n)
        return;
    for (struct block *row = first_row(table); row && n; row = row->next, n--)
        row->head = true;
}

/* The caption, one only, stands first. */
static void put_caption_first(struct arena *a, struct block *table)
{
    struct block *caption = NULL;
    for (struct block *k = table->first, *next; k; k = next) {
        next = k->next;
        if (k->tag != T_CAPTION)
            continue;
        if (caption)
            move_runs(a, k, caption);
        else
            caption = k;
        if (caption != k || k->prev)
            block_remove(k);
    }
    if (caption && !caption->parent) {
        if (table->first)
            block_insert_before(table->first, caption);
        else
            block_append(table, caption);
    }
}

void tidy_table(struct arena *a, struct block *table)
{
    drop_empty_rows(table);
    put_caption_first(a, table);
    if (dissolve_single(table))
        return;
    for (struct block *row = table->first; row; row = row->next)
        flatten_inside(a, row);
    find_head(table);
}
