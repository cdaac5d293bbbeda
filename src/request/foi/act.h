/* What acting and arriving share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_ACT_H
#define FOI_ACT_H

#include "request/foi/compose.h"
#include "request/foi/guard.h"

struct foi_future {         /* a case as it would be once an act is recorded */
    struct foi_case before; /* as it stands */
    struct derived now;
    struct foi_case k;
    struct derived d;
    struct foi_event *list; /* the act is the last one */
    size_t n;
    struct foi_letter *letters; /* that the act would make, see foi_future_letters */
    size_t n_letters;
};
/* What would follow from the act; reads only. Facts that are wrong or missing: ST_INVALID, and each
 * in r. Whether the stage allows it is not asked. */
enum st foi_foresee(struct ctx *c, const struct foi_case *k, const struct foi_event *list, size_t n,
    const struct foi_do *d, struct foi_future *out, struct reasons *r) MUST_CHECK;
/* Composes its letters, once. */
enum st foi_future_letters(struct ctx *c, struct foi_future *f) MUST_CHECK;
/* The guards of the procedure, the law's clock and the file alone. */
enum st foi_against_act(struct ctx *c, const struct foi_future *f, const struct foi_do *d,
    struct reasons *r) MUST_CHECK;
/* All that speaks against it: guards of the procedure, the law's clock, the file, its letters. */
enum st foi_against(
    struct ctx *c, struct foi_future *f, const struct foi_do *d, struct reasons *r) MUST_CHECK;

/* Keeps files that came with an event. */
enum st foi_keep_files(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *ev, const char *slot, const struct foi_file *files,
    size_t n) MUST_CHECK;
/* RULE B1: gives the number once the day of receipt is fixed. */
enum st foi_number(struct ctx *c, struct foi_case *k) MUST_CHECK;

#endif
