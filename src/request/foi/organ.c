/* Organs that receive requests: which unit answers, who works on it, its word and addresses.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/store.h"

#define ORGAN_COLUMNS                                                                              \
    "SELECT o.unit_id, o.office_id, u.name, o.word, o.kind, o.web_auto, o.address, o.phone, "      \
    "o.postcode, o.hours, o.court FROM foi_organ o JOIN unit u ON u.id = o.unit_id "

const struct stmt foi_sql_organ_list = {"foi.organs", ORGAN_COLUMNS "ORDER BY o.kind, u.id", NULL};
const struct stmt foi_sql_organ_get = {"foi.organ", ORGAN_COLUMNS "WHERE o.unit_id = $1", NULL};
const struct stmt foi_sql_organ_put = {"foi.organ_put",
    "INSERT INTO foi_organ (unit_id, office_id, word, kind, web_auto, address, phone, postcode, "
    "hours, court) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (unit_id) DO UPDATE SET office_id = $2, word = $3, kind = $4, web_auto = $5, "
    "address = $6, phone = $7, postcode = $8, hours = $9, court = $10",
    NULL};

static struct foi_organ organ_row(const struct rows *r)
{
    return (struct foi_organ){.unit_id = rows_int(r, 0),
        .office_id = rows_int(r, 1),
        .name = rows_text(r, 2),
        .word = rows_text(r, 3),
        .kind = (enum organ_kind)rows_int(r, 4),
        .web_auto = rows_int(r, 5) != 0,
        .address = rows_text(r, 6),
        .phone = rows_text(r, 7),
        .postcode = rows_text(r, 8),
        .hours = rows_text(r, 9),
        .court = rows_text(r, 10)};
}

enum st foi_organ_list(struct ctx *c, struct foi_organ **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &foi_sql_organ_list, NO_ARGS, &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_organ, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = organ_row(r);
    return ST_OK;
}

enum st foi_organ_get(struct ctx *c, int64_t unit_id, struct foi_organ *out)
{
    struct rows *r;
    enum st st = q1(c, &foi_sql_organ_get, ARGS(v_int(unit_id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, ST_INVALID, "organ", "请选择接收申请的机关");
    if (!st)
        *out = organ_row(r);
    return st;
}

enum st foi_organ_put(struct ctx *c, const struct foi_organ *o)
{
    if (!*o->word)
        return fail(c, ST_INVALID, "word", "请填写机关代字，例如：师政");
    enum st st = x(c, &foi_sql_organ_put,
        ARGS(v_int(o->unit_id), v_int(o->office_id), v_text(o->word), v_int(o->kind),
            v_int(o->web_auto), v_text(o->address), v_text(o->phone), v_text(o->postcode),
            v_text(o->hours), v_text(o->court)));
    if (st == ST_CONFLICT)
        return fail(c, st, "word", "机关代字“%s”已被其他机关使用", o->word);
    ctx_touch(c, "site");
    return st;
}
