/* Marks and passages, see mark.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/mark.h"

#include <string.h>

#include "lib/base/escape.h"
#include "common/search/passage.h"
#include "lib/base/utf8.h"
#include "lib/ui/html.h"

enum { SHOWN_TOKENS = 110, LEAD_TOKENS = 12, FAINT_FROM = 6 };

struct seen { /* a token of the text, and what it is worth */
    const char *start, *end;
    float worth;
    bool marked, joined; /* joined: the mark goes on from the token before */
};
struct text_seen {
    struct seen *list;
    size_t n;
};

/* In long queries common pairs alone are not marked: they would mark half the page. */
static float faint_below(const struct ask *q)
{
    float most = 0;
    for (size_t i = 0; i < q->n; i++)
        most = q->wants[i].weight > most ? q->wants[i].weight : most;
    return q->n >= FAINT_FROM ? most * 0.3F : 0;
}

/* A run of marks stays when something in it is telling. */
static void keep_telling(struct text_seen *t, float faint)
{
    for (size_t i = 0, end; i < t->n; i = end) {
        float most = t->list[i].worth;
        for (end = i + 1; end < t->n && t->list[end].joined; end++)
            most = t->list[end].worth > most ? t->list[end].worth : most;
        for (size_t k = i; k < end && most < faint; k++) {
            t->list[k].marked = t->list[k].joined = false;
            t->list[k].worth = 0;
        }
    }
}

static void look(
    struct arena *a, const char *text, size_t n, const struct ask *q, struct text_seen *out)
{
    struct scanner s;
    struct token t;
    out->list = ARENA_ARRAY(a, struct seen, n + 1);
    out->n = 0;
    scan_start(&s, text, n);
    while (scan_next(&s, &t)) {
        struct seen *now = &out->list[out->n];
        const struct want *w = ask_wants(q, t.term);
        *now = (struct seen){t.start, t.end, w ? w->weight : 0, w != NULL, false};
        const struct want *pair = t.pair ? ask_wants(q, t.pair) : NULL;
        if (pair) {
            now[-1].marked = now->marked = now->joined = true;
            now->worth += pair->weight;
        }
        out->n++;
    }
    keep_telling(out, faint_below(q));
}

/* from, to: tokens shown; the text around them is cut where they end. */
static void write_marked(
    struct buf *out, const char *at, const char *end, const struct seen *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!list[i].marked)
            continue;
        if (list[i].start < at) /* one character that folds into several tokens */
            continue;
        escape_html(out, at, (size_t)(list[i].start - at));
        buf_adds(out, "<mark>");
        at = list[i].start;
        while (i + 1 < n && list[i + 1].marked &&
               (list[i + 1].joined || list[i + 1].start == list[i].end))
            i++;
        escape_html(out, at, (size_t)(list[i].end - at));
        buf_adds(out, "</mark>");
        at = list[i].end;
    }
    if (end > at)
        escape_html(out, at, (size_t)(end - at));
}

void mark_text(struct arena *a, struct buf *out, const char *text, size_t n, const struct ask *q)
{
    struct text_seen seen;
    look(a, text, n, q, &seen);
    write_marked(out, text, text + n, seen.list, seen.n);
}

/* What of the query a passage has, each want once, and a little for having it close together. *all
 * gets the terms that are met. */
static float passage_worth(const char *text, size_t n, const struct ask *q, uint64_t *all)
{
    struct scanner s;
    struct token t;
    uint64_t had = 0;
    float worth = 0;
    size_t tokens = 0;
    scan_start(&s, text, n);
    while (scan_next(&s, &t)) {
        const struct want *found[2] = {ask_wants(q, t.term), t.pair ? ask_wants(q, t.pair) : NULL};
        for (int i = 0; i < 2; i++)
            if (found[i] && !(had >> (found[i] - q->wants) & 1)) {
                had |= 1ULL << (found[i] - q->wants);
                worth += found[i]->weight;
            }
        tokens++;
    }
    *all |= had;
    /* neither a bare heading nor a page: something to read */
    float whole = 0.7F + (float)tokens / 80;
    return worth * (whole < 1 ? whole : 1) / (1 + (float)tokens / 2000);
}

uint64_t mark_terms(const char *text, size_t n, const struct ask *q)
{
    uint64_t had = 0;
    passage_worth(text, n, q, &had);
    return had;
}

/* The run of SHOWN_TOKENS tokens that is worth most, begun a little before its first mark. */
static size_t best_start(const struct text_seen *t)
{
    float sum = 0, best = -1;
    size_t at = 0;
    if (t->n <= SHOWN_TOKENS + LEAD_TOKENS)
        return 0;
    for (size_t i = 0; i < t->n; i++) {
        sum += t->list[i].worth;
        if (i >= SHOWN_TOKENS)
            sum -= t->list[i - SHOWN_TOKENS].worth;
        if (sum > best + 0.01F) {
            best = sum;
            at = i >= SHOWN_TOKENS ? i - SHOWN_TOKENS + 1 : 0;
        }
    }
    while (at < t->n && !t->list[at].marked)
        at++;
    return at > LEAD_TOKENS && at < t->n ? at - LEAD_TOKENS : 0;
}

/* Bytes of "第…条" at the start of a passage, 0 when there is none. */
static size_t article_bytes(const char *text, size_t n)
{
    static const char head[] = "第", tail[] = "条";
    if (n < 3 || memcmp(text, head, 3) != 0)
        return 0;
    size_t room = n < 45 ? n : 45;
    const char *end = memmem(text, room, tail, 3);
    return end ? (size_t)(end - text) + 3 : 0;
}

/* Begin after the punctuation just before, when it is near. */
static const char *soft_start(const struct text_seen *t, size_t from)
{
    for (size_t i = from; i > 0 && from - i < LEAD_TOKENS; i--)
        if (t->list[i - 1].end < t->list[i].start)
            return t->list[i].start;
    return t->list[from].start;
}

static const char *show(struct arena *a, const char *text, size_t n, const struct ask *q)
{
    struct text_seen seen;
    struct buf out;
    look(a, text, n, q, &seen);
    size_t from = best_start(&seen);
    size_t to = from + SHOWN_TOKENS < seen.n ? from + SHOWN_TOKENS : seen.n;
    const char *start = from ? soft_start(&seen, from) : text;
    const char *end = to < seen.n ? seen.list[to - 1].end : text + n;
    while (from > 0 && seen.list[from - 1].start >= start)
        from--;
    buf_init(&out, 0);
    size_t article = start > text ? article_bytes(text, n) : 0;
    if (article && text + article < start)
        escape_html(&out, text, article);
    if (start > text)
        buf_adds(&out, "…");
    write_marked(&out, start, end, seen.list + from, to - from);
    if (end < text + n)
        buf_adds(&out, "…");
    const char *html = arena_strdup(a, buf_str(&out));
    buf_release(&out);
    return html;
}

void mark_passage(struct arena *a, const char *html, const struct ask *q, struct marked *out)
{
    struct passages s;
    struct buf best;
    *out = (struct marked){.html = "", .anchor = ""};
    buf_init(&best, 0);
    passages_begin(&s, html);
    while (passages_next(&s)) {
        float worth = passage_worth(s.text.p, s.text.n, q, &out->terms);
        if (worth <= out->worth)
            continue;
        out->worth = worth;
        buf_clear(&best);
        buf_add(&best, s.text.p, s.text.n);
        out->anchor = arena_strdup(a, s.anchor);
    }
    passages_end(&s);
    if (best.n)
        out->html = show(a, best.p, best.n, q);
    buf_release(&best);
}

/* At most PASSAGE_BYTES, ended at a line, a page, a sentence or at least a character. */
static size_t plain_passage(const char *p, size_t n)
{
    size_t line = 0;
    while (line < n && p[line] != '\n' && p[line] != '\f')
        line++;
    if (line <= PASSAGE_BYTES)
        return line;
    line = PASSAGE_BYTES;
    while (line > 0 && ((unsigned char)p[line] & 0xC0) == 0x80)
        line--;
    for (size_t i = line; i > PASSAGE_BYTES / 2; i--)
        if (memcmp(p + i - 3, "。", 3) == 0)
            return i;
    return line;
}

void mark_plain(struct arena *a, const char *text, const struct ask *q, struct marked *out)
{
    size_t left = strlen(text), best = 0;
    const char *at = text;
    int page = 1;
    bool paged = memchr(text, '\f', left) != NULL;
    *out = (struct marked){.html = "", .anchor = ""};
    for (const char *p = text; left;) {
        size_t n = plain_passage(p, left);
        float worth = n ? passage_worth(p, n, q, &out->terms) : 0;
        if (worth > out->worth) {
            out->worth = worth;
            out->page = paged ? page : 0;
            at = p;
            best = n;
        }
        bool end = n < left && (p[n] == '\n' || p[n] == '\f');
        page += end && p[n] == '\f';
        p += n + end;
        left -= n + end;
    }
    if (best)
        out->html = show(a, at, best, q);
}

enum { OPENING_BYTES = 90 }; /* thirty characters */

const char *mark_opening(struct arena *a, const char *html, const struct ask *q)
{
    struct passages s;
    const char *shown = "";
    passages_begin(&s, html);
    while (!*shown && passages_next(&s))
        if (s.text.n >= OPENING_BYTES)
            shown = show(a, s.text.p, s.text.n, q);
    passages_end(&s);
    return shown;
}
