/* The placeholder that somebody meant who wrote a name that there is not, to propose.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <string.h>

#include "lib/base/utf8.h"

enum {
    LONGEST = 32,   /* characters; what is longer resembles no name */
    EDIT_COSTS = 4, /* more than a shared beginning can make up for */
    BEGINNING = 3,  /* characters of a shared beginning that count */
    TELL_MOST = 6   /* names of a group */
};

struct word {
    uint32_t at[LONGEST];
    size_t n;
};

static bool spell(const char *s, size_t bytes, struct word *out)
{
    const char *end = s + bytes;
    for (out->n = 0; s < end && out->n < LONGEST; out->n++)
        out->at[out->n] = utf8_next(&s, end);
    return s == end;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Characters put in, left out or changed between the two (Levenshtein), row by row. */
static size_t edits(const struct word *a, const struct word *b)
{
    size_t row[LONGEST + 1];
    for (size_t k = 0; k <= b->n; k++)
        row[k] = k;
    for (size_t i = 1; i <= a->n; i++) {
        size_t aslant = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b->n; k++) {
            size_t changed = aslant + (a->at[i - 1] != b->at[k - 1]);
            aslant = row[k];
            row[k] = least(changed, least(row[k], row[k - 1]) + 1);
        }
    }
    return row[b->n];
}

static size_t shared_beginning(const struct word *a, const struct word *b)
{
    size_t n = 0;
    while (n < a->n && n < b->n && a->at[n] == b->at[n])
        n++;
    return n;
}

/* The smaller, the nearer; false when more than half of the characters differ. */
static bool cost_of(const struct word *name, const char *known, int *out)
{
    struct word w;
    if (!spell(known, strlen(known), &w))
        return false;
    size_t n = edits(name, &w), same = shared_beginning(name, &w);
    bool whole = same && (same == w.n || same == name->n); /* one begins with the other */
    *out = EDIT_COSTS * (int)n - (int)least(same, BEGINNING) - whole;
    return 2 * n <= (name->n > w.n ? name->n : w.n);
}

/* What is listed under a heading of the table of placeholders. */
static const char *of_group(struct arena *a, const char *title)
{
    const char *list = "";
    size_t n = 0;
    for (size_t i = 0; i < PAPER_N_FACTS; i++) {
        if (strcmp(paper_fact_group((enum paper_fact)i), title) != 0)
            continue;
        if (n++ < TELL_MOST)
            list = arena_printf(a, "%s%s%s", list, *list ? "、" : "", paper_fact_rows[i].name);
    }
    return arena_printf(a, "“%s”是占位符表里一组的标题，请写其中一个名称：%s%s", title, list,
        n > TELL_MOST ? "等" : "");
}

const char *template_near(struct arena *a, const char *name, size_t n)
{
    struct word meant;
    const char *found = NULL, *group = NULL;
    int best = EDIT_COSTS * LONGEST, cost;
    if (!spell(name, n, &meant))
        meant.n = 0;
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        if (cost_of(&meant, paper_fact_rows[i].name, &cost) && cost < best) {
            best = cost;
            found = paper_fact_rows[i].name;
        }
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        if (cost_of(&meant, paper_fact_group((enum paper_fact)i), &cost) && cost < best) {
            best = cost;
            group = paper_fact_group((enum paper_fact)i);
        }
    if (group)
        return of_group(a, group);
    return found ? arena_printf(a, "是不是“%s”？可用的名称见占位符表", found)
                 : "请从占位符表中选一个名称";
}
