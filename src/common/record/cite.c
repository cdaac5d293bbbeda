/* Matching what texts cite against what has ended; see cite.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/cite.h"

#include <string.h>

#include "common/record/link.h"
#include "lib/text/cite.h"
#include "lib/text/clean.h"
#include "lib/text/docno.h"

/* The same words as the index item_over, so that the engines use it. */
#define OVER "(ended IN ('repealed', 'expired', 'replaced') OR validity IN ('废止', '失效'))"
#define ENDED                                                                                        \
    "SELECT record_id, title, doc_no, path, CASE WHEN ended = 'replaced' THEN '被替代' "          \
    "WHEN ended = 'repealed' THEN '废止' WHEN ended = 'expired' THEN '失效' ELSE validity END, " \
    "abolished_on, COALESCE(ended_at, 0) FROM item WHERE " OVER " AND kind = 'document'"
static const struct stmt stmt_all = {"cite.all", ENDED " ORDER BY record_id", NULL};
static const struct stmt stmt_title = {"cite.title", ENDED " AND title = $1", NULL};
static const struct stmt stmt_number = {
    "cite.number", ENDED " AND doc_serial = $1 AND doc_year = $2 AND doc_no = $3", NULL};
static const struct stmt stmt_same = {
    "cite.same", "SELECT 1 FROM item WHERE title = $1 AND NOT " OVER " LIMIT 1", NULL};
static const struct stmt stmt_doubles = {"cite.doubles",
    "SELECT DISTINCT title FROM item WHERE NOT " OVER
    " AND title IN (SELECT title FROM item WHERE " OVER ")",
    NULL};
static const struct stmt stmt_links = {"cite.links",
    "SELECT from_id, to_id FROM link WHERE kind IN ('" LINK_REPEALS "', '" LINK_LAPSES
    "', '" LINK_AMENDS "', '" LINK_REPLACES "') AND ($1 = 0 OR from_id = $1) ORDER BY id",
    NULL};
static const struct stmt stmt_texts = {"cite.texts",
    "SELECT i.record_id, e.body_html, CASE WHEN i.kind = 'news' THEN i.first_published_at ELSE 0 "
    "END FROM item i JOIN edition e ON e.id = i.edition_id "
    "WHERE i.record_id > $1 AND i.ended = '' AND i.validity NOT IN ('废止', '失效') "
    "AND (i.kind <> 'news' OR i.first_published_at >= $2) ORDER BY i.record_id LIMIT 200",
    NULL};
static const struct stmt stmt_attached = {"cite.attached",
    "SELECT p.record_id, substr(t.text, 1, 200000) FROM public_file p "
    "JOIN attachment_text t ON t.sha256 = p.sha256 "
    "WHERE p.record_id > $1 AND p.record_id <= $2 AND t.state = 'read' "
    "ORDER BY p.record_id, p.sha256",
    NULL};
static const struct stmt *const stmts[] = {&stmt_all, &stmt_title, &stmt_number, &stmt_same,
    &stmt_doubles, &stmt_links, &stmt_texts, &stmt_attached};
const struct module cite_module = {
    .name = "cite", .title = "引用", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

struct over { /* a document that has ended */
    int64_t id;
    const char *title, *doc_no, *path, *word;
    struct day on;    /* of its end, as its text or the decision says */
    int64_t ended_at; /* when that was entered, 0: it came that way */
};

struct found { /* list that grows */
    struct arena *a;
    struct citation *list;
    size_t n, cap, from; /* from: of the text being read */
};

static struct over over_row(const struct rows *r)
{
    return (struct over){rows_int(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3),
        rows_text(r, 4), rows_day(r, 5), rows_int(r, 6)};
}

static void add(struct found *f, int64_t from, const struct over *o, const struct cited *name,
    const char *plain)
{
    for (size_t i = f->from; i < f->n; i++)
        if (f->list[i].to_id == o->id)
            return;
    if (f->n == f->cap) {
        struct citation *more = ARENA_ARRAY(f->a, struct citation, f->cap * 2 + 16);
        if (f->n)
            memcpy(more, f->list, f->n * sizeof *more);
        f->list = more;
        f->cap = f->cap * 2 + 16;
    }
    f->list[f->n++] = (struct citation){.from_id = from,
        .to_id = o->id,
        .title = o->title,
        .doc_no = o->doc_no,
        .path = o->path,
        .word = o->word,
        .cited = arena_strdup(f->a, name->text),
        .excerpt = cite_excerpt(f->a, plain, name->start, name->end)};
}

/* ---- one text ---- */

static enum st ask(struct ctx *c, const struct cited *name, struct rows **r)
{
    struct docno no;
    struct rows *same;
    if (name->number && docno_parse(c->mem, name->text, &no))
        return q(c, &stmt_number, ARGS(v_int(no.serial), v_int(no.year), v_text(no.text)), r);
    enum st st = q(c, &stmt_title, ARGS(v_text(name->text)), r);
    if (st || !rows_count(*r))
        return st;
    st = q(c, &stmt_same, ARGS(v_text(name->text)), &same);
    if (!st && rows_next(same)) /* one in force bears the title too: no row */
        while (rows_next(*r))
            ;
    return st;
}

static bool linked(struct rows *links, const int64_t *ends, int64_t to)
{
    for (size_t i = 0; i < rows_count(links); i++)
        if (ends[i] == to)
            return true;
    return false;
}

enum st cite_ended(
    struct ctx *c, int64_t record_id, const char *html, struct citation **list, size_t *n)
{
    struct rows *links, *r;
    struct cited *names;
    struct found f = {.a = c->mem};
    const char *plain = html_plain_text(c->mem, html);
    size_t n_names = cite_names(c->mem, plain, &names), m = 0;
    enum st st = q(c, &stmt_links, ARGS(v_int(record_id ? record_id : -1)), &links);
    int64_t *ends = st ? NULL : ARENA_ARRAY(c->mem, int64_t, rows_count(links) + 1);
    while (!st && rows_next(links))
        ends[m++] = rows_int(links, 1);
    for (size_t i = 0; !st && i < n_names; i++) {
        if (names[i].as_ended)
            continue;
        st = ask(c, &names[i], &r);
        while (!st && rows_next(r)) {
            struct over o = over_row(r);
            if (o.id != record_id && !linked(links, ends, o.id))
                add(&f, record_id, &o, &names[i], plain);
        }
    }
    *list = f.list;
    *n = f.n;
    return st;
}

/* ---- the whole site ---- */

struct index {
    struct map *by_name; /* number or title → struct over */
    struct map *exempt;  /* "from:to" */
    struct over *list;
};

static const char *pair(struct arena *a, int64_t from, int64_t to)
{
    return arena_printf(a, "%lld:%lld", (long long)from, (long long)to);
}

static enum st load_index(struct ctx *c, struct index *x)
{
    struct rows *r, *doubles, *links;
    static int yes;
    enum st st = q(c, &stmt_all, NO_ARGS, &r);
    if (!st)
        st = q(c, &stmt_doubles, NO_ARGS, &doubles);
    if (!st)
        st = q(c, &stmt_links, ARGS(v_int(0)), &links);
    if (st)
        return st;
    struct map *twice = map_new(c->mem);
    while (rows_next(doubles))
        map_set(twice, rows_text(doubles, 0), &yes);
    x->by_name = map_new(c->mem);
    x->exempt = map_new(c->mem);
    x->list = ARENA_ARRAY(c->mem, struct over, rows_count(r) + 1);
    for (size_t i = 0; rows_next(r); i++) {
        x->list[i] = over_row(r);
        if (*x->list[i].doc_no)
            map_set(x->by_name, x->list[i].doc_no, &x->list[i]);
        if (*x->list[i].title && !map_find(twice, x->list[i].title))
            map_set(x->by_name, x->list[i].title, &x->list[i]);
    }
    while (rows_next(links))
        map_set(x->exempt, pair(c->mem, rows_int(links, 0), rows_int(links, 1)), &yes);
    return ST_OK;
}

/* One text of the site, or one of its attachments. */
struct reading {
    int64_t id, news_at; /* news_at: when the news came out, 0: no news */
    const char *plain, *where;
};

/* RULE N-CITE: news that were right when they came out stay as they are. */
static bool was_over(const struct over *o, int64_t at)
{
    if (!at)
        return true;
    return day_given(o->on) ? o->on.n < day_at(at).n : o->ended_at && o->ended_at <= at;
}

static void read_text(
    struct arena *a, const struct index *x, struct found *f, const struct reading *t)
{
    struct cited *names;
    size_t n = cite_names(a, t->plain, &names), before = f->n;
    for (size_t i = 0; i < n; i++) {
        const struct over *o = names[i].as_ended ? NULL : map_find(x->by_name, names[i].text);
        if (o && o->id != t->id && was_over(o, t->news_at) &&
            !map_find(x->exempt, pair(a, t->id, o->id)))
            add(f, t->id, o, &names[i], t->plain);
    }
    for (; *t->where && before < f->n; before++)
        f->list[before].excerpt = arena_concat(f->a, t->where, f->list[before].excerpt, NULL);
}

/* The text and what is attached to it; `files` stands at the first row that is not of an earlier
 * one, or behind the last. */
static void read_record(struct arena *a, const struct index *x, struct found *f,
    struct reading text, struct rows *files, bool *more)
{
    f->from = f->n;
    read_text(a, x, f, &text);
    while (*more && rows_int(files, 0) < text.id)
        *more = rows_next(files);
    text.where = "附件：";
    for (; *more && rows_int(files, 0) == text.id; *more = rows_next(files)) {
        text.plain = rows_text(files, 1);
        read_text(a, x, f, &text);
    }
}

/* The last record of a batch, and back to its first. */
static int64_t last_of(struct rows *r)
{
    int64_t last = 0;
    while (rows_next(r))
        last = rows_int(r, 0);
    rows_rewind(r);
    return last;
}

/* One batch; *after moves on, to INT64_MAX at the end. */
static enum st read_batch(struct ctx *c, const struct cite_scope *scope, const struct index *x,
    struct found *f, int64_t *after, int64_t *texts)
{
    struct rows *r, *files;
    enum st st = q(c, &stmt_texts, ARGS(v_int(*after), v_int(scope->news_since)), &r);
    if (st)
        return st;
    *texts += (int64_t)rows_count(r);
    if (!rows_count(r)) {
        *after = INT64_MAX;
        return ST_OK;
    }
    st = q(c, &stmt_attached, ARGS(v_int(*after), v_int(last_of(r))), &files);
    bool more = !st && rows_next(files);
    while (!st && rows_next(r)) {
        *after = rows_int(r, 0);
        read_record(c->mem, x, f,
            (struct reading){.id = *after,
                .news_at = rows_int(r, 2),
                .plain = html_plain_text(c->mem, rows_text(r, 1)),
                .where = ""},
            files, &more);
    }
    return st;
}

/* A batch in a transaction and a memory of its own. */
static enum st read_alone(struct ctx *c, const struct cite_scope *scope, const struct index *x,
    struct found *f, int64_t *after, int64_t *texts)
{
    struct ctx own;
    ctx_init(&own, c->db);
    own.now = c->now;
    enum st st = ctx_begin(&own, false);
    if (!st)
        st = read_batch(&own, scope, x, f, after, texts);
    if (st)
        c->err = own.err;
    ctx_release(&own);
    return st;
}

enum st cite_scan(struct ctx *c, const struct cite_scope *scope, struct citation **list, size_t *n,
    int64_t *texts)
{
    struct index x;
    struct found f = {.a = c->mem};
    int64_t after = 0;
    *texts = 0;
    enum st st = scope->inside ? ST_OK : ctx_begin(c, false);
    if (!st)
        st = load_index(c, &x);
    if (!scope->inside)
        ctx_rollback(c);
    while (!st && after != INT64_MAX)
        st = scope->inside ? read_batch(c, scope, &x, &f, &after, texts)
                           : read_alone(c, scope, &x, &f, &after, texts);
    *list = f.list;
    *n = f.n;
    return st;
}
