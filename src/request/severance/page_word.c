/* Word files of a case: made into pages that can be masked, kept beside the file they come from.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/paper/word.h"
#include "request/severance/pages.h"

enum st severed_convert(struct req *r, const struct paper_file *word, struct severed_pages *out)
{
    struct pages_info info;
    enum st st = word_pdf(r->ctx->mem, word, &out->pdf, &r->ctx->err);
    if (!st)
        st = severed_info(r, &(struct paper_file){.p = out->pdf.p, .n = out->pdf.n}, &info);
    out->pages = st ? 0 : info.n_pages;
    return st;
}

enum st severed_keep_pages(struct req *r, const struct foi_case *k, const char *title,
    int64_t source, const struct severed_pages *pages, int64_t *id)
{
    struct foi_paper *papers;
    struct arena *a = r->ctx->mem;
    size_t n;
    title = arena_printf(a, "%s（由 Word 转换）", title);
    const struct foi_arg args[] = {{"slot", "original"}, {"title", title},
        {"source", arena_printf(a, "%lld", (long long)source)}};
    const struct foi_file file = {.slot = "",
        .name = arena_printf(a, "%s.pdf", title),
        .mime = "application/pdf",
        .bytes = pages->pdf.p,
        .n_bytes = pages->pdf.n,
        .pages = pages->pages};
    enum st st = foi_act(r->ctx, k->id,
        &(struct foi_do){.action = "add_file",
            .args = args,
            .n_args = COUNT_OF(args),
            .files = &file,
            .n_files = 1});
    if (!st)
        st = foi_paper_list(r->ctx, k->id, &papers, &n);
    if (!st)
        *id = papers[n - 1].id;
    return st;
}

/* Nothing is open while the worker reads and paints. */
enum st severance_convert(struct req *r)
{
    struct severed_paper p;
    struct severed_pages pages;
    int64_t id = 0;
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = severed_word(r, &p);
    ctx_rollback(r->ctx);
    if (!st && !p.c.at_work)
        return fail(r->ctx, ST_CONFLICT, "", "只有在审查办理和拟稿时才能区分处理");
    if (!st)
        st = severed_convert(r, &p.file, &pages);
    if (!st)
        st = ctx_begin(r->ctx, true);
    if (!st)
        st = severed_keep_pages(r, &p.c.k, p.paper->title, p.paper->id, &pages, &id);
    if (!st)
        st = ctx_commit(r->ctx);
    ctx_rollback(r->ctx);
    if (st)
        return st;
    flash(r, "已转换成 %d 页。版面是简化的，请对照 Word 文件逐页检查，再画遮盖区域", pages.pages);
    return redirect(r, CASES "%lld/severance/%lld/", (long long)p.c.k.id, (long long)id);
}
