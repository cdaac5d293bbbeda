/* Saving, the moves of the flow, publication.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/record/column.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "disclosure/fiscal/waits.h"

static enum st journal(struct ctx *c, const struct fiscal_entry *e, const char *action)
{
    return journal_add(c, &(struct act){.action = arena_printf(c->mem, "fiscal.%s", action),
                              .subject_kind = "fiscal",
                              .subject_id = e->id,
                              .edition_id = e->live_edition});
}

enum st fiscal_get(
    struct ctx *c, const struct fiscal_see *see, int64_t id, struct fiscal_entry *out)
{
    enum st st = fiscal_entry_get(c, id, out);
    if (!st && !see->all && !see->county && out->unit_id != see->unit)
        return fail(c, ST_NOT_FOUND, "", "没有这份表，请从列表中选择");
    return st;
}

enum st fiscal_book_of(struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *out)
{
    if (e->stage == FISCAL_PUBLISHED)
        return fiscal_edition_read(c, e, e->live_edition, out);
    enum st st = fiscal_book_read(c->mem, e->kind, e->draft, out, &c->err);
    out->unit_name = e->unit_name;
    out->year = e->year;
    return st;
}

static const char *draft_text(struct arena *a, const struct fiscal_book *book)
{
    struct buf b;
    buf_init(&b, 0);
    fiscal_book_write(book, &b);
    const char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

/* ---- starting ---- */

/* A column of a sheet, from a book that is public: nothing is typed twice. */
static enum st fill(struct ctx *c, struct fiscal_book *b, const struct fiscal_repeat *f,
    const struct fiscal_book *past)
{
    enum st st = ST_OK;
    struct fiscal_book other = *past;
    struct fiscal_sheet *to = fiscal_book_sheet(b, f->sheet);
    const struct fiscal_sheet *from = fiscal_book_sheet(&other, f->other);
    size_t col = fiscal_column_place(to->shape, f->col);
    size_t at = fiscal_column_place(from->shape, f->other_col);
    for (size_t i = 0; !st && i < to->n; i++) {
        size_t line = fiscal_row_place(from->shape, to->shape->rows[i].key);
        if (line != SIZE_MAX)
            st = fiscal_set(c->mem, to, i, col, fiscal_plain(c->mem, from, line, at), &c->err);
    }
    return st;
}

/* A catalogue begins as last year's; other books with the columns that are public already. */
static enum st prefill(struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *b)
{
    struct fiscal_past past[FISCAL_SOURCES];
    fiscal_book_init(c->mem, e->kind, b);
    enum st st = fiscal_past_get(c, e, past);
    if (!st && e->kind->catalogue && past[FISCAL_LAST_YEAR].book)
        *b = *past[FISCAL_LAST_YEAR].book;
    for (size_t i = 0; !st && i < n_fiscal_repeats; i++) {
        const struct fiscal_repeat *f = &fiscal_repeats[i];
        if (!strcmp(f->kind, e->kind->key) && !strcmp(f->row, "*") && past[f->source].book)
            st = fill(c, b, f, past[f->source].book);
    }
    return st;
}

static enum st begin(
    struct ctx *c, int64_t unit, int year, const struct fiscal_kind *kind, int64_t *id)
{
    struct fiscal_entry e = {.unit_id = unit, .year = year, .kind = kind};
    struct fiscal_book b;
    int this_year = day_year(day_at(c->now));
    if (year < 2000 || year > this_year + 1)
        return fail(c, ST_INVALID, "year", "年度应在 2000 到 %d 之间", this_year + 1);
    enum st st = prefill(c, &e, &b);
    if (!st)
        st = fiscal_entry_add(c, unit, year, kind, draft_text(c->mem, &b), id);
    if (!st)
        st = fiscal_entry_get(c, *id, &e);
    if (!st)
        st = fiscal_step_add(c, *id, "open", "", "");
    if (!st)
        st = fiscal_wait(c, &e);
    return st ? st : journal(c, &e, "open");
}

enum st fiscal_open(struct ctx *c, const struct fiscal_see *see, int year,
    const struct fiscal_kind *kind, int64_t *id)
{
    if (!see->enter)
        return fail(c, ST_DENIED, "", "由本单位的信息员填报，您没有填报权限");
    int64_t finance = see->unit;
    enum st st = kind->county ? fiscal_finance_unit(c, &finance) : ST_OK;
    if (!st && finance != see->unit)
        return fail(c, ST_INVALID, "kind", "%s由财政局填报，请选择其他种类", kind->name);
    return st ? st : begin(c, see->unit, year, kind, id);
}

/* ---- saving ---- */

static bool wrote(const struct fiscal_entry *e, int64_t person, struct arena *a)
{
    return strstr(e->writers, arena_printf(a, "|%lld|", (long long)person)) != NULL;
}

enum st fiscal_save(struct ctx *c, struct fiscal_entry *e, int64_t version,
    const struct fiscal_book *book, const char *action, bool told)
{
    if (!fiscal_writable(e->stage))
        return fail(c, ST_CONFLICT, "",
            "现在是“%s”，不能修改。需要修改的，请审核人退回，或办理更正",
            fiscal_stage_titles[e->stage]);
    if (version != e->version)
        return fail(c, ST_CONFLICT, "version", "%s刚刚保存过这份表，您的修改没有写入",
            *e->updated_by ? e->updated_by : "别人");
    e->draft = draft_text(c->mem, book);
    if (!wrote(e, c->person, c->mem))
        e->writers = arena_printf(c->mem, "%s%lld|", e->writers, (long long)c->person);
    enum st st = fiscal_entry_put(c, e);
    if (!st && told)
        st = fiscal_step_add(c, e->id, action, "", "");
    return st || !told ? st : journal(c, e, action);
}

/* ---- moves ---- */

enum st fiscal_can(struct ctx *c, const struct fiscal_see *see, const struct fiscal_entry *e,
    const struct fiscal_move *m)
{
    const char *reviewer;
    if (m->published && !e->live_edition)
        return fail(c, ST_CONFLICT, "", "还没有公开过，不能“%s”", m->label);
    if (m->who == FISCAL_WRITER)
        return see->enter && e->unit_id == see->unit
                   ? ST_OK
                   : fail(c, ST_DENIED, "", "“%s”由填报单位的信息员办理", m->label);
    enum st st = fiscal_setting_get(c, &reviewer);
    if (st)
        return st;
    bool finance = strcmp(reviewer, "finance") == 0;
    if (finance ? !see->county : !see->review || e->unit_id != see->unit)
        return fail(
            c, ST_DENIED, "", "“%s”由%s办理", m->label, finance ? "财政局" : "填报单位的负责人");
    if (m->not_writer && wrote(e, c->person, c->mem))
        return fail(c, ST_DENIED, "", "填报的人不能自己审核或者公开，请由别人办理");
    return ST_OK;
}

static enum st check_words(struct ctx *c, const struct fiscal_move *m, const struct fiscal_do *d)
{
    if (m->needs_note && !*d->note)
        return fail(c, ST_INVALID, "note",
            strcmp(m->action, "correct") == 0 ? "请写明为什么更正" : "请写明原因和怎样改");
    if (!m->needs_codes)
        return ST_OK;
    if (!*d->codes)
        return fail(c, ST_INVALID, "codes", "请至少选择一个退回原因");
    char *list = arena_strdup(c->mem, d->codes), *save = NULL;
    for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save))
        if (!fiscal_code_title(p))
            return fail(c, ST_INVALID, "codes", "没有这个退回原因，请重新选择");
    return ST_OK;
}

/* Errors stop it, all of them told. */
static enum st gate(struct ctx *c, const struct fiscal_entry *e, struct fiscal_book *book)
{
    struct fiscal_hits hits;
    enum st st = fiscal_judge(c, e, book, &hits);
    size_t n = st ? 0 : fiscal_errors(&hits);
    if (n)
        return fail(c, ST_INVALID, "gate", "有 %zu 处错误，改正后才能继续：%s（%s）等", n,
            hits.list[0].where, hits.list[0].message);
    return st;
}

static enum st make_record(struct ctx *c, struct fiscal_entry *e, struct fiscal_book *book)
{
    struct column column;
    struct content content;
    struct buf body;
    int64_t edition;
    enum st st = column_by_path(c, e->kind->column, &column);
    if (!st && !e->record_id)
        st = record_create(c, "fiscal", e->unit_id, column.id, &e->record_id);
    if (st)
        return st;
    buf_init(&body, 0);
    fiscal_body(&body, c->mem, book, e);
    content_init(&content);
    content.title = fiscal_title(c->mem, e);
    content.summary =
        arena_printf(c->mem, "%s公开的%d年%s。", e->unit_name, e->year, e->kind->name);
    content.body_html = arena_strndup(c->mem, buf_str(&body), body.n);
    content.meta.open_mode = "主动公开";
    content.meta.issuer = content.meta.source = e->unit_name;
    content.meta.formed_on = day_at(c->now);
    content.meta.subject = "财政、金融、审计\\财政";
    buf_release(&body);
    st = edition_add(c, e->record_id, column.id, &content, e->note, &edition);
    return st ? st : record_publish(c, e->record_id, edition, 0);
}

static enum st publish(struct ctx *c, struct fiscal_entry *e, struct fiscal_book *book)
{
    int64_t edition;
    enum st st = fiscal_edition_add(c, e, book, e->note, &edition);
    if (!st)
        st = make_record(c, e, book);
    if (st)
        return st;
    e->live_edition = edition;
    if (!e->published_at)
        e->published_at = c->now;
    e->draft = e->note = "";
    e->writers = "|";
    ctx_touch(c, "fiscal");
    return ST_OK;
}

static enum st begin_correction(struct ctx *c, struct fiscal_entry *e, const char *note)
{
    struct fiscal_book book;
    enum st st = fiscal_edition_read(c, e, e->live_edition, &book);
    if (!st)
        e->draft = draft_text(c->mem, &book);
    e->note = note;
    e->writers = "|";
    return st;
}

static enum st effect(
    struct ctx *c, struct fiscal_entry *e, const struct fiscal_move *m, const struct fiscal_do *d)
{
    struct fiscal_book book;
    enum st st = ST_OK;
    if (m->gate) {
        st = fiscal_book_of(c, e, &book);
        if (!st)
            st = gate(c, e, &book);
    }
    if (!st && strcmp(m->action, "publish") == 0)
        return publish(c, e, &book);
    if (!st && strcmp(m->action, "correct") == 0)
        return begin_correction(c, e, d->note);
    if (strcmp(m->action, "discard") == 0) {
        e->draft = e->note = "";
        e->writers = "|";
    }
    return st;
}

enum st fiscal_act(
    struct ctx *c, const struct fiscal_see *see, int64_t id, const struct fiscal_do *d)
{
    struct fiscal_entry e;
    enum st st = fiscal_get(c, see, id, &e);
    if (st)
        return st;
    const struct fiscal_move *m = fiscal_move(e.stage, d->action);
    if ((d->version && d->version != e.version) || !m)
        return fail(c, ST_CONFLICT, "version",
            "这份表刚刚被%s办理过，现在是“%s”，请看过最新情况后再办",
            *e.updated_by ? e.updated_by : "别人", fiscal_stage_titles[e.stage]);
    st = fiscal_can(c, see, &e, m);
    if (!st)
        st = check_words(c, m, d);
    if (!st)
        st = effect(c, &e, m, d);
    if (st)
        return st;
    e.stage = m->to;
    st = fiscal_entry_put(c, &e);
    if (!st)
        st = fiscal_step_add(c, id, m->action, d->note, m->needs_codes ? d->codes : "");
    if (!st)
        st = fiscal_wait(c, &e);
    return st ? st : journal(c, &e, m->action);
}

/* ---- the clock ---- */

struct day fiscal_due(const struct fiscal_entry *e)
{
    return day_given(e->approved_on) ? (struct day){e->approved_on.n + FISCAL_PUBLISH_DAYS}
                                     : day_none();
}

static enum st approve_one(
    struct ctx *c, int64_t unit, int year, const struct fiscal_kind *kind, struct day on)
{
    struct fiscal_entry e;
    int64_t id;
    enum st st = fiscal_entry_find(c, unit, year, kind->key, &e);
    if (st == ST_NOT_FOUND) {
        st = begin(c, unit, year, kind, &id);
        if (!st)
            st = fiscal_entry_get(c, id, &e);
    }
    if (st)
        return st;
    e.approved_on = on;
    st = fiscal_entry_put(c, &e);
    if (!st)
        st = fiscal_step_add(c, e.id, "approval", "", "");
    if (!st)
        st = fiscal_wait(c, &e);
    return st ? st : journal(c, &e, "approval");
}

/* The people's congress approves those of the county; the finance bureau publishes them. */
static enum st approve_county(
    struct ctx *c, int year, const struct fiscal_kind *kind, struct day on, int *count)
{
    int64_t finance;
    enum st st = fiscal_finance_unit(c, &finance);
    if (!st && !finance)
        st = fail(c, ST_INVALID, "kind", "没有财政局的填报人员，请先在“人员”中设置");
    if (!st)
        st = approve_one(c, finance, year, kind, on);
    *count = !st;
    return st;
}

enum st fiscal_approve_day(struct ctx *c, const struct fiscal_see *see, int year,
    const struct fiscal_kind *kind, int64_t unit, struct day on, int *count)
{
    struct unit *units;
    size_t n;
    *count = 0;
    if (!see->county)
        return fail(c, ST_DENIED, "", "批复日期由财政局登记");
    if (!day_given(on) || on.n > day_at(c->now).n)
        return fail(c, ST_INVALID, "on", "请填写批复日期，不能晚于今天");
    if (kind->county)
        return approve_county(c, year, kind, on, count);
    enum st st = fiscal_units(c, &units, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (!unit || units[i].id == unit) {
            st = approve_one(c, units[i].id, year, kind, on);
            *count += !st;
        }
    if (!st && !*count)
        return fail(c, ST_INVALID, "unit", "这个单位不用单独公开，请重新选择");
    return st;
}
