/* The text of a block: runs with marks, white space folded once and for all.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/clean_tree.h"

#define NBSP 0xA0
#define WIDE_SPACE 0x3000

/* White space that nobody sees; the underlined blank of a form is seen. */
static bool invisible(uint32_t cp, unsigned marks)
{
    return utf8_is_space(cp) && !((marks & M_U) && (cp == NBSP || cp == WIDE_SPACE));
}

/* Characters without a place in a document: controls, and those that reorder the text around. */
static bool unwanted(uint32_t cp)
{
    return (cp < ' ' && cp != '\n' && cp != '\t' && cp != '\r' && cp != '\f') ||
           (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || (cp & 0xFFFE) == 0xFFFE ||
           (cp >= 0xFDD0 && cp <= 0xFDEF) || cp == 0xFEFF;
}

static struct run *new_run(struct cleaner *c, enum run_kind kind)
{
    struct block *b = c->text;
    struct run *r = ARENA_NEW(c->a, struct run);
    r->kind = kind;
    r->marks = c->marks;
    r->href = c->href;
    r->text = (char *)"";
    r->prev = b->last_run;
    if (b->last_run)
        b->last_run->next = r;
    else
        b->runs = r;
    b->last_run = r;
    c->nodes++;
    return r;
}

static void drop_run(struct block *b, struct run *r)
{
    if (r->prev)
        r->prev->next = r->next;
    else
        b->runs = r->next;
    if (r->next)
        r->next->prev = r->prev;
    else
        b->last_run = r->prev;
}

static bool same_href(const char *x, const char *y)
{
    return x == y || (x && y && strcmp(x, y) == 0);
}

static void run_add(struct arena *a, struct run *r, const char *s, size_t n)
{
    if (r->n + n + 1 > r->cap) {
        size_t cap = (r->n + n + 1) * 2;
        char *p = arena_alloc(a, cap);
        memcpy(p, r->text, r->n);
        r->text = p;
        r->cap = cap;
    }
    memcpy(r->text + r->n, s, n);
    r->n += n;
    r->text[r->n] = '\0';
}

/* Headings are bold by themselves; preformatted text is plain. */
static unsigned marks_here(const struct cleaner *c)
{
    if (c->text->tag == T_PRE)
        return 0;
    unsigned marks = c->marks & ~c->no_marks;
    return c->text->tag == T_H ? marks & ~(unsigned)M_STRONG : marks;
}

static void put(struct cleaner *c, const char *s, size_t n)
{
    struct run *r = c->text->last_run;
    unsigned marks = marks_here(c);
    const char *href = c->text->tag == T_PRE ? NULL : c->href;
    if (!r || r->kind != RUN_TEXT || r->marks != marks || !same_href(r->href, href)) {
        r = new_run(c, RUN_TEXT);
        r->marks = marks;
        r->href = href;
    }
    run_add(c->a, r, s, n);
}

/* True where a space would not be seen: at the start, after a space, after a line break. */
static bool space_is_lost(const struct block *b)
{
    const struct run *r = b->last_run;
    if (!r || r->kind == RUN_BREAK)
        return true;
    return r->kind == RUN_TEXT && r->n && r->text[r->n - 1] == ' ';
}

static void add_marker(struct block *b, const char *s, size_t n)
{
    size_t used = strlen(b->marker);
    for (const char *end = s + n; s < end;) {
        const char *from = s;
        bool space = utf8_is_space(utf8_next(&s, end));
        size_t len = (size_t)(s - from);
        if (!space && used + len < MARKER_BYTES) {
            memcpy(b->marker + used, from, len);
            used += len;
        }
    }
    b->marker[used] = 0;
}

static bool only_space(const char *s, size_t n, unsigned marks)
{
    for (const char *end = s + n; s < end;) {
        uint32_t cp = utf8_next(&s, end);
        if (!unwanted(cp) && !invisible(cp, marks))
            return false;
    }
    return true;
}

static void add_pre(struct cleaner *c, const char *s, size_t n)
{
    for (const char *end = s + n; s < end;) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        if (!unwanted(cp) && cp != '\r')
            put(c, from, (size_t)(s - from));
    }
}

/* White space becomes one space or none, unwanted characters go, all else is taken in pieces. */
static void fold_text(struct cleaner *c, const char *s, size_t n)
{
    const char *piece = s, *end = s + n;
    while (s < end) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        bool space = cp == ' ' || (cp >= 9 && cp <= 13);
        if (!space && !unwanted(cp))
            continue;
        if (from > piece)
            put(c, piece, (size_t)(from - piece));
        if (space && !space_is_lost(c->text))
            put(c, " ", 1);
        piece = s;
    }
    if (end > piece)
        put(c, piece, (size_t)(end - piece));
}

void add_text(struct cleaner *c, const char *s, size_t n)
{
    if (c->hidden)
        return;
    if (!c->text) {
        if (only_space(s, n, c->marks & ~c->no_marks))
            return;
        open_block(c, T_P)->implied = true;
    }
    if (c->in_marker && c->text->tag == T_P) {
        add_marker(c->text, s, n);
        return;
    }
    if (c->text->tag == T_PRE) {
        add_pre(c, s, n);
        return;
    }
    fold_text(c, s, n);
}

static void cut_space_before_break(struct block *b)
{
    struct run *r = b->last_run;
    if (r && r->kind == RUN_TEXT && r->n && r->text[r->n - 1] == ' ') {
        r->text[--r->n] = '\0';
        if (!r->n)
            drop_run(b, r);
    }
}

void add_break(struct cleaner *c)
{
    if (c->hidden || !c->text)
        return;
    if (c->text->tag == T_PRE) {
        put(c, "\n", 1);
        return;
    }
    cut_space_before_break(c->text);
    struct run *r = new_run(c, RUN_BREAK);
    r->marks = 0;
    r->href = NULL;
}

void add_image(struct cleaner *c, const char *src, const char *alt, int width, int height)
{
    if (!c->text)
        open_block(c, T_P)->implied = true;
    if (c->text->tag == T_PRE)
        return;
    struct run *r = new_run(c, RUN_IMAGE);
    r->marks = 0;
    r->src = src;
    r->width = width;
    r->height = height;
    for (const char *s = alt, *end = alt + strlen(alt); s < end;) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        if (!unwanted(cp))
            run_add(c->a, r, cp < ' ' ? " " : from, (size_t)(s - from));
    }
}

/* Bytes of invisible characters at the start of a run. */
static size_t blank_prefix(const struct run *r)
{
    const char *s = r->text, *end = s + r->n;
    while (s < end) {
        const char *from = s;
        if (!invisible(utf8_next(&s, end), r->marks))
            return (size_t)(from - r->text);
    }
    return r->n;
}

static size_t blank_suffix(const struct run *r)
{
    size_t n = r->n;
    while (n) {
        size_t at = n - 1;
        while (at && ((unsigned char)r->text[at] & 0xC0) == 0x80)
            at--;
        const char *s = r->text + at;
        if (!invisible(utf8_next(&s, r->text + n), r->marks))
            break;
        n = at;
    }
    return r->n - n;
}

static void trim_start(struct block *b)
{
    for (struct run *r; (r = b->runs);) {
        if (r->kind == RUN_IMAGE)
            return;
        size_t cut = r->kind == RUN_TEXT ? blank_prefix(r) : 0;
        r->text += cut;
        r->n -= cut;
        r->cap = 0;
        if (r->n)
            return;
        drop_run(b, r);
    }
}

static void trim_end(struct block *b)
{
    for (struct run *r; (r = b->last_run);) {
        if (r->kind == RUN_IMAGE)
            return;
        if (r->kind == RUN_TEXT) {
            r->n -= blank_suffix(r);
            r->text[r->n] = '\0';
        }
        if (r->n)
            return;
        drop_run(b, r);
    }
}

static void trim_pre(struct block *b)
{
    for (struct run *r; (r = b->runs);) {
        size_t cut = strspn(r->text, "\n");
        r->text += cut;
        r->n -= cut;
        r->cap = 0;
        if (r->n)
            break;
        drop_run(b, r);
    }
    struct run *r = b->last_run;
    while (r && r->n && r->text[r->n - 1] == '\n')
        r->text[--r->n] = '\0';
    bool blank = true;
    for (r = b->runs; r && blank; r = r->next)
        blank = only_space(r->text, r->n, 0);
    if (blank)
        b->runs = b->last_run = NULL;
}

/* A paragraph that begins here though the source only broke the line: two breaks, or an indent. */
static bool starts_paragraph(const struct run *br)
{
    const struct run *next = br->next;
    if (!next || next->kind == RUN_BREAK)
        return next != NULL;
    return next->kind == RUN_TEXT && (!strncmp(next->text, "\u3000\u3000", 6) ||
                                         !strncmp(next->text, "\u00A0\u00A0\u00A0\u00A0", 8));
}

static struct block *split_at(struct cleaner *c, struct block *b, struct run *br)
{
    struct block *rest = block_new(c->a, T_P);
    rest->align = b->align;
    rest->no_indent = b->no_indent;
    rest->depth = b->depth;
    rest->runs = br->next;
    rest->last_run = b->last_run;
    br->next->prev = NULL;
    b->last_run = br->prev;
    if (br->prev)
        br->prev->next = NULL;
    else
        b->runs = NULL;
    if (b->next)
        block_insert_before(b->next, rest);
    else
        block_append(b->parent, rest);
    c->nodes++;
    return rest;
}

void finish_text(struct cleaner *c, struct block *b)
{
    while (b) {
        struct block *rest = NULL;
        if (b->tag == T_PRE) {
            trim_pre(b);
        } else {
            trim_start(b);
            trim_end(b);
        }
        for (struct run *r = b->runs; r && b->tag == T_P; r = r->next)
            if (r->kind == RUN_BREAK && starts_paragraph(r)) {
                rest = split_at(c, b, r);
                trim_end(b);
                break;
            }
        if (!b->runs)
            block_remove(b);
        b = rest;
    }
}

void prepend_text(struct arena *a, struct block *b, const char *s)
{
    struct run *r = ARENA_NEW(a, struct run);
    r->kind = RUN_TEXT;
    r->text = (char *)"";
    run_add(a, r, s, strlen(s));
    r->next = b->runs;
    if (b->runs)
        b->runs->prev = r;
    else
        b->last_run = r;
    b->runs = r;
}

void move_runs(struct arena *a, struct block *from, struct block *to)
{
    if (!from->runs)
        return;
    if (to->runs) {
        struct run *gap = ARENA_NEW(a, struct run);
        gap->kind = RUN_TEXT;
        gap->text = (char *)"";
        run_add(a, gap, " ", 1);
        gap->prev = to->last_run;
        to->last_run->next = gap;
        gap->next = from->runs;
        from->runs->prev = gap;
    } else {
        to->runs = from->runs;
    }
    to->last_run = from->last_run;
    from->runs = from->last_run = NULL;
}

bool block_has_content(const struct block *b)
{
    if (b->runs || b->tag == T_HR)
        return true;
    for (const struct block *k = b->first; k; k = k->next)
        if (block_has_content(k))
            return true;
    return false;
}
