/* Collections: what is refused by line, what is found, what happens to torn and foreign indexes.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/collection.h"
#include "tests/support.h"
#include "tests/test.h"

#include <dirent.h>

#include "common/search/index_dir.h"

static const char *fresh_dir(void)
{
    static char path[512];
    static int number;
    snprintf(path, sizeof path, "%s/collection%d", test_dir(), ++number);
    return path;
}

static enum st build(const char *dir, const char *text, size_t n, struct err *e)
{
    struct collection_built built;
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    rewind(f);
    enum st st = collection_build(f, dir, &built, e);
    fclose(f);
    return st;
}

static struct collection *opened(const char *dir)
{
    struct collection *c;
    struct err e = {.st = ST_OK};
    if (collection_open(dir, &c, &e))
        fail_msg("%s: %s", dir, e.message);
    return c;
}

static const char three[] =
    "a1\t个体工商户条例第二条\t有经营能力的公民，经登记从事工商业经营的，为个体工商户。\n"
    "b 2\r\n";
static const char good[] =
    "\xEF\xBB\xBF"
    "a1\t个体工商户条例第二条\t有经营能力的公民，经登记从事工商业经营的，为个体工商户。\n"
    "b2\t\t夫妻共同债务由夫妻共同偿还。\ttabs\tgo on\r\n"
    "c3\t行政许可法\t\n"
    "d4\t残 \xFF\xC3 损\t不是 UTF-8 的字节也能建立\n";

static void lines_are_refused_by_number(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "空的"},
        {"a\tb\tc\nd\te\n", "第 2 行：缺少正文列"},
        {"a\tb\tc\nd\n", "第 2 行：缺少标题和正文列"},
        {"a\tb\tc\n\n \t\r\nd\n", "第 4 行：缺少标题和正文列"},
        {"\n\n", "空的"},
        {"\tb\tc\n", "第 1 行：编号（第 1 列）是空的"},
        {"x\tb\tc\nx\tb\tc\n", "第 2 行：编号“x”重复"},
        {"x y\tb\tc\n", "第 1 行：编号里不能有空格"},
        {three, "第 2 行"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err e = {.st = ST_OK};
        enum st st = build(fresh_dir(), cases[i].text, strlen(cases[i].text), &e);
        if (st != ST_INVALID || !strstr(e.message, cases[i].says))
            fail_msg("case %zu: %d %s", i, st, e.message);
    }
}

static void blank_lines_are_left_out_and_counted(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF\n"
                               "a1\t行政许可法\t\n\n \t \r\nb2\t个体工商户条例\t\n\n";
    struct collection_built built;
    struct collection_hit *hits;
    struct err e = {.st = ST_OK};
    const char *dir = fresh_dir();
    FILE *f = fmemopen((char *)text, sizeof text - 1, "rb");
    assert_non_null(f);
    assert_int_equal(collection_build(f, dir, &built, &e), ST_OK);
    fclose(f);
    assert_int_equal(built.documents, 2);
    assert_int_equal(built.lines, 6);
    assert_int_equal(built.blank, 4);
    struct arena *a = arena_new();
    struct collection *c = opened(dir);
    assert_int_equal(collection_ask(c, a, "个体工商户条例", 5, &hits), 1);
    assert_string_equal(hits[0].id, "b2");
    collection_close(&c);
    arena_free(&a);
}

static void it_finds_by_the_sites_ranking(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *first;
    } cases[] = {{"谁可以成为个体工商户？", "a1"}, {"夫妻债务谁偿还", "b2"}, {"行政许可法", "c3"},
        {"字节也能建立", "d4"}, {"不存在的东西鑫淼", NULL}, {"？！…", NULL}, {"\xFF\xFE", NULL},
        {"", NULL}};
    const char *dir = fresh_dir();
    struct err e = {.st = ST_OK};
    assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_OK);
    struct collection *c = opened(dir);
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct collection_hit *hits;
        size_t n = collection_ask(c, a, cases[i].asked, 100, &hits);
        if (cases[i].first ? !n || strcmp(hits[0].id, cases[i].first) != 0 : n > 0)
            fail_msg("%s: %s", cases[i].asked, n ? hits[0].id : "nothing");
        for (size_t k = 1; k < n; k++)
            assert_true(hits[k].score < hits[k - 1].score);
    }
    arena_free(&a);
    collection_close(&c);
}

/* Ten megabytes, punctuation, bytes that are no text, a thousand words: an answer or none. */
static void monstrous_queries_end_well(void **state)
{
    (void)state;
    size_t n = 10 << 20;
    const char *dir = fresh_dir(), *parts[] = {"个体工商户", "，。！？", "\xE4\xB8\xFF\xED\xA0\x80",
                                       "word ", "*?%_()\"'\\"};
    struct err e = {.st = ST_OK};
    assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_OK);
    struct collection *c = opened(dir);
    char *text = malloc(n + 1);
    assert_non_null(text);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct arena *a = arena_new();
        struct collection_hit *hits;
        size_t bytes = strlen(parts[i]);
        for (size_t at = 0; at + bytes <= n; at += bytes)
            memcpy(text + at, parts[i], bytes);
        text[n - n % bytes] = 0;
        size_t found = collection_ask(c, a, text, 100, &hits);
        assert_true(i == 0 ? found > 0 && !strcmp(hits[0].id, "a1") : found <= 4);
        arena_free(&a);
    }
    free(text);
    collection_close(&c);
}

static void damage(const char *dir, const char *suffix, long at)
{
    char path[800];
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *x; (x = readdir(d));)
        if (strstr(x->d_name, suffix)) {
            snprintf(path, sizeof path, "%s/%s", dir, x->d_name);
            FILE *f = fopen(path, "r+b");
            assert_non_null(f);
            assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
            int was = fgetc(f);
            assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
            fputc(was ^ 1, f);
            fclose(f);
        }
    closedir(d);
}

static void a_damaged_index_is_refused_and_built_anew(void **state)
{
    (void)state;
    static const struct {
        const char *suffix;
        long at;
    } places[] = {{".seg", 0}, {".seg", 40}, {".seg", -1}, {".seg", -200}, {"manifest", 16},
        {"manifest", -3}};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const char *dir = fresh_dir();
        struct err e = {.st = ST_OK};
        struct collection *c;
        assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_OK);
        damage(dir, places[i].suffix, places[i].at);
        assert_int_equal(collection_open(dir, &c, &e), ST_INVALID);
        assert_non_null(strstr(e.message, "重新建立"));
        assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_OK);
        c = opened(dir);
        collection_close(&c);
    }
}

static void the_index_of_a_site_is_left_alone(void **state)
{
    (void)state;
    const char *dir = fresh_dir();
    struct err e = {.st = ST_OK};
    struct collection *c;
    assert_int_equal(collection_open(dir, &c, &e), ST_NOT_FOUND);
    int lock = index_lock(dir, true);
    assert_int_equal(manifest_write(dir, &(struct manifest){.seq = 3, .record_id = 9}), ST_OK);
    index_unlock(lock);
    assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_INVALID);
    assert_int_equal(collection_open(dir, &c, &e), ST_INVALID);
    assert_non_null(strstr(e.message, "网站的索引"));
}

static void a_refused_file_leaves_the_old_index(void **state)
{
    (void)state;
    const char *dir = fresh_dir();
    struct err e = {.st = ST_OK};
    assert_int_equal(build(dir, good, sizeof good - 1, &e), ST_OK);
    assert_int_equal(build(dir, three, sizeof three - 1, &e), ST_INVALID);
    struct arena *a = arena_new();
    struct collection *c = opened(dir);
    struct collection_hit *hits;
    assert_int_equal(collection_ask(c, a, "行政许可法", 5, &hits), 1);
    collection_close(&c);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_refused_by_number),
        cmocka_unit_test(blank_lines_are_left_out_and_counted),
        cmocka_unit_test(it_finds_by_the_sites_ranking),
        cmocka_unit_test(monstrous_queries_end_well),
        cmocka_unit_test(a_damaged_index_is_refused_and_built_anew),
        cmocka_unit_test(the_index_of_a_site_is_left_alone),
        cmocka_unit_test(a_refused_file_leaves_the_old_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
