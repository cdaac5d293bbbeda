/* Papers bound into one PDF.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_BIND_H
#define WORKER_BIND_H

#include "lib/base/buf.h"
#include "lib/paper/bind.h"
#include "lib/paper/worker/source.h"

/* Writes the bound PDF to out. */
enum st bind_write(
    struct arena *a, const struct bind *b, struct buf *out, struct err *e) MUST_CHECK;

#endif
