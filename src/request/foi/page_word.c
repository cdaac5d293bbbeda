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

/* ---- what stands beside the text ---- */

const char *word_beside_words(struct arena *a, const struct docx *d)
{
    static const struct {
        const char *name, *measure;
    } rows[DOCX_BESIDE] = {[BESIDE_CHANGES] = {"修订", "处"},
        [BESIDE_COMMENTS] = {"批注", "条"},
        [BESIDE_NOTES] = {"脚注和尾注", "条"},
        [BESIDE_BOXES] = {"文本框", "个"},
        [BESIDE_PICTURES] = {"图片和图形", "个"},
        [BESIDE_HEADERS] = {"页眉", "处"},
        [BESIDE_FOOTERS] = {"页脚", "处"}};
    const char *out = "";
    for (size_t i = 0; i < DOCX_BESIDE; i++)
        if (d->beside[i])
            out = arena_printf(a, "%s%s%s %zu %s", out, *out ? "、" : "", rows[i].name,
                d->beside[i], rows[i].measure);
    return out;
}

static enum st ask_beside(struct req *r, const char *found)
{
    map_set(r->form, "beside", arena_strdup(r->ctx->mem, found));
    problem_add(r, "known", "这份 Word 文件里有%s", found);
    return fail(r->ctx, ST_INVALID, "known", "文件里有不写进文书的内容，请勾选“已经看过”再保存");
}

enum st word_beside(struct req *r, const struct docx *d)
{
    const char *found = word_beside_words(r->ctx->mem, d);
    bool known = req_form_bool(r, "known") && strcmp(req_form(r, "beside"), found) == 0;
    if (*found && !known)
        return ask_beside(r, found);
    map_set(r->form, "beside", arena_strdup(r->ctx->mem, ""));
    return ST_OK;
}

/* ---- reading ---- */

static enum st read_word(
    struct req *r, const struct upload *u, const struct letter *made, struct word_back *out)
{
    struct docx d;
    struct arena *a = r->ctx->mem;
    enum st st = docx_read_letter(a, u->path, &d, &r->ctx->err);
    if (st)
        return st;
    const char *plain = html_plain_text(a, d.html);
    if (!made)
        out->body = plain;
    else if (paper_body_cut(a, made, plain, &out->body, &out->wrong) == ST_OK)
        out->wrong.n = 0;
    /* is shown in the form when it is refused */
    map_set(r->form, "text", arena_strdup(a, out->body));
    st = word_beside(r, &d);
    return st ? st : page_files(r, "file", "draft", &out->file, 1, &out->n_files);
}

/* The file when there is one, else the text of the form. */
enum st word_read_back(struct req *r, const struct letter *made, struct word_back *out)
{
    const struct upload *u = req_upload(r, "file");
    paper_findings_init(&out->wrong, r->ctx->mem);
    out->body = req_form(r, "text");
    if (u && u->size_bytes)
        return read_word(r, u, made, out);
    if (*req_form(r, "beside") && !req_form_bool(r, "known")) /* its text was taken over */
        return ask_beside(r, req_form(r, "beside"));
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
