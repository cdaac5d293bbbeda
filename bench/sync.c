/* Measures what the disk allows: fdatasync of a file that does not grow, and the smallest commit of
 * our own database, each for two seconds.
 *
 * usage: bench_sync DIR; prints "SYNC fdatasyncs-a-second commits-a-second".
 * SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/db/ctx.h"

#define SECONDS 2.0
enum { BLOCK = 16384, BLOCKS = 256 };

static const struct migration tables[] = {
    {1, "one number", "CREATE TABLE bench_sync (n INTEGER NOT NULL) STRICT;", NULL}};
static const struct stmt add = {"bench.add", "INSERT INTO bench_sync (n) VALUES ($1)", NULL};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void stop(const char *why)
{
    fprintf(stderr, "bench_sync: %s\n", why);
    exit(1);
}

static double file_rate(const char *path)
{
    static char block[BLOCK];
    long n = 0;
    int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    for (int i = 0; fd >= 0 && i < BLOCKS; i++)
        if (write(fd, block, BLOCK) != BLOCK)
            stop("cannot write");
    if (fd < 0 || fsync(fd) != 0)
        stop("cannot sync");
    double from = now();
    for (; now() - from < SECONDS; n++) {
        block[0] = (char)n;
        if (pwrite(fd, block, BLOCK, n % BLOCKS * BLOCK) != BLOCK || fdatasync(fd) != 0)
            stop("cannot sync");
    }
    double rate = (double)n / (now() - from);
    close(fd);
    return rate;
}

static double commit_rate(const char *path)
{
    struct db *db;
    struct err e;
    struct ctx c;
    long n = 0;
    if (db_open(path, NULL, &db, &e) || db_migrate(db, "bench", tables, 1, &e))
        stop(e.message);
    ctx_init(&c, db);
    double from = now();
    for (; now() - from < SECONDS; n++)
        if (ctx_begin(&c, true) || x(&c, &add, ARGS(v_int(n))) || ctx_commit(&c))
            stop(c.err.message);
    double rate = (double)n / (now() - from);
    ctx_release(&c);
    db_close(&db);
    return rate;
}

int main(int argc, char **argv)
{
    char path[4096];
    if (argc != 2)
        stop("usage: bench_sync DIR");
    snprintf(path, sizeof path, "%s/sync.bin", argv[1]);
    double file = file_rate(path);
    unlink(path);
    snprintf(path, sizeof path, "%s/sync.db", argv[1]);
    printf("SYNC %.0f %.0f\n", file, commit_rate(path));
    return 0;
}
