/* Drafts (the working copy, guarded by a version number) and editions (immutable).
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/edition.h"

#include <string.h>

#include "common/journal/journal.h"
#include "lib/base/json.h"

static const struct stmt stmt_draft_get = {"draft.get",
    "SELECT d.record_id, d.version, d.column_id, COALESCE(d.base_edition, 0), d.updated_at, "
    "d.updated_by, COALESCE(p.name, ''), d.note, d.title, d.summary, d.body_html, d.meta "
    "FROM draft d LEFT JOIN person p ON p.id = d.updated_by WHERE d.record_id = $1",
    NULL};
static const struct stmt stmt_draft_add = {"draft.add",
    "INSERT INTO draft (record_id, version, column_id, base_edition, title, summary, body_html, "
    "meta, note, updated_at, updated_by) VALUES ($1, 1, $3, $2, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (record_id) DO NOTHING",
    NULL};
static const struct stmt stmt_draft_save = {"draft.save",
    "UPDATE draft SET version = version + 1, column_id = $3, title = $4, summary = $5, "
    "body_html = $6, meta = $7, note = $8, updated_at = $9, updated_by = $10 "
    "WHERE record_id = $1 AND version = $2",
    NULL};
static const struct stmt stmt_draft_discard = {
    "draft.discard", "DELETE FROM draft WHERE record_id = $1", NULL};
static const struct stmt stmt_edition_add = {"edition.add",
    "INSERT INTO edition (record_id, number, column_id, title, summary, body_html, meta, sha256, "
    "note, created_at, created_by) SELECT $1, editions + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 "
    "FROM record WHERE id = $1 RETURNING id, number",
    NULL};
static const struct stmt stmt_edition_counted = {"edition.counted",
    "UPDATE record SET editions = editions + 1, work_edition = $2, column_id = $3, "
    "updated_at = $4 WHERE id = $1",
    NULL};
static const struct stmt stmt_edition_get = {"edition.get",
    "SELECT e.id, e.record_id, e.number, e.column_id, e.created_at, e.created_by, "
    "COALESCE(p.name, '系统'), e.note, e.sha256, e.title, e.summary, e.body_html, e.meta "
    "FROM edition e LEFT JOIN person p ON p.id = e.created_by WHERE e.id = $1",
    NULL};
static const struct stmt stmt_edition_list = {"edition.list",
    "SELECT e.id, e.record_id, e.number, e.column_id, e.created_at, e.created_by, "
    "COALESCE(p.name, '系统'), e.note, e.sha256, e.title FROM edition e "
    "LEFT JOIN person p ON p.id = e.created_by WHERE e.record_id = $1 ORDER BY e.number DESC",
    NULL};
static const struct stmt *const stmts[] = {&stmt_draft_get, &stmt_draft_add, &stmt_draft_save,
    &stmt_draft_discard, &stmt_edition_add, &stmt_edition_counted, &stmt_edition_get,
    &stmt_edition_list};

const struct module edition_module = {
    .name = "edition", .title = "草稿与版本", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

/* Metadata as canonical JSON in the arena. */
static const char *meta_text(struct ctx *c, const struct meta *m)
{
    struct buf b;
    buf_init(&b, 0);
    meta_write(&b, m);
    const char *text = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

enum st draft_get(struct ctx *c, int64_t record_id, struct draft *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_draft_get, ARGS(v_int(record_id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "这份文件没有正在编辑的草稿");
    if (st)
        return st;
    *out = (struct draft){.record_id = rows_int(r, 0),
        .version = rows_int(r, 1),
        .column_id = rows_int(r, 2),
        .base_edition = rows_int(r, 3),
        .updated_at = rows_int(r, 4),
        .updated_by = rows_int(r, 5),
        .updated_by_name = rows_text(r, 6),
        .note = rows_text(r, 7)};
    content_init(&out->content);
    out->content.title = rows_text(r, 8);
    out->content.summary = rows_text(r, 9);
    out->content.body_html = rows_text(r, 10);
    return meta_read(c->mem, rows_text(r, 11), &out->content.meta, &c->err);
}

enum st draft_save(struct ctx *c, struct draft *d)
{
    const struct content *content = &d->content;
    /* The same ten values serve both statements: $2 is the version, or the edition amended. */
    struct val base = d->base_edition ? v_int(d->base_edition) : v_null();
    int64_t changed;
    enum st st = xn(c, d->version ? &stmt_draft_save : &stmt_draft_add,
        ARGS(v_int(d->record_id), d->version ? v_int(d->version) : base, v_int(d->column_id),
            v_text(content->title), v_text(content->summary), v_text(content->body_html),
            v_text(meta_text(c, &content->meta)), v_text(d->note), v_int(c->now), v_int(c->person)),
        &changed);
    if (st)
        return st;
    if (!changed)
        return fail(c, ST_CONFLICT, "",
            "您编辑期间，这份草稿已被他人保存。您的文字没有丢失，请对照后再保存");
    d->version++;
    return ST_OK;
}

enum st draft_discard(struct ctx *c, int64_t record_id)
{
    return x(c, &stmt_draft_discard, ARGS(v_int(record_id)));
}

const char *edition_facts(struct arena *a, const struct edition *e)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair_int(&b, "number", e->number);
    jw_pair_int(&b, "column", e->column_id);
    jw_pair(&b, "sha256", e->sha256);
    if (*e->note)
        jw_pair(&b, "note", e->note);
    buf_addc(&b, '}');
    const char *text = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

enum st edition_frozen(struct ctx *c, const struct edition *e)
{
    return journal_add(c, &(struct act){.action = "edition.add",
                              .subject_kind = "record",
                              .subject_id = e->record_id,
                              .edition_id = e->id,
                              .detail = edition_facts(c->mem, e)});
}

enum st edition_add(struct ctx *c, int64_t record_id, int64_t column_id,
    const struct content *content, const char *note, int64_t *edition_id)
{
    const char *meta = meta_text(c, &content->meta);
    struct sha256 h = content_digest(content->title, content->summary, content->body_html, meta);
    char hex[SHA256_HEX_BYTES];
    struct rows *r;
    enum st st = q1(c, &stmt_edition_add,
        ARGS(v_int(record_id), v_int(column_id), v_text(content->title), v_text(content->summary),
            v_text(content->body_html), v_text(meta), v_text(sha256_hex(&h, hex)), v_text(note),
            v_int(c->now), v_int(c->person)),
        &r);
    if (st)
        return st;
    *edition_id = rows_int(r, 0);
    st = edition_frozen(c, &(struct edition){.id = *edition_id,
                               .record_id = record_id,
                               .number = (int)rows_int(r, 1),
                               .column_id = column_id,
                               .sha256 = hex,
                               .note = note});
    return st ? st
              : x(c, &stmt_edition_counted,
                    ARGS(v_int(record_id), v_int(*edition_id), v_int(column_id), v_int(c->now)));
}

enum st draft_freeze(struct ctx *c, int64_t record_id, int64_t *edition_id)
{
    struct draft d;
    enum st st = draft_get(c, record_id, &d);
    return st ? st : edition_add(c, record_id, d.column_id, &d.content, d.note, edition_id);
}

static struct edition edition_head(const struct rows *r)
{
    struct edition e = {.id = rows_int(r, 0),
        .record_id = rows_int(r, 1),
        .number = (int)rows_int(r, 2),
        .column_id = rows_int(r, 3),
        .created_at = rows_int(r, 4),
        .created_by = rows_int(r, 5),
        .created_by_name = rows_text(r, 6),
        .note = rows_text(r, 7),
        .sha256 = rows_text(r, 8)};
    content_init(&e.content);
    e.content.title = rows_text(r, 9);
    return e;
}

enum st edition_get(struct ctx *c, int64_t id, struct edition *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_edition_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这个版本，请从版本列表中选择");
    if (st)
        return st;
    *out = edition_head(r);
    out->content.summary = rows_text(r, 10);
    out->content.body_html = rows_text(r, 11);
    return meta_read(c->mem, rows_text(r, 12), &out->content.meta, &c->err);
}

enum st edition_list(struct ctx *c, int64_t record_id, struct edition **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_edition_list, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    struct edition *out = ARENA_ARRAY(c->mem, struct edition, rows_count(r));
    size_t i = 0;
    while (rows_next(r))
        out[i++] = edition_head(r);
    *list = out;
    *n = i;
    return ST_OK;
}
