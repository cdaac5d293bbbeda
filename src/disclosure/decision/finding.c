/* What is wrong with a thread that the public sees; see flow.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/flow.h"

#define DAY_SECONDS 86400

struct day decision_progress_due(
    const struct decision_state *s, const struct decision_settings *set)
{
    return s->stage == DECISION_RUN && day_given(s->since)
               ? (struct day){s->since.n + set->silent_days}
               : day_none();
}

size_t decision_findings(struct arena *a, const struct decision_state *s,
    const struct decision_settings *set, struct decision_finding out[static DECISION_FINDINGS])
{
    size_t n = 0;
    struct day due = decision_progress_due(s, set), today = day_at(s->now);
    bool ended = s->stage == DECISION_DROPPED;
    int span = s->comment_to.n - s->comment_from.n + 1;
    /* RULE M-BASIS */
    if (!ended && s->stage != DECISION_PREPARE && !s->open[SLOT_BASIS])
        out[n++] = (struct decision_finding){"M-BASIS", "没有公开依据：请填写依据并公开"};
    /* RULE M-COMMENT */
    if (day_given(s->comment_from) && day_given(s->comment_to) && span < set->comment_days &&
        !s->short_reason)
        out[n++] = (struct decision_finding){"M-COMMENT",
            arena_printf(a, "征求意见只有 %d 日，没有写明理由：请延长，或者补充理由", span)};
    /* RULE M-PROGRESS: open and silent for too long. */
    if (day_given(due) && today.n > due.n)
        out[n++] = (struct decision_finding){
            "M-PROGRESS", arena_printf(a, "%d 天没有更新进展：请填写进展，已经完成的公布落实情况",
                              today.n - s->since.n)};
    /* RULE M-RESULT: closed, or complete by its own figures, and no word on how it was carried out
     */
    if (!s->open[SLOT_RESULT] && !ended &&
        (s->stage >= DECISION_DONE || (s->stage == DECISION_RUN && s->percent == 100)))
        out[n++] = (struct decision_finding){"M-RESULT", "没有公开落实情况：请填写落实情况并公开"};
    /* RULE M-AGG: what a unit entered stands in the county's column within a day. */
    if (s->waits_since && s->now - s->waits_since > DAY_SECONDS)
        out[n++] = (struct decision_finding){
            "M-AGG", "有内容超过 24 小时没有公开：请单位负责人公开或者退回"};
    return n;
}
