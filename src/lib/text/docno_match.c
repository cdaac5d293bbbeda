/* The grammar of publishing §4.1 over a window of cells: numbers with a year bracket from the
 * bracket on, everything else backwards from 号.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/docno_match.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/docno_word.h"

#define HAO 0x53F7
#define DI 0x7B2C
#define NIAN 0x5E74
#define LING 0x4EE4
#define GAO 0x544A
#define GONG 0x516C
#define TONG 0x901A

static uint32_t cp_at(const struct cells *c, size_t i)
{
    return i < c->n ? c->at[i].cp : 0;
}

static int han_value(const struct cells *c, size_t from, size_t to, bool *positional)
{
    int total = 0, digit = -1, line = 0;
    *positional = true;
    for (size_t i = from; i < to; i++) {
        int v = cell_han_numeral(c->at[i].cp);
        if (v < 10) {
            line = line * 10 + v;
            digit = v;
        } else {
            *positional = false;
            total += v * (digit > 0 ? digit : 1);
            digit = 0;
        }
    }
    return *positional ? line : total + (digit > 0 ? digit : 0);
}

/* Reads the value of cells [from, to), which are all digits or all Chinese numerals. */
static struct numeral numeral_of(const struct cells *c, size_t from, size_t to)
{
    struct numeral n = {from, to, -1, false};
    bool positional;
    if (from == to || to - from > 7)
        return n;
    n.han = !cell_digit(c->at[from].cp);
    if (n.han) {
        n.value = han_value(c, from, to, &positional);
        return n;
    }
    n.value = 0;
    for (size_t i = from; i < to; i++)
        n.value = n.value * 10 + (int)(c->at[i].cp - '0');
    return n;
}

static bool same_script(const struct cells *c, size_t i, bool digits)
{
    return digits ? cell_digit(c->at[i].cp) : cell_han_numeral(c->at[i].cp) >= 0;
}

/* The run that begins at `from`; a blank ends it, because 2018 71号 are two numbers. */
static struct numeral numeral_from(const struct cells *c, size_t from)
{
    size_t to = from;
    bool digits = cell_digit(cp_at(c, from));
    while (to < c->n && same_script(c, to, digits) && (to == from || !c->at[to].gap))
        to++;
    return numeral_of(c, from, to);
}

/* The run that ends before `to`. */
static struct numeral numeral_before(const struct cells *c, size_t to)
{
    size_t from = to;
    if (!to)
        return (struct numeral){0, 0, -1, false};
    bool digits = cell_digit(c->at[to - 1].cp);
    while (from > 0 && same_script(c, from - 1, digits) && (from == to || !c->at[from].gap))
        from--;
    return numeral_of(c, from, to);
}

static bool plain_year(const struct numeral *n)
{
    return n->to - n->from == 4 && n->value >= YEAR_FIRST && n->value <= YEAR_LAST;
}

static bool good_serial(const struct numeral *n)
{
    return n->value > 0 && n->value <= 99999 && n->to - n->from <= 5;
}

static void check_year(struct match *m)
{
    if (!plain_year(&m->year) || m->year.han)
        m->findings |= F_YEAR;
}

static void check_serial(const struct cells *c, struct match *m)
{
    if (c->at[m->serial.from].cp == '0')
        m->findings |= F_ZERO;
}

static void check_gaps(const struct cells *c, struct match *m)
{
    for (size_t i = m->from + 1; i < m->to; i++)
        if (c->at[i].gap)
            m->findings |= F_SPACE;
}

/* "-2" of one or two digits at i, followed by no further digit. */
static bool sub_at(const struct cells *c, size_t i, int *sub, size_t *next)
{
    if (cp_at(c, i) != '-')
        return false;
    struct numeral n = numeral_from(c, i + 1);
    if (n.han || n.value <= 0 || n.to - n.from > 2)
        return false;
    *sub = n.value;
    *next = n.to;
    return true;
}

/* 7号, 7-2号, 7号-2; *i is behind the serial and is moved on. */
static void read_tail(const struct cells *c, size_t *i, struct match *m)
{
    size_t next;
    int sub;
    if (sub_at(c, *i, &sub, &next) && cp_at(c, next) == HAO) {
        m->sub = sub;
        *i = next;
    }
    if (cp_at(c, *i) != HAO) {
        m->findings |= F_HAO;
        return;
    }
    ++*i;
    if (!m->sub && sub_at(c, *i, &sub, &next) && cp_at(c, next) != HAO &&
        !cell_bracket(cp_at(c, next), NULL)) {
        m->sub = sub;
        *i = next;
    }
}

static bool spells_before(const struct cells *c, size_t end, uint32_t a, uint32_t b)
{
    return end >= 2 && c->at[end - 2].cp == a && c->at[end - 1].cp == b;
}

/* 令, 公告 or 通告 before cell `end`; NULL when it is none. 命令 and the like are no orders. */
static const char *sign_before(const struct cells *c, size_t end, size_t *from)
{
    static const uint32_t verbs[] = {0x547D, 0x8D23, 0x6307, 0x6CD5, 0x7981}; /* 命责指法禁 */
    *from = end;
    if (spells_before(c, end, GONG, GAO) || spells_before(c, end, TONG, GAO)) {
        *from = end - 2;
        return c->at[end - 2].cp == GONG ? "公告" : "通告";
    }
    if (!end || c->at[end - 1].cp != LING)
        return NULL;
    for (size_t i = 0; end > 1 && i < COUNT_OF(verbs); i++)
        if (c->at[end - 2].cp == verbs[i])
            return NULL;
    *from = end - 1;
    return "令";
}

static const char *sign_at(const struct cells *c, size_t i, size_t *to)
{
    uint32_t cp = cp_at(c, i);
    *to = i + 2;
    if (cp == GONG && cp_at(c, i + 1) == GAO)
        return "公告";
    if (cp == TONG && cp_at(c, i + 1) == GAO)
        return "通告";
    *to = i + 1;
    return cp == LING ? "令" : NULL;
}

/* Finds word or body before cell `end` and closes the match at cell `to`. */
static bool finish(const struct cells *c, size_t end, size_t to, bool whole, struct match *m)
{
    m->word_to = end;
    if (!m->sign) {
        m->sign = sign_before(c, end, &m->word_to);
        m->kind = !m->sign ? DOCNO_NUMBER : strcmp(m->sign, "令") ? DOCNO_NOTICE : DOCNO_ORDER;
    }
    m->word_from = word_start(c, m->word_to, m->sign ? WORD_BODY : WORD_CODE, whole);
    if (!m->sign && m->word_from == m->word_to)
        return false;
    m->from = m->word_from;
    m->to = to;
    check_serial(c, m);
    check_gaps(c, m);
    if (m->sign)
        m->findings &= F_ZERO | F_SPACE | F_BRK | F_MIX;
    return true;
}

/* Without 号 a bracketed year and a figure may be anything; then the word must vouch for it. */
static bool may_lack_hao(const struct cells *c, size_t open, const struct match *m, bool whole)
{
    uint32_t written = c->at[open].written;
    if (whole)
        return true;
    if (!plain_year(&m->year) || c->at[m->serial.from].gap)
        return false;
    return written == 0x3014 || written == 0xFE5D || word_ends_like_code(c, open);
}

bool match_bracket(const struct cells *c, bool whole, struct match *m)
{
    size_t open = c->anchor, i = open + 1;
    bool opens_again = false;
    int family = cell_bracket(c->at[open].cp, NULL), other;
    *m = (struct match){.year = numeral_from(c, i), .bracket_year = true};
    size_t digits = m->year.to - i;
    if (m->year.value < 0 || digits < 2 || digits > 4)
        return false;
    i = m->year.to;
    check_year(m);
    if (c->at[open].written != 0x3014)
        m->findings |= F_BRK;
    if (cp_at(c, i) == NIAN) {
        m->findings |= F_YEAR;
        i++;
    }
    other = cell_bracket(cp_at(c, i), &opens_again);
    if (!other && !(i < c->n && (c->at[i].gap || c->at[i].cp == DI)))
        return false;
    if (other != family || opens_again)
        m->findings |= other ? F_MIX : F_BRK;
    if (other && c->at[i].written != 0x3015)
        m->findings |= F_BRK;
    i += other != 0;
    if (cp_at(c, i) == DI) {
        m->with_di = true;
        m->findings |= F_DI;
        i++;
    }
    m->serial = numeral_from(c, i);
    if (!good_serial(&m->serial))
        return false;
    i = m->serial.to;
    read_tail(c, &i, m);
    if ((m->findings & F_HAO) && !may_lack_hao(c, open, m, whole))
        return false;
    return finish(c, open, i, whole, m);
}

/* What stands between year and serial when there is no bracket: a blank, 年, 第, a dash or dot. */
static size_t before_separator(const struct cells *c, size_t at, bool *any)
{
    static const uint32_t marks[] = {'-', 0xB7, 0x2022, '/', ',', 0xFF0C, '.'};
    *any = at < c->n && c->at[at].gap;
    for (size_t i = 0; at > 0 && i < COUNT_OF(marks); i++)
        if (c->at[at - 1].cp == marks[i]) {
            *any = true;
            return at - 1;
        }
    return at;
}

/* 曲政办发2018 71号, 曲政办发2018年第71号, 曲政办发2018〕71号. at: first cell of 第 or serial. */
static bool match_bare_year(const struct cells *c, size_t at, bool whole, struct match *m)
{
    bool separated = m->with_di, closes = false, open;
    size_t end = at, sign_from;
    if (at > 0 && cell_bracket(c->at[at - 1].cp, &open) && !open) {
        separated = closes = true;
        end = at - 1;
    } else if (at > 0 && c->at[at - 1].cp == NIAN) {
        separated = true;
        end = at - 1;
    } else {
        bool any;
        end = before_separator(c, at, &any);
        separated |= any;
    }
    m->year = numeral_before(c, end);
    if (!separated || !plain_year(&m->year) ||
        (m->year.from > 0 && cell_bracket(c->at[m->year.from - 1].cp, NULL)))
        return false;
    end = m->year.from;
    if (sign_before(c, end, &sign_from))
        return finish(c, end, m->to, whole, m);
    if (!closes && !word_ends_like_code(c, end))
        return false;
    m->findings |= F_BRK | (m->with_di ? F_DI : 0);
    if (m->year.han)
        m->findings |= F_YEAR;
    return finish(c, end, m->to, whole, m);
}

/* 第711号令, 2017年第3号公告. at: the cell of 第. */
static bool match_sign_behind(const struct cells *c, size_t at, bool whole, struct match *m)
{
    size_t to;
    m->sign = sign_at(c, m->to, &to);
    if (!m->sign || !(m->with_di || whole))
        return false;
    m->kind = strcmp(m->sign, "令") ? DOCNO_NOTICE : DOCNO_ORDER;
    m->sign_behind = true;
    m->to = to;
    if (at > 0 && c->at[at - 1].cp == NIAN) {
        struct numeral year = numeral_before(c, at - 1);
        if (plain_year(&year)) {
            m->year = year;
            at = year.from;
        }
    }
    return finish(c, at, to, whole, m);
}

/* 国务院令第711号, 公告第3号, 国务院令（第711号）. at: the cell of 第 or of the serial. */
static bool match_sign_before(const struct cells *c, size_t at, bool whole, struct match *m)
{
    bool open = false, other;
    size_t from;
    if (at > 0 && cell_bracket(c->at[at - 1].cp, &open) && open && m->with_di &&
        cell_bracket(cp_at(c, m->to), &other) && !other) {
        at--;
        m->to++;
    }
    return sign_before(c, at, &from) && finish(c, at, m->to, whole, m);
}

/* D-AMBIG: 甘区政办发201756号 may be no. 56 of 2017 or anything else; a person must look. */
static bool ambiguous(const struct cells *c, const struct match *m)
{
    const struct numeral *n = &m->serial;
    if (n->han || m->with_di || n->to - n->from < 5)
        return false;
    struct numeral year = numeral_of(c, n->from, n->from + 4);
    return plain_year(&year) && word_ends_like_code(c, n->from);
}

bool match_hao(const struct cells *c, bool whole, struct match *m)
{
    size_t at;
    *m = (struct match){.serial = numeral_before(c, c->anchor), .to = c->anchor + 1};
    at = m->serial.from;
    if (at > 0 && c->at[at - 1].cp == DI && at < c->anchor) {
        m->with_di = true;
        at--;
    }
    if (ambiguous(c, m)) {
        m->findings = F_AMBIG;
        return false;
    }
    if (!good_serial(&m->serial))
        return false;
    struct match start = *m;
    if (match_sign_before(c, at, whole, m))
        return true;
    *m = start;
    if (match_sign_behind(c, at, whole, m))
        return true;
    *m = start;
    return match_bare_year(c, at, whole, m);
}
