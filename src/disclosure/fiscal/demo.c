/* Fiscal tables of the demo county, filled in by the same acts as the work of people: two years of
 * two units, one in review, one with mistakes, catalogues of the finance bureau. Figures are made
 * up, and say so.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/demo.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "disclosure/fiscal/acts.h"

extern const char demo_fiscal[];

struct cast {
    int64_t unit, writer, reviewer;
};

static enum st find_cast(struct ctx *c, const char *name, struct cast *out)
{
    struct person *people;
    struct unit unit;
    size_t n;
    *out = (struct cast){0};
    enum st st = unit_by_name(c, name, &unit);
    if (!st)
        st = person_list(c, unit.id, &people, &n);
    for (size_t i = 0; !st && i < n; i++) {
        if (strcmp(people[i].role, "editor") == 0)
            out->writer = people[i].id;
        if (strcmp(people[i].role, "head") == 0 || strcmp(people[i].role, "finance") == 0)
            out->reviewer = people[i].id;
    }
    out->unit = unit.id;
    return st;
}

static void act_as(struct ctx *c, const struct cast *cast, int64_t person)
{
    c->person = person;
    c->unit = cast->unit;
    c->now += 600;
}

static enum st move(struct ctx *c, const struct cast *cast, int64_t id, const char *action)
{
    bool writer = strcmp(action, "submit") == 0;
    struct fiscal_see see = {
        .unit = cast->unit, .enter = writer, .review = !writer, .county = false};
    act_as(c, cast, writer ? cast->writer : cast->reviewer);
    return fiscal_act(c, &see, id, &(struct fiscal_do){.action = action, .note = "", .codes = ""});
}

/* "sheet|row or line|value|value…" fills the typed columns; "text|key|words". */
static enum st fill_line(struct ctx *c, struct fiscal_book *b, char *line)
{
    char *save = NULL, *head = strtok_r(line, "|", &save), *row = strtok_r(NULL, "|", &save);
    struct fiscal_sheet *s = head && row ? fiscal_book_sheet(b, head) : NULL;
    if (head && row && strcmp(head, "text") == 0) {
        const char *words = strtok_r(NULL, "|", &save);
        fiscal_book_set_text(b, row, words ? words : "");
        return ST_OK;
    }
    if (!s)
        return fail(c, ST_BROKEN, "", "演示数据中没有表“%s”", head ? head : "");
    size_t at = s->shape->rows ? fiscal_row_place(s->shape, row) : s->n;
    const char *value = s->shape->rows ? strtok_r(NULL, "|", &save) : row;
    enum st st = at == SIZE_MAX ? fail(c, ST_BROKEN, "", "演示数据中没有行“%s”", row) : ST_OK;
    for (size_t col = 0; !st && value && col < s->shape->n_columns; col++) {
        const struct fiscal_column *k = &s->shape->columns[col];
        if (!fiscal_typed(k) || (s->shape->rows && !fiscal_has_cell(&s->shape->rows[at], k)))
            continue;
        st = fiscal_set(c->mem, s, at, col, strcmp(value, "-") ? value : "", &c->err);
        value = strtok_r(NULL, "|", &save);
    }
    return st;
}

struct scene {
    char *unit, *kind, *stage;
    int years_ago, days_ago; /* of the year told of; before today */
};

static enum st begin(
    struct ctx *c, const struct scene *s, struct cast *cast, int64_t now, struct fiscal_entry *e)
{
    int64_t id;
    struct fiscal_see see = {.enter = true};
    int year = day_year(day_at(now)) - s->years_ago;
    enum st st = find_cast(c, s->unit, cast);
    if (st)
        return st;
    see.unit = cast->unit;
    c->now = now - (int64_t)s->days_ago * 86400;
    act_as(c, cast, cast->writer);
    st = fiscal_open(c, &see, year, fiscal_kind_find(s->kind), &id);
    if (!st)
        st = fiscal_entry_get(c, id, e);
    if (!st) {
        e->approved_on = (struct day){day_at(c->now).n - 9};
        st = fiscal_entry_put(c, e);
    }
    return st;
}

/* One scene: its cells are saved, then it goes as far as its stage says. */
static enum st play(struct ctx *c, const struct scene *s, char *cells, int64_t now)
{
    static const char *const way[] = {"submit", "approve", "publish"};
    struct cast cast;
    struct fiscal_entry e;
    struct fiscal_book book;
    enum st st = begin(c, s, &cast, now, &e);
    if (!st)
        st = fiscal_book_of(c, &e, &book);
    if (!st && e.kind->catalogue)
        book.sheets[0].n = 0;
    char *save = NULL;
    for (char *line = strtok_r(cells, "\n", &save); !st && line; line = strtok_r(NULL, "\n", &save))
        st = fill_line(c, &book, line);
    if (!st)
        st = fiscal_save(c, &e, e.version, &book, "save", true);
    size_t far = !strcmp(s->stage, "live") ? 3 : !strcmp(s->stage, "submitted") ? 1 : 0;
    for (size_t i = 0; !st && i < far; i++)
        st = move(c, &cast, e.id, way[i]);
    return st;
}

/* "@unit kind stage years_ago days_ago" begins a scene. */
enum st fiscal_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit, now = c->now;
    char *text = arena_strdup(c->mem, demo_fiscal);
    enum st st = ST_OK;
    for (char *at = strchr(text, '@'); !st && at;) {
        char *line = at + 1, *cells = strchr(line, '\n') + 1, *save = NULL;
        char *next = strchr(cells, '@');
        cells[-1] = '\0';
        if (next)
            *next = '\0';
        struct scene s = {.unit = strtok_r(line, " ", &save)};
        s.kind = strtok_r(NULL, " ", &save);
        s.stage = strtok_r(NULL, " ", &save);
        s.years_ago = (int)strtol(strtok_r(NULL, " ", &save), NULL, 10);
        s.days_ago = (int)strtol(strtok_r(NULL, " ", &save), NULL, 10);
        st = play(c, &s, cells, now);
        at = next;
    }
    c->person = person;
    c->unit = unit;
    c->now = now;
    return st;
}
