/* Filling struct err, and stopping the process when an invariant is broken.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum st err_set(struct err *e, enum st st, const char *field, const char *fmt, ...)
{
    if (!e)
        return st;
    e->st = st;
    e->detail[0] = '\0';
    snprintf(e->field, sizeof e->field, "%s", field ? field : "");
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->message, sizeof e->message, fmt, ap);
    va_end(ap);
    return st;
}

enum st err_detail(struct err *e, const char *fmt, ...)
{
    if (!e)
        return ST_BROKEN;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->detail, sizeof e->detail, fmt, ap);
    va_end(ap);
    return e->st;
}

void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("gongkai: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    abort();
}
