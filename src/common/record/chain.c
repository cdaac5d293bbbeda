/* Walking the links that end or change a text. See chain.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/chain.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/link.h"
#include "common/record/publish.h"

#define ENDING "('" LINK_REPEALS "', '" LINK_LAPSES "', '" LINK_REPLACES "', '" LINK_AMENDS "')"
#define PUBLIC "i.ended NOT IN ('error', 'privacy', 'moved')"
#define SIDE(i)                                                                                    \
    "COALESCE(" i ".title, ''), COALESCE(" i ".path, ''), COALESCE(" i ".doc_no, ''), "            \
    "COALESCE(" i ".validity, ''), COALESCE(" i ".ended, ''), " i ".formed_on, "                   \
    "COALESCE(" i ".published_at, 0)"
enum { SIDE_COLUMNS = 7 };

/* Upwards to what ended or changed it, downwards to what it ended or changed. UNION ends circles.
 */
const struct stmt chain_stmt = {"record.chain",
    "WITH RECURSIVE above(id) AS (SELECT id FROM record WHERE id = $1 UNION SELECT l.from_id FROM "
    "above a JOIN item i ON i.record_id = a.id AND " PUBLIC " JOIN link l ON l.to_id = a.id AND "
    "l.kind IN " ENDING "), below(id) AS (SELECT id FROM record WHERE id = $1 UNION SELECT l.to_id "
    "FROM below b JOIN item i ON i.record_id = b.id AND " PUBLIC " JOIN link l ON l.from_id = b.id "
    "AND l.kind IN " ENDING "), step(by_id, of_id, kind) AS ("
    "SELECT l.from_id, l.to_id, l.kind FROM above a JOIN link l ON l.to_id = a.id AND l.kind "
    "IN " ENDING
    " UNION SELECT l.from_id, l.to_id, l.kind FROM below b JOIN link l ON l.from_id = b.id "
    "AND l.kind IN " ENDING ") SELECT s.by_id, s.of_id, s.kind, " SIDE("f") ", " SIDE(
        "t") " FROM step s LEFT JOIN item f ON f.record_id = s.by_id AND f.ended NOT IN "
             "('error', 'privacy', 'moved') LEFT JOIN item t ON t.record_id = s.of_id AND t.ended "
             "NOT IN "
             "('error', 'privacy', 'moved') ORDER BY s.by_id, s.of_id, s.kind LIMIT 400",
    NULL};

static const struct {
    const char *kind, *word;
} words[] = {{LINK_REPEALS, "废止"}, {LINK_LAPSES, "宣布失效"}, {LINK_AMENDS, "修改"},
    {LINK_REPLACES, "替代"}};

static const char *word_of(const char *kind)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].kind, kind) == 0)
            return words[i].word;
    return "";
}

bool chain_kind(const char *kind)
{
    return *word_of(kind) != '\0';
}

const struct chain_text *chain_find(const struct chain *k, int64_t record_id)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->texts[i].record_id == record_id)
            return &k->texts[i];
    return NULL;
}

static void add_seen(int64_t *seen, size_t *n, int64_t id)
{
    for (size_t i = 0; i < *n; i++)
        if (seen[i] == id)
            return;
    seen[(*n)++] = id;
}

/* One side of a step, from column `col` on; not public: not added. */
static bool add_side(struct chain *k, const struct rows *r, int id_col, int col)
{
    const char *ended = rows_text(r, col + 4);
    int64_t id = rows_int(r, id_col);
    if (!*rows_text(r, col + 1))
        return false;
    if (chain_find(k, id))
        return true;
    k->texts[k->n++] = (struct chain_text){.record_id = id,
        .title = rows_text(r, col),
        .path = rows_text(r, col + 1),
        .doc_no = rows_text(r, col + 2),
        .state = *ended ? ending_word(ended) : rows_text(r, col + 3),
        .on = rows_null(r, col + 5) ? day_at(rows_int(r, col + 6))
                                    : (struct day){(int32_t)rows_int(r, col + 5)},
        .steps = -1};
    return true;
}

static struct chain_text *text_of(struct chain *k, int64_t id)
{
    return (struct chain_text *)(uintptr_t)chain_find(k, id);
}

/* Shortest way from the text asked for, in whatever direction. */
static void count_steps(struct chain *k, int64_t from)
{
    struct chain_text *start = text_of(k, from);
    if (start)
        start->steps = 0;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < k->n_steps; i++) {
            struct chain_text *a = text_of(k, k->steps[i].by), *b = text_of(k, k->steps[i].of);
            struct chain_text *near = a->steps >= 0 ? a : b, *far = near == a ? b : a;
            if (near->steps >= 0 && (far->steps < 0 || far->steps > near->steps + 1)) {
                far->steps = near->steps + 1;
                more = true;
            }
        }
    }
}

static int by_nearness(const void *a, const void *b)
{
    const struct chain_text *x = a, *y = b;
    unsigned p = (unsigned)x->steps, q = (unsigned)y->steps; /* -1, not reached: last */
    if (p != q)
        return p < q ? -1 : 1;
    if (x->on.n != y->on.n)
        return x->on.n > y->on.n ? -1 : 1;
    return x->record_id < y->record_id ? -1 : 1;
}

static int by_day(const void *a, const void *b)
{
    const struct chain_text *x = a, *y = b;
    if (x->on.n != y->on.n)
        return x->on.n < y->on.n ? -1 : 1;
    return x->record_id < y->record_id ? -1 : 1;
}

/* The nearest ones, in the order of their days; steps to the others go with them. */
static void shorten(struct chain *k)
{
    size_t reached = 0, kept = 0;
    qsort(k->texts, k->n, sizeof *k->texts, by_nearness);
    while (reached < k->n && k->texts[reached].steps >= 0)
        reached++;
    k->n = reached > CHAIN_SHOWN ? CHAIN_SHOWN : reached;
    k->left_out = reached - k->n;
    qsort(k->texts, k->n, sizeof *k->texts, by_day);
    for (size_t i = 0; i < k->n_steps; i++)
        if (chain_find(k, k->steps[i].by) && chain_find(k, k->steps[i].of))
            k->steps[kept++] = k->steps[i];
    k->n_steps = kept;
}

enum st chain_read(struct ctx *c, int64_t record_id, struct chain *out)
{
    struct rows *r;
    *out = (struct chain){.n = 0};
    enum st st = q(c, &chain_stmt, ARGS(v_int(record_id)), &r);
    if (st || !rows_count(r))
        return st;
    int64_t *seen = ARENA_ARRAY(c->mem, int64_t, 2 * rows_count(r));
    out->texts = ARENA_ARRAY(c->mem, struct chain_text, 2 * rows_count(r));
    out->steps = ARENA_ARRAY(c->mem, struct chain_step, rows_count(r));
    while (rows_next(r)) {
        add_seen(seen, &out->n_seen, rows_int(r, 0));
        add_seen(seen, &out->n_seen, rows_int(r, 1));
        bool by = add_side(out, r, 0, 3), of = add_side(out, r, 1, 3 + SIDE_COLUMNS);
        if (by && of)
            out->steps[out->n_steps++] =
                (struct chain_step){rows_int(r, 0), rows_int(r, 1), word_of(rows_text(r, 2))};
    }
    out->seen = seen;
    count_steps(out, record_id);
    shorten(out);
    if (!out->n_steps)
        out->n = out->left_out = 0;
    return ST_OK;
}
