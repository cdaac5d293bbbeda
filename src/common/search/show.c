/* What a result shows: title and number marked, and the passage that meets the query best, of the
 * text or of an attachment.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/attachment_text.h"
#include "common/record/file.h"
#include "common/search/mark.h"
#include "common/search/run.h"
#include "lib/base/utf8.h"

const struct stmt run_body_stmt = {
    "search.body", "SELECT body_html FROM edition WHERE id = $1", NULL};

enum { SUMMARY_CHARS = 120 };

const char *search_title_html(struct ctx *c, const char *title, const struct ask *q)
{
    struct buf b;
    buf_init(&b, 0);
    mark_text(c->mem, &b, title, strlen(title), q);
    const char *html = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return html;
}

static uint64_t terms_of_item(const struct item *i, const struct ask *q)
{
    const char *const parts[] = {
        i->title, i->summary, i->doc_no, i->index_no, i->issuer, i->subject};
    uint64_t terms = 0;
    for (size_t p = 0; p < COUNT_OF(parts); p++)
        terms |= mark_terms(parts[p], strlen(parts[p]), q);
    return terms;
}

static uint64_t typed(const struct ask *q)
{
    return q->n_typed < 64 ? (1ULL << q->n_typed) - 1 : UINT64_MAX;
}

/* The passage is taken from the attachment that has the best one. Texts are let go at once: those
 * of a page of results would be many megabytes. */
static enum st show_attachment(
    struct ctx *c, const struct ask *q, float most, struct search_hit *hit)
{
    struct attachment_text *list;
    size_t n;
    struct arena *whole = c->mem;
    c->mem = arena_new();
    enum st st = attachment_texts(c, hit->item.record_id, &list, &n);
    for (size_t i = 0; !st && i < n; i++) {
        struct marked m;
        mark_plain(whole, list[i].text, q, &m);
        if (m.worth <= most)
            continue;
        most = m.worth;
        hit->snippet_html = m.html;
        hit->anchor = "";
        hit->file_name = arena_strdup(whole, list[i].name);
        hit->file_path =
            file_path(whole, &(struct attachment){.sha256 = list[i].sha256, .name = list[i].name});
        hit->file_page = m.page;
    }
    arena_free(&c->mem);
    c->mem = whole;
    return st;
}

static struct item item_of(struct ctx *c, const struct entry_found *found, int64_t record_id)
{
    const struct search_entry *e = found->entry;
    const char *unit = arena_strdup(c->mem, e->unit);
    return (struct item){.record_id = record_id,
        .unit_id = e->unit_id,
        .kind = found->source->kind,
        .path = arena_strdup(c->mem, e->path),
        .title = arena_strdup(c->mem, e->title),
        .summary = arena_strdup(c->mem, e->text),
        .doc_no = "",
        .index_no = "",
        .issuer = unit,
        .subject = "",
        .genre = "",
        .validity = "",
        .region = "",
        .unit_name = unit,
        .column_name = "",
        .column_path = "",
        .formed_on = e->day,
        .effective_on = day_none(),
        .abolished_on = day_none(),
        .ended = "",
        .ended_note = "",
        .open_limit = ""};
}

void search_show_entry(
    struct ctx *c, const struct ask *q, const struct entry_found *found, struct search_hit *hit)
{
    struct marked m = {.html = "", .anchor = ""};
    hit->item = item_of(c, found, hit->item.record_id);
    hit->label = found->source->label;
    hit->title_html = search_title_html(c, hit->item.title, q);
    hit->number_html = "";
    mark_plain(c->mem, hit->item.summary, q, &m);
    hit->snippet_html = m.html;
    if (!*hit->snippet_html)
        hit->snippet_html = search_title_html(c,
            arena_strndup(c->mem, hit->item.summary, utf8_prefix(hit->item.summary, SUMMARY_CHARS)),
            q);
}

enum st search_show(struct ctx *c, const struct ask *q, bool by_number, struct search_hit *hit)
{
    struct rows *r;
    struct marked m = {.html = "", .anchor = ""};
    const char *summary = hit->item.summary;
    hit->title_html = search_title_html(c, hit->item.title, q);
    hit->number_html = search_title_html(c, hit->item.doc_no, q);
    enum st st = q1(c, &run_body_stmt, ARGS(v_int(hit->item.edition_id)), &r);
    if (st)
        return st;
    const char *body = rows_text(r, 0);
    if (!by_number) /* who typed a number wants the document, not where it is spelt out */
        mark_passage(c->mem, body, q, &m);
    hit->snippet_html = m.html;
    hit->anchor = m.anchor;
    if (!by_number && (m.terms & typed(q)) != typed(q) &&
        (typed(q) & ~m.terms & ~terms_of_item(&hit->item, q)))
        st = show_attachment(c, q, m.worth, hit);
    if (!*hit->snippet_html && *summary)
        hit->snippet_html = search_title_html(
            c, arena_strndup(c->mem, summary, utf8_prefix(summary, SUMMARY_CHARS)), q);
    if (!*hit->snippet_html)
        hit->snippet_html = mark_opening(c->mem, body, q);
    return st;
}
