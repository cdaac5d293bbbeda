/* Learns data/search/associations.tsv from judged questions, and says by cross-validation over the
 * engine itself how much that helps.
 *
 * usage:
 *   learn_search learn CORPUS QUESTIONS JUDGEMENTS > data/search/associations.tsv
 *   learn_search check CORPUS QUESTIONS JUDGEMENTS [CORPUS QUESTIONS JUDGEMENTS]
 *     learns on four fifths of the first collection's questions, asks the fifth part of both
 *   learn_search laws LAWS.jsonl DOCIDS > corpus.tsv
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/search/collection.h"
#include "lib/base/json.h"
#include "lib/base/map.h"
#include "learn_search.h"

enum { DEPTH = 100, MRR_DEPTH = 10 };

/* ---- writing the table ---- */

static void put_pair(uint64_t term)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addcp(&b, (uint32_t)(term >> 21 & 0x1FFFFF));
    buf_addcp(&b, (uint32_t)(term & 0x1FFFFF));
    fputs(buf_str(&b), stdout);
    buf_release(&b);
}

static void put_table(const struct assoc *a)
{
    puts("# Learnt by bench/quality/learn_search from the judged questions of STARD (MIT); "
         "docs/search.md.\n"
         "# Do not edit: make it anew. Pairs of characters; @: in the title; hundredths of the "
         "text score.");
    for (size_t i = 0; i < a->n_priors; i++) {
        fputs("prior\t", stdout);
        put_pair(a->priors[i].term);
        printf("\t%d\n", a->priors[i].hundredths);
    }
    for (size_t i = 0; i < a->n_rows; i++) {
        put_pair(a->rows[i].term);
        for (uint32_t k = 0; k < a->rows[i].n; k++) {
            assoc_link l = a->links[a->rows[i].from + k];
            fputs(k ? " " : "\t", stdout);
            fputs(assoc_title(l) ? "@" : "", stdout);
            put_pair(assoc_term(l));
            printf("%d", (int)(l & 0x7FFF));
        }
        putchar('\n');
    }
}

/* ---- checking ---- */

struct sums {
    double mrr, recall;
    int n;
};

static void measure(const struct judged *j, const struct question *q,
    const struct collection_hit *hits, size_t n, struct sums *s)
{
    size_t met = 0, first = 0;
    for (size_t i = 0; i < n && i < DEPTH; i++)
        for (size_t r = 0; r < q->n_right; r++)
            if (strcmp(j->ids[q->right[r]], hits[i].id) == 0) {
                met++;
                first = first ? first : i + 1;
            }
    s->n++;
    s->recall += (double)met / (double)q->n_right;
    s->mrr += first && first <= MRR_DEPTH ? 1 / (double)first : 0;
}

/* Asks the questions of the fold (FOLDS: all) over an index built with the table in use. */
static void ask_fold(const struct judged *j, const char *corpus, int fold, struct sums *s)
{
    char dir[] = "/tmp/learn_search.XXXXXX", command[100];
    struct collection *c;
    struct collection_built built;
    struct err e = {.st = ST_OK};
    FILE *f = fopen(corpus, "rb");
    if (!f || !mkdtemp(dir) || collection_build(f, dir, &built, &e) || collection_open(dir, &c, &e))
        die_usage(e.message);
    fclose(f);
    for (size_t k = 0; k < j->n_questions; k++) {
        const struct question *q = &j->questions[k];
        struct arena *a = arena_new();
        struct collection_hit *hits;
        if (q->n_right && (fold == FOLDS || q->fold == fold))
            measure(j, q, hits, collection_ask(c, a, q->text, DEPTH, &hits), s);
        arena_free(&a);
    }
    collection_close(&c);
    snprintf(command, sizeof command, "rm -r %s", dir);
    if (system(command) != 0)
        perror(dir);
}

static void say(const char *what, const struct sums *s)
{
    printf("%-44s MRR@10 %.3f  R@100 %.3f  (%d questions)\n", what, s->mrr / s->n, s->recall / s->n,
        s->n);
    fflush(stdout);
}

static void check(char **files, int sets)
{
    static const struct assoc nothing;
    struct judged *j[2] = {NULL, NULL};
    struct sums plain[2] = {{0}}, learnt[2] = {{0}}, seen[2] = {{0}};
    for (int s = 0; s < sets; s++)
        j[s] = judged_read(files[3 * s], files[3 * s + 1], files[3 * s + 2], s == 0);
    assoc_use(&nothing);
    for (int s = 0; s < sets; s++)
        ask_fold(j[s], files[3 * s], FOLDS, &plain[s]);
    for (int fold = 0; fold < FOLDS; fold++) {
        assoc_use(learn(j[0], fold));
        for (int s = 0; s < sets; s++)
            ask_fold(j[s], files[3 * s], fold, &learnt[s]);
    }
    assoc_use(NULL);
    for (int s = 0; s < sets; s++)
        ask_fold(j[s], files[3 * s], FOLDS, &seen[s]);
    for (int s = 0; s < sets; s++) {
        printf("%s\n", files[3 * s]);
        say("  nothing learnt", &plain[s]);
        say("  learnt, 5-fold cross-validation", &learnt[s]);
        say("  as shipped (has seen these questions)", &seen[s]);
    }
}

/* ---- laws ---- */

static void put_flat(const char *s)
{
    for (; *s; s++)
        putchar(*s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s);
}

static void laws(const char *path, const char *ids_path)
{
    struct arena *kept = arena_new(), *a = arena_new();
    struct map *ids = map_new(kept);
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    FILE *f = fopen(ids_path, "rb"), *laws_file = fopen(path, "rb");
    if (!f || !laws_file)
        die_usage("cannot open the laws or the list of their ids");
    while ((n = getline(&line, &room, f)) > 0) {
        line[strcspn(line, "\r\n")] = 0;
        map_set(ids, line, kept);
    }
    while ((n = getline(&line, &room, laws_file)) > 0) {
        const struct json *x;
        arena_clear(a);
        if (json_parse(a, line, (size_t)n, &x, NULL) || !map_find(ids, json_get_text(x, "id")))
            continue;
        put_flat(json_get_text(x, "id"));
        putchar('\t');
        put_flat(json_get_text(x, "title"));
        putchar('\t');
        put_flat(json_get_text(x, "body"));
        putchar('\n');
    }
    fclose(f);
    fclose(laws_file);
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "learn") == 0)
        put_table(learn(judged_read(argv[2], argv[3], argv[4], true), FOLDS));
    else if ((argc == 5 || argc == 8) && strcmp(argv[1], "check") == 0)
        check(argv + 2, argc == 8 ? 2 : 1);
    else if (argc == 4 && strcmp(argv[1], "laws") == 0)
        laws(argv[2], argv[3]);
    else
        die_usage("learn|check CORPUS QUESTIONS JUDGEMENTS, or laws LAWS.jsonl DOCIDS");
    return 0;
}
