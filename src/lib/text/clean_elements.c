/* What each element of the source means for the tree: one table, one small function a kind.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/text/clean_tree.h"

enum kind {
    K_INLINE, /* arg: marks */
    K_LINK,
    K_OFFICE,  /* <o:p> */
    K_TEXT,    /* arg: tag of a text block */
    K_HEADING, /* arg: level */
    K_BOX,     /* a boundary between blocks, nothing else */
    K_CENTER,
    K_HOLDER, /* arg: tag of a container */
    K_TABLE,
    K_SECTION,
    K_ROW,
    K_CELL,
    K_CAPTION,
    K_BREAK,
    K_RULE,
    K_IMAGE,
    K_DROP /* goes with its content */
};

struct element {
    const char *name;
    enum kind kind;
    unsigned arg;
};

static const struct element elements[] = {
    /* sorted by name; others: the text is kept */
    {"a", K_LINK, 0},
    {"address", K_BOX, 0},
    {"applet", K_DROP, 0},
    {"article", K_BOX, 0},
    {"aside", K_BOX, 0},
    {"audio", K_DROP, 0},
    {"b", K_INLINE, M_STRONG},
    {"blockquote", K_HOLDER, T_BLOCKQUOTE},
    {"body", K_BOX, 0},
    {"br", K_BREAK, 0},
    {"button", K_DROP, 0},
    {"canvas", K_DROP, 0},
    {"caption", K_CAPTION, 0},
    {"center", K_CENTER, 0},
    {"datalist", K_DROP, 0},
    {"dd", K_HOLDER, T_DD},
    {"del", K_INLINE, M_S},
    {"details", K_BOX, 0},
    {"dir", K_HOLDER, T_UL},
    {"div", K_BOX, 0},
    {"dl", K_HOLDER, T_DL},
    {"dt", K_TEXT, T_DT},
    {"em", K_INLINE, M_EM},
    {"embed", K_DROP, 0},
    {"fieldset", K_BOX, 0},
    {"figcaption", K_TEXT, T_FIGCAPTION},
    {"figure", K_HOLDER, T_FIGURE},
    {"footer", K_BOX, 0},
    {"form", K_BOX, 0},
    {"frameset", K_DROP, 0},
    {"h1", K_HEADING, 1},
    {"h2", K_HEADING, 2},
    {"h3", K_HEADING, 3},
    {"h4", K_HEADING, 4},
    {"h5", K_HEADING, 5},
    {"h6", K_HEADING, 6},
    {"header", K_BOX, 0},
    {"hgroup", K_BOX, 0},
    {"hr", K_RULE, 0},
    {"html", K_BOX, 0},
    {"i", K_INLINE, M_EM},
    {"iframe", K_DROP, 0},
    {"img", K_IMAGE, 0},
    {"legend", K_BOX, 0},
    {"li", K_HOLDER, T_LI},
    {"listing", K_TEXT, T_PRE},
    {"main", K_BOX, 0},
    {"map", K_DROP, 0},
    {"math", K_DROP, 0},
    {"menu", K_HOLDER, T_UL},
    {"nav", K_BOX, 0},
    {"noembed", K_DROP, 0},
    {"noframes", K_DROP, 0},
    {"noscript", K_DROP, 0},
    {"o:p", K_OFFICE, 0},
    {"object", K_DROP, 0},
    {"ol", K_HOLDER, T_OL},
    {"p", K_TEXT, T_P},
    {"plaintext", K_TEXT, T_PRE},
    {"pre", K_TEXT, T_PRE},
    {"s", K_INLINE, M_S},
    {"script", K_DROP, 0},
    {"section", K_BOX, 0},
    {"select", K_DROP, 0},
    {"strike", K_INLINE, M_S},
    {"strong", K_INLINE, M_STRONG},
    {"style", K_DROP, 0},
    {"sub", K_INLINE, M_SUB},
    {"summary", K_BOX, 0},
    {"sup", K_INLINE, M_SUP},
    {"svg", K_DROP, 0},
    {"table", K_TABLE, 0},
    {"tbody", K_SECTION, 0},
    {"td", K_CELL, T_TD},
    {"template", K_DROP, 0},
    {"textarea", K_DROP, 0},
    {"tfoot", K_SECTION, 0},
    {"th", K_CELL, T_TH},
    {"thead", K_SECTION, 1},
    {"title", K_DROP, 0},
    {"tr", K_ROW, 0},
    {"u", K_INLINE, M_U},
    {"ul", K_HOLDER, T_UL},
    {"video", K_DROP, 0},
    {"xml", K_DROP, 0},
    {"xmp", K_TEXT, T_PRE},
};

static int by_name(const void *key, const void *e)
{
    return strcmp(key, ((const struct element *)e)->name);
}

static const struct element *element_of(const char *name)
{
    static const struct element other = {"", K_INLINE, 0};
    const struct element *e =
        bsearch(name, elements, COUNT_OF(elements), sizeof elements[0], by_name);
    return e ? e : &other;
}

static const char *attr(const char **attrs, const char *name)
{
    for (; attrs && *attrs; attrs += 2)
        if (strcasecmp(attrs[0], name) == 0)
            return attrs[1] ? attrs[1] : "";
    return "";
}

static void set_mark(struct cleaner *c, unsigned mark, bool on)
{
    c->marks = on ? c->marks | mark : c->marks & ~mark;
}

/* Emphasis that editors write as styles. */
static void apply_inline_style(struct cleaner *c, const char *style)
{
    char v[64];
    if (!*style)
        return;
    if (style_get(style, "font-weight", v, sizeof v))
        set_mark(c, M_STRONG,
            strcmp(v, "bold") == 0 || strcmp(v, "bolder") == 0 || clean_number(v, 1000) >= 600);
    if (style_get(style, "font-style", v, sizeof v))
        set_mark(c, M_EM, strcmp(v, "italic") == 0 || strcmp(v, "oblique") == 0);
    if (style_get(style, "text-decoration", v, sizeof v) ||
        style_get(style, "text-decoration-line", v, sizeof v)) {
        if (strstr(v, "underline"))
            set_mark(c, M_U, true);
        if (strstr(v, "line-through"))
            set_mark(c, M_S, true);
    }
    if (style_get(style, "vertical-align", v, sizeof v)) {
        if (strcmp(v, "super") == 0)
            set_mark(c, M_SUP, true);
        else if (strcmp(v, "sub") == 0)
            set_mark(c, M_SUB, true);
    }
    if (style_get(style, "mso-list", v, sizeof v) && strcmp(v, "ignore") == 0)
        c->in_marker = true;
}

static bool hides(const char *style)
{
    char v[64];
    return (style_get(style, "display", v, sizeof v) && strncmp(v, "none", 4) == 0) ||
           (style_get(style, "mso-hide", v, sizeof v) && strcmp(v, "all") == 0);
}

static enum align align_word(const char *v)
{
    if (strcasecmp(v, "center") == 0 || strcasecmp(v, "middle") == 0)
        return ALIGN_CENTER;
    return strcasecmp(v, "right") == 0 || strcasecmp(v, "end") == 0 ? ALIGN_RIGHT : ALIGN_NONE;
}

/* How a block is set: by our class, by its style, by the old attribute, or as what is around it. */
static enum align align_of(const struct cleaner *c, const char **attrs)
{
    const char *classes = attr(attrs, "class"), *old = attr(attrs, "align");
    char v[64];
    if (class_has(classes, "align-center"))
        return ALIGN_CENTER;
    if (class_has(classes, "align-right"))
        return ALIGN_RIGHT;
    if (style_get(attr(attrs, "style"), "text-align", v, sizeof v))
        return align_word(v);
    return *old ? align_word(old) : c->align;
}

static bool without_indent(const char **attrs)
{
    char v[64];
    if (class_has(attr(attrs, "class"), "indent-none"))
        return true;
    return style_get(attr(attrs, "style"), "text-indent", v, sizeof v) && *v == '0' &&
           strspn(v, "0.") == strcspn(v, "pcem%ixn!; ");
}

static const char *take_id(struct cleaner *c, const char **attrs)
{
    const char *id = attr(attrs, "id");
    if (!anchor_id_valid(id) || map_find(c->ids, id))
        return NULL;
    map_set(c->ids, id, c);
    return arena_strdup(c->a, id);
}

static int list_level(const char **attrs)
{
    char v[64];
    const char *level;
    if (!style_get(attr(attrs, "style"), "mso-list", v, sizeof v) || !(level = strstr(v, "level")))
        return 0;
    return clean_number(level + 5, 9);
}

/* A text block inside another (a paragraph in a caption) only begins a new line there. */
static bool inside_text_block(const struct cleaner *c)
{
    return c->text && c->text->tag != T_P;
}

static void start_text(struct cleaner *c, struct frame *f, enum tag tag, const char **attrs)
{
    if (inside_text_block(c)) {
        block_boundary(c);
        f->boundary = true;
        return;
    }
    if ((tag == T_CAPTION && !in_table(c)) || (tag == T_FIGCAPTION && c->at->tag != T_FIGURE))
        tag = T_P;
    struct block *b = f->block = open_block(c, tag);
    bool plain = tag != T_P && tag != T_H;
    b->align = plain ? ALIGN_NONE : align_of(c, attrs);
    if (plain)
        return;
    b->id = take_id(c, attrs);
    b->no_indent = tag == T_P && without_indent(attrs);
    b->list_level = tag == T_P ? list_level(attrs) : 0;
}

static void start_heading(struct cleaner *c, struct frame *f, unsigned level, const char **attrs)
{
    start_text(c, f, T_H, attrs);
    if (f->block)
        f->block->level = (int)level;
    c->had_h1 |= f->block && level == 1;
}

static void start_box(struct cleaner *c, struct frame *f, const char **attrs)
{
    block_boundary(c);
    f->boundary = true;
    c->align = align_of(c, attrs);
}

/* True when a container of type t, with what must stand around and inside it, fits in here. */
static bool fits_in(const struct block *at, enum tag t)
{
    int outside = at->tag == T_TABLE ? 2 : at->tag >= T_UL ? 1 : 0;
    int inside = t == T_TABLE ? 4 : t == T_BLOCKQUOTE || t == T_FIGURE ? 2 : 3;
    return at->depth + outside + inside <= CLEAN_MAX_BLOCKS;
}

static void start_holder(struct cleaner *c, struct frame *f, enum tag tag, const char **attrs)
{
    if (!fits_in(c->at, tag)) {
        start_box(c, f, attrs);
        return;
    }
    f->block = open_block(c, tag);
    c->align = ALIGN_NONE;
}

static void start_cell(struct cleaner *c, struct frame *f, enum tag tag, const char **attrs)
{
    if (!in_table(c)) {
        start_box(c, f, attrs);
        return;
    }
    int colspan = clean_number(attr(attrs, "colspan"), 100);
    int rowspan = clean_number(attr(attrs, "rowspan"), 100);
    c->align = ALIGN_NONE;
    f->block = open_block(c, tag);
    f->block->align = align_of(c, attrs);
    f->block->colspan = colspan ? colspan : 1;
    f->block->rowspan = rowspan ? rowspan : 1;
}

static void start_row(struct cleaner *c, struct frame *f, const char **attrs)
{
    if (!in_table(c)) {
        start_box(c, f, attrs);
        return;
    }
    open_table_row(c);
    f->block = c->at;
}

static void start_section(struct cleaner *c, struct frame *f, bool head)
{
    block_boundary(c);
    f->boundary = true;
    c->in_head = head;
}

static void start_image(struct cleaner *c, const char **attrs)
{
    const char *alt = arena_strdup(c->a, attr(attrs, "alt"));
    const char *src = clean_src(c->a, attr(attrs, "src"), c->images);
    if (!src)
        add_text(c, alt, strlen(alt));
    else
        add_image(c, src, alt, clean_number(attr(attrs, "width"), 4000),
            clean_number(attr(attrs, "height"), 4000));
}

static void start_inline(struct cleaner *c, unsigned marks, const char **attrs)
{
    c->marks |= marks;
    apply_inline_style(c, attr(attrs, "style"));
}

static void start_kind(
    struct cleaner *c, struct frame *f, const struct element *e, const char **attrs)
{
    switch (e->kind) {
    case K_INLINE:
        start_inline(c, e->arg, attrs);
        break;
    case K_LINK:
        c->href = clean_href(c->a, attr(attrs, "href"));
        start_inline(c, 0, attrs);
        break;
    case K_OFFICE:
        c->no_marks |= M_U;
        break;
    case K_TEXT:
        start_text(c, f, e->arg, attrs);
        break;
    case K_HEADING:
        start_heading(c, f, e->arg, attrs);
        break;
    case K_BOX:
        start_box(c, f, attrs);
        break;
    case K_CENTER:
        start_box(c, f, attrs);
        c->align = ALIGN_CENTER;
        break;
    case K_HOLDER:
        start_holder(c, f, e->arg, attrs);
        break;
    case K_TABLE:
        start_holder(c, f, T_TABLE, attrs);
        c->in_head = false;
        break;
    case K_SECTION:
        start_section(c, f, e->arg);
        break;
    case K_ROW:
        start_row(c, f, attrs);
        break;
    case K_CELL:
        start_cell(c, f, e->arg, attrs);
        break;
    case K_CAPTION:
        start_text(c, f, T_CAPTION, attrs);
        break;
    case K_BREAK:
        add_break(c);
        break;
    case K_RULE:
        open_block(c, T_HR);
        break;
    case K_IMAGE:
        start_image(c, attrs);
        break;
    case K_DROP:
        c->hidden = true;
        break;
    }
}

void start_element(struct cleaner *c, struct frame *f, const char *name, const char **attrs)
{
    /* v: is the drawing language of old office programs */
    if (strncmp(name, "v:", 2) == 0 || hides(attr(attrs, "style")))
        c->hidden = true;
    else
        start_kind(c, f, element_of(name), attrs);
}
