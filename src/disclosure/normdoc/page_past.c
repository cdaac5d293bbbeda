/* The history of one document: what happened to it and when, its versions, what changed between
 * them, whether it was in force on a day.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "disclosure/normdoc/pages.h"
#include "lib/text/diff.h"

enum { EVENTS_MAX = 400 };

static void tell(struct past_page *p, struct past_event e)
{
    if (day_given(e.day) && p->n_events < EVENTS_MAX) {
        e.note = e.note ? e.note : "";
        e.title = e.title ? e.title : "";
        e.path = e.path ? e.path : "";
        p->events[p->n_events++] = e;
    }
}

static int newest_first(const void *a, const void *b)
{
    const struct past_event *x = a, *y = b;
    return x->day.n < y->day.n ? 1 : x->day.n > y->day.n ? -1 : x->what < y->what ? -1 : 1;
}

/* From the document itself. */
static void own_events(struct req *r, struct past_page *p, const struct item *it)
{
    struct day over = day_given(p->e.last_day) ? (struct day){p->e.last_day.n + 1} : day_none();
    struct day today = day_at(r->ctx->now);
    tell(p, (struct past_event){.day = it->formed_on, .what = "成文", .mood = MOOD_INFO});
    tell(p, (struct past_event){
                .day = day_at(it->first_published_at), .what = "在本网站公布", .mood = MOOD_INFO});
    tell(p, (struct past_event){.day = it->effective_on,
                .what = it->effective_on.n <= today.n ? "施行" : "将要施行",
                .mood = MOOD_GOOD});
    tell(p, (struct past_event){.day = p->e.filed_on, .what = "报送备案", .mood = MOOD_INFO});
    tell(p, (struct past_event){.day = p->e.archived_on,
                .what = "备案登记",
                .note = p->e.archive_no,
                .mood = MOOD_INFO});
    if (!*it->ended)
        tell(p, (struct past_event){.day = over,
                    .what = over.n <= today.n ? "有效期届满" : "有效期将要届满",
                    .mood = MOOD_WARN});
    if (*it->ended || day_given(it->abolished_on))
        tell(p, (struct past_event){
                    .day = day_given(it->abolished_on) ? it->abolished_on : day_at(it->ended_at),
                    .what = *it->ended ? ending_word(it->ended) : it->validity,
                    .note = it->ended_note,
                    .mood = MOOD_STOP});
}

/* Other documents that ended or changed it, or that it ended or changed. */
static enum st link_events(struct req *r, struct past_page *p)
{
    struct link *links;
    size_t n;
    enum st st = link_list(r->ctx, p->e.record_id, true, &links, &n);
    for (size_t i = 0; !st && i < n; i++) {
        struct item other;
        res_tag_id(r, "record", links[i].other_id);
        if (!strcmp(links[i].kind, LINK_RELATES) || item_get(r->ctx, links[i].other_id, &other)) {
            r->ctx->err = (struct err){.st = ST_OK};
            continue;
        }
        tell(p, (struct past_event){.day = day_given(other.formed_on)
                                               ? other.formed_on
                                               : day_at(other.first_published_at),
                    .what = links[i].label,
                    .title = links[i].title,
                    .path = links[i].path,
                    .mood = links[i].outgoing ? MOOD_INFO : MOOD_WARN});
    }
    return st;
}

static enum st cleanup_events(struct req *r, struct past_page *p)
{
    struct campaign_past *list;
    size_t n;
    enum st st = campaign_past(r->ctx, p->e.record_id, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        tell(
            p, (struct past_event){.day = list[i].on,
                   .what = arena_printf(r->ctx->mem, "清理结果：%s",
                       norm_result_find(list[i].proposal) ? norm_result_find(list[i].proposal)->word
                                                          : ""),
                   .note = list[i].reason,
                   .title = list[i].number,
                   .path = list[i].path,
                   .mood = MOOD_INFO});
    return st;
}

static void version_events(struct req *r, struct past_page *p)
{
    int ordinal = 1;
    for (size_t i = 0; i < p->n_versions; i++)
        if (p->versions[i].record_id == p->e.record_id && ordinal++ > 1)
            tell(p, (struct past_event){.day = day_at(p->versions[i].at),
                        .what = arena_printf(r->ctx->mem, "发布第 %d 版", ordinal - 1),
                        .note = p->versions[i].note,
                        .mood = MOOD_INFO});
}

/* ---- comparing ---- */

static const struct norm_version *version_of(const struct past_page *p, int64_t edition)
{
    for (size_t i = 0; i < p->n_versions; i++)
        if (p->versions[i].edition_id == edition)
            return &p->versions[i];
    return NULL;
}

/* The older one stands on the left, whatever was chosen first. */
static enum st compare(struct req *r, struct past_page *p)
{
    struct edition before, after;
    p->before = version_of(p, req_arg_int(r, "old", 0));
    p->after = version_of(p, req_arg_int(r, "new", 0));
    if (!p->before || !p->after || p->before == p->after) {
        p->before = p->after = NULL;
        return ST_OK;
    }
    if (p->before > p->after) {
        const struct norm_version *swap = p->before;
        p->before = p->after;
        p->after = swap;
    }
    enum st st = edition_get(r->ctx, p->before->edition_id, &before);
    if (!st)
        st = edition_get(r->ctx, p->after->edition_id, &after);
    if (st)
        return st;
    struct diff d = diff_html(r->ctx->mem, before.content.body_html, after.content.body_html);
    p->rows = d.rows;
    p->n_rows = d.n;
    p->n_changed = d.n_changed;
    return ST_OK;
}

/* ---- the page ---- */

static enum st load_entry(struct req *r, struct past_page *p, struct item *it)
{
    struct norm m = {.reg_no = "",
        .archive_no = "",
        .last_day = day_none(),
        .filed_on = day_none(),
        .archived_on = day_none()};
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = item_get(r->ctx, id, it);
    if (st == ST_NOT_FOUND ||
        (!st && (strcmp(it->kind, "document") || !strcmp(it->ended, END_ERROR) ||
                    !strcmp(it->ended, END_PRIVACY))))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份文件，或者它没有公开。可以用上方的搜索查找");
    if (st)
        return st;
    int64_t norm = 0;
    st = norm_of_record(r->ctx, id, &norm);
    struct campaign_amend amend = {.on = day_none()};
    if (!st && norm)
        st = norm_get(r->ctx, norm, &m);
    if (!st)
        st = campaign_to_amend(r->ctx, id, &amend);
    p->e = (struct norm_entry){.record_id = id,
        .norm_id = norm,
        .title = it->title,
        .path = it->path,
        .doc_no = it->doc_no,
        .issuer = it->issuer,
        .validity = it->validity,
        .ended = it->ended,
        .formed_on = it->formed_on,
        .effective_on = it->effective_on,
        .abolished_on = it->abolished_on,
        .unit_name = norm ? m.unit_name : it->unit_name,
        .reg_no = m.reg_no,
        .archive_no = m.archive_no,
        .last_day = m.last_day,
        .filed_on = m.filed_on,
        .archived_on = m.archived_on,
        .endless = m.endless,
        .to_amend_on = amend.on};
    return st;
}

enum st norm_public_past(struct req *r)
{
    struct item it;
    struct past_page p = {.n_events = 0};
    p.events = ARENA_ARRAY(r->ctx->mem, struct past_event, EVENTS_MAX);
    bool known = norm_asked_day(r, &p.on);
    res_tag(r, "site");
    res_tag(r, "normdoc");
    enum st st = load_entry(r, &p, &it);
    if (st)
        return st;
    res_tag_id(r, "record", p.e.record_id);
    st = norm_versions(r->ctx, p.e.record_id, &p.versions, &p.n_versions);
    if (!st && known)
        st = in_force_list(r->ctx, p.on,
            &(struct in_force_of){.number = "", .column = "", .record_id = p.e.record_id},
            &p.states, &p.n_states);
    if (!st)
        st = link_events(r, &p);
    if (!st)
        st = cleanup_events(r, &p);
    if (!st)
        st = compare(r, &p);
    if (st)
        return st;
    own_events(r, &p, &it);
    version_events(r, &p);
    qsort(p.events, p.n_events, sizeof *p.events, newest_first);
    normdoc_past_page(&r->out, r, &p);
    return ST_OK;
}
