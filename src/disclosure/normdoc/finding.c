/* What is wrong with one published normative document; see base.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/clock/calendar.h"
#include "common/record/validity.h"
#include "disclosure/normdoc/base.h"
#include "disclosure/normdoc/watch.h"

enum { FIELD, NODOC, STATE, MARK, FILE_LATE, NOINTERP };

/* publishing §6.5, §7.1 */
const struct norm_code norm_codes[] = {
    [FIELD] = {"N-FIELD", "缺少应当公开的要素", "在“文件”中修改正文的要素，或在这里登记编号、备案"},
    [NODOC] = {"N-NODOC", "只有标题或扫描图片，没有正文", "补上可以检索、复制的文字"},
    [STATE] = {"N-STATE", "有效性与日期矛盾", "核对日期；到期的由人确认失效，或者评估后续期"},
    [MARK] = {"N-MARK", "已废止、失效，但标识或决定的链接不全",
        "用“清理”或“废止”办理，并关联作出决定的文件"},
    [FILE_LATE] = {"N-FILE-LATE", "没有按期备案", "报送上一级政府和本级人大常委会备案"},
    [NOINTERP] = {"N-NOINTERP", "没有解读材料", "发布解读并关联；不需要解读的写明理由"},
};
const size_t n_norm_codes = COUNT_OF(norm_codes);

struct found {
    struct norm_finding *out;
    const struct norm_entry *e;
    size_t n;
};

static void give(struct found *f, int code, const char *detail)
{
    if (f->n < NORM_FINDINGS_EACH)
        f->out[f->n++] = (struct norm_finding){&norm_codes[code], detail, f->e};
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool over(const struct norm_entry *e)
{
    return is(e->validity, VALID_REPEALED) || is(e->validity, VALID_EXPIRED);
}

/* RULE N-FIELD: the columns of §6.5. */
static void fields(struct found *f)
{
    const struct norm_entry *e = f->e;
    const struct {
        const char *label;
        bool missing;
    } rows[] = {{"发文主体", !*e->issuer}, {"文号", !*e->doc_no}, {"索引号", !*e->index_no},
        {"成文日期", !day_given(e->formed_on)}, {"施行日期", !day_given(e->effective_on)},
        {"有效性", !*e->validity}, {"主题分类", !*e->subject},
        {"有效期至", !day_given(e->last_day) && !e->endless && !over(e)},
        {"有效期未登记（按正文）", e->by_text && !over(e)}, {"登记号", !*e->reg_no && !over(e)}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].missing)
            give(f, FIELD, rows[i].label);
}

/* RULE N-STATE: the word and the days say the same. */
static void state(struct arena *a, struct found *f, struct day today)
{
    const struct norm_entry *e = f->e;
    char day[11];
    if (is(e->validity, VALID) && day_given(e->last_day) && today.n > e->last_day.n)
        give(f, STATE, arena_printf(a, "标为有效，有效期已于 %s 届满", day_text(e->last_day, day)));
    if (is(e->validity, VALID) && day_given(e->abolished_on) && today.n >= e->abolished_on.n)
        give(f, STATE, arena_printf(a, "标为有效，废止日期是 %s", day_text(e->abolished_on, day)));
    if (is(e->validity, VALID) && day_given(e->effective_on) && today.n < e->effective_on.n)
        give(f, STATE, arena_printf(a, "标为有效，%s 才施行", day_text(e->effective_on, day)));
    if (over(e) && day_given(e->abolished_on) && today.n < e->abolished_on.n)
        give(f, STATE,
            arena_printf(
                a, "标为%s，但废止日期 %s 还没有到", e->validity, day_text(e->abolished_on, day)));
    if (over(e) && day_given(e->abolished_on) && day_given(e->formed_on) &&
        e->abolished_on.n < e->formed_on.n)
        give(f, STATE, "废止日期早于成文日期");
}

/* RULE N-MARK: what is over says so and links the decision; a period that ended needs none. */
static void mark(struct found *f)
{
    const struct norm_entry *e = f->e;
    bool by_period = is(e->validity, VALID_EXPIRED) && day_given(e->last_day);
    if (*e->basis_path && !over(e) && !*e->ended)
        give(f, MARK, "已有文件废止或替代它，页面仍标为现行");
    if (over(e) && !*e->basis_path && !by_period)
        give(f, MARK, "页面没有链接到作出决定的文件");
    if (over(e) && !day_given(e->abolished_on))
        give(f, MARK, "没有写明自哪一天起");
}

/* RULE N-NOINTERP: due three working days after publication, unless a signed reason says that none
 * is needed. */
static void interpreted(struct found *f, struct day today, const struct norm_settings *s)
{
    const struct norm_entry *e = f->e;
    struct day due;
    struct err err;
    if (*e->interp_path || e->exempt || over(e) || e->published_on.n < s->filing_since.n)
        return;
    if (!calendar_add(e->published_on, 3, &due, &err) && today.n > due.n)
        give(f, NOINTERP, "");
}

size_t norm_findings(struct arena *a, const struct norm_entry *e, struct day today,
    const struct norm_settings *s, struct norm_finding out[static NORM_FINDINGS_EACH])
{
    struct found f = {out, e, 0};
    char day[11];
    fields(&f);
    if (!e->long_text && !norm_has_text(e->body_html)) /* RULE N-NODOC */
        give(&f, NODOC, "");
    state(a, &f, today);
    mark(&f);
    if (!over(e) && norm_filing_late(e->published_on, e->filed_on, today, s)) /* RULE N-FILE-LATE */
        give(&f, FILE_LATE,
            arena_printf(a, "应在 %s 前报送", day_text(norm_filing_due(e->published_on, s), day)));
    interpreted(&f, today, s);
    return f.n;
}
