/* Finding public records: by words, by title, by number in any spelling.
 *
 * The index lives in DIR/index and in memory, is derived from the database and rebuilt whenever it
 * is missing or torn. It is shared by all threads. The engine behind this header is replaced by
 * the ranking engine later; callers stay.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "common/record/item.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct search_query {
    const char *text; /* as typed: words, a title, a number */
    int year;         /* 0: any */
    const char *issuer, *subject, *validity, *kind;
    int64_t column_id, unit_id; /* 0: any */
    bool by_time;     /* newest first instead of best first */
    int page, per_page;
};

struct search_hit {
    struct item item;
    const char *title_html;   /* escaped, with <mark> */
    const char *snippet_html; /* passage, escaped, with <mark> */
    const char *anchor;       /* id of the article or heading the passage is in, "" */
    double score;
};

struct search_result {
    struct search_hit *hits;
    size_t n;
    int64_t total;
    struct facets facets; /* of all matches */
    const char *number;   /* canonical form when the query was read as a document number, "" */
    bool degraded;        /* the index was not ready: plain scan */
};

/* In a read transaction. An empty or unusable query gives no hits and ST_OK. */
enum st search_run(struct ctx *c, const struct search_query *q, struct search_result *out)
    MUST_CHECK;
/* Reads what search_change lists and makes it findable. Called after commits (ctx_after_commit through
 * the module's start hook), by a job, and at the end of an import. Opens its own transactions. */
enum st search_catch_up(struct ctx *c) MUST_CHECK;
/* Throws the index away and builds it anew. */
enum st search_rebuild(struct ctx *c) MUST_CHECK;

/* Pages /search and /search/suggest; jobs; start hook. */
extern const struct module search_module;

#endif
