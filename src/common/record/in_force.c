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

static const struct stmt stmt_live = {"in_force.live",
    "SELECT i.record_id, COALESCE(r.source, i.path), i.edition_number, i.title, i.doc_no, "
    "i.formed_on, i.effective_on, i.abolished_on, i.validity FROM item i "
    "JOIN record r ON r.id = i.record_id WHERE i.kind = 'document' "
    "AND i.ended NOT IN ('privacy', 'error') AND ($1 = '' OR i.doc_no = $1) ORDER BY i.record_id",
    NULL};
/* Editions that were public before the one that is. */
static const struct stmt stmt_earlier = {"in_force.earlier",
    "SELECT e.record_id, COALESCE(r.source, i.path), e.number, e.title, e.meta, i.edition_number "
    "FROM edition e JOIN item i ON i.record_id = e.record_id JOIN record r ON r.id = e.record_id "
    "WHERE e.id <> i.edition_id AND i.kind = 'document' AND i.ended NOT IN ('privacy', 'error') "
    "AND ($1 = '' OR i.doc_no = $1) AND EXISTS (SELECT 1 FROM status s WHERE s.edition_id = e.id "
    "AND s.action = 'publish') ORDER BY e.record_id, e.number",
    NULL};
static const struct stmt stmt_versions = {"in_force.versions",
    "SELECT from_id, to_id FROM link WHERE kind = '" LINK_REPLACES "' ORDER BY id", NULL};

static const struct stmt *const stmts[] = {&stmt_live, &stmt_earlier, &stmt_versions};
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
        .date = v->formed};
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
        .date = v->formed};
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

enum st in_force_on(
    struct ctx *c, struct day on, const char *number, struct in_force **list, size_t *n)
{
    struct rows *live, *earlier, *links;
    struct docno no;
    const char *canonical = docno_parse(c->mem, number, &no) ? no.text : number;
    enum st st = q(c, &stmt_live, ARGS(v_text(canonical)), &live);
    if (!st)
        st = q(c, &stmt_earlier, ARGS(v_text(canonical)), &earlier);
    if (!st)
        st = q(c, &stmt_versions, NO_ARGS, &links);
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
    set_states(c->mem, all, m, on);
    *list = ARENA_ARRAY(c->mem, struct in_force, m + 1);
    *n = m;
    for (size_t i = 0; i < m; i++)
        (*list)[i] = all[i].out;
    return st;
}
