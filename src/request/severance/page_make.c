/* Handlers: list of copies, the unit's original, the editor, making, page images.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/file_type.h"
#include "request/severance/pages.h"

/* ---- list ---- */

enum st severance_show(struct req *r)
{
    struct severance_list l = {.c = {.n_papers = 0}};
    enum st st = severed_case(r, &l.c);
    if (!st)
        severance_list_page(&r->out, r, &l);
    return st;
}

/* ---- the unit's original ---- */

static const struct field original_fields[] = {
    {.name = "title", .label = "原件名称", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "file",
        .label = "原件",
        .kind = FIELD_FILE,
        .required = true,
        .max = VAULT_FILE_MAX_BYTES},
};
const struct form severance_original_form = {original_fields, COUNT_OF(original_fields)};

/* Only what can be masked is taken: a file that does not open is of no use here. */
static enum st read_original(struct req *r, struct foi_file *out, struct severed_pages *pages)
{
    const struct upload *u = req_upload(r, "file");
    const char *why = "";
    struct pages_info info;
    const struct file_kind *kind = u ? file_kind_of(u->path, &why) : NULL;
    const struct foi_paper like = {.slot = "original", .mime = kind ? kind->mime : ""};
    bool word = kind && foi_can_convert(&like);
    if (!word && (!kind || !foi_can_mask(&like)))
        return fail(r->ctx, ST_INVALID, "file", "请上传 PDF、Word（.docx）、PNG 或 JPEG 文件%s%s",
            *why ? "：" : "", why);
    *out = (struct foi_file){.slot = "", .name = u->name, .mime = kind->mime};
    enum st st = vault_read_upload(r->ctx, u->path, &out->bytes, &out->n_bytes);
    const struct paper_file file = {.p = out->bytes, .n = out->n_bytes};
    if (!st)
        st = word ? severed_convert(r, &file, pages) : severed_info(r, &file, &info);
    if (st == ST_INVALID || st == ST_TOO_BIG)
        return fail(r->ctx, ST_INVALID, "file", "“%s”没有保存：%s", u->name,
            arena_strdup(r->ctx->mem, r->ctx->err.message));
    out->pages = st ? 0 : word ? pages->pages : info.n_pages;
    return st;
}

static enum st add_original(
    struct req *r, const struct foi_case *k, const struct foi_file *file, int64_t *id)
{
    struct foi_paper *papers;
    size_t n;
    const struct foi_arg args[] = {{"slot", "original"}, {"title", req_form(r, "title")}};
    enum st st = foi_act(r->ctx, k->id,
        &(struct foi_do){.action = "add_file",
            .args = args,
            .n_args = COUNT_OF(args),
            .files = file,
            .n_files = 1});
    if (!st)
        st = foi_paper_list(r->ctx, k->id, &papers, &n);
    if (!st)
        *id = papers[n - 1].id;
    return st;
}

static enum st end_tx(struct ctx *c, enum st st)
{
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static enum st read_case(struct req *r, struct severed_case *c)
{
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = severed_case(r, c);
    ctx_rollback(r->ctx);
    return st;
}

static enum st not_now(struct req *r, const struct foi_case *k)
{
    return fail(r->ctx, ST_CONFLICT, "",
        "申请现在是“%s”，只有在审查办理和拟稿时才能区分处理。需要重新制作的，请先退回修改",
        foi_stages[k->stage].title);
}

enum st severance_add_original(struct req *r)
{
    struct severed_case c;
    struct foi_file file;
    struct severed_pages pages = {.pages = 0};
    int64_t id = 0;
    enum st st = read_case(r, &c);
    if (!st && !c.at_work)
        return not_now(r, &c.k);
    if (!st)
        st = read_original(r, &file, &pages);
    if (st)
        return st;
    st = ctx_begin(r->ctx, true);
    if (!st)
        st = add_original(r, &c.k, &file, &id);
    if (!st && pages.pages)
        st = severed_keep_pages(r, &c.k, req_form(r, "title"), id, &pages, &id);
    st = end_tx(r->ctx, st);
    if (st)
        return st;
    flash(r, "原件已经存入案卷，不会提供给申请人。请画出不能公开的内容");
    return redirect(r, CASES "%lld/severance/%lld/", (long long)c.k.id, (long long)id);
}

/* ---- the editor ---- */

/* Those that the drafted reply rests on: most regions will need them. */
static const char *drafted_grounds(const struct severed_case *c)
{
    const char *keys = "";
    for (size_t i = 0; i < c->n_events; i++)
        if (strcmp(c->events[i].action, "draft") == 0)
            keys = foi_event_arg(&c->events[i], "withheld");
    return keys;
}

/* RULE K3, T0: the grounds of the regulation that the case is under, those of the draft first. */
static void set_grounds(struct req *r, const struct severed_case *c, struct ui_mask *m)
{
    struct ui_option *list = ARENA_ARRAY(r->ctx->mem, struct ui_option, 16);
    const char *drafted = drafted_grounds(c);
    for (int first = 1; first >= 0; first--)
        for (const struct foi_word *w = foi_grounds; w->key && m->n_grounds < 16; w++)
            if (foi_code_exists(c->k.regime, w->key) && foi_has_key(drafted, w->key) == first)
                list[m->n_grounds++] = (struct ui_option){w->key, w->title};
    m->grounds = list;
}

static void set_pages(
    struct req *r, const struct severed_paper *p, const struct pages_info *info, struct ui_mask *m)
{
    struct ui_mask_page *list =
        ARENA_ARRAY(r->ctx->mem, struct ui_mask_page, (size_t)info->n_pages);
    for (int i = 0; i < info->n_pages; i++)
        list[i] = (struct ui_mask_page){
            severance_paper_href(r, &p->c.k, p->paper, arena_printf(r->ctx->mem, "page/%d", i + 1)),
            severance_paper_href(
                r, &p->c.k, p->paper, arena_printf(r->ctx->mem, "thumb/%d", i + 1)),
            info->sizes[i]};
    m->pages = list;
    m->n_pages = (size_t)info->n_pages;
}

/* The name that the applicant reads: from the drafted reply, never from the name of the original,
 * which may say what is masked. */
static const char *first_title(struct req *r, const struct severed_case *c)
{
    for (size_t i = c->n_events; i-- > 0;)
        if (strcmp(c->events[i].action, "draft") == 0 &&
            *foi_event_arg(&c->events[i], "info_title") &&
            strlen(foi_event_arg(&c->events[i], "info_title")) < 200)
            return arena_printf(
                r->ctx->mem, "%s（部分公开）", foi_event_arg(&c->events[i], "info_title"));
    return "";
}

static void set_values(struct req *r, struct severance_editor *e)
{
    const struct foi_twin *last = newest_twin(&e->p.c, e->p.paper);
    e->title = last ? last->paper->title : first_title(r, &e->p.c);
    e->words = last ? foi_event_arg(last->made, "words") : "";
    e->mask.name = "regions";
    e->mask.value = last ? foi_event_arg(last->made, "regions") : "[]";
}

enum st severance_edit(struct req *r)
{
    struct severance_editor e = {.why = ""};
    struct pages_info info;
    enum st st = severed_paper(r, &e.p);
    if (!st && e.p.twin)
        return redirect(r, "%s", severance_paper_href(r, &e.p.c.k, e.p.paper, "proof"));
    if (st)
        return st;
    st = severed_info(r, &e.p.file, &info);
    if (st == ST_INVALID || st == ST_TOO_BIG)
        e.why = arena_strdup(r->ctx->mem, r->ctx->err.message);
    else if (st)
        return st;
    else
        set_pages(r, &e.p, &info, &e.mask);
    r->ctx->err = (struct err){.st = ST_OK};
    set_grounds(r, &e.p.c, &e.mask);
    set_values(r, &e);
    severance_editor_page(&r->out, r, &e);
    return ST_OK;
}

/* The worker takes seconds: no transaction is open while it works. */
enum st severance_make(struct req *r)
{
    struct severed_paper p;
    struct severed_copy copy = {.pages = 0};
    int64_t id = 0;
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = severed_paper(r, &p);
    ctx_rollback(r->ctx);
    if (!st && !p.c.at_work)
        return not_now(r, &p.c.k);
    if (!st && p.c.k.version != req_form_int(r, "version", -1))
        return fail(r->ctx, ST_CONFLICT, "",
            "这件申请刚刚被别人办理过，副本没有制作。您画的区域还在，看过办理经过后再提交一次");
    if (!st)
        st = severed_make(r, &p, &copy);
    if (!st)
        st = severed_keep(r, &p, &copy, &id);
    if (st)
        return st;
    flash(r, "副本已经做好并通过核对，将随答复提供；原件留在案卷里");
    return redirect(r, CASES "%lld/severance/%lld/proof", (long long)p.c.k.id, (long long)id);
}

/* ---- page images ---- */

static enum st image(struct req *r, int dpi)
{
    struct severed_paper p;
    struct paper_bytes png;
    int64_t page;
    enum st st = severed_paper(r, &p);
    if (!st)
        st = req_id(r, "page", &page);
    if (!st && (page < 1 || page > PAPER_MAX_PAGES))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这一页");
    if (!st)
        st =
            pages_image(r->ctx->mem, &p.file, (struct page_at){(int)page, dpi}, &png, &r->ctx->err);
    if (st)
        return st;
    r->content_type = "image/png";
    res_header(r, "Cache-Control", "private, no-store");
    res_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    buf_add(&r->out, png.p, png.n);
    return ST_OK;
}

enum st severance_image(struct req *r)
{
    return image(r, 120);
}

enum st severance_thumb(struct req *r)
{
    return image(r, 24);
}
