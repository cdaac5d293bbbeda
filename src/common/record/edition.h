/* Drafts and editions. Private to common/record except through record.h.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_EDITION_H
#define RECORD_EDITION_H

#include "common/record/record.h"

/* Journals that the edition was frozen, with all that its digest does not cover; `gongkai verify`
 * holds the row against it. Whoever inserts an edition calls it. */
enum st edition_frozen(struct ctx *c, const struct edition *e) MUST_CHECK;
/* The detail of that row. */
const char *edition_facts(struct arena *a, const struct edition *e);

extern const struct module edition_module;

#endif
