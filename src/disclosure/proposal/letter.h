/* The reply as a letter in the look of GB/T 9704, and its public copy. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_LETTER_H
#define PROPOSAL_LETTER_H

#include "common/record/item.h"
#include "disclosure/proposal/store.h"
#include "lib/paper/letter.h"

enum prop_copy { COPY_FULL, COPY_PUBLIC };
/* COPY_FULL names the proposer and has the slip for satisfaction; COPY_PUBLIC is what the public
 * gets: S-PII. Lives as long as the arena. */
struct letter prop_letter(struct arena *a, const struct prop *p, const struct prop_joint *joints,
    size_t n, enum prop_copy copy);
/* The public copy as HTML: facts, then the text. */
const char *prop_public_html(
    struct arena *a, const struct prop *p, const struct prop_joint *joints, size_t n);
/* Title, summary and text of the public copy, as plain text: what the guard reads. */
const char *prop_public_text(struct arena *a, const struct prop *p);
/* What is public of a published reply, in the same look. */
struct letter prop_published_letter(struct arena *a, const struct item_page *page);
/* 一、… on a line of its own. */
bool prop_is_heading(const char *line);
/* 张××代表; the name itself when it may be public; "" without one. */
const char *prop_addressee(struct arena *a, const struct prop *p, enum prop_copy copy);

#endif
