/* RULE T-CHAR: cuts a line into pieces, lets guesses be judged, reports the probable ones.
 *
 * Accepted guesses are put in place and the piece is looked at again, because one error hides the
 * next.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_chars.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/proof_protect.h"
#include "lib/text/proof_slips.h"

#define ROUNDS 3
#define ALL_LEAST 0.2f /* probability from which --all shows a guess */

/* Tokens of a piece and the bytes they stand for. */
struct piece {
    uint32_t from[GUESS_LINE + 2], to[GUESS_LINE + 2];
    float p[GUESS_LINE + 2];       /* of the accepted guess at its first token, else 0 */
    uint16_t span[GUESS_LINE + 2]; /* its length */
};

static bool ends_sentence(uint32_t cp)
{
    return cp == 0x3002 || cp == 0xFF1B || cp == 0xFF01;
}

/* Reads tokens from byte `at` until a sentence ends, as the statistics were made; gives the byte
 * behind. */
static size_t read_piece(
    const struct proof_work *w, struct guess_line *l, struct piece *piece, size_t at)
{
    const struct proof_model *m = l->m;
    const char *p = w->text + at, *end = w->text + w->size;
    l->n = 0;
    while (p < end && l->n < GUESS_LINE) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, end);
        uint16_t id = cp < 65536 ? m->token[cp] & 0xFFF : TOKEN_RARE;
        uint16_t glyph = cp < 65536 && m->glyph[cp] < GLYPHS ? m->glyph[cp] : TOKEN_RARE;
        if (!id)
            continue;
        size_t i = ++l->n;
        l->t[i] = id;
        l->written[i] = glyph;
        l->fixed[i] = false;
        piece->from[i] = (uint32_t)(from - w->text);
        piece->to[i] = (uint32_t)(p - w->text);
        piece->p[i] = 0;
        if (ends_sentence(cp))
            break;
    }
    return (size_t)(p - w->text);
}

/* Names of the county's register stay as they are. */
static void protect(const struct proof_work *w, struct guess_line *l, const struct piece *piece)
{
    for (size_t i = 1; w->n_spans && i <= l->n; i++)
        l->fixed[i] = proof_protected(w, piece->from[i], piece->to[i]);
}

/* Confidence is PROOF_SURE at the probability from which a finding is shown by default. */
static int confidence(const struct proof_model *m, float p)
{
    float sure = m->weight[PROOF_WEIGHTS - 1];
    if (m->head->flags & PROOF_MODEL_SMALL)
        return (int)(p * (PROOF_SURE - 1));
    if (p < sure)
        return (int)((PROOF_SURE - 1) * p / (sure > 0.1f ? sure : 0.1f));
    return PROOF_SURE + (int)(90 * (p - sure) / (1.001f - sure));
}

static void report(struct proof_work *w, const struct guess_line *l, const struct piece *piece)
{
    for (size_t i = 1; i <= l->n; i++) {
        if (piece->p[i] <= 0)
            continue;
        struct proof_kind kind = {"T-CHAR", "typo", PROOF_ERROR, confidence(l->m, piece->p[i])};
        struct buf b;
        size_t last = i + piece->span[i] - 1;
        buf_init(&b, 0);
        for (size_t k = i; k <= last; k++)
            buf_addcp(&b, l->m->cp[l->t[k]]);
        proof_add(w, &kind, piece->from[i], piece->to[last], arena_strndup(w->a, buf_str(&b), b.n));
        buf_release(&b);
    }
}

/* RULE T-REP-C, T-REP-W, T-MISS: reported, and then left alone. */
static void check_slips(struct proof_work *w, struct guess_line *l, const struct piece *piece)
{
    struct slip list[SLIPS_MAX];
    bool small = l->m->head->flags & PROOF_MODEL_SMALL;
    size_t n = slips_find(l, list);
    for (size_t i = 0; i < n; i++) {
        const struct slip *s = &list[i];
        bool twice = s->kind == SLIP_TWICE;
        struct proof_kind kind = {!twice         ? "T-MISS"
                                  : s->keep == 1 ? "T-REP-C"
                                                 : "T-REP-W",
            twice ? "repeat" : "missing", twice ? PROOF_ERROR : PROOF_WARN,
            small ? 500 : PROOF_SURE + (s->gain < 450 ? s->gain / 5 : 90)};
        struct buf b;
        buf_init(&b, 0);
        for (size_t k = s->at; k < (size_t)s->at + s->keep; k++) {
            if (!twice && k > s->at)
                buf_addcp(&b, l->m->cp[s->missing]);
            buf_add(&b, w->text + piece->from[k], piece->to[k] - piece->from[k]);
        }
        size_t last = (size_t)s->at + s->len - 1;
        proof_add(
            w, &kind, piece->from[s->at], piece->to[last], arena_strndup(w->a, buf_str(&b), b.n));
        buf_release(&b);
        for (size_t k = s->at; k <= last; k++)
            l->fixed[k] = true;
    }
}

/* Of the line at hand. */
struct share {
    size_t suspects, places;
};

static void check_piece(
    struct proof_work *w, struct guess_line *l, struct piece *piece, struct share *share)
{
    static _Thread_local struct guess taken[GUESS_MAX];
    float least = w->req->all ? ALL_LEAST : l->m->weight[PROOF_WEIGHTS - 1];
    guess_costs(l);
    size_t suspects = guess_suspects(l);
    share->suspects += suspects;
    share->places += l->n;
    if (!suspects || guess_is_junk(suspects, l->n))
        return;
    check_slips(w, l, piece);
    for (int round = 0; round < ROUNDS; round++) {
        guess_list(l);
        for (size_t i = 0; i < l->n_guesses; i++)
            l->guess[i].p = guess_judge(l->m->weight, l->guess[i].x);
        size_t n = guess_take(l, least, l->m->weight[PROOF_WEIGHTS - 1], taken);
        if (!n)
            break;
        for (size_t i = 0; i < n; i++) {
            piece->p[taken[i].at] = taken[i].p;
            piece->span[taken[i].at] = taken[i].len;
        }
        guess_costs(l);
    }
    report(w, l, piece);
}

void proof_chars_check(struct proof_work *w, struct guess_line *l)
{
    static _Thread_local struct piece piece;
    l->m = w->reader->model;
    bool small = l->m && (l->m->head->flags & PROOF_MODEL_SMALL);
    if (!l->m || (small && !w->req->all))
        return;
    l->company = false;
    struct share share = {0, 0};
    for (size_t at = 0; at < w->size;) {
        at = read_piece(w, l, &piece, at);
        protect(w, l, &piece);
        if (l->n)
            check_piece(w, l, &piece, &share);
        if (guess_is_junk(share.suspects, share.places))
            return;
    }
}
