/* Lists as CSV for office programs.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/views.h"

void csv_cell(struct buf *out, const char *text, bool last)
{
    bool formula = *text && strchr("=+-@\t\r", *text);
    bool quoted = formula || text[strcspn(text, ",\"\r\n")];
    if (quoted)
        buf_addc(out, '"');
    if (formula)
        buf_addc(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buf_addc(out, '"');
        buf_addc(out, *text);
    }
    if (quoted)
        buf_addc(out, '"');
    buf_adds(out, last ? "\r\n" : ",");
}

void csv_begin(struct req *r, const char *file)
{
    r->content_type = "text/csv; charset=utf-8";
    res_header(
        r, "Content-Disposition", arena_printf(r->ctx->mem, "attachment; filename=\"%s\"", file));
    buf_adds(&r->out, "\xEF\xBB\xBF");
}
