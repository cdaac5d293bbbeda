/* The judged county queries (data/quality/county_queries.tsv over county.tsv, both our own
 * writing): fails the build when nDCG@10 falls below what was reached.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/collection.h"
#include "tests/support.h"
#include "tests/test.h"

#include <math.h>

#define QUALITY DOCS "/../data/quality/"
static const double reached = 0.92; /* raise it when ranking gets better */
enum { QUERIES_LEAST = 200, DEPTH = 10 };

/* The grade of a document in "s01=2 s22=1"; 0: not judged right. */
static int grade_of(const char *judged, const char *id)
{
    size_t n = strlen(id);
    for (const char *p = judged; (p = strstr(p, id)); p += n)
        if (p[n] == '=')
            return p[n + 1] - '0';
    return 0;
}

static double gain(int grade, size_t place)
{
    return (exp2(grade) - 1) / log2((double)place + 1);
}

static double best_gain(const char *judged)
{
    double sum = 0;
    size_t place = 0;
    for (int grade = 3; grade > 0; grade--)
        for (const char *p = judged; (p = strchr(p, '=')); p++)
            if (p[1] - '0' == grade && ++place <= DEPTH)
                sum += gain(grade, place);
    return sum;
}

/* A line: number TAB query TAB judgement. */
static double ndcg(const struct collection *c, char *line)
{
    struct arena *a = arena_new();
    struct collection_hit *hits;
    char *query = strchr(line, '\t') + 1, *judged = strchr(query, '\t');
    double sum = 0;
    assert_non_null(judged);
    *judged++ = 0;
    size_t n = collection_ask(c, a, query, DEPTH, &hits);
    for (size_t i = 0; i < n; i++)
        sum += gain(grade_of(judged, hits[i].id), i + 1);
    sum /= best_gain(judged);
    if (sum < 0.5 && getenv("SHOW"))
        print_message("# %.2f %s → %s, judged %s", sum, query, n ? hits[0].id : "nothing", judged);
    arena_free(&a);
    return sum;
}

static void county_queries_find_what_they_mean(void **state)
{
    (void)state;
    struct collection *c;
    struct collection_built built;
    struct err e = {.st = ST_OK};
    char dir[512], *line = NULL;
    size_t room = 0, n = 0;
    double sum = 0;
    FILE *texts = fopen(QUALITY "county.tsv", "rb"),
         *queries = fopen(QUALITY "county_queries.tsv", "rb");
    assert_true(texts && queries);
    snprintf(dir, sizeof dir, "%s/county", test_dir());
    assert_int_equal(collection_build(texts, dir, &built, &e), ST_OK);
    assert_int_equal(collection_open(dir, &c, &e), ST_OK);
    for (; getline(&line, &room, queries) > 0; n++)
        sum += ndcg(c, line);
    print_message(
        "# county queries: %zu, nDCG@10 %.4f (least %.3f)\n", n, sum / (double)n, reached);
    assert_true(n >= QUERIES_LEAST);
    assert_true(sum / (double)n >= reached);
    collection_close(&c);
    fclose(texts);
    fclose(queries);
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(county_queries_find_what_they_mean)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
