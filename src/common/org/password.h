/* Passwords: the strength rule, hashing, verifying with a cap on how many run at once.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_PASSWORD_H
#define ORG_PASSWORD_H

#include <stdbool.h>
#include "lib/base/arena.h"

#define PASSWORD_MIN_CHARS 10
#define PASSWORD_MAX_BYTES 256

/* "" when the password is good enough, else a Chinese sentence that says what to change. Pure. */
const char *password_weakness(const char *password, const char *login, const char *name);
/* argon2id, 64 MiB, two passes. The text holds all that verifying needs. */
const char *password_hash(struct arena *a, const char *password);
/* secret "" (no such account, or none set) takes as long as a real one and is false. At most two
 * run at once in the process; the others wait. */
bool password_holds(const char *secret, const char *password);
/* An initial password that is easily read aloud: "kfpm-7wxa-qe4h". */
const char *password_make(struct arena *a);

#endif
