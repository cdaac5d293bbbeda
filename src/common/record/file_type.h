/* What a file is, judged by its bytes alone.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_FILE_TYPE_H
#define RECORD_FILE_TYPE_H

#include <stdbool.h>
#include <stdio.h>

struct file_kind {
    const char *mime, *ext;
    const char *also;  /* other extensions that people give it, parted by spaces */
    const char *label; /* Chinese */
    bool shown;        /* browsers may show it; all others are downloaded */
};

/* NULL when it is none of the types that may be kept; *why then is a Chinese sentence. */
const struct file_kind *file_kind_of(const char *path, const char **why);
/* By MIME type as file_kind_of gave it; NULL when unknown. */
const struct file_kind *file_kind_find(const char *mime);
/* "jpeg" fits image/jpeg; upper and lower case are the same. */
bool file_kind_fits(const struct file_kind *k, const char *ext);

/* file_ole.c: what an OLE2 container holds: "doc", "xls", "ppt", "encrypted", "macro" or "". */
const char *ole_content(FILE *f);

#endif
