/* Judged collections: reading, pairs of characters as features, candidates by text alone.
 *
 * SPDX-License-Identifier: MIT */
#include "learn_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/terms.h"
#include "lib/base/hash.h"

static const float k1 = 2, b = 0.6F; /* as rank.c has them for short texts */
enum { CANDIDATES = 300, SLOTS = 1 << 22 };

static uint32_t *slots; /* word + 1 by key */

void die_usage(const char *what)
{
    fprintf(stderr, "learn_search: %s\n", what);
    exit(2);
}

void *need(size_t n, size_t each)
{
    void *p = calloc(n ? n : 1, each);
    if (!p)
        die_usage("out of memory");
    return p;
}

/* ---- pairs ---- */

static uint32_t word_of(struct judged *j, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15ULL) >> 40) & (SLOTS - 1);
    while (slots[at] && j->words[slots[at] - 1] != key)
        at = (at + 1) & (SLOTS - 1);
    if (!slots[at]) {
        if (j->n_words == SLOTS / 2)
            die_usage("too many pairs");
        j->words[j->n_words] = key;
        slots[at] = (uint32_t)++j->n_words;
    }
    return slots[at] - 1;
}

struct list {
    uint32_t *p;
    size_t n, room, length;
};

static void add_pairs(struct judged *j, const char *text, size_t n, uint64_t flag, struct list *l)
{
    struct scanner s;
    struct token t;
    scan_start(&s, text, n);
    while (scan_next(&s, &t)) {
        l->length++;
        if (!t.han || !t.pair || t.pair & TERM_WORD_BIT)
            continue;
        if (l->n == l->room) {
            l->room = l->room ? l->room * 2 : 256;
            l->p = realloc(l->p, l->room * sizeof *l->p);
            if (!l->p)
                die_usage("out of memory");
        }
        l->p[l->n++] = word_of(j, t.pair | flag);
    }
}

static int by_number(const void *p, const void *q)
{
    uint32_t x = *(const uint32_t *)p, y = *(const uint32_t *)q;
    return (x > y) - (x < y);
}

/* Distinct words and how often each stands there; counts live in x until scaled. */
static struct features counted(struct list *l)
{
    struct features f = {need(l->n, sizeof *f.p), 0};
    if (l->n)
        qsort(l->p, l->n, sizeof *l->p, by_number);
    for (size_t i = 0; i < l->n; i++) {
        if (!f.n || f.p[f.n - 1].word != l->p[i])
            f.p[f.n++] = (struct feature){l->p[i], 0};
        f.p[f.n - 1].x++;
    }
    l->n = 0;
    return f;
}

/* "民法典第五十四条" → "民法典": the number of an article says nothing. */
static size_t without_article(const char *title, size_t n)
{
    const char *last = NULL, tail[] = "条";
    for (const char *p = title; (p = strstr(p, "第")) && p < title + n; p++)
        last = p;
    bool article = last && last > title && n > 3 && memcmp(title + n - 3, tail, 3) == 0;
    return article ? (size_t)(last - title) : n;
}

/* ---- reading ---- */

static char *line_of(FILE *f, size_t *n)
{
    static char *line;
    static size_t room;
    ssize_t bytes = getline(&line, &room, f);
    while (bytes > 0 && (line[bytes - 1] == '\n' || line[bytes - 1] == '\r'))
        line[--bytes] = 0;
    *n = bytes > 0 ? (size_t)bytes : 0;
    return bytes >= 0 ? line : NULL;
}

static FILE *opened(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        die_usage(path);
    return f;
}

static size_t count_lines(const char *path)
{
    size_t lines = 0, n;
    FILE *f = opened(path);
    while (line_of(f, &n))
        lines++;
    fclose(f);
    return lines;
}

static void read_docs(struct judged *j, const char *path, bool with_features)
{
    size_t room = count_lines(path), n;
    struct list l = {NULL, 0, 0, 0};
    float *lengths = need(room, sizeof *lengths);
    double all = 0;
    FILE *f = opened(path);
    j->ids = need(room, sizeof *j->ids);
    j->docs = need(room * 2, sizeof *j->docs); /* text, then title, until joined */
    for (char *line; (line = line_of(f, &n)); j->n_docs++) {
        char *title = strchr(line, '\t'), *text = title ? strchr(title + 1, '\t') : NULL;
        if (!text)
            die_usage("a line without three columns");
        j->ids[j->n_docs] = strndup(line, (size_t)(title - line));
        if (!with_features)
            continue;
        l.length = 0;
        add_pairs(j, text, strlen(text), 0, &l);
        all += lengths[j->n_docs] = (float)l.length;
        j->docs[j->n_docs] = counted(&l);
        size_t bytes = without_article(title + 1, (size_t)(text - title - 1));
        add_pairs(j, title + 1, bytes, IN_TITLE, &l);
        j->docs[room + j->n_docs] = counted(&l);
    }
    fclose(f);
    float mean = all > 0 ? (float)(all / (double)j->n_docs) : 1;
    for (size_t d = 0; d < j->n_docs && with_features; d++) {
        struct features *x = &j->docs[d], *t = &j->docs[room + d];
        for (size_t i = 0; i < x->n; i++) {
            float tf = x->p[i].x / (1 - b + b * lengths[d] / mean);
            x->p[i].x = tf / (k1 + tf);
        }
        x->p = realloc(x->p, (x->n + t->n + 1) * sizeof *x->p);
        for (size_t i = 0; i < t->n; i++)
            x->p[x->n++] = (struct feature){t->p[i].word, 1};
        free(t->p);
    }
    free(lengths);
    free(l.p);
}

static void read_questions(struct judged *j, const char *path)
{
    size_t n;
    struct list l = {NULL, 0, 0, 0};
    FILE *f = opened(path);
    j->questions = need(count_lines(path), sizeof *j->questions);
    for (char *line; (line = line_of(f, &n));) {
        char *text = strchr(line, '\t');
        if (!text)
            die_usage("a question without two columns");
        struct question *q = &j->questions[j->n_questions++];
        q->id = strndup(line, (size_t)(text - line));
        q->text = strdup(text + 1);
        q->fold = (int)(fnv1a(q->text, strlen(q->text)) % 1000003 % FOLDS);
        add_pairs(j, q->text, strlen(q->text), 0, &l);
        struct features x = counted(&l);
        q->words = need(x.n, sizeof *q->words);
        for (size_t i = 0; i < x.n; i++)
            q->words[q->n_words++] = x.p[i].word;
        free(x.p);
    }
    fclose(f);
    free(l.p);
}

static struct question *question_of(struct judged *j, const char *id)
{
    for (size_t i = 0; i < j->n_questions; i++)
        if (strcmp(j->questions[i].id, id) == 0)
            return &j->questions[i];
    return NULL;
}

static void read_judgements(struct judged *j, const char *path)
{
    size_t n;
    FILE *f = opened(path);
    for (char *line; (line = line_of(f, &n));) {
        char id[100], doc[100];
        int grade;
        struct question *q;
        if (sscanf(line, "%99s %*s %99s %d", id, doc, &grade) != 3 || grade <= 0 ||
            !(q = question_of(j, id)))
            continue;
        size_t d = 0;
        while (d < j->n_docs && strcmp(j->ids[d], doc) != 0)
            d++;
        for (size_t i = 0; i < q->n_right; i++)
            if (q->right[i] == d)
                d = j->n_docs;
        if (d == j->n_docs)
            continue;
        q->right = realloc(q->right, (q->n_right + 1) * sizeof *q->right);
        q->right[q->n_right++] = (uint32_t)d;
    }
    fclose(f);
}

/* ---- candidates ---- */

struct entry {
    uint32_t doc;
    float x;
};

static const float *ranked_scores;

static int by_score(const void *p, const void *q)
{
    uint32_t x = *(const uint32_t *)p, y = *(const uint32_t *)q;
    if (ranked_scores[x] > ranked_scores[y] || ranked_scores[x] < ranked_scores[y])
        return ranked_scores[x] > ranked_scores[y] ? -1 : 1;
    return (x > y) - (x < y);
}

static void choose(struct judged *j, struct question *q, const float *scores)
{
    uint32_t *met = need(j->n_docs, sizeof *met);
    size_t n = 0;
    for (uint32_t d = 0; d < j->n_docs; d++)
        if (scores[d] > 0)
            met[n++] = d;
    ranked_scores = scores;
    qsort(met, n, sizeof *met, by_score);
    if (n > CANDIDATES)
        n = CANDIDATES;
    q->candidates = need(n + q->n_right, sizeof *q->candidates);
    memcpy(q->candidates, met, n * sizeof *met);
    for (size_t r = 0; r < q->n_right; r++) {
        size_t i = 0;
        while (i < n && met[i] != q->right[r])
            i++;
        if (i == n)
            q->candidates[n + q->n_candidates++] = q->right[r];
    }
    q->n_candidates += n;
    q->scores = need(q->n_candidates, sizeof *q->scores);
    for (size_t i = 0; i < q->n_candidates; i++)
        q->scores[i] = scores[q->candidates[i]];
    free(met);
}

static void find_candidates(struct judged *j)
{
    size_t *from = need(j->n_words + 2, sizeof *from);
    float *scores = need(j->n_docs, sizeof *scores);
    j->df = need(j->n_words, sizeof *j->df);
    for (size_t d = 0; d < j->n_docs; d++)
        for (size_t i = 0; i < j->docs[d].n; i++)
            j->df[j->docs[d].p[i].word]++;
    for (size_t w = 0; w < j->n_words; w++)
        from[w + 1] = from[w] + j->df[w];
    struct entry *list = need(from[j->n_words], sizeof *list);
    for (uint32_t d = 0; d < j->n_docs; d++)
        for (size_t i = 0; i < j->docs[d].n; i++)
            list[from[j->docs[d].p[i].word]++] = (struct entry){d, j->docs[d].p[i].x};
    for (size_t k = 0; k < j->n_questions; k++) { /* from[w] is now the end of w's entries */
        struct question *q = &j->questions[k];
        memset(scores, 0, j->n_docs * sizeof *scores);
        for (size_t i = 0; i < q->n_words; i++) {
            uint32_t w = q->words[i];
            float idf = (float)log(1 + ((double)j->n_docs - j->df[w] + 0.5) / (j->df[w] + 0.5));
            for (size_t e = from[w] - j->df[w]; e < from[w]; e++)
                scores[list[e].doc] += idf * list[e].x;
        }
        choose(j, q, scores);
    }
    free(list);
    free(from);
    free(scores);
}

struct judged *judged_read(
    const char *corpus, const char *questions, const char *judgements, bool with_features)
{
    struct judged *j = need(1, sizeof *j);
    slots = need(SLOTS, sizeof *slots);
    j->words = need(SLOTS / 2, sizeof *j->words);
    read_docs(j, corpus, with_features);
    read_questions(j, questions);
    read_judgements(j, judgements);
    if (with_features)
        find_candidates(j);
    free(slots);
    return j;
}
