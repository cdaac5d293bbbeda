/* JSON over json-c: the parse tree is json-c's, released when the arena ends.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/json.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

#include "lib/base/utf8.h"

#define MAX_DEPTH 64

static struct json_object *own(const struct json *j)
{
    return (struct json_object *)(uintptr_t)j;
}

static void put(void *p)
{
    json_object_put(p);
}

static bool only_space(const char *p, const char *end)
{
    for (; p < end; p++)
        if (!strchr(" \t\r\n", *p) || !*p)
            return false;
    return true;
}

/* What json-c lets pass even when strict, and JSON does not: 'a' for a member name, control
 * characters in a text. NULL when there is none. */
static const char *lax(const char *p, const char *end)
{
    bool inside = false;
    for (; p < end; p++) {
        if (inside && (unsigned char)*p < ' ')
            return "文字里有换行或控制字符";
        if (inside && *p == '\\')
            p++;
        else if (*p == '"')
            inside = !inside;
        else if (*p == '\'' && !inside)
            return "只能用双引号";
    }
    return NULL;
}

/* Texts are NUL-terminated strings here, so \u0000 cannot be kept. */
static bool holds_nul(const char *p, const char *end)
{
    for (; (p = memchr(p, '\\', (size_t)(end - p))); p += 2) {
        if (end - p >= 6 && memcmp(p, "\\u0000", 6) == 0)
            return true;
        if (end - p < 2)
            return false;
    }
    return false;
}

enum st json_parse(struct arena *a, const char *p, size_t n, const struct json **out, struct err *e)
{
    size_t bad = utf8_first_bad(p, n);
    if (bad < n)
        return err_set(e, ST_INVALID, "", "第 %zu 个字节不是有效的 UTF-8 文字", bad + 1);
    if (n >= INT_MAX)
        return err_set(e, ST_TOO_BIG, "", "JSON 超过 2 GB");
    const char *why_lax = lax(p, p + n);
    if (why_lax)
        return err_set(e, ST_INVALID, "", "不是有效的 JSON：%s", why_lax);
    if (holds_nul(p, p + n))
        return err_set(e, ST_INVALID, "", "不是有效的 JSON：含有空字符 \\u0000");
    struct json_tokener *tok = json_tokener_new_ex(MAX_DEPTH);
    if (!tok)
        die("out of memory");
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS);
    struct json_object *o = json_tokener_parse_ex(tok, p, (int)n);
    enum json_tokener_error why = json_tokener_get_error(tok);
    if (why == json_tokener_continue) { /* a bare number ends only at the end of the text */
        o = json_tokener_parse_ex(tok, "\n", 1);
        why = json_tokener_get_error(tok);
    }
    size_t end = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    if (why != json_tokener_success || (end < n && !only_space(p + end, p + n))) {
        json_object_put(o);
        if (why == json_tokener_continue)
            return err_set(e, ST_INVALID, "", "不是有效的 JSON：没有写完");
        return err_set(e, ST_INVALID, "", "不是有效的 JSON（约第 %zu 个字节处）", end + 1);
    }
    if (o)
        arena_defer(a, put, o);
    *out = (const struct json *)o;
    return ST_OK;
}

enum json_kind json_kind(const struct json *j)
{
    switch (json_object_get_type(own(j))) {
    case json_type_boolean:
        return JSON_BOOL;
    case json_type_int: /* what does not fit in 64 bits with a sign is no whole number here */
        return json_object_get_uint64(own(j)) > INT64_MAX ? JSON_REAL : JSON_INT;
    case json_type_double:
        return JSON_REAL;
    case json_type_string:
        return JSON_TEXT;
    case json_type_array:
        return JSON_LIST;
    case json_type_object:
        return JSON_OBJECT;
    default:
        return JSON_NULL;
    }
}

const struct json *json_get(const struct json *j, const char *key)
{
    struct json_object *v = NULL;
    if (json_kind(j) == JSON_OBJECT)
        json_object_object_get_ex(own(j), key, &v);
    return (const struct json *)v;
}

const char *json_text(const struct json *j)
{
    return json_kind(j) == JSON_TEXT ? json_object_get_string(own(j)) : "";
}

const char *json_get_text(const struct json *j, const char *key)
{
    return json_text(json_get(j, key));
}

int64_t json_int(const struct json *j, int64_t fallback)
{
    return json_kind(j) == JSON_INT ? json_object_get_int64(own(j)) : fallback;
}

int64_t json_get_int(const struct json *j, const char *key, int64_t fallback)
{
    return json_int(json_get(j, key), fallback);
}

bool json_get_bool(const struct json *j, const char *key, bool fallback)
{
    const struct json *v = json_get(j, key);
    return json_kind(v) == JSON_BOOL ? json_object_get_boolean(own(v)) : fallback;
}

double json_real(const struct json *j, double fallback)
{
    enum json_kind k = json_kind(j);
    return k == JSON_INT || k == JSON_REAL ? json_object_get_double(own(j)) : fallback;
}

size_t json_count(const struct json *j)
{
    switch (json_kind(j)) {
    case JSON_LIST:
        return json_object_array_length(own(j));
    case JSON_OBJECT:
        return (size_t)json_object_object_length(own(j));
    default:
        return 0;
    }
}

const struct json *json_at(const struct json *j, size_t i)
{
    if (json_kind(j) != JSON_LIST)
        return NULL;
    return (const struct json *)json_object_array_get_idx(own(j), i);
}

const struct json *json_member(const struct json *j, size_t i, const char **key)
{
    if (json_kind(j) != JSON_OBJECT)
        return NULL;
    struct json_object_iterator it = json_object_iter_begin(own(j));
    struct json_object_iterator end = json_object_iter_end(own(j));
    for (; !json_object_iter_equal(&it, &end); json_object_iter_next(&it)) {
        if (i--)
            continue;
        *key = json_object_iter_peek_name(&it);
        return (const struct json *)json_object_iter_peek_value(&it);
    }
    return NULL;
}
