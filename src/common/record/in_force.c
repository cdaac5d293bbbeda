/* Versions in their order, and the state of each on a day.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/in_force.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/content.h"
#include "common/record/link.h"
#include "common/record/record.h"
#include "common/record/record_index.h"
#include "common/record/validity.h"
#include "lib/text/docno.h"

#define SHOWN "i.kind = 'document' AND i.ended NOT IN ('privacy', 'error') "
/* $1 column, $2 record, $3 $4 $5 number as it is read, found in its index, $6 as it is written: one
 * that cannot be read is 0, 0 and '' */
#define WHICH                                                                                      \
    "AND ($1 = '' OR EXISTS (SELECT 1 FROM item_place l JOIN site_column k ON k.id = "             \
    "l.column_id WHERE l.record_id = i.record_id AND k.path = $1)) AND ($2 = 0 OR i.record_id "    \
    "IN (WITH RECURSIVE chain(id) AS (SELECT CAST($2 AS BIGINT) UNION SELECT CASE WHEN "           \
    "l.from_id = c.id THEN l.to_id ELSE l.from_id END FROM link l JOIN chain c "                   \
    "ON l.from_id = c.id OR l.to_id = c.id WHERE l.kind = '" LINK_REPLACES                         \
    "') SELECT id FROM chain)) "
#define ANY_NUMBER "AND $3 = 0 AND $4 = 0 AND $5 = '' AND $6 = '' "
#define NUMBER "AND i.doc_serial = $3 AND i.doc_year = $4 AND i.doc_word = $5 AND i.doc_no = $6 "
#define LIVE                                                                                       \
    "SELECT i.record_id, COALESCE(r.source, i.path), i.edition_number, i.title, i.doc_no, "        \
    "i.formed_on, i.effective_on, i.abolished_on, i.validity, i.path FROM item i "                 \
    "JOIN record r ON r.id = i.record_id WHERE " SHOWN
/* Editions that were public before the one that is. */
#define EARLIER                                                                                    \
    "SELECT e.record_id, COALESCE(r.source, i.path), e.number, e.title, e.meta, i.path "           \
    "FROM item i CROSS JOIN edition e CROSS JOIN record r WHERE e.record_id = i.record_id "        \
    "AND r.id = i.record_id AND e.id <> i.edition_id AND i.edition_number > 1 AND " SHOWN
#define WAS_PUBLIC                                                                                 \
    "AND EXISTS (SELECT 1 FROM status s WHERE s.edition_id = e.id AND s.record_id = e.record_id "  \
    "AND s.action IN ('publish', 'amend'))"
static const struct stmt stmt_live[2] = {
    {"in_force.live", LIVE WHICH ANY_NUMBER "ORDER BY i.record_id", NULL},
    {"in_force.live_number", LIVE WHICH NUMBER "ORDER BY i.record_id", NULL}};
static const struct stmt stmt_earlier[2] = {
    {"in_force.earlier", EARLIER WHICH ANY_NUMBER "" WAS_PUBLIC, NULL},
    {"in_force.earlier_number", EARLIER WHICH NUMBER WAS_PUBLIC, NULL}};
/* Of the records of a page. */
static const struct stmt stmt_live_these = {
    "in_force.live_these", LIVE "AND i.record_id " THESE_RECORDS, NULL};
static const struct stmt stmt_earlier_these = {
    "in_force.earlier_these", EARLIER "AND i.record_id " THESE_RECORDS " " WAS_PUBLIC, NULL};
/* Of all documents, in the order of an index that has all of it. $1 after this record, $2 how many
 */
static const struct stmt stmt_days = {"in_force.days",
    "SELECT i.record_id, i.edition_number, i.formed_on, i.effective_on, i.abolished_on, i.validity "
    "FROM item i WHERE " SHOWN "AND i.record_id > $1 ORDER BY i.record_id LIMIT $2",
    NULL};
static const struct stmt stmt_texts = {
    "in_force.texts", LIVE "AND i.record_id > $1 ORDER BY i.record_id LIMIT $2", NULL};
/* Those whose state does not follow from their own row alone; few are. */
static const struct stmt stmt_woven = {"in_force.woven",
    LIVE "AND i.record_id IN (SELECT from_id FROM link WHERE kind = '" LINK_REPLACES
         "' UNION SELECT to_id FROM link WHERE kind IN ('" LINK_REPLACES "', '" LINK_REPEALS
         "', '" LINK_LAPSES "') UNION SELECT x.record_id FROM item x WHERE x.kind = 'document' "
         "AND x.edition_number > 1) ORDER BY i.record_id",
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
static const struct stmt *const stmts[] = {&stmt_live[0], &stmt_live[1], &stmt_earlier[0],
    &stmt_earlier[1], &stmt_versions, &stmt_ends, &stmt_days, &stmt_texts, &stmt_woven,
    &stmt_live_these, &stmt_earlier_these};
const struct module in_force_module = {
    .name = "in_force", .title = "效力", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

const char *const in_force_words[IN_FORCE_WORDS] = {
    VALID, VALID_AMENDED, VALID_REPEALED, VALID_EXPIRED, VALID_NOT_YET};

struct version {
    int64_t record;
    int64_t chain; /* record at the head of the chain of versions */
    int edition;
    bool joined; /* other versions may be in its chain */
    struct day begin, effective_on, abolished_on;
    const char *validity, *state;
    struct in_force *out; /* NULL while nothing but its state is asked for */
};

struct versions {
    struct version *list;
    size_t n;
};

static const char *identity(struct arena *a, const char *source, int edition, bool live)
{
    static const char imported[] = "import:";
    if (strncmp(source, imported, sizeof imported - 1) == 0)
        source += sizeof imported - 1;
    return live ? source : arena_printf(a, "%s#%d", source, edition);
}

/* The text of a live version: a row of LIVE. */
static struct in_force live_text(struct arena *a, const struct rows *r)
{
    return (struct in_force){.id = identity(a, rows_text(r, 1), 0, true),
        .title = rows_text(r, 3),
        .number = rows_text(r, 4),
        .date = rows_day(r, 5),
        .record_id = rows_int(r, 0),
        .edition = (int)rows_int(r, 2),
        .path = rows_text(r, 9),
        .live = true};
}

static struct version live_version(
    const struct rows *r, int edition, int formed, int effective, int abolished)
{
    struct version v = {.record = rows_int(r, 0),
        .chain = rows_int(r, 0),
        .edition = (int)rows_int(r, edition),
        .begin = rows_day(r, formed),
        .effective_on = rows_day(r, effective),
        .abolished_on = rows_day(r, abolished)};
    if (day_given(v.effective_on))
        v.begin = v.effective_on;
    return v;
}

static void read_live(struct ctx *c, struct rows *r, struct version *v)
{
    *v = live_version(r, 2, 5, 6, 7);
    v->validity = rows_text(r, 8);
    v->out = ARENA_NEW(c->mem, struct in_force);
    *v->out = live_text(c->mem, r);
}

static enum st read_earlier(struct ctx *c, struct rows *r, struct version *v)
{
    struct content content;
    const struct meta *m = &content.meta;
    content_init(&content);
    enum st st = meta_read(c->mem, rows_text(r, 4), &content.meta, &c->err);
    *v = (struct version){.record = rows_int(r, 0),
        .chain = rows_int(r, 0),
        .edition = (int)rows_int(r, 2),
        .begin = day_given(m->effective_on) ? m->effective_on : m->formed_on,
        .effective_on = m->effective_on,
        .abolished_on = m->abolished_on,
        .validity = m->validity,
        .out = ARENA_NEW(c->mem, struct in_force)};
    *v->out = (struct in_force){.id = identity(c->mem, rows_text(r, 1), v->edition, false),
        .title = rows_text(r, 3),
        .number = m->doc_no,
        .date = m->formed_on,
        .record_id = v->record,
        .edition = v->edition,
        .path = rows_text(r, 5)};
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
        int64_t head = newer->chain, record = older->record;
        for (; older < list + n && older->record == record; older++) {
            older->chain = head;
            older->joined = true;
        }
        for (; newer < list + n && newer->record == rows_int(links, 0); newer++)
            newer->joined = true;
        for (newer = find(list, n, head); newer && newer < list + n && newer->record == head;
             newer++)
            newer->joined = true;
    }
}

/* An ending that is written on the text itself holds; else the first link that ends it. */
static void join_ends(struct version *list, size_t n, struct rows *ends)
{
    while (rows_next(ends)) {
        struct version *v = find(list, n, rows_int(ends, 0));
        for (; v && v < list + n && v->record == rows_int(ends, 0); v++) {
            const char *word = v->validity;
            if (!strcmp(word, VALID_REPEALED) || !strcmp(word, VALID_EXPIRED))
                continue;
            v->validity = strcmp(rows_text(ends, 1), LINK_LAPSES) ? VALID_REPEALED : VALID_EXPIRED;
            v->abolished_on = (struct day){(int32_t)rows_int(ends, 2)};
        }
    }
}

/* The word of a version on that day, from its own dates and from the version that follows. */
static const char *state_of(const struct version *v, const struct version *next, struct day on)
{
    struct meta m = {
        .validity = v->validity, .effective_on = v->effective_on, .abolished_on = v->abolished_on};
    bool over = day_given(v->abolished_on) && v->abolished_on.n <= on.n; /* dates in any order */
    if (!over && day_given(v->begin) && on.n < v->begin.n)
        return VALID_NOT_YET;
    if (next && next->chain == v->chain && day_given(next->begin) && next->begin.n <= on.n)
        return VALID_AMENDED;
    if (!*m.validity || strcmp(m.validity, VALID_AMENDED) == 0 ||
        strcmp(m.validity, VALID_NOT_YET) == 0)
        m.validity = VALID;
    return validity_on(&m, on);
}

/* What shares its chain with nothing needs no order. */
static void set_states(struct arena *a, struct versions *all, struct day on)
{
    struct version *list = all->list, **order = ARENA_ARRAY(a, struct version *, all->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        bool again = (i && list[i - 1].record == list[i].record) ||
                     (i + 1 < all->n && list[i + 1].record == list[i].record);
        if (list[i].joined || again)
            order[n++] = &list[i];
        else
            list[i].state = state_of(&list[i], NULL, on);
    }
    qsort(order, n, sizeof *order, by_chain);
    for (size_t i = 0; i < n; i++)
        order[i]->state = state_of(order[i], i + 1 < n ? order[i + 1] : NULL, on);
}

/* Earlier editions, links and endings join the live versions that are there. */
static enum st judge(struct ctx *c, struct versions *all, struct rows *earlier, struct day on)
{
    struct rows *links, *ends;
    enum st st = q(c, &stmt_versions, NO_ARGS, &links);
    if (!st)
        st = q(c, &stmt_ends, NO_ARGS, &ends);
    while (!st && rows_next(earlier))
        st = read_earlier(c, earlier, &all->list[all->n++]);
    if (st)
        return st;
    if (rows_count(earlier))
        qsort(all->list, all->n, sizeof *all->list, by_record);
    join_chains(all->list, all->n, links);
    join_ends(all->list, all->n, ends);
    set_states(c->mem, all, on);
    return ST_OK;
}

enum st in_force_list(struct ctx *c, struct day on, const struct in_force_of *which,
    struct in_force **list, size_t *n)
{
    struct rows *live, *earlier;
    struct docno no;
    bool numbered = *which->number;
    if (!docno_parse(c->mem, which->number, &no))
        no = (struct docno){.word = "", .text = which->number};
    const struct val args[] = {v_text(which->column), v_int(which->record_id), v_int(no.serial),
        v_int(no.year), v_text(no.word), v_text(no.text)};
    *list = ARENA_ARRAY(c->mem, struct in_force, 1);
    *n = 0;
    enum st st = q(c, &stmt_live[numbered], args, COUNT_OF(args), &live);
    if (!st)
        st = q(c, &stmt_earlier[numbered], args, COUNT_OF(args), &earlier);
    if (st)
        return st;
    struct versions all = {.n = 0};
    all.list = ARENA_ARRAY(c->mem, struct version, rows_count(live) + rows_count(earlier) + 1);
    while (rows_next(live))
        read_live(c, live, &all.list[all.n++]);
    st = judge(c, &all, earlier, on);
    *list = ARENA_ARRAY(c->mem, struct in_force, all.n + 1);
    for (; !st && *n < all.n; ++*n) {
        (*list)[*n] = *all.list[*n].out;
        (*list)[*n].state = all.list[*n].state;
    }
    return st;
}

enum st in_force_on(
    struct ctx *c, struct day on, const char *number, struct in_force **list, size_t *n)
{
    return in_force_list(c, on, &(struct in_force_of){.number = number, .column = ""}, list, n);
}

/* ---- a page of what is known ---- */

struct page {
    struct in_force *list;
    size_t n;
    enum st st;
};

static void fill(struct page *p, const struct in_force *f)
{
    for (size_t i = 0; i < p->n; i++) {
        const char *state = p->list[i].state;
        if (p->list[i].record_id != f->record_id || p->list[i].edition != f->edition)
            continue;
        p->list[i] = *f;
        p->list[i].state = state;
    }
}

static void fill_live(struct ctx *c, struct rows *r, void *arg)
{
    while (rows_next(r)) {
        struct in_force f = live_text(c->mem, r);
        fill(arg, &f);
    }
}

static void fill_earlier(struct ctx *c, struct rows *r, void *arg)
{
    struct page *p = arg;
    while (!p->st && rows_next(r)) {
        struct version v;
        p->st = read_earlier(c, r, &v);
        fill(p, v.out);
    }
}

enum st in_force_texts(struct ctx *c, struct in_force *list, size_t *n)
{
    struct page p = {list, *n, ST_OK};
    struct record_found found = {.ids = ARENA_ARRAY(c->mem, int64_t, *n + 1), .n = *n};
    size_t there = 0;
    for (size_t i = 0; i < *n; i++)
        found.ids[i] = list[i].record_id;
    enum st st = record_rows(c, &stmt_live_these, &found, fill_live, &p);
    for (size_t i = found.n = 0; i < *n; i++)
        if (!list[i].live)
            found.ids[found.n++] = list[i].record_id;
    if (!st)
        st = record_rows(c, &stmt_earlier_these, &found, fill_earlier, &p);
    for (size_t i = 0; i < *n; i++)
        if (list[i].path)
            list[there++] = list[i];
    *n = there;
    return st ? st : p.st;
}

/* ---- all documents ---- */

/* Small enough for the rows of a batch to stay near the processor. */
enum { BATCH = 2000 };

struct walk {
    struct versions woven; /* judged together, by record */
    size_t at;             /* the first of them that was not met yet */
    struct day on;
    void (*tell)(void *arg, const struct in_force *f);
    void *arg;
};

/* Where a statement has what is needed, and whether texts are beside it. */
struct layout {
    const struct stmt *stmt;
    int edition, formed, effective, abolished, validity;
    bool texts;
};
static const struct layout only_days = {&stmt_days, 1, 2, 3, 4, 5, false};
static const struct layout with_texts = {&stmt_texts, 2, 5, 6, 7, 8, true};

static enum st judge_woven(struct ctx *c, struct day on, struct versions *out)
{
    struct rows *live, *earlier;
    *out = (struct versions){.n = 0};
    enum st st = q(c, &stmt_woven, NO_ARGS, &live);
    if (!st)
        st = q(c, &stmt_earlier[0],
            ARGS(v_text(""), v_int(0), v_int(0), v_int(0), v_text(""), v_text("")), &earlier);
    if (st)
        return st;
    out->list = ARENA_ARRAY(c->mem, struct version, rows_count(live) + rows_count(earlier) + 1);
    while (rows_next(live))
        read_live(c, live, &out->list[out->n++]);
    return judge(c, out, earlier, on);
}

static void tell_version(struct walk *w, const struct version *v)
{
    struct in_force f = *v->out;
    f.state = v->state;
    w->tell(w->arg, &f);
}

static void tell_row(struct arena *a, struct walk *w, const struct layout *k, const struct rows *r)
{
    const struct versions *woven = &w->woven;
    if (w->at < woven->n && woven->list[w->at].record == rows_int(r, 0)) {
        for (; w->at < woven->n && woven->list[w->at].record == rows_int(r, 0); w->at++)
            tell_version(w, &woven->list[w->at]);
        return;
    }
    struct version v = live_version(r, k->edition, k->formed, k->effective, k->abolished);
    v.validity = rows_text(r, k->validity);
    struct in_force f = k->texts ? live_text(a, r) : (struct in_force){.record_id = v.record};
    f.state = state_of(&v, NULL, w->on);
    w->tell(w->arg, &f);
}

/* One pass over all rows, batch by batch. */
static enum st walk(struct ctx *c, const struct layout *k, struct walk *w)
{
    struct arena *a = arena_new();
    struct rows *r;
    size_t got = BATCH;
    enum st st = judge_woven(c, w->on, &w->woven);
    for (int64_t last = 0; !st && got == BATCH;) {
        arena_clear(a);
        st = db_query(c->tx, a, k->stmt, ARGS(v_int(last), v_int(BATCH)), &r, &c->err);
        got = st ? 0 : rows_count(r);
        while (!st && rows_next(r)) {
            tell_row(a, w, k, r);
            last = rows_int(r, 0);
        }
    }
    arena_free(&a);
    return st;
}

static void count_state(void *arg, const struct in_force *f)
{
    int64_t *counts = arg;
    for (size_t k = 0; k < IN_FORCE_WORDS; k++)
        if (f->state == in_force_words[k] || strcmp(f->state, in_force_words[k]) == 0) {
            counts[k]++;
            return;
        }
}

enum st in_force_count(struct ctx *c, struct day on, int64_t counts[static IN_FORCE_WORDS])
{
    memset(counts, 0, IN_FORCE_WORDS * sizeof *counts);
    return walk(c, &only_days, &(struct walk){.on = on, .tell = count_state, .arg = counts});
}

enum st in_force_each(
    struct ctx *c, struct day on, void (*fn)(void *arg, const struct in_force *f), void *arg)
{
    return walk(c, &with_texts, &(struct walk){.on = on, .tell = fn, .arg = arg});
}
