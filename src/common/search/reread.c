/* Guesses with the county's own names at hand. See reread.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/reread.h"

#include <string.h>

#include "common/record/county_words.h"
#include "common/search/guess.h"

enum st reread_meant(struct ctx *c, const struct view *v, const char *text, const char **out)
{
    const struct county_words *words;
    enum st st = county_words_hold(c, &words);
    *out = "";
    if (st)
        return st;
    const struct own_names own = {words->names, words->n, words->segmenter};
    const char *meant = guess_meant(c->mem, v, text, &own);
    *out = meant ? meant : "";
    county_words_drop(words);
    return ST_OK;
}
