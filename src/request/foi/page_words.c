/* Words of the case page: events, people, papers.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/foi/file_state.h"
#include "request/foi/pages.h"

const char *slot_title(const char *slot)
{
    return strcmp(slot, "other") == 0   ? "其他材料"
           : strcmp(slot, "draft") == 0 ? "文稿"
                                        : casefile_title(foi_slot_kind(slot));
}

/* 530302********1234: enough to compare with a card, not enough to use. */
const char *masked_number(struct arena *a, const char *number)
{
    size_t n = strlen(number);
    char *out = arena_strdup(a, number);
    for (size_t i = 0; i < n; i++)
        if (n < 10 || (i >= 6 && i + 4 < n))
            out[i] = '*';
    return out;
}

/* ---- events ---- */

/* A draft of letters: made or its facts changed, its words changed, set aside. */
static const char *prepared_title(const struct foi_event *ev)
{
    if (*foi_event_arg(ev, "drop"))
        return "不用文书的文稿";
    return *foi_event_arg(ev, "letter") ? "修改文书的文字" : "拟定文书的文稿";
}

const char *event_title(const struct foi_event *ev)
{
    if (strcmp(ev->action, "prepare") == 0)
        return prepared_title(ev);
    const struct foi_move *m = foi_move_find(ev->action);
    return m ? m->done : strcmp(ev->action, "arrive") == 0 ? "申请到达" : ev->action;
}

enum ui_mood event_mood(const struct foi_event *ev)
{
    const struct foi_move *m = foi_move_find(ev->action);
    if (m && (m->danger || strcmp(m->action, "return") == 0))
        return MOOD_STOP;
    if (m && (m->to == CASE_CORR_WAIT || m->to == CASE_REASON_WAIT || m->to == CASE_FEE_WAIT))
        return MOOD_WARN;
    return MOOD_INFO;
}

static const char *chosen(const struct foi_word *w, const char *key)
{
    for (; w && w->key; w++)
        if (strcmp(w->key, key) == 0)
            return w->title;
    return key;
}

/* Several keys as words: 国家秘密、内部事务信息 */
static const char *all_chosen(struct arena *a, const struct foi_word *w, const char *keys)
{
    const char *out = "";
    while (*keys) {
        size_t n = strcspn(keys, " ");
        if (n)
            out = arena_printf(
                a, "%s%s%s", out, *out ? "、" : "", chosen(w, arena_strndup(a, keys, n)));
        keys += n + (keys[n] == ' ');
    }
    return out;
}

static const char *unit_words(const struct case_page *p, const char *value)
{
    for (size_t i = 0; i < p->n_units; i++)
        if (p->units[i].id == strtoll(value, NULL, 10))
            return p->units[i].short_name;
    return value;
}

static const char *consult_words(struct arena *a, const struct case_page *p, const char *value)
{
    for (size_t i = 0; i < p->d.n_consults; i++)
        if (p->d.consults[i].seq == strtoll(value, NULL, 10))
            return arena_printf(a, "第 %zu 次征求意见", i + 1);
    return value;
}

static const char *paper_words(struct arena *a, const struct case_page *p, const char *value)
{
    for (size_t i = 0; p->ours && i < p->n_papers; i++)
        if (p->papers[i].id == strtoll(value, NULL, 10))
            return p->papers[i].title;
    return arena_printf(a, "第 %s 号材料", value);
}

static const char *value_words(
    struct arena *a, const struct case_page *p, const struct fact *f, const char *value)
{
    switch (f->kind) {
    case FACT_BOOL:
        return "是";
    case FACT_CHOICE:
        return chosen(f->choices, value);
    case FACT_CODES:
        return all_chosen(a, f->choices, value);
    case FACT_INT:
        return strcmp(f->name, "unit") == 0      ? unit_words(p, value)
               : strcmp(f->name, "consult") == 0 ? consult_words(a, p, value)
               : strcmp(f->name, "original") == 0 || strcmp(f->name, "paper") == 0
                   ? paper_words(a, p, value)
                   : value;
    default:
        return value;
    }
}

static const char *line(struct arena *a, const char *before, const char *label, const char *value)
{
    return arena_printf(a, "%s%s%s：%s", before, *before ? "\n" : "", label, value);
}

const char *event_words(struct arena *a, const struct case_page *p, const struct foi_event *ev)
{
    /* the text of a letter is on its own page */
    return event_words_but(a, p, ev, strcmp(ev->action, "revise") == 0 ? "text" : "");
}

const char *event_words_but(
    struct arena *a, const struct case_page *p, const struct foi_event *ev, const char *fact)
{
    const struct foi_move *m = foi_move_find(ev->action);
    const char *out = "";
    char day[11];
    if (ev->day.n != day_at(ev->at).n)
        out = line(a, out, m && day_label(m) ? day_label(m) : "日期", day_text(ev->day, day));
    if (*foi_event_arg(ev, "channel"))
        out = line(a, out, "收到方式",
            foi_title(foi_channels, COUNT_OF(foi_channels), foi_event_arg(ev, "channel")));
    for (size_t i = 0; m && i < m->n_facts; i++) {
        const char *value = foi_event_arg(ev, m->facts[i].name);
        bool shown = (p->reads || !m->facts[i].private) && m->facts[i].kind != FACT_DATA;
        if (*value && shown && strcmp(m->facts[i].name, fact) != 0)
            out = line(a, out, m->facts[i].label, value_words(a, p, &m->facts[i], value));
    }
    if (*foi_event_arg(ev, "amount"))
        out = line(a, out, "应缴金额", arena_printf(a, "%s 元", foi_event_arg(ev, "amount")));
    for (size_t i = 0; p->ours && i < p->n_papers; i++)
        if (p->papers[i].event_seq == ev->seq)
            out = line(a, out, "材料", p->papers[i].title);
    return out;
}

/* ---- people ---- */

const char *who_did(struct arena *a, const struct case_page *p, const char *action)
{
    char day[11];
    const struct foi_event *ev = event_after(p->events, p->n_events, action, 0);
    if (!ev)
        return "";
    if (!ev->person)
        return arena_printf(a, "系统自动，%s", day_text(day_at(ev->at), day));
    return arena_printf(
        a, "%s（%s），%s", ev->person_name, ev->unit_name, day_text(day_at(ev->at), day));
}
