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
    bool by_time;               /* newest first instead of best first */
    bool entries;               /* also what is no record: see search_source */
    int page, per_page;
};

/* Something else that the search of the site finds, such as a measure of a plan: with a title, an
 * address of its own, and no record behind it. */
struct search_entry {
    int64_t id; /* above 0, the source's own */
    const char *title, *text;
    const char *unit; /* who is responsible, as shown; it is searched too */
    const char *path; /* with query and anchor */
    int64_t unit_id;  /* 0: none */
    struct day day;   /* for sorting by time and by year; may be none */
};
struct search_source {
    const char *kind;  /* "measure": value of the filter */
    const char *label; /* 重点任务 */
    /* A number that is another one after every change of what list gives. Cheap: asked with every
     * query. In a transaction, like list. */
    enum st (*stamp)(struct ctx *c, int64_t *out);
    enum st (*list)(struct ctx *c, struct search_entry **list, size_t *n);
};
/* From a module's start. s lives as long as the program. */
void search_source_add(struct ctx *c, const struct search_source *s);
/* The value of search_query.kind for all that is a record. */
#define SEARCH_RECORDS "record"

/* What was found. An entry has a negative record_id and the label of its source; summary is its
 * text, issuer who is responsible. */
struct search_hit {
    struct item item;
    const char *label;        /* NULL: it is a record */
    const char *title_html;   /* escaped, with <mark> */
    const char *number_html;  /* document number, escaped, with <mark> */
    const char *snippet_html; /* passage, escaped, with <mark> */
    const char *anchor;       /* id of the article or heading the passage is in, "" */
    /* The attachment the passage is in; NULL: it is in the text. Page 0: it has none. */
    const char *file_name, *file_path;
    int file_page;
    double score;
    bool by_title, by_number; /* stands in front because that was typed */
};

/* Results end here: who turns more pages is helped better by narrowing. */
enum { SEARCH_MAX_HITS = 1000, SEARCH_MAX_PER_PAGE = 50, SEARCH_MAX_SUGGESTIONS = 20 };

struct search_column {
    int64_t id, count;
    const char *name;
};

struct search_kind {
    const char *kind, *label;
    int64_t count;
};
struct search_near { /* a document whose number is nearly the one that was typed */
    const char *number, *title, *path;
};

struct search_result {
    struct search_hit *hits;
    size_t n;
    struct search_hit *best; /* on the first page: what the office shows first for these words */
    size_t n_best;
    int64_t total;
    struct facets facets; /* of all matches, each with all other filters applied */
    struct search_column *columns;
    size_t n_columns;
    struct search_kind *kinds; /* records, and each source with matches; n 0 without sources */
    size_t n_kinds;
    const char *text;    /* what was looked for: one line of valid UTF-8 */
    const char *read_as; /* another reading, when only that was found; else "" */
    const char *meant;   /* what was perhaps meant, when not all that was typed is known; else "" */
    bool cut;            /* the rest of what was typed was left out */
    bool empty;          /* nothing in it to look for */
    const char *number;  /* canonical form when the query was read as a document number, "" */
    bool number_whole;   /* it has word, year and serial */
    bool number_found;   /* the first hit has it */
    struct search_near *near; /* when no document has it: numbers that exist, nearest first */
    size_t n_near;
    bool degraded; /* the index was not ready: plain scan of titles and numbers */
    bool behind;   /* the newest records are not in yet */
};

/* In a read transaction. An empty or unusable query gives no hits and ST_OK. */
enum st search_run(
    struct ctx *c, const struct search_query *q, struct search_result *out) MUST_CHECK;
/* Reads all that search_change lists, makes it findable and files it. Queries bring in small
 * changes by themselves, so that the next one after a commit finds them; this is for jobs and the
 * end of an import. Opens its own transactions. */
enum st search_catch_up(struct ctx *c) MUST_CHECK;
/* Throws the index away and builds it anew. */
enum st search_rebuild(struct ctx *c) MUST_CHECK;

/* Indexes in a thread of its own what an import commits meanwhile; end waits until all is in and
 * filed. Between them the importing thread only writes its records. */
struct search_follow;
struct search_follow *search_follow_begin(struct db *db, const char *data_dir);
enum st search_follow_end(struct search_follow **f, struct err *e) MUST_CHECK;

/* What the index holds, for pages and commands of operators. */
struct search_state {
    int64_t documents, segments, file_bytes, memory_bytes;
    int64_t seq; /* the last change that is in */
};
void search_state(struct db *db, const char *data_dir, struct search_state *out);
/* Titles for a search box, best first; at most n. In a read transaction. */
struct search_suggestion {
    const char *title, *path, *doc_no;
    const char *label; /* of an entry: it stands behind all records; "" for a record */
};
enum st search_suggest(struct ctx *c, const char *text, size_t n, struct search_suggestion **out,
    size_t *found) MUST_CHECK;
/* Forgets what the process holds of this database's index; before db_close. */
void search_close(struct db *db);

/* Pages /search, /search/suggest and /work/search/; jobs; start hook. */
extern const struct module search_module;

#endif
