/* The county's own names: units, their short names and aliases, columns, places, people of the
 * register.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/proof/desk.h"
#include "common/record/county_words.h"
#include "lib/base/hash.h"

const struct stmt proof_stmt_names[2] = {
    /* whoever is or was in the register: old papers name those who left */
    {"proof.people", "SELECT DISTINCT name FROM person", NULL},
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
    struct rows *people, *units;
    *out = (struct proof_names){.stamp = 1};
    enum st st = q(c, &proof_stmt_names[0], NO_ARGS, &people);
    if (!st)
        st = q(c, &proof_stmt_names[1], NO_ARGS, &units);
    if (!st)
        st = county_words_hold(c, &words);
    if (st)
        return st;
    out->list = ARENA_ARRAY(c->mem, const char *, words->n + rows_count(people) + 1);
    for (size_t i = 0; i < words->n; i++)
        add(out, arena_strdup(c->mem, words->names[i]));
    county_words_drop(words);
    while (rows_next(people))
        add(out, rows_text(people, 0));
    out->units = ARENA_ARRAY(c->mem, const char *, rows_count(units) + 1);
    while (rows_next(units))
        out->units[out->n_units++] = rows_text(units, 0);
    return ST_OK;
}
