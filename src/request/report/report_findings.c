/* What is wrong with the tables of one report: the arithmetic of T1 … T7, and table 2 against the
 * year before.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/report/report.h"
#include "request/report/report_check.h"

struct found {
    struct arena *a;
    const struct report_table *t, *previous;
    struct report_finding *list;
    size_t n, cap;
};

static void add(
    struct found *f, const char *rule, const char *cell, const char *message, bool warning)
{
    if (f->n == f->cap) {
        struct report_finding *grown = ARENA_ARRAY(f->a, struct report_finding, f->cap + 32);
        if (f->n)
            memcpy(grown, f->list, f->n * sizeof *grown);
        f->list = grown;
        f->cap += 32;
    }
    f->list[f->n++] = (struct report_finding){rule, cell, message, warning};
}

/* The findings of report_check, with both figures in the sentence. */
static enum st arithmetic(struct found *f, struct err *e)
{
    struct buf b;
    const struct json *j;
    buf_init(&b, 0);
    enum st st = report_json(f->a, f->t, &b, e);
    if (!st)
        st = json_parse(f->a, buf_str(&b), b.n, &j, e);
    buf_release(&b);
    const struct json *findings = st ? NULL : json_get(j, "findings");
    for (size_t i = 0; i < json_count(findings); i++) {
        const struct json *one = json_at(findings, i), *actual = json_get(one, "actual");
        const char *message = json_get_text(one, "message");
        if (json_kind(actual) == JSON_INT)
            message = arena_printf(f->a, "%s：按此应为%lld，现为%lld", message,
                (long long)json_get_int(one, "expected", 0), (long long)json_int(actual, 0));
        add(f, json_get_text(one, "id"), json_get_text(one, "cell"), message, false);
    }
    return st;
}

static const char *id2(struct found *f, size_t row, size_t column)
{
    return report_ref_id(f->a, f->t->format, (struct report_ref){2, (int)row, (int)column});
}

/* RULE T5 for table 2: an empty cell is an error, print 0. */
static void empty2(struct found *f)
{
    size_t n;
    const struct report_row2 *rows = report_rows2(f->t->format, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < rows[i].n_columns; j++)
            if (f->t->missing2[i][j])
                add(f, "T5", id2(f, i, j), "还没有填写，没有的填0", false);
}

static bool given(const struct report_table *t, size_t row, size_t column)
{
    return t && !t->missing2[row][column];
}

/* RULE 3.2: in force now = in force before + made − repealed. Documents may expire by themselves,
 * so it only warns. */
static void in_force(struct found *f)
{
    const struct report_table *t = f->t, *p = f->previous;
    enum { MADE, REPEALED, NOW, ROWS = 2 };
    for (size_t i = 0; i < ROWS; i++) {
        if (!given(p, i, NOW) || !given(t, i, MADE) || !given(t, i, REPEALED) || !given(t, i, NOW))
            continue;
        int64_t expected = p->table2[i][NOW] + t->table2[i][MADE] - t->table2[i][REPEALED];
        if (expected != t->table2[i][NOW])
            add(f, "3.2", id2(f, i, NOW),
                arena_printf(f->a,
                    "上年现行有效%lld件，加本年制发%lld件，减本年废止%lld件，应为%lld件，现为%"
                    "lld件；有文件自行失效的请核对后保留",
                    (long long)p->table2[i][NOW], (long long)t->table2[i][MADE],
                    (long long)t->table2[i][REPEALED], (long long)expected,
                    (long long)t->table2[i][NOW]),
                true);
    }
}

/* The format of 2019 told the items of the year before again: RULE 3.2. */
static void items_before(struct found *f)
{
    const struct report_table *t = f->t, *p = f->previous;
    enum { BEFORE, CHANGE, FIRST = 2, LAST = 6 };
    for (size_t i = FIRST; i <= LAST; i++) {
        if (!given(p, i, BEFORE) || !given(p, i, CHANGE) || !given(t, i, BEFORE))
            continue;
        int64_t expected = p->table2[i][BEFORE] + p->table2[i][CHANGE];
        if (expected != t->table2[i][BEFORE])
            add(f, "3.2", id2(f, i, BEFORE),
                arena_printf(f->a, "按上一年度报告，上一年项目应为%lld项，现为%lld项",
                    (long long)expected, (long long)t->table2[i][BEFORE]),
                true);
    }
}

enum st report_findings(struct arena *a, const struct report_table *t,
    const struct report_table *previous, struct report_finding **list, size_t *n, struct err *e)
{
    struct found f = {.a = a, .t = t, .previous = previous};
    bool comparable = previous && previous->format == t->format;
    empty2(&f);
    enum st st = arithmetic(&f, e);
    if (!st && comparable && t->format == REPORT_2021)
        in_force(&f);
    if (!st && comparable && t->format == REPORT_2019)
        items_before(&f);
    *list = f.list;
    *n = f.n;
    return st;
}
