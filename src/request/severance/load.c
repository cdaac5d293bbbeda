/* A case, its papers and one of them, for those who work on the case.
 *
 * SPDX-License-Identifier: MIT */
#include "request/severance/pages.h"

enum st severed_case(struct req *r, struct severed_case *out)
{
    int64_t id;
    struct foi_event *events;
    struct foi_paper *papers;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = foi_case_get(r->ctx, foi_see(r), id, &out->k);
    if (!st && !case_is_ours(r, &out->k))
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能看到它的材料");
    if (!st)
        st = foi_event_list(r->ctx, &out->k, &events, &out->n_events);
    if (!st)
        st = foi_paper_list(r->ctx, id, &papers, &out->n_papers);
    if (st)
        return st;
    out->events = events;
    out->papers = papers;
    out->copies = foi_copies(r->ctx->mem, events, out->n_events, papers, out->n_papers);
    out->at_work = req_can(r, PERM_FOI) && foi_can_act(&out->k, "mask");
    return ST_OK;
}

static enum st find_paper(struct req *r, bool (*fits)(const struct foi_paper *p), const char *kinds,
    struct severed_paper *out)
{
    int64_t id;
    const char *bytes;
    size_t n;
    enum st st = severed_case(r, &out->c);
    if (!st)
        st = req_id(r, "paper", &id);
    if (st)
        return st;
    out->paper = NULL;
    for (size_t i = 0; i < out->c.n_papers; i++)
        if (out->c.papers[i].id == id)
            out->paper = &out->c.papers[i];
    if (!out->paper || !fits(out->paper))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份材料，或者它不是 %s 文件", kinds);
    out->twin = foi_twin_of(&out->c.copies, out->paper);
    out->source =
        foi_source_of(out->c.events, out->c.n_events, out->c.papers, out->c.n_papers, out->paper);
    st = foi_paper_bytes(r->ctx, out->paper, &bytes, &n);
    out->file = (struct paper_file){.p = bytes, .n = n};
    return st;
}

enum st severed_paper(struct req *r, struct severed_paper *out)
{
    return find_paper(r, foi_can_mask, "PDF、PNG、JPEG", out);
}

enum st severed_word(struct req *r, struct severed_paper *out)
{
    return find_paper(r, foi_can_convert, "Word（.docx）", out);
}

const struct foi_twin *newest_twin(const struct severed_case *c, const struct foi_paper *p)
{
    for (size_t i = c->copies.n_twins; i-- > 0;)
        if (c->copies.twins[i].original == p)
            return &c->copies.twins[i];
    return NULL;
}

enum st severed_info(struct req *r, const struct paper_file *f, struct pages_info *out)
{
    enum st st = pages_info(r->ctx->mem, f, out, &r->ctx->err);
    if (!st && out->n_pages > MASK_MAX_PAGES)
        return fail(r->ctx, ST_TOO_BIG, "",
            "这份文件有 %d 页，一次最多处理 %d 页，请拆分后重新上传", out->n_pages, MASK_MAX_PAGES);
    return st;
}

const char *severance_href(struct req *r, const struct foi_case *k, const char *rest)
{
    return arena_printf(r->ctx->mem, CASES "%lld/%s", (long long)k->id, rest);
}

const char *severance_paper_href(
    struct req *r, const struct foi_case *k, const struct foi_paper *p, const char *rest)
{
    return arena_printf(
        r->ctx->mem, CASES "%lld/severance/%lld/%s", (long long)k->id, (long long)p->id, rest);
}
