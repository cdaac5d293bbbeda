/* What the register computes: states, clocks, reviews, ranges of numbers. Pure; inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_RULES_H
#define INVENTORY_RULES_H

#include "disclosure/inventory/inventory.h"
#include "lib/ui/ui.h"

#define MODE_OPEN "主动公开"
#define MODE_ASKED "依申请公开"
#define MODE_CLOSED "不予公开"
bool mode_known(const char *mode);
bool mode_withheld(const char *mode); /* 依申请公开, 不予公开 */

/* Where a document of the register stands. The words are keys of the filter as well. */
#define INV_ONLINE "online"       /* 已公开 */
#define INV_WITHDRAWN "withdrawn" /* 已撤下 */
#define INV_WAITING "waiting"     /* 待公开 */
#define INV_OVERDUE "overdue"     /* 逾期未公开 */
#define INV_WITHHELD "withheld"   /* 不上网 */
#define INV_UNDECIDED "undecided" /* 未定公开属性 */
#define INV_DISCARDED "discarded" /* 已放弃 */
struct inv_state {
    const char *key, *word;
    enum ui_mood mood;
};
extern const struct inv_state inv_states[];
extern const size_t n_inv_states;
const char *inv_state_word(const char *key);
enum ui_mood inv_state_mood(const char *key);

/* RULE C-DUE20, seen from today: documents formed before this day are overdue; day_none() outside
 * the calendar. */
struct day overdue_before(struct day today);
/* The clock of a document: its light and why, in one sentence. published: day_none() when not. */
struct inv_clock {
    struct day due;
    enum ui_light light;
    const char *why;
};
struct inv_clock inventory_clock(
    struct arena *a, struct day formed_on, struct day from, struct day published, struct day today);

/* RULE W-REVIEW: what is withheld is looked at again so many months after the decision. */
#define REVIEW_MONTHS 12
struct day review_day(struct day decided, int months);

/* Why a number has no document. */
struct void_kind {
    const char *key, *word; /* "UNUSED", 未使用 */
};
extern const struct void_kind void_kinds[];
extern const size_t n_void_kinds;
const char *void_word(const char *key); /* "" when unknown */

/* Neighbouring serials as ranges: 3、4、5、9 → 3—5、9. */
struct range {
    int from, to;
};
size_t ranges_of(struct arena *a, const int *serials, size_t n, struct range **out);

#endif
