/* Publishing and ending: the one place where the public side changes. See record.h.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_PUBLISH_H
#define RECORD_PUBLISH_H

#include "common/record/column.h"
#include "common/record/record.h"

/* Public path of a record: /<column>/<yyyymm>/t<yyyymmdd>_<id>.html (publishing §2.7). */
const char *record_path(
    struct arena *a, const char *column_path, int64_t published_at, int64_t record_id);
struct publish_how {
    int64_t at;           /* publish time shown; 0: unchanged, or now */
    const char *toc_html; /* NULL: made of the text */
};
/* The common end of every publishing, record and edition being loaded: status, journal, item,
 * places, files, leaf, search, cache tags. r->live_edition 0 says that nothing was public yet. */
enum st publish_loaded(struct ctx *c, struct record *r, const struct edition *e,
    const struct column *column, struct publish_how how) MUST_CHECK;
/* Why this ending cannot be made, field by field, through problem_add-like calls: the first
 * missing field is reported by c->err. */
enum st ending_check(struct ctx *c, const struct ending *e) MUST_CHECK;
/* The word shown to the public for an ending, "" for none. */
const char *ending_word(const char *kind);
/* Validity that an ending gives: 废止, 失效; "" when it leaves it alone. */
const char *ending_validity(const char *kind);

extern const struct module publish_module;

#endif
