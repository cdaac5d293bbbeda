/* Runs the table of regular expressions over a line; see proof_patterns.h.
 *
 * SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "lib/text/proof_patterns.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/proof_table.h"

extern const char proof_patterns_tsv[];
extern const size_t proof_patterns_tsv_bytes;

#define MATCH_LIMIT 100000
#define COMPILATION_LINES 200

struct pattern {
    struct proof_kind kind;
    const char *suggest; /* as in the table */
    pcre2_code *code;
    bool width;       /* T-HALF */
    bool digit, half; /* looked for only in lines with a digit, with a half-width mark */
};

struct proof_patterns {
    struct pattern *list;
    size_t n;
    pcre2_match_context *limits;
};

static void release(void *arg)
{
    struct proof_patterns *p = arg;
    for (size_t i = 0; i < p->n; i++)
        pcre2_code_free(p->list[i].code);
    pcre2_match_context_free(p->limits);
}

/* {H} and {N} of the table become character classes. */
static const char *expand(struct arena *a, const char *regex)
{
    static const struct {
        const char *name, *inside, *alone;
    } macros[] = {{"{H}", "\\x{3400}-\\x{9fff}〇", "[\\x{3400}-\\x{9fff}〇]"},
        {"{N}", "一二三四五六七八九十", "[一二三四五六七八九十]"}};
    struct buf b;
    bool in_class = false;
    buf_init(&b, 0);
    for (const char *p = regex; *p; p++) {
        size_t i = 0;
        while (i < COUNT_OF(macros) && strncmp(p, macros[i].name, 3) != 0)
            i++;
        if (i < COUNT_OF(macros)) {
            buf_adds(&b, in_class ? macros[i].inside : macros[i].alone);
            p += 2;
            continue;
        }
        if (*p == '\\') {
            buf_addc(&b, *p++);
        } else if (*p == '[') {
            in_class = true;
        } else if (*p == ']') {
            in_class = false;
        }
        buf_addc(&b, *p);
    }
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

static pcre2_code *compile(const char *regex)
{
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
        PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &at, NULL);
    if (!code)
        die("data/proof/patterns.tsv: %s at %zu", regex, (size_t)at);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* slower without, but the same */
    return code;
}

struct proof_patterns *proof_patterns_new(struct arena *a)
{
    struct proof_patterns *p = ARENA_NEW(a, struct proof_patterns);
    struct table_row row;
    size_t at = 0, cap = 256;
    p->list = ARENA_ARRAY(a, struct pattern, cap);
    p->limits = pcre2_match_context_create(NULL);
    BUG_ON(!p->limits);
    pcre2_set_match_limit(p->limits, MATCH_LIMIT);
    while (table_next(a, proof_patterns_tsv, proof_patterns_tsv_bytes, &at, &row)) {
        BUG_ON(row.n < 5 || p->n == cap);
        struct proof_kind kind = {row.cell[0], row.cell[1], table_severity(row.cell[2]),
            (int)strtol(row.cell[3], NULL, 10)};
        p->list[p->n++] = (struct pattern){kind, row.n > 5 ? row.cell[5] : "",
            compile(expand(a, row.cell[4])), strcmp(kind.code, "T-HALF") == 0,
            row.n > 6 && strchr(row.cell[6], 'd'), row.n > 6 && strchr(row.cell[6], 'h')};
    }
    arena_defer(a, release, p);
    return p;
}

static const struct {
    char half;
    const char *full;
} widths[] = {
    {',', "，"}, {';', "；"}, {':', "："}, {'?', "？"}, {'!', "！"}, {'(', "（"}, {')', "）"}};

static const char *full_width(char half)
{
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        if (widths[i].half == half)
            return widths[i].full;
    return "";
}

void proof_widths_count(struct proof_widths *c, const char *line)
{
    for (const unsigned char *p = (const unsigned char *)line; *p; p++) {
        if (*p == 0xEF && p[1] == 0xBC &&
            (p[2] == 0x8C || p[2] == 0x9B || p[2] == 0x9A || p[2] == 0x9F || p[2] == 0x81 ||
                p[2] == 0x88 || p[2] == 0x89))
            c->full[p[2] - 0x60]++;
        else if (*p < 128 && *p != ' ' && (*full_width((char)*p)) &&
                 p > (const unsigned char *)line && (p[-1] >= 128 || p[1] >= 128))
            c->half[*p]++;
    }
}

/* A mark that is half-width next to Chinese at least five times, and at least as often as full:
 * the source was folded, which one rule cannot mend. So may be any part of a long compilation. */
void proof_widths_judge(const struct proof_widths *c, size_t n_lines, bool half_is_normal[128])
{
    for (size_t i = 0; i < COUNT_OF(widths); i++) {
        unsigned char half = (unsigned char)widths[i].half;
        half_is_normal[half] = n_lines > COMPILATION_LINES ||
                               (c->half[half] >= 5 && c->half[half] * 2 >= c->full[half]);
    }
}

/* 〇 for everything that was used in its place. */
static void add_zeros(struct buf *b, const char *p, const char *end)
{
    while (p < end) {
        uint32_t cp = utf8_next(&p, end);
        bool zero =
            cp == 'O' || cp == '0' || cp == 0x25CB || cp == 0x96F6 || cp == 0xFF10 || cp == 0xFF2F;
        buf_addcp(b, zero ? 0x3007 : cp);
    }
}

/* One alternative of the table: $1 group, $F first character, $W full width, $Z 〇, $X without 、,
 * $Y century put before the two digits. */
static const char *fill(
    struct proof_work *w, const char *s, size_t n, const PCRE2_SIZE *groups, uint32_t n_groups)
{
    struct buf b;
    const char *from = w->text + groups[0], *end = w->text + groups[1];
    buf_init(&b, 0);
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '$' || i + 1 == n) {
            buf_addc(&b, s[i]);
            continue;
        }
        char c = s[++i];
        if (c >= '1' && c <= '9' && (uint32_t)(c - '0') < n_groups) {
            PCRE2_SIZE g = groups[2 * (c - '0')], h = groups[2 * (c - '0') + 1];
            if (g != PCRE2_UNSET)
                buf_add(&b, w->text + g, h - g);
        } else if (c == 'F') {
            buf_add(&b, from, utf8_prefix(from, 1));
        } else if (c == 'W') {
            buf_adds(&b, full_width(*from));
        } else if (c == 'Z') {
            add_zeros(&b, from, end);
        } else if (c == 'X') {
            buf_add(&b, from, 3);
            buf_add(&b, end - 3, 3);
        } else if (c == 'Y') {
            buf_adds(&b, *from < '5' ? "20" : "19");
            buf_add(&b, from, 2);
        }
    }
    const char *out = arena_strndup(w->a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

static void add_match(
    struct proof_work *w, const struct pattern *p, const PCRE2_SIZE *groups, uint32_t n_groups)
{
    const char *s = p->suggest;
    struct proof_finding *f = proof_add(w, &p->kind, groups[0], groups[1], NULL);
    if (!f || !strcmp(s, "-"))
        return;
    for (;;) {
        size_t n = strcspn(s, "|");
        proof_suggest(f, fill(w, s, n, groups, n_groups));
        if (!s[n])
            break;
        s += n + 1;
    }
}

static void run(struct proof_work *w, const struct proof_patterns *all, const struct pattern *p,
    pcre2_match_data *md)
{
    PCRE2_SIZE at = 0;
    while (at < w->size && !proof_line_full(w, p->kind.severity)) {
        int rc = pcre2_match(
            p->code, (PCRE2_SPTR)w->text, w->size, at, PCRE2_NO_UTF_CHECK, md, all->limits);
        if (rc <= 0)
            return;
        const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(md);
        bool folded = p->width && !w->req->all && w->half_is_normal[w->text[groups[0]] & 127];
        if (!folded && groups[1] > groups[0])
            add_match(w, p, groups, (uint32_t)rc);
        const char *next = w->text + groups[1];
        if (groups[1] <= at && groups[1] < w->size)
            next += utf8_prefix(next, 1);
        at = (PCRE2_SIZE)(next - w->text);
        if (groups[1] >= w->size)
            return;
    }
}

void proof_patterns_check(struct proof_work *w)
{
    const struct proof_patterns *p = w->reader->patterns;
    pcre2_match_data *md = pcre2_match_data_create(10, NULL);
    BUG_ON(!md);
    bool digit = strpbrk(w->text, "0123456789"), half = strpbrk(w->text, ",;:?!()");
    for (size_t i = 0; i < p->n; i++) {
        const struct pattern *x = &p->list[i];
        if ((w->req->all || x->kind.confidence >= PROOF_SURE) && (digit || !x->digit) &&
            (half || !x->half))
            run(w, p, x, md);
    }
    pcre2_match_data_free(md);
}
