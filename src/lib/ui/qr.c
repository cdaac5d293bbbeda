/* QR codes as SVG: one path of horizontal runs.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/qr.h"

#include <qrencode.h>

enum { QUIET = 4 }; /* empty modules around the code, by ISO/IEC 18004 */

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

enum st qr_svg(struct ctx *c, struct buf *out, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return fail(c, ST_BROKEN, "", "不能生成二维码，请稍后再试");
    draw(out, code);
    QRcode_free(code);
    return ST_OK;
}
