/* Any bytes as a text: numbers, dates, keys, sentences, fingerprints, pinyin, keywords stay inside
 * it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/fingerprint.h"
#include "lib/text/fold.h"
#include "lib/text/keywords.h"
#include "lib/text/numeral.h"
#include "lib/text/pinyin.h"
#include "lib/text/sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void pieces(
    bool (*next)(const char *, size_t, size_t *, struct text_span *), const char *text, size_t n)
{
    struct text_span s;
    size_t at = 0, last = 0;
    while (next(text, n, &at, &s)) {
        BUG_ON(s.start < last || s.end <= s.start || s.end > n || at > n);
        last = s.end;
    }
    BUG_ON(at != n);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)p, n);
    struct pinyin_key keys[8];
    struct keyword words[8];
    int64_t value;
    struct day day;
    for (size_t i = 0; i < n; i++) {
        BUG_ON(number_read(text + i, n - i, &value) > n - i);
        BUG_ON(date_read(text + i, n - i, &day) > n - i);
    }
    pieces(sentence_next, text, n);
    pieces(clause_next, text, n);
    struct fingerprint f = fingerprint_of(text, n);
    BUG_ON(fingerprint_distance(&f, &f) != 0);
    keywords_of(a, segmenter_shipped(), "", text, n, words, 8);
    if (utf8_valid(text, n)) {
        fold_key(a, text);
        pinyin_keys(a, text, keys, 8);
    }
    arena_free(&a);
    return 0;
}
