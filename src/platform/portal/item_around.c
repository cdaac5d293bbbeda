/* What stands around a text: whether it is in force, its interpretations, the chain of its changes,
 * what other slices know of it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/validity.h"
#include "platform/portal/view.h"

/* The public ones are shown; the page waits for the others to become public. */
static enum st read_links(struct req *r, struct item_view *v, bool *chained)
{
    struct link *links;
    size_t n;
    enum st st = link_list(r->ctx, v->page.item.record_id, false, &links, &n);
    for (size_t i = 0; !st && i < n; i++) {
        res_tag_id(r, "record", links[i].other_id);
        *chained = *chained || chain_kind(links[i].kind);
        if (*links[i].path)
            links[v->n_links++] = links[i];
    }
    v->links = links;
    return st;
}

static bool interprets_it(const struct link *l)
{
    return !l->outgoing && strcmp(l->kind, LINK_INTERPRETS) == 0;
}

static enum st read_said(struct req *r, struct item_view *v)
{
    struct said *said = ARENA_ARRAY(r->ctx->mem, struct said, v->n_links + 1);
    enum st st = ST_OK;
    for (size_t i = 0; i < v->n_links && !st; i++) {
        if (!interprets_it(&v->links[i]))
            continue;
        said[v->n_said].link = &v->links[i];
        st = parts_note(r->ctx, v->links[i].other_id, &said[v->n_said++].note);
    }
    v->said = said;
    return st;
}

static enum st read_chain(struct req *r, struct item_view *v)
{
    enum st st = chain_read(r->ctx, v->page.item.record_id, &v->chain);
    for (size_t i = 0; !st && i < v->chain.n_seen; i++)
        res_tag_id(r, "record", v->chain.seen[i]);
    return st;
}

enum st around_read(struct req *r, struct item_view *v)
{
    bool chained = false;
    enum st st = read_links(r, v, &chained);
    if (!st)
        st = read_said(r, v);
    if (!st && chained)
        st = read_chain(r, v);
    if (!st)
        st = parts_note(r->ctx, v->page.item.record_id, &v->note);
    if (!st)
        st = parts_sections(r, v->page.item.record_id, &v->sections);
    return st;
}

bool link_shown(const struct item_view *v, const struct link *l)
{
    if (strcmp(l->kind, LINK_INTERPRETS) == 0)
        return true;
    return chain_kind(l->kind) && chain_find(&v->chain, l->other_id);
}

const char *chain_said(struct arena *a, const struct chain *k, const struct chain_text *t)
{
    const char *said = "";
    for (size_t i = 0; i < k->n_steps; i++) {
        const struct chain_step *s = &k->steps[i];
        const struct chain_text *of = chain_find(k, s->of);
        if (s->by == t->record_id)
            said = arena_concat(a, said, *said ? "；" : "", s->word, of->steps ? "《" : "",
                of->steps ? of->title : "本文件", of->steps ? "》" : "", NULL);
    }
    return said;
}

static bool over(const struct item *it)
{
    return *it->ended || !strcmp(it->validity, VALID_REPEALED) ||
           !strcmp(it->validity, VALID_EXPIRED);
}

static void say_end(struct buf *b, struct item_view *v, struct day today)
{
    const struct item *it = &v->page.item;
    char day[11];
    if (over(it)) {
        if (day_given(it->abolished_on))
            buf_addf(b, "，至 %s", day_text((struct day){it->abolished_on.n - 1}, day));
    } else if (v->note.endless) {
        buf_adds(b, "，没有规定有效期");
    } else if (day_given(v->note.last_day)) {
        bool passed = v->note.last_day.n < today.n;
        buf_addf(
            b, passed ? "，有效期已于 %s 届满" : "，有效期至 %s", day_text(v->note.last_day, day));
        if (v->note.by_text)
            buf_adds(b, "（按正文）");
        v->good_until = passed ? day_none() : v->note.last_day;
    }
}

void in_force_say(struct arena *a, struct item_view *v, struct day today)
{
    const struct item *it = &v->page.item;
    struct buf b;
    char day[11];
    v->good_until = day_none();
    v->in_force = "";
    if (!*it->validity && !*it->ended)
        return;
    buf_init(&b, 0);
    if (day_given(it->effective_on))
        buf_addf(&b, strcmp(it->validity, VALID_NOT_YET) ? "%s 起施行" : "将从 %s 起施行",
            day_text(it->effective_on, day));
    say_end(&b, v, today);
    const char *text = buf_str(&b);
    v->in_force = arena_strdup(a, strncmp(text, "，", 3) ? text : text + 3);
    buf_release(&b);
}
