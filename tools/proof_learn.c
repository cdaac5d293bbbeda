/* Collects what the trees learn from in the pairs of wrong and right sentences, and measures
 * the proofreader by cross-validation.
 *
 * SPDX-License-Identifier: MIT */
#include "tools/proof_learn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"

#define SURE 0.72f    /* probability from which a finding is shown by default */
#define FLOOR_F1 0.70 /* of official prose; measure fails below */

size_t line_tokens(
    const struct proof_model *m, const char *s, uint16_t *t, uint16_t *written, size_t max)
{
    size_t n = 0;
    for (const char *end = s + strlen(s); s < end && n < max;) {
        uint32_t cp = utf8_next(&s, end);
        uint16_t id = cp < 65536 ? m->token[cp] & 0xFFF : TOKEN_RARE;
        if (!id)
            continue;
        if (written)
            written[n] = cp < 65536 ? m->glyph[cp] : TOKEN_RARE;
        t[n++] = id;
    }
    return n;
}

static void load(struct guess_line *l, const struct proof_model *m, const char *s)
{
    l->m = m;
    l->n = line_tokens(m, s, l->t + 1, l->written + 1, GUESS_LINE);
    memset(l->fixed, 0, sizeof l->fixed);
    l->company = false;
    guess_costs(l);
}

static void add_instance(
    struct instances *all, const struct guess *g, float label, float importance)
{
    if (all->n == all->cap) {
        all->cap = all->cap ? all->cap * 2 : 65536;
        all->list = realloc(all->list, all->cap * sizeof *all->list);
        BUG_ON(!all->list);
    }
    struct instance *i = &all->list[all->n++];
    memcpy(i->x, g->x, sizeof i->x);
    i->label = label;
    i->importance = importance;
}

/* Guesses of one sentence with what they should have been. */
static void collect(struct instances *all, struct guess_line *l, const struct proof_model *m,
    const char *wrong, const char *right)
{
    static uint16_t gold[GUESS_LINE + 8];
    load(l, m, wrong);
    size_t n = line_tokens(m, right, gold + 1, NULL, GUESS_LINE);
    if (n != l->n)
        return;
    gold[n + 1] = TOKEN_EDGE;
    guess_list(l);
    for (size_t i = 0; i < l->n_guesses; i++) {
        const struct guess *g = &l->guess[i];
        bool yes = true;
        for (size_t k = 0; k < g->len; k++)
            yes = yes && g->to[k] == gold[g->at + k] && l->t[g->at + k] != gold[g->at + k];
        add_instance(all, g, yes, 1);
    }
}

/* Applies what is probable enough, best first, and looks again. */
static void mend(struct guess_line *l, const float *weight, float least)
{
    static struct guess taken[GUESS_MAX];
    for (int round = 0; round < 3; round++) {
        guess_list(l);
        for (size_t i = 0; i < l->n_guesses; i++)
            l->guess[i].p = guess_judge(weight, l->guess[i].x);
        if (!guess_take(l, least, least, taken))
            return;
        guess_costs(l);
    }
}

static void measure(struct score *s, struct guess_line *l, const struct proof_model *m,
    const float *weight, float least, const char *wrong, const char *right)
{
    static uint16_t source[GUESS_LINE + 8], gold[GUESS_LINE + 8];
    size_t n = line_tokens(m, wrong, source + 1, NULL, GUESS_LINE);
    size_t k = line_tokens(m, right, gold + 1, NULL, GUESS_LINE);
    load(l, m, wrong);
    mend(l, weight, least);
    bool was_right = !strcmp(wrong, right), changed = false, same = n == k;
    for (size_t i = 1; i <= n; i++) {
        bool here = l->t[i] != source[i], bad = n == k && source[i] != gold[i];
        changed = changed || here;
        same = same && l->t[i] == gold[i];
        s->chars_wrong += bad;
        s->chars_changed += here;
        s->chars_right += bad && here && l->t[i] == gold[i];
    }
    s->sentences++;
    s->wrong += !was_right;
    s->correct += was_right;
    s->changed += changed;
    s->false_alarms += was_right && changed;
    s->right += !was_right && changed && same;
}

static double ratio(int a, int b)
{
    return b ? (double)a / b : 0;
}

static double f1(double p, double r)
{
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

static double sentence_f1(const struct score *s)
{
    return f1(ratio(s->right, s->changed), ratio(s->right, s->wrong));
}

static void add_score(struct score *to, const struct score *s)
{
    to->sentences += s->sentences;
    to->wrong += s->wrong;
    to->changed += s->changed;
    to->right += s->right;
    to->correct += s->correct;
    to->false_alarms += s->false_alarms;
    to->chars_wrong += s->chars_wrong;
    to->chars_changed += s->chars_changed;
    to->chars_right += s->chars_right;
}

static void show(const char *name, const struct score *s)
{
    double p = ratio(s->right, s->changed), r = ratio(s->right, s->wrong);
    double cp = ratio(s->chars_right, s->chars_changed), cr = ratio(s->chars_right, s->chars_wrong);
    printf("| %s | %d | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %d of %d, %.2f %% |\n", name,
        s->sentences, s->wrong, p, r, f1(p, r), cp, cr, f1(cp, cr), s->false_alarms, s->correct,
        100 * ratio(s->false_alarms, s->correct));
}

static const char head[] =
    "| | sentences | with errors | sentence P | R | F1 | character P | R | F1 | false alarms |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n";

/* The confusions of the model in memory are these. */
static void use(struct proof_model *m, const struct confusions *f)
{
    static uint64_t *rows, *alike;
    free(rows);
    free(alike);
    m->pair_start = f->start;
    m->pair = f->pair;
    m->confused = rows = confusions_rows(f, false);
    m->alike = alike = confusions_rows(f, true);
}

/* Pairs of one fold, wrong and right sides. */
static void collect_fold(struct instances *all, struct guess_line *l, const struct proof_model *m,
    const struct corpus *c, int fold)
{
    for (size_t i = 0; i < c->n_pairs; i++) {
        const struct sentence_pair *p = &c->pair[i];
        if (p->fold != fold)
            continue;
        collect(all, l, m, p->wrong, p->right);
        if (strcmp(p->wrong, p->right) != 0)
            collect(all, l, m, p->right, p->right);
    }
}

static void collect_apart(struct instances *all, struct guess_line *l, const struct proof_model *m,
    const struct corpus *c)
{
    for (size_t i = 0; i < c->n_apart; i++)
        collect(all, l, m, c->apart[i], c->apart[i]);
}

void learn_weights(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, float *weight)
{
    static struct guess_line l;
    struct instances all = {0};
    for (int k = 0; k < FOLDS; k++) {
        struct confusions f;
        confusions_merge(&f, base, g, c->pair, c->n_pairs, k, -1); /* as if it had not been seen */
        use(m, &f);
        collect_fold(&all, &l, m, c, k);
        if (k == 0)
            collect_apart(&all, &l, m, c);
        free(f.pair);
    }
    boost_learn(&all, weight);
    weight[PROOF_WEIGHTS - 1] = SURE;
    free(all.list);
}

/* A sentence that was met before, by its right-hand side. */
static bool repeated(const struct corpus *c, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(c->pair[k].right, c->pair[i].right))
            return true;
    return false;
}

static void measure_fold(struct proof_model *m, const struct corpus *c, const float *weight,
    int fold, float least, struct score s[2])
{
    static struct guess_line l;
    for (size_t i = 0; i < c->n_pairs; i++)
        if (c->pair[i].fold == fold && !repeated(c, i))
            measure(&s[c->pair[i].set], &l, m, weight, least, c->pair[i].wrong, c->pair[i].right);
}

/* inst[k]: what may be learnt from when fold k is measured; what was seen in fold k and in the fold
 * of the sentence itself is left out. */
static void collect_folds(struct instances inst[FOLDS], struct proof_model *m,
    const struct grams *g, const struct confusions *base, const struct corpus *c)
{
    static struct guess_line l;
    for (int k = 0; k < FOLDS; k++)
        for (int j = k + 1; j < FOLDS; j++) {
            struct confusions f;
            confusions_merge(&f, base, g, c->pair, c->n_pairs, k, j);
            use(m, &f);
            collect_fold(&inst[j], &l, m, c, k);
            collect_fold(&inst[k], &l, m, c, j);
            if (k == 0 && j == 1)
                for (int q = 0; q < FOLDS; q++)
                    collect_apart(&inst[q], &l, m, c);
            free(f.pair);
        }
}

static const char *const sets[] = {"official prose", "law"};
static const float bounds[BOUNDS] = {0.5f, 0.55f, 0.6f, 0.65f, 0.8f, 0.9f};

void cross_learn(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, float weight[FOLDS][PROOF_WEIGHTS])
{
    struct instances inst[FOLDS] = {{0}};
    collect_folds(inst, m, g, base, c);
    for (int k = 0; k < FOLDS; k++) {
        boost_learn(&inst[k], weight[k]);
        free(inst[k].list);
    }
}

void cross_measure(struct proof_model *m, const struct grams *g, const struct confusions *base,
    const struct corpus *c, int fold, const float *weight, struct score_table *t)
{
    struct confusions f;
    struct score here[2] = {0};
    char name[48];
    confusions_merge(&f, base, g, c->pair, c->n_pairs, fold, -1);
    use(m, &f);
    measure_fold(m, c, weight, fold, SURE, here);
    for (size_t q = 0; q < BOUNDS; q++)
        measure_fold(m, c, weight, fold, bounds[q], t->at[q]);
    for (size_t i = 0; i < c->n_pairs; i++)
        if (c->pair[i].fold == fold && !repeated(c, i))
            slips_measure(m, c->pair[i].right, &t->slips[c->pair[i].set]);
    if (!fold)
        fputs(head, stdout);
    for (int s = 0; s < 2; s++) {
        snprintf(name, sizeof name, "%s, fold %d", sets[s], fold + 1);
        show(name, &here[s]);
        add_score(&t->total[s], &here[s]);
    }
    free(f.pair);
}

bool cross_show(const struct score_table *t)
{
    char name[48];
    for (int s = 0; s < 2; s++) {
        snprintf(name, sizeof name, "**%s**", sets[s]);
        show(name, &t->total[s]);
    }
    for (size_t q = 0; q < BOUNDS; q++)
        for (int s = 0; s < 2; s++) {
            snprintf(name, sizeof name, "%s at %.2f", sets[s], (double)bounds[q]);
            show(name, &t->at[q][s]);
        }
    puts("\n| repetitions and gaps | right sentences | false alarms | doubled, found | left out, "
         "found | wrongly mended |\n|---|---|---|---|---|---|");
    for (int s = 0; s < 2; s++)
        slips_show(sets[s], &t->slips[s]);
    return sentence_f1(&t->total[0]) >= FLOOR_F1;
}
