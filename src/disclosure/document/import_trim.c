/* What a page of another site wraps around a text, and what our page shows itself, is taken off:
 * the table of metadata, title and number above the text, words of the page below it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/import.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"
#include "lib/text/docno.h"

const char *import_words(const char *p, struct buf *words)
{
    while (*p == '\n' || *p == ' ')
        p++;
    const char *stop = !strncmp(p, "<p", 2)    ? "</p>"
                       : !strncmp(p, "<h2", 3) ? "</h2>"
                       : !strncmp(p, "<h1", 3) ? "</h1>"
                                               : NULL;
    const char *close = stop ? strstr(p, stop) : NULL;
    struct buf plain;
    buf_clear(words);
    if (!close || close - p > 4000)
        return NULL;
    close += strlen(stop);
    buf_init(&plain, 0);
    html_plain(p, (size_t)(close - p), &plain);
    const char *s = buf_str(&plain), *end = s + plain.n;
    while (s < end) {
        const char *at = s;
        if (!utf8_is_space(utf8_next(&s, end)))
            buf_add(words, at, (size_t)(s - at));
    }
    buf_release(&plain);
    return close;
}

static const char *without_blanks(struct arena *a, const char *s)
{
    const char *end = s + strlen(s);
    char *out = arena_alloc(a, (size_t)(end - s) + 1), *w = out;
    while (s < end) {
        const char *at = s;
        if (utf8_is_space(utf8_next(&s, end)))
            continue;
        memcpy(w, at, (size_t)(s - at));
        w += s - at;
    }
    return out;
}

/* Of the table above the texts of government sites, without blanks. */
static const char *const labels[] = {"索引号：", "主题分类：", "发文机关：", "发布机构：",
    "成文日期：", "生成日期：", "标题：", "名称：", "发文字号：", "文号：", "发布日期：",
    "主题词：", "有效性："};
static const char *const below[] = {
    "扫一扫在手机打开当前页", "-->", "【打印】", "【关闭】", "打印", "关闭窗口", "打印本页"};

static bool one_of(const char *words, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words, list[i]) == 0)
            return true;
    return false;
}

/* The words of the paragraph with a comma between them. */
static const char *word_list(struct arena *a, const char *html, size_t n)
{
    struct buf plain, out;
    buf_init(&plain, 0);
    buf_init(&out, 0);
    html_plain(html, n, &plain);
    const char *p = buf_str(&plain), *end = p + plain.n;
    bool gap = false;
    while (p < end) {
        const char *at = p;
        if (utf8_is_space(utf8_next(&p, end))) {
            gap = out.n > 0;
            continue;
        }
        if (gap)
            buf_adds(&out, "，");
        gap = false;
        buf_add(&out, at, (size_t)(p - at));
    }
    const char *list = arena_strdup(a, buf_str(&out));
    buf_release(&plain);
    buf_release(&out);
    return list;
}

/* Behind the table of metadata: paragraphs of label and value. The 主题词 in it are kept. */
static const char *without_table(struct arena *a, const char *html, struct content *k)
{
    const char *p = html, *next, *title = without_blanks(a, k->title);
    const char *keywords = "";
    struct buf words;
    int seen = 0;
    buf_init(&words, 0);
    while ((next = import_words(p, &words)) && one_of(buf_str(&words), labels, COUNT_OF(labels))) {
        bool subject = strcmp(buf_str(&words), "主题词：") == 0;
        seen++;
        p = next;
        next = import_words(p, &words);
        if (!next || one_of(buf_str(&words), labels, COUNT_OF(labels)) ||
            (subject && !strncmp(title, buf_str(&words), words.n)))
            continue;
        if (subject)
            keywords = word_list(a, p, (size_t)(next - p));
        p = next;
    }
    buf_release(&words);
    if (seen < 3)
        return html;
    if (!*k->meta.keywords)
        k->meta.keywords = keywords;
    return p;
}

/* Behind the first paragraphs when they are exactly the title, and then the number. */
static const char *without_head(struct arena *a, const char *html, const struct content *k)
{
    const char *p = html, *next, *rest = without_blanks(a, k->title);
    struct buf words;
    struct docno no;
    buf_init(&words, 0);
    for (int i = 0; i < 8 && *rest && (next = import_words(p, &words)); i++) {
        if (strncmp(rest, buf_str(&words), words.n) != 0)
            break;
        rest += words.n;
        p = next;
    }
    if (*rest) {
        p = html;
    } else {
        while ((next = import_words(p, &words)) && !words.n)
            p = next;
        if (next && docno_parse(a, buf_str(&words), &no) && !strcmp(no.text, k->meta.doc_no))
            p = next;
    }
    buf_release(&words);
    return p;
}

static const char *last_paragraph(const char *html, size_t n)
{
    while (n > 0)
        if (!strncmp(html + --n, "<p", 2))
            return html + n;
    return NULL;
}

/* Without the page's own words at the end. */
static const char *without_tail(struct arena *a, const char *html)
{
    size_t n = strlen(html);
    struct buf words;
    buf_init(&words, 0);
    for (int i = 0; i < 8; i++) {
        const char *p = last_paragraph(html, n);
        const char *next = p ? import_words(p, &words) : NULL;
        if (!next || next < html + n - 2 ||
            (words.n && !one_of(buf_str(&words), below, COUNT_OF(below))))
            break;
        n = (size_t)(p - html);
    }
    buf_release(&words);
    return n < strlen(html) ? arena_strndup(a, html, n) : html;
}

const char *import_trim(struct arena *a, const char *html, struct content *k)
{
    const char *p = without_table(a, html, k);
    p = without_head(a, p, k);
    while (*p == '\n')
        p++;
    return without_tail(a, p);
}
