/* Sample items of the demo county: published ones, and one in each stage of the workbench.
 *
 * data/demo/items.html is a list of entries: lines "key: value", a line "---", the text, a line
 * "===". Each entry goes through the same acts as the work of a person.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/demo.h"

#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "common/record/bundle.h"
#include "common/record/link.h"
#include "disclosure/document/acts.h"
#include "disclosure/document/parts.h"

extern const char demo_items[];

/* Closes every sample. */
static const char mark[] =
    "<p>【演示内容】本页文字为演示而自拟，不是真实公文，其中的安排、数字不作为办事依据。</p>";

struct cast { /* who plays whom, by permission */
    struct person *people;
    size_t n;
};

struct entry {
    const char *key, *kind, *column, *unit, *stage, *at, *interprets, *codes, *note;
    int formed_days_ago; /* 0: formed_on is given */
    struct content content;
};

static void set_member(struct entry *e, const char *key, const char *value)
{
    const struct {
        const char *key;
        const char **place;
    } plain[] = {{"key", &e->key}, {"kind", &e->kind}, {"column", &e->column}, {"unit", &e->unit},
        {"stage", &e->stage}, {"at", &e->at}, {"interprets", &e->interprets}, {"codes", &e->codes},
        {"note", &e->note}};
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (!strcmp(plain[i].key, key))
            *plain[i].place = value;
    if (!strcmp(key, "formed_days_ago"))
        e->formed_days_ago = (int)strtol(value, NULL, 10);
    const struct part *part = part_find(key);
    if (part)
        part_set(&e->content, part, value);
}

/* Reads the entry at *p and steps behind it; false at the end. */
static bool next_entry(struct arena *a, const char **p, struct entry *e)
{
    const char *rule = strstr(*p, "\n---\n"), *end = rule ? strstr(rule, "\n===\n") : NULL;
    if (!end)
        return false;
    *e = (struct entry){.key = "",
        .kind = "",
        .column = "",
        .unit = "",
        .stage = "live",
        .at = "",
        .interprets = "",
        .codes = "",
        .note = ""};
    content_init(&e->content);
    e->content.meta.open_mode = "主动公开";
    char *head = arena_strndup(a, *p, (size_t)(rule - *p)), *save = NULL;
    for (char *line = strtok_r(head, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *colon = strstr(line, ": ");
        if (!colon || *line == '#')
            continue;
        *colon = '\0';
        set_member(e, line, colon + 2);
    }
    e->content.body_html = arena_printf(a, "%.*s%s", (int)(end - rule - 4), rule + 5, mark);
    *p = end + 5;
    return true;
}

static bool role_has(const char *role, const char *perm)
{
    const struct role *r = role_find(role);
    for (size_t i = 0; r && i < r->n_perms; i++)
        if (!strcmp(r->perms[i], perm))
            return true;
    return false;
}

/* Somebody with the permission: of the unit if there is one, else of any; not `except`. */
static int64_t somebody(const struct cast *cast, int64_t unit, const char *perm, int64_t except)
{
    int64_t any = 0;
    for (size_t i = 0; i < cast->n; i++) {
        const struct person *p = &cast->people[i];
        if (p->id == except || p->disabled || !role_has(p->role, perm))
            continue;
        if (p->unit_id == unit)
            return p->id;
        any = any ? any : p->id;
    }
    return any;
}

static void act_as(struct ctx *c, const struct cast *cast, int64_t person)
{
    c->person = person;
    for (size_t i = 0; i < cast->n; i++)
        if (cast->people[i].id == person)
            c->unit = cast->people[i].unit_id;
}

struct scene { /* one entry on its way */
    const struct entry *e;
    const struct cast *cast;
    int64_t record, unit, drafter, reviewer, publisher;
    bool together; /* a normative document: as if its interpretation came along */
};

static enum st act(struct ctx *c, const struct scene *s, int64_t person, const char *action,
    const struct act_input *in)
{
    act_as(c, s->cast, person);
    c->now += 3600;
    return act_run(c, s->record, NULL, action, in);
}

static bool stage_in(const struct entry *e, const char *list)
{
    return strstr(list, e->stage) != NULL;
}

static enum st play(struct ctx *c, struct scene *s)
{
    const struct entry *e = s->e;
    const struct act_input none = {.note = "", .together = s->together},
                           passed = {.note = e->note, .secrecy = "open", .together = s->together};
    if (stage_in(e, "draft"))
        return ST_OK;
    enum st st = act(c, s, s->drafter, "submit", &none);
    if (!st && stage_in(e, "returned"))
        return act(c, s, s->reviewer, "send_back",
            &(struct act_input){.note = e->note, .codes = e->codes});
    if (!st && stage_in(e, "approved scheduled live"))
        st = act(c, s, s->reviewer, "approve", &passed);
    if (!st && stage_in(e, "scheduled"))
        st = act(c, s, s->publisher, "schedule", &(struct act_input){.at = c->now + 3 * 86400});
    if (!st && stage_in(e, "live"))
        st = act(c, s, s->publisher, "publish", &none);
    return st;
}

static enum st find_record(struct ctx *c, struct map *made, const char *key, int64_t *id)
{
    const int64_t *found = map_find(made, key);
    if (!found)
        return fail(c, ST_INVALID, "", "演示内容中没有“%s”", key);
    *id = *found;
    return ST_OK;
}

static enum st create(struct ctx *c, struct scene *s, struct map *made)
{
    struct column column;
    struct unit unit;
    struct content content = s->e->content;
    int64_t other = 0, *kept = ARENA_NEW(c->mem, int64_t);
    enum st st = column_by_path(c, s->e->column, &column);
    if (!st)
        st = unit_by_name(c, s->e->unit, &unit);
    if (st)
        return st;
    s->unit = unit.id;
    s->drafter = somebody(s->cast, unit.id, PERM_DRAFT, 0);
    s->reviewer = somebody(s->cast, unit.id, PERM_REVIEW, s->drafter);
    s->publisher = somebody(s->cast, unit.id, PERM_PUBLISH, 0);
    if (!*content.meta.source)
        content.meta.source = unit.name;
    if (s->e->formed_days_ago)
        content.meta.formed_on = (struct day){day_at(c->now).n - s->e->formed_days_ago};
    const char *year = strstr(content.meta.doc_no, "YEAR"); /* of formation */
    if (year)
        content.meta.doc_no = arena_printf(c->mem, "%.*s%d%s", (int)(year - content.meta.doc_no),
            content.meta.doc_no, day_year(content.meta.formed_on), year + strlen("YEAR"));
    act_as(c, s->cast, s->drafter);
    c->unit = unit.id;
    st = act_create(c, s->e->kind, column.id, &content, &s->record);
    *kept = s->record;
    map_set(made, s->e->key, kept);
    if (st || !*s->e->interprets)
        return st;
    st = find_record(c, made, s->e->interprets, &other);
    return st ? st : link_add(c, s->record, other, LINK_INTERPRETS);
}

enum st document_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit, now = c->now;
    struct cast cast;
    struct entry e;
    struct map *made = map_new(c->mem);
    int64_t bundle = 0;
    const char *p = demo_items;
    enum st st = person_list(c, 0, &cast.people, &cast.n);
    while (!st && next_entry(c->mem, &p, &e)) {
        struct scene s = {.e = &e, .cast = &cast};
        c->now = now - 4 * 3600;
        if (*e.at && !time_parse(e.at, &c->now))
            return fail(c, ST_INVALID, "", "演示内容“%s”的时间写错了", e.key);
        st = create(c, &s, made);
        s.together = needs_interpretation(e.kind, e.column) && stage_in(&e, "live");
        if (!st && s.together)
            st = bundle_open(c, "/work/interpret/", s.record, &bundle);
        if (!st)
            st = play(c, &s);
        if (!st && s.together)
            st = bundle_close(c, bundle);
    }
    c->person = person;
    c->unit = unit;
    c->now = now;
    return st;
}
