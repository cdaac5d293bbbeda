/* Remedies to print in every reply: who hears the appeal, until when, whether it must come first.
 *
 * Pure. RULE M1, M2, M3 and §1.6 of rules/requests.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_REMEDY_H
#define FOI_REMEDY_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

enum organ_kind { ORGAN_DEPARTMENT, ORGAN_COUNTY, ORGAN_TOWNSHIP, ORGAN_STREET };

/* Names of a county, a setting. */
struct remedy_names {
    const char *county, *city, *superior;
};
extern const struct remedy_names
    remedy_names_default; /* 师宗县人民政府, 曲靖市人民政府, 上一级主管部门 */

struct remedy_case {
    enum organ_kind organ;
    const char *code;            /* reply code, "" = no reply at all */
    const char *const *withheld; /* grounds of the withheld part of a P1 */
    size_t n_withheld;
    struct day issued, received;  /* of the reply */
    struct day decision_received; /* of the reconsideration decision, or none */
    struct day due;               /* no reply: the last day of the reply period */
};

struct remedy {
    const char *bodies[2]; /* "COUNTY", "CITY", "SUPERIOR" */
    const char *names[2];
    size_t n_bodies;
    struct day reconsideration_until, court_until;
    bool reconsideration_first;
    const char *sentence; /* for the reply letter */
};

/* ST_INVALID with detail CALENDAR_NOT_LOADED outside the calendar. */
enum st foi_remedy(struct arena *a, const struct remedy_case *c, const struct remedy_names *names,
    struct remedy *out, struct err *e) MUST_CHECK;

#endif
