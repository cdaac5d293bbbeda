/* Personal data and secrecy marks in a text that is to be published (publishing §2.12).
 *
 * Pure functions over plain text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PRIVACY_H
#define TEXT_PRIVACY_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"

/* GB 11643: 18 characters, a possible date of birth, right check character. */
bool citizen_id_valid(const char *s);

/* Bank card: 16 to 19 digits with a Chinese issuer's prefix and a right check digit (ISO/IEC 7812).
 */
bool bank_card_valid(const char *digits, size_t n);

enum privacy_kind { PRIVACY_ID, PRIVACY_PHONE, PRIVACY_SECRET, PRIVACY_CARD };

struct privacy_hit {
    enum privacy_kind kind;
    const char *text;   /* as written: never shown or logged */
    const char *masked; /* 530326********1234, 138****5678, 机密★ */
    int line;           /* from 1 */
    size_t from, to;    /* bytes of the text */
};

/* RULE S-PII, RULE S-SECRET: everything of that kind in the text, in order, at most 200. */
size_t privacy_scan(struct arena *a, const char *text, const struct privacy_hit **hits);
/* Digest of the phone numbers found: what a person confirms holds for these numbers only. "" when
 * there are none. */
const char *privacy_phones_digest(struct arena *a, const char *text);

#endif
