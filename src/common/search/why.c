/* Counting the terms of the query in one result. See why.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/why.h"

#include <string.h>

#include "common/record/attachment_text.h"
#include "common/search/engine.h"
#include "common/search/reword.h"
#include "common/search/run.h"
#include "common/search/words.h"
#include "lib/text/clean.h"

struct words {
    struct arena *a;
    struct why_term *p;
    uint64_t keys[WHY_TERMS];
    size_t n;
};

static void add(struct words *w, uint64_t key, const char *from, const char *to, bool official)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->keys[i] == key)
            return;
    if (w->n == WHY_TERMS)
        return;
    w->keys[w->n] = key;
    w->p[w->n++] = (struct why_term){
        .word = arena_strndup(w->a, from, (size_t)(to - from)), .official = official};
}

/* Pairs of neighbours, and what stands alone, as the index counts them; only what is wanted. */
static void add_text(struct words *w, const struct ask *q, const char *text, bool official)
{
    struct scanner s;
    struct token t;
    const char *before = text;
    scan_start(&s, text, strlen(text));
    while (scan_next(&s, &t)) {
        if (t.pair && ask_wants(q, t.pair))
            add(w, t.pair, before, t.end, official);
        if (ask_wants(q, t.term))
            add(w, t.term, t.start, t.end, official);
        before = t.start;
    }
}

/* Adds to n how often each word is there. */
static void add_times(
    const struct words *w, const char *text, size_t bytes, int n[static WHY_TERMS])
{
    struct term_list l = {.p = NULL};
    terms_add(&l, text, bytes);
    for (size_t i = 0; i < l.n; i++)
        for (size_t k = 0; k < w->n; k++)
            n[k] += l.p[i] == w->keys[k];
    terms_release(&l);
}

static void add_lines(const struct words *w, const char *text, int n[static WHY_TERMS])
{
    for (const char *p = text; *p; p += strspn(p, "\n\f")) {
        size_t line = strcspn(p, "\n\f");
        add_times(w, p, line, n);
        p += line;
    }
}

static enum st count_files(struct ctx *c, struct words *w, int64_t record_id)
{
    struct attachment_text *list;
    size_t n;
    int files[WHY_TERMS] = {0};
    enum st st = attachment_texts(c, record_id, &list, &n);
    for (size_t f = 0; !st && f < n; f++) {
        add_times(w, list[f].name, strlen(list[f].name), files);
        add_lines(w, list[f].text, files);
    }
    for (size_t i = 0; i < w->n; i++)
        w->p[i].in_files = files[i];
    return st;
}

static void count(struct words *w, const struct item *item, const char *body)
{
    const char *facts = arena_printf(w->a, "%s\n%s\n%s", item->doc_no, item->issuer, item->subject);
    int in_title[WHY_TERMS] = {0}, in_facts[WHY_TERMS] = {0}, in_text[WHY_TERMS] = {0};
    add_times(w, item->title, strlen(item->title), in_title);
    add_times(w, facts, strlen(facts), in_facts);
    add_times(w, body, strlen(body), in_text);
    for (size_t i = 0; i < w->n; i++) {
        w->p[i].in_title = in_title[i];
        w->p[i].in_facts = in_facts[i];
        w->p[i].in_text = in_text[i];
    }
}

size_t why_read(
    struct ctx *c, const char *text, const struct search_hit *hit, struct why_term **out)
{
    struct words w = {.a = c->mem, .p = ARENA_ARRAY(c->mem, struct why_term, WHY_TERMS)};
    struct ask q;
    struct rows *r;
    const char *official, *body = hit->item.summary; /* of an entry */
    *out = w.p;
    ask_read(c->mem, text, &q);
    if (words_official(c, q.plain, &official))
        return 0;
    if (!hit->label) {
        if (q1(c, &run_body_stmt, ARGS(v_int(hit->item.edition_id)), &r))
            return 0;
        body = html_plain_text(c->mem, rows_text(r, 0));
    }
    ask_also(&q, official);
    add_text(&w, &q, q.plain, false);
    add_text(&w, &q, reword(c->mem, q.plain), true);
    add_text(&w, &q, official, true);
    count(&w, &hit->item, body);
    if (!hit->label && count_files(c, &w, hit->item.record_id))
        return 0;
    struct view *v = engine_view(engine_of(c->db, c->data_dir));
    for (size_t i = 0; i < w.n; i++)
        w.p[i].documents = (int64_t)view_df(v, w.keys[i]);
    view_drop(v);
    return w.n;
}
