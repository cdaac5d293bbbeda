/* What every store of files does with the disk: write all of it, sync folders, tell what failed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_DISK_H
#define RECORD_DISK_H

#include "lib/db/ctx.h"

/* ST_BROKEN from errno, with a sentence for the person; what: path, for the log only. */
enum st disk_failure(struct ctx *c, const char *what);
/* False with errno set when not all of it could be written. */
bool disk_write(int fd, const void *p, size_t n) MUST_CHECK;
/* Makes the names in the folder durable; false with errno set. */
bool disk_sync_folder(const char *path) MUST_CHECK;

#endif
