/* The names of laws and regulations for the model: how many articles each has, and what else the
 * texts cite by name.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/proof_laws.h"
#include "tools/proof_train.h"

enum { CITED_LEAST = 2, CITED_MAX = 400000 };
#define STATE "中华人民共和国"

struct row {
    const char *s;
    size_t n;
    int articles; /* -1: only cited */
};

static int by_name(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    int d = memcmp(a->s, b->s, a->n);
    return d ? d : b->articles - a->articles;
}

/* Lines "title<TAB>articles"; names of the state without its name, too. */
static size_t own_titles(const struct corpus *c, struct row *row)
{
    size_t n = 0, state = strlen(STATE);
    for (const char *p = c->titles.p; p && *p;) {
        const char *end = p + strcspn(p, "\n"), *tab = memchr(p, '\t', (size_t)(end - p));
        struct row r = {p, tab ? (size_t)(tab - p) : 0, tab ? (int)strtol(tab + 1, NULL, 10) : 0};
        if (tab && law_is_name(r.s, r.n)) {
            row[n++] = r;
            if (r.n > state + 12 && !memcmp(r.s, STATE, state))
                row[n++] = (struct row){r.s + state, r.n - state, r.articles};
        }
        p = end + (*end == '\n');
    }
    return n;
}

static size_t cited_titles(const struct corpus *c, struct row *row, size_t n)
{
    for (const char *p = c->text.p; p && (p = strstr(p, "《")) && n < CITED_MAX;) {
        const char *from = p += strlen("《");
        while (*p && *p != '\n' && p - from < LAW_BYTES && strncmp(p, "》", 3) != 0 &&
               strncmp(p, "《", 3) != 0)
            p++;
        if (!strncmp(p, "》", 3) && law_is_name(from, (size_t)(p - from)))
            row[n++] = (struct row){from, (size_t)(p - from), -1};
    }
    return n;
}

void corpus_add_laws(struct corpus *c)
{
    struct row *row = calloc(CITED_MAX + 1, sizeof *row);
    struct text out = {0};
    BUG_ON(!row);
    size_t n = cited_titles(c, row, own_titles(c, row));
    qsort(row, n, sizeof *row, by_name);
    if (c->table_bytes)
        text_add(&out, c->table, c->table_bytes);
    text_add(&out, LAWS_MARK, strlen(LAWS_MARK));
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && row[k].n == row[i].n && !memcmp(row[k].s, row[i].s, row[i].n);)
            k++;
        if (row[i].articles < 0 && k - i < CITED_LEAST)
            continue;
        char line[LAW_BYTES + 32];
        int size =
            snprintf(line, sizeof line, "%.*s\t%d", (int)row[i].n, row[i].s, row[i].articles);
        text_add(&out, line, (size_t)size);
    }
    free(row);
    c->table = out.p;
    c->table_bytes = out.n;
}
