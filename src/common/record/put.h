/* Publishing what comes ready-made from elsewhere: imports, demo counties.
 *
 * The same tables, journal rows and log leaves as a draft that is frozen and published, in fewer
 * statements and without a draft. The identity is record.source.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_PUT_H
#define RECORD_PUT_H

#include "common/record/column.h"
#include "common/record/record.h"

struct put {
    const char *kind, *source; /* source: "import:L00001" */
    int64_t unit_id;
    const char *unit_name;
    const struct column *column;
    const struct content *content;
    const char *meta_json; /* of meta_write */
    const char *sha256;    /* of content_digest */
    const char *toc_html;  /* NULL: made of the text */
    const char *note;      /* why it appears now: 补录 … */
    int64_t at;            /* publish time shown, 0: now */
};

enum put_result {
    PUT_ADDED,
    PUT_UPDATED,
    PUT_SAME,  /* the edition put last has this content */
    PUT_ENDED, /* the record has ended; nothing is changed */
    PUT_STAFF  /* staff amend it or have amended it since; nothing is overwritten */
};

/* In a write transaction. record_id is given for every result. */
enum st record_put(
    struct ctx *c, const struct put *p, int64_t *record_id, enum put_result *result) MUST_CHECK;

extern const struct module put_module;

#endif
