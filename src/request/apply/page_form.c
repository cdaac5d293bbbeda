/* The form of an application, its sending and its receipt.
 *
 * Sending is one transaction: the case, its files, the pass that shows the receipt. A repeat of the
 * same form is answered with the same receipt (ROUTE_ONCE). How often one address may send is not
 * limited: the regulation lets nobody be turned away for the number of requests.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/apply/pages.h"

static enum st organ_options(struct req *r, struct form_view *v)
{
    struct foi_organ *organs;
    size_t n;
    enum st st = apply_organs(r->ctx, &organs, &n);
    if (st)
        return st;
    v->organs = ARENA_ARRAY(r->ctx->mem, struct ui_option, n);
    v->n_organs = n;
    for (size_t i = 0; i < n; i++)
        v->organs[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)organs[i].unit_id), organs[i].name};
    return ST_OK;
}

enum st apply_form_show(struct req *r)
{
    struct form_view v = {.files_lost = r->uploads != NULL, .seen = req_form_bool(r, "anyway")};
    enum st st = organ_options(r, &v);
    if (!st && *problem_of(r, "published")) {
        struct foi_application in;
        application_read(r, &in);
        v.seen = v.published.searched = true;
        st = published_find(r->ctx, &in, &v.published.result);
    }
    if (!st)
        application_form_page(&r->out, r, &v);
    return st;
}

/* From the search: what was typed there is in the form already. After a POST check boxes show what
 * was sent, so the usual way is put there. */
enum st apply_form_open(struct req *r)
{
    static const char *usual[] = {"ONLINE"};
    struct value_list *ways = ARENA_NEW(r->ctx->mem, struct value_list);
    *ways = (struct value_list){.values = usual, .n = 1, .cap = 1};
    map_set(r->lists, "delivery", ways);
    enum st st = ctx_begin(r->ctx, false);
    if (!st)
        st = apply_form_show(r);
    ctx_rollback(r->ctx);
    return st;
}

/* RULE R4b: everything missing or wrong at once, each at its field. */
static enum st check_application(struct req *r, const struct foi_application *in)
{
    struct foi_gap gaps[24];
    size_t n = foi_application_gaps(r->ctx->mem, in, gaps);
    for (size_t i = 0; i < n; i++) {
        const char *field = gap_field(in, gaps[i].field);
        if (!*problem_of(r, field))
            problem_add(r, field, "%s", gaps[i].message);
    }
    if (!req_form_bool(r, "agree"))
        problem_add(r, "agree", "请阅读个人信息告知，并勾选同意");
    return r->problems ? ST_INVALID : ST_OK;
}

/* What is public already is shown once, before the first sending; a second sending means it. */
static enum st show_published(struct req *r, const struct foi_application *in)
{
    struct search_result found;
    if (req_form_bool(r, "anyway") || in->fix)
        return ST_OK;
    enum st st = published_find(r->ctx, in, &found);
    if (st || !found.n)
        return st;
    problem_add(r, "published", "您要的信息可能已经公开，请先看一看；不是的，点“仍要提交”");
    return fail(r->ctx, ST_INVALID, "published", "可能已经公开");
}

static enum st read_checked(struct req *r, struct foi_application *in)
{
    struct foi_file *files;
    size_t n;
    application_read(r, in);
    enum st bad_files = files_check(r, &files, &n);
    in->files = files;
    in->n_files = n;
    enum st st = check_application(r, in);
    if (st || bad_files)
        return fail(r->ctx, ST_INVALID, r->problems->field, "%s", r->problems->message);
    st = show_published(r, in);
    return st ? st : files_read(r, files, n);
}

enum st apply_send(struct req *r)
{
    struct foi_application in;
    struct foi_receipt receipt;
    enum st st = read_checked(r, &in);
    if (!st)
        st = foi_arrive(r->ctx, &in, &receipt);
    if (!st)
        st = pass_give(r, receipt.id, receipt.code);
    if (!st)
        st = apply_count(r->ctx, "sent");
    return st ? st : redirect(r, APPLY "sent");
}

enum st apply_sent(struct req *r)
{
    struct own_case o;
    enum st st = own_case(r, &o);
    if (st == ST_NOT_FOUND || (!st && !*o.pass.code))
        return redirect(r, APPLY "progress");
    if (!st)
        sent_page(&r->out, r, &o);
    return st;
}

enum st apply_dates(struct req *r)
{
    struct own_case o;
    struct ics_event list[OWN_DATES];
    enum st st = own_case(r, &o);
    if (st == ST_NOT_FOUND)
        return redirect(r, APPLY "progress");
    if (st)
        return st;
    size_t n = own_dates(r->ctx, &o, list);
    r->content_type = "text/calendar; charset=utf-8";
    res_header(r, "Content-Disposition", "attachment; filename=\"request.ics\"");
    const struct ics_head head = {.product = "request",
        .uid = o.k.arrival,
        .domain = ui_site()->domain,
        .url = "",
        .alarm = "政府信息公开申请",
        .stamp = r->ctx->now};
    ics_write(&r->out, &head, list, n);
    return ST_OK;
}
