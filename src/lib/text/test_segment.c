/* Cutting into words: what stays whole, what is cut, own words, and that no byte is ever lost.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <time.h>

#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "lib/text/segment.h"
#include "tests/support.h"

static const char *cut(struct arena *a, const struct segmenter *s, int mode, const char *text)
{
    struct seg_walk *w = seg_walk_new(a, s, mode);
    struct seg_word word;
    struct buf b;
    buf_init(&b, 0);
    seg_walk_start(w, text, strlen(text));
    while (seg_walk_next(w, &word)) {
        if (b.n)
            buf_addc(&b, ' ');
        buf_add(&b, text + word.start, word.end - word.start);
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static void check(const struct segmenter *s, int mode, const char *const rows[][2], size_t n)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < n; i++) {
        const char *got = cut(a, s, mode, rows[i][0]);
        if (strcmp(got, rows[i][1]) != 0)
            fail_msg("%s\n  expected %s\n  got      %s", rows[i][0], rows[i][1], got);
    }
    arena_free(&a);
}

static void test_words(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"公开", "公开"},
        {"全面推进政务公开", "全面 推进 政务公开"},
        {"依申请公开的答复", "依申请公开 的 答复"},
        {"三公经费决算", "三公经费 决算"},
        {"规范性文件清理结果", "规范性文件 清理 结果"},
        {"结合成分子", "结合 成 分子"},
        {"中华人民共和国政府信息公开条例", "中华人民共和国 政府 信息公开 条例"},
        {"师宗县人民政府办公室", "师宗县 人民政府 办公室"},
        {"龙庆彝族壮族乡和葵山镇", "龙庆彝族壮族乡 和 葵山镇"},
        {"县委书记王建军主持会议", "县委书记 王建军 主持会议"},
        {"会议由周海涛主持", "会议 由 周海涛 主持"},
        {"经王芳同志批准", "经 王芳 同志 批准"},
        {"高度重视周边环境", "高度重视 周边环境"},
        {"由市报省", "由 市 报 省"},
        {"禁止养犬和采砂", "禁止 养犬 和 采砂"},
        {"a b", "a b"},
        {"  a  b  ", "a b"},
        {"。。公开！", "。。 公开 ！"},
        {"𠮷野", "𠮷野"},
    };
    check(segmenter_shipped(), SEG_PLAIN, rows, COUNT_OF(rows));
}

static void test_whole(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2018年9月12日印发", "2018年9月12日 印发"},
        {"二〇一八年九月十二日印发", "二〇一八年九月十二日 印发"},
        {"２０１８年９月", "２０１８年９月"},
        {"3年内", "3 年内"},
        {"国办发〔2018〕71号文件", "国办发〔2018〕71号 文件"},
        {"印发曲政办发[2018]71 号", "印发 曲政办发[2018]71 号"},
        {"见〔2018年版〕", "见 〔 2018年 版 〕"},
        {"下降12.5%", "下降 12.5%"},
        {"1,234.5万元", "1,234.5 万元"},
        {"共一百二十三件", "共 一百二十三 件"},
        {"第711号令", "第711 号令"},
        {"http://www.gov.cn/index.html和a.b@c.cn", "http://www.gov.cn/index.html 和 a.b@c.cn"},
        {"PM2.5浓度", "PM2.5 浓度"},
        {"B超检查", "B超 检查"},
        {"2018-09-12前", "2018-09-12 前"},
        {"是,否", "是 , 否"},
        {"a,b", "a , b"},
        {"——……", "—— ……"},
    };
    check(segmenter_shipped(), SEG_PLAIN, rows, COUNT_OF(rows));
}

static void test_search(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"国务院办公厅印发", "国务 国务院 院办 办公 办公厅 国务院办公厅 印发"},
        {"2018年9月12日", "2018年 9月 12日 2018年9月12日"},
        {"曲政办发〔2018〕71号", "曲政办发 2018 71 号 曲政办发〔2018〕71号"},
        {"www.gov.cn", "www gov cn www.gov.cn"},
    };
    check(segmenter_shipped(), SEG_SEARCH, rows, COUNT_OF(rows));
}

/* Words of the county, added while the program runs. */
static void test_own(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct segmenter *s = segmenter_new(a, lexicon_shipped());
    assert_string_equal(
        cut(a, s, SEG_PLAIN, "漾月湖湿地公园管护中心"), "漾 月湖 湿地 公园 管护 中心");
    static const char *const own[] = {
        "漾月湖", "管护中心", "12345热线", "G324国道", "", "湖", "a b", "\xFF\xFE", "大堵水库"};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        segmenter_add(s, own[i]);
    static const char *const rows[][2] = {
        {"漾月湖湿地公园管护中心", "漾月湖 湿地 公园 管护中心"},
        {"拨打12345热线。", "拨打 12345热线 。"},
        {"拨打123456热线", "拨打 123456 热线"},
        {"G324国道大堵水库段", "G324国道 大堵水库 段"},
        {"湖", "湖"},
    };
    check(s, SEG_PLAIN, rows, COUNT_OF(rows));
    char word[32];
    for (int i = 0; i < 20000; i++) { /* thousands do not slow the rest */
        snprintf(word, sizeof word, "师宗第%d号村", i);
        segmenter_add(s, word);
    }
    assert_string_equal(cut(a, s, SEG_PLAIN, "师宗第19999号村的水库"), "师宗第19999号村 的 水库");
    arena_free(&a);
}

/* Every byte but U+0020 is in exactly one word, in order. */
static void check_complete(struct seg_walk *w, const char *text, size_t n)
{
    struct seg_word word;
    size_t at = 0;
    seg_walk_start(w, text, n);
    while (seg_walk_next(w, &word)) {
        for (; at < word.start; at++)
            assert_int_equal(text[at], ' ');
        assert_int_equal(at, word.start);
        assert_true(word.end > word.start && word.end <= n);
        at = word.end;
    }
    for (; at < n; at++)
        assert_int_equal(text[at], ' ');
}

static void test_complete(void **state)
{
    (void)state;
    static const char *const pieces[] = {"政务公开", "国发〔2018〕", "5号", "〔", "\xFF",
        "\xE4\xB8", " ", "2018年", "九月", "十二日", "第", "一百", "a", ".", "，", "\t", "𠮷", "〇",
        "9", "漾月", "人民", "政府", "\xED\xA0\x80", "(2018)3号", "://", ",", "的", "é", "か"};
    struct arena *a = arena_new();
    struct seg_walk *w = seg_walk_new(a, segmenter_shipped(), SEG_PLAIN);
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        struct buf b;
        buf_init(&b, 0);
        for (int i = (seed >> 8) % 40; i >= 0; i--) {
            seed = seed * 1103515245 + 12345;
            buf_adds(&b, pieces[(seed >> 16) % COUNT_OF(pieces)]);
        }
        check_complete(w, buf_str(&b), b.n);
        buf_release(&b);
    }
    check_complete(w, "a\0公\0开", 9);
    char *save, *lines = test_naughty(a);
    for (char *l = strtok_r(lines, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        check_complete(w, l, strlen(l));
    arena_free(&a);
}

/* Three million bytes without a mark, of each kind: never quadratic. */
static void test_long(void **state)
{
    (void)state;
    static const char *const units[] = {"公", "一", "a", "9", "政务公开工作", "\xFF", "〔2018〕",
        "国发〔2018〕5号", "漾", "第", ".a", "9年"};
    struct arena *a = arena_new();
    struct seg_walk *w = seg_walk_new(a, segmenter_shipped(), SEG_PLAIN);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct buf b;
        buf_init(&b, 0);
        while (b.n < 3000000)
            buf_adds(&b, units[i]);
        struct timespec t0, t1;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
        check_complete(w, b.p, b.n);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
        double s = (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9;
        if (s > 20)
            fail_msg("3 MB of %s take %.1f s", units[i], s);
        buf_release(&b);
    }
    arena_free(&a);
}

/* A block of other length, version or shape is refused; a damaged one never reads outside. */
static void test_lexicon(void **state)
{
    (void)state;
    const struct lexicon *l = lexicon_shipped();
    size_t n = (size_t)l->head->bytes;
    unsigned char *copy = malloc(n);
    struct lexicon damaged;
    struct segmenter *s;
    struct arena *a = arena_new();
    memcpy(copy, l->head, n);
    assert_int_equal(lexicon_open(copy, n, &damaged), ST_OK);
    assert_int_equal(lexicon_open(copy, n - 8, &damaged), ST_BROKEN);
    assert_int_equal(lexicon_open(copy, 0, &damaged), ST_BROKEN);
    copy[0] ^= 1;
    assert_int_equal(lexicon_open(copy, n, &damaged), ST_BROKEN);
    copy[0] ^= 1;
    unsigned seed = 7;
    for (size_t i = sizeof *l->head; i < n; i += (seed >> 20) % 97) {
        seed = seed * 1103515245 + 12345;
        copy[i] = (unsigned char)(seed >> 16);
    }
    assert_int_equal(lexicon_open(copy, n, &damaged), ST_OK);
    s = segmenter_new(a, &damaged);
    cut(a, s, SEG_SEARCH, "全面推进政务公开，落实国发〔2018〕5号文件和2018年9月12日的决定");
    assert_non_null(lexicon_find(l, "公开", strlen("公开")));
    assert_int_equal(lexicon_find(l, "政府", strlen("政府"))->word_class, WORD_NOUN);
    assert_true(lexicon_find(l, "政府", strlen("政府"))->idf > 0);
    assert_null(lexicon_find(l, "漾月湖", strlen("漾月湖")));
    assert_null(lexicon_find(l, "", 0));
    arena_free(&a);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_whole),
        cmocka_unit_test(test_search), cmocka_unit_test(test_own), cmocka_unit_test(test_complete),
        cmocka_unit_test(test_long), cmocka_unit_test(test_lexicon)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
