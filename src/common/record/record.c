/* The identity and its status rows, and the module row of common/record.
 *
 * Drafts and editions are in edition.c, publishing and ending in publish.c, the public projection
 * in item.c.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/record.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/schema.h"

static const struct stmt stmt_create = {"record.create",
    "INSERT INTO record (kind, unit_id, column_id, stage, editions, created_at, created_by, "
    "updated_at, ended, ended_note) VALUES ($1, $2, $3, 'draft', 0, $4, $5, $4, '', '') "
    "RETURNING id",
    NULL};
static const struct stmt stmt_set_path = {
    "record.set_path", "UPDATE record SET path = $2 WHERE id = $1 AND live_edition IS NULL", NULL};
static const struct stmt stmt_get = {"record.get",
    "SELECT r.id, r.kind, COALESCE(r.source, ''), r.unit_id, r.column_id, u.name, "
    "COALESCE(r.path, ''), COALESCE(i.title, d.title, ''), r.stage, "
    "COALESCE(r.live_edition, 0), COALESCE(r.work_edition, 0), r.editions, r.created_at, "
    "r.created_by, r.updated_at, COALESCE(r.first_published_at, 0), COALESCE(r.published_at, 0), "
    "COALESCE(r.scheduled_for, 0), r.ended, r.ended_note, COALESCE(r.ended_at, 0), "
    "COALESCE(r.ended_target, 0) FROM record r LEFT JOIN unit u ON u.id = r.unit_id "
    "LEFT JOIN item i ON i.record_id = r.id LEFT JOIN draft d ON d.record_id = r.id "
    "WHERE r.id = $1",
    NULL};
static const struct stmt stmt_status_add = {"record.status_add",
    "INSERT INTO status (record_id, edition_id, action, stage, person, unit, at, note, codes) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    NULL};
static const struct stmt stmt_stage = {"record.stage",
    "UPDATE record SET stage = $2, updated_at = $3, scheduled_for = NULL WHERE id = $1", NULL};
static const struct stmt stmt_schedule = {
    "record.schedule", "UPDATE record SET scheduled_for = $2 WHERE id = $1", NULL};
static const struct stmt stmt_status_list = {"record.status_list",
    "SELECT s.id, COALESCE(s.edition_id, 0), s.at, s.person, COALESCE(e.number, 0), s.action, "
    "s.stage, COALESCE(p.name, '系统'), COALESCE(u.name, ''), s.note, s.codes FROM status s "
    "LEFT JOIN edition e ON e.id = s.edition_id LEFT JOIN person p ON p.id = s.person "
    "LEFT JOIN unit u ON u.id = s.unit WHERE s.record_id = $1 ORDER BY s.id DESC",
    NULL};

enum st record_create(
    struct ctx *c, const char *kind, int64_t unit_id, int64_t column_id, int64_t *id)
{
    return insert(c, &stmt_create,
        ARGS(v_text(kind), v_int(unit_id), v_int(column_id), v_int(c->now), v_int(c->person)), id);
}

enum st record_set_path(struct ctx *c, int64_t id, const char *path)
{
    return x(c, &stmt_set_path, ARGS(v_int(id), v_text(path)));
}

enum st record_get(struct ctx *c, int64_t id, struct record *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(
            c, st, "", "没有编号为 %lld 的文件，可能已被移除，请返回列表查看", (long long)id);
    if (st)
        return st;
    *out = (struct record){.id = rows_int(r, 0),
        .kind = rows_text(r, 1),
        .source = rows_text(r, 2),
        .unit_id = rows_int(r, 3),
        .column_id = rows_int(r, 4),
        .unit_name = rows_text(r, 5),
        .path = rows_text(r, 6),
        .title = rows_text(r, 7),
        .stage = rows_text(r, 8),
        .live_edition = rows_int(r, 9),
        .work_edition = rows_int(r, 10),
        .editions = (int)rows_int(r, 11),
        .created_at = rows_int(r, 12),
        .created_by = rows_int(r, 13),
        .updated_at = rows_int(r, 14),
        .first_published_at = rows_int(r, 15),
        .published_at = rows_int(r, 16),
        .scheduled_for = rows_int(r, 17),
        .ended = rows_text(r, 18),
        .ended_note = rows_text(r, 19),
        .ended_at = rows_int(r, 20),
        .ended_target = rows_int(r, 21)};
    return ST_OK;
}

/* Journals "record.<action>" with the note and the codes. */
static enum st journal_status(
    struct ctx *c, const struct record *r, const char *action, const char *note, const char *codes)
{
    struct buf detail;
    buf_init(&detail, 0);
    buf_addc(&detail, '{');
    jw_pair(&detail, "title", r->title);
    if (*note)
        jw_pair(&detail, "note", note);
    if (*codes)
        jw_pair(&detail, "codes", codes);
    buf_addc(&detail, '}');
    enum st st = journal_add(c, &(struct act){.action = arena_printf(c->mem, "record.%s", action),
                                    .subject_kind = "record",
                                    .subject_id = r->id,
                                    .edition_id = r->work_edition,
                                    .detail = arena_strdup(c->mem, buf_str(&detail))});
    buf_release(&detail);
    return st;
}

enum st status_add(struct ctx *c, const struct record *r, const char *action, const char *stage,
    const char *note, const char *codes)
{
    struct val edition = r->work_edition ? v_int(r->work_edition) : v_null();
    enum st st = x(c, &stmt_status_add,
        ARGS(v_int(r->id), edition, v_text(action), v_text(stage), v_int(c->person), v_int(c->unit),
            v_int(c->now), v_text(note), v_text(codes)));
    if (!st)
        st = x(c, &stmt_stage, ARGS(v_int(r->id), v_text(stage), v_int(c->now)));
    return st ? st : journal_status(c, r, action, note, codes);
}

enum st record_schedule(struct ctx *c, int64_t record_id, int64_t at)
{
    return x(c, &stmt_schedule, ARGS(v_int(record_id), v_int(at)));
}

enum st status_list(struct ctx *c, int64_t record_id, struct status **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_status_list, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    struct status *out = ARENA_ARRAY(c->mem, struct status, rows_count(r));
    size_t i = 0;
    for (; rows_next(r); i++)
        out[i] = (struct status){.id = rows_int(r, 0),
            .edition_id = rows_int(r, 1),
            .at = rows_int(r, 2),
            .person = rows_int(r, 3),
            .edition_number = (int)rows_int(r, 4),
            .action = rows_text(r, 5),
            .stage = rows_text(r, 6),
            .person_name = rows_text(r, 7),
            .unit_name = rows_text(r, 8),
            .note = rows_text(r, 9),
            .codes = rows_text(r, 10)};
    *list = out;
    *n = i;
    return ST_OK;
}

static const struct stmt *const stmts[] = {&stmt_create, &stmt_set_path, &stmt_get,
    &stmt_status_add, &stmt_stage, &stmt_schedule, &stmt_status_list};

const struct module record_module = {
    .name = "record",
    .title = "文件与版本",
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .migrations = record_migrations,
    .n_migrations = RECORD_MIGRATIONS,
    .seed = column_seed,
};
