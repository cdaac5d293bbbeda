/* Editions: what was published, cell by cell, amounts in whole fen.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/store.h"
#include "disclosure/fiscal/store_sql.h"

const struct stmt fiscal_sql_edition_add = {"fiscal.edition_add",
    "INSERT INTO fiscal_edition (book_id, number, published_at, published_by, note) "
    "SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4 FROM fiscal_edition WHERE book_id = $1 "
    "RETURNING id",
    NULL};
const struct stmt fiscal_sql_editions = {"fiscal.editions",
    "SELECT e.id, e.number, e.published_at, e.note, COALESCE(p.name, '') FROM fiscal_edition e "
    "LEFT JOIN person p ON p.id = e.published_by WHERE e.book_id = $1 ORDER BY e.number DESC",
    NULL};
const struct stmt fiscal_sql_cell_add = {"fiscal.cell_add",
    "INSERT INTO fiscal_cell (edition_id, sheet, line, col, row_key, amount, cell_text) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
const struct stmt fiscal_sql_text_add = {"fiscal.text_add",
    "INSERT INTO fiscal_text (edition_id, name, body) VALUES ($1, $2, $3)", NULL};
/* Texts come as cells of the sheet "". */
const struct stmt fiscal_sql_cells = {"fiscal.cells",
    "SELECT sheet, line, col, row_key, amount, cell_text FROM fiscal_cell WHERE edition_id = $1 "
    "UNION ALL SELECT '', 0, name, '', NULL, body FROM fiscal_text WHERE edition_id = $1 "
    "ORDER BY 1, 2, 3",
    NULL};
const struct stmt fiscal_sql_figures = {"fiscal.figures",
    "SELECT b.unit_id, c.row_key, c.col, c.amount FROM fiscal_book b "
    "JOIN fiscal_cell c ON c.edition_id = b.live_edition WHERE b.year = $1 AND b.kind = $2 "
    "AND c.sheet = $3 AND c.amount IS NOT NULL AND b.live_edition <> 0 ORDER BY b.unit_id",
    NULL};

static enum st add_cell(
    struct ctx *c, int64_t id, const struct fiscal_sheet *s, size_t line, size_t col)
{
    const struct fiscal_column *k = &s->shape->columns[col];
    const char *text = s->lines[line].cell[col];
    struct printed p;
    struct val amount = v_null();
    if (!fiscal_typed(k) || !*text)
        return ST_OK;
    if (k->type != FISCAL_TEXT) {
        BUG_ON(!fiscal_value(s, line, col, &p)); /* the gate lets nothing else through */
        amount = v_int(k->type == FISCAL_COUNT ? p.v / FISCAL_UNIT : p.v);
        text = "";
    }
    return x(c, &fiscal_sql_cell_add,
        ARGS(v_int(id), v_text(s->shape->key), v_int((int64_t)line), v_text(k->key),
            v_text(s->shape->rows ? s->shape->rows[line].key : ""), amount, v_text(text)));
}

enum st fiscal_edition_add(struct ctx *c, const struct fiscal_entry *e,
    const struct fiscal_book *book, const char *note, int64_t *id)
{
    enum st st = insert(c, &fiscal_sql_edition_add,
        ARGS(v_int(e->id), v_int(c->now), v_int(c->person), v_text(note)), id);
    for (size_t i = 0; i < book->kind->n_sheets; i++) {
        const struct fiscal_sheet *s = &book->sheets[i];
        for (size_t k = 0; k < s->n; k++)
            for (size_t col = 0; !st && col < s->shape->n_columns; col++)
                st = add_cell(c, *id, s, k, col);
    }
    for (size_t i = 0; !st && i < book->kind->n_texts; i++)
        if (*book->texts[i])
            st = x(c, &fiscal_sql_text_add,
                ARGS(v_int(*id), v_text(book->kind->texts[i].key), v_text(book->texts[i])));
    return st;
}

enum st fiscal_edition_list(struct ctx *c, int64_t book_id, struct fiscal_edition **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &fiscal_sql_editions, ARGS(v_int(book_id)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct fiscal_edition, rows_count(r));
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct fiscal_edition){rows_int(r, 0), book_id, (int)rows_int(r, 1),
            rows_int(r, 2), rows_text(r, 3), rows_text(r, 4)};
    return st;
}

/* As somebody would type it: two decimals at least, six at most, without noughts behind. */
static const char *amount_text(struct arena *a, int64_t fen)
{
    int decimals = 6;
    for (int64_t v = fen; decimals > 2 && v % 10 == 0; v /= 10)
        decimals--;
    return printed_text(a, fen, decimals);
}

static enum st take_cell(struct ctx *c, const struct rows *r, struct fiscal_book *b)
{
    struct fiscal_sheet *s = fiscal_book_sheet(b, rows_text(r, 0));
    const char *key = rows_text(r, 3), *text = rows_text(r, 5);
    if (!s) {
        if (!*rows_text(r, 0))
            fiscal_book_set_text(b, rows_text(r, 2), text);
        return ST_OK;
    }
    size_t col = fiscal_column_place(s->shape, rows_text(r, 2));
    size_t line = *key ? fiscal_row_place(s->shape, key) : (size_t)rows_int(r, 1);
    if (col == SIZE_MAX || line == SIZE_MAX)
        return ST_OK; /* of a shape that has changed since */
    if (!rows_null(r, 4))
        text = s->shape->columns[col].type == FISCAL_COUNT
                   ? arena_printf(c->mem, "%lld", (long long)rows_int(r, 4))
                   : amount_text(c->mem, rows_int(r, 4));
    return fiscal_set(c->mem, s, line, col, text, &c->err);
}

enum st fiscal_edition_read(
    struct ctx *c, const struct fiscal_entry *e, int64_t edition, struct fiscal_book *out)
{
    struct rows *r;
    fiscal_book_init(c->mem, e->kind, out);
    out->unit_name = e->unit_name;
    out->year = e->year;
    enum st st = q(c, &fiscal_sql_cells, ARGS(v_int(edition)), &r);
    while (!st && rows_next(r))
        st = take_cell(c, r, out);
    return st;
}

enum st fiscal_figures(struct ctx *c, int year, const char *kind, const char *sheet,
    struct fiscal_figure **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &fiscal_sql_figures, ARGS(v_int(year), v_text(kind), v_text(sheet)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct fiscal_figure, rows_count(r));
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct fiscal_figure){
            rows_int(r, 0), rows_text(r, 1), rows_text(r, 2), rows_int(r, 3)};
    return st;
}
