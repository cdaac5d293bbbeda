/* The steps of every request, in one place: row, sign-in, permission, CSRF, form, transaction,
 * handler, error page.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/web/app.h"

#define PAGE_ROOM_BYTES ((32 << 10) - 1) /* most pages fit */

static int status_of(const struct req *r, enum st st)
{
    switch (st) {
    case ST_OK:
        return 200;
    case ST_INVALID:
        return r->problems ? 422 : 400;
    case ST_DENIED:
        return r->who ? 403 : 401;
    case ST_NOT_FOUND:
        return 404;
    case ST_GONE:
        return 410;
    case ST_CONFLICT:
        return 409;
    case ST_TOO_BIG:
        return 413;
    case ST_BUSY:
        return 503;
    default:
        return 500;
    }
}

void dispatch_error(struct req *r, enum st st)
{
    ctx_rollback(r->ctx);
    if (r->status < 400)
        r->status = status_of(r, st);
    if (st == ST_BROKEN)
        log_line(
            LOG_ERROR, "web", "%s: %s", r->route ? r->route->pattern : "-", r->ctx->err.detail);
    const char *allow = response_header(r, "Allow");
    int status = r->status;
    response_reset(r);
    if (allow)
        res_header(r, "Allow", allow);
    if (status == 503)
        res_header(r, "Retry-After", "5");
    if (r->session_token && !*r->csrf)
        csrf_prepare(r); /* refused early: the page still has the form to sign out */
    if (r->app->o.error_page)
        r->app->o.error_page(r);
    r->status = status;
    if (!r->out.n) {
        r->content_type = "text/plain; charset=utf-8";
        buf_addf(&r->out, "%s\n", r->ctx->err.message);
    }
}

/* Tells the hook; what it does with the ctx changes neither transaction nor answer. */
static void attempt(struct req *r, const char *why)
{
    struct err kept = r->ctx->err;
    ctx_rollback(r->ctx);
    if (r->app->o.log_attempt && r->method == METHOD_POST)
        r->app->o.log_attempt(r, why);
    ctx_rollback(r->ctx);
    r->ctx->err = kept;
}

static void refuse(struct req *r, enum st st, int status, const char *why, const char *message)
{
    enum st set = fail(r->ctx, st, "", "%s", message);
    r->status = status;
    r->refused = true;
    if (why)
        attempt(r, why);
    dispatch_error(r, set);
}

static void no_such_row(struct req *r, unsigned allowed)
{
    if (!allowed) {
        refuse(r, ST_NOT_FOUND, 404, NULL, "没有这个页面。请检查网址，或从首页查找");
        return;
    }
    res_header(r, "Allow", allowed & METHOD_GET ? "GET, HEAD" : "POST");
    refuse(r, ST_INVALID, 405, NULL, "这个网址不支持这种操作，请从页面上的链接或按钮进入");
}

/* A visitor who may sign in and come back; others are told. */
static void ask_to_sign_in(struct req *r)
{
    struct buf b;
    if (r->method != METHOD_GET) {
        refuse(r, ST_DENIED, 401, "permission",
            "登录已经过期，内容没有保存。请在新窗口重新登录，再返回本页刷新后提交");
        return;
    }
    buf_init(&b, 0);
    url_encode(&b, r->target, "");
    r->refused = true;
    enum st st = redirect(r, "/sign-in?back=%s", buf_str(&b));
    (void)st;
    buf_release(&b);
}

/* A page in the cache is the same for everybody: its handler does not even see who asks, so that
 * nothing of one visitor can be shown to another. */
static void forget_person(struct req *r)
{
    r->cookies = map_new(r->ctx->mem);
    r->headers = map_new(r->ctx->mem);
    r->peer = r->host = "";
}

void dispatch_head(struct req *r)
{
    unsigned allowed;
    r->route = router_find(r->app->router, r->method, r->path, r->ctx->mem, r->params, &allowed);
    if (!r->route) {
        no_such_row(r, allowed);
        return;
    }
    if (r->route->flags & ROUTE_CACHED) {
        forget_person(r);
        return;
    }
    enum st st = session_load(r);
    if (st) {
        r->refused = true;
        dispatch_error(r, st);
        return;
    }
    if (!req_can(r, r->route->perm)) {
        if (r->who)
            refuse(r, ST_DENIED, 403, "permission",
                "您没有这项操作的权限。如需办理，请联系本单位负责人或系统管理员");
        else
            ask_to_sign_in(r);
    }
}

/* Shows the form again with what was typed and what is wrong: nothing typed is lost, also when
 * somebody else was faster or the system is busy. */
static void show_again(struct req *r, int status)
{
    r->ctx->err = (struct err){.st = ST_OK};
    response_reset(r);
    r->status = status;
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = r->route->again(r);
    ctx_rollback(r->ctx);
    if (st) {
        r->status = 200; /* the new failure decides */
        dispatch_error(r, st);
    }
}

/* The handler's refusal is shown in its form. */
static bool belongs_to_form(struct req *r, enum st st)
{
    if ((st != ST_INVALID && st != ST_CONFLICT && st != ST_BUSY) || !r->route->again)
        return false;
    if (*r->ctx->err.message && !*problem_of(r, r->ctx->err.field))
        problem_add(r, r->ctx->err.field, "%s", r->ctx->err.message);
    return true;
}

static enum st in_write(struct req *r)
{
    bool done = false;
    enum st st = ctx_begin(r->ctx, true);
    if (!st && (r->route->flags & ROUTE_ONCE))
        st = once_check(r, &done);
    if (st || done)
        return st;
    st = r->route->handler(r);
    if (!st && r->problems)
        st = ST_INVALID; /* a problem that was noted is a refusal */
    if (!st && (r->route->flags & ROUTE_ONCE))
        st = once_keep(r);
    return st ? st : ctx_commit(r->ctx);
}

static enum st run_handler(struct req *r)
{
    if (r->route->flags & ROUTE_NO_TX)
        return r->route->handler(r);
    if (r->method == METHOD_POST)
        return in_write(r);
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = r->route->handler(r);
    return st;
}

static void run(struct req *r)
{
    if (r->route->form) {
        form_check(r);
        if (r->problems && r->route->again) {
            show_again(r, 422);
            return;
        }
        if (r->problems) {
            dispatch_error(
                r, fail(r->ctx, ST_INVALID, r->problems->field, "%s", r->problems->message));
            return;
        }
    }
    enum st st = run_handler(r);
    ctx_rollback(r->ctx);
    if (!st && r->problems && r->method == METHOD_POST)
        st = ST_INVALID;
    if (!st)
        return;
    if (r->problems && !*r->ctx->err.message)
        err_set(&r->ctx->err, st, r->problems->field, "%s", r->problems->message);
    if (st != ST_BROKEN && st != ST_BUSY)
        attempt(r, r->ctx->err.message);
    if (belongs_to_form(r, st))
        show_again(r, st == ST_INVALID ? 422 : status_of(r, st));
    else
        dispatch_error(r, st);
}

static void cache_control(struct req *r)
{
    if (response_header(r, "Cache-Control"))
        return;
    bool cached = r->route && (r->route->flags & ROUTE_CACHED) && r->status == 200;
    res_header(r, "Cache-Control", cached ? "no-cache" : "private, no-store");
}

/* A page over the limit of its buffer is not sent in part. */
static void refuse_oversized(struct req *r)
{
    if (buf_failed(&r->out))
        dispatch_error(r, fail(r->ctx, ST_BROKEN, "", "页面太大，无法显示。请缩小范围后再试"));
}

void dispatch(struct req *r)
{
    if (r->refused)
        goto done;
    bool cached = r->route->flags & ROUTE_CACHED;
    if (r->method == METHOD_GET)
        buf_reserve(&r->out, PAGE_ROOM_BYTES);
    if (!cached && r->method == METHOD_POST && !(r->route->flags & ROUTE_NO_CSRF) &&
        !csrf_holds(r)) {
        refuse(r, ST_DENIED, 403, "csrf",
            "页面已经过期或来自别的网站，内容没有保存。请返回上一页，刷新后重新提交");
        goto done;
    }
    if (!cached)
        csrf_prepare(r);
    run(r);
    refuse_oversized(r);
    session_touch(r);
done:
    csrf_finish(r);
    common_headers(r);
    cache_control(r);
}
