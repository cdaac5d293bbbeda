/* What the page of a document says of the decision it belongs to; the data sets.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/pages.h"
#include "platform/portal/portal.h"

/* The tag is that of the record: the thread touches it with every release. */
static enum st section(struct req *r, int64_t record_id, struct buf *out)
{
    struct decision_ref d;
    enum st st = decision_of_record(r->ctx, record_id, &d);
    if (!st && d.id)
        decision_section_html(out, r, &d);
    return st;
}

static const struct portal_part part = {.section = section};

enum st decision_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_part(&part);
    for (size_t i = 0; i < COUNT_OF(decision_sets); i++)
        portal_add_data(&decision_sets[i]);
    return ST_OK;
}
