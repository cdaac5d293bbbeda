/* Earlier requests of the same applicant: which of them a repeat could rest on.
 *
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_EARLIER_H
#define FOI_EARLIER_H

#include "request/foi/foi.h"

struct earlier_case {
    struct foi_case k;
    int alike; /* percent: how much of the words of what was asked they share */
};
/* RULE K5: earlier cases of the same applicant with the same organ whose reply was delivered,
 * those that ask for the most similar thing first. */
enum st foi_earlier_list(
    struct ctx *c, const struct foi_case *k, struct earlier_case **list, size_t *n) MUST_CHECK;
/* RULE K5: a draft that calls the request a repeat gets the number as it is written, the day of the
 * earlier reply and the id of the earlier case, "0" when the platform has no such case. */
enum st foi_earlier_fill(struct ctx *c, const struct foi_case *k, struct foi_event *ev) MUST_CHECK;
/* How alike two short texts are, in percent, by the pairs of characters they share. */
int foi_alike(const char *a, const char *b);

#endif
