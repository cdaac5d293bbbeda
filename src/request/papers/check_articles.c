/* The articles a reply cites: of the right regulation, those of its kind, and no others'.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

#define MAX_CITED 60

struct citation {
    int article, part; /* part 0: the whole */
};

struct cited {
    struct citation at[MAX_CITED];
    size_t n;
};

/* 一 … 九十九 or digits at *s, moved behind it; 0 when there is none. */
static int read_number(const char **s)
{
    static const char digits[] = "一二三四五六七八九";
    int tens = 0, ones = 0;
    char *end;
    if (**s >= '0' && **s <= '9') {
        ones = (int)strtol(*s, &end, 10);
        *s = end;
        return ones;
    }
    for (;; *s += 3) {
        if (strncmp(*s, "十", 3) == 0) {
            tens = ones ? ones : 1;
            ones = 0;
            continue;
        }
        int d = 0;
        for (int i = 0; i < 9; i++)
            if (strncmp(*s, digits + 3 * i, 3) == 0)
                d = i + 1;
        if (!d)
            return tens * 10 + ones;
        ones = d;
    }
}

static bool skip(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}

/* 第（二）项, 第一款 at *s; 0 when neither. */
static int read_part(const char **s)
{
    const char *p = *s;
    if (!skip(&p, "第"))
        return 0;
    bool bracket = skip(&p, "（");
    int part = read_number(&p);
    if (bracket)
        skip(&p, "）");
    if (!part || !(skip(&p, "项") || skip(&p, "款")))
        return 0;
    *s = p;
    return part;
}

/* 第三十六条第（二）项、第三十七条 … behind the name of the regulation. */
static void read_list(const char *s, struct cited *out)
{
    static const char close[] = "）";
    if (skip(&s, "（")) {
        const char *end = strstr(s, close);
        s = end ? end + sizeof close - 1 : s;
    }
    while (out->n < MAX_CITED && skip(&s, "第")) {
        struct citation c = {read_number(&s), 0};
        if (!c.article || !skip(&s, "条"))
            return;
        c.part = read_part(&s);
        out->at[out->n++] = c;
        for (int more; out->n < MAX_CITED;) { /* 第（一）项、第（二）项 */
            const char *p = s;
            if (!(skip(&p, "、") || skip(&p, "和")) || !(more = read_part(&p)))
                break;
            out->at[out->n++] = (struct citation){c.article, more};
            s = p;
        }
        if (!(skip(&s, "、") || skip(&s, "和") || skip(&s, "及") || skip(&s, "，")))
            return;
    }
}

static void read_citations(const char *text, struct cited *out)
{
    static const char *const names[] = {
        "政府信息公开条例》", "《条例》", "政府信息公开条例", "本条例", "条例"};
    for (const char *p = text; (p = strstr(p, "条例"));) {
        const char *after = p;
        for (size_t i = 0; i < COUNT_OF(names) && after == p; i++) {
            const char *at = strstr(names[i], "条例");
            size_t before = (size_t)(at - names[i]), n = strlen(names[i]);
            if ((size_t)(p - text) >= before && strncmp(p - before, names[i], n) == 0)
                after = p - before + n;
        }
        p += strlen("条例");
        read_list(after, out);
    }
}

static struct citation parse_article(const char *s)
{
    char *end;
    struct citation c = {(int)strtol(s, &end, 10), 0};
    if (*end == '(')
        c.part = (int)strtol(end + 1, NULL, 10);
    return c;
}

static bool cites(const struct cited *c, struct citation want)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].article == want.article && (!want.part || c->at[i].part == want.part))
            return true;
    return false;
}

/* Calls for each of the comma-separated articles; true when any call is true. */
static bool each_article(const char *articles, struct citation c)
{
    for (const char *p = articles; p && *p;) {
        struct citation at = parse_article(p);
        if (at.article == c.article && (!at.part || !c.part || at.part == c.part))
            return true;
        p += strcspn(p, ",");
        p += strspn(p, ", ");
    }
    return false;
}

/* Does this reply, or a withheld part of it, rest on the article? */
static bool ours(const struct check *c, struct citation at)
{
    if (each_article(paper_articles(c->f->regime, c->f->v[FACT_CODE].text), at))
        return true;
    for (size_t i = 0; i < c->f->n_withheld; i++)
        if (each_article(paper_articles(c->f->regime, c->f->withheld[i].code), at))
            return true;
    return false;
}

/* RULE C2: the regulation of 2008 is silent on corrections that do not come; the notice that ends
 * such a request rests on the article that asked for it, registered as its other basis. */
static bool ending_rests_on(const struct check *c, struct citation at)
{
    struct cited basis = {.n = 0};
    if (strcmp(c->kind->key, "stop") != 0 || c->f->regime != REGIME_OLD)
        return false;
    read_citations(check_plain(c->f->a, paper_fact_text(c->f, FACT_OTHER_BASIS)), &basis);
    return cites(&basis, at);
}

static bool others(const struct check *c, struct citation at)
{
    for (size_t i = 0; i < n_reply_codes; i++)
        if (each_article(paper_articles(c->f->regime, reply_codes[i].code), at))
            return true;
    return false;
}

static void want_articles(struct check *c, const struct cited *cited, const char *articles)
{
    struct arena *a = c->f->a;
    for (const char *p = articles; p && *p;) {
        size_t n = strcspn(p, ",");
        const char *one = arena_strndup(a, p, n);
        if (!cites(cited, parse_article(one)))
            check_say(c, "C2", "正文", arena_printf(a, "没有引用条例%s", paper_article(a, one)),
                arena_printf(a, "这种答复的依据是%s%s，请写明", paper_regulation(c->f->regime),
                    paper_article(a, one)));
        p += n;
        p += strspn(p, ", ");
    }
}

/* Articles that speak of requests and replies at all. */
static bool of_regime(enum foi_regime regime, int article)
{
    if (regime == REGIME_OLD)
        return article == 8 || (article >= 13 && article <= 28);
    return (article >= 10 && article <= 18) || (article >= 27 && article <= 47);
}

static void judge_cited(struct check *c, const struct cited *cited)
{
    struct arena *a = c->f->a;
    for (size_t i = 0; i < cited->n; i++) {
        struct citation at = cited->at[i];
        const char *words =
            paper_article(a, at.part ? arena_printf(a, "%d(%d)", at.article, at.part)
                                     : arena_printf(a, "%d", at.article));
        if (ours(c, at) || ending_rests_on(c, at))
            continue;
        if (!of_regime(c->f->regime, at.article))
            check_say(c, "C2", "正文",
                arena_printf(a, "引用的条例%s不是所适用的条例中关于答复的规定", words),
                c->f->regime == REGIME_OLD
                    ? "2019年5月15日前收到的申请适用2008年的条例（国务院令第492号），请更正条款"
                    : "2019年5月15日以后收到的申请适用修订后的条例（国务院令第711号），请更正条款");
        else if (others(c, at))
            check_say(c, "C2", "正文", arena_printf(a, "引用的条例%s是另一种答复的依据", words),
                "请改为与答复类型相符的条款，或者更正答复类型");
    }
}

static void check_regime(struct check *c)
{
    bool old = c->f->regime == REGIME_OLD;
    if (!check_has(c, "政府信息公开条例"))
        check_say(c, "C2", "正文", "没有写明法律依据的名称",
            "请写明《中华人民共和国政府信息公开条例》和条款");
    if (check_has(c, old ? "令第711号" : "令第492号"))
        check_say(c, "C2", "正文", "引用了不适用的条例",
            old ? "这件申请适用2008年的条例（国务院令第492号），请更正"
                : "这件申请适用修订后的条例（国务院令第711号），请更正");
}

/* Papers that are no replies: the article they rest on, NULL where the regulation of 2008 did not
 * know them, "" where none is cited. */
static const struct {
    const char *kind, *of_2008, *of_2019;
} kind_articles[] = {
    {"correction", "21(4)", "30"},
    {"extension", "24", "33"},
    {"consult", "23", "32"},
    {"consult_notice", "23", "32"},
    {"third", "23", "32"},
    {"reasons", NULL, "35"},
    {"fee", NULL, "42"},
};

/* RULE C2, F1, R7: the article, fees from 2021 only, a later day of reply. */
void check_kind(struct check *c)
{
    const struct paper_value *v = c->f->v;
    bool old = c->f->regime == REGIME_OLD;
    for (size_t i = 0; i < COUNT_OF(kind_articles); i++) {
        const char *articles = old ? kind_articles[i].of_2008 : kind_articles[i].of_2019;
        struct cited cited = {.n = 0};
        if (strcmp(kind_articles[i].kind, c->kind->key) != 0)
            continue;
        if (!articles) {
            check_say(c, "C2", "文书种类", "2008年的条例没有这种程序",
                "2019年5月15日前收到的申请不用这种文书");
            return;
        }
        check_regime(c);
        read_citations(c->text, &cited);
        want_articles(c, &cited, articles);
    }
    if (strcmp(c->kind->key, "fee") == 0 && v[FACT_ISSUED].given &&
        v[FACT_ISSUED].day.n < day_of(2021, 1, 1).n)
        check_say(c, "F1", "成文日期", "2021年1月1日前不收取信息处理费", "请不要发出收费通知书");
    if (strcmp(c->kind->key, "extension") == 0 && v[FACT_EXTENDED_DUE].given && v[FACT_DUE].given &&
        v[FACT_EXTENDED_DUE].day.n <= v[FACT_DUE].day.n)
        check_say(c, "R7", "延长后期限", "延长后的期限不晚于原答复期限", "请更正延长后期限");
}

/* RULE C2, K3: the regulation of the right time, its article, and what it needs besides. */
void check_articles(struct check *c)
{
    const char *code = c->f->v[FACT_CODE].text;
    struct cited cited = {.n = 0};
    if (!reply_code_find(code))
        return;
    if (!paper_articles(c->f->regime, code)) {
        check_say(c, "C2", "答复类型", "2008年的条例没有这种答复", "请更正答复类型");
        return;
    }
    if (*paper_articles(c->f->regime, code))
        check_regime(c);
    read_citations(c->text, &cited);
    want_articles(c, &cited, paper_articles(c->f->regime, code));
    for (size_t i = 0; i < c->f->n_withheld; i++)
        want_articles(c, &cited, paper_articles(c->f->regime, c->f->withheld[i].code));
    judge_cited(c, &cited);
    if (check_code_in(c, "P1") && !c->f->n_withheld)
        check_say(c, "C2", "不公开部分", "部分公开没有写明不公开的部分",
            "请逐项登记不公开的内容、类型和理由");
    if (!paper_needs_other_basis(c->f->regime, code))
        return;
    if (!paper_given(c->f, FACT_OTHER_BASIS))
        check_say(c, "C2", "其他依据", "这种答复除条例外还应写明其他依据",
            "请登记法律、法规或者文件的名称和条款，如：《中华人民共和国…法》第…条");
    else if (!check_tells(c, paper_fact_text(c->f, FACT_OTHER_BASIS)))
        check_say(c, "C2", "正文", "没有写明登记的其他依据",
            arena_printf(c->f->a, "请写明：%s", paper_fact_text(c->f, FACT_OTHER_BASIS)));
}
