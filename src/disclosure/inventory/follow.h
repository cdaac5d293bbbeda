/* What acts.c, follow.c and review.c share. Inside the slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_FOLLOW_H
#define INVENTORY_FOLLOW_H

#include "disclosure/inventory/store.h"

struct told { /* one member of a journal row's detail; "" is left out */
    const char *key, *value;
};
enum st inventory_journal(struct ctx *c, const char *action, const char *kind, int64_t id,
    const struct told *told, size_t n) MUST_CHECK;
/* The decision, as it stands in e, in the journal. */
enum st entry_decided(struct ctx *c, const struct entry *e) MUST_CHECK;
bool decision_differs(const struct entry *a, const struct entry *b);

#endif
