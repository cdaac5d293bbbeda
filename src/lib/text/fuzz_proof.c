/* Any text through the proofreader: places lie inside it, in order, and corrections can be applied.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

#define MAX_LINES 64

/* Cuts text at its line ends; lines that are no UTF-8 become "". */
static size_t cut(char *text, const char *lines[static MAX_LINES])
{
    size_t n = 0;
    for (char *p = text; p && n < MAX_LINES;) {
        char *eol = strchr(p, '\n');
        if (eol)
            *eol = '\0';
        lines[n++] = utf8_valid(p, strlen(p)) ? p : "";
        p = eol ? eol + 1 : NULL;
    }
    return n;
}

static void check_places(const struct proof_finding *f, size_t n, const char *const *lines)
{
    for (size_t i = 0; i < n; i++) {
        BUG_ON(f[i].from >= f[i].to || f[i].to > strlen(lines[f[i].line]));
        BUG_ON(f[i].start >= f[i].end || f[i].end > utf8_count(lines[f[i].line]));
        BUG_ON(i && (f[i].line < f[i - 1].line ||
                        (f[i].line == f[i - 1].line && f[i].from < f[i - 1].to)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    static struct proofreader *reader;
    struct err e;
    if (!reader && proofreader_open("", &reader, &e))
        return 0;
    struct arena *a = arena_new();
    const char *lines[MAX_LINES];
    const struct proof_finding *list;
    size_t n_lines = cut(arena_strndup(a, (const char *)p, n), lines);
    struct proof_request req = {
        .lines = lines, .n_lines = n_lines, .date = day_of(2018, 9, 12), .all = true};
    size_t found = proof_check(reader, a, &req, &list);
    check_places(list, found, lines);
    for (size_t i = 0; i < found; i++)
        BUG_ON(!utf8_valid(proof_apply(a, lines[list[i].line], &list[i], 1),
            strlen(proof_apply(a, lines[list[i].line], &list[i], 1))));
    arena_free(&a);
    return 0;
}
