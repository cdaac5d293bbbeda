/* The county's own names: units, their short names and aliases, columns, places, people of the
 * register.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/proof/desk.h"
#include "common/record/county_words.h"
#include "lib/base/hash.h"

const struct stmt proof_stmt_names[3] = {
    /* whoever is or was in the register: old papers name those who left */
    {"proof.people", "SELECT DISTINCT name FROM person", NULL},
    {"proof.units_now", "SELECT name FROM unit WHERE closed_at IS NULL ORDER BY id", NULL},
    {"proof.laws",
        "SELECT i.title, k.articles, i.validity FROM proof_looked k JOIN item i ON i.record_id = "
        "k.record_id AND i.edition_id = k.edition_id WHERE k.articles > 0 AND i.ended = ''",
        NULL},
};

/* The name by which others cite it: 《…办法》 of “关于印发《…办法》的通知”. */
static const char *cited_as(struct arena *a, const char *title)
{
    const char *open = strstr(title, "印发《");
    const char *close = open ? strstr(open, "》") : NULL;
    if (!close)
        return arena_strdup(a, title);
    open += strlen("印发《");
    return arena_strndup(a, open, (size_t)(close - open));
}

/* Not in the stamp: looking at a text counts its articles, and must not make all others due anew.
 */
static void read_laws(struct ctx *c, struct rows *r, struct proof_names *out)
{
    struct proof_law *list = ARENA_ARRAY(c->mem, struct proof_law, rows_count(r) + 1);
    while (rows_next(r)) {
        const char *validity = rows_text(r, 2);
        list[out->n_laws++] = (struct proof_law){cited_as(c->mem, rows_text(r, 0)),
            (int)rows_int(r, 1), !strcmp(validity, "已修改") || !strcmp(validity, "拟修改")};
    }
    out->laws = list;
}

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
    struct rows *people, *units, *laws;
    *out = (struct proof_names){.stamp = 1};
    enum st st = q(c, &proof_stmt_names[0], NO_ARGS, &people);
    if (!st)
        st = q(c, &proof_stmt_names[1], NO_ARGS, &units);
    if (!st)
        st = q(c, &proof_stmt_names[2], NO_ARGS, &laws);
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
    read_laws(c, laws, out);
    return ST_OK;
}

enum st proof_request_fill(struct ctx *c, struct proof_request *req)
{
    struct proof_names names;
    enum st st = proof_names_read(c, &names);
    if (!st)
        proof_names_give(&names, req);
    return st;
}

void proof_names_give(const struct proof_names *names, struct proof_request *req)
{
    req->names = names->list;
    req->n_names = names->n;
    req->units = names->units;
    req->n_units = names->n_units;
    req->laws = names->laws;
    req->n_laws = names->n_laws;
}
