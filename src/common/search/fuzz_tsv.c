/* Any bytes as a collection: built or refused with a message that names the line, and what was
 * built can be opened and asked.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/collection.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void ask(const char *dir)
{
    struct err e = {.st = ST_OK};
    struct collection *c;
    struct collection_hit *hits;
    struct arena *a = arena_new();
    BUG_ON(collection_open(dir, &c, &e));
    collection_ask(c, a, "政务公开 a", 10, &hits);
    collection_close(&c);
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    static char dir[] = "/tmp/gongkai-fuzz-tsv-XXXXXX";
    struct collection_built built;
    struct err e = {.st = ST_OK};
    if (strstr(dir, "XXXXXX") && !mkdtemp(dir))
        abort();
    FILE *f = n ? fmemopen((void *)(uintptr_t)p, n, "rb") : NULL;
    if (!f)
        return 0;
    enum st st = collection_build(f, dir, &built, &e);
    fclose(f);
    BUG_ON(st ? !*e.message : built.documents + built.blank != built.lines);
    if (!st)
        ask(dir);
    return 0;
}
