/* GET …/t…_<id>.html?compare=N: what changed from public edition N to another one (?with=M, else
 * the present one).
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/record.h"
#include "platform/portal/view.h"

static const struct past *past_of(const struct item_view *v, int64_t number)
{
    for (size_t i = 0; i < v->n_past; i++)
        if (v->past[i].number == number && v->past[i].ordinal)
            return &v->past[i];
    return NULL;
}

/* The older one stands on the left. */
static void order(struct compare_view *k)
{
    if (k->before->ordinal > k->after->ordinal) {
        const struct past *swap = k->before;
        k->before = k->after;
        k->after = swap;
    }
}

enum st compare_show(struct req *r, struct item_view *v)
{
    struct compare_view k = {.item = v};
    struct edition before, after;
    struct ctx *c = r->ctx;
    k.before = past_of(v, req_arg_int(r, "compare", 0));
    k.after = past_of(v, req_arg_int(r, "with", v->page.item.edition_number));
    if (!k.before || !k.after || k.before == k.after)
        return fail(
            c, ST_NOT_FOUND, "", "没有这两个公开过的版本可以对照，请从文件页面的版本列表选择");
    order(&k);
    enum st st = edition_get(c, k.before->edition_id, &before);
    if (!st)
        st = edition_get(c, k.after->edition_id, &after);
    if (!st)
        st = place_read(c, v->page.item.column_path, "版本对照", &v->place);
    if (st)
        return st;
    k.diff = diff_html(c->mem, before.content.body_html, after.content.body_html);
    compare_page(&r->out, r, &k);
    return ST_OK;
}
