/* The column tree: reading it, and seeding it from data/columns.tsv.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/column.h"

#include <string.h>

extern const char columns_tsv[];

#define COLUMNS                                                                                    \
    "k.id, COALESCE(k.parent_id, 0), k.path, k.name, k.description, k.keywords, k.type_label, "    \
    "k.cycle, k.position, COALESCE(k.closed_at, 0)"

static const struct stmt stmt_get = {
    "column.get", "SELECT " COLUMNS " FROM site_column k WHERE k.id = $1", NULL};
static const struct stmt stmt_by_path = {
    "column.by_path", "SELECT " COLUMNS " FROM site_column k WHERE k.path = $1", NULL};
static const struct stmt stmt_tree = {"column.tree",
    "SELECT " COLUMNS ", (SELECT count(*) FROM item_place p WHERE p.column_id = k.id) "
    "FROM site_column k WHERE k.closed_at IS NULL ORDER BY k.position, k.id",
    NULL};
static const struct stmt stmt_add = {"column.add",
    "INSERT INTO site_column (path, parent_id, name, description, keywords, type_label, cycle, "
    "position, opened_at) VALUES ($1, $2, $3, $4, $3, $5, $6, $7, $8) "
    "ON CONFLICT (path) DO NOTHING",
    NULL};
static const struct stmt *const stmts[] = {&stmt_get, &stmt_by_path, &stmt_tree, &stmt_add};

const struct module column_module = {
    .name = "column", .title = "栏目", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static int path_depth(const char *path)
{
    int depth = 0;
    for (; *path; path++)
        depth += *path == '/';
    return depth;
}

static struct column from_row(const struct rows *r)
{
    return (struct column){.id = rows_int(r, 0), .parent_id = rows_int(r, 1),
        .path = rows_text(r, 2), .name = rows_text(r, 3), .description = rows_text(r, 4),
        .keywords = rows_text(r, 5), .type_label = rows_text(r, 6), .cycle = rows_text(r, 7),
        .position = (int)rows_int(r, 8), .closed = rows_int(r, 9) != 0,
        .depth = path_depth(rows_text(r, 2))};
}

enum st column_get(struct ctx *c, int64_t id, struct column *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_get, ARGS(v_int(id)), &r);
    if (!st)
        *out = from_row(r);
    return st;
}

enum st column_by_path(struct ctx *c, const char *path, struct column *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_by_path, ARGS(v_text(path)), &r);
    if (!st)
        *out = from_row(r);
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

enum st column_tree(struct ctx *c, struct column **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_tree, NO_ARGS, &r);
    if (st)
        return st;
    size_t count = rows_count(r), i = 0;
    struct column *all = ARENA_ARRAY(c->mem, struct column, count);
    while (rows_next(r)) {
        all[i] = from_row(r);
        all[i++].items = rows_int(r, 10);
    }
    struct walk w = {all, count, ARENA_ARRAY(c->mem, struct column, count), 0};
    add_children(&w, 0);
    *list = w.out;
    *n = w.n_out;
    return ST_OK;
}

enum st column_trail(struct ctx *c, int64_t id, struct column **list, size_t *n)
{
    struct column here;
    enum st st = column_get(c, id, &here);
    if (st)
        return st;
    size_t depth = (size_t)here.depth + 1;
    struct column *trail = ARENA_ARRAY(c->mem, struct column, depth);
    size_t at = depth;
    trail[--at] = here;
    while (at && here.parent_id) {
        st = column_get(c, here.parent_id, &here);
        if (st)
            return st;
        trail[--at] = here;
    }
    *list = trail + at;
    *n = depth - at;
    return ST_OK;
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
        enum st st =
            column_by_path(c, arena_strndup(c->mem, path, (size_t)(slash - path)), &up);
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
