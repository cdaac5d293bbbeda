/* The character model for unknown words, see segment_unknown.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/segment_unknown.h"

#include <string.h>

/* Which states may come before a state: B after E or S, M after B or M, … */
static const unsigned char before[HMM_STATES][2] = {
    [HMM_BEGIN] = {HMM_END, HMM_SINGLE},
    [HMM_MIDDLE] = {HMM_BEGIN, HMM_MIDDLE},
    [HMM_END] = {HMM_BEGIN, HMM_MIDDLE},
    [HMM_SINGLE] = {HMM_END, HMM_SINGLE},
};

void unknown_cut(const struct lexicon *l, const uint16_t *code, size_t n, unsigned char *last)
{
    uint32_t cost[HMM_STATES], next[HMM_STATES];
    unsigned char came[UNKNOWN_RUN_MAX][HMM_STATES];
    BUG_ON(n == 0 || n > UNKNOWN_RUN_MAX);
    for (int s = 0; s < HMM_STATES; s++)
        cost[s] = (uint32_t)l->head->start[s] * (s == HMM_MIDDLE || s == HMM_END ? 1000 : 1) +
                  l->emit[code[0]][s];
    for (size_t i = 1; i < n; i++) {
        for (int s = 0; s < HMM_STATES; s++) {
            int a = before[s][0], b = before[s][1];
            uint32_t via_a = cost[a] + l->head->follow[a][s];
            uint32_t via_b = cost[b] + l->head->follow[b][s];
            came[i][s] = (unsigned char)(via_b < via_a ? b : a);
            next[s] = (via_b < via_a ? via_b : via_a) + l->emit[code[i]][s];
        }
        memcpy(cost, next, sizeof cost);
    }
    int s = cost[HMM_SINGLE] < cost[HMM_END] ? HMM_SINGLE : HMM_END;
    for (size_t i = n; i-- > 0;) {
        last[i] = s == HMM_END || s == HMM_SINGLE;
        s = i ? came[i][s] : s;
    }
}
