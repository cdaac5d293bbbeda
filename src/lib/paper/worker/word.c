/* From the HTML that the .docx reader gives to pages; see word.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/word.h"

#include <cairo-pdf.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "lib/paper/docx.h"
#include "lib/paper/mask.h"
#include "lib/paper/worker/source.h"
#include "lib/paper/worker/word_page.h"

enum { PICTURES_OF_BLOCK = 40 };

struct word {
    struct arena *a;
    const struct docx *doc;
    struct word_page page;
    int pictures; /* numbered through */
    /* of the block that is being read: painted after it */
    const xmlNode *of_block[PICTURES_OF_BLOCK];
    size_t n_of_block;
};

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static const char *attr(struct word *w, const xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetProp(n, (const xmlChar *)name);
    const char *out = v ? arena_strdup(w->a, (const char *)v) : "";
    xmlFree(v);
    return out;
}

static int number(struct word *w, const xmlNode *n, const char *name, int fallback, int most)
{
    long v = strtol(attr(w, n, name), NULL, 10);
    return v < 1 ? fallback : v > most ? most : (int)v;
}

/* ---- text of a block as markup ---- */

static void add_text(struct buf *b, const char *text)
{
    char *safe = g_markup_escape_text(text, -1);
    buf_adds(b, safe);
    g_free(safe);
}

static const char *mark_of(const xmlNode *n)
{
    static const char *const marks[][2] = {{"strong", "b"}, {"em", "i"}, {"u", "u"}, {"s", "s"},
        {"sub", "sub"}, {"sup", "sup"}, {"th", "b"}};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (is(n, marks[i][0]))
            return marks[i][1];
    return NULL;
}

static bool is_block(const xmlNode *n)
{
    static const char *const names[] = {"p", "h2", "h3", "h4", "li", "tr", "pre", "dt", "dd",
        "blockquote", "caption", "figcaption", "table", "ul", "ol", "dl", "figure"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (is(n, names[i]))
            return true;
    return false;
}

static void new_line(struct buf *b)
{
    if (b->n && b->p[b->n - 1] != '\n')
        buf_addc(b, '\n');
}

static void inline_of(struct word *w, const xmlNode *parent, struct buf *b)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        const char *mark = n->type == XML_ELEMENT_NODE ? mark_of(n) : NULL;
        if (n->type == XML_TEXT_NODE)
            add_text(b, (const char *)n->content);
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (is(n, "br"))
            buf_addc(b, '\n');
        else if (is(n, "img")) {
            if (w->n_of_block < PICTURES_OF_BLOCK)
                w->of_block[w->n_of_block++] = n;
            buf_addf(b, "〔图%d〕", w->pictures + (int)w->n_of_block);
        } else {
            if (is_block(n))
                new_line(b);
            if (mark)
                buf_addf(b, "<%s>", mark);
            inline_of(w, n, b);
            if (mark)
                buf_addf(b, "</%s>", mark);
            if (is(n, "td") || is(n, "th"))
                buf_addc(b, '\t');
        }
    }
}

static const char *markup_of(struct word *w, const xmlNode *n)
{
    struct buf b;
    buf_init(&b, 0);
    inline_of(w, n, &b);
    const char *out = arena_strdup(w->a, buf_str(&b));
    buf_release(&b);
    return out;
}

/* ---- pictures ---- */

static enum st open_picture(struct paper_bytes file, cairo_surface_t **out)
{
    struct err e;
    bool png = file.n > 8 && memcmp(file.p, "\x89PNG", 4) == 0;
    return png ? picture_png(file, out, &e) : picture_jpeg(file, out, &e);
}

static void paint_picture(struct word *w, const xmlNode *img)
{
    static const struct word_style note = {
        .face = FACE_BODY, .size = 12, .align = PANGO_ALIGN_CENTER, .after = 4};
    const char *src = attr(w, img, "src");
    size_t i = strncmp(src, "docx:", 5) == 0 ? strtoul(src + 5, NULL, 10) : SIZE_MAX;
    cairo_surface_t *picture;
    w->pictures++;
    if (i >= w->doc->n_images ||
        open_picture((struct paper_bytes){w->doc->images[i].p, w->doc->images[i].n}, &picture)) {
        word_text(&w->page,
            arena_printf(w->a, "〔图%d：这种格式的图片不能转换，请对照原件〕", w->pictures), &note);
        return;
    }
    word_picture(&w->page, picture, number(w, img, "width", 0, 4000) * 72.0 / 96);
    cairo_surface_destroy(picture);
}

static void paint_pictures(struct word *w)
{
    for (size_t i = 0; i < w->n_of_block; i++)
        paint_picture(w, w->of_block[i]);
    w->n_of_block = 0;
}

/* ---- blocks ---- */

static void paint_text(struct word *w, const xmlNode *n, const char *before, struct word_style s)
{
    const char *class = attr(w, n, "class"), *text = markup_of(w, n);
    if (strstr(class, "align-center"))
        s.align = PANGO_ALIGN_CENTER;
    if (strstr(class, "align-right"))
        s.align = PANGO_ALIGN_RIGHT;
    if (*class)
        s.first = 0;
    bool only_picture =
        w->n_of_block == 1 && strcmp(text, arena_printf(w->a, "〔图%d〕", w->pictures + 1)) == 0;
    if (!only_picture)
        word_text(&w->page, arena_printf(w->a, "%s%s", before, text), &s);
    paint_pictures(w);
}

/* Rows wherever they stand in the table. */
static const xmlNode *next_row(const xmlNode *table, const xmlNode *row)
{
    const xmlNode *n = row ? row : table;
    for (;;) {
        if (n->children && (n == table || !is(n, "tr")))
            n = n->children;
        else {
            while (n != table && !n->next)
                n = n->parent;
            if (n == table)
                return NULL;
            n = n->next;
        }
        if (is(n, "tr"))
            return n;
    }
}

static bool is_cell(const xmlNode *n)
{
    return is(n, "td") || is(n, "th");
}

/* Columns as wide as the longest of their texts asks for, within reason. */
static int edges_of(struct word *w, const xmlNode *table, double edges[static WORD_COLUMNS + 1])
{
    double weight[WORD_COLUMNS] = {0}, all = 0;
    int columns = 1;
    for (const xmlNode *row = NULL; (row = next_row(table, row));) {
        int at = 0;
        for (const xmlNode *n = row->children; n; n = n->next) {
            int span = is_cell(n) ? number(w, n, "colspan", 1, WORD_COLUMNS) : 0;
            xmlChar *text = span == 1 && at < WORD_COLUMNS ? xmlNodeGetContent(n) : NULL;
            double chars = text ? (double)xmlStrlen(text) / 3 : 0;
            xmlFree(text);
            if (span == 1 && at < WORD_COLUMNS && chars > weight[at])
                weight[at] = chars;
            at += span;
        }
        at = at > WORD_COLUMNS ? WORD_COLUMNS : at;
        columns = at > columns ? at : columns;
    }
    for (int i = 0; i < columns; i++) {
        weight[i] = weight[i] > 24 ? 28 : weight[i] + 4;
        all += weight[i];
    }
    edges[0] = 0;
    for (int i = 0; i < columns; i++)
        edges[i + 1] = edges[i] + weight[i] / all * WORD_AREA_WIDTH;
    return columns;
}

struct grid {
    int columns, busy[WORD_COLUMNS]; /* rows that a cell above still covers */
    double edges[WORD_COLUMNS + 1];
};

static void paint_row(struct word *w, struct grid *g, const xmlNode *row)
{
    struct word_cell cells[WORD_COLUMNS];
    size_t n_cells = 0;
    int at = 0;
    const xmlNode *n = row->children;
    while (at < g->columns) {
        while (n && !is_cell(n))
            n = n->next;
        bool covered = g->busy[at] > 0;
        int span = covered || !n ? 1 : number(w, n, "colspan", 1, g->columns - at);
        cells[n_cells++] = (struct word_cell){
            covered || !n ? "" : markup_of(w, n), at, span, n && !covered && is(n, "th")};
        int below = covered || !n ? 0 : number(w, n, "rowspan", 1, 10000);
        for (int i = at; i < at + span; i++)
            g->busy[i] = covered ? g->busy[i] - 1 : below ? below - 1 : 0;
        at += span;
        n = covered || !n ? n : n->next;
    }
    word_row(&w->page, g->edges, cells, n_cells);
}

static void paint_table(struct word *w, const xmlNode *table)
{
    static const struct word_style caption = {
        .face = FACE_HEADING, .size = 12, .align = PANGO_ALIGN_CENTER, .before = 6, .after = 3};
    struct grid g = {.columns = 0};
    g.columns = edges_of(w, table, g.edges);
    for (const xmlNode *n = table->children; n; n = n->next)
        if (is(n, "caption"))
            paint_text(w, n, "", caption);
    for (const xmlNode *row = NULL; (row = next_row(table, row));)
        paint_row(w, &g, row);
    w->page.y += 8;
    paint_pictures(w);
}

static void paint_blocks(struct word *w, const xmlNode *parent, int depth);

static void paint_list(struct word *w, const xmlNode *list, int depth)
{
    struct word_style s = {.face = FACE_BODY, .size = 15, .left = (depth + 1) * 22.0};
    int i = is(list, "ol") ? number(w, list, "start", 1, 100000) : 0;
    for (const xmlNode *n = list->children; n; n = n->next) {
        if (!is(n, "li"))
            continue;
        const char *mark = i ? arena_printf(w->a, "%d. ", i++) : "• ";
        if (n->children && is_block(n->children)) {
            word_text(&w->page, mark, &s);
            paint_blocks(w, n, depth + 1);
        } else
            paint_text(w, n, mark, s);
    }
}

static void paint_block(struct word *w, const xmlNode *n, int depth)
{
    static const struct {
        const char *name;
        struct word_style style;
    } styles[] = {{"h2", {FACE_HEADING, 18, 0, 0, PANGO_ALIGN_LEFT, 10, 4}},
        {"h3", {FACE_HEADING, 16, 0, 0, PANGO_ALIGN_LEFT, 8, 3}},
        {"h4", {FACE_HEADING, 15, 0, 0, PANGO_ALIGN_LEFT, 6, 2}},
        {"p", {FACE_BODY, 15, 30, 0, PANGO_ALIGN_LEFT, 0, 3}},
        {"pre", {FACE_BODY, 12, 0, 0, PANGO_ALIGN_LEFT, 4, 4}},
        {"dt", {FACE_HEADING, 15, 0, 0, PANGO_ALIGN_LEFT, 4, 0}},
        {"dd", {FACE_BODY, 15, 0, 30, PANGO_ALIGN_LEFT, 0, 3}},
        {"figcaption", {FACE_BODY, 12, 0, 0, PANGO_ALIGN_CENTER, 2, 4}}};
    for (size_t i = 0; i < COUNT_OF(styles); i++)
        if (is(n, styles[i].name)) {
            struct word_style s = styles[i].style;
            s.left += depth * 22.0;
            paint_text(w, n, "", s);
            return;
        }
    if (is(n, "table"))
        paint_table(w, n);
    else if (is(n, "ul") || is(n, "ol"))
        paint_list(w, n, depth);
    else if (is(n, "hr"))
        word_rule(&w->page);
    else if (is(n, "img")) {
        paint_picture(w, n);
    } else if (is(n, "blockquote"))
        paint_blocks(w, n, depth + 1);
    else
        paint_blocks(w, n, depth);
}

/* Whatever it is, its text is painted. */
static void paint_blocks(struct word *w, const xmlNode *parent, int depth)
{
    static const struct word_style plain = {.face = FACE_BODY, .size = 15};
    for (const xmlNode *n = parent->children; n && w->page.n <= MASK_MAX_PAGES; n = n->next) {
        if (n->type == XML_ELEMENT_NODE && depth < 6)
            paint_block(w, n, depth);
        else if (n->type == XML_ELEMENT_NODE)
            paint_text(w, n, "", plain);
        else if (n->type == XML_TEXT_NODE &&
                 strspn((const char *)n->content, " \t\r\n") < strlen((const char *)n->content)) {
            char *safe = g_markup_escape_text((const char *)n->content, -1);
            word_text(&w->page, safe, &plain);
            g_free(safe);
        }
    }
}

static cairo_status_t collect(void *closure, const unsigned char *p, unsigned n)
{
    buf_add(closure, p, n);
    return buf_failed(closure) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* Equal documents give equal bytes. */
static enum st paint(struct word *w, const xmlNode *root, struct buf *out, struct err *e)
{
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(collect, out, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00+08:00");
    w->page.cr = cairo_create(s);
    w->page.pango = letter_pango();
    word_page_begin(&w->page);
    paint_blocks(w, root, 0);
    cairo_show_page(w->page.cr);
    cairo_destroy(w->page.cr);
    cairo_surface_finish(s);
    bool ok = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    g_object_unref(w->page.pango);
    if (w->page.n > MASK_MAX_PAGES)
        return err_set(
            e, ST_TOO_BIG, "file", "这份 Word 文件超过 %d 页，请拆成几份后再试", MASK_MAX_PAGES);
    return ok ? ST_OK : err_set(e, ST_TOO_BIG, "file", "这份 Word 文件太大，请拆成几份后再试");
}

enum st word_write(struct arena *a, struct paper_bytes file, struct buf *out, struct err *e)
{
    struct docx doc;
    enum st st = docx_read_bytes(a, file, &doc, e);
    if (st)
        return st;
    htmlDocPtr tree = htmlReadMemory(doc.html, (int)strlen(doc.html), NULL, "UTF-8",
        HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (!root)
        st = err_set(e, ST_INVALID, "file", "这份 Word 文件里没有内容");
    else {
        struct word w = {.a = a, .doc = &doc};
        st = paint(&w, root, out, e);
    }
    xmlFreeDoc(tree);
    return st;
}
