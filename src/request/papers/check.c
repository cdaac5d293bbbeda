/* Checks of a paper by its text: what they share, and which apply to which kind.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

#define ENOUGH_PERCENT 70 /* of the pairs of characters of a restatement */
#define SHORT_CHARS 6     /* shorter ones must stand there as they are */
#define MOST_PAIRS 2000   /* looked at: a bound of time for long texts */

const char *check_plain(struct arena *a, const char *s)
{
    static const struct {
        char from;
        const char *to;
    } pairs[] = {{'(', "（"}, {')', "）"}, {':', "："}, {';', "；"}};
    struct buf out;
    const char *end = s + strlen(s);
    buf_init(&out, 0);
    while (s < end) {
        const char *from = s;
        uint32_t c = utf8_next(&s, end);
        const char *to = NULL;
        for (size_t i = 0; i < COUNT_OF(pairs); i++)
            if (c == (unsigned char)pairs[i].from)
                to = pairs[i].to;
        if (to)
            buf_adds(&out, to);
        else if (!utf8_is_space(c))
            buf_add(&out, from, (size_t)(s - from));
    }
    const char *plain = arena_strdup(a, buf_str(&out));
    buf_release(&out);
    return plain;
}

bool check_has(const struct check *c, const char *s)
{
    return strstr(c->text, check_plain(c->f->a, s)) != NULL;
}

bool check_tells(const struct check *c, const char *s)
{
    const char *p = check_plain(c->f->a, s), *end = p + strlen(p);
    size_t all = 0, found = 0;
    if (strstr(c->text, p))
        return true;
    if (utf8_count(p) <= SHORT_CHARS)
        return false;
    while (p < end && all < MOST_PAIRS) {
        const char *next = p;
        utf8_next(&next, end);
        if (next == end)
            break;
        const char *after = next;
        utf8_next(&after, end);
        all++;
        found += memmem(c->text, strlen(c->text), p, (size_t)(after - p)) != NULL;
        p = next;
    }
    return found * 100 >= all * ENOUGH_PERCENT;
}

void check_say(
    struct check *c, const char *rule, const char *place, const char *what, const char *remedy)
{
    finding_add(c->out, (struct paper_finding){rule, place, what, remedy, false});
}

bool check_code_in(const struct check *c, const char *codes)
{
    const char *code = c->f->v[FACT_CODE].text;
    return *code && strstr(arena_printf(c->f->a, " %s ", codes),
                        arena_printf(c->f->a, " %s ", code)) != NULL;
}

/* RULE B1, B2: the number of this paper, with the right brackets. */
static void check_number(struct check *c)
{
    struct paper_facts *f = c->f;
    const char *number;
    struct err e;
    if (!*c->kind->suffix)
        return;
    if (paper_number(f->a, f->v[FACT_REQUEST_NUMBER].text, c->kind, f->nth, &number, &e)) {
        check_say(c, "B1", "编号", arena_strdup(f->a, e.message), "请更正申请编号后重新生成文书");
        return;
    }
    if (!check_has(c, number))
        check_say(c, "B2", "编号", arena_printf(f->a, "文书编号不是“%s”", number),
            "请按此编号填写，括号用〔〕，不用[]或者()");
}

enum st paper_check(const struct paper_kind *kind, struct paper_facts *f, const char *text,
    struct paper_findings *out)
{
    struct check c = {.kind = kind, .f = f, .out = out};
    bool reply = strcmp(kind->template, "reply") == 0, stop = strcmp(kind->key, "stop") == 0;
    paper_work_out(f, kind);
    c.text = check_plain(f->a, text);
    if (strstr(c.text, "{{") || strstr(c.text, "}}"))
        check_say(&c, "C1", "正文", "有没有填写的占位符", "请填写或删去“{{…}}”");
    check_number(&c);
    check_must(&c);
    check_kind(&c);
    if (reply || stop) {
        check_reply(&c);
        check_articles(&c);
    }
    if (kind->has_remedy)
        check_remedy(&c);
    return paper_findings_count(out) ? ST_INVALID : ST_OK;
}
