/* A reconciliation as things stand now, and its confirmation; see reconcile.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/reconcile.h"

#include <string.h>

#include "common/org/org.h"
#include "common/record/index_no.h"
#include "disclosure/inventory/acts.h"
#include "disclosure/inventory/follow.h"
#include "lib/text/indexno.h"

#define MOST_OURS 100000

static enum st match_with(
    struct ctx *c, const struct run *run, struct claims *claims, struct match **list, size_t *n)
{
    struct entry *ours;
    size_t n_ours;
    int64_t total;
    enum st st = claims_read(c->mem, run->body, claims, &c->err);
    if (!st)
        st = entry_list(c,
            &(struct entry_filter){.unit_id = run->unit_id,
                .open_mode = "",
                .state = "",
                .word = "",
                .text = "",
                .page = 1,
                .per_page = MOST_OURS},
            &ours, &n_ours, &total);
    if (!st)
        *n = reconcile(c->mem, claims, ours, n_ours, list);
    return st;
}

/* The unit that the words of a claim name; 0 when they name none, or the own one. */
static enum st other_issuer(struct ctx *c, const struct run *run, const char *name, int64_t *id)
{
    struct unit unit;
    *id = 0;
    if (!*name)
        return ST_OK;
    enum st st = unit_by_name(c, name, &unit);
    if (st == ST_NOT_FOUND) {
        c->err = (struct err){.st = ST_OK};
        return ST_OK;
    }
    if (!st && unit.id != run->unit_id)
        *id = unit.id;
    return st;
}

/* What would be added may be another unit's. */
static enum st look_elsewhere(struct ctx *c, const struct run *run, struct match *m)
{
    struct entry *online = ARENA_NEW(c->mem, struct entry);
    int64_t issuer = 0;
    bool found;
    enum st st = entry_online(c, m->claim->doc_no, &found, online);
    if (!st && !found)
        st = other_issuer(c, run, m->claim->issuer, &issuer);
    if (!st && (found || issuer))
        match_elsewhere(c->mem, m, found ? online : NULL, m->claim->issuer);
    return st;
}

enum st run_match(struct ctx *c, const struct run *run, struct match **list, size_t *n)
{
    struct claims claims;
    enum st st = match_with(c, run, &claims, list, n);
    for (size_t i = 0; !st && i < *n; i++)
        if ((*list)[i].fresh)
            st = look_elsewhere(c, run, &(*list)[i]);
    return st;
}

/* A number of the register that is none, or somebody else's, is replaced by one of our own. */
static enum st number_index(struct ctx *c, struct entry *e)
{
    struct indexno number;
    bool taken = false;
    enum st st = ST_OK;
    if (*e->index_no && indexno_parse(c->mem, e->index_no, &number))
        st = index_no_taken(c, e->index_no, -1, &taken, &(const char *){""});
    else
        taken = true;
    e->index_no = taken ? "" : e->index_no;
    return st ? st : entry_number_index(c, e);
}

static enum st add(struct ctx *c, const struct run *run, const struct claim *k)
{
    struct entry e = {.unit_id = run->unit_id,
        .title = k->title,
        .doc_no = k->doc_no,
        .index_no = k->index_no,
        .formed_on = k->formed_on,
        .open_mode = k->open_mode,
        .clause = "",
        .basis = "",
        .open_limit = k->open_limit,
        .origin = "file",
        .note = arena_printf(c->mem, "%s，%s", run->name, k->place)};
    e.clock_from = e.review_on = day_none();
    if (*e.open_mode) {
        int months;
        enum st st = review_months(c, &months);
        if (st)
            return st;
        e.decided_at = c->now;
        e.review_on = mode_withheld(e.open_mode) ? review_day(day_at(c->now), months) : day_none();
    }
    enum st st = number_index(c, &e);
    if (!st)
        st = entry_put(c, &e);
    const struct told told[] = {{"number", e.doc_no}, {"note", e.note}};
    if (!st)
        st = inventory_journal(c, "inventory.add", "inventory", e.id, told, COUNT_OF(told));
    return st ? st : entry_tasks(c, e.id);
}

enum st run_confirm(struct ctx *c, const struct run *run, int64_t *added)
{
    struct match *list;
    size_t n;
    *added = 0;
    enum st st = run_match(c, run, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        if (!list[i].fresh || list[i].verdict == V_UNREAD)
            continue;
        st = add(c, run, list[i].claim);
        ++*added;
    }
    const struct told told[] = {{"note", run->name}};
    if (!st)
        st = run_confirmed(c, run->id, *added);
    return st ? st : inventory_journal(c, "inventory.reconcile", "unit", run->unit_id, told, 1);
}
