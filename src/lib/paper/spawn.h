/* One call of the paper worker: start it, hand over the request, take the reply, be rid of it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_SPAWN_H
#define PAPER_SPAWN_H

#include "lib/paper/wire.h"

/* The reply's status and reason; body lives in the arena. cpu_s: seconds of computing after which
 * the worker is ended; it is also ended after twice as long and 10 s by the clock. */
enum st paper_ask(struct arena *a, const struct paper_request *q, int cpu_s,
    struct paper_bytes *body, struct err *e) MUST_CHECK;

#endif
