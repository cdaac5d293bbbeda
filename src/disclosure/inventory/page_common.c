/* Paths, heads, words and options that all pages of the register use.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/pages.h"
#include "lib/base/json.h"

bool sees_all(const struct req *r)
{
    return req_can(r, PERM_ALL_UNITS);
}

bool may_edit(const struct req *r, int64_t unit_id)
{
    return req_can(r, PERM_INVENTORY_EDIT) && (sees_all(r) || r->who->unit_id == unit_id);
}

int64_t unit_asked(const struct req *r)
{
    return sees_all(r) ? req_arg_int(r, "unit", 0) : r->who->unit_id;
}

struct work_head inventory_head(struct req *r, const char *title, const char *last)
{
    static const char *const styles[] = {"inventory.css", NULL};
    struct work_head h = {.title = title, .section = "inventory", .styles = styles};
    if (!last)
        return h;
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 2);
    crumbs[0] = (struct crumb){"文件台账", INVENTORY};
    crumbs[1] = (struct crumb){last, ""};
    h.crumbs = crumbs;
    h.n_crumbs = 2;
    return h;
}

const char *number_text(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

const char *entry_href(struct req *r, const struct entry *e)
{
    return e->id ? arena_printf(r->ctx->mem, INVENTORY "e/%lld/", (long long)e->id)
                 : arena_printf(r->ctx->mem, INVENTORY "r/%lld/", (long long)e->record_id);
}

enum st unit_options(struct req *r, struct ui_option **list, size_t *n)
{
    struct unit *units;
    enum st st = unit_list(r->ctx, false, &units, n);
    if (st)
        return st;
    *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, *n);
    for (size_t i = 0; i < *n; i++)
        (*list)[i] = (struct ui_option){number_text(r->ctx->mem, units[i].id), units[i].short_name};
    return ST_OK;
}

const struct ui_option mode_options[3] = {
    {MODE_OPEN, MODE_OPEN}, {MODE_ASKED, MODE_ASKED}, {MODE_CLOSED, MODE_CLOSED}};

const struct ui_option *all_clauses(struct req *r)
{
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_clauses);
    for (size_t i = 0; i < n_clauses; i++)
        list[i] = (struct ui_option){clauses[i].key,
            arena_concat(r->ctx->mem, clauses[i].open_mode, " · ", clauses[i].label, NULL)};
    return list;
}

const char *entry_basis(struct req *r, const struct entry *e)
{
    const struct clause *k = clause_find(e->clause);
    return k ? arena_concat(r->ctx->mem, k->label, "（", k->text, "）", *e->basis ? "；" : "",
                   e->basis, NULL)
             : e->basis;
}

const char *past_word(const char *action)
{
    static const struct {
        const char *action, *word;
    } words[] = {{"inventory.add", "登记"}, {"inventory.change", "修改登记"},
        {"inventory.decide", "确定公开方式"}, {"inventory.keep", "复审：维持不公开"},
        {"inventory.open", "复审：改为主动公开"}, {"inventory.attach", "与工作台文件对应"},
        {"record.create", "起草"}, {"record.save", "保存草稿"}, {"record.submit", "提交审核"},
        {"record.approve", "审核通过"}, {"record.send_back", "退回"}, {"record.publish", "发布"},
        {"record.withdraw", "撤回"}, {"record.discard", "放弃草稿"}, {"record.resume", "找回草稿"},
        {"record.end", "结束"}, {"record.import", "导入"}, {"record.schedule", "定时发布"},
        {"record.amend", "发布新版本"}, {"record.reopen", "复审后重新起草"},
        {"record.start_amend", "开始修改"}, {"edition.add", "定稿"}, {"record.edition", "定稿"}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (!strcmp(words[i].action, action))
            return words[i].word;
    return action;
}

const char *past_words(struct arena *a, const char *json)
{
    static const char *const keys[] = {"number", "open_mode", "clause", "basis", "note", "until"};
    const struct json *j;
    struct err e;
    const char *out = "";
    if (!*json || json_parse(a, json, strlen(json), &j, &e))
        return "";
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const char *text = json_get_text(j, keys[i]);
        const struct clause *k = !strcmp(keys[i], "clause") ? clause_find(text) : NULL;
        if (k)
            text = k->label;
        if (*text)
            out = arena_concat(a, out, *out ? "；" : "", text, NULL);
    }
    return out;
}
