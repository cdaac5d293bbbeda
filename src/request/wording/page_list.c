/* The list of templates and what all their pages share; the version of the demo county.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/wording/pages.h"
#include "request/wording/store.h"

const char *letters_path(struct arena *a, const struct paper_kind *kind, const char *rest)
{
    return arena_printf(a, LETTERS "%s/%s", kind->template, rest);
}

struct work_head letters_head(struct req *r, const char *title, const struct paper_kind *kind)
{
    static const char *const styles[] = {"wording.css", NULL};
    struct work_head h = {.title = title, .section = "letters", .styles = styles};
    if (!kind)
        return h;
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 2);
    crumbs[0] = (struct crumb){"文书模板", LETTERS};
    crumbs[1] = (struct crumb){kind->name, ""};
    h.crumbs = crumbs;
    h.n_crumbs = 2;
    return h;
}

const char *kind_use(const struct paper_kind *kind)
{
    if (!*kind->suffix)
        return "内部表格";
    return strcmp(kind->key, "consult") == 0 || strcmp(kind->key, "third") == 0 ? "给第三方"
           : strcmp(kind->key, "organ") == 0                                    ? "给其他机关"
                                                                                : "给申请人";
}

static enum st load_row(struct req *r, const struct paper_kind *kind, struct list_row *out)
{
    struct paper_findings found;
    size_t n;
    struct wording first;
    enum st st = wording_current(r->ctx, kind, &out->now);
    out->kind = kind;
    if (st || out->now.shipped)
        return st;
    paper_findings_init(&found, r->ctx->mem);
    n = strlen(out->now.text);
    out->broken = paper_template_try(r->ctx->mem, kind, out->now.text, n, &found) != ST_OK;
    st = wording_get(r->ctx, kind, 0, &first);
    out->outdated = !st && strcmp(out->now.shipped_hash, first.hash) != 0;
    return st;
}

enum st wording_show_list(struct req *r)
{
    struct list_row *rows = ARENA_ARRAY(r->ctx->mem, struct list_row, n_paper_kinds);
    struct list_page p = {rows, 0};
    enum st st = ST_OK;
    memset(rows, 0, n_paper_kinds * sizeof *rows);
    for (size_t i = 0; !st && i < n_paper_kinds; i++)
        if (strcmp(paper_kinds[i].key, paper_kinds[i].template) == 0)
            st = load_row(r, &paper_kinds[i], &rows[p.n++]);
    if (!st)
        wording_list_page(&r->out, r, &p);
    return st;
}

/* ---- demo ---- */

static enum st sign_in(struct ctx *c, const char *login)
{
    struct person *people;
    size_t n;
    enum st st = person_list(c, 0, &people, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(people[i].login, login) == 0) {
            c->person = people[i].id;
            c->unit = people[i].unit_id;
            return ST_OK;
        }
    return st ? st : fail(c, ST_BROKEN, "", "演示县没有账号 %s", login);
}

enum st wording_demo(struct ctx *c)
{
    const struct paper_kind *kind = paper_kind_find("receipt");
    size_t n;
    const char *text = paper_template_text(kind, &n);
    text = arena_replace(c->mem, arena_strndup(c->mem, text, n), "@项 查询码：",
        "@项 咨询时间：工作日8:00至12:00，14:00至18:00。\n@项 查询码：");
    enum st st = sign_in(c, "zhengfu");
    return st ? st : wording_keep(c, kind, 0, text, "回执上写明咨询时间");
}
