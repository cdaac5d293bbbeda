/* The store of tasks: opening, closing, listing by scope.
 *
 * SPDX-License-Identifier: MIT */
#include "common/task/task.h"

#include "common/org/org.h"
#include "common/task/inbox.h"

static const char tables[] =
    "CREATE TABLE task ("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject_kind TEXT NOT NULL,"
    " subject_id INTEGER NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL,"
    " person_id INTEGER NOT NULL, unit_id INTEGER NOT NULL, perm TEXT NOT NULL,"
    " not_person INTEGER NOT NULL, due INTEGER, opened_at INTEGER NOT NULL,"
    " opened_by INTEGER NOT NULL, closed_at INTEGER, closed_by INTEGER NOT NULL,"
    " result TEXT NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX task_open ON task(kind, subject_kind, subject_id) "
    "WHERE closed_at IS NULL;"
    "CREATE INDEX task_subject ON task(subject_kind, subject_id);"
    "CREATE INDEX task_unit ON task(unit_id, due) WHERE closed_at IS NULL;"
    "CREATE INDEX task_done ON task(closed_by, closed_at) WHERE closed_at IS NOT NULL;";
static const struct migration migrations[] = {{1, "tasks", tables, NULL},
    /* closed_at is in it so that SQLite need not look into the table */
    {2, "who may do what, by an index alone",
        "CREATE INDEX task_todo ON task(subject_kind, person_id, unit_id, perm, not_person, "
        "subject_id, closed_at) WHERE closed_at IS NULL;",
        NULL}};

static const struct stmt stmt_open = {"task.open",
    "INSERT INTO task (kind, subject_kind, subject_id, title, path, person_id, unit_id, perm, "
    "not_person, due, opened_at, opened_by, closed_by, result) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '') "
    "ON CONFLICT (kind, subject_kind, subject_id) WHERE closed_at IS NULL DO UPDATE SET "
    "title = $4, path = $5, person_id = $6, unit_id = $7, perm = $8, not_person = $9, due = $10 "
    "RETURNING id",
    NULL};
static const struct stmt stmt_close = {"task.close",
    "UPDATE task SET closed_at = $4, closed_by = $5, result = $6 WHERE kind = $1 "
    "AND subject_kind = $2 AND subject_id = $3 AND closed_at IS NULL",
    NULL};
static const struct stmt stmt_close_all = {"task.close_all",
    "UPDATE task SET closed_at = $3, closed_by = $4, result = $5 WHERE subject_kind = $1 "
    "AND subject_id = $2 AND closed_at IS NULL",
    NULL};

/* $1 person, $2 unit, $3 "|perm|perm|". Every scope takes the same three, so each names them. */
#define OF_MINE                                                                                    \
    "t.closed_at IS NULL AND t.not_person <> $1 AND (t.person_id = $1 OR (t.person_id = 0 "        \
    "AND (t.unit_id = 0 OR t.unit_id = $2) AND (t.perm = '' OR $3 LIKE '%|' || t.perm || '|%')))"
#define OF_UNIT "t.closed_at IS NULL AND t.unit_id = $2 AND $1 >= 0 AND $3 <> ''"
#define OF_COUNTY "t.closed_at IS NULL AND $1 >= 0 AND $2 >= 0 AND $3 <> ''"
#define OF_DONE "t.closed_at IS NOT NULL AND t.closed_by = $1 AND $2 >= 0 AND $3 <> ''"
#define TASK_SELECT                                                                                \
    "SELECT t.id, t.kind, t.subject_kind, t.subject_id, t.title, t.path, t.person_id, t.unit_id, " \
    "t.perm, t.not_person, t.due, t.opened_at, COALESCE(t.closed_at, 0), t.opened_by, "            \
    "t.closed_by, t.result, COALESCE(u.short_name, ''), COALESCE(p.name, '') FROM task t "         \
    "LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN person p ON p.id = t.person_id WHERE "
#define BY_DUE " ORDER BY CASE WHEN t.due IS NULL THEN 1 ELSE 0 END, t.due, t.id LIMIT $4 OFFSET $5"
#define BY_CLOSING " ORDER BY t.closed_at DESC, t.id DESC LIMIT $4 OFFSET $5"
#define TASK_COUNT "SELECT count(*) FROM task t WHERE "

static const struct stmt stmt_mine = {"task.mine", TASK_SELECT OF_MINE BY_DUE, NULL};
static const struct stmt stmt_unit = {"task.unit", TASK_SELECT OF_UNIT BY_DUE, NULL};
static const struct stmt stmt_county = {"task.county", TASK_SELECT OF_COUNTY BY_DUE, NULL};
static const struct stmt stmt_done = {"task.done", TASK_SELECT OF_DONE BY_CLOSING, NULL};
static const struct stmt stmt_n_mine = {"task.count_mine", TASK_COUNT OF_MINE, NULL};
static const struct stmt stmt_n_unit = {"task.count_unit", TASK_COUNT OF_UNIT, NULL};
static const struct stmt stmt_n_county = {"task.count_county", TASK_COUNT OF_COUNTY, NULL};
static const struct stmt stmt_n_done = {"task.count_done", TASK_COUNT OF_DONE, NULL};

/* By enum task_scope. */
static const struct stmt *const list_of[] = {&stmt_mine, &stmt_unit, &stmt_county, &stmt_done};
static const struct stmt *const count_of[] = {
    &stmt_n_mine, &stmt_n_unit, &stmt_n_county, &stmt_n_done};
static const struct stmt *const stmts[] = {&stmt_open, &stmt_close, &stmt_close_all, &stmt_mine,
    &stmt_unit, &stmt_county, &stmt_done, &stmt_n_mine, &stmt_n_unit, &stmt_n_county, &stmt_n_done};

static const struct route routes[] = {
    {.method = METHOD_GET, .pattern = "/work/", .perm = PERM_SIGNED_IN, .handler = inbox_show},
};

const struct module task_module = {
    .name = "task",
    .title = "待办",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = migrations,
    .n_migrations = COUNT_OF(migrations),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
};

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

enum st task_open(struct ctx *c, const struct task *t, int64_t *id)
{
    return insert(c, &stmt_open,
        ARGS(v_text(t->kind), v_text(t->subject_kind), v_int(t->subject_id), v_text(t->title),
            v_text(t->path), v_int(t->person_id), v_int(t->unit_id), v_text(or_empty(t->perm)),
            v_int(t->not_person), v_day(t->due), v_int(c->now), v_int(c->person)),
        id);
}

enum st task_close(struct ctx *c, const char *kind, const char *subject_kind, int64_t subject_id,
    const char *result)
{
    return x(c, &stmt_close,
        ARGS(v_text(kind), v_text(subject_kind), v_int(subject_id), v_int(c->now), v_int(c->person),
            v_text(result)));
}

enum st task_close_all(
    struct ctx *c, const char *subject_kind, int64_t subject_id, const char *result)
{
    return x(c, &stmt_close_all,
        ARGS(v_text(subject_kind), v_int(subject_id), v_int(c->now), v_int(c->person),
            v_text(result)));
}

static const char *perm_list(struct arena *a, const struct principal *who)
{
    const char *list = "|";
    for (size_t i = 0; i < who->n_perms; i++)
        list = arena_printf(a, "%s%s|", list, who->perms[i]);
    return list;
}

static enum st may_look(struct req *r, enum task_scope scope)
{
    if (!r->who)
        return fail(r->ctx, ST_DENIED, "", "请先登录");
    if (scope == TASKS_COUNTY && !req_can(r, PERM_ALL_UNITS))
        return fail(r->ctx, ST_DENIED, "", "您只能查看自己和本单位的待办");
    return ST_OK;
}

static struct task task_row(const struct rows *r)
{
    return (struct task){.id = rows_int(r, 0),
        .kind = rows_text(r, 1),
        .subject_kind = rows_text(r, 2),
        .subject_id = rows_int(r, 3),
        .title = rows_text(r, 4),
        .path = rows_text(r, 5),
        .person_id = rows_int(r, 6),
        .unit_id = rows_int(r, 7),
        .perm = rows_text(r, 8),
        .not_person = rows_int(r, 9),
        .due = rows_day(r, 10),
        .opened_at = rows_int(r, 11),
        .closed_at = rows_int(r, 12),
        .opened_by = rows_int(r, 13),
        .closed_by = rows_int(r, 14),
        .result = rows_text(r, 15),
        .unit_name = rows_text(r, 16),
        .person_name = rows_text(r, 17)};
}

enum st task_count(struct req *r, enum task_scope scope, int64_t *n)
{
    struct rows *rows;
    enum st st = may_look(r, scope);
    if (!st)
        st = q1(r->ctx, count_of[scope],
            ARGS(v_int(r->who->id), v_int(r->who->unit_id), v_text(perm_list(r->ctx->mem, r->who))),
            &rows);
    if (!st)
        *n = rows_int(rows, 0);
    return st;
}

enum st task_list(struct req *r, enum task_scope scope, int page, int per_page, struct task **list,
    size_t *n, int64_t *total)
{
    struct rows *rows;
    struct ctx *c = r->ctx;
    enum st st = task_count(r, scope, total);
    if (!st)
        st = q(c, list_of[scope],
            ARGS(v_int(r->who->id), v_int(r->who->unit_id), v_text(perm_list(c->mem, r->who)),
                v_int(per_page), v_int((int64_t)(page - 1) * per_page)),
            &rows);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct task, rows_count(rows));
    *n = 0;
    while (rows_next(rows))
        (*list)[(*n)++] = task_row(rows);
    return ST_OK;
}
