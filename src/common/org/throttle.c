/* The rule of the lock-out, and the keys it counts by.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/throttle.h"

#include "lib/base/hash.h"

bool throttle_blocked(const struct throttle *t, int64_t now)
{
    return t->blocked_until > now;
}

struct throttle throttle_count(struct throttle t, int64_t limit, int64_t now)
{
    bool stale = now - t.first_at >= THROTTLE_SECONDS || now < t.first_at || t.blocked_until;
    if (stale)
        t = (struct throttle){.first_at = now};
    t.failures++;
    if (t.failures >= limit)
        t.blocked_until = now + THROTTLE_SECONDS;
    return t;
}

const char *throttle_person(struct ctx *c, int64_t person)
{
    return arena_printf(c->mem, "person:%lld", (long long)person);
}

const char *throttle_unknown(struct ctx *c, const char *login)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 h = sha256_of(login, strlen(login));
    return arena_printf(c->mem, "login:%s", sha256_hex(&h, hex));
}

const char *throttle_peer(struct ctx *c, const char *peer)
{
    return arena_printf(c->mem, "peer:%.60s", peer);
}
