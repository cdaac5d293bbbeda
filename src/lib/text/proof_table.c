/* Rows and cells of tab-separated tables; see proof_table.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_table.h"

#include <string.h>

static const char *const severities[] = {"veto", "error", "warn", "hint"};

const char *proof_severity_name(enum proof_severity s)
{
    return severities[s];
}

enum proof_severity table_severity(const char *s)
{
    for (size_t i = 0; i < COUNT_OF(severities); i++)
        if (!strcmp(s, severities[i]))
            return (enum proof_severity)i;
    return PROOF_HINT;
}

static void split(struct arena *a, const char *p, size_t n, struct table_row *row)
{
    row->n = 0;
    while (row->n < TABLE_CELLS) {
        const char *tab = memchr(p, '\t', n);
        size_t k = tab ? (size_t)(tab - p) : n;
        row->cell[row->n++] = arena_strndup(a, p, k);
        if (!tab)
            return;
        p += k + 1;
        n -= k + 1;
    }
}

bool table_next(struct arena *a, const char *text, size_t n, size_t *at, struct table_row *row)
{
    while (*at < n) {
        const char *p = text + *at, *eol = memchr(p, '\n', n - *at);
        size_t k = eol ? (size_t)(eol - p) : n - *at;
        *at += k + (eol != NULL);
        while (k && p[k - 1] == '\r')
            k--;
        if (!k || *p == '#')
            continue;
        split(a, p, k, row);
        return true;
    }
    return false;
}
