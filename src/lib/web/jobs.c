/* Two job threads: the prompt lane has the jobs that come every few seconds, because somebody waits
 * for what they do; the slow lane has all others. Within a lane one job runs after the other, each
 * at its interval; a failure is logged and the next round comes.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "lib/base/log.h"
#include "lib/web/app.h"
#include "lib/web/pool.h"

#define MAX_JOBS 64

struct lane {
    struct app *app;
    const struct job *list[MAX_JOBS];
    int64_t due[MAX_JOBS];
    size_t n;
    pthread_mutex_t lock;
    pthread_cond_t stop;
    bool stopping;
    pthread_t thread;
};

struct jobs {
    struct lane prompt, slow;
};

static void run_job(struct app *app, const struct job *job)
{
    struct ctx c;
    ctx_init(&c, app->o.db);
    c.origin = "job";
    c.data_dir = app->o.data_dir;
    enum st st = job->run(&c);
    if (st)
        log_line(LOG_WARN, "job", "%s: %s %s", job->name, c.err.message, c.err.detail);
    ctx_release(&c);
}

/* Runs what is due; gives the seconds until the next job is. */
static int64_t run_due(struct lane *l)
{
    int64_t next = 60;
    for (size_t i = 0; i < l->n; i++)
        if (l->due[i] <= time_now()) {
            run_job(l->app, l->list[i]);
            l->due[i] = time_now() + l->list[i]->every_seconds;
        }
    for (size_t i = 0; i < l->n; i++)
        if (l->due[i] - time_now() < next)
            next = l->due[i] - time_now();
    return next < 1 ? 1 : next;
}

static void *work(void *arg)
{
    struct lane *l = arg;
    pthread_mutex_lock(&l->lock);
    while (!l->stopping) {
        pthread_mutex_unlock(&l->lock);
        int64_t wait = run_due(l);
        pthread_mutex_lock(&l->lock);
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += wait;
        if (!l->stopping)
            pthread_cond_timedwait(&l->stop, &l->lock, &until);
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

static void lane_start(struct lane *l, struct app *app)
{
    l->app = app;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->stop, NULL);
    if (pthread_create(&l->thread, NULL, work, l))
        die("cannot start a thread");
}

static void lane_stop(struct lane *l)
{
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_signal(&l->stop);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
    pthread_cond_destroy(&l->stop);
    pthread_mutex_destroy(&l->lock);
}

static void add(struct jobs *j, const struct job *job)
{
    struct lane *l = job->every_seconds <= JOB_PROMPT_SECONDS ? &j->prompt : &j->slow;
    BUG_ON(l->n == MAX_JOBS);
    l->list[l->n] = job;
    l->due[l->n++] = time_now() + 1;
}

struct jobs *jobs_new(struct app *app)
{
    struct jobs *j = calloc(1, sizeof *j);
    if (!j)
        die("out of memory");
    for (size_t i = 0; i < app->o.n_modules; i++)
        for (size_t k = 0; k < app->o.modules[i]->n_jobs; k++)
            add(j, &app->o.modules[i]->jobs[k]);
    lane_start(&j->prompt, app);
    lane_start(&j->slow, app);
    return j;
}

void jobs_free(struct jobs **p)
{
    struct jobs *j = *p;
    *p = NULL;
    if (!j)
        return;
    lane_stop(&j->prompt);
    lane_stop(&j->slow);
    free(j);
}
