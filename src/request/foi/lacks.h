/* What the letters of an act still lack, before it is done. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_LACKS_H
#define FOI_LACKS_H

#include "request/foi/compose.h"
#include "request/foi/guard.h"

/* What the reply to be drafted, revised or signed still lacks, with its rules (C1 … C6, K3 … K6).
 * The event asked for is the last of the list. */
enum st foi_reply_lacks(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reasons *r) MUST_CHECK;
/* RULE 2.2: the same of the other letters of the act, and what edited words tell that the case no
 * longer says. `only`: the letter with this name, "" all. */
void foi_letters_lack(
    struct arena *a, struct foi_letter *letters, size_t n, const char *only, struct reasons *r);

#endif
