/* Inside common/org: the store of sign-in: throttle, the steps between password and session,
 * one-time passwords, recovery codes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_SIGNIN_H
#define ORG_SIGNIN_H

#include "common/org/store.h"

#define STEP_SECONDS 600

/* Between the right password and the session there may be steps: the one-time code, a password of
 * one's own. The browser carries a random token; the table keeps its digest. */
struct step {
    int64_t person_id;
    const char *back;
    bool totp_done;
};
enum st step_begin(struct ctx *c, const struct step *s, const char **token) MUST_CHECK;
/* ST_INVALID when it is unknown or older than ten minutes. */
enum st step_find(struct ctx *c, const char *token, struct step *out) MUST_CHECK;
enum st step_totp_done(struct ctx *c, const char *token) MUST_CHECK;
enum st step_end(struct ctx *c, const char *token) MUST_CHECK;

enum st totp_begin(struct ctx *c, int64_t person, const char *secret) MUST_CHECK;
/* Switches it on with the pending secret, or off with "". */
enum st totp_switch(struct ctx *c, int64_t person, const char *secret, int64_t step) MUST_CHECK;
/* Notes the time step of an accepted code; ST_CONFLICT when another request used it first. */
enum st totp_accept(struct ctx *c, int64_t person, int64_t step) MUST_CHECK;

/* New recovery codes in place of the old ones; shown once. */
enum st recovery_renew(struct ctx *c, int64_t person, const char **codes, size_t n) MUST_CHECK;
enum st recovery_left(struct ctx *c, int64_t person, int64_t *n) MUST_CHECK;
/* Uses one up; false when it is none of the person's, or used. */
enum st recovery_use(struct ctx *c, int64_t person, const char *typed, bool *held) MUST_CHECK;

#endif
