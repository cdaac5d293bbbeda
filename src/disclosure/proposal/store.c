/* The rows of proposals, their joint units, steps and promises; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/store.h"

#include <string.h>

#include "common/record/vault.h"
#include "lib/base/json.h"
#include "lib/text/docno.h"

#define SELECT                                                                                     \
    "SELECT p.id, p.kind, p.session, p.year, p.number, p.title, p.name_public, p.signers, "        \
    "p.stage, p.registered_on, p.step_day, p.assigned_on, p.due, p.lead_unit, "                    \
    "COALESCE(u.short_name, ''), COALESCE(u.name, ''), p.result, p.drafter, p.text_version, "      \
    "p.reply, p.promises, p.openness, p.open_reason, p.summary, p.public_body, p.doc_no, "         \
    "p.delivery, p.signed_on, p.replied_on, p.satisfied, p.basically, p.unsatisfied, p.voted, "    \
    "p.comment, COALESCE(p.record_id, 0), p.version, COALESCE(i.path, ''), "                       \
    "COALESCE(i.first_published_at, 0), p.sealed, p.handed_version "
#define FROM                                                                                       \
    "FROM proposal p LEFT JOIN unit u ON u.id = p.lead_unit "                                      \
    "LEFT JOIN item i ON i.record_id = p.record_id AND i.ended = '' "
/* $1 bits of stages, $2 kind, $3 year, $4 unit concerned, $5 leading unit, $6 text */
#define REST                                                                                       \
    "AND ($2 = '' OR p.kind = $2) AND ($3 = 0 OR p.year = $3) "                                    \
    "AND ($4 = 0 OR p.lead_unit = $4 OR EXISTS (SELECT 1 FROM proposal_joint j "                   \
    "WHERE j.proposal_id = p.id AND j.unit_id = $4)) AND ($5 = 0 OR p.lead_unit = $5) "            \
    "AND ($6 = '' OR p.title LIKE $6 ESCAPE '!' OR p.doc_no LIKE $6 ESCAPE '!') "
#define WHERE "WHERE ((1 << p.stage) & $1) <> 0 " REST
#define WHERE_PG "WHERE ((1 << p.stage::int) & $1::int) <> 0 " REST
#define ORDER                                                                                      \
    "ORDER BY CASE p.stage WHEN 8 THEN 2 WHEN 7 THEN 1 ELSE 0 END, CASE WHEN p.due IS NULL THEN "  \
    "0 ELSE 1 "                                                                                    \
    "END, p.due, p.year DESC, p.kind, p.number LIMIT $7 OFFSET $8"
_Static_assert(PROP_REPLIED == 7 && PROP_CLOSED == 8, "ORDER names them");

static const struct stmt stmt_get = {"proposal.get", SELECT FROM "WHERE p.id = $1", NULL};
static const struct stmt stmt_list = {
    "proposal.list", SELECT FROM WHERE ORDER, SELECT FROM WHERE_PG ORDER};
static const struct stmt stmt_count = {
    "proposal.count", "SELECT count(*) " FROM WHERE, "SELECT count(*) " FROM WHERE_PG};
static const struct stmt stmt_counts = {"proposal.counts",
    "SELECT p.stage, count(*) " FROM WHERE "GROUP BY 1",
    "SELECT p.stage, count(*) " FROM WHERE_PG "GROUP BY 1"};
static const struct stmt stmt_of_year = {"proposal.of_year",
    SELECT FROM "WHERE $1 = 0 OR p.year = $1 ORDER BY p.year DESC, p.kind DESC, p.number", NULL};
static const struct stmt stmt_years = {
    "proposal.years", "SELECT DISTINCT year FROM proposal ORDER BY year DESC", NULL};
static const struct stmt stmt_add = {"proposal.add",
    "INSERT INTO proposal (kind, session, year, number, title, name_public, signers, stage, "
    "registered_on, step_day, lead_unit, result, drafter, text_version, reply, promises, openness, "
    "open_reason, summary, public_body, doc_no, delivery, satisfied, basically, unsatisfied, "
    "voted, "
    "comment, handed_version, version, created_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, "
    "$8, "
    "$8, 0, '', 0, 0, '', '', '', '', '', '', '', '', 0, 0, 0, 0, '', 0, 1, $9, $10) RETURNING id",
    NULL};
static const struct stmt stmt_find = {"proposal.find",
    "SELECT id FROM proposal WHERE kind = $1 AND session = $2 AND year = $3 AND number = $4", NULL};
static const struct stmt stmt_put = {"proposal.put",
    "UPDATE proposal SET stage = $3, step_day = $4, assigned_on = $5, due = $6, lead_unit = $7, "
    "version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_put_text = {"proposal.put_text",
    "UPDATE proposal SET result = $2, drafter = $3, text_version = $4, reply = $5, promises = $6, "
    "openness = $7, open_reason = $8, summary = $9, public_body = $10 WHERE id = $1",
    NULL};
static const struct stmt stmt_put_sent = {"proposal.put_sent",
    "UPDATE proposal SET doc_no = $2, delivery = $3, signed_on = $4, replied_on = $5, "
    "satisfied = $6, basically = $7, unsatisfied = $8, voted = $9, comment = $10, record_id = $11, "
    "handed_version = $12 WHERE id = $1",
    NULL};
static const struct stmt stmt_taken = {"proposal.taken",
    "SELECT title FROM proposal WHERE doc_no = $1 AND id <> $2 UNION ALL "
    "SELECT title FROM item WHERE doc_serial = $4 AND doc_year = $5 AND doc_word = $6 "
    "AND record_id <> $3 LIMIT 1",
    NULL};
static const struct stmt stmt_joints = {"proposal.joints",
    "SELECT j.id, j.unit_id, COALESCE(u.short_name, ''), j.stage, j.opinion, j.signed_version, "
    "COALESCE(s.name, ''), j.signed_at, j.signed_by FROM proposal_joint j LEFT JOIN unit u ON u.id "
    "= j.unit_id "
    "LEFT JOIN person s ON s.id = j.signed_by WHERE j.proposal_id = $1 ORDER BY j.id",
    NULL};
static const struct stmt stmt_joint_add = {"proposal.joint_add",
    "INSERT INTO proposal_joint (proposal_id, unit_id, stage, opinion, signed_version, signed_by, "
    "signed_at) VALUES ($1, $2, 0, '', 0, 0, 0)",
    NULL};
static const struct stmt stmt_joint_remove = {
    "proposal.joint_remove", "DELETE FROM proposal_joint WHERE id = $1", NULL};
static const struct stmt stmt_joint_put = {"proposal.joint_put",
    "UPDATE proposal_joint SET stage = $2, opinion = $3, signed_version = $4, signed_by = $5, "
    "signed_at = $6 WHERE id = $1",
    NULL};
static const struct stmt stmt_step_add = {"proposal.step_add",
    "INSERT INTO proposal_step (proposal_id, at, person, unit, action, note) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    NULL};
static const struct stmt stmt_steps = {"proposal.steps",
    "SELECT s.at, s.action, s.note, COALESCE(p.name, '系统'), COALESCE(u.short_name, '') "
    "FROM proposal_step s LEFT JOIN person p ON p.id = s.person LEFT JOIN unit u ON u.id = s.unit "
    "WHERE s.proposal_id = $1 ORDER BY s.id DESC",
    NULL};
static const struct stmt stmt_promise_add = {"proposal.promise_add",
    "INSERT INTO proposal_promise (proposal_id, text, due, measure_id) VALUES ($1, $2, $3, $4)",
    NULL};
static const struct stmt stmt_promises = {"proposal.promises",
    "SELECT text, due, measure_id FROM proposal_promise WHERE proposal_id = $1 ORDER BY id", NULL};
static const struct stmt stmt_settings = {
    "proposal.settings", "SELECT key, value FROM proposal_setting ORDER BY key", NULL};
static const struct stmt stmt_setting_put = {"proposal.setting_put",
    "INSERT INTO proposal_setting (key, value) VALUES ($1, $2) "
    "ON CONFLICT (key) DO UPDATE SET value = $2",
    NULL};
static const struct stmt stmt_overview = {
    "proposal.overview", "SELECT record_id FROM proposal_overview WHERE year = $1", NULL};
static const struct stmt stmt_overview_put = {"proposal.overview_put",
    "INSERT INTO proposal_overview (year, record_id) VALUES ($1, $2) "
    "ON CONFLICT (year) DO UPDATE SET record_id = $2",
    NULL};

const struct stmt *const prop_stmts[PROP_STMTS] = {&stmt_get, &stmt_list, &stmt_count, &stmt_counts,
    &stmt_of_year, &stmt_years, &stmt_add, &stmt_find, &stmt_put, &stmt_put_text, &stmt_put_sent,
    &stmt_taken, &stmt_joints, &stmt_joint_add, &stmt_joint_remove, &stmt_joint_put, &stmt_step_add,
    &stmt_steps, &stmt_promise_add, &stmt_promises, &stmt_settings, &stmt_setting_put,
    &stmt_overview, &stmt_overview_put};

const struct prop_tab prop_tabs[PROP_TABS] = {
    {"all", "全部", (1U << PROP_STAGES) - 1},
    {"new", "待交办", PROP_AT(PROP_NEW)},
    {"work", "办理中", PROP_AT(PROP_ASSIGNED) | PROP_AT(PROP_WORK) | PROP_AT(PROP_COSIGN)},
    {"sign", "审核签发", PROP_AT(PROP_REVIEW) | PROP_AT(PROP_SIGN) | PROP_AT(PROP_SEND)},
    {"replied", "已答复", PROP_AT(PROP_REPLIED)},
    {"closed", "已办结", PROP_AT(PROP_CLOSED)},
};

size_t prop_tab_index(const char *key)
{
    for (size_t i = 0; i < PROP_TABS; i++)
        if (strcmp(prop_tabs[i].key, key) == 0)
            return i;
    return 0;
}

const char *prop_name(struct arena *a, const struct prop *p)
{
    return arena_printf(a, "%s第%lld号", prop_kind_word(p->kind), (long long)p->number);
}

const char *prop_reply_title(struct arena *a, const struct prop *p)
{
    return arena_printf(a, "关于%s第%lld号%s的答复", p->session, (long long)p->number,
        strcmp(p->kind, "npc") == 0 ? "建议" : "提案");
}

bool prop_is_public(const struct prop *p)
{
    return *p->path && p->handed_version == p->text_version;
}

bool prop_joint_signed(const struct prop *p, const struct prop_joint *j)
{
    return j->stage == JOINT_DECLINED || (p->text_version && j->signed_version == p->text_version);
}

/* ---- what is sealed ---- */

static void person_seal(
    struct ctx *c, const struct vault *v, const struct prop_person *p, const void **out, size_t *n)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "name", p->name);
    jw_pair(&b, "phone", p->phone);
    jw_pair(&b, "address", p->address);
    jw_pair(&b, "text", p->text);
    buf_addc(&b, '}');
    vault_seal(c, v, buf_str(&b), b.n, out, n);
    buf_release(&b);
}

static enum st person_open(struct ctx *c, const void *sealed, size_t n, struct prop_person *out)
{
    struct vault v;
    const char *text;
    size_t n_text;
    const struct json *j = NULL;
    enum st st = vault_load(c, &v);
    if (!st)
        st = vault_open(c, &v, sealed, n, &text, &n_text);
    if (!st)
        st = json_parse(c->mem, text, n_text, &j, &c->err);
    *out = (struct prop_person){json_get_text(j, "name"), json_get_text(j, "phone"),
        json_get_text(j, "address"), json_get_text(j, "text")};
    return st;
}

/* ---- proposals ---- */

static void reply_cols(const struct rows *r, struct prop *p)
{
    p->result = rows_text(r, 16);
    p->drafter = rows_int(r, 17);
    p->text_version = rows_int(r, 18);
    p->reply = rows_text(r, 19);
    p->promises = rows_text(r, 20);
    p->openness = rows_text(r, 21);
    p->open_reason = rows_text(r, 22);
    p->summary = rows_text(r, 23);
    p->public_body = rows_text(r, 24);
    p->doc_no = rows_text(r, 25);
    p->delivery = rows_text(r, 26);
    p->signed_on = rows_day(r, 27);
    p->replied_on = rows_day(r, 28);
    p->satisfied = rows_int(r, 29);
    p->basically = rows_int(r, 30);
    p->unsatisfied = rows_int(r, 31);
    p->voted = rows_int(r, 32) != 0;
    p->comment = rows_text(r, 33);
}

static struct prop prop_row(const struct rows *r)
{
    int64_t at = rows_int(r, 37);
    struct prop p = {.id = rows_int(r, 0),
        .kind = rows_text(r, 1),
        .session = rows_text(r, 2),
        .year = (int)rows_int(r, 3),
        .number = rows_int(r, 4),
        .title = rows_text(r, 5),
        .name_public = rows_int(r, 6) != 0,
        .signers = rows_int(r, 7),
        .stage = (enum prop_stage)rows_int(r, 8),
        .registered_on = rows_day(r, 9),
        .step_day = rows_day(r, 10),
        .assigned_on = rows_day(r, 11),
        .due = rows_day(r, 12),
        .lead_unit = rows_int(r, 13),
        .lead_name = rows_text(r, 14),
        .lead_full = rows_text(r, 15),
        .record_id = rows_int(r, 34),
        .version = rows_int(r, 35),
        .handed_version = rows_int(r, 39),
        .path = rows_text(r, 36),
        .published_on = at ? day_at(at) : day_none(),
        .who = {"", "", "", ""}};
    reply_cols(r, &p);
    return p;
}

static void prop_rows(struct ctx *c, struct rows *r, struct prop **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct prop, rows_count(r) + 1);
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = prop_row(r);
}

enum st prop_get(struct ctx *c, int64_t id, struct prop *out)
{
    struct rows *r;
    size_t n;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这件建议提案，请从列表中选择");
    if (st)
        return st;
    *out = prop_row(r);
    const void *sealed = rows_blob(r, 38, &n);
    return person_open(c, sealed, n, &out->who);
}

enum st prop_list(
    struct ctx *c, const struct prop_filter *f, struct prop **list, size_t *n, int64_t *total)
{
    struct rows *r;
    const struct val stages = v_int(prop_tabs[f->tab].stages), kind = v_text(f->kind),
                     text = v_text(like_containing(c->mem, f->text));
    enum st st = q1(c, &stmt_count,
        ARGS(stages, kind, v_int(f->year), v_int(f->unit_id), v_int(f->lead_unit), text), &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_list,
        ARGS(stages, kind, v_int(f->year), v_int(f->unit_id), v_int(f->lead_unit), text,
            v_int(f->per_page), v_int((f->page - 1) * f->per_page)),
        &r);
    if (!st)
        prop_rows(c, r, list, n);
    return st;
}

enum st prop_counts(struct ctx *c, const struct prop_filter *f, int64_t counts[static PROP_TABS])
{
    struct rows *r;
    enum st st = q(c, &stmt_counts,
        ARGS(v_int((1U << PROP_STAGES) - 1), v_text(f->kind), v_int(f->year), v_int(f->unit_id),
            v_int(f->lead_unit), v_text(like_containing(c->mem, f->text))),
        &r);
    memset(counts, 0, PROP_TABS * sizeof *counts);
    while (!st && rows_next(r))
        for (size_t i = 0; i < PROP_TABS; i++)
            if (prop_tabs[i].stages & PROP_AT(rows_int(r, 0)))
                counts[i] += rows_int(r, 1);
    return st;
}

enum st prop_of_year(struct ctx *c, int year, struct prop **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_of_year, ARGS(v_int(year)), &r);
    if (!st)
        prop_rows(c, r, list, n);
    return st;
}

enum st prop_years(struct ctx *c, int **years, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_years, NO_ARGS, &r);
    *n = 0;
    *years = st ? NULL : ARENA_ARRAY(c->mem, int, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*years)[(*n)++] = (int)rows_int(r, 0);
    return st;
}

enum st prop_add(struct ctx *c, const struct prop *p, int64_t *id)
{
    struct vault v;
    const void *sealed;
    size_t n;
    enum st st = vault_load(c, &v);
    if (st)
        return st;
    person_seal(c, &v, &p->who, &sealed, &n);
    return insert(c, &stmt_add,
        ARGS(v_text(p->kind), v_text(p->session), v_int(p->year), v_int(p->number),
            v_text(p->title), v_int(p->name_public), v_int(p->signers), v_int(p->registered_on.n),
            v_int(c->now), v_blob(sealed, n)),
        id);
}

enum st prop_find(struct ctx *c, const struct prop *like, int64_t *id)
{
    struct rows *r;
    enum st st = q(c, &stmt_find,
        ARGS(v_text(like->kind), v_text(like->session), v_int(like->year), v_int(like->number)),
        &r);
    *id = !st && rows_next(r) ? rows_int(r, 0) : 0;
    return st;
}

enum st prop_put(struct ctx *c, const struct prop *p)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(p->id), v_int(p->version), v_int(p->stage), v_int(p->step_day.n),
            v_day(p->assigned_on), v_day(p->due), v_int(p->lead_unit)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这件建议提案刚刚被别人办理过，请看过最新情况后再办");
    if (!st)
        st = x(c, &stmt_put_text,
            ARGS(v_int(p->id), v_text(p->result), v_int(p->drafter), v_int(p->text_version),
                v_text(p->reply), v_text(p->promises), v_text(p->openness), v_text(p->open_reason),
                v_text(p->summary), v_text(p->public_body)));
    if (!st)
        st = x(c, &stmt_put_sent,
            ARGS(v_int(p->id), v_text(p->doc_no), v_text(p->delivery), v_day(p->signed_on),
                v_day(p->replied_on), v_int(p->satisfied), v_int(p->basically),
                v_int(p->unsatisfied), v_int(p->voted), v_text(p->comment),
                p->record_id ? v_int(p->record_id) : v_null(), v_int(p->handed_version)));
    return st;
}

enum st prop_number_taken(struct ctx *c, const struct prop *p, const char *doc_no, const char **by)
{
    struct docno no;
    struct rows *r;
    *by = "";
    if (!docno_parse(c->mem, doc_no, &no))
        return ST_OK;
    enum st st = q(c, &stmt_taken,
        ARGS(v_text(no.text), v_int(p->id), v_int(p->record_id), v_int(no.serial), v_int(no.year),
            v_text(no.word)),
        &r);
    if (!st && rows_next(r))
        *by = rows_text(r, 0);
    return st;
}

/* ---- joint units, steps, promises ---- */

enum st prop_joints(struct ctx *c, int64_t id, struct prop_joint **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_joints, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_joint, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct prop_joint){.id = rows_int(r, 0),
            .unit_id = rows_int(r, 1),
            .unit_name = rows_text(r, 2),
            .stage = (enum joint_stage)rows_int(r, 3),
            .opinion = rows_text(r, 4),
            .signed_version = rows_int(r, 5),
            .signed_by = rows_text(r, 6),
            .signed_at = rows_int(r, 7),
            .signer = rows_int(r, 8)};
    return st;
}

enum st prop_joint_add(struct ctx *c, int64_t id, int64_t unit_id)
{
    return x(c, &stmt_joint_add, ARGS(v_int(id), v_int(unit_id)));
}

enum st prop_joint_remove(struct ctx *c, int64_t joint_id)
{
    return x(c, &stmt_joint_remove, ARGS(v_int(joint_id)));
}

enum st prop_joint_put(struct ctx *c, const struct prop_joint *j)
{
    return x(c, &stmt_joint_put,
        ARGS(v_int(j->id), v_int(j->stage), v_text(j->opinion), v_int(j->signed_version),
            v_int(j->signer), v_int(j->signed_at)));
}

enum st prop_step_add(struct ctx *c, int64_t id, const char *action, const char *note)
{
    return x(c, &stmt_step_add,
        ARGS(v_int(id), v_int(c->now), v_int(c->person), v_int(c->unit), v_text(action),
            v_text(note)));
}

enum st prop_steps(struct ctx *c, int64_t id, struct prop_step **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_steps, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_step, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct prop_step){.at = rows_int(r, 0),
            .action = rows_text(r, 1),
            .note = rows_text(r, 2),
            .person = rows_text(r, 3),
            .unit = rows_text(r, 4)};
    return st;
}

enum st prop_promise_add(struct ctx *c, int64_t id, const struct prop_kept_promise *p)
{
    return x(c, &stmt_promise_add,
        ARGS(v_int(id), v_text(p->text), v_int(p->due.n), v_int(p->measure_id)));
}

enum st prop_promises_of(struct ctx *c, int64_t id, struct prop_kept_promise **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_promises, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct prop_kept_promise, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] =
            (struct prop_kept_promise){rows_text(r, 0), {(int32_t)rows_int(r, 1)}, rows_int(r, 2)};
    return st;
}

/* ---- settings and overviews ---- */

static int *setting_place(struct prop_settings *s, size_t i, const char **key)
{
    static const char *const keys[] = {
        "assign_days", "accept_days", "reply_months", "months_max", "redo_months", "publish_days"};
    int *const places[] = {&s->assign_days, &s->accept_days, &s->reply_months, &s->months_max,
        &s->redo_months, &s->publish_days};
    *key = i < COUNT_OF(keys) ? keys[i] : "";
    return i < COUNT_OF(keys) ? places[i] : NULL;
}

enum st prop_settings_get(struct ctx *c, struct prop_settings *out)
{
    struct rows *r;
    const char *key;
    int *place;
    *out = prop_defaults;
    enum st st = q(c, &stmt_settings, NO_ARGS, &r);
    while (!st && rows_next(r))
        for (size_t i = 0; (place = setting_place(out, i, &key)); i++)
            if (strcmp(key, rows_text(r, 0)) == 0)
                *place = (int)rows_int(r, 1);
    return st;
}

enum st prop_settings_put(struct ctx *c, const struct prop_settings *s)
{
    struct prop_settings copy = *s;
    const char *key;
    const int *place;
    enum st st = ST_OK;
    for (size_t i = 0; !st && (place = setting_place(&copy, i, &key)); i++)
        st = x(c, &stmt_setting_put, ARGS(v_text(key), v_int(*place)));
    return st;
}

enum st prop_overview_record(struct ctx *c, int year, int64_t *record_id)
{
    struct rows *r;
    enum st st = q(c, &stmt_overview, ARGS(v_int(year)), &r);
    *record_id = !st && rows_next(r) ? rows_int(r, 0) : 0;
    return st;
}

enum st prop_overview_put(struct ctx *c, int year, int64_t record_id)
{
    return x(c, &stmt_overview_put, ARGS(v_int(year), v_int(record_id)));
}
