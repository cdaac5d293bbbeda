/* Search over the real documents where they are installed: 60 State Council documents with their
 * numbers and the laws, indexed beside their import. Times are printed, never asserted.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/test_fixture.h"
#include "tests/support.h"
#include "tests/test.h"

#include <time.h>

#include "lib/base/json.h"
#include "lib/text/docno.h"

#if defined(__SANITIZE_ADDRESS__)
#define EVERY 8
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EVERY 8
#endif
#endif
#ifndef EVERY
#define EVERY 1 /* one law of so many; checked builds are slow */
#endif

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Resident and, of it, what is not backed by files: megabytes. */
static void resident(double *all, double *own)
{
    long pages = 0, shared = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f) {
        if (fscanf(f, "%*d %ld %ld", &pages, &shared) != 2)
            pages = shared = 0;
        fclose(f);
    }
    *all = (double)pages * (double)sysconf(_SC_PAGESIZE) / 1e6;
    *own = (double)(pages - shared) * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

static const char *paragraphs(struct arena *a, const char *text)
{
    struct buf b;
    int article = 0;
    buf_init(&b, 0);
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (n && !strncmp(text, "第", 3) && strstr(text, "条") &&
            strstr(text, "条") < text + (n < 30 ? n : 30))
            buf_addf(&b, "<p id=\"a%d\">", ++article);
        else
            buf_adds(&b, "<p>");
        for (size_t i = 0; i < n; i++)
            if (text[i] == '<')
                buf_adds(&b, "&lt;");
            else if (text[i] == '&')
                buf_adds(&b, "&amp;");
            else
                buf_addc(&b, text[i]);
        buf_adds(&b, "</p>\n");
        text += n + (text[n] == '\n');
    }
    const char *html = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return html;
}

static const char *titles[4000], *numbers[100];
static size_t n_titles, n_numbers;

static void put_line(struct ctx *c, const char *line, size_t n, struct arena *kept)
{
    const struct json *j;
    struct docno no = {.word = ""};
    struct text t = {.title = NULL};
    assert_int_equal(json_parse(c->mem, line, n, &j, &c->err), ST_OK);
    t.title = json_get_text(j, "title");
    t.number = json_get_text(j, "number");
    if (!docno_parse(c->mem, t.number, &no))
        no = (struct docno){.word = ""};
    t.word = no.word;
    t.year = no.year;
    t.serial = no.serial;
    t.issuer = json_get_text(j, "issuer");
    t.subject = json_get_text(j, "subject");
    t.validity = json_get_bool(j, "latest", true) ? "有效" : "已修改";
    t.formed_on = json_get_text(j, "date");
    t.body_html = paragraphs(c->mem, json_get_text(j, "body"));
    fixture_put(c, &t);
    if (no.serial && n_numbers < COUNT_OF(numbers))
        numbers[n_numbers++] = arena_strdup(kept, t.number);
    else if (n_titles < COUNT_OF(titles))
        titles[n_titles++] = arena_strdup(kept, t.title);
}

/* Gives the bytes read. */
static size_t import(struct ctx *c, const char *name, int every, struct arena *kept)
{
    FILE *f = fopen(test_shared(name), "r");
    char *line = NULL;
    size_t cap = 0, bytes = 0, count = 0;
    ssize_t n;
    assert_non_null(f);
    assert_int_equal(ctx_begin(c, true), ST_OK);
    while ((n = getline(&line, &cap, f)) > 0) {
        if (count++ % (size_t)every)
            continue;
        put_line(c, line, (size_t)n, kept);
        bytes += (size_t)n;
        if (count % 64 == 0) {
            assert_int_equal(ctx_commit(c), ST_OK);
            arena_clear(c->mem);
            assert_int_equal(ctx_begin(c, true), ST_OK);
        }
    }
    assert_int_equal(ctx_commit(c), ST_OK);
    arena_clear(c->mem);
    free(line);
    fclose(f);
    return bytes;
}

static double ask(struct ctx *c, const char *text, struct search_result *out)
{
    double from = seconds();
    assert_int_equal(ctx_begin(c, false), ST_OK);
    assert_int_equal(search_run(c, &(struct search_query){.text = text}, out), ST_OK);
    ctx_rollback(c);
    return seconds() - from;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_times(const char *what, double *times, size_t n)
{
    qsort(times, n, sizeof *times, by_time);
    print_message("# %s: %zu, p50 %.2f ms, p99 %.2f ms, most %.2f ms\n", what, n,
        times[n / 2] * 1000, times[n * 99 / 100] * 1000, times[n - 1] * 1000);
}

/* RULE B-D22: a sampled title is found by the site's own search. */
static void check_titles(struct ctx *c)
{
    double times[256];
    size_t n = 0, step = n_titles > 200 ? n_titles / 200 : 1;
    for (size_t i = 0; i < n_titles && n < 200; i += step) {
        struct search_result r;
        times[n++] = ask(c, titles[i], &r);
        if (!r.n || strcmp(r.hits[0].item.title, titles[i]) != 0)
            fail_msg("not first: %s but %s", titles[i], r.n ? r.hits[0].item.title : "nothing");
        arena_clear(c->mem);
    }
    print_times("exact titles, with passages", times, n);
}

static void check_numbers(struct ctx *c)
{
    for (size_t i = 0; i < n_numbers; i++) {
        struct search_result r;
        ask(c, numbers[i], &r);
        if (!r.n || strcmp(r.hits[0].item.doc_no, numbers[i]) != 0)
            fail_msg("not first: %s but %s", numbers[i], r.n ? r.hits[0].item.doc_no : "nothing");
        arena_clear(c->mem);
    }
    print_message("# %zu document numbers first\n", n_numbers);
}

static void check_known(struct ctx *c)
{
    static const char *const known[][2] = {{"行政许可法", "中华人民共和国行政许可法"},
        {"双随机一公开", "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见"},
        {"国发2019 5", "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见"},
        {"政府信息公开条例", "中华人民共和国政府信息公开条例"}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        struct search_result r;
        bool there = EVERY == 1;
        ask(c, known[i][0], &r);
        if (there && (!r.n || strcmp(r.hits[0].item.title, known[i][1]) != 0))
            fail_msg("%s: %s", known[i][0], r.n ? r.hits[0].item.title : "nothing");
        if (r.n)
            print_message("# %s → %s（%lld）%s\n", known[i][0], r.hits[0].item.title,
                (long long)r.total, r.hits[0].anchor);
        arena_clear(c->mem);
    }
}

static void check_questions(struct ctx *c)
{
    static const char *const questions[] = {"夫妻一方经营个体工商户所欠债务，谁偿还？",
        "怎么申请最低生活保障", "公司拖欠工资怎么办", "未成年人 网络 游戏", "土地征收补偿标准",
        "申请政府信息公开多少天答复", "食品 添加剂 处罚", "公开", "法", "行政处罚",
        "宅基地能不能卖", "中华人民共和国", "人民政府 通知 规定 管理 办法 工作 部门 实施"};
    double times[600], some[600];
    size_t n = 0;
    for (int round = 0; round < 40; round++)
        for (size_t i = 0; i < COUNT_OF(questions); i++) {
            struct search_result r;
            struct search_suggestion *list;
            size_t found;
            times[n] = ask(c, questions[i], &r);
            if (!round)
                print_message("# %s → %s（%lld）%s\n", questions[i],
                    r.n ? r.hits[0].item.title : "-", (long long)r.total,
                    r.n ? r.hits[0].snippet_html : "");
            double from = seconds();
            assert_int_equal(ctx_begin(c, false), ST_OK);
            assert_int_equal(search_suggest(c, questions[i], 8, &list, &found), ST_OK);
            ctx_rollback(c);
            some[n++] = seconds() - from;
            arena_clear(c->mem);
        }
    print_times("queries, with passages", times, n);
    print_times("suggestions", some, n);
    struct search_result r;
    ask(c, "阿斯顿发撒旦咯噔扣", &r);
    assert_int_equal(r.total, 0);
}

static void the_real_documents(void **state)
{
    (void)state;
    if (!test_shared("data/corpus/laws.jsonl") || !test_shared("data/corpus/statecouncil.jsonl"))
        skip();
    struct ctx c;
    double all, own;
    struct arena *kept = arena_new();
    struct db *db = fixture_open(&c, true);
    double from = seconds();
    struct search_follow *f = search_follow_begin(db, c.data_dir);
    size_t bytes = import(&c, "data/corpus/statecouncil.jsonl", 1, kept);
    bytes += import(&c, "data/corpus/laws.jsonl", EVERY, kept);
    double written = seconds();
    assert_int_equal(search_follow_end(&f, &c.err), ST_OK);
    double done = seconds();
    struct search_state s;
    search_state(db, c.data_dir, &s);
    print_message("# %.1f MB of JSON: %.2f s writing, %.2f s more until indexed, %.1f MB/s; %lld "
                  "documents, %lld files of %.1f MB\n",
        (double)bytes / 1e6, written - from, done - written, (double)bytes / 1e6 / (done - from),
        (long long)s.documents, (long long)s.segments, (double)s.file_bytes / 1e6);
    search_close(db);
    from = seconds();
    struct search_result r;
    ask(&c, "公开", &r);
    print_message("# first query after opening: %.1f ms\n", (seconds() - from) * 1000);
    check_titles(&c);
    check_numbers(&c);
    check_known(&c);
    check_questions(&c);
    resident(&all, &own);
    print_message("# resident %.0f MB, without mapped files %.0f MB\n", all, own);
    arena_free(&kept);
    fixture_close(&db, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_real_documents)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
