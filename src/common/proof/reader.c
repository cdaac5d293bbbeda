/* The proofreader of this process: opened once, used by all threads.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "common/proof/desk.h"
#include "lib/base/log.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct proofreader *reader;

static void open_reader(void)
{
    struct arena *a = arena_new();
    struct err e = {.st = ST_OK};
    const char *path = proofreader_find_model(a);
    if (*path && proofreader_open(path, &reader, &e))
        log_line(LOG_WARN, "proof", "without the model: %s", e.message);
    else if (!*path)
        log_line(LOG_INFO, "proof", "rules only: no proof.model beside the program");
    if (!reader && proofreader_open("", &reader, &e))
        die("%s", e.message);
    arena_free(&a);
}

const struct proofreader *proof_reader(void)
{
    pthread_once(&once, open_reader);
    return reader;
}
