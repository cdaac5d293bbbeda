/* Links: one row, two readings.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/link.h"

#include <string.h>

#include "common/record/chain.h"
#include "common/record/content.h"

static const struct reading {
    const char *kind, *from_side, *to_side;
} readings[] = {
    {LINK_INTERPRETS, "解读的文件", "政策解读"},
    {LINK_REPEALS, "废止的文件", "被此文件废止"},
    {LINK_LAPSES, "宣布失效的文件", "被此文件宣布失效"},
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
#define ENDING "('" LINK_REPEALS "', '" LINK_LAPSES "', '" LINK_REPLACES "', '" LINK_AMENDS "')"
/* Is $2 ended or changed, by however many steps, by something that $1 ends or changes? */
static const struct stmt stmt_circle = {"link.circle",
    "WITH RECURSIVE below(id) AS (SELECT to_id FROM link WHERE from_id = $1 AND kind IN " ENDING
    " UNION SELECT l.to_id FROM link l JOIN below b ON l.from_id = b.id WHERE l.kind IN " ENDING
    ") SELECT id FROM below WHERE id = $2",
    NULL};
static const struct stmt stmt_of = {"link.of",
    "SELECT COALESCE(i.title, d.title, ''), COALESCE(e.meta, d.meta, '{}') FROM record r "
    "LEFT JOIN item i ON i.record_id = r.id LEFT JOIN draft d ON d.record_id = r.id "
    "LEFT JOIN edition e ON e.id = r.live_edition WHERE r.id = $1",
    NULL};
static const struct stmt *const stmts[] = {
    &stmt_add, &stmt_remove, &stmt_list, &stmt_circle, &stmt_of, &chain_stmt};

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

struct side { /* of a link that is to be made */
    const char *title;
    struct day formed_on;
};

static enum st side_get(struct ctx *c, int64_t record_id, struct side *out)
{
    struct rows *r;
    struct meta m;
    enum st st = q1(c, &stmt_of, ARGS(v_int(record_id)), &r);
    if (!st)
        st = meta_read(c->mem, rows_text(r, 1), &m, &c->err);
    if (!st)
        *out = (struct side){rows_text(r, 0), m.formed_on};
    return st;
}

static bool ends(const char *kind)
{
    return !strcmp(kind, LINK_REPEALS) || !strcmp(kind, LINK_LAPSES) ||
           !strcmp(kind, LINK_REPLACES) || !strcmp(kind, LINK_AMENDS);
}

/* RULE N-CIRCLE: no circle of repeals. RULE N-REPEAL: nothing is repealed by what is older. */
enum st link_check(struct ctx *c, int64_t from, int64_t to, const char *kind)
{
    struct rows *circle;
    struct side by, of;
    char d1[11], d2[11];
    if (!ends(kind) || from == to)
        return ST_OK;
    enum st st = q(c, &stmt_circle, ARGS(v_int(to), v_int(from)), &circle);
    if (!st)
        st = side_get(c, from, &by);
    if (!st)
        st = side_get(c, to, &of);
    if (st)
        return st;
    const char *why = rows_count(circle)
                          ? arena_printf(c->mem,
                                "《%.90s》已经被《%.90s》废止、修改或替代，反过来会成为循环"
                                "（N-CIRCLE）；请核对方向，或先移除原来的关联。",
                                by.title, of.title)
                          : "";
    if (day_given(by.formed_on) && day_given(of.formed_on) && by.formed_on.n < of.formed_on.n)
        why = arena_printf(c->mem,
            "%s《%.90s》成文于 %s，早于《%.90s》的 %s，不能废止、修改或替代它"
            "（N-REPEAL）；请核对成文日期。",
            why, by.title, day_text(by.formed_on, d1), of.title, day_text(of.formed_on, d2));
    return *why ? fail(c, ST_CONFLICT, "to", "%s", why) : ST_OK;
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
