/* Names of units and columns, see ways.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/ways.h"

#include "lib/base/utf8.h"

const struct stmt ways_stmt_units = {"search.ways_units",
    "SELECT u.short_name, u.code FROM unit u WHERE u.closed_at IS NULL AND (u.name = $1 OR "
    "u.short_name = $1 OR EXISTS (SELECT 1 FROM unit_alias a WHERE a.unit_id = u.id AND "
    "a.alias = $1)) ORDER BY u.id LIMIT 2",
    NULL};
const struct stmt ways_stmt_columns = {"search.ways_columns",
    "SELECT name, path FROM site_column WHERE closed_at IS NULL AND name LIKE $1 ESCAPE '!' "
    "ORDER BY length(name), path LIMIT $2",
    NULL};

enum st ways_find(struct ctx *c, const char *text, struct way list[static WAYS_MOST], size_t *n)
{
    struct rows *r;
    size_t chars = utf8_count(text);
    *n = 0;
    if (chars < 2 || chars > WAYS_CHARS_MAX)
        return ST_OK;
    enum st st = q(c, &ways_stmt_units, ARGS(v_text(text)), &r);
    while (!st && rows_next(r))
        list[(*n)++] = (struct way){arena_printf(c->mem, "%s公开的内容", rows_text(r, 0)),
            arena_printf(c->mem, "/zwgk/danwei/%s/", rows_text(r, 1))};
    if (!st)
        st = q(c, &ways_stmt_columns,
            ARGS(v_text(like_containing(c->mem, text)), v_int((int64_t)(WAYS_MOST - *n))), &r);
    while (!st && rows_next(r))
        list[(*n)++] = (struct way){rows_text(r, 0), arena_printf(c->mem, "/%s/", rows_text(r, 1))};
    return st;
}
