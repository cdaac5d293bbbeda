/* Names of laws and regulations, and how many articles they have. Private to lib/text/proof*.c and
 * tools/proof_*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_LAWS_H
#define TEXT_PROOF_LAWS_H

#include <string.h>

#include "lib/text/proof_work.h"

/* In the table of the model behind this line: "name<TAB>articles", the shorter first, then in the
 * order of their bytes; articles -1: only cited by others. */
#define LAWS_MARK "# laws"

enum { LAW_BYTES = 180, LAW_LEAST = 8 /* characters */ };

/* Of eight characters or more, ends like a law: 法, 条例, 办法 … */
static inline bool law_is_name(const char *s, size_t n)
{
    static const char *const tails[] = {
        "法", "条例", "规定", "办法", "细则", "规则", "决定", "解释", "规程"};
    if (n < 3 * LAW_LEAST || n > LAW_BYTES || memchr(s, '\t', n))
        return false;
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        size_t k = strlen(tails[i]);
        if (!memcmp(s + n - k, tails[i], k))
            return true;
    }
    return false;
}

struct proof_laws;

/* Reads the part of the table behind the mark; the bytes stay the caller's. NULL when there is
 * none; *before: bytes of the table that belong to others. */
struct proof_laws *proof_laws_new(struct arena *a, const char *table, size_t n, size_t *before);
/* RULE T-LAW: a name in 《》 that differs from a known one in one character and is none itself.
 * RULE T-REF: an article that the law does not have. */
void proof_laws_check(struct proof_work *w);

#endif
