/* The rows of normative documents and of their steps; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/store.h"

#include <string.h>

#include "common/record/validity.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/term_known.h"
#include "lib/text/docno.h"

/* The stage follows the published text: what has ended there has ended. */
#define STAGE "CASE WHEN COALESCE(r.ended, '') <> '' THEN 12 ELSE n.stage END"
#define SELECT                                                                                     \
    "SELECT n.id, n.unit_id, COALESCE(n.record_id, 0), n.title, n.kind, " STAGE ", n.step_day, "   \
    "n.owner, n.doc_no, n.reg_no, n.archive_no, n.formed_on, n.effective_on, n.filed_on, "         \
    "n.archived_on, " NORM_LAST ", n.endless, n.reminded, n.version, COALESCE(u.short_name, ''), " \
    "COALESCE(p.name, ''), COALESCE(i.path, ''), COALESCE(i.validity, ''), "                       \
    "COALESCE(r.ended, ''), COALESCE(i.first_published_at, 0), " NORM_BY_TEXT                      \
    ", n.text_months, n.text_words "
#define FROM                                                                                       \
    "FROM normdoc n LEFT JOIN unit u ON u.id = n.unit_id LEFT JOIN person p ON p.id = n.owner "    \
    "LEFT JOIN record r ON r.id = n.record_id LEFT JOIN item i ON i.record_id = n.record_id "
_Static_assert(NORM_ENDED == 12, "STAGE names it");
/* $1 bits of stages, $2 unit, $3 text */
#define WHERE                                                                                      \
    "WHERE ((1 << " STAGE ") & $1) <> 0 AND ($2 = 0 OR n.unit_id = $2) "                           \
    "AND ($3 = '' OR n.title LIKE '%' || $3 || '%' OR n.doc_no LIKE '%' || $3 || '%') "
#define WHERE_PG                                                                                   \
    "WHERE ((1 << (" STAGE ")::int) & $1::int) <> 0 AND ($2 = 0 OR n.unit_id = $2) "               \
    "AND ($3 = '' OR n.title LIKE '%' || $3 || '%' OR n.doc_no LIKE '%' || $3 || '%') "
#define ORDER "ORDER BY n.step_day DESC, n.id DESC LIMIT $4 OFFSET $5"

static const struct stmt stmt_get = {"normdoc.get", SELECT FROM "WHERE n.id = $1", NULL};
static const struct stmt stmt_of_record = {
    "normdoc.of_record", "SELECT id FROM normdoc WHERE record_id = $1", NULL};
static const struct stmt stmt_list = {
    "normdoc.list", SELECT FROM WHERE ORDER, SELECT FROM WHERE_PG ORDER};
static const struct stmt stmt_count = {
    "normdoc.count", "SELECT count(*) " FROM WHERE, "SELECT count(*) " FROM WHERE_PG};
static const struct stmt stmt_counts = {"normdoc.counts",
    "SELECT " STAGE ", count(*) FROM normdoc n LEFT JOIN record r ON r.id = n.record_id "
    "WHERE $1 = 0 OR n.unit_id = $1 GROUP BY 1",
    NULL};
static const struct stmt stmt_ending = {"normdoc.ending",
    SELECT FROM "WHERE (n.last_day <= $1 OR (n.last_day IS NULL AND n.endless = 0 "
                "AND n.text_last <= $1)) AND n.stage BETWEEN 8 AND 11 "
                "AND COALESCE(r.ended, '') = '' AND ($2 = 0 OR n.unit_id = $2) "
                "ORDER BY " NORM_LAST ", n.id",
    NULL};
static const struct stmt stmt_unregistered = {"normdoc.unregistered",
    SELECT FROM "WHERE n.text_said > 0 AND n.last_day IS NULL AND n.endless = 0 "
                "AND n.stage BETWEEN 8 AND 11 AND COALESCE(r.ended, '') = '' "
                "AND COALESCE(i.validity, '') NOT IN ('废止', '失效') "
                "AND ($1 = 0 OR n.unit_id = $1) ORDER BY n.step_day DESC, n.id DESC LIMIT $2",
    NULL};
static const struct stmt stmt_add = {"normdoc.add",
    "INSERT INTO normdoc (unit_id, title, kind, stage, step_day, owner, doc_no, reg_no, "
    "archive_no, endless, reminded, version, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, '', '', '', 0, 0, 1, $7) RETURNING id",
    NULL};
static const struct stmt stmt_put = {"normdoc.put",
    "UPDATE normdoc SET stage = $3, step_day = $4, record_id = $5, owner = $6, doc_no = $7, "
    "reg_no = $8, archive_no = $9, formed_on = $10, effective_on = $11, filed_on = $12, "
    "archived_on = $13, last_day = $14, endless = $15, reminded = $16, version = version + 1 "
    "WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_reminded = {
    "normdoc.reminded", "UPDATE normdoc SET reminded = $2 WHERE id = $1", NULL};
static const struct stmt stmt_step_add = {"normdoc.step_add",
    "INSERT INTO normdoc_step (normdoc_id, at, person, unit, action, note) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
static const struct stmt stmt_steps = {"normdoc.steps",
    "SELECT s.at, s.action, s.note, COALESCE(p.name, '系统'), COALESCE(u.short_name, '') "
    "FROM normdoc_step s LEFT JOIN person p ON p.id = s.person LEFT JOIN unit u ON u.id = s.unit "
    "WHERE s.normdoc_id = $1 ORDER BY s.id DESC",
    NULL};
static const struct stmt stmt_value_put = {"normdoc.value_put",
    "INSERT INTO normdoc_value (normdoc_id, name, value) VALUES ($1, $2, $3) "
    "ON CONFLICT (normdoc_id, name) DO UPDATE SET value = $3",
    NULL};
static const struct stmt stmt_values = {"normdoc.values",
    "SELECT name, value FROM normdoc_value WHERE normdoc_id = $1 ORDER BY name", NULL};
static const struct stmt stmt_taken = {"normdoc.taken",
    "SELECT title FROM normdoc WHERE doc_no = $1 AND id <> $2 UNION ALL "
    "SELECT title FROM item WHERE doc_serial = $4 AND doc_year = $5 AND doc_word = $6 "
    "AND record_id <> $3 AND NOT EXISTS (SELECT 1 FROM normdoc n WHERE n.id = $2 "
    "AND n.title = item.title) LIMIT 1",
    NULL};
static const struct stmt stmt_find_number = {"normdoc.find_number",
    "SELECT record_id FROM item WHERE doc_serial = $1 AND doc_year = $2 AND doc_word = $3 "
    "AND ended = '' ORDER BY published_at DESC LIMIT 1",
    NULL};
static const struct stmt stmt_find_title = {"normdoc.find_title",
    "SELECT i.record_id FROM item i JOIN item_place p ON p.record_id = i.record_id "
    "JOIN site_column k ON k.id = p.column_id WHERE k.path IN ('zwgk/fdnr/zcwj', "
    "'zwgk/fdnr/qlgb') AND i.title = $1 AND i.ended = '' ORDER BY i.published_at DESC LIMIT 1",
    NULL};
/* $1 stage of those from before the day $2 (UTC seconds), $3 stage of the others, $4 today */
static const struct stmt stmt_adopt = {"normdoc.adopt",
    "INSERT INTO normdoc (unit_id, record_id, title, kind, stage, step_day, owner, doc_no, "
    "reg_no, archive_no, formed_on, effective_on, endless, reminded, version, created_at) "
    "SELECT i.unit_id, i.record_id, i.title, CASE WHEN i.issuer LIKE '%人民政府%' THEN "
    "'government' ELSE 'department' END, CASE WHEN i.first_published_at < $2 THEN CAST($1 AS "
    "BIGINT) ELSE CAST($3 AS BIGINT) END, "
    "$4, 0, i.doc_no, '', '', i.formed_on, i.effective_on, 0, 0, 1, $5 "
    "FROM item i JOIN item_place l ON l.record_id = i.record_id JOIN site_column k "
    "ON k.id = l.column_id WHERE k.path IN " NORM_COLUMNS " AND i.kind = 'document' "
    "AND i.ended NOT IN ('moved', 'error', 'privacy') "
    "AND NOT EXISTS (SELECT 1 FROM normdoc n WHERE n.record_id = i.record_id)",
    NULL};
static const struct stmt stmt_settings = {
    "normdoc.settings", "SELECT key, value FROM normdoc_setting ORDER BY key", NULL};
static const struct stmt stmt_setting_put = {"normdoc.setting_put",
    "INSERT INTO normdoc_setting (key, value) VALUES ($1, $2) "
    "ON CONFLICT (key) DO UPDATE SET value = $2",
    NULL};

const struct stmt *const norm_stmts[NORM_STMTS] = {&stmt_get, &stmt_of_record, &stmt_list,
    &stmt_count, &stmt_counts, &stmt_ending, &stmt_unregistered, &stmt_add, &stmt_put,
    &stmt_reminded, &stmt_step_add, &stmt_steps, &stmt_value_put, &stmt_values, &stmt_taken,
    &stmt_find_number, &stmt_find_title, &stmt_adopt, &stmt_settings, &stmt_setting_put,
    &norm_stmt_unread, &norm_stmt_text_keep};

const struct norm_tab norm_tabs[NORM_TABS] = {
    {"making", "制定中", AT_MAKING},
    {"filing", "待备案", AT(NORM_FILE) | AT(NORM_REGISTER)},
    {"force", "有效", AT(NORM_FORCE) | AT(NORM_EVALUATE)},
    {"ended", "已废止失效", AT(NORM_ENDED) | AT(NORM_DROPPED)},
    {"all", "全部", (1U << NORM_STAGES) - 1},
};

size_t norm_tab_index(const char *key)
{
    for (size_t i = 0; i < NORM_TABS; i++)
        if (strcmp(norm_tabs[i].key, key) == 0)
            return i;
    return 0;
}

static struct norm norm_row(const struct rows *r)
{
    int64_t at = rows_int(r, 24);
    return (struct norm){.id = rows_int(r, 0),
        .unit_id = rows_int(r, 1),
        .record_id = rows_int(r, 2),
        .title = rows_text(r, 3),
        .kind = rows_text(r, 4),
        .stage = (enum norm_stage)rows_int(r, 5),
        .step_day = rows_day(r, 6),
        .owner = rows_int(r, 7),
        .doc_no = rows_text(r, 8),
        .reg_no = rows_text(r, 9),
        .archive_no = rows_text(r, 10),
        .formed_on = rows_day(r, 11),
        .effective_on = rows_day(r, 12),
        .filed_on = rows_day(r, 13),
        .archived_on = rows_day(r, 14),
        .last_day = rows_day(r, 15),
        .by_text = rows_int(r, 25) != 0,
        .text_months = (int)rows_int(r, 26),
        .text_words = rows_text(r, 27),
        .endless = rows_int(r, 16) != 0,
        .reminded = (int)rows_int(r, 17),
        .version = rows_int(r, 18),
        .unit_name = rows_text(r, 19),
        .owner_name = rows_text(r, 20),
        .path = rows_text(r, 21),
        .validity = rows_text(r, 22),
        .ended = rows_text(r, 23),
        .published_on = at ? day_at(at) : day_none()};
}

static void norm_rows(struct ctx *c, struct rows *r, struct norm **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct norm, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = norm_row(r);
}

enum st norm_get(struct ctx *c, int64_t id, struct norm *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份规范性文件，请从列表中选择");
    if (!st)
        *out = norm_row(r);
    return st;
}

enum st norm_of_record(struct ctx *c, int64_t record_id, int64_t *id)
{
    struct rows *r;
    enum st st = q(c, &stmt_of_record, ARGS(v_int(record_id)), &r);
    *id = !st && rows_next(r) ? rows_int(r, 0) : 0;
    return st;
}

enum st norm_list(
    struct ctx *c, const struct norm_filter *f, struct norm **list, size_t *n, int64_t *total)
{
    struct rows *r;
    int64_t stages = norm_tabs[norm_tab_index(f->tab)].stages;
    enum st st = q1(c, &stmt_count, ARGS(v_int(stages), v_int(f->unit_id), v_text(f->text)), &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_list,
        ARGS(v_int(stages), v_int(f->unit_id), v_text(f->text), v_int(f->per_page),
            v_int((f->page - 1) * f->per_page)),
        &r);
    if (!st)
        norm_rows(c, r, list, n);
    return st;
}

enum st norm_counts(struct ctx *c, int64_t unit_id, int64_t counts[static NORM_TABS])
{
    struct rows *r;
    enum st st = q(c, &stmt_counts, ARGS(v_int(unit_id)), &r);
    memset(counts, 0, NORM_TABS * sizeof *counts);
    while (!st && rows_next(r))
        for (size_t i = 0; i < NORM_TABS; i++)
            if (norm_tabs[i].stages & AT(rows_int(r, 0)))
                counts[i] += rows_int(r, 1);
    return st;
}

enum st norm_ending(struct ctx *c, struct day until, int64_t unit_id, struct norm **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_ending, ARGS(v_int(until.n), v_int(unit_id)), &r);
    if (!st)
        norm_rows(c, r, list, n);
    return st;
}

enum st norm_unregistered(struct ctx *c, int64_t unit_id, int most, struct norm **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_unregistered, ARGS(v_int(unit_id), v_int(most)), &r);
    if (!st)
        norm_rows(c, r, list, n);
    return st;
}

enum st norm_add(struct ctx *c, const struct norm *m, int64_t *id)
{
    return insert(c, &stmt_add,
        ARGS(v_int(m->unit_id), v_text(m->title), v_text(m->kind), v_int(m->stage),
            v_int(day_at(c->now).n), v_int(m->owner), v_int(c->now)),
        id);
}

enum st norm_put(struct ctx *c, const struct norm *m)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(m->id), v_int(m->version), v_int(m->stage), v_int(m->step_day.n),
            m->record_id ? v_int(m->record_id) : v_null(), v_int(m->owner), v_text(m->doc_no),
            v_text(m->reg_no), v_text(m->archive_no), v_day(m->formed_on), v_day(m->effective_on),
            v_day(m->filed_on), v_day(m->archived_on), m->by_text ? v_null() : v_day(m->last_day),
            v_int(m->endless), v_int(m->reminded)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这份文件刚刚被别人办理过，请看过最新情况后再办");
    if (m->record_id)
        ctx_touch(c, "record:%lld", (long long)m->record_id);
    return st;
}

enum st norm_set_reminded(struct ctx *c, int64_t id, int reminded)
{
    return x(c, &stmt_reminded, ARGS(v_int(id), v_int(reminded)));
}

enum st norm_step_add(struct ctx *c, int64_t id, const char *action, const char *note)
{
    return x(c, &stmt_step_add,
        ARGS(v_int(id), v_int(c->now), v_int(c->person), v_int(c->unit), v_text(action),
            v_text(note)));
}

enum st norm_steps(struct ctx *c, int64_t id, struct norm_step **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_steps, ARGS(v_int(id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct norm_step, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct norm_step){.at = rows_int(r, 0),
            .action = rows_text(r, 1),
            .note = rows_text(r, 2),
            .person = rows_text(r, 3),
            .unit = rows_text(r, 4)};
    return ST_OK;
}

enum st norm_value_put(struct ctx *c, int64_t id, const char *name, const char *value)
{
    return x(c, &stmt_value_put, ARGS(v_int(id), v_text(name), v_text(value)));
}

static const char *day_word(struct ctx *c, struct day d)
{
    return day_text(d, ARENA_ARRAY(c->mem, char, 11));
}

enum st norm_kept(struct ctx *c, const struct norm *m, struct norm_values *out)
{
    struct rows *r;
    enum st st = q(c, &stmt_values, ARGS(v_int(m->id)), &r);
    if (st)
        return st;
    const struct norm_value row[] = {{"doc_no", m->doc_no}, {"reg_no", m->reg_no},
        {"archive_no", m->archive_no}, {"formed_on", day_word(c, m->formed_on)},
        {"effective_on", day_word(c, m->effective_on)}, {"filed_on", day_word(c, m->filed_on)},
        {"archived_on", day_word(c, m->archived_on)}};
    struct norm_value *list = ARENA_ARRAY(c->mem, struct norm_value, rows_count(r) + COUNT_OF(row));
    memcpy(list, row, sizeof row);
    *out = (struct norm_values){list, COUNT_OF(row)};
    while (rows_next(r))
        list[out->n++] = (struct norm_value){rows_text(r, 0), rows_text(r, 1)};
    return ST_OK;
}

enum st norm_number_taken(
    struct ctx *c, int64_t id, int64_t record_id, const char *doc_no, const char **by)
{
    struct docno no;
    struct rows *r;
    *by = "";
    if (!docno_parse(c->mem, doc_no, &no))
        return ST_OK;
    enum st st = q(c, &stmt_taken,
        ARGS(v_text(no.text), v_int(id), v_int(record_id), v_int(no.serial), v_int(no.year),
            v_text(no.word)),
        &r);
    if (!st && rows_next(r))
        *by = rows_text(r, 0);
    return st;
}

enum st norm_find_public(struct ctx *c, const char *number_or_title, int64_t *record)
{
    struct docno no;
    struct rows *r;
    *record = 0;
    enum st st =
        docno_find(c->mem, number_or_title, 0, &no) && no.serial
            ? q(c, &stmt_find_number, ARGS(v_int(no.serial), v_int(no.year), v_text(no.word)), &r)
            : q(c, &stmt_find_title, ARGS(v_text(number_or_title)), &r);
    if (!st && rows_next(r))
        *record = rows_int(r, 0);
    return st;
}

enum st norm_adopt(struct ctx *c, const struct norm_settings *s, int64_t *added)
{
    return xn(c, &stmt_adopt,
        ARGS(v_int(NORM_FORCE), v_int(day_start(s->filing_since)), v_int(NORM_FILE),
            v_int(day_at(c->now).n), v_int(c->now)),
        added);
}

static const struct {
    const char *key;
    size_t offset;
} setting_rows[] = {{"filing_days", offsetof(struct norm_settings, filing_days)},
    {"months_max", offsetof(struct norm_settings, months_max)},
    {"trial_months_max", offsetof(struct norm_settings, trial_months_max)},
    {"consult_days", offsetof(struct norm_settings, consult_days)},
    {"evaluate_months", offsetof(struct norm_settings, evaluate_months)},
    {"news_months", offsetof(struct norm_settings, news_months)},
    {"years_back", offsetof(struct norm_settings, years_back)},
    {"filing_since", offsetof(struct norm_settings, filing_since.n)}};

enum st norm_settings_get(struct ctx *c, struct norm_settings *out)
{
    struct rows *r;
    *out = norm_defaults;
    enum st st = q(c, &stmt_settings, NO_ARGS, &r);
    while (!st && rows_next(r))
        for (size_t i = 0; i < COUNT_OF(setting_rows); i++)
            if (strcmp(setting_rows[i].key, rows_text(r, 0)) == 0) {
                int value = (int)rows_int(r, 1);
                memcpy((char *)out + setting_rows[i].offset, &value, sizeof value);
            }
    return st;
}

enum st norm_settings_put(struct ctx *c, const struct norm_settings *s)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(setting_rows); i++) {
        int value;
        memcpy(&value, (const char *)s + setting_rows[i].offset, sizeof value);
        st = x(c, &stmt_setting_put, ARGS(v_text(setting_rows[i].key), v_int(value)));
    }
    return st;
}
