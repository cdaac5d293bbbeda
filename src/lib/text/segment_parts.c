/* The words inside of a word, see segment_parts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/segment_parts.h"

#include "lib/base/utf8.h"

enum { LETTERS, HAN, OTHER };

static int script_of(uint32_t cp)
{
    if (utf8_is_han(cp))
        return HAN;
    if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
        (cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF5A) || cp >= 0xC0)
        return cp >= 0x2000 && cp < 0xFF10 ? OTHER : LETTERS;
    return OTHER;
}

static size_t runs_of(const char *text, const struct seg_word *w, struct seg_word *out)
{
    const char *end = text + w->end, *p = text + w->start;
    size_t n = 0;
    while (p < end && n < PARTS_MAX) {
        const char *from = p, *q = p;
        int script = script_of(utf8_next(&p, end));
        for (q = p; q < end && script_of(utf8_next(&q, end)) == script; p = q)
            ;
        if (w->kind == SEG_DATE && n && script == HAN && out[n - 1].end == (size_t)(from - text))
            out[n - 1].end = (size_t)(p - text); /* 2018年, 9月 */
        else if (script != OTHER)
            out[n++] = (struct seg_word){.start = (size_t)(from - text),
                .end = (size_t)(p - text),
                .kind = script == HAN ? SEG_UNKNOWN : SEG_LATIN};
    }
    return n > 1 ? n : 0;
}

static size_t words_of(
    const struct lexicon *l, const char *text, const struct seg_word *w, struct seg_word *out)
{
    const char *end = text + w->end, *next;
    size_t n = 0;
    for (const char *from = text + w->start; from < end; from = next) {
        uint32_t at = 0, chars = 0;
        next = from;
        utf8_next(&next, end);
        for (const char *p = from; p < end && n < PARTS_MAX;) {
            at = lexicon_step(l, at, lexicon_code(l, utf8_next(&p, end)));
            if (!at)
                break;
            if (++chars < 2 || !l->unit[at].cost || (from == text + w->start && p == end))
                continue;
            out[n++] = (struct seg_word){.start = (size_t)(from - text),
                .end = (size_t)(p - text),
                .kind = SEG_WORD,
                .unit = &l->unit[at]};
        }
    }
    return n;
}

size_t seg_parts(
    const struct lexicon *l, const char *text, const struct seg_word *w, struct seg_word *out)
{
    if (w->kind == SEG_MARK || w->end - w->start <= 2)
        return 0;
    return w->kind == SEG_WORD || w->kind == SEG_UNKNOWN ? words_of(l, text, w, out)
                                                         : runs_of(text, w, out);
}
