/* Writing JSON straight into a buffer.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"

void jw_text(struct buf *b, const char *s)
{
    buf_addc(b, '"');
    const char *from = s;
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_add(b, from, (size_t)(s - from));
        from = s + 1;
        switch (c) {
        case '"':
            buf_adds(b, "\\\"");
            break;
        case '\\':
            buf_adds(b, "\\\\");
            break;
        case '\n':
            buf_adds(b, "\\n");
            break;
        case '\t':
            buf_adds(b, "\\t");
            break;
        default:
            buf_addf(b, "\\u%04x", c);
        }
    }
    buf_add(b, from, (size_t)(s - from));
    buf_addc(b, '"');
}

void jw_comma(struct buf *b)
{
    if (b->n && !strchr("{[(:", b->p[b->n - 1]))
        buf_addc(b, ',');
}

void jw_key(struct buf *b, const char *key)
{
    jw_comma(b);
    jw_text(b, key);
    buf_addc(b, ':');
}

void jw_pair(struct buf *b, const char *key, const char *value)
{
    jw_key(b, key);
    jw_text(b, value);
}

void jw_pair_int(struct buf *b, const char *key, int64_t value)
{
    jw_key(b, key);
    buf_addint(b, value);
}

void jw_pair_bool(struct buf *b, const char *key, bool value)
{
    jw_key(b, key);
    buf_adds(b, value ? "true" : "false");
}
