/* The rows of petitions and steps.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/store.h"

#include <string.h>

#include "common/record/vault.h"
#include "lib/base/json.h"

const struct migration petition_migrations[PETITION_MIGRATIONS] = {{1, "items, steps",
    "CREATE TABLE petition ("
    " id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, p0 INTEGER NOT NULL,"
    " subject TEXT NOT NULL, suspicion TEXT NOT NULL, stage INTEGER NOT NULL,"
    " verdict TEXT NOT NULL, request_id INTEGER NOT NULL, is_reverse INTEGER NOT NULL,"
    " step_day INTEGER NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " sealed BLOB NOT NULL) STRICT;"
    "CREATE INDEX petition_stage ON petition(stage, p0);"
    "CREATE TABLE petition_step ("
    " id INTEGER PRIMARY KEY, petition_id INTEGER NOT NULL REFERENCES petition(id),"
    " at INTEGER NOT NULL, day INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " action TEXT NOT NULL, verdict TEXT NOT NULL, sealed BLOB NOT NULL) STRICT;"
    "CREATE INDEX petition_step_item ON petition_step(petition_id, id);",
    NULL}};

#define COLUMNS                                                                                    \
    "SELECT id, number, p0, subject, suspicion, stage, verdict, request_id, is_reverse, "          \
    "step_day, version, created_at, sealed FROM petition "
static const struct stmt stmt_add = {"petition.add",
    "INSERT INTO petition (number, p0, subject, suspicion, stage, verdict, request_id, "
    "is_reverse, step_day, version, created_at, sealed) "
    "VALUES ($1, $2, $3, $4, 0, '', $5, $6, $2, 1, $7, $8) RETURNING id",
    NULL};
static const struct stmt stmt_get = {"petition.get", COLUMNS "WHERE id = $1", NULL};
static const struct stmt stmt_list = {"petition.list",
    COLUMNS "ORDER BY CASE WHEN stage = 6 THEN 1 ELSE 0 END, p0, id LIMIT 500", NULL};
static const struct stmt stmt_put = {"petition.put",
    "UPDATE petition SET stage = $3, verdict = $4, request_id = $5, step_day = $6, "
    "version = version + 1 WHERE id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_step = {"petition.step_add",
    "INSERT INTO petition_step (petition_id, at, day, person, unit, action, verdict, sealed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    NULL};
static const struct stmt stmt_steps = {"petition.steps",
    "SELECT s.at, s.day, s.action, s.verdict, s.sealed, COALESCE(p.name, ''), "
    "COALESCE(u.short_name, ''), s.person FROM petition_step s LEFT JOIN person p ON p.id = "
    "s.person "
    "LEFT JOIN unit u ON u.id = s.unit WHERE s.petition_id = $1 ORDER BY s.id",
    NULL};
const struct stmt *const petition_stmts[PETITION_STMTS] = {
    &stmt_add, &stmt_get, &stmt_list, &stmt_put, &stmt_step, &stmt_steps};

static void person_seal(struct ctx *c, const struct vault *v, const struct petition_person *p,
    const void **out, size_t *n)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "name", p->name);
    jw_pair(&b, "phone", p->phone);
    jw_pair(&b, "address", p->address);
    jw_pair(&b, "passage", p->passage);
    jw_pair_int(&b, "visitors", p->visitors);
    jw_pair_int(&b, "speakers", p->speakers);
    buf_addc(&b, '}');
    vault_seal(c, v, buf_str(&b), b.n, out, n);
    buf_release(&b);
}

static enum st person_open(struct ctx *c, const void *sealed, size_t n, struct petition_person *out)
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
    *out = (struct petition_person){json_get_text(j, "name"), json_get_text(j, "phone"),
        json_get_text(j, "address"), json_get_text(j, "passage"),
        (int)json_get_int(j, "visitors", 0), (int)json_get_int(j, "speakers", 0)};
    return st;
}

static struct petition_item item_row(const struct rows *r)
{
    return (struct petition_item){.id = rows_int(r, 0),
        .number = rows_text(r, 1),
        .p0 = {(int32_t)rows_int(r, 2)},
        .subject = rows_text(r, 3),
        .suspicion = rows_text(r, 4),
        .stage = (enum petition_stage)rows_int(r, 5),
        .verdict = rows_text(r, 6),
        .request_id = rows_int(r, 7),
        .reverse = rows_int(r, 8) != 0,
        .step_day = {(int32_t)rows_int(r, 9)},
        .version = rows_int(r, 10),
        .created_at = rows_int(r, 11)};
}

enum st petition_add(struct ctx *c, const struct petition_item *p, int64_t *id)
{
    struct vault v;
    const void *sealed;
    size_t n;
    enum st st = vault_load(c, &v);
    if (st)
        return st;
    person_seal(c, &v, &p->who, &sealed, &n);
    st = insert(c, &stmt_add,
        ARGS(v_text(p->number), v_int(p->p0.n), v_text(p->subject), v_text(p->suspicion),
            v_int(p->request_id), v_int(p->reverse), v_int(c->now), v_blob(sealed, n)),
        id);
    if (st == ST_CONFLICT)
        return fail(c, st, "number", "信访编号“%s”已经登记过，请核对", p->number);
    return st;
}

enum st petition_get(struct ctx *c, int64_t id, struct petition_item *out)
{
    struct rows *r;
    size_t n;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这件信访事项，请从列表中选择");
    if (st)
        return st;
    *out = item_row(r);
    const void *sealed = rows_blob(r, 12, &n);
    return person_open(c, sealed, n, &out->who);
}

enum st petition_list(struct ctx *c, struct petition_item **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct petition_item, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = item_row(r);
    return ST_OK;
}

enum st petition_put(struct ctx *c, const struct petition_item *p)
{
    int64_t changed;
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(p->id), v_int(p->version), v_int(p->stage), v_text(p->verdict),
            v_int(p->request_id), v_int(p->step_day.n)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "", "这件事项刚刚被别人办理过，请看过最新情况后再办");
    return st;
}

enum st petition_step_add(struct ctx *c, int64_t id, const struct petition_step *s)
{
    struct vault v;
    const void *sealed;
    size_t n;
    enum st st = vault_load(c, &v);
    if (st)
        return st;
    vault_seal(c, &v, s->text, strlen(s->text), &sealed, &n);
    return x(c, &stmt_step,
        ARGS(v_int(id), v_int(c->now), v_int(s->day.n), v_int(c->person), v_int(c->unit),
            v_text(s->action), v_text(s->verdict), v_blob(sealed, n)));
}

enum st petition_steps(struct ctx *c, int64_t id, struct petition_step **list, size_t *n)
{
    struct rows *r;
    struct vault v;
    enum st st = vault_load(c, &v);
    if (!st)
        st = q(c, &stmt_steps, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct petition_step, rows_count(r));
    while (!st && rows_next(r)) {
        size_t n_sealed, n_text;
        const void *sealed = rows_blob(r, 4, &n_sealed);
        struct petition_step *s = &(*list)[(*n)++];
        *s = (struct petition_step){.at = rows_int(r, 0),
            .day = {(int32_t)rows_int(r, 1)},
            .action = rows_text(r, 2),
            .verdict = rows_text(r, 3),
            .person = rows_text(r, 5),
            .unit = rows_text(r, 6),
            .person_id = rows_int(r, 7)};
        st = vault_open(c, &v, sealed, n_sealed, &s->text, &n_text);
    }
    return st;
}
