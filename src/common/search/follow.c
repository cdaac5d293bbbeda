/* Indexing beside a large import: a thread of its own reads what the import has committed.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "common/search/search.h"
#include "common/search/upkeep.h"

struct search_follow {
    pthread_t thread;
    struct ctx c;
    atomic_bool ending;
    enum st st;
};

/* Small waits keep batches whole without holding up the end. */
static bool more_to_come(void *arg)
{
    struct search_follow *f = arg;
    if (atomic_load(&f->ending))
        return false;
    nanosleep(&(struct timespec){.tv_nsec = 2 * 1000 * 1000}, NULL);
    return true;
}

static void *follow(void *arg)
{
    struct search_follow *f = arg;
    f->st = upkeep_catch_up(&f->c, true, more_to_come, f);
    return NULL;
}

struct search_follow *search_follow_begin(struct db *db, const char *data_dir)
{
    struct search_follow *f = calloc(1, sizeof *f);
    if (!f)
        die("out of memory");
    ctx_init(&f->c, db);
    f->c.data_dir = data_dir;
    atomic_init(&f->ending, false);
    if (pthread_create(&f->thread, NULL, follow, f) != 0)
        die("no thread for the search index");
    return f;
}

enum st search_follow_end(struct search_follow **follower, struct err *e)
{
    struct search_follow *f = *follower;
    atomic_store(&f->ending, true);
    pthread_join(f->thread, NULL);
    enum st st = f->st;
    if (st && e)
        *e = f->c.err;
    ctx_release(&f->c);
    free(f);
    *follower = NULL;
    return st;
}
