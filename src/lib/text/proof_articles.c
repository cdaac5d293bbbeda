/* Counts the articles of a text; see proof.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/text/proof.h"
#include "lib/text/proof_numeral.h"

static bool starts(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && !memcmp(p, word, n);
}

int proof_count_articles(const char *text)
{
    int n = 0;
    for (const char *p = text; *p;) {
        const char *end = p + strcspn(p, "\n"), *next = end + (*end == '\n');
        while (p < end && (*p == '#' || *p == '*' || *p == ' '))
            p++;
        while (starts(p, end, "　"))
            p += 3;
        size_t used;
        int v = starts(p, end, "第") ? numeral_read(p + 3, (size_t)(end - p - 3), &used) : 0;
        if (v == n + 1 && starts(p + 3 + used, end, "条"))
            n = v;
        p = next;
    }
    return n;
}
