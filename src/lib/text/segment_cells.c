/* Text to cells, see segment_cells.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/segment_cells.h"

#include <pthread.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/docno.h"

enum char_class { C_MARK, C_HAN, C_NUMERAL, C_LETTER, C_DIGIT, C_BRACKET };

enum { DOCNO_BEFORE_BYTES = 120, DOCNO_AFTER_BYTES = 60, RUN_CHARS_MAX = 5 };

static unsigned char classes[LEX_PLANE];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill(uint32_t first, uint32_t last, enum char_class c)
{
    memset(classes + first, c, last - first + 1);
}

static void fill_each(const char *s, enum char_class c)
{
    for (const char *end = s + strlen(s); s < end;)
        classes[utf8_next(&s, end)] = (unsigned char)c;
}

static void make_classes(void)
{
    fill('0', '9', C_DIGIT);
    fill(0xFF10, 0xFF19, C_DIGIT);
    fill('A', 'Z', C_LETTER);
    fill('a', 'z', C_LETTER);
    fill(0xFF21, 0xFF3A, C_LETTER);
    fill(0xFF41, 0xFF5A, C_LETTER);
    fill(0xC0, 0x2FF, C_LETTER);
    fill(0xD7, 0xD7, C_MARK);
    fill(0xF7, 0xF7, C_MARK);
    fill(0x300, 0x36F, C_LETTER); /* combining accents go with their letter */
    fill(0x370, 0x1FFF, C_LETTER);
    fill(0x3041, 0x312F, C_LETTER); /* kana, bopomofo */
    fill(0xAC00, 0xD7A3, C_LETTER);
    fill(0x3400, 0x4DBF, C_HAN);
    fill(0x4E00, 0x9FFF, C_HAN);
    fill(0xF900, 0xFAFF, C_HAN);
    fill_each("々〆", C_HAN);
    fill_each("〇零一二两三四五六七八九十百千万亿", C_NUMERAL);
    fill_each("〔﹝［[（(【", C_BRACKET);
}

static inline enum char_class class_of(uint32_t cp)
{
    return cp < LEX_PLANE ? classes[cp] : cp >= 0x20000 && cp <= 0x3FFFF ? C_HAN : C_MARK;
}

/* Malformed bytes read as U+FFFD, a mark. */
static inline uint32_t read_char(const char *p, const char *end, size_t *bytes)
{
    const unsigned char *u = (const unsigned char *)p;
    if (end - p >= 3 && u[0] >= 0xE1 && u[0] <= 0xEC && (u[1] & 0xC0) == 0x80 &&
        (u[2] & 0xC0) == 0x80) {
        *bytes = 3;
        return ((uint32_t)(u[0] & 0x0F) << 12) | ((uint32_t)(u[1] & 0x3F) << 6) | (u[2] & 0x3F);
    }
    const char *q = p;
    uint32_t cp = utf8_next(&q, end);
    *bytes = (size_t)(q - p);
    return cp;
}

static enum char_class class_at(const struct cells *c, size_t at, size_t *bytes)
{
    if (at >= c->n) {
        *bytes = 0;
        return C_MARK;
    }
    return class_of(read_char(c->text + at, c->text + c->n, bytes));
}

/* At most RUN_CHARS_MAX of them: no date and no year is as long. */
static size_t run_end(const struct cells *c, size_t at, enum char_class want, size_t *chars)
{
    size_t bytes;
    *chars = 0;
    while (*chars < RUN_CHARS_MAX && class_at(c, at, &bytes) == want) {
        at += bytes;
        ++*chars;
    }
    return at;
}

static bool reads(const struct cells *c, size_t at, const char *word)
{
    size_t n = strlen(word);
    return c->n - at >= n && memcmp(c->text + at, word, n) == 0;
}

/* One or more digits of either kind before 年, 月 or 日: the place behind it, or 0. Years have four
 * digits, months and days at most two, written as 十二 at most three. */
static size_t date_part(const struct cells *c, size_t at, const char *unit)
{
    size_t bytes, chars;
    bool year = strcmp(unit, "年") == 0;
    enum char_class kind = class_at(c, at, &bytes);
    if (kind != C_DIGIT && kind != C_NUMERAL)
        return 0;
    size_t end = run_end(c, at, kind, &chars);
    bool fits = year ? chars == 4 : chars <= (kind == C_DIGIT ? 2 : 3);
    return fits && reads(c, end, unit) ? end + strlen(unit) : 0;
}

/* 2018年, 2018年9月, 2018年9月12日, 9月, 9月12日, 12日; 九月 alone is a word of the dictionary. */
static size_t date_end(const struct cells *c, size_t at, bool digits)
{
    size_t year = date_part(c, at, "年");
    size_t month = date_part(c, year ? year : at, "月");
    size_t day = month ? date_part(c, month, "日") : 0;
    if (day)
        return day;
    if (year)
        return month ? month : year;
    if (!digits)
        return 0;
    return month ? month : date_part(c, at, "日");
}

static bool joins(char ch)
{
    return ch && strchr(".-_@/:&=?#+%~',", ch);
}

/* Letters and digits, and marks between two of them: www.gov.cn, 1,234.5, 2018-09-12, a@b.cn. */
static size_t latin_end(const struct cells *c, size_t at, enum cell_kind *kind)
{
    size_t bytes, letters = 0;
    for (;;) {
        enum char_class k = class_at(c, at, &bytes);
        if (k == C_LETTER || k == C_DIGIT) {
            letters += k == C_LETTER;
            at += bytes;
            continue;
        }
        if (at < c->n && reads(c, at, "://"))
            bytes = 3;
        else if (at >= c->n || !joins(c->text[at]))
            break;
        size_t next;
        k = class_at(c, at + bytes, &next);
        if (k != C_LETTER && (k != C_DIGIT || (c->text[at] == ',' && letters)))
            break;
        if (c->text[at] == ',' && k == C_LETTER)
            break;
        at += bytes;
    }
    *kind = letters ? CELL_LATIN : CELL_NUMBER;
    if (!letters && at < c->n)
        at += reads(c, at, "%") ? 1 : reads(c, at, "％") || reads(c, at, "‰") ? 3 : 0;
    return at;
}

static void push(struct cells *c, size_t end, uint16_t code, enum cell_kind kind)
{
    c->code[c->count] = code;
    c->kind[c->count] = (uint8_t)kind;
    c->off[++c->count] = (uint32_t)(end - c->base);
}

/* A bracket with a year behind it: is it the middle of a document number? The cells of its word are
 * replaced by one. */
static size_t docno_here(struct cells *c, size_t at, size_t bytes)
{
    size_t chars, digits = run_end(c, at + bytes, C_DIGIT, &chars);
    if (chars != 4 || !c->count || class_at(c, digits, &chars) != C_MARK || digits >= c->n)
        return 0;
    uint32_t first = c->count;
    while (first && at - c->base - c->off[first - 1] <= DOCNO_BEFORE_BYTES)
        first--;
    size_t from = c->base + c->off[first], to = at;
    while (to < c->n && to - at < DOCNO_AFTER_BYTES && c->text[to]) {
        size_t step;
        read_char(c->text + to, c->text + c->n, &step);
        to += step;
    }
    struct arena *a = arena_new();
    struct docno d;
    size_t end = 0;
    const char *window = arena_strndup(a, c->text + from, to - from);
    if (utf8_valid(window, to - from) && docno_find(a, window, 0, &d) && from + d.start < at &&
        from + d.end > at) {
        while (first < c->count && c->base + c->off[first] < from + d.start)
            first++;
        if (c->base + c->off[first] == from + d.start) {
            c->count = first;
            end = from + d.end;
            push(c, end, 0, CELL_DOCNO);
        }
    }
    arena_free(&a);
    return end;
}

/* The cell that begins with a digit, a numeral or a letter. */
static size_t read_run(struct cells *c, size_t at, enum char_class k, uint16_t code, size_t bytes)
{
    enum cell_kind kind = CELL_NUMERAL;
    size_t end = k == C_LETTER ? 0 : date_end(c, at, k == C_DIGIT);
    if (end) {
        push(c, end, 0, CELL_DATE);
        return end;
    }
    end = k == C_NUMERAL ? at + bytes : latin_end(c, at, &kind);
    push(c, end, end == at + bytes ? code : 0, kind);
    return end;
}

void cells_read(struct cells *c, size_t from)
{
    const char *end = c->text + c->n;
    size_t at = from, bytes;
    pthread_once(&once, make_classes);
    c->base = from;
    c->count = 0;
    c->off[0] = 0;
    while (at < c->n && c->count < CELLS_MAX) {
        uint32_t cp = read_char(c->text + at, end, &bytes);
        enum char_class k = class_of(cp);
        if (k == C_HAN) {
            at += bytes;
            push(c, at, lexicon_code(c->lex, cp), CELL_HAN);
        } else if (k == C_MARK) {
            return;
        } else if (k == C_BRACKET) {
            at = docno_here(c, at, bytes);
            if (!at)
                return;
        } else {
            at = read_run(c, at, k, lexicon_code(c->lex, cp), bytes);
        }
    }
}

size_t cells_mark(const struct cells *c, size_t from)
{
    size_t bytes, next;
    uint32_t cp = read_char(c->text + from, c->text + c->n, &bytes);
    size_t at = from + bytes;
    while (at < c->n && read_char(c->text + at, c->text + c->n, &next) == cp)
        at += next;
    return at - from;
}
