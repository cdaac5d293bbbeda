/* The shape of what `gongkai fiscal check` is given: what is no such table is refused as a whole,
 * with what it should be; figures are judged by the checks.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/finding.h"

static const char *const columns[] = {
    "budget", "previous", "final", "change", "change_pct", "completion_pct"};
static const char *const counts[] = {"abroad_groups", "abroad_people", "vehicle_bought",
    "vehicle_stock", "reception_batches", "reception_people"};

static bool one_of(const char *s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(s, list[i]) == 0)
            return true;
    return false;
}

static bool is_row(const char *s)
{
    for (size_t i = 0; i < SANGONG_ROWS; i++)
        if (strcmp(s, sangong_rows[i].key) == 0)
            return true;
    return false;
}

/* A cell is a text as printed, a number, or null. */
static bool is_cell(const struct json *j)
{
    enum json_kind k = json_kind(j);
    return k == JSON_TEXT || k == JSON_INT || k == JSON_REAL || k == JSON_NULL;
}

static bool absent_or(const struct json *j, enum json_kind kind)
{
    return !j || json_kind(j) == JSON_NULL || json_kind(j) == kind;
}

static enum st refuse(struct err *e, const char *place, const char *remedy)
{
    return err_set(e, ST_INVALID, place, "%s %s", place, remedy);
}

static enum st amounts_shape(struct arena *a, const struct json *amounts, struct err *e)
{
    if (!absent_or(amounts, JSON_OBJECT))
        return refuse(e, "amounts", "应是对象：{\"total\":{\"final\":\"12.34\"}}");
    for (size_t i = 0; i < json_count(amounts); i++) {
        const char *row, *column;
        const struct json *cells = json_member(amounts, i, &row);
        if (!is_row(row))
            return refuse(e, arena_printf(a, "amounts.%s", row),
                "没有这一行，应是 total、abroad、vehicle_total、vehicle_buy、vehicle_run、"
                "reception、reception_domestic、reception_foreign 之一");
        if (json_kind(cells) != JSON_OBJECT)
            return refuse(e, arena_printf(a, "amounts.%s", row),
                "应是对象：{\"final\":\"12.34\"}，每个栏目一格");
        for (size_t k = 0; k < json_count(cells); k++) {
            const struct json *cell = json_member(cells, k, &column);
            const char *place = arena_printf(a, "amounts.%s.%s", row, column);
            if (!one_of(column, columns, COUNT_OF(columns)))
                return refuse(e, place,
                    "没有这一栏，应是 budget、previous、final、change、change_pct、"
                    "completion_pct 之一");
            if (!is_cell(cell))
                return refuse(e, place, "应是文字（如 \"12.34\"）、数字或 null");
        }
    }
    return ST_OK;
}

static enum st counts_shape(struct arena *a, const struct json *list, struct err *e)
{
    if (!absent_or(list, JSON_OBJECT))
        return refuse(e, "counts", "应是对象：{\"abroad_groups\":0}");
    for (size_t i = 0; i < json_count(list); i++) {
        const char *name;
        const struct json *cell = json_member(list, i, &name);
        const char *place = arena_printf(a, "counts.%s", name);
        if (!one_of(name, counts, COUNT_OF(counts)))
            return refuse(e, place,
                "没有这一项，应是 abroad_groups、abroad_people、vehicle_bought、vehicle_stock、"
                "reception_batches、reception_people 之一");
        if (!is_cell(cell))
            return refuse(e, place, "应是数字、文字或 null");
    }
    return ST_OK;
}

static enum st year_shape(const struct json *in, const char *key, struct err *e)
{
    const struct json *j = json_get(in, key);
    if (!j || json_kind(j) == JSON_NULL || (json_kind(j) == JSON_TEXT && !*json_text(j)))
        return ST_OK; /* missing: told by the checks */
    int64_t year = json_int(j, 0);
    if (json_kind(j) == JSON_INT && year >= 1949 && year <= 2099)
        return ST_OK;
    return refuse(e, key, "应是四位年份的数字，例如 2018");
}

static enum st words_shape(const struct json *in, const char *const *keys, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!absent_or(json_get(in, keys[i]), JSON_TEXT))
            return refuse(e, keys[i], "应是文字，请加引号");
    return ST_OK;
}

static enum st item_shape(
    struct arena *a, const struct json *row, const char *place, bool may_have_parts, struct err *e)
{
    static const char *const keys[] = {"dept", "name", "basis", "standard"};
    const struct json *sub = json_get(row, "sub");
    if (json_kind(row) != JSON_OBJECT)
        return refuse(e, place, "应是对象：{\"name\":\"…\",\"basis\":\"…\"}");
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (!absent_or(json_get(row, keys[i]), JSON_TEXT))
            return refuse(e, arena_printf(a, "%s.%s", place, keys[i]), "应是文字，请加引号");
    if (!may_have_parts && sub)
        return refuse(e, place, "子项不能再有子项，请并入上一级的 sub");
    if (!absent_or(sub, JSON_LIST))
        return refuse(e, arena_printf(a, "%s.sub", place), "应是列表：[{…},{…}]");
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < json_count(sub); i++)
        st = item_shape(a, json_at(sub, i), arena_printf(a, "%s.sub[%zu]", place, i), false, e);
    return st;
}

static enum st rows_shape(struct arena *a, const struct json *rows, struct err *e)
{
    if (!rows || json_kind(rows) != JSON_LIST)
        return refuse(e, "rows", "应是列表：[{\"name\":\"…\",\"basis\":\"…\"}]，没有项目的写 []");
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < json_count(rows); i++)
        st = item_shape(a, json_at(rows, i), arena_printf(a, "rows[%zu]", i), true, e);
    return st;
}

enum st fiscal_shape_check(struct arena *a, const struct json *in, struct err *e)
{
    static const char *const words[] = {"unit_name", "scope", "unit", "reason", "text"};
    enum st st = year_shape(in, "year", e);
    if (!st)
        st = year_shape(in, "for_year", e);
    if (!st && strcmp(json_get_text(in, "kind"), "sangong") != 0)
        return rows_shape(a, json_get(in, "rows"), e);
    if (!st)
        st = words_shape(in, words, COUNT_OF(words), e);
    if (!st)
        st = amounts_shape(a, json_get(in, "amounts"), e);
    return st ? st : counts_shape(a, json_get(in, "counts"), e);
}
