/* The shipped texts of data/papers, embedded at build.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

#define TEXT(key)                                                                                  \
    extern const char paper_##key[];                                                               \
    extern const size_t paper_##key##_bytes
TEXT(approval);
TEXT(consult);
TEXT(consult_notice);
TEXT(correction);
TEXT(cosign);
TEXT(extension);
TEXT(fee);
TEXT(fix_forward);
TEXT(organ);
TEXT(reasons);
TEXT(receipt);
TEXT(register);
TEXT(reply);
TEXT(review);
TEXT(search);
TEXT(service);
TEXT(stop);
TEXT(third);
#undef TEXT

#define TEXT(key)                                                                                  \
    {                                                                                              \
#key, paper_##key, &paper_##key##_bytes                                                    \
    }
static const struct {
    const char *key, *text;
    const size_t *n;
} texts[] = {
    TEXT(approval),
    TEXT(consult),
    TEXT(consult_notice),
    TEXT(correction),
    TEXT(cosign),
    TEXT(extension),
    TEXT(fee),
    TEXT(fix_forward),
    TEXT(organ),
    TEXT(reasons),
    TEXT(receipt),
    TEXT(register),
    TEXT(reply),
    TEXT(review),
    TEXT(search),
    TEXT(service),
    TEXT(stop),
    TEXT(third),
};
#undef TEXT

const char *paper_template_text(const struct paper_kind *kind, size_t *n)
{
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (strcmp(texts[i].key, kind->template) == 0) {
            *n = *texts[i].n;
            return texts[i].text;
        }
    die("no shipped text for the paper %s", kind->key);
}
