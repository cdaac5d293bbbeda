/* Letters to Word and back: what the pages of the drafted reply and of other letters share.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/map.h"
#include "lib/paper/docx.h"
#include "lib/text/clean.h"
#include "request/foi/pages.h"

enum st word_send(struct req *r, const struct letter *l, bool word, const char *name)
{
    enum st st =
        word ? letter_docx(l, &r->out, &r->ctx->err) : letter_pdf(l, &r->out, NULL, &r->ctx->err);
    r->content_type = word ? WORD_MIME : "application/pdf";
    if (!st && word)
        name_header(r, arena_printf(r->ctx->mem, "%s.docx", name));
    res_header(r, "Cache-Control", "private, no-store");
    return st;
}

static enum st read_word(
    struct req *r, const struct upload *u, const struct letter *made, struct word_back *out)
{
    struct docx d;
    struct arena *a = r->ctx->mem;
    enum st st = docx_read(a, u->path, &d, &r->ctx->err);
    if (st)
        return st;
    if (d.macros)
        return fail(r->ctx, ST_INVALID, "file",
            "这个文档带有宏，没有保存。请在 Word 或 WPS 中另存为不带宏的 .docx，再传回来");
    if (d.n_images)
        return fail(
            r->ctx, ST_INVALID, "file", "文稿里有图片，文书里不能放图片。请删去，或者作为附件登记");
    const char *plain = html_plain_text(a, d.html);
    if (!made)
        out->body = plain;
    else if (paper_body_cut(a, made, plain, &out->body, &out->wrong) == ST_OK)
        out->wrong.n = 0;
    return page_files(r, "file", "draft", &out->file, 1, &out->n_files);
}

/* The file when there is one, else the text of the form. */
enum st word_read_back(struct req *r, const struct letter *made, struct word_back *out)
{
    const struct upload *u = req_upload(r, "file");
    paper_findings_init(&out->wrong, r->ctx->mem);
    out->body = req_form(r, "text");
    if (u && u->size_bytes) {
        enum st st = read_word(r, u, made, out);
        if (!st) /* is shown in the form when it is refused */
            map_set(r->form, "text", arena_strdup(r->ctx->mem, out->body));
        return st;
    }
    return *out->body
               ? ST_OK
               : fail(r->ctx, ST_INVALID, "file", "请选择改好的 Word 文件，或者在下面直接改正文");
}

/* What is wrong goes to the page with all its words, to the attempt log by its rules alone: the
 * words may name people. */
enum st word_tell(
    struct req *r, enum st st, const struct word_back *in, const struct foi_gap *reasons, size_t n)
{
    const char *rules = "";
    size_t told = 0;
    for (size_t i = 0; i < in->wrong.n; i++, told++) {
        const struct paper_finding *f = &in->wrong.at[i];
        problem_add(r, "text", "%s：%s。%s", f->place, f->what, f->remedy);
        rules = arena_printf(r->ctx->mem, "%s %s", rules, f->rule);
    }
    for (size_t i = 0; i < n; i++, told++) {
        problem_add(r, "text", "%s", reasons[i].message);
        rules = arena_printf(r->ctx->mem, "%s %s", rules, reasons[i].rule);
    }
    if (!told)
        return st;
    return fail(r->ctx, st == ST_OK ? ST_INVALID : st, "text", "文稿有%zu处不对（%s），没有保存",
        told, rules + 1);
}
