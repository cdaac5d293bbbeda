/* Header block of one multipart part; used by multipart.c only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_MULTIPART_HEAD_H
#define WEB_MULTIPART_HEAD_H

#include "lib/web/multipart.h"

/* Parameter `name` of a header value such as `form-data; name="a"`, from behind the first ';'.
 * Writes its value and NUL to out, which has room for strlen(value) + 1 bytes. 1 found, 0 absent,
 * -1 malformed or given twice. */
int header_parameter(const char *value, const char *name, char *out);

/* Reads head, a NUL-terminated block of CRLF lines; strings of *part point into text, which has
 * room for 2 × MULTIPART_MAX_HEAD bytes. */
enum multipart_error multipart_head_read(
    char *head, size_t n, char *text, struct multipart_part *part);

#endif
