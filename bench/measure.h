/* What the programs that fill and measure a county share: the clock, and no way on after a failure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "lib/db/ctx.h"

struct took {
    double cpu, wall; /* ms; cpu: of all threads of the process */
};

static inline struct took now_ms(void)
{
    struct timespec t;
    struct rusage u;
    clock_gettime(CLOCK_MONOTONIC, &t);
    getrusage(RUSAGE_SELF, &u);
    return (struct took){(double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
                             (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3,
        (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6};
}

static inline struct took since(struct took from)
{
    struct took to = now_ms();
    return (struct took){to.cpu - from.cpu, to.wall - from.wall};
}

static inline void must(enum st st, const struct ctx *c)
{
    if (!st)
        return;
    fprintf(stderr, "%s (%s)\n", c->err.message, c->err.detail);
    exit(1);
}

#endif
