/* Any bytes as a text to cut, and as a dictionary: no byte is lost, no place is read outside.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void walk(const struct segmenter *s, struct arena *a, const char *text, size_t n, int mode)
{
    struct seg_walk *w = seg_walk_new(a, s, mode);
    struct seg_word word;
    size_t at = 0;
    seg_walk_start(w, text, n);
    while (seg_walk_next(w, &word)) {
        BUG_ON(word.end <= word.start || word.end > n);
        if (mode == SEG_SEARCH)
            continue;
        for (; at < word.start; at++)
            BUG_ON(text[at] != ' ');
        BUG_ON(at != word.start);
        at = word.end;
    }
}

/* The input lies over a small dictionary: head and codes right, all else from outside. */
static void as_lexicon(struct arena *a, const uint8_t *p, size_t n)
{
    static const char text[] = "一二三公开2018年9月国发〔2018〕5号abc";
    uint32_t units = (uint32_t)(n / sizeof(struct lex_unit)), codes = 64;
    struct lex_head h = {.magic = LEX_MAGIC, .n_codes = codes, .n_units = units ? units : 1};
    size_t fixed = sizeof h + LEX_PLANE * 2 + codes * sizeof(uint16_t) * (HMM_STATES + NAME_ROLES);
    size_t bytes = fixed + h.n_units * sizeof(struct lex_unit);
    unsigned char *block = calloc(1, bytes);
    struct lexicon l;
    h.bytes = bytes;
    memcpy(block, &h, sizeof h);
    for (size_t i = 0; i < LEX_PLANE; i++)
        memcpy(block + sizeof h + 2 * i, &(uint16_t){(uint16_t)(i * 7 % 80)}, 2);
    memcpy(block + fixed, p, units * sizeof(struct lex_unit));
    BUG_ON(lexicon_open(block, bytes, &l));
    walk(segmenter_new(a, &l), a, text, strlen(text), SEG_SEARCH);
    free(block);
    if (lexicon_open(p, n, &l) == ST_OK)
        lexicon_find(&l, text, strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct segmenter *s = segmenter_new(a, lexicon_shipped());
    const char *text = arena_strndup(a, (const char *)p, n);
    segmenter_add(s, text);
    walk(s, a, text, n, SEG_PLAIN);
    walk(s, a, text, n, SEG_SEARCH);
    as_lexicon(a, p, n);
    arena_free(&a);
    return 0;
}
