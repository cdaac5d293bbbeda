/* What the files file*.c share.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_FILE_STORE_H
#define RECORD_FILE_STORE_H

#include "common/record/file_type.h"
#include "lib/db/ctx.h"

/* The cleaned name with its extension; NULL when it has one of another type. */
const char *file_name_of(struct ctx *c, const char *name, const struct file_kind *k);
/* Adds the name percent-encoded, everything but letters, digits and -._~ */
void file_name_encode(struct buf *b, const char *name);
/* Removes files without a row that are older than a day. */
enum st file_remove_orphans(struct ctx *c);
#define FILE_MIGRATIONS 1
extern const struct migration file_migrations[FILE_MIGRATIONS];
extern const struct stmt file_stmt_add, file_stmt_public, file_stmt_has;

#endif
