/* Events: appended, chained by hashes, read back with their private values opened.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "request/foi/moves.h"
#include "request/foi/store.h"

const struct stmt foi_sql_event_add = {"foi.event_add",
    "INSERT INTO foi_event (case_id, seq, at, person, unit, action, day, args, sealed, prev_hash, "
    "hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
    NULL};
const struct stmt foi_sql_event_last = {"foi.event_last",
    "SELECT seq, hash FROM foi_event WHERE case_id = $1 ORDER BY seq DESC LIMIT 1", NULL};
const struct stmt foi_sql_event_list = {"foi.events",
    "SELECT e.id, e.seq, e.at, e.action, e.day, e.args, e.sealed, e.person, COALESCE(p.name, ''), "
    "COALESCE(u.short_name, ''), e.prev_hash, e.hash, e.unit FROM foi_event e "
    "LEFT JOIN person p ON p.id = e.person LEFT JOIN unit u ON u.id = e.unit "
    "WHERE e.case_id = $1 ORDER BY e.seq",
    NULL};

static bool is_private(const char *action, const char *name)
{
    const struct foi_move *m = foi_move_find(action);
    for (size_t i = 0; m && i < m->n_facts; i++)
        if (strcmp(m->facts[i].name, name) == 0)
            return m->facts[i].private;
    return false;
}

/* The values of one kind as a JSON object. */
static const char *object_of(struct ctx *c, const struct foi_event *ev, bool private)
{
    struct buf b;
    size_t at = 0;
    const char *name;
    void *value;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    while (map_next(ev->args, &at, &name, &value))
        if (is_private(ev->action, name) == private)
            jw_pair(&b, name, value);
    buf_addc(&b, '}');
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

/* What the chain protects: every column, in a fixed order, the sealed part by its digest. */
static const char *hash_of(struct ctx *c, int64_t case_id, const struct foi_event *ev, int64_t unit,
    const char *args, const void *sealed, size_t n_sealed)
{
    char part[SHA256_HEX_BYTES], *out = arena_alloc(c->mem, SHA256_HEX_BYTES);
    struct sha256 h = sha256_of(sealed, n_sealed);
    sha256_hex(&h, part);
    const char *all = arena_printf(c->mem, "%lld\n%lld\n%lld\n%lld\n%lld\n%s\n%d\n%s\n%s\n%s",
        (long long)case_id, (long long)ev->seq, (long long)ev->at, (long long)ev->person,
        (long long)unit, ev->action, ev->day.n, args, part, ev->prev_hash);
    h = sha256_of(all, strlen(all));
    return sha256_hex(&h, out);
}

enum st event_add(struct ctx *c, const struct vault *v, int64_t case_id, struct foi_event *ev)
{
    struct rows *r;
    const void *sealed;
    size_t n_sealed;
    enum st st = q(c, &foi_sql_event_last, ARGS(v_int(case_id)), &r);
    if (st)
        return st;
    bool first = !rows_next(r);
    ev->seq = first ? 1 : rows_int(r, 0) + 1;
    ev->prev_hash = first ? "" : rows_text(r, 1);
    ev->at = c->now;
    ev->person = c->person;
    const char *args = object_of(c, ev, false), *hidden = object_of(c, ev, true);
    vault_seal(c, v, hidden, strlen(hidden), &sealed, &n_sealed);
    ev->hash = hash_of(c, case_id, ev, c->unit, args, sealed, n_sealed);
    return insert(c, &foi_sql_event_add,
        ARGS(v_int(case_id), v_int(ev->seq), v_int(ev->at), v_int(c->person), v_int(c->unit),
            v_text(ev->action), v_int(ev->day.n), v_text(args), v_blob(sealed, n_sealed),
            v_text(ev->prev_hash), v_text(ev->hash)),
        &ev->id);
}

static enum st take_args(struct ctx *c, struct map *into, const char *text)
{
    const struct json *j;
    enum st st = json_parse(c->mem, text, strlen(text), &j, &c->err);
    for (size_t i = 0; !st && i < json_count(j); i++) {
        const char *key;
        const struct json *value = json_member(j, i, &key);
        map_set(into, key, arena_strdup(c->mem, json_text(value)));
    }
    return st;
}

static enum st event_row(
    struct ctx *c, const struct vault *v, const struct rows *r, struct foi_event *out)
{
    const char *hidden;
    size_t n, n_hidden;
    const void *sealed = rows_blob(r, 6, &n);
    *out = (struct foi_event){.id = rows_int(r, 0),
        .seq = rows_int(r, 1),
        .at = rows_int(r, 2),
        .action = rows_text(r, 3),
        .day = (struct day){(int32_t)rows_int(r, 4)},
        .args = map_new(c->mem),
        .person = rows_int(r, 7),
        .person_name = rows_text(r, 8),
        .unit_name = rows_text(r, 9),
        .prev_hash = rows_text(r, 10),
        .hash = rows_text(r, 11)};
    enum st st = take_args(c, out->args, rows_text(r, 5));
    if (!st)
        st = vault_open(c, v, sealed, n, &hidden, &n_hidden);
    return st ? st : take_args(c, out->args, hidden);
}

enum st foi_event_list(struct ctx *c, const struct foi_case *k, struct foi_event **list, size_t *n)
{
    struct rows *r;
    struct vault v;
    enum st st = vault_load(c, &v);
    if (!st)
        st = q(c, &foi_sql_event_list, ARGS(v_int(k->id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_event, rows_count(r));
    for (*n = 0; !st && rows_next(r); (*n)++)
        st = event_row(c, &v, r, &(*list)[*n]);
    return st;
}

const char *foi_event_arg(const struct foi_event *ev, const char *name)
{
    const char *value = map_find(ev->args, name);
    return value ? value : "";
}

enum st foi_chain_check(struct ctx *c, int64_t case_id, int64_t *broken)
{
    struct rows *r;
    const char *prev = "";
    *broken = 0;
    enum st st = q(c, &foi_sql_event_list, ARGS(v_int(case_id)), &r);
    for (int64_t seq = 1; !st && !*broken && rows_next(r); seq++) {
        size_t n;
        const void *sealed = rows_blob(r, 6, &n);
        struct foi_event ev = {.seq = seq,
            .at = rows_int(r, 2),
            .action = rows_text(r, 3),
            .day = (struct day){(int32_t)rows_int(r, 4)},
            .person = rows_int(r, 7),
            .prev_hash = prev};
        const char *hash = hash_of(c, case_id, &ev, rows_int(r, 12), rows_text(r, 5), sealed, n);
        if (rows_int(r, 1) != seq || strcmp(rows_text(r, 10), prev) != 0 ||
            strcmp(rows_text(r, 11), hash) != 0)
            *broken = seq;
        prev = rows_text(r, 11);
    }
    return st;
}
