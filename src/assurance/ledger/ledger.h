/* The rectification ledger: the measures of a plan, who owes them, by when, how far they are.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct plan_measure {
    int number; /* numbered through the plan */
    const char *title, *text;
    const char *problem;     /* what is wrong today, as the text says it; "" when it does not */
    const char *const *lead; /* 牵头单位 as written, joint pairs listed one by one */
    size_t n_lead;
    const char *const *duty; /* 责任单位 */
    size_t n_duty;
    const struct day *dates;
    size_t n_dates;
};
struct plan_chapter {
    int number;
    const char *title;
    const struct plan_measure *measures;
    size_t n_measures;
};
struct plan {
    const char *title; /* "" when the text has none */
    int year;          /* what 年底 means in it; 0 when no date says */
    const struct plan_chapter *chapters;
    size_t n_chapters;
    const struct day *dates; /* of the covering letter and the goals */
    size_t n_dates;
};
/* Reads the text of a plan. Pure. ST_INVALID with a Chinese reason when no measure is found. */
enum st plan_read(
    struct arena *a, const char *text, size_t n, struct plan *out, struct err *e) MUST_CHECK;
/* The JSON of `gongkai plan` (commands.md). */
void plan_json(struct buf *out, const struct plan *p);
/* Keeps the plan as proposals that a person confirms. Repeating it changes nothing. Opens its own
 * transaction. measures: how many it read. */
enum st plan_import(struct ctx *c, const char *text, size_t n, int *measures) MUST_CHECK;

/* A promise that another slice takes into the ledger: a confirmed measure of the plan with that
 * key, which is made when it is not there. In a write transaction. */
struct ledger_promise {
    const char *plan_key, *plan_title; /* "proposal-2018", 建议提案办理承诺（2018年） */
    int year;
    const char *title, *text;
    const char *unit; /* short name of the unit that leads */
    struct day due;
};
/* ST_INVALID naming the first gap when a measure could not be confirmed with it. */
enum st ledger_promise_add(
    struct ctx *c, const struct ledger_promise *p, int64_t *measure_id) MUST_CHECK;

/* Workbench pages under /work/ledger/, public page /progress/. */
extern const struct module ledger_module;

#endif
