/* One request on the network: from its head to its answer. Inside lib/web.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include <microhttpd.h>
#include "lib/web/app.h"
#include "lib/web/pool.h"

struct server {
    struct app *app;
    struct pool *pool;
    struct watch *watch;
};

struct exchange; /* made from the raw target, before anything else is known */
struct exchange *exchange_new(struct server *s, const char *target);
/* MHD's access handler, called again and again. */
enum MHD_Result exchange_go(struct exchange *x, struct MHD_Connection *c, const char *method,
    const char *data, size_t *size);
void exchange_free(struct exchange *x);

/* ---- watch.c: clients that are too slow are cut ---- */
struct watch *watch_new(void);
void watch_free(struct watch **w);
struct watched *watch_add(struct watch *w, int fd);
void watch_remove(struct watch *w, struct watched *c);
/* The present phase of the connection must end within these seconds; 0: no limit. */
void watch_set(struct watched *c, int seconds);

#define HEAD_SECONDS 60 /* from the first byte awaited to the end of the head; also idle time */

#endif
