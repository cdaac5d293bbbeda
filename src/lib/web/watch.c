/* Deadlines of connections: who sends or reads a byte now and then must not hold a place for ever.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "lib/web/exchange.h"

int watch_head_seconds = 60;

struct watched {
    struct watched *prev, *next;
    int fd;
    _Atomic int64_t until; /* monotonic seconds, 0: none */
};

struct watch {
    pthread_mutex_t lock;
    pthread_cond_t stop;
    struct watched all; /* head of the ring */
    bool stopping;
    pthread_t thread;
};

static int64_t seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec;
}

static void cut_late(struct watch *w)
{
    int64_t now = seconds_now();
    for (struct watched *c = w->all.next; c != &w->all; c = c->next) {
        int64_t until = atomic_load_explicit(&c->until, memory_order_relaxed);
        if (until && now > until) {
            shutdown(c->fd, SHUT_RDWR);
            atomic_store_explicit(&c->until, 0, memory_order_relaxed);
        }
    }
}

static void *work(void *arg)
{
    struct watch *w = arg;
    pthread_mutex_lock(&w->lock);
    while (!w->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&w->stop, &w->lock, &until);
        cut_late(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct watch *watch_new(void)
{
    struct watch *w = calloc(1, sizeof *w);
    if (!w)
        die("out of memory");
    w->all.prev = w->all.next = &w->all;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->stop, NULL);
    if (pthread_create(&w->thread, NULL, work, w))
        die("cannot start a thread");
    return w;
}

void watch_free(struct watch **p)
{
    struct watch *w = *p;
    *p = NULL;
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->stop);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->stop);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

struct watched *watch_add(struct watch *w, int fd)
{
    struct watched *c = calloc(1, sizeof *c);
    if (!c)
        die("out of memory");
    c->fd = fd;
    watch_set(c, watch_head_seconds);
    pthread_mutex_lock(&w->lock);
    c->prev = &w->all;
    c->next = w->all.next;
    c->next->prev = c;
    w->all.next = c;
    pthread_mutex_unlock(&w->lock);
    return c;
}

void watch_remove(struct watch *w, struct watched *c)
{
    pthread_mutex_lock(&w->lock);
    c->prev->next = c->next;
    c->next->prev = c->prev;
    pthread_mutex_unlock(&w->lock);
    free(c);
}

void watch_set(struct watched *c, int seconds)
{
    atomic_store_explicit(&c->until, seconds ? seconds_now() + seconds : 0, memory_order_relaxed);
}
