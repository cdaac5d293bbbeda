/* The rows of cases.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "request/foi/case_columns.h"
#include "request/foi/moves.h"
#include "request/foi/sealed.h"
#include "request/foi/store.h"

const struct stmt foi_sql_case_add = {"foi.case_add",
    "INSERT INTO foi_case (organ_id, office_id, arrival, number, year, seq, code_mark, is_fix, "
    "channel, web_auto, by_clerk, regime, stage, is_open, extended, consulting, corrected, "
    "arrived, in_time, code, applicant_kind, applicant_label, applicant_key, subject, "
    "handler_unit, handler, drafter, reviewer, signer, petition_id, earlier_id, fee_yuan, version, "
    "created_at, updated_at, sealed) "
    "VALUES ($1, $2, $3, '', 0, 0, $4, $5, $6, $7, $8, $9, 0, 1, 0, 0, 0, $10, -1, '', $11, $12, "
    "$13, $14, $2, 0, 0, 0, 0, $15, 0, 0, 1, $16, $16, $17) RETURNING id",
    NULL};
const struct stmt foi_sql_case_get = {"foi.case", CASE_SELECT "WHERE k.id = $1", NULL};
const struct stmt foi_sql_case_put = {"foi.case_put",
    "UPDATE foi_case SET number = $3, year = $4, seq = $5, stage = $6, is_open = $7, "
    "extended = $8, consulting = $9, corrected = $10, confirmed = $11, start_first = $12, "
    "start_day = $13, base_due = $14, due = $15, correction_deadline = $16, pay_by = $17, "
    "replied = $18, closed = $19, archived = $20, in_time = $21, code = $22, handler_unit = $23, "
    "handler = $24, drafter = $25, reviewer = $26, signer = $27, earlier_id = $28, "
    "fee_yuan = $29, updated_at = $30, regime = $31, version = version + 1 "
    "WHERE id = $1 AND version = $2",
    NULL};
const struct stmt foi_sql_case_seq = {"foi.next_seq",
    "SELECT COALESCE(max(seq), 0) + 1 FROM foi_case WHERE organ_id = $1 AND year = $2", NULL};
const struct stmt foi_sql_case_arrival = {
    "foi.next_arrival", "SELECT COALESCE(max(id), 0) + 1 FROM foi_case", NULL};
const struct stmt foi_sql_case_same = {"foi.by_applicant",
    CASE_SELECT "WHERE k.applicant_key = $1 AND k.organ_id = $2 AND k.id <> $3 "
                "ORDER BY k.id DESC LIMIT 200",
    NULL};
const struct stmt foi_sql_case_by_code = {"foi.by_code",
    CASE_SELECT "WHERE (k.number = $1 OR k.arrival = $1) AND k.code_mark = $2", NULL};

struct foi_case case_from_row(const struct rows *r)
{
    struct foi_case k = {.id = rows_int(r, 0),
        .organ_id = rows_int(r, 1),
        .office_id = rows_int(r, 2),
        .organ_name = rows_text(r, 3),
        .arrival = rows_text(r, 4),
        .number = rows_text(r, 5),
        .year = (int)rows_int(r, 6),
        .seq = (int)rows_int(r, 7),
        .fix = rows_int(r, 8) != 0,
        .channel = (enum foi_channel)rows_int(r, 9),
        .web_auto = rows_int(r, 10) != 0,
        .filled_by_clerk = rows_int(r, 11) != 0,
        .regime = (enum foi_regime)rows_int(r, 12),
        .stage = (enum foi_stage)rows_int(r, 13),
        .extended = rows_int(r, 14) != 0,
        .consulting = rows_int(r, 15) != 0,
        .corrected = rows_int(r, 16) != 0,
        .arrived = rows_day(r, 17),
        .confirmed = rows_day(r, 18),
        .start_first = rows_day(r, 19),
        .start = rows_day(r, 20),
        .base_due = rows_day(r, 21),
        .due = rows_day(r, 22),
        .correction_deadline = rows_day(r, 23),
        .pay_by = rows_day(r, 24),
        .replied = rows_day(r, 25),
        .closed = rows_day(r, 26),
        .archived = rows_day(r, 27),
        .in_time = (int)rows_int(r, 28),
        .code = rows_text(r, 29),
        .applicant_kind = rows_text(r, 30),
        .applicant_label = rows_text(r, 31),
        .applicant_key = rows_text(r, 32),
        .subject = rows_text(r, 33),
        .handler_unit = rows_int(r, 34),
        .handler = rows_int(r, 35),
        .drafter = rows_int(r, 36),
        .reviewer = rows_int(r, 37),
        .signer = rows_int(r, 38),
        .petition_id = rows_int(r, 39),
        .earlier_id = rows_int(r, 40),
        .fee_yuan = rows_int(r, 41),
        .version = rows_int(r, 42),
        .created_at = rows_int(r, 43),
        .updated_at = rows_int(r, 44),
        .handler_name = rows_text(r, 45)};
    k.sealed = rows_blob(r, 46, &k.n_sealed);
    return k;
}

static enum st case_rows(struct ctx *c, struct rows *r, struct foi_case **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct foi_case, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = case_from_row(r);
    return ST_OK;
}

enum st case_add(struct ctx *c, const struct vault *v, const struct foi_new_case *n, int64_t *id)
{
    const struct foi_application *in = n->in;
    const void *sealed;
    size_t n_sealed;
    application_seal(c, v, in, &sealed, &n_sealed);
    return insert(c, &foi_sql_case_add,
        ARGS(v_int(in->organ_id), v_int(n->organ->office_id), v_text(n->arrival),
            v_text(n->code_mark), v_int(in->fix), v_int(in->channel), v_int(n->organ->web_auto),
            v_int(in->filled_by_clerk), v_int(n->regime), v_int(in->arrived.n),
            v_text(in->who.kind), v_text(n->applicant_label), v_text(n->applicant_key),
            v_text(n->subject), v_int(in->petition_id), v_int(c->now), v_blob(sealed, n_sealed)),
        id);
}

enum st case_row_get(struct ctx *c, int64_t id, struct foi_case *out)
{
    struct rows *r;
    enum st st = q1(c, &foi_sql_case_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这件申请，请从依申请公开的列表中选择");
    if (!st)
        *out = case_from_row(r);
    return st;
}

enum st foi_case_get(struct ctx *c, struct foi_see see, int64_t id, struct foi_case *out)
{
    enum st st = case_row_get(c, id, out);
    bool mine = see.all || (see.unit && (see.unit == out->organ_id || see.unit == out->office_id ||
                                            see.unit == out->handler_unit));
    if (!st && !mine)
        return fail(c, ST_NOT_FOUND, "", "没有这件申请，请从依申请公开的列表中选择");
    return st;
}

struct foi_see foi_see(const struct req *r)
{
    return (struct foi_see){r->who ? r->who->unit_id : 0, req_can(r, PERM_FOI_ALL)};
}

enum st case_put(struct ctx *c, const struct foi_case *k)
{
    int64_t changed;
    bool open = (foi_open_stages & IN(k->stage)) != 0;
    enum st st = xn(c, &foi_sql_case_put,
        ARGS(v_int(k->id), v_int(k->version), v_text(k->number), v_int(k->year), v_int(k->seq),
            v_int(k->stage), v_int(open), v_int(k->extended), v_int(k->consulting),
            v_int(k->corrected), v_day(k->confirmed), v_day(k->start_first), v_day(k->start),
            v_day(k->base_due), v_day(k->due), v_day(k->correction_deadline), v_day(k->pay_by),
            v_day(k->replied), v_day(k->closed), v_day(k->archived), v_int(k->in_time),
            v_text(k->code), v_int(k->handler_unit), v_int(k->handler), v_int(k->drafter),
            v_int(k->reviewer), v_int(k->signer), v_int(k->earlier_id), v_int(k->fee_yuan),
            v_int(c->now), v_int(k->regime)),
        &changed);
    if (!st && changed != 1)
        return fail(c, ST_CONFLICT, "",
            "这件申请刚刚被别人办理过，您的操作没有执行。请刷新页面，看过最新情况后再办");
    return st;
}

enum st case_next_seq(struct ctx *c, int64_t organ_id, int year, int *seq)
{
    struct rows *r;
    enum st st = q1(c, &foi_sql_case_seq, ARGS(v_int(organ_id), v_int(year)), &r);
    if (!st)
        *seq = (int)rows_int(r, 0);
    return st;
}

enum st case_next_arrival(struct ctx *c, int year, const char **arrival)
{
    struct rows *r;
    enum st st = q1(c, &foi_sql_case_arrival, NO_ARGS, &r);
    if (!st)
        *arrival = arena_printf(c->mem, "%d-%06lld", year, (long long)rows_int(r, 0));
    return st;
}

enum st case_by_applicant(
    struct ctx *c, const struct foi_case *k, struct foi_case **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &foi_sql_case_same,
        ARGS(v_text(k->applicant_key), v_int(k->organ_id), v_int(k->id)), &r);
    return st ? st : case_rows(c, r, list, n);
}

/* 〔2018〕 as people type it: [2018], (2018), （2018）, ［2018］; blanks go. */
const char *foi_number_typed(struct arena *a, const char *s)
{
    static const struct {
        const char *from, *to;
    } forms[] = {{"[", "〔"}, {"]", "〕"}, {"(", "〔"}, {")", "〕"}, {"（", "〔"}, {"）", "〕"},
        {"［", "〔"}, {"］", "〕"}, {"【", "〔"}, {"】", "〕"}, {" ", ""}, {"　", ""}};
    char *out = arena_alloc(a, 3 * strlen(s) + 1), *w = out;
    while (*s) {
        size_t i = 0;
        while (i < COUNT_OF(forms) && strncmp(s, forms[i].from, strlen(forms[i].from)) != 0)
            i++;
        if (i == COUNT_OF(forms)) {
            *w++ = *s++;
            continue;
        }
        s += strlen(forms[i].from);
        memcpy(w, forms[i].to, strlen(forms[i].to));
        w += strlen(forms[i].to);
    }
    *w = '\0';
    return out;
}

enum st foi_case_by_code(struct ctx *c, const char *number, const char *code, struct foi_case *out)
{
    struct rows *r;
    struct vault v;
    enum st st = vault_load(c, &v);
    if (!st)
        st = q1(c, &foi_sql_case_by_code,
            ARGS(v_text(foi_number_typed(c->mem, number)),
                v_text(vault_mark(c, &v, "foi.code", code_typed(c->mem, code)))),
            &r);
    if (st == ST_NOT_FOUND)
        return fail(
            c, st, "number", "没有查到：请核对申请编号（或收件号）和查询码，它们印在登记回执上");
    if (!st)
        *out = case_from_row(r);
    return st;
}
