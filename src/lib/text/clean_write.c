/* Writing the tree as HTML. Everything from outside passes through escape_stored().
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "lib/text/clean_tree.h"

static void attribute(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, " %s=\"", name);
    escape_stored(out, value, strlen(value));
    buf_addc(out, '"');
}

static void write_image(struct buf *out, const struct run *r)
{
    buf_adds(out, "<img");
    attribute(out, "src", r->src);
    attribute(out, "alt", r->text);
    if (r->width)
        buf_addf(out, " width=\"%d\"", r->width);
    if (r->height)
        buf_addf(out, " height=\"%d\"", r->height);
    buf_addc(out, '>');
}

static const struct {
    unsigned mark;
    const char *name;
} marks[] = {
    {M_STRONG, "strong"}, {M_EM, "em"}, {M_U, "u"}, {M_S, "s"}, {M_SUB, "sub"}, {M_SUP, "sup"}};

struct writer { /* what is open: the link, then marks by their place in the table */
    struct buf *out;
    const char *href;
    size_t open[COUNT_OF(marks)];
    size_t n;
};

static void close_marks(struct writer *w, size_t keep)
{
    while (w->n > keep)
        buf_addf(w->out, "</%s>", marks[w->open[--w->n]].name);
}

static void switch_link(struct writer *w, const char *href)
{
    if (w->href == href || (w->href && href && strcmp(w->href, href) == 0))
        return;
    close_marks(w, 0);
    if (w->href)
        buf_adds(w->out, "</a>");
    w->href = href;
    if (!href)
        return;
    buf_adds(w->out, "<a");
    attribute(w->out, "href", href);
    buf_adds(w->out, strncmp(href, "http", 4) == 0 ? " rel=\"noopener\">" : ">");
}

static void switch_marks(struct writer *w, unsigned want)
{
    size_t keep = 0;
    unsigned have = 0;
    while (keep < w->n && (marks[w->open[keep]].mark & want))
        have |= marks[w->open[keep++]].mark;
    close_marks(w, keep);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (marks[i].mark & want & ~have) {
            buf_addf(w->out, "<%s>", marks[i].name);
            w->open[w->n++] = i;
        }
}

static void write_runs(struct buf *out, const struct block *b)
{
    struct writer w = {.out = out};
    for (const struct run *r = b->runs; r; r = r->next) {
        switch_link(&w, r->href);
        switch_marks(&w, r->marks);
        if (r->kind == RUN_TEXT)
            escape_stored(out, r->text, r->n);
        else if (r->kind == RUN_BREAK)
            buf_adds(out, "<br>");
        else
            write_image(out, r);
    }
    switch_marks(&w, 0);
    switch_link(&w, NULL);
}

static const char *name_of(const struct block *b)
{
    static const char *const names[] = {[T_P] = "p",
        [T_H] = "h2",
        [T_PRE] = "pre",
        [T_CAPTION] = "caption",
        [T_FIGCAPTION] = "figcaption",
        [T_DT] = "dt",
        [T_HR] = "hr",
        [T_ROOT] = "",
        [T_BLOCKQUOTE] = "blockquote",
        [T_LI] = "li",
        [T_TD] = "td",
        [T_TH] = "th",
        [T_DD] = "dd",
        [T_FIGURE] = "figure",
        [T_UL] = "ul",
        [T_OL] = "ol",
        [T_DL] = "dl",
        [T_TABLE] = "table",
        [T_TR] = "tr"};
    if (b->tag == T_H)
        return b->level == 4 ? "h4" : b->level == 3 ? "h3" : "h2";
    return names[b->tag];
}

static void write_start(struct buf *out, const struct block *b)
{
    buf_addf(out, "<%s", name_of(b));
    if (b->id)
        attribute(out, "id", b->id);
    const char *align = b->align == ALIGN_CENTER  ? "align-center"
                        : b->align == ALIGN_RIGHT ? "align-right"
                                                  : "";
    if (*align || b->no_indent)
        buf_addf(out, " class=\"%s%s%s\"", align, *align && b->no_indent ? " " : "",
            b->no_indent ? "indent-none" : "");
    if (b->colspan > 1)
        buf_addf(out, " colspan=\"%d\"", b->colspan);
    if (b->rowspan > 1)
        buf_addf(out, " rowspan=\"%d\"", b->rowspan);
    buf_addc(out, '>');
}

static bool plain_paragraph(const struct block *b)
{
    return b && b->tag == T_P && !b->id && !b->align && !b->no_indent;
}

/* The words of a cell, an item, a figure need no <p> when they are its only paragraph. */
static bool without_p(const struct block *holder)
{
    const struct block *k = holder->first;
    if (!plain_paragraph(k))
        return false;
    if (holder->tag == T_FIGURE)
        return true;
    if (holder->tag == T_LI)
        return !k->next || ((k->next->tag == T_UL || k->next->tag == T_OL) && !k->next->next);
    return (holder->tag == T_TD || holder->tag == T_TH || holder->tag == T_DD) && !k->next;
}

static void write_block(const struct block *b, struct buf *out);

static void write_table_part(const struct block *k, const char *section, struct buf *out)
{
    const char *before = k->prev && k->prev->tag == T_TR ? k->prev->head ? "thead" : "tbody" : "";
    if (strcmp(before, section) != 0)
        buf_addf(out, "<%s>\n", section);
    write_block(k, out);
    buf_addc(out, '\n');
    if (!k->next || k->next->head != k->head)
        buf_addf(out, "</%s>\n", section);
}

static void write_children(const struct block *b, struct buf *out)
{
    bool bare = without_p(b), lines = b->tag == T_UL || b->tag == T_OL || b->tag == T_DL;
    if (lines || b->tag == T_TABLE)
        buf_addc(out, '\n');
    for (const struct block *k = b->first; k; k = k->next) {
        if (k == b->first && bare)
            write_runs(out, k);
        else if (k->tag == T_TR)
            write_table_part(k, k->head ? "thead" : "tbody", out);
        else
            write_block(k, out);
        if (lines || (b->tag == T_ROOT && k->next) || k->tag == T_CAPTION)
            buf_addc(out, '\n');
    }
}

static void write_block(const struct block *b, struct buf *out)
{
    write_start(out, b);
    if (b->tag == T_HR)
        return;
    if (tag_has_text(b->tag))
        write_runs(out, b);
    else
        write_children(b, out);
    buf_addf(out, "</%s>", name_of(b));
}

void write_tree(const struct block *root, struct buf *out)
{
    write_children(root, out);
}
