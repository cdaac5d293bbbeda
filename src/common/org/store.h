/* Inside common/org: what the pages need of the store beyond org.h, and the shared tables.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_STORE_H
#define ORG_STORE_H

#include "common/org/org.h"
#include "lib/base/buf.h"

/* ---- units ---- */
enum st unit_edit(struct ctx *c, const struct unit *u) MUST_CHECK;
/* ST_CONFLICT while people still hold posts in it. */
enum st unit_close(struct ctx *c, int64_t id, bool closed) MUST_CHECK;
enum st unit_alias_list(struct ctx *c, int64_t unit_id, const char ***list, size_t *n) MUST_CHECK;
enum st unit_alias_drop(struct ctx *c, int64_t unit_id, const char *alias) MUST_CHECK;

/* ---- people ---- */

/* a–z, digits, dot, minus, underscore; a letter first; 2 to 32 characters. */
bool login_valid(const char *login);
enum st person_edit(struct ctx *c, int64_t id, const char *name, const char *phone) MUST_CHECK;
/* The last administrator and oneself cannot be disabled. */
enum st person_disable(struct ctx *c, int64_t id, bool disabled) MUST_CHECK;
/* A new initial password, shown once; ends the person's lock. Sessions are the caller's business.
 */
enum st person_reset_password(struct ctx *c, int64_t id, const char **shown) MUST_CHECK;
/* secret: as made by password_hash. */
enum st person_set_secret(
    struct ctx *c, int64_t id, const char *secret, bool must_change) MUST_CHECK;
enum st person_unlock(struct ctx *c, int64_t id) MUST_CHECK;
enum st person_seen(struct ctx *c, int64_t id) MUST_CHECK;

struct post {
    const char *unit_name, *role_title;
    int64_t from_at, to_at; /* to_at 0: holds it now */
};
enum st post_list(struct ctx *c, int64_t person_id, struct post **list, size_t *n) MUST_CHECK;

/* What sign-in reads of an account. */
struct account {
    int64_t id;
    const char *login, *name, *secret, *totp_secret, *totp_pending;
    int64_t totp_step;
    bool must_change, disabled;
};
/* ST_NOT_FOUND when there is none. */
enum st account_by_login(struct ctx *c, const char *login, struct account *out) MUST_CHECK;
enum st account_get(struct ctx *c, int64_t id, struct account *out) MUST_CHECK;

/* ---- the modules ---- */
#define ORG_MIGRATIONS 1
extern const struct migration org_migrations[ORG_MIGRATIONS];
enum st org_demo(struct ctx *c) MUST_CHECK;

/* Journals action about a person or unit; detail is a JSON object or "". */
enum st org_act(struct ctx *c, const char *action, const char *subject, int64_t id,
    const char *detail) MUST_CHECK;
/* {"a":"…","b":"…"} of names and values, NULL-terminated. */
const char *org_detail(struct ctx *c, const char *name, ...);

#endif
