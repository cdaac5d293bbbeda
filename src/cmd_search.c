/* gongkai index --tsv FILE --out DIR; gongkai search --index DIR --queries FILE --limit N.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "common/search/collection.h"
#include "compute.h"
#include "options.h"

enum { LIMIT_MAX = 100000 };

int cmd_index(int argc, char **argv)
{
    const char *tsv = NULL, *dir = NULL;
    const struct option_row rows[] = {{"--tsv", &tsv, NULL}, {"--out", &dir, NULL}};
    size_t words;
    struct collection_built built;
    struct err e = {.st = ST_OK};
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &words))
        return 2;
    if (!tsv || !dir)
        return usage_error("请给出 --tsv 文件 和 --out 文件夹");
    FILE *f = fopen(tsv, "rbe");
    if (!f)
        return usage_error("不能打开 %s：%s", tsv, strerror(errno));
    enum st st = collection_build(f, dir, &built, &e);
    fclose(f);
    if (st)
        return usage_error("%s", e.message);
    fprintf(stderr, "%lld 篇，正文 %.1f MB，索引 %.1f MB", built.documents,
        (double)built.text_bytes / 1e6, (double)built.index_bytes / 1e6);
    if (built.blank)
        fprintf(stderr, "；空行 %lld 行，未计入", built.blank);
    fputc('\n', stderr);
    return 0;
}

/* Checked before anything is printed: qid TAB words, no qid twice in a row of columns. */
static const char *bad_query(char *line, char **text)
{
    *text = strchr(line, '\t');
    if (!*text)
        return "缺少检索词列，每行应为 编号<TAB>检索词";
    *(*text)++ = 0;
    if (!*line)
        return "编号（第 1 列）是空的";
    return strpbrk(line, " \f\v\r") ? "编号里不能有空格" : NULL;
}

static void answer(const struct collection *c, const char *id, const char *text, size_t limit)
{
    struct arena *a = arena_new();
    struct collection_hit *hits;
    size_t n = collection_ask(c, a, text, limit, &hits);
    for (size_t i = 0; i < n; i++)
        printf("%s Q0 %s %zu %.6f gongkai\n", id, hits[i].id, i + 1, hits[i].score);
    arena_free(&a);
}

struct asked {
    char *id, *text;
};

/* All lines of the file but blank ones, in the arena; false after a message. */
static bool read_queries(struct arena *a, FILE *f, struct asked **out, size_t *n)
{
    char *line = NULL;
    size_t room = 0, cap = 1024, at = 0;
    ssize_t bytes;
    const char *wrong = NULL;
    *n = 0;
    *out = ARENA_ARRAY(a, struct asked, cap);
    while (!wrong && (bytes = getline(&line, &room, f)) > 0) {
        if (*n == cap) {
            struct asked *more = ARENA_ARRAY(a, struct asked, cap * 2);
            memcpy(more, *out, cap * sizeof *more);
            *out = more;
            cap *= 2;
        }
        while (bytes > 0 && (line[bytes - 1] == '\n' || line[bytes - 1] == '\r'))
            line[--bytes] = 0;
        for (ssize_t i = 0; i < bytes; i++)
            line[i] = line[i] ? line[i] : ' ';
        bool marked = at++ == 0 && strncmp(line, "\xEF\xBB\xBF", 3) == 0;
        const char *text = line + (marked ? 3 : 0);
        if (!text[strspn(text, " \t\v\f")])
            continue;
        struct asked *q = &(*out)[(*n)++];
        q->id = arena_strdup(a, text);
        wrong = bad_query(q->id, &q->text);
    }
    free(line);
    if (wrong)
        usage_error("第 %zu 行：%s", at, wrong);
    return !wrong;
}

static int ask_all(const char *dir, FILE *queries, size_t limit)
{
    struct collection *c;
    struct err e = {.st = ST_OK};
    struct asked *list;
    size_t n;
    if (collection_open(dir, &c, &e))
        return usage_error("%s", e.message);
    struct arena *a = arena_new();
    bool good = read_queries(a, queries, &list, &n);
    for (size_t i = 0; good && i < n; i++)
        answer(c, list[i].id, list[i].text, limit);
    arena_free(&a);
    collection_close(&c);
    return good ? 0 : 2;
}

int cmd_search(int argc, char **argv)
{
    const char *dir = NULL, *file = NULL, *limit_text = "100";
    const struct option_row rows[] = {
        {"--index", &dir, NULL}, {"--queries", &file, NULL}, {"--limit", &limit_text, NULL}};
    size_t words;
    char *end;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &words))
        return 2;
    if (!dir || !file)
        return usage_error("请给出 --index 文件夹 和 --queries 文件");
    long limit = strtol(limit_text, &end, 10);
    if (*end || end == limit_text || limit < 1 || limit > LIMIT_MAX)
        return usage_error("--limit 应为 1 至 %d 的整数", LIMIT_MAX);
    FILE *f = fopen(file, "rbe");
    if (!f)
        return usage_error("不能打开 %s：%s", file, strerror(errno));
    int code = ask_all(dir, f, (size_t)limit);
    fclose(f);
    return code;
}
