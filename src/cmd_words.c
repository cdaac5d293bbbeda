/* Commands that cut texts into words: segment.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "lib/text/segment.h"
#include "options.h"

static void print_words(struct seg_walk *w, const char *line, size_t n)
{
    struct seg_word word;
    bool first = true;
    seg_walk_start(w, line, n);
    while (seg_walk_next(w, &word)) {
        if (!first)
            putc_unlocked(' ', stdout);
        fwrite_unlocked(line + word.start, 1, word.end - word.start, stdout);
        first = false;
    }
}

/* Where the line's end begins: "", LF or CR LF. */
static size_t body_bytes(const char *line, size_t n)
{
    if (n && line[n - 1] == '\n')
        n--;
    return n && line[n - 1] == '\r' ? n - 1 : n;
}

/* commands.md "Text and search". Bytes that are no UTF-8 are printed as they came. */
int cmd_segment(int argc, char **argv)
{
    bool search = false;
    const struct option_row rows[] = {{"--search", NULL, &search}};
    size_t n_places, cap = 0;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n_places))
        return 2;
    struct arena *a = arena_new();
    struct seg_walk *w = seg_walk_new(a, segmenter_shipped(), search ? SEG_SEARCH : SEG_PLAIN);
    char *line = NULL;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        size_t end = body_bytes(line, (size_t)n);
        print_words(w, line, end);
        fwrite_unlocked(line + end, 1, (size_t)n - end, stdout);
        if (line[n - 1] != '\n')
            putc_unlocked('\n', stdout);
    }
    free(line);
    arena_free(&a);
    return fflush(stdout) == 0 ? 0 : 1;
}
