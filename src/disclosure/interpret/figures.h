/* A year of interpretation, unit by unit. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_FIGURES_H
#define INTERPRET_FIGURES_H

#include "disclosure/interpret/store.h"

struct unit_figures {
    int64_t unit_id;
    const char *unit_name;
    int policies, in_time, late, missing, waiting, exempt; /* waiting: the 3 days still run */
    int said, by_leader, beyond_text;
    bool leader_owed; /* RULE P-LEADER: no interpretation by a leader in the year */
};
struct figures_in {
    const struct unit_figures *units; /* those that must appear: id and name */
    const struct policy_row *policies;
    const struct said_row *said; /* rows of one record stand together */
    size_t n_units, n_policies, n_said;
    struct day today; /* of the count */
};
/* The worst first, then by name. */
struct unit_figures *figures_of(struct arena *a, const struct figures_in *in, size_t *n);

#endif
