/* Measures how long a letter takes: PDF of one and of ten pages, after warm-up.
 *
 * usage: bench_letter [ROUNDS]; prints one row of bench/RESULTS.md for each.
 * SPDX-License-Identifier: MIT */
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/paper/letter.h"

#define MAX_ROUNDS 1000
#define WARM_UP 3

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double run(const struct letter *l, int *pages, size_t *bytes)
{
    struct buf out;
    buf_init(&out, 0);
    double from = now_ms();
    if (letter_pdf(l, &out, pages, NULL) != ST_OK)
        exit(1);
    double took = now_ms() - from;
    *bytes = out.n;
    buf_release(&out);
    return took;
}

static void measure(const char *what, const struct letter *l, int rounds)
{
    static double took[MAX_ROUNDS];
    int pages = 0;
    size_t bytes = 0;
    double first = run(l, &pages, &bytes);
    for (int i = 1; i < WARM_UP; i++)
        run(l, &pages, &bytes);
    for (int i = 0; i < rounds; i++)
        took[i] = run(l, &pages, &bytes);
    qsort(took, (size_t)rounds, sizeof took[0], by_size);
    printf("| %s (%d pages, %zu KB) | %.1f ms CPU (%.1f–%.1f; the first %.0f) | ≤ 50 ms |\n", what,
        pages, bytes / 1000, took[rounds / 2], took[0], took[rounds - 1], first);
}

int main(int argc, char **argv)
{
    static struct letter_block blocks[80];
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 50;
    struct letter l = letter_blank;
    l.organ = l.signature = "师宗县人民政府";
    l.title = "师宗县人民政府\n政府信息公开申请答复书";
    l.number = "师政信公开〔2018〕第1号-答";
    l.addressee = "张三";
    l.date = day_of(2018, 9, 20);
    l.seal = true;
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        blocks[i] = (struct letter_block){BLOCK_PARAGRAPH, "",
            "经审查，您申请的师宗县2017年度农村危房改造补助资金分配方案属于可以公开的范围。根据《中"
            "华"
            "人民共和国政府信息公开条例》第三十六条第（二）项的规定，现将该政府信息提供给您。",
            NULL};
    l.blocks = blocks;
    rounds = rounds < 1 ? 1 : rounds > MAX_ROUNDS ? MAX_ROUNDS : rounds;
    l.n_blocks = 4;
    measure("letter, short", &l, rounds);
    l.n_blocks = COUNT_OF(blocks);
    measure("letter, long", &l, rounds);
    return 0;
}
