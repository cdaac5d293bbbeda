/* Writes the model file of the proofreader.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "tools/proof_train.h"

#define WORDS_TOTAL 60101967.0 /* sum of the counts of the dictionary */

static size_t tokens_of(const struct grams *g, const char *p, size_t n, uint16_t *t, size_t max)
{
    size_t k = 0;
    for (const char *end = p + n; p < end;) {
        uint32_t cp = utf8_next(&p, end);
        if (k == max || cp > 65535)
            return 0;
        t[k++] = g->token[cp];
    }
    return k;
}

static void add_word(struct words *w, const uint16_t *t, int n, double cost)
{
    uint64_t h = mix64(ngram_key(t, n));
    uint32_t at = slot_of(h, w->n), check = (uint32_t)h | 1, c = (uint32_t)(cost * 10 + 0.5);
    while (w->slot[at] && (w->slot[at] ^ check) >> 8 != 0)
        at = at + 1 == w->n ? 0 : at + 1;
    if (!w->slot[at])
        w->slot[at] = (check & ~255u) | (c < 1 ? 1 : c > 255 ? 255 : c);
}

/* Words of one to four known characters, "word count class" in each line. */
void words_read(struct words *w, const struct grams *g, const char *jieba)
{
    size_t n;
    char *p = file_read(jieba, &n);
    if (!p)
        die("proof-train: cannot read %s", jieba);
    w->n = 600000;
    w->slot = calloc(w->n, sizeof *w->slot);
    BUG_ON(!w->slot);
    for (char *at = p; *at;) {
        size_t k = strcspn(at, " \n");
        uint16_t t[4];
        size_t m = tokens_of(g, at, k, t, 4);
        bool known = m >= 1;
        double often = strtod(at + k, NULL);
        for (size_t i = 0; i < m; i++)
            known = known && t[i] >= TOKEN_FIRST;
        if (known)
            add_word(w, t, (int)m, log(WORDS_TOTAL / (often > 0 ? often : 1)));
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    free(p);
}

struct out {
    FILE *f;
    uint64_t n;
    struct text body;
};

static void put(struct out *o, const void *p, size_t n)
{
    static const char zero[8];
    size_t pad = (8 - (sizeof(struct proof_model_head) + o->body.n) % 8) % 8;
    if (pad) {
        text_add(&o->body, zero, pad);
        o->body.n--;
    }
    if (n) {
        text_add(&o->body, p, n);
        o->body.n--;
    }
}

bool model_write(const char *path, const struct grams *g, const struct confusions *c,
    const struct words *w, const struct corpus *corpus, const float *weight)
{
    struct proof_model_head h = {.magic = PROOF_MODEL_MAGIC,
        .version = PROOF_MODEL_VERSION,
        .flags = corpus->small ? PROOF_MODEL_SMALL : 0,
        .slots = g->slots,
        .pairs = c->n,
        .word_slots = w->n,
        .table_bytes = (uint32_t)corpus->table_bytes,
        .n_weights = PROOF_WEIGHTS,
        .title_slots = 1,
        .sentences = (uint32_t)(g->characters / 1000)};
    struct out o = {0};
    uint32_t no_title = 0;
    put(&o, g->token, sizeof g->token);
    put(&o, g->glyph, sizeof g->glyph);
    put(&o, g->cp, sizeof g->cp);
    put(&o, g->cost, sizeof g->cost);
    put(&o, g->backoff, sizeof g->backoff);
    put(&o, g->ngram, (size_t)g->slots * sizeof *g->ngram);
    put(&o, c->start, sizeof c->start);
    put(&o, c->pair, (size_t)c->n * sizeof *c->pair);
    for (int alike = 0; alike < 2; alike++) {
        uint64_t *rows = confusions_rows(c, alike);
        put(&o, rows, (size_t)GLYPHS * ROW_WORDS * sizeof *rows);
        free(rows);
    }
    put(&o, g->behind, (size_t)TOKENS * ROW_WORDS * sizeof *g->behind);
    put(&o, g->before, (size_t)TOKENS * ROW_WORDS * sizeof *g->before);
    put(&o, w->slot, (size_t)w->n * sizeof *w->slot);
    put(&o, g->topic, (size_t)TOPIC_TOKENS * TOPIC_TOKENS);
    put(&o, &no_title, sizeof no_title);
    put(&o, weight, PROOF_WEIGHTS * sizeof *weight);
    put(&o, corpus->table, corpus->table_bytes);
    h.bytes = sizeof h + o.body.n;
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(&h, sizeof h, 1, f) == 1 && fwrite(o.body.p, 1, o.body.n, f) == o.body.n;
    ok = f && fclose(f) == 0 && ok;
    free(o.body.p);
    return ok;
}
