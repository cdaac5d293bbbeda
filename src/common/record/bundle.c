/* Which records belong together. See bundle.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/bundle.h"

static const struct stmt stmt_open = {"bundle.open",
    "INSERT INTO bundle (path, opened_at, opened_by) VALUES ($1, $2, $3) RETURNING id", NULL};
static const struct stmt stmt_put = {
    "bundle.put", "INSERT INTO bundle_part (bundle_id, record_id, main) VALUES ($1, $2, $3)", NULL};
static const struct stmt stmt_drop = {"bundle.drop",
    "DELETE FROM bundle_part WHERE bundle_id = $1 AND record_id = $2 AND main = 0", NULL};
static const struct stmt stmt_close = {
    "bundle.close", "UPDATE bundle SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL", NULL};
static const struct stmt stmt_parts = {"bundle.parts",
    "SELECT record_id, main FROM bundle_part WHERE bundle_id = $1 ORDER BY main DESC, id", NULL};
static const struct stmt stmt_of = {"bundle.of",
    "SELECT b.id, b.path FROM bundle_part p JOIN bundle b ON b.id = p.bundle_id "
    "WHERE p.record_id = $1 AND b.closed_at IS NULL",
    NULL};
static const struct stmt *const stmts[] = {
    &stmt_open, &stmt_put, &stmt_drop, &stmt_close, &stmt_parts, &stmt_of};

const struct module bundle_module = {
    .name = "bundle", .title = "同步送审", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static enum st put(struct ctx *c, int64_t id, int64_t record_id, bool main)
{
    int64_t held;
    const char *path;
    enum st st = bundle_of(c, record_id, &held, &path);
    if (!st && held)
        return fail(c, ST_CONFLICT, "record", "这份文件已经在另一组同步送审的材料里");
    ctx_touch(c, "record:%lld", (long long)record_id);
    return st ? st : x(c, &stmt_put, ARGS(v_int(id), v_int(record_id), v_int(main)));
}

enum st bundle_open(struct ctx *c, const char *path, int64_t main_record, int64_t *id)
{
    enum st st = insert(c, &stmt_open, ARGS(v_text(path), v_int(c->now), v_int(c->person)), id);
    return st ? st : put(c, *id, main_record, true);
}

enum st bundle_put(struct ctx *c, int64_t id, int64_t record_id)
{
    return put(c, id, record_id, false);
}

enum st bundle_drop(struct ctx *c, int64_t id, int64_t record_id)
{
    int64_t n;
    enum st st = xn(c, &stmt_drop, ARGS(v_int(id), v_int(record_id)), &n);
    if (!st && !n)
        return fail(c, ST_NOT_FOUND, "record", "这份材料不在这一组里，请刷新页面");
    return st;
}

enum st bundle_close(struct ctx *c, int64_t id)
{
    return x(c, &stmt_close, ARGS(v_int(id), v_int(c->now)));
}

enum st bundle_parts(struct ctx *c, int64_t id, struct bundle_part **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_parts, ARGS(v_int(id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct bundle_part, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct bundle_part){rows_int(r, 0), rows_int(r, 1) != 0};
    return st;
}

enum st bundle_of(struct ctx *c, int64_t record_id, int64_t *id, const char **path)
{
    struct rows *r;
    enum st st = q(c, &stmt_of, ARGS(v_int(record_id)), &r);
    *id = 0;
    *path = "";
    if (!st && rows_next(r)) {
        *id = rows_int(r, 0);
        *path = arena_printf(c->mem, "%s%lld/", rows_text(r, 1), (long long)*id);
    }
    return st;
}
