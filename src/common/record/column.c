/* The column tree: reading it, and seeding it from data/columns.tsv.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column_items.h"
#include "common/record/column_trail.h"

#include <string.h>

extern const char columns_tsv[];

static const struct stmt stmt_get = {
    "column.get", "SELECT " COLUMNS " FROM site_column k WHERE k.id = $1", NULL};
static const struct stmt stmt_by_path = {
    "column.by_path", "SELECT " COLUMNS " FROM site_column k WHERE k.path = $1", NULL};
static const struct stmt stmt_tree = {"column.tree",
    "SELECT " COLUMNS " FROM site_column k WHERE k.closed_at IS NULL ORDER BY k.position, k.id",
    NULL};
static const struct stmt stmt_count = {
    "column.count", "SELECT count(*) FROM site_column WHERE closed_at IS NULL", NULL};
static const struct stmt stmt_children = {"column.children",
    "SELECT " COLUMNS
    " FROM site_column k WHERE COALESCE(k.parent_id, 0) = $1 AND k.closed_at IS NULL "
    "ORDER BY k.position, k.id",
    NULL};
static const struct stmt stmt_all = {
    "column.all", "SELECT " COLUMNS " FROM site_column k ORDER BY k.position, k.id", NULL};
static const struct stmt stmt_save = {"column.save",
    "UPDATE site_column SET name = $2, description = $3, keywords = $4, type_label = $5, "
    "cycle = $6, closed_at = CASE WHEN $7 = 0 THEN NULL ELSE COALESCE(closed_at, $7) END "
    "WHERE id = $1",
    NULL};
static const struct stmt stmt_add = {"column.add",
    "INSERT INTO site_column (path, parent_id, name, description, keywords, type_label, cycle, "
    "position, opened_at) VALUES ($1, $2, $3, $4, $3, $5, $6, $7, $8) "
    "ON CONFLICT (path) DO NOTHING",
    NULL};
static const struct stmt *const stmts[] = {&stmt_get, &stmt_by_path, &stmt_tree, &stmt_add,
    &stmt_children, &stmt_all, &stmt_count, &column_stmt_trail, &column_stmt_keep, &stmt_save,
    &column_stmt_places, &column_stmt_parents};

const struct module column_module = {
    .name = "column", .title = "栏目", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static int path_depth(const char *path)
{
    int depth = 0;
    for (; *path; path++)
        depth += *path == '/';
    return depth;
}

struct column column_row(const struct rows *r)
{
    return (struct column){.id = rows_int(r, 0),
        .parent_id = rows_int(r, 1),
        .path = rows_text(r, 2),
        .name = rows_text(r, 3),
        .description = rows_text(r, 4),
        .keywords = rows_text(r, 5),
        .type_label = rows_text(r, 6),
        .cycle = rows_text(r, 7),
        .position = (int)rows_int(r, 8),
        .closed = rows_int(r, 9) != 0,
        .depth = path_depth(rows_text(r, 2))};
}

struct column column_copy(struct arena *a, const struct column *k)
{
    struct column copy = *k;
    copy.path = arena_strdup(a, k->path);
    copy.name = arena_strdup(a, k->name);
    copy.description = arena_strdup(a, k->description);
    copy.keywords = arena_strdup(a, k->keywords);
    copy.type_label = arena_strdup(a, k->type_label);
    copy.cycle = arena_strdup(a, k->cycle);
    return copy;
}

enum st column_get(struct ctx *c, int64_t id, struct column *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (!st)
        *out = column_row(r);
    return st;
}

enum st column_by_path(struct ctx *c, const char *path, struct column *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_by_path, ARGS(v_text(path)), &r);
    if (!st)
        *out = column_row(r);
    return st;
}

struct walk {
    const struct column *all;
    size_t n;
    struct column *out;
    size_t n_out;
};

static void add_children(struct walk *w, int64_t parent)
{
    for (size_t i = 0; i < w->n; i++) {
        if (w->all[i].parent_id != parent)
            continue;
        w->out[w->n_out++] = w->all[i];
        add_children(w, w->all[i].id);
    }
}

static size_t column_rows(struct ctx *c, struct rows *r, struct column **list)
{
    size_t n = 0;
    *list = ARENA_ARRAY(c->mem, struct column, rows_count(r));
    while (rows_next(r))
        (*list)[n++] = column_row(r);
    return n;
}

enum st column_children(struct ctx *c, int64_t parent, struct column **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_children, ARGS(v_int(parent)), &r);
    if (st)
        return st;
    *n = column_rows(c, r, list);
    return column_items(c, *list, *n);
}

static enum st whole_tree(struct ctx *c, const struct stmt *s, struct column **list, size_t *n)
{
    struct rows *r;
    struct column *all;
    enum st st = q(c, s, NO_ARGS, &r);
    if (st)
        return st;
    size_t count = column_rows(c, r, &all);
    st = column_items(c, all, count);
    if (st)
        return st;
    struct walk w = {all, count, ARENA_ARRAY(c->mem, struct column, count), 0};
    add_children(&w, 0);
    *list = w.out;
    *n = w.n_out;
    return ST_OK;
}

enum st column_tree(struct ctx *c, struct column **list, size_t *n)
{
    return whole_tree(c, &stmt_tree, list, n);
}

enum st column_count(struct ctx *c, int64_t *n)
{
    struct rows *r;
    enum st st = q1(c, &stmt_count, NO_ARGS, &r);
    if (!st)
        *n = rows_int(r, 0);
    return st;
}

enum st column_all(struct ctx *c, struct column **list, size_t *n)
{
    return whole_tree(c, &stmt_all, list, n);
}

enum st column_save(struct ctx *c, const struct column *k)
{
    struct column *below;
    size_t n;
    if (!*k->name)
        return fail(c, ST_INVALID, "name", "请填写栏目名称");
    enum st st = column_children(c, k->id, &below, &n);
    if (st)
        return st;
    if (k->closed && n)
        return fail(c, ST_INVALID, "closed", "先关闭下级栏目“%s”，再关闭这个栏目", below[0].name);
    ctx_touch(c, "site");
    return x(c, &stmt_save,
        ARGS(v_int(k->id), v_text(k->name), v_text(k->description), v_text(k->keywords),
            v_text(k->type_label), v_text(k->cycle), v_int(k->closed ? c->now : 0)));
}

enum st column_trail(struct ctx *c, int64_t id, struct column **list, size_t *n)
{
    struct column here;
    enum st st = column_get(c, id, &here);
    return st ? st : column_trail_of(c, here.path, list, n);
}

/* Cuts the line at its next tab; returns the piece before it. */
static char *next_piece(char **line)
{
    char *piece = *line, *tab = strchr(piece, '\t');
    if (tab)
        *tab++ = '\0';
    *line = tab ? tab : piece + strlen(piece);
    return piece;
}

static enum st seed_line(struct ctx *c, char *line, int position)
{
    char *path = next_piece(&line), *name = next_piece(&line), *type = next_piece(&line);
    char *cycle = next_piece(&line), *description = next_piece(&line);
    const char *slash = strrchr(path, '/');
    struct val parent = v_null();
    if (slash) {
        struct column up;
        enum st st = column_by_path(c, arena_strndup(c->mem, path, (size_t)(slash - path)), &up);
        if (st)
            return st;
        parent = v_int(up.id);
    }
    return x(c, &stmt_add,
        ARGS(v_text(path), parent, v_text(name), v_text(description), v_text(type), v_text(cycle),
            v_int(position), v_int(c->now)));
}

enum st column_seed(struct ctx *c)
{
    char *text = arena_strdup(c->mem, columns_tsv), *save = NULL;
    int position = 0;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        if (*line == '#')
            continue;
        enum st st = seed_line(c, line, position += 10);
        if (st)
            return st;
    }
    return ST_OK;
}
