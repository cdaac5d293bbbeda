/* A damaged model, and a text read with it: wrong answers, no wrong access.
 *
 * The bytes of the input are repeated over a model of the right shape; only the sets of characters,
 * whose bits cannot point anywhere, are made once.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/proof_guess.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

enum { PAIRS = 20000, SLOTS = 5000 };

static size_t padded(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

static size_t shape(struct proof_model_head *h)
{
    *h = (struct proof_model_head){.magic = PROOF_MODEL_MAGIC,
        .version = PROOF_MODEL_VERSION,
        .slots = SLOTS,
        .pairs = PAIRS,
        .word_slots = SLOTS,
        .title_slots = 1,
        .n_weights = PROOF_WEIGHTS};
    size_t rows = (size_t)ROW_WORDS * 8;
    size_t n = padded(sizeof *h) + 4 * 65536 + 4 * TOKENS + 2 * TOKENS + 4 * SLOTS +
               padded(4 * (GLYPHS + 1)) + 4 * PAIRS + 2 * GLYPHS * rows + 2 * TOKENS * rows +
               4 * SLOTS + padded(4) + 4 * PROOF_WEIGHTS;
    h->bytes = n;
    return n;
}

static void fill(uint8_t *to, size_t n, const uint8_t *p, size_t size)
{
    for (size_t at = 0; at < n; at += size)
        memcpy(to + at, p, n - at < size ? n - at : size);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    static uint8_t *file;
    static struct guess_line line;
    struct proof_model_head h;
    struct proof_model m;
    struct err e;
    size_t bytes = shape(&h);
    if (n < 2)
        return 0;
    if (proof_model_read(&m, p, n, "x", &e) == ST_OK) /* as it is */
        return 0;
    size_t rows = ((size_t)2 * GLYPHS + (size_t)2 * TOKENS) * ROW_WORDS * 8;
    size_t behind = (size_t)4 * SLOTS + padded(4) + (size_t)4 * PROOF_WEIGHTS;
    size_t before = bytes - behind - rows;
    if (!file) {
        file = malloc(bytes);
        BUG_ON(!file);
        memset(file + before, 0x11, rows);
    }
    fill(file, before, p, n > 997 ? 997 : n);
    fill(file + before + rows, behind, p, n > 997 ? 997 : n);
    memcpy(file, &h, sizeof h);
    size_t at = padded(sizeof h) + 4 * 65536 + 4 * TOKENS + 2 * TOKENS + 4 * SLOTS;
    for (uint32_t i = 0; i <= GLYPHS; i++) /* starts that go up pass the reader */
        memcpy(file + at + 4 * (size_t)i, &(uint32_t){i < GLYPHS ? i * 2 : PAIRS}, 4);
    BUG_ON(proof_model_read(&m, file, bytes, "x", &e));
    line.m = &m;
    line.n = n < 24 ? n : 24;
    for (size_t i = 1; i <= line.n; i++) {
        line.t[i] = (uint16_t)((p[i - 1] << 4 | p[n - i] >> 4) & 0xFFF);
        line.written[i] = (uint16_t)(p[i - 1] << 5 | (p[n - i] & 31));
        line.fixed[i] = false;
    }
    guess_costs(&line);
    guess_list(&line);
    for (size_t i = 0; i < line.n_guesses; i++)
        guess_judge(m.weight, line.guess[i].x);
    return 0;
}
