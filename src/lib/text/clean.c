/* Cleaning HTML: limits, the parser, and the frames of open elements.
 *
 * libxml2's HTML parser calls us for every element and text (SAX); no tree of its own is built,
 * nothing is loaded, and no entity is expanded but single characters.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/clean.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/clean_tree.h"

#define MAX_BYTES ((size_t)16 << 20)
#define MAX_NODES 200000

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
    start_element(c, f, (const char *)xname, (const char **)attrs);
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
