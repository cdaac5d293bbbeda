/* Percent-encoding and its pairs.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/web/app.h"

#define MAX_PAIRS 2000

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *url_decode(struct arena *a, const char *p, size_t n, bool form)
{
    char *out = arena_strndup(a, p, n), *w = out;
    for (size_t i = 0; i < n; i++) {
        char c = p[i];
        if (c == '+' && form) {
            c = ' ';
        } else if (c == '%') {
            int high = i + 1 < n ? hex(p[i + 1]) : -1, low = i + 2 < n ? hex(p[i + 2]) : -1;
            if (high >= 0 && low >= 0) {
                c = (char)(high << 4 | low);
                i += 2;
            } else if (!form) {
                return NULL;
            } /* in a form a lone "%" stands for itself: people type "100%" */
        }
        *w++ = c;
    }
    size_t len = (size_t)(w - out);
    *w = '\0';
    return utf8_valid(out, len) ? out : NULL;
}

enum st url_pairs(struct arena *a, const char *p, size_t n, struct pair **out, struct err *e)
{
    struct pair **end = out;
    size_t count = 0;
    *out = NULL;
    while (n) {
        const char *amp = memchr(p, '&', n);
        size_t len = amp ? (size_t)(amp - p) : n;
        const char *eq = memchr(p, '=', len);
        size_t name_n = eq ? (size_t)(eq - p) : len;
        if (len) {
            char *name = url_decode(a, p, name_n, true);
            char *value = eq ? url_decode(a, eq + 1, len - name_n - 1, true) : arena_strdup(a, "");
            if (!name || !value)
                return err_set(e, ST_INVALID, "",
                    "提交的内容不是正确的 UTF-8 "
                    "文字，或含有空字符（NUL），没有处理。请检查后重新填写");
            if (++count > MAX_PAIRS)
                return err_set(
                    e, ST_TOO_BIG, "", "提交的项目超过 %d 个，没有处理。请分几次提交", MAX_PAIRS);
            struct pair *pair = ARENA_NEW(a, struct pair);
            *pair = (struct pair){name, value, NULL};
            *end = pair;
            end = &pair->next;
        }
        p += len + (amp != NULL);
        n -= len + (amp != NULL);
    }
    return ST_OK;
}

void url_encode(struct buf *out, const char *s, const char *keep)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *s; s++) {
        unsigned char b = (unsigned char)*s;
        bool plain = (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');
        if (plain || strchr("-._~", b) || strchr(keep, b)) {
            buf_addc(out, (char)b);
        } else {
            buf_addc(out, '%');
            buf_addc(out, digits[b >> 4]);
            buf_addc(out, digits[b & 15]);
        }
    }
}
