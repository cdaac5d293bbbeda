/* Every document number of the lines on standard input, in canonical form, one a line: what
 * bench/quality/docno.sh compares with the reviewed list.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "lib/text/docno.h"

int main(void)
{
    struct arena *a = arena_new();
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        struct docno d;
        for (size_t from = 0; docno_find(a, line, from, &d); from = d.end)
            puts(d.text);
        arena_clear(a);
    }
    free(line);
    arena_free(&a);
    return 0;
}
