/* Building the tree: which block may stand where, and what is opened in between.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/text/clean_tree.h"

struct block *block_new(struct arena *a, enum tag tag)
{
    struct block *b = ARENA_NEW(a, struct block);
    b->tag = tag;
    b->colspan = b->rowspan = 1;
    return b;
}

void block_append(struct block *parent, struct block *child)
{
    child->parent = parent;
    child->prev = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void block_insert_before(struct block *where, struct block *child)
{
    struct block *parent = where->parent;
    child->parent = parent;
    child->next = where;
    child->prev = where->prev;
    if (where->prev)
        where->prev->next = child;
    else
        parent->first = child;
    where->prev = child;
}

void block_remove(struct block *b)
{
    struct block *parent = b->parent;
    if (!parent)
        return;
    if (b->prev)
        b->prev->next = b->next;
    else
        parent->first = b->next;
    if (b->next)
        b->next->prev = b->prev;
    else
        parent->last = b->prev;
    b->parent = b->next = b->prev = NULL;
}

void close_text(struct cleaner *c)
{
    struct block *b = c->text;
    c->text = NULL;
    if (b)
        finish_text(c, b);
}

void close_block(struct cleaner *c, struct block *b)
{
    close_text(c);
    if (b->parent && !tag_has_text(b->tag))
        c->at = b->parent;
}

static struct block *add_block(struct cleaner *c, enum tag tag)
{
    struct block *b = block_new(c->a, tag);
    b->depth = c->at->depth + 1;
    block_append(c->at, b);
    c->nodes++;
    if (tag_has_text(tag))
        c->text = b;
    else if (tag != T_HR)
        c->at = b;
    return b;
}

static void add_implied(struct cleaner *c, enum tag tag)
{
    add_block(c, tag)->implied = true;
}

/* The nearest open block of tag x or y, not looking beyond a block of tag `wall`. */
static struct block *nearest(const struct cleaner *c, enum tag x, enum tag y, enum tag wall)
{
    struct block *b = c->at;
    while (b && b->tag != x && b->tag != y)
        b = b->tag == wall ? NULL : b->parent;
    return b;
}

bool in_table(const struct cleaner *c)
{
    return nearest(c, T_TABLE, T_TABLE, T_ROOT) != NULL;
}

static bool is_list(enum tag t)
{
    return t == T_UL || t == T_OL;
}

/* Opens what is missing between the open container and an ordinary block. */
static void fit_flow(struct cleaner *c, enum tag tag)
{
    enum tag at = c->at->tag;
    if (is_list(at)) {
        if (is_list(tag) && c->at->last)
            c->at = c->at->last;
        else
            add_implied(c, T_LI);
    } else if (at == T_DL) {
        add_implied(c, T_DD);
    } else if (at == T_TABLE) {
        add_implied(c, T_TR);
        add_implied(c, T_TD);
    } else if (at == T_TR) {
        add_implied(c, T_TD);
    }
}

static void fit_item(struct cleaner *c)
{
    struct block *list = nearest(c, T_UL, T_OL, T_TD);
    if (list) {
        c->at = list;
        return;
    }
    fit_flow(c, T_P);
    struct block *last = c->at->last;
    if (last && last->tag == T_UL && last->implied)
        c->at = last;
    else
        add_implied(c, T_UL);
}

static void fit_definition(struct cleaner *c)
{
    struct block *list = nearest(c, T_DL, T_DL, T_TD);
    if (list) {
        c->at = list;
        return;
    }
    fit_flow(c, T_P);
    struct block *last = c->at->last;
    if (last && last->tag == T_DL && last->implied)
        c->at = last;
    else
        add_implied(c, T_DL);
}

void open_table_row(struct cleaner *c)
{
    close_text(c);
    c->at = nearest(c, T_TABLE, T_TABLE, T_ROOT);
    add_block(c, T_TR)->head = c->in_head;
}

static void fit_cell(struct cleaner *c)
{
    struct block *row = nearest(c, T_TR, T_TABLE, T_ROOT);
    c->at = row;
    if (row->tag == T_TABLE)
        add_block(c, T_TR)->head = c->in_head;
}

struct block *open_block(struct cleaner *c, enum tag tag)
{
    close_text(c);
    if (tag == T_LI)
        fit_item(c);
    else if (tag == T_DT || tag == T_DD)
        fit_definition(c);
    else if (tag == T_TD || tag == T_TH)
        fit_cell(c);
    else if (tag == T_CAPTION)
        c->at = nearest(c, T_TABLE, T_TABLE, T_ROOT);
    else
        fit_flow(c, tag);
    struct block *b = add_block(c, tag);
    if (tag_has_text(tag))
        b->align = c->align;
    return b;
}

void block_boundary(struct cleaner *c)
{
    if (!c->text)
        return;
    if (c->text->tag == T_P)
        close_text(c);
    else if (c->text->last_run && c->text->last_run->kind != RUN_BREAK)
        add_break(c);
}
