/* What a processing fee is counted by: the pieces and pages that the case itself knows.
 *
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_CHARGE_H
#define FOI_CHARGE_H

#include "request/foi/foi.h"

struct foi_charge {
    int pieces; /* RULE F4: of this applicant with this organ in the month of arrival */
    int pages;  /* RULE F5: of what is to be handed over; 0 when one of the files has none known */
};
enum st foi_charge_known(
    struct ctx *c, const struct foi_case *k, struct foi_charge *out) MUST_CHECK;
/* The same from papers that are at hand. */
int foi_charge_pages(const struct foi_copies *copies, const struct foi_paper *papers, size_t n);
/* RULE F2, F3, F5, F11: fills in the count where it is left out, what other requests of the month
 * were charged by piece already, and the amount that is left. */
enum st foi_charge_fill(struct ctx *c, const struct foi_case *k, struct foi_event *ev) MUST_CHECK;

#endif
