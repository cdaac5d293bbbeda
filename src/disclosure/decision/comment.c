/* Comments: rules and rows; see comment.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/comment.h"

#include <string.h>

#include "common/record/vault.h"
#include "lib/base/json.h"
#include "lib/text/privacy.h"

static const struct stmt stmt_add = {"decision.comment_add",
    "INSERT INTO decision_comment (decision_id, at, mark, sealed, times, result, reason, "
    "public_text) VALUES ($1, $2, $3, $4, 1, '', '', '') "
    "ON CONFLICT (decision_id, mark) DO UPDATE SET times = decision_comment.times + 1",
    NULL};
static const struct stmt stmt_list = {"decision.comment_list",
    "SELECT k.id, k.at, k.times, k.result, k.reason, k.public_text, COALESCE(k.answered_at, 0), "
    "COALESCE(p.name, ''), k.sealed FROM decision_comment k LEFT JOIN person p "
    "ON p.id = k.answered_by WHERE k.decision_id = $1 "
    "AND ($2 = 0 OR k.result IN ('adopted', 'partly', 'rejected')) ORDER BY k.id",
    NULL};
static const struct stmt stmt_count = {"decision.comment_count",
    "SELECT result, count(*), sum(times) FROM decision_comment WHERE decision_id = $1 "
    "GROUP BY result ORDER BY result",
    "SELECT result, count(*), sum(times)::bigint FROM decision_comment WHERE decision_id = $1 "
    "GROUP BY result ORDER BY result"};
static const struct stmt stmt_answer = {"decision.comment_answer",
    "UPDATE decision_comment SET result = $3, reason = $4, public_text = $5, answered_at = $6, "
    "answered_by = $7 WHERE id = $1 AND decision_id = $2",
    NULL};
const struct stmt *const comment_stmts[COMMENT_STMTS] = {
    &stmt_add, &stmt_list, &stmt_count, &stmt_answer};

const struct comment_result comment_results[] = {
    {RESULT_ADOPTED, "采纳", false},
    {RESULT_PARTLY, "部分采纳", true},
    {RESULT_REJECTED, "未采纳", true},
    {RESULT_WITHHELD, "不公开：与事项无关，或者违法、辱骂、广告", true},
};
const size_t n_comment_results = COUNT_OF(comment_results);

const struct comment_result *comment_result(const char *key)
{
    for (size_t i = 0; i < n_comment_results; i++)
        if (strcmp(comment_results[i].key, key) == 0)
            return &comment_results[i];
    return NULL;
}

bool comment_open(const struct decision_thread *t, struct day today)
{
    const struct decision_entry *e = t->open[SLOT_CONSULT];
    if (!e || t->d.stage != DECISION_CONSULT)
        return false;
    struct day from = decision_value_day(&e->values, "from"),
               to = decision_value_day(&e->values, "to");
    return day_given(from) && day_given(to) && today.n >= from.n && today.n <= to.n;
}

enum st comment_add(
    struct ctx *c, const struct decision_thread *t, const char *name, const char *text)
{
    struct vault v;
    struct buf b;
    const void *sealed;
    size_t n;
    if (!comment_open(t, day_at(c->now)))
        return fail(
            c, ST_CONFLICT, "", "这个事项现在不征求意见；其他意见和建议，可以向承办单位反映");
    if (!*text)
        return fail(c, ST_INVALID, "text", "请写下您的意见");
    enum st st = vault_load(c, &v);
    if (st)
        return st;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "name", name);
    jw_pair(&b, "text", text);
    buf_addc(&b, '}');
    vault_seal(c, &v, buf_str(&b), b.n, &sealed, &n);
    buf_release(&b);
    return x(c, &stmt_add,
        ARGS(v_int(t->d.id), v_int(c->now), v_text(vault_mark(c, &v, "decision.comment", text)),
            v_blob(sealed, n)));
}

static enum st open_sealed(
    struct ctx *c, const struct vault *v, const struct rows *r, struct comment *out)
{
    size_t n, n_text;
    const char *text;
    const struct json *j = NULL;
    const void *sealed = rows_blob(r, 8, &n);
    enum st st = vault_open(c, v, sealed, n, &text, &n_text);
    if (!st)
        st = json_parse(c->mem, text, n_text, &j, &c->err);
    out->name = json_get_text(j, "name");
    out->text = json_get_text(j, "text");
    return st;
}

enum st comment_list(
    struct ctx *c, int64_t decision_id, bool public_only, struct comment **list, size_t *n)
{
    struct rows *r;
    struct vault v;
    *n = 0;
    enum st st = q(c, &stmt_list, ARGS(v_int(decision_id), v_int(public_only)), &r);
    if (!st && !public_only)
        st = vault_load(c, &v);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct comment, rows_count(r) + 1);
    while (!st && rows_next(r)) {
        struct comment *k = &(*list)[(*n)++];
        *k = (struct comment){.id = rows_int(r, 0),
            .at = rows_int(r, 1),
            .times = rows_int(r, 2),
            .name = "",
            .text = "",
            .result = rows_text(r, 3),
            .reason = rows_text(r, 4),
            .public_text = rows_text(r, 5),
            .answered_at = rows_int(r, 6),
            .answered_by = rows_text(r, 7)};
        if (!public_only)
            st = open_sealed(c, &v, r, k);
    }
    return st;
}

enum st comment_count(struct ctx *c, int64_t decision_id, struct comment_tally *out)
{
    struct rows *r;
    *out = (struct comment_tally){.sent = 0};
    const struct {
        const char *result;
        int64_t *count;
    } all[] = {{"", &out->waiting}, {RESULT_ADOPTED, &out->adopted}, {RESULT_PARTLY, &out->partly},
        {RESULT_REJECTED, &out->rejected}, {RESULT_WITHHELD, &out->withheld}};
    enum st st = q(c, &stmt_count, ARGS(v_int(decision_id)), &r);
    while (!st && rows_next(r)) {
        out->sent += rows_int(r, 2);
        for (size_t i = 0; i < COUNT_OF(all); i++)
            if (!strcmp(rows_text(r, 0), all[i].result))
                *all[i].count = rows_int(r, 1);
    }
    return st;
}

/* RULE M-ANSWER */
const char *comment_answer_wrong(
    struct arena *a, const struct comment_answer *k, const char **code, const char **field)
{
    const struct comment_result *result = comment_result(k->result);
    const struct privacy_hit *hits;
    *code = "M-ANSWER";
    *field = "result";
    if (!result)
        return "请选择采纳、部分采纳、未采纳或者不公开";
    *field = "reason";
    if (result->reason && !*k->reason)
        return arena_printf(a, "“%s”要写明理由", result->label);
    if (!strcmp(k->result, RESULT_WITHHELD))
        return "";
    *field = "public_text";
    if (!*k->public_text)
        return "请填写公开的意见内容";
    *code = "S-PII";
    if (privacy_scan(a, k->public_text, &hits))
        return arena_printf(a, "公开的意见里有个人信息或者涉密标志“%s”，请删去", hits[0].masked);
    *field = "reason";
    if (privacy_scan(a, k->reason, &hits))
        return arena_printf(a, "理由里有个人信息或者涉密标志“%s”，请删去", hits[0].masked);
    return "";
}

enum st comment_answer(
    struct ctx *c, int64_t decision_id, const struct comment_answer *list, size_t n)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++) {
        int64_t changed;
        bool hidden = strcmp(list[i].result, RESULT_WITHHELD) == 0;
        st = xn(c, &stmt_answer,
            ARGS(v_int(list[i].id), v_int(decision_id), v_text(list[i].result),
                v_text(list[i].reason), v_text(hidden ? "" : list[i].public_text), v_int(c->now),
                v_int(c->person)),
            &changed);
        if (!st && changed != 1)
            st = fail(c, ST_CONFLICT, "", "这条意见已经不在，请刷新页面");
    }
    return st;
}
