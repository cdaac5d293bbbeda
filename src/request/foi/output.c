/* Papers of the acts; see output.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/output.h"

#include <string.h>

#include "request/foi/store.h"

enum st foi_output(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *ev, const struct foi_move *m, const struct derived *d)
{
    (void)c;
    (void)v;
    (void)k;
    (void)ev;
    (void)m;
    (void)d;
    return ST_OK;
}

enum st foi_missing(
    struct ctx *c, const struct foi_case *k, const struct derived *d, const char **titles)
{
    (void)c;
    (void)k;
    (void)d;
    *titles = "";
    return ST_OK;
}
