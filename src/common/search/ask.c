/* Reading queries: cutting to size, leaving out question words, terms, numbers. See ask.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/ask.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/hint.h"
#include "common/search/reword.h"
#include "lib/text/normal.h"
#include "lib/text/simplify.h"
#include "lib/base/buf.h"
#include "lib/base/utf8.h"

enum { NUMBER_BYTES = 120, QUESTION_WANTS = 9 };

/* Words of asking and joining, longest first where one begins another. They tell nothing about what
 * is looked for. Some only look like one. */
static const struct {
    const char *word;
    enum { KEEP, JOINS, ASKS } what;
} small_words[] = {
    {"目的", KEEP},
    {"标的", KEEP},
    {"谁主管", KEEP},
    {"为什么", ASKS},
    {"怎么办理", ASKS},
    {"怎么样", ASKS},
    {"怎么办", ASKS},
    {"怎么", ASKS},
    {"怎样", ASKS},
    {"如何", ASKS},
    {"什么样", ASKS},
    {"什么时候", ASKS},
    {"什么", ASKS},
    {"在哪里", ASKS},
    {"在哪儿", ASKS},
    {"在哪", ASKS},
    {"哪些", ASKS},
    {"哪里", ASKS},
    {"哪儿", ASKS},
    {"哪个", ASKS},
    {"多少", ASKS},
    {"能不能", ASKS},
    {"是不是", ASKS},
    {"可不可以", ASKS},
    {"可以吗", ASKS},
    {"有没有", ASKS},
    {"是否", ASKS},
    {"能否", ASKS},
    {"可否", ASKS},
    {"请问", ASKS},
    {"我想", ASKS},
    {"谁", ASKS},
    {"吗", ASKS},
    {"呢", ASKS},
    {"的", JOINS},
    {"了", JOINS},
};

/* Valid UTF-8, no longer than ASK_BYTES; bytes that are none, and control characters, become
 * spaces. */
static const char *tidy(struct arena *a, const char *text, bool *cut)
{
    size_t n = strnlen(text, ASK_BYTES + 1);
    *cut = n > ASK_BYTES;
    if (*cut)
        for (n = ASK_BYTES; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
            ;
    char *out = arena_alloc(a, n * 3 + 1), *o = out;
    const char *p = text, *end = text + n;
    while (p < end) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, end);
        bool bad = cp < 0x20 || cp == 0x7F || (cp == 0xFFFD && p - from == 1);
        if (bad) {
            *o++ = ' ';
            continue;
        }
        memcpy(o, from, (size_t)(p - from));
        o += p - from;
    }
    while (o > out && o[-1] == ' ')
        o--;
    *o = 0;
    return out + strspn(out, " ");
}

static const char *without_small_words(struct arena *a, const char *text, bool *asks)
{
    char *out = arena_alloc(a, strlen(text) + 1), *o = out;
    while (*text) {
        size_t i = 0;
        while (i < COUNT_OF(small_words) &&
               strncmp(text, small_words[i].word, strlen(small_words[i].word)) != 0)
            i++;
        size_t n = i < COUNT_OF(small_words) ? strlen(small_words[i].word) : 1;
        if (i < COUNT_OF(small_words) && small_words[i].what != KEEP) {
            *asks |= small_words[i].what == ASKS;
            *o++ = '\n';
        } else {
            memcpy(o, text, n);
            o += n;
        }
        text += n;
    }
    *o = 0;
    return out;
}

/* The slot of this term, or the free one where it belongs. */
static size_t slot_of(const struct ask *q, uint64_t term)
{
    size_t at = (size_t)((term * 0x9E3779B97F4A7C15ULL) >> 40) % sizeof q->slots;
    while (q->slots[at] && q->wants[q->slots[at] - 1].term != term)
        at = (at + 1) % sizeof q->slots;
    return at;
}

static void want(struct ask *q, uint64_t term)
{
    size_t at = slot_of(q, term);
    if (q->slots[at])
        return;
    if (q->n == ASK_WANTS) {
        q->cut = true;
        return;
    }
    q->wants[q->n++] = (struct want){.term = term};
    q->slots[at] = (unsigned char)q->n;
}

const struct want *ask_wants(const struct ask *q, uint64_t term)
{
    size_t at = slot_of(q, term);
    return q->slots[at] ? &q->wants[q->slots[at] - 1] : NULL;
}

/* A run of Han characters: its pairs, or the single one if nothing else pairs with it. */
struct run {
    uint64_t last;
    int length;
    bool paired, spaced; /* with a word; typed with spaces inside */
};

static void end_run(struct ask *q, struct run *r)
{
    if (r->length == 1 && !r->paired)
        want(q, r->last);
    *r = (struct run){.length = 0};
}

/* Spaces part what was typed, unless it is all single characters: 师 宗 县. */
static bool goes_on(const struct run *r, const struct token *t, const struct token *next)
{
    if (!r->length || t->first)
        return false;
    bool alone = !next || !next->han || next->first || next->spaced;
    return !t->spaced || (alone && (r->length == 1 || (r->spaced && r->length < 8)));
}

static void add_han(struct ask *q, struct run *r, const struct token *t, const struct token *next)
{
    bool on = goes_on(r, t, next), after_word = !r->length && t->pair;
    if (!on)
        end_run(q, r);
    if (on || after_word)
        want(q, t->pair);
    r->paired |= after_word;
    r->spaced = on && (t->spaced || r->spaced);
    r->last = t->term;
    r->length++;
}

static void add_word(struct ask *q, struct run *r, const struct token *t)
{
    r->paired |= t->pair != 0;
    end_run(q, r);
    want(q, t->term);
    if (t->pair)
        want(q, t->pair);
}

static void add_wants(struct ask *q, const char *text)
{
    struct scanner s;
    struct token t, next;
    struct run r = {.length = 0};
    scan_start(&s, text, strlen(text));
    bool more = scan_next(&s, &t);
    while (more) {
        bool after = scan_next(&s, &next);
        if (t.han)
            add_han(q, &r, &t, after ? &next : NULL);
        else
            add_word(q, &r, &t);
        t = next;
        more = after;
    }
    end_run(q, &r);
}

void ask_also(struct ask *q, const char *official)
{
    bool cut = q->cut;
    if (q->has_number || !q->n || !*official)
        return;
    add_wants(q, official);
    q->cut = cut; /* nothing that was typed is left out */
    for (size_t i = q->n_typed; i < q->n; i++)
        q->wants[i].other = true;
}

/* A part of a number has no canonical form of its own: it is written like the whole. */
static const char *number_text(struct arena *a, const struct docno *no)
{
    if (*no->text)
        return no->text;
    const char *year = no->year ? arena_printf(a, "〔%d〕", no->year) : "";
    const char *serial = no->serial ? arena_printf(a, "%d号", no->serial) : "";
    return arena_printf(a, "%s%s%s", no->word, year, serial);
}

static void read_number(struct arena *a, struct ask *q)
{
    struct docno *no = &q->number;
    *no = (struct docno){.text = "", .word = "", .findings = ""};
    if (strlen(q->plain) > NUMBER_BYTES || !docno_partial(a, q->plain, no))
        return;
    q->has_number = no->serial > 0 || (no->year && *no->word);
    q->whole_number = *no->word && no->year && no->serial;
    no->text = number_text(a, no);
}

void ask_read(struct arena *a, const char *text, struct ask *out)
{
    struct buf key;
    *out = (struct ask){.key = ""};
    out->text = tidy(a, text, &out->cut);
    out->wants = ARENA_ARRAY(a, struct want, ASK_WANTS);
    buf_init(&key, 0);
    out->plain = simplify_needed(out->text) ? simplify(a, out->text) : out->text;
    normal_key(out->plain, strlen(out->plain), &key);
    out->key = arena_strndup(a, buf_str(&key), key.n);
    out->key_bytes = key.n;
    out->key_length = utf8_count(out->key);
    buf_release(&key);
    read_number(a, out);
    add_wants(out, without_small_words(a, out->plain, &out->question));
    if (!out->n)
        add_wants(out, out->plain);
    out->n_typed = out->n;
    ask_also(out, reword(a, out->plain));
    out->question |=
        out->n_typed >= QUESTION_WANTS || strstr(out->text, "？") || strchr(out->text, '?');
    if (out->question && out->n && !out->has_number)
        hint_read(a, out->plain, &out->hints, &out->n_hints);
}
