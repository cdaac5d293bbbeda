/* The text of an imported line: clean HTML with anchors, summary, table of contents, digest.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/import.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"
#include "lib/text/structure.h"

#define SUMMARY_CHARS 120

static const char *text_in(struct arena *a, struct buf *b)
{
    const char *s = arena_strndup(a, buf_str(b), b->n);
    buf_release(b);
    return s;
}

static size_t count(const char *s, const char *what)
{
    size_t n = 0;
    for (; (s = strcasestr(s, what)); s += strlen(what))
        n++;
    return n;
}

/* Any word at all, whatever the tags. */
static bool has_words(const char *html)
{
    const char *end = html + strlen(html);
    while (html < end) {
        if (*html == '<') {
            const char *gt = memchr(html, '>', (size_t)(end - html));
            html = gt ? gt + 1 : end;
            continue;
        }
        if (!utf8_is_space(utf8_next(&html, end)))
            return true;
    }
    return false;
}

static const char *body_of_html(struct arena *a, const char *html, struct import_doc *d)
{
    struct buf clean, anchored;
    struct err e = {.st = ST_OK};
    buf_init(&clean, 0);
    buf_init(&anchored, 0);
    enum st st = html_clean(html, strlen(html), CLEAN_IMAGES_OWN, &clean, &e);
    if (st) {
        import_note_add(a, d, "html 不能使用：%s", e.message);
    } else {
        size_t images = count(html, "<img"), kept = count(buf_str(&clean), "<img");
        if (images > kept)
            import_note_add(a, d, "正文有 %zu 幅图片没有导入，请在工作台补传", images - kept);
        structure_anchors(buf_str(&clean), clean.n, &anchored);
    }
    buf_release(&clean);
    return text_in(a, &anchored);
}

static const char *body_of_text(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, 0);
    structure_html(text, strlen(text), &b);
    return text_in(a, &b);
}

/* Where the text proper begins: behind headings, centred lines and the addressees. */
static const char *summary_from(const char *html)
{
    const char *p = html, *next;
    struct buf words;
    buf_init(&words, 0);
    bool greeted = false;
    for (int i = 0; i < 8 && (p = strstr(p, "<p")) && (next = import_words(p, &words)); i++) {
        bool centred = !strncmp(p, "<p class=\"align-center", 22);
        bool greeting = !greeted && words.n > 3 && !strcmp(buf_str(&words) + words.n - 3, "：");
        if (words.n && !centred && !greeting)
            break;
        greeted |= greeting;
        p = next;
    }
    buf_release(&words);
    return p ? p : html;
}

static const char *summary_of(struct arena *a, const char *html)
{
    struct buf b;
    const char *from = summary_from(html);
    const char *heading = strstr(from, "<h");
    size_t n = strnlen(from, 4096); /* enough for a sentence or two */
    if (heading && heading > from && heading < from + n)
        n = (size_t)(heading - from);
    while (n && ((unsigned char)from[n] & 0xC0) == 0x80)
        n--;
    buf_init(&b, 0);
    html_summary(from, n, SUMMARY_CHARS, &b);
    return text_in(a, &b);
}

static void seal(struct arena *a, struct import_doc *d)
{
    struct buf b;
    buf_init(&b, 0);
    meta_write(&b, &d->content.meta);
    d->put.meta_json = text_in(a, &b);
    struct sha256 h = content_digest(
        d->content.title, d->content.summary, d->content.body_html, d->put.meta_json);
    d->put.sha256 = sha256_hex(&h, d->sha256);
    d->put.toc_html = structure_toc_html(a, d->content.body_html);
}

void import_make_body(struct arena *a, const struct json *j, struct import_doc *d)
{
    const char *html = json_get_text(j, "html"), *text = json_get_text(j, "body");
    const char *body = *html ? body_of_html(a, html, d) : "";
    if (!has_words(body) && has_words(text))
        body = body_of_text(a, text);
    if (!has_words(body)) {
        d->problem = "没有正文（body 或 html）";
        return;
    }
    const char *proper = import_trim(a, body, &d->content);
    if (has_words(proper))
        body = proper;
    d->content.body_html = body;
    const char *summary = json_get_text(j, "summary");
    d->content.summary = *summary ? summary : summary_of(a, body);
    import_check_privacy(a, d);
    if (!d->problem)
        seal(a, d);
}
