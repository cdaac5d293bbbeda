/* Reading 自2018年9月1日起施行，有效期5年 and its kin; see term_text.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/term_text.h"

#include <string.h>

#include "disclosure/normdoc/term.h"
#include "lib/text/numeral.h"
#include "lib/text/sentence.h"

/* A sentence being read. */
struct said {
    const char *p, *end;
    struct norm_term_text *out;
};

static const struct norm_term_text nothing = {.from = {DAY_NONE}, .last = {DAY_NONE}, .words = ""};

static const char *find_in(const char *p, const char *end, const char *word)
{
    return p < end ? memmem(p, (size_t)(end - p), word, strlen(word)) : NULL;
}

static bool any_in(const char *p, const char *end, const char *const *words)
{
    for (; *words; words++)
        if (find_in(p, end, *words))
            return true;
    return false;
}

static bool skip(const char **p, const char *end, const char *word)
{
    size_t n = strlen(word);
    bool yes = (size_t)(end - *p) >= n && memcmp(*p, word, n) == 0;
    *p += yes ? n : 0;
    return yes;
}

static void skip_any(const char **p, const char *end, const char *const *words)
{
    for (size_t i = 0; words[i];)
        i = skip(p, end, words[i]) ? 0 : i + 1;
}

static const char *const blanks[] = {" ", "　", "\n", "\xC2\xA0", NULL};

static bool read_day(const char **p, const char *end, struct day *out)
{
    skip_any(p, end, blanks);
    size_t n = date_read(*p, (size_t)(end - *p), out);
    *p += n;
    return n > 0;
}

/* N年, N个月, N周年; a date is none. */
static bool read_span(const char *p, const char *end, int *months)
{
    int64_t value;
    skip_any(&p, end, blanks);
    size_t n = number_read(p, (size_t)(end - p), &value);
    p += n;
    skip_any(&p, end, blanks);
    if (!n || value < 1 || value > 600)
        return false;
    if (skip(&p, end, "年") || skip(&p, end, "周年"))
        *months = (int)value * 12;
    else if (skip(&p, end, "个月"))
        *months = (int)value;
    else
        return false;
    return *months <= 600;
}

/* 自2018年9月1日起: the day that force begins on; none when the sentence has none. */
static struct day begins(const char *p, const char *end)
{
    static const char *const from[] = {"自", "从", "于", NULL};
    for (size_t i = 0; from[i]; i++)
        for (const char *at = p; (at = find_in(at, end, from[i]));) {
            struct day day;
            at += strlen(from[i]);
            const char *q = at;
            if (read_day(&q, end, &day))
                return day;
        }
    return day_none();
}

/* 至2023年8月31日, perhaps behind 自…起. */
static bool read_until(const char *p, const char *end, struct day *last)
{
    static const char *const until[] = {
        "截止到", "截至到", "截止至", "截止", "截至", "至", "到", "—", "－", "-", "～", "~", NULL};
    static const char *const between[] = {"自", "从", "起", "（含）", "止", " ", NULL};
    struct day day;
    skip_any(&p, end, between);
    if (read_day(&p, end, &day)) /* the first day */
        skip_any(&p, end, between);
    for (size_t i = 0; until[i]; i++)
        if (skip(&p, end, until[i]))
            return read_day(&p, end, last);
    return false;
}

static bool keep(struct said *s, struct norm_term_text found)
{
    found.found = true;
    if (!day_given(found.from))
        found.from = begins(s->p, s->end);
    *s->out = found;
    return true;
}

/* What follows 有效期 and the like. */
static bool read_period(struct said *s, const char *p)
{
    static const char *const fill[] = {"限", "为", "是", "：", ":", "暂定", "定为", "均", "共",
        "（", "期间", " ", "　", "\n", NULL};
    static const char *const endless[] = {"长期", "无限期", "永久", NULL};
    static const char *const to_the_day[] = {"自", "从", NULL};
    struct norm_term_text f = nothing;
    skip_any(&p, s->end, fill);
    for (size_t i = 0; endless[i]; i++)
        if (skip(&p, s->end, endless[i])) {
            f.endless = true;
            return keep(s, f);
        }
    if (read_until(p, s->end, &f.last))
        return keep(s, f);
    for (size_t i = 0; to_the_day[i]; i++) /* 自印发之日起五年 */
        if (skip(&p, s->end, to_the_day[i])) {
            const char *since = find_in(p, s->end, "起");
            f.from = begins(p - strlen(to_the_day[i]), s->end);
            p = since ? since + strlen("起") : p;
            skip(&p, s->end, "计算");
            skip_any(&p, s->end, fill);
        }
    return read_span(p, s->end, &f.months) && keep(s, f);
}

static const char *const others[] = {"证", "执照", "许可", "资格", "合同", "协议", "批文", "承诺",
    "报告", "标志", "标识", "卡", "票", "检验", "检测", "处罚", "公示", "批复", "聘", NULL};
static const char *const force[] = {
    "施行", "实施", "执行", "试行", "印发", "公布", "发布", "下发", "生效", NULL};

/* Whether the word at `at` speaks of this text: 本办法有效期, or …起施行，有效期; not 许可证有效期.
 */
static bool its_own(const struct said *s, const char *at)
{
    static const char *const marks[] = {"，", "；", "：", "。", NULL};
    static const char *const own[] = {"本", "该", "其", "文件", "并", NULL};
    const char *clause = s->p;
    for (size_t i = 0; marks[i]; i++)
        for (const char *m = s->p; (m = find_in(m, at, marks[i]));) {
            m += strlen(marks[i]);
            clause = m > clause ? m : clause;
        }
    if (any_in(s->p, at, others))
        return false;
    if (clause == at || any_in(clause, at, force))
        return s->p == at || any_in(s->p, at, force);
    for (size_t i = 0; own[i]; i++) {
        const char *q = clause;
        if (skip(&q, at, own[i]))
            return true;
    }
    return false;
}

/* 有效期五年, 试行期限一年. */
static bool by_noun(struct said *s)
{
    static const char *const nouns[] = {
        "有效期", "有效时间", "试行期", "暂行期", "施行期", "执行期", "实施期", NULL};
    for (size_t i = 0; nouns[i]; i++)
        for (const char *at = s->p; (at = find_in(at, s->end, nouns[i]));) {
            const char *word = at;
            at += strlen(nouns[i]);
            if (its_own(s, word) && read_period(s, at))
                return true;
        }
    return false;
}

/* 试行两年, 施行至2020年12月31日, 自…起施行，至…止. */
static bool by_verb(struct said *s)
{
    static const char *const verbs[] = {
        "试行", "施行", "执行", "实施", "暂行", "适用", "有效", NULL};
    static const char *const ends[] = {"止", "废止", "失效", "停止", "结束", "自动", "自行", NULL};
    static const char *const pause[] = {"，", "、", "期限", "时间", "为", "期", " ", NULL};
    for (size_t i = 0; verbs[i]; i++)
        for (const char *at = s->p; (at = find_in(at, s->end, verbs[i]));) {
            struct norm_term_text f = nothing;
            const char *word = at, *p = at += strlen(verbs[i]);
            bool near = read_span(p, s->end, &f.months) || read_until(p, s->end, &f.last);
            skip_any(&p, s->end, pause);
            bool closed = !near && any_in(p, s->end, ends) && read_until(p, s->end, &f.last);
            if ((near || closed) && !any_in(s->p, word, others))
                return keep(s, f);
        }
    return false;
}

/* 自2018年9月1日至2023年8月31日施行 */
static bool by_range(struct said *s)
{
    struct norm_term_text f = nothing;
    const char *at = find_in(s->p, s->end, "自");
    const char *then = at ? at + strlen("自") : NULL, *p = then;
    struct day from;
    if (!at || !read_day(&p, s->end, &from) || any_in(s->p, at, others))
        return false;
    static const char *const verbs[] = {"施行", "执行", "实施", "有效", "试行", NULL};
    if (!read_until(then, s->end, &f.last) || !any_in(p, s->end, verbs))
        return false;
    f.from = from;
    return keep(s, f);
}

static bool long_term(struct said *s)
{
    static const char *const words[] = {"长期有效", "长期施行", "长期执行", NULL};
    static const char *const own[] = {"本", "施行", "实施", NULL};
    if (!any_in(s->p, s->end, words) || !any_in(s->p, s->end, own) || any_in(s->p, s->end, others))
        return false;
    struct norm_term_text f = nothing;
    f.endless = true;
    return keep(s, f);
}

void norm_term_read(struct arena *a, const char *plain, struct day effective, struct day formed,
    struct norm_term_text *out)
{
    size_t n = strlen(plain), at = 0;
    struct text_span span;
    *out = nothing;
    while (sentence_next(plain, n, &at, &span)) {
        struct norm_term_text found;
        struct said s = {plain + span.start, plain + span.end, &found};
        if (!by_noun(&s) && !by_range(&s) && !by_verb(&s) && !long_term(&s))
            continue;
        *out = found;
        out->words = arena_strndup(a, s.p, (size_t)(s.end - s.p));
    }
    if (!out->found)
        return;
    if (!day_given(out->from))
        out->from = day_given(effective) ? effective : formed;
    if (out->months)
        out->last = norm_last_day(out->from, out->months);
}
