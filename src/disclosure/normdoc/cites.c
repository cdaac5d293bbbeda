/* Keeping the list of citations and its tasks; see cites.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/cites.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/cite.h"
#include "common/record/item.h"
#include "common/task/task.h"
#include "disclosure/normdoc/store.h"

#define MEND_DAYS 10 /* working days to mend a citation: a setting, not law */

#define OPEN_OR_NOT                                                                                \
    "FROM norm_cite c JOIN item a ON a.record_id = c.from_id JOIN item b "                         \
    "ON b.record_id = c.to_id LEFT JOIN unit u ON u.id = a.unit_id WHERE ($1 = 0 OR "              \
    "a.unit_id = $1) AND (($2 = 0 AND c.dismissed = '') OR ($2 = 1 AND c.dismissed <> '')) "
static const struct stmt stmt_list = {"norm_cite.list",
    "SELECT c.from_id, c.to_id, c.first_seen, c.cited, c.excerpt, c.dismissed, a.title, a.path, "
    "a.kind, COALESCE(u.short_name, ''), b.title, b.path, b.doc_no, CASE WHEN b.ended = "
    "'replaced' THEN '被替代' ELSE b.validity END, a.unit_id " OPEN_OR_NOT
    "ORDER BY c.first_seen DESC, c.from_id, c.to_id LIMIT $3 OFFSET $4",
    NULL};
static const struct stmt stmt_count = {"norm_cite.count", "SELECT count(*) " OPEN_OR_NOT, NULL};
static const struct stmt stmt_put = {"norm_cite.put",
    "INSERT INTO norm_cite (from_id, to_id, cited, excerpt, first_seen, last_seen, dismissed) "
    "VALUES ($1, $2, $3, $4, $5, $5, '') ON CONFLICT (from_id, to_id) DO UPDATE SET cited = $3, "
    "excerpt = $4, last_seen = $5 RETURNING first_seen",
    NULL};
static const struct stmt stmt_drop = {
    "norm_cite.drop", "DELETE FROM norm_cite WHERE last_seen < $1", NULL};
static const struct stmt stmt_mended = {"norm_cite.mended",
    "SELECT t.subject_id FROM task t WHERE t.kind = 'normdoc.cite' AND t.closed_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM norm_cite c WHERE c.from_id = t.subject_id "
    "AND c.dismissed = '') ORDER BY 1",
    NULL};
static const struct stmt stmt_dismiss = {"norm_cite.dismiss",
    "UPDATE norm_cite SET dismissed = $3 WHERE from_id = $1 AND to_id = $2 AND ($4 = 0 OR EXISTS "
    "(SELECT 1 FROM item i WHERE i.record_id = $1 AND i.unit_id = $4))",
    NULL};
const struct stmt *const norm_cite_stmts[NORM_CITE_STMTS] = {
    &stmt_list, &stmt_count, &stmt_put, &stmt_drop, &stmt_mended, &stmt_dismiss};

enum st norm_cites(struct ctx *c, int64_t unit_id, bool dismissed, int64_t page, int64_t per_page,
    struct norm_cite **list, size_t *n, int64_t *total)
{
    struct rows *r;
    enum st st = q1(c, &stmt_count, ARGS(v_int(unit_id), v_int(dismissed)), &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &stmt_list,
        ARGS(v_int(unit_id), v_int(dismissed), v_int(per_page), v_int((page - 1) * per_page)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct norm_cite, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct norm_cite){.from_id = rows_int(r, 0),
            .to_id = rows_int(r, 1),
            .first_seen = rows_int(r, 2),
            .cited = rows_text(r, 3),
            .excerpt = rows_text(r, 4),
            .dismissed = rows_text(r, 5),
            .from_title = rows_text(r, 6),
            .from_path = rows_text(r, 7),
            .kind = rows_text(r, 8),
            .unit_name = rows_text(r, 9),
            .to_title = rows_text(r, 10),
            .to_path = rows_text(r, 11),
            .to_no = rows_text(r, 12),
            .word = rows_text(r, 13),
            .unit_id = rows_int(r, 14)};
    return ST_OK;
}

static enum st close_mended(struct ctx *c)
{
    struct rows *r;
    enum st st = q(c, &stmt_mended, NO_ARGS, &r);
    while (!st && rows_next(r))
        st = task_close(c, "normdoc.cite", "record", rows_int(r, 0), "done");
    return st;
}

enum st norm_cite_dismiss(
    struct ctx *c, int64_t from, int64_t to, int64_t unit_id, const char *reason)
{
    int64_t changed = 0;
    enum st st = xn(
        c, &stmt_dismiss, ARGS(v_int(from), v_int(to), v_text(reason), v_int(unit_id)), &changed);
    if (!st && changed != 1)
        return fail(c, ST_NOT_FOUND, "", "没有这条引用，或者它是其他单位的；请刷新列表");
    if (!st)
        st = close_mended(c);
    return st ? st
              : journal_add(c, &(struct act){.action = "normdoc.cite_dismiss",
                                   .subject_kind = "record",
                                   .subject_id = from});
}

/* A text that is new on the list becomes somebody's work; a task that is open keeps its date. */
static enum st ask_unit(struct ctx *c, const struct citation *k)
{
    struct item it;
    struct day due;
    struct err e;
    int64_t id;
    enum st st = item_get(c, k->from_id, &it);
    if (st)
        return st;
    if (calendar_add(day_at(c->now), MEND_DAYS, &due, &e))
        due = day_none();
    return task_open(c,
        &(struct task){.kind = "normdoc.cite",
            .subject_kind = "record",
            .subject_id = k->from_id,
            .title = arena_printf(
                c->mem, "引用了已%s的《%s》：%s", *k->word ? k->word : "结束", k->title, it.title),
            .path = "/work/normdocs/cites",
            .unit_id = it.unit_id,
            .perm = PERM_DRAFT,
            .due = due},
        &id);
}

static enum st keep(struct ctx *c, const struct citation *list, size_t n)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++) {
        int64_t first;
        st = insert(c, &stmt_put,
            ARGS(v_int(list[i].from_id), v_int(list[i].to_id), v_text(list[i].cited),
                v_text(list[i].excerpt), v_int(c->now)),
            &first);
        if (!st && first == c->now)
            st = ask_unit(c, &list[i]);
    }
    if (!st)
        st = x(c, &stmt_drop, ARGS(v_int(c->now)));
    return st ? st : close_mended(c);
}

/* What is read: all, of the news the younger ones (a setting). */
static enum st scope_of(struct ctx *c, bool inside, struct cite_scope *out)
{
    struct norm_settings s;
    enum st st = inside ? ST_OK : ctx_begin(c, false);
    if (!st)
        st = norm_settings_get(c, &s);
    if (!inside)
        ctx_rollback(c);
    if (!st)
        *out = (struct cite_scope){
            .inside = inside, .news_since = day_start(month_add(day_at(c->now), -s.news_months))};
    return st;
}

enum st norm_cite_now(struct ctx *c)
{
    struct cite_scope scope;
    struct citation *list;
    size_t n;
    int64_t texts;
    enum st st = scope_of(c, true, &scope);
    if (!st)
        st = cite_scan(c, &scope, &list, &n, &texts);
    return st ? st : keep(c, list, n);
}

enum st norm_cite_job(struct ctx *c)
{
    struct citation *list;
    size_t n;
    int64_t texts;
    struct cite_scope scope;
    enum st st = scope_of(c, false, &scope);
    if (!st)
        st = cite_scan(c, &scope, &list, &n, &texts);
    if (!st)
        st = ctx_begin(c, true);
    if (st)
        return st;
    st = keep(c, list, n);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}
