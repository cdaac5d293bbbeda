/* Fuzz target: the JSON reader. What it takes is UTF-8 without NUL, and can be asked all over.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask_all(const struct json *j)
{
    const char *text = json_text(j), *key = "";
    BUG_ON(!utf8_valid(text, strlen(text)));
    (void)json_int(j, 0);
    (void)json_real(j, 0);
    for (size_t i = 0; i < json_count(j); i++) {
        const struct json *member = json_member(j, i, &key);
        BUG_ON(!utf8_valid(key, strlen(key)));
        (void)json_get(j, key);
        ask_all(json_kind(j) == JSON_LIST ? json_at(j, i) : member);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const struct json *j;
    struct err e;
    if (!json_parse(a, (const char *)data, size, &j, &e))
        ask_all(j);
    arena_free(&a);
    return 0;
}
