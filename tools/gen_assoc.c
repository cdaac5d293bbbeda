/* Build-time program: data/search/associations.tsv → the table of common/search/assoc.h.
 *
 * usage: gen_assoc OUT.c IN.tsv. Lines: "#…"; "prior TAB 法典 TAB 172"; "经营 TAB 商户35 @民法21 …"
 * (pairs of characters, @: in the title, hundredths). A line that is none of these stops the build.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/search/assoc.h"
#include "lib/base/utf8.h"

enum { MOST = 1 << 20 };

static struct assoc_row rows[MOST];
static struct assoc_prior priors[MOST];
static assoc_link links[MOST];
static size_t n_rows, n_priors, n_links, line_number;

static void refuse(const char *why)
{
    fprintf(stderr, "gen_assoc: line %zu: %s\n", line_number, why);
    exit(1);
}

/* The term of two characters at *p, stepping over them. */
static uint64_t pair_at(const char **p)
{
    const char *end = *p + strlen(*p);
    uint64_t term = 0;
    for (int i = 0; i < 2; i++) {
        uint32_t cp = *p < end ? utf8_next(p, end) : 0;
        if (!utf8_is_han(cp))
            refuse("not a pair of characters");
        term = term << 21 | cp;
    }
    return term;
}

static void read_prior(const char *p)
{
    uint64_t term = pair_at(&p);
    if (*p++ != '\t' || n_priors == MOST)
        refuse("no weight");
    priors[n_priors++] = (struct assoc_prior){term, (int)strtol(p, NULL, 10)};
}

static void read_row(const char *p)
{
    struct assoc_row *r = &rows[n_rows++];
    if (n_rows == MOST)
        refuse("too many lines");
    *r = (struct assoc_row){pair_at(&p), (uint32_t)n_links, 0};
    if (*p != '\t')
        refuse("no links");
    while (*p == '\t' || *p == ' ') {
        bool title = *++p == '@';
        char *end;
        p += title;
        uint64_t term = pair_at(&p);
        long weight = strtol(p, &end, 10);
        if (end == p || weight <= 0 || n_links == MOST)
            refuse("no weight");
        links[n_links++] = assoc_pack(term, title, (unsigned)weight);
        r->n++;
        p = end;
    }
    if (*p)
        refuse("more than links");
}

static int by_term(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void write_all(FILE *out)
{
    _Static_assert(offsetof(struct assoc_row, term) == 0, "by_term reads it");
    _Static_assert(offsetof(struct assoc_prior, term) == 0, "by_term reads it");
    qsort(rows, n_rows, sizeof *rows, by_term);
    qsort(priors, n_priors, sizeof *priors, by_term);
    fputs("#include \"common/search/assoc.h\"\nstatic const struct assoc_row rows[] = {\n", out);
    for (size_t i = 0; i < n_rows; i++)
        fprintf(out, "{%lluU,%u,%u},\n", (unsigned long long)rows[i].term, rows[i].from, rows[i].n);
    fputs("{0,0,0}};\nstatic const struct assoc_prior priors[] = {\n", out);
    for (size_t i = 0; i < n_priors; i++)
        fprintf(out, "{%lluU,%d},\n", (unsigned long long)priors[i].term, priors[i].hundredths);
    fputs("{0,0}};\nstatic const assoc_link links[] = {\n", out);
    for (size_t i = 0; i < n_links; i++)
        fprintf(out, "%lluU,%s", (unsigned long long)links[i], i % 8 == 7 ? "\n" : "");
    fprintf(out, "0};\nconst struct assoc assoc_built_in = {rows, links, priors, %zu, %zu};\n",
        n_rows, n_priors);
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[2], "rb") : NULL;
    FILE *out = in ? fopen(argv[1], "wb") : NULL;
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    if (!out) {
        fputs("usage: gen_assoc OUT.c IN.tsv\n", stderr);
        return 2;
    }
    while ((n = getline(&line, &room, in)) > 0) {
        line_number++;
        if (line[n - 1] == '\n')
            line[n - 1] = 0;
        if (strncmp(line, "prior\t", 6) == 0)
            read_prior(line + 6);
        else if (*line && *line != '#')
            read_row(line);
    }
    free(line);
    fclose(in);
    write_all(out);
    return fclose(out) == 0 ? 0 : 1;
}
