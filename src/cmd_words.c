/* Commands that cut texts into words: segment, keywords.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "lib/text/encoding.h"
#include "lib/text/keywords.h"
#include "lib/text/segment.h"
#include "options.h"

static void print_words(struct seg_walk *w, const char *line, size_t n)
{
    struct seg_word word;
    bool first = true;
    seg_walk_start(w, line, n);
    while (seg_walk_next(w, &word)) {
        if (!first)
            putc_unlocked(' ', stdout);
        fwrite_unlocked(line + word.start, 1, word.end - word.start, stdout);
        first = false;
    }
}

/* Where the line's end begins: "", LF or CR LF. */
static size_t body_bytes(const char *line, size_t n)
{
    if (n && line[n - 1] == '\n')
        n--;
    return n && line[n - 1] == '\r' ? n - 1 : n;
}

/* The county's own words, one a line; NULL when the file cannot be read. */
static const struct segmenter *with_words(struct arena *a, const char *path)
{
    if (!path)
        return segmenter_shipped();
    FILE *f = fopen(path, "r");
    if (!f)
        return NULL;
    struct segmenter *s = segmenter_new(a, lexicon_shipped());
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        segmenter_add(s, line);
    }
    free(line);
    fclose(f);
    return s;
}

/* commands.md "Text and search". Bytes that are no UTF-8 are printed as they came. */
int cmd_segment(int argc, char **argv)
{
    bool search = false;
    const char *words = NULL;
    const struct option_row rows[] = {{"--search", NULL, &search}, {"--words", &words, NULL}};
    size_t n_places, cap = 0;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n_places))
        return 2;
    struct arena *a = arena_new();
    const struct segmenter *s = with_words(a, words);
    if (!s) {
        arena_free(&a);
        return usage_error("打不开词表“%s”，请检查文件名", words);
    }
    struct seg_walk *w = seg_walk_new(a, s, search ? SEG_SEARCH : SEG_PLAIN);
    char *line = NULL;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        size_t end = body_bytes(line, (size_t)n);
        print_words(w, line, end);
        fwrite_unlocked(line + end, 1, (size_t)n - end, stdout);
        if (line[n - 1] != '\n')
            putc_unlocked('\n', stdout);
    }
    free(line);
    arena_free(&a);
    return fflush(stdout) == 0 ? 0 : 1;
}

enum { KEYWORDS_DEFAULT = 10, KEYWORDS_MAX = 1000, TITLE_BYTES_MAX = 240 };

/* The first line that is not empty, when it looks like a title: short, without 。 at its end. Gives
 * where the text goes on. */
static size_t first_title(const char *text, size_t n, char title[static TITLE_BYTES_MAX])
{
    size_t at = strspn(text, " \t\r\n"), bytes;
    *title = '\0';
    bytes = strcspn(text + at, "\r\n");
    if (at + bytes >= n || bytes >= TITLE_BYTES_MAX || bytes < 3 ||
        memcmp(text + at + bytes - 3, "。", 3) == 0)
        return 0;
    memcpy(title, text + at, bytes);
    title[bytes] = '\0';
    return at + bytes;
}

static void print_keywords(const struct buf *in, size_t max)
{
    struct arena *a = arena_new();
    struct keyword *out = ARENA_ARRAY(a, struct keyword, max);
    char title[TITLE_BYTES_MAX];
    size_t from = first_title(buf_str(in), in->n, title);
    size_t n =
        keywords_of(a, segmenter_shipped(), title, buf_str(in) + from, in->n - from, out, max);
    for (size_t i = 0; i < n; i++)
        puts(out[i].text);
    arena_free(&a);
}

/* One text on standard input, in any encoding we know; its first line may be its title. */
int cmd_keywords(int argc, char **argv)
{
    const char *count = NULL;
    const struct option_row rows[] = {{"-n", &count, NULL}};
    size_t n_places;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n_places))
        return 2;
    char *end = NULL;
    long max = count ? strtol(count, &end, 10) : KEYWORDS_DEFAULT;
    if (max < 1 || max > KEYWORDS_MAX || (end && *end))
        return usage_error("-n 后面请写 1 到 %d 的整数", KEYWORDS_MAX);
    struct buf raw, text;
    struct err e;
    buf_init(&raw, 256u << 20);
    buf_init(&text, 256u << 20);
    if (!read_stream(stdin, &raw)) {
        buf_release(&raw);
        return usage_error("输入超过 256 MB");
    }
    bool decoded = text_decode(buf_str(&raw), raw.n, &text, NULL, &e) == ST_OK;
    print_keywords(decoded ? &text : &raw, (size_t)max);
    buf_release(&raw);
    buf_release(&text);
    return fflush(stdout) == 0 ? 0 : 1;
}
