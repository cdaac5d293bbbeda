/* The processing fee of 国办函〔2020〕109号, in whole yuan. RULE F2, F3, F5.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_FEE_H
#define FOI_FEE_H

#include <stdint.h>

/* Pieces of one applicant in one calendar month; pages of one request. n ≥ 0. */
int64_t foi_fee_pieces(int64_t n);
int64_t foi_fee_pages(int64_t n);

#endif
