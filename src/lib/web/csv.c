/* See csv.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/csv.h"

#include <string.h>

#include "lib/web/web.h"

void csv_begin(struct req *r, const char *file)
{
    r->content_type = "text/csv; charset=utf-8";
    if (file)
        res_header(r, "Content-Disposition",
            arena_printf(r->ctx->mem, "attachment; filename=\"%s\"", file));
    buf_adds(&r->out, "\xEF\xBB\xBF");
}

static void quoted(struct buf *out, const char *before, const char *text)
{
    buf_addc(out, '"');
    buf_adds(out, before);
    for (; *text; text++) {
        if (*text == '"')
            buf_addc(out, '"');
        buf_addc(out, *text);
    }
    buf_addc(out, '"');
}

void csv_field(struct buf *out, const char *text, bool last)
{
    if (text[strcspn(text, ",\"\r\n")])
        quoted(out, "", text);
    else
        buf_adds(out, text);
    buf_adds(out, last ? "\r\n" : ",");
}

void csv_cell(struct buf *out, const char *text, bool last)
{
    if (!*text || !strchr("=+-@\t\r", *text)) {
        csv_field(out, text, last);
        return;
    }
    quoted(out, "'", text);
    buf_adds(out, last ? "\r\n" : ",");
}

void csv_row(struct buf *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell(out, cells[i], i + 1 == n);
}
