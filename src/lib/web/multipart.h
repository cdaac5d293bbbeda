/* multipart/form-data as it arrives: chunks of any size in, parts out, bounded memory.
 *
 * One parser takes about 40 KiB, whatever is sent. Data is handed on as it comes and never kept.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/status.h"

#define MULTIPART_MAX_PARTS 200
#define MULTIPART_MAX_HEAD (16 * 1024) /* bytes of one part's header block */
#define MULTIPART_MAX_BOUNDARY 70

enum multipart_error {
    MULTIPART_OK = 0,
    MULTIPART_NO_BOUNDARY,   /* the content type names no usable boundary */
    MULTIPART_BAD_DELIMITER, /* rubbish behind a boundary */
    MULTIPART_BAD_HEAD,      /* header block malformed, or no form-data disposition */
    MULTIPART_BAD_NAME,      /* no name, or name or file name not valid UTF-8 */
    MULTIPART_BAD_CODING,    /* a Content-Transfer-Encoding that forms do not use */
    MULTIPART_HEAD_TOO_BIG,
    MULTIPART_TOO_MANY,   /* parts */
    MULTIPART_UNFINISHED, /* ended before the closing boundary */
    MULTIPART_STOPPED     /* a callback said no; it knows why */
};

/* Valid during part_begin only. */
struct multipart_part {
    const char *name;     /* valid UTF-8, not empty, without control characters */
    const char *filename; /* NULL: an ordinary field. "": a file field left empty. Path removed. */
    const char *type;     /* Content-Type as sent, "" when absent */
};

/* Each returns false to stop. part_data is called any number of times, never with 0 bytes. */
struct multipart_handler {
    bool (*part_begin)(void *arg, const struct multipart_part *p);
    bool (*part_data)(void *arg, const char *p, size_t n);
    bool (*part_end)(void *arg);
    void *arg;
};

struct multipart;

/* content_type: the whole header value. NULL with *why set when it names no usable boundary. */
struct multipart *multipart_new(struct arena *a, const char *content_type,
    const struct multipart_handler *h, enum multipart_error *why);
/* The next n bytes of the body. An error stays: further bytes are ignored. */
enum multipart_error multipart_feed(struct multipart *m, const char *p, size_t n) MUST_CHECK;
/* The body has ended: MULTIPART_UNFINISHED unless the closing boundary was seen. */
enum multipart_error multipart_end(struct multipart *m) MUST_CHECK;

/* Chinese sentence for the person, and the status that fits. */
const char *multipart_message(enum multipart_error e);
enum st multipart_status(enum multipart_error e);

#endif
