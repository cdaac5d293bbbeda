/* The figures of a year and what the public still misses. Pure. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_TALLY_H
#define PROPOSAL_TALLY_H

#include "disclosure/proposal/store.h"

struct prop_tally {
    int64_t received, answered, on_time, late, a, b, c, published, withheld;
    int64_t satisfied, basically, unsatisfied; /* people who answered */
    int64_t adopted;                           /* answered with A or B */
};
/* RULE M-PROP-YEAR: of one kind, "" of both; counted from the proposals. */
struct prop_tally prop_tally(const struct prop *list, size_t n, const char *kind, struct day today);
/* "98.5%", "—" when there is nothing to divide by. */
const char *prop_rate(struct arena *a, int64_t part, int64_t whole);
int64_t prop_votes(const struct prop_tally *t);
/* One paragraph with all figures, for the summary of the overview. */
const char *prop_tally_words(struct arena *a, const struct prop_tally *t, int year,
    const struct prop_tally *npc, const struct prop_tally *cppcc);

struct prop_finding {
    const char *code, *what, *remedy; /* code M-PROP(field), M-PROP-YEAR, M-PROP-LATE */
    const char *subject, *path;       /* what it is about; its workbench or public address */
};
enum { PROP_FINDINGS_EACH = 16 };
/* RULE M-PROP: fields that a published reply lacks; how many. */
size_t prop_entry_findings(struct arena *a, const struct prop_entry *e,
    struct prop_finding out[static PROP_FINDINGS_EACH]);
/* By when the reply must be public; none when it is withheld or there is no calendar. */
struct day prop_publish_due(const struct prop *p, const struct prop_settings *s);
/* Late with the reply, or with its publication: NULL when not. */
const char *prop_late(
    struct arena *a, const struct prop *p, const struct prop_settings *s, struct day today);

#endif
