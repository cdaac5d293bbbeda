/* Tables of the ledger and their statements.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/store.h"

#include <string.h>

static const char tables[] =
    "CREATE TABLE plan ("
    " id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, title TEXT NOT NULL,"
    " year INTEGER NOT NULL, due INTEGER, imported_at INTEGER NOT NULL,"
    " imported_by INTEGER NOT NULL) STRICT;"
    "CREATE TABLE measure ("
    " id INTEGER PRIMARY KEY, plan_id INTEGER NOT NULL REFERENCES plan(id),"
    " chapter INTEGER NOT NULL, chapter_title TEXT NOT NULL, number INTEGER NOT NULL,"
    " position INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, problem TEXT NOT NULL,"
    " state TEXT NOT NULL, due INTEGER, due_note TEXT NOT NULL, percent INTEGER NOT NULL,"
    " stage TEXT NOT NULL, report TEXT NOT NULL, evidence TEXT NOT NULL, reported_at INTEGER,"
    " confirmed_at INTEGER, done_at INTEGER, updated_at INTEGER NOT NULL,"
    " version INTEGER NOT NULL, UNIQUE (plan_id, number)) STRICT;"
    "CREATE TABLE measure_unit ("
    " measure_id INTEGER NOT NULL REFERENCES measure(id), role INTEGER NOT NULL,"
    " position INTEGER NOT NULL, name TEXT NOT NULL, unit_id INTEGER, kinds TEXT NOT NULL,"
    " PRIMARY KEY (measure_id, role, position)) STRICT;"
    "CREATE INDEX measure_unit_unit ON measure_unit(unit_id);"
    "CREATE TABLE progress ("
    " id INTEGER PRIMARY KEY, measure_id INTEGER NOT NULL REFERENCES measure(id),"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " percent INTEGER NOT NULL, stage TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE INDEX progress_measure ON progress(measure_id, id);";
const struct migration ledger_migrations[LEDGER_MIGRATIONS] = {
    {1, "plans, measures, units, reports", tables, NULL}};

#define PLAN_COLUMNS                                                                               \
    "SELECT p.id, p.title, p.year, p.due, p.imported_at, COALESCE(s.name, ''), "                   \
    "(SELECT count(*) FROM measure m WHERE m.plan_id = p.id AND m.state = 'proposed'), "           \
    "(SELECT count(*) FROM measure m WHERE m.plan_id = p.id AND m.state = 'confirmed'), "          \
    "(SELECT count(*) FROM measure m WHERE m.plan_id = p.id AND m.state = 'done'), "               \
    "(SELECT count(*) FROM measure m WHERE m.plan_id = p.id AND m.state = 'discarded') "           \
    "FROM plan p LEFT JOIN person s ON s.id = p.imported_by "
#define MEASURE_COLUMNS                                                                            \
    "SELECT m.id, m.plan_id, m.chapter, m.number, m.chapter_title, m.title, m.text, m.problem, "   \
    "m.state, m.due, m.due_note, m.percent, m.stage, m.report, m.evidence, m.reported_at, "        \
    "m.confirmed_at, m.done_at, m.updated_at, m.version, p.title FROM measure m "                  \
    "JOIN plan p ON p.id = m.plan_id "
#define UNIT_COLUMNS                                                                               \
    "SELECT mu.measure_id, mu.role, mu.name, mu.unit_id, mu.kinds, COALESCE(u.short_name, '') "    \
    "FROM measure_unit mu LEFT JOIN unit u ON u.id = mu.unit_id "

static const struct stmt stmt_plans = {
    "ledger.plans", PLAN_COLUMNS "ORDER BY p.id DESC LIMIT 200", NULL};
static const struct stmt stmt_plan = {"ledger.plan", PLAN_COLUMNS "WHERE p.id = $1", NULL};
static const struct stmt stmt_by_hash = {"ledger.by_hash",
    "SELECT p.id, (SELECT count(*) FROM measure m WHERE m.plan_id = p.id) FROM plan p "
    "WHERE p.hash = $1",
    NULL};
static const struct stmt stmt_plan_add = {"ledger.plan_add",
    "INSERT INTO plan (hash, title, year, due, imported_at, imported_by) "
    "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    NULL};
static const struct stmt stmt_plan_title = {
    "ledger.plan_title", "UPDATE plan SET title = $2 WHERE id = $1", NULL};
static const struct stmt stmt_measure = {"ledger.measure", MEASURE_COLUMNS "WHERE m.id = $1", NULL};
static const struct stmt stmt_measures = {"ledger.measures",
    MEASURE_COLUMNS "WHERE $1 = 0 OR m.plan_id = $1 ORDER BY m.plan_id DESC, m.position "
                    "LIMIT 5000",
    NULL};
static const struct stmt stmt_units = {
    "ledger.units", UNIT_COLUMNS "WHERE mu.measure_id = $1 ORDER BY mu.role, mu.position", NULL};
static const struct stmt stmt_all_units = {"ledger.all_units",
    UNIT_COLUMNS "JOIN measure m ON m.id = mu.measure_id WHERE $1 = 0 OR m.plan_id = $1 "
                 "ORDER BY m.plan_id DESC, m.position, mu.role, mu.position",
    NULL};
static const struct stmt stmt_measure_add = {"ledger.measure_add",
    "INSERT INTO measure (plan_id, chapter, chapter_title, number, position, title, text, "
    "problem, state, due, due_note, percent, stage, report, evidence, updated_at, version) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10, -1, '', '', '', $11, 1) "
    "RETURNING id",
    NULL};
static const struct stmt stmt_measure_put = {"ledger.measure_put",
    "UPDATE measure SET title = $3, problem = $4, due = $5, due_note = $6, updated_at = $7, "
    "version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_units_drop = {
    "ledger.units_drop", "DELETE FROM measure_unit WHERE measure_id = $1", NULL};
static const struct stmt stmt_unit_add = {"ledger.unit_add",
    "INSERT INTO measure_unit (measure_id, role, position, name, unit_id, kinds) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
static const struct stmt stmt_state = {"ledger.state",
    "UPDATE measure SET state = $2, evidence = $3, updated_at = $4, version = version + 1, "
    "confirmed_at = CASE WHEN $2 = 'confirmed' THEN COALESCE(confirmed_at, $4) "
    "WHEN $2 = 'done' THEN confirmed_at END, "
    "done_at = CASE WHEN $2 = 'done' THEN $4 END WHERE id = $1",
    NULL};
static const struct stmt stmt_report_add = {"ledger.progress_add",
    "INSERT INTO progress (measure_id, at, person, unit, percent, stage, text) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
static const struct stmt stmt_reported = {"ledger.reported",
    "UPDATE measure SET percent = CASE WHEN $2 >= 0 THEN $2 ELSE percent END, stage = $3, "
    "report = $4, reported_at = $5, updated_at = $5, version = version + 1 WHERE id = $1",
    NULL};
static const struct stmt stmt_reports = {"ledger.reports",
    "SELECT g.at, g.percent, g.stage, g.text, COALESCE(s.name, ''), COALESCE(u.short_name, '') "
    "FROM progress g LEFT JOIN person s ON s.id = g.person LEFT JOIN unit u ON u.id = g.unit "
    "WHERE g.measure_id = $1 ORDER BY g.id DESC LIMIT 500",
    NULL};
static const struct stmt stmt_acts = {"ledger.acts",
    "SELECT j.at, j.action, COALESCE(s.name, '系统'), COALESCE(u.short_name, ''), j.detail "
    "FROM journal j LEFT JOIN person s ON s.id = j.person LEFT JOIN unit u ON u.id = j.unit "
    "WHERE j.subject_kind = 'measure' AND j.subject_id = $1 ORDER BY j.seq DESC LIMIT 500",
    NULL};

const struct stmt ledger_stmt_versions = {
    "ledger.versions", "SELECT COALESCE(sum(version), 0) FROM measure", NULL};
const struct stmt *const ledger_stmts[LEDGER_STMTS] = {&ledger_stmt_versions, &stmt_plans,
    &stmt_plan, &stmt_by_hash, &stmt_plan_add, &stmt_plan_title, &stmt_measure, &stmt_measures,
    &stmt_units, &stmt_all_units, &stmt_measure_add, &stmt_measure_put, &stmt_units_drop,
    &stmt_unit_add, &stmt_state, &stmt_report_add, &stmt_reported, &stmt_reports, &stmt_acts};

/* ---- plans ---- */

static struct plan_row plan_row(const struct rows *r)
{
    const char *title = rows_text(r, 1);
    return (struct plan_row){.id = rows_int(r, 0),
        .title = *title ? title : "未命名方案",
        .year = (int)rows_int(r, 2),
        .due = rows_day(r, 3),
        .imported_at = rows_int(r, 4),
        .imported_by = rows_text(r, 5),
        .n_proposed = rows_int(r, 6),
        .n_confirmed = rows_int(r, 7),
        .n_done = rows_int(r, 8),
        .n_discarded = rows_int(r, 9)};
}

enum st plan_list(struct ctx *c, struct plan_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_plans, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct plan_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = plan_row(r);
    return ST_OK;
}

enum st plan_get(struct ctx *c, int64_t id, struct plan_row *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_plan, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份方案，请从整改台账中选择");
    if (!st)
        *out = plan_row(r);
    return st;
}

enum st plan_by_hash(struct ctx *c, const char *hash, int64_t *id, int *measures)
{
    struct rows *r;
    enum st st = q(c, &stmt_by_hash, ARGS(v_text(hash)), &r);
    *id = 0;
    if (!st && rows_next(r)) {
        *id = rows_int(r, 0);
        *measures = (int)rows_int(r, 1);
    }
    return st;
}

enum st plan_set_title(struct ctx *c, int64_t id, const char *title)
{
    return x(c, &stmt_plan_title, ARGS(v_int(id), v_text(title)));
}

/* ---- measures ---- */

static struct measure measure_row(const struct rows *r)
{
    return (struct measure){.id = rows_int(r, 0),
        .plan_id = rows_int(r, 1),
        .chapter = (int)rows_int(r, 2),
        .number = (int)rows_int(r, 3),
        .chapter_title = rows_text(r, 4),
        .title = rows_text(r, 5),
        .text = rows_text(r, 6),
        .problem = rows_text(r, 7),
        .state = rows_text(r, 8),
        .due = rows_day(r, 9),
        .due_note = rows_text(r, 10),
        .percent = (int)rows_int(r, 11),
        .stage = rows_text(r, 12),
        .report = rows_text(r, 13),
        .evidence = rows_text(r, 14),
        .reported_at = rows_int(r, 15),
        .confirmed_at = rows_int(r, 16),
        .done_at = rows_int(r, 17),
        .updated_at = rows_int(r, 18),
        .version = rows_int(r, 19),
        .plan_title = rows_text(r, 20)};
}

static struct measure_unit unit_row(const struct rows *r)
{
    return (struct measure_unit){.role = (enum part_in)rows_int(r, 1),
        .name = rows_text(r, 2),
        .unit_id = rows_int(r, 3),
        .kinds = rows_text(r, 4),
        .unit_name = rows_text(r, 5)};
}

enum st measure_get(struct ctx *c, int64_t id, struct measure *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_measure, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这条措施，请从整改台账中选择");
    if (st)
        return st;
    *out = measure_row(r);
    st = q(c, &stmt_units, ARGS(v_int(id)), &r);
    if (st)
        return st;
    out->units = ARENA_ARRAY(c->mem, struct measure_unit, rows_count(r));
    while (rows_next(r))
        out->units[out->n_units++] = unit_row(r);
    return ST_OK;
}

/* Both lists come in the order of the measures, so one walk joins them. */
static void join_units(struct ctx *c, struct measure *list, size_t n, struct rows *r)
{
    struct measure_unit *units = ARENA_ARRAY(c->mem, struct measure_unit, rows_count(r));
    size_t at = 0, count = 0;
    while (rows_next(r)) {
        while (at < n && list[at].id != rows_int(r, 0))
            at++;
        if (at == n)
            return;
        units[count] = unit_row(r);
        if (!list[at].n_units)
            list[at].units = units + count;
        list[at].n_units++;
        count++;
    }
}

enum st measure_list(struct ctx *c, int64_t plan_id, struct measure **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_measures, ARGS(v_int(plan_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct measure, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = measure_row(r);
    st = q(c, &stmt_all_units, ARGS(v_int(plan_id)), &r);
    if (!st)
        join_units(c, *list, *n, r);
    return st;
}

static enum st units_put(struct ctx *c, int64_t id, const struct measure_unit *units, size_t n)
{
    enum st st = x(c, &stmt_units_drop, ARGS(v_int(id)));
    for (size_t i = 0; !st && i < n; i++)
        st = x(c, &stmt_unit_add,
            ARGS(v_int(id), v_int(units[i].role), v_int((int64_t)i), v_text(units[i].name),
                units[i].unit_id ? v_int(units[i].unit_id) : v_null(), v_text(units[i].kinds)));
    return st;
}

enum st measure_put(struct ctx *c, const struct measure *m)
{
    int64_t changed;
    enum st st = xn(c, &stmt_measure_put,
        ARGS(v_int(m->id), v_int(m->version), v_text(m->title), v_text(m->problem), v_day(m->due),
            v_text(m->due_note), v_int(c->now)),
        &changed);
    if (!st && !changed)
        return fail(
            c, ST_CONFLICT, "", "这条措施刚刚被别人改过，您的修改没有保存；请打开最新内容再改");
    return st ? st : units_put(c, m->id, m->units, m->n_units);
}

enum st measure_set_state(
    struct ctx *c, const struct measure *m, const char *state, const char *evidence)
{
    return x(c, &stmt_state, ARGS(v_int(m->id), v_text(state), v_text(evidence), v_int(c->now)));
}

/* ---- import ---- */

static enum st add_units(struct ctx *c, int64_t id, const struct plan_measure *m)
{
    size_t n = 0;
    struct measure_unit *units = ARENA_ARRAY(c->mem, struct measure_unit, m->n_lead + m->n_duty);
    for (size_t i = 0; i < m->n_lead; i++)
        units[n++] = (struct measure_unit){.role = UNIT_LEAD, .name = m->lead[i]};
    for (size_t i = 0; i < m->n_duty; i++)
        units[n++] = (struct measure_unit){.role = UNIT_DUTY, .name = m->duty[i]};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = unit_resolve(c, &units[i]);
    return st ? st : units_put(c, id, units, n);
}

static struct day latest(const struct day *days, size_t n)
{
    struct day d = day_none();
    for (size_t i = 0; i < n; i++)
        if (!day_given(d) || days[i].n > d.n)
            d = days[i];
    return d;
}

enum st measure_add(struct ctx *c, int64_t plan_id, struct day plan_due,
    const struct plan_chapter *chapter, const struct plan_measure *m, int64_t *id)
{
    struct day due = latest(m->dates, m->n_dates);
    const char *note = "措施原文写明";
    if (!day_given(due)) {
        due = plan_due;
        note = day_given(due) ? "措施没有写明日期，取方案中最晚的日期" : "";
    }
    enum st st = insert(c, &stmt_measure_add,
        ARGS(v_int(plan_id), v_int(chapter->number), v_text(chapter->title), v_int(m->number),
            v_int(m->number), v_text(m->title), v_text(m->text), v_text(m->problem), v_day(due),
            v_text(note), v_int(c->now)),
        id);
    return st ? st : add_units(c, *id, m);
}

enum st plan_add(struct ctx *c, const char *hash, const struct plan *p, int64_t *id)
{
    struct day due = latest(p->dates, p->n_dates);
    int year = p->year;
    int64_t measure;
    enum st st = insert(c, &stmt_plan_add,
        ARGS(v_text(hash), v_text(p->title), v_int(year), v_day(due), v_int(c->now),
            v_int(c->person)),
        id);
    for (size_t i = 0; !st && i < p->n_chapters; i++)
        for (size_t k = 0; !st && k < p->chapters[i].n_measures; k++)
            st = measure_add(c, *id, due, &p->chapters[i], &p->chapters[i].measures[k], &measure);
    return st;
}

/* ---- reports and acts ---- */

enum st progress_add(struct ctx *c, int64_t measure_id, const struct report *r)
{
    enum st st = x(c, &stmt_report_add,
        ARGS(v_int(measure_id), v_int(c->now), v_int(c->person), v_int(c->unit), v_int(r->percent),
            v_text(r->stage), v_text(r->text)));
    return st ? st
              : x(c, &stmt_reported,
                    ARGS(v_int(measure_id), v_int(r->percent), v_text(r->stage), v_text(r->text),
                        v_int(c->now)));
}

enum st measure_reports(struct ctx *c, int64_t id, struct report **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_reports, ARGS(v_int(id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct report, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct report){.at = rows_int(r, 0),
            .percent = (int)rows_int(r, 1),
            .stage = rows_text(r, 2),
            .text = rows_text(r, 3),
            .who = rows_text(r, 4),
            .unit = rows_text(r, 5)};
    return ST_OK;
}

enum st measure_acts(struct ctx *c, int64_t id, struct act_row **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_acts, ARGS(v_int(id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct act_row, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct act_row){.at = rows_int(r, 0),
            .action = rows_text(r, 1),
            .who = rows_text(r, 2),
            .unit = rows_text(r, 3),
            .detail = rows_text(r, 4)};
    return ST_OK;
}
