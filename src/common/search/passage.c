/* A scanner over clean HTML, see passage.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/passage.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void passages_begin(struct passages *s, const char *html)
{
    *s = (struct passages){.p = html, .end = html + strlen(html)};
    buf_init(&s->text, 0);
}

void passages_end(struct passages *s)
{
    buf_release(&s->text);
}

/* Elements that do not end a passage. */
static bool is_inline(const char *name, size_t n)
{
    static const char *const names[] = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em",
        "font", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "small", "span",
        "strong", "sub", "sup", "time", "u", "var", "wbr"};
    if (n == 1 && *name == 'p') /* nearly all of them */
        return false;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strlen(names[i]) == n && strncasecmp(names[i], name, n) == 0)
            return true;
    return false;
}

/* The id of a start tag becomes the anchor when it is a plain word. */
static void take_id(struct passages *s, const char *tag, const char *end)
{
    const char *id = memmem(tag, (size_t)(end - tag), " id=\"", 5);
    if (!id)
        return;
    id += 5;
    size_t n = 0;
    while (id + n < end && id[n] != '"' &&
           (id[n] == '-' || id[n] == '_' || (id[n] >= '0' && id[n] <= '9') ||
               ((id[n] | 32) >= 'a' && (id[n] | 32) <= 'z')))
        n++;
    if (n && n < sizeof s->anchor && id + n < end && id[n] == '"') {
        memcpy(s->anchor, id, n);
        s->anchor[n] = 0;
    }
}

/* s->p is at '<': steps over the tag or comment; true when it ends a passage. */
static bool step_tag(struct passages *s)
{
    const char *tag = s->p + 1;
    const char *end = memchr(tag, '>', (size_t)(s->end - tag));
    if (!end) {
        s->p = s->end;
        return true;
    }
    s->p = end + 1;
    bool closing = *tag == '/';
    const char *name = tag + closing;
    size_t n = strcspn(name, " \t\r\n/>");
    bool inside = is_inline(name, n);
    if (!closing && !inside)
        take_id(s, tag, end);
    return !inside;
}

static void add_reference(struct passages *s)
{
    static const struct {
        const char *name;
        uint32_t cp;
    } names[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''},
        {"nbsp;", ' '}, {"#39;", '\''}, {"middot;", 0xB7}, {"mdash;", 0x2014}, {"ldquo;", 0x201C},
        {"rdquo;", 0x201D}};
    const char *p = ++s->p;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strncmp(p, names[i].name, strlen(names[i].name)) == 0) {
            s->p += strlen(names[i].name);
            buf_addcp(&s->text, names[i].cp);
            return;
        }
    if (*p == '#') {
        bool hex = (p[1] | 32) == 'x';
        char *end;
        unsigned long cp = strtoul(p + 1 + hex, &end, hex ? 16 : 10);
        if (end > p + 1 + hex && *end == ';' && cp > 0 && cp < 0x110000 &&
            (cp < 0xD800 || cp > 0xDFFF)) {
            s->p = end + 1;
            buf_addcp(&s->text, (uint32_t)cp);
            return;
        }
    }
    buf_addc(&s->text, '&');
}

static void add_space(struct passages *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t'))
        s->p++;
    if (s->text.n && s->text.p[s->text.n - 1] != ' ')
        buf_addc(&s->text, ' ');
}

/* As much of the run as fits, up to its last sentence if there is one. */
static void add_part(struct passages *s, size_t run)
{
    size_t room = s->text.n < PASSAGE_BYTES ? PASSAGE_BYTES - s->text.n : 0;
    size_t n = room < run ? room : run;
    while (n > 0 && ((unsigned char)s->p[n] & 0xC0) == 0x80)
        n--;
    for (size_t i = n; i > 3 && i > n / 2; i--)
        if (memcmp(s->p + i - 3, "。", 3) == 0) {
            n = i;
            break;
        }
    buf_add(&s->text, s->p, n);
    s->p += n;
}

bool passages_next(struct passages *s)
{
    buf_clear(&s->text);
    while (s->p < s->end) {
        size_t run = strcspn(s->p, "<& \n\r\t");
        if (s->text.n + run > PASSAGE_BYTES) {
            add_part(s, run);
            return true;
        }
        buf_add(&s->text, s->p, run);
        s->p += run;
        if (s->p >= s->end)
            break;
        if (*s->p == '&') {
            add_reference(s);
        } else if (*s->p != '<') {
            add_space(s);
        } else {
            /* the anchor of the next element must not reach the text before it */
            char anchor[sizeof s->anchor];
            memcpy(anchor, s->anchor, sizeof anchor);
            const char *at = s->p;
            if (!step_tag(s) || !s->text.n)
                continue;
            if (strcmp(anchor, s->anchor) != 0) { /* read this tag again for the next passage */
                memcpy(s->anchor, anchor, sizeof anchor);
                s->p = at;
            }
            return true;
        }
    }
    return s->text.n > 0;
}
