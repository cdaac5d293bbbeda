/* Time-based one-time passwords (RFC 6238, HMAC-SHA-1, 30 s, 6 digits) and recovery codes. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_TOTP_H
#define ORG_TOTP_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#define TOTP_SECRET_BYTES 20
#define TOTP_STEP_SECONDS 30
#define RECOVERY_CODES 10

/* The code of one time step, any key length, `digits` from 6 to 8 (RFC 6238 appendix B). */
uint32_t totp_code(const unsigned char *key, size_t n, int64_t step, int digits);
/* A new secret as base32 without padding. */
const char *totp_secret(struct arena *a);
/* Base32 of RFC 4648, spaces ignored, either case; false when malformed or longer than cap. */
bool base32_decode(const char *text, unsigned char *out, size_t cap, size_t *n);
/* Checks six digits against the steps now-1, now, now+1 that lie after last_step, so that no code
 * works twice. *step gets the one that fits. */
bool totp_holds(
    const char *secret, const char *typed, int64_t now, int64_t last_step, int64_t *step);
/* "otpauth://totp/…" for authenticator apps. */
const char *totp_uri(struct arena *a, const char *issuer, const char *login, const char *secret);
/* That text as a QR code, a data: address of an SVG picture. */
const char *totp_qr(struct arena *a, const char *uri);

/* A recovery code "abcd-efgh"; 40 random bits. */
const char *recovery_make(struct arena *a);
/* What is kept of it: the digest of its letters, typed in whatever case and spacing. */
const char *recovery_hash(struct arena *a, const char *typed);

#endif
