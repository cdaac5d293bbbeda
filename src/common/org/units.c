/* The pages of units: list, add, change, other names, closing, CSV.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/pages.h"
#include "common/org/views.h"
#include "lib/base/utf8.h"
#include "lib/web/csv.h"

static bool fits(struct req *r, const struct unit *u)
{
    const char *text = req_arg(r, "q"), *kind = req_arg(r, "kind");
    if (*text && !strstr(u->name, text) && !strstr(u->short_name, text) && !strstr(u->code, text))
        return false;
    return !*kind || strcmp(u->kind, kind) == 0;
}

static enum st find_units(struct req *r, struct unit_row **rows, size_t *n)
{
    struct unit *units;
    struct person *people;
    size_t n_units, n_people;
    enum st st = unit_list(r->ctx, true, &units, &n_units);
    if (!st)
        st = person_list(r->ctx, 0, &people, &n_people);
    if (st)
        return st;
    *rows = ARENA_ARRAY(r->ctx->mem, struct unit_row, n_units);
    *n = 0;
    for (size_t i = 0; i < n_units; i++) {
        if (!fits(r, &units[i]))
            continue;
        struct unit_row *row = &(*rows)[(*n)++];
        row->unit = units[i];
        for (size_t k = 0; k < n_people; k++)
            row->people += people[k].unit_id == units[i].id && !people[k].disabled;
    }
    return ST_OK;
}

enum st units_list(struct req *r)
{
    struct unit_row *rows;
    struct units_view v;
    enum st st = find_units(r, &rows, &v.n);
    v.rows = rows;
    if (!st)
        units_list_page(&r->out, r, &v);
    return st;
}

enum st units_csv(struct req *r)
{
    static const char *const head[] = {
        "代码", "全称", "简称", "类别", "统一社会信用代码", "电话", "地址", "在用账号", "状态"};
    struct unit_row *rows;
    size_t n;
    enum st st = find_units(r, &rows, &n);
    if (st)
        return st;
    csv_begin(r, "units.csv");
    csv_row(&r->out, head, COUNT_OF(head));
    for (size_t i = 0; i < n; i++) {
        const struct unit *u = &rows[i].unit;
        csv_cell(&r->out, u->code, false);
        csv_cell(&r->out, u->name, false);
        csv_cell(&r->out, u->short_name, false);
        csv_cell(&r->out, unit_kind_title(u->kind), false);
        csv_cell(&r->out, u->credit_code, false);
        csv_cell(&r->out, u->phone, false);
        csv_cell(&r->out, u->address, false);
        csv_cell(&r->out, arena_printf(r->ctx->mem, "%lld", (long long)rows[i].people), false);
        csv_cell(&r->out, u->closed ? "已撤销" : "", true);
    }
    return ST_OK;
}

/* ---- one unit ---- */

enum st unit_new(struct req *r)
{
    struct unit_view v = {.unit = {.code = "",
                              .name = req_arg(r, "name"),
                              .short_name = "",
                              .kind = "DEPARTMENT",
                              .credit_code = "",
                              .phone = "",
                              .address = ""},
        .aliases = ""};
    unit_page(&r->out, r, &v);
    return ST_OK;
}

enum st unit_show(struct req *r)
{
    struct ctx *c = r->ctx;
    struct unit_view v = {.aliases = ""};
    struct person *people;
    const char **aliases;
    size_t n;
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = unit_get(c, id, &v.unit);
    if (!st)
        st = unit_alias_list(c, id, &aliases, &n);
    if (!st)
        st = person_list(c, id, &people, &v.n_people);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        v.aliases = arena_printf(c->mem, "%s%s%s", v.aliases, i ? "\n" : "", aliases[i]);
    v.people = people;
    unit_page(&r->out, r, &v);
    return ST_OK;
}

/* Credit codes are written in capitals. */
static const char *upper(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s);
    for (char *p = out; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 32);
    return out;
}

static struct unit unit_typed(struct req *r, int64_t id)
{
    return (struct unit){.id = id,
        .code = req_form(r, "code"),
        .name = req_form(r, "name"),
        .short_name = req_form(r, "short_name"),
        .kind = req_form(r, "kind"),
        .credit_code = upper(r->ctx->mem, req_form(r, "credit_code")),
        .phone = req_form(r, "phone"),
        .address = req_form(r, "address")};
}

static bool line_of(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
        if ((p == text || p[-1] == '\n') && (p[n] == '\n' || !p[n]))
            return true;
    return false;
}

/* Other names: those no longer listed go, new ones come. */
static enum st save_aliases(struct req *r, int64_t id)
{
    struct ctx *c = r->ctx;
    const char **have;
    size_t n;
    const char *typed = req_form(r, "aliases");
    enum st st = unit_alias_list(c, id, &have, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (!line_of(typed, have[i]))
            st = unit_alias_drop(c, id, have[i]);
    char *text = arena_strdup(c->mem, typed), *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); !st && line;
         line = strtok_r(NULL, "\n", &save)) {
        line += strspn(line, " \t");
        for (size_t k = strlen(line); k && strchr(" \t", line[k - 1]); k--)
            line[k - 1] = '\0';
        if (utf8_count(line) > 60)
            return fail(c, ST_INVALID, "aliases", "别名每行一个，不超过 60 个字");
        if (*line)
            st = unit_alias_add(c, id, line);
    }
    return st;
}

static enum st saved(struct req *r, enum st st, int64_t id)
{
    if (st == ST_CONFLICT)
        return r->ctx->err.st = ST_INVALID; /* shown at its field */
    if (st)
        return st;
    flash(r, "已保存");
    return redirect(r, "/work/units/%lld/", (long long)id);
}

enum st unit_create(struct req *r)
{
    struct unit u = unit_typed(r, 0);
    int64_t id = 0;
    enum st st = unit_add(r->ctx, &u, &id);
    if (!st)
        st = save_aliases(r, id);
    return saved(r, st, id);
}

enum st unit_save(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (st)
        return st;
    struct unit u = unit_typed(r, id);
    st = unit_edit(r->ctx, &u);
    if (!st)
        st = save_aliases(r, id);
    return saved(r, st, id);
}

static enum st switch_unit(struct req *r, bool closed)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = unit_close(r->ctx, id, closed);
    if (st)
        return st;
    flash(r, closed ? "单位已标为撤销" : "单位已恢复");
    return redirect(r, "/work/units/%lld/", (long long)id);
}

enum st unit_close_post(struct req *r)
{
    return switch_unit(r, true);
}

enum st unit_open_post(struct req *r)
{
    return switch_unit(r, false);
}
