/* Which requests ask for the same, and when several did. Pure. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_ALIKE_H
#define FEEDBACK_ALIKE_H

#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/text/fingerprint.h"
#include "lib/text/segment.h"

struct feedback_setting {
    int applicants; /* RULE K10: how many are several; the law gives no number */
    int alike;      /* per cent from which two subjects ask for the same */
};
extern const struct feedback_setting feedback_defaults;
enum {
    FEEDBACK_APPLICANTS_MIN = 2,
    FEEDBACK_APPLICANTS_MAX = 20,
    FEEDBACK_ALIKE_MIN = 20,
    FEEDBACK_ALIKE_MAX = 100
};

enum { FEEDBACK_WORDS = 8, FEEDBACK_YEARS = 6 };
struct feedback_subject {           /* what was asked, ready to be compared */
    const char *key;                /* folded text */
    uint32_t words[FEEDBACK_WORDS]; /* digests of the key words */
    double weights[FEEDBACK_WORDS];
    size_t n_words;
    int years[FEEDBACK_YEARS];
    size_t n_years;
    struct fingerprint print;
};
/* cut: the county's segmenter (common/record/county_words.h). */
struct feedback_subject feedback_subject(
    struct arena *a, const struct segmenter *cut, const char *text);
/* 0 … 100: the larger of the shared weight of key words and of shared characters. 0 when both name
 * years and none is the same: last year's list is another piece of information. */
int feedback_alike(const struct feedback_subject *a, const struct feedback_subject *b);

struct feedback_case { /* one released case */
    int64_t id;
    int64_t organ_id; /* RULE K10: the same organ was asked */
    int64_t group_id; /* in which it is already; 0 none */
    const char *title;
    struct feedback_subject subject;
    const int64_t *apart; /* groups that a person has taken it out of */
    size_t n_apart;
};
/* Puts the cases that have no group (and no others) where they belong: group_id becomes an existing
 * one, or -1, -2 … for new ones of two and more. Cases that ask for something alone stay 0. The
 * order of the list decides between equals. Returns how many new groups. Time grows with n, not
 * with its square (gather.c). */
size_t feedback_gather(struct arena *a, struct feedback_case *list, size_t n, int alike);
/* RULE K10: so many different applicants are several. */
bool feedback_several(size_t applicants, const struct feedback_setting *s);
/* RULE K10: information that may be released: given in whole or in part. */
bool feedback_released(const char *code);

#endif
