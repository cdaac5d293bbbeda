/* Reads the texts from which the proofreader learns: laws, papers and reports of the shared
 * material, or what the project ships.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/proof.h"
#include "tools/proof_train.h"

#define RUN_CHARS 12
#define WORD_MIN 3 /* occurrences in the dictionary */
#define SET_SLOTS (1u << 20)
#define APART_MAX 6000
#define APART_ONE_OF 400
#define APART_PAPERS 3 /* of reports and guides one of so many is kept apart whole */

static uint64_t digest(const char *p, size_t n)
{
    uint64_t h = n;
    for (size_t i = 0; i < n; i++)
        h = mix64(h ^ (unsigned char)p[i]) + i;
    return h;
}

void text_add(struct text *t, const char *p, size_t n)
{
    if (t->n + n + 2 > t->cap) {
        t->cap = (t->n + n + 2) * 2 + 65536;
        t->p = realloc(t->p, t->cap);
        BUG_ON(!t->p);
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n++] = '\n';
    t->p[t->n] = '\0';
}

char *file_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct text t = {0};
    char piece[65536];
    size_t k;
    *n = 0;
    if (!f)
        return NULL;
    while ((k = fread(piece, 1, sizeof piece, f)) > 0) {
        text_add(&t, piece, k);
        t.n--; /* no line end of our own */
    }
    fclose(f);
    if (!t.p)
        text_add(&t, "", 0);
    t.p[t.n] = '\0';
    *n = t.n;
    return t.p;
}

/* Runs of RUN_CHARS characters of the sentences that are to be measured. */
struct runs {
    uint64_t *slot;
};

/* Calls for each run of the sentence; a short sentence is one run. True as soon as fn is. */
static bool each_run(struct runs *r, const char *p, size_t n, bool (*fn)(struct runs *, uint64_t))
{
    const char *from[RUN_CHARS], *end = p + n;
    size_t chars = 0;
    while (p < end) {
        const char *at = p;
        utf8_next(&p, end);
        from[chars++ % RUN_CHARS] = at;
        if (chars >= RUN_CHARS) {
            const char *first = from[chars % RUN_CHARS];
            if (fn(r, digest(first, (size_t)(p - first))))
                return true;
        }
    }
    return chars && chars < RUN_CHARS && chars >= 6 && fn(r, digest(end - n, n));
}

static bool add_run(struct runs *r, uint64_t h)
{
    size_t at = h % SET_SLOTS;
    while (r->slot[at] && r->slot[at] != h)
        at = (at + 1) % SET_SLOTS;
    r->slot[at] = h;
    return false;
}

static bool has_run(struct runs *r, uint64_t h)
{
    size_t at = h % SET_SLOTS;
    while (r->slot[at] && r->slot[at] != h)
        at = (at + 1) % SET_SLOTS;
    return r->slot[at] == h;
}

static size_t sentence_end(const char *p, size_t n)
{
    for (size_t i = 0; i + 3 <= n; i++)
        if ((unsigned char)p[i] >= 0xE3 &&
            (!memcmp(p + i, "。", 3) || !memcmp(p + i, "；", 3) || !memcmp(p + i, "！", 3)))
            return i + 3;
    return n;
}

/* One sentence of many is kept out of the text, and all of some papers of another style. */
static bool set_apart(struct corpus *c, const char *p, size_t n)
{
    bool chosen = c->whole_paper || digest(p, n) % APART_ONE_OF == 0;
    if (n < 30 || n > 400 || c->n_apart == APART_MAX || !chosen)
        return c->whole_paper;
    c->apart[c->n_apart++] = arena_strndup(c->a, p, n);
    return true;
}

/* The sentences of a line, without those that are to be measured. */
static void add_line(struct corpus *c, struct runs *r, const char *p, size_t n)
{
    while (n) {
        size_t k = sentence_end(p, n);
        const char *cut = p;
        size_t m = k;
        if (m >= 3 && k < n + 1 && !memcmp(cut + m - 3, "。", 3))
            m -= 3;
        if (!r || (!each_run(r, cut, m, has_run) && !set_apart(c, cut, k)))
            text_add(&c->text, p, k);
        p += k;
        n -= k;
    }
}

static void add_body(struct corpus *c, struct runs *r, const char *body)
{
    while (*body) {
        size_t n = strcspn(body, "\n");
        const char *p = body;
        size_t k = n;
        while (k && (*p == '#' || *p == ' ')) {
            p++;
            k--;
        }
        if (k)
            add_line(c, r, p, k);
        body += n + (body[n] == '\n');
    }
}

static void read_jsonl(struct corpus *c, struct runs *r, const char *path)
{
    size_t n;
    char *p = file_read(path, &n), *at = p;
    struct err e;
    while (at && *at) {
        char *eol = strchr(at, '\n');
        size_t k = eol ? (size_t)(eol - at) : strlen(at);
        struct arena *a = arena_new();
        const struct json *j;
        if (k && !json_parse(a, at, k, &j, &e)) {
            const char *title = json_get_text(j, "title");
            c->whole_paper =
                r && !strstr(path, "laws") && digest(title, strlen(title)) % APART_PAPERS == 0;
            add_body(c, r, title);
            add_body(c, r, json_get_text(j, "body"));
            if (*title && strstr(path, "laws")) {
                title = arena_printf(
                    a, "%s\t%d", title, proof_count_articles(json_get_text(j, "body")));
                text_add(&c->titles, title, strlen(title));
            }
        }
        arena_free(&a);
        at = eol ? eol + 1 : NULL;
    }
    free(p);
}

static void read_pairs(struct corpus *c, const char *path, int set)
{
    size_t n;
    char *p = file_read(path, &n);
    static size_t cap;
    for (char *at = p; at && *at;) {
        char *eol = strchr(at, '\n'), *tab = strchr(at, '\t');
        if (eol)
            *eol = '\0';
        if (eol && eol > at && eol[-1] == '\r')
            eol[-1] = '\0';
        if (tab && (!eol || tab < eol)) {
            *tab = '\0';
            if (c->n_pairs == cap) {
                cap = cap ? cap * 2 : 4096;
                c->pair = realloc(c->pair, cap * sizeof *c->pair);
                BUG_ON(!c->pair);
            }
            const char *right = arena_strdup(c->a, tab + 1);
            c->pair[c->n_pairs++] = (struct sentence_pair){arena_strdup(c->a, at), right,
                (int)((digest(right, strlen(right)) >> 20) % 5), set};
        }
        at = eol ? eol + 1 : NULL;
    }
    free(p);
}

static const char *join(struct arena *a, const char *dir, const char *name)
{
    return arena_printf(a, "%s/%s", dir, name);
}

/* Bytes without the full stop at the end. */
static size_t unstopped(const char *s)
{
    size_t n = strlen(s);
    return n >= 3 && !memcmp(s + n - 3, "。", 3) ? n - 3 : n;
}

/* Of the right-hand sides of one fold, of all when it is negative. */
static struct runs held_runs(const struct corpus *c, int fold)
{
    struct runs r = {calloc(SET_SLOTS, sizeof *r.slot)};
    BUG_ON(!r.slot);
    for (size_t i = 0; i < c->n_pairs; i++)
        if (fold < 0 || c->pair[i].fold == fold)
            each_run(&r, c->pair[i].right, unstopped(c->pair[i].right), add_run);
    return r;
}

/* One of the alternatives p[0 … n), that are divided by blanks; NULL behind the last. */
static const char *alternative(const char **p, const char *end, size_t *n)
{
    while (*p < end && **p == ' ')
        ++*p;
    const char *at = *p;
    while (*p < end && **p != ' ')
        ++*p;
    *n = (size_t)(*p - at);
    return *n ? at : NULL;
}

/* Rows "verbs<TAB>objects": each verb before each object. Everyday words of public services, which
 * laws and papers hardly hold. */
static void read_phrases(struct corpus *c, const char *root)
{
    size_t n, k, m;
    char *p = file_read(join(c->a, root, "data/proof/phrases.tsv"), &n);
    for (const char *at = p; at && *at;) {
        const char *eol = at + strcspn(at, "\n"), *tab = memchr(at, '\t', (size_t)(eol - at));
        const char *verb, *object, *left = at;
        while (tab && *at != '#' && (verb = alternative(&left, tab, &k)))
            for (const char *right = tab + 1; (object = alternative(&right, eol, &m));)
                add_body(c, NULL, arena_printf(c->a, "%.*s%.*s", (int)k, verb, (int)m, object));
        at = eol + (*eol == '\n');
    }
    free(p);
}

static void read_shipped(struct corpus *c, const char *root)
{
    static const char *const names[] = {"data/demo/items.html", "data/demo/plan.txt",
        "data/demo/units.tsv", "data/words/terms.txt", "README.zh-CN.md", "docs/manual.zh-CN.md"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t n;
        char *p = file_read(join(c->a, root, names[i]), &n);
        if (p)
            add_body(c, NULL, p);
        free(p);
    }
}

void corpus_read(struct corpus *c, const char *data, const char *root, bool held_out)
{
    static const char *const names[] = {"corpus/laws.jsonl", "corpus/statecouncil.jsonl",
        "corpus/gov_work_reports.jsonl", "corpus/procuratorate.jsonl"};
    struct runs r = {NULL};
    *c = (struct corpus){.a = arena_new(), .table = ""};
    c->apart = ARENA_ARRAY(c->a, const char *, APART_MAX);
    if (*data) {
        read_pairs(c, join(c->a, data, "csc/ecspell_odw_train.tsv"), 0);
        read_pairs(c, join(c->a, data, "csc/ecspell_law_train.tsv"), 1);
        char *table = file_read(join(c->a, data, "confusables.tsv"), &c->table_bytes);
        if (table)
            c->table = table;
        if (held_out)
            r = held_runs(c, -1);
        for (size_t i = 0; i < COUNT_OF(names); i++)
            read_jsonl(c, held_out ? &r : NULL, join(c->a, data, names[i]));
        free(r.slot);
    }
    read_phrases(c, root);
    c->small = c->text.n < (size_t)4 << 20;
    if (c->small)
        read_shipped(c, root);
}

void corpus_add_pairs(struct corpus *c)
{
    for (size_t i = 0; i < c->n_pairs; i++)
        text_add(&c->text, c->pair[i].right, strlen(c->pair[i].right));
}

void corpus_add_other_folds(struct corpus *c, int fold)
{
    struct runs r = held_runs(c, fold);
    for (size_t i = 0; i < c->n_pairs; i++) {
        const char *right = c->pair[i].right;
        if (c->pair[i].fold != fold && !each_run(&r, right, unstopped(right), has_run))
            text_add(&c->text, right, strlen(right));
    }
    free(r.slot);
}

void corpus_add_words(struct corpus *c, const char *jieba)
{
    size_t n;
    char *p = file_read(jieba, &n);
    for (char *at = p; at && *at;) {
        size_t k = strcspn(at, " \n");
        if (k > 3 && strtol(at + k, NULL, 10) >= WORD_MIN)
            text_add(&c->text, at, k);
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    free(p);
}
