/* /work/proofread/: findings on the public site, and what the county calls no error.
 *
 * SPDX-License-Identifier: MIT */
#include "common/proof/desk.h"

#include <string.h>

enum { PER_PAGE = 50 };

static enum st read_units(struct req *r, struct desk_page *p)
{
    struct unit *units;
    size_t n;
    enum st st = unit_list(r->ctx, false, &units, &n);
    if (st)
        return st;
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, n + 1);
    for (size_t i = 0; i < n; i++)
        o[i] = (struct ui_option){
            arena_printf(r->ctx->mem, "%lld", (long long)units[i].id), units[i].short_name};
    p->units = o;
    p->n_units = n;
    return ST_OK;
}

static void read_classes(struct req *r, struct desk_page *p)
{
    struct ui_option *o = ARENA_ARRAY(r->ctx->mem, struct ui_option, n_proof_classes);
    for (size_t i = 0; i < n_proof_classes; i++)
        o[i] = (struct ui_option){proof_classes[i].key, proof_classes[i].word};
    p->classes = o;
    p->n_classes = n_proof_classes;
}

/* People see their own unit; who works for all of them chooses. */
enum st proof_desk(struct req *r)
{
    struct desk_page p = {.all_units = req_can(r, PERM_ALL_UNITS),
        .model = proofreader_has_model(proof_reader()),
        .f = {.class = req_arg(r, "class"),
            .serious = *req_arg(r, "serious") != 0,
            .page = ui_page(r),
            .per_page = PER_PAGE}};
    struct proof_found *list;
    struct proof_sum *sums;
    p.f.unit_id = p.all_units ? req_arg_int(r, "unit", 0) : r->who->unit_id;
    read_classes(r, &p);
    enum st st = read_units(r, &p);
    if (!st)
        st = proof_found_list(r->ctx, &p.f, &list, &p.n, &p.total);
    if (!st)
        st = proof_sums(r->ctx, p.f.unit_id, &sums, &p.n_sums);
    if (st)
        return st;
    p.list = list;
    p.sums = sums;
    proof_desk_page(&r->out, r, &p);
    return ST_OK;
}

enum st proof_remembered(struct req *r)
{
    struct proof_accepted *list;
    size_t n;
    enum st st = proof_accepted_list(r->ctx, req_arg(r, "class"), &list, &n);
    if (!st)
        proof_remembered_page(&r->out, r, list, n);
    return st;
}

enum st proof_revoke(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = proof_accepted_revoke(r->ctx, id);
    if (!st)
        st = proof_tasks(r->ctx);
    if (st)
        return st;
    flash(r, "已撤销，以后重新提示");
    return redirect(r, PROOF_DESK "remembered/");
}
