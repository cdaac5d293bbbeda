/* Files of records: content-addressed, typed by content, limited in size.
 *
 * A file is DIR/files/ab/<64 hex digits>, written once, never changed, fsynced before the row that
 * names it commits. The public may read it when public_file names it; staff who are signed in may
 * read every file.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_FILE_H
#define RECORD_FILE_H

#include "common/record/content.h"
#include "lib/web/web.h"

#define FILE_MAX_BYTES (50 * 1024 * 1024)

/* What the bytes are, whatever the name says; "" when it is no type that may be kept. Also checks
 * zip-based types from inside. ext: the extension that belongs to it, without dot. */
const char *file_type(const char *path, const char **ext);
/* Keeps the file at `path` under its digest; name is cleaned and gets the right extension. In a
 * write transaction. ST_INVALID: type not allowed or different from its name; ST_TOO_BIG. */
enum st file_put(
    struct ctx *c, const char *path, const char *name, struct attachment *out) MUST_CHECK;
/* As file_put, from memory (pictures of a .docx). */
enum st file_put_bytes(
    struct ctx *c, const void *p, size_t n, const char *name, struct attachment *out) MUST_CHECK;
/* "/files/<sha256>/<url-encoded name>" */
const char *file_path(struct arena *a, const struct attachment *f);
/* "2.5 MB"; the part behind the last dot, "" without one. */
const char *size_text(struct arena *a, int64_t bytes);
const char *name_extension(const char *name);
/* Where the bytes lie. */
const char *file_disk_path(struct ctx *c, const char *sha256);
/* True when a published record carries it. */
enum st file_is_public(struct ctx *c, const char *sha256, bool *yes) MUST_CHECK;

/* Table file; route GET /files/:sha256/:name (Content-Disposition, nosniff, sandboxed CSP). */
extern const struct module file_module;

#endif
