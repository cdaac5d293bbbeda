/* The page in traditional characters, for those who chose so: OpenCC over the text between tags.
 *
 * Addresses, values of fields and other attributes stay as they are, so that links and forms keep
 * working. All text goes through OpenCC in one call.
 *
 * SPDX-License-Identifier: MIT */
#include <opencc/opencc.h>
#include <pthread.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/ui/frame.h"

/* Between two runs of text; never part of a page, and nothing OpenCC knows. */
#define MARK '\x1e'

static opencc_t converter = (opencc_t)-1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_converter(void)
{
    converter = opencc_open("s2t.json");
    if (converter == (opencc_t)-1)
        log_line(LOG_WARN, "ui", "no traditional characters: %s", opencc_error());
}

/* Steps over "<…>" at p: the byte behind it. A '>' inside a quoted value does not end it. */
static const char *tag_end(const char *p, const char *end)
{
    char quote = 0;
    for (; p < end; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '>')
            return p + 1;
    }
    return end;
}

static const char *text_end(const char *p, const char *end)
{
    const char *tag = memchr(p, '<', (size_t)(end - p));
    return tag ? tag : end;
}

static void collect_text(const struct buf *page, struct buf *text)
{
    const char *end = page->p + page->n;
    for (const char *p = page->p, *e; p < end; p = e) {
        if (*p == '<') {
            e = tag_end(p, end);
            continue;
        }
        e = text_end(p, end);
        buf_add(text, p, (size_t)(e - p));
        buf_addc(text, MARK);
    }
}

/* The page again with the converted runs in place of its own; false when they do not match. */
static bool put_back(const struct buf *page, const char *text, struct buf *out)
{
    const char *end = page->p + page->n;
    for (const char *p = page->p, *e; p < end; p = e) {
        if (*p == '<') {
            e = tag_end(p, end);
            buf_add(out, p, (size_t)(e - p));
            continue;
        }
        const char *mark = strchr(text, MARK);
        if (!mark)
            return false;
        buf_add(out, text, (size_t)(mark - text));
        text = mark + 1;
        e = text_end(p, end);
    }
    return !*text;
}

void hant_convert(struct buf *page)
{
    struct buf text, out;
    pthread_once(&once, open_converter);
    if (converter == (opencc_t)-1 || !page->n)
        return;
    buf_init(&text, 0);
    buf_init(&out, 0);
    collect_text(page, &text);
    char *converted = opencc_convert_utf8(converter, buf_str(&text), text.n);
    if (converted && put_back(page, converted, &out) && !buf_failed(&out)) {
        buf_clear(page);
        buf_add(page, out.p, out.n);
    }
    if (converted)
        opencc_convert_utf8_free(converted);
    buf_release(&text);
    buf_release(&out);
}
