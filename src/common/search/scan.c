/* The plain scan of titles and numbers, while there is no index.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/search/run.h"

/* $1 pattern $2 year $3 issuer $4 subject $5 validity $6 kind $7 unit $8 column
 * $9 … $11 number: word, year, serial (0 0 when the text is none) */
#define SCAN                                                                                       \
    "FROM item i WHERE i.ended NOT IN ('error', 'privacy', 'moved') AND "                          \
    "(lower(i.title) LIKE $1 ESCAPE '!' OR lower(i.doc_no) LIKE $1 ESCAPE '!' OR "                 \
    "($11 > 0 AND i.doc_serial = $11 AND ($10 = 0 OR i.doc_year = $10) AND "                       \
    "($9 = '' OR i.doc_word = $9))) AND "                                                          \
    "($2 = 0 OR i.year = $2) AND ($3 = '' OR i.issuer = $3) AND ($4 = '' OR i.subject = $4) AND "  \
    "($5 = '' OR i.validity = $5) AND ($6 = '' OR i.kind = $6) AND ($7 = 0 OR i.unit_id = $7) "    \
    "AND ($8 = 0 OR EXISTS (SELECT 1 FROM item_place p WHERE p.column_id = $8 AND "                \
    "p.record_id = i.record_id))"
const struct stmt scan_count_stmt = {"search.scan_count", "SELECT count(*) " SCAN, NULL};
const struct stmt scan_stmt = {"search.scan",
    "SELECT i.record_id " SCAN
    " ORDER BY i.published_at DESC, i.record_id DESC LIMIT $12 OFFSET $13",
    NULL};

/* "政务 公开" → %政务%公开% in lower case, with wildcards taken literally. */
static const char *pattern(struct arena *a, const char *text)
{
    char *out = arena_alloc(a, strlen(text) * 2 + 3), *o = out;
    *o++ = '%';
    for (; *text; text++) {
        if (*text == ' ') {
            *o++ = '%';
            continue;
        }
        if (*text == '%' || *text == '_' || *text == '!')
            *o++ = '!';
        *o++ = *text >= 'A' && *text <= 'Z' ? (char)(*text | 32) : *text;
    }
    *o++ = '%';
    *o = 0;
    return out;
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

enum st scan_run(struct ctx *c, const struct search_query *query, const struct ask *ask,
    struct search_result *out)
{
    const struct docno *no = &ask->number;
    bool number = ask->has_number;
    const struct val args[] = {v_text(pattern(c->mem, ask->text)), v_int(query->year),
        v_text(or_empty(query->issuer)), v_text(or_empty(query->subject)),
        v_text(or_empty(query->validity)), v_text(or_empty(query->kind)), v_int(query->unit_id),
        v_int(query->column_id), v_text(number ? no->word : ""), v_int(number ? no->year : 0),
        v_int(number ? no->serial : 0), v_int(query->per_page),
        v_int((int64_t)(query->page - 1) * query->per_page)};
    struct rows *r;
    enum st st = q1(c, &scan_count_stmt, args, 11, &r);
    if (st)
        return st;
    out->total = rows_int(r, 0);
    st = q(c, &scan_stmt, args, COUNT_OF(args), &r);
    if (st)
        return st;
    out->hits = ARENA_ARRAY(c->mem, struct search_hit, rows_count(r) + 1);
    while (!st && rows_next(r)) {
        struct search_hit *hit = &out->hits[out->n];
        *hit = (struct search_hit){.anchor = "", .snippet_html = ""};
        st = item_get(c, rows_int(r, 0), &hit->item);
        if (!st)
            st = search_show(c, ask, false, hit);
        out->n++;
    }
    return st;
}
