/* Any bytes as title and text of which key words are taken: few enough, each once, best first.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/text/keywords.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

enum { MOST = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct keyword out[MOST];
    size_t cut = n ? p[0] % n : 0;
    const char *title = arena_strndup(a, (const char *)p, cut);
    size_t found =
        keywords_of(a, segmenter_shipped(), title, (const char *)p + cut, n - cut, out, MOST);
    BUG_ON(found > MOST);
    for (size_t i = 0; i < found; i++) {
        BUG_ON(!*out[i].text || (i && out[i].weight > out[i - 1].weight));
        for (size_t k = 0; k < i; k++)
            BUG_ON(strcmp(out[i].text, out[k].text) == 0);
    }
    arena_free(&a);
    return 0;
}
