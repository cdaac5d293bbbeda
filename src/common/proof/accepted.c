/* What a person called no error: kept with who and when, for the whole county, until it is revoked.
 *
 * A finding is known again by its code, its text and, when that is short, what stands around it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "common/proof/desk.h"
#include "lib/base/json.h"
#include "lib/base/map.h"

const struct stmt proof_stmt_accepted[5] = {
    {"proof.accepted_of",
        "SELECT a.confirmed_by, p.name FROM proof_accepted a LEFT JOIN person p ON p.id = a.person "
        "WHERE a.code = $1 AND a.text = $2 AND a.context = $3 AND a.revoked_at = 0",
        NULL},
    {"proof.accept",
        "INSERT INTO proof_accepted (code, class, text, context, person, at, confirmed_by, "
        "confirmed_at, revoked_by, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0) "
        "RETURNING id",
        NULL},
    {"proof.accept_confirm",
        "UPDATE proof_accepted SET confirmed_by = $4, confirmed_at = $5 WHERE code = $1 AND text = "
        "$2 AND context = $3 AND revoked_at = 0 AND confirmed_by = 0",
        NULL},
    {"proof.accept_revoke",
        "UPDATE proof_accepted SET revoked_by = $2, revoked_at = $3 WHERE id = $1 AND revoked_at = "
        "0",
        NULL},
    {"proof.accepted_list",
        "SELECT a.id, a.code, a.class, a.text, a.context, a.at, a.confirmed_at, p.name, "
        "u.short_name, "
        "k.name FROM proof_accepted a LEFT JOIN person p ON p.id = a.person LEFT JOIN post o ON "
        "o.person_id = p.id AND o.to_at IS NULL LEFT JOIN unit u ON u.id = o.unit_id LEFT JOIN "
        "person "
        "k ON k.id = a.confirmed_by WHERE a.revoked_at = 0 AND ($1 = '' OR a.class = $1) "
        "ORDER BY a.at DESC, a.id DESC LIMIT 1000",
        NULL},
};

/* *found: somebody said so; *confirmed: one who reviews. */
static enum st find(struct ctx *c, const char *code, const char *text, const char *context,
    bool *found, bool *confirmed, const char **by)
{
    struct rows *r;
    enum st st =
        q(c, &proof_stmt_accepted[0], ARGS(v_text(code), v_text(text), v_text(context)), &r);
    *found = !st && rows_next(r);
    *confirmed = *found && rows_int(r, 0) != 0;
    *by = *found ? rows_text(r, 1) : "";
    return st;
}

enum st proof_accepted_apply(struct ctx *c, struct proof_look *look)
{
    size_t n = 0;
    look->serious = look->claimed = look->hints = 0;
    for (size_t i = 0; i < look->n; i++) {
        struct proof_place *p = &look->list[i];
        bool found = false, confirmed = false;
        const char *by = "";
        if (proof_may_remember(p->f.code)) {
            enum st st = find(c, p->f.code, p->f.text, p->context, &found, &confirmed, &by);
            if (st)
                return st;
        }
        if (confirmed || (found && !p->serious))
            continue;
        p->standing = found ? PROOF_CLAIMED : PROOF_OPEN;
        p->claimed_by = by;
        look->serious += p->serious && !found;
        look->claimed += p->serious && found;
        look->hints += !p->serious;
        look->list[n++] = *p;
    }
    look->n = n;
    return ST_OK;
}

/* The journal tells the code; the words are in the table. */
static enum st tell(struct ctx *c, const char *action, int64_t id, const char *code)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "code", code);
    buf_addc(&b, '}');
    const char *detail = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return journal_add(c, &(struct act){.action = action,
                              .subject_kind = "proof_accepted",
                              .subject_id = id,
                              .detail = detail});
}

enum st proof_accept(struct ctx *c, const struct proof_accepted *what, bool confirms)
{
    bool found, confirmed;
    const char *by;
    int64_t id = 0;
    if (!proof_may_remember(what->code))
        return fail(c, ST_INVALID, "code",
            "个人信息和国家秘密标志不能标为“不是错误”，请删除、遮盖，或按保密规定报告");
    enum st st = find(c, what->code, what->text, what->context, &found, &confirmed, &by);
    if (st || confirmed || (found && !confirms))
        return st;
    if (found)
        st = x(c, &proof_stmt_accepted[2],
            ARGS(v_text(what->code), v_text(what->text), v_text(what->context), v_int(c->person),
                v_int(c->now)));
    else
        st = insert(c, &proof_stmt_accepted[1],
            ARGS(v_text(what->code), v_text(what->class), v_text(what->text), v_text(what->context),
                v_int(c->person), v_int(c->now), v_int(confirms ? c->person : 0),
                v_int(confirms ? c->now : 0)),
            &id);
    return st ? st : tell(c, found ? "proof.confirm" : "proof.accept", id, what->code);
}

enum st proof_accepted_revoke(struct ctx *c, int64_t id)
{
    int64_t n;
    enum st st =
        xn(c, &proof_stmt_accepted[3], ARGS(v_int(id), v_int(c->person), v_int(c->now)), &n);
    if (!st && !n)
        return fail(c, ST_NOT_FOUND, "", "这一条已经撤销，请刷新页面");
    return st ? st : tell(c, "proof.revoke", id, "");
}

enum st proof_accepted_list(
    struct ctx *c, const char *class, struct proof_accepted **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &proof_stmt_accepted[4], ARGS(v_text(class)), &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct proof_accepted, rows_count(r) + 1);
    while (rows_next(r))
        (*list)[(*n)++] = (struct proof_accepted){.id = rows_int(r, 0),
            .code = rows_text(r, 1),
            .class = rows_text(r, 2),
            .text = rows_text(r, 3),
            .context = rows_text(r, 4),
            .at = rows_int(r, 5),
            .confirmed_at = rows_int(r, 6),
            .person = rows_text(r, 7),
            .unit = rows_text(r, 8),
            .confirmer = rows_text(r, 9)};
    return ST_OK;
}
