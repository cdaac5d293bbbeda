/* Personal data at rest: sealed values, sealed files, and marks by which equals are found.
 *
 * Sealed under one key per installation, DIR/keys/personal.key, made at the first use: with
 * XSalsa20-Poly1305 (libsodium secretbox), or, where DIR/keys/personal.cipher says so, with SM4 in
 * counter mode and HMAC-SM3 over number and ciphertext (encrypt, then authenticate). Whatever is
 * set, both are opened. Who copies the database or the files without the key reads nothing. A
 * sealed file is DIR/vault/ab/<mark of its content>, written once, synced before the row that names
 * it commits.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_VAULT_H
#define RECORD_VAULT_H

#include "lib/db/ctx.h"

#define VAULT_KEY_BYTES 32
#define VAULT_FILE_MAX_BYTES (50 * 1024 * 1024)

enum vault_cipher { VAULT_SECRETBOX, VAULT_SM4, VAULT_CIPHERS };
extern const char *const vault_cipher_names[VAULT_CIPHERS]; /* "secretbox", "sm4" */

struct vault {
    const unsigned char *key; /* VAULT_KEY_BYTES; stays until the process ends */
    enum vault_cipher cipher; /* of what is sealed from now on */
    const char *dir;          /* DIR/vault */
};

/* The key of c->data_dir: read once and held in memory that is locked and not dumped, wiped at the
 * end of the process; read again when its file was replaced. ST_BROKEN when the file cannot be
 * read or made. */
enum st vault_load(struct ctx *c, struct vault *out) MUST_CHECK;
/* Sets the cipher of c->data_dir, also for processes that run; what is sealed already stays
 * (reseal.h). */
enum st vault_cipher_set(struct ctx *c, enum vault_cipher cipher) MUST_CHECK;
/* With which the bytes are sealed. */
enum vault_cipher vault_cipher_of(const struct vault *v, const void *p, size_t n);
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
/* Seals a file anew when it has another cipher than the one set. */
enum st vault_file_reseal(
    struct ctx *c, const struct vault *v, const char *name, bool *rewritten) MUST_CHECK;
/* The bytes of an uploaded file into the arena. ST_TOO_BIG above VAULT_FILE_MAX_BYTES. */
enum st vault_read_upload(struct ctx *c, const char *path, const char **p, size_t *n) MUST_CHECK;

#endif
