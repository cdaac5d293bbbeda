/* What may be done to a measure: the table of transitions, what is missing, the light.
 *
 * Pure: no database. Inside the ledger only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef LEDGER_FLOW_H
#define LEDGER_FLOW_H

#include "assurance/ledger/store.h"
#include "lib/ui/ui.h"

struct move {
    const char *from, *action, *to;
    const char *perm;
    const char *word;    /* on the button, 确认 */
    const char *refusal; /* why not from another state */
};
extern const struct move measure_moves[];
extern const size_t n_measure_moves;
/* NULL when the action is unknown, or not possible from this state. */
const struct move *measure_move(const char *from, const char *action);

struct gap {           /* why a proposal cannot be confirmed yet */
    const char *code;  /* L-TITLE, L-LEAD, L-UNIT, L-DUE */
    const char *field; /* of the form */
    const char *text;  /* with the remedy */
};
enum { MAX_GAPS = 64 };
/* All of them; 0 when the proposal is complete. */
size_t measure_gaps(struct arena *a, const struct measure *m, struct gap gaps[static MAX_GAPS]);

enum ui_light measure_light(const struct measure *m, struct day today);
const char *measure_light_word(enum ui_light l);   /* 未到期 …, as ui_light writes it */
const char *measure_state_word(const char *state); /* 待确认, 整改中, 已完成, 已剔除 */
enum ui_mood measure_state_mood(const char *state);
const char *report_stage_word(const char *stage); /* 推进中; "" when unknown */
extern const struct ui_option report_stages[];
extern const size_t n_report_stages;
const char *ledger_act_word(const char *action); /* of the journal: ledger.confirm → 确认 */

/* "还有 5 天", "今天到期", "逾期 3 天"; "" without a day or when done. */
const char *measure_due_words(struct arena *a, const struct measure *m, struct day today);

#endif
