/* What the page of a published text is told about its period of validity and about what a clean-up
 * decided; the data set of the database.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/pages.h"
#include "platform/portal/portal.h"

static enum st read_term(struct ctx *c, int64_t record_id, struct portal_note *n)
{
    struct norm m;
    int64_t id;
    enum st st = norm_of_record(c, record_id, &id);
    if (st || !id)
        return st;
    st = norm_get(c, id, &m);
    if (!st) {
        n->last_day = m.last_day;
        n->by_text = m.by_text;
        n->endless = m.endless;
    }
    return st;
}

/* RULE N-CLEAN: the page of a text that is to be amended says so. */
static enum st note(struct ctx *c, int64_t record_id, struct portal_note *n)
{
    struct campaign_amend k;
    enum st st = read_term(c, record_id, n);
    if (!st)
        st = campaign_to_amend(c, record_id, &k);
    if (!st) {
        n->amend_on = k.on;
        n->amend_title = k.title;
        n->amend_number = k.number;
        n->amend_path = k.path;
    }
    return st;
}

static const struct portal_part part = {.note = note};

enum st norm_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_part(&part);
    portal_add_data(&norm_data_set);
    return ST_OK;
}
