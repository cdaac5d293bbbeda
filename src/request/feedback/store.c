/* The rows of groups, members, steps and settings.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/store.h"

#include <string.h>

#include "request/feedback/store_sql.h"

const char *const feedback_stage_titles[FEEDBACK_STAGES] = {"待研究", "暂不公开", "已起草公开文件"};

const struct feedback_worth feedback_worths[2] = {
    {"APPLICANT", "申请人建议主动公开"}, {"UNIT", "本单位认为应当主动公开"}};

const char *feedback_worth_title(const char *key)
{
    for (size_t i = 0; i < COUNT_OF(feedback_worths); i++)
        if (strcmp(feedback_worths[i].key, key) == 0)
            return feedback_worths[i].title;
    return "";
}

const struct migration feedback_migrations[FEEDBACK_MIGRATIONS] = {{1, "groups, answers",
    "CREATE TABLE feedback_group ("
    " id INTEGER PRIMARY KEY, organ_id INTEGER NOT NULL, title TEXT NOT NULL,"
    " stage INTEGER NOT NULL, worth TEXT NOT NULL, reason TEXT NOT NULL,"
    " record_id INTEGER NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX feedback_group_organ ON feedback_group(organ_id, stage);"
    "CREATE TABLE feedback_member ("
    " case_id INTEGER PRIMARY KEY REFERENCES foi_case(id),"
    " group_id INTEGER NOT NULL REFERENCES feedback_group(id)) STRICT;"
    "CREATE INDEX feedback_member_group ON feedback_member(group_id);"
    "CREATE TABLE feedback_apart ("
    " case_id INTEGER NOT NULL, group_id INTEGER NOT NULL, PRIMARY KEY (case_id, group_id)) STRICT;"
    "CREATE TABLE feedback_entry ("
    " id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL UNIQUE REFERENCES foi_case(id),"
    " organ_id INTEGER NOT NULL, code TEXT NOT NULL, replied INTEGER NOT NULL,"
    " title TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, link TEXT NOT NULL,"
    " column_path TEXT NOT NULL, record_id INTEGER NOT NULL, version INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX feedback_entry_record ON feedback_entry(record_id);"
    "CREATE TABLE feedback_step ("
    " id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES feedback_group(id),"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " action TEXT NOT NULL, note TEXT NOT NULL) STRICT;"
    "CREATE INDEX feedback_step_group ON feedback_step(group_id, id);"
    "CREATE TABLE feedback_setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;",
    NULL}};

#define GROUP                                                                                      \
    "SELECT g.id, g.organ_id, COALESCE(o.office_id, g.organ_id), u.name, g.title, g.stage, "       \
    "g.worth, g.reason, g.record_id, g.version, "                                                  \
    "(SELECT count(*) FROM feedback_member m WHERE m.group_id = g.id) AS cases, "                  \
    "(SELECT count(DISTINCT k.applicant_key) FROM feedback_member m JOIN foi_case k "              \
    "ON k.id = m.case_id WHERE m.group_id = g.id) AS applicants, g.updated_at "                    \
    "FROM feedback_group g JOIN unit u ON u.id = g.organ_id "                                      \
    "LEFT JOIN foi_organ o ON o.unit_id = g.organ_id "

static const struct stmt stmt_group_add = {"feedback.group_add",
    "INSERT INTO feedback_group (organ_id, title, stage, worth, reason, record_id, version, "
    "created_at, updated_at) VALUES ($1, $2, 0, $3, '', 0, 1, $4, $4) RETURNING id",
    NULL};
static const struct stmt stmt_group = {"feedback.group", GROUP "WHERE g.id = $1", NULL};
static const struct stmt stmt_group_list = {"feedback.groups",
    GROUP "WHERE $1 = 1 OR g.organ_id = $2 OR o.office_id = $2 "
          "ORDER BY g.stage, applicants DESC, g.id DESC LIMIT 500",
    NULL};
static const struct stmt stmt_group_put = {"feedback.group_put",
    "UPDATE feedback_group SET stage = $3, worth = $4, reason = $5, record_id = $6, "
    "updated_at = $7, version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_group_of = {"feedback.group_of",
    "SELECT COALESCE(max(group_id), 0) FROM feedback_member WHERE case_id = $1", NULL};
static const struct stmt stmt_members = {"feedback.members",
    "SELECT group_id, case_id FROM feedback_member WHERE $1 = 0 OR group_id = $1 "
    "ORDER BY case_id",
    NULL};
static const struct stmt stmt_member_put = {"feedback.member_put",
    "INSERT INTO feedback_member (case_id, group_id) VALUES ($1, $2) "
    "ON CONFLICT (case_id) DO UPDATE SET group_id = $2",
    NULL};
static const struct stmt stmt_member_drop = {"feedback.member_drop",
    "DELETE FROM feedback_member WHERE case_id = $1 AND group_id = $2", NULL};
static const struct stmt stmt_apart_add = {"feedback.apart_add",
    "INSERT INTO feedback_apart (case_id, group_id) VALUES ($1, $2) "
    "ON CONFLICT (case_id, group_id) DO NOTHING",
    NULL};
static const struct stmt stmt_apart = {
    "feedback.apart", "SELECT group_id, case_id FROM feedback_apart ORDER BY case_id", NULL};
static const struct stmt stmt_apart_drop = {
    "feedback.apart_drop", "DELETE FROM feedback_apart WHERE case_id = $1 AND group_id = $2", NULL};
static const struct stmt stmt_step_add = {"feedback.step_add",
    "INSERT INTO feedback_step (group_id, at, person, unit, action, note) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
static const struct stmt stmt_steps = {"feedback.steps",
    "SELECT s.at, s.action, s.note, COALESCE(p.name, '系统'), COALESCE(u.short_name, '') "
    "FROM feedback_step s LEFT JOIN person p ON p.id = s.person "
    "LEFT JOIN unit u ON u.id = s.unit WHERE s.group_id = $1 ORDER BY s.id",
    NULL};
static const struct stmt stmt_setting = {
    "feedback.setting", "SELECT name, value FROM feedback_setting", NULL};
static const struct stmt stmt_setting_put = {"feedback.setting_put",
    "INSERT INTO feedback_setting (name, value) VALUES ($1, $2) "
    "ON CONFLICT (name) DO UPDATE SET value = $2",
    NULL};

const struct stmt *const feedback_stmts[FEEDBACK_STMTS] = {&stmt_group_add, &stmt_group,
    &stmt_group_list, &stmt_group_put, &stmt_group_of, &stmt_members, &stmt_member_put,
    &stmt_member_drop, &stmt_apart_add, &stmt_apart, &stmt_apart_drop, &stmt_step_add, &stmt_steps,
    &stmt_setting, &stmt_setting_put, &feedback_sql_public, &feedback_sql_public_total,
    &feedback_sql_tally, &feedback_sql_entry_of, &feedback_sql_entries, &feedback_sql_entry_add,
    &feedback_sql_entry_put};

/* ---- groups ---- */

static struct feedback_group group_row(const struct rows *r)
{
    return (struct feedback_group){.id = rows_int(r, 0),
        .organ_id = rows_int(r, 1),
        .office_id = rows_int(r, 2),
        .organ_name = rows_text(r, 3),
        .title = rows_text(r, 4),
        .stage = (enum feedback_stage)rows_int(r, 5),
        .worth = rows_text(r, 6),
        .reason = rows_text(r, 7),
        .record_id = rows_int(r, 8),
        .version = rows_int(r, 9),
        .cases = rows_int(r, 10),
        .applicants = rows_int(r, 11),
        .updated_at = rows_int(r, 12)};
}

enum st feedback_group_add(
    struct ctx *c, int64_t organ_id, const char *title, const char *worth, int64_t *id)
{
    return insert(
        c, &stmt_group_add, ARGS(v_int(organ_id), v_text(title), v_text(worth), v_int(c->now)), id);
}

enum st feedback_group_get(struct ctx *c, int64_t id, struct feedback_group *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_group, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这条建议，请从“答复再利用”的列表中选择");
    if (!st)
        *out = group_row(r);
    return st;
}

enum st feedback_group_of(struct ctx *c, int64_t case_id, int64_t *id)
{
    struct rows *r;
    enum st st = q1(c, &stmt_group_of, ARGS(v_int(case_id)), &r);
    if (!st)
        *id = rows_int(r, 0);
    return st;
}

enum st feedback_group_list(
    struct ctx *c, bool all, int64_t unit, struct feedback_group **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_group_list, ARGS(v_int(all), v_int(unit)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct feedback_group, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = group_row(r);
    return ST_OK;
}

enum st feedback_group_put(struct ctx *c, const struct feedback_group *g)
{
    int64_t changed;
    enum st st = xn(c, &stmt_group_put,
        ARGS(v_int(g->id), v_int(g->version), v_int(g->stage), v_text(g->worth), v_text(g->reason),
            v_int(g->record_id), v_int(c->now)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这条建议刚刚被别人办理过，请看过最新情况后再办");
    return st;
}

/* ---- members ---- */

static enum st pairs(struct ctx *c, struct rows *r, struct feedback_member **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct feedback_member, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = (struct feedback_member){rows_int(r, 0), rows_int(r, 1)};
    return ST_OK;
}

enum st feedback_members(struct ctx *c, int64_t group_id, struct feedback_member **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_members, ARGS(v_int(group_id)), &r);
    return st ? st : pairs(c, r, list, n);
}

enum st feedback_apart(struct ctx *c, struct feedback_member **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_apart, NO_ARGS, &r);
    return st ? st : pairs(c, r, list, n);
}

enum st feedback_member_put(struct ctx *c, int64_t group_id, int64_t case_id)
{
    enum st st = x(c, &stmt_member_put, ARGS(v_int(case_id), v_int(group_id)));
    return st ? st : x(c, &stmt_apart_drop, ARGS(v_int(case_id), v_int(group_id)));
}

enum st feedback_member_remove(struct ctx *c, int64_t group_id, int64_t case_id)
{
    enum st st = x(c, &stmt_member_drop, ARGS(v_int(case_id), v_int(group_id)));
    return st ? st : x(c, &stmt_apart_add, ARGS(v_int(case_id), v_int(group_id)));
}

/* ---- steps, settings ---- */

enum st feedback_step_add(struct ctx *c, int64_t group_id, const char *action, const char *note)
{
    return x(c, &stmt_step_add,
        ARGS(v_int(group_id), v_int(c->now), v_int(c->person), v_int(c->unit), v_text(action),
            v_text(note)));
}

enum st feedback_steps(struct ctx *c, int64_t group_id, struct feedback_step **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_steps, ARGS(v_int(group_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct feedback_step, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = (struct feedback_step){.at = rows_int(r, 0),
            .action = rows_text(r, 1),
            .note = rows_text(r, 2),
            .person = rows_text(r, 3),
            .unit = rows_text(r, 4)};
    return ST_OK;
}

enum st feedback_setting_get(struct ctx *c, struct feedback_setting *out)
{
    struct rows *r;
    enum st st = q(c, &stmt_setting, NO_ARGS, &r);
    *out = feedback_defaults;
    while (!st && rows_next(r))
        if (strcmp(rows_text(r, 0), "applicants") == 0)
            out->applicants = (int)rows_int(r, 1);
        else
            out->alike = (int)rows_int(r, 1);
    return st;
}

enum st feedback_setting_put(struct ctx *c, const struct feedback_setting *s)
{
    if (s->applicants < FEEDBACK_APPLICANTS_MIN || s->applicants > FEEDBACK_APPLICANTS_MAX)
        return fail(c, ST_INVALID, "applicants", "“几个人申请过”请填 %d 到 %d",
            FEEDBACK_APPLICANTS_MIN, FEEDBACK_APPLICANTS_MAX);
    if (s->alike < FEEDBACK_ALIKE_MIN || s->alike > FEEDBACK_ALIKE_MAX)
        return fail(c, ST_INVALID, "alike", "“相似程度”请填 %d 到 %d", FEEDBACK_ALIKE_MIN,
            FEEDBACK_ALIKE_MAX);
    enum st st = x(c, &stmt_setting_put, ARGS(v_text("applicants"), v_int(s->applicants)));
    return st ? st : x(c, &stmt_setting_put, ARGS(v_text("alike"), v_int(s->alike)));
}
