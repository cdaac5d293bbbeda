/* Normative documents (规范性文件): life cycle, validity, clean-up, filing, the public database.
 *
 * publishing §6. The text of a document is published by the document slice; here it is followed
 * from the plan to its end.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_NORMDOC_H
#define NORMDOC_NORMDOC_H

#include "lib/base/date.h"
#include "lib/web/web.h"

/* Workbench pages under /work/normdocs/, public pages under /normdocs/. */
extern const struct module normdoc_module;
extern const struct module cleanup_module;   /* statements of the campaigns */
extern const struct module norm_base_module; /* of the database and its findings */
extern const struct module norm_cite_module; /* of the citations */

/* ---- yearly figures of the catalogue ---- */

enum norm_class { NORM_RULES, NORM_NORMATIVE }; /* 规章, 行政规范性文件 */
struct norm_count {
    enum norm_class class;
    int64_t unit_id, other_unit_id; /* drafting units; 0 0: of all */
    int year;
};
enum norm_figure {
    NORM_COUNT_MADE,     /* formed in the year */
    NORM_COUNT_SHOWN,    /* first published in it */
    NORM_COUNT_OVER,     /* repealed or lapsed in it */
    NORM_COUNT_IN_FORCE, /* at its end */
    NORM_COUNT_PUBLIC,   /* published until its end */
    NORM_COUNT_FIGURES
};
struct norm_tally {
    int64_t n[NORM_COUNT_FIGURES];
    int64_t known; /* formed until the end of the year: what all this was counted from */
};
/* What ended without a day told counts as ended, in no year. */
enum st norm_tally(struct ctx *c, const struct norm_count *f, struct norm_tally *out) MUST_CHECK;
struct norm_counted {
    int64_t norm_id, record_id;                    /* 0: not in the workbench; not published */
    const char *title, *path, *doc_no, *unit_name; /* path "": not public */
    struct day formed_on, ended_on;
};
/* The documents of one figure, newest first. */
enum st norm_counted(struct ctx *c, const struct norm_count *f, enum norm_figure which,
    int64_t page, int64_t per_page, struct norm_counted **list, size_t *n) MUST_CHECK;

#endif
