/* Editing a template: its placeholders, the trial before it is kept, the preview.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/wording/pages.h"
#include "request/wording/store.h"

enum { MOST_TOLD = 40 };

static const struct field fields[] = {
    {.name = "text", .label = "模板", .kind = FIELD_LONG, .required = true, .max = 65536},
    {.name = "note", .label = "修改说明", .kind = FIELD_TEXT, .max = 200},
    {.name = "version", .label = "版本", .kind = FIELD_INT},
    {.name = "code", .label = "答复类型", .kind = FIELD_TEXT, .max = 4},
    {.name = "time", .label = "适用条例", .kind = FIELD_INT, .max = SAMPLE_TIMES - 1},
};
const struct form wording_form = {fields, COUNT_OF(fields)};

/* ---- placeholders ---- */

static const char *insert_of(struct arena *a, enum paper_fact fact)
{
    enum paper_type type = paper_fact_rows[fact].type;
    const char *name = paper_fact_rows[fact].name;
    if (type == PAPER_FLAG)
        return arena_printf(a, "@如有 %s", name);
    return type == PAPER_LIST ? arena_printf(a, "@逐项 %s", name) : arena_printf(a, "{{%s}}", name);
}

static struct placeholder placeholder_of(struct arena *a, enum paper_fact fact)
{
    return (struct placeholder){paper_fact_rows[fact].name, insert_of(a, fact),
        paper_type_title(paper_fact_rows[fact].type), paper_fact_meaning(fact),
        paper_fact_example(a, fact)};
}

/* Those that the shipped text of this letter uses come first, then all by their groups. */
static void load_placeholders(struct arena *a, struct edit_page *p)
{
    struct placeholder_group *groups = ARENA_ARRAY(a, struct placeholder_group, 16);
    struct placeholder *own = ARENA_ARRAY(a, struct placeholder, PAPER_N_FACTS),
                       *all = ARENA_ARRAY(a, struct placeholder, PAPER_N_FACTS);
    size_t n, n_own = 0;
    const char *text = paper_template_text(p->kind, &n);
    p->n_groups = 1;
    for (size_t i = 0; i < PAPER_N_FACTS; i++) {
        enum paper_fact fact = (enum paper_fact)i;
        const char *name = paper_fact_rows[i].name, *title = paper_fact_group(fact);
        all[i] = placeholder_of(a, fact);
        if (memmem(text, n, arena_printf(a, "{{%s", name), strlen(name) + 2) ||
            memmem(text, n, arena_printf(a, " %s\n", name), strlen(name) + 2))
            own[n_own++] = all[i];
        if (p->n_groups == 1 || strcmp(groups[p->n_groups - 1].title, title) != 0)
            groups[p->n_groups++] = (struct placeholder_group){title, &all[i], 0};
        groups[p->n_groups - 1].n++;
    }
    groups[0] = (struct placeholder_group){"这种文书常用的", own, n_own};
    p->groups = groups;
}

static void load_codes(struct arena *a, struct edit_page *p)
{
    bool reply = strcmp(p->kind->template, "reply") == 0, stop = strcmp(p->kind->key, "stop") == 0;
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, n_reply_codes);
    for (size_t i = 0; (reply || stop) && i < n_reply_codes; i++)
        if ((*reply_codes[i].code == 'O') == stop)
            list[p->n_codes++] = (struct ui_option){reply_codes[i].code,
                arena_printf(a, "%s %s", reply_codes[i].code, reply_codes[i].name)};
    p->codes = list;
}

/* ---- the page ---- */

static enum st find_kind(struct req *r, const struct paper_kind **out)
{
    const char *key = req_param(r, "kind");
    *out = paper_kind_find(key);
    if (!*out || strcmp((*out)->template, key) != 0)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这种文书，请从“文书模板”中选择");
    return ST_OK;
}

static enum st load(struct req *r, struct edit_page *p)
{
    struct wording from;
    int64_t version = req_arg_int(r, "from", -1);
    enum st st = find_kind(r, &p->kind);
    if (!st)
        st = wording_current(r->ctx, p->kind, &p->now);
    if (st)
        return st;
    p->text = p->now.text;
    p->from = "";
    if (version >= 0) {
        st = wording_get(r->ctx, p->kind, version, &from);
        p->text = st ? "" : from.text;
        p->from = wording_name(r->ctx->mem, version, version == 0);
    }
    load_placeholders(r->ctx->mem, p);
    load_codes(r->ctx->mem, p);
    return st;
}

enum st wording_show_edit(struct req *r)
{
    struct edit_page p = {.n_groups = 0};
    enum st st = load(r, &p);
    if (st)
        return st;
    p.conflict = r->method == METHOD_POST && r->status == 409 &&
                 req_form_int(r, "version", p.now.version) != p.now.version;
    if (p.conflict)
        p.n_rows = diff_lines(r->ctx->mem, p.now.text, req_form(r, "text"), &p.rows);
    wording_edit_page(&r->out, r, &p);
    return ST_OK;
}

/* ---- keeping ---- */

/* Every finding with its place at the field; the first is the message of the attempt log. */
static enum st tell(struct req *r, const struct paper_findings *found)
{
    size_t told = 0;
    for (size_t i = 0; i < found->n; i++) {
        const struct paper_finding *f = &found->at[i];
        if (!f->note && told++ < MOST_TOLD)
            problem_add(r, "text", "%s：%s。%s", f->place, f->what, f->remedy);
    }
    if (told > MOST_TOLD)
        problem_add(r, "text", "还有%zu处，改正以上各处后再检查", told - MOST_TOLD);
    return fail(r->ctx, ST_INVALID, "text", "模板有%zu处要改，没有保存", told);
}

static enum st try_text(struct req *r, const struct paper_kind *kind, const char *text)
{
    struct paper_findings found;
    paper_findings_init(&found, r->ctx->mem);
    return paper_template_try(r->ctx->mem, kind, text, strlen(text), &found) ? tell(r, &found)
                                                                             : ST_OK;
}

enum st wording_do_save(struct req *r)
{
    const struct paper_kind *kind;
    const char *text = req_form(r, "text");
    enum st st = find_kind(r, &kind);
    if (!st)
        st = try_text(r, kind, text);
    if (!st)
        st = wording_keep(r->ctx, kind, req_form_int(r, "version", -1), text, req_form(r, "note"));
    if (st)
        return st;
    flash(r, "已保存，今后的%s用这一版", kind->name);
    return redirect(r, "%s", letters_path(r->ctx->mem, kind, "history"));
}

/* ---- preview ---- */

static enum st paint(
    struct req *r, const struct paper_kind *kind, const char *text, const char *code, int64_t time)
{
    struct paper_findings found;
    struct letter letter;
    const struct paper_template *t;
    bool known = reply_code_find(code) != NULL;
    bool in_time = time >= 0 && time < SAMPLE_TIMES;
    const char *usual = strcmp(kind->key, "stop") == 0 ? "O1" : "G2";
    struct paper_facts *f = paper_sample(r->ctx->mem, kind,
        in_time ? (enum paper_sample_time)time : SAMPLE_NOW, known ? code : usual);
    paper_findings_init(&found, r->ctx->mem);
    if (paper_template_parse(r->ctx->mem, text, strlen(text), &t, &found) ||
        paper_fill(t, kind, f, &letter, &found))
        return tell(r, &found);
    enum st st = letter_pdf(&letter, &r->out, NULL, &r->ctx->err);
    if (st)
        return st;
    r->content_type = "application/pdf";
    res_header(r, "Cache-Control", "private, no-store");
    return ST_OK;
}

enum st wording_do_preview(struct req *r)
{
    const struct paper_kind *kind;
    enum st st = find_kind(r, &kind);
    return st ? st
              : paint(r, kind, req_form(r, "text"), req_form(r, "code"),
                    req_form_int(r, "time", SAMPLE_NOW));
}

enum st wording_show_preview(struct req *r)
{
    const struct paper_kind *kind;
    struct wording w;
    enum st st = find_kind(r, &kind);
    if (!st && *req_arg(r, "version"))
        st = wording_get(r->ctx, kind, req_arg_int(r, "version", -1), &w);
    else if (!st)
        st = wording_current(r->ctx, kind, &w);
    return st ? st : paint(r, kind, w.text, req_arg(r, "code"), req_arg_int(r, "time", SAMPLE_NOW));
}

/* ---- history ---- */

static const struct field restore_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .required = true}};
const struct form wording_form_restore = {restore_fields, COUNT_OF(restore_fields)};

static enum st compare(struct req *r, struct history_page *p)
{
    struct wording before, after;
    enum st st = wording_get(r->ctx, p->kind, p->with, &before);
    if (!st)
        st = wording_get(r->ctx, p->kind, p->version, &after);
    if (st)
        return st;
    p->same = strcmp(before.hash, after.hash) == 0;
    p->n_rows = diff_lines(r->ctx->mem, before.text, after.text, &p->rows);
    return ST_OK;
}

enum st wording_show_history(struct req *r)
{
    struct history_page p = {.version = -1};
    struct wording *list;
    enum st st = find_kind(r, &p.kind);
    if (!st)
        st = wording_current(r->ctx, p.kind, &p.now);
    if (!st)
        st = wording_versions(r->ctx, p.kind, &list, &p.n);
    if (st)
        return st;
    p.list = list;
    p.version = req_arg_int(r, "version", p.n ? p.now.version : -1);
    p.with = req_arg_int(r, "with", p.version > 0 ? p.version - 1 : 0);
    if (p.version >= 0)
        st = compare(r, &p);
    if (!st)
        wording_history_page(&r->out, r, &p);
    return st;
}

enum st wording_do_restore(struct req *r)
{
    const struct paper_kind *kind;
    enum st st = find_kind(r, &kind);
    if (!st)
        st = wording_keep(r->ctx, kind, req_form_int(r, "version", -1), NULL, "恢复随附文本");
    if (st)
        return st;
    flash(r, "今后的%s用随附的文本", kind->name);
    return redirect(r, "%s", letters_path(r->ctx->mem, kind, "history"));
}
