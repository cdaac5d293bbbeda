/* What papers say of the law: articles in words, by regime and kind of reply, and the remedies.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <stdlib.h>
#include <string.h>

const char *paper_chinese_number(struct arena *a, int n)
{
    static const char *const d[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (n < 1 || n > 99)
        return "";
    return arena_printf(a, "%s%s%s", n >= 20 ? d[n / 10] : "", n >= 10 ? "十" : "", d[n % 10]);
}

/* Articles whose parts are paragraphs (款); the parts of the others are items (项). */
static bool has_paragraphs(int article)
{
    return article == 16 || article == 39;
}

const char *paper_article(struct arena *a, const char *article)
{
    char *end;
    int n = (int)strtol(article, &end, 10);
    const char *head = arena_printf(a, "第%s条", paper_chinese_number(a, n));
    if (*end != '(')
        return head;
    const char *part = paper_chinese_number(a, (int)strtol(end + 1, NULL, 10));
    return arena_printf(a, has_paragraphs(n) ? "%s第%s款" : "%s第（%s）项", head, part);
}

const char *paper_regulation(enum foi_regime regime)
{
    return regime == REGIME_OLD ? "《中华人民共和国政府信息公开条例》（国务院令第492号）"
                                : "《中华人民共和国政府信息公开条例》（国务院令第711号修订）";
}

/* RULE C2: what the regulation of 2008 did not say in so many words rests on its article 21, which
 * lists the replies. */
const char *paper_articles(enum foi_regime regime, const char *code)
{
    const struct reply_code *c = reply_code_find(code);
    if (!c)
        return "";
    if (regime == REGIME_NEW)
        return c->basis_new;
    if (c->basis_old && !*c->basis_old)
        return code[0] == 'D' ? "21(2)" : code[0] == 'O' ? "" : "21";
    return c->basis_old;
}

bool paper_needs_other_basis(enum foi_regime regime, const char *code)
{
    static const char *const always[] = {"D2", "D8", "X5", "O3"};
    const struct reply_code *c = reply_code_find(code);
    for (size_t i = 0; i < COUNT_OF(always); i++)
        if (strcmp(code, always[i]) == 0)
            return strcmp(code, "D8") != 0 || regime == REGIME_OLD;
    return c && regime == REGIME_OLD && c->basis_old && !*c->basis_old;
}

static const char *words_of(struct arena *a, const char *articles)
{
    const char *out = "";
    for (const char *p = articles; *p;) {
        size_t n = strcspn(p, ",");
        const char *one = paper_article(a, arena_strndup(a, p, n));
        out = arena_printf(a, "%s%s%s", out, *out ? "、" : "", one);
        p += n;
        p += strspn(p, ", ");
    }
    return out;
}

static const char *basis(const struct paper_facts *f, const char *code)
{
    struct arena *a = f->a;
    const char *articles = paper_articles(f->regime, code), *other = f->v[FACT_OTHER_BASIS].text;
    if (!articles || (!*articles && !*other))
        return "";
    if (!*articles)
        return other;
    const char *own = arena_printf(a, "%s%s", paper_regulation(f->regime), words_of(a, articles));
    if (strcmp(code, "O2") == 0) /* F7 */
        own = arena_printf(a, "%s和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）", own);
    return *other ? arena_printf(a, "%s，%s", own, other) : own;
}

/* The law of the day of issue. Bodies and order change on 1 January 2024 only, so a day of either
 * side stands for all: the calendar need not reach half a year beyond the issue. */
static struct day day_for_law(struct day issued)
{
    struct day change = day_of(2024, 1, 1);
    return issued.n < change.n ? day_of(2023, 3, 1) : day_of(2024, 3, 1);
}

enum st paper_remedy(
    const struct paper_facts *f, const struct paper_kind *kind, struct remedy *out, struct err *e)
{
    struct day at = day_for_law(f->v[FACT_ISSUED].day);
    bool third = strcmp(kind->key, "third") == 0; /* against release: no ground of 14 to 16 */
    const char **codes = ARENA_ARRAY(f->a, const char *, f->n_withheld);
    for (size_t i = 0; i < f->n_withheld; i++)
        codes[i] = f->withheld[i].code;
    struct remedy_case c = {.organ = f->organ_kind,
        .code = third ? "G2" : f->v[FACT_CODE].text,
        .withheld = codes,
        .n_withheld = f->n_withheld,
        .issued = at,
        .received = at,
        .decision_received = day_none(),
        .due = at};
    if (!*c.code)
        c.code = "G2"; /* without kind of reply nothing comes first */
    return foi_remedy(f->a, &c, &f->names, out, e);
}

/* RULE C4: bodies by full name, 60 days, and six months or, after reconsideration, 15 days. */
static const char *remedy_words(const struct paper_facts *f, const struct paper_kind *kind)
{
    struct remedy r;
    struct arena *a = f->a;
    const char *paper = strcmp(kind->template, "reply") == 0 ? "本答复书" : "本告知书";
    const char *court = f->v[FACT_COURT].given ? f->v[FACT_COURT].text : "有管辖权的人民法院";
    if (!f->v[FACT_ISSUED].given || paper_remedy(f, kind, &r, NULL))
        return "";
    const char *bodies =
        r.n_bodies == 2 ? arena_printf(a, "%s或者%s", r.names[0], r.names[1]) : r.names[0];
    if (r.reconsideration_first)
        return arena_printf(a,
            "如不服%s，应当先自收到之日起60日内向%s申请行政复议；对行政复议决定不服的，可以自"
            "收到行政复议决定书之日起15日内向%s提起行政诉讼。",
            paper, bodies, court);
    return arena_printf(a,
        "如不服%s，可以自收到之日起60日内向%s申请行政复议，也可以自收到之日起6个月内"
        "向%s提起行政诉讼。",
        paper, bodies, court);
}

static const char *const *withheld_words(const struct paper_facts *f)
{
    struct arena *a = f->a;
    const char **list = ARENA_ARRAY(a, const char *, f->n_withheld);
    for (size_t i = 0; i < f->n_withheld; i++) {
        const struct paper_withheld *w = &f->withheld[i];
        const char *articles = paper_articles(f->regime, w->code);
        list[i] = arena_printf(a, "%s。依据：%s%s；理由：%s。", w->what,
            paper_regulation(f->regime), words_of(a, articles ? articles : ""), w->reason);
    }
    return list;
}

static void set(struct paper_facts *f, enum paper_fact fact, const char *text)
{
    f->v[fact] = (struct paper_value){.given = *text, .text = text, .day = day_none()};
}

void paper_work_out(struct paper_facts *f, const struct paper_kind *kind)
{
    const char *code = f->v[FACT_CODE].text, *number;
    const struct reply_code *c = reply_code_find(code);
    if (!f->v[FACT_NUMBER].given && *kind->suffix &&
        paper_number(f->a, f->v[FACT_REQUEST_NUMBER].text, kind, f->nth, &number, NULL) == ST_OK)
        set(f, FACT_NUMBER, number);
    set(f, FACT_YOU, f->v[FACT_IS_ORGANISATION].n ? "贵单位" : "您");
    set(f, FACT_REGULATION, paper_regulation(f->regime));
    set(f, FACT_CODE_NAME, c ? c->name : "");
    set(f, FACT_BASIS, c ? basis(f, code) : "");
    set(f, FACT_REMEDY, kind->has_remedy ? remedy_words(f, kind) : "");
    if (f->v[FACT_OFFICE].given && f->v[FACT_PHONE].given)
        set(f, FACT_CONTACT,
            arena_printf(f->a, "%s联系电话：%s", f->v[FACT_OFFICE].text, f->v[FACT_PHONE].text));
    f->v[FACT_WITHHELD] = (struct paper_value){.given = f->n_withheld > 0,
        .text = "",
        .day = day_none(),
        .list = withheld_words(f),
        .n_list = f->n_withheld};
}
