/* Kinds of reply (rules/requests.md §1.5): one row each, for checks, statistics and letters.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_CODES_H
#define FOI_CODES_H

#include <stdbool.h>
#include <stddef.h>

struct reply_code {
    const char *code, *name;
    const char *row;       /* of table 3 of the annual report: "r3.3.1"; "" none */
    const char *basis_new; /* articles of the regulation of 2019 */
    const char *basis_old; /* of 2008; "" = practice; NULL = this kind did not exist */
    bool grounds_14_16;    /* rests on articles 14 to 16: reconsideration comes first from 2024 */
};

extern const struct reply_code reply_codes[];
extern const size_t n_reply_codes;
/* NULL when there is none. */
const struct reply_code *reply_code_find(const char *code);
/* RULE K13: an outcome of a request to correct a record, FIX1 … FIX4. */
bool reply_code_fixes(const char *code);

#endif
