/* Whether a text is in force on a day: follows from its dates, so it is worked out, not written
 * into an edition.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_VALIDITY_H
#define RECORD_VALIDITY_H

#include "common/record/content.h"
#include "lib/web/web.h"

#define VALID "有效"
#define VALID_NOT_YET "未施行"
#define VALID_AMENDED "已修改"
#define VALID_REPEALED "废止"
#define VALID_EXPIRED "失效"

/* The word for the metadata on that day: before effective_on 未施行, from then on 有效; from
 * abolished_on on the ending written down, 废止 when none is, before it 有效. "" and, past
 * abolished_on, 已修改 stay. */
const char *validity_on(const struct meta *m, struct day day);

extern const struct stmt validity_stmt_due, validity_stmt_begin, validity_stmt_search,
    validity_stmt_over, validity_stmt_end;
/* Job: texts whose effective day has come become 有效 in lists, pages and search, those whose day
 * of repeal has come what their edition says. A period of validity ends nothing by itself: a person
 * confirms it (publishing §6.3). Opens its own transaction. */
enum st validity_job(struct ctx *c) MUST_CHECK;

#endif
