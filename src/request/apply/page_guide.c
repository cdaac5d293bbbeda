/* GET /request/, the questions before the form, the search for what is public already, and the QR
 * code of the progress page.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/ui/qr.h"
#include "request/apply/pages.h"

const char *const apply_styles[] = {"request.css", NULL};
const char *const apply_scripts[] = {"request.js", NULL};

enum { HITS = 5 };

enum st apply_guide(struct req *r)
{
    struct guide_view v;
    res_tag(r, "site");
    enum st st = apply_organs(r->ctx, &v.organs, &v.n_organs);
    if (!st)
        guide_page(&r->out, r, &v);
    return st;
}

enum st apply_qr(struct req *r)
{
    res_tag(r, "site");
    r->content_type = "image/svg+xml";
    return qr_svg(r->ctx, &r->out,
        arena_printf(r->ctx->mem, "https://%s" APPLY "progress", ui_site()->domain));
}

enum st apply_new(struct req *r)
{
    const char *what = req_arg(r, "what");
    if (strcmp(what, "question") == 0)
        question_page(&r->out, r);
    else if (strcmp(what, "complaint") == 0)
        complaint_page(&r->out, r);
    else if (strcmp(what, "find") == 0)
        find_page(&r->out, r, &(struct find_view){.text = ""});
    else
        choose_page(&r->out, r);
    return ST_OK;
}

/* What is typed may name people, so it is sent as a form and not in the address. The list alone
 * when the page's own script asks. */
enum st apply_find(struct req *r)
{
    struct find_view v = {.text = req_form(r, "wanted")};
    enum st st = ctx_begin(r->ctx, false);
    if (!st && *v.text) {
        st = search_run(r->ctx,
            &(struct search_query){.text = v.text,
                .issuer = "",
                .subject = "",
                .validity = "",
                .kind = "",
                .page = 1,
                .per_page = HITS},
            &v.result);
        v.searched = true;
    }
    ctx_rollback(r->ctx);
    if (st)
        return st;
    if (*req_header(r, "x-part"))
        find_part(&r->out, r, &v);
    else
        find_page(&r->out, r, &v);
    return ST_OK;
}

enum st apply_found(struct req *r)
{
    enum st st = apply_count(r->ctx, "found");
    return st ? st : redirect(r, APPLY "found");
}

enum st apply_found_show(struct req *r)
{
    found_page(&r->out, r);
    return ST_OK;
}
