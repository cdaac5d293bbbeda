/* JSON: a parsed value lives in an arena; writing goes straight into a buf. Reading is thin over
 * json-c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"

struct json; /* any JSON value; freed with the arena it was parsed into */

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_TEXT, JSON_LIST, JSON_OBJECT };

/* Strict: one value, UTF-8 without NUL (not as \u0000 either), depth at most 64, nothing but white
 * space behind it. A JSON null is NULL everywhere.
 * ST_INVALID with a Chinese reason otherwise. */
enum st json_parse(
    struct arena *a, const char *p, size_t n, const struct json **out, struct err *e) MUST_CHECK;

enum json_kind json_kind(const struct json *j); /* NULL counts as JSON_NULL */
/* Member of an object, NULL when absent or not an object. */
const struct json *json_get(const struct json *j, const char *key);
/* "" when absent or no text. Valid until the arena ends. */
const char *json_text(const struct json *j);
const char *json_get_text(const struct json *j, const char *key);
/* fallback when absent or not a whole number. */
int64_t json_int(const struct json *j, int64_t fallback);
int64_t json_get_int(const struct json *j, const char *key, int64_t fallback);
bool json_get_bool(const struct json *j, const char *key, bool fallback);
double json_real(const struct json *j, double fallback);
size_t json_count(const struct json *j); /* items of a list, members of an object */
const struct json *json_at(const struct json *j, size_t i);
/* Member i of an object, in the order written. */
const struct json *json_member(const struct json *j, size_t i, const char **key);

/* Writing. The caller keeps commas right; jw_key writes `"key":`. */
void jw_text(struct buf *b, const char *s);
void jw_key(struct buf *b, const char *key);
/* `"key":"value"`, `"key":123`; with a leading comma unless the last byte is { or [. */
void jw_pair(struct buf *b, const char *key, const char *value);
void jw_pair_int(struct buf *b, const char *key, int64_t value);
void jw_pair_bool(struct buf *b, const char *key, bool value);
/* A comma unless the last byte is { or [ or ( or :. */
void jw_comma(struct buf *b);

#endif
