/* Catalogues of fees and funds. RULE F-FEE-NAME, F-FEE-BASIS, F-FEE-STD, F-FEE-DUP, F-FEE-DOCNO,
 * RULE F-FEE-YEAR, F-FUND-NAME, F-FUND-BASIS, F-FUND-DUP (rules/publishing.md §5.5, §5.6).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/finding.h"
#include "lib/base/map.h"
#include "lib/text/docno.h"

struct needed {
    const char *key, *id, *message;
};

static const struct needed fee_cells[] = {{"name", "F-FEE-NAME", "缺少收费项目名称"},
    {"basis", "F-FEE-BASIS", "缺少设立依据"}, {"standard", "F-FEE-STD", "缺少收费标准"}};
static const struct needed fund_cells[] = {
    {"name", "F-FUND-NAME", "缺少基金项目名称"}, {"basis", "F-FUND-BASIS", "缺少设立依据"}};

/* 空, 无, —, / stand for nothing in the cells of basis and standard. */
static bool empty(const char *key, const char *s)
{
    static const char *const words[] = {"空", "无", "—", "/", "-", "——"};
    s += strspn(s, " \t");
    for (size_t i = 0; i < COUNT_OF(words) && strcmp(key, "name") != 0; i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    return !*s;
}

static bool any_sub_has(const struct json *subs, const char *key)
{
    for (size_t i = 0; i < json_count(subs); i++)
        if (!empty(key, json_get_text(json_at(subs, i), key)))
            return true;
    return false;
}

/* Sub-items inherit empty cells; a parent needs no value of its own when a sub-item carries it. */
static void check_needed(
    struct fiscal_run *r, const struct json *row, const char *path, const struct needed *n)
{
    const char *own = json_get_text(row, n->key);
    const struct json *subs = json_get(row, "sub");
    if (!empty(n->key, own))
        return;
    if (!any_sub_has(subs, n->key))
        fiscal_finding(
            r, n->id, arena_printf(r->mem, "%s.%s", path, n->key), NULL, own, n->message);
    for (size_t i = 0; i < json_count(subs); i++) {
        const char *value = json_get_text(json_at(subs, i), n->key);
        if (empty(n->key, value))
            fiscal_finding(r, n->id, arena_printf(r->mem, "%s.sub[%zu].%s", path, i, n->key), NULL,
                value, n->message);
    }
}

static void check_docno(struct fiscal_run *r, const struct json *row, const char *path)
{
    const char *basis = json_get_text(row, "basis");
    struct docno no;
    for (size_t at = 0; docno_find(r->mem, basis, at, &no); at = no.end)
        if (*no.findings)
            fiscal_finding(r, "F-FEE-DOCNO", arena_printf(r->mem, "%s.basis", path), no.text,
                arena_strndup(r->mem, basis + no.start, no.end - no.start),
                "依据文件的文号书写不规范");
}

/* The later of two rows of the same department and name. */
static void check_double(struct fiscal_run *r, struct map *seen, const struct json *row,
    const char *path, const char *id)
{
    const char *name = json_get_text(row, "name");
    const char *key = arena_printf(r->mem, "%s\t%s", json_get_text(row, "dept"), name);
    if (!*name)
        return;
    if (map_find(seen, key))
        fiscal_finding(
            r, id, arena_printf(r->mem, "%s.name", path), NULL, name, "同一部门的同名项目重复");
    map_set(seen, key, r);
}

static void check_rows(
    struct fiscal_run *r, const struct needed *cells, size_t n, const char *dup, bool docno)
{
    const struct json *rows = json_get(r->in, "rows");
    struct map *seen = map_new(r->mem);
    for (size_t i = 0; i < json_count(rows); i++) {
        const struct json *row = json_at(rows, i);
        const char *path = arena_printf(r->mem, "rows[%zu]", i);
        for (size_t k = 0; k < n; k++)
            check_needed(r, row, path, &cells[k]);
        check_double(r, seen, row, path, dup);
        if (!docno)
            continue;
        check_docno(r, row, path);
        const struct json *subs = json_get(row, "sub");
        for (size_t k = 0; k < json_count(subs); k++)
            check_docno(r, json_at(subs, k), arena_printf(r->mem, "%s.sub[%zu]", path, k));
    }
}

void fees_check(struct fiscal_run *r)
{
    int64_t year = json_get_int(r->in, "year", 0), for_year = json_get_int(r->in, "for_year", 0);
    if (for_year && year != for_year)
        fiscal_finding(r, "F-FEE-YEAR", "year", arena_printf(r->mem, "%lld", (long long)for_year),
            arena_printf(r->mem, "%lld", (long long)year), "没有本年度的收费目录清单");
    check_rows(r, fee_cells, COUNT_OF(fee_cells), "F-FEE-DUP", true);
}

void funds_check(struct fiscal_run *r)
{
    check_rows(r, fund_cells, COUNT_OF(fund_cells), "F-FUND-DUP", false);
}
