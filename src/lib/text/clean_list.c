/* Paragraphs that office programs mark as list items → lists, where it is certain.
 *
 * Bullets become <ul>. Arabic numbers become <ol> only when every numbered paragraph of the place
 * belongs to an unbroken row from 1, because <ol> counts for itself. All other marks (一、（一）)
 * stay as the words they are.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/text/clean_tree.h"

#define MAX_LEVELS 10

struct open_list {
    struct block *list;
    int level, next;
    enum tag tag;
};

struct grouping {
    struct arena *a;
    bool dry, ordered; /* dry: only look; ordered: numbers may become <ol> */
    struct open_list stack[MAX_LEVELS];
    int n;
};

static bool is_bullet(const char *s)
{
    static const char *const bullets[] = {"·", "o", "§", "l", "n", "u", "Ø", "ü", "●", "○", "■",
        "□", "◆", "◇", "–", "-", "•", "\uF06C", "\uF06E", "\uF075", "\uF0B7", "\uF0D8", "\uF0FC",
        "\uF0A7", "*"};
    for (size_t i = 0; i < COUNT_OF(bullets); i++)
        if (strcmp(s, bullets[i]) == 0)
            return true;
    return false;
}

/* The number of "12." "12、" "12)" "（12）", or 0. */
static int number_of(const char *s)
{
    static const char *const ends[] = {".", "、", ")", "）", "．"};
    if (*s == '(')
        s++;
    else if (strncmp(s, "（", 3) == 0)
        s += 3;
    int n = clean_number(s, 9999);
    s += strspn(s, "0123456789");
    for (size_t i = 0; n && i < COUNT_OF(ends); i++)
        if (strcmp(s, ends[i]) == 0)
            return n;
    return 0;
}

static struct open_list *top(struct grouping *g)
{
    return g->n ? &g->stack[g->n - 1] : NULL;
}

static void open_list(struct grouping *g, struct block *p, int level, enum tag tag)
{
    struct open_list *outer = top(g);
    struct block *list = NULL;
    if (!g->dry) {
        list = block_new(g->a, tag);
        if (outer)
            block_append(outer->list->last, list);
        else
            block_insert_before(p, list);
    }
    g->stack[g->n++] = (struct open_list){list, level, 1, tag};
}

static void add_item(struct grouping *g, struct block *p)
{
    struct open_list *l = top(g);
    l->next++;
    if (g->dry)
        return;
    struct block *li = block_new(g->a, T_LI);
    block_append(l->list, li);
    block_remove(p);
    p->align = ALIGN_NONE;
    p->id = NULL;
    p->list_level = 0;
    *p->marker = 0;
    block_append(li, p);
}

/* False when the paragraph can be no item here; it then ends all lists. */
static bool place(struct grouping *g, struct block *p)
{
    int number = number_of(p->marker);
    enum tag tag = number ? T_OL : T_UL;
    if (!p->list_level || (number ? !g->ordered : !is_bullet(p->marker)))
        return false;
    while (g->n && top(g)->level > p->list_level)
        g->n--;
    struct open_list *l = top(g);
    if (l && l->level == p->list_level && (l->tag != tag || number == 1))
        g->n--;
    l = top(g);
    if (!l || l->level < p->list_level) {
        if (number > 1 || g->n == MAX_LEVELS)
            return false;
        open_list(g, p, p->list_level, tag);
    } else if (number && number != l->next) {
        return false;
    }
    add_item(g, p);
    return true;
}

static void keep_marker(struct grouping *g, struct block *p)
{
    g->n = 0;
    if (!g->dry && *p->marker)
        prepend_text(g->a, p, p->marker);
    if (!g->dry)
        p->list_level = 0, *p->marker = 0;
}

/* True when every number found its place. */
static bool group(struct grouping *g, struct block *container)
{
    bool all = true;
    g->n = 0;
    for (struct block *p = container->first, *next; p; p = next) {
        next = p->next;
        if (p->tag != T_P) {
            g->n = 0;
        } else if (!place(g, p)) {
            all &= !number_of(p->marker);
            keep_marker(g, p);
        }
    }
    return all;
}

void tidy_lists(struct arena *a, struct block *container)
{
    bool any = false;
    for (const struct block *p = container->first; p && !any; p = p->next)
        any = p->tag == T_P && (p->list_level || *p->marker);
    if (!any)
        return;
    struct grouping g = {.a = a, .dry = true, .ordered = container->depth <= 10};
    g.ordered = group(&g, container) && g.ordered;
    g.dry = false;
    if (container->depth <= 10)
        group(&g, container);
    else
        for (struct block *p = container->first; p; p = p->next)
            keep_marker(&g, p);
}
