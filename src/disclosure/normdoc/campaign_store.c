/* Rows of campaigns and of their documents; see campaign.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/campaign_store.h"

#include <string.h>

#include "disclosure/normdoc/schema.h"

#define CAMPAIGN                                                                                   \
    "SELECT k.id, k.version, k.created_at, k.title, k.scope, k.stage, k.due, k.decided_on, "       \
    "k.decision_title, k.decision_no, COALESCE(i.path, ''), COALESCE(k.decision_record, 0), "      \
    "(SELECT count(*) FROM norm_campaign_doc d WHERE d.campaign_id = k.id), "                      \
    "(SELECT count(*) FROM norm_campaign_doc d WHERE d.campaign_id = k.id AND d.proposal <> ''), " \
    "(SELECT count(DISTINCT d.unit_id) FROM norm_campaign_doc d WHERE d.campaign_id = k.id) "      \
    "FROM norm_campaign k LEFT JOIN item i ON i.record_id = k.decision_record "
static const struct stmt stmt_list = {"campaign.list", CAMPAIGN "ORDER BY k.id DESC", NULL};
static const struct stmt stmt_get = {"campaign.get", CAMPAIGN "WHERE k.id = $1", NULL};
static const struct stmt stmt_docs = {"campaign.docs",
    "SELECT d.record_id, d.unit_id, d.proposal, d.reason, i.title, i.doc_no, i.path, i.issuer, "
    "COALESCE(u.short_name, ''), COALESCE(p.name, ''), i.validity, i.ended, i.formed_on "
    "FROM norm_campaign_doc d JOIN item i ON i.record_id = d.record_id "
    "LEFT JOIN unit u ON u.id = d.unit_id LEFT JOIN person p ON p.id = d.proposed_by "
    "WHERE d.campaign_id = $1 AND ($2 = 0 OR d.unit_id = $2) "
    "ORDER BY d.unit_id, i.formed_on, d.record_id",
    NULL};
static const struct stmt stmt_add = {"campaign.add",
    "INSERT INTO norm_campaign (title, scope, stage, due, created_at, created_by, "
    "decision_title, decision_no, version) VALUES ($1, $2, 'open', $3, $4, $5, '', '', 1) "
    "RETURNING id",
    NULL};
/* $2 unit, $3 and $4 years, $5 text. The unit that proposes is the one that drafted. */
static const struct stmt stmt_fill = {"campaign.fill",
    "INSERT INTO norm_campaign_doc (campaign_id, record_id, unit_id, proposal, reason, "
    "proposed_by) SELECT $1, i.record_id, COALESCE(n.unit_id, i.unit_id), '', '', 0 FROM item i "
    "JOIN item_place l ON l.record_id = i.record_id JOIN site_column c ON c.id = l.column_id "
    "LEFT JOIN normdoc n ON n.record_id = i.record_id "
    "WHERE c.path IN " NORM_COLUMNS " AND i.kind = 'document' AND i.ended = '' "
    "AND i.validity NOT IN ('废止', '失效') "
    "AND ($2 = 0 OR COALESCE(n.unit_id, i.unit_id) = $2) AND ($3 = 0 OR i.year >= $3) "
    "AND ($4 = 0 OR i.year <= $4) AND ($5 = '' OR i.title LIKE '%' || $5 || '%' "
    "OR i.doc_no LIKE '%' || $5 || '%') "
    "AND NOT EXISTS (SELECT 1 FROM norm_campaign_doc d JOIN norm_campaign k "
    "ON k.id = d.campaign_id WHERE d.record_id = i.record_id AND k.stage = 'open')",
    NULL};
static const struct stmt stmt_propose = {"campaign.propose",
    "UPDATE norm_campaign_doc SET proposal = $3, reason = $4, proposed_by = $5, proposed_at = $6 "
    "WHERE campaign_id = $1 AND record_id = $2 AND ($7 = 0 OR unit_id = $7) "
    "AND (proposal <> $3 OR reason <> $4)",
    NULL};
static const struct stmt stmt_of_unit = {"campaign.of_unit",
    "SELECT 1 FROM norm_campaign_doc WHERE campaign_id = $1 AND record_id = $2 "
    "AND ($3 = 0 OR unit_id = $3)",
    NULL};
static const struct stmt stmt_remove = {"campaign.remove",
    "DELETE FROM norm_campaign_doc WHERE campaign_id = $1 AND record_id = $2", NULL};
static const struct stmt stmt_units = {"campaign.units",
    "SELECT d.unit_id, count(*), sum(CASE WHEN d.proposal <> '' THEN 1 ELSE 0 END), "
    "COALESCE(u.short_name, '') FROM norm_campaign_doc d LEFT JOIN unit u ON u.id = d.unit_id "
    "WHERE d.campaign_id = $1 GROUP BY d.unit_id, u.short_name ORDER BY d.unit_id",
    NULL};
static const struct stmt stmt_touch = {"campaign.touch",
    "UPDATE norm_campaign SET version = version + 1 WHERE id = $1 AND stage = 'open'", NULL};
static const struct stmt stmt_cancel = {"campaign.cancel",
    "UPDATE norm_campaign SET stage = 'cancelled', version = version + 1 "
    "WHERE id = $1 AND stage = 'open'",
    NULL};
static const struct stmt stmt_decide = {"campaign.decide",
    "UPDATE norm_campaign SET stage = 'decided', decision_title = $3, decision_no = $4, "
    "decided_on = $5, decision_record = $6, version = version + 1 "
    "WHERE id = $1 AND version = $2 AND stage = 'open'",
    NULL};
static const struct stmt stmt_past = {"campaign.past",
    "SELECT k.title, k.decided_on, d.proposal, d.reason, COALESCE(i.path, ''), k.decision_no "
    "FROM norm_campaign_doc d JOIN norm_campaign k ON k.id = d.campaign_id "
    "LEFT JOIN item i ON i.record_id = k.decision_record "
    "WHERE d.record_id = $1 AND k.stage = 'decided' ORDER BY k.decided_on DESC, k.id DESC",
    NULL};
static const struct stmt stmt_to_amend = {"campaign.to_amend",
    "SELECT k.decided_on, k.decision_title, k.decision_no, e.path FROM item i JOIN "
    "norm_campaign_doc d ON d.record_id = i.record_id JOIN norm_campaign k ON k.id = d.campaign_id "
    "AND k.stage = 'decided' JOIN item e ON e.record_id = k.decision_record WHERE "
    "i.record_id = $1 AND k.decided_on = " CAMPAIGN_TO_AMEND " ORDER BY k.id DESC",
    NULL};

const struct stmt *const campaign_stmts[CAMPAIGN_STMTS] = {&stmt_list, &stmt_get, &stmt_docs,
    &stmt_add, &stmt_fill, &stmt_propose, &stmt_of_unit, &stmt_remove, &stmt_units, &stmt_touch,
    &stmt_cancel, &stmt_decide, &stmt_past, &stmt_to_amend};

static struct campaign campaign_row(const struct rows *r)
{
    return (struct campaign){.id = rows_int(r, 0),
        .version = rows_int(r, 1),
        .created_at = rows_int(r, 2),
        .title = rows_text(r, 3),
        .scope = rows_text(r, 4),
        .stage = rows_text(r, 5),
        .due = rows_day(r, 6),
        .decided_on = rows_day(r, 7),
        .decision_title = rows_text(r, 8),
        .decision_no = rows_text(r, 9),
        .decision_path = rows_text(r, 10),
        .decision_record = rows_int(r, 11),
        .n_docs = rows_int(r, 12),
        .n_proposed = rows_int(r, 13),
        .n_units = rows_int(r, 14)};
}

enum st campaign_list(struct ctx *c, struct campaign **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct campaign, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = campaign_row(r);
    return ST_OK;
}

enum st campaign_get(struct ctx *c, int64_t id, struct campaign *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这次清理，请从列表中选择");
    if (!st)
        *out = campaign_row(r);
    return st;
}

enum st campaign_docs(
    struct ctx *c, int64_t id, int64_t unit_id, struct campaign_doc **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_docs, ARGS(v_int(id), v_int(unit_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct campaign_doc, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct campaign_doc){.record_id = rows_int(r, 0),
            .unit_id = rows_int(r, 1),
            .proposal = rows_text(r, 2),
            .reason = rows_text(r, 3),
            .title = rows_text(r, 4),
            .doc_no = rows_text(r, 5),
            .path = rows_text(r, 6),
            .issuer = rows_text(r, 7),
            .unit_name = rows_text(r, 8),
            .person = rows_text(r, 9),
            .validity = rows_text(r, 10),
            .ended = rows_text(r, 11),
            .formed_on = rows_day(r, 12)};
    return ST_OK;
}

enum st campaign_add(
    struct ctx *c, const char *title, const char *scope, struct day due, int64_t *id)
{
    return insert(c, &stmt_add,
        ARGS(v_text(title), v_text(scope), v_int(due.n), v_int(c->now), v_int(c->person)), id);
}

enum st campaign_fill(struct ctx *c, int64_t id, const struct campaign_filter *f, int64_t *filled)
{
    return xn(c, &stmt_fill,
        ARGS(v_int(id), v_int(f->unit_id), v_int(f->year_from), v_int(f->year_to), v_text(f->text)),
        filled);
}

enum st campaign_doc_put(struct ctx *c, int64_t id, int64_t record_id, int64_t unit_id,
    const char *proposal, const char *reason)
{
    struct rows *r;
    enum st st = q(c, &stmt_of_unit, ARGS(v_int(id), v_int(record_id), v_int(unit_id)), &r);
    if (!st && !rows_next(r))
        return fail(c, ST_DENIED, "", "这份文件不在本次清理中，或者不是您单位起草的");
    return st ? st
              : x(c, &stmt_propose,
                    ARGS(v_int(id), v_int(record_id), v_text(proposal), v_text(reason),
                        v_int(c->person), v_int(c->now), v_int(unit_id)));
}

enum st campaign_doc_drop(struct ctx *c, int64_t id, int64_t record_id)
{
    return x(c, &stmt_remove, ARGS(v_int(id), v_int(record_id)));
}

enum st campaign_units(struct ctx *c, int64_t id, struct campaign_unit **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_units, ARGS(v_int(id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct campaign_unit, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] =
            (struct campaign_unit){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2), rows_text(r, 3)};
    return ST_OK;
}

static enum st only_open(struct ctx *c, enum st st, int64_t changed)
{
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "",
            "这次清理刚刚有变化：有人改了意见，或者已经决定、已经取消；请看过最新情况后再办");
    return st;
}

enum st campaign_touch(struct ctx *c, int64_t id)
{
    int64_t changed = 0;
    enum st st = xn(c, &stmt_touch, ARGS(v_int(id)), &changed);
    return only_open(c, st, changed);
}

enum st campaign_set_cancelled(struct ctx *c, int64_t id)
{
    int64_t changed = 0;
    enum st st = xn(c, &stmt_cancel, ARGS(v_int(id)), &changed);
    return only_open(c, st, changed);
}

enum st campaign_set_decided(
    struct ctx *c, const struct campaign *k, const struct campaign_decision *d, int64_t record_id)
{
    int64_t changed = 0;
    enum st st = xn(c, &stmt_decide,
        ARGS(v_int(k->id), v_int(k->version), v_text(d->title), v_text(d->number), v_int(d->on.n),
            v_int(record_id)),
        &changed);
    return only_open(c, st, changed);
}

enum st campaign_past(struct ctx *c, int64_t record_id, struct campaign_past **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_past, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct campaign_past, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct campaign_past){.title = rows_text(r, 0),
            .on = rows_day(r, 1),
            .proposal = rows_text(r, 2),
            .reason = rows_text(r, 3),
            .path = rows_text(r, 4),
            .number = rows_text(r, 5)};
    return ST_OK;
}

enum st campaign_to_amend(struct ctx *c, int64_t record_id, struct campaign_amend *out)
{
    struct rows *r;
    *out = (struct campaign_amend){day_none(), "", "", ""};
    enum st st = q(c, &stmt_to_amend, ARGS(v_int(record_id)), &r);
    if (!st && rows_next(r))
        *out = (struct campaign_amend){
            rows_day(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3)};
    return st;
}
