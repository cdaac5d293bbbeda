/* Papers of a case leave by these doors: one paper, the whole file as a signed package, the
 * applicant's copy of it.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/pages.h"

void name_header(struct req *r, const char *name)
{
    struct buf b;
    buf_init(&b, 0);
    html_url(&b, name);
    res_header(r, "Content-Disposition",
        arena_printf(r->ctx->mem, "attachment; filename*=UTF-8''%s", buf_str(&b)));
    buf_release(&b);
}

/* Paper :paper of case :id, for those who work on it. */
static enum st own_paper(struct req *r, struct foi_case *k, struct foi_paper *out)
{
    int64_t id;
    enum st st = page_case(r, k);
    if (!st)
        st = req_id(r, "paper", &id);
    if (!st)
        st = foi_paper_get(r->ctx, id, out);
    if (!st && (out->case_id != k->id || !case_is_ours(r, k)))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份材料，或者您不办理这件申请");
    return st;
}

static enum st send(struct req *r, const char *mime, const char *name, const char *bytes, size_t n)
{
    r->content_type = mime;
    name_header(r, name);
    res_header(r, "Cache-Control", "private, no-store");
    res_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    buf_add(&r->out, bytes, n);
    return ST_OK;
}

enum st casework_paper(struct req *r)
{
    struct foi_case k;
    struct foi_paper paper;
    const char *bytes;
    size_t n;
    enum st st = own_paper(r, &k, &paper);
    if (!st)
        st = foi_paper_bytes(r->ctx, &paper, &bytes, &n);
    return st ? st : send(r, paper.mime, paper.file_name, bytes, n);
}

enum st casework_paper_word(struct req *r)
{
    struct foi_case k;
    struct foi_paper paper;
    const char *bytes;
    size_t n;
    enum st st = own_paper(r, &k, &paper);
    if (!st)
        st = *paper.word_name ? foi_paper_word(r->ctx, &paper, &bytes, &n)
                              : foi_word_again(r->ctx, &k, &paper, &bytes, &n);
    return st ? st
              : send(r, WORD_MIME,
                    arena_printf(r->ctx->mem, "%s %s.docx", paper.number, paper.title), bytes, n);
}

static enum st pack(struct req *r, enum foi_audience whose, const char *what)
{
    struct foi_case k;
    struct foi_event *list;
    struct derived d;
    struct paper_bytes zip;
    size_t n;
    enum st st = page_case(r, &k);
    if (!st && !case_is_ours(r, &k))
        return fail(r->ctx, ST_DENIED, "", "只有办理这件申请的单位才能下载%s", what);
    if (!st)
        st = foi_event_list(r->ctx, &k, &list, &n);
    if (!st)
        st = foi_derive(r->ctx, &k, list, n, day_at(r->ctx->now), &d);
    if (!st)
        st = foi_file_pack(r->ctx, &k, &d, whose, &zip);
    if (st)
        return st;
    r->content_type = "application/zip";
    name_header(r, arena_printf(r->ctx->mem, "%s %s.zip", foi_case_name(&k), what));
    res_header(r, "Cache-Control", "private, no-store");
    buf_add(&r->out, zip.p, zip.n);
    return ST_OK;
}

enum st casework_zip(struct req *r)
{
    return pack(r, FOI_FULL, "案卷");
}

enum st casework_copy(struct req *r)
{
    return pack(r, FOI_APPLICANT, "提供给申请人的文件");
}
