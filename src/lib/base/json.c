/* Reading JSON (RFC 8259, strictly) into an arena: every value once, texts unescaped, the items of
 * a list or object side by side.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

enum { MAX_DEPTH = 64 };

struct json {
    enum json_kind kind;
    const char *key; /* in an object; NULL elsewhere */
    union {
        int64_t i; /* also a bool */
        double real;
        const char *text;
        const struct json *items;
    };
    size_t n; /* items */
};

struct reader {
    struct arena *mem;
    const char *p, *end;
    struct buf open; /* items of the lists and objects that are not closed yet */
};

static bool read_value(struct reader *r, int depth, struct json *out);

static void skip_space(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
        r->p++;
}

static bool take(struct reader *r, char c)
{
    skip_space(r);
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

/* ---- text ---- */

/* The quote that ends the text at p: one behind an even number of back-slashes. */
static const char *closing_quote(const char *p, const char *end)
{
    for (const char *q = p; (q = memchr(q, '"', (size_t)(end - q))); q++) {
        const char *slash = q;
        while (slash > p && slash[-1] == '\\')
            slash--;
        if ((q - slash) % 2 == 0)
            return q;
    }
    return NULL;
}

static const char *control_character(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p >= ' ')
        p++;
    return p < end ? p : NULL;
}

/* Four hexadecimal figures; -1 when they are none. */
static int32_t hex4(const char *p, const char *end)
{
    int32_t v = 0;
    for (int i = 0; i < 4; i++, p++) {
        char c = p < end ? *p : '\0';
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        v = v << 4 | digit;
    }
    return v;
}

/* Adds the code point of the \uXXXX at p; half a surrogate pair becomes U+FFFD. NUL would end the
 * text in C and is refused. Gives the bytes it took, 0 when malformed. */
static size_t add_code_point(const char *p, const char *end, struct buf *out)
{
    int32_t first = hex4(p + 2, end), second = -1;
    if (first <= 0)
        return 0;
    if (first >= 0xD800 && first < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u')
        second = hex4(p + 8, end);
    bool pair = second >= 0xDC00 && second <= 0xDFFF;
    if (pair)
        buf_addcp(out, 0x10000 + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00));
    else
        buf_addcp(out, first >= 0xD800 && first <= 0xDFFF ? 0xFFFD : (uint32_t)first);
    return pair ? 12 : 6;
}

/* Adds what the escape at p stands for; gives its bytes, 0 when there is none such. */
static size_t add_escape(const char *p, const char *end, struct buf *out)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (p[1] == 'u')
        return add_code_point(p, end, out);
    const char *at = memchr(names, p[1], sizeof names - 1);
    if (!at)
        return 0;
    buf_addc(out, values[at - names]);
    return 2;
}

static const char *unescape(struct reader *r, const char *end)
{
    size_t room = (size_t)(end - r->p) + 1; /* a text is never longer than with its escapes */
    struct buf out = {.p = arena_alloc(r->mem, room), .cap = room, .max = room};
    while (r->p < end) {
        const char *slash = memchr(r->p, '\\', (size_t)(end - r->p));
        size_t run = (size_t)((slash ? slash : end) - r->p);
        buf_add(&out, r->p, run);
        r->p += run;
        size_t taken = slash ? add_escape(slash, end, &out) : 0;
        if (slash && !taken)
            return NULL;
        r->p += taken;
    }
    return out.p;
}

/* Behind the opening quote. */
static bool read_text(struct reader *r, const char **out)
{
    const char *end = closing_quote(r->p, r->end);
    const char *bad = end ? control_character(r->p, end) : r->end;
    if (bad) {
        r->p = bad;
        return false;
    }
    size_t n = (size_t)(end - r->p);
    *out = memchr(r->p, '\\', n) ? unescape(r, end) : arena_strndup(r->mem, r->p, n);
    if (*out)
        r->p = end + 1;
    return *out != NULL;
}

/* ---- numbers and words ---- */

static bool skip_digits(struct reader *r)
{
    const char *from = r->p;
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        r->p++;
    return r->p > from;
}

static bool skip_one(struct reader *r, char a, char b)
{
    bool there = r->p < r->end && (*r->p == a || *r->p == b);
    r->p += there;
    return there;
}

/* A whole number that int64_t cannot hold is a real one. */
static bool read_number(struct reader *r, struct json *out)
{
    const char *from = r->p;
    skip_one(r, '-', '-');
    if (!skip_one(r, '0', '0') && !skip_digits(r))
        return false;
    bool whole = true;
    if (skip_one(r, '.', '.')) {
        whole = false;
        if (!skip_digits(r))
            return false;
    }
    if (skip_one(r, 'e', 'E')) {
        whole = false;
        skip_one(r, '+', '-');
        if (!skip_digits(r))
            return false;
    }
    const char *text = arena_strndup(r->mem, from, (size_t)(r->p - from));
    errno = 0;
    out->kind = JSON_INT;
    out->i = whole ? strtoll(text, NULL, 10) : 0;
    if (whole && !errno)
        return true;
    out->kind = JSON_REAL;
    out->real = strtod(text, NULL);
    return true;
}

static bool read_word(struct reader *r, struct json *out)
{
    static const struct {
        const char *word;
        enum json_kind kind;
        bool value;
    } words[] = {
        {"true", JSON_BOOL, true}, {"false", JSON_BOOL, false}, {"null", JSON_NULL, false}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t n = strlen(words[i].word);
        if ((size_t)(r->end - r->p) < n || memcmp(r->p, words[i].word, n) != 0)
            continue;
        r->p += n;
        out->kind = words[i].kind;
        out->i = words[i].value;
        return true;
    }
    return false;
}

/* ---- lists and objects ---- */

/* What was opened since `base` goes side by side into the arena. */
static void close_items(struct reader *r, size_t base, struct json *out)
{
    size_t bytes = r->open.n - base;
    struct json *items = ARENA_ARRAY(r->mem, struct json, bytes / sizeof *items + 1);
    if (bytes)
        memcpy(items, r->open.p + base, bytes);
    r->open.n = base;
    out->items = items;
    out->n = bytes / sizeof *items;
}

static bool read_key(struct reader *r, const char **key)
{
    return take(r, '"') && read_text(r, key) && take(r, ':');
}

static bool read_items(struct reader *r, char closing, int depth, struct json *out)
{
    size_t base = r->open.n;
    if (depth > MAX_DEPTH)
        return false;
    if (!take(r, closing)) {
        do {
            struct json item = {.kind = JSON_NULL};
            if (closing == '}' && !read_key(r, &item.key))
                return false;
            if (!read_value(r, depth, &item))
                return false;
            buf_add(&r->open, &item, sizeof item);
        } while (take(r, ','));
        if (!take(r, closing))
            return false;
    }
    close_items(r, base, out);
    return true;
}

static bool read_value(struct reader *r, int depth, struct json *out)
{
    skip_space(r);
    if (r->p == r->end)
        return false;
    switch (*r->p) {
    case '"':
        r->p++;
        out->kind = JSON_TEXT;
        return read_text(r, &out->text);
    case '[':
        r->p++;
        out->kind = JSON_LIST;
        return read_items(r, ']', depth + 1, out);
    case '{':
        r->p++;
        out->kind = JSON_OBJECT;
        return read_items(r, '}', depth + 1, out);
    case 't':
    case 'f':
    case 'n':
        return read_word(r, out);
    default:
        return read_number(r, out);
    }
}

enum st json_parse(struct arena *a, const char *p, size_t n, const struct json **out, struct err *e)
{
    size_t bad = utf8_first_bad(p, n);
    if (bad < n)
        return err_set(e, ST_INVALID, "", "第 %zu 个字节不是有效的 UTF-8 文字", bad + 1);
    struct reader r = {.mem = a, .p = p, .end = p + n};
    buf_init(&r.open, SIZE_MAX / 2);
    struct json *root = ARENA_NEW(a, struct json);
    bool ok = read_value(&r, 0, root);
    buf_release(&r.open);
    skip_space(&r);
    if (ok && r.p == r.end) {
        *out = root->kind == JSON_NULL ? NULL : root;
        return ST_OK;
    }
    if (r.p == r.end)
        return err_set(e, ST_INVALID, "", "不是有效的 JSON：没有写完");
    return err_set(
        e, ST_INVALID, "", "不是有效的 JSON（约第 %zu 个字节处）", (size_t)(r.p - p) + 1);
}

/* ---- asking ---- */

enum json_kind json_kind(const struct json *j)
{
    return j ? j->kind : JSON_NULL;
}

static const struct json *not_null(const struct json *j)
{
    return j->kind == JSON_NULL ? NULL : j;
}

const struct json *json_get(const struct json *j, const char *key)
{
    if (json_kind(j) != JSON_OBJECT)
        return NULL;
    for (size_t i = j->n; i-- > 0;) /* the last of a name counts */
        if (strcmp(j->items[i].key, key) == 0)
            return not_null(&j->items[i]);
    return NULL;
}

const char *json_text(const struct json *j)
{
    return json_kind(j) == JSON_TEXT ? j->text : "";
}

const char *json_get_text(const struct json *j, const char *key)
{
    return json_text(json_get(j, key));
}

int64_t json_int(const struct json *j, int64_t fallback)
{
    return json_kind(j) == JSON_INT ? j->i : fallback;
}

int64_t json_get_int(const struct json *j, const char *key, int64_t fallback)
{
    return json_int(json_get(j, key), fallback);
}

bool json_get_bool(const struct json *j, const char *key, bool fallback)
{
    const struct json *v = json_get(j, key);
    return json_kind(v) == JSON_BOOL ? v->i != 0 : fallback;
}

double json_real(const struct json *j, double fallback)
{
    enum json_kind k = json_kind(j);
    return k == JSON_INT ? (double)j->i : k == JSON_REAL ? j->real : fallback;
}

size_t json_count(const struct json *j)
{
    enum json_kind k = json_kind(j);
    return k == JSON_LIST || k == JSON_OBJECT ? j->n : 0;
}

const struct json *json_at(const struct json *j, size_t i)
{
    return json_kind(j) == JSON_LIST && i < j->n ? not_null(&j->items[i]) : NULL;
}

const struct json *json_member(const struct json *j, size_t i, const char **key)
{
    if (json_kind(j) != JSON_OBJECT || i >= j->n)
        return NULL;
    *key = j->items[i].key;
    return not_null(&j->items[i]);
}
