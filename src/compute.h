/* What commands that compute share: standard input to a value, a value to standard output.
 *
 * SPDX-License-Identifier: MIT */
#ifndef COMPUTE_H
#define COMPUTE_H

#include <stdbool.h>
#include <stdio.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json.h"

typedef enum st compute_fn(struct arena *a, const struct json *in, struct buf *out, struct err *e);

/* One JSON value in, one out; returns the exit code. */
int compute(compute_fn *fn);
/* All of a stream; false when it is longer than the buffer's maximum. */
bool read_stream(FILE *f, struct buf *out);
/* Calls fn for each line of standard input, without its end; returns the exit code. Lines that are
 * no UTF-8 come as "". */
int each_line(void (*fn)(struct arena *a, const char *line));
/* True when there are neither options nor words. */
bool no_options(int argc, char **argv);

#endif
