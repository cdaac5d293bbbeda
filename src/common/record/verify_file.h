/* The files of `gongkai verify`. Statements are listed by the module in verify.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_VERIFY_FILE_H
#define RECORD_VERIFY_FILE_H

#include "common/journal/verify.h"

extern const struct stmt verify_stmt_attached, verify_stmt_stored;

/* Every file in DIR/files hashes to its name; every row of file, and every file that an edition
 * carries, has its bytes. */
enum st verify_files(struct verify *v) MUST_CHECK;

#endif
