/* Making a masked copy: what was drawn is checked, the worker makes and proves it, the act keeps
 * it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/severance/pages.h"

static const struct field make_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "title", .label = "副本名称", .kind = FIELD_TEXT, .required = true, .max = 100},
    {.name = "words", .label = "另外核对的字词", .kind = FIELD_LONG, .max = 4000},
    {.name = "regions", .label = "遮盖区域", .kind = FIELD_LONG, .required = true, .max = 300000},
};
const struct form severance_make_form = {make_fields, COUNT_OF(make_fields)};

struct mask_words severed_words(struct arena *a, const char *text)
{
    const char **rows = ARENA_ARRAY(a, const char *, MASK_MAX_WORDS);
    size_t n = 0;
    while (*text && n < MASK_MAX_WORDS) {
        text += strspn(text, " \t\r\n");
        size_t len = strcspn(text, "\r\n"), kept = len;
        while (kept && strchr(" \t", text[kept - 1]))
            kept--;
        if (kept)
            rows[n++] = arena_strndup(a, text, kept);
        text += len;
    }
    return (struct mask_words){rows, n};
}

/* RULE K3: the box says the ground in the words of the table, whatever the browser sent. */
static enum st label_regions(struct req *r, const struct severed_paper *p, struct severed_copy *out)
{
    struct mask_region *rows = ARENA_ARRAY(r->ctx->mem, struct mask_region, out->regions.n + 1);
    bool used[16] = {false};
    for (size_t i = 0; i < out->regions.n; i++) {
        rows[i] = out->regions.rows[i];
        rows[i].label = foi_ground_title(rows[i].ground);
        if (!*rows[i].label || !foi_code_exists(p->c.k.regime, rows[i].ground))
            return fail(r->ctx, ST_INVALID, "regions",
                "第 %zu 个遮盖区域的理由不是法定的不予公开事由，请从列表中选择", i + 1);
        for (size_t g = 0; foi_grounds[g].key && g < COUNT_OF(used); g++)
            used[g] |= strcmp(foi_grounds[g].key, rows[i].ground) == 0;
    }
    out->regions.rows = rows;
    out->grounds = "";
    for (size_t g = 0; foi_grounds[g].key && g < COUNT_OF(used); g++)
        if (used[g])
            out->grounds = arena_printf(
                r->ctx->mem, "%s%s%s", out->grounds, *out->grounds ? " " : "", foi_grounds[g].key);
    return ST_OK;
}

static enum st read_form(struct req *r, const struct severed_paper *p, struct severed_copy *out)
{
    struct ctx *c = r->ctx;
    out->title = req_form(r, "title");
    out->words_text = req_form(r, "words");
    out->words = severed_words(c->mem, out->words_text);
    enum st st =
        mask_regions_read(c->mem, req_form(r, "regions"), out->pages, &out->regions, &c->err);
    if (!st && !out->regions.n)
        return fail(c, ST_INVALID, "regions", "还没有画遮盖区域。请在页面上画出不能公开的内容");
    for (size_t i = 0; !st && i < out->words.n; i++)
        if (strstr(out->title, out->words.rows[i]))
            return fail(c, ST_INVALID, "title",
                "副本名称里有要求核对不再出现的字词，申请人会看到名称，请改写");
    return st ? st : label_regions(r, p, out);
}

enum st severed_make(struct req *r, const struct severed_paper *p, struct severed_copy *out)
{
    struct pages_info info;
    enum st st = severed_info(r, &p->file, &info);
    if (st)
        return st;
    out->pages = info.n_pages;
    st = read_form(r, p, out);
    return st ? st
              : mask_make(
                    r->ctx->mem, &p->file, &out->regions, out->words, &out->pdf, &r->ctx->err);
}

static const char *regions_text(struct ctx *c, const struct mask_regions *regions)
{
    struct buf b;
    buf_init(&b, 0);
    mask_regions_write(&b, regions);
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

static enum st act(struct req *r, const struct severed_paper *p, const struct severed_copy *copy)
{
    struct ctx *c = r->ctx;
    const struct foi_arg args[] = {
        {"original", arena_printf(c->mem, "%lld", (long long)p->paper->id)}, {"title", copy->title},
        {"grounds", copy->grounds}, {"boxes", arena_printf(c->mem, "%zu", copy->regions.n)},
        {"pages", arena_printf(c->mem, "%d", copy->pages)},
        {"regions", regions_text(c, &copy->regions)}, {"words", copy->words_text}};
    const struct foi_file file = {.slot = "",
        .name = arena_printf(c->mem, "%s.pdf", copy->title),
        .mime = "application/pdf",
        .bytes = copy->pdf.p,
        .n_bytes = copy->pdf.n,
        .pages = copy->pages};
    return foi_act(c, p->c.k.id,
        &(struct foi_do){.action = "mask",
            .version = req_form_int(r, "version", -1),
            .args = args,
            .n_args = COUNT_OF(args),
            .files = &file,
            .n_files = 1});
}

/* The paper that the act has just added. */
static enum st newest_paper(struct ctx *c, int64_t case_id, int64_t *id)
{
    struct foi_paper *papers;
    size_t n;
    enum st st = foi_paper_list(c, case_id, &papers, &n);
    if (!st)
        *id = papers[n - 1].id;
    return st;
}

enum st severed_keep(
    struct req *r, const struct severed_paper *p, const struct severed_copy *copy, int64_t *id)
{
    enum st st = ctx_begin(r->ctx, true);
    if (!st)
        st = act(r, p, copy);
    if (!st)
        st = newest_paper(r->ctx, p->c.k.id, id);
    if (!st)
        return ctx_commit(r->ctx);
    ctx_rollback(r->ctx);
    return st;
}
