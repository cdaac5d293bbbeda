/* Papers that an act produces, and which papers the file still lacks. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_OUTPUT_H
#define FOI_OUTPUT_H

#include "request/foi/compose.h"
#include "request/foi/guard.h"

struct foi_painted {
    struct foi_paper paper;
    const char *bytes;
    const char *word; /* the letter as DOCX; NULL: a sheet that only repeats what was typed */
    size_t word_bytes;
};
/* The papers of the act, which is the last of the list; reads only. */
enum st foi_paint(struct ctx *c, const struct foi_case *k, const struct foi_event *list, size_t n,
    const struct derived *d, struct foi_painted out[static FOI_PAINTED_MOST],
    size_t *n_out) MUST_CHECK;
/* Keeps them; in a write transaction. */
enum st foi_keep_painted(
    struct ctx *c, const struct vault *v, const struct foi_painted *list, size_t n) MUST_CHECK;
/* Makes and keeps the papers of the act, which is the last of the list (rule B2 numbers them). */
enum st foi_output(struct ctx *c, const struct vault *v, const struct foi_case *k,
    const struct foi_event *list, size_t n, const struct derived *d) MUST_CHECK;
#endif
