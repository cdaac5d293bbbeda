/* Versions in their order, and the state of each on a day.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/in_force.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/content.h"
#include "common/record/link.h"
#include "common/record/record.h"
#include "common/record/validity.h"
#include "lib/text/docno.h"

/* $1 number, $2 column, $3 record */
#define WHICH                                                                                      \
    "AND i.ended NOT IN ('privacy', 'error') AND ($1 = '' OR i.doc_no = $1) "                      \
    "AND ($2 = '' OR EXISTS (SELECT 1 FROM item_place l JOIN site_column k ON k.id = "             \
    "l.column_id WHERE l.record_id = i.record_id AND k.path = $2)) AND ($3 = 0 OR i.record_id "    \
    "IN (WITH RECURSIVE chain(id) AS (SELECT CAST($3 AS BIGINT) UNION SELECT CASE WHEN "           \
    "l.from_id = c.id THEN l.to_id ELSE l.from_id END FROM link l JOIN chain c "                   \
    "ON l.from_id = c.id OR l.to_id = c.id WHERE l.kind = '" LINK_REPLACES                         \
    "') SELECT id FROM chain)) "
static const struct stmt stmt_live = {"in_force.live",
    "SELECT i.record_id, COALESCE(r.source, i.path), i.edition_number, i.title, i.doc_no, "
    "i.formed_on, i.effective_on, i.abolished_on, i.validity, i.path FROM item i "
    "JOIN record r ON r.id = i.record_id WHERE i.kind = 'document' " WHICH "ORDER BY i.record_id",
    NULL};
/* Editions that were public before the one that is. */
static const struct stmt stmt_earlier = {"in_force.earlier",
    "SELECT e.record_id, COALESCE(r.source, i.path), e.number, e.title, e.meta, i.path "
    "FROM edition e JOIN item i ON i.record_id = e.record_id JOIN record r ON r.id = e.record_id "
    "WHERE e.id <> i.edition_id AND i.kind = 'document' " WHICH
    "AND EXISTS (SELECT 1 FROM status s WHERE s.edition_id = e.id "
    "AND s.action = 'publish') ORDER BY e.record_id, e.number",
    NULL};
static const struct stmt stmt_versions = {"in_force.versions",
    "SELECT from_id, to_id FROM link WHERE kind = '" LINK_REPLACES "' ORDER BY id", NULL};

/* What published documents repeal or declare lapsed, and from which day on. */
static const struct stmt stmt_ends = {"in_force.ends",
    "SELECT l.to_id, l.kind, COALESCE(i.effective_on, i.formed_on) FROM link l JOIN item i "
    "ON i.record_id = l.from_id AND i.ended NOT IN ('error', 'privacy') WHERE l.kind IN "
    "('" LINK_REPEALS "', '" LINK_LAPSES "') AND COALESCE(i.effective_on, i.formed_on) IS NOT NULL "
    "ORDER BY 3",
    NULL};
static const struct stmt *const stmts[] = {&stmt_live, &stmt_earlier, &stmt_versions, &stmt_ends};
const struct module in_force_module = {
    .name = "in_force", .title = "效力", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

struct version {
    int64_t record;
    int64_t chain; /* record at the head of the chain of versions */
    int edition;
    struct day begin, formed;
    struct meta meta; /* validity, effective_on, abolished_on */
    struct in_force out;
};

static struct day day_col(const struct rows *r, int col)
{
    return rows_null(r, col) ? day_none() : (struct day){(int32_t)rows_int(r, col)};
}

static struct day begin_of(const struct version *v)
{
    return day_given(v->meta.effective_on) ? v->meta.effective_on : v->formed;
}

static const char *identity(struct arena *a, const char *source, int edition, bool live)
{
    static const char imported[] = "import:";
    if (strncmp(source, imported, sizeof imported - 1) == 0)
        source += sizeof imported - 1;
    return live ? source : arena_printf(a, "%s#%d", source, edition);
}

static void read_live(struct ctx *c, struct rows *r, struct version *v)
{
    *v = (struct version){.record = rows_int(r, 0),
        .chain = rows_int(r, 0),
        .edition = (int)rows_int(r, 2),
        .formed = day_col(r, 5),
        .meta = {.effective_on = day_col(r, 6),
            .abolished_on = day_col(r, 7),
            .validity = rows_text(r, 8)}};
    v->out = (struct in_force){.id = identity(c->mem, rows_text(r, 1), v->edition, true),
        .title = rows_text(r, 3),
        .number = rows_text(r, 4),
        .date = v->formed,
        .record_id = v->record,
        .edition = v->edition,
        .path = rows_text(r, 9),
        .live = true};
    v->begin = begin_of(v);
}

static enum st read_earlier(struct ctx *c, struct rows *r, struct version *v)
{
    struct content content;
    content_init(&content);
    enum st st = meta_read(c->mem, rows_text(r, 4), &content.meta, &c->err);
    *v = (struct version){.record = rows_int(r, 0),
        .chain = rows_int(r, 0),
        .edition = (int)rows_int(r, 2),
        .formed = content.meta.formed_on,
        .meta = content.meta};
    v->out = (struct in_force){.id = identity(c->mem, rows_text(r, 1), v->edition, false),
        .title = rows_text(r, 3),
        .number = content.meta.doc_no,
        .date = v->formed,
        .record_id = v->record,
        .edition = v->edition,
        .path = rows_text(r, 5)};
    v->begin = begin_of(v);
    return st;
}

/* ---- chains ---- */

static int by_record(const void *a, const void *b)
{
    const struct version *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return x->edition - y->edition;
}

static int by_chain(const void *a, const void *b)
{
    const struct version *x = *(struct version *const *)a, *y = *(struct version *const *)b;
    if (x->chain != y->chain)
        return x->chain < y->chain ? -1 : 1;
    bool head_x = x->record == x->chain, head_y = y->record == y->chain;
    if (head_x != head_y) /* the newest is the last, whatever days its metadata tell */
        return head_x ? 1 : -1;
    if (x->begin.n != y->begin.n)
        return x->begin.n < y->begin.n ? -1 : 1;
    return by_record(x, y);
}

static struct version *find(struct version *list, size_t n, int64_t record)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (list[mid].record < record)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && list[low].record == record ? &list[low] : NULL;
}

/* Follows the links to the newest; a circle ends where it was entered. */
static void join_chains(struct version *list, size_t n, struct rows *links)
{
    while (rows_next(links)) {
        struct version *newer = find(list, n, rows_int(links, 0));
        struct version *older = find(list, n, rows_int(links, 1));
        if (!newer || !older || newer->chain == older->record)
            continue;
        for (; older < list + n && older->record == rows_int(links, 1); older++)
            older->chain = newer->chain;
    }
}

/* An ending that is written on the text itself holds; else the first link that ends it. */
static void join_ends(struct version *list, size_t n, struct rows *ends)
{
    while (rows_next(ends)) {
        struct version *v = find(list, n, rows_int(ends, 0));
        for (; v && v < list + n && v->record == rows_int(ends, 0); v++) {
            const char *word = v->meta.validity;
            if (!strcmp(word, VALID_REPEALED) || !strcmp(word, VALID_EXPIRED))
                continue;
            v->meta.validity =
                strcmp(rows_text(ends, 1), LINK_LAPSES) ? VALID_REPEALED : VALID_EXPIRED;
            v->meta.abolished_on = (struct day){(int32_t)rows_int(ends, 2)};
        }
    }
}

/* The word of a version on that day, from its own dates and from the version that follows. */
static const char *state_of(const struct version *v, const struct version *next, struct day on)
{
    struct meta m = v->meta;
    if (day_given(v->begin) && on.n < v->begin.n)
        return VALID_NOT_YET;
    if (next && next->chain == v->chain && day_given(next->begin) && next->begin.n <= on.n)
        return VALID_AMENDED;
    if (!*m.validity || strcmp(m.validity, VALID_AMENDED) == 0 ||
        strcmp(m.validity, VALID_NOT_YET) == 0)
        m.validity = VALID;
    return validity_on(&m, on);
}

static void set_states(struct arena *a, struct version *list, size_t n, struct day on)
{
    struct version **order = ARENA_ARRAY(a, struct version *, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = &list[i];
    qsort(order, n, sizeof *order, by_chain);
    for (size_t i = 0; i < n; i++)
        order[i]->out.state = state_of(order[i], i + 1 < n ? order[i + 1] : NULL, on);
}

enum st in_force_list(struct ctx *c, struct day on, const struct in_force_of *which,
    struct in_force **list, size_t *n)
{
    struct rows *live, *earlier, *links, *ends;
    struct docno no;
    const struct val args[] = {
        v_text(docno_parse(c->mem, which->number, &no) ? no.text : which->number),
        v_text(which->column), v_int(which->record_id)};
    enum st st = q(c, &stmt_live, args, COUNT_OF(args), &live);
    if (!st)
        st = q(c, &stmt_earlier, args, COUNT_OF(args), &earlier);
    if (!st)
        st = q(c, &stmt_versions, NO_ARGS, &links);
    if (!st)
        st = q(c, &stmt_ends, NO_ARGS, &ends);
    if (st)
        return st;
    size_t most = rows_count(live) + rows_count(earlier), m = 0;
    struct version *all = ARENA_ARRAY(c->mem, struct version, most + 1);
    while (rows_next(live))
        read_live(c, live, &all[m++]);
    while (!st && rows_next(earlier))
        st = read_earlier(c, earlier, &all[m++]);
    qsort(all, m, sizeof *all, by_record);
    join_chains(all, m, links);
    join_ends(all, m, ends);
    set_states(c->mem, all, m, on);
    *list = ARENA_ARRAY(c->mem, struct in_force, m + 1);
    *n = m;
    for (size_t i = 0; i < m; i++)
        (*list)[i] = all[i].out;
    return st;
}

enum st in_force_on(
    struct ctx *c, struct day on, const char *number, struct in_force **list, size_t *n)
{
    return in_force_list(c, on, &(struct in_force_of){.number = number, .column = ""}, list, n);
}
