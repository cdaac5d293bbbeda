/* /work/search/words/: synonyms and pages to show first.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/search/desk.h"

static const struct field words_fields[] = {
    {.name = "use", .label = "用途", .kind = FIELD_TEXT, .required = true, .max = 10},
    {.name = "phrase",
        .label = "群众的说法",
        .kind = FIELD_TEXT,
        .required = true,
        .max = WORD_CHARS},
    {.name = "target", .label = "查到的内容", .kind = FIELD_TEXT, .required = true, .max = 300},
    {.name = "until", .label = "用到哪天", .kind = FIELD_DAY},
    {.name = "note", .label = "备注", .kind = FIELD_TEXT, .max = 100},
};
const struct form words_form = {words_fields, COUNT_OF(words_fields)};

static const struct field use_fields[] = {
    {.name = "use", .label = "用途", .kind = FIELD_TEXT, .max = 10}};
const struct form use_form = {use_fields, COUNT_OF(use_fields)};

static const char *use_of(const char *text)
{
    return strcmp(text, WORD_USE_BEST) == 0 ? WORD_USE_BEST : WORD_USE_SAME;
}

enum st desk_words(struct req *r)
{
    struct words_page p = {.use = use_of(req_arg(r, "use")), .today = day_at(r->ctx->now)};
    enum st st = words_list(r->ctx, p.use, &p.list, &p.n);
    if (!st)
        words_list_page(&r->out, r, &p);
    return st;
}

enum st desk_words_new(struct req *r)
{
    const char *use = r->method == METHOD_POST ? req_form(r, "use") : req_arg(r, "use");
    words_new_page(&r->out, r, use_of(use));
    return ST_OK;
}

enum st desk_words_add(struct req *r)
{
    struct search_word w = {.use = use_of(req_form(r, "use")),
        .phrase = req_form(r, "phrase"),
        .target = req_form(r, "target"),
        .until = day_parse(req_form(r, "until")),
        .note = req_form(r, "note")};
    bool best = strcmp(w.use, WORD_USE_BEST) == 0;
    enum st st = ST_OK;
    if (best)
        st = words_record_at(r->ctx, w.target, &w.record_id);
    if (!st && best && !w.record_id)
        w.target = words_path(w.target); /* an entry is known by its address */
    if (!st)
        st = words_add(r->ctx, &w);
    if (!st)
        st = asked_answer(r->ctx, w.phrase, best ? "best" : "word");
    if (st)
        return st;
    flash(r, "已添加“%s”，下一次搜索就生效", w.phrase);
    return redirect(r, SEARCH_DESK "words/?use=%s", w.use);
}

enum st desk_words_end(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = words_end(r->ctx, id);
    if (st)
        return st;
    flash(r, "已停用，下一次搜索就不再使用");
    return redirect(r, SEARCH_DESK "words/?use=%s", use_of(req_form(r, "use")));
}
