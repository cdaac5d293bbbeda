/* The database of normative documents: what the public looks up, and what is wrong with it.
 *
 * publishing §6.5. One row per published document of the columns 规章 and 行政规范性文件. Inside
 * the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_BASE_H
#define NORMDOC_BASE_H

#include "disclosure/normdoc/term.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct norm_entry {
    int64_t record_id, unit_id, norm_id;
    const char *title, *path, *doc_no, *index_no, *issuer, *subject, *validity, *ended;
    const char *unit_name, *reg_no, *archive_no;
    const char *interp_title, *interp_path; /* 解读, "" */
    const char *basis_title, *basis_path;   /* what repealed or replaced it, "" */
    struct day formed_on, effective_on, abolished_on, published_on;
    struct day last_day, filed_on, archived_on;
    bool endless;
    bool by_text;           /* last_day is what the text says, nothing is registered */
    struct day to_amend_on; /* a clean-up decided 拟修改 on that day, and nothing came of it yet */
    bool exempt;            /* of interpretation, with a reason; known to the findings */
    const char *body_html; /* of short texts only, "" */
    bool long_text;
};

struct norm_base_filter {
    int year;                                    /* of formation, 0: all */
    const char *issuer, *subject, *state, *text; /* "" or NULL: all */
    int64_t page, per_page;
};
enum { NORM_BASE_MOST = 100000 }; /* of one answer */
/* Newest first. */
enum st norm_base_list(struct ctx *c, const struct norm_base_filter *f, struct norm_entry **list,
    size_t *n, int64_t *total) MUST_CHECK;
/* Those filed in that year, 0: in any. */
enum st norm_filed_list(struct ctx *c, int year, struct norm_entry **list, size_t *n) MUST_CHECK;

struct norm_year {
    int year;
    int64_t total, over, filed; /* formed in that year, of these ended; filed in that year */
};
/* RULE N-YEARS: every year from `back` years ago to this one, newest first; total 0: missing. */
enum st norm_years(struct ctx *c, int back, struct norm_year **list, size_t *n) MUST_CHECK;

struct norm_choice {
    const char *value;
    int64_t count;
};
struct norm_choices {
    struct norm_choice *years, *issuers, *subjects, *states;
    size_t n_years, n_issuers, n_subjects, n_states;
};
enum st norm_choices(struct ctx *c, struct norm_choices *out) MUST_CHECK;

/* ---- findings ---- */

struct norm_code {
    const char *code, *what, *remedy;
};
extern const struct norm_code norm_codes[];
extern const size_t n_norm_codes;
struct norm_finding {
    const struct norm_code *code;
    const char *detail;
    const struct norm_entry *entry;
};
enum { NORM_FINDINGS_EACH = 24 };
/* Everything wrong with one document. Pure. */
size_t norm_findings(struct arena *a, const struct norm_entry *e, struct day today,
    const struct norm_settings *s, struct norm_finding out[static NORM_FINDINGS_EACH]);
struct norm_findings_filter {
    const char *code; /* "": every code */
    int64_t unit_id;  /* 0: every unit */
    int64_t page, per_page;
};
struct norm_findings {
    struct norm_finding *list; /* of the page, by record */
    size_t n;
    int64_t total;     /* with the code */
    int64_t counts[8]; /* of the unit, by the order of norm_codes */
};
/* Of all documents. */
enum st norm_findings_list(
    struct ctx *c, const struct norm_findings_filter *f, struct norm_findings *out) MUST_CHECK;

/* ---- history ---- */

struct norm_version { /* a text that was public once */
    int64_t edition_id, record_id, at;
    int number;
    const char *title, *note;
};
/* Of the record and of those that it replaced or that replaced it, oldest first. */
enum st norm_versions(
    struct ctx *c, int64_t record_id, struct norm_version **list, size_t *n) MUST_CHECK;

enum { NORM_BASE_STMTS = 9 };
extern const struct stmt *const norm_base_stmts[NORM_BASE_STMTS];

#endif
