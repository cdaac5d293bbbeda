/* Matching what a register claims against what is online and in ours; see reconcile.h. Pure.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/inventory/reconcile.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"

const char *const verdict_words[VERDICTS] = {
    "登记且已上网", "登记但未上网", "上网但未登记", "有出入", "读不出来"};

/* Titles are the same when they differ in blanks, brackets' width and 《》 only. */
static const char *folded(struct arena *a, const char *s)
{
    static const struct {
        const char *from, *to;
    } same[] = {{"(", "（"}, {")", "）"}, {"〈", ""}, {"〉", ""}, {"《", ""}, {"》", ""}, {"“", ""},
        {"”", ""}, {"\"", ""}};
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        const char *from = p;
        size_t i = 0;
        if (utf8_is_space(utf8_next(&p, end)))
            continue;
        while (i < COUNT_OF(same) && strncmp(from, same[i].from, strlen(same[i].from)) != 0)
            i++;
        if (i < COUNT_OF(same))
            buf_adds(&b, same[i].to);
        else
            buf_add(&b, from, (size_t)(p - from));
    }
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

static const char *key_of(struct arena *a, const char *doc_no, const char *title)
{
    return *doc_no ? doc_no : arena_concat(a, "\t", folded(a, title), NULL);
}

static const char *more(struct arena *a, const char *why, const char *what)
{
    return *why ? arena_concat(a, why, "；", what, NULL) : what;
}

struct side { /* what has one key */
    const struct entry *entry;
    const struct claim *first;
    bool claimed;
};

static const char *differences(
    struct arena *a, const struct claim *k, const struct entry *e, const char *why)
{
    char mine[11], theirs[11];
    if (strcmp(folded(a, k->title), folded(a, e->title)) != 0)
        why = more(a, why, arena_printf(a, "标题不同，台账为《%.120s》", e->title));
    if (day_given(k->formed_on) && day_given(e->formed_on) && k->formed_on.n != e->formed_on.n)
        why = more(a, why,
            arena_printf(a, "成文日期不同：登记簿 %s，台账 %s", day_text(k->formed_on, mine),
                day_text(e->formed_on, theirs)));
    if (*e->path && day_given(k->formed_on) && day_at(e->published_at).n < k->formed_on.n)
        why = more(a, why,
            arena_printf(a, "公开（%s）早于成文", day_text(day_at(e->published_at), theirs)));
    return why;
}

/* RULE M-MATCH: one claim against ours and against the claims before it. */
static struct match judge(struct arena *a, const struct claim *k, struct side *s)
{
    struct match m = {.claim = k, .entry = s->entry, .why = k->hints};
    if (s->first && strcmp(folded(a, s->first->title), folded(a, k->title)) != 0)
        m.why = more(a, m.why,
            arena_printf(
                a, "同一文号在登记簿中还有《%.120s》（%s）", s->first->title, s->first->place));
    else if (s->first)
        m.why = more(a, m.why, arena_printf(a, "与%s重复", s->first->place));
    if (m.entry)
        m.why = differences(a, k, m.entry, m.why);
    m.fresh = !m.entry && !s->first;
    if (*k->unread)
        m.verdict = V_UNREAD;
    else if (*m.why)
        m.verdict = V_DIFFERS;
    else
        m.verdict = m.entry && *m.entry->path ? V_BOTH : V_OFFLINE;
    if (m.verdict == V_UNREAD) {
        m.why = more(a, k->unread, m.why);
        m.fresh = false;
    }
    return m;
}

static struct side *side_of(struct arena *a, struct map *sides, const char *key)
{
    struct side *s = map_find(sides, key);
    if (!s) {
        s = ARENA_NEW(a, struct side);
        map_set(sides, key, s);
    }
    return s;
}

/* The years the claims speak of; what is online from other years is not missed. */
static void years_of(const struct claims *c, int *from, int *to)
{
    *from = 9999;
    *to = 0;
    for (size_t i = 0; i < c->n; i++) {
        int year = day_year(c->list[i].formed_on);
        if (!year)
            continue;
        *from = year < *from ? year : *from;
        *to = year > *to ? year : *to;
    }
}

size_t reconcile(
    struct arena *a, const struct claims *c, const struct entry *ours, size_t n, struct match **out)
{
    struct map *sides = map_new(a);
    size_t count = 0;
    int from, to;
    years_of(c, &from, &to);
    *out = ARENA_ARRAY(a, struct match, c->n + n);
    for (size_t i = 0; i < n; i++) {
        struct side *s = side_of(a, sides, key_of(a, ours[i].doc_no, ours[i].title));
        if (!s->entry || *ours[i].path)
            s->entry = &ours[i];
    }
    for (size_t i = 0; i < c->n; i++) {
        const struct claim *k = &c->list[i];
        struct side *s = side_of(a, sides, key_of(a, k->doc_no, k->title));
        (*out)[count++] = judge(a, k, s);
        s->claimed = true;
        s->first = s->first ? s->first : k;
    }
    for (size_t i = 0; i < n; i++) {
        int year = day_year(ours[i].formed_on);
        struct side *s = side_of(a, sides, key_of(a, ours[i].doc_no, ours[i].title));
        if (*ours[i].path && !s->claimed && year >= from && year <= to)
            (*out)[count++] =
                (struct match){.verdict = V_ONLINE_ONLY, .entry = &ours[i], .why = ""};
    }
    return count;
}

void match_elsewhere(
    struct arena *a, struct match *m, const struct entry *online, const char *issuer)
{
    m->fresh = false;
    if (online) {
        m->entry = online;
        m->why = differences(a, m->claim, online, m->why);
        if (m->verdict == V_OFFLINE)
            m->verdict = *m->why ? V_DIFFERS : V_BOTH;
        return;
    }
    m->why = more(a, m->why, arena_printf(a, "发文机关是%s，应登记在该单位的台账", issuer));
    m->verdict = V_DIFFERS;
}
