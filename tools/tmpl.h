/* The template compiler as a function, so that tests can call it. docs/templates.md is its
 * contract.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TOOLS_TMPL_H
#define TOOLS_TMPL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct tmpl_error {
    int line;
    char message[200];
};

/* Compiles the n bytes at src into one C file written to out. `shown` is the file name put into the
 * #line marks. False with e filled at the first mistake; what was written then is worthless. */
bool tmpl_compile(const char *src, size_t n, const char *shown, FILE *out, struct tmpl_error *e);

#endif
