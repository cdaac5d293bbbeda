/* Reading foreign HTML: what each element of the source means for the tree.
 *
 * libxml2's HTML parser calls us for every element and text (SAX); no tree of its own is built,
 * nothing is loaded, and no entity is expanded but single characters.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/clean.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/utf8.h"
#include "lib/text/clean_tree.h"

#define MAX_BYTES ((size_t)16 << 20)
#define MAX_NODES 200000

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

static const char *attr(const xmlChar **attrs, const char *name)
{
    for (; attrs && *attrs; attrs += 2)
        if (strcasecmp((const char *)attrs[0], name) == 0)
            return attrs[1] ? (const char *)attrs[1] : "";
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
        set_mark(c, M_STRONG, strcmp(v, "bold") == 0 || strcmp(v, "bolder") == 0 || atoi(v) >= 600);
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
static enum align align_of(const struct cleaner *c, const xmlChar **attrs)
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

static bool without_indent(const xmlChar **attrs)
{
    char v[64];
    if (class_has(attr(attrs, "class"), "indent-none"))
        return true;
    return style_get(attr(attrs, "style"), "text-indent", v, sizeof v) && *v == '0' &&
           strspn(v, "0.") == strcspn(v, "pcem%ixn!; ");
}

static const char *take_id(struct cleaner *c, const xmlChar **attrs)
{
    const char *id = attr(attrs, "id");
    if (!anchor_id_valid(id) || map_find(c->ids, id))
        return NULL;
    map_set(c->ids, id, c);
    return arena_strdup(c->a, id);
}

static int list_level(const xmlChar **attrs)
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

static void start_text(struct cleaner *c, struct frame *f, enum tag tag, const xmlChar **attrs)
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

static void start_heading(struct cleaner *c, struct frame *f, unsigned level, const xmlChar **attrs)
{
    start_text(c, f, T_H, attrs);
    if (f->block)
        f->block->level = (int)level;
    c->had_h1 |= f->block && level == 1;
}

static void start_box(struct cleaner *c, struct frame *f, const xmlChar **attrs)
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

static void start_holder(struct cleaner *c, struct frame *f, enum tag tag, const xmlChar **attrs)
{
    if (!fits_in(c->at, tag)) {
        start_box(c, f, attrs);
        return;
    }
    f->block = open_block(c, tag);
    c->align = ALIGN_NONE;
}

static void start_cell(struct cleaner *c, struct frame *f, enum tag tag, const xmlChar **attrs)
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

static void start_row(struct cleaner *c, struct frame *f, const xmlChar **attrs)
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

static void start_image(struct cleaner *c, const xmlChar **attrs)
{
    const char *alt = arena_strdup(c->a, attr(attrs, "alt"));
    const char *src = clean_src(c->a, attr(attrs, "src"), c->images);
    if (!src)
        add_text(c, alt, strlen(alt));
    else
        add_image(c, src, alt, clean_number(attr(attrs, "width"), 4000),
            clean_number(attr(attrs, "height"), 4000));
}

static void start_inline(struct cleaner *c, unsigned marks, const xmlChar **attrs)
{
    c->marks |= marks;
    apply_inline_style(c, attr(attrs, "style"));
}

static void start_kind(
    struct cleaner *c, struct frame *f, const struct element *e, const xmlChar **attrs)
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

static void stop_at(struct cleaner *c, enum st st, const char *message)
{
    if (!c->st)
        c->st = err_set(c->err, st, "body_html", "%s", message);
}

static void on_start(void *arg, const xmlChar *xname, const xmlChar **attrs)
{
    struct cleaner *c = arg;
    if (c->st)
        return;
    if (c->n_frames == CLEAN_MAX_FRAMES) {
        stop_at(c, ST_INVALID, "正文的标记嵌套超过 256 层，请清除格式后重新粘贴");
        return;
    }
    if (++c->nodes > MAX_NODES) {
        stop_at(c, ST_TOO_BIG, "正文的标记超过 20 万个，请分成几份，或作为附件上传");
        return;
    }
    struct frame *f = &c->frames[c->n_frames++];
    *f = (struct frame){.name = (const char *)xname,
        .marks = c->marks,
        .no_marks = c->no_marks,
        .href = c->href,
        .align = c->align,
        .hidden = c->hidden,
        .in_marker = c->in_marker,
        .in_head = c->in_head};
    if (c->hidden)
        return;
    const char *name = (const char *)xname;
    if (strncmp(name, "v:", 2) == 0 || hides(attr(attrs, "style")))
        c->hidden = true;
    else
        start_kind(c, f, element_of(name), attrs);
}

static void pop_frame(struct cleaner *c)
{
    struct frame *f = &c->frames[--c->n_frames];
    if (f->block)
        close_block(c, f->block);
    else if (f->boundary)
        block_boundary(c);
    c->marks = f->marks;
    c->no_marks = f->no_marks;
    c->href = f->href;
    c->align = f->align;
    c->hidden = f->hidden;
    c->in_marker = f->in_marker;
    c->in_head = f->in_head;
}

static void on_end(void *arg, const xmlChar *name)
{
    struct cleaner *c = arg;
    if (c->st)
        return;
    int i = c->n_frames;
    while (i && strcmp(c->frames[i - 1].name, (const char *)name) != 0)
        i--;
    while (i && c->n_frames >= i)
        pop_frame(c);
}

static void on_text(void *arg, const xmlChar *s, int n)
{
    struct cleaner *c = arg;
    if (!c->st && n > 0)
        add_text(c, (const char *)s, (size_t)n);
    if (c->nodes > MAX_NODES)
        stop_at(c, ST_TOO_BIG, "正文的标记超过 20 万个，请分成几份，或作为附件上传");
}

/* Copies the source without comments, <![if …]> marks, declarations and <?…>: office programs write
 * them, and the parser would take some of them for text. */
static size_t without_comments(const char *html, size_t n, char *to)
{
    const char *p = html, *end = html + n;
    char *start = to;
    bool closed = true; /* a --> still follows */
    while (p < end) {
        const char *lt = memchr(p, '<', (size_t)(end - p)), *stop = NULL;
        size_t plain = (size_t)((lt ? lt : end) - p);
        memcpy(to, p, plain);
        to += plain;
        p += plain;
        size_t left = (size_t)(end - p);
        if (closed && left > 4 && memcmp(p, "<!--", 4) == 0) {
            stop = memmem(p + 4, left - 4, "-->", 3);
            closed = stop != NULL;
            stop = stop ? stop + 3 : NULL;
        } else if (left > 2 && (p[1] == '!' || p[1] == '?') && p[2] != '-') {
            stop = memchr(p, '>', left);
            stop = stop ? stop + 1 : NULL;
        }
        if (stop)
            p = stop;
        else if (p < end)
            *to++ = *p++;
    }
    return (size_t)(to - start);
}

static enum st parse(struct cleaner *c, const char *html, size_t n)
{
    static const htmlSAXHandler handler = {.startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text};
    htmlParserCtxtPtr p = htmlNewParserCtxt();
    char *source = malloc(n);
    if (!p || !source)
        die("out of memory");
    n = without_comments(html, n, source);
    *p->sax = handler;
    p->userData = c;
    xmlDocPtr doc = htmlCtxtReadMemory(p, source, (int)n, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    bool stopped = p->errNo == XML_ERR_NO_MEMORY || p->errNo == XML_ERR_INTERNAL_ERROR;
    while (c->n_frames && !c->st)
        pop_frame(c);
    close_text(c);
    xmlFreeDoc(doc);
    htmlFreeParserCtxt(p);
    free(source);
    if (stopped && !c->st)
        stop_at(c, ST_INVALID, "正文里有过长的内容（例如直接嵌入的图片），请改用“插入图片”上传");
    return c->st;
}

static enum st check_input(const char *html, size_t n, struct err *e)
{
    if (n > MAX_BYTES)
        return err_set(e, ST_TOO_BIG, "body_html", "正文超过 16 MB，请分成几份，或作为附件上传");
    size_t bad = utf8_first_bad(html, n);
    if (bad < n)
        return err_set(e, ST_INVALID, "body_html",
            "正文第 %zu 个字节处不是有效的 UTF-8 文字，请重新粘贴", bad + 1);
    return ST_OK;
}

enum st html_clean(
    const char *html, size_t n, enum clean_images images, struct buf *out, struct err *e)
{
    enum st st = check_input(html, n, e);
    if (st || !n)
        return st;
    struct arena *a = arena_new();
    struct cleaner *c = ARENA_NEW(a, struct cleaner);
    c->a = a;
    c->images = images;
    c->err = e;
    c->ids = map_new(a);
    c->root = c->at = block_new(a, T_ROOT);
    st = parse(c, html, n);
    if (!st) {
        tidy_tree(c);
        write_tree(c->root, out);
        if (buf_failed(out))
            st = err_set(e, ST_TOO_BIG, "body_html", "正文太长，请分成几份，或作为附件上传");
    }
    arena_free(&a);
    return st;
}
