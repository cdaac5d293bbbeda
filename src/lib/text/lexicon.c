/* Opening the dictionary, see lexicon.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/lexicon.h"

#include <pthread.h>
#include <string.h>

#include "lib/base/utf8.h"

/* tools/lexc writes these. */
extern const unsigned char lexicon_bytes[], lexicon_bytes_end[];

static struct lexicon shipped;
static pthread_once_t once = PTHREAD_ONCE_INIT;

enum st lexicon_open(const void *p, size_t n, struct lexicon *out)
{
    const struct lex_head *h = p;
    if (n < sizeof *h || memcmp(h->magic, LEX_MAGIC, sizeof h->magic) != 0 || h->bytes != n ||
        h->n_codes == 0 || h->n_codes > LEX_CODES_MAX || h->n_units == 0)
        return ST_BROKEN;
    size_t fixed = sizeof *h + LEX_PLANE * sizeof(uint16_t) +
                   (size_t)h->n_codes * (sizeof out->emit[0] + sizeof out->name[0]);
    if (n < fixed || (n - fixed) / sizeof(struct lex_unit) != h->n_units)
        return ST_BROKEN;
    const unsigned char *at = (const unsigned char *)p + sizeof *h;
    out->head = h;
    out->n_codes = h->n_codes;
    out->n_units = h->n_units;
    out->code = (const uint16_t *)(const void *)at;
    at += LEX_PLANE * sizeof(uint16_t);
    out->emit = (const uint16_t(*)[HMM_STATES])(const void *)at;
    at += h->n_codes * sizeof out->emit[0];
    out->name = (const uint16_t(*)[NAME_ROLES])(const void *)at;
    out->unit = (const struct lex_unit *)(const void *)((const unsigned char *)p + fixed);
    return ST_OK;
}

static void open_shipped(void)
{
    BUG_ON(lexicon_open(lexicon_bytes, (size_t)(lexicon_bytes_end - lexicon_bytes), &shipped));
}

const struct lexicon *lexicon_shipped(void)
{
    pthread_once(&once, open_shipped);
    return &shipped;
}

const struct lex_unit *lexicon_find(const struct lexicon *l, const char *word, size_t n)
{
    uint32_t at = 0;
    for (const char *p = word, *end = word + n; p < end;) {
        at = lexicon_step(l, at, lexicon_code(l, utf8_next(&p, end)));
        if (!at)
            return NULL;
    }
    return at && l->unit[at].cost ? &l->unit[at] : NULL;
}
