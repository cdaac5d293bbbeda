/* The forms of the case page, made from the transition table: fields, choices, first values.
 *
 * Names are "action.fact", because several forms with the same facts stand on one page.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "request/foi/charge.h"
#include "request/foi/pages.h"

/* ---- the day that counts ---- */

static const struct foi_word days[] = {{"confirm", "与申请人联系上的日期"},
    {"correction_notice", "发出日期"}, {"correction_received", "收到补正的日期"},
    {"accept_late", "收到补正的日期"}, {"consult", "发出日期"},
    {"consult_answer", "收到意见的日期"}, {"extension", "批准日期"}, {"reason_notice", "发出日期"},
    {"reason_answer", "收到说明的日期"}, {"fixed_due", "告知申请人的日期"},
    {"fee_notice", "发出日期"}, {"paid", "缴费日期"}, {"deliver", "送达日期（邮寄为交邮日期）"},
    {"answer_now", "答复日期"}, {"withdraw", "收到撤回的日期"}, {"reopen", "收到文书的日期"}};

const char *day_value(struct arena *a, const struct case_page *p, const struct doing *d)
{
    const char *kept = d->draft ? foi_event_arg(d->draft, "issue_day") : "";
    return *kept ? kept : day_text(p->today, arena_alloc(a, 11));
}

const char *day_label(const struct foi_move *m)
{
    const char *label = foi_title(days, COUNT_OF(days), m->action);
    return *label ? label : NULL;
}

/* ---- fields ---- */

const char *fact_field(struct arena *a, const struct foi_move *m, const char *fact)
{
    return arena_printf(a, "%s.%s", m->action, fact);
}

static enum field_kind kind_of(const struct fact *f)
{
    static const enum field_kind kinds[] = {[FACT_TEXT] = FIELD_TEXT,
        [FACT_LONG] = FIELD_LONG,
        [FACT_DAY] = FIELD_DAY,
        [FACT_INT] = FIELD_INT,
        [FACT_BOOL] = FIELD_BOOL,
        [FACT_CHOICE] = FIELD_TEXT,
        [FACT_CODES] = FIELD_LIST,
        [FACT_DATA] = FIELD_LONG};
    return kinds[f->kind];
}

struct form move_form(struct arena *a, const struct foi_move *m)
{
    struct field *fields = ARENA_ARRAY(a, struct field, m->n_facts + 2);
    size_t n = 0;
    if (day_label(m))
        fields[n++] = (struct field){.name = fact_field(a, m, "day"),
            .label = day_label(m),
            .kind = FIELD_DAY,
            .required = true};
    for (size_t i = 0; i < m->n_facts; i++) {
        const struct fact *f = &m->facts[i];
        if (f->kind == FACT_DATA)
            continue;
        bool text = f->kind == FACT_TEXT || f->kind == FACT_LONG;
        fields[n++] = (struct field){.name = fact_field(a, m, f->name),
            .label = f->label,
            .kind = kind_of(f),
            .required = f->required && !*f->fallback,
            .max = f->max && f->kind != FACT_DAY ? f->max
                   : !text                       ? 0
                   : f->kind == FACT_TEXT        ? 500
                                                 : 4000};
    }
    if (m->file_slot)
        fields[n++] = (struct field){.name = fact_field(a, m, "file"),
            .label = slot_title(m->file_slot),
            .kind = FIELD_FILE,
            .max = VAULT_FILE_MAX_BYTES};
    return (struct form){fields, n};
}

/* ---- choices ---- */

static const struct ui_option *units_of(struct arena *a, const struct case_page *p, size_t *n)
{
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, p->n_units);
    for (size_t i = 0; i < p->n_units; i++)
        list[i] = (struct ui_option){
            arena_printf(a, "%lld", (long long)p->units[i].id), p->units[i].short_name};
    *n = p->n_units;
    return list;
}

/* RULE R6: each consultation by its number, whom and when. */
static const struct ui_option *consults_of(struct arena *a, const struct case_page *p, size_t *n)
{
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, p->d.n_consults + 1);
    char day[11];
    *n = 0;
    for (size_t i = 0; i < p->d.n_consults; i++) {
        const struct consult *k = &p->d.consults[i];
        list[(*n)++] = (struct ui_option){arena_printf(a, "%lld", (long long)k->seq),
            arena_printf(a, "第 %zu 次：%s，%s 发出%s", i + 1, p->reads ? k->party : "",
                day_text(k->issued, day),
                !*k->answer                        ? ""
                : strcmp(k->answer, "SILENT") == 0 ? "，逾期未答复"
                                                   : "，已答复")};
    }
    return list;
}

/* What is to go to the applicant with the reply. */
static const struct ui_option *waiting_of(struct arena *a, const struct case_page *p, size_t *n)
{
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, p->n_papers + 1);
    *n = 0;
    for (size_t i = 0; i < p->n_papers; i++)
        if (p->copies.reach[i] == FOI_WAITING)
            list[(*n)++] = (struct ui_option){arena_printf(a, "%lld", (long long)p->papers[i].id),
                p->ours ? p->papers[i].title : slot_title(p->papers[i].slot)};
    return list;
}

/* RULE K5: what this applicant asked before and got an answer to; nothing to choose from is an
 * empty list. */
static const struct ui_option *earlier_of(struct arena *a, const struct case_page *p, size_t *n)
{
    enum { MOST = 20 };
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, MOST + 1);
    char day[11];
    for (*n = 0; *n < p->n_earlier && *n < MOST; (*n)++) {
        const struct earlier_case *e = &p->earlier[*n];
        list[*n] = (struct ui_option){foi_case_name(&e->k),
            arena_printf(a, "%s %s（%s %s，内容相近 %d%%）", foi_case_name(&e->k), e->k.subject,
                day_text(e->k.replied, day), code_title(e->k.code), e->alike)};
    }
    return list;
}

const struct ui_option *fact_options(
    struct arena *a, const struct case_page *p, const struct fact *f, size_t *n)
{
    *n = 0;
    if (f->kind == FACT_INT && strcmp(f->name, "unit") == 0)
        return units_of(a, p, n);
    if (f->kind == FACT_INT && strcmp(f->name, "consult") == 0)
        return consults_of(a, p, n);
    if (f->kind == FACT_INT && strcmp(f->name, "paper") == 0)
        return waiting_of(a, p, n);
    if (strcmp(f->name, "earlier") == 0)
        return earlier_of(a, p, n);
    if (!f->choices)
        return NULL;
    while (f->choices[*n].key)
        (*n)++;
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, *n + 1);
    for (size_t i = 0; i < *n; i++)
        list[i] = (struct ui_option){f->choices[i].key, f->choices[i].title};
    return list;
}

/* ---- first values ---- */

/* A draft of its letters has been prepared: its facts are worked on. */
static const struct doing *prepared(const struct case_page *p, const struct foi_move *m)
{
    for (size_t i = 0; i < p->n_doings; i++)
        if (p->doings[i].move == m && p->doings[i].draft)
            return &p->doings[i];
    return NULL;
}

const char *fact_value(const struct case_page *p, const struct foi_move *m, const struct fact *f)
{
    const struct doing *d = prepared(p, m);
    const char *kept = d ? map_find(d->values, f->name) : NULL;
    for (size_t i = 0; i < p->n_fills; i++)
        if (p->fills[i].move == m && strcmp(p->fills[i].arg, f->name) == 0)
            return p->fills[i].now;
    if (d)
        return kept ? kept : "";
    if (strcmp(m->action, "draft") == 0 && p->d.draft) /* written on, not again */
        return foi_event_arg(p->d.draft, f->name);
    if (strcmp(f->name, "supply_form") == 0) /* RULE K9: the wish of the applicant first */
        return strcmp(p->app.form, "ANY") == 0
                   ? ""
                   : foi_title(foi_forms, COUNT_OF(foi_forms), p->app.form ? p->app.form : "");
    if (strcmp(m->action, "fixed_due") == 0 || f->kind == FACT_DAY)
        return "";
    return f->fallback;
}

const char *charge_hint(struct arena *a, const struct case_page *p)
{
    int pages = foi_charge_pages(&p->copies, p->papers, p->n_papers);
    return arena_printf(a, "留空按案卷计算：该申请人本月向本机关申请 %d 件；%s", p->this_month,
        pages ? arena_printf(a, "拟提供的文件共 %d 页", pages)
              : "拟提供文件的页数还不知道，按量收费的请填写");
}

const char *const *fact_values(struct arena *a, const struct case_page *p, const struct foi_move *m,
    const struct fact *f, size_t *n)
{
    const char *keys = fact_value(p, m, f);
    const char **list = ARENA_ARRAY(a, const char *, strlen(keys) + 1);
    *n = 0;
    while (*keys) {
        size_t len = strcspn(keys, " ");
        if (len)
            list[(*n)++] = arena_strndup(a, keys, len);
        keys += len + (keys[len] == ' ');
    }
    return list;
}

/* ---- the seven steps ---- */

#define KINDS(...)                                                                                 \
    (const struct foi_word[])                                                                      \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            NULL, NULL                                                                             \
        }                                                                                          \
    }

/* RULE K1: the words say what the answer to the question is; the whole name is that of codes.h. */
const struct reply_step reply_steps[9] = {
    {"申请的内容明确吗？", "无法提供", KINDS({"N3", "补正后仍不明确"})},
    {"申请的是政府信息吗？", "不予处理",
        KINDS({"X1", "信访、投诉、举报"}, {"X2", "重复申请"}, {"X3", "公开出版物"},
            {"X4", "无正当理由大量反复申请"}, {"X5", "要求确认或重新出具"})},
    {"由本机关负责公开吗？", "无法提供",
        KINDS({"N1b", "不属于本机关公开"}, {"D8", "行政查询事项"})},
    {"信息存在吗？", "无法提供", KINDS({"N1a", "信息不存在"}, {"N2", "需要另行制作"})},
    {"可以公开吗？", "不予公开",
        KINDS({"P1", "只能公开一部分"}, {"D1", "国家秘密"}, {"D2", "法律、行政法规禁止"},
            {"D3", "三安全一稳定"}, {"D4", "第三方合法权益"}, {"D5", "内部事务"},
            {"D6", "过程性信息"}, {"D7", "行政执法案卷"})},
    {"怎样提供？", "予以公开",
        KINDS({"G1", "已主动公开，告知网址"}, {"G2", "提供信息"}, {"G3", "告知获取方式和时间"})},
    {"以上都对不上", "", KINDS({"O3", "其他处理"})},
    /* RULE K13: of requests to correct a record */
    {"本机关有权更正这条记录吗？", "无权更正",
        KINDS({"FIX2", "转送有权更正的机关"}, {"FIX3", "告知向有权更正的机关提出"})},
    {"记录确实不准确吗？", "经审核", KINDS({"FIX1", "属实，更正"}, {"FIX4", "不实，不予更正"})},
};

bool is_reply_form(const struct foi_move *m)
{
    return strcmp(m->action, "draft") == 0 || strcmp(m->action, "answer_now") == 0;
}

bool fact_belongs(const struct fact *f, const char *code)
{
    size_t n = strlen(code);
    for (const char *s = f->only; s && *s; s += strcspn(s, " "), s += *s == ' ')
        if (n && strncmp(s, code, n) == 0 && (!s[n] || s[n] == ' '))
            return true;
    return !f->only;
}

const char *fact_classes(struct arena *a, const struct fact *f)
{
    const char *out = "fact";
    for (const char *s = f->only; s && *s; s += strcspn(s, " "), s += *s == ' ')
        out = arena_printf(
            a, "%s%s only-%.*s", out, s == f->only ? " only" : "", (int)strcspn(s, " "), s);
    return out;
}

bool code_in_regime(const struct foi_case *k, const char *code)
{
    return foi_code_exists(k->regime, code);
}
