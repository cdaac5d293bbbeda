/* How fast texts are cut into words: lines on standard input, cut in memory, one thread; with a
 * county's own words when a file of them is named.
 * Prints "MB/s words"; bench/segment.sh runs it against cppjieba.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/base/buf.h"
#include "lib/text/segment.h"

static const struct segmenter *with_words(struct arena *a, const char *path)
{
    char line[256];
    FILE *f = fopen(path, "r");
    if (!f)
        die("%s cannot be read", path);
    struct segmenter *s = segmenter_new(a, lexicon_shipped());
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = '\0';
        segmenter_add(s, line);
    }
    fclose(f);
    return s;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    const struct segmenter *s = argc > 1 ? with_words(a, argv[1]) : segmenter_shipped();
    struct seg_walk *w = seg_walk_new(a, s, SEG_PLAIN);
    struct seg_word word;
    struct timespec t0, t1;
    struct buf in;
    char piece[65536];
    size_t n, words = 0;
    buf_init(&in, 1u << 30);
    while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
        buf_add(&in, piece, n);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
    for (const char *p = buf_str(&in), *end = p + in.n, *lf; p < end; p = lf + 1) {
        lf = memchr(p, '\n', (size_t)(end - p));
        lf = lf ? lf : end;
        seg_walk_start(w, p, (size_t)(lf - p));
        while (seg_walk_next(w, &word))
            words++;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
    double seconds = (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9;
    printf("%.1f %zu\n", (double)in.n / 1e6 / seconds, words);
    buf_release(&in);
    arena_free(&a);
    return 0;
}
