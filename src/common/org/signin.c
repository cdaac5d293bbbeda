/* Signing in and out: password, then the one-time code when it is switched on, then a password of
 * one's own when the present one was handed out. Only then is there a session.
 *
 * Handlers that verify passwords run without a transaction; they count the attempt in one, verify
 * outside, and write the outcome in another.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/signin.h"

#include <ctype.h>
#include <string.h>

#include "common/org/pages.h"
#include "common/org/password.h"
#include "common/org/throttle.h"
#include "common/org/totp.h"
#include "common/org/views.h"
#include "lib/ui/ui.h"

#define WRONG "账号或密码不正确，请重新输入。连续输错 5 次将暂停登录 15 分钟"

static const char *back_path(const char *back)
{
    bool loops = strncmp(back, "/sign-", 6) == 0;
    return *back && ui_local_path(back) && !loops ? back : "/work/";
}

/* Behind a proxy on the same machine everybody has its address: then only accounts are counted. */
static bool peer_counts(const char *peer)
{
    return *peer && strncmp(peer, "127.", 4) != 0 && strcmp(peer, "::1") != 0 &&
           strncmp(peer, "::ffff:127.", 11) != 0;
}

static enum st end_tx(struct ctx *c, enum st st)
{
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* Takes what is wrong with no field in particular off the list: it is shown as a notice. */
static const char *take_notice(struct req *r)
{
    for (struct problem **p = &r->problems; *p; p = &(*p)->next)
        if (!*(*p)->field) {
            const char *message = (*p)->message;
            *p = (*p)->next;
            return message;
        }
    return "";
}

/* The page, and the page again after a refusal. */
enum st signin_show(struct req *r)
{
    bool post = r->method == METHOD_POST;
    if (r->who && !post)
        return redirect(r, "%s", back_path(req_arg(r, "back")));
    struct signin_view v = {.back = post ? req_form(r, "back") : req_arg(r, "back"),
        .refused = take_notice(r),
        .signed_out = !post && *req_arg(r, "out")};
    signin_page(&r->out, r, &v);
    return ST_OK;
}

/* A step's page after a refusal; from the start when the step is over. */
static enum st step_again(
    struct req *r, void (*page)(struct buf *out, struct req *r, const char *token))
{
    struct step s;
    const char *token = req_form(r, "step");
    if (step_find(r->ctx, token, &s))
        return signin_show(r);
    page(&r->out, r, token);
    return ST_OK;
}

enum st signin_code_again(struct req *r)
{
    return step_again(r, signin_code_page);
}

enum st signin_password_again(struct req *r)
{
    return step_again(r, signin_password_page);
}

/* Counts this attempt by address and by account. ST_NOT_FOUND never comes out: an unknown login is
 * counted like a known one, with account->id 0. */
static enum st count_attempt(struct req *r, const char *login, struct account *account)
{
    struct ctx *c = r->ctx;
    *account = (struct account){.login = login, .name = "", .secret = "", .totp_secret = ""};
    enum st st = ctx_begin(c, true);
    if (!st && peer_counts(r->peer))
        st = throttle_attempt(c, throttle_peer(c, r->peer), THROTTLE_PEER_LIMIT);
    if (!st)
        st = account_by_login(c, login, account);
    if (!st || st == ST_NOT_FOUND)
        st = throttle_attempt(c,
            account->id ? throttle_person(c, account->id) : throttle_unknown(c, login),
            THROTTLE_PERSON_LIMIT);
    return end_tx(c, st);
}

/* The session itself. In a write transaction. */
static enum st let_in(struct req *r, int64_t person)
{
    struct ctx *c = r->ctx;
    const struct principal *who;
    enum st st = org_load_principal(c, person, &who);
    if (!st && !who)
        return fail(c, ST_INVALID, "", "这个账号已停用，请联系系统管理员");
    if (st)
        return st;
    c->person = person;
    c->unit = who->unit_id;
    st = session_start(r, person);
    if (!st)
        st = throttle_clear(c, throttle_person(c, person));
    if (!st && peer_counts(r->peer))
        st = throttle_forgive(c, throttle_peer(c, r->peer));
    if (!st)
        st = person_seen(c, person);
    return st ? st : org_act(c, "person.sign_in", "person", person, "");
}

/* In a write transaction, after the right password or code: the next step, or in. */
static enum st advance(
    struct req *r, const struct account *a, const struct step *s, const char *token)
{
    struct ctx *c = r->ctx;
    enum st st = ST_OK;
    bool code = *a->totp_secret && !s->totp_done;
    if ((code || a->must_change) && !*token)
        st = step_begin(c, s, &token);
    if (!st && !code && !a->must_change) {
        st = let_in(r, a->id);
        if (!st && *token)
            st = step_end(c, token);
    }
    st = end_tx(c, st);
    if (st)
        return st;
    if (code)
        signin_code_page(&r->out, r, token);
    else if (a->must_change)
        signin_password_page(&r->out, r, token);
    else
        return redirect(r, "%s", back_path(s->back));
    return ST_OK;
}

static const char *lower_login(struct req *r)
{
    char *login = arena_strdup(r->ctx->mem, req_form(r, "login"));
    for (char *p = login; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return login;
}

enum st signin_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    enum st st = count_attempt(r, lower_login(r), &a);
    c->person = a.id; /* whose account a refusal is noted for */
    if (st)
        return st;
    if (!password_holds(a.secret, req_form(r, "password")))
        return fail(c, ST_INVALID, "", WRONG);
    if (a.disabled)
        return fail(c, ST_INVALID, "", "这个账号已停用，请联系系统管理员");
    st = ctx_begin(c, true);
    return st ? st
              : advance(r, &a, &(struct step){a.id, back_path(req_form(r, "back")), false}, "");
}

/* ---- the one-time code ---- */

static enum st check_code(struct req *r, const struct account *a, bool *held)
{
    struct ctx *c = r->ctx;
    const char *typed = req_form(r, "code");
    int64_t step;
    *held = totp_holds(a->totp_secret, typed, c->now, a->totp_step, &step);
    if (*held)
        return totp_accept(c, a->id, step);
    return recovery_use(c, a->id, typed, held);
}

enum st signin_code_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct step s;
    struct account a;
    const char *token = req_form(r, "step");
    bool held = false;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = step_find(c, token, &s);
    if (!st)
        st = account_get(c, s.person_id, &a);
    if (st)
        return st;
    c->person = a.id;
    st = throttle_attempt(c, throttle_person(c, a.id), THROTTLE_PERSON_LIMIT);
    if (!st)
        st = check_code(r, &a, &held);
    if (!st && held)
        st = step_totp_done(c, token);
    if (st)
        return st;
    s.totp_done = true;
    if (held)
        return advance(r, &a, &s, token);
    st = ctx_commit(c); /* keeps the count */
    return st ? st : fail(c, ST_INVALID, "code", "验证码不正确，请输入应用里显示的 6 位数字");
}

/* ---- a password of one's own ---- */

const char *new_password_problem(struct req *r, const struct account *a)
{
    const char *password = req_form(r, "new");
    if (strcmp(password, req_form(r, "again")) != 0)
        return "两次输入的新密码不一致，请重新输入";
    const char *weak = password_weakness(password, a->login, a->name);
    if (!*weak && password_holds(a->secret, password))
        return "新密码不能与现在的密码相同";
    return weak;
}

static enum st find_step(struct req *r, struct step *s, struct account *a)
{
    struct ctx *c = r->ctx;
    enum st st = step_find(c, req_form(r, "step"), s);
    if (!st)
        st = account_get(c, s->person_id, a);
    if (!st && (!a->must_change || (*a->totp_secret && !s->totp_done)))
        st = fail(c, ST_INVALID, "", "登录步骤已过期，请从输入账号和密码重新开始");
    return st;
}

enum st signin_password_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct step s;
    struct account a;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = find_step(r, &s, &a);
    ctx_rollback(c);
    if (st)
        return st;
    const char *problem = new_password_problem(r, &a);
    if (*problem)
        return fail(c, ST_INVALID, "new", "%s", problem);
    const char *secret = password_hash(c->mem, req_form(r, "new"));
    st = ctx_begin(c, true);
    if (!st)
        st = find_step(r, &s, &a); /* nobody was faster */
    c->person = a.id;
    if (!st)
        st = person_set_secret(c, a.id, secret, false);
    a.must_change = false;
    return st ? st : advance(r, &a, &s, req_form(r, "step"));
}

enum st signout_post(struct req *r)
{
    enum st st = ST_OK;
    if (r->who)
        st = org_act(r->ctx, "person.sign_out", "person", r->who->id, "");
    if (!st)
        st = session_end(r);
    return st ? st : redirect(r, "/sign-in?out=1");
}
