/* What other slices do with documents through document.h: looking, starting, acting in a bundle.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/acts.h"
#include "disclosure/document/document.h"
#include "disclosure/document/waits.h"

static void list_stops(struct ctx *c, const struct findings *f, struct document_look *out)
{
    struct document_stop *stops = ARENA_ARRAY(c->mem, struct document_stop, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        const struct code *k = f->list[i].code;
        const char *detail = f->list[i].detail;
        if (k->weight == WEIGHT_HINT)
            continue;
        stops[out->n_stops++] = (struct document_stop){k->code, k->place,
            *detail ? arena_printf(c->mem, "%s（%s）", k->what, detail) : k->what, k->remedy};
    }
    out->stops = stops;
}

enum st document_look(struct ctx *c, int64_t record_id, struct document_look *out)
{
    struct doc d;
    enum st st = desk_get(c, record_id, &d);
    if (st)
        return st;
    *out = (struct document_look){.record_id = d.r.id,
        .unit_id = d.r.unit_id,
        .first_published_at = d.r.first_published_at,
        .kind = d.r.kind,
        .title = *d.content->title ? d.content->title : "（无标题）",
        .issuer = d.content->meta.issuer,
        .unit_name = d.r.unit_name,
        .body_html = d.content->body_html,
        .path = d.r.path,
        .place = place_word(d.place),
        .writing = (d.place & AT_WRITING) != 0,
        .submitted = d.place == AT_SUBMITTED,
        .approved = d.place == AT_APPROVED,
        .published = d.r.live_edition != 0,
        .ended = d.place == AT_ENDED,
        .needs_interpretation = d.column.id && needs_interpretation(d.r.kind, d.column.path),
        .edition = d.place & (AT_SUBMITTED | AT_APPROVED | AT_SCHEDULED) ? d.work.id : 0,
        .secrecy = secrecy_state_word(d.secrecy.state),
        .secrecy_open = d.secrecy.state == SECRECY_FREE || d.secrecy.state == SECRECY_OPEN,
        .formed_on = d.content->meta.formed_on};
    list_stops(c, &d.submit, out);
    return ST_OK;
}

enum st document_start(struct ctx *c, const char *kind, int64_t column_id,
    const struct content *content, int64_t *record_id)
{
    return act_create(c, kind, column_id, content, record_id);
}

enum st document_together(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *action, const char *note, const char *reasons)
{
    enum st st = act_run(c, record_id, who, action,
        &(struct act_input){.note = note, .codes = reasons, .together = true});
    return st ? st : wait_none(c, record_id, "done");
}

enum st document_secrecy(struct ctx *c, int64_t record_id, const struct principal *who,
    const char *conclusion, const char *basis)
{
    struct doc d;
    enum st st = desk_get(c, record_id, &d);
    if (st || d.secrecy.state == SECRECY_FREE || d.secrecy.state == SECRECY_OPEN)
        return st;
    return act_run(
        c, record_id, who, "secrecy", &(struct act_input){.secrecy = conclusion, .basis = basis});
}

bool document_codes(struct arena *a, const char *list, const char **words)
{
    char *copy = arena_strdup(a, list), *save = NULL;
    *words = codes_words(a, list);
    for (char *p = strtok_r(copy, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
        const struct code *code = code_find(p);
        if (!code || !code->reason)
            return false;
    }
    return true;
}
