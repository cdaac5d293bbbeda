/* /work/search/: queries that found nothing or helped nobody, each with what can be done about it.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/desk.h"

#include <string.h>

#include "common/record/column.h"
#include "common/task/task.h"

#define TASK_KIND "search.missing"
#define TASK_SUBJECT "search_asked"

enum { TASK_DAYS = 10 }; /* of the calendar; a wish of the office, not a legal term */

const struct ui_option asked_hows[] = {{"word", "已加同义词"}, {"best", "已设推荐结果"},
    {"publish", "已请单位补充公开"}, {"done", "单位已补充"}, {"none", "不用处理"}};
const size_t n_asked_hows = COUNT_OF(asked_hows);

const char *asked_how_word(const char *how)
{
    for (size_t i = 0; i < n_asked_hows; i++)
        if (strcmp(asked_hows[i].value, how) == 0)
            return asked_hows[i].label;
    return how;
}

static const struct field settle_fields[] = {
    {.name = "key",
        .label = "查询词",
        .kind = FIELD_TEXT,
        .required = true,
        .max = 4 * ASKED_CHARS},
    {.name = "how", .label = "处理方式", .kind = FIELD_TEXT, .max = 10},
    {.name = "unit", .label = "单位", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
};
const struct form settle_form = {settle_fields, COUNT_OF(settle_fields)};

static const struct field todo_fields[] = {
    {.name = "note", .label = "办理情况", .kind = FIELD_TEXT, .required = true, .max = 200},
};
const struct form todo_form = {todo_fields, COUNT_OF(todo_fields)};

const char *desk_address(struct req *r, const char *before, const char *text)
{
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, before);
    html_url(&b, text);
    const char *address = arena_strdup(r->ctx->mem, buf_str(&b));
    buf_release(&b);
    return address;
}

static enum asked_kind kind_asked(struct req *r)
{
    const char *k = req_arg(r, "kind");
    return strcmp(k, "unopened") == 0  ? ASKED_UNOPENED
           : strcmp(k, "settled") == 0 ? ASKED_SETTLED
                                       : ASKED_NOTHING;
}

static enum st read_units(struct req *r, struct asked_page *p)
{
    struct unit *units;
    size_t n;
    enum st st = unit_list(r->ctx, false, &units, &n);
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; !st && i < n; i++)
        o[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)units[i].id), units[i].short_name};
    p->units = o;
    p->n_units = st ? 0 : n;
    return st;
}

const char *faq_address(struct req *r, int64_t column, const char *question)
{
    return desk_address(r,
        arena_printf(
            r->ctx->mem, "/work/documents/new?kind=page&column=%lld&title=", (long long)column),
        question);
}

/* Where a new question and its answer are written; *id is 0 where the site has no column for them.
 */
static enum st read_faq(struct req *r, int64_t *id)
{
    struct column column;
    enum st st = column_by_path(r->ctx, COLUMN_FAQ, &column);
    *id = !st && !column.closed ? column.id : 0;
    return st == ST_NOT_FOUND ? ST_OK : st;
}

enum st desk_asked(struct req *r)
{
    struct asked_page p = {.kind = kind_asked(r)};
    struct day since = {day_at(r->ctx->now).n - 7 * (DESK_WEEKS - 1)};
    enum st st = read_units(r, &p);
    if (!st && req_can(r, PERM_DRAFT))
        st = read_faq(r, &p.faq_column);
    for (int kind = ASKED_NOTHING; !st && kind <= ASKED_SETTLED; kind++) {
        struct asked *list;
        size_t n;
        st = asked_list(r->ctx, (enum asked_kind)kind, since, &list, &n, &p.counts[kind]);
        if (!st && kind == (int)p.kind) {
            p.list = list;
            p.n = n;
        }
    }
    if (!st)
        asked_list_page(&r->out, r, &p);
    return st;
}

/* A unit is asked to publish what people look for; its editors get the task. */
static enum st ask_unit(struct req *r, int64_t id, const char *text)
{
    struct unit unit;
    int64_t task;
    enum st st = unit_get(r->ctx, req_form_int(r, "unit", 0), &unit);
    if (st)
        return fail(r->ctx, ST_INVALID, "unit", "请选择由哪个单位补充");
    return task_open(r->ctx,
        &(struct task){.kind = TASK_KIND,
            .subject_kind = TASK_SUBJECT,
            .subject_id = id,
            .title = arena_printf(r->ctx->mem, "有群众查找“%s”没有结果，请核对是否应当公开", text),
            .path = arena_printf(r->ctx->mem, SEARCH_DESK "todo/%lld", (long long)id),
            .unit_id = unit.id,
            .perm = PERM_DRAFT,
            .due = {day_at(r->ctx->now).n + TASK_DAYS}},
        &task);
}

enum st desk_settle(struct req *r)
{
    const char *how = req_form(r, "how"), *key = req_form(r, "key");
    struct asked asked = {.text = key};
    int64_t id;
    if (*how && asked_how_word(how) == how)
        return fail(r->ctx, ST_INVALID, "how", "请从页面上的按钮选择处理方式");
    enum st st = asked_settle(r->ctx, key, how, &id);
    if (!st && *how)
        st = asked_get(r->ctx, id, &asked);
    if (!st)
        st = strcmp(how, "publish") == 0
                 ? ask_unit(r, id, asked.text)
                 : task_close(r->ctx, TASK_KIND, TASK_SUBJECT, id, "cancelled");
    if (st)
        return st;
    flash(r, *how ? "“%s”：%s" : "“%s”已放回清单", asked.text, asked_how_word(how));
    return redirect(r, SEARCH_DESK "%s", *how ? "" : "?kind=settled");
}

static enum st read_todo(struct req *r, struct todo_page *p)
{
    enum st st = req_id(r, "id", &p->id);
    return st ? st : asked_get(r->ctx, p->id, &p->asked);
}

enum st desk_todo(struct req *r)
{
    struct todo_page p;
    enum st st = read_todo(r, &p);
    if (!st)
        st = read_faq(r, &p.faq_column);
    if (!st)
        todo_page(&r->out, r, &p);
    return st;
}

enum st desk_todo_done(struct req *r)
{
    struct todo_page p;
    int64_t id;
    enum st st = read_todo(r, &p);
    if (!st && strcmp(p.asked.how, "publish") != 0)
        return fail(r->ctx, ST_CONFLICT, "", "这件事已经办结，不用再填");
    if (!st)
        st = task_close(r->ctx, TASK_KIND, TASK_SUBJECT, p.id, req_form(r, "note"));
    if (!st)
        st = asked_settle(r->ctx, p.asked.key, "done", &id);
    if (st)
        return st;
    flash(r, "已告诉县政府办公室：%s", req_form(r, "note"));
    return redirect(r, "/work/");
}
