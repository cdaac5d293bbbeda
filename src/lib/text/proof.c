/* Runs every check over the lines of a text and puts the findings in order; see proof.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/text/proof_chars.h"
#include "lib/text/proof_dates.h"
#include "lib/text/proof_laws.h"
#include "lib/text/proof_lists.h"
#include "lib/text/proof_named.h"
#include "lib/text/proof_order.h"
#include "lib/text/proof_pairs.h"
#include "lib/text/proof_patterns.h"
#include "lib/text/proof_protect.h"
#include "lib/text/proof_words.h"
#include "lib/text/proof_work.h"

#define LONG_LINE_BYTES 65536 /* a longer paragraph is checked by the linear rules only */
#define LINE_FINDINGS 300     /* of a paragraph; what must not go out is told beyond that, too */

static const struct {
    const char *code, *name;
} names[] = {
    {"T-CHAR", "错别字"},
    {"T-WORD", "固定写法有误"},
    {"T-HALF", "半角标点"},
    {"T-DUP-P", "标点重复或冲突"},
    {"T-BR-PAIR", "括号或引号不成对"},
    {"T-BR-NEST", "括号、书名号或引号嵌套有误"},
    {"T-ORD-1", "带括号的序号后不加标点"},
    {"T-ORD-2", "阿拉伯数字序号后用下脚点"},
    {"T-ORD-3", "中文序号后的标点有误"},
    {"T-ORD-SEQ", "序号不连续"},
    {"T-ELL", "省略号有误"},
    {"T-DASH", "破折号有误"},
    {"T-QUOTE-CHAIN", "并列的引号、书名号之间不加顿号"},
    {"T-COLON2", "一句里有两个冒号"},
    {"T-TITLE-P", "标题里的标点"},
    {"T-LEAD", "段首不应有标点"},
    {"T-REP-C", "重复的字"},
    {"T-REP-W", "重复的词语"},
    {"T-MISS", "缺字"},
    {"T-LABEL", "项目名称后应用冒号"},
    {"T-DATE-1", "日期不完整"},
    {"T-DATE-2", "日期不存在"},
    {"T-DATE-3", "星期与日期不符"},
    {"T-DATE-4", "年份应写四位"},
    {"T-DATE-5", "时间先后有误"},
    {"T-NUM-1", "概数之间不加顿号"},
    {"T-NUM-2", "约数重复"},
    {"T-NUM-3", "减少不能用倍"},
    {"T-NUM-4", "数字写法混用"},
    {"T-NUM-5", "中文年份用〇"},
    {"T-NUM-6", "数目与列举不符"},
    {"T-SEQ", "固定提法的内容或顺序有误"},
    {"T-REF", "引用的条文不存在"},
    {"T-LAW", "法规名称有误"},
    {"T-UNIT", "单位名称有误"},
    {"T-NAME", "姓名有误"},
    {"T-PII", "个人信息"},
    {"T-SECRET", "国家秘密标志"},
    {"T-SPACE", "汉字之间有空格"},
    {"D-BRK", "文号的年份应用六角括号"},
    {"D-BRK-MIX", "文号的括号不成对"},
    {"D-YEAR", "文号的年份有误"},
    {"D-ZERO", "文号的顺序号不编虚位"},
    {"D-DI", "文号的顺序号前不加“第”"},
    {"D-HAO", "文号缺“号”"},
    {"D-SPACE", "文号里有空格"},
    {"D-AMBIG", "文号不清楚"},
};

const char *proof_code_name(const char *code)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!strcmp(names[i].code, code))
            return names[i].name;
    return code;
}

bool proof_line_full(const struct proof_work *w, enum proof_severity s)
{
    return w->of_line >= LINE_FINDINGS && s != PROOF_VETO;
}

/* Spelling only: a name may hold neither personal data nor half a bracket. */
static bool is_spelling(const char *code)
{
    return !strcmp(code, "T-WORD") || !strcmp(code, "T-CHAR") || !strcmp(code, "T-REP-C") ||
           !strcmp(code, "T-REP-W") || !strcmp(code, "T-MISS");
}

struct proof_finding *proof_add_at(struct proof_work *w, const struct proof_kind *kind, size_t line,
    size_t from, size_t to, const char *suggest)
{
    if ((kind->confidence < PROOF_SURE && !w->req->all) || proof_line_full(w, kind->severity) ||
        (w->n_spans && is_spelling(kind->code) && proof_protected(w, from, to)))
        return NULL;
    w->of_line++;
    if (w->n == w->cap) {
        size_t cap = w->cap ? w->cap * 2 : 64;
        struct proof_finding *more = ARENA_ARRAY(w->a, struct proof_finding, cap);
        if (w->n)
            memcpy(more, w->found, w->n * sizeof *more);
        w->found = more;
        w->cap = cap;
    }
    struct proof_finding *f = &w->found[w->n++];
    *f = (struct proof_finding){.code = kind->code,
        .class = kind->class,
        .line = line,
        .from = from,
        .to = to,
        .severity = kind->severity,
        .note = "",
        .confidence = kind->confidence};
    if (suggest)
        proof_suggest(f, suggest);
    return f;
}

struct proof_finding *proof_add(struct proof_work *w, const struct proof_kind *kind, size_t from,
    size_t to, const char *suggest)
{
    return proof_add_at(w, kind, w->line, from, to, suggest);
}

void proof_suggest(struct proof_finding *f, const char *suggest)
{
    if (f->n_suggest < COUNT_OF(f->suggest))
        f->suggest[f->n_suggest++] = suggest;
}

enum st proofreader_open(const char *model_path, struct proofreader **out, struct err *e)
{
    struct arena *a = arena_new();
    struct proofreader *p = ARENA_NEW(a, struct proofreader);
    p->mem = a;
    if (model_path && *model_path) {
        struct proof_model *m = ARENA_NEW(a, struct proof_model);
        enum st st = proof_model_open(m, model_path, e);
        if (st) {
            arena_free(&a);
            return st;
        }
        p->model = m;
    }
    p->patterns = proof_patterns_new(a);
    p->words = proof_words_new(a);
    p->lists = proof_lists_new(a);
    if (p->model) {
        size_t n;
        p->laws = proof_laws_new(a, p->model->table, p->model->head->table_bytes, &n);
        proof_words_add(p->words, p->model->table, n);
    }
    *out = p;
    return ST_OK;
}

void proofreader_free(struct proofreader **p)
{
    if (!*p)
        return;
    struct arena *a = (*p)->mem;
    if ((*p)->model)
        proof_model_close((*p)->model);
    *p = NULL;
    arena_free(&a);
}

bool proofreader_has_model(const struct proofreader *p)
{
    return p->model != NULL;
}

struct address { /* the last one on the web that begins before the finding at hand */
    size_t line;
    const char *from, *to; /* NULL: none so far */
    const char *next;      /* the one behind it; NULL: the line has no more */
};

/* An address on the web may hold any mark. Findings come in order: each line is read once. */
static bool in_address(struct address *a, const struct proof_finding *f, const char *line)
{
    const char *at = line + f->from;
    if (a->line != f->line)
        *a = (struct address){f->line, NULL, NULL, strstr(line, "://")};
    while (a->next && a->next <= at) {
        a->from = a->next;
        a->to = a->from + 3;
        while (*a->to > ' ' && *a->to < 127)
            a->to++;
        a->next = strstr(a->to, "://");
    }
    return a->from && at < a->to;
}

/* A rule that knows what stands there beats one that only sees a mark or a character. */
static bool is_general(const struct proof_finding *f)
{
    return !strcmp(f->code, "T-HALF") || !strcmp(f->code, "T-CHAR");
}

/* Better first: more severe, then surer, then longer. */
static bool beats(const struct proof_finding *a, const struct proof_finding *b)
{
    if (is_general(a) != is_general(b))
        return is_general(b);
    if (a->severity != b->severity)
        return a->severity < b->severity;
    if (a->to - a->from != b->to - b->from)
        return a->to - a->from > b->to - b->from;
    return a->confidence > b->confidence;
}

static int by_place(const void *x, const void *y)
{
    const struct proof_finding *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to != b->to ? (a->to < b->to ? -1 : 1) : strcmp(a->code, b->code);
}

static size_t chars(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

/* Characters and words of what stays. */
static void place(struct proof_work *w)
{
    size_t line = SIZE_MAX, at = 0, count = 0;
    for (size_t i = 0; i < w->n; i++) {
        struct proof_finding *f = &w->found[i];
        const char *s = w->req->lines[f->line];
        if (f->line != line)
            at = count = 0;
        line = f->line;
        count += chars(s + at, f->from - at);
        at = f->from;
        f->start = count;
        f->end = count + chars(s + f->from, f->to - f->from);
        if (!f->text)
            f->text = arena_strndup(w->a, s + f->from, f->to - f->from);
    }
}

/* One finding for one place. */
static void resolve(struct proof_work *w)
{
    size_t n = 0;
    struct address address = {SIZE_MAX, NULL, NULL, NULL};
    if (w->n)
        qsort(w->found, w->n, sizeof *w->found, by_place);
    for (size_t i = 0; i < w->n; i++) {
        struct proof_finding *f = &w->found[i], *last = n ? &w->found[n - 1] : NULL;
        if (strncmp(f->code, "T-PII", 5) != 0 && in_address(&address, f, w->req->lines[f->line]))
            continue;
        if (last && last->line == f->line && f->from < last->to) {
            if (beats(f, last))
                *last = *f;
            continue;
        }
        w->found[n++] = *f;
    }
    w->n = n;
}

static void drop_accepted(struct proof_work *w)
{
    struct map *m = map_new(w->a);
    size_t n = 0;
    for (size_t i = 0; i < w->req->n_accepted; i++)
        map_set(m, w->req->accepted[i], m);
    for (size_t i = 0; i < w->n; i++) {
        struct proof_finding *f = &w->found[i];
        bool serious = f->severity == PROOF_VETO;
        if (serious || !map_find(m, arena_printf(w->a, "%s\t%s", f->code, f->text)))
            w->found[n++] = *f;
    }
    w->n = n;
}

static void check_line(
    struct proof_work *w, struct proof_quotes *q, struct proof_order *o, struct guess_line *l)
{
    proof_patterns_check(w);
    proof_words_check(w);
    proof_privacy_check(w);
    if (l)
        proof_chars_check(w, l);
    if (w->size > LONG_LINE_BYTES)
        return;
    proof_pairs_check(w, q);
    proof_dates_check(w);
    proof_order_check(w, o);
    proof_lists_check(w);
    proof_laws_check(w);
    proof_docno_check(w);
    proof_title_check(w);
    proof_units_check(w);
}

size_t proof_check(const struct proofreader *p, struct arena *a, const struct proof_request *req,
    const struct proof_finding **list)
{
    struct proof_work w = {.reader = p, .req = req, .a = a};
    struct proof_widths widths = {{0}, {0}};
    struct proof_quotes quotes = {.n = 0};
    struct proof_order order;
    struct guess_line *guesses = p->model ? ARENA_NEW(a, struct guess_line) : NULL;
    for (size_t i = 0; i < req->n_lines; i++)
        proof_widths_count(&widths, req->lines[i]);
    proof_widths_judge(&widths, req->n_lines, w.half_is_normal);
    proof_order_begin(req, &order);
    proof_protect_begin(&w);
    for (w.line = 0; w.line < req->n_lines; w.line++) {
        w.of_line = 0;
        w.text = req->lines[w.line];
        w.size = strlen(w.text);
        proof_protect_line(&w);
        check_line(&w, &quotes, &order, guesses);
    }
    w.of_line = w.n_spans = 0;
    proof_pairs_end(&w, &quotes);
    resolve(&w);
    place(&w);
    if (req->n_accepted)
        drop_accepted(&w);
    *list = w.found;
    return w.n;
}

const char *proof_apply(
    struct arena *a, const char *line, const struct proof_finding *list, size_t n)
{
    struct buf b;
    size_t at = 0;
    buf_init(&b, strlen(line) * 8 + 65536);
    for (size_t i = 0; i < n; i++) {
        if (!list[i].n_suggest || list[i].from < at)
            continue;
        buf_add(&b, line + at, list[i].from - at);
        buf_adds(&b, list[i].suggest[0]);
        at = list[i].to;
    }
    buf_adds(&b, line + at);
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}
