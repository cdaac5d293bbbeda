/* What looks copied from the report of the year before: RULE 3.5.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/text/sentence.h"
#include "request/report/report.h"

enum { SHORTEST = 8 }; /* characters; shorter sentences are the same by chance */

/* The rows of one table whose cells are all alike and not all zero. */
static bool row_same(const struct report_table *now, const struct report_table *before,
    const struct report_ref *list, size_t n)
{
    struct report_table a = *now, b = *before;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (*report_ref_missing(&a, list[i]) || *report_ref_missing(&b, list[i]) ||
            *report_ref_value(&a, list[i]) != *report_ref_value(&b, list[i]))
            return false;
        any |= *report_ref_value(&a, list[i]) != 0;
    }
    return any;
}

/* Figures below this are the same by chance: one row of the table with a single 1. */
static int64_t weight(const struct report_table *t, const struct report_ref *list, size_t n)
{
    struct report_table a = *t;
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += *report_ref_value(&a, list[i]);
    return sum;
}

size_t report_same_figures(struct arena *a, const struct report_table *now,
    const struct report_table *before, const char *cells[static REPORT_CELLS])
{
    enum { CHANCE = 5 };
    struct report_ref list[REPORT_CELLS];
    size_t n = report_refs(now->format, list), found = 0;
    if (now->format != before->format)
        return 0;
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i; to < n && list[to].table == list[i].table && list[to].row == list[i].row; to++)
            ;
        if (row_same(now, before, &list[i], to - i) && weight(now, &list[i], to - i) >= CHANCE)
            for (size_t k = i; k < to; k++)
                cells[found++] = report_ref_id(a, now->format, list[k]);
    }
    return found;
}

/* Without white space and figures: the same sentence about another year is the same. */
static const char *bare(struct arena *a, const char *text, size_t n)
{
    char *out = arena_alloc(a, n + 1), *w = out;
    for (const char *p = text, *end = text + n; p < end;) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, end);
        if (utf8_is_space(cp) || (cp >= '0' && cp <= '9') || cp == '.' || cp == '%')
            continue;
        memcpy(w, from, (size_t)(p - from));
        w += p - from;
    }
    *w = '\0';
    return out;
}

int report_copied(struct arena *a, const char *now, const char *before, const char **sentence)
{
    static const char there[] = "";
    struct map *known = map_new(a);
    struct text_span span;
    size_t all = 0, copied = 0, n = strlen(before);
    *sentence = "";
    for (size_t at = 0; sentence_next(before, n, &at, &span);)
        map_set(known, bare(a, before + span.start, span.end - span.start), (void *)there);
    n = strlen(now);
    for (size_t at = 0; sentence_next(now, n, &at, &span);) {
        const char *text = bare(a, now + span.start, span.end - span.start);
        size_t chars = utf8_count(text);
        all += chars;
        if (chars < SHORTEST || !map_find(known, text))
            continue;
        copied += chars;
        if (!**sentence)
            *sentence = arena_strndup(a, now + span.start, span.end - span.start);
    }
    return all ? (int)(100 * copied / all) : 0;
}
