/* OpenCC, opened at the first traditional query. See simplify.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/simplify.h"

#include <opencc/opencc.h>
#include <pthread.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/base/utf8.h"

static opencc_t converter =
    (opencc_t)-1; /* used by all threads: conversion changes nothing in it */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_converter(void)
{
    converter = opencc_open("t2s.json");
    if (converter == (opencc_t)-1)
        log_line(LOG_WARN, "text", "traditional characters stay as they are: %s", opencc_error());
}

bool simplify_needed(const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t cp = utf8_next(&s, end);
        if (simplify_char(cp) != cp)
            return true;
    }
    return false;
}

const char *simplify(struct arena *a, const char *s)
{
    pthread_once(&once, open_converter);
    if (converter == (opencc_t)-1)
        return s;
    char *converted = opencc_convert_utf8(converter, s, strlen(s));
    if (!converted)
        return s;
    const char *out = strcmp(converted, s) == 0 ? s : arena_strdup(a, converted);
    opencc_convert_utf8_free(converted);
    return out;
}
