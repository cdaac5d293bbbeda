/* Proofreading of the whole public site, a piece at a time, and the work it leaves for the units.
 *
 * Findings are kept as they were found; what people call no error is left out when they are read,
 * so that saying so, or taking it back, holds at once.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "common/proof/desk.h"
#include "common/record/record.h"
#include "common/task/task.h"

enum { BATCH = 16, TASK_DAYS = 10, PER_TEXT = 200 };
#define TASK_KIND "proof.serious"

/* Of a finding f: no error in this county; a serious one needs the word of one who reviews. */
#define REMEMBERED                                                                                 \
    "EXISTS (SELECT 1 FROM proof_accepted a WHERE a.code = f.code AND a.text = f.text AND "        \
    "a.context = f.context AND a.revoked_at = 0 AND (a.confirmed_by <> 0 OR f.serious = 0))"
/* Of the edition that is public now. */
#define PUBLIC                                                                                     \
    " FROM proof_finding f JOIN item i ON i.record_id = f.record_id AND i.edition_id = "           \
    "f.edition_id AND i.ended = '' JOIN unit u ON u.id = i.unit_id WHERE NOT " REMEMBERED
#define FILTER                                                                                     \
    " AND ($1 = 0 OR i.unit_id = $1) AND ($2 = '' OR f.class = $2) AND ($3 = 0 OR f.serious = 1)"

const struct stmt proof_stmt_night[12] = {
    {"proof.next",
        "SELECT i.record_id, i.edition_id FROM item i LEFT JOIN proof_looked k ON k.record_id = "
        "i.record_id WHERE i.ended = '' AND i.record_id > $2 AND (k.record_id IS NULL OR "
        "k.edition_id <> i.edition_id OR k.stamp <> $1) ORDER BY i.record_id LIMIT $3",
        NULL},
    {"proof.forget", "DELETE FROM proof_finding WHERE record_id = $1", NULL},
    {"proof.keep",
        "INSERT INTO proof_finding (record_id, edition_id, place, code, class, text, suggest, "
        "before, behind, context, serious, confidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11, $12)",
        NULL},
    {"proof.looked",
        "INSERT INTO proof_looked (record_id, edition_id, stamp, at, articles) VALUES ($1, $2, $3, "
        "$4, $5) ON CONFLICT (record_id) DO UPDATE SET edition_id = $2, stamp = $3, at = $4, "
        "articles = $5",
        NULL},
    {"proof.cursor", "SELECT record_id FROM proof_cursor WHERE id = 1", NULL},
    {"proof.cursor_set",
        "INSERT INTO proof_cursor (id, record_id) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET "
        "record_id = $1",
        NULL},
    {"proof.found",
        "SELECT i.record_id, i.unit_id, u.short_name, i.title, i.path, f.code, f.class, f.text, "
        "f.suggest, f.place, f.before, f.behind, f.context, f.serious, f.confidence, EXISTS "
        "(SELECT "
        "1 FROM proof_accepted a WHERE a.code = f.code AND a.text = f.text AND a.context = "
        "f.context AND a.revoked_at = 0)" PUBLIC FILTER
        " ORDER BY f.serious DESC, f.confidence DESC, i.published_at DESC, f.id LIMIT $4 OFFSET $5",
        NULL},
    {"proof.found_count", "SELECT count(*)" PUBLIC FILTER, NULL},
    {"proof.sums",
        "SELECT u.id, u.short_name, (SELECT count(*) FROM item i WHERE i.unit_id = u.id AND "
        "i.ended "
        "= ''), (SELECT count(*) FROM item i JOIN proof_looked k ON k.record_id = i.record_id AND "
        "k.edition_id = i.edition_id WHERE i.unit_id = u.id AND i.ended = '') FROM unit u WHERE "
        "($1 "
        "= 0 OR u.id = $1) AND EXISTS (SELECT 1 FROM item i WHERE i.unit_id = u.id AND i.ended = "
        "'') "
        "ORDER BY u.position, u.id",
        NULL},
    {"proof.sums_found",
        "SELECT i.unit_id, f.serious, count(*)" PUBLIC " AND ($1 = 0 OR i.unit_id = $1) GROUP BY "
        "i.unit_id, f.serious",
        NULL},
    {"proof.units", "SELECT id FROM unit", NULL},
    {"proof.any", "SELECT 1 FROM proof_looked LIMIT 1", NULL},
};

struct piece { /* texts of one step */
    struct edition edition[BATCH];
    struct proof_look look[BATCH];
    struct proof_names names;
    const char *stamp;
    size_t n;
    int64_t last;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum st read_piece(struct ctx *c, struct piece *p)
{
    struct rows *r;
    enum st st = proof_names_read(c, &p->names);
    if (!st)
        st = q(c, &proof_stmt_night[4], NO_ARGS, &r);
    if (st)
        return st;
    int64_t after = rows_next(r) ? rows_int(r, 0) : 0;
    p->stamp = arena_printf(c->mem, "%016llx%016llx",
        (unsigned long long)proofreader_stamp(proof_reader()), (unsigned long long)p->names.stamp);
    st = q(c, &proof_stmt_night[0], ARGS(v_text(p->stamp), v_int(after), v_int(BATCH)), &r);
    if (!st && after && !rows_count(r)) /* once more from the beginning */
        st = q(c, &proof_stmt_night[0], ARGS(v_text(p->stamp), v_int(0), v_int(BATCH)), &r);
    for (p->n = 0; !st && rows_next(r); p->n++) {
        p->last = rows_int(r, 0);
        st = edition_get(c, rows_int(r, 1), &p->edition[p->n]);
    }
    return st;
}

static void look_piece(struct ctx *c, struct piece *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct content *k = &p->edition[i].content;
        struct proof_text t = {.title = k->title,
            .summary = k->summary,
            .body_html = k->body_html,
            .date = k->meta.formed_on};
        proof_places(c->mem, &t, &p->names, &p->look[i]);
    }
}

static enum st keep_finding(struct ctx *c, const struct edition *e, const struct proof_place *p)
{
    return x(c, &proof_stmt_night[2],
        ARGS(v_int(e->record_id), v_int(e->id), v_text(p->where), v_text(p->f.code),
            v_text(p->f.class), v_text(p->f.text), v_text(p->f.n_suggest ? p->f.suggest[0] : ""),
            v_text(p->before), v_text(p->after), v_text(p->context), v_int(p->serious),
            v_int(p->f.confidence)));
}

static enum st keep_piece(struct ctx *c, const struct piece *p)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < p->n; i++) {
        const struct edition *e = &p->edition[i];
        const struct proof_look *l = &p->look[i];
        st = x(c, &proof_stmt_night[1], ARGS(v_int(e->record_id)));
        for (size_t k = 0; !st && k < l->n && k < PER_TEXT; k++)
            st = keep_finding(c, e, &l->list[k]);
        if (!st)
            st = x(c, &proof_stmt_night[3],
                ARGS(v_int(e->record_id), v_int(e->id), v_text(p->stamp), v_int(c->now),
                    v_int(proof_articles(c->mem, e->content.body_html))));
    }
    return st ? st : x(c, &proof_stmt_night[5], ARGS(v_int(p->last)));
}

/* Reading and writing are apart: nobody waits while texts are looked at. */
static enum st step(struct ctx *c, size_t *n)
{
    struct piece *p = ARENA_NEW(c->mem, struct piece);
    enum st st = ctx_begin(c, false);
    if (!st)
        st = read_piece(c, p);
    ctx_rollback(c);
    *n = st ? 0 : p->n;
    if (st || !p->n)
        return st;
    look_piece(c, p);
    st = ctx_begin(c, true);
    if (!st)
        st = keep_piece(c, p);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static enum st task_of(struct ctx *c, int64_t unit_id, int64_t serious)
{
    int64_t id;
    if (!serious)
        return task_close(c, TASK_KIND, "unit", unit_id, "done");
    return task_open(c,
        &(struct task){.kind = TASK_KIND,
            .subject_kind = "unit",
            .subject_id = unit_id,
            .title = arena_printf(
                c->mem, "已发布的信息里有 %lld 处严重文字差错，请改正", (long long)serious),
            .path = PROOF_DESK "?serious=1",
            .unit_id = unit_id,
            .perm = PERM_DRAFT,
            .due = {day_at(c->now).n + TASK_DAYS}},
        &id);
}

enum st proof_tasks(struct ctx *c)
{
    struct rows *units, *r;
    enum st st = q(c, &proof_stmt_night[10], NO_ARGS, &units);
    if (!st)
        st = q(c, &proof_stmt_night[9], ARGS(v_int(0)), &r);
    if (st)
        return st;
    size_t n = rows_count(r), i = 0;
    struct proof_sum *open = ARENA_ARRAY(c->mem, struct proof_sum, n + 1);
    while (rows_next(r))
        if (rows_int(r, 1))
            open[i++] = (struct proof_sum){.unit_id = rows_int(r, 0), .serious = rows_int(r, 2)};
    while (!st && rows_next(units)) {
        int64_t serious = 0;
        for (size_t k = 0; k < i; k++)
            if (open[k].unit_id == rows_int(units, 0))
                serious = open[k].serious;
        st = task_of(c, rows_int(units, 0), serious);
    }
    return st;
}

enum st proof_night(struct ctx *c, int64_t budget_ms, int64_t *looked, bool *left)
{
    int64_t until = now_ms() + budget_ms;
    size_t n = 0;
    enum st st;
    *looked = 0;
    do {
        st = step(c, &n);
        *looked += (int64_t)n;
        arena_clear(c->mem);
    } while (!st && n && now_ms() < until);
    *left = n > 0;
    if (st || !*looked)
        return st;
    st = ctx_begin(c, true);
    if (!st)
        st = proof_tasks(c);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* ---- reading ---- */

enum st proof_found_list(struct ctx *c, const struct proof_filter *f, struct proof_found **list,
    size_t *n, int64_t *total)
{
    struct rows *r;
    enum st st = q1(
        c, &proof_stmt_night[7], ARGS(v_int(f->unit_id), v_text(f->class), v_int(f->serious)), &r);
    if (st)
        return st;
    *total = rows_int(r, 0);
    st = q(c, &proof_stmt_night[6],
        ARGS(v_int(f->unit_id), v_text(f->class), v_int(f->serious), v_int(f->per_page),
            v_int((f->page - 1) * f->per_page)),
        &r);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct proof_found, rows_count(r) + 1);
    while (rows_next(r))
        (*list)[(*n)++] = (struct proof_found){.record_id = rows_int(r, 0),
            .unit_id = rows_int(r, 1),
            .unit_name = rows_text(r, 2),
            .title = rows_text(r, 3),
            .path = rows_text(r, 4),
            .code = rows_text(r, 5),
            .class = rows_text(r, 6),
            .text = rows_text(r, 7),
            .suggest = rows_text(r, 8),
            .where = rows_text(r, 9),
            .before = rows_text(r, 10),
            .after = rows_text(r, 11),
            .context = rows_text(r, 12),
            .serious = rows_int(r, 13) != 0,
            .confidence = (int)rows_int(r, 14),
            .claimed = rows_int(r, 15) != 0};
    return ST_OK;
}

enum st proof_sums(struct ctx *c, int64_t unit_id, struct proof_sum **list, size_t *n)
{
    struct rows *r, *found;
    enum st st = q(c, &proof_stmt_night[8], ARGS(v_int(unit_id)), &r);
    if (!st)
        st = q(c, &proof_stmt_night[9], ARGS(v_int(unit_id)), &found);
    *n = 0;
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct proof_sum, rows_count(r) + 1);
    while (rows_next(r))
        (*list)[(*n)++] = (struct proof_sum){.unit_id = rows_int(r, 0),
            .unit_name = rows_text(r, 1),
            .texts = rows_int(r, 2),
            .looked = rows_int(r, 3)};
    while (rows_next(found))
        for (size_t i = 0; i < *n; i++)
            if ((*list)[i].unit_id == rows_int(found, 0))
                *(rows_int(found, 1) ? &(*list)[i].serious : &(*list)[i].hints) =
                    rows_int(found, 2);
    return ST_OK;
}
