/* HTML → plain text, by a small scanner that takes anything and never fails.
 *
 * SPDX-License-Identifier: MIT */
#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/utf8.h"
#include "lib/text/clean.h"

struct plain {
    struct buf *out;
    const char *p, *end;
    size_t stop; /* enough text; SIZE_MAX: all */
    char gap;    /* white space owed before the next character: 0, ' ', '\t', '\n' */
    int in_cell;
    bool in_pre;
};

/* Stronger white space replaces weaker. */
static void owe(struct plain *s, char gap)
{
    if (gap == '\n' || (gap == '\t' && s->gap != '\n') || !s->gap)
        s->gap = gap;
}

static void put(struct plain *s, const char *p, size_t n)
{
    if (s->gap && s->out->n)
        buf_addc(s->out, s->gap);
    s->gap = 0;
    buf_add(s->out, p, n);
}

static void put_cp(struct plain *s, uint32_t cp)
{
    if (cp == 0xA0 || utf8_is_space(cp)) {
        owe(s, s->in_pre && cp == '\n' ? '\n' : ' ');
        return;
    }
    if (cp < ' ' || (cp >= 0x7F && cp < 0xA0) || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return;
    struct buf one;
    buf_init(&one, 8);
    buf_addcp(&one, cp);
    put(s, one.p, one.n);
    buf_release(&one);
}

/* "&#20013;", "&#x4e2d;", "&nbsp;" at s->p; false when it is only an ampersand. */
static bool reference(struct plain *s)
{
    char name[16];
    size_t left = (size_t)(s->end - s->p), n = 1;
    while (n < left && n < sizeof name && s->p[n] != ';' && (unsigned char)s->p[n] > ' ')
        n++;
    if (n < 2 || n >= left || n >= sizeof name || s->p[n] != ';')
        return false;
    memcpy(name, s->p + 1, n - 1);
    name[n - 1] = '\0';
    uint32_t cp = 0;
    if (*name == '#') {
        char *end;
        bool hex = name[1] == 'x' || name[1] == 'X';
        const char *digits = name + (hex ? 2 : 1);
        cp = (uint32_t)strtoul(digits, &end, hex ? 16 : 10);
        if (*end || end == digits)
            return false;
    } else {
        const htmlEntityDesc *d = htmlEntityLookup((const xmlChar *)name);
        if (!d)
            return false;
        cp = d->value;
    }
    put_cp(s, cp);
    s->p += n + 1;
    return true;
}

static bool name_in(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* Over the content of an element that is no text. */
static void skip_element(struct plain *s, const char *name)
{
    size_t n = strlen(name);
    while ((s->p = memchr(s->p, '<', (size_t)(s->end - s->p)))) {
        if ((size_t)(s->end - s->p) > n + 2 && s->p[1] == '/' &&
            strncasecmp(s->p + 2, name, n) == 0)
            return;
        s->p++;
    }
    s->p = s->end;
}

static void on_tag(struct plain *s, const char *name, bool closing)
{
    static const char *const inline_tags[] = {"a", "abbr", "b", "big", "cite", "code", "del", "em",
        "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "tt", "u", "var", NULL};
    static const char *const skipped[] = {"iframe", "math", "noscript", "object", "script",
        "select", "style", "svg", "template", "textarea", "title", "xml", NULL};
    if (name_in(name, inline_tags))
        return;
    if (name_in(name, skipped)) {
        if (!closing)
            skip_element(s, name);
        return;
    }
    if (strcmp(name, "pre") == 0)
        s->in_pre = !closing;
    if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
        s->in_cell += closing ? -1 : 1;
        s->in_cell = s->in_cell < 0 ? 0 : s->in_cell;
        if (s->out->n && s->gap != '\n')
            owe(s, '\t');
    } else if (strcmp(name, "tr") == 0 || strcmp(name, "table") == 0) {
        s->in_cell = 0;
        owe(s, '\n');
    } else if (strcmp(name, "img") != 0) {
        owe(s, s->in_cell ? ' ' : '\n');
    }
}

static void comment(struct plain *s)
{
    const char *stop = s->p + 4 <= s->end && strncmp(s->p, "<!--", 4) == 0 ? "-->" : ">";
    const char *found = memmem(s->p + 2, (size_t)(s->end - s->p - 2), stop, strlen(stop));
    s->p = found ? found + strlen(stop) : s->end;
}

/* s->p is at '<'; false when it is only a less-than sign. */
static bool markup(struct plain *s)
{
    const char *p = s->p + 1;
    bool closing = p < s->end && *p == '/';
    if (p < s->end && (*p == '!' || *p == '?')) {
        comment(s);
        return true;
    }
    p += closing;
    char name[16];
    size_t n = 0;
    if (p >= s->end || !((*p | 32) >= 'a' && (*p | 32) <= 'z'))
        return false;
    for (; p < s->end && *p != '>' && *p != '/' && (unsigned char)*p > ' '; p++)
        if (n + 1 < sizeof name)
            name[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    name[n] = '\0';
    for (char quote = 0; p < s->end && (quote || *p != '>'); p++) {
        if (quote && *p == quote)
            quote = 0;
        else if (!quote && (*p == '"' || *p == '\'') && p[-1] == '=')
            quote = *p;
    }
    s->p = p < s->end ? p + 1 : s->end;
    on_tag(s, name, closing);
    return true;
}

/* Bytes from s->p that stand for themselves: visible ASCII but < and &, and common Han. */
static size_t plain_span(const struct plain *s)
{
    const unsigned char *from = (const unsigned char *)s->p, *p = from;
    const unsigned char *end = (const unsigned char *)s->end;
    while (p < end) {
        if (*p > ' ' && *p < 0x7F && *p != '<' && *p != '&')
            p++;
        else if (*p >= 0xE4 && *p <= 0xEC && end - p > 2 && (p[1] & 0xC0) == 0x80 &&
                 (p[2] & 0xC0) == 0x80)
            p += 3;
        else
            break;
    }
    return (size_t)(p - from);
}

static void scan(struct plain *s)
{
    while (s->p < s->end && s->out->n < s->stop && !buf_failed(s->out)) {
        if ((*s->p == '<' && markup(s)) || (*s->p == '&' && reference(s)))
            continue;
        const char *from = s->p;
        size_t n = plain_span(s);
        n = n > s->stop ? s->stop : n;
        if (*from == '<' || *from == '&')
            n = 1;
        if (n) {
            s->p += n;
            put(s, from, n);
        } else {
            put_cp(s, utf8_next(&s->p, s->end));
        }
    }
}

void html_plain(const char *html, size_t n, struct buf *out)
{
    struct buf text;
    buf_init(&text, out->max);
    struct plain s = {.out = &text, .p = html, .end = html + n, .stop = SIZE_MAX};
    scan(&s);
    buf_add(out, buf_str(&text), text.n);
    if (buf_failed(&text))
        out->failed = true;
    buf_release(&text);
}

/* Where to cut: behind the last mark that ends a sentence within the limit; 0 when there is none.
 */
static size_t sentence_end(const char *s, size_t n)
{
    static const char *const marks[] = {"。", "！", "？", "；"};
    size_t best = 0;
    for (size_t i = 0; i + 3 <= n; i++)
        for (size_t k = 0; k < COUNT_OF(marks); k++)
            if (memcmp(s + i, marks[k], 3) == 0)
                best = i + 3;
    return best;
}

void html_summary(const char *html, size_t n, size_t max_chars, struct buf *out)
{
    struct buf text;
    buf_init(&text, 0);
    struct plain s = {.out = &text, .p = html, .end = html + n, .stop = (max_chars + 1) * 4};
    scan(&s);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n' || text.p[i] == '\t')
            text.p[i] = ' ';
    const char *t = buf_str(&text);
    size_t cut = max_chars ? utf8_prefix(t, max_chars) : 0;
    if (cut == text.n) {
        buf_add(out, t, cut);
    } else if (max_chars) {
        size_t end = sentence_end(t, cut);
        if (end * 2 >= cut)
            buf_add(out, t, end);
        else {
            buf_add(out, t, utf8_prefix(t, max_chars - 1));
            buf_adds(out, "…");
        }
    }
    buf_release(&text);
}

const char *html_plain_text(struct arena *a, const char *html)
{
    struct buf b;
    buf_init(&b, 0);
    html_plain(html, strlen(html), &b);
    const char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}
