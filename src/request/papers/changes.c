/* Edited texts that have waited: what they tell of the case, what of it the case no longer says,
 * and the same text with what it says now.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

#define LEAST_CHARS 4 /* shorter words and bare numbers stand in a text by chance */

/* Days and sums are told as they are; other facts by words that are no coincidence. */
static bool tellable(enum paper_fact fact, const char *words)
{
    switch (paper_fact_rows[fact].type) {
    case PAPER_DAY:
    case PAPER_YUAN:
        return *words != '\0';
    case PAPER_TEXT:
    case PAPER_LIST:
        return utf8_count(words) >= LEAST_CHARS;
    default:
        return false;
    }
}

static bool is_list(enum paper_fact fact)
{
    return paper_fact_rows[fact].type == PAPER_LIST;
}

static bool stands_in(struct arena *a, const char *plain, const char *words)
{
    return strstr(plain, check_plain(a, words)) != NULL;
}

size_t paper_told(
    const struct paper_facts *f, const char *text, struct paper_told *out, size_t most)
{
    const char *plain = check_plain(f->a, text);
    size_t n = 0;
    for (int i = 0; i < PAPER_N_FACTS; i++) {
        enum paper_fact fact = (enum paper_fact)i;
        size_t items = is_list(fact) ? f->v[i].n_list : paper_given(f, fact);
        for (size_t k = 0; k < items && n < most; k++) {
            const char *words = is_list(fact) ? f->v[i].list[k] : paper_fact_text(f, fact);
            if (tellable(fact, words) && stands_in(f->a, plain, words))
                out[n++] = (struct paper_told){fact, k, words};
        }
    }
    return n;
}

/* What the case says now in that place. */
static const char *now_of(const struct paper_facts *f, const struct paper_told *t)
{
    if (!is_list(t->fact))
        return paper_fact_text(f, t->fact);
    return t->item < f->v[t->fact].n_list ? f->v[t->fact].list[t->item] : "";
}

/* Another fact was told by the same words, and says so still: they may stand. */
static bool said_still(
    const struct paper_facts *f, const struct paper_told *told, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(told[i].words, words) == 0 && strcmp(now_of(f, &told[i]), words) == 0)
            return true;
    return false;
}

/* The new words hold the old ones, and stand there. */
static bool within(struct arena *a, const char *plain, const struct paper_change *c)
{
    return *c->now && strstr(c->now, c->before) && stands_in(a, plain, c->now);
}

size_t paper_changes(const struct paper_facts *f, const struct paper_told *told, size_t n,
    const char *text, struct paper_change *out)
{
    const char *plain = check_plain(f->a, text);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const struct paper_change c = {
            paper_fact_rows[told[i].fact].name, told[i].words, now_of(f, &told[i])};
        if (stands_in(f->a, plain, c.before) && !said_still(f, told, n, c.before) &&
            !within(f->a, plain, &c))
            out[found++] = c;
    }
    return found;
}

/* RULE 2.2: what the paper must contain is what the case says on the day of issue. */
void paper_check_changes(
    struct arena *a, const struct paper_change *list, size_t n, struct paper_findings *out)
{
    for (size_t i = 0; i < n; i++)
        finding_add(
            out, (struct paper_finding){"2.2", "正文",
                     arena_printf(a, "还写着原来的“%s”：%s", list[i].name, list[i].before),
                     *list[i].now ? arena_printf(a, "案卷里现在是：%s，请更新文稿", list[i].now)
                                  : "案卷里现在没有这一项，请更新文稿",
                     false});
}

/* In two rounds, by marks that no text holds: a day that moved onto the old place of another one is
 * not moved twice. */
const char *paper_renew(
    struct arena *a, const struct paper_change *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (*list[i].now)
            text = arena_replace(a, text, list[i].before, arena_printf(a, "\x01%zu\x02", i));
    for (size_t i = 0; i < n; i++)
        text = arena_replace(a, text, arena_printf(a, "\x01%zu\x02", i), list[i].now);
    return text;
}
