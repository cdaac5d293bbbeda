/* Plain official text → HTML with anchors. Outline and anchors of HTML are in outline.c.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/structure.h"

#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/utf8.h"
#include "lib/text/structure_title.h"

/* The words behind a numbering: one ideographic space, then the rest. */
static void add_rest(struct buf *b, const char *p, const char *end)
{
    size_t n;
    while ((n = blank_bytes(p, end)))
        p += n;
    if (p < end) {
        buf_adds(b, "　");
        escape_stored(b, p, (size_t)(end - p));
    }
}

/* s p a c e d  o u t: every piece between blanks is one Han letter. Written without the blanks. */
static bool spaced_out(const char *p, const char *end)
{
    size_t letters = 0, n;
    bool gap = true;
    while (p < end) {
        if ((n = blank_bytes(p, end))) {
            p += n;
            gap = true;
            continue;
        }
        if (!gap || !utf8_is_han(utf8_next(&p, end)))
            return false;
        gap = false;
        letters++;
    }
    return letters > 1;
}

/* The title of a chapter: 总　　则 is 总则. */
static void add_title(struct buf *b, const char *p, const char *end)
{
    if (!spaced_out(p, end)) {
        add_rest(b, p, end);
        return;
    }
    buf_adds(b, "　");
    while (p < end) {
        size_t n = blank_bytes(p, end);
        if (!n)
            buf_addc(b, *p);
        p += n ? n : 1;
    }
}

static void add_heading(
    struct buf *b, const struct line *l, const char *id, const char *p, size_t n)
{
    bool unit = l->title.part >= PART_BOOK && l->title.part <= PART_ARTICLE;
    buf_addf(b, "<h%d id=\"%s\">", l->level, id);
    if (unit) {
        escape_stored(b, p, l->title.n);
        add_title(b, p + l->title.n, p + n);
    } else {
        escape_stored(b, p, n);
    }
    buf_addf(b, "</h%d>\n", l->level);
}

static void add_article(
    struct buf *b, const struct line *l, const char *id, const char *p, size_t n)
{
    buf_adds(b, "<p id=\"");
    buf_adds(b, id);
    buf_adds(b, "\"><strong>");
    escape_stored(b, p, l->title.n);
    buf_adds(b, "</strong>");
    add_rest(b, p + l->title.n, p + n);
    buf_adds(b, "</p>\n");
}

static void add_line(struct buf *b, struct ids *ids, const char *p, size_t n, int marks)
{
    struct line l = line_read(ids, p, n, marks);
    char id[64] = "";
    if (l.role != ROLE_TEXT)
        ids_next(ids, &l.title, l.level, id);
    if (l.role == ROLE_HEADING) {
        add_heading(b, &l, id, p, n);
    } else if (l.role == ROLE_ARTICLE) {
        add_article(b, &l, id, p, n);
    } else {
        buf_adds(b, "<p");
        if (*id) {
            buf_adds(b, " id=\"");
            buf_adds(b, id);
            buf_addc(b, '"');
        }
        buf_addc(b, '>');
        escape_stored(b, p, n);
        buf_adds(b, "</p>\n");
    }
}

/* |---|---| between head and body of a table. */
static bool table_rule(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr("|-: ", p[i]) || !p[i])
            return false;
    return memchr(p, '-', n) != NULL;
}

static void add_row(struct buf *b, const char *p, size_t n, const char *cell)
{
    const char *end = p + n;
    buf_adds(b, "<tr>");
    p++;
    while (p < end) {
        const char *bar = memchr(p, '|', (size_t)(end - p));
        const char *stop = bar ? bar : end, *next = stop + 1;
        while (p < stop && *p == ' ')
            p++;
        while (stop > p && stop[-1] == ' ')
            stop--;
        buf_addf(b, "<%s>", cell);
        escape_stored(b, p, (size_t)(stop - p));
        buf_addf(b, "</%s>", cell);
        p = next;
    }
    buf_adds(b, "</tr>\n");
}

struct lines {
    const char *p, *end;
};

/* The next line that is not blank, trimmed; false at the end. */
static bool next_line(struct lines *s, const char **line, size_t *n)
{
    while (s->p < s->end) {
        const char *nl = memchr(s->p, '\n', (size_t)(s->end - s->p));
        const char *p = s->p, *end = nl ? nl : s->end;
        size_t blank;
        s->p = nl ? nl + 1 : s->end;
        while ((blank = blank_bytes(p, end)))
            p += blank;
        while (end > p &&
               (blank_bytes(end - 1, end) || (end - p >= 3 && blank_bytes(end - 3, end) == 3)))
            end -= blank_bytes(end - 1, end) ? 1 : 3;
        if (p == end)
            continue;
        *line = p;
        *n = (size_t)(end - p);
        return true;
    }
    return false;
}

/* Lines that begin with | are one table; its second line may be the rule below the head. */
static void add_table(struct buf *b, struct lines *s, const char *line, size_t n)
{
    struct lines after = *s;
    const char *second;
    size_t m;
    bool head = next_line(&after, &second, &m) && *second == '|' && table_rule(second, m);
    buf_adds(b, head ? "<table>\n<thead>" : "<table>\n<tbody>");
    add_row(b, line, n, head ? "th" : "td");
    if (head)
        buf_adds(b, "</thead>\n<tbody>");
    while (after = *s, next_line(&after, &line, &n) && *line == '|') {
        *s = after;
        if (!table_rule(line, n))
            add_row(b, line, n, "td");
    }
    buf_adds(b, "</tbody>\n</table>\n");
}

static bool comment(const char *p, size_t n)
{
    return n >= 7 && memcmp(p, "<!--", 4) == 0 && memcmp(p + n - 3, "-->", 3) == 0;
}

void structure_html(const char *text, size_t n, struct buf *html)
{
    struct lines s = {text, text + n};
    struct ids ids = {.seen = NULL};
    const char *p;
    buf_reserve(html, n + n / 4);
    while (next_line(&s, &p, &n)) {
        size_t marks = 0;
        if (*p == '|') {
            add_table(html, &s, p, n);
            continue;
        }
        if (comment(p, n))
            continue;
        while (marks < n && p[marks] == '#')
            marks++;
        const char *from = p + marks;
        size_t blank;
        if (marks && from < p + n && (marks > 6 || !blank_bytes(from, p + n)))
            marks = 0;
        from = p + marks;
        while (marks && (blank = blank_bytes(from, p + n)))
            from += blank;
        if (from < p + n)
            add_line(html, &ids, from, n - (size_t)(from - p), (int)marks);
    }
    ids_release(&ids);
}
