/* Saving entries, reasons of numbers, declared columns; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/index_no.h"
#include "common/task/task.h"
#include "disclosure/inventory/follow.h"
#include "disclosure/inventory/gaps.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"

#define MOST_NUMBERS 500

enum st inventory_journal(struct ctx *c, const char *action, const char *kind, int64_t id,
    const struct told *told, size_t n)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    for (size_t i = 0; i < n; i++)
        if (*told[i].value)
            jw_pair(&b, told[i].key, told[i].value);
    buf_addc(&b, '}');
    enum st st = journal_add(c, &(struct act){.action = action,
                                    .subject_kind = kind,
                                    .subject_id = id,
                                    .detail = arena_strdup(c->mem, buf_str(&b))});
    buf_release(&b);
    return st;
}

enum st entry_decided(struct ctx *c, const struct entry *e)
{
    const struct told told[] = {{"open_mode", e->open_mode}, {"clause", e->clause},
        {"basis", e->basis}, {"number", e->doc_no}};
    return inventory_journal(c, "inventory.decide", "inventory", e->id, told, COUNT_OF(told));
}

bool decision_differs(const struct entry *a, const struct entry *b)
{
    return strcmp(a->open_mode, b->open_mode) != 0 || strcmp(a->clause, b->clause) != 0 ||
           strcmp(a->basis, b->basis) != 0;
}

/* Who owes the publication, by when: the unit that drafts. */
enum st entry_tasks(struct ctx *c, int64_t id)
{
    struct entry e;
    int64_t task;
    enum st st = entry_get(c, id, &e);
    if (st)
        return st;
    bool owed = !strcmp(e.state, INV_WAITING) || !strcmp(e.state, INV_OVERDUE);
    struct day due = inventory_due(entry_clock_day(&e));
    if (!strcmp(e.open_mode, MODE_OPEN))
        st = task_close(c, "inventory.review", "inventory", id, "done");
    if (st)
        return st;
    if (!owed || !day_given(due))
        return task_close(c, "inventory.publish", "inventory", id,
            !strcmp(e.state, INV_ONLINE) ? "done" : "cancelled");
    return task_open(c,
        &(struct task){.kind = "inventory.publish",
            .subject_kind = "inventory",
            .subject_id = id,
            .title = arena_printf(
                c->mem, "20 个工作日内公开：%.*s", (int)utf8_prefix(e.title, 80), e.title),
            .path = e.record_id
                        ? arena_printf(c->mem, "/work/documents/%lld/", (long long)e.record_id)
                        : arena_printf(c->mem, "/work/inventory/e/%lld/", (long long)id),
            .unit_id = e.unit_id,
            .perm = PERM_DRAFT,
            .due = due,
            .result = ""},
        &task);
}

/* The decision as it is now: who, when, the next review, the clock. */
static enum st set_decision(struct ctx *c, struct entry *e, const struct entry *before)
{
    int months;
    struct day today = day_at(c->now);
    enum st st = review_months(c, &months);
    if (st)
        return st;
    if (before && mode_withheld(before->open_mode) && !strcmp(e->open_mode, MODE_OPEN) &&
        day_at(before->decided_at).n < today.n)
        e->clock_from = today;
    e->decided_at = c->now;
    e->review_on = mode_withheld(e->open_mode) ? review_day(today, months) : day_none();
    return ST_OK;
}

enum st entry_number_index(struct ctx *c, struct entry *e)
{
    struct docno no;
    struct unit unit;
    int year = day_year(e->formed_on);
    if (*e->index_no)
        return index_no_keep(c, e->index_no, 0);
    if (!year && docno_parse(c->mem, e->doc_no, &no))
        year = no.year;
    if (!year)
        return ST_OK; /* when its day is known */
    enum st st = unit_get(c, e->unit_id, &unit);
    return st ? st : index_no_next(c, &unit, year, 0, &e->index_no);
}

/* RULE C-IDX-DUP: a number that was typed is nobody else's. */
static enum st check_index(struct ctx *c, const struct entry *e, const char *before)
{
    bool taken;
    const char *by = "";
    if (!*e->index_no || !strcmp(e->index_no, before))
        return ST_OK;
    enum st st = index_no_taken(c, e->index_no, -1, &taken, &by);
    if (st || !taken)
        return st;
    return fail(c, ST_INVALID, "index_no",
        "这个索引号已用于%s%.100s%s，请核对；留空就自动编号（C-IDX-DUP）",
        *by ? "《" : "另一份文件", by, *by ? "》" : "");
}

enum st entry_save(struct ctx *c, struct entry *e)
{
    struct entry before;
    struct entry_problems problems;
    bool taken, fresh = !e->id;
    const char *title;
    entry_check(c->mem, e, day_at(c->now), &problems);
    if (problems.n)
        return fail(c, ST_INVALID, problems.list[0].field, "%s（%s）", problems.list[0].text,
            problems.list[0].code);
    enum st st = entry_number_taken(c, e->unit_id, e->doc_no, e->id, &taken, &title);
    if (!st && taken)
        return fail(c, ST_INVALID, "doc_no",
            "这个文号已用于《%.100s》，同一文号不能登记两份文件，请核对（D-DUP）", title);
    if (!st && !fresh)
        st = entry_get(c, e->id, &before);
    if (!st && !fresh && before.record_id)
        return fail(c, ST_CONFLICT, "", "这份文件在工作台起草，请到“文件”中修改，台账随之更新");
    if (!st)
        st = check_index(c, e, fresh ? "" : before.index_no);
    if (!st && (fresh || strcmp(e->index_no, before.index_no) != 0))
        st = entry_number_index(c, e);
    bool decided = fresh || (!st && decision_differs(e, &before));
    if (!st && decided)
        st = set_decision(c, e, fresh ? NULL : &before);
    if (!st)
        st = entry_put(c, e);
    const struct told told[] = {{"title", e->title}, {"number", e->doc_no}};
    if (!st)
        st = inventory_journal(c, fresh ? "inventory.add" : "inventory.change", "inventory", e->id,
            told, COUNT_OF(told));
    if (!st && decided)
        st = entry_decided(c, e);
    return st ? st : entry_tasks(c, e->id);
}

/* ---- numbers ---- */
static enum st check_explained(struct ctx *c, const struct void_act *v)
{
    if (!*void_word(v->kind))
        return fail(c, ST_INVALID, "kind", "请选择这些文号为什么没有文件");
    if (v->from < 1 || v->to < v->from || v->to > 99999)
        return fail(c, ST_INVALID, "to", "序号应从小到大，例如 3 到 5");
    if (v->to - v->from >= MOST_NUMBERS)
        return fail(c, ST_INVALID, "to", "一次最多说明 500 个文号，请分几次");
    if (!*v->word || (v->year && v->year < 1949))
        return fail(c, ST_INVALID, "word", "请从缺号列表中选择代字和年份");
    if (!v->reason[strspn(v->reason, " \n\t")])
        return fail(c, ST_INVALID, "reason", "请写明原因，例如：拟稿后未印发");
    return ST_OK;
}

enum st numbers_explain(struct ctx *c, const struct void_act *v)
{
    enum st st = check_explained(c, v);
    for (int i = v->from; !st && i <= v->to; i++)
        st = void_add(c, &(struct void_row){.unit_id = v->unit_id,
                             .word = v->word,
                             .year = v->year,
                             .serial = i,
                             .kind = v->kind,
                             .reason = v->reason});
    const char *numbers = gap_name(c->mem, v->word, v->year, v->from, v->to);
    const struct told told[] = {{"number", numbers}, {"kind", v->kind}, {"note", v->reason}};
    return st ? st
              : inventory_journal(c, "inventory.explain", "unit", v->unit_id, told, COUNT_OF(told));
}

enum st number_reopen(struct ctx *c, int64_t void_id, int64_t unit_id)
{
    enum st st = void_remove(c, void_id, unit_id);
    return st ? st : inventory_journal(c, "inventory.reopen", "unit", unit_id, NULL, 0);
}

/* ---- declared columns ---- */
enum st column_declare(struct ctx *c, int64_t column_id, const char *reason, struct day until)
{
    struct column column;
    struct bare_column *bare;
    size_t n;
    bool empty = false;
    enum st st = column_get(c, column_id, &column);
    if (!st)
        st = declared_end(c, column_id);
    if (!st)
        st = bare_columns(c, &bare, &n);
    for (size_t i = 0; !st && i < n; i++)
        empty |= bare[i].id == column_id;
    if (st)
        return st;
    if (!empty)
        return fail(c, ST_INVALID, "column_id", "这个栏目已有内容，或不是放文件的栏目，不用声明");
    if (!reason[strspn(reason, " \n\t")])
        return fail(c, ST_INVALID, "reason", "请写明为什么没有应公开的内容，公众会看到这句话");
    if (!day_given(until) || until.n < day_at(c->now).n)
        return fail(c, ST_INVALID, "until", "有效期至少到今天");
    if (until.n > day_at(c->now).n + 366)
        return fail(c, ST_INVALID, "until", "声明最长一年，到期后重新核实再声明");
    st = declared_add(c, column_id, reason, until);
    char day[11];
    const struct told told[] = {{"note", reason}, {"until", day_text(until, day)}};
    if (!st)
        st = inventory_journal(c, "inventory.declare", "column", column_id, told, COUNT_OF(told));
    if (!st)
        st = task_close(c, "inventory.declared", "column", column_id, "done");
    ctx_touch(c, "column:%lld", (long long)column_id);
    return st;
}

enum st column_undeclare(struct ctx *c, int64_t column_id)
{
    enum st st = declared_end(c, column_id);
    if (!st)
        st = inventory_journal(c, "inventory.undeclare", "column", column_id, NULL, 0);
    if (!st)
        st = task_close(c, "inventory.declared", "column", column_id, "cancelled");
    ctx_touch(c, "column:%lld", (long long)column_id);
    return st;
}
