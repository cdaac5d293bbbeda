/* Links of a record: looking for the other side, adding, removing.
 *
 * While a version is being written its writer links it; what is public is linked by who may
 * publish.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "common/record/publish.h"
#include "disclosure/document/pages.h"

static bool may_link(const struct req *r, const struct doc *d)
{
    if (d->place & (AT_ENDED | AT_DISCARDED))
        return false;
    return req_can(r, PERM_PUBLISH) || ((d->place & AT_WRITING) && req_can(r, PERM_DRAFT));
}

static enum st check_may_link(struct req *r, struct doc *d)
{
    enum st st = page_doc(r, d);
    if (st || may_link(r, d))
        return st;
    return fail(r->ctx, ST_CONFLICT, "",
        "现在是“%s”，不能改关联：起草时由起草人改，其他时候由有发布权限的人改",
        place_word(d->place));
}

enum st page_links(struct req *r)
{
    struct doc d;
    struct links_page p = {.d = &d};
    struct desk_row *found = NULL;
    enum st st = page_doc(r, &d);
    if (!st)
        st = desk_find(r->ctx, req_arg(r, "find"), d.r.id, &found, &p.n_found);
    if (st)
        return st;
    p.found = found;
    p.may_change = may_link(r, &d);
    document_links_page(&r->out, r, &p);
    return ST_OK;
}

static enum st journal_link(
    struct req *r, int64_t record_id, const char *action, const char *detail)
{
    return journal_add(r->ctx,
        &(struct act){
            .action = action, .subject_kind = "record", .subject_id = record_id, .detail = detail});
}

enum st page_link_add(struct req *r)
{
    struct doc d;
    struct record other;
    int64_t to = req_form_int(r, "to", 0);
    const char *kind = req_form(r, "kind");
    enum st st = check_may_link(r, &d);
    if (!st && record_get(r->ctx, to, &other))
        st = fail(r->ctx, ST_INVALID, "to", "没有编号为 %lld 的文件，请重新查找", (long long)to);
    /* RULE P-LINK-IF: nothing new interprets what has ended. */
    if (!st && !strcmp(kind, LINK_INTERPRETS) && *other.ended && !d.r.live_edition)
        st = fail(r->ctx, ST_CONFLICT, "to",
            "《%.120s》%s，不再为它发布解读（P-LINK-IF）：请选择现行的文件", other.title,
            ending_word(other.ended));
    if (!st)
        st = link_check(r->ctx, d.r.id, to, kind);
    if (!st)
        st = link_add(r->ctx, d.r.id, to, kind);
    if (!st)
        st = journal_link(r, d.r.id, "record.link_add",
            arena_printf(r->ctx->mem, "{\"kind\":\"%s\",\"other\":%lld}", kind, (long long)to));
    if (st)
        return st;
    flash(r, "已添加关联");
    return redirect(r, "%s", doc_path(r, d.r.id, "links"));
}

enum st page_link_remove(struct req *r)
{
    struct doc d;
    int64_t id = req_form_int(r, "link", 0);
    enum st st = check_may_link(r, &d);
    if (!st)
        st = link_remove(r->ctx, d.r.id, id);
    for (size_t i = 0; !st && i < d.n_links; i++)
        if (d.links[i].id == id)
            st = journal_link(r, d.r.id, "record.link_remove",
                arena_printf(r->ctx->mem, "{\"kind\":\"%s\",\"other\":%lld}", d.links[i].kind,
                    (long long)d.links[i].other_id));
    if (st)
        return st;
    flash(r, "已移除关联");
    return redirect(r, "%s", doc_path(r, d.r.id, "links"));
}
