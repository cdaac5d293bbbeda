/* Times queries over a collection: bench_search INDEX QUERIES.tsv [ROUNDS]; one line of numbers, by
 * the clock on the wall and by the processor time of the thread (the two part where others work
 * beside).
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/search/collection.h"

enum { MOST = 200000 };

static double ms_now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_memory(void)
{
    char line[200];
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "RssAnon", 7) == 0 || strncmp(line, "RssFile", 7) == 0)
            printf("  %.*s", (int)strcspn(line, "\n"), line);
    if (f)
        fclose(f);
    puts("");
}

int main(int argc, char **argv)
{
    static double times[MOST], busy[MOST];
    static char *queries[MOST];
    size_t n = 0, done = 0;
    long hits = 0, rounds = argc > 3 ? strtol(argv[3], NULL, 10) : 3;
    char *line = NULL;
    size_t room = 0;
    struct collection *c;
    struct err e = {.st = ST_OK};
    FILE *f = argc > 2 ? fopen(argv[2], "rb") : NULL;
    if (!f || collection_open(argv[1], &c, &e)) {
        fprintf(stderr, "bench_search INDEX QUERIES.tsv [ROUNDS]: %s\n", e.message);
        return 2;
    }
    while (n < MOST && getline(&line, &room, f) > 0) {
        char *text = strchr(line, '\t');
        line[strcspn(line, "\n")] = 0;
        queries[n++] = strdup(text ? text + 1 : line);
    }
    struct arena *a = arena_new();
    for (long r = -1; r < rounds; r++) /* the first round warms the files */
        for (size_t i = 0; i < n; i++) {
            struct collection_hit *list;
            double from = ms_now(CLOCK_MONOTONIC), at = ms_now(CLOCK_THREAD_CPUTIME_ID);
            size_t found = collection_ask(c, a, queries[i], 10, &list);
            if (r >= 0 && done < MOST) {
                busy[done] = ms_now(CLOCK_THREAD_CPUTIME_ID) - at;
                times[done++] = ms_now(CLOCK_MONOTONIC) - from;
                hits += (long)found;
            }
            if (r >= 0 && getenv("SLOW") && busy[done - 1] > strtod(getenv("SLOW"), NULL))
                fprintf(stderr, "%.1f ms %s\n", busy[done - 1], queries[i]);
            arena_clear(a);
        }
    for (size_t i = 0; getenv("TIMES") && i < done; i++)
        fprintf(stderr, "%.4f\n", times[i]);
    qsort(times, done, sizeof *times, by_time);
    qsort(busy, done, sizeof *busy, by_time);
    printf("%zu queries, %ld hits: p50 %.2f ms  p99 %.2f ms  processor p50 %.2f ms  p99 %.2f ms",
        done, hits, times[done / 2], times[done * 99 / 100], busy[done / 2], busy[done * 99 / 100]);
    print_memory();
    return 0;
}
