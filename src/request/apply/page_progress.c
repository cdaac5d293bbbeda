/* Progress of one's own request: number and query code, the page, and what the applicant may do.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/throttle.h"
#include "lib/base/hash.h"
#include "request/apply/pages.h"

/* ---- the door ---- */

/* Behind a proxy on the same machine everybody has its address: then only numbers are counted. */
static bool peer_counts(const char *peer)
{
    return *peer && strncmp(peer, "127.", 4) != 0 && strcmp(peer, "::1") != 0 &&
           strncmp(peer, "::ffff:127.", 11) != 0;
}

/* Attempts at one number from one address: nobody can lock an applicant out from elsewhere. Only a
 * digest is kept. */
static const char *number_key(struct req *r, const char *number)
{
    char hex[SHA256_HEX_BYTES];
    const char *text = arena_printf(r->ctx->mem, "%s\n%s", r->peer, number);
    struct sha256 h = sha256_of(text, strlen(text));
    return arena_printf(r->ctx->mem, "request:%s", sha256_hex(&h, hex));
}

static const char *peer_key(struct req *r)
{
    return arena_printf(r->ctx->mem, "request-peer:%.60s", r->peer);
}

static enum st end_tx(struct ctx *c, enum st st)
{
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* The attempt is counted before the code is looked at, so that many at once do not slip through. */
static enum st count_attempt(struct req *r, const char *number)
{
    struct ctx *c = r->ctx;
    enum st st = ctx_begin(c, true);
    if (!st && peer_counts(r->peer))
        st = throttle_attempt(c, peer_key(r), THROTTLE_PEER_LIMIT);
    if (!st)
        st = throttle_attempt(c, number_key(r, number), THROTTLE_PERSON_LIMIT);
    if (st == ST_INVALID)
        err_set(&c->err, st, "number", "连续查询失败的次数太多，请15分钟后再试，或打电话查询");
    return end_tx(c, st);
}

static enum st let_in(struct req *r, const char *number, const char *code)
{
    struct ctx *c = r->ctx;
    struct foi_case k;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = foi_case_by_code(c, number, code, &k);
    if (!st)
        st = throttle_clear(c, number_key(r, number));
    if (!st && peer_counts(r->peer))
        st = throttle_forgive(c, peer_key(r));
    if (!st)
        st = pass_give(r, k.id, "");
    return end_tx(c, st);
}

enum st apply_check(struct req *r)
{
    const char *number = req_form(r, "number"), *code = req_form(r, "code");
    if (!*number)
        problem_add(r, "number", "请填写申请编号或收件号，例如 2018-000017");
    if (!*code)
        problem_add(r, "code", "请填写查询码，它印在登记回执上");
    if (r->problems)
        return fail(r->ctx, ST_INVALID, r->problems->field, "%s", r->problems->message);
    enum st st = count_attempt(r, number);
    if (!st)
        st = let_in(r, number, code);
    if (st == ST_NOT_FOUND)
        return fail(
            r->ctx, ST_INVALID, "number", "%s", arena_strdup(r->ctx->mem, r->ctx->err.message));
    return st ? st : redirect(r, APPLY "progress");
}

enum st apply_ask_again(struct req *r)
{
    ask_page(&r->out, r);
    return ST_OK;
}

enum st apply_leave(struct req *r)
{
    enum st st = pass_drop(r);
    flash(r, "已退出，这台设备上不再显示您的申请");
    return st ? st : redirect(r, APPLY "progress");
}

/* ---- the page ---- */

static enum st read_papers(struct req *r, struct progress_view *v)
{
    struct foi_paper *own;
    enum st st = foi_own_paper_list(r->ctx, &v->o.k, &own, &v->n_papers);
    v->papers = st ? NULL : own;
    return st;
}

#define RELOAD_SECONDS "4"
#define RELOAD_FOR (3 * 60) /* after that a person presses the link */

/* The receipt is still being made: the page looks again by itself for a while. */
static enum st read_owed(struct req *r, struct progress_view *v)
{
    enum st st = foi_owed(r->ctx, &v->o.k, &v->owed);
    v->reloads = v->owed && r->ctx->now - v->o.k.created_at < RELOAD_FOR;
    if (!st && v->reloads && r->method == METHOD_GET)
        res_header(r, "Refresh", RELOAD_SECONDS);
    return st;
}

static bool may_withdraw(const struct foi_case *k)
{
    return k->stage < CASE_SIGNED;
}

/* What the last notice of that kind asked for. */
static const char *asked_of(const struct own_case *o, const char *action)
{
    const char *text = "";
    for (size_t i = 0; i < o->n_events; i++)
        if (strcmp(o->events[i].action, action) == 0)
            text = foi_event_arg(&o->events[i], "text");
    return text;
}

static enum st show(struct req *r, struct progress_view *v)
{
    const struct foi_case *k = &v->o.k;
    enum st st = read_papers(r, v);
    if (!st)
        st = read_owed(r, v);
    if (st)
        return st;
    v->state = own_state(r->ctx->mem, &v->o);
    v->n_steps = own_steps(r->ctx->mem, &v->o, &v->steps);
    v->may_withdraw = may_withdraw(k);
    v->may_correct = k->stage == CASE_CORR_WAIT;
    v->may_explain = k->stage == CASE_REASON_WAIT;
    v->asked = asked_of(&v->o, v->may_correct ? "correction_notice" : "reason_notice");
    progress_page(&r->out, r, v);
    return ST_OK;
}

enum st apply_progress(struct req *r)
{
    struct progress_view v = {.papers = NULL};
    enum st st = own_case(r, &v.o);
    if (st == ST_NOT_FOUND) {
        r->ctx->err = (struct err){.st = ST_OK};
        ask_page(&r->out, r);
        return ST_OK;
    }
    return st ? st : show(r, &v);
}

/* Paper `id` of the applicant's copy of the own case; all others do not exist here. */
static enum st own_paper(struct req *r, int64_t case_id, int64_t id, struct foi_paper *out)
{
    struct foi_case k;
    struct foi_paper *own;
    size_t n;
    enum st st = foi_case_get(r->ctx, (struct foi_see){.all = true}, case_id, &k);
    if (!st)
        st = foi_own_paper_list(r->ctx, &k, &own, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (own[i].id == id) {
            *out = own[i];
            return ST_OK;
        }
    return st ? st : fail(r->ctx, ST_NOT_FOUND, "", "没有这份材料");
}

enum st apply_paper(struct req *r)
{
    int64_t id;
    struct pass pass;
    struct foi_paper p;
    const char *bytes;
    size_t n;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = pass_get(r, &pass);
    if (!st && !pass.case_id)
        return redirect(r, APPLY "progress");
    if (!st)
        st = own_paper(r, pass.case_id, id, &p);
    if (!st)
        st = foi_paper_bytes(r->ctx, &p, &bytes, &n);
    if (st)
        return st;
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "attachment; filename=\"paper\"; filename*=UTF-8''");
    html_url(&b, *p.file_name ? p.file_name : p.title);
    res_header(r, "Content-Disposition", buf_str(&b));
    buf_release(&b);
    res_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    r->content_type = p.mime;
    buf_add(&r->out, bytes, n);
    return ST_OK;
}

/* ---- acts ---- */

/* Only what the transition table lets applicants do; foi_act checks stage, day and facts. */
static enum st act(struct req *r, const char *action, const char *text)
{
    struct pass pass;
    struct foi_file *files;
    size_t n;
    enum st st = pass_get(r, &pass);
    if (!st && !pass.case_id)
        return fail(r->ctx, ST_INVALID, "",
            "查询已经超过30分钟，内容没有提交。请在新窗口用编号和查询码重新查询，再回到本页提交");
    if (!st)
        st = files_check(r, &files, &n);
    if (!st)
        st = files_read(r, files, n);
    if (st)
        return st;
    return foi_act(r->ctx, pass.case_id,
        &(struct foi_do){.action = action,
            .day = day_at(r->ctx->now),
            .args = &(struct foi_arg){"text", text},
            .n_args = 1,
            .files = files,
            .n_files = n,
            .by_applicant = true});
}

enum st apply_correct(struct req *r)
{
    const char *text = req_form(r, "text");
    if (!*text)
        return fail(r->ctx, ST_INVALID, "text", "请写明补正的内容；材料作为附件上传");
    enum st st = act(r, "correction_received", text);
    flash(r, "补正已经提交，答复期限从今天重新起算");
    return st ? st : redirect(r, APPLY "progress");
}

enum st apply_reasons(struct req *r)
{
    enum st st = act(r, "reason_answer", req_form(r, "text"));
    flash(r, "理由已经提交");
    return st ? st : redirect(r, APPLY "progress");
}

enum st apply_withdraw_show(struct req *r)
{
    struct own_case o;
    enum st st = own_case(r, &o);
    if (st == ST_NOT_FOUND || (!st && !may_withdraw(&o.k)))
        return redirect(r, APPLY "progress");
    if (!st)
        withdraw_page(&r->out, r, &o);
    return st;
}

enum st apply_withdraw(struct req *r)
{
    const char *text = req_form(r, "text");
    enum st st = act(r, "withdraw", *text ? text : "申请人在网上撤回，没有写明原因");
    flash(r, "申请已经撤回");
    return st ? st : redirect(r, APPLY "progress");
}
