/* Paths, heads and permissions that all pages of the annual report use.
 *
 * SPDX-License-Identifier: MIT */
#include "request/annual/pages.h"

#include <string.h>

static const char *const styles[] = {"annual.css", NULL};

const char *annual_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, ANNUAL "%lld/%s", (long long)id, rest);
}

const char *annual_cell_href(struct req *r, const struct annual *a, const char *cell)
{
    struct buf b;
    buf_init(&b, 0);
    html_url(&b, cell);
    const char *path =
        arena_printf(r->ctx->mem, ANNUAL "%lld/cell?c=%s", (long long)a->row.id, buf_str(&b));
    buf_release(&b);
    return path;
}

const char *annual_name(struct req *r, const struct annual *a)
{
    return arena_printf(
        r->ctx->mem, "%s%d年度报告%s", a->organ.name, a->row.year, a->county ? "（全县汇总）" : "");
}

struct work_head annual_head(struct req *r, const struct annual *a, const char *last)
{
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 3);
    const char *name = annual_name(r, a);
    crumbs[0] = (struct crumb){"年度报告", ANNUAL};
    crumbs[1] = (struct crumb){name, *last ? annual_href(r, a->row.id, "") : ""};
    crumbs[2] = (struct crumb){last, ""};
    return (struct work_head){.title = *last ? last : name,
        .section = "annual",
        .styles = styles,
        .crumbs = crumbs,
        .n_crumbs = *last ? 3 : 2};
}

static bool own(const struct req *r, const struct foi_organ *organ)
{
    return r->who && (r->who->unit_id == organ->unit_id || r->who->unit_id == organ->office_id);
}

bool annual_may_edit(const struct req *r, const struct foi_organ *organ)
{
    return req_can(r, PERM_DRAFT) && own(r, organ);
}

bool annual_may_see(const struct req *r, const struct foi_organ *organ)
{
    return own(r, organ) || req_can(r, PERM_FOI_ALL) || req_can(r, PERM_ALL_UNITS);
}

enum st annual_page(struct req *r, bool to_edit, struct annual **out)
{
    int64_t id;
    *out = ARENA_NEW(r->ctx->mem, struct annual);
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = annual_load(r->ctx, id, *out);
    if (st)
        return st;
    if (!annual_may_see(r, &(*out)->organ))
        return fail(r->ctx, ST_DENIED, "", "这是其他单位的年度报告，您只能查看本单位的");
    if (to_edit && !annual_may_edit(r, &(*out)->organ))
        return fail(
            r->ctx, ST_DENIED, "", "年度报告由%s的信息员编制，您没有权限修改", (*out)->organ.name);
    return ST_OK;
}

enum ui_mood annual_mood(enum annual_stage stage)
{
    static const enum ui_mood moods[ANNUAL_STAGES] = {MOOD_INFO, MOOD_GOOD, MOOD_WARN, MOOD_GOOD};
    return moods[stage];
}

const char *annual_value(struct req *r, const struct annual *a, const struct annual_figure *f)
{
    struct report_table t = a->table;
    if (*report_ref_missing(&t, f->at))
        return "";
    return report_figure_text(
        r->ctx->mem, report_ref_measure(a->row.format, f->at), *report_ref_value(&t, f->at));
}

const struct annual_figure *annual_at(const struct annual *a, int table, size_t row, size_t column)
{
    for (size_t i = 0; i < a->n_cells; i++)
        if (a->cells[i].at.table == table && a->cells[i].at.row == (int)row &&
            a->cells[i].at.column == (int)column)
            return &a->cells[i];
    BUG_ON(true);
    return NULL;
}

const char *annual_anchor(struct req *r, const struct annual_figure *f)
{
    return arena_printf(r->ctx->mem, "f-%d-%d-%d", f->at.table, f->at.row, f->at.column);
}
