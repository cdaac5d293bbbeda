/* The store of sign-in, and its module with the routes of sign-in and of one's own account.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/signin.h"

#include <string.h>

#include "common/org/pages.h"
#include "common/org/throttle.h"
#include "common/org/totp.h"
#include "lib/base/hash.h"

static const struct stmt stmt_throttle_get = {
    "throttle.get", "SELECT failures, first_at, blocked_until FROM throttle WHERE key = $1", NULL};
static const struct stmt stmt_throttle_set = {"throttle.set",
    "INSERT INTO throttle (key, failures, first_at, blocked_until) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (key) DO UPDATE SET failures = $2, first_at = $3, blocked_until = $4",
    NULL};
static const struct stmt stmt_throttle_clear = {
    "throttle.clear", "DELETE FROM throttle WHERE key = $1", NULL};
static const struct stmt stmt_throttle_forgive = {"throttle.forgive",
    "UPDATE throttle SET failures = failures - 1, blocked_until = 0 WHERE key = $1 "
    "AND failures > 0",
    NULL};
static const struct stmt stmt_throttle_old = {
    "throttle.old", "DELETE FROM throttle WHERE first_at < $1 AND blocked_until < $1", NULL};
static const struct stmt stmt_step_add = {"step.add",
    "INSERT INTO sign_in_step (token, person_id, back, totp_done, expires_at) "
    "VALUES ($1, $2, $3, $4, $5)",
    NULL};
static const struct stmt stmt_step_get = {"step.get",
    "SELECT person_id, back, totp_done FROM sign_in_step WHERE token = $1 AND expires_at > $2",
    NULL};
static const struct stmt stmt_step_totp = {
    "step.totp", "UPDATE sign_in_step SET totp_done = 1 WHERE token = $1", NULL};
static const struct stmt stmt_step_end = {
    "step.end", "DELETE FROM sign_in_step WHERE token = $1 OR expires_at <= $2", NULL};
static const struct stmt stmt_totp_begin = {
    "totp.begin", "UPDATE person SET totp_pending = $2 WHERE id = $1", NULL};
static const struct stmt stmt_totp_switch = {"totp.switch",
    "UPDATE person SET totp_secret = $2, totp_pending = '', totp_step = $3 WHERE id = $1", NULL};
static const struct stmt stmt_totp_accept = {
    "totp.accept", "UPDATE person SET totp_step = $2 WHERE id = $1 AND totp_step < $2", NULL};
static const struct stmt stmt_recovery_drop = {
    "recovery.drop", "DELETE FROM recovery_code WHERE person_id = $1", NULL};
static const struct stmt stmt_recovery_add = {
    "recovery.add", "INSERT INTO recovery_code (person_id, hash) VALUES ($1, $2)", NULL};
static const struct stmt stmt_recovery_left = {"recovery.left",
    "SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL", NULL};
static const struct stmt stmt_recovery_use = {"recovery.use",
    "UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at IS NULL",
    NULL};
static const struct stmt *const stmts[] = {&stmt_throttle_get, &stmt_throttle_set,
    &stmt_throttle_clear, &stmt_throttle_forgive, &stmt_throttle_old, &stmt_step_add,
    &stmt_step_get, &stmt_step_totp, &stmt_step_end, &stmt_totp_begin, &stmt_totp_switch,
    &stmt_totp_accept, &stmt_recovery_drop, &stmt_recovery_add, &stmt_recovery_left,
    &stmt_recovery_use};

static const struct field signin_fields[] = {
    {.name = "login", .label = "账号", .kind = FIELD_TEXT, .required = true, .max = 64},
    {.name = "password", .label = "密码", .kind = FIELD_SECRET, .required = true, .max = 256},
    {.name = "back", .label = "返回", .kind = FIELD_TEXT, .max = 2000},
};
static const struct form signin_form = {signin_fields, COUNT_OF(signin_fields)};
static const struct field code_fields[] = {
    {.name = "step", .label = "登录步骤", .kind = FIELD_TEXT, .required = true, .max = 64},
    {.name = "code", .label = "验证码", .kind = FIELD_TEXT, .required = true, .max = 20},
};
static const struct form code_form = {code_fields, COUNT_OF(code_fields)};
static const struct field first_fields[] = {
    {.name = "step", .label = "登录步骤", .kind = FIELD_TEXT, .required = true, .max = 64},
    {.name = "new", .label = "新密码", .kind = FIELD_SECRET, .required = true, .max = 256},
    {.name = "again", .label = "再输一遍", .kind = FIELD_SECRET, .required = true, .max = 256},
};
static const struct form first_form = {first_fields, COUNT_OF(first_fields)};
static const struct field own_fields[] = {
    {.name = "phone", .label = "办公电话", .kind = FIELD_TEXT, .max = 40},
};
static const struct form own_form = {own_fields, COUNT_OF(own_fields)};
static const struct field change_fields[] = {
    {.name = "old", .label = "现在的密码", .kind = FIELD_SECRET, .required = true, .max = 256},
    {.name = "new", .label = "新密码", .kind = FIELD_SECRET, .required = true, .max = 256},
    {.name = "again", .label = "再输一遍", .kind = FIELD_SECRET, .required = true, .max = 256},
};
static const struct form change_form = {change_fields, COUNT_OF(change_fields)};
static const struct field totp_fields[] = {
    {.name = "old", .label = "现在的密码", .kind = FIELD_SECRET, .required = true, .max = 256},
    {.name = "act", .label = "操作", .kind = FIELD_TEXT, .required = true, .max = 10},
};
static const struct form totp_form = {totp_fields, COUNT_OF(totp_fields)};
static const struct form confirm_form = {code_fields + 1, 1};

/* Hashing takes a tenth of a second: these rows wait in the job pool, without a transaction. */
#define HASHING (ROUTE_SLOW | ROUTE_NO_TX)

static const struct route routes[] = {
    {METHOD_GET, "/sign-in", PERM_PUBLIC, signin_show, NULL, NULL, 0, 0},
    {METHOD_POST, "/sign-in", PERM_PUBLIC, signin_post, &signin_form, signin_show, HASHING, 0},
    {METHOD_POST, "/sign-in/code", PERM_PUBLIC, signin_code_post, &code_form, signin_code_again,
        ROUTE_NO_TX, 0},
    {METHOD_POST, "/sign-in/password", PERM_PUBLIC, signin_password_post, &first_form,
        signin_password_again, HASHING, 0},
    {METHOD_POST, "/sign-out", PERM_PUBLIC, signout_post, NULL, NULL, 0, 0},
    {METHOD_GET, "/work/account/", PERM_SIGNED_IN, account_show, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/account/", PERM_SIGNED_IN, account_save, &own_form, account_show, 0, 0},
    {METHOD_GET, "/work/account/password", PERM_SIGNED_IN, account_password, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/account/password", PERM_SIGNED_IN, account_password_post, &change_form,
        account_password, HASHING, 0},
    {METHOD_GET, "/work/account/totp", PERM_SIGNED_IN, account_totp, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/account/totp/start", PERM_SIGNED_IN, account_totp_start, NULL, NULL, 0, 0},
    {METHOD_POST, "/work/account/totp/confirm", PERM_SIGNED_IN, account_totp_confirm, &confirm_form,
        account_totp, 0, 0},
    {METHOD_POST, "/work/account/totp", PERM_SIGNED_IN, account_totp_post, &totp_form, account_totp,
        HASHING, 0},
    {METHOD_POST, "/work/account/sessions/:id/end", PERM_SIGNED_IN, account_session_end, NULL, NULL,
        0, 0},
    {METHOD_POST, "/work/account/sessions/end", PERM_SIGNED_IN, account_sessions_end, NULL, NULL, 0,
        0},
};

static enum st forget_old(struct ctx *c)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_throttle_old, ARGS(v_int(c->now - 2 * THROTTLE_SECONDS)));
    if (!st)
        st = x(c, &stmt_step_end, ARGS(v_text(""), v_int(c->now)));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static const struct job jobs[] = {{"signin.forget", "清理登录失败计数", 3600, forget_old}};

const struct module signin_module = {
    .name = "signin",
    .title = "登录与账号",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
};

enum st throttle_attempt(struct ctx *c, const char *key, int64_t limit)
{
    struct rows *r;
    struct throttle t = {0};
    char until[17];
    enum st st = q(c, &stmt_throttle_get, ARGS(v_text(key)), &r);
    if (st)
        return st;
    if (rows_next(r))
        t = (struct throttle){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)};
    if (throttle_blocked(&t, c->now))
        return fail(c, ST_INVALID, "",
            "连续登录失败次数过多，已暂停登录，请在 %s 以后再试，或请系统管理员解锁",
            time_text(t.blocked_until + 60, until) + 11);
    t = throttle_count(t, limit, c->now);
    return x(c, &stmt_throttle_set,
        ARGS(v_text(key), v_int(t.failures), v_int(t.first_at), v_int(t.blocked_until)));
}

enum st throttle_forgive(struct ctx *c, const char *key)
{
    return x(c, &stmt_throttle_forgive, ARGS(v_text(key)));
}

enum st throttle_clear(struct ctx *c, const char *key)
{
    return x(c, &stmt_throttle_clear, ARGS(v_text(key)));
}

static const char *token_digest(struct ctx *c, const char *token)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 h = sha256_of(token, strlen(token));
    return arena_strdup(c->mem, sha256_hex(&h, hex));
}

enum st step_begin(struct ctx *c, const struct step *s, const char **token)
{
    *token = random_token(c->mem, 24);
    return x(c, &stmt_step_add,
        ARGS(v_text(token_digest(c, *token)), v_int(s->person_id), v_text(s->back),
            v_int(s->totp_done), v_int(c->now + STEP_SECONDS)));
}

enum st step_find(struct ctx *c, const char *token, struct step *out)
{
    struct rows *r;
    enum st st = q1(c, &stmt_step_get, ARGS(v_text(token_digest(c, token)), v_int(c->now)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, ST_INVALID, "", "登录步骤已过期，请从输入账号和密码重新开始");
    if (!st)
        *out = (struct step){rows_int(r, 0), rows_text(r, 1), rows_int(r, 2) != 0};
    return st;
}

enum st step_totp_done(struct ctx *c, const char *token)
{
    return x(c, &stmt_step_totp, ARGS(v_text(token_digest(c, token))));
}

enum st step_end(struct ctx *c, const char *token)
{
    return x(c, &stmt_step_end, ARGS(v_text(token_digest(c, token)), v_int(c->now)));
}

enum st totp_begin(struct ctx *c, int64_t person, const char *secret)
{
    return x(c, &stmt_totp_begin, ARGS(v_int(person), v_text(secret)));
}

enum st totp_switch(struct ctx *c, int64_t person, const char *secret, int64_t step)
{
    enum st st = x(c, &stmt_totp_switch, ARGS(v_int(person), v_text(secret), v_int(step)));
    if (!st && !*secret)
        st = x(c, &stmt_recovery_drop, ARGS(v_int(person)));
    return st ? st
              : org_act(c, *secret ? "person.totp_on" : "person.totp_off", "person", person, "");
}

enum st totp_accept(struct ctx *c, int64_t person, int64_t step)
{
    int64_t changed;
    enum st st = xn(c, &stmt_totp_accept, ARGS(v_int(person), v_int(step)), &changed);
    return !st && !changed ? fail(c, ST_CONFLICT, "code", "这个验证码已经用过，请等下一个") : st;
}

enum st recovery_renew(struct ctx *c, int64_t person, const char **codes, size_t n)
{
    enum st st = x(c, &stmt_recovery_drop, ARGS(v_int(person)));
    for (size_t i = 0; !st && i < n; i++) {
        codes[i] = recovery_make(c->mem);
        st = x(c, &stmt_recovery_add, ARGS(v_int(person), v_text(recovery_hash(c->mem, codes[i]))));
    }
    return st ? st : org_act(c, "person.recovery_codes", "person", person, "");
}

enum st recovery_left(struct ctx *c, int64_t person, int64_t *n)
{
    struct rows *r;
    enum st st = q1(c, &stmt_recovery_left, ARGS(v_int(person)), &r);
    if (!st)
        *n = rows_int(r, 0);
    return st;
}

enum st recovery_use(struct ctx *c, int64_t person, const char *typed, bool *held)
{
    int64_t changed;
    enum st st = xn(c, &stmt_recovery_use,
        ARGS(v_int(person), v_text(recovery_hash(c->mem, typed)), v_int(c->now)), &changed);
    *held = !st && changed > 0;
    return *held ? org_act(c, "person.recovery_used", "person", person, "") : st;
}
