/* What another slice publishes through documents: draft, then review by others.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/acts.h"
#include "disclosure/document/document.h"

/* Opens the record's next version for writing, if it may be written now. */
static enum st reopen(
    struct ctx *c, const struct principal *who, const struct document_work *w, struct doc *d)
{
    const char *action = d->place == AT_LIVE        ? "amend"
                         : d->place == AT_DISCARDED ? "resume"
                                                    : "edit";
    enum st st = act_check_flow(c, d, who, move_find(action));
    if (!st && d->place != AT_DRAFT && d->place != AT_RETURNED)
        st = act_run(c, d->r.id, who, action, &(struct act_input){.note = w->note, .maker = true});
    return st ? st : desk_get(c, d->r.id, d);
}

static enum st rewrite(struct ctx *c, const struct principal *who, const struct document_work *w,
    int64_t column_id, int64_t record_id)
{
    struct doc d;
    enum st st = desk_get(c, record_id, &d);
    if (!st)
        st = reopen(c, who, w, &d);
    if (st)
        return st;
    const char *index_no = d.draft.content.meta.index_no;
    d.draft.content = *w->content;
    d.draft.content.meta.index_no = index_no;
    d.draft.column_id = column_id;
    if (*w->note)
        d.draft.note = w->note;
    return act_save(c, &d.draft, true);
}

enum st document_hand_in(
    struct ctx *c, const struct principal *who, const struct document_work *w, int64_t *record_id)
{
    struct column column;
    enum st st = column_by_path(c, w->column, &column);
    if (st)
        return fail(c, ST_INVALID, "", "没有栏目“%s”，请网站管理员先在“栏目”中开通", w->column);
    if (*record_id)
        st = rewrite(c, who, w, column.id, *record_id);
    else
        st = act_create(c, w->kind, column.id, w->content, record_id);
    return st ? st : act_run(c, *record_id, who, "submit", &(struct act_input){.note = w->note});
}

enum st document_act(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *action, const char *note)
{
    return act_run(c, record_id, who, action, &(struct act_input){.note = note});
}

enum st document_stage(struct ctx *c, int64_t record_id, const char **word, bool *open)
{
    struct record r;
    enum st st = record_get(c, record_id, &r);
    if (st)
        return st;
    enum place place = place_of(r.stage, r.live_edition != 0, *r.ended != '\0');
    *word = place_word(place);
    *open = (place & AT_OPEN) != 0;
    return ST_OK;
}
