/* Options of the command line: --name VALUE, -n VALUE, --flag, and what stands between them.
 *
 * SPDX-License-Identifier: MIT */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct option_row {
    const char *name;   /* "--data", "-n" */
    const char **value; /* takes a value … */
    bool *flag;         /* … or is a switch */
};

/* Reads argv[1 …]; places holds up to max_places words that are no options. An unknown option, a
 * missing value or a word too many: one line on standard error and false (exit 2). */
bool options_read(int argc, char **argv, const struct option_row *rows, size_t n,
    const char **places, size_t max_places, size_t *n_places);
/* One line on standard error; returns 2. */
int usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
