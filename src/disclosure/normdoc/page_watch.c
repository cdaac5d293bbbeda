/* What is wrong with the published documents, and which texts cite what has ended.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "disclosure/normdoc/pages.h"

enum { PER_PAGE = 50 };

static int64_t seen_unit(const struct req *r)
{
    bool all =
        req_can(r, PERM_ALL_UNITS) || req_can(r, PERM_NORM_MANAGE) || req_can(r, PERM_NORM_LEGAL);
    return all ? req_arg_int(r, "unit", 0) : r->who->unit_id;
}

enum st norm_show_findings(struct req *r)
{
    struct norm_findings p;
    enum st st = norm_findings_list(r->ctx,
        &(struct norm_findings_filter){.code = req_arg(r, "code"),
            .unit_id = seen_unit(r),
            .page = ui_page(r),
            .per_page = FINDINGS_PAGE},
        &p);
    if (!st)
        normdoc_findings_page(&r->out, r, &p);
    return st;
}

enum st norm_show_cites(struct req *r)
{
    struct cites_page p = {.dismissed = strcmp(req_arg(r, "tab"), "dismissed") == 0};
    enum st st = norm_cites(
        r->ctx, seen_unit(r), p.dismissed, ui_page(r), PER_PAGE, &p.list, &p.n, &p.total);
    if (st)
        return st;
    for (size_t i = 0; i < p.n; i++)
        p.may[i] = req_can(r, PERM_NORM_MANAGE) ||
                   (req_can(r, PERM_DRAFT) && p.list[i].unit_id == r->who->unit_id);
    normdoc_cites_page(&r->out, r, &p);
    return ST_OK;
}

static const struct field dismiss_fields[] = {
    {.name = "from",
        .label = "文件",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = INT64_MAX},
    {.name = "to",
        .label = "引用的文件",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = INT64_MAX},
    {.name = "reason", .label = "理由", .kind = FIELD_TEXT, .max = 200},
    {.name = "reopen", .label = "恢复", .kind = FIELD_BOOL},
};
const struct form norm_form_dismiss = {dismiss_fields, COUNT_OF(dismiss_fields)};

enum st norm_do_dismiss(struct req *r)
{
    bool reopen = req_form_bool(r, "reopen");
    const char *reason = req_form(r, "reason");
    if (!reopen && !*reason)
        return fail(r->ctx, ST_INVALID, "reason", "不需要修改的，请写明理由");
    if (!req_can(r, PERM_NORM_MANAGE) && !req_can(r, PERM_DRAFT))
        return fail(r->ctx, ST_DENIED, "", "由起草这个网页的单位处理");
    enum st st = norm_cite_dismiss(r->ctx, req_form_int(r, "from", 0), req_form_int(r, "to", 0),
        req_can(r, PERM_NORM_MANAGE) ? 0 : r->who->unit_id, reopen ? "" : reason);
    if (st)
        return st;
    flash(r, reopen ? "已恢复为待处理" : "已标为不需要修改；可以在“已排除”里恢复");
    return redirect(r, NORMDOCS "cites");
}
