/* Sealing anew what was sealed with another cipher, after the setting was changed.
 *
 * Values are rewritten in short transactions and files one by one, also while the site is served:
 * both ciphers can always be opened. Events of cases stay as they were sealed: their chain of
 * hashes covers the sealed bytes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_RESEAL_H
#define RECORD_RESEAL_H

#include "common/record/vault.h"

/* A column of sealed values. */
struct sealed_column {
    struct stmt read;  /* id, value of the rows with id > $1, in their order, at most $2 */
    struct stmt write; /* $1 id, $2 value */
};
#define SEALED_COLUMN(table, id, column)                                                           \
    {                                                                                              \
        {"reseal." table ".read",                                                                  \
            "SELECT " id ", " column " FROM " table " WHERE " id " > $1 ORDER BY " id " LIMIT $2", \
            NULL},                                                                                 \
        {                                                                                          \
            "reseal." table ".write", "UPDATE " table " SET " column " = $2 WHERE " id " = $1",    \
                NULL                                                                               \
        }                                                                                          \
    }

struct resealed {
    int64_t values, files; /* rewritten */
    int64_t kept;          /* had the cipher already */
    const char **unread;   /* folders and files that could not be opened: path and why */
    size_t n_unread;
};
/* With the cipher that is set. Opens its own transactions; repeating it goes on where it stopped.
 * What cannot be opened is named and does not hold up the rest. */
enum st reseal_all(
    struct ctx *c, const struct sealed_column *columns, size_t n, struct resealed *out) MUST_CHECK;

#endif
