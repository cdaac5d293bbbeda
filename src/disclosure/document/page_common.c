/* What the pages of one record share: loading it, its head, the moves that fit.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/pages.h"
#include "disclosure/inventory/inventory.h"

#include <string.h>

bool sees_all_units(const struct req *r)
{
    return req_can(r, PERM_ALL_UNITS);
}

enum st page_doc(struct req *r, struct doc *d)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = desk_get(r->ctx, id, d);
    if (st)
        return st;
    if (!r->who || (d->r.unit_id != r->who->unit_id && !sees_all_units(r)))
        return fail(r->ctx, ST_DENIED, "", "这是其他单位的文件，您只能查看和办理本单位的文件");
    return ST_OK;
}

const char *doc_path(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, "/work/documents/%lld/%s", (long long)id, rest);
}

const char *other_path(struct req *r, const struct link *l)
{
    return *l->path ? l->path : doc_path(r, l->other_id, "");
}

const char *doc_title(const struct doc *d)
{
    return *d->content->title ? d->content->title : "（无标题）";
}

struct work_head page_head(struct req *r, const struct doc *d, const char *title)
{
    static const char *const styles[] = {"document.css", NULL};
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 3);
    size_t n = 0;
    crumbs[n++] = (struct crumb){"文件", "/work/documents/"};
    if (d)
        crumbs[n++] = (struct crumb){doc_title(d), doc_path(r, d->r.id, "")};
    crumbs[n++] = (struct crumb){title, ""};
    return (struct work_head){
        .title = title, .section = "documents", .crumbs = crumbs, .n_crumbs = n, .styles = styles};
}

enum ui_mood place_mood(enum place p)
{
    switch (p) {
    case AT_LIVE:
        return MOOD_GOOD;
    case AT_RETURNED:
        return MOOD_WARN;
    case AT_ENDED:
    case AT_DISCARDED:
        return MOOD_STOP;
    default:
        return MOOD_INFO;
    }
}

size_t page_moves(struct req *r, const struct doc *d, struct option_view **list)
{
    struct flow_state s = desk_state(d, r->who);
    size_t n = 0;
    *list = ARENA_ARRAY(r->ctx->mem, struct option_view, n_moves);
    for (size_t i = 0; i < n_moves; i++) {
        if (!flow_fits(&moves[i], &s) || !strcmp(moves[i].action, "restore"))
            continue;
        const char *page = moves[i].action;
        if (!strcmp(page, "approve") || !strcmp(page, "send_back"))
            page = "review";
        (*list)[n++] = (struct option_view){
            &moves[i], flow_reasons(r->ctx->mem, &moves[i], &s), doc_path(r, d->r.id, page)};
    }
    return n;
}

enum st returned_why(struct req *r, const struct doc *d, const char **why)
{
    struct status *list;
    size_t n;
    *why = "";
    if (d->place != AT_RETURNED)
        return ST_OK;
    enum st st = status_list(r->ctx, d->r.id, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        if (strcmp(list[i].action, "send_back") != 0)
            continue;
        *why = arena_printf(r->ctx->mem, "%s%s%s（%s）", codes_words(r->ctx->mem, list[i].codes),
            *list[i].note ? "。意见：" : "", list[i].note, list[i].person_name);
        break;
    }
    return st;
}

const struct ui_option *clause_options(struct req *r)
{
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_clauses);
    for (size_t i = 0; i < n_clauses; i++)
        list[i] = (struct ui_option){clauses[i].key,
            arena_concat(r->ctx->mem, clauses[i].open_mode, " · ", clauses[i].label, NULL)};
    return list;
}

const char *basis_words(struct req *r, const struct meta *m)
{
    const struct clause *k = clause_find(m->clause);
    if (!k)
        return m->basis;
    return arena_concat(r->ctx->mem, k->label, *m->basis ? "；" : "", m->basis, NULL);
}
