/* Finding the row for a path: literal segments win over ":x", ":x" over "*".
 *
 * Rows are sorted by first segment, so that a look-up compares only the rows that can match.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/web/app.h"

struct router {
    const struct route **rows;
    size_t n;
    size_t literal_end; /* rows before it begin with a literal segment */
};

static enum st refuse(struct err *e, const struct route *row, const char *why)
{
    return err_set(e, ST_BROKEN, "", "路由 %s 有误：%s", row->pattern ? row->pattern : "?", why);
}

/* "/", segments that are not empty (the last one may be), ":name", "*" only at the end. */
static bool pattern_fine(const char *p)
{
    if (!p || *p != '/')
        return false;
    while (*p == '/') {
        size_t n = strcspn(++p, "/");
        bool last = p[n] == '\0';
        if ((!n && !last) || (n && *p == '*' && (n > 1 || !last)) || (n == 1 && *p == ':'))
            return false;
        p += n;
    }
    return true;
}

static const char *form_fault(const struct form *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (!f->fields[i].name || !*f->fields[i].name || !f->fields[i].label)
            return "表单字段缺少名称或标签";
        for (size_t k = 0; k < i; k++)
            if (strcmp(f->fields[i].name, f->fields[k].name) == 0)
                return "表单字段重名";
    }
    return NULL;
}

static enum st check_row(const struct route *row, struct err *e)
{
    bool get = row->method == METHOD_GET;
    if (!pattern_fine(row->pattern))
        return refuse(e, row, "路径写法不对");
    if (!row->perm || !*row->perm)
        return refuse(e, row, "没有写明权限");
    if (!row->handler)
        return refuse(e, row, "没有处理函数");
    if (row->method != METHOD_GET && row->method != METHOD_POST)
        return refuse(e, row, "方法应是 GET 或 POST");
    if ((row->flags & ROUTE_CACHED) && (!get || strcmp(row->perm, PERM_PUBLIC) != 0))
        return refuse(e, row, "只有公开的 GET 可以缓存");
    if (get && (row->form || (row->flags & (ROUTE_ONCE | ROUTE_NO_CSRF))))
        return refuse(e, row, "GET 没有表单");
    if ((row->flags & ROUTE_ONCE) && (row->flags & ROUTE_NO_TX))
        return refuse(e, row, "一次性提交需要事务");
    const char *fault = row->form ? form_fault(row->form) : NULL;
    return fault ? refuse(e, row, fault) : ST_OK;
}

/* Order of patterns: by segment, literal before ":" before "*". */
static int compare(const char *a, const char *b)
{
    while (*a || *b) {
        size_t na = strcspn(a, "/"), nb = strcspn(b, "/");
        int ra = *a == '*' ? 2 : *a == ':' ? 1 : 0, rb = *b == '*' ? 2 : *b == ':' ? 1 : 0;
        if (ra != rb)
            return ra - rb;
        if (ra == 0) {
            int d = strncmp(a, b, na < nb ? na : nb);
            if (d || na != nb)
                return d ? d : (int)na - (int)nb;
        }
        a += na + (a[na] == '/');
        b += nb + (b[nb] == '/');
    }
    return 0;
}

static int by_pattern(const void *a, const void *b)
{
    const struct route *x = *(const struct route *const *)a, *y = *(const struct route *const *)b;
    int d = compare(x->pattern + 1, y->pattern + 1);
    if (!d)
        d = (int)strlen(x->pattern) - (int)strlen(y->pattern);
    return d ? d : (int)x->method - (int)y->method;
}

static bool same_shape(const struct route *a, const struct route *b)
{
    return compare(a->pattern + 1, b->pattern + 1) == 0;
}

static bool ends_with_slash(const struct route *row)
{
    return row->pattern[strlen(row->pattern) - 1] == '/';
}

static bool begins_literally(const char *pattern)
{
    return pattern[1] != ':' && pattern[1] != '*';
}

static enum st collect(
    const struct module *const *modules, size_t n, struct router *r, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < modules[i]->n_routes; k++) {
            enum st st = check_row(&modules[i]->routes[k], e);
            if (st)
                return st;
            r->rows[r->n++] = &modules[i]->routes[k];
        }
    qsort(r->rows, r->n, sizeof *r->rows, by_pattern);
    while (r->literal_end < r->n && begins_literally(r->rows[r->literal_end]->pattern))
        r->literal_end++;
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = i + 1; k < r->n && same_shape(r->rows[i], r->rows[k]); k++)
            if (r->rows[i]->method == r->rows[k]->method &&
                ends_with_slash(r->rows[i]) == ends_with_slash(r->rows[k]))
                return refuse(e, r->rows[k], "与另一行重复");
    return ST_OK;
}

enum st router_new(
    const struct module *const *modules, size_t n, struct router **out, struct err *e)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += modules[i]->n_routes;
    struct router *r = calloc(1, sizeof *r);
    if (r)
        r->rows = calloc(total + 1, sizeof *r->rows);
    if (!r || !r->rows)
        die("out of memory");
    enum st st = collect(modules, n, r, e);
    if (st)
        router_free(&r);
    *out = r;
    return st;
}

void router_free(struct router **r)
{
    if (*r)
        free((void *)(*r)->rows);
    free(*r);
    *r = NULL;
}

#define MAX_PARAMS 8

struct found {
    const char *name[MAX_PARAMS], *value[MAX_PARAMS];
    size_t name_n[MAX_PARAMS], value_n[MAX_PARAMS];
    size_t n;
};

static void keep(
    struct found *f, const char *name, size_t name_n, const char *value, size_t value_n)
{
    if (f->n == MAX_PARAMS)
        return;
    f->name[f->n] = name;
    f->name_n[f->n] = name_n;
    f->value[f->n] = value;
    f->value_n[f->n++] = value_n;
}

static bool matches(const char *pattern, const char *path, struct found *f)
{
    f->n = 0;
    for (;;) {
        if (*pattern == '*') {
            keep(f, "*", 1, path, strlen(path));
            return true;
        }
        if (*pattern != *path && *pattern != ':')
            return false;
        size_t n = strcspn(pattern, "/"), m = strcspn(path, "/");
        if (*pattern == ':') {
            if (!m)
                return false;
            keep(f, pattern + 1, n - 1, path, m);
        } else if (n != m || memcmp(pattern, path, n) != 0) {
            return false;
        }
        pattern += n;
        path += m;
        if (!*pattern || !*path)
            return !*pattern && !*path;
        pattern++;
        path++;
    }
}

static void put_params(struct arena *a, struct map *params, const struct found *f)
{
    for (size_t i = 0; i < f->n; i++)
        map_set(params, arena_strndup(a, f->name[i], f->name_n[i]),
            arena_strndup(a, f->value[i], f->value_n[i]));
}

/* Of the first segments; one that ends comes before one that goes on. */
static int compare_first(const char *pattern, const char *path)
{
    for (;; pattern++, path++) {
        int a = *pattern == '/' ? 0 : (unsigned char)*pattern;
        int b = *path == '/' ? 0 : (unsigned char)*path;
        if (a != b || !a)
            return a - b;
    }
}

static bool same_first(const char *pattern, const char *path)
{
    return compare_first(pattern, path) == 0;
}

/* The first row whose first segment is that of the path; else the first with a parameter there. */
static size_t first_candidate(const struct router *r, const char *path)
{
    size_t low = 0, high = r->literal_end;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (compare_first(r->rows[mid]->pattern + 1, path) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    bool found = low < r->literal_end && same_first(r->rows[low]->pattern + 1, path);
    return found ? low : r->literal_end;
}

/* The row after i that may match: past the literal ones that begin otherwise. */
static size_t next_candidate(const struct router *r, size_t i, const char *path)
{
    bool over = i + 1 < r->literal_end && !same_first(r->rows[i + 1]->pattern + 1, path);
    return over ? r->literal_end : i + 1;
}

const struct route *router_find(const struct router *r, enum method m, const char *path,
    struct arena *a, struct map *params, unsigned *allowed)
{
    struct found f;
    *allowed = 0;
    for (size_t i = first_candidate(r, path + 1); i < r->n; i = next_candidate(r, i, path + 1)) {
        if (!matches(r->rows[i]->pattern + 1, path + 1, &f))
            continue;
        /* a catch-all does not hide that a nearer row exists for the other method */
        if (*allowed && strchr(r->rows[i]->pattern, '*'))
            break;
        *allowed |= r->rows[i]->method;
        if (r->rows[i]->method != m)
            continue;
        if (params)
            put_params(a, params, &f);
        return r->rows[i];
    }
    return NULL;
}

const struct route *router_peek(const struct router *r, const char *target)
{
    struct found f;
    char path[1024];
    size_t n = strcspn(target, "?#%");
    if (target[n] == '%' || n >= sizeof path || *target != '/')
        return NULL;
    memcpy(path, target, n);
    path[n] = '\0';
    if (strstr(path, "//") ||
        strstr(path, "/.")) /* path tricks take the long way to their refusal */
        return NULL;
    for (size_t i = first_candidate(r, path + 1); i < r->n; i = next_candidate(r, i, path + 1))
        if (r->rows[i]->method == METHOD_GET && matches(r->rows[i]->pattern + 1, path + 1, &f))
            return r->rows[i];
    return NULL;
}
