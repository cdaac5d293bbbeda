/* Entered notices and the calendar made of them. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_NOTICE_STORE_H
#define CLOCK_NOTICE_STORE_H

#include "common/clock/clock.h"
#include "common/clock/notice.h"

struct entered {
    int year;
    const char *source; /* 国办发明电〔2026〕7号 */
    const char *body;   /* notice_text */
    const char *person; /* who entered it */
    int64_t at;
};
enum { NOTICE_STMTS = 2 };
extern const struct stmt *const notice_stmts[NOTICE_STMTS];
extern const struct migration notice_migrations[1];
/* Newest year first. */
enum st notice_list(struct ctx *c, struct entered **list, size_t *n) MUST_CHECK;
/* Adds or replaces a year, with an act of the journal. ST_INVALID when a year between would be
 * missing. In a write transaction. */
enum st notice_put(struct ctx *c, const struct notice *n, const char *source) MUST_CHECK;
/* Made-up notices until next year, where they are missing. In a write transaction. */
enum st notice_demo(struct ctx *c) MUST_CHECK;

#endif
