/* Memory of one test, for test files that need nothing else around their tests.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_ARENA_H
#define TESTS_ARENA_H

#include "lib/base/arena.h"

static struct arena *mem;

static int open_arena(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&mem);
    return 0;
}

#endif
