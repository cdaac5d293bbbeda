/* What the page of a published text is told about its period of validity.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/store.h"
#include "platform/portal/portal.h"

static enum st note(struct ctx *c, int64_t record_id, struct portal_note *n)
{
    struct norm m;
    int64_t id;
    enum st st = norm_of_record(c, record_id, &id);
    if (st || !id)
        return st;
    st = norm_get(c, id, &m);
    if (!st) {
        n->last_day = m.last_day;
        n->endless = m.endless;
    }
    return st;
}

static const struct portal_part part = {.note = note};

enum st norm_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_part(&part);
    return ST_OK;
}
