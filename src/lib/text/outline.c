/* Anchors, headings and table of contents of cleaned HTML.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/utf8.h"
#include "lib/text/structure.h"
#include "lib/text/structure_title.h"

#define PREFIX_BYTES 512

/* A paragraph or heading element: <p …>inner</p>. */
struct block {
    const char *open, *inner, *close; /* '<' of the tag, behind its '>', '<' of the end tag */
    int level;                        /* 1 … 6 of a heading, 0 of a paragraph */
};

static bool tag_end(char c)
{
    return c == '>' || c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next <p> or <h1> … <h6> at or behind p; false when there is none. */
static bool next_block(const char *p, const char *end, struct block *b)
{
    for (; (p = memchr(p, '<', (size_t)(end - p))); p++) {
        bool para = end - p > 3 && p[1] == 'p' && tag_end(p[2]);
        bool head = end - p > 4 && p[1] == 'h' && p[2] >= '1' && p[2] <= '6' && tag_end(p[3]);
        if (!para && !head)
            continue;
        char closing[8];
        snprintf(closing, sizeof closing, para ? "</p>" : "</h%c>", p[2]);
        const char *gt = memchr(p, '>', (size_t)(end - p));
        const char *close = gt ? memmem(gt, (size_t)(end - gt), closing, strlen(closing)) : NULL;
        if (!close)
            continue;
        *b = (struct block){p, gt + 1, close, head ? p[2] - '0' : 0};
        return true;
    }
    return false;
}

static const struct {
    const char *name, *text;
} references[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"},
    {"&nbsp;", " "}};

/* Text of the block, white space folded, at most PREFIX_BYTES; *all tells whether that is all. */
static size_t block_text(const struct block *b, char out[static PREFIX_BYTES + 8], bool *all)
{
    const char *p = b->inner;
    size_t n = 0, blank;
    bool gap = false;
    while (p < b->close && n < PREFIX_BYTES) {
        if (*p == '<') {
            const char *gt = memchr(p, '>', (size_t)(b->close - p));
            p = gt ? gt + 1 : b->close;
            continue;
        }
        if ((blank = blank_bytes(p, b->close))) {
            gap = n > 0;
            p += blank;
            continue;
        }
        if (gap)
            out[n++] = ' ';
        gap = false;
        size_t i = 0;
        while (*p == '&' && i < COUNT_OF(references) &&
               strncmp(p, references[i].name, strlen(references[i].name)) != 0)
            i++;
        if (*p == '&' && i < COUNT_OF(references)) {
            out[n++] = *references[i].text;
            p += strlen(references[i].name);
        } else {
            out[n++] = *p++;
        }
    }
    *all = p >= b->close;
    while (!*all && n && ((unsigned char)*p & 0xC0) == 0x80 && (out[n - 1] & 0x80))
        out[n++] = *p++; /* finish the character; at most three bytes */
    out[n] = '\0';
    return n;
}

/* Copies the tag without its id, then adds the new one. */
static void add_tag(struct buf *out, const struct block *b, const char *id)
{
    size_t n = (size_t)(b->inner - b->open) - 1;
    const char *old = memmem(b->open, n, " id=\"", 5);
    const char *quote = old ? memchr(old + 5, '"', (size_t)(b->open + n - old - 5)) : NULL;
    if (quote) {
        buf_add(out, b->open, (size_t)(old - b->open));
        buf_add(out, quote + 1, (size_t)(b->open + n - quote - 1));
    } else {
        buf_add(out, b->open, n);
    }
    if (*id) {
        buf_adds(out, " id=\"");
        buf_adds(out, id);
        buf_addc(out, '"');
    }
    buf_addc(out, '>');
}

void structure_anchors(const char *html, size_t n, struct buf *out)
{
    const char *p = html, *end = html + n;
    struct ids ids = {.seen = NULL};
    struct block b;
    char text[PREFIX_BYTES + 8], id[64];
    while (next_block(p, end, &b)) {
        bool all;
        size_t length = block_text(&b, text, &all);
        struct line l = line_read(&ids, text, length, b.level);
        if (!all && l.role == ROLE_HEADING && !b.level)
            l.role = ROLE_TEXT;
        *id = '\0';
        if (length && l.role != ROLE_TEXT)
            ids_next(&ids, &l.title, l.level, id);
        buf_add(out, p, (size_t)(b.open - p));
        add_tag(out, &b, id);
        buf_add(out, b.inner, (size_t)(b.close - b.inner));
        p = b.close;
    }
    buf_add(out, p, (size_t)(end - p));
    ids_release(&ids);
}

/* The id of the block's tag in the arena; "" when it has none or it is no heading's. */
static const char *heading_id(struct arena *a, const struct block *b)
{
    const char *at = memmem(b->open, (size_t)(b->inner - b->open), " id=\"", 5);
    const char *quote = at ? memchr(at + 5, '"', (size_t)(b->inner - at - 5)) : NULL;
    if (!quote || (!b->level && !strchr("bch", at[5])))
        return "";
    return arena_strndup(a, at + 5, (size_t)(quote - at - 5));
}

static const char *heading_title(struct arena *a, const char *text, size_t n, bool whole)
{
    size_t words = whole ? n : first_sentence(text, n);
    const char *title = arena_strndup(a, text, words);
    size_t cut = utf8_prefix(title, HEADING_MAX_CHARS);
    return cut < words ? arena_printf(a, "%.*s…", (int)cut, title) : title;
}

static int heading_level(const struct block *b, const char *text, size_t n)
{
    struct ids none = {.head = 1};
    return b->level ? b->level : line_read(&none, text, n, 0).level;
}

size_t structure_headings(struct arena *a, const char *html, const struct heading **list)
{
    const char *p = html, *end = html + strlen(html);
    struct block b;
    char text[PREFIX_BYTES + 8];
    struct heading *out = NULL;
    size_t n = 0, cap = 0;
    for (; next_block(p, end, &b); p = b.close) {
        const char *id = heading_id(a, &b);
        if (!*id)
            continue;
        bool all;
        size_t length = block_text(&b, text, &all);
        if (n == cap) {
            cap = cap ? cap * 2 : 16;
            struct heading *more = ARENA_ARRAY(a, struct heading, cap);
            if (n)
                memcpy(more, out, n * sizeof *out);
            out = more;
        }
        out[n++] = (struct heading){
            heading_level(&b, text, length), id, heading_title(a, text, length, all && b.level)};
    }
    *list = out;
    return n;
}

static void add_entry(struct buf *b, const struct heading *h)
{
    buf_adds(b, "<li><a href=\"#");
    escape_stored(b, h->id, strlen(h->id));
    buf_adds(b, "\">");
    escape_stored(b, h->title, strlen(h->title));
    buf_adds(b, "</a>");
}

#define TOC_MIN 3
#define TOC_DEPTH 8

const char *structure_toc_html(struct arena *a, const char *html)
{
    const struct heading *list;
    size_t n = structure_headings(a, html, &list);
    int open[TOC_DEPTH], depth = 0; /* levels of the lists that are open */
    struct buf b;
    if (n < TOC_MIN)
        return "";
    buf_init(&b, 0);
    for (size_t i = 0; i < n; i++) {
        while (depth > 1 && list[i].level < open[depth - 1] && list[i].level <= open[depth - 2]) {
            buf_adds(&b, "</li></ol>");
            depth--;
        }
        if (!depth || (list[i].level > open[depth - 1] && depth < TOC_DEPTH)) {
            buf_adds(&b, "<ol>");
            open[depth++] = list[i].level;
        } else {
            buf_adds(&b, "</li>");
            if (list[i].level < open[depth - 1])
                open[depth - 1] = list[i].level;
        }
        add_entry(&b, &list[i]);
    }
    while (depth--)
        buf_adds(&b, "</li></ol>");
    const char *toc = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return toc;
}
