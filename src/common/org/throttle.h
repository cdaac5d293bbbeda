/* Lock-out of sign-in: counts failures by person, by unknown login and by address.
 *
 * An attempt is counted before the password is looked at, so that many at once cannot slip through;
 * success clears the count. Unknown logins are counted the same way, so nothing tells them apart.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_THROTTLE_H
#define ORG_THROTTLE_H

#include <stdbool.h>
#include "lib/db/ctx.h"

#define THROTTLE_SECONDS (15 * 60)
#define THROTTLE_PERSON_LIMIT 5
#define THROTTLE_PEER_LIMIT 60

struct throttle {
    int64_t failures, first_at, blocked_until;
};
/* Pure. */
bool throttle_blocked(const struct throttle *t, int64_t now);
/* One more attempt at `now`: failures older than 15 minutes do not count; reaching the limit blocks
 * for 15 minutes. */
struct throttle throttle_count(struct throttle t, int64_t limit, int64_t now);

const char *throttle_person(struct ctx *c, int64_t person);
const char *throttle_unknown(struct ctx *c, const char *login); /* keeps a digest, not the text */
const char *throttle_peer(struct ctx *c, const char *peer);

/* In a write transaction. ST_INVALID with the message for the person when blocked; otherwise the
 * attempt is counted. */
enum st throttle_attempt(struct ctx *c, const char *key, int64_t limit) MUST_CHECK;
/* Takes one attempt back: it was no failure. */
enum st throttle_forgive(struct ctx *c, const char *key) MUST_CHECK;
enum st throttle_clear(struct ctx *c, const char *key) MUST_CHECK;

#endif
