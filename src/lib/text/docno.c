/* Document numbers: the three questions asked of them. Windows are cut in docno_cells.c, matched in
 * docno_match.c, words found in docno_word.c.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/docno.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/docno_cells.h"
#include "lib/text/docno_match.h"
#include "lib/text/docno_word.h"

static const struct {
    unsigned bit;
    const char *code;
} codes[] = {
    {F_BRK, "D-BRK"},     /* RULE D-BRK */
    {F_MIX, "D-BRK-MIX"}, /* RULE D-BRK-MIX */
    {F_YEAR, "D-YEAR"},   /* RULE D-YEAR */
    {F_ZERO, "D-ZERO"},   /* RULE D-ZERO */
    {F_DI, "D-DI"},       /* RULE D-DI */
    {F_HAO, "D-HAO"},     /* RULE D-HAO */
    {F_SPACE, "D-SPACE"}, /* RULE D-SPACE */
    {F_AMBIG, "D-AMBIG"}, /* RULE D-AMBIG */
};

static const char *findings_text(struct arena *a, unsigned findings)
{
    const char *text = "";
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (findings & codes[i].bit)
            text = *text ? arena_printf(a, "%s,%s", text, codes[i].code) : codes[i].code;
    return text;
}

/* The year as written, so that 〔81〕 is not made 1981 by guessing. */
static void add_year(struct buf *b, const struct cells *c, const struct match *m)
{
    if (m->year.han)
        buf_addint(b, m->year.value);
    else
        word_text(b, c, m->year.from, m->year.to);
}

/* 代字〔year〕serial号 */
static void write_number(struct buf *b, const struct cells *c, const struct match *m)
{
    word_text(b, c, m->word_from, m->word_to);
    if (m->sign)
        buf_adds(b, m->sign);
    buf_adds(b, "〔");
    add_year(b, c, m);
    buf_adds(b, m->sign && m->with_di ? "〕第" : "〕");
    buf_addint(b, m->serial.value);
    buf_adds(b, "号");
    if (m->sub)
        buf_addf(b, "-%d", m->sub);
}

/* Orders and notices keep their own form; Chinese numerals stay. */
static void write_sign(struct buf *b, const struct cells *c, const struct match *m)
{
    word_text(b, c, m->word_from, m->word_to);
    if (!m->sign_behind)
        buf_adds(b, m->sign);
    if (m->year.to) {
        add_year(b, c, m);
        buf_adds(b, "年");
    }
    buf_adds(b, "第");
    if (m->serial.han)
        word_text(b, c, m->serial.from, m->serial.to);
    else
        buf_addint(b, m->serial.value);
    buf_adds(b, "号");
    if (m->sign_behind)
        buf_adds(b, m->sign);
}

/* The word used for finding: the issuing body without the name of the state. */
static const char *match_word(struct arena *a, const struct cells *c, const struct match *m)
{
    static const char state[] = "中华人民共和国";
    struct buf b;
    buf_init(&b, 0);
    word_text(&b, c, m->word_from, m->word_to);
    const char *word = buf_str(&b);
    size_t n = sizeof state - 1;
    if (m->sign && b.n > n && memcmp(word, state, n) == 0)
        word += n;
    word = arena_strdup(a, word);
    buf_release(&b);
    return word;
}

static void describe(
    struct arena *a, const struct cells *c, const struct match *m, struct docno *out)
{
    struct buf b;
    buf_init(&b, 0);
    if (!m->sign || m->bracket_year)
        write_number(&b, c, m);
    else
        write_sign(&b, c, m);
    *out = (struct docno){.kind = m->kind,
        .text = arena_strdup(a, buf_str(&b)),
        .word = match_word(a, c, m),
        .year = m->year.to ? m->year.value : 0,
        .serial = m->serial.value,
        .sub = m->sub,
        .findings = findings_text(a, m->findings),
        .start = c->at[m->from].start,
        .end = c->at[m->to - 1].end};
    buf_release(&b);
}

static void nothing(struct docno *out)
{
    *out = (struct docno){.text = "", .word = "", .findings = ""};
}

static bool match_at(const struct cells *c, bool whole, struct match *m)
{
    if (!c->n) {
        m->findings = 0;
        return false;
    }
    return c->at[c->anchor].cp == 0x53F7 ? match_hao(c, whole, m) : match_bracket(c, whole, m);
}

bool docno_find(struct arena *a, const char *text, size_t from, struct docno *out)
{
    struct cells c;
    struct match m;
    nothing(out);
    for (size_t at = from; (at = cells_next_anchor(text, at)) != SIZE_MAX; at++) {
        cells_around(text, from, at, &c);
        if (!match_at(&c, false, &m))
            continue;
        describe(a, &c, &m, out);
        return true;
    }
    return false;
}

/* Only white space before and behind the match. */
static bool covers(const char *s, const struct docno *d)
{
    const char *p = s, *end = s + d->start;
    while (p < end)
        if (!utf8_is_space(utf8_next(&p, end)))
            return false;
    p = s + d->end;
    end = p + strlen(p);
    while (p < end)
        if (!utf8_is_space(utf8_next(&p, end)))
            return false;
    return true;
}

bool docno_parse(struct arena *a, const char *s, struct docno *out)
{
    struct cells c;
    struct match m;
    const char *findings = "";
    for (size_t at = 0; (at = cells_next_anchor(s, at)) != SIZE_MAX; at++) {
        cells_around(s, 0, at, &c);
        if (!match_at(&c, true, &m)) {
            if (m.findings & F_AMBIG)
                findings = "D-AMBIG";
            continue;
        }
        describe(a, &c, &m, out);
        if (covers(s, out))
            return true;
    }
    nothing(out);
    out->findings = findings;
    return false;
}

struct part_reader {
    const struct cells *c;
    size_t i;
};

static uint32_t peek(const struct part_reader *r)
{
    return r->i < r->c->n ? r->c->at[r->i].cp : 0;
}

static bool skip(struct part_reader *r, uint32_t cp)
{
    bool yes = peek(r) == cp;
    r->i += yes;
    return yes;
}

static bool skip_bracket(struct part_reader *r)
{
    bool yes = cell_bracket(peek(r), NULL) != 0;
    r->i += yes;
    return yes;
}

/* One run of ASCII digits without a blank inside; -1 when there is none or it is too long. */
static int read_digits(struct part_reader *r)
{
    int value = 0;
    size_t from = r->i;
    for (; cell_digit(peek(r)) && (r->i == from || !r->c->at[r->i].gap); r->i++)
        if (r->i - from < 6)
            value = value * 10 + (int)(peek(r) - '0');
    return r->i == from || r->i - from > 5 ? -1 : value;
}

static bool year_like(int n)
{
    return n >= YEAR_FIRST && n <= YEAR_LAST;
}

/* [year][第][serial][号] behind the word; false when nothing of a number is there. */
static bool read_parts(struct part_reader *r, bool worded, struct docno *out)
{
    bool bracketed = skip_bracket(r), di = skip(r, 0x7B2C);
    int first = read_digits(r);
    bool year_sign = skip(r, 0x5E74);
    bracketed |= skip_bracket(r);
    skip(r, '-');
    if (first <= 0)
        return false;
    bool more = r->i < r->c->n;
    if (!di && year_like(first) && peek(r) != 0x53F7 && (bracketed || more || worded)) {
        out->year = first;
        di = skip(r, 0x7B2C);
        first = more ? read_digits(r) : 0;
        if (first < 0)
            return false;
    } else if (year_sign) {
        return false;
    }
    out->serial = first;
    bool hao = skip(r, 0x53F7);
    return r->i == r->c->n && (worded || bracketed || hao || di || (out->year && out->serial));
}

/* Takes 令, 公告 or 通告 off the end of the word: the body is what is compared. */
static bool drop_sign(char *word)
{
    static const char *const signs[] = {"令", "公告", "通告"};
    size_t n = strlen(word);
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        size_t m = strlen(signs[i]);
        if (n >= m && strcmp(word + n - m, signs[i]) == 0) {
            word[n - m] = '\0';
            return true;
        }
    }
    return false;
}

bool docno_partial(struct arena *a, const char *s, struct docno *out)
{
    struct cells c;
    if (docno_parse(a, s, out))
        return true;
    nothing(out);
    while (*s == ' ' || *s == '\t')
        s++;
    cells_around(s, 0, 0, &c);
    if (!c.n || c.n >= CELLS_AFTER)
        return false;
    struct part_reader r = {&c, 0};
    struct buf b;
    buf_init(&b, 0);
    while (r.i < c.n && peek(&r) != 0x7B2C && peek(&r) != 0x53F7 &&
           (utf8_is_han(peek(&r)) || (peek(&r) | 32) - 'a' < 26u))
        r.i++;
    word_text(&b, &c, 0, r.i);
    char *word = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    out->word = word;
    if (r.i == c.n)
        return word_is_code(word);
    bool code = drop_sign(word) || r.i == 0 || word_ends_like_code(&c, r.i);
    if (code && utf8_count(word) <= 2 * WORD_MAX_CHARS && read_parts(&r, r.i > 0, out))
        return true;
    nothing(out);
    return false;
}
