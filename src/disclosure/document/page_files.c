/* Attachments, pictures and .docx of a draft.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "common/record/attachment_text.h"
#include "common/record/file.h"
#include "disclosure/document/pages.h"
#include "lib/base/utf8.h"
#include "lib/paper/docx.h"

enum { MAX_FILES = 50 };

/* The files of the draft in memory that may be changed. */
static struct attachment *own_list(struct req *r, struct meta *m)
{
    struct attachment *list = ARENA_ARRAY(r->ctx->mem, struct attachment, MAX_FILES + m->n_files);
    for (size_t i = 0; i < m->n_files; i++)
        list[i] = m->files[i];
    m->files = list;
    return list;
}

/* A file that is too big or of a wrong type is told in the form, so that the words typed are kept.
 */
static enum st in_form(struct req *r, enum st st, const char *field)
{
    if (st == ST_INVALID || st == ST_TOO_BIG) {
        r->ctx->err.st = st = ST_INVALID;
        snprintf(r->ctx->err.field, sizeof r->ctx->err.field, "%s", field);
    }
    return st;
}

/* The same bytes under the same draft are one attachment. */
static bool has_file(const struct meta *m, const char *sha256)
{
    for (size_t i = 0; i < m->n_files; i++)
        if (!strcmp(m->files[i].sha256, sha256))
            return true;
    return false;
}

static enum st add_uploads(struct req *r, struct meta *m)
{
    struct attachment *list = own_list(r, m);
    for (const struct upload *u = r->uploads; u; u = u->next) {
        struct attachment file;
        if (strcmp(u->field, "files") != 0 || !u->size_bytes)
            continue;
        if (m->n_files >= MAX_FILES)
            return fail(
                r->ctx, ST_INVALID, "files", "一份文件最多 %d 个附件，请合并后再上传", MAX_FILES);
        enum st st = file_put(r->ctx, u->path, u->name, &file);
        if (st)
            return in_form(r, st, "files");
        if (!has_file(m, file.sha256))
            list[m->n_files++] = file;
    }
    return ST_OK;
}

static void remove_file(struct req *r, struct meta *m, const char *sha256)
{
    struct attachment *list = own_list(r, m);
    size_t n = 0;
    for (size_t i = 0; i < m->n_files; i++)
        if (strcmp(list[i].sha256, sha256) != 0)
            list[n++] = list[i];
    m->n_files = n;
}

static void move_file(struct req *r, struct meta *m, const char *sha256)
{
    struct attachment *list = own_list(r, m);
    for (size_t i = 1; i < m->n_files; i++) {
        if (strcmp(list[i].sha256, sha256) != 0)
            continue;
        struct attachment up = list[i];
        list[i] = list[i - 1];
        list[i - 1] = up;
        return;
    }
}

/* <img src="docx:0"> → the stored picture. A picture that is no allowed type loses its source. */
static enum st place_pictures(struct req *r, const struct docx *doc, struct buf *out)
{
    const char *p = doc->html;
    for (const char *hit; (hit = strstr(p, "src=\"docx:"));) {
        size_t i = 0;
        const char *q = hit + strlen("src=\"docx:");
        for (; *q >= '0' && *q <= '9' && i <= doc->n_images; q++)
            i = i * 10 + (size_t)(*q - '0');
        buf_add(out, p, (size_t)(hit - p));
        p = *q == '"' ? q + 1 : q;
        if (i >= doc->n_images)
            continue;
        struct attachment file;
        const char *name = strrchr(doc->images[i].name, '/');
        enum st st = file_put_bytes(r->ctx, doc->images[i].p, doc->images[i].n,
            name ? name + 1 : doc->images[i].name, &file);
        if (st == ST_INVALID || st == ST_TOO_BIG)
            continue;
        if (st)
            return st;
        buf_addf(out, "src=\"%s\"", file_path(r->ctx->mem, &file));
    }
    buf_adds(out, p);
    return ST_OK;
}

enum st docx_into(struct req *r, const struct upload *u, struct content *content, bool replace)
{
    struct docx doc;
    struct buf html;
    enum st st = docx_read(r->ctx->mem, u->path, &doc, &r->ctx->err);
    if (st)
        return in_form(r, st, "docx");
    buf_init(&html, 0);
    st = place_pictures(r, &doc, &html);
    if (!st) {
        const char *text = arena_strndup(r->ctx->mem, buf_str(&html), html.n);
        bool title = !*content->title && *doc.title;
        if (title)
            content->title = doc.title;
        content->body_html = replace || !*content->body_html
                                 ? text
                                 : arena_printf(r->ctx->mem, "%s\n%s", content->body_html, text);
        flash(r, "已从 Word 取入：%s正文约 %zu 字，图片 %zu 幅。请核对后保存",
            title ? "标题，" : "", utf8_count(plain_of(r->ctx->mem, text)), doc.n_images);
    }
    buf_release(&html);
    return st;
}

enum st edit_files(struct req *r, struct content *content, const char *op)
{
    const struct upload *docx = req_upload(r, "docx");
    enum st st = add_uploads(r, &content->meta);
    if (st)
        return st;
    if (!strncmp(op, "remove:", 7))
        remove_file(r, &content->meta, op + 7);
    else if (!strncmp(op, "up:", 3))
        move_file(r, &content->meta, op + 3);
    if (docx && docx->size_bytes)
        return docx_into(r, docx, content, req_form_bool(r, "docx_replace"));
    if (!strcmp(op, "docx"))
        return fail(r->ctx, ST_INVALID, "docx", "请先选择一个 .docx 文件，再点取入");
    if (!strcmp(op, "files") && !req_upload(r, "files"))
        return fail(r->ctx, ST_INVALID, "files", "请先选择要上传的附件");
    return ST_OK;
}

/* A picture pasted or dropped into the editor: {"url": "/files/…"}. */
enum st page_image(struct req *r)
{
    struct doc d;
    struct attachment file;
    const struct upload *u = req_upload(r, "file");
    enum st st = page_doc(r, &d);
    if (!st)
        st = act_check(r->ctx, &d, r->who, move_find("edit"));
    if (st)
        return st;
    if (!u)
        return fail(r->ctx, ST_INVALID, "file", "没有收到图片，请重新选择");
    st = file_put(r->ctx, u->path, u->name, &file);
    if (st)
        return st;
    if (strncmp(file.mime, "image/", 6) != 0)
        return fail(r->ctx, ST_INVALID, "file", "这不是图片，请作为附件上传");
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair(&r->out, "url", file_path(r->ctx->mem, &file));
    jw_pair(&r->out, "name", file.name);
    buf_addc(&r->out, '}');
    return ST_OK;
}

/* What the editor's scripts get instead of a form shown again: {"message": "…"}, 422. */
enum st page_json_again(struct req *r)
{
    r->content_type = "application/json; charset=utf-8";
    buf_addc(&r->out, '{');
    jw_pair(&r->out, "message", r->problems ? r->problems->message : r->ctx->err.message);
    buf_addc(&r->out, '}');
    return ST_OK;
}

const char *file_remark(struct req *r, const char *sha256)
{
    struct attachment_text t;
    if (attachment_text_state(r->ctx, sha256, &t))
        return "";
    return attachment_text_remark(r->ctx->mem, &t);
}
