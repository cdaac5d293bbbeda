/* Issuing a document that the system makes of a decision taken elsewhere: created, checked,
 * numbered and published at once, by the same steps as one that people write.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/acts.h"
#include "disclosure/document/document.h"

static enum st check(struct ctx *c, const struct doc *d)
{
    const char *text = "", *field = "";
    for (size_t i = 0; i < d->submit.n; i++) {
        const struct finding *f = &d->submit.list[i];
        if (f->code->weight == WEIGHT_HINT)
            continue;
        field = *field ? field : f->code->field;
        text = arena_printf(c->mem, "%s%s%s（%s）", text, *text ? "；" : "",
            *f->detail ? arena_printf(c->mem, "%s：%s", f->code->what, f->detail) : f->code->what,
            f->code->code);
    }
    return *text ? fail(c, ST_INVALID, field, "决定文件还不能发布：%.300s", text) : ST_OK;
}

enum st document_issue(struct ctx *c, const char *kind, const char *column_path,
    const struct content *content, int64_t *record_id)
{
    struct column column;
    struct doc d;
    enum st st = column_by_path(c, column_path, &column);
    if (!st)
        st = act_create(c, kind, column.id, content, record_id);
    if (!st)
        st = desk_get(c, *record_id, &d);
    if (!st)
        st = check(c, &d);
    if (!st)
        st = act_submit(c, &d);
    if (!st)
        st = desk_get(c, *record_id, &d);
    if (!st)
        st = act_number(c, &d);
    if (!st)
        st = act_publish(c, &d);
    return st;
}
