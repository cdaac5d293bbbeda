/* Tests of the ground floor: arena, buf, utf8, date, map, hash, json.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/escape.h"
#include "lib/base/date.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"

static void count_up(void *p)
{
    ++*(int *)p;
}

static void arena_lives_until_cleared(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int calls = 0;
    arena_defer(a, count_up, &calls);
    char *big = arena_alloc(a, 100000);
    assert_string_equal(arena_concat(a, "/", "zwgk", "", "/", NULL), "/zwgk/");
    assert_string_equal(arena_replace(a, "aXbXX", "X", "<X>"), "a<X>b<X><X>");
    assert_string_equal(arena_replace(a, "示例", "例", ""), "示");
    assert_string_equal(arena_replace(a, "ab", "", "c"), "ab");
    assert_string_equal(arena_replace(a, "ab", "c", "d"), "ab");
    char *s = arena_printf(a, "%s-%d", "师宗", 7);
    memset(big, 1, 100000);
    assert_string_equal(s, "师宗-7");
    arena_clear(a);
    assert_int_equal(calls, 1);
    assert_int_equal(arena_used_bytes(a), 0);
    arena_free(&a);
    assert_null(a);
    assert_int_equal(calls, 1);
}

static void buf_error_is_sticky(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    buf_adds(&b, "12345");
    buf_addint(&b, -42);
    assert_string_equal(buf_str(&b), "12345-42");
    buf_adds(&b, "too long");
    assert_true(buf_failed(&b));
    buf_adds(&b, "1");
    assert_string_equal(buf_str(&b), "12345-42");
    buf_release(&b);
}

static void utf8_table(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t n, bad;
    } cases[] = {
        {"公开", 6, 6},
        {"a\0b", 3, 1},
        {"\xC0\xAF", 2, 0},
        {"\xED\xA0\x80", 3, 0},
        {"\xF4\x90\x80\x80", 4, 0},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"ab\xE5\x85", 4, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(utf8_first_bad(cases[i].s, cases[i].n), cases[i].bad);
    assert_int_equal(utf8_count("师宗县2018"), 7);
    assert_int_equal(utf8_prefix("师宗县", 2), 6);
    assert_int_equal(utf8_prefix("师宗县", 9), 9);
    assert_true(utf8_is_han(0x3007));
    assert_true(utf8_is_space(0x3000));
}

static void dates_exist_or_not(void **state)
{
    (void)state;
    char t[26];
    assert_int_equal(day_of(1970, 1, 1).n, 0);
    assert_false(day_given(day_of(2018, 2, 29)));
    assert_true(day_given(day_of(2020, 2, 29)));
    assert_string_equal(day_text(day_parse("2018-09-12"), t), "2018-09-12");
    assert_string_equal(day_text_zh(day_parse("2018-09-02"), t), "2018年9月2日");
    assert_int_equal(day_weekday(day_parse("2018-09-12")), 3);
    assert_false(day_given(day_parse("2018-9-12")));
    assert_false(day_given(day_parse("2018-09-12x")));
    for (int n = -800000; n < 800000; n += 37) {
        struct day d = {n};
        if (n < day_of(1, 1, 1).n)
            continue;
        assert_int_equal(day_parse(day_text(d, t)).n, n);
    }
    int64_t at;
    assert_true(time_parse("2018-09-12 08:30", &at));
    assert_int_equal(at, 1536712200);
    assert_string_equal(time_text(at, t), "2018-09-12 08:30");
    assert_string_equal(time_rfc3339(at, t), "2018-09-12T08:30:00+08:00");
    assert_false(time_parse("2018-09-12 24:00", &at));
}

static void map_keeps_order(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct map *m = map_new(a);
    char key[16];
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        map_set(m, key, arena_strdup(a, key));
    }
    map_set(m, "k5", arena_strdup(a, "new"));
    assert_int_equal(map_count(m), 1000);
    assert_string_equal(map_find(m, "k5"), "new");
    assert_null(map_find(m, "absent"));
    size_t at = 0, n = 0;
    const char *k;
    void *v;
    while (map_next(m, &at, &k, &v)) {
        snprintf(key, sizeof key, "k%zu", n++);
        assert_string_equal(k, key);
    }
    arena_free(&a);
}

static void digests(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char hex[SHA256_HEX_BYTES];
    struct sha256 h = sha256_of("abc", 3), back;
    assert_string_equal(
        sha256_hex(&h, hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(sha256_parse(hex, &back));
    assert_memory_equal(&h, &back, sizeof h);
    assert_false(sha256_parse("ba", &back));
    assert_string_equal(base64_encode(a, "公", 3), "5YWs");
    size_t n;
    assert_memory_equal(base64_decode(a, "5YWs", &n), "公", 3);
    assert_null(base64_decode(a, "5YW*", &n));
    assert_int_equal(strlen(random_token(a, 32)), 43);
    assert_true(same_secret("abc", "abc"));
    assert_false(same_secret("abc", "abd"));
    arena_free(&a);
}

static void json_reads_and_refuses(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct json *j;
    struct err e;
    const char *text = "{\"title\":\"公开\",\"n\":3,\"list\":[1,2],\"no\":null} ";
    assert_int_equal(json_parse(a, text, strlen(text), &j, &e), ST_OK);
    assert_string_equal(json_get_text(j, "title"), "公开");
    assert_int_equal(json_get_int(j, "n", 0), 3);
    assert_int_equal(json_count(json_get(j, "list")), 2);
    assert_int_equal(json_int(json_at(json_get(j, "list"), 1), 0), 2);
    static const char *const wrong[] = {"", "{", "{\"a\":1} x", "{'a':1}", "[1,]", "\"\xC3\x28\"",
        "01", "1.", "-", "+1", "1e", ".5", "[1 2]", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{1:1}",
        "tru", "nulll", "\"a", "\"a\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u0000\"",
        "\"a\nb\"", "[", "[1", "[1,", "]", "{\"a\":1,}", "1 2", "NaN", "Infinity", "\xEF\xBB\xBF{}",
        "[1]]", "'a'"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (json_parse(a, wrong[i], strlen(wrong[i]), &j, &e) != ST_INVALID)
            fail_msg("%s", wrong[i]);
    static const struct {
        const char *json, *text;
    } texts[] = {{"\"\"", ""}, {"\"a\\n\\t\\\"\\\\\\/b\"", "a\n\t\"\\/b"},
        {"\"\\u516C\\u5f00\"", "公开"}, {"\"\\uD83D\\uDE00\"", "\xF0\x9F\x98\x80"},
        {"\"\\uD83Dx\"", "\xEF\xBF\xBDx"}, {"\"\\uDE00\"", "\xEF\xBF\xBD"},
        {"\"\\uD83D\\u0041\"", "\xEF\xBF\xBD"
                               "A"},
        {"\"\\\\\"", "\\"}, {" \"x\" ", "x"}};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(json_parse(a, texts[i].json, strlen(texts[i].json), &j, &e), ST_OK);
        assert_string_equal(json_text(j), texts[i].text);
    }
    const char *mixed =
        "[-7,9223372036854775807,9223372036854775808,1.5e2,true,null,{\"a\":1,\"a\":2}]";
    assert_int_equal(json_parse(a, mixed, strlen(mixed), &j, &e), ST_OK);
    assert_int_equal(json_count(j), 7);
    assert_int_equal(json_int(json_at(j, 0), 0), -7);
    assert_true(json_int(json_at(j, 1), 0) == INT64_MAX);
    assert_int_equal(json_kind(json_at(j, 2)), JSON_REAL);
    assert_true(json_real(json_at(j, 3), 0) > 149.9 && json_real(json_at(j, 3), 0) < 150.1);
    assert_int_equal(json_kind(json_at(j, 4)), JSON_BOOL);
    assert_null(json_at(j, 5));
    assert_int_equal(json_get_int(json_at(j, 6), "a", 0), 2);
    assert_null(json_at(j, 7));
    char deep[201];
    memset(deep, '[', 200);
    deep[200] = '\0';
    assert_int_equal(json_parse(a, deep, 200, &j, &e), ST_INVALID);
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "a", "x\"\n\x01");
    jw_pair_int(&b, "b", -1);
    jw_pair_bool(&b, "c", true);
    buf_addc(&b, '}');
    assert_string_equal(buf_str(&b), "{\"a\":\"x\\\"\\n\\u0001\",\"b\":-1,\"c\":true}");
    buf_release(&b);
    arena_free(&a);
}

static void escaping_lets_nothing_through(void **state)
{
    (void)state;
    static const struct {
        const char *in, *page, *stored;
    } cases[] = {{"", "", ""}, {"公开", "公开", "公开"}, {"<b>", "&lt;b&gt;", "&lt;b&gt;"},
        {"a&b\"c", "a&amp;b&quot;c", "a&amp;b&quot;c"}, {"it's", "it&#39;s", "it's"},
        {"plain text of more than eight<", "plain text of more than eight&lt;",
            "plain text of more than eight&lt;"}};
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_clear(&b);
        escape_html(&b, cases[i].in, strlen(cases[i].in));
        assert_string_equal(buf_str(&b), cases[i].page);
        buf_clear(&b);
        escape_stored(&b, cases[i].in, strlen(cases[i].in));
        assert_string_equal(buf_str(&b), cases[i].stored);
    }
    buf_clear(&b);
    escape_html(&b, "a\0b<0123456789\0", 14);
    assert_string_equal(buf_str(&b), "ab&lt;0123456789");
    buf_release(&b);
}

/* Wherever one of the five stands, in texts of any length, of small and of large bytes. */
static void escaping_misses_no_place(void **state)
{
    (void)state;
    static const char special[] = "&<>\"'", fills[] = {'x', '9', ' ', '%', ';', (char)0xB8};
    static const char *const refs[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    char in[41], expected[64];
    struct buf b;
    buf_init(&b, 0);
    for (size_t f = 0; f < sizeof fills; f++)
        for (size_t n = 1; n < sizeof in; n++)
            for (size_t at = 0; at < n; at++)
                for (size_t k = 0; k < COUNT_OF(refs); k++) {
                    memset(in, fills[f], n);
                    in[at] = special[k];
                    snprintf(expected, sizeof expected, "%.*s%s%.*s", (int)at, in, refs[k],
                        (int)(n - at - 1), in + at + 1);
                    buf_clear(&b);
                    escape_html(&b, in, n);
                    assert_string_equal(buf_str(&b), expected);
                }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escaping_lets_nothing_through),
        cmocka_unit_test(escaping_misses_no_place),
        cmocka_unit_test(arena_lives_until_cleared),
        cmocka_unit_test(buf_error_is_sticky),
        cmocka_unit_test(utf8_table),
        cmocka_unit_test(dates_exist_or_not),
        cmocka_unit_test(map_keeps_order),
        cmocka_unit_test(digests),
        cmocka_unit_test(json_reads_and_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
