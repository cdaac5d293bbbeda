/* The transitions of a measure, what a proposal lacks, lights and words.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/flow.h"

#include <string.h>

#include "common/clock/calendar.h"

const struct move measure_moves[] = {
    {STATE_PROPOSED, "save", STATE_PROPOSED, PERM_LEDGER_CONFIRM, "保存", ""},
    {STATE_PROPOSED, "confirm", STATE_CONFIRMED, PERM_LEDGER_CONFIRM, "确认",
        "只有待确认的措施才能确认"},
    {STATE_PROPOSED, "discard", STATE_DISCARDED, PERM_LEDGER_CONFIRM, "剔除",
        "只有待确认的措施才能剔除；已确认的请先撤销确认"},
    {STATE_CONFIRMED, "save", STATE_CONFIRMED, PERM_LEDGER_CONFIRM, "保存", ""},
    {STATE_CONFIRMED, "undo", STATE_PROPOSED, PERM_LEDGER_CONFIRM, "撤销确认",
        "这条措施不在可以撤销的状态"},
    {STATE_CONFIRMED, "report", STATE_CONFIRMED, PERM_LEDGER_REPORT, "报送进展",
        "只有整改中的措施可以报送进展"},
    {STATE_CONFIRMED, "complete", STATE_DONE, PERM_LEDGER_CONFIRM, "核销（完成）",
        "只有整改中的措施可以核销"},
    {STATE_DISCARDED, "undo", STATE_PROPOSED, PERM_LEDGER_CONFIRM, "恢复", ""},
    {STATE_DONE, "reopen", STATE_CONFIRMED, PERM_LEDGER_CONFIRM, "重新整改",
        "只有已完成的措施可以重新整改"},
};
const size_t n_measure_moves = COUNT_OF(measure_moves);

const struct move *measure_move(const char *from, const char *action)
{
    for (size_t i = 0; i < n_measure_moves; i++)
        if (strcmp(measure_moves[i].from, from) == 0 &&
            strcmp(measure_moves[i].action, action) == 0)
            return &measure_moves[i];
    return NULL;
}

static void gap(struct gap *gaps, size_t *n, struct gap g)
{
    if (*n < MAX_GAPS)
        gaps[(*n)++] = g;
}

size_t measure_gaps(struct arena *a, const struct measure *m, struct gap gaps[static MAX_GAPS])
{
    size_t n = 0, leads = 0;
    if (!*m->title)
        gap(gaps, &n, (struct gap){"L-TITLE", "title", "没有标题，请填写"});
    for (size_t i = 0; i < m->n_units; i++)
        leads += m->units[i].role == UNIT_LEAD;
    if (!leads)
        gap(gaps, &n, (struct gap){"L-LEAD", "lead", "没有牵头单位，请填写"});
    for (size_t i = 0; i < m->n_units; i++)
        if (unit_unknown(&m->units[i]))
            gap(gaps, &n,
                (struct gap){"L-UNIT", m->units[i].role == UNIT_LEAD ? "lead" : "duty",
                    arena_printf(a, "“%s”没有对应的单位，请改成单位的名称，或在单位页补充这个别名",
                        m->units[i].name)});
    if (!day_given(m->due))
        gap(gaps, &n, (struct gap){"L-DUE", "due", "没有完成期限，请填写"});
    return n;
}

enum ui_light measure_light(const struct measure *m, struct day today)
{
    if (strcmp(m->state, STATE_DISCARDED) == 0)
        return UI_LIGHT_STOPPED;
    if (strcmp(m->state, STATE_DONE) == 0)
        return day_given(m->due) && day_at(m->done_at).n > m->due.n ? UI_LIGHT_DONE_LATE
                                                                    : UI_LIGHT_DONE;
    return day_given(m->due) ? (enum ui_light)light_of(m->due, today) : UI_LIGHT_NONE;
}

const char *measure_light_word(enum ui_light l)
{
    static const char *const words[] = {
        "未到期", "临期", "紧急", "逾期", "已完成", "逾期完成", "中止", "无期限"};
    return words[l];
}

static const struct {
    const char *state, *word;
    enum ui_mood mood;
} states[] = {
    {STATE_PROPOSED, "待确认", MOOD_WARN},
    {STATE_CONFIRMED, "整改中", MOOD_INFO},
    {STATE_DONE, "已完成", MOOD_GOOD},
    {STATE_DISCARDED, "已剔除", MOOD_STOP},
};

const char *measure_state_word(const char *state)
{
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (strcmp(states[i].state, state) == 0)
            return states[i].word;
    return "";
}

enum ui_mood measure_state_mood(const char *state)
{
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (strcmp(states[i].state, state) == 0)
            return states[i].mood;
    return MOOD_INFO;
}

const struct ui_option report_stages[] = {{"started", "已启动"}, {"moving", "推进中"},
    {"blocked", "遇到困难"}, {"ready", "已完成，申请核销"}};
const size_t n_report_stages = COUNT_OF(report_stages);

const char *report_stage_word(const char *stage)
{
    for (size_t i = 0; i < n_report_stages; i++)
        if (strcmp(report_stages[i].value, stage) == 0)
            return report_stages[i].label;
    return "";
}

const char *ledger_act_word(const char *action)
{
    static const struct {
        const char *action, *word;
    } words[] = {
        {"ledger.import", "导入"},
        {"ledger.save", "修改"},
        {"ledger.confirm", "确认"},
        {"ledger.discard", "剔除"},
        {"ledger.undo", "撤销"},
        {"ledger.report", "报送进展"},
        {"ledger.complete", "核销（完成）"},
        {"ledger.reopen", "重新整改"},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].action, action) == 0)
            return words[i].word;
    return action;
}

const char *measure_due_words(struct arena *a, const struct measure *m, struct day today)
{
    if (!day_given(m->due) || strcmp(m->state, STATE_CONFIRMED) != 0)
        return "";
    int32_t left = m->due.n - today.n;
    if (left < 0)
        return arena_printf(a, "逾期 %d 天", -left);
    return left ? arena_printf(a, "还有 %d 天", left) : "今天到期";
}
