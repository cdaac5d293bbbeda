/* Open data of major decisions: the threads, and what was released in their slots.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/pages.h"
#include "platform/portal/portal.h"

static const struct data_field thread_fields[] = {{"id", "编号", "integer"},
    {"title", "决策事项", "string"}, {"year", "年度", "integer"}, {"unit", "承办单位", "string"},
    {"partners", "配合单位", "string"}, {"source", "来源", "string"}, {"stage", "进展", "string"},
    {"released", "已公开的环节", "list"}, {"empty", "还没有公开的环节", "list"},
    {"first_released_at", "最早公开时间", "date-time"},
    {"last_released_at", "最近公开时间", "date-time"}, {"url", "网址", "uri"}};
static const struct data_field entry_fields[] = {{"decision", "决策事项的编号", "integer"},
    {"title", "决策事项", "string"}, {"slot", "环节代码", "string"},
    {"slot_name", "环节", "string"}, {"released_at", "公开时间", "date-time"},
    {"values", "填写的内容，名称：值", "list"}, {"page_title", "文件", "string"},
    {"page", "文件的网址", "uri"}, {"url", "决策事项的网址", "uri"}};
#define ARGS_OF_LIST "year unit stage text"
const struct data_set decision_sets[2] = {
    {"decisions", "重大行政决策", "每个决策事项、它的进展和各环节是否公开", "/api/v1/decisions",
        "/api/v1/decisions.csv", DECISION_PUBLIC, "decisions", ARGS_OF_LIST, thread_fields,
        COUNT_OF(thread_fields)},
    {"decision-entries", "重大行政决策的环节内容", "每个决策事项每个环节公开的内容和文件",
        "/api/v1/decision-entries", "/api/v1/decision-entries.csv", DECISION_PUBLIC, "entries",
        ARGS_OF_LIST, entry_fields, COUNT_OF(entry_fields)},
};

static const char *lines(struct arena *a, const char *before, const char *line)
{
    return arena_concat(a, before, *before ? "\n" : "", line, NULL);
}

static void thread_row(const struct data_answer *d, const struct decision_thread *t)
{
    struct arena *a = d->r->ctx->mem;
    const char *released = "", *empty = "";
    for (int i = 0; i < SLOT_END; i++) /* the end is told by the stage */
        if (t->open[i])
            released = lines(a, released, decision_slots[i].label);
        else
            empty = lines(a, empty, decision_slots[i].label);
    const char *const values[COUNT_OF(thread_fields)] = {data_int(a, t->d.id), t->d.title,
        data_int(a, t->d.year), t->d.unit_full, t->d.partners, t->d.source,
        decision_stages[t->d.stage].word, released, empty, data_time(a, decision_first_release(t)),
        data_time(a, t->published_at), data_url(a, decision_public_href(d->r, t->d.id, ""))};
    data_row(d, values);
}

/* 起止日期：… as the page names them; a value of several lines stays one. */
static const char *said_in(struct arena *a, const struct decision_entry *e)
{
    const char *said = "";
    for (size_t i = 0; i < n_decision_needs; i++) {
        const struct decision_need *w = &decision_needs[i];
        const char *value = decision_value(&e->values, w->name);
        if (strcmp(w->action, e->action) != 0 || !*value || w->kind == ASK_PAGE)
            continue;
        char *line = arena_concat(a, w->label, "：", value, NULL);
        for (char *p = line; *p; p++)
            *p = *p == '\n' || *p == '\r' ? ' ' : *p;
        said = lines(a, said, line);
    }
    return said;
}

static void entry_rows(const struct data_answer *d, const struct decision_thread *t)
{
    struct arena *a = d->r->ctx->mem;
    for (size_t i = 0; i < t->n; i++) {
        const struct decision_entry *e = &t->entries[i];
        const char *const values[COUNT_OF(entry_fields)] = {data_int(a, t->d.id), t->d.title,
            decision_slots[e->slot].key, decision_slots[e->slot].label, data_time(a, e->settled_at),
            said_in(a, e), e->page_title, data_url(a, e->page_path),
            data_url(a, decision_public_href(d->r, t->d.id, ""))};
        data_row(d, values);
    }
}

static enum st answer(struct req *r, const struct data_set *set, bool csv)
{
    const struct data_answer d = {.r = r, .set = set, .csv = csv};
    struct decision_thread *list;
    size_t n;
    int64_t total;
    enum st st = decision_public_read(r, &list, &n, &total);
    if (st)
        return st;
    data_begin(&d);
    for (size_t i = 0; i < n; i++)
        if (set == &decision_sets[0])
            thread_row(&d, &list[i]);
        else
            entry_rows(&d, &list[i]);
    data_end(&d);
    return ST_OK;
}

enum st decision_data_json(struct req *r)
{
    return answer(r, &decision_sets[0], false);
}

enum st decision_data_csv(struct req *r)
{
    return answer(r, &decision_sets[0], true);
}

enum st decision_entries_json(struct req *r)
{
    return answer(r, &decision_sets[1], false);
}

enum st decision_entries_csv(struct req *r)
{
    return answer(r, &decision_sets[1], true);
}
