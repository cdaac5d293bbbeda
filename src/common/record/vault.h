/* Personal data at rest: sealed values, sealed files, and marks by which equals are found.
 *
 * Sealed with XSalsa20-Poly1305 (libsodium secretbox) under one key per installation,
 * DIR/keys/personal.key, made at the first use. Who copies the database or the files without the
 * key reads nothing. A sealed file is DIR/vault/ab/<mark of its content>, written once, synced
 * before the row that names it commits.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_VAULT_H
#define RECORD_VAULT_H

#include "lib/db/ctx.h"

#define VAULT_KEY_BYTES 32
#define VAULT_FILE_MAX_BYTES (50 * 1024 * 1024)

struct vault {
    const unsigned char *key; /* VAULT_KEY_BYTES; stays until the process ends */
    const char *dir;          /* DIR/vault */
};

/* The key of c->data_dir: read once and held in memory that is locked and not dumped, wiped at the
 * end of the process; read again when its file was replaced. ST_BROKEN when the file cannot be
 * read or made. */
enum st vault_load(struct ctx *c, struct vault *out) MUST_CHECK;
/* Random nonce and ciphertext, in the arena of c. */
void vault_seal(
    struct ctx *c, const struct vault *v, const void *p, size_t n, const void **out, size_t *n_out);
/* The text that was sealed, NUL-terminated. ST_BROKEN when it was changed or the key is another. */
enum st vault_open(struct ctx *c, const struct vault *v, const void *p, size_t n, const char **out,
    size_t *n_out) MUST_CHECK;
/* A keyed mark of text, 22 characters: equal texts have equal marks, and nothing can be read from
 * them. `purpose` keeps marks of different kinds apart. */
const char *vault_mark(struct ctx *c, const struct vault *v, const char *purpose, const char *text);
/* Keeps the bytes; *name is 64 hex digits. In a write transaction. */
enum st vault_file_put(
    struct ctx *c, const struct vault *v, const void *p, size_t n, const char **name) MUST_CHECK;
/* ST_NOT_FOUND when there is none, ST_BROKEN when it does not open. */
enum st vault_file_get(
    struct ctx *c, const struct vault *v, const char *name, const char **p, size_t *n) MUST_CHECK;
/* The bytes of an uploaded file into the arena. ST_TOO_BIG above VAULT_FILE_MAX_BYTES. */
enum st vault_read_upload(struct ctx *c, const char *path, const char **p, size_t *n) MUST_CHECK;

#endif
