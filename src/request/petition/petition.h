/* Petitions that concern information requests, and the co-sign sheet (会签单) between the petition
 * office and the disclosure office.
 *
 * rules/requests.md §5, plan measure 8. A petition item is registered by the petition office under
 * its own number; the sheet travels by a constant table of steps, each with its own limit; an item
 * that is a request becomes one without the applicant filing twice, and a request that is a
 * petition can be passed the other way. Who petitions and what for is sealed at rest.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_PETITION_H
#define PETITION_PETITION_H

#include "lib/web/web.h"

extern const struct module petition_module;

#endif
