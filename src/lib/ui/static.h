/* The table of embedded files, written by tools/embed at build time.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_STATIC_H
#define UI_STATIC_H

#include <stddef.h>

struct static_file {
    const char *name; /* "base.css" */
    const char *path; /* "/static/<hash>/base.css" */
    const char *type; /* content type */
    const unsigned char *p;
    size_t n;
};
extern const struct static_file static_files[]; /* sorted by name */
extern const size_t n_static_files;
extern const char static_hash[]; /* of all files together */

/* NULL when there is none. */
const struct static_file *static_find(const char *name);

#endif
