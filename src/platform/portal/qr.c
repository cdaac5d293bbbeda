/* GET /qr/:id ("57.svg"): the address of an item as a QR code, for printed pages.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/ui/qr.h"
#include "platform/portal/view.h"

enum st qr_show(struct req *r)
{
    const char *name = req_param(r, "id");
    struct item_page page;
    char *end;
    long long id = *name >= '1' && *name <= '9' ? strtoll(name, &end, 10) : 0;
    if (!id || strcmp(end, ".svg") != 0)
        return fail(r->ctx, ST_NOT_FOUND, "", "%s", "");
    res_tag(r, "site");
    res_tag(r, "record:%lld", id);
    enum st st = item_page_get(r->ctx, id, &page);
    if (st)
        return st;
    r->content_type = "image/svg+xml";
    return qr_svg(r->ctx, &r->out, absolute_url(r->ctx->mem, page.item.path));
}
