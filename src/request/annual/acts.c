/* Starting a report, giving figures and texts, taking in that of the year before; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/base/json.h"

enum { REASON_MAX = 500 };

enum st annual_journal(struct ctx *c, int64_t id, const char *action, const char *detail)
{
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "annual.%s", action),
                              .subject_kind = "annual",
                              .subject_id = id,
                              .detail = detail});
}

/* Who owes it: the unit that does the organ's work. RULE 3.1: the deadline. */
static enum st wait_for(struct ctx *c, const struct annual_row *row)
{
    struct foi_organ organ;
    int64_t task;
    enum st st = annual_organ(c, row->unit_id, &organ);
    if (st)
        return st;
    return task_open(c,
        &(struct task){.kind = "annual.report",
            .subject_kind = "annual",
            .subject_id = row->id,
            .title = arena_printf(c->mem, "编制%d年政府信息公开工作年度报告（%s）", row->year,
                row->unit_id ? organ.name : "全县汇总"),
            .path = arena_printf(c->mem, "/work/annual/%lld/", (long long)row->id),
            .unit_id = organ.office_id,
            .perm = PERM_DRAFT,
            .due = report_deadline(row->year, row->unit_id == 0)},
        &task);
}

enum st annual_start(struct ctx *c, int64_t unit_id, int year, int format, int64_t *id)
{
    struct foi_organ organ;
    struct annual_row before;
    int this_year = day_year(day_at(c->now));
    if (year < 2008 || year > this_year)
        return fail(c, ST_INVALID, "year", "年份应在2008年至%d年之间", this_year);
    struct annual_row row = {.unit_id = unit_id,
        .year = year,
        .format = format < 0 ? report_format_of(year) : (enum report_format)format,
        .stage = ANNUAL_DRAFT};
    enum st st = annual_organ(c, unit_id, &organ);
    if (!st)
        st = annual_find(c, unit_id, year, &before);
    if (!st && before.id)
        return fail(
            c, ST_CONFLICT, "year", "%s%d年的报告已经有了，请从列表中打开", organ.name, year);
    if (!st)
        st = annual_add(c, &row, id);
    row.id = *id;
    if (!st)
        st = wait_for(c, &row);
    return st ? st : annual_journal(c, *id, "create", "");
}

/* The report, when it may be changed and is still the one that the person saw. */
static enum st writable(struct ctx *c, int64_t id, int64_t version, struct annual *a)
{
    enum st st = annual_load(c, id, a);
    if (st)
        return st;
    if (a->row.stage == ANNUAL_FROZEN)
        return fail(c, ST_CONFLICT, "", "报告已经定稿；要修改请先点“重新编制”并写明原因");
    if (version && version != a->row.version)
        return fail(c, ST_CONFLICT, "", "这份报告刚刚被别人改过，请看过最新内容后再改");
    return ST_OK;
}

/* ---- cells ---- */

static const char *expected(enum report_measure m)
{
    return m == MEASURE_FEN      ? "金额（万元），最多六位小数"
           : m == MEASURE_CHANGE ? "整数，减少的写负数"
                                 : "不小于0的整数";
}

/* RULE T5: what may stand in the cell. */
static enum st read_cell(
    struct ctx *c, struct annual *a, struct annual_figure *f, const char *text, int64_t *value)
{
    enum report_measure m = report_ref_measure(a->row.format, f->at);
    if (report_figure_read(m, text, value))
        return ST_OK;
    return fail(c, ST_INVALID, "value", "%s：“%.40s”读不成数字，请填写%s",
        report_ref_words(c->mem, a->row.format, f->at), text, expected(m));
}

static const char *cell_detail(
    struct ctx *c, const char *cell, const char *text, const char *reason)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "cell", cell);
    jw_pair(&b, "value", text);
    jw_pair(&b, "reason", reason);
    buf_addc(&b, '}');
    const char *detail = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return detail;
}

enum st annual_correct(struct ctx *c, int64_t id, int64_t version, const char *cell,
    const char *text, const char *reason)
{
    struct annual *a = ARENA_NEW(c->mem, struct annual);
    int64_t value;
    enum st st = writable(c, id, version, a);
    struct annual_figure *f = st ? NULL : annual_cell_find(a, cell);
    if (st)
        return st;
    bool read = a->row.stage == ANNUAL_READ || a->row.stage == ANNUAL_KEPT;
    if (!f)
        return fail(c, ST_NOT_FOUND, "", "报告中没有这一格");
    if (f->sum && !read)
        return fail(c, ST_INVALID, "value", "合计由其他各格自动得出，请更正它的组成部分");
    if (*text && !*reason && f->has_base)
        return fail(c, ST_INVALID, "reason", "更正系统算出的数字必须写明理由");
    if (*text)
        st = read_cell(c, a, f, text, &value);
    if (!st)
        st = *text ? annual_cell_put(c, id, cell, value, reason) : annual_cell_remove(c, id, cell);
    if (!st)
        st = annual_put(c, &a->row);
    return st ? st : annual_journal(c, id, "cell", cell_detail(c, cell, text, reason));
}

enum st annual_type(
    struct ctx *c, int64_t id, int64_t version, const struct annual_typed *list, size_t n)
{
    struct annual *a = ARENA_NEW(c->mem, struct annual);
    const char *wrong = "";
    enum st st = writable(c, id, version, a);
    for (size_t i = 0; !st && i < n; i++) {
        struct annual_figure *f = annual_cell_find(a, list[i].cell);
        int64_t value = 0;
        if (!f || f->sum || f->has_base)
            continue; /* those are corrected with a reason */
        if (!*list[i].text)
            st = annual_cell_remove(c, id, list[i].cell);
        else if (read_cell(c, a, f, list[i].text, &value))
            wrong = arena_printf(c->mem, "%s%s%s", wrong, *wrong ? "；" : "", c->err.message);
        else
            st = annual_cell_put(c, id, list[i].cell, value, "");
    }
    if (!st && *wrong)
        return fail(c, ST_INVALID, "value", "%.600s", wrong);
    if (!st)
        st = annual_put(c, &a->row);
    return st ? st : annual_journal(c, id, "figures", "");
}

/* ---- texts ---- */

enum st annual_write(struct ctx *c, int64_t id, int64_t *version, const struct report_text *texts,
    size_t n, bool journalled)
{
    struct annual_row row;
    enum st st = annual_get(c, id, &row);
    if (!st && row.stage == ANNUAL_FROZEN)
        return fail(c, ST_CONFLICT, "", "报告已经定稿；要修改请先点“重新编制”并写明原因");
    if (!st && *version != row.version)
        return fail(c, ST_CONFLICT, "",
            "%s刚刚改过这份报告。您写的内容还在这里，请先复制，再打开最新内容", row.updated_by);
    for (size_t i = 0; !st && i < n; i++)
        st = annual_text_put(c, id, texts[i].key, texts[i].text);
    if (!st)
        st = annual_put(c, &row);
    *version = row.version;
    return st || !journalled ? st : annual_journal(c, id, "text", "");
}

/* ---- the year before ---- */

static const char *lines_of(struct ctx *c, const struct report_read *in)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < in->n_unread; i++) {
        buf_adds(&b, in->unread[i]);
        buf_addc(&b, '\n');
    }
    const char *text = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

static enum st keep_figures(struct ctx *c, int64_t id, const struct report_read *in)
{
    struct report_ref list[REPORT_CELLS];
    struct report_table t = in->table;
    size_t n = report_refs(t.format, list);
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++)
        if (!*report_ref_missing(&t, list[i]))
            st = annual_cell_put(c, id, report_ref_id(c->mem, t.format, list[i]),
                *report_ref_value(&t, list[i]), "");
    for (size_t i = 0; !st && i < in->n_texts; i++)
        if (*in->texts[i].text)
            st = annual_text_put(c, id, in->texts[i].key, in->texts[i].text);
    return st;
}

enum st annual_take(struct ctx *c, const struct annual_row *of, const struct report_read *in,
    const char *file, int64_t *id)
{
    struct annual_row before;
    int year = of->year - 1;
    if (in->year_known && in->table.year != year)
        return fail(c, ST_INVALID, "file", "这份文件写的是%d年，需要的是%d年的年报，请另选文件",
            in->table.year, year);
    enum st st = annual_find(c, of->unit_id, year, &before);
    if (!st && before.id && before.stage != ANNUAL_READ)
        return fail(c, ST_CONFLICT, "file", "%d年的报告在系统里已经有了（%s），不用再取入", year,
            annual_stage_titles[before.stage]);
    if (!st && before.id)
        st = annual_remove(c, before.id);
    if (!st)
        st = annual_add(c,
            &(struct annual_row){.unit_id = of->unit_id,
                .year = year,
                .format = in->table.format,
                .stage = ANNUAL_READ,
                .source = file,
                .unread = lines_of(c, in)},
            id);
    if (!st)
        st = keep_figures(c, *id, in);
    return st ? st : annual_journal(c, *id, "read", "");
}

enum st annual_keep(struct ctx *c, int64_t id, int64_t version)
{
    struct annual *a = ARENA_NEW(c->mem, struct annual);
    enum st st = writable(c, id, version, a);
    if (st)
        return st;
    if (a->row.stage != ANNUAL_READ)
        return fail(c, ST_CONFLICT, "", "只有刚取入的年报需要确认");
    for (size_t i = 0; i < a->n_cells; i++)
        if (a->cells[i].at.table != 2 && *report_ref_missing(&a->table, a->cells[i].at))
            return fail(c, ST_INVALID, "", "%s没有读到，请对照原件补上再确认",
                report_ref_words(c->mem, a->row.format, a->cells[i].at));
    a->row.stage = ANNUAL_KEPT;
    st = annual_put(c, &a->row);
    return st ? st : annual_journal(c, id, "keep", "");
}

enum st annual_forget(struct ctx *c, int64_t id)
{
    struct annual_row row;
    enum st st = annual_get(c, id, &row);
    if (!st && row.stage != ANNUAL_READ)
        return fail(c, ST_CONFLICT, "", "只有还没有确认的取入结果可以放弃");
    if (!st)
        st = annual_remove(c, id);
    return st ? st : annual_journal(c, id, "forget", "");
}

/* ---- the yearly reminder ---- */

static enum st remind_unit(struct ctx *c, int64_t unit_id, int year)
{
    struct annual_row row;
    int64_t id;
    enum st st = annual_find(c, unit_id, year, &row);
    return st || row.id ? st : annual_start(c, unit_id, year, -1, &id);
}

static enum st remind_all(struct ctx *c, int year)
{
    struct foi_organ *list;
    size_t n;
    enum st st = foi_organ_list(c, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        st = remind_unit(c, list[i].unit_id, year);
        if (!st && list[i].kind == ORGAN_COUNTY)
            st = remind_unit(c, 0, year);
    }
    return st;
}

enum st annual_remind(struct ctx *c)
{
    enum { LAST_MONTH = 3 };
    int year, month, dom;
    day_split(day_at(c->now), &year, &month, &dom);
    if (month > LAST_MONTH) /* who has not begun by then is in the list of those missing */
        return ST_OK;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = remind_all(c, year - 1);
    if (st) {
        ctx_rollback(c);
        return st;
    }
    return ctx_commit(c);
}
