/* Which check for which kind of table.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/fiscal.h"

#include <string.h>

#include "disclosure/fiscal/finding.h"

enum st fiscal_check(struct arena *a, const struct json *in, struct buf *out, struct err *e)
{
    static const struct {
        const char *kind;
        void (*check)(struct fiscal_run *r);
    } kinds[] = {{"sangong", sangong_check}, {"fees", fees_check}, {"funds", funds_check}};
    struct fiscal_run r = {a, in, out};
    if (json_kind(in) != JSON_OBJECT)
        return err_set(e, ST_INVALID, "", "应是一个 JSON 对象：{\"kind\":\"sangong\",…}");
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].kind, json_get_text(in, "kind")) == 0) {
            if (fiscal_shape_check(a, in, e))
                return e->st;
            buf_addc(out, '[');
            kinds[i].check(&r);
            buf_addc(out, ']');
            return ST_OK;
        }
    return err_set(
        e, ST_INVALID, "kind", "kind 应是 sangong、fees 或 funds：%s", json_get_text(in, "kind"));
}
