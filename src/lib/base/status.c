/* Filling struct err, and stopping the process when an invariant is broken.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

/* Leaves a character out that the end of the room has cut. */
static void end_whole(char *s, size_t room, int wanted)
{
    size_t n = strlen(s), tail = 0;
    if (wanted < 0 || (size_t)wanted < room)
        return;
    while (tail < n && tail < 4 && ((unsigned char)s[n - 1 - tail] & 0xC0) == 0x80)
        tail++;
    if (tail < n && (unsigned char)s[n - 1 - tail] >= 0xC0 &&
        !utf8_valid(s + n - 1 - tail, tail + 1))
        s[n - 1 - tail] = '\0';
}

enum st err_set(struct err *e, enum st st, const char *field, const char *fmt, ...)
{
    if (!e)
        return st;
    e->st = st;
    e->detail[0] = '\0';
    snprintf(e->field, sizeof e->field, "%s", field ? field : "");
    va_list ap;
    va_start(ap, fmt);
    end_whole(e->message, sizeof e->message, vsnprintf(e->message, sizeof e->message, fmt, ap));
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
