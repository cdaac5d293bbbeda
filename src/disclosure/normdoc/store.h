/* Rows of normative documents: the document, the values of its steps, the steps. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_STORE_H
#define NORMDOC_STORE_H

#include "disclosure/normdoc/flow.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct norm {
    int64_t id, unit_id, record_id; /* record 0: no published text yet */
    const char *title;
    const char *kind;      /* "government", "department" */
    enum norm_stage stage; /* NORM_ENDED once the published text has ended, whoever ended it */
    struct day step_day;
    int64_t owner; /* person who looks after it, 0: the unit */
    const char *doc_no, *reg_no, *archive_no;
    struct day formed_on, effective_on, filed_on, archived_on, published_on;
    struct day last_day; /* of validity; none: no end known */
    bool endless;
    bool by_text;           /* nothing is registered: last_day is what the text says */
    int text_months;        /* that the text says, 0 */
    const char *text_words; /* its sentence, "" */
    int reminded;           /* the reminder that was sent last */
    int64_t version;
    const char *unit_name, *owner_name;
    /* of the published text */
    const char *path, *validity, *ended;
};

struct norm_step {
    int64_t at;
    const char *action, *note, *person, *unit;
};

struct norm_filter {
    const char *tab;  /* key of norm_tabs */
    int64_t unit_id;  /* 0: all */
    const char *text; /* part of title or number, "" */
    int64_t page, per_page;
};
struct norm_tab {
    const char *key, *label;
    unsigned stages; /* AT(…) */
};
enum { NORM_TABS = 5 };
extern const struct norm_tab norm_tabs[NORM_TABS];
size_t norm_tab_index(const char *key); /* 0 when unknown */

enum st norm_get(struct ctx *c, int64_t id, struct norm *out) MUST_CHECK;
/* id 0 when the record has none. */
enum st norm_of_record(struct ctx *c, int64_t record_id, int64_t *id) MUST_CHECK;
enum st norm_list(struct ctx *c, const struct norm_filter *f, struct norm **list, size_t *n,
    int64_t *total) MUST_CHECK;
/* Documents by tab. */
enum st norm_counts(struct ctx *c, int64_t unit_id, int64_t counts[static NORM_TABS]) MUST_CHECK;
/* Published ones whose period ends by that day, soonest first. */
enum st norm_ending(
    struct ctx *c, struct day until, int64_t unit_id, struct norm **list, size_t *n) MUST_CHECK;

enum st norm_add(struct ctx *c, const struct norm *m, int64_t *id) MUST_CHECK;
/* ST_CONFLICT when version is not the stored one. */
enum st norm_put(struct ctx *c, const struct norm *m) MUST_CHECK;
enum st norm_set_reminded(struct ctx *c, int64_t id, int reminded) MUST_CHECK;
enum st norm_step_add(struct ctx *c, int64_t id, const char *action, const char *note) MUST_CHECK;
enum st norm_steps(struct ctx *c, int64_t id, struct norm_step **list, size_t *n) MUST_CHECK;
enum st norm_value_put(struct ctx *c, int64_t id, const char *name, const char *value) MUST_CHECK;
/* What is kept of earlier steps, with what the row itself says. */
enum st norm_kept(struct ctx *c, const struct norm *m, struct norm_values *out) MUST_CHECK;
/* Another document, or a published one, with this number; "" when it is free. */
enum st norm_number_taken(
    struct ctx *c, int64_t id, int64_t record_id, const char *doc_no, const char **by) MUST_CHECK;
/* The published record with this number, newest first; 0 when there is none. */
enum st norm_find_public(struct ctx *c, const char *number_or_title, int64_t *record) MUST_CHECK;

/* Published documents of the columns 规章 and 行政规范性文件 that are not followed yet get a row;
 * how many. */
enum st norm_adopt(struct ctx *c, const struct norm_settings *s, int64_t *added) MUST_CHECK;

enum st norm_settings_get(struct ctx *c, struct norm_settings *out) MUST_CHECK;
enum st norm_settings_put(struct ctx *c, const struct norm_settings *s) MUST_CHECK;

enum { NORM_STMTS = 22 };
extern const struct stmt *const norm_stmts[NORM_STMTS];

/* At start: what public pages are told (portal_part.c). */
enum st norm_start(struct app *app, struct ctx *c) MUST_CHECK;

#endif
