/* The pages of people: list, add, change, move, disable, initial passwords, unlock, CSV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/pages.h"
#include "common/org/views.h"
#include "lib/web/csv.h"

/* ---- the list ---- */

static enum st fill_choices(struct req *r, bool with_closed, struct choices *out)
{
    struct arena *a = r->ctx->mem;
    struct unit *units;
    size_t n;
    enum st st = unit_list(r->ctx, with_closed, &units, &n);
    if (st)
        return st;
    struct ui_option *list = ARENA_ARRAY(a, struct ui_option, n + n_roles);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct ui_option){
            arena_printf(a, "%lld", (long long)units[i].id), units[i].short_name};
    for (size_t i = 0; i < n_roles; i++)
        list[n + i] = (struct ui_option){roles[i].key, roles[i].title};
    *out = (struct choices){list, list + n, n, n_roles};
    return ST_OK;
}

static bool fits(struct req *r, const struct person *p)
{
    const char *text = req_arg(r, "q"), *role = req_arg(r, "role"), *state = req_arg(r, "state");
    if (*text && !strstr(p->name, text) && !strstr(p->login, text) && !strstr(p->phone, text))
        return false;
    if (*role && strcmp(p->role, role) != 0)
        return false;
    if (strcmp(state, "off") == 0)
        return p->disabled;
    if (strcmp(state, "locked") == 0)
        return p->locked_until > r->ctx->now;
    return *state ? !p->disabled : true;
}

/* The people that fit the filter; a county has some hundreds. */
static enum st find_people(struct req *r, struct person **list, size_t *n)
{
    size_t all;
    enum st st = person_list(r->ctx, req_arg_int(r, "unit", 0), list, &all);
    *n = 0;
    for (size_t i = 0; !st && i < all; i++)
        if (fits(r, &(*list)[i]))
            (*list)[(*n)++] = (*list)[i];
    return st;
}

enum st people_list(struct req *r)
{
    struct people_view v = {.n = 0};
    struct person *list;
    size_t n;
    enum st st = fill_choices(r, true, &v.choices);
    if (!st)
        st = find_people(r, &list, &n);
    if (st)
        return st;
    size_t from = (size_t)(ui_page(r) - 1) * PEOPLE_PER_PAGE;
    from = from < n ? from : n;
    v.people = list + from;
    v.n = n - from < PEOPLE_PER_PAGE ? n - from : PEOPLE_PER_PAGE;
    v.total = (int64_t)n;
    people_list_page(&r->out, r, &v);
    return ST_OK;
}

enum st people_csv(struct req *r)
{
    static const char *const head[] = {
        "姓名", "账号", "单位", "角色", "电话", "状态", "两步验证", "最近登录"};
    struct person *list;
    size_t n;
    char seen[17];
    enum st st = find_people(r, &list, &n);
    if (st)
        return st;
    csv_begin(r, "people.csv");
    csv_row(&r->out, head, COUNT_OF(head));
    for (size_t i = 0; i < n; i++) {
        const struct person *p = &list[i];
        csv_cell(&r->out, p->name, false);
        csv_cell(&r->out, p->login, false);
        csv_cell(&r->out, p->unit_name, false);
        csv_cell(&r->out, p->role_title, false);
        csv_cell(&r->out, p->phone, false);
        csv_cell(&r->out, p->disabled ? "停用" : "在用", false);
        csv_cell(&r->out, p->totp ? "开启" : "", false);
        csv_cell(&r->out, p->last_seen ? time_text(p->last_seen, seen) : "", true);
    }
    return ST_OK;
}

/* ---- a new person ---- */

enum st person_new(struct req *r)
{
    struct choices choices;
    enum st st = fill_choices(r, false, &choices);
    if (!st)
        person_new_page(&r->out, r, &choices);
    return st;
}

/* A new initial password, shown once; whoever used the old one is out. */
static enum st show_password(struct req *r, int64_t id)
{
    struct person p;
    const char *password;
    enum st st = person_reset_password(r->ctx, id, &password);
    if (!st)
        st = session_end_others(r->ctx, id, 0);
    if (!st)
        st = person_get(r->ctx, id, &p);
    if (!st)
        person_password_page(&r->out, r, &p, password);
    return st;
}

enum st person_create(struct req *r)
{
    struct ctx *c = r->ctx;
    int64_t id;
    enum st st = person_add(c, req_form(r, "login"), req_form(r, "name"),
        req_form_int(r, "unit", 0), req_form(r, "role"), NULL, &id);
    if (st == ST_CONFLICT || st == ST_NOT_FOUND)
        st = c->err.st = ST_INVALID; /* shown at its field */
    if (!st && *req_form(r, "phone"))
        st = person_edit(c, id, req_form(r, "name"), req_form(r, "phone"));
    return st ? st : show_password(r, id);
}

/* ---- one person ---- */

enum st person_show(struct req *r)
{
    struct ctx *c = r->ctx;
    struct person_view v = {.self = false};
    struct session_row *sessions;
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = person_get(c, id, &v.person);
    if (!st)
        st = post_list(c, id, &v.posts, &v.n_posts);
    if (!st)
        st = session_list(c, id, &sessions, &v.n_sessions);
    if (!st)
        st = fill_choices(r, false, &v.choices);
    if (st)
        return st;
    v.self = id == r->who->id;
    v.locked = v.person.locked_until > c->now;
    v.unit = arena_printf(c->mem, "%lld", (long long)v.person.unit_id);
    person_page(&r->out, r, &v);
    return ST_OK;
}

static enum st back_to_person(struct req *r, int64_t id, const char *message)
{
    flash(r, "%s", message);
    return redirect(r, "/work/people/%lld/", (long long)id);
}

enum st person_save(struct req *r)
{
    struct ctx *c = r->ctx;
    int64_t id, unit = req_form_int(r, "unit", 0);
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = person_edit(c, id, req_form(r, "name"), req_form(r, "phone"));
    if (!st && unit)
        st = person_move(c, id, unit, req_form(r, "role"));
    return st ? st : back_to_person(r, id, "已保存");
}

static enum st switch_person(struct req *r, bool disabled)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = person_disable(r->ctx, id, disabled);
    if (!st && disabled)
        st = session_end_others(r->ctx, id, 0);
    return st ? st
              : back_to_person(r, id, disabled ? "账号已停用，登录已全部退出" : "账号已恢复使用");
}

enum st person_disable_post(struct req *r)
{
    return switch_person(r, true);
}

enum st person_enable_post(struct req *r)
{
    return switch_person(r, false);
}

enum st person_reset_post(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st && id == r->who->id)
        return fail(r->ctx, ST_DENIED, "", "自己的密码请在“我的账号”中修改");
    return st ? st : show_password(r, id);
}

enum st person_unlock_post(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = person_unlock(r->ctx, id);
    return st ? st : back_to_person(r, id, "已解除锁定");
}
