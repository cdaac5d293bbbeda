/* Rows of books, editions, cells, steps, settings. Inside the slice only.
 *
 * The draft is kept as it was typed, mistakes and all; an edition is typed cells: amounts in whole
 * fen, counts, texts. An edition is never changed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_STORE_H
#define FISCAL_STORE_H

#include "disclosure/fiscal/book.h"
#include "disclosure/fiscal/flow.h"
#include "lib/db/ctx.h"

struct fiscal_entry { /* one book of one unit and year */
    int64_t id, unit_id;
    const char *unit_name, *unit_short, *unit_code;
    int year;
    const struct fiscal_kind *kind;
    enum fiscal_stage stage;
    int64_t version;
    const char *draft;      /* JSON; "" */
    const char *note;       /* why it is corrected, "" */
    const char *writers;    /* "|3|7|": who wrote the open version */
    struct day approved_on; /* the finance bureau's approval (批复); none when not known */
    int64_t live_edition;   /* 0: nothing is public */
    int64_t record_id;
    int64_t published_at; /* first, 0 */
    int64_t updated_at;
    const char *updated_by;
};

struct fiscal_edition {
    int64_t id, book_id;
    int number; /* 1, 2, 3 … */
    int64_t published_at;
    const char *note, *published_by;
};

struct fiscal_step {
    int64_t at;
    const char *action, *note, *codes, *person, *unit;
};

/* ST_CONFLICT: there is one already. */
enum st fiscal_entry_add(struct ctx *c, int64_t unit_id, int year, const struct fiscal_kind *kind,
    const char *draft, int64_t *id) MUST_CHECK;
enum st fiscal_entry_get(struct ctx *c, int64_t id, struct fiscal_entry *out) MUST_CHECK;
/* ST_NOT_FOUND without a message when there is none. */
enum st fiscal_entry_find(struct ctx *c, int64_t unit_id, int year, const char *kind,
    struct fiscal_entry *out) MUST_CHECK;
/* Without drafts. year 0: all; unit_id 0: all; ordered by year (newest first), unit, kind. */
enum st fiscal_entry_list(
    struct ctx *c, int year, int64_t unit_id, struct fiscal_entry **list, size_t *n) MUST_CHECK;
/* Writes stage, draft, note, writers, approval, editions, record; ST_CONFLICT when e->version is
 * not the stored one. Raises e->version. */
enum st fiscal_entry_put(struct ctx *c, struct fiscal_entry *e) MUST_CHECK;
/* Years in which a unit has published, newest first; newest: with “三公”, 0 none. */
enum st fiscal_years(struct ctx *c, int **years, size_t *n, int *newest) MUST_CHECK;

/* Writes the cells and texts as typed values: every cell must be a number where it should be. */
enum st fiscal_edition_add(struct ctx *c, const struct fiscal_entry *e,
    const struct fiscal_book *book, const char *note, int64_t *id) MUST_CHECK;
enum st fiscal_edition_list(
    struct ctx *c, int64_t book_id, struct fiscal_edition **list, size_t *n) MUST_CHECK;
enum st fiscal_edition_read(struct ctx *c, const struct fiscal_entry *e, int64_t edition,
    struct fiscal_book *out) MUST_CHECK;

/* One cell of every public book of the year: for the roll-up. */
struct fiscal_figure {
    int64_t unit_id;
    const char *row, *col;
    int64_t amount;
};
enum st fiscal_figures(struct ctx *c, int year, const char *kind, const char *sheet,
    struct fiscal_figure **list, size_t *n) MUST_CHECK;

enum st fiscal_step_add(struct ctx *c, int64_t book_id, const char *action, const char *note,
    const char *codes) MUST_CHECK;
enum st fiscal_steps(
    struct ctx *c, int64_t book_id, struct fiscal_step **list, size_t *n) MUST_CHECK;

/* Who reviews: "head" or "finance". */
enum st fiscal_setting_get(struct ctx *c, const char **reviewer) MUST_CHECK;
enum st fiscal_setting_put(struct ctx *c, const char *reviewer) MUST_CHECK;
/* Units that publish no books of their own, with the reason; "" takes the exemption back. */
struct fiscal_exempt {
    int64_t unit_id;
    const char *reason;
};
enum st fiscal_exempt_list(struct ctx *c, struct fiscal_exempt **list, size_t *n) MUST_CHECK;
enum st fiscal_exempt_put(struct ctx *c, int64_t unit_id, const char *reason) MUST_CHECK;

#define FISCAL_STMTS 19
extern const struct stmt *const fiscal_stmts[FISCAL_STMTS];
#define FISCAL_MIGRATIONS 1
extern const struct migration fiscal_migrations[FISCAL_MIGRATIONS];

#endif
