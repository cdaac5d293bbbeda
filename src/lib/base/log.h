/* The process log: one line an event on standard error. Never personal data, never form values.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "lib/base/status.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below `level` are dropped; default LOG_INFO. */
void log_set_level(enum log_level level);
/* "2026-11-24T09:00:00+08:00 warn db: …"; control characters in the text become '?'. */
void log_line(enum log_level level, const char *part, const char *fmt, ...) PRINTF(3, 4);

#endif
