/* Sentences and clauses; near-duplicates by fingerprint.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/fingerprint.h"
#include "lib/text/normal.h"
#include "lib/text/sentence.h"
#include "tests/support.h"

typedef bool next_fn(const char *text, size_t n, size_t *at, struct text_span *out);

static const char *split(struct arena *a, next_fn *next, const char *text)
{
    struct buf b;
    struct text_span s;
    size_t at = 0;
    buf_init(&b, 0);
    while (next(text, strlen(text), &at, &s)) {
        if (b.n)
            buf_addc(&b, '|');
        buf_add(&b, text + s.start, s.end - s.start);
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static void check(next_fn *next, const char *const rows[][2], size_t n)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < n; i++) {
        const char *got = split(a, next, rows[i][0]);
        if (strcmp(got, rows[i][1]) != 0)
            fail_msg("%s\n  expected %s\n  got      %s", rows[i][0], rows[i][1], got);
    }
    arena_free(&a);
}

static void test_sentences(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"  \n ", ""},
        {"公开。不公开！为什么？", "公开。|不公开！|为什么？"},
        {"公开", "公开"},
        {"第一行\n第二行。第三句", "第一行|第二行。|第三句"},
        {"他说：“应当公开。”会后印发。", "他说：“应当公开。”|会后印发。"},
        {"坚持“谁主管、谁负责。”的原则。完", "坚持“谁主管、谁负责。”的原则。|完"},
        {"真的？！好……走吧。", "真的？！|好……|走吧。"},
        {"依法（含决定。下同）公开。好。", "依法（含决定。下同）公开。|好。"},
        {"未闭合（的括号。还有一句。", "未闭合（的括号。|还有一句。"},
        {"包括：（一）公开；（二）答复；（三）备案。",
            "包括：|（一）公开；|（二）答复；|（三）备案。"},
        {"增长12.5%。见www.gov.cn。", "增长12.5%。|见www.gov.cn。"},
        {"See the notice. Then ask.", "See the notice.|Then ask."},
        {"一、总则\n　　1．公开。\n　　2．答复。", "一、总则|1．公开。|2．答复。"},
        {"《条例。》第三条。", "《条例。》第三条。"},
        {"\xFF。\xFE", "\xFF。|\xFE"},
    };
    check(sentence_next, rows, COUNT_OF(rows));
}

static void test_clauses(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"为了公开，根据条例，制定本办法。", "为了公开，|根据条例，|制定本办法。"},
        {"甲（含乙，下同），丙；丁：戊", "甲（含乙，下同），|丙；|丁：|戊"},
        {"1,234件,共三类", "1,234件,|共三类"},
        {"《关于甲，乙的通知》，好", "《关于甲，乙的通知》，|好"},
        {"甲、乙和丙", "甲、乙和丙"},
    };
    check(clause_next, rows, COUNT_OF(rows));
}

/* Spans come in order, never overlap, and leave out white space only. */
static void test_complete(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char *save, *lines = test_naughty(a);
    next_fn *const both[] = {sentence_next, clause_next};
    for (char *l = strtok_r(lines, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
        for (size_t k = 0; k < COUNT_OF(both); k++) {
            struct text_span s;
            size_t at = 0, last = 0;
            while (both[k](l, strlen(l), &at, &s)) {
                assert_true(s.start >= last && s.end > s.start && s.end <= at);
                last = s.end;
            }
            assert_int_equal(at, strlen(l));
        }
    arena_free(&a);
}

static int distance(const char *a, const char *b)
{
    struct fingerprint x = fingerprint_of(a, strlen(a)), y = fingerprint_of(b, strlen(b));
    return fingerprint_distance(&x, &y);
}

static bool near(const char *a, const char *b)
{
    struct fingerprint x = fingerprint_of(a, strlen(a)), y = fingerprint_of(b, strlen(b));
    assert_int_equal(fingerprint_near(&x, &y), fingerprint_near(&y, &x));
    return fingerprint_near(&x, &y);
}

static const char notice[] =
    "各乡镇人民政府、街道办事处，县直各部门：为进一步加强政务公开工作，保障公民、法人和其他组织依法"
    "获取政府信息的权利，"
    "现就有关事项通知如下。一、主动公开。各单位应当在政府信息形成之日起二十个工作日内予以公开。二、"
    "依申请公开。各单位收到"
    "申请后应当登记，当场能够答复的应当当场答复，不能当场答复的应当自收到申请之日起二十个工作日内予"
    "以答复。三、监督检查。"
    "县政府办公室每季度通报一次检查结果，对工作不力的单位予以约谈。请认真贯彻执行。";

static void test_fingerprint(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char *changed = arena_strdup(a, notice);
    memcpy(strstr(changed, "季度"), "半年", 6);
    const char *spaced = arena_printf(a, "　　%.*s\n\n %s", 30, notice, notice + 30);
    static const char other[] = "云南省政府信息公开规定。第一条为了推进政府信息公开，根据国家有关法"
                                "律法规，结合本省实际，制定本规定。"
                                "第二条本规定适用于本省行政区域内各级行政机关以及法律法规授权的具有"
                                "管理公共事务职能的组织。";
    assert_int_equal(distance(notice, spaced), 0);
    assert_in_range(distance(notice, changed), 1, 12);
    assert_in_range(distance(notice, other), 90, 100);
    assert_true(near(notice, changed));
    assert_false(near(notice, other));
    assert_false(near(notice, "公开"));
    assert_true(near("公开", "“公 开”。"));
    assert_false(near("公开", "公告"));
    assert_true(near("", "。"));
    arena_free(&a);
}

enum { TEXTS_MAX = 4000 };

struct groups {
    uint64_t *p;
    size_t n;
};

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static struct groups groups_of(struct arena *a, const char *text)
{
    struct buf key;
    struct groups g = {.n = 0};
    uint64_t last = 0;
    buf_init(&key, 0);
    normal_key(text, strlen(text), &key);
    g.p = ARENA_ARRAY(a, uint64_t, key.n + 1);
    for (const char *p = buf_str(&key), *end = p + key.n; p < end;) {
        last = (last << 21 | utf8_next(&p, end)) & ((UINT64_C(1) << 63) - 1);
        g.p[g.n++] = last;
    }
    buf_release(&key);
    qsort(g.p, g.n, sizeof *g.p, by_value);
    size_t n = 0;
    for (size_t i = 0; i < g.n; i++)
        if (!n || g.p[n - 1] != g.p[i])
            g.p[n++] = g.p[i];
    g.n = n;
    return g;
}

/* What two texts really have in common, per cent. */
static int common(struct arena *a, const char *x, const char *y)
{
    struct groups g = groups_of(a, x), h = groups_of(a, y);
    size_t both = 0;
    for (size_t i = 0, k = 0; i < g.n && k < h.n;) {
        both += g.p[i] == h.p[k];
        if (g.p[i] <= h.p[k])
            i++;
        else
            k++;
    }
    return (int)(both * 100 / (g.n + h.n - both));
}

/* The real laws: what is called near has much in common. */
static void test_laws(void **state)
{
    (void)state;
    const char *path = test_shared("data/corpus/laws.jsonl");
    FILE *file = path ? fopen(path, "r") : NULL;
    static struct fingerprint prints[TEXTS_MAX];
    static const char *bodies[TEXTS_MAX];
    struct arena *a = arena_new(), *keep = arena_new();
    size_t n = 0, pairs = 0, right = 0, cap = 0;
    char *line = NULL;
    ssize_t got;
    while (file && n < TEXTS_MAX && (got = getline(&line, &cap, file)) > 0) {
        const struct json *j;
        struct err e;
        if (json_parse(a, line, (size_t)got, &j, &e) == ST_OK) {
            bodies[n] = arena_strdup(keep, json_get_text(j, "body"));
            prints[n] = fingerprint_of(bodies[n], strlen(bodies[n]));
            n++;
        }
        arena_clear(a);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (prints[i].chars >= FINGERPRINT_CHARS_MIN &&
                fingerprint_near(&prints[i], &prints[k])) {
                int percent = common(a, bodies[i], bodies[k]);
                if (percent < 55)
                    fail_msg("texts %zu and %zu have %d %% in common", i, k, percent);
                pairs++;
                right += percent >= 70;
                arena_clear(a);
            }
    if (n) {
        print_message("%zu texts: %zu near pairs, %zu have 70 %% or more\n", n, pairs, right);
        assert_true(right * 10 >= pairs * 8 && right >= 100);
    }
    free(line);
    if (file)
        fclose(file);
    arena_free(&a);
    arena_free(&keep);
}

/* Not a byte behind the text is read: the sanitizer sees it, for the bytes stand alone. */
static void bytes_stand_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {"\n\n\xCB;", "；", "第一；", "一是：（", "a.", "。”"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        size_t n = strlen(texts[i]), at = 0;
        struct text_span span;
        char *bytes = malloc(n);
        assert_non_null(bytes);
        memcpy(bytes, texts[i], n);
        while (sentence_next(bytes, n, &at, &span))
            assert_true(span.end <= n);
        at = 0;
        while (clause_next(bytes, n, &at, &span))
            assert_true(span.end <= n);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bytes_stand_alone),
        cmocka_unit_test(test_sentences), cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_complete), cmocka_unit_test(test_fingerprint),
        cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
