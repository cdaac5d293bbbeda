/* The rows of reports: head, cells given by people, texts, editions. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_STORE_H
#define ANNUAL_STORE_H

#include "lib/web/web.h"
#include "request/report/report.h"

enum annual_stage {
    ANNUAL_DRAFT,  /* 编制中 */
    ANNUAL_FROZEN, /* 已定稿: figures are those of the newest edition */
    ANNUAL_READ,   /* read from a file, a person must confirm it */
    ANNUAL_KEPT,   /* confirmed: the report of a year before this system */
    ANNUAL_STAGES
};
extern const char *const annual_stage_titles[ANNUAL_STAGES];

struct annual_row {
    int64_t id, unit_id; /* unit 0: the whole county */
    int year;
    enum report_format format;
    enum annual_stage stage;
    const char *source; /* name of the file it was read from, "" */
    const char *unread; /* what could not be read, one line each */
    int64_t version, record_id, edition, frozen_at, updated_at;
    const char *unit_name, *updated_by;
};
struct annual_cell {
    const char *cell; /* report_ref_id */
    int64_t value, at;
    const char *reason, *person;
};

enum st annual_add(struct ctx *c, const struct annual_row *in, int64_t *id) MUST_CHECK;
enum st annual_get(struct ctx *c, int64_t id, struct annual_row *out) MUST_CHECK;
/* id 0 when there is none. */
enum st annual_find(struct ctx *c, int64_t unit_id, int year, struct annual_row *out) MUST_CHECK;
/* Those of one year, or of all years with year 0; the county's first. */
enum st annual_list(struct ctx *c, int year, struct annual_row **list, size_t *n) MUST_CHECK;
/* Writes stage, format, source, unread, record, edition and frozen_at, and raises the version;
 * ST_CONFLICT when it is no longer the one read. */
enum st annual_put(struct ctx *c, struct annual_row *row) MUST_CHECK;

/* Forgets a report that was only read and never confirmed. */
enum st annual_remove(struct ctx *c, int64_t id) MUST_CHECK;

enum st annual_cell_list(
    struct ctx *c, int64_t id, struct annual_cell **list, size_t *n) MUST_CHECK;
enum st annual_cell_put(
    struct ctx *c, int64_t id, const char *cell, int64_t value, const char *reason) MUST_CHECK;
enum st annual_cell_remove(struct ctx *c, int64_t id, const char *cell) MUST_CHECK;

/* Fills `text` of the texts of the format; "" where nothing is written. */
enum st annual_texts(struct ctx *c, int64_t id, enum report_format f,
    struct report_text texts[static REPORT_TEXTS], size_t *n) MUST_CHECK;
enum st annual_text_put(struct ctx *c, int64_t id, const char *key, const char *text) MUST_CHECK;

/* content: the JSON of report_json with the texts. */
enum st annual_edition_add(
    struct ctx *c, int64_t id, int64_t number, const char *content, const char *note) MUST_CHECK;
enum st annual_edition_get(
    struct ctx *c, int64_t id, int64_t number, const char **content) MUST_CHECK;
struct annual_edition {
    int64_t number, at;
    const char *person, *sha256, *note;
};
enum st annual_edition_list(
    struct ctx *c, int64_t id, struct annual_edition **list, size_t *n) MUST_CHECK;

enum { ANNUAL_MIGRATIONS = 1, ANNUAL_STMTS = 16 };
extern const struct migration annual_migrations[ANNUAL_MIGRATIONS];
extern const struct stmt *const annual_stmts[ANNUAL_STMTS];

#endif
