/* Worker threads for what must not hold up a connection thread: writes, slow pages, jobs.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include "lib/web/web.h"

struct pool;
struct pool_work { /* embedded in the caller's own struct */
    void (*run)(struct pool_work *w);
    struct pool_work *next;
};

struct pool *pool_new(int threads);
void pool_add(struct pool *p, struct pool_work *w);
/* Runs what is queued to its end, then stops. */
void pool_free(struct pool **p);

/* The job threads: every module's jobs at their interval, until jobs_free. */
struct jobs;
struct jobs *jobs_new(struct app *app);
void jobs_free(struct jobs **j);

#endif
