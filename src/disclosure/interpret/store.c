/* Tables pack, pack_step, interpretation. See store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/store.h"

#include <string.h>

static const char tables[] =
    "CREATE TABLE pack ("
    " id INTEGER PRIMARY KEY REFERENCES bundle(id), main_id INTEGER NOT NULL REFERENCES record(id),"
    " unit_id INTEGER NOT NULL, stage INTEGER NOT NULL, mode INTEGER NOT NULL,"
    " outline TEXT NOT NULL, forms TEXT NOT NULL, channel TEXT NOT NULL,"
    " interpreter TEXT NOT NULL, planned_on INTEGER, reason TEXT NOT NULL, signed_by INTEGER,"
    " version INTEGER NOT NULL, created_by INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX pack_main ON pack(main_id);"
    "CREATE INDEX pack_stage ON pack(stage, changed_at);"
    "CREATE TABLE pack_step ("
    " id INTEGER PRIMARY KEY, pack_id INTEGER NOT NULL REFERENCES pack(id), at INTEGER NOT NULL,"
    " person INTEGER NOT NULL, unit INTEGER NOT NULL, action TEXT NOT NULL, note TEXT NOT NULL,"
    " codes TEXT NOT NULL) STRICT;"
    "CREATE INDEX pack_step_pack ON pack_step(pack_id, id);"
    "CREATE TABLE interpretation ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), kind TEXT NOT NULL, form TEXT NOT NULL,"
    " interpreter TEXT NOT NULL) STRICT;";
const struct migration interpret_migrations[INTERPRET_MIGRATIONS] = {
    {1, "policy, plan and interpretation together", tables, NULL}};

#define PACKS                                                                                      \
    "SELECT p.id, p.main_id, p.unit_id, p.created_by, p.version, p.stage, p.mode, p.outline, "     \
    "p.forms, p.channel, p.interpreter, p.planned_on, p.reason, coalesce(p.signed_by, 0), "        \
    "p.changed_at, coalesce(s.name, ''), coalesce(u.short_name, ''), coalesce(d.title, i.title, "  \
    "''), coalesce(i.doc_no, ''), coalesce(i.first_published_at, 0) FROM pack p "                  \
    "LEFT JOIN person s ON s.id = p.signed_by LEFT JOIN unit u ON u.id = p.unit_id "               \
    "LEFT JOIN draft d ON d.record_id = p.main_id LEFT JOIN item i ON i.record_id = p.main_id "
static const struct stmt stmt_get = {"interpret.get", PACKS "WHERE p.id = $1", NULL};
static const struct stmt stmt_list = {"interpret.list",
    PACKS "WHERE p.stage >= $1 AND p.stage <= $2 AND ($3 = 0 OR p.unit_id = $3) "
          "ORDER BY p.changed_at DESC, p.id DESC LIMIT 300",
    NULL};
static const struct stmt stmt_add = {"interpret.add",
    "INSERT INTO pack (id, main_id, unit_id, stage, mode, outline, forms, channel, interpreter, "
    "planned_on, reason, version, created_by, changed_at) "
    "VALUES ($1, $2, $3, $4, 0, '', '', '', '', NULL, '', 1, $5, $6)",
    NULL};
static const struct stmt stmt_put = {"interpret.put",
    "UPDATE pack SET stage = $3, mode = $4, outline = $5, forms = $6, channel = $7, "
    "interpreter = $8, planned_on = $9, reason = $10, signed_by = $11, changed_at = $12, "
    "version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_step = {"interpret.step",
    "INSERT INTO pack_step (pack_id, at, person, unit, action, note, codes) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
static const struct stmt stmt_steps = {"interpret.steps",
    "SELECT s.at, s.action, s.note, s.codes, coalesce(p.name, ''), coalesce(u.short_name, '') "
    "FROM pack_step s LEFT JOIN person p ON p.id = s.person LEFT JOIN unit u ON u.id = s.unit "
    "WHERE s.pack_id = $1 ORDER BY s.id DESC",
    NULL};
static const struct stmt stmt_said_put = {"interpret.said_put",
    "INSERT INTO interpretation (record_id, kind, form, interpreter) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (record_id) DO UPDATE SET kind = excluded.kind, form = excluded.form, "
    "interpreter = excluded.interpreter",
    NULL};
#define EXEMPT "p.mode = 2 AND p.stage = 16" /* PLAN_NONE, PACK_LIVE */
/* $1 … $2: first published */
static const struct stmt stmt_policies = {"interpret.policies",
    "SELECT i.record_id, i.unit_id, i.first_published_at, "
    "coalesce((SELECT min(s.first_published_at) FROM link l JOIN item s ON s.record_id = l.from_id "
    "WHERE l.to_id = i.record_id AND l.kind = 'interprets' AND s.ended = ''), 0), "
    "i.title, i.path, coalesce(u.short_name, ''), "
    "EXISTS (SELECT 1 FROM pack p WHERE p.main_id = i.record_id AND " EXEMPT ") "
    "FROM item i JOIN site_column k ON k.id = i.column_id LEFT JOIN unit u ON u.id = i.unit_id "
    "WHERE i.kind = 'document' AND i.ended = '' AND k.path LIKE '%/gfxwj' "
    "AND i.validity NOT IN ('废止', '失效') "
    "AND i.first_published_at >= $1 AND i.first_published_at < $2 ORDER BY i.first_published_at",
    NULL};
static const struct stmt stmt_said = {"interpret.said",
    "SELECT s.record_id, s.unit_id, s.first_published_at, coalesce(l.to_id, 0), s.title, "
    "coalesce(u.short_name, ''), coalesce(n.kind, '部门解读'), coalesce(n.form, '文字'), "
    "coalesce(t.ended, ''), CASE WHEN t.record_id IS NULL THEN 0 ELSE 1 END "
    "FROM item s LEFT JOIN link l ON l.from_id = s.record_id AND l.kind = 'interprets' "
    "LEFT JOIN item t ON t.record_id = l.to_id AND t.ended NOT IN ('error', 'privacy') "
    "LEFT JOIN unit u ON u.id = s.unit_id "
    "LEFT JOIN interpretation n ON n.record_id = s.record_id "
    "WHERE s.kind = 'interpretation' AND s.ended = '' AND s.first_published_at >= $1 AND "
    "s.first_published_at < $2 ORDER BY s.first_published_at, s.record_id, "
    "CASE WHEN t.record_id IS NULL THEN 1 ELSE 0 END",
    NULL};
static const struct stmt stmt_exempt = {"interpret.exempt",
    "SELECT DISTINCT p.main_id FROM pack p WHERE " EXEMPT " AND p.reason <> '' ORDER BY 1", NULL};
static const struct stmt stmt_said_get = {"interpret.said_get",
    "SELECT kind, form, interpreter FROM interpretation WHERE record_id = $1", NULL};

const struct stmt *const interpret_stmts[INTERPRET_STMTS] = {&stmt_get, &stmt_list, &stmt_add,
    &stmt_put, &stmt_step, &stmt_steps, &stmt_said_put, &stmt_policies, &stmt_said, &stmt_said_get,
    &stmt_exempt, &interpret_stmt_kinds, &interpret_stmt_forms, &interpret_stmt_pick,
    &interpret_stmt_walk, &interpret_stmt_picked};

static struct pack read_pack(struct rows *r)
{
    return (struct pack){.id = rows_int(r, 0),
        .main_id = rows_int(r, 1),
        .unit_id = rows_int(r, 2),
        .created_by = rows_int(r, 3),
        .version = rows_int(r, 4),
        .stage = (enum pack_stage)rows_int(r, 5),
        .plan = {.mode = (enum plan_mode)rows_int(r, 6),
            .outline = rows_text(r, 7),
            .forms = rows_text(r, 8),
            .channel = rows_text(r, 9),
            .interpreter = rows_text(r, 10),
            .planned_on = rows_day(r, 11),
            .reason = rows_text(r, 12)},
        .signed_by = rows_int(r, 13),
        .changed_at = rows_int(r, 14),
        .signer = rows_text(r, 15),
        .unit_name = rows_text(r, 16),
        .title = *rows_text(r, 17) ? rows_text(r, 17) : "（无标题）",
        .doc_no = rows_text(r, 18),
        .published_at = rows_int(r, 19)};
}

enum st pack_add(struct ctx *c, const struct pack *p)
{
    return x(c, &stmt_add,
        ARGS(v_int(p->id), v_int(p->main_id), v_int(p->unit_id), v_int(PACK_DRAFT),
            v_int(c->person), v_int(c->now)));
}

enum st pack_get(struct ctx *c, int64_t id, struct pack *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, ST_NOT_FOUND, "", "没有这组材料，请从列表中打开");
    if (!st)
        *out = read_pack(r);
    return st;
}

enum st pack_list(
    struct ctx *c, int64_t unit_id, enum pack_list which, struct pack **list, size_t *n)
{
    static const enum pack_stage bounds[][2] = {
        {PACK_DRAFT, PACK_APPROVED}, {PACK_LIVE, PACK_LIVE}, {PACK_DROPPED, PACK_DROPPED}};
    struct rows *r;
    enum st st = q(
        c, &stmt_list, ARGS(v_int(bounds[which][0]), v_int(bounds[which][1]), v_int(unit_id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct pack, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = read_pack(r);
    return st;
}

enum st pack_put(struct ctx *c, struct pack *p)
{
    int64_t n;
    const struct plan *l = &p->plan;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(p->id), v_int(p->version), v_int(p->stage), v_int(l->mode), v_text(l->outline),
            v_text(l->forms), v_text(l->channel), v_text(l->interpreter), v_day(l->planned_on),
            v_text(l->reason), p->signed_by ? v_int(p->signed_by) : v_null(), v_int(c->now)),
        &n);
    if (!st && !n)
        return fail(c, ST_CONFLICT, "",
            "别人刚刚办理过这组材料，页面已经过时；请刷新后看看现在的情况再办理");
    p->version++;
    return st;
}

enum st pack_step_add(struct ctx *c, int64_t id, const struct pack_step *s)
{
    return x(c, &stmt_step,
        ARGS(v_int(id), v_int(c->now), v_int(c->person), v_int(c->unit), v_text(s->action),
            v_text(s->note), v_text(s->codes)));
}

enum st pack_steps(struct ctx *c, int64_t id, struct pack_step **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_steps, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct pack_step, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct pack_step){.at = rows_int(r, 0),
            .action = rows_text(r, 1),
            .note = rows_text(r, 2),
            .codes = rows_text(r, 3),
            .person = rows_text(r, 4),
            .unit = rows_text(r, 5)};
    return st;
}

enum st interpretation_put(struct ctx *c, int64_t record_id, const struct interpretation *in)
{
    ctx_touch(c, "record:%lld", (long long)record_id);
    return x(c, &stmt_said_put,
        ARGS(v_int(record_id), v_text(in->kind), v_text(in->form), v_text(in->interpreter)));
}

enum st interpretation_get(struct ctx *c, int64_t record_id, struct interpretation *out)
{
    struct rows *r;
    *out = (struct interpretation){"", "", ""};
    enum st st = q(c, &stmt_said_get, ARGS(v_int(record_id)), &r);
    if (!st && rows_next(r))
        *out = (struct interpretation){rows_text(r, 0), rows_text(r, 1), rows_text(r, 2)};
    return st;
}

enum st policy_list(struct ctx *c, int64_t from, int64_t to, struct policy_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_policies, ARGS(v_int(from), v_int(to)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct policy_row, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct policy_row){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2),
            rows_int(r, 3), rows_text(r, 4), rows_text(r, 5), rows_text(r, 6), rows_int(r, 7) != 0};
    return st;
}

enum st said_list(struct ctx *c, int64_t from, int64_t to, struct said_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_said, ARGS(v_int(from), v_int(to)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct said_row, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct said_row){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2),
            rows_int(r, 3), rows_text(r, 4), rows_text(r, 5), rows_text(r, 6), rows_text(r, 7),
            rows_text(r, 8), rows_int(r, 9) != 0};
    return st;
}

enum st interpretation_exempt(struct ctx *c, int64_t **records, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_exempt, NO_ARGS, &r);
    *n = 0;
    *records = st ? NULL : ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*records)[(*n)++] = rows_int(r, 0);
    return st;
}
