/* GET /qr/:id ("57.svg"): the address of an item as a QR code, for printed pages.
 *
 * SPDX-License-Identifier: MIT */
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "platform/portal/view.h"

enum { QUIET = 4 }; /* empty modules around the code, by ISO/IEC 18004 */

/* One path of horizontal runs. */
static void draw(struct buf *b, const QRcode *code)
{
    int size = code->width + 2 * QUIET;
    buf_addf(b,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
        "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"",
        size, size, size, size);
    for (int y = 0; y < code->width; y++)
        for (int x = 0, from; x < code->width; x++) {
            from = x;
            while (x < code->width && code->data[y * code->width + x] & 1)
                x++;
            if (x > from)
                buf_addf(b, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
        }
    buf_adds(b, "\"/></svg>\n");
}

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
    QRcode *code =
        QRcode_encodeString8bit(absolute_url(r->ctx->mem, page.item.path), 0, QR_ECLEVEL_M);
    if (!code)
        return fail(r->ctx, ST_BROKEN, "", "不能生成二维码，请稍后再试");
    r->content_type = "image/svg+xml";
    draw(&r->out, code);
    QRcode_free(code);
    return ST_OK;
}
