/* Counting a year, and the findings; see tally.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/tally.h"

#include <string.h>

#include "common/clock/calendar.h"

static void add(struct prop_tally *t, const struct prop *p, struct day today)
{
    bool answered = day_given(p->replied_on);
    t->received++;
    t->answered += answered;
    if (day_given(p->due)) {
        bool over = (answered ? p->replied_on.n : today.n) > p->due.n;
        t->late += over;
        t->on_time += answered && !over;
    }
    if (!answered)
        return;
    t->a += *p->result == 'A';
    t->b += *p->result == 'B';
    t->c += *p->result == 'C';
    t->adopted += *p->result == 'A' || *p->result == 'B';
    t->published += prop_is_public(p);
    t->withheld += strcmp(p->openness, "none") == 0;
    t->satisfied += p->satisfied;
    t->basically += p->basically;
    t->unsatisfied += p->unsatisfied;
}

struct prop_tally prop_tally(const struct prop *list, size_t n, const char *kind, struct day today)
{
    struct prop_tally t = {.received = 0};
    for (size_t i = 0; i < n; i++)
        if (!*kind || strcmp(list[i].kind, kind) == 0)
            add(&t, &list[i], today);
    return t;
}

const char *prop_rate(struct arena *a, int64_t part, int64_t whole)
{
    if (whole <= 0)
        return "—";
    int64_t permille = (part * 1000 + whole / 2) / whole;
    return permille % 10
               ? arena_printf(a, "%lld.%lld%%", (long long)permille / 10, (long long)permille % 10)
               : arena_printf(a, "%lld%%", (long long)permille / 10);
}

int64_t prop_votes(const struct prop_tally *t)
{
    return t->satisfied + t->basically + t->unsatisfied;
}

const char *prop_tally_words(struct arena *a, const struct prop_tally *t, int year,
    const struct prop_tally *npc, const struct prop_tally *cppcc)
{
    return arena_printf(a,
        "%d年收到人大代表建议%lld件、政协提案%lld件，共%lld件；已答复%lld件，办复率%s，按期答复%"
        "lld件"
        "；采纳（A类、B类）%lld件，采纳率%s；收回征询意见%lld份，满意和基本满意率%s。",
        year, (long long)npc->received, (long long)cppcc->received, (long long)t->received,
        (long long)t->answered, prop_rate(a, t->answered, t->received), (long long)t->on_time,
        (long long)t->adopted, prop_rate(a, t->adopted, t->answered), (long long)prop_votes(t),
        prop_rate(a, t->satisfied + t->basically, prop_votes(t)));
}

size_t prop_entry_findings(
    struct arena *a, const struct prop_entry *e, struct prop_finding out[static PROP_FINDINGS_EACH])
{
    const struct {
        const char *field, *label;
        bool missing;
    } rows[] = {{"title", "标题", !*e->title}, {"publisher", "发布机构", !*e->issuer},
        {"summary", "内容概述", !*e->summary},
        {"published_on", "发布日期", !day_given(e->published_on)}, {"doc_no", "文号", !*e->doc_no},
        {"kind", "类别（建议或提案）", !*e->kind}, {"session", "届次", !*e->session},
        {"year", "年份", !e->year}, {"number", "编号", !e->number},
        {"openness", "全文或摘要", !*e->openness}};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].missing)
            out[n++] = (struct prop_finding){arena_printf(a, "M-PROP(%s)", rows[i].field),
                arena_printf(a, "缺少%s", rows[i].label),
                e->proposal_id ? "在“文件”中修改公开件，补上这一项"
                               : "在“文件”中补齐；届次、编号请登记这件建议提案后从这里公开",
                e->title, e->path};
    return n;
}

struct day prop_publish_due(const struct prop *p, const struct prop_settings *s)
{
    struct day d;
    struct err e;
    if (!day_given(p->replied_on) || strcmp(p->openness, "none") == 0 ||
        calendar_add(p->replied_on, s->publish_days, &d, &e))
        return day_none();
    return d;
}

/* RULE M-PROP-LATE: within 20 working days after replying (publishing §7.3). */
const char *prop_late(
    struct arena *a, const struct prop *p, const struct prop_settings *s, struct day today)
{
    char text[11];
    struct day open = prop_publish_due(p, s);
    if (!day_given(p->replied_on) && day_given(p->due) && today.n > p->due.n)
        return arena_printf(a, "应在 %s 前答复，还没有答复", day_text(p->due, text));
    if (day_given(open) && !prop_is_public(p) && today.n > open.n)
        return arena_printf(a, "应在 %s 前公开，还没有公开", day_text(open, text));
    return NULL;
}
