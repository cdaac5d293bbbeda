/* The rows of major decisions; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/store.h"

#include <string.h>

#include "disclosure/decision/decision.h"
#include "disclosure/decision/schema.h"

#define SELECT                                                                                     \
    "SELECT d.id, d.unit_id, d.title, d.year, d.source, d.partners, d.stage, d.step_day, "         \
    "d.version, d.created_at, d.created_by, COALESCE(u.short_name, ''), COALESCE(u.name, ''), "    \
    "COALESCE(d.record_id, 0), CASE WHEN r.ended IN ('error', 'privacy') THEN 1 ELSE 0 END, "      \
    "COALESCE(r.ended_note, '') "
#define FROM                                                                                       \
    "FROM decision d LEFT JOIN unit u ON u.id = d.unit_id LEFT JOIN record r ON r.id = "           \
    "d.record_id "
#define IS_PUBLIC                                                                                  \
    "(EXISTS (SELECT 1 FROM decision_entry e WHERE e.decision_id = d.id AND e.state = 1 "          \
    "AND e.slot <> 13) AND NOT EXISTS (SELECT 1 FROM record r WHERE r.id = d.record_id "           \
    "AND r.ended IN ('error', 'privacy'))) "
/* $1 year, $2 unit, $3 bits of stages, $4 pattern, $5 public only */
#define WHERE(bit)                                                                                 \
    "WHERE ($1 = 0 OR d.year = $1) AND ($2 = 0 OR d.unit_id = $2) "                                \
    "AND ($3 = 0 OR (" bit ") <> 0) AND ($4 = '' OR d.title LIKE $4 ESCAPE '!' "                   \
    "OR d.source LIKE $4 ESCAPE '!' OR d.partners LIKE $4 ESCAPE '!') "                            \
    "AND ($5 = 0 OR " IS_PUBLIC ") "
#define LITE "(1 << d.stage) & $3"
#define PG "(1 << d.stage::int) & $3::int"
#define ORDER "ORDER BY d.year DESC, d.id DESC LIMIT $6 OFFSET $7"

static const struct stmt stmt_get = {"decision.get", SELECT FROM "WHERE d.id = $1", NULL};
static const struct stmt stmt_list = {
    "decision.list", SELECT FROM WHERE(LITE) ORDER, SELECT FROM WHERE(PG) ORDER};
static const struct stmt stmt_count = {
    "decision.count", "SELECT count(*) " FROM WHERE(LITE), "SELECT count(*) " FROM WHERE(PG)};
static const struct stmt stmt_years = {"decision.years",
    "SELECT d.year, count(*), '' FROM decision d WHERE $1 = 0 OR " IS_PUBLIC
    "GROUP BY d.year ORDER BY d.year DESC",
    NULL};
static const struct stmt stmt_units = {"decision.units",
    "SELECT u.id, count(*), u.short_name FROM decision d JOIN unit u ON u.id = d.unit_id "
    "WHERE $1 = 0 OR " IS_PUBLIC "GROUP BY u.id, u.short_name ORDER BY u.id",
    NULL};
static const struct stmt stmt_open_ids = {"decision.open_ids",
    "SELECT d.id FROM decision d WHERE d.stage < 8 OR EXISTS (SELECT 1 FROM decision_entry e "
    "WHERE e.decision_id = d.id AND e.state = 0 AND e.slot < 14) OR (d.record_id IS NULL "
    "AND " IS_PUBLIC ") ORDER BY d.id",
    NULL};
_Static_assert(
    DECISION_CLOSED == 8 && DECISION_SLOTS == 14 && SLOT_TITLE == 13, "the statements name them");
static const struct stmt stmt_add = {"decision.add",
    "INSERT INTO decision (unit_id, title, year, source, partners, stage, step_day, version, "
    "created_at, created_by) VALUES ($1, $2, $3, $4, $5, 0, $6, 1, $7, $8) RETURNING id",
    NULL};
static const struct stmt stmt_put = {"decision.put",
    "UPDATE decision SET stage = $3, step_day = $4, version = version + 1 "
    "WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_entries = {"decision.entries",
    "SELECT e.id, e.action, e.slot, e.at, e.person, COALESCE(e.record_id, 0), e.state, "
    "COALESCE(e.settled_at, 0), e.note, COALESCE(p.name, '系统'), COALESCE(u.short_name, ''), "
    "COALESCE(i.title, ''), COALESCE(i.path, ''), COALESCE(i.first_published_at, 0) "
    "FROM decision_entry e LEFT JOIN person p ON p.id = e.person "
    "LEFT JOIN unit u ON u.id = e.unit LEFT JOIN item i ON i.record_id = e.record_id "
    "AND i.ended NOT IN ('error', 'privacy') "
    "WHERE e.decision_id = $1 AND ($2 = 0 OR e.state = 1) ORDER BY e.id",
    NULL};
static const struct stmt stmt_values = {"decision.values",
    "SELECT v.entry_id, v.name, v.value FROM decision_value v "
    "JOIN decision_entry e ON e.id = v.entry_id WHERE e.decision_id = $1 "
    "ORDER BY v.entry_id, v.name",
    NULL};
static const struct stmt stmt_entry_add = {"decision.entry_add",
    "INSERT INTO decision_entry (decision_id, action, slot, at, person, unit, record_id, state, "
    "note) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '') RETURNING id",
    NULL};
static const struct stmt stmt_value_add = {"decision.value_add",
    "INSERT INTO decision_value (entry_id, name, value) VALUES ($1, $2, $3)", NULL};
static const struct stmt stmt_file_add = {"decision.file_add",
    "INSERT INTO decision_file (entry_id, position, sha256, name, mime, size_bytes) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
static const struct stmt stmt_files = {"decision.files",
    "SELECT f.entry_id, f.sha256, f.name, f.mime, f.size_bytes FROM decision_file f "
    "JOIN decision_entry e ON e.id = f.entry_id WHERE e.decision_id = $1 "
    "ORDER BY f.entry_id, f.position",
    NULL};
static const struct stmt stmt_rename = {
    "decision.rename", "UPDATE decision SET title = $2 WHERE id = $1", NULL};
static const struct stmt stmt_set_record = {
    "decision.set_record", "UPDATE decision SET record_id = $2 WHERE id = $1", NULL};
static const struct stmt stmt_settle = {"decision.settle",
    "UPDATE decision_entry SET state = $3, settled_at = $4, settled_by = $5, note = $6 "
    "WHERE decision_id = $1 AND id <= $2 AND state = 0 AND slot < 14",
    NULL};
static const struct stmt stmt_records = {"decision.records",
    "SELECT DISTINCT record_id FROM decision_entry WHERE decision_id = $1 "
    "AND record_id IS NOT NULL",
    NULL};
static const struct stmt stmt_of_record = {"decision.of_record",
    "SELECT d.id, d.title, e.slot FROM decision_entry e JOIN decision d ON d.id = e.decision_id "
    "WHERE e.record_id = $1 AND e.state = 1 ORDER BY CASE WHEN e.slot = 8 THEN 0 ELSE 1 END, "
    "e.id DESC LIMIT 1",
    NULL};
_Static_assert(SLOT_DECISION == 8, "of_record names it");
static const struct stmt stmt_strays = {"decision.strays",
    "SELECT i.record_id, i.title, i.path, i.first_published_at, COALESCE(u.short_name, '') "
    "FROM item_place l JOIN site_column k ON k.id = l.column_id AND k.path = '" DECISION_COLUMN "' "
    "JOIN item i ON i.record_id = l.record_id LEFT JOIN unit u ON u.id = i.unit_id "
    "WHERE i.first_published_at < $1 AND i.kind <> 'decision' AND i.ended NOT IN ('moved', "
    "'error', 'privacy') "
    "AND NOT EXISTS (SELECT 1 FROM decision_entry e WHERE e.record_id = i.record_id) "
    "ORDER BY i.first_published_at DESC LIMIT 200",
    NULL};
static const struct stmt stmt_settings = {
    "decision.settings", "SELECT key, value FROM decision_setting ORDER BY key", NULL};
static const struct stmt stmt_setting_put = {"decision.setting_put",
    "INSERT INTO decision_setting (key, value) VALUES ($1, $2) "
    "ON CONFLICT (key) DO UPDATE SET value = $2",
    NULL};

const struct stmt *const decision_stmts[DECISION_STMTS] = {&stmt_get, &stmt_list, &stmt_count,
    &stmt_years, &stmt_units, &stmt_open_ids, &stmt_add, &stmt_put, &stmt_entries, &stmt_values,
    &stmt_entry_add, &stmt_value_add, &stmt_settle, &stmt_records, &stmt_of_record, &stmt_strays,
    &stmt_settings, &stmt_setting_put, &stmt_file_add, &stmt_files, &stmt_rename, &stmt_set_record};

static struct decision decision_row(const struct rows *r)
{
    return (struct decision){.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .title = rows_text(r, 2),
        .year = (int)rows_int(r, 3),
        .source = rows_text(r, 4),
        .partners = rows_text(r, 5),
        .stage = (enum decision_stage)rows_int(r, 6),
        .step_day = {(int32_t)rows_int(r, 7)},
        .version = rows_int(r, 8),
        .created_at = rows_int(r, 9),
        .created_by = rows_int(r, 10),
        .unit_name = rows_text(r, 11),
        .unit_full = rows_text(r, 12),
        .record_id = rows_int(r, 13),
        .withdrawn = rows_int(r, 14) != 0,
        .withdrawn_note = rows_text(r, 15)};
}

/* ---- a thread ---- */

static struct decision_entry entry_row(const struct rows *r)
{
    return (struct decision_entry){.id = rows_int(r, 0),
        .action = rows_text(r, 1),
        .slot = (enum decision_slot)rows_int(r, 2),
        .at = rows_int(r, 3),
        .person_id = rows_int(r, 4),
        .record_id = rows_int(r, 5),
        .state = (enum entry_state)rows_int(r, 6),
        .settled_at = rows_int(r, 7),
        .note = rows_text(r, 8),
        .person = rows_text(r, 9),
        .unit = rows_text(r, 10),
        .page_title = rows_text(r, 11),
        .page_path = rows_text(r, 12),
        .page_published = rows_int(r, 13)};
}

/* Rows of one entry after the other, as the entries are: moves *at to that of the row; false when
 * it is not shown. */
static bool find_entry(const struct decision_thread *t, int64_t id, struct decision_entry **at)
{
    while (*at < t->entries + t->n && (*at)->id < id)
        ++*at;
    return *at < t->entries + t->n && (*at)->id == id;
}

static enum st read_values(struct ctx *c, struct decision_thread *t)
{
    struct rows *r;
    enum st st = q(c, &stmt_values, ARGS(v_int(t->d.id)), &r);
    if (st)
        return st;
    struct decision_value *next = ARENA_ARRAY(c->mem, struct decision_value, rows_count(r) + 1);
    struct decision_entry *e = t->entries;
    while (rows_next(r)) {
        if (!find_entry(t, rows_int(r, 0), &e))
            continue;
        if (!e->values.n++)
            e->values.list = next;
        *next++ = (struct decision_value){rows_text(r, 1), rows_text(r, 2)};
    }
    return ST_OK;
}

static enum st read_files(struct ctx *c, struct decision_thread *t)
{
    struct rows *r;
    enum st st = q(c, &stmt_files, ARGS(v_int(t->d.id)), &r);
    if (st)
        return st;
    struct attachment *next = ARENA_ARRAY(c->mem, struct attachment, rows_count(r) + 1);
    struct decision_entry *e = t->entries;
    while (rows_next(r)) {
        if (!find_entry(t, rows_int(r, 0), &e))
            continue;
        if (!e->n_files++)
            e->files = next;
        *next++ =
            (struct attachment){rows_text(r, 1), rows_text(r, 2), rows_text(r, 3), rows_int(r, 4)};
    }
    return ST_OK;
}

/* A new name alone makes nothing public. */
static void place(struct decision_thread *t, const struct decision_entry *e)
{
    if (e->slot >= DECISION_SLOTS)
        return;
    t->last[e->slot] = e;
    if (e->state != ENTRY_RETURNED)
        t->filled[e->slot] = e;
    if (e->state == ENTRY_PUBLIC)
        t->open[e->slot] = e;
    if (e->state == ENTRY_PUBLIC && e->settled_at > t->published_at &&
        (e->slot != SLOT_TITLE || t->published_at))
        t->published_at = e->settled_at;
    if (e->state == ENTRY_WAITS && !t->waiting++)
        t->waits_since = e->at;
}

static enum st read_entries(struct ctx *c, bool public_only, struct decision_thread *t)
{
    struct rows *r;
    enum st st = q(c, &stmt_entries, ARGS(v_int(t->d.id), v_int(public_only)), &r);
    if (st)
        return st;
    t->entries = ARENA_ARRAY(c->mem, struct decision_entry, rows_count(r) + 1);
    while (rows_next(r))
        t->entries[t->n++] = entry_row(r);
    for (size_t i = 0; i < t->n; i++)
        place(t, &t->entries[i]);
    enum st read = read_values(c, t);
    return read ? read : read_files(c, t);
}

static enum st missing(struct ctx *c)
{
    return fail(c, ST_NOT_FOUND, "", "没有这个决策事项，请从列表中选择");
}

enum st decision_read(struct ctx *c, int64_t id, bool public_only, struct decision_thread *out)
{
    struct rows *r;
    *out = (struct decision_thread){.n = 0};
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st)
        return st == ST_NOT_FOUND ? missing(c) : st;
    out->d = decision_row(r);
    if (public_only && out->d.withdrawn)
        return fail(c, ST_GONE, "", "这个决策事项已经撤下：%s", out->d.withdrawn_note);
    st = read_entries(c, public_only, out);
    return !st && public_only && !out->published_at ? missing(c) : st;
}

int64_t decision_first_release(const struct decision_thread *t)
{
    int64_t at = t->published_at;
    for (size_t i = 0; i < t->n; i++)
        if (t->entries[i].slot != SLOT_TITLE && t->entries[i].settled_at < at)
            at = t->entries[i].settled_at;
    return at;
}

enum st decision_list(struct ctx *c, const struct decision_filter *f, struct decision_thread **list,
    size_t *n, int64_t *total)
{
    struct rows *r;
    const struct val args[] = {v_int(f->year), v_int(f->unit_id), v_int(f->stages),
        v_text(like_containing(c->mem, f->text ? f->text : "")), v_int(f->public_only),
        v_int(f->per_page), v_int((f->page - 1) * f->per_page)};
    enum st st = q1(c, &stmt_count, args, 5, &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_list, args, COUNT_OF(args), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct decision_thread, rows_count(r) + 1);
    while (!st && rows_next(r)) {
        struct decision_thread *t = &(*list)[(*n)++];
        *t = (struct decision_thread){.d = decision_row(r)};
        st = read_entries(c, f->public_only, t);
    }
    return st;
}

static enum st choices(
    struct ctx *c, const struct stmt *s, bool public_only, struct decision_choice **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, s, ARGS(v_int(public_only)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct decision_choice, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct decision_choice){rows_int(r, 0), rows_int(r, 1), rows_text(r, 2)};
    return st;
}

enum st decision_years(struct ctx *c, bool public_only, struct decision_choice **list, size_t *n)
{
    return choices(c, &stmt_years, public_only, list, n);
}

enum st decision_units(struct ctx *c, bool public_only, struct decision_choice **list, size_t *n)
{
    return choices(c, &stmt_units, public_only, list, n);
}

enum st decision_open_ids(struct ctx *c, int64_t **ids, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_open_ids, NO_ARGS, &r);
    *n = 0;
    *ids = st ? NULL : ARENA_ARRAY(c->mem, int64_t, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*ids)[(*n)++] = rows_int(r, 0);
    return st;
}

/* ---- writing ---- */

enum st decision_add(struct ctx *c, const struct decision *d, int64_t *id)
{
    return insert(c, &stmt_add,
        ARGS(v_int(d->unit_id), v_text(d->title), v_int(d->year), v_text(d->source),
            v_text(d->partners), v_int(day_at(c->now).n), v_int(c->now), v_int(c->person)),
        id);
}

enum st decision_put(struct ctx *c, const struct decision *d)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(d->id), v_int(d->version), v_int(d->stage), v_int(d->step_day.n)), &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这个事项刚刚被别人办理过，请看过最新情况后再办");
    return st;
}

static enum st add_files(struct ctx *c, int64_t entry, const struct decision_entry *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < e->n_files; i++)
        st = x(c, &stmt_file_add,
            ARGS(v_int(entry), v_int((int64_t)i), v_text(e->files[i].sha256),
                v_text(e->files[i].name), v_text(e->files[i].mime), v_int(e->files[i].size_bytes)));
    return st;
}

enum st decision_entry_add(struct ctx *c, int64_t id, const struct decision_entry *e)
{
    int64_t entry;
    enum st st = insert(c, &stmt_entry_add,
        ARGS(v_int(id), v_text(e->action), v_int(e->slot), v_int(c->now), v_int(c->person),
            v_int(c->unit), e->record_id ? v_int(e->record_id) : v_null()),
        &entry);
    for (size_t i = 0; !st && i < n_decision_needs; i++) {
        const struct decision_need *w = &decision_needs[i];
        const char *value = decision_value(&e->values, w->name);
        if (w->kind != ASK_PAGE && w->kind != ASK_NOTHING && !strcmp(w->action, e->action) &&
            *value)
            st = x(c, &stmt_value_add, ARGS(v_int(entry), v_text(w->name), v_text(value)));
    }
    return st ? st : add_files(c, entry, e);
}

enum st decision_rename(struct ctx *c, const struct decision *d, const struct decision_entry *e)
{
    enum st st = x(c, &stmt_value_add, ARGS(v_int(e->id), v_text("old_title"), v_text(d->title)));
    return st ? st
              : x(c, &stmt_rename, ARGS(v_int(d->id), v_text(decision_value(&e->values, "title"))));
}

enum st decision_set_record(struct ctx *c, int64_t id, int64_t record_id)
{
    return x(c, &stmt_set_record, ARGS(v_int(id), v_int(record_id)));
}

enum st decision_settle(struct ctx *c, int64_t id, int64_t upto, enum entry_state state,
    const char *note, int64_t *changed)
{
    return xn(c, &stmt_settle,
        ARGS(v_int(id), v_int(upto), v_int(state), v_int(c->now), v_int(c->person), v_text(note)),
        changed);
}

enum st decision_touch(struct ctx *c, int64_t id)
{
    struct rows *r;
    enum st st = q(c, &stmt_records, ARGS(v_int(id)), &r);
    ctx_touch(c, "decision");
    while (!st && rows_next(r))
        ctx_touch(c, "record:%lld", (long long)rows_int(r, 0));
    return st;
}

/* ---- looking up ---- */

enum st decision_of_record(struct ctx *c, int64_t record_id, struct decision_ref *out)
{
    struct rows *r;
    enum st st = q(c, &stmt_of_record, ARGS(v_int(record_id)), &r);
    *out = (struct decision_ref){.title = "", .slot = ""};
    if (!st && rows_next(r))
        *out = (struct decision_ref){.id = rows_int(r, 0),
            .title = rows_text(r, 1),
            .slot = decision_slots[rows_int(r, 2)].label,
            .decides = rows_int(r, 2) == SLOT_DECISION};
    return st;
}

enum st decision_strays(struct ctx *c, struct decision_stray **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_strays, ARGS(v_int(c->now - 86400)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct decision_stray, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct decision_stray){.record_id = rows_int(r, 0),
            .title = rows_text(r, 1),
            .path = rows_text(r, 2),
            .at = rows_int(r, 3),
            .unit_name = rows_text(r, 4)};
    return st;
}

/* ---- settings ---- */

enum st decision_settings_get(struct ctx *c, struct decision_settings *out)
{
    struct rows *r;
    *out = decision_defaults;
    enum st st = q(c, &stmt_settings, NO_ARGS, &r);
    while (!st && rows_next(r)) {
        bool silent = strcmp(rows_text(r, 0), "silent_days") == 0;
        *(silent ? &out->silent_days : &out->comment_days) = (int)rows_int(r, 1);
    }
    return st;
}

enum st decision_settings_put(struct ctx *c, const struct decision_settings *s)
{
    enum st st = x(c, &stmt_setting_put, ARGS(v_text("silent_days"), v_int(s->silent_days)));
    return st ? st : x(c, &stmt_setting_put, ARGS(v_text("comment_days"), v_int(s->comment_days)));
}
