/* /work/site/: the words of the site, checked by the rules of the inspection sheets, with a preview
 * of the foot.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/journal.h"
#include "platform/portal/edit.h"

static const struct field fields[] = {
    {.name = "name", .label = "网站名称", .kind = FIELD_TEXT},
    {.name = "subtitle", .label = "名称下方的小字", .kind = FIELD_TEXT},
    {.name = "domain", .label = "域名", .kind = FIELD_TEXT},
    {.name = "id_code", .label = "网站标识码", .kind = FIELD_TEXT},
    {.name = "sponsor", .label = "主办单位", .kind = FIELD_TEXT},
    {.name = "operator_unit", .label = "承办单位", .kind = FIELD_TEXT},
    {.name = "phone", .label = "联系电话", .kind = FIELD_TEXT},
    {.name = "email", .label = "电子邮箱", .kind = FIELD_TEXT},
    {.name = "address", .label = "地址", .kind = FIELD_TEXT},
    {.name = "postcode", .label = "邮编", .kind = FIELD_TEXT},
    {.name = "icp", .label = "ICP 备案编号", .kind = FIELD_TEXT},
    {.name = "psb", .label = "公安机关备案编号", .kind = FIELD_TEXT},
    {.name = "conac", .label = "党政机关网站标识的地址", .kind = FIELD_TEXT},
    {.name = "colour", .label = "主色", .kind = FIELD_TEXT},
    {.name = "nav", .label = "主导航", .kind = FIELD_LONG},
    {.name = "home", .label = "首页栏目", .kind = FIELD_LONG},
    {.name = "act", .label = "操作", .kind = FIELD_TEXT},
};
const struct form site_form = {fields, COUNT_OF(fields)};

static void read_texts(struct req *r, struct site_texts *t)
{
    for (size_t i = 0; i < N_SITE_WORDS; i++)
        t->text[i] = req_form(r, site_words[i].key);
}

static void add_problem(void *arg, const struct site_word *w, const char *code, const char *message)
{
    problem_add(arg, w->key, "%s（%s）", message, code);
}

static enum st check_home_path(struct req *r, const char *path)
{
    struct column k;
    enum st st = column_by_path(r->ctx, path, &k);
    if (st && st != ST_NOT_FOUND)
        return st;
    if (st || k.closed)
        problem_add(
            r, "home", "没有开放的栏目“%s”，请写栏目路径，例如 zwgk/fdnr/zcwj（A-V2）", path);
    return ST_OK;
}

/* Every column of the home page exists and is open. */
static enum st check_home(struct req *r, const struct site_texts *t)
{
    const char *const *home, *const *paths, *head;
    enum st st = ST_OK;
    size_t n = 0;
    site_from_texts(r->ctx->mem, t, &home);
    for (; home[n] && !st; n++) {
        size_t n_paths = home_block_paths(r->ctx->mem, home[n], &head, &paths);
        for (size_t i = 0; i < n_paths && !st; i++)
            st = check_home_path(r, paths[i]);
    }
    if (n > 5)
        problem_add(r, "home", "首页最多放 5 块（A-V2）");
    return st;
}

static void show(struct req *r, bool preview)
{
    struct site_edit_view v = {.preview = preview};
    site_texts_now(r->ctx->mem, &v.texts);
    v.site = ui_site();
    if (r->method == METHOD_POST) {
        struct site_texts typed;
        const char *const *home;
        read_texts(r, &typed);
        v.site = site_from_texts(r->ctx->mem, &typed, &home);
        v.preview = true;
    }
    site_edit_page(&r->out, r, &v);
}

enum st site_edit(struct req *r)
{
    show(r, false);
    return ST_OK;
}

enum st site_edit_save(struct req *r)
{
    struct site_texts t;
    read_texts(r, &t);
    site_check(r->ctx->mem, &t, add_problem, r);
    enum st st = check_home(r, &t);
    if (st)
        return st;
    if (r->problems)
        return fail(r->ctx, ST_INVALID, "", "请按提示修改后再保存");
    if (strcmp(req_form(r, "act"), "preview") == 0) {
        show(r, true);
        return ST_OK;
    }
    st = site_save(r->ctx, &t);
    if (!st)
        st = journal_add(r->ctx, &(struct act){.action = "site.save", .subject_kind = "site"});
    if (st)
        return st;
    flash(r, "已保存，公众网站现在就使用新的设置");
    return redirect(r, "/work/site/");
}
