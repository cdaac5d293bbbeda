/* Texts of any kind through what the public pages do with them: links, titles, traditional
 * characters, words of the site.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/ui/frame.h"
#include "platform/portal/site_word.h"
#include "platform/portal/view.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void nothing(void *arg, const struct site_word *w, const char *code, const char *message)
{
    (void)arg;
    (void)w;
    BUG_ON(!*code || !*message);
}

static void words(struct arena *a, const char *text)
{
    struct site_texts t;
    const char *const *home, *const *paths, *head;
    for (size_t i = 0; i < N_SITE_WORDS; i++)
        t.text[i] = text;
    site_check(a, &t, nothing, NULL);
    site_from_texts(a, &t, &home);
    for (size_t i = 0; home[i]; i++)
        BUG_ON(!home_block_paths(a, home[i], &head, &paths));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    struct buf b;
    buf_init(&b, 0);
    BUG_ON(
        strstr(external_links(a, text), "href=\"javascript") && !strstr(text, "href=\"javascript"));
    external_href(a, text);
    if (utf8_valid(text, strlen(text))) {
        ui_title(&b, text);
        buf_xml(&b, text);
        buf_clear(&b);
        buf_adds(&b, text);
        hant_convert(&b);
        words(a, text);
    }
    buf_release(&b);
    arena_free(&a);
    return 0;
}
