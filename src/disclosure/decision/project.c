/* The thread as a public record, so that search, lists, feeds, site map and the public log know it;
 * see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/column.h"
#include "common/record/record.h"
#include "disclosure/decision/acts.h"
#include "disclosure/decision/decision.h"
#include "disclosure/decision/schema.h"
#include "lib/base/escape.h"

/* Paragraphs as they were typed. */
static void add_lines(struct buf *b, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\r\n");
        if (n) {
            buf_adds(b, "<p>");
            escape_html(b, text, n);
            buf_adds(b, "</p>");
        }
        text += n + strspn(text + n, "\r\n");
    }
}

static void add_link(struct buf *b, const char *label, const char *path, const char *title)
{
    buf_addf(b, "<p>%s：<a href=\"", label);
    escape_html(b, path, strlen(path));
    buf_adds(b, "\">");
    escape_html(b, title, strlen(title));
    buf_adds(b, "</a></p>");
}

static void add_need(
    struct buf *b, struct arena *a, const struct decision_entry *e, const struct decision_need *w)
{
    const char *value = decision_value(&e->values, w->name);
    if (w->kind == ASK_PAGE && *e->page_path)
        add_link(b, w->label, e->page_path, e->page_title);
    else if (w->kind == ASK_LONG)
        add_lines(b, value);
    else if (*value)
        add_lines(b, arena_concat(a, w->label, "：", value, NULL));
}

static void add_entry(struct buf *b, struct arena *a, const struct decision_entry *e)
{
    for (size_t i = 0; i < n_decision_needs; i++)
        if (!strcmp(decision_needs[i].action, e->action))
            add_need(b, a, e, &decision_needs[i]);
}

/* What is public of a slot: the last entry, or all that add to each other. */
static void add_slot(
    struct buf *b, struct arena *a, const struct decision_thread *t, enum decision_slot slot)
{
    if (!t->open[slot])
        return;
    buf_addf(b, "<h2>%s</h2>", decision_slots[slot].label);
    for (size_t i = 0; i < t->n; i++)
        if (t->entries[i].slot == slot &&
            (decision_slot_adds(slot) || &t->entries[i] == t->open[slot]))
            add_entry(b, a, &t->entries[i]);
}

/* Files of what is public: the last of each slot, all of those that add to each other. */
static void collect_files(struct arena *a, const struct decision_thread *t, struct meta *m)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->entries[i].n_files;
    struct attachment *list = ARENA_ARRAY(a, struct attachment, n + 1);
    m->files = list;
    for (size_t i = 0; i < t->n; i++) {
        const struct decision_entry *e = &t->entries[i];
        if (e->slot >= DECISION_SLOTS || (!decision_slot_adds(e->slot) && e != t->open[e->slot]))
            continue;
        for (size_t k = 0; k < e->n_files; k++)
            list[m->n_files++] = e->files[k];
    }
}

static void content_of(struct ctx *c, const struct decision_thread *t, struct content *out)
{
    const struct decision *d = &t->d;
    struct buf b;
    content_init(out);
    buf_init(&b, 0);
    for (int i = 0; i < DECISION_SLOTS; i++)
        add_slot(&b, c->mem, t, (enum decision_slot)i);
    out->title = d->title;
    out->summary = arena_printf(c->mem, "%d年度重大行政决策事项，%s承办。现在：%s。", d->year,
        d->unit_full, decision_stages[d->stage].word);
    out->body_html = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    out->meta.issuer = out->meta.source = d->unit_full;
    out->meta.subject = "综合政务\\其他";
    out->meta.open_mode = "主动公开";
    out->meta.formed_on = day_at(decision_first_release(t));
    collect_files(c->mem, t, &out->meta);
}

/* Nothing that the record tells is new. */
static enum st unchanged(
    struct ctx *c, const struct record *r, const struct content *now, bool *same)
{
    struct edition e;
    struct buf b;
    struct sha256 h;
    char hex[SHA256_HEX_BYTES];
    *same = false;
    if (!r->live_edition)
        return ST_OK;
    enum st st = edition_get(c, r->live_edition, &e);
    buf_init(&b, 0);
    meta_write(&b, &now->meta);
    h = content_digest(now->title, now->summary, now->body_html, buf_str(&b));
    buf_release(&b);
    *same = !st && !strcmp(sha256_hex(&h, hex), e.sha256);
    return st;
}

static enum st own_record(struct ctx *c, struct decision *d, const struct column *column)
{
    if (d->record_id)
        return ST_OK;
    enum st st = record_create(c, "decision", d->unit_id, column->id, &d->record_id);
    if (!st)
        st = record_set_path(
            c, d->record_id, arena_printf(c->mem, "%s%lld", DECISION_PUBLIC, (long long)d->id));
    return st ? st : decision_set_record(c, d->id, d->record_id);
}

enum st decision_project(struct ctx *c, int64_t id)
{
    struct decision_thread t;
    struct column column;
    struct record r;
    struct content content;
    int64_t edition;
    bool same;
    enum st st = decision_read(c, id, true, &t);
    if (st == ST_NOT_FOUND || st == ST_GONE) { /* nothing of it is public */
        c->err = (struct err){.st = ST_OK};
        return ST_OK;
    }
    if (!st)
        st = column_by_path(c, DECISION_COLUMN, &column);
    if (!st)
        st = own_record(c, &t.d, &column);
    if (!st)
        st = record_get(c, t.d.record_id, &r);
    if (st || *r.ended)
        return st;
    content_of(c, &t, &content);
    st = unchanged(c, &r, &content, &same);
    if (st || same)
        return st;
    st = edition_add(c, r.id, column.id, &content, "", &edition);
    return st ? st : record_publish(c, r.id, edition, 0);
}
