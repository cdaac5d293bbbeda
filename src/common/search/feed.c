/* Reading search_change and what it points to, see feed.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/feed.h"

#include <string.h>

#include "common/record/attachment_text.h"
#include "common/record/record.h"

const struct stmt feed_newest_stmt = {"search.newest",
    "SELECT seq, record_id, at FROM search_change ORDER BY seq DESC LIMIT 1", NULL};
const struct stmt feed_known_stmt = {"search.known",
    "SELECT count(*) FROM search_change WHERE seq = $1 AND record_id = $2 AND at = $3", NULL};
/* Records without an item, or ended in a way that takes them off the site, come with NULLs. */
const struct stmt feed_changes_stmt = {"search.changes",
    "SELECT s.seq, s.record_id, s.at, i.published_at, i.column_id, i.unit_id, i.formed_on, i.year, "
    "i.doc_year, i.doc_serial, i.title, i.doc_no, i.doc_word, i.index_no, i.issuer, i.subject, "
    "i.validity, i.genre, i.kind, i.summary, e.body_html, i.ended, "
    "CASE WHEN EXISTS (SELECT 1 FROM public_file p WHERE p.record_id = s.record_id) THEN 1 ELSE 0 "
    "END "
    "FROM (SELECT seq, record_id, at FROM search_change WHERE seq > $1 ORDER BY seq LIMIT $2) s "
    "LEFT JOIN item i ON i.record_id = s.record_id AND i.ended NOT IN ('error', 'privacy', "
    "'moved') "
    "LEFT JOIN edition e ON e.id = i.edition_id ORDER BY s.seq",
    NULL};

enum st feed_newest(struct ctx *c, struct feed *out)
{
    struct rows *r;
    *out = (struct feed){0};
    enum st st = q(c, &feed_newest_stmt, NO_ARGS, &r);
    if (!st && rows_next(r))
        *out = (struct feed){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)};
    return st;
}

enum st feed_known(struct ctx *c, const struct feed *f, bool *yes)
{
    struct rows *r;
    *yes = true;
    if (!f->seq)
        return ST_OK;
    enum st st =
        q1(c, &feed_known_stmt, ARGS(v_int(f->seq), v_int(f->record_id), v_int(f->at)), &r);
    if (!st)
        *yes = rows_int(r, 0) > 0;
    return st;
}

/* Names and texts of the attachments, in memory that the caller lets go. */
static enum st read_files(struct ctx *c, int64_t record_id, struct build_doc *d)
{
    struct attachment_text *list;
    size_t n;
    enum st st = attachment_texts(c, record_id, &list, &n);
    if (st == ST_INVALID) /* its metadata cannot be read: it is found by its text all the same */
        st = ST_OK;
    const char **texts = ARENA_ARRAY(c->mem, const char *, 2 * n + 1);
    for (size_t i = 0; !st && i < n; i++) {
        texts[d->n_files++] = list[i].name;
        texts[d->n_files++] = list[i].text;
    }
    d->files = texts;
    return st;
}

static enum st add_with_files(struct ctx *c, struct builder *b, struct build_doc *d)
{
    struct arena *whole = c->mem;
    c->mem = arena_new(); /* a batch of large attachments must not pile up */
    enum st st = read_files(c, d->record_id, d);
    if (!st)
        builder_add(b, d);
    arena_free(&c->mem);
    c->mem = whole;
    return st;
}

static enum st add_row(struct ctx *c, struct builder *b, const struct rows *r)
{
    struct build_doc d = {.record_id = rows_int(r, 1),
        .published_at = rows_int(r, 3),
        .column_id = rows_int(r, 4),
        .unit_id = rows_int(r, 5),
        .formed_on = rows_null(r, 6) ? DAY_NONE : (int32_t)rows_int(r, 6),
        .year = (int)rows_int(r, 7),
        .number_year = (int)rows_int(r, 8),
        .number_serial = (int)rows_int(r, 9),
        .title = rows_text(r, 10),
        .number = rows_text(r, 11),
        .number_word = rows_text(r, 12),
        .index_no = rows_text(r, 13),
        .issuer = rows_text(r, 14),
        .subject = rows_text(r, 15),
        .validity = rows_text(r, 16),
        .genre = rows_text(r, 17),
        .kind = rows_text(r, 18),
        .summary = rows_text(r, 19),
        .body_html = rows_text(r, 20)};
    d.ended = *rows_text(r, 21) != 0; /* repealed, expired, replaced */
    if (rows_int(r, 22))              /* it carries files */
        return add_with_files(c, b, &d);
    builder_add(b, &d);
    return ST_OK;
}

enum st feed_read(struct ctx *c, struct builder *b, int limit, struct feed *f, int *n)
{
    struct rows *r;
    *n = 0;
    enum st st = q(c, &feed_changes_stmt, ARGS(v_int(f->seq), v_int(limit)), &r);
    while (!st && rows_next(r)) {
        if (rows_null(r, 3))
            builder_remove(b, rows_int(r, 1));
        else
            st = add_row(c, b, r);
        if (st)
            return st;
        *f = (struct feed){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)};
        ++*n;
    }
    return st;
}
