/* The text of a measure cut into runs, each marked with what was recognised in it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/plan_parts.h"

struct span {
    enum mark_kind kind;
    size_t start, end;
};

struct spans {
    struct span *list;
    size_t n;
};

/* What overlaps a span that is there already is left out: units and dates come first. */
static void add(struct spans *s, enum mark_kind kind, size_t start, size_t end)
{
    if (start >= end)
        return;
    size_t at = s->n;
    for (size_t i = 0; i < s->n; i++)
        if (start < s->list[i].end && s->list[i].start < end)
            return;
    while (at && s->list[at - 1].start > start) {
        s->list[at] = s->list[at - 1];
        at--;
    }
    s->list[at] = (struct span){kind, start, end};
    s->n++;
}

static size_t title_end(const char *text)
{
    size_t n = 0, units = plan_units_start(text);
    while (text[n] && n < units && !text_starts(text + n, "。") && text[n] != '\n')
        n++;
    return n;
}

size_t plan_marks(struct arena *a, const char *text, int year, struct mark **out)
{
    struct found_unit *units;
    struct found_date *dates;
    size_t n_units = plan_units(a, text, &units), n_dates = plan_dates(a, text, year, &dates), at;
    struct spans s = {ARENA_ARRAY(a, struct span, n_units + n_dates + 2), 0};
    for (size_t i = 0; i < n_units; i++)
        add(&s, units[i].lead ? MARK_LEAD : MARK_DUTY, units[i].start, units[i].end);
    for (size_t i = 0; i < n_dates; i++)
        add(&s, MARK_DATE, dates[i].start, dates[i].end);
    const char *problem = plan_problem(a, text, &at);
    if (*problem)
        add(&s, MARK_PROBLEM, at, at + strlen(problem));
    add(&s, MARK_TITLE, 0, title_end(text));
    struct mark *marks = ARENA_ARRAY(a, struct mark, 2 * s.n + 1);
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        size_t start = i < s.n ? s.list[i].start : strlen(text);
        if (start > from)
            marks[n++] = (struct mark){MARK_NONE, arena_strndup(a, text + from, start - from)};
        if (i == s.n)
            break;
        from = s.list[i].end;
        marks[n++] = (struct mark){s.list[i].kind, arena_strndup(a, text + start, from - start)};
    }
    *out = marks;
    return n;
}
