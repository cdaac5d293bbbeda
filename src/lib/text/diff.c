/* Comparison by Myers' greedy algorithm with a cap on the number of differences.
 *
 * One function compares arrays of numbers; lines are numbers by a table, characters by themselves.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/escape.h"
#include "lib/base/utf8.h"

#define MAX_LINE_EDITS 1000
#define MAX_CHAR_EDITS 400
#define MAX_ITEMS 400000 /* beyond it nothing is compared inside */
#define SHORT_SAME 2     /* fewer equal characters between two changes belong to the change */
#define MAX_PAIRS 2500   /* lines old × new within one block that are tried against each other */

struct side {
    const uint32_t *v;
    size_t n;
    bool *changed; /* n flags: not in the other side */
};

/* Row d holds, for each diagonal -d … d, how far along the old side one gets with d edits. */
static bool comes_from_above(const int32_t *before, int d, int k)
{
    return k == -d || (k != d && before[k - 1 + d - 1] < before[k + 1 + d - 1]);
}

static int32_t furthest(const int32_t *before, int d, int k)
{
    return comes_from_above(before, d, k) ? before[k + 1 + d - 1] : before[k - 1 + d - 1] + 1;
}

/* Walks back from the end, reached after d edits on diagonal k, marking what changed. */
static void walk_back(struct side *a, struct side *b, int32_t **rows, int d, int k, size_t lead)
{
    for (; d > 0; d--) {
        const int32_t *before = rows[d - 1];
        bool down = comes_from_above(before, d, k);
        k += down ? 1 : -1;
        int32_t x = before[k + d - 1];
        if (down)
            b->changed[lead + (size_t)(x - k)] = true;
        else
            a->changed[lead + (size_t)x] = true;
    }
}

static void mark_all(struct side *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        s->changed[i] = true;
}

/* Goes on with d edits; true when both ends are reached, on diagonal *end. */
static bool step(const struct side *a, const struct side *b, int32_t **rows, int d,
    const size_t range[3], int *end)
{
    size_t lead = range[0];
    int32_t n = (int32_t)range[1], m = (int32_t)range[2];
    for (int k = -d; k <= d; k += 2) {
        int32_t x = d ? furthest(rows[d - 1], d, k) : 0, y = x - k;
        while (x < n && y < m && a->v[lead + (size_t)x] == b->v[lead + (size_t)y])
            x++, y++;
        rows[d][k + d] = x;
        if (x >= n && y >= m) {
            *end = k;
            return true;
        }
    }
    return false;
}

/* Marks what changed; with more than max_edits everything between the equal ends. */
static void compare(struct arena *mem, struct side *a, struct side *b, int max_edits)
{
    size_t lead = 0, tail = 0;
    while (lead < a->n && lead < b->n && a->v[lead] == b->v[lead])
        lead++;
    while (
        tail < a->n - lead && tail < b->n - lead && a->v[a->n - 1 - tail] == b->v[b->n - 1 - tail])
        tail++;
    const size_t range[3] = {lead, a->n - lead - tail, b->n - lead - tail};
    int32_t **rows = ARENA_ARRAY(mem, int32_t *, max_edits + 1);
    for (int d = 0, end; d <= max_edits && range[1] + range[2] <= MAX_ITEMS; d++) {
        rows[d] = ARENA_ARRAY(mem, int32_t, 2 * d + 1);
        if (step(a, b, rows, d, range, &end)) {
            walk_back(a, b, rows, d, end, lead);
            return;
        }
    }
    mark_all(a, lead, a->n - tail);
    mark_all(b, lead, b->n - tail);
}

static struct side new_side(struct arena *a, size_t n)
{
    struct side s = {.v = ARENA_ARRAY(a, uint32_t, n), .n = n, .changed = ARENA_ARRAY(a, bool, n)};
    return s;
}

/* ---- characters within a pair of lines ---- */
static struct side characters(struct arena *a, const char *s)
{
    struct side side = new_side(a, utf8_count(s));
    uint32_t *to = (uint32_t *)(uintptr_t)side.v;
    for (const char *end = s + strlen(s); s < end;)
        *to++ = utf8_next(&s, end);
    return side;
}

/* Equal pieces too short to be read as such join the change around them, on both sides. */
static void join_short(struct side *a, struct side *b)
{
    size_t i = 0, j = 0;
    bool after_change = false;
    while (i < a->n && j < b->n) {
        if (a->changed[i] || b->changed[j]) {
            bool old_side = a->changed[i];
            j += b->changed[j];
            i += old_side;
            after_change = true;
            continue;
        }
        size_t run = 0;
        while (i + run < a->n && j + run < b->n && !a->changed[i + run] && !b->changed[j + run])
            run++;
        bool before_change =
            (i + run < a->n && a->changed[i + run]) || (j + run < b->n && b->changed[j + run]);
        if (run < SHORT_SAME && after_change && before_change) {
            mark_all(a, i, i + run);
            mark_all(b, j, j + run);
        }
        i += run;
        j += run;
        after_change = false;
    }
}

static void escape_cp(struct buf *b, uint32_t cp)
{
    if (cp < 0x80)
        escape_html(b, &(char){(char)cp}, 1);
    else
        buf_addcp(b, cp);
}

/* Escaped text with <tag> around what changed; tag NULL: without. */
static const char *marked(struct arena *a, const struct side *s, const char *tag)
{
    struct buf b;
    bool open = false;
    buf_init(&b, 0);
    for (size_t i = 0; i <= s->n; i++) {
        bool now = tag && i < s->n && s->changed[i];
        if (now != open)
            buf_addf(&b, now ? "<%s>" : "</%s>", tag);
        open = now;
        if (i < s->n)
            escape_cp(&b, s->v[i]);
    }
    char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

/* How much two lines have in common, in per cent; by counts of characters, so cheap. */
static int likeness(const struct side *a, const struct side *b)
{
    enum { SLOTS = 256 };
    int counts[SLOTS] = {0};
    size_t same = 0, all = a->n + b->n;
    for (size_t i = 0; i < a->n; i++)
        counts[a->v[i] * 2654435761u >> 24]++;
    for (size_t i = 0; i < b->n; i++)
        if (counts[b->v[i] * 2654435761u >> 24]-- > 0)
            same++;
    return all ? (int)(same * 200 / all) : 100;
}

/* ---- lines ---- */
struct lines {
    char **text;
    struct side ids;
};

static struct lines split(struct arena *a, struct map *ids, const char *text)
{
    size_t n = *text ? 1 : 0;
    for (const char *p = text; *p; p++)
        n += *p == '\n' && p[1];
    struct lines l = {ARENA_ARRAY(a, char *, n), new_side(a, n)};
    for (size_t i = 0; i < n; i++) {
        size_t len = strcspn(text, "\n");
        l.text[i] = arena_strndup(a, text, len);
        text += len + 1;
        uint32_t *id = map_find(ids, l.text[i]);
        if (!id) {
            id = ARENA_NEW(a, uint32_t);
            *id = (uint32_t)map_count(ids);
            map_set(ids, l.text[i], id);
        }
        ((uint32_t *)(uintptr_t)l.ids.v)[i] = *id;
    }
    return l;
}

struct writer {
    struct arena *a, *scratch; /* scratch: for one row */
    struct diff_row *rows;
    size_t n;
};

static void add_row(
    struct writer *w, enum diff_kind kind, const char *old_text, const char *new_text)
{
    arena_clear(w->scratch);
    struct side x = characters(w->scratch, old_text), y = characters(w->scratch, new_text);
    const char *del = NULL, *ins = NULL;
    if (kind == DIFF_CHANGED) {
        compare(w->scratch, &x, &y, MAX_CHAR_EDITS);
        join_short(&x, &y);
        del = "del";
        ins = "ins";
    }
    w->rows[w->n++] = (struct diff_row){kind, marked(w->a, &x, del), marked(w->a, &y, ins)};
}

/* The new line in [from, to) most like the old one, when they have enough in common. */
static size_t partner(struct writer *w, const char *old_line, char **lines, size_t from, size_t to)
{
    arena_clear(w->scratch);
    struct side x = characters(w->scratch, old_line);
    size_t best = to;
    int best_likeness = 40;
    for (size_t j = from; j < to; j++) {
        struct side y = characters(w->scratch, lines[j]);
        int alike = likeness(&x, &y);
        if (alike > best_likeness) {
            best = j;
            best_likeness = alike;
        }
    }
    return best;
}

/* A block of lines replaced by others: lines that are alike stand side by side. */
static void write_block(struct writer *w, char **old_lines, size_t n, char **new_lines, size_t m)
{
    size_t j = 0;
    for (size_t i = 0; i < n; i++) {
        size_t to = n * m <= MAX_PAIRS ? m : j + 1 < m ? j + 1 : m;
        size_t best = partner(w, old_lines[i], new_lines, j, to);
        if (best == to) {
            add_row(w, DIFF_DELETED, old_lines[i], "");
            continue;
        }
        while (j < best)
            add_row(w, DIFF_ADDED, "", new_lines[j++]);
        add_row(w, DIFF_CHANGED, old_lines[i], new_lines[j++]);
    }
    while (j < m)
        add_row(w, DIFF_ADDED, "", new_lines[j++]);
}

size_t diff_lines(
    struct arena *a, const char *old_text, const char *new_text, const struct diff_row **rows)
{
    struct map *ids = map_new(a);
    struct lines x = split(a, ids, old_text), y = split(a, ids, new_text);
    compare(a, &x.ids, &y.ids, MAX_LINE_EDITS);
    struct writer w = {a, arena_new(), ARENA_ARRAY(a, struct diff_row, x.ids.n + y.ids.n), 0};
    for (size_t i = 0, j = 0; i < x.ids.n || j < y.ids.n;) {
        size_t n = 0, m = 0;
        while (i + n < x.ids.n && x.ids.changed[i + n])
            n++;
        while (j + m < y.ids.n && y.ids.changed[j + m])
            m++;
        write_block(&w, x.text + i, n, y.text + j, m);
        i += n;
        j += m;
        if (i < x.ids.n && j < y.ids.n && !n && !m)
            add_row(&w, DIFF_SAME, x.text[i++], y.text[j++]);
    }
    arena_free(&w.scratch);
    *rows = w.rows;
    return w.n;
}
