/* One's own account: data, password, one-time codes, sessions.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/pages.h"
#include "common/org/password.h"
#include "common/org/signin.h"
#include "common/org/throttle.h"
#include "common/org/totp.h"
#include "common/org/views.h"

static const struct {
    const char *mark, *word;
} browsers[] = {{"MicroMessenger", "微信"}, {"Edg/", "Edge 浏览器"}, {"Firefox/", "火狐浏览器"},
    {"QQBrowser", "QQ 浏览器"}, {"360SE", "360 浏览器"}, {"360EE", "360 浏览器"},
    {"OPR/", "Opera 浏览器"}, {"Chrome/", "Chrome 浏览器"}, {"Safari/", "Safari 浏览器"}},
  systems[] = {{"Android", "安卓"}, {"OpenHarmony", "鸿蒙"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
      {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}};

const char *device_words(struct arena *a, const char *agent)
{
    const char *browser = "其他浏览器", *system = "";
    for (size_t i = 0; i < COUNT_OF(browsers); i++)
        if (strstr(agent, browsers[i].mark)) {
            browser = browsers[i].word;
            break;
        }
    for (size_t i = 0; i < COUNT_OF(systems); i++)
        if (strstr(agent, systems[i].mark)) {
            system = systems[i].word;
            break;
        }
    return *system ? arena_printf(a, "%s，%s", browser, system) : browser;
}

enum st account_show(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account_view v = {.codes_left = 0};
    enum st st = person_get(c, r->who->id, &v.person);
    if (!st)
        st = post_list(c, r->who->id, &v.posts, &v.n_posts);
    if (!st)
        st = session_list(c, r->who->id, &v.sessions, &v.n_sessions);
    if (!st)
        st = recovery_left(c, r->who->id, &v.codes_left);
    if (!st)
        account_page(&r->out, r, &v);
    return st;
}

enum st account_save(struct req *r)
{
    struct person p;
    enum st st = person_get(r->ctx, r->who->id, &p);
    if (!st)
        st = person_edit(r->ctx, p.id, p.name, req_form(r, "phone"));
    if (st)
        return st;
    flash(r, "已保存");
    return redirect(r, "/work/account/");
}

/* The present password, asked again before something important; counted like a sign-in. */
static enum st confirm_password(struct req *r, struct account *a)
{
    struct ctx *c = r->ctx;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = account_get(c, r->who->id, a);
    if (!st)
        st = throttle_attempt(c, throttle_person(c, a->id), THROTTLE_PERSON_LIMIT);
    if (!st)
        st = ctx_commit(c);
    ctx_rollback(c);
    if (!st && !password_holds(a->secret, req_form(r, "old")))
        st = fail(c, ST_INVALID, "old", "现在的密码不正确，请重新输入");
    return st;
}

static enum st end_tx(struct ctx *c, enum st st)
{
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st account_password(struct req *r)
{
    account_password_page(&r->out, r);
    return ST_OK;
}

enum st account_password_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    enum st st = confirm_password(r, &a);
    if (st)
        return st;
    const char *problem = new_password_problem(r, &a);
    if (*problem)
        return fail(c, ST_INVALID, "new", "%s", problem);
    const char *secret = password_hash(c->mem, req_form(r, "new"));
    st = ctx_begin(c, true);
    if (!st)
        st = person_set_secret(c, a.id, secret, false);
    if (!st)
        st = throttle_clear(c, throttle_person(c, a.id));
    if (!st)
        st = session_end_others(c, a.id, r->session_id);
    st = end_tx(c, st);
    if (st)
        return st;
    flash(r, "密码已修改，其他设备上的登录已全部退出");
    return redirect(r, "/work/account/");
}

/* ---- one-time codes ---- */

enum st account_totp(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    struct totp_view v = {.secret = "", .qr = ""};
    enum st st = account_get(c, r->who->id, &a);
    if (!st)
        st = recovery_left(c, a.id, &v.codes_left);
    if (st)
        return st;
    v.on = *a.totp_secret;
    if (!v.on && *a.totp_pending) {
        v.secret = a.totp_pending;
        v.qr = totp_qr(c->mem, totp_uri(c->mem, ui_site()->name, a.login, a.totp_pending));
    }
    account_totp_page(&r->out, r, &v);
    return ST_OK;
}

enum st account_totp_start(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    enum st st = account_get(c, r->who->id, &a);
    if (!st && !*a.totp_secret)
        st = totp_begin(c, a.id, totp_secret(c->mem));
    return st ? st : redirect(r, "/work/account/totp");
}

static enum st show_codes(struct req *r)
{
    const char *codes[RECOVERY_CODES];
    enum st st = recovery_renew(r->ctx, r->who->id, codes, RECOVERY_CODES);
    if (!st)
        account_codes_page(&r->out, r, codes, RECOVERY_CODES);
    return st;
}

enum st account_totp_confirm(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    int64_t step;
    enum st st = account_get(c, r->who->id, &a);
    if (st)
        return st;
    if (*a.totp_secret || !*a.totp_pending)
        return fail(c, ST_CONFLICT, "", "两步验证的设置已经变化，请回到账号页查看");
    if (!totp_holds(a.totp_pending, req_form(r, "code"), c->now, 0, &step))
        return fail(
            c, ST_INVALID, "code", "验证码不正确。请确认手机时间准确，再输入当前显示的 6 位数字");
    st = totp_switch(c, a.id, a.totp_pending, step);
    return st ? st : show_codes(r);
}

/* Off, or new recovery codes: the button that was pressed says which. */
enum st account_totp_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct account a;
    bool stop = strcmp(req_form(r, "act"), "stop") == 0;
    enum st st = confirm_password(r, &a);
    if (st)
        return st;
    if (!*a.totp_secret)
        return fail(c, ST_CONFLICT, "", "两步验证没有开启，请回到账号页查看");
    st = ctx_begin(c, true);
    if (!st)
        st = throttle_clear(c, throttle_person(c, a.id));
    if (!st)
        st = stop ? totp_switch(c, a.id, "", 0) : show_codes(r);
    st = end_tx(c, st);
    if (st || !stop)
        return st;
    flash(r, "两步验证已关闭");
    return redirect(r, "/work/account/");
}

/* ---- sessions ---- */

enum st account_session_end(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = session_end_id(r->ctx, r->who->id, id);
    if (!st)
        st = org_act(r->ctx, "person.session_end", "person", r->who->id, "");
    if (st)
        return st;
    flash(r, "该设备上的登录已退出");
    return redirect(r, "/work/account/");
}

enum st account_sessions_end(struct req *r)
{
    enum st st = session_end_others(r->ctx, r->who->id, r->session_id);
    if (!st)
        st = org_act(r->ctx, "person.sessions_end", "person", r->who->id, "");
    if (st)
        return st;
    flash(r, "其他设备上的登录已全部退出");
    return redirect(r, "/work/account/");
}
