/* Keeping the listed items in memory and searching them; see item_index.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/item_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 50000, BLOCK = 4096, MANY = 20000 };

const struct stmt item_index_stmt_last = {
    "item_index.last", "SELECT COALESCE(max(seq), 0) FROM search_change", NULL};
#define ENTRY                                                                                      \
    "i.record_id, i.published_at, CASE WHEN i.ended IN ('error', 'privacy', 'moved') THEN 0 "      \
    "ELSE 1 END, i.column_id, i.unit_id, i.doc_year, i.doc_serial, i.doc_word, i.kind, "           \
    "CAST(i.year AS TEXT), i.issuer, i.subject, i.validity, i.genre "
const struct stmt item_index_stmt_all = {"item_index.all",
    "SELECT " ENTRY "FROM item i WHERE i.record_id > $1 ORDER BY i.record_id LIMIT $2", NULL};
const struct stmt item_index_stmt_changed = {"item_index.changed",
    "SELECT s.record_id, i.published_at, CASE WHEN i.record_id IS NULL OR i.ended IN ('error', "
    "'privacy', 'moved') THEN 0 ELSE 1 END, i.column_id, i.unit_id, i.doc_year, i.doc_serial, "
    "i.doc_word, i.kind, CAST(i.year AS TEXT), i.issuer, i.subject, i.validity, i.genre "
    "FROM (SELECT DISTINCT record_id FROM search_change WHERE seq > $1) s "
    "LEFT JOIN item i ON i.record_id = s.record_id ORDER BY 1 LIMIT $2",
    NULL};
const struct stmt item_index_stmt_tree = {"item_index.tree",
    "SELECT id, COALESCE(parent_id, 0) FROM site_column ORDER BY length(path), id", NULL};

/* Numbers first, then texts: of these the place in `words`. */
enum item_field {
    COLUMN,
    UNIT,
    DOC_YEAR,
    SERIAL,
    WORD,
    KIND,
    FIRST_FACET,
    FIELDS = FIRST_FACET + FACETS,
    TEXTS = WORD
};
enum { FIELDS_AT = 3 }; /* columns of the statements */

struct key {
    int64_t at, record;
};
struct fresh {
    struct key key;
    uint32_t code[FIELDS];
};

static struct {
    pthread_rwlock_t lock;
    uint64_t opened; /* the database it is about; 0: none */
    int64_t seq;     /* of the last change that is in it */
    size_t n, room;
    struct key *key; /* ascending */
    uint32_t *code[FIELDS];
    struct arena *mem; /* of words and codes */
    struct map *codes; /* word → uint32_t */
    const char **words;
    size_t n_words, room_words;
} kept = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static void *grown(void *p, size_t n, size_t each)
{
    void *q = reallocarray(p, n, each);
    if (!q)
        die("out of memory");
    return q;
}

/* ---- words ---- */

static uint32_t code_of(const char *word)
{
    uint32_t *code = map_find(kept.codes, word);
    if (code)
        return *code;
    if (kept.n_words == kept.room_words) {
        kept.room_words = kept.room_words ? 2 * kept.room_words : 256;
        kept.words = grown(kept.words, kept.room_words, sizeof *kept.words);
    }
    code = ARENA_NEW(kept.mem, uint32_t);
    *code = (uint32_t)kept.n_words;
    kept.words[kept.n_words++] = arena_strdup(kept.mem, word);
    map_set(kept.codes, word, code);
    return *code;
}

/* ---- reading ---- */

static void forget(uint64_t opened)
{
    arena_free(&kept.mem);
    kept.mem = arena_new();
    kept.codes = map_new(kept.mem);
    kept.n = kept.n_words = 0;
    kept.opened = opened;
    kept.seq = 0;
}

static void make_room(size_t n)
{
    if (n <= kept.room)
        return;
    kept.room = n + n / 8 + 64;
    kept.key = grown(kept.key, kept.room, sizeof *kept.key);
    for (int f = 0; f < FIELDS; f++)
        kept.code[f] = grown(kept.code[f], kept.room, sizeof *kept.code[f]);
}

static int by_key(const void *a, const void *b)
{
    const struct key *x = a, *y = b; /* the first member of struct fresh */
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void move(size_t to, size_t from)
{
    kept.key[to] = kept.key[from];
    for (int f = 0; f < FIELDS; f++)
        kept.code[f][to] = kept.code[f][from];
}

/* Takes out the records of these ids, ascending. */
static void take_out(const int64_t *ids, size_t n)
{
    size_t w = 0;
    for (size_t i = 0; n && i < kept.n; i++) {
        int64_t id = kept.key[i].record;
        if (id >= ids[0] && id <= ids[n - 1] && bsearch(&id, ids, n, sizeof id, by_id))
            continue;
        if (w != i)
            move(w, i);
        w++;
    }
    if (n)
        kept.n = w;
}

/* Merges from the end: what is published now touches nothing that is there. */
static void put_in(struct fresh *list, size_t n)
{
    qsort(list, n, sizeof *list, by_key);
    make_room(kept.n + n);
    size_t to = kept.n + n, old = kept.n;
    kept.n = to;
    while (n) {
        if (old && by_key(&kept.key[old - 1], &list[n - 1]) > 0) {
            move(--to, --old);
            continue;
        }
        const struct fresh *f = &list[--n];
        kept.key[--to] = f->key;
        for (int k = 0; k < FIELDS; k++)
            kept.code[k][to] = f->code[k];
    }
}

static struct fresh fresh_row(const struct rows *r)
{
    struct fresh f = {.key = {.at = rows_int(r, 1), .record = rows_int(r, 0)}};
    for (int k = 0; k < FIELDS; k++)
        f.code[k] =
            k < TEXTS ? (uint32_t)rows_int(r, FIELDS_AT + k) : code_of(rows_text(r, FIELDS_AT + k));
    return f;
}

/* The rows say how these records are now; `known`: some of them are in already. Returns the last
 * record. */
static int64_t apply(struct arena *a, struct rows *r, bool known)
{
    size_t n = 0, listed = 0;
    int64_t *ids = ARENA_ARRAY(a, int64_t, rows_count(r) + 1);
    struct fresh *list = ARENA_ARRAY(a, struct fresh, rows_count(r) + 1);
    for (ids[0] = 0; rows_next(r); n++) {
        ids[n] = rows_int(r, 0);
        if (rows_int(r, 2))
            list[listed++] = fresh_row(r);
    }
    int64_t last = n ? ids[n - 1] : 0;
    if (known)
        take_out(ids, n);
    put_in(list, listed);
    return last;
}

static enum st read_all(struct ctx *c, struct arena *a)
{
    struct rows *r;
    size_t n = BATCH;
    enum st st = ST_OK;
    forget(0);
    for (int64_t last = 0; !st && n == BATCH;) {
        arena_clear(a);
        st = db_query(c->tx, a, &item_index_stmt_all, ARGS(v_int(last), v_int(BATCH)), &r, &c->err);
        n = st ? 0 : rows_count(r);
        if (n)
            last = apply(a, r, false);
    }
    return st;
}

static enum st read_changed(struct ctx *c, struct arena *a)
{
    struct rows *r;
    enum st st = db_query(
        c->tx, a, &item_index_stmt_changed, ARGS(v_int(kept.seq), v_int(MANY)), &r, &c->err);
    if (st)
        return st;
    if (rows_count(r) == MANY)
        return read_all(c, a);
    apply(a, r, true);
    return ST_OK;
}

/* With the lock held for writing. After a failure nothing is kept. */
static enum st read_new(struct ctx *c, int64_t seq)
{
    struct arena *a = arena_new();
    uint64_t opened = db_opened(c->db);
    enum st st = ST_OK;
    if (kept.opened != opened)
        st = read_all(c, a);
    else if (kept.seq < seq)
        st = read_changed(c, a);
    kept.opened = st ? 0 : opened;
    if (kept.seq < seq)
        kept.seq = seq;
    arena_free(&a);
    return st;
}

/* Leaves the lock held for reading when ST_OK. */
static enum st open_index(struct ctx *c)
{
    struct rows *r;
    BUG_ON(c->writing);
    enum st st = q1(c, &item_index_stmt_last, NO_ARGS, &r);
    if (st)
        return st;
    int64_t seq = rows_int(r, 0);
    pthread_rwlock_rdlock(&kept.lock);
    while (!st && (kept.opened != db_opened(c->db) || kept.seq < seq)) {
        pthread_rwlock_unlock(&kept.lock);
        pthread_rwlock_wrlock(&kept.lock);
        st = read_new(c, seq);
        pthread_rwlock_unlock(&kept.lock);
        pthread_rwlock_rdlock(&kept.lock);
    }
    if (st)
        pthread_rwlock_unlock(&kept.lock);
    return st;
}

/* ---- searching ---- */

struct search {
    size_t n;
    struct {
        const uint32_t *code;
        uint32_t value;
    } want[FIELDS];
    const uint8_t *in; /* by column id below n_in; NULL: the whole site */
    size_t n_in;
    bool none; /* a word that no item has */
};

/* The columns of which the tree below `column` consists. */
static enum st mark_tree(struct ctx *c, int64_t column, struct search *s)
{
    struct rows *r;
    if (!column)
        return ST_OK;
    enum st st = q(c, &item_index_stmt_tree, NO_ARGS, &r);
    if (st)
        return st;
    struct branch {
        size_t id, up;
    } *tree = ARENA_ARRAY(c->mem, struct branch, rows_count(r) + 1);
    size_t n = 0, room = 0;
    for (; rows_next(r); n++) {
        tree[n] = (struct branch){(size_t)rows_int(r, 0), (size_t)rows_int(r, 1)};
        room = tree[n].id >= room ? tree[n].id + 1 : room;
    }
    uint8_t *in = ARENA_ARRAY(c->mem, uint8_t, room + 1);
    memset(in, 0, room + 1);
    for (size_t i = 0; i < n; i++) /* parents come first */
        in[tree[i].id] = tree[i].id == (size_t)column || in[tree[i].up];
    s->in = in;
    s->n_in = room;
    return ST_OK;
}

static void want_int(struct search *s, enum item_field f, int64_t value)
{
    if (!value)
        return;
    s->want[s->n].code = kept.code[f];
    s->want[s->n++].value = (uint32_t)value;
}

static void want_text(struct search *s, enum item_field f, const char *word)
{
    const uint32_t *code = word && *word ? map_find(kept.codes, word) : NULL;
    if (!word || !*word)
        return;
    if (!code) {
        s->none = true;
        return;
    }
    s->want[s->n].code = kept.code[f];
    s->want[s->n++].value = *code;
}

/* With the lock held. */
static void want(
    struct ctx *c, struct search *s, const struct item_filter *f, const struct docno *no)
{
    want_int(s, UNIT, f->unit_id);
    want_int(s, DOC_YEAR, no->year);
    want_int(s, SERIAL, no->serial);
    want_text(s, WORD, no->word);
    want_text(s, KIND, f->kind);
    want_text(s, FIRST_FACET + FACET_YEAR, f->year ? arena_printf(c->mem, "%d", f->year) : "");
    want_text(s, FIRST_FACET + FACET_ISSUER, f->issuer);
    want_text(s, FIRST_FACET + FACET_SUBJECT, f->subject);
    want_text(s, FIRST_FACET + FACET_VALIDITY, f->validity);
    want_text(s, FIRST_FACET + FACET_GENRE, f->genre);
}

/* ok[j] = 1 for the items from + j that match; returns how many items the block has. */
static size_t match_block(const struct search *s, size_t from, uint8_t ok[static BLOCK])
{
    size_t n = kept.n - from < BLOCK ? kept.n - from : BLOCK;
    const uint32_t *column = kept.code[COLUMN] + from;
    memset(ok, !s->none, n);
    for (size_t j = 0; s->in && j < n; j++)
        ok[j] &= column[j] < s->n_in && s->in[column[j]];
    for (size_t k = 0; k < s->n; k++) {
        const uint32_t *code = s->want[k].code + from, value = s->want[k].value;
        for (size_t j = 0; j < n; j++)
            ok[j] &= code[j] == value;
    }
    return n;
}

static size_t count_ok(const uint8_t *ok, size_t n)
{
    size_t sum = 0;
    for (size_t j = 0; j < n; j++)
        sum += ok[j];
    return sum;
}

/* Fills the page from the block when part of the page lies in it; `before` items of the list come
 * before the block. */
static void take_page(struct item_found *out, const uint8_t *ok, size_t from, size_t n, bool up,
    int64_t before, int64_t first, size_t most)
{
    for (size_t j = 0; j < n && out->n < most; j++) {
        size_t at = up ? j : n - 1 - j;
        if (ok[at] && before++ >= first)
            out->ids[out->n++] = kept.key[from + at].record;
    }
}

static void search(const struct search *s, const struct item_filter *f, struct item_found *out)
{
    uint8_t ok[BLOCK];
    size_t most = f->per_page > 0 ? (size_t)f->per_page : 20;
    int64_t first = (f->page > 0 ? f->page - 1 : 0) * (int64_t)most;
    size_t blocks = (kept.n + BLOCK - 1) / BLOCK;
    for (size_t b = 0; b < blocks; b++) {
        size_t from = (f->oldest_first ? b : blocks - 1 - b) * BLOCK;
        size_t n = match_block(s, from, ok), here = count_ok(ok, n);
        if (out->n < most && out->total + (int64_t)here > first)
            take_page(out, ok, from, n, f->oldest_first, out->total, first, most);
        out->total += (int64_t)here;
        for (size_t j = n; here && j-- > 0;)
            if (ok[j]) {
                int64_t at = kept.key[from + j].at;
                out->newest_at = at > out->newest_at ? at : out->newest_at;
                break;
            }
    }
}

enum st item_index_find(
    struct ctx *c, const struct item_filter *f, const struct docno *no, struct item_found *out)
{
    struct search s = {.n = 0};
    size_t most = f->per_page > 0 ? (size_t)f->per_page : 20;
    *out = (struct item_found){.ids = ARENA_ARRAY(c->mem, int64_t, most)};
    enum st st = mark_tree(c, f->column_id, &s);
    if (!st)
        st = open_index(c);
    if (st)
        return st;
    want(c, &s, f, no);
    search(&s, f, out);
    pthread_rwlock_unlock(&kept.lock);
    return ST_OK;
}

/* Several sums of each word, so that one addition need not wait for the one before. */
enum { SUMS = 4 };

static void add_block(const uint8_t *ok, size_t n, const uint32_t *code, uint32_t *sum)
{
    for (size_t j = 0; j < n; j++)
        sum[SUMS * (size_t)code[j] + j % SUMS] += ok[j];
}

static struct item_counts counted(struct arena *a, const uint32_t *sum)
{
    struct item_counts out = {.list = ARENA_ARRAY(a, struct facet, kept.n_words + 1)};
    for (size_t w = 0; w < kept.n_words; w++) {
        int64_t all = 0;
        for (size_t i = 0; i < SUMS; i++)
            all += sum[SUMS * w + i];
        if (all)
            out.list[out.n++] = (struct facet){arena_strdup(a, kept.words[w]), all};
    }
    return out;
}

enum st item_index_facets(struct ctx *c, int64_t column_id, struct item_counts out[FACETS])
{
    struct search s = {.n = 0};
    uint8_t ok[BLOCK];
    enum st st = mark_tree(c, column_id, &s);
    if (!st)
        st = open_index(c);
    if (st)
        return st;
    size_t each = SUMS * kept.n_words;
    uint32_t *sum = ARENA_ARRAY(c->mem, uint32_t, FACETS * each + 1);
    memset(sum, 0, (FACETS * each + 1) * sizeof *sum);
    for (size_t from = 0; from < kept.n; from += BLOCK) {
        size_t n = match_block(&s, from, ok);
        for (size_t k = 0; k < FACETS; k++)
            add_block(ok, n, kept.code[FIRST_FACET + k] + from, sum + k * each);
    }
    for (size_t k = 0; k < FACETS; k++)
        out[k] = counted(c->mem, sum + k * each);
    pthread_rwlock_unlock(&kept.lock);
    return ST_OK;
}

enum st item_index_columns(struct ctx *c, int64_t **counts, size_t *n)
{
    enum st st = open_index(c);
    if (st)
        return st;
    uint32_t most = 0;
    for (size_t i = 0; i < kept.n; i++)
        most = kept.code[COLUMN][i] > most ? kept.code[COLUMN][i] : most;
    *n = (size_t)most + 1;
    *counts = ARENA_ARRAY(c->mem, int64_t, *n);
    memset(*counts, 0, *n * sizeof **counts);
    for (size_t i = 0; i < kept.n; i++)
        (*counts)[kept.code[COLUMN][i]]++;
    pthread_rwlock_unlock(&kept.lock);
    return ST_OK;
}

enum st item_index_job(struct ctx *c)
{
    enum st st = ctx_begin(c, false);
    if (!st)
        st = open_index(c);
    if (!st)
        pthread_rwlock_unlock(&kept.lock);
    ctx_rollback(c);
    return st;
}
