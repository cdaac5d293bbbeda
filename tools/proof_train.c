/* proof-train: makes the model file of the proofreader, learns its weights, measures it.
 *
 * usage: proof-train --data DIR --root DIR --rime DIR --jieba FILE [--weights FILE] make OUT
 *        proof-train … learn OUT.tsv     weights from the training pairs
 *        proof-train … measure           5-fold cross-validation
 * DIR of --data is the data folder of the shared material, or "" for what the project ships.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/proof_learn.h"

struct options {
    const char *data, *root, *rime, *jieba, *weights, *verb, *out;
};

static bool read_options(int argc, char **argv, struct options *o)
{
    const struct {
        const char *name;
        const char **value;
    } rows[] = {{"--data", &o->data}, {"--root", &o->root}, {"--rime", &o->rime},
        {"--jieba", &o->jieba}, {"--weights", &o->weights}};
    int i = 1;
    *o = (struct options){"", ".", "/usr/share/rime-data",
        "/usr/lib/python3/dist-packages/jieba/dict.txt", "", "", ""};
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        size_t k = 0;
        while (k < COUNT_OF(rows) && strcmp(rows[k].name, argv[i]) != 0)
            k++;
        if (k == COUNT_OF(rows))
            return false;
        *rows[k].value = argv[i + 1];
    }
    o->verb = i < argc ? argv[i] : "";
    o->out = i + 1 < argc ? argv[i + 1] : "";
    return *o->verb && (!strcmp(o->verb, "measure") || *o->out);
}

/* Numbers by white space; # comments. */
static bool read_weights(const char *path, float *weight)
{
    size_t n;
    char *p = file_read(path, &n), *at = p;
    int k = 0;
    while (at && *at && k < PROOF_WEIGHTS) {
        char *end;
        if (*at == '#') {
            at += strcspn(at, "\n");
        } else if ((weight[k] = strtof(at, &end)), end != at) {
            k++;
            at = end;
        } else {
            at++;
        }
    }
    free(p);
    return k == PROOF_WEIGHTS;
}

static bool write_weights(const char *path, const float *weight)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return false;
    fputs("# 错别字判别树的权重，由 proof-train learn "
          "从训练句对学得；最后一个数是默认显示的概率界限\n",
        f);
    for (int i = 0; i < PROOF_WEIGHTS; i++)
        fprintf(
            f, "%.5g%c", (double)weight[i], i % 12 == 11 || i + 1 == PROOF_WEIGHTS ? '\n' : ' ');
    return fclose(f) == 0;
}

static int make(const struct options *o)
{
    static struct corpus c;
    static struct grams g;
    static struct confusions base, f;
    static float weight[PROOF_WEIGHTS];
    struct words w;
    if (!read_weights(o->weights, weight)) {
        fprintf(stderr, "proof-train: no weights in %s\n", o->weights);
        return 1;
    }
    corpus_read(&c, o->data, o->root, false);
    corpus_add_pairs(&c);
    corpus_add_words(&c, o->jieba);
    corpus_add_laws(&c);
    grams_count(&g, &c.text);
    confusions_make(&base, &g, o->rime);
    confusions_merge(&f, &base, &g, c.pair, c.n_pairs, -1, -1);
    words_read(&w, &g, o->jieba);
    if (!model_write(o->out, &g, &f, &w, &c, weight)) {
        fprintf(stderr, "proof-train: cannot write %s\n", o->out);
        return 1;
    }
    printf("proof.model: %zu MB of text, %u MB of model%s\n", c.text.n >> 20,
        (unsigned)(((uint64_t)g.slots * 4) >> 20),
        c.small ? "; the large corpus was not found: wrong characters are shown with --all only"
                : "");
    return 0;
}

/* Statistics and what belongs to them, of the text of c. */
struct study {
    struct grams g;
    struct confusions base;
    struct words w;
    struct proof_model m;
};

static bool study_open(struct study *s, const struct options *o, const struct corpus *c)
{
    static const float weight[PROOF_WEIGHTS];
    struct err e;
    char path[64];
    grams_count(&s->g, &c->text);
    confusions_make(&s->base, &s->g, o->rime);
    words_read(&s->w, &s->g, o->jieba);
    snprintf(path, sizeof path, "/tmp/proof-train.%d", (int)getpid());
    bool ok =
        model_write(path, &s->g, &s->base, &s->w, c, weight) && !proof_model_open(&s->m, path, &e);
    unlink(path);
    return ok;
}

static void study_close(struct study *s)
{
    proof_model_close(&s->m);
    free(s->g.ngram);
    free(s->g.behind);
    free(s->g.before);
    free(s->g.topic);
    free(s->base.pair);
    free(s->w.slot);
}

/* Weights are learnt with statistics that hold no pair, as `learn` does; then each fold is measured
 * with statistics that hold the right-hand sides of the other folds, as the model of `make` does.
 */
static bool measure(struct study *s, const struct options *o, struct corpus *c)
{
    static float weight[FOLDS][PROOF_WEIGHTS];
    size_t n = c->text.n;
    struct score_table t = {0};
    cross_learn(&s->m, &s->g, &s->base, c, weight);
    for (int k = 0; k < FOLDS; k++) {
        study_close(s);
        c->text.n = n;
        corpus_add_other_folds(c, k);
        if (!study_open(s, o, c))
            return false;
        cross_measure(&s->m, &s->g, &s->base, c, k, weight[k], &t);
    }
    return cross_show(&t);
}

/* Statistics without what is to be measured. */
static int study(const struct options *o)
{
    static struct corpus c;
    static struct study s;
    static float weight[PROOF_WEIGHTS];
    if (!*o->data) {
        fprintf(stderr, "proof-train: %s needs --data\n", o->verb);
        return 1;
    }
    corpus_read(&c, o->data, o->root, true);
    corpus_add_words(&c, o->jieba);
    if (!study_open(&s, o, &c))
        return 1;
    if (!strcmp(o->verb, "measure"))
        return measure(&s, o, &c) ? 0 : 1;
    learn_weights(&s.m, &s.g, &s.base, &c, weight);
    return write_weights(o->out, weight) ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options o;
    if (!read_options(argc, argv, &o)) {
        fputs("usage: proof-train [--data DIR] [--root DIR] [--rime DIR] [--jieba FILE] "
              "[--weights FILE] make OUT | learn OUT | measure\n",
            stderr);
        return 2;
    }
    return !strcmp(o.verb, "make") ? make(&o) : study(&o);
}
