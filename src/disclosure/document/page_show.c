/* One record: what it is, what can be done, its versions compared, its whole history.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/item.h"
#include "disclosure/document/pages.h"
#include "disclosure/inventory/inventory.h"
#include "lib/text/structure.h"
#include "platform/portal/portal.h"

static const struct {
    const char *action, *word;
    enum ui_mood mood;
} words[] = {
    {"create", "新建", MOOD_INFO},
    {"save", "保存", MOOD_INFO},
    {"submit", "提交审核", MOOD_INFO},
    {"withdraw", "撤回", MOOD_WARN},
    {"approve", "审核通过", MOOD_GOOD},
    {"send_back", "退回", MOOD_WARN},
    {"secrecy", "保密审查", MOOD_INFO},
    {"publish", "发布", MOOD_GOOD},
    {"amend", "发布新版本", MOOD_GOOD},
    {"schedule", "定时发布", MOOD_INFO},
    {"unschedule", "取消定时", MOOD_WARN},
    {"start_amend", "开始修改", MOOD_INFO},
    {"restore", "恢复旧版本", MOOD_INFO},
    {"discard", "放弃草稿", MOOD_STOP},
    {"resume", "找回草稿", MOOD_INFO},
    {"end", "结束", MOOD_STOP},
    {"link_add", "添加关联", MOOD_INFO},
    {"link_remove", "移除关联", MOOD_INFO},
    {"confirm", "确认手机号码可公开", MOOD_WARN},
    {"import", "导入", MOOD_INFO},
    {"reopen", "复审后改为公开，重新起草", MOOD_WARN},
    {"edition.add", "定稿", MOOD_INFO},
};

static size_t word_index(const char *action)
{
    size_t i = 0;
    if (!strncmp(action, "record.", 7))
        action += 7;
    while (i < COUNT_OF(words) && strcmp(words[i].action, action) != 0)
        i++;
    return i;
}

const char *action_word(const char *action)
{
    size_t i = word_index(action);
    return i < COUNT_OF(words) ? words[i].word : action;
}

enum ui_mood action_mood(const char *action)
{
    size_t i = word_index(action);
    return i < COUNT_OF(words) ? words[i].mood : MOOD_INFO;
}

const char *detail_words(struct arena *a, const char *json)
{
    static const struct {
        const char *key, *word;
    } keys[] = {{"title", "标题"}, {"note", "说明"}, {"codes", "原因"}, {"version", "草稿第"},
        {"kind", "关系"}, {"other", "对方编号"}};
    const struct json *j;
    struct err e;
    const char *out = "";
    if (!*json || json_parse(a, json, strlen(json), &j, &e))
        return "";
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const struct json *value = json_get(j, keys[i].key);
        const char *text = json_kind(value) == JSON_INT
                               ? arena_printf(a, "%lld", (long long)json_int(value, 0))
                               : json_text(value);
        if (!strcmp(keys[i].key, "codes"))
            text = codes_words(a, text);
        if (*text)
            out = arena_printf(a, "%s%s%s：%s", out, *out ? "；" : "", keys[i].word, text);
    }
    return out;
}

static bool ends_in(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

static void add_clock(struct req *r, struct show_page *p, struct clock_view k, int64_t done_at)
{
    if (!day_given(k.due))
        return;
    bool late = day_at(done_at).n > k.due.n;
    k.light = !done_at ? (enum ui_light)light_of(k.due, day_at(r->ctx->now))
              : late   ? UI_LIGHT_DONE_LATE
                       : UI_LIGHT_DONE;
    p->clocks[p->n_clocks++] = k;
}

/* RULE C-DUE20: what is to be disclosed on our own initiative. RULE P-LATE: a normative document
 * that nobody has interpreted yet. */
static void fill_clocks(struct req *r, struct show_page *p)
{
    const struct doc *d = p->d;
    const struct meta *m = &d->content->meta;
    bool interpreted = false, normative = ends_in(d->column.path, "/gfxwj");
    if (!strcmp(m->open_mode, "主动公开"))
        add_clock(r, p,
            (struct clock_view){"公开", "成文之日起 20 个工作日内主动公开", "C-DUE20",
                inventory_due(m->formed_on), UI_LIGHT_NONE},
            d->r.first_published_at);
    for (size_t i = 0; i < d->n_links; i++)
        interpreted |= !strcmp(d->links[i].kind, LINK_INTERPRETS) && !d->links[i].outgoing &&
                       *d->links[i].path;
    if (normative && !interpreted && d->place == AT_LIVE)
        add_clock(r, p,
            (struct clock_view){"发布解读", "文件公开后 3 个工作日内发布解读材料", "P-LATE",
                interpretation_due(day_at(d->r.first_published_at)), UI_LIGHT_NONE},
            0);
}

enum st page_show(struct req *r)
{
    struct doc d;
    struct show_page p = {.d = &d, .n_clocks = 0, .target_title = "", .target_path = ""};
    struct record target;
    enum st st = page_doc(r, &d);
    if (!st)
        st = status_list(r->ctx, d.r.id, &p.statuses, &p.n_statuses);
    if (!st)
        st = edition_list(r->ctx, d.r.id, &p.editions, &p.n_editions);
    if (!st)
        st = desk_writers(r->ctx, d.r.id, &p.writers);
    if (!st)
        st = returned_why(r, &d, &p.returned);
    if (!st && d.column_id)
        st = column_trail(r->ctx, d.column_id, &p.trail, &p.n_trail);
    if (!st && d.r.ended_target)
        st = record_get(r->ctx, d.r.ended_target, &target);
    if (st)
        return st;
    if (d.r.ended_target) {
        p.target_title = target.title;
        p.target_path = target.path;
    }
    p.n_moves = page_moves(r, &d, &p.moves);
    fill_clocks(r, &p);
    document_show_page(&r->out, r, &p);
    return ST_OK;
}

/* The record as if it were published now. */
static struct item preview_item(struct req *r, const struct doc *d)
{
    const struct meta *m = &d->content->meta;
    int64_t now = r->ctx->now, at = d->r.published_at ? d->r.published_at : now;
    return (struct item){.record_id = d->r.id,
        .column_id = d->column_id,
        .unit_id = d->r.unit_id,
        .kind = d->r.kind,
        .path = d->r.path,
        .title = doc_title(d),
        .summary = d->content->summary,
        .doc_no = m->doc_no,
        .index_no = m->index_no,
        .issuer = m->issuer,
        .subject = m->subject,
        .genre = m->genre,
        .validity = m->validity,
        .region = m->region,
        .unit_name = d->r.unit_name,
        .column_name = d->column.name,
        .column_path = d->column.path,
        .formed_on = m->formed_on,
        .effective_on = m->effective_on,
        .abolished_on = m->abolished_on,
        .published_at = at,
        .first_published_at = at,
        .updated_at = now,
        .edition_number = d->r.editions + 1,
        .ended = "",
        .ended_note = ""};
}

enum st page_preview(struct req *r)
{
    struct doc d;
    struct link *links;
    size_t n;
    enum st st = page_doc(r, &d);
    if (!st)
        st = link_list(r->ctx, d.r.id, true, &links, &n);
    if (st)
        return st;
    struct item_page page = {.item = preview_item(r, &d),
        .body_html = d.content->body_html,
        .toc_html = structure_toc_html(r->ctx->mem, d.content->body_html),
        .meta = d.content->meta,
        .sha256 = ""};
    return portal_preview(r, &page, links, n);
}

/* The older is always on the left, whatever was chosen first. */
static enum st chosen_editions(struct req *r, struct compare_page *p)
{
    int64_t a = req_arg_int(r, "old", 0), b = req_arg_int(r, "new", 0);
    if (!b && p->n_editions)
        b = p->editions[0].id;
    if (!a && p->n_editions)
        a = p->editions[p->n_editions > 1].id;
    enum st st = edition_get(r->ctx, a, &p->before);
    if (!st)
        st = edition_get(r->ctx, b, &p->after);
    if (st)
        return st;
    if (p->before.record_id != p->d->r.id || p->after.record_id != p->d->r.id)
        return fail(r->ctx, ST_NOT_FOUND, "", "这份文件没有所选的版本，请从版本列表中选择");
    if (p->before.number > p->after.number) {
        struct edition swap = p->before;
        p->before = p->after;
        p->after = swap;
    }
    return ST_OK;
}

enum st page_compare(struct req *r)
{
    struct doc d;
    struct compare_page p = {.d = &d};
    struct column before, after;
    struct arena *a = r->ctx->mem;
    enum st st = page_doc(r, &d);
    if (!st)
        st = edition_list(r->ctx, d.r.id, &p.editions, &p.n_editions);
    if (!st)
        st = chosen_editions(r, &p);
    if (!st)
        st = column_get(r->ctx, p.before.column_id, &before);
    if (!st)
        st = column_get(r->ctx, p.after.column_id, &after);
    if (st)
        return st;
    p.before_column = before.name;
    p.after_column = after.name;
    p.n = parts_differ(a, &p.before.content, &p.after.content, &p.list);
    struct diff changes = diff_html(a, p.before.content.body_html, p.after.content.body_html);
    p.rows = changes.rows;
    p.n_rows = changes.n;
    p.n_changed = changes.n_changed;
    document_compare_page(&r->out, r, &p);
    return ST_OK;
}

enum st page_history(struct req *r)
{
    struct doc d;
    struct journal_line *lines;
    struct history_page p = {.d = &d};
    enum st st = page_doc(r, &d);
    if (!st)
        st = desk_journal(r->ctx, d.r.id, &lines, &p.n);
    if (st)
        return st;
    p.lines = lines;
    document_history_page(&r->out, r, &p);
    return ST_OK;
}
