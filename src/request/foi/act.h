/* What acting and arriving share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_ACT_H
#define FOI_ACT_H

#include "request/foi/derive.h"

/* Keeps files that came with an event. */
enum st foi_keep_files(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *ev, const char *slot, const struct foi_file *files,
    size_t n) MUST_CHECK;
/* RULE B1: gives the number once the day of receipt is fixed. */
enum st foi_number(struct ctx *c, struct foi_case *k) MUST_CHECK;

#endif
