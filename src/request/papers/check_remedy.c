/* The remedies a paper prints: bodies, periods, order and court, as request/law works them out.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

static bool any_of(const struct check *c, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (check_has(c, list[i]))
            return true;
    return false;
}

/* The words between the last 向 before `verb` and the verb, NULL when there is none. */
static const char *addressed(struct arena *a, const char *text, const char **at, const char *verb)
{
    static const char to[] = "向";
    const char *end = strstr(*at, verb), *from = NULL;
    if (!end)
        return NULL;
    for (const char *p = *at; (p = strstr(p, to)) && p < end; p += sizeof to - 1)
        from = p + sizeof to - 1;
    (void)text;
    *at = end + strlen(verb);
    return from ? arena_strndup(a, from, (size_t)(end - from)) : "";
}

static bool is_body(const struct remedy *r, struct arena *a, const char *name)
{
    for (size_t i = 0; i < r->n_bodies; i++)
        if (strcmp(check_plain(a, r->names[i]), name) == 0)
            return true;
    return false;
}

static void check_body_names(struct check *c, const struct remedy *r, const char *names)
{
    static const char *const joins[] = {"或者", "或", "、"};
    struct arena *a = c->f->a;
    while (*names) {
        size_t n = strlen(names), join = 0;
        for (size_t i = 0; i < COUNT_OF(joins); i++) {
            const char *p = strstr(names, joins[i]);
            if (p && (size_t)(p - names) < n) {
                n = (size_t)(p - names);
                join = strlen(joins[i]);
            }
        }
        const char *one = arena_strndup(a, names, n);
        if (n && !is_body(r, a, one))
            check_say(c, "C4", "救济途径", arena_printf(a, "复议机关“%s”不对", one),
                arena_printf(a, "请写：%s%s%s", r->names[0], r->n_bodies > 1 ? "或者" : "",
                    r->n_bodies > 1 ? r->names[1] : ""));
        names += n + join;
    }
}

static void check_bodies(struct check *c, const struct remedy *r)
{
    const char *at = c->text, *names;
    if (!check_has(c, "行政复议")) {
        check_say(c, "C4", "救济途径", "没有写明行政复议的途径",
            arena_printf(c->f->a, "请写明：%s", c->f->v[FACT_REMEDY].text));
        return;
    }
    for (size_t i = 0; i < r->n_bodies; i++)
        if (!check_has(c, r->names[i]))
            check_say(c, "C4", "救济途径",
                arena_printf(c->f->a, "没有写明复议机关“%s”", r->names[i]), "请写复议机关的全称");
    while ((names = addressed(c->f->a, c->text, &at, "申请行政复议")))
        check_body_names(c, r, names);
}

static void check_periods(struct check *c, const struct remedy *r)
{
    static const char *const sixty[] = {"60日", "六十日", "60个自然日"};
    static const char *const six[] = {"6个月", "六个月"};
    static const char *const fifteen[] = {"15日", "十五日"};
    static const char *const first[] = {"应当先", "先行申请行政复议", "先向", "应先"};
    static const char *const wrong[] = {"3个月", "三个月"};
    if (!any_of(c, sixty, COUNT_OF(sixty)))
        check_say(c, "C4", "救济途径", "没有写明申请行政复议的期限", "请写明自收到之日起60日内");
    if (any_of(c, wrong, COUNT_OF(wrong)))
        check_say(c, "C4", "救济途径", "起诉期限写成了三个月", "直接起诉的期限是6个月");
    if (r->reconsideration_first) {
        if (!any_of(c, first, COUNT_OF(first)))
            check_say(c, "C4", "救济途径", "没有写明应当先申请行政复议",
                "2024年起，依第十四条至第十六条不予公开的答复复议前置，请写明“应当先申请行政复议”");
        if (!any_of(c, fifteen, COUNT_OF(fifteen)))
            check_say(c, "C4", "救济途径", "没有写明复议后起诉的期限",
                "请写明自收到行政复议决定书之日起15日内提起行政诉讼");
        if (any_of(c, six, COUNT_OF(six)))
            check_say(c, "C4", "救济途径", "写了可以在6个月内直接起诉",
                "这种答复应当先申请行政复议，请删去直接起诉的内容");
        return;
    }
    if (any_of(c, first, COUNT_OF(first)))
        check_say(c, "C4", "救济途径", "写了应当先申请行政复议",
            "这种答复可以直接起诉，请改为“可以…申请行政复议，也可以…提起行政诉讼”");
    if (!any_of(c, six, COUNT_OF(six)))
        check_say(c, "C4", "救济途径", "没有写明直接起诉的期限", "请写明自收到之日起6个月内");
}

static void check_court(struct check *c)
{
    static const char *const verbs[] = {"提起行政诉讼", "提起诉讼"};
    struct arena *a = c->f->a;
    const char *own = check_plain(a, c->f->v[FACT_COURT].text), *at = c->text, *name = NULL;
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(verbs) && !any; i++)
        for (at = c->text; (name = addressed(a, c->text, &at, verbs[i])); any = true) {
            bool open = strcmp(name, "有管辖权的人民法院") == 0 || strcmp(name, "人民法院") == 0;
            if (*own ? strcmp(name, own) != 0 : !open)
                check_say(c, "C4", "救济途径", arena_printf(a, "管辖法院“%s”不对", name),
                    arena_printf(a, "请写：%s", *own ? own : "有管辖权的人民法院"));
        }
    if (!any)
        check_say(c, "C4", "救济途径", "没有写明提起行政诉讼的途径",
            arena_printf(a, "请写明向%s提起行政诉讼", *own ? own : "有管辖权的人民法院"));
}

/* RULE C4, 1.6, M5 */
void check_remedy(struct check *c)
{
    struct remedy r;
    struct err e;
    if (!paper_given(c->f, FACT_ISSUED))
        return; /* C5 tells of it */
    if (paper_remedy(c->f, c->kind, &r, &e)) {
        check_say(c, "C4", "救济途径", arena_strdup(c->f->a, e.message), "请联系管理员");
        return;
    }
    check_bodies(c, &r);
    check_periods(c, &r);
    check_court(c);
}
