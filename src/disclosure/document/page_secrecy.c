/* The page of the secrecy review of one text, and the setting which texts need one.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/document.h"
#include "disclosure/document/pages.h"

enum st page_secrecy(struct req *r)
{
    struct doc d;
    struct act_page p = {.d = &d, .move = move_find("secrecy"), .phones = "", .writers = ""};
    enum st st = page_doc(r, &d);
    if (!st)
        st = desk_writers(r->ctx, d.r.id, &p.writers);
    if (st)
        return st;
    p.seen = page_seen_other(r, &d) ? req_form_int(r, "seen", 0) : 0;
    struct flow_state s = desk_state(&d, r->who);
    p.reasons = flow_reasons(r->ctx->mem, p.move, &s);
    document_secrecy_page(&r->out, r, &p);
    return ST_OK;
}

enum st page_secrecy_do(struct req *r)
{
    struct doc d;
    enum st st = page_doc(r, &d);
    if (!st && (move_find("secrecy")->from & d.place) && page_seen_other(r, &d)) {
        r->status = 409;
        return page_secrecy(r);
    }
    if (!st)
        st = act_run(r->ctx, d.r.id, r->who, "secrecy",
            &(struct act_input){.seen = req_form_int(r, "seen", 0),
                .secrecy = req_form(r, "secrecy"),
                .basis = req_form(r, "secrecy_basis")});
    if (st)
        return st;
    flash(r, "已记下保密审查的结论：%s。只在工作台可见", secrecy_word(req_form(r, "secrecy")));
    return redirect(r, "%s", doc_path(r, d.r.id, ""));
}

/* ---- the setting ---- */

/* "a,b" as a list. */
static const char **split(struct arena *a, const char *list, size_t *n)
{
    char *copy = arena_strdup(a, list), *save = NULL;
    const char **out = ARENA_ARRAY(a, const char *, strlen(list) + 1);
    *n = 0;
    for (char *p = strtok_r(copy, ",", &save); p; p = strtok_r(NULL, ",", &save))
        out[(*n)++] = p;
    return out;
}

enum st page_rules(struct req *r)
{
    struct rules_page p = {.n_kinds = 0};
    struct secrecy_rules rules;
    enum st st = secrecy_rules_get(r->ctx, &rules);
    if (st)
        return st;
    char *lines = arena_strdup(r->ctx->mem, rules.free);
    for (char *q = lines; (q = strchr(q, ',')); q++)
        *q = '\n';
    p.free_lines = lines;
    p.kinds = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_kinds + 1);
    for (size_t i = 0; i < n_kinds; i++)
        p.kinds[p.n_kinds++] = (struct ui_option){kinds[i].key, kinds[i].word};
    p.kinds[p.n_kinds++] = (struct ui_option){"answer", kind_word("answer")};
    p.chosen = split(r->ctx->mem, rules.kinds, &p.n_chosen);
    document_rules_page(&r->out, r, &p);
    return ST_OK;
}

static enum st read_kinds(struct req *r, const char **out)
{
    const char *const *list;
    size_t n = req_form_list(r, "kinds", &list);
    *out = "";
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(kind_word(list[i]), list[i]))
            return fail(
                r->ctx, ST_INVALID, "kinds", "没有“%.20s”这个种类，请从列表中选择", list[i]);
        *out = arena_printf(r->ctx->mem, "%s%s%s", *out, i ? "," : "", list[i]);
    }
    return ST_OK;
}

/* A path a line; every one must be a column. */
static enum st read_free(struct req *r, const char **out)
{
    char *text = arena_strdup(r->ctx->mem, req_form(r, "free")), *save = NULL;
    struct column column;
    *out = "";
    for (char *p = strtok_r(text, "\r\n ,，", &save); p; p = strtok_r(NULL, "\r\n ,，", &save)) {
        if (column_by_path(r->ctx, p, &column))
            return fail(r->ctx, ST_INVALID, "free",
                "没有栏目“%.60s”：每行写一个栏目的路径，例如 zwdt/gzdt", p);
        *out = arena_printf(r->ctx->mem, "%s%s%s", *out, **out ? "," : "", p);
    }
    return ST_OK;
}

enum st page_rules_do(struct req *r)
{
    struct secrecy_rules rules;
    enum st st = read_kinds(r, &rules.kinds);
    if (!st)
        st = read_free(r, &rules.free);
    if (!st)
        st = secrecy_rules_put(r->ctx, &rules);
    if (st)
        return st;
    flash(r, "已保存。还没有发布的文件按新的设置检查");
    return redirect(r, "/work/documents/settings");
}
