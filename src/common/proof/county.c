/* The county's own names: units, their short names and aliases, columns, people who head a unit.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/proof/desk.h"
#include "common/record/county_words.h"
#include "lib/base/hash.h"

const struct stmt proof_stmt_names[2] = {
    /* those who head a unit */
    {"proof.heads",
        "SELECT DISTINCT p.name FROM person p JOIN post o ON o.person_id = p.id AND o.to_at IS "
        "NULL "
        "WHERE o.role = 'head' AND p.disabled_at IS NULL",
        NULL},
    {"proof.units_now", "SELECT name FROM unit WHERE closed_at IS NULL ORDER BY id", NULL},
};

static void add(struct proof_names *out, const char *name)
{
    if (strlen(name) < 6) /* one character protects nothing */
        return;
    out->list[out->n++] = name;
    out->stamp += digest64(name, strlen(name)); /* in any order */
}

enum st proof_names_read(struct ctx *c, struct proof_names *out)
{
    const struct county_words *words;
    struct rows *heads, *units;
    *out = (struct proof_names){.stamp = 1};
    enum st st = q(c, &proof_stmt_names[0], NO_ARGS, &heads);
    if (!st)
        st = q(c, &proof_stmt_names[1], NO_ARGS, &units);
    if (!st)
        st = county_words_hold(c, &words);
    if (st)
        return st;
    out->list = ARENA_ARRAY(c->mem, const char *, words->n + rows_count(heads) + 1);
    for (size_t i = 0; i < words->n; i++)
        add(out, arena_strdup(c->mem, words->names[i]));
    county_words_drop(words);
    while (rows_next(heads))
        add(out, rows_text(heads, 0));
    out->units = ARENA_ARRAY(c->mem, const char *, rows_count(units) + 1);
    while (rows_next(units))
        out->units[out->n_units++] = rows_text(units, 0);
    return ST_OK;
}
