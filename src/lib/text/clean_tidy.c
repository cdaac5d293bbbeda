/* Putting the finished tree into its one form, so that cleaning it again changes nothing.
 *
 * Empty blocks go, layout tables and tables inside tables become paragraphs, figures that show no
 * picture are dissolved, headings begin at level 2.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/text/clean_tree.h"

/* Puts the children of b in its place. */
static void dissolve(struct block *b)
{
    for (struct block *k; (k = b->first);) {
        block_remove(k);
        if (k->tag == T_CAPTION || k->tag == T_FIGCAPTION || k->tag == T_DT)
            k->tag = T_P;
        block_insert_before(b, k);
    }
    block_remove(b);
}

static void tidy_heading(const struct cleaner *c, struct block *b)
{
    int level = b->level + (c->had_h1 ? 1 : 0);
    b->level = level < 2 ? 2 : level > 4 ? 4 : level;
}

static bool only_pictures(const struct block *p)
{
    bool any = false;
    for (const struct run *r = p->runs; r; r = r->next) {
        if (r->kind == RUN_TEXT && r->text[strspn(r->text, " ")])
            return false;
        any |= r->kind == RUN_IMAGE;
    }
    return any;
}

/* A figure is one paragraph of pictures and at most one caption behind it. */
static void tidy_figure(struct block *f)
{
    struct block *caption = NULL, *pictures = NULL;
    size_t n = 0;
    for (struct block *k = f->first; k; k = k->next, n++) {
        if (k->tag == T_FIGCAPTION)
            caption = k;
        else if (k->tag == T_P && only_pictures(k))
            pictures = k;
    }
    if (!pictures || n != (caption ? 2 : 1)) {
        dissolve(f);
        return;
    }
    pictures->align = ALIGN_NONE;
    pictures->no_indent = false;
    pictures->id = NULL;
    if (caption && caption->next) {
        block_remove(caption);
        block_append(f, caption);
    }
}

static void tidy_definitions(struct block *dl)
{
    for (struct block *k = dl->first; k; k = k->next)
        if (k->tag == T_DT)
            return;
    for (struct block *k = dl->first, *next; k; k = next) {
        next = k->next;
        dissolve(k);
    }
    dissolve(dl);
}

/* A cell with one paragraph says itself how it is set. */
static void tidy_cell(struct block *cell)
{
    struct block *p = cell->first;
    if (p && !p->next && p->tag == T_P && !p->id) {
        if (p->align)
            cell->align = p->align;
        p->align = ALIGN_NONE;
    }
    for (; p; p = p->next)
        if (p->align == cell->align)
            p->align = ALIGN_NONE;
}

static void tidy(struct cleaner *c, struct block *b);

static void tidy_children(struct cleaner *c, struct block *b)
{
    tidy_lists(c->a, b);
    for (struct block *k = b->first, *next; k; k = next) {
        if (k->tag == T_TABLE) { /* may dissolve into blocks that are to be tidied themselves */
            struct block *before = k->prev;
            tidy_table(c->a, k);
            if (!k->parent) {
                next = before ? before->next : b->first;
                continue;
            }
        }
        next = k->next;
        tidy(c, k);
    }
}

static void tidy(struct cleaner *c, struct block *b)
{
    if (b->tag == T_H)
        tidy_heading(c, b);
    if (b->tag == T_P && b->parent->tag != T_ROOT && b->parent->tag != T_BLOCKQUOTE)
        b->no_indent = false;
    if (tag_has_text(b->tag) || b->tag == T_HR)
        return;
    tidy_children(c, b);
    if (b->tag == T_TD || b->tag == T_TH)
        tidy_cell(b);
    else if (!b->first || (b->tag == T_TABLE && !block_has_content(b)))
        block_remove(b);
    else if (b->tag == T_FIGURE)
        tidy_figure(b);
    else if (b->tag == T_DL)
        tidy_definitions(b);
}

void tidy_tree(struct cleaner *c)
{
    tidy_children(c, c->root);
}
