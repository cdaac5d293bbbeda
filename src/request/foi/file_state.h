/* The case file (案卷): what it holds, what §1.8 still asks for, and its package.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_FILE_STATE_H
#define FOI_FILE_STATE_H

#include "request/casefile/casefile.h"
#include "request/foi/derive.h"

/* Row of §1.8 that a slot of papers belongs to. */
enum casefile_kind foi_slot_kind(const char *slot);
/* Papers that §1.8 asks for and that are not there. */
enum st foi_file_gaps(struct ctx *c, const struct foi_case *k, const struct derived *d,
    struct casefile_gaps *out) MUST_CHECK;
/* Their titles joined by 、; "" when the file is complete. */
enum st foi_missing(struct ctx *c, const struct foi_case *k, const struct derived *d,
    const char **titles) MUST_CHECK;
enum foi_audience {
    FOI_FULL,     /* the whole file, with the log of what was done */
    FOI_APPLICANT /* what the applicant has or gets with the reply: twins, never their originals */
};
/* The signed ZIP of the file for that audience, in the arena. */
enum st foi_file_pack(struct ctx *c, const struct foi_case *k, const struct derived *d,
    enum foi_audience whose, struct paper_bytes *zip) MUST_CHECK;

/* RULE 1.8-9: all is released although a third party objects. */
bool foi_against_third(const struct derived *d, const char *code);

#endif
