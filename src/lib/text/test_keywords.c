/* Keywords: what the text is about comes first, boilerplate never, each once.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/buf.h"
#include "lib/text/keywords.h"
#include "tests/support.h"

static const char title[] = "师宗县人民政府关于加强饮用水水源地保护的通知";
static const char text[] =
    "各乡镇人民政府、街道办事处，县直各部门：为进一步加强饮用水水源地保护工作，切实保障群众饮水安全"
    "，现就有关事项通知如下。"
    "一、划定保护区。县生态环境局会同水务局划定饮用水水源地保护区，设置界标和警示牌。二、整治污染源"
    "。保护区内禁止新建排污口，"
    "畜禽养殖场限期搬迁，畜禽养殖场搬迁由农业农村局负责。三、水质监测。每季度开展一次水质监测，监测"
    "结果向社会公开。"
    "四、应急预案。制定水源地突发环境事件应急预案，定期演练。请认真贯彻执行。";

static size_t find(const struct keyword *k, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(k[i].text, word) == 0)
            return i;
    return n;
}

static void test_notice(void **state)
{
    (void)state;
    static const char *const expected[] = {"师宗县", "畜禽养殖场", "水质监测"};
    static const char *const never[] = {
        "通知", "认真贯彻", "工作", "切实", "有关", "县直", "人民政府", "的"};
    struct arena *a = arena_new();
    struct keyword k[10];
    size_t n = keywords_of(a, segmenter_shipped(), title, text, strlen(text), k, COUNT_OF(k));
    assert_int_equal(n, 10);
    assert_non_null(strstr(k[0].text, "水源地"));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        if (find(k, n, expected[i]) == n)
            fail_msg("%s is missing", expected[i]);
    for (size_t i = 0; i < COUNT_OF(never); i++)
        if (find(k, n, never[i]) < n)
            fail_msg("%s is a keyword", never[i]);
    for (size_t i = 1; i < n; i++) {
        assert_true(k[i].weight > 0 && k[i].weight <= k[i - 1].weight);
        for (size_t j = 0; j < i; j++)
            assert_null(strstr(k[j].text, k[i].text));
    }
    arena_free(&a);
}

/* The title counts, and so does the list of the county's own words. */
static void test_title(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct keyword k[3];
    static const char body[] = "水库除险加固。河道疏浚。堤防维护。";
    size_t n = keywords_of(a, segmenter_shipped(), "河道疏浚", body, strlen(body), k, 3);
    assert_true(n > 0);
    assert_non_null(strstr("河道疏浚", k[0].text));
    struct segmenter *s = segmenter_new(a, lexicon_shipped());
    segmenter_add(s, "大堵水库");
    n = keywords_of(
        a, s, "", "大堵水库开闸。大堵水库蓄水。", strlen("大堵水库开闸。大堵水库蓄水。"), k, 3);
    assert_true(n > 0);
    assert_string_equal(k[0].text, "大堵水库");
    arena_free(&a);
}

static void test_bad_input(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct keyword k[5];
    assert_int_equal(keywords_of(a, segmenter_shipped(), "", "", 0, k, 5), 0);
    assert_int_equal(
        keywords_of(a, segmenter_shipped(), "的", "，。 1 2018年", strlen("，。 1 2018年"), k, 5),
        0);
    assert_int_equal(keywords_of(a, segmenter_shipped(), title, text, strlen(text), k, 0), 0);
    char *save, *lines = test_naughty(a);
    for (char *l = strtok_r(lines, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        keywords_of(a, segmenter_shipped(), l, l, strlen(l), k, 5);
    struct buf b;
    buf_init(&b, 0);
    while (b.n < 10000000)
        buf_adds(&b, text);
    assert_int_equal(keywords_of(a, segmenter_shipped(), "", b.p, b.n, k, 5), 5);
    buf_release(&b);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_notice), cmocka_unit_test(test_title),
        cmocka_unit_test(test_bad_input)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
