/* People: their accounts and posts. Every act is journalled here.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "common/org/pages.h"
#include "common/org/password.h"
#include "common/org/store.h"
#include "common/org/throttle.h"
#include "lib/base/json.h"

#define PERSON_COLUMNS                                                                             \
    "s.id, COALESCE(p.unit_id, 0), s.login, s.name, COALESCE(u.short_name, ''), "                  \
    "COALESCE(p.role, ''), s.phone, CASE WHEN s.disabled_at IS NULL THEN 0 ELSE 1 END, "           \
    "CASE WHEN s.totp_secret = '' THEN 0 ELSE 1 END, COALESCE(t.blocked_until, 0), s.last_seen "   \
    "FROM person s LEFT JOIN post p ON p.person_id = s.id AND p.to_at IS NULL "                    \
    "LEFT JOIN unit u ON u.id = p.unit_id "                                                        \
    "LEFT JOIN throttle t ON t.key = 'person:' || CAST(s.id AS TEXT) "

static const struct stmt stmt_get = {
    "person.get", "SELECT " PERSON_COLUMNS "WHERE s.id = $1", NULL};
static const struct stmt stmt_list = {"person.list",
    "SELECT " PERSON_COLUMNS "WHERE $1 = 0 OR p.unit_id = $1 "
    "ORDER BY COALESCE(u.position, 0), u.id, s.id",
    NULL};
static const struct stmt stmt_add = {"person.add",
    "INSERT INTO person (login, name, phone, secret, must_change, totp_secret, totp_pending, "
    "totp_step, created_at, last_seen) VALUES ($1, $2, '', $3, $4, '', '', 0, $5, 0) "
    "ON CONFLICT (login) DO NOTHING RETURNING id",
    NULL};
static const struct stmt stmt_edit = {
    "person.edit", "UPDATE person SET name = $2, phone = $3 WHERE id = $1", NULL};
static const struct stmt stmt_disable = {
    "person.disable", "UPDATE person SET disabled_at = $2 WHERE id = $1", NULL};
static const struct stmt stmt_secret = {
    "person.secret", "UPDATE person SET secret = $2, must_change = $3 WHERE id = $1", NULL};
static const struct stmt stmt_seen = {
    "person.seen", "UPDATE person SET last_seen = $2 WHERE id = $1", NULL};
static const struct stmt stmt_other_admins = {"person.other_admins",
    "SELECT count(*) FROM post p JOIN person s ON s.id = p.person_id "
    "WHERE p.role = 'admin' AND p.to_at IS NULL AND s.disabled_at IS NULL AND s.id <> $1",
    NULL};
static const struct stmt stmt_post_end = {
    "post.end", "UPDATE post SET to_at = $2 WHERE person_id = $1 AND to_at IS NULL", NULL};
static const struct stmt stmt_post_add = {"post.add",
    "INSERT INTO post (person_id, unit_id, role, from_at) VALUES ($1, $2, $3, $4)", NULL};
static const struct stmt stmt_post_list = {"post.list",
    "SELECT u.short_name, p.role, p.from_at, COALESCE(p.to_at, 0) FROM post p "
    "JOIN unit u ON u.id = p.unit_id WHERE p.person_id = $1 ORDER BY p.id DESC",
    NULL};
#define ACCOUNT_COLUMNS                                                                            \
    "SELECT id, login, name, secret, totp_secret, totp_pending, totp_step, must_change, "          \
    "CASE WHEN disabled_at IS NULL THEN 0 ELSE 1 END FROM person WHERE "
static const struct stmt stmt_account = {"account.get", ACCOUNT_COLUMNS "id = $1", NULL};
static const struct stmt stmt_account_login = {
    "account.by_login", ACCOUNT_COLUMNS "login = $1", NULL};
static const struct stmt *const stmts[] = {&stmt_get, &stmt_list, &stmt_add, &stmt_edit,
    &stmt_disable, &stmt_secret, &stmt_seen, &stmt_other_admins, &stmt_post_end, &stmt_post_add,
    &stmt_post_list, &stmt_account, &stmt_account_login};

static const struct field new_fields[] = {
    {.name = "login", .label = "账号", .kind = FIELD_TEXT, .required = true, .max = 32},
    {.name = "name", .label = "姓名", .kind = FIELD_TEXT, .required = true, .max = 30},
    {.name = "phone", .label = "办公电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "unit", .label = "单位", .kind = FIELD_INT, .min = 1, .max = INT32_MAX},
    {.name = "role", .label = "角色", .kind = FIELD_TEXT, .max = 20},
};
static const struct form new_form = {new_fields, COUNT_OF(new_fields)};
/* All but the login, which stays. */
static const struct form person_form = {new_fields + 1, COUNT_OF(new_fields) - 1};

static const struct route routes[] = {
    {METHOD_GET, "/work/people/", PERM_PEOPLE, people_list, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/people/export.csv", PERM_PEOPLE, people_csv, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/people/new", PERM_PEOPLE, person_new, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/people/new", PERM_PEOPLE, person_create, &new_form, person_new, 0, 0},
    {METHOD_GET, "/work/people/:id/", PERM_PEOPLE, person_show, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/people/:id/", PERM_PEOPLE, person_save, &person_form, person_show, 0, 0},
    {METHOD_POST, "/work/people/:id/disable", PERM_PEOPLE, person_disable_post, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/people/:id/enable", PERM_PEOPLE, person_enable_post, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/people/:id/reset", PERM_PEOPLE, person_reset_post, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/people/:id/unlock", PERM_PEOPLE, person_unlock_post, NULL, NULL, 0, 0},
};

const struct module person_module = {
    .name = "person",
    .title = "人员",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
};

enum st org_act(
    struct ctx *c, const char *action, const char *subject, int64_t id, const char *detail)
{
    return journal_add(
        c, &(struct act){
               .action = action, .subject_kind = subject, .subject_id = id, .detail = detail});
}

const char *org_detail(struct ctx *c, const char *name, ...)
{
    struct buf b;
    va_list ap;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    va_start(ap, name);
    for (; name; name = va_arg(ap, const char *))
        jw_pair(&b, name, va_arg(ap, const char *));
    va_end(ap);
    buf_addc(&b, '}');
    const char *text = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

static const char *role_title(const char *key)
{
    const struct role *role = role_find(key);
    return role ? role->title : key;
}

static struct person person_row(const struct rows *r)
{
    return (struct person){.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .login = rows_text(r, 2),
        .name = rows_text(r, 3),
        .unit_name = rows_text(r, 4),
        .role = rows_text(r, 5),
        .role_title = role_title(rows_text(r, 5)),
        .phone = rows_text(r, 6),
        .disabled = rows_int(r, 7) != 0,
        .totp = rows_int(r, 8) != 0,
        .locked_until = rows_int(r, 9),
        .last_seen = rows_int(r, 10)};
}

enum st person_get(struct ctx *c, int64_t id, struct person *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有编号为 %lld 的人员，请从人员列表中选择", (long long)id);
    if (!st)
        *out = person_row(r);
    return st;
}

enum st person_list(struct ctx *c, int64_t unit_id, struct person **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct person, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = person_row(r);
    return ST_OK;
}

bool login_valid(const char *login)
{
    size_t n = strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    return n >= 2 && n <= 32 && !login[n] && login[0] >= 'a' && login[0] <= 'z';
}

static enum st post_begin(struct ctx *c, int64_t person_id, int64_t unit_id, const char *role)
{
    struct unit u;
    if (!role_find(role))
        return fail(c, ST_INVALID, "role", "请选择角色");
    enum st st = unit_get(c, unit_id, &u);
    if (!st && u.closed)
        return fail(c, ST_INVALID, "unit", "%s已撤销，请选择另一个单位", u.short_name);
    if (!st)
        st = x(c, &stmt_post_end, ARGS(v_int(person_id), v_int(c->now)));
    return st ? st
              : x(c, &stmt_post_add,
                    ARGS(v_int(person_id), v_int(unit_id), v_text(role), v_int(c->now)));
}

enum st person_add(struct ctx *c, const char *login, const char *name, int64_t unit_id,
    const char *role, const char *password, int64_t *id)
{
    if (!login_valid(login))
        return fail(
            c, ST_INVALID, "login", "账号用 2 到 32 个小写字母、数字、点、横线，以字母开头");
    if (!*name)
        return fail(c, ST_INVALID, "name", "请填写姓名");
    const char *secret = password ? password_hash(c->mem, password) : "";
    enum st st = insert(c, &stmt_add,
        ARGS(v_text(login), v_text(name), v_text(secret), v_int(!password), v_int(c->now)), id);
    if (st == ST_NOT_FOUND)
        return fail(c, ST_CONFLICT, "login", "账号“%s”已有人使用，请换一个", login);
    if (!st)
        st = post_begin(c, *id, unit_id, role);
    return st ? st
              : org_act(c, "person.add", "person", *id,
                    org_detail(c, "login", login, "name", name, "role", role, NULL));
}

enum st person_edit(struct ctx *c, int64_t id, const char *name, const char *phone)
{
    struct person before;
    if (!*name)
        return fail(c, ST_INVALID, "name", "请填写姓名");
    enum st st = person_get(c, id, &before);
    if (!st)
        st = x(c, &stmt_edit, ARGS(v_int(id), v_text(name), v_text(phone)));
    return st ? st
              : org_act(c, "person.edit", "person", id,
                    org_detail(c, "before", before.name, "name", name, NULL));
}

/* ST_CONFLICT when nobody else could manage accounts any more. */
static enum st keep_one_admin(struct ctx *c, const struct person *p)
{
    struct rows *r;
    if (strcmp(p->role, "admin") != 0 || p->disabled)
        return ST_OK;
    enum st st = q1(c, &stmt_other_admins, ARGS(v_int(p->id)), &r);
    if (!st && !rows_int(r, 0))
        return fail(
            c, ST_CONFLICT, "", "%s是最后一位系统管理员，请先指定另一位系统管理员", p->name);
    return st;
}

enum st person_move(struct ctx *c, int64_t id, int64_t unit_id, const char *role)
{
    struct person p;
    enum st st = person_get(c, id, &p);
    if (st)
        return st;
    if (p.unit_id == unit_id && strcmp(p.role, role) == 0)
        return ST_OK;
    if (id == c->person)
        return fail(c, ST_DENIED, "role", "不能改变自己的单位和角色，请由另一位系统管理员办理");
    if (strcmp(role, "admin") != 0)
        st = keep_one_admin(c, &p);
    if (!st)
        st = post_begin(c, id, unit_id, role);
    return st ? st
              : org_act(c, "person.move", "person", id,
                    org_detail(
                        c, "from_unit", p.unit_name, "from_role", p.role, "role", role, NULL));
}

enum st person_disable(struct ctx *c, int64_t id, bool disabled)
{
    struct person p;
    enum st st = person_get(c, id, &p);
    if (st)
        return st;
    if (id == c->person)
        return fail(c, ST_DENIED, "", "不能停用自己的账号，请由另一位系统管理员办理");
    if (disabled)
        st = keep_one_admin(c, &p);
    if (!st)
        st = x(c, &stmt_disable, ARGS(v_int(id), disabled ? v_int(c->now) : v_null()));
    return st ? st : org_act(c, disabled ? "person.disable" : "person.enable", "person", id, "");
}

enum st person_set_secret(struct ctx *c, int64_t id, const char *secret, bool must_change)
{
    enum st st = x(c, &stmt_secret, ARGS(v_int(id), v_text(secret), v_int(must_change)));
    return st ? st
              : org_act(c, must_change ? "person.reset_password" : "person.change_password",
                    "person", id, "");
}

enum st person_reset_password(struct ctx *c, int64_t id, const char **shown)
{
    struct person p;
    enum st st = person_get(c, id, &p);
    if (st)
        return st;
    *shown = password_make(c->mem);
    st = person_set_secret(c, id, password_hash(c->mem, *shown), true);
    return st ? st : throttle_clear(c, throttle_person(c, id));
}

enum st person_unlock(struct ctx *c, int64_t id)
{
    enum st st = throttle_clear(c, throttle_person(c, id));
    return st ? st : org_act(c, "person.unlock", "person", id, "");
}

enum st person_seen(struct ctx *c, int64_t id)
{
    return x(c, &stmt_seen, ARGS(v_int(id), v_int(c->now)));
}

enum st post_list(struct ctx *c, int64_t person_id, struct post **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_post_list, ARGS(v_int(person_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct post, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct post){
            rows_text(r, 0), role_title(rows_text(r, 1)), rows_int(r, 2), rows_int(r, 3)};
    return ST_OK;
}

static struct account account_row(const struct rows *r)
{
    return (struct account){.id = rows_int(r, 0),
        .login = rows_text(r, 1),
        .name = rows_text(r, 2),
        .secret = rows_text(r, 3),
        .totp_secret = rows_text(r, 4),
        .totp_pending = rows_text(r, 5),
        .totp_step = rows_int(r, 6),
        .must_change = rows_int(r, 7) != 0,
        .disabled = rows_int(r, 8) != 0};
}

static enum st account_one(struct ctx *c, const struct stmt *s, struct val key, struct account *out)
{
    struct rows *r;
    enum st st = q1(c, s, &key, 1, &r);
    if (!st)
        *out = account_row(r);
    return st;
}

enum st account_by_login(struct ctx *c, const char *login, struct account *out)
{
    return account_one(c, &stmt_account_login, v_text(login), out);
}

enum st account_get(struct ctx *c, int64_t id, struct account *out)
{
    return account_one(c, &stmt_account, v_int(id), out);
}

enum st org_load_principal(struct ctx *c, int64_t person, const struct principal **out)
{
    struct rows *r;
    *out = NULL;
    enum st st = q(c, &stmt_get, ARGS(v_int(person)), &r);
    if (st || !rows_next(r))
        return st;
    struct person p = person_row(r);
    const struct role *role = role_find(p.role);
    if (p.disabled || !role)
        return ST_OK;
    struct principal *who = ARENA_NEW(c->mem, struct principal);
    *who = (struct principal){.id = p.id,
        .unit_id = p.unit_id,
        .name = p.name,
        .unit_name = p.unit_name,
        .role_title = role->title,
        .perms = role->perms,
        .n_perms = role->n_perms};
    *out = who;
    return ST_OK;
}

enum st org_first_admin(struct ctx *c, const char *login, const char **password_out)
{
    struct unit *units;
    size_t n;
    int64_t unit_id, id;
    enum st st = unit_list(c, false, &units, &n);
    if (st)
        return st;
    if (n)
        unit_id = units[0].id;
    else
        st = unit_add(c,
            &(struct unit){.code = "xzfb",
                .name = "县人民政府办公室",
                .short_name = "县政府办公室",
                .kind = "OFFICE",
                .credit_code = "",
                .phone = "",
                .address = ""},
            &unit_id);
    if (!st)
        st = person_add(c, login, "系统管理员", unit_id, "admin", NULL, &id);
    return st ? st : person_reset_password(c, id, password_out);
}
