/* Links: one row, two readings.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/link.h"

#include <string.h>

static const struct reading {
    const char *kind, *from_side, *to_side;
} readings[] = {
    {LINK_INTERPRETS, "解读的文件", "政策解读"},
    {LINK_REPEALS, "废止的文件", "被此文件废止"},
    {LINK_AMENDS, "修改的文件", "被此文件修改"},
    {LINK_REPLACES, "替代的文件", "被此文件替代"},
    {LINK_BASIS, "制定依据", "以本文件为依据"},
    {LINK_ANSWERS, "答复的事项", "答复"},
    {LINK_RELATES, "相关文件", "相关文件"},
};

static const struct stmt stmt_add = {"link.add",
    "INSERT INTO link (from_id, to_id, kind, created_at, created_by) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (from_id, to_id, kind) DO NOTHING",
    NULL};
static const struct stmt stmt_remove = {
    "link.remove", "DELETE FROM link WHERE id = $1 AND (from_id = $2 OR to_id = $2)", NULL};
static const struct stmt stmt_list = {"link.list",
    "SELECT l.id, l.to_id, l.kind, 1, COALESCE(i.title, d.title, ''), COALESCE(i.path, ''), "
    "COALESCE(i.doc_no, ''), COALESCE(i.validity, '') FROM link l "
    "LEFT JOIN item i ON i.record_id = l.to_id AND i.ended NOT IN ('error', 'privacy') "
    "LEFT JOIN draft d ON d.record_id = l.to_id WHERE l.from_id = $1 "
    "UNION ALL "
    "SELECT l.id, l.from_id, l.kind, 0, COALESCE(i.title, d.title, ''), COALESCE(i.path, ''), "
    "COALESCE(i.doc_no, ''), COALESCE(i.validity, '') FROM link l "
    "LEFT JOIN item i ON i.record_id = l.from_id AND i.ended NOT IN ('error', 'privacy') "
    "LEFT JOIN draft d ON d.record_id = l.from_id WHERE l.to_id = $1 "
    "ORDER BY 1",
    NULL};
static const struct stmt *const stmts[] = {&stmt_add, &stmt_remove, &stmt_list};

const struct module link_module = {
    .name = "link", .title = "关联", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static const struct reading *reading_of(const char *kind)
{
    for (size_t i = 0; i < COUNT_OF(readings); i++)
        if (strcmp(readings[i].kind, kind) == 0)
            return &readings[i];
    return NULL;
}

enum st link_add(struct ctx *c, int64_t from, int64_t to, const char *kind)
{
    if (!reading_of(kind))
        return fail(c, ST_INVALID, "kind", "没有“%s”这种关联，请从列表中选择", kind);
    if (from == to)
        return fail(c, ST_INVALID, "to", "文件不能与自己关联，请另选一份文件");
    enum st st = x(
        c, &stmt_add, ARGS(v_int(from), v_int(to), v_text(kind), v_int(c->now), v_int(c->person)));
    ctx_touch(c, "record:%lld", (long long)from);
    ctx_touch(c, "record:%lld", (long long)to);
    return st;
}

enum st link_remove(struct ctx *c, int64_t record_id, int64_t link_id)
{
    struct link *list;
    size_t n;
    enum st st = link_list(c, record_id, false, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (list[i].id == link_id)
            ctx_touch(c, "record:%lld", (long long)list[i].other_id);
    ctx_touch(c, "record:%lld", (long long)record_id);
    return st ? st : x(c, &stmt_remove, ARGS(v_int(link_id), v_int(record_id)));
}

enum st link_list(struct ctx *c, int64_t record_id, bool public_only, struct link **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    struct link *out = ARENA_ARRAY(c->mem, struct link, rows_count(r));
    size_t count = 0;
    while (rows_next(r)) {
        if (public_only && !*rows_text(r, 5))
            continue;
        const struct reading *reading = reading_of(rows_text(r, 2));
        bool outgoing = rows_int(r, 3) != 0;
        out[count++] = (struct link){.id = rows_int(r, 0),
            .other_id = rows_int(r, 1),
            .kind = rows_text(r, 2),
            .outgoing = outgoing,
            .label = !reading   ? ""
                     : outgoing ? reading->from_side
                                : reading->to_side,
            .title = rows_text(r, 4),
            .path = rows_text(r, 5),
            .doc_no = rows_text(r, 6),
            .validity = rows_text(r, 7)};
    }
    *list = out;
    *n = count;
    return ST_OK;
}
