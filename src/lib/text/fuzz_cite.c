/* Any bytes as a text that cites: places stay inside, names are UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/cite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (memchr(data, 0, size) || !utf8_valid((const char *)data, size))
        return 0;
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    struct cited *list;
    size_t n = cite_names(a, text, &list);
    for (size_t i = 0; i < n; i++) {
        const char *around = cite_excerpt(a, text, list[i].start, list[i].end);
        if (list[i].end > size || !utf8_valid(list[i].text, strlen(list[i].text)) ||
            !utf8_valid(around, strlen(around)))
            abort();
    }
    arena_free(&a);
    return 0;
}
