/* RULE T-SEQ: finds a run of parts of a fixed list and compares it with the list.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_lists.h"

#include <stdlib.h>
#include <string.h>

#include "lib/text/proof_numeral.h"
#include "lib/text/proof_table.h"

extern const char proof_lists_tsv[];
extern const size_t proof_lists_tsv_bytes;

#define MAX_ITEMS 16

static const struct proof_kind disordered = {"T-SEQ", "list", PROOF_ERROR, 940};
static const struct proof_kind incomplete = {"T-SEQ", "list", PROOF_WARN, 920};
static const struct proof_kind plan_years = {"T-SEQ", "list", PROOF_ERROR, 960};

struct fixed {
    const char *name, *joined, *item[MAX_ITEMS];
    size_t n;
    bool complete; /* with the name in the same sentence, a missing part is an error */
};

struct part { /* one item of one list, by its first character */
    struct fixed *list;
    const char *text;
    size_t n;
    struct part *next;
};

struct proof_lists {
    struct part *bucket[256]; /* by the third byte of the first character */
};

static void cut_items(struct arena *a, struct fixed *f)
{
    for (const char *p = f->joined; *p && f->n < MAX_ITEMS;) {
        const char *mark = strstr(p, "、");
        size_t n = mark ? (size_t)(mark - p) : strlen(p);
        f->item[f->n++] = arena_strndup(a, p, n);
        p += n + (mark ? 3 : 0);
    }
}

static void index_items(struct arena *a, struct proof_lists *l, struct fixed *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct part **at = &l->bucket[(unsigned char)f->item[i][2]];
        struct part *p = ARENA_NEW(a, struct part);
        *p = (struct part){f, f->item[i], strlen(f->item[i]), *at};
        *at = p;
    }
}

struct proof_lists *proof_lists_new(struct arena *a)
{
    struct proof_lists *l = ARENA_NEW(a, struct proof_lists);
    struct table_row row;
    size_t at = 0;
    while (table_next(a, proof_lists_tsv, proof_lists_tsv_bytes, &at, &row)) {
        struct fixed *f = ARENA_NEW(a, struct fixed);
        BUG_ON(row.n < 3);
        *f = (struct fixed){
            .name = row.cell[0], .joined = row.cell[1], .complete = !strcmp(row.cell[2], "yes")};
        cut_items(a, f);
        index_items(a, l, f);
    }
    return l;
}

struct chain {
    size_t index[MAX_ITEMS * 2], n;
    size_t from, to;
};

/* Index of the item at p, or f->n; a longer word that only begins like it is none. */
static size_t item_at(const struct fixed *f, const char *p, const char *end)
{
    size_t best = f->n, size = 0;
    for (size_t i = 0; i < f->n; i++) {
        size_t n = strlen(f->item[i]);
        if (n > size && (size_t)(end - p) >= n && !memcmp(p, f->item[i], n)) {
            best = i;
            size = n;
        }
    }
    return best;
}

static void read_chain(
    const struct proof_work *w, const struct fixed *f, const char *p, struct chain *c)
{
    const char *end = w->text + w->size;
    c->n = 0;
    c->from = (size_t)(p - w->text);
    for (;;) {
        size_t i = item_at(f, p, end);
        if (i == f->n || c->n == COUNT_OF(c->index))
            return;
        c->index[c->n++] = i;
        p += strlen(f->item[i]);
        c->to = (size_t)(p - w->text);
        if ((size_t)(end - p) < 3 ||
            (memcmp(p, "、", 3) && memcmp(p, "，", 3) && memcmp(p, "；", 3)))
            return;
        p += 3;
    }
}

static bool in_order(const struct chain *c)
{
    for (size_t i = 1; i < c->n; i++)
        if (c->index[i] != c->index[i - 1] + 1)
            return false;
    return true;
}

static bool holds_all(const struct fixed *f, const struct chain *c)
{
    unsigned seen = 0;
    for (size_t i = 0; i < c->n; i++)
        seen |= 1u << c->index[i];
    return seen == (1u << f->n) - 1;
}

static bool doubled(const struct chain *c)
{
    unsigned seen = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (seen & 1u << c->index[i])
            return true;
        seen |= 1u << c->index[i];
    }
    return false;
}

static bool named_near(const struct proof_work *w, const struct fixed *f, const struct chain *c)
{
    const char *name = strstr(w->text, f->name);
    if (!name)
        return false;
    size_t at = (size_t)(name - w->text), a = at < c->from ? at : c->from,
           b = at < c->from ? c->from : at;
    return b - a < 120 && !memmem(w->text + a, b - a, "。", 3);
}

static void judge(struct proof_work *w, const struct fixed *f, const struct chain *c)
{
    if (c->n < 3 && c->n < f->n)
        return;
    if (holds_all(f, c) && (doubled(c) || !in_order(c)))
        proof_add(w, &disordered, c->from, c->to, f->joined);
    else if (!holds_all(f, c) && c->n + 1 >= f->n && f->complete && named_near(w, f, c))
        proof_add(w, &incomplete, c->from, c->to, f->joined);
}

/* “十三五”规划（2016—2020年）: the years belong to the number. */
static void check_plan_years(struct proof_work *w)
{
    const char *end = w->text + w->size;
    for (const char *p = w->text; (p = strstr(p, "十")); p += 3) {
        size_t used;
        const char *q = p + 6;
        int n = end - p < 9 ? 0 : 10 + numeral_read(p + 3, 3, &used);
        if (n < 11 || n > 15 || strncmp(q, "五", 3) != 0)
            continue;
        const char *open = strstr(q, "（");
        if (!open || open - q > 60 || open + 3 + 8 > end)
            continue;
        char *after;
        long first = strtol(open + 3, &after, 10);
        const char *d = after;
        while (*d && (*d < '0' || *d > '9') && d - after < 8)
            d++;
        long last = strtol(d, &after, 10);
        int right = 2011 + (n - 12) * 5;
        if (first > 1950 && last > 1950 && strncmp(after, "年", 3) == 0 &&
            (first != right || last != right + 4))
            proof_add(w, &plan_years, (size_t)(open + 3 - w->text), (size_t)(after - w->text),
                arena_printf(w->a, "%d—%d", right, right + 4));
    }
}

/* The longest chain that begins at byte i is judged; gives the bytes to step over. */
static size_t check_at(struct proof_work *w, size_t i)
{
    const struct part *p = w->reader->lists->bucket[(unsigned char)w->text[i + 2]];
    size_t step = 3;
    for (; p; p = p->next) {
        struct chain c;
        if (p->n > w->size - i || memcmp(p->text, w->text + i, p->n) != 0)
            continue;
        read_chain(w, p->list, w->text + i, &c);
        judge(w, p->list, &c);
        if (c.n > 1 && c.to - i > step)
            step = c.to - i;
    }
    return step;
}

void proof_lists_check(struct proof_work *w)
{
    for (size_t i = 0; i + 3 <= w->size && !proof_line_full(w, PROOF_WARN);)
        i += (unsigned char)w->text[i] >= 0xE0 ? check_at(w, i) : 1;
    if (memmem(w->text, w->size, "五", 3) && memmem(w->text, w->size, "（", 3))
        check_plan_years(w);
}
