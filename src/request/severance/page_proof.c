/* The proof of a copy, run again whenever it is looked at.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/severance/pages.h"

static enum st original_of(struct req *r, const struct foi_twin *t, struct paper_file *out)
{
    const char *bytes;
    size_t n;
    if (!t->original)
        return fail(r->ctx, ST_BROKEN, "", "找不到这份副本的原件，请联系系统管理员");
    enum st st = foi_paper_bytes(r->ctx, t->original, &bytes, &n);
    *out = (struct paper_file){.p = bytes, .n = n};
    return st;
}

enum st severance_prove(struct req *r)
{
    struct ctx *c = r->ctx;
    struct severance_proof v = {.shows_pages = req_can(r, PERM_FOI)};
    struct mask_regions regions;
    struct paper_file original;
    enum st st = severed_paper(r, &v.p);
    if (!st && !v.p.twin)
        return fail(c, ST_NOT_FOUND, "", "这份材料不是区分处理的副本");
    if (!st)
        st = original_of(r, v.p.twin, &original);
    if (!st)
        st = mask_regions_read(
            c->mem, foi_event_arg(v.p.twin->made, "regions"), MASK_MAX_PAGES, &regions, &c->err);
    if (st)
        return st;
    struct mask_words words = severed_words(c->mem, foi_event_arg(v.p.twin->made, "words"));
    st = mask_prove(c->mem,
        &(struct mask_check){.original = original,
            .masked = v.p.file,
            .regions = &regions,
            .words = words.rows,
            .n_words = words.n},
        &v.proof, &c->err);
    if (!st)
        severance_proof_page(&r->out, r, &v);
    return st;
}

const char *ground_titles(struct arena *a, const char *keys)
{
    const char *out = "";
    while (*keys) {
        size_t n = strcspn(keys, " ");
        if (n)
            out = arena_printf(
                a, "%s%s%s", out, *out ? "、" : "", foi_ground_title(arena_strndup(a, keys, n)));
        keys += n + (keys[n] == ' ');
    }
    return out;
}

void reach_sign(struct buf *out, const struct severed_case *c, const struct foi_paper *p)
{
    static const struct {
        enum ui_mood mood;
        const char *text;
    } signs[] = {[FOI_INSIDE] = {MOOD_WARN, "不提供"},
        [FOI_TAKEN] = {MOOD_WARN, "不再提供"},
        [FOI_WAITING] = {MOOD_INFO, "随答复提供"},
        [FOI_REACHED] = {MOOD_GOOD, "已提供给申请人"}};
    for (size_t i = 0; i < c->n_papers; i++)
        if (&c->papers[i] == p)
            ui_tag(out, signs[c->copies.reach[i]].mood, signs[c->copies.reach[i]].text);
}
