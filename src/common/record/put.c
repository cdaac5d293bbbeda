/* Putting ready-made content: compare, then add or amend, then publish_loaded.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/put.h"

#include <string.h>

#include "common/record/edition.h"
#include "common/record/publish.h"

/* The edition put last is the newest one by the same hand; staff editions have another. */
static const struct stmt stmt_find = {"put.find",
    "SELECT r.id, r.editions, COALESCE(r.live_edition, 0), r.stage, r.ended, "
    "COALESCE(r.path, ''), COALESCE(r.published_at, 0), COALESCE(r.first_published_at, 0), "
    "COALESCE((SELECT e.sha256 FROM edition e WHERE e.record_id = r.id AND e.created_by = $2 "
    "ORDER BY e.number DESC LIMIT 1), ''), "
    "COALESCE((SELECT e.id FROM edition e WHERE e.record_id = r.id AND e.created_by = $2 "
    "ORDER BY e.number DESC LIMIT 1), 0), r.column_id, r.unit_id FROM record r WHERE r.source = $1",
    NULL};
static const struct stmt stmt_record = {"put.record",
    "INSERT INTO record (kind, source, unit_id, column_id, stage, editions, created_at, "
    "created_by, "
    "updated_at, ended, ended_note) VALUES ($1, $2, $3, $4, '', 1, $5, $6, $5, '', '') "
    "RETURNING id",
    NULL};
static const struct stmt stmt_edition = {"put.edition",
    "INSERT INTO edition (record_id, number, column_id, title, summary, body_html, meta, sha256, "
    "note, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "RETURNING id",
    NULL};
static const struct stmt stmt_counted = {
    "put.counted", "UPDATE record SET editions = $2 WHERE id = $1", NULL};
static const struct stmt *const stmts[] = {&stmt_find, &stmt_record, &stmt_edition, &stmt_counted};

const struct module put_module = {
    .name = "put", .title = "成批发布", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

struct found {
    struct record r;
    const char *last_sha256;
    int64_t last_edition;
};

static enum st find(struct ctx *c, const struct put *p, struct found *f)
{
    struct rows *rows;
    *f = (struct found){.r = {.kind = p->kind,
                            .source = p->source,
                            .unit_id = p->unit_id,
                            .unit_name = p->unit_name,
                            .path = "",
                            .title = p->content->title,
                            .stage = "",
                            .ended = "",
                            .ended_note = ""},
        .last_sha256 = ""};
    enum st st = q(c, &stmt_find, ARGS(v_text(p->source), v_int(c->person)), &rows);
    if (st || !rows_next(rows))
        return st;
    f->r.id = rows_int(rows, 0);
    f->r.editions = (int)rows_int(rows, 1);
    f->r.live_edition = rows_int(rows, 2);
    f->r.stage = rows_text(rows, 3);
    f->r.ended = rows_text(rows, 4);
    f->r.path = rows_text(rows, 5);
    f->r.published_at = rows_int(rows, 6);
    f->r.first_published_at = rows_int(rows, 7);
    f->last_sha256 = rows_text(rows, 8);
    f->last_edition = rows_int(rows, 9);
    f->r.column_id = rows_int(rows, 10);
    f->r.unit_id = rows_int(rows, 11);
    return ST_OK;
}

static enum st add_edition(
    struct ctx *c, const struct put *p, const struct record *r, struct edition *e)
{
    const struct content *k = p->content;
    *e = (struct edition){.record_id = r->id,
        .column_id = p->column->id,
        .number = r->editions,
        .note = p->note,
        .sha256 = p->sha256,
        .content = *k,
        .created_by_name = ""};
    enum st st = insert(c, &stmt_edition,
        ARGS(v_int(r->id), v_int(r->editions), v_int(p->column->id), v_text(k->title),
            v_text(k->summary), v_text(k->body_html), v_text(p->meta_json), v_text(p->sha256),
            v_text(p->note), v_int(c->now), v_int(c->person)),
        &e->id);
    return st ? st : edition_frozen(c, e);
}

static enum st publish(struct ctx *c, const struct put *p, struct record *r)
{
    struct edition e;
    enum st st = add_edition(c, p, r, &e);
    return st ? st
              : publish_loaded(c, r, &e, p->column,
                    (struct publish_how){.at = p->at, .toc_html = p->toc_html});
}

/* What stands in the way of putting a new edition of a record that exists. */
static enum put_result judge(const struct put *p, const struct found *f)
{
    if (!strcmp(f->last_sha256, p->sha256) &&
        (f->r.column_id == p->column->id || f->last_edition != f->r.live_edition))
        return PUT_SAME;
    if (*f->r.ended)
        return PUT_ENDED;
    if (*f->r.stage || f->last_edition != f->r.live_edition)
        return PUT_STAFF;
    return PUT_UPDATED;
}

enum st record_put(struct ctx *c, const struct put *p, int64_t *record_id, enum put_result *result)
{
    struct found f;
    enum st st = find(c, p, &f);
    if (st)
        return st;
    *result = f.r.id ? judge(p, &f) : PUT_ADDED;
    *record_id = f.r.id;
    if (*result != PUT_ADDED && *result != PUT_UPDATED)
        return ST_OK;
    f.r.editions++;
    if (*result == PUT_ADDED) {
        st = insert(c, &stmt_record,
            ARGS(v_text(p->kind), v_text(p->source), v_int(p->unit_id), v_int(p->column->id),
                v_int(c->now), v_int(c->person)),
            &f.r.id);
        *record_id = f.r.id;
    } else {
        st = x(c, &stmt_counted, ARGS(v_int(f.r.id), v_int(f.r.editions)));
    }
    return st ? st : publish(c, p, &f.r);
}
