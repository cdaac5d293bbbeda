/* Doing what the transition table offers: one POST route for all moves.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "common/record/file_type.h"
#include "request/foi/pages.h"

/* ---- files ---- */

static enum st read_file(
    struct req *r, const struct upload *u, const char *slot, struct foi_file *out)
{
    const char *why = "";
    const struct file_kind *kind = file_kind_of(u->path, &why);
    if (!kind)
        return fail(r->ctx, ST_INVALID, u->field, "“%s”没有保存：%s", u->name, why);
    *out = (struct foi_file){.slot = slot, .name = u->name, .mime = kind->mime};
    return vault_read_upload(r->ctx, u->path, &out->bytes, &out->n_bytes);
}

enum st page_files(struct req *r, const char *field, const char *slot, struct foi_file *files,
    size_t cap, size_t *n)
{
    enum st st = ST_OK;
    for (const struct upload *u = r->uploads; !st && u; u = u->next) {
        if (strcmp(u->field, field) != 0)
            continue;
        if (*n == cap)
            return fail(r->ctx, ST_INVALID, field, "一次最多上传 %zu 个文件", cap);
        st = read_file(r, u, slot, &files[(*n)++]);
    }
    return st;
}

/* ---- facts ---- */

const char *page_keys(struct req *r, const char *field)
{
    const char *const *values, *out = "";
    size_t n = req_form_list(r, field, &values);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(r->ctx->mem, "%s%s%s", out, i ? " " : "", values[i]);
    return out;
}

struct foi_arg *move_args(struct req *r, const struct foi_move *m)
{
    struct foi_arg *args = ARENA_ARRAY(r->ctx->mem, struct foi_arg, m->n_facts + 1);
    bool draft = is_reply_form(m);
    const char *code = draft ? req_form(r, fact_field(r->ctx->mem, m, "code")) : "";
    for (size_t i = 0; i < m->n_facts; i++) {
        const struct fact *f = &m->facts[i];
        const char *field = fact_field(r->ctx->mem, m, f->name);
        args[i] = (struct foi_arg){
            f->name, f->kind == FACT_CODES ? page_keys(r, field) : req_form(r, field)};
        if (f->kind == FACT_DATA) /* written by the pages that make it, never by this form */
            args[i].value = "";
        if (draft && !fact_belongs(f, code))
            args[i].value = ""; /* left from another kind of reply, not shown to the person */
    }
    return args;
}

/* ---- acting ---- */

/* The message of the whole goes to the attempt log only. */
enum st tell_reasons(
    struct req *r, const struct foi_move *m, enum st st, const struct foi_gap *reasons, size_t n)
{
    for (size_t i = 0; i < n; i++)
        problem_add(r, *reasons[i].field ? fact_field(r->ctx->mem, m, reasons[i].field) : "", "%s",
            reasons[i].message);
    if (n && *reasons[0].field)
        snprintf(r->ctx->err.field, sizeof r->ctx->err.field, "%s.%s", m->action, reasons[0].field);
    return st;
}

static enum st run(struct req *r, const struct foi_case *k, const struct foi_move *m)
{
    struct foi_file files[CASE_FILES_MAX];
    struct foi_gap reasons[24];
    size_t n_files = 0, n_reasons = 0;
    const char *file = fact_field(r->ctx->mem, m, "file");
    enum st st = m->file_slot ? page_files(r, file, "", files, CASE_FILES_MAX, &n_files) : ST_OK;
    if (st)
        return st;
    st = foi_act(r->ctx, k->id,
        &(struct foi_do){.action = m->action,
            .version = req_form_int(r, "version", -1),
            .day = day_parse(req_form(r, fact_field(r->ctx->mem, m, "day"))),
            .args = move_args(r, m),
            .n_args = m->n_facts,
            .files = files,
            .n_files = n_files,
            .reasons = reasons,
            .n_reasons = &n_reasons});
    return st ? tell_reasons(r, m, st, reasons, n_reasons) : ST_OK;
}

enum st casework_do(struct req *r)
{
    struct foi_case k;
    const struct foi_move *m = foi_move_find(req_param(r, "action"));
    enum st st = page_case(r, &k);
    if (!st && (!m || *foi_move_page(m)))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种操作");
    if (!st && !case_may(r, &k, m))
        return fail(r->ctx, ST_DENIED, "", "您不能“%s”。这一步由有相应权限的人员办理", m->label);
    if (st)
        return st;
    struct form form = move_form(r->ctx->mem, m);
    if (!req_check_form(r, &form))
        return ST_INVALID;
    st = run(r, &k, m);
    if (st)
        return st;
    flash(r, "已办理：%s", m->done);
    return redirect(r, CASEWORK "%lld/", (long long)k.id);
}
