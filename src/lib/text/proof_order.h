/* Ordinals that break off, counts that do not agree, articles that do not exist. Private to
 * lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_ORDER_H
#define TEXT_PROOF_ORDER_H

#include "lib/text/proof_work.h"

/* Levels of numbering: 第一条, 一、, （一）, 1., (1) */
#define ORDER_LEVELS 5

struct proof_order {
    int last[ORDER_LEVELS];  /* value before, 0: none */
    int run[ORDER_LEVELS];   /* how many in a row were right, from 1 on */
    size_t at[ORDER_LEVELS]; /* line of the value before */
    int articles;            /* 第一条 … are there without a hole up to this one */
    bool articles_whole;
};

/* Looks at the whole text first: what can be referred to. */
void proof_order_begin(const struct proof_request *req, struct proof_order *o);
void proof_order_check(struct proof_work *w, struct proof_order *o);

#endif
