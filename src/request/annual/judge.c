/* Every reason at once: arithmetic, last year, sums of organs, texts, copies.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/judge.h"

#include <string.h>

static void add(struct annual *a, struct annual_reason r)
{
    if (a->n_reasons == ANNUAL_REASONS)
        return;
    a->reasons[a->n_reasons++] = r;
    a->n_stops += r.stop;
}

static void mark(struct annual *a, const char *cell, const char *text, bool warning)
{
    struct annual_figure *f = annual_cell_find(a, cell);
    if (!f || (*f->problem && (warning || !f->warning)))
        return;
    f->problem = text;
    f->warning = warning;
}

static const char *words_of(struct arena *mem, struct annual *a, const char *cell)
{
    struct annual_figure *f = annual_cell_find(a, cell);
    return f ? report_ref_words(mem, a->row.format, f->at) : cell;
}

static const char *remedy_of(const char *rule)
{
    static const struct {
        const char *rule, *remedy;
    } list[] = {
        {"T3", "点开这一格和相关的格，核对申请；系统外办理的，写明理由后更正"},
        {"T4", "核对上年年报；申请没有录入系统的，写明理由后更正“上年结转”"},
        {"T5", "填写数字"},
        {"3.2", "核对本年和上年的数字；确实不同的，保留即可"},
    };
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (strcmp(list[i].rule, rule) == 0)
            return list[i].remedy;
    return "核对这一格的数字";
}

/* A cell of table 2 that nobody has filled in yet. */
static bool empty2(struct annual *a, const char *cell)
{
    struct annual_figure *f = annual_cell_find(a, cell);
    return f && f->at.table == 2 && *report_ref_missing(&a->table, f->at);
}

/* RULE T5: all empty cells of table 2 as one reason. */
static void table2(struct ctx *c, struct annual *a)
{
    struct annual_figure *first = NULL;
    int n = 0;
    for (size_t i = 0; i < a->n_cells; i++)
        if (empty2(a, a->cells[i].id)) {
            first = first ? first : &a->cells[i];
            n++;
        }
    if (n)
        add(a, (struct annual_reason){.code = "T5",
                   .where = "表二",
                   .cell = first->id,
                   .text = arena_printf(c->mem, "还有%d格没有填写", n),
                   .remedy = "点“填写表二”，没有的填0",
                   .stop = true});
}

static enum st arithmetic(struct ctx *c, struct annual *a)
{
    struct report_finding *list;
    size_t n;
    enum st st = report_findings(
        c->mem, &a->table, a->has_previous ? &a->previous : NULL, &list, &n, &c->err);
    for (size_t i = 0; !st && i < n; i++) {
        mark(a, list[i].cell, list[i].message, list[i].warning);
        if (empty2(a, list[i].cell))
            continue; /* told in one sentence */
        add(a, (struct annual_reason){.code = list[i].rule,
                   .where = words_of(c->mem, a, list[i].cell),
                   .cell = list[i].cell,
                   .text = list[i].message,
                   .remedy = remedy_of(list[i].rule),
                   .stop = !list[i].warning});
    }
    return st;
}

/* RULE T6: each cell of the county's report is the sum of the organs' cells. */
static void sums_of_organs(struct ctx *c, struct annual *a)
{
    for (size_t i = 0; i < a->n_cells; i++) {
        struct annual_figure *f = &a->cells[i];
        int64_t value = *report_ref_value(&a->table, f->at);
        if (f->at.table == 2 || !f->has_base || !f->given || value == f->base)
            continue;
        const char *text = arena_printf(
            c->mem, "各机关之和为%lld，现为%lld", (long long)f->base, (long long)value);
        mark(a, f->id, text, false);
        add(a, (struct annual_reason){.code = "T6",
                   .where = report_ref_words(c->mem, a->row.format, f->at),
                   .cell = f->id,
                   .text = text,
                   .remedy = "请在该机关的报告中更正并定稿，汇总会跟着改变",
                   .stop = true});
    }
}

static const char *joined(struct arena *mem, const char *const *names, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(mem, "%s%s%s", text, i ? "、" : "", names[i]);
    return text;
}

static void organs(struct ctx *c, struct annual *a)
{
    if (!a->n_missing)
        return;
    add(a, (struct annual_reason){.code = "A-UNITS",
               .where = "各机关报告",
               .cell = "",
               .text = arena_printf(c->mem, "%zu个机关中还有%zu个没有定稿：%s", a->n_organs,
                   a->n_missing, joined(c->mem, a->missing, a->n_missing)),
               .remedy = "催办；没有定稿的暂按系统内的申请计数"});
}

static void texts(struct ctx *c, struct annual *a)
{
    (void)c;
    for (size_t i = 0; i < a->n_texts; i++)
        if (!*a->texts[i].text)
            add(a, (struct annual_reason){.code = "A-TEXT",
                       .where = a->texts[i].heading,
                       .cell = "",
                       .text = "还没有写",
                       .remedy = "点“编写文字”写上；第六部分没有的写“无”",
                       .stop = true});
}

static const char *text_before(const struct annual *a, const char *key)
{
    for (size_t i = 0; i < a->n_before; i++)
        if (strcmp(a->before[i].key, key) == 0)
            return a->before[i].text;
    return "";
}

/* RULE 3.5: a report that copies the year before is no report. */
static void copies(struct ctx *c, struct annual *a)
{
    const char *same[REPORT_CELLS];
    size_t n = a->has_previous ? report_same_figures(c->mem, &a->table, &a->previous, same) : 0;
    for (size_t i = 0; i < a->n_texts && a->has_previous; i++) {
        const char *sentence;
        int percent =
            report_copied(c->mem, a->texts[i].text, text_before(a, a->texts[i].key), &sentence);
        if (percent >= REPORT_COPIED)
            add(a, (struct annual_reason){.code = "A-COPY",
                       .where = a->texts[i].heading,
                       .cell = "",
                       .text = arena_printf(
                           c->mem, "%d%%的文字与上年年报相同，例如“%s”", percent, sentence),
                       .remedy = "按本年的情况重写；确实相同的，定稿时确认"});
    }
    for (size_t i = 0; i < n; i++) {
        mark(a, same[i], "这一行与上年年报完全相同，请核对", true);
        struct annual_figure *f = annual_cell_find(a, same[i]);
        if (f && f->at.column == 0)
            add(a, (struct annual_reason){.code = "A-SAME",
                       .where = words_of(c->mem, a, same[i]),
                       .cell = same[i],
                       .text = "这一行的数字与上年年报完全相同",
                       .remedy = "核对是不是照抄了上年；确实相同的，定稿时确认"});
    }
}

static void previous(struct ctx *c, struct annual *a)
{
    if (a->has_previous)
        return;
    add(a, (struct annual_reason){.code = "A-PREV",
               .where = arena_printf(c->mem, "%d年年报", a->row.year - 1),
               .cell = "",
               .text = "系统里没有上年年报，不能核对结转数、现行有效件数和照抄",
               .remedy = "点“取入上年年报”，上传上年的文件；上年没有年报的，定稿时确认"});
}

enum st annual_judge(struct ctx *c, struct annual *a)
{
    enum st st = arithmetic(c, a);
    if (st)
        return st;
    table2(c, a);
    if (a->row.stage == ANNUAL_READ || a->row.stage == ANNUAL_KEPT)
        return ST_OK; /* only its arithmetic is of interest */
    if (a->county)
        sums_of_organs(c, a);
    texts(c, a);
    copies(c, a);
    previous(c, a);
    if (a->county)
        organs(c, a);
    return ST_OK;
}
