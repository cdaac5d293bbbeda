/* Acts of a campaign: the list, the proposals, the decision that changes all at once.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/campaign.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/link.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/normdoc/campaign_store.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/watch.h"
#include "lib/text/docno.h"

/* A text that is to be amended is amended within so many working days: a setting, not law. */
#define AMEND_DAYS 60

const struct norm_result norm_results[NORM_RESULTS] = {
    {"keep", "继续有效", "一、继续有效的规范性文件", false, ""},
    {"amend", "拟修改", "二、拟修改的规范性文件", true, ""},
    {"repeal", "废止", "三、废止的规范性文件", true, END_REPEALED},
    {"lapse", "失效", "四、宣布失效的规范性文件", true, END_EXPIRED},
};

const struct norm_result *norm_result_find(const char *key)
{
    for (size_t i = 0; i < NORM_RESULTS; i++)
        if (strcmp(norm_results[i].key, key) == 0)
            return &norm_results[i];
    return NULL;
}

const char *campaign_stage_word(const char *stage)
{
    return !strcmp(stage, CAMPAIGN_OPEN)      ? "征集意见中"
           : !strcmp(stage, CAMPAIGN_DECIDED) ? "已决定"
                                              : "已取消";
}

static enum st journal(struct ctx *c, int64_t id, const char *action)
{
    ctx_touch(c, "normdoc");
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "cleanup.%s", action),
                              .subject_kind = "cleanup",
                              .subject_id = id});
}

static const char *task_kind(struct ctx *c, int64_t unit_id)
{
    return arena_printf(c->mem, "cleanup.unit:%lld", (long long)unit_id);
}

/* ---- creating ---- */

static const char *scope_words(struct ctx *c, const struct campaign_filter *f)
{
    struct unit u = {.short_name = ""};
    const char *years = f->year_from && f->year_to
                            ? arena_printf(c->mem, "%d 至 %d 年成文", f->year_from, f->year_to)
                        : f->year_from ? arena_printf(c->mem, "%d 年以后成文", f->year_from)
                        : f->year_to   ? arena_printf(c->mem, "%d 年以前成文", f->year_to)
                                       : "全部年份";
    if (f->unit_id && unit_get(c, f->unit_id, &u))
        u.short_name = "";
    return arena_printf(c->mem, "%s%s%s%s%s", years, *u.short_name ? "，" : "", u.short_name,
        *f->text ? "，含有：" : "", f->text);
}

static enum st ask_units(struct ctx *c, int64_t id, const char *title, struct day due)
{
    struct campaign_unit *units;
    size_t n;
    int64_t task;
    enum st st = campaign_units(c, id, &units, &n);
    for (size_t i = 0; !st && i < n; i++)
        st = task_open(c,
            &(struct task){.kind = task_kind(c, units[i].unit_id),
                .subject_kind = "cleanup",
                .subject_id = id,
                .title = arena_printf(
                    c->mem, "清理：对 %lld 份文件提出意见（%s）", (long long)units[i].docs, title),
                .path = arena_printf(c->mem, "/work/normdocs/campaigns/%lld/", (long long)id),
                .unit_id = units[i].unit_id,
                .perm = PERM_NORM,
                .due = due},
            &task);
    return st;
}

enum st campaign_create(
    struct ctx *c, const char *title, const struct campaign_filter *f, struct day due, int64_t *id)
{
    int64_t filled = 0;
    if (f->year_from && f->year_to && f->year_from > f->year_to)
        return fail(c, ST_INVALID, "year_to", "起止年份颠倒了，请核对");
    if (day_given(due) && due.n < day_at(c->now).n)
        return fail(c, ST_INVALID, "due", "截止日期已经过去，请另选日期");
    enum st st = campaign_add(c, title, scope_words(c, f), due, id);
    if (!st)
        st = campaign_fill(c, *id, f, &filled);
    if (!st && !filled)
        return fail(c, ST_INVALID, "text",
            "没有符合条件的现行文件，或者都在另一次未完成的清理中；请放宽条件");
    if (!st)
        st = ask_units(c, *id, title, due);
    return st ? st : journal(c, *id, "create");
}

/* ---- proposals ---- */

enum st campaign_propose(struct ctx *c, const struct campaign *k, int64_t record_id,
    int64_t unit_id, const char *proposal, const char *reason)
{
    const struct norm_result *result = norm_result_find(proposal);
    if (strcmp(k->stage, CAMPAIGN_OPEN) != 0)
        return fail(c, ST_CONFLICT, "", "这次清理%s，不能再改意见", campaign_stage_word(k->stage));
    if (*proposal && !result)
        return fail(c, ST_INVALID, "proposal", "请选择继续有效、拟修改、废止或失效");
    if (result && result->needs_reason && !*reason)
        return fail(c, ST_INVALID, arena_printf(c->mem, "reason.%lld", (long long)record_id),
            "选择“%s”的，请写明理由", result->word);
    return campaign_doc_put(c, k->id, record_id, unit_id, proposal, reason);
}

enum st campaign_settle(struct ctx *c, const struct campaign *k)
{
    struct campaign_unit *units;
    size_t n;
    enum st st = campaign_touch(c, k->id);
    if (!st)
        st = campaign_units(c, k->id, &units, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (units[i].docs == units[i].proposed)
            st = task_close(c, task_kind(c, units[i].unit_id), "cleanup", k->id, "done");
    return st ? st : journal(c, k->id, "propose");
}

enum st campaign_remove(struct ctx *c, const struct campaign *k, int64_t record_id)
{
    if (k->n_docs <= 1)
        return fail(c, ST_CONFLICT, "", "这是最后一份文件；不再清理的，请取消这次清理");
    enum st st = campaign_touch(c, k->id);
    if (!st)
        st = campaign_doc_drop(c, k->id, record_id);
    return st ? st : journal(c, k->id, "remove");
}

enum st campaign_cancel(struct ctx *c, const struct campaign *k)
{
    enum st st = campaign_set_cancelled(c, k->id);
    if (!st)
        st = task_close_all(c, "cleanup", k->id, "cancelled");
    return st ? st : journal(c, k->id, "cancel");
}

/* ---- the decision ---- */

static void give(
    struct campaign_reasons *out, const char *code, const char *field, const char *text)
{
    if (out->n < NORM_REASONS)
        out->list[out->n++] = (struct norm_reason){code, field, text};
}

static void check_decision(struct arena *a, const struct campaign_decision *d, struct day today,
    struct campaign_reasons *out)
{
    struct docno no;
    if (!*d->title)
        give(out, "N-NEED", "title", "请填写决定的标题");
    if (!*d->issuer)
        give(out, "N-NEED", "issuer", "请填写作出决定的机关");
    if (!day_given(d->on))
        give(out, "N-NEED", "on", "请填写决定的日期");
    else if (d->on.n > today.n)
        give(out, "N-ORDER", "on", "决定的日期在今天之后；到那一天再办理");
    if (!*d->number)
        give(out, "N-NEED", "number", "请填写决定的发文字号");
    else if (!docno_parse(a, d->number, &no) || *no.findings)
        give(out, "D-FORM", "number", "发文字号不规范，请写成 师政发〔2018〕12号 的样子");
}

static void check_doc(struct arena *a, const struct campaign_doc *k,
    const struct campaign_decision *d, struct campaign_reasons *out)
{
    const struct norm_result *result = norm_result_find(k->proposal);
    const char *over =
        *k->ended || !strcmp(k->validity, "废止") || !strcmp(k->validity, "失效") ? k->title : "";
    if (*over)
        give(out, "N-CLEAN-GONE", "",
            arena_printf(a, "《%s》在清理期间已经结束；请先把它移出清单", over));
    if (result && result->needs_reason && !*k->reason)
        give(out, "N-CLEAN-REASON", "", arena_printf(a, "《%s》没有写明理由", k->title));
    /* RULE N-REPEAL: nothing is repealed before it was made. */
    if (result && *result->ending && day_given(d->on) && day_given(k->formed_on) &&
        d->on.n < k->formed_on.n)
        give(out, "N-REPEAL", "on",
            arena_printf(a, "决定的日期早于《%s》的成文日期，不能废止它；请核对日期", k->title));
}

void campaign_check(struct arena *a, const struct campaign *k, const struct campaign_doc *docs,
    size_t n, const struct campaign_decision *d, struct day today, struct campaign_reasons *out)
{
    size_t open = 0;
    out->n = 0;
    if (strcmp(k->stage, CAMPAIGN_OPEN) != 0)
        give(out, "N-CLEAN-OVER", "", arena_printf(a, "这次清理%s", campaign_stage_word(k->stage)));
    check_decision(a, d, today, out);
    for (size_t i = 0; i < n; i++)
        open += !*docs[i].proposal;
    if (open)
        give(out, "N-CLEAN-MISS", "",
            arena_printf(a, "还有 %zu 份文件没有意见；请催办，或把它们移出清单", open));
    for (size_t i = 0; i < n; i++)
        check_doc(a, &docs[i], d, out);
}

static enum st publish_decision(struct ctx *c, const struct campaign *k,
    const struct campaign_doc *docs, size_t n, const struct campaign_decision *d, int64_t *record)
{
    struct content content;
    struct docno no;
    struct buf b;
    content_init(&content);
    buf_init(&b, 0);
    campaign_text(&b, k, docs, n, d);
    content.title = d->title;
    content.body_html = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    content.meta.doc_no = docno_parse(c->mem, d->number, &no) ? no.text : d->number;
    content.meta.issuer = content.meta.source = d->issuer;
    content.meta.formed_on = content.meta.effective_on = d->on;
    content.meta.validity = "有效";
    content.meta.open_mode = "主动公开";
    content.meta.genre = "决定";
    content.meta.subject = "综合政务\\其他";
    content.meta.keywords = "规范性文件,清理";
    return document_issue(c, "document", NORM_COLUMN_DECISIONS, &content, record);
}

/* The text on, the text to be amended: their pages link the decision too. */
static enum st goes_on(
    struct ctx *c, const struct campaign_doc *k, const struct norm_result *result, int64_t decision)
{
    struct day due;
    struct err e;
    int64_t task;
    enum st st = link_add(c, decision, k->record_id, LINK_RELATES);
    if (st || strcmp(result->key, "amend") != 0)
        return st;
    if (calendar_add(day_at(c->now), AMEND_DAYS, &due, &e))
        due = day_none();
    return task_open(c,
        &(struct task){.kind = "normdoc.amend",
            .subject_kind = "record",
            .subject_id = k->record_id,
            .title = arena_printf(c->mem, "清理结果为拟修改：%s", k->title),
            .path = arena_printf(c->mem, "/work/documents/%lld/", (long long)k->record_id),
            .unit_id = k->unit_id,
            .perm = PERM_DRAFT,
            .due = due},
        &task);
}

static enum st carry_out(struct ctx *c, const struct campaign_doc *k,
    const struct campaign_decision *d, int64_t decision)
{
    int64_t norm = 0;
    const struct norm_result *result = norm_result_find(k->proposal);
    enum st st = !*result->ending
                     ? goes_on(c, k, result, decision)
                     : norm_end_text(c, k->record_id,
                           &(struct norm_end){.kind = result->ending,
                               .reason = k->reason,
                               .basis = arena_printf(c->mem, "%s（%s）", d->title, d->number),
                               .decision = decision,
                               .on = d->on});
    if (!st)
        st = norm_of_record(c, k->record_id, &norm);
    if (!st && norm && *result->ending)
        st = norm_reminders_close(c, norm);
    if (!st && norm && *result->ending)
        st = task_close(c, "normdoc.step", "normdoc", norm, "done");
    if (!st && norm)
        st = norm_step_add(c, norm, "cleanup",
            arena_printf(c->mem, "%s%s%s", result->word, *k->reason ? "：" : "", k->reason));
    return st;
}

enum st campaign_approve(struct ctx *c, const struct campaign *k, const struct campaign_decision *d,
    struct campaign_reasons *why)
{
    struct campaign_doc *docs;
    size_t n;
    int64_t record = 0;
    why->n = 0;
    /* RULE F-SEEN: what was read is decided on */
    if (k->version != d->version)
        return fail(c, ST_CONFLICT, "",
            "您打开页面之后有人改了意见，或者已经决定；请看过最新的清单再决定（F-SEEN）");
    enum st st = campaign_docs(c, k->id, 0, &docs, &n);
    if (st)
        return st;
    campaign_check(c->mem, k, docs, n, d, day_at(c->now), why);
    if (why->n)
        return fail(
            c, ST_INVALID, why->list[0].field, "%s（%s）", why->list[0].text, why->list[0].code);
    st = publish_decision(c, k, docs, n, d, &record);
    if (!st)
        st = campaign_set_decided(c, k, d, record);
    for (size_t i = 0; !st && i < n; i++)
        st = carry_out(c, &docs[i], d, record);
    if (!st)
        st = task_close_all(c, "cleanup", k->id, "done");
    return st ? st : journal(c, k->id, "approve");
}
