/* Finding the places of a text that may hold a document number, and cutting the window around them.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/docno_cells.h"

#include <string.h>

#include "lib/base/status.h"
#include "lib/base/utf8.h"
#include "lib/text/simplify.h"

static const uint32_t brackets[][2] = {
    {0x3014, 0x3015},
    {'[', ']'},
    {'(', ')'},
    {0x3010, 0x3011},
    {0x3016, 0x3017},
    {'{', '}'},
    {'<', '>'},
    {0x3008, 0x3009},
    {0x300C, 0x300D},
    {0x300E, 0x300F},
    {0x3018, 0x3019},
    {0x301A, 0x301B},
    {0xFE5D, 0xFE5E},
    {0x2772, 0x2773},
    {0xFE39, 0xFE3A},
};

int cell_bracket(uint32_t cp, bool *open)
{
    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++)
        for (int side = 0; side < 2; side++)
            if (brackets[i][side] == cp) {
                if (open)
                    *open = side == 0;
                return (int)i + 1;
            }
    return 0;
}

int cell_han_numeral(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        int value;
    } numerals[] = {{0x3007, 0}, {0x96F6, 0}, {0x25CB, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3},
        {0x56DB, 4}, {0x4E94, 5}, {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x5341, 10},
        {0x767E, 100}, {0x5343, 1000}};
    if (cp < 0x25CB)
        return -1;
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
        if (numerals[i].cp == cp)
            return numerals[i].value;
    return -1;
}

bool cell_blank(uint32_t cp)
{
    return cp == ' ' || (utf8_is_space(cp) && cp != '\n' && cp != '\r' && cp != 0x2028 &&
                            cp != 0x2029 && cp != 0x85 && cp != '\v' && cp != '\f');
}

static uint32_t fold(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return cp - 0xFEE0;
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return '-';
    return simplify_char(cp); /* 國辦發, 號 */
}

static uint32_t step(const char *text, size_t *i)
{
    const char *p = text + *i;
    uint32_t cp = utf8_next(&p, p + strnlen(p, 4));
    *i = (size_t)(p - text);
    return cp;
}

/* Start of the character before i: at most four bytes back, whatever the bytes are. */
static size_t step_back(const char *text, size_t i, size_t from)
{
    size_t low = i - from > 4 ? i - 4 : from;
    do
        i--;
    while (i > low && ((unsigned char)text[i] & 0xC0) == 0x80);
    return i;
}

static bool line_end(uint32_t cp)
{
    return cp < 0x20 && cp != '\t';
}

void cells_around(const char *text, size_t from, size_t anchor, struct cells *out)
{
    size_t i = anchor, kept = 0, at;
    while (i > from && kept < CELLS_BEFORE - 1) {
        size_t back = step_back(text, i, from);
        at = back;
        uint32_t cp = step(text, &at);
        if (line_end(cp))
            break;
        kept += !cell_blank(cp);
        i = back;
    }
    bool gap = false, met = false;
    out->n = out->anchor = 0;
    size_t after = 0;
    while (text[i] && after < CELLS_AFTER && out->n < COUNT_OF(out->at)) {
        size_t start = i;
        uint32_t cp = step(text, &i);
        after += start >= anchor;
        if (line_end(cp))
            break;
        if (cell_blank(cp)) {
            gap = true;
            continue;
        }
        if (start == anchor) {
            out->anchor = out->n;
            met = true;
        }
        out->at[out->n++] = (struct cell){fold(cp), cp, start, i, gap};
        gap = false;
    }
    if (!met) /* malformed text, or a blank */
        out->n = 0;
}

enum { LEAD_END = 1, LEAD_ASCII, LEAD_CJK };

/* First bytes of what an anchor may start with. */
static const unsigned char leads[256] = {[0] = LEAD_END,
    ['['] = LEAD_ASCII,
    ['('] = LEAD_ASCII,
    ['{'] = LEAD_ASCII,
    ['<'] = LEAD_ASCII,
    [0xE2] = LEAD_CJK,
    [0xE3] = LEAD_CJK,
    [0xE5] = LEAD_CJK,
    [0xE8] = LEAD_CJK,
    [0xEF] = LEAD_CJK};

static bool numeral_after(const char *text, size_t i)
{
    uint32_t cp;
    do {
        if (!text[i])
            return false;
        cp = step(text, &i);
    } while (cell_blank(cp));
    return cell_numeral(fold(cp));
}

static bool numeral_before(const char *text, size_t i, size_t from)
{
    while (i > from) {
        size_t back = step_back(text, i, from), at = back;
        uint32_t cp = step(text, &at);
        if (!cell_blank(cp))
            return cell_numeral(fold(cp));
        i = back;
    }
    return false;
}

/* True for the three bytes of 号 and 號. */
static bool hao_at(const unsigned char *u)
{
    return (u[0] == 0xE5 && u[1] == 0x8F && u[2] == 0xB7) ||
           (u[0] == 0xE8 && u[1] == 0x99 && u[2] == 0x9F);
}

size_t cells_next_anchor(const char *text, size_t from)
{
    const unsigned char *u = (const unsigned char *)text;
    for (size_t i = from;; i++) {
        while (!leads[u[i]])
            i++;
        if (leads[u[i]] == LEAD_END)
            return SIZE_MAX;
        if (u[i] == 0xE5 || u[i] == 0xE8) {
            if (hao_at(u + i) && numeral_before(text, i, from))
                return i;
            continue;
        }
        size_t next = i;
        bool open;
        if (cell_bracket(fold(step(text, &next)), &open) && open && numeral_after(text, next))
            return i;
    }
}
