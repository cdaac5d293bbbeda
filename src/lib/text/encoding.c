/* Recognising the encoding of outside bytes, strictly: what does not fit is refused with its place.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "lib/base/utf8.h"

/* So many three-byte characters of well-formed UTF-8 in front say that the text is UTF-8 with a
 * damaged place, not GB18030: in that encoding they do not come together by chance. */
#define UTF8_WITNESSES 16

static const char *const names[] = {[ENC_UTF8] = "UTF-8",
    [ENC_GB18030] = "GB18030",
    [ENC_UTF16LE] = "UTF-16LE",
    [ENC_UTF16BE] = "UTF-16BE"};

static enum encoding by_mark(const unsigned char *p, size_t n, size_t *mark)
{
    *mark = 0;
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        return *mark = 3, ENC_UTF8;
    if (n >= 2 && p[0] == 0xFF && p[1] == 0xFE)
        return *mark = 2, ENC_UTF16LE;
    if (n >= 2 && p[0] == 0xFE && p[1] == 0xFF)
        return *mark = 2, ENC_UTF16BE;
    return ENC_UTF8;
}

static enum st bad_place(struct err *e, size_t at, enum encoding which)
{
    return err_set(e, ST_INVALID, "",
        "第 %zu 个字节处不是有效的 %s 文字，请用记事本等软件打开后另存为 UTF-8 再试", at + 1,
        names[which]);
}

/* ST_INVALID with *bad = offset of the first byte that does not fit. */
static enum st convert(const char *from, const char *p, size_t n, struct buf *out, size_t *bad)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        die("iconv does not know %s", from);
    char *in = (char *)(uintptr_t)p;
    size_t left = n, start = out->n;
    enum st st = ST_OK;
    while (left && !st) {
        char piece[8192], *to = piece;
        size_t room = sizeof piece;
        size_t got = iconv(cd, &in, &left, &to, &room);
        buf_add(out, piece, sizeof piece - room);
        if (got == (size_t)-1 && errno != E2BIG)
            st = ST_INVALID;
    }
    iconv_close(cd);
    *bad = n - left;
    if (!st && utf8_first_bad(buf_str(out) + start, out->n - start) < out->n - start) {
        const char *nul = memchr(p, 0, n);
        *bad = nul ? (size_t)(nul - p) : 0;
        st = ST_INVALID;
    }
    if (st && start < out->n) {
        out->n = start;
        out->p[start] = '\0';
    }
    return st;
}

/* Long characters of well-formed UTF-8 in front of `bad`. */
static bool speaks_utf8(const char *p, size_t bad)
{
    size_t witnesses = 0;
    for (size_t i = 0; i < bad; i++)
        witnesses += (unsigned char)p[i] >= 0xE0;
    return witnesses >= UTF8_WITNESSES;
}

static enum st decode(
    const char *p, size_t n, enum encoding *which, struct buf *out, struct err *e, size_t mark)
{
    size_t bad = 0;
    if (*which != ENC_UTF8)
        return convert(names[*which], p, n, out, &bad) ? bad_place(e, bad + mark, *which) : ST_OK;
    bad = utf8_first_bad(p, n);
    if (bad == n) {
        buf_add(out, p, n);
        return ST_OK;
    }
    const char *nul = memchr(p, 0, n);
    if (nul)
        return err_set(e, ST_INVALID, "", "第 %zu 个字节是空字符，这不是文本文件",
            (size_t)(nul - p) + mark + 1);
    if (mark || speaks_utf8(p, bad))
        return bad_place(e, bad + mark, ENC_UTF8);
    *which = ENC_GB18030;
    size_t gb_bad = 0;
    if (convert(names[ENC_GB18030], p, n, out, &gb_bad))
        return err_set(e, ST_INVALID, "",
            "第 %zu 个字节处既不是 UTF-8 也不是 GB18030 文字，请用记事本等软件打开后另存为 UTF-8 "
            "再试",
            (gb_bad > bad ? gb_bad : bad) + 1);
    return ST_OK;
}

enum st text_decode(const void *p, size_t n, struct buf *out, enum encoding *which, struct err *e)
{
    size_t mark;
    enum encoding enc = by_mark(p, n, &mark);
    enum st st = n > mark ? decode((const char *)p + mark, n - mark, &enc, out, e, mark) : ST_OK;
    if (!st && buf_failed(out))
        st = err_set(e, ST_TOO_BIG, "", "文本太长，请分成几个文件");
    if (which)
        *which = enc;
    return st;
}
