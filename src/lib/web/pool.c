/* A queue and its threads.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/pool.h"

#include <pthread.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct pool_work *first, **last;
    bool stopping;
    int n;
    pthread_t threads[];
};

static struct pool_work *take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->first && !p->stopping)
        pthread_cond_wait(&p->filled, &p->lock);
    struct pool_work *w = p->first;
    if (w) {
        p->first = w->next;
        if (!p->first)
            p->last = &p->first;
    }
    pthread_mutex_unlock(&p->lock);
    return w;
}

static void *work(void *arg)
{
    struct pool_work *w;
    while ((w = take(arg)))
        w->run(w);
    return NULL;
}

struct pool *pool_new(int threads)
{
    struct pool *p = calloc(1, sizeof *p + (size_t)threads * sizeof p->threads[0]);
    if (!p)
        die("out of memory");
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->filled, NULL);
    p->last = &p->first;
    for (p->n = 0; p->n < threads; p->n++)
        if (pthread_create(&p->threads[p->n], NULL, work, p))
            die("cannot start a thread");
    return p;
}

void pool_add(struct pool *p, struct pool_work *w)
{
    pthread_mutex_lock(&p->lock);
    w->next = NULL;
    *p->last = w;
    p->last = &w->next;
    pthread_cond_signal(&p->filled);
    pthread_mutex_unlock(&p->lock);
}

void pool_free(struct pool **pp)
{
    struct pool *p = *pp;
    *pp = NULL;
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->filled);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->n; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->filled);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
