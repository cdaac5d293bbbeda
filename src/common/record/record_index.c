/* Keeping records on a shelf as new as the database; see record_index.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/record_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/shelf.h"

enum { BATCH = 10000, MANY = 20000, FEEDS = 3 };

static const struct stmt stmt_last = {"record_index.last",
    "SELECT (SELECT COALESCE(max(seq), 0) FROM search_change), "
    "(SELECT COALESCE(max(id), 0) FROM status), (SELECT COALESCE(max(id), 0) FROM record)",
    NULL};
#define ENTRY                                                                                      \
    "SELECT r.id, COALESCE(i.published_at, 0), i.formed_on, r.updated_at, r.created_at, "          \
    "COALESCE(i.record_id, 0), COALESCE(i.title, ''), COALESCE(i.doc_no, ''), i.column_id, "       \
    "r.column_id, COALESCE(i.unit_id, r.unit_id), i.doc_year, i.doc_serial, " RECORD_MARKS         \
    ", i.doc_word, COALESCE(i.kind, r.kind), CAST(i.year AS TEXT), i.issuer, i.subject, "          \
    "i.validity, i.genre "
static const struct stmt stmt_all = {"record_index.all",
    ENTRY "FROM record r LEFT JOIN item i ON i.record_id = r.id WHERE r.id > $1 ORDER BY r.id "
          "LIMIT $2",
    NULL};
static const struct stmt stmt_changed = {"record_index.changed",
    ENTRY "FROM (SELECT record_id FROM search_change WHERE seq > $1 UNION SELECT record_id "
          "FROM status WHERE id > $2 UNION SELECT id FROM record WHERE id > $3) s "
          "JOIN record r ON r.id = s.record_id LEFT JOIN item i ON i.record_id = r.id "
          "ORDER BY r.id LIMIT $4",
    NULL};
static const struct stmt stmt_tree = {"record_index.tree",
    "SELECT id, COALESCE(parent_id, 0) FROM site_column ORDER BY length(path), id", NULL};
/* What an editor sees of a draft: its column before the first publication; $1 text. */
#define DRAFTS(like)                                                                               \
    "SELECT d.record_id, CASE WHEN r.live_edition IS NULL THEN d.column_id ELSE 0 END, "           \
    "CASE WHEN $1 <> '' AND (d.title " like " $1 ESCAPE '!' OR d.meta " like " $1 ESCAPE '!') "    \
    "THEN 1 ELSE 0 END FROM draft d JOIN record r ON r.id = d.record_id"
static const struct stmt stmt_drafts = {"record_index.drafts", DRAFTS("LIKE"), DRAFTS("ILIKE")};

static const struct stmt *const stmts[] = {&stmt_last, &stmt_all, &stmt_changed, &stmt_tree,
    &stmt_drafts, &record_find_stmt_ids, &record_find_stmt_count};
static const struct job jobs[] = {{"item.index", "读入文件目录", 600, record_index_job}};

const struct module record_index_module = {.name = "record_index",
    .title = "文件目录",
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};

enum { FIELDS = SHELF_FIELDS, FIELDS_AT = 8 };
_Static_assert((int)FIELDS == FIELD_GENRE + 1, "as many fields as the shelf has");

static struct {
    pthread_rwlock_t lock;
    uint64_t opened;    /* the database it is about; 0: none */
    int64_t seq[FEEDS]; /* of the last changes that are in it */
    struct shelf *shelf;
    uint32_t most[FIELDS]; /* largest number of each field */
    struct arena *mem;     /* of words and codes */
    struct map *codes;     /* word → uint32_t */
    const char **words;
    size_t n_words, room_words;
} kept = {.lock = PTHREAD_RWLOCK_INITIALIZER};

/* ---- reading ---- */

static uint32_t code_of(const char *word)
{
    uint32_t *code = map_find(kept.codes, word);
    if (code)
        return *code;
    if (kept.n_words == kept.room_words) {
        kept.room_words = kept.room_words ? 2 * kept.room_words : 256;
        kept.words = reallocarray(kept.words, kept.room_words, sizeof *kept.words);
        if (!kept.words)
            die("out of memory");
    }
    code = ARENA_NEW(kept.mem, uint32_t);
    *code = (uint32_t)kept.n_words;
    kept.words[kept.n_words++] = arena_strdup(kept.mem, word);
    map_set(kept.codes, word, code);
    return *code;
}

static void forget(void)
{
    arena_free(&kept.mem);
    kept.mem = arena_new();
    kept.codes = map_new(kept.mem);
    kept.n_words = 0;
    shelf_free(&kept.shelf);
    kept.shelf = shelf_new();
    memset(kept.most, 0, sizeof kept.most);
    memset(kept.seq, 0, sizeof kept.seq);
    kept.opened = 0;
}

static struct shelf_row shelf_row(struct arena *a, const struct rows *r)
{
    bool item = rows_int(r, 5) != 0;
    struct shelf_row row = {.id = rows_int(r, 0),
        .key = {rows_int(r, 1), rows_null(r, 2) ? INT32_MIN : rows_int(r, 2), rows_int(r, 3)},
        .text = {rows_text(r, 6), rows_text(r, 7)}};
    for (int f = 0; f < FIELDS; f++) {
        row.code[f] = f < FIELD_WORD ? (uint32_t)rows_int(r, FIELDS_AT + f)
                                     : code_of(rows_text(r, FIELDS_AT + f));
        kept.most[f] = row.code[f] > kept.most[f] ? row.code[f] : kept.most[f];
    }
    if (!item)
        row.code[FIELD_YEAR] = code_of(arena_printf(a, "%d", day_year(day_at(rows_int(r, 4)))));
    return row;
}

/* Returns the last record of the rows. */
static int64_t apply(struct arena *a, struct rows *r)
{
    size_t n = 0;
    struct shelf_row *list = ARENA_ARRAY(a, struct shelf_row, rows_count(r) + 1);
    while (rows_next(r))
        list[n++] = shelf_row(a, r);
    shelf_put(kept.shelf, list, n);
    return n ? list[n - 1].id : 0;
}

static enum st read_all(struct ctx *c, struct arena *a)
{
    struct rows *r;
    size_t n = BATCH;
    enum st st = ST_OK;
    forget();
    for (int64_t last = 0; !st && n == BATCH;) {
        arena_clear(a);
        st = db_query(c->tx, a, &stmt_all, ARGS(v_int(last), v_int(BATCH)), &r, &c->err);
        n = st ? 0 : rows_count(r);
        if (n)
            last = apply(a, r);
    }
    return st;
}

static enum st read_changed(struct ctx *c, struct arena *a)
{
    struct rows *r;
    const int64_t *seq = kept.seq;
    enum st st = db_query(c->tx, a, &stmt_changed,
        ARGS(v_int(seq[0]), v_int(seq[1]), v_int(seq[2]), v_int(MANY)), &r, &c->err);
    if (st)
        return st;
    if (rows_count(r) == MANY || shelf_worn(kept.shelf))
        return read_all(c, a);
    apply(a, r);
    return ST_OK;
}

static bool behind(const struct ctx *c, const int64_t seq[static FEEDS])
{
    return kept.opened != db_opened(c->db) || kept.seq[0] < seq[0] || kept.seq[1] < seq[1] ||
           kept.seq[2] < seq[2];
}

/* With the lock held for writing. After a failure nothing is kept. */
static enum st read_new(struct ctx *c, const int64_t seq[static FEEDS])
{
    enum st st = ST_OK;
    if (!behind(c, seq))
        return ST_OK;
    struct arena *a = arena_new();
    st = kept.opened == db_opened(c->db) ? read_changed(c, a) : read_all(c, a);
    kept.opened = st ? 0 : db_opened(c->db);
    memcpy(kept.seq, seq, sizeof kept.seq);
    arena_free(&a);
    return st;
}

/* Leaves the lock held for reading when ST_OK. */
static enum st open_index(struct ctx *c)
{
    struct rows *r;
    BUG_ON(c->writing);
    enum st st = q1(c, &stmt_last, NO_ARGS, &r);
    if (st)
        return st;
    const int64_t seq[FEEDS] = {rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)};
    pthread_rwlock_rdlock(&kept.lock);
    while (!st && behind(c, seq)) {
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

static void close_index(void)
{
    pthread_rwlock_unlock(&kept.lock);
}

/* ---- searching ---- */

/* What the database is asked for before the index is. */
struct beside {
    uint8_t *in; /* by column id below n_in, NULL: everywhere */
    size_t n_in;
    struct draft_seen {
        int64_t id;
        size_t column;  /* of what was never published, else 0 */
        bool with_text; /* its draft has it */
    } * drafts;
    size_t n_drafts;
};

/* The columns of which the trees consist. */
static enum st mark_trees(struct ctx *c, const struct record_filter *f, struct beside *b)
{
    struct rows *r;
    enum st st = q(c, &stmt_tree, NO_ARGS, &r);
    if (st)
        return st;
    struct branch {
        size_t id, up;
    } *tree = ARENA_ARRAY(c->mem, struct branch, rows_count(r) + 1);
    size_t n = 0;
    for (; rows_next(r); n++) {
        tree[n] = (struct branch){(size_t)rows_int(r, 0), (size_t)rows_int(r, 1)};
        b->n_in = tree[n].id >= b->n_in ? tree[n].id + 1 : b->n_in;
    }
    b->in = ARENA_ARRAY(c->mem, uint8_t, b->n_in + 1);
    for (size_t i = 0; i < n; i++) /* parents come first */
        b->in[tree[i].id] = (int64_t)tree[i].id == f->column_id ||
                            (int64_t)tree[i].id == f->other_column_id || b->in[tree[i].up];
    b->in[0] = 0;
    return ST_OK;
}

static bool given(const char *text)
{
    return text && *text;
}

static enum st look_at_drafts(struct ctx *c, const char *text, struct beside *b)
{
    struct rows *r;
    enum st st = q(c, &stmt_drafts, ARGS(v_text(like_containing(c->mem, text))), &r);
    if (st)
        return st;
    b->drafts = ARENA_ARRAY(c->mem, struct draft_seen, rows_count(r) + 1);
    while (rows_next(r))
        b->drafts[b->n_drafts++] =
            (struct draft_seen){rows_int(r, 0), (size_t)rows_int(r, 1), rows_int(r, 2) != 0};
    return ST_OK;
}

static enum st ask_beside(struct ctx *c, const struct record_filter *f, struct beside *b)
{
    bool columns = f->column_id || f->other_column_id;
    *b = (struct beside){.n_in = 0};
    enum st st = columns ? mark_trees(c, f, b) : ST_OK;
    if (!st && f->desk && (columns || given(f->text)))
        st = look_at_drafts(c, given(f->text) ? f->text : "", b);
    return st;
}

static void keep_number(uint64_t *set, enum record_field field, int64_t value)
{
    if (value)
        shelf_keep_code(kept.shelf, set, field, UINT32_MAX, (uint32_t)value);
}

static void keep_text(uint64_t *set, enum record_field field, const char *word)
{
    const uint32_t *code = given(word) ? map_find(kept.codes, word) : NULL;
    if (given(word)) /* no record has the number ~0 */
        shelf_keep_code(kept.shelf, set, field, UINT32_MAX, code ? *code : UINT32_MAX);
}

static void keep_columns(
    struct arena *a, const struct record_filter *f, struct beside *b, uint64_t *set)
{
    if (!f->desk) {
        shelf_keep_marked(kept.shelf, set, FIELD_COLUMN, b->in, b->n_in);
        return;
    }
    uint64_t *in = shelf_all(kept.shelf, a);
    shelf_keep_marked(kept.shelf, in, FIELD_DESK_COLUMN, b->in, b->n_in);
    for (size_t i = 0; i < b->n_drafts; i++) {
        size_t column = b->drafts[i].column;
        if (column)
            shelf_set(kept.shelf, in, b->drafts[i].id, column < b->n_in && b->in[column]);
    }
    shelf_keep(kept.shelf, set, in);
}

static void keep_with_text(
    struct arena *a, const struct record_filter *f, struct beside *b, uint64_t *set)
{
    uint64_t *in = shelf_with_text(kept.shelf, a, f->text);
    for (size_t i = 0; i < b->n_drafts; i++)
        if (b->drafts[i].with_text)
            shelf_set(kept.shelf, in, b->drafts[i].id, true);
    shelf_keep(kept.shelf, set, in);
}

/* With the lock held: the records that match. */
static uint64_t *matching(struct arena *a, const struct record_filter *f, struct beside *b)
{
    uint64_t *set = shelf_all(kept.shelf, a);
    if (f->mask)
        shelf_keep_code(kept.shelf, set, FIELD_MARKS, f->mask, f->marks);
    keep_number(set, FIELD_UNIT, f->unit_id);
    keep_text(set, FIELD_YEAR, f->year ? arena_printf(a, "%d", f->year) : "");
    keep_text(set, FIELD_KIND, f->kind);
    keep_text(set, FIELD_ISSUER, f->issuer);
    keep_text(set, FIELD_SUBJECT, f->subject);
    keep_text(set, FIELD_VALIDITY, f->validity);
    keep_text(set, FIELD_GENRE, f->genre);
    keep_text(set, FIELD_WORD, f->word);
    keep_number(set, FIELD_DOC_YEAR, f->doc_year);
    keep_number(set, FIELD_SERIAL, f->serial);
    if (b->in)
        keep_columns(a, f, b, set);
    if (given(f->text))
        keep_with_text(a, f, b, set);
    return set;
}

enum st record_find(struct ctx *c, const struct record_filter *f, struct record_found *out)
{
    struct beside b;
    if (c->writing)
        return record_find_stored(c, f, out);
    enum st st = ask_beside(c, f, &b);
    if (!st)
        st = open_index(c);
    if (st)
        return st;
    uint64_t *set = matching(c->mem, f, &b);
    int64_t total = shelf_count(kept.shelf, set);
    int64_t rest = total > f->first ? total - f->first : 0;
    size_t most = (size_t)rest < f->most ? (size_t)rest : f->most;
    *out = (struct record_found){.ids = ARENA_ARRAY(c->mem, int64_t, most + 1),
        .total = total,
        .newest_at = total ? shelf_last_key(kept.shelf, set, BY_PUBLISHED) : 0};
    if (most)
        out->n = shelf_page(kept.shelf, set, f->order, f->up, f->first, most, out->ids);
    close_index();
    return ST_OK;
}

static struct record_counts counted(
    struct arena *a, enum record_field f, const int64_t *sum, size_t n)
{
    struct record_counts out = {.n = 0};
    for (size_t i = 0; i < n; i++)
        out.n += sum[i] > 0;
    out.list = ARENA_ARRAY(a, struct record_count, out.n + 1);
    out.n = 0;
    for (size_t i = 0; i < n; i++)
        if (sum[i])
            out.list[out.n++] = (struct record_count){
                f < FIELD_WORD ? "" : arena_strdup(a, kept.words[i]), (uint32_t)i, sum[i]};
    return out;
}

enum st record_tally(struct ctx *c, const struct record_filter *f, const enum record_field *fields,
    size_t n, struct record_counts *out)
{
    struct beside b;
    enum st st = ask_beside(c, f, &b);
    if (!st)
        st = open_index(c);
    if (st)
        return st;
    const uint64_t *set = matching(c->mem, f, &b);
    for (size_t i = 0; i < n; i++) {
        size_t codes = (size_t)kept.most[fields[i]] + 1;
        int64_t *sum = ARENA_ARRAY(c->mem, int64_t, codes);
        shelf_tally(kept.shelf, set, fields[i], sum, codes);
        out[i] = counted(c->mem, fields[i], sum, codes);
    }
    close_index();
    return ST_OK;
}

enum st record_rows(struct ctx *c, const struct stmt *s, const struct record_found *found,
    void (*fn)(struct ctx *c, struct rows *r, void *arg), void *arg)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < found->n; i += RECORD_IDS) {
        struct val ids[RECORD_IDS];
        struct rows *r;
        for (size_t k = 0; k < RECORD_IDS; k++)
            ids[k] = v_int(i + k < found->n ? found->ids[i + k] : 0);
        st = q(c, s, ids, RECORD_IDS, &r);
        if (!st)
            fn(c, r, arg);
    }
    return st;
}

enum st record_index_job(struct ctx *c)
{
    enum st st = ctx_begin(c, false);
    if (!st)
        st = open_index(c);
    if (!st)
        close_index();
    ctx_rollback(c);
    return st;
}
