/* The rows of versions: only ever added.
 *
 * SPDX-License-Identifier: MIT */
#include "request/wording/store.h"

#include <string.h>

#include "common/journal/journal.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"

const struct migration wording_migrations[1] = {{1, "versions of templates",
    "CREATE TABLE wording ("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL,"
    " is_shipped INTEGER NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL,"
    " shipped_hash TEXT NOT NULL, note TEXT NOT NULL, person INTEGER NOT NULL,"
    " unit INTEGER NOT NULL, at INTEGER NOT NULL, UNIQUE (kind, version)) STRICT;",
    NULL}};

#define COLUMNS                                                                                    \
    "w.version, w.is_shipped, w.hash, w.shipped_hash, w.note, w.at, COALESCE(p.name, ''), "        \
    "COALESCE(u.short_name, '')"
#define FROM                                                                                       \
    " FROM wording w LEFT JOIN person p ON p.id = w.person LEFT JOIN unit u ON u.id = w.unit "     \
    "WHERE w.kind = $1 "
/* $2: the version, or -1 for the newest. */
static const struct stmt stmt_get = {"wording.get",
    "SELECT " COLUMNS ", w.body" FROM
    "AND ($2 = -1 OR w.version = $2) ORDER BY w.version DESC LIMIT 1",
    NULL};
static const struct stmt stmt_list = {
    "wording.list", "SELECT " COLUMNS ", ''" FROM "ORDER BY w.version DESC LIMIT 500", NULL};
static const struct stmt stmt_add = {"wording.add",
    "INSERT INTO wording (kind, version, is_shipped, body, hash, shipped_hash, note, person, unit, "
    "at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    NULL};
const struct stmt *const wording_stmts[WORDING_STMTS] = {&stmt_get, &stmt_list, &stmt_add};

static const char *hash_of(struct arena *a, const char *text, size_t n)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 h = sha256_of(text, n);
    return arena_strdup(a, sha256_hex(&h, hex));
}

static struct wording shipped(struct arena *a, const struct paper_kind *kind)
{
    size_t n;
    const char *text = paper_template_text(kind, &n);
    return (struct wording){.kind = kind->template,
        .shipped = true,
        .text = arena_strndup(a, text, n),
        .hash = hash_of(a, text, n),
        .shipped_hash = "",
        .note = "",
        .person_name = "",
        .unit_name = ""};
}

static struct wording row_of(const struct rows *r, const struct paper_kind *kind)
{
    return (struct wording){.kind = kind->template,
        .version = rows_int(r, 0),
        .shipped = rows_int(r, 1) != 0,
        .hash = rows_text(r, 2),
        .shipped_hash = rows_text(r, 3),
        .note = rows_text(r, 4),
        .at = rows_int(r, 5),
        .person_name = rows_text(r, 6),
        .unit_name = rows_text(r, 7),
        .text = rows_text(r, 8)};
}

/* version -1: the newest. */
static enum st find(
    struct ctx *c, const struct paper_kind *kind, int64_t version, struct wording *out)
{
    struct rows *r;
    *out = shipped(c->mem, kind);
    if (!version)
        return ST_OK;
    enum st st = q(c, &stmt_get, ARGS(v_text(kind->template), v_int(version)), &r);
    if (st)
        return st;
    if (rows_next(r))
        *out = row_of(r, kind);
    else if (version > 0)
        return fail(c, ST_NOT_FOUND, "", "没有这个版本");
    return ST_OK;
}

enum st wording_get(
    struct ctx *c, const struct paper_kind *kind, int64_t version, struct wording *out)
{
    if (version < 0)
        return fail(c, ST_NOT_FOUND, "", "没有这个版本");
    return find(c, kind, version, out);
}

enum st wording_current(struct ctx *c, const struct paper_kind *kind, struct wording *out)
{
    struct wording own = shipped(c->mem, kind);
    enum st st = find(c, kind, -1, out);
    if (!st && out->shipped) {
        out->text = own.text;
        out->hash = own.hash;
    }
    return st;
}

enum st wording_versions(
    struct ctx *c, const struct paper_kind *kind, struct wording **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_text(kind->template)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct wording, rows_count(r) + 1);
    for (*n = 0; rows_next(r); (*n)++)
        (*list)[*n] = row_of(r, kind);
    return ST_OK;
}

static enum st journal(struct ctx *c, const struct wording *w)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "kind", w->kind);
    jw_pair_int(&b, "version", w->version);
    jw_pair(&b, "hash", w->hash);
    buf_addc(&b, '}');
    enum st st =
        journal_add(c, &(struct act){.action = w->shipped ? "wording.restore" : "wording.save",
                           .subject_kind = "wording",
                           .subject_id = w->version,
                           .detail = arena_strdup(c->mem, buf_str(&b))});
    buf_release(&b);
    return st;
}

enum st wording_keep(
    struct ctx *c, const struct paper_kind *kind, int64_t base, const char *text, const char *note)
{
    struct wording now, own = shipped(c->mem, kind);
    enum st st = wording_current(c, kind, &now);
    if (!st && now.version != base)
        return fail(c, ST_CONFLICT, "",
            "%s刚刚保存了第%lld版，您的修改没有保存。请看过差异后再保存", now.person_name,
            (long long)now.version);
    struct wording w = {.kind = kind->template,
        .version = base + 1,
        .shipped = !text,
        .text = text ? text : own.text,
        .note = note};
    w.hash = hash_of(c->mem, w.text, strlen(w.text));
    if (!st && strcmp(w.hash, now.hash) == 0 && w.shipped == now.shipped)
        return fail(c, ST_CONFLICT, "text", "内容与现在使用的相同，不需要保存");
    if (!st)
        st = x(c, &stmt_add,
            ARGS(v_text(w.kind), v_int(w.version), v_int(w.shipped), v_text(w.text), v_text(w.hash),
                v_text(own.hash), v_text(note), v_int(c->person), v_int(c->unit), v_int(c->now)));
    return st ? st : journal(c, &w);
}
