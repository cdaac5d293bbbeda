/* One request on the network: from its head to its answer. Inside lib/web.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include <microhttpd.h>
#include "lib/web/app.h"
#include "lib/web/pool.h"

/* One thread with its connections. */
struct exchange;
struct worker {
    struct app *app;
    struct pool *pool;
    struct watch *watch;
    struct MHD_Daemon *daemon;
    int events, wake; /* what its thread waits for: sockets, and worker_wake */
    pthread_t thread;
    atomic_int active;      /* requests not yet answered */
    atomic_int asleep;      /* of them in the pool */
    atomic_int *ending;     /* 0 serving, 1 finish what runs, 2 cut */
    struct exchange *spare; /* of the last request, for the next one; NULL: none */
    struct arena *spare_mem;
    struct buf spare_out;
};
enum { SERVING, FINISHING, CUTTING };

void worker_wake(struct worker *w);
void worker_free_spares(struct worker *w); /* once it serves no more */

/* Made from the raw target, before anything else is known. */
struct exchange *exchange_new(struct worker *w, const char *target);
/* MHD's access handler, called again and again. */
enum MHD_Result exchange_go(struct exchange *x, struct MHD_Connection *c, const char *method,
    const char *data, size_t *size);
void exchange_free(struct exchange *x);

/* ---- framing.c ---- */
/* Two lengths, or one nobody knows: somebody between us and the client may see another end of the
 * request than we do, and take its rest for a request of its own. */
bool framing_doubtful(struct MHD_Connection *c);

/* ---- watch.c: clients that are too slow are cut ---- */
struct watch *watch_new(void);
void watch_free(struct watch **w);
struct watched *watch_add(struct watch *w, int fd);
void watch_remove(struct watch *w, struct watched *c);
/* The present phase of the connection must end within these seconds; 0: no limit. */
void watch_set(struct watched *c, int seconds);

/* From the first byte awaited to the end of the head; also idle time. 60; tests shorten it. */
extern int watch_head_seconds;

#endif
