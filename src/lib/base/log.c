/* One write per line, so that lines of several threads never mix.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/date.h"

static enum log_level lowest = LOG_INFO;

void log_set_level(enum log_level level)
{
    lowest = level;
}

void log_line(enum log_level level, const char *part, const char *fmt, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if (level < lowest)
        return;
    char line[2048], when[26];
    int n = snprintf(
        line, sizeof line - 1, "%s %s %s: ", time_rfc3339(time_now(), when), names[level], part);
    va_list ap;
    va_start(ap, fmt);
    int m = vsnprintf(line + n, sizeof line - 1 - (size_t)n, fmt, ap);
    va_end(ap);
    size_t len = (size_t)n + (m > 0 ? (size_t)m : 0);
    if (len > sizeof line - 2)
        len = sizeof line - 2;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = '?';
    line[len++] = '\n';
    ssize_t done = write(STDERR_FILENO, line, len);
    (void)done; /* nowhere to report to */
}
