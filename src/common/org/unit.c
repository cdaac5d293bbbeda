/* Units: reading, adding, changing, closing; the other names they are called by.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/pages.h"
#include "common/org/store.h"
#include "lib/text/credit.h"

#define UNIT_COLUMNS                                                                               \
    "u.id, u.code, u.name, u.short_name, u.kind, u.credit_code, u.phone, u.address, "              \
    "CASE WHEN u.closed_at IS NULL THEN 0 ELSE 1 END"

static const struct stmt stmt_get = {
    "unit.get", "SELECT " UNIT_COLUMNS " FROM unit u WHERE u.id = $1", NULL};
static const struct stmt stmt_list = {"unit.list",
    "SELECT " UNIT_COLUMNS " FROM unit u WHERE $1 = 1 OR u.closed_at IS NULL "
    "ORDER BY u.position, u.id",
    NULL};
/* The full name counts before the short one, both before an alias; open units before closed. */
static const struct stmt stmt_by_name = {"unit.by_name",
    "SELECT " UNIT_COLUMNS " FROM unit u LEFT JOIN unit_alias a ON a.unit_id = u.id "
    "AND a.alias = $1 WHERE u.name = $1 OR u.short_name = $1 OR a.alias = $1 "
    "ORDER BY CASE WHEN u.closed_at IS NULL THEN 0 ELSE 1 END, CASE WHEN u.name = $1 THEN 0 "
    "WHEN u.short_name = $1 THEN 1 ELSE 2 END, u.id LIMIT 1",
    NULL};
static const struct stmt stmt_taken = {"unit.taken",
    "SELECT u.name FROM unit u WHERE u.id <> $3 AND (u.code = $1 OR u.name = $2) LIMIT 1", NULL};
static const struct stmt stmt_add = {"unit.add",
    "INSERT INTO unit (code, name, short_name, kind, credit_code, phone, address, position, "
    "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, "
    "(SELECT COALESCE(max(position), 0) + 10 FROM unit), $8) RETURNING id",
    NULL};
static const struct stmt stmt_edit = {"unit.edit",
    "UPDATE unit SET code = $2, name = $3, short_name = $4, kind = $5, credit_code = $6, "
    "phone = $7, address = $8 WHERE id = $1",
    NULL};
static const struct stmt stmt_close = {
    "unit.close", "UPDATE unit SET closed_at = $2 WHERE id = $1", NULL};
static const struct stmt stmt_holders = {"unit.holders",
    "SELECT count(*) FROM post p JOIN person s ON s.id = p.person_id "
    "WHERE p.unit_id = $1 AND p.to_at IS NULL AND s.disabled_at IS NULL",
    NULL};
static const struct stmt stmt_alias_owner = {
    "unit.alias_owner", "SELECT unit_id FROM unit_alias WHERE alias = $1", NULL};
static const struct stmt stmt_alias_add = {
    "unit.alias_add", "INSERT INTO unit_alias (alias, unit_id) VALUES ($1, $2)", NULL};
static const struct stmt stmt_alias_list = {
    "unit.alias_list", "SELECT alias FROM unit_alias WHERE unit_id = $1 ORDER BY alias", NULL};
static const struct stmt stmt_alias_drop = {
    "unit.alias_drop", "DELETE FROM unit_alias WHERE alias = $1 AND unit_id = $2", NULL};
static const struct stmt *const stmts[] = {&stmt_get, &stmt_list, &stmt_by_name, &stmt_taken,
    &stmt_add, &stmt_edit, &stmt_close, &stmt_holders, &stmt_alias_owner, &stmt_alias_add,
    &stmt_alias_list, &stmt_alias_drop};

static const struct field unit_fields[] = {
    {.name = "name", .label = "全称", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "short_name", .label = "简称", .kind = FIELD_TEXT, .required = true, .max = 30},
    {.name = "code", .label = "代码", .kind = FIELD_TEXT, .required = true, .max = 32},
    {.name = "kind", .label = "类别", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "credit_code", .label = "统一社会信用代码", .kind = FIELD_TEXT, .max = 18},
    {.name = "phone", .label = "电话", .kind = FIELD_TEXT, .max = 40},
    {.name = "address", .label = "地址", .kind = FIELD_TEXT, .max = 100},
    {.name = "aliases", .label = "别名", .kind = FIELD_LONG, .max = 1000},
};
static const struct form unit_form = {unit_fields, COUNT_OF(unit_fields)};

static const struct route routes[] = {
    {METHOD_GET, "/work/units/", PERM_PEOPLE, units_list, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/units/export.csv", PERM_PEOPLE, units_csv, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/units/new", PERM_PEOPLE, unit_new, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/units/new", PERM_PEOPLE, unit_create, &unit_form, unit_new, 0, 0},
    {METHOD_GET, "/work/units/:id/", PERM_PEOPLE, unit_show, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/units/:id/", PERM_PEOPLE, unit_save, &unit_form, unit_show, 0, 0},
    {METHOD_POST, "/work/units/:id/close", PERM_PEOPLE, unit_close_post, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/units/:id/open", PERM_PEOPLE, unit_open_post, NULL, NULL, 0, 0},
};

const struct module org_module = {
    .name = "org",
    .title = "单位",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = org_migrations,
    .n_migrations = ORG_MIGRATIONS,
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .demo = org_demo,
};

const struct unit_kind unit_kinds[] = {
    {"GOVERNMENT", "政府"},
    {"OFFICE", "政府办公室"},
    {"DEPARTMENT", "政府部门"},
    {"STREET", "街道"},
    {"TOWNSHIP", "乡镇"},
    {"INSTITUTION", "事业单位和其他机构"},
    {"PARTY", "党委、人大、政协、群团"},
};
const size_t n_unit_kinds = COUNT_OF(unit_kinds);

const char *unit_kind_title(const char *key)
{
    for (size_t i = 0; i < n_unit_kinds; i++)
        if (strcmp(unit_kinds[i].key, key) == 0)
            return unit_kinds[i].title;
    return key;
}

static struct unit unit_row(const struct rows *r)
{
    return (struct unit){.id = rows_int(r, 0),
        .code = rows_text(r, 1),
        .name = rows_text(r, 2),
        .short_name = rows_text(r, 3),
        .kind = rows_text(r, 4),
        .credit_code = rows_text(r, 5),
        .phone = rows_text(r, 6),
        .address = rows_text(r, 7),
        .closed = rows_int(r, 8) != 0};
}

enum st unit_get(struct ctx *c, int64_t id, struct unit *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "unit", "没有这个单位，请从单位列表中选择");
    if (!st)
        *out = unit_row(r);
    return st;
}

enum st unit_list(struct ctx *c, bool with_closed, struct unit **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(with_closed)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct unit, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = unit_row(r);
    return ST_OK;
}

enum st unit_by_name(struct ctx *c, const char *name, struct unit *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_by_name, ARGS(v_text(name)), &r);
    if (st == ST_NOT_FOUND)
        return fail(
            c, st, "unit", "没有名称或别名是“%s”的单位，请在单位页补充别名，或换一个名称", name);
    if (!st)
        *out = unit_row(r);
    return st;
}

static enum st unit_check(struct ctx *c, const struct unit *u)
{
    struct rows *r;
    if (!*u->name || !*u->short_name || !*u->code)
        return fail(c, ST_INVALID, *u->name ? (*u->short_name ? "code" : "short_name") : "name",
            "请填写单位的全称、简称和代码");
    bool known = false;
    for (size_t i = 0; i < n_unit_kinds; i++)
        known = known || strcmp(unit_kinds[i].key, u->kind) == 0;
    if (!known)
        return fail(c, ST_INVALID, "kind", "请选择单位的类别");
    const char *fault = credit_code_fault(c->mem, u->credit_code);
    if (*fault)
        return fail(c, ST_INVALID, "credit_code", "统一社会信用代码%s", fault);
    enum st st = q(c, &stmt_taken, ARGS(v_text(u->code), v_text(u->name), v_int(u->id)), &r);
    if (!st && rows_next(r))
        return fail(c, ST_CONFLICT, strcmp(rows_text(r, 0), u->name) == 0 ? "name" : "code",
            "“%s”已使用这个名称或代码，请换一个", rows_text(r, 0));
    return st;
}

enum st unit_add(struct ctx *c, const struct unit *u, int64_t *id)
{
    enum st st = unit_check(c, u);
    if (!st)
        st = insert(c, &stmt_add,
            ARGS(v_text(u->code), v_text(u->name), v_text(u->short_name), v_text(u->kind),
                v_text(u->credit_code), v_text(u->phone), v_text(u->address), v_int(c->now)),
            id);
    return st ? st : org_act(c, "unit.add", "unit", *id, org_detail(c, "name", u->name, NULL));
}

enum st unit_edit(struct ctx *c, const struct unit *u)
{
    struct unit before;
    enum st st = unit_get(c, u->id, &before);
    if (!st)
        st = unit_check(c, u);
    if (!st)
        st = x(c, &stmt_edit,
            ARGS(v_int(u->id), v_text(u->code), v_text(u->name), v_text(u->short_name),
                v_text(u->kind), v_text(u->credit_code), v_text(u->phone), v_text(u->address)));
    ctx_touch(c, "site");
    return st ? st
              : org_act(c, "unit.edit", "unit", u->id,
                    org_detail(c, "before", before.name, "name", u->name, NULL));
}

enum st unit_close(struct ctx *c, int64_t id, bool closed)
{
    struct unit u;
    struct rows *r;
    enum st st = unit_get(c, id, &u);
    if (!st)
        st = q1(c, &stmt_holders, ARGS(v_int(id)), &r);
    if (st)
        return st;
    if (closed && rows_int(r, 0))
        return fail(c, ST_CONFLICT, "", "%s还有 %lld 个在用账号，请先把他们调到别的单位或停用",
            u.name, (long long)rows_int(r, 0));
    st = x(c, &stmt_close, ARGS(v_int(id), closed ? v_int(c->now) : v_null()));
    return st ? st
              : org_act(c, closed ? "unit.close" : "unit.open", "unit", id,
                    org_detail(c, "name", u.name, NULL));
}

enum st unit_alias_add(struct ctx *c, int64_t unit_id, const char *alias)
{
    struct rows *r;
    enum st st = q(c, &stmt_alias_owner, ARGS(v_text(alias)), &r);
    if (st)
        return st;
    if (rows_next(r)) {
        struct unit owner;
        if (rows_int(r, 0) == unit_id)
            return ST_OK;
        st = unit_get(c, rows_int(r, 0), &owner);
        return st ? st : fail(c, ST_CONFLICT, "aliases", "别名“%s”已属于%s", alias, owner.name);
    }
    st = x(c, &stmt_alias_add, ARGS(v_text(alias), v_int(unit_id)));
    return st ? st
              : org_act(c, "unit.alias_add", "unit", unit_id, org_detail(c, "alias", alias, NULL));
}

enum st unit_alias_list(struct ctx *c, int64_t unit_id, const char ***list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_alias_list, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, const char *, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = rows_text(r, 0);
    return ST_OK;
}

enum st unit_alias_drop(struct ctx *c, int64_t unit_id, const char *alias)
{
    enum st st = x(c, &stmt_alias_drop, ARGS(v_text(alias), v_int(unit_id)));
    return st ? st
              : org_act(c, "unit.alias_drop", "unit", unit_id, org_detail(c, "alias", alias, NULL));
}
