/* Stepping over what cannot be among the best changes nothing: a random collection of several
 * segments, with overruled and removed documents, as it is and merged, answers random queries the
 * same, scores to the bit, as when everything is read.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/search/builder.h"
#include "common/search/rank.h"
#include "common/search/score.h"
#include "common/search/view.h"

enum { SEGMENTS = 4, QUERIES = 400, WORDS = 28, MOST_WORDS = 15 };

/* Those further on are rarer. Some are terms that questions hint at (data/search/assoc…). */
static const char *const words[WORDS] = {"公司", "工作", "管理", "行政", "规定", "合同", "责任",
    "赔偿", "土地", "安全", "食品", "登记", "债务", "承担", "许可", "处罚", "医院", "学校", "消费",
    "劳动", "工资", "抚养", "继承", "房屋", "2018", "档案", "消防", "著作权"};

static uint64_t seed;

static size_t below(size_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)((seed >> 11) % n);
}

static const char *word(void)
{
    size_t a = below(WORDS), b = below(WORDS), c = below(3) ? below(WORDS) : b;
    a = a < b ? a : b;
    return words[a < c ? a : c];
}

static const char *some_words(struct arena *a, size_t n, const char *between)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%s", text, word(), below(3) ? "" : between);
    return text;
}

static void add_document(struct builder *b, int64_t id)
{
    static const char *const endings[] = {"法", "条例", "办法", "试行", "", "法第三条", "通知"};
    static const char *const fronts[] = {"中华人民共和国", "关于", "", "", ""};
    struct arena *a = arena_new();
    const char *file = some_words(a, 1 + below(30), "；");
    const char *body = below(40) ? some_words(a, 1 + below(below(4) ? 12 : 90), "，")
                                 : arena_printf(a, "%s%s", words[below(WORDS)], "，");
    bool rich = below(8) == 0; /* number, issuer and the like */
    struct build_doc d = {.record_id = id,
        .published_at = (int64_t)below(1000000) * 1000,
        .formed_on = (int32_t)(10000 + below(9000)),
        .title = arena_printf(a, "%s%s%s", fronts[below(COUNT_OF(fronts))],
            some_words(a, below(30) ? 1 + below(below(3) ? 3 : 25) : 0, ""),
            endings[below(COUNT_OF(endings))]),
        .number = rich ? "师政发〔2018〕71号" : "",
        .number_word = rich ? "师政发" : "",
        .number_year = rich ? 2018 : 0,
        .number_serial = rich ? 71 : 0,
        .index_no = "",
        .issuer = below(20) ? "" : some_words(a, 1 + below(3), "、"),
        .subject = below(60) ? "" : some_words(a, 2, "、"),
        .validity = "",
        .genre = "",
        .kind = "",
        .summary = "",
        .body_html = "",
        .body_text = body,
        .files = &file,
        .n_files = below(25) == 0,
        .ended = below(12) == 0};
    builder_add(b, &d);
    arena_free(&a);
}

static struct segment *make_segment(size_t documents, int64_t ids)
{
    struct builder *b = builder_new();
    struct segment *s;
    void *memory;
    size_t bytes;
    for (size_t i = 0; i < documents; i++)
        if (below(30))
            add_document(b, 1 + (int64_t)below((size_t)ids));
        else
            builder_remove(b, 1 + (int64_t)below((size_t)ids));
    assert_int_equal(builder_finish(b, NULL, &memory, &bytes), ST_OK);
    assert_int_equal(segment_from_memory(memory, bytes, true, &s), ST_OK);
    builder_free(&b);
    return s;
}

static struct segment *merged(const struct view *v, size_t from, size_t to)
{
    struct segment *s;
    void *memory;
    size_t bytes;
    assert_int_equal(view_merge(v, from, to, NULL, &memory, &bytes), ST_OK);
    assert_int_equal(segment_from_memory(memory, bytes, true, &s), ST_OK);
    return s;
}

static const char *make_query(struct arena *a)
{
    switch (below(12)) {
    case 0: /* a title with and without the state's name, or part of one */
        return arena_printf(
            a, "%s%s%s", below(2) ? "" : "中华人民共和国", word(), below(3) ? "法" : "");
    case 1: /* a word that no document has */
        return arena_printf(a, "%s 火星 %s", word(), word());
    case 2:
        return below(2) ? "法" : "师政发〔2018〕71号";
    case 3:
        return arena_printf(a, "%s，怎么%s？", some_words(a, 1 + below(4), "、"), word());
    case 4:
        return word();
    default:
        return some_words(a, 1 + below(MOST_WORDS), " ");
    }
}

static void ask_view(struct arena *a, const struct view *v, const char *text, const char *also,
    bool read_all, const struct narrow *f, bool by_time, size_t keep, struct ranking *out)
{
    struct ask q;
    ask_read(a, text, &q);
    ask_also(&q, also);
    q.read_all = read_all;
    if (q.n)
        rank_view(a, v, &q, f, by_time, keep, out);
    else
        *out = (struct ranking){.n = 0};
}

static void compare(const struct view *v, const char *what)
{
    static const size_t depths[] = {1, 3, 10, 10, 100, 1000};
    size_t found = 0;
    for (int i = 0; i < QUERIES; i++) {
        struct arena *a = arena_new();
        struct narrow any = {.issuer = "", .subject = "", .validity = "", .genre = "", .kind = ""};
        const struct narrow *f = below(4) ? NULL : &any;
        size_t keep = depths[below(COUNT_OF(depths))];
        const char *text = make_query(a), *also = below(4) ? "" : word();
        bool by_time = f && below(4) == 0;
        struct ranking all, some;
        ask_view(a, v, text, also, true, f, by_time, keep, &all);
        ask_view(a, v, text, also, false, f, by_time, keep, &some);
        found += all.n;
        if (some.n != all.n || (f && some.total != all.total))
            fail_msg("%s, %s (%zu best): %zu of %lld, and %zu of %lld when all is read", what, text,
                keep, some.n, (long long)some.total, all.n, (long long)all.total);
        for (size_t k = 0; k < all.n; k++)
            if (some.best[k].record_id != all.best[k].record_id ||
                some.best[k].tier != all.best[k].tier ||
                memcmp(&some.best[k].score, &all.best[k].score, sizeof(double)) != 0)
                fail_msg("%s, %s (%zu best), place %zu: %lld with %.9f, and %lld with %.9f when "
                         "all is read",
                    what, text, keep, k + 1, (long long)some.best[k].record_id, some.best[k].score,
                    (long long)all.best[k].record_id, all.best[k].score);
        arena_free(&a);
    }
    assert_true(found > QUERIES * 5);
}

static void test_same_answers(void **state)
{
    (void)state;
    static const size_t sizes[SEGMENTS] = {9000, 2500, 700, 60};
    struct segment *s[SEGMENTS], *joined[2];
    seed = 20181109;
    for (size_t i = 0; i < SEGMENTS; i++)
        s[i] = make_segment(sizes[i], 11000);
    struct view *v = view_new(s, SEGMENTS, 0, 1);
    compare(v, "segments");
    joined[0] = merged(v, 0, 2);
    joined[1] = merged(v, 2, SEGMENTS);
    struct view *half = view_new(joined, 2, 0, 1);
    compare(half, "two by two");
    struct segment *one = merged(half, 0, 2);
    struct view *whole = view_new(&one, 1, 0, 1);
    compare(whole, "merged");
    view_drop(v);
    view_drop(half);
    view_drop(whole);
    for (size_t i = 0; i < SEGMENTS; i++)
        segment_drop(s[i]);
    segment_drop(joined[0]);
    segment_drop(joined[1]);
    segment_drop(one);
}

/* The bound of whatever a document's sums are is no lower than its score. */
static void test_score_most(void **state)
{
    (void)state;
    struct ask q = {.n_typed = 3};
    struct view none = {.n = 0};
    seed = 7;
    for (int i = 0; i < 200000; i++) {
        q.question = below(2);
        q.key_length = below(40);
        struct scoring g = {.q = &q, .all = (float)(1 + below(500)) / 10};
        score_begin(&g, &none);
        struct sum sum = {.score = (float)below(10000) / 10000 * g.all,
            .covered = (float)below(11000) / 10000 * g.all,
            .titled = below(3) ? 0 : (float)below(17000) / 10000 * g.all,
            .in_title = (uint16_t)below(5)};
        struct seg_doc d = {.title_length = (uint16_t)below(400), .rank = (uint32_t)below(3)};
        int prior = (int)below(2000) - 1500;
        bool whole = sum.in_title >= q.n_typed && q.key_length >= WHOLE_TITLE;
        double score = score_final(&g, &sum, &d, whole, prior);
        unsigned length = d.title_length < 255 ? d.title_length : 255;
        if ((double)score_most(&g, &sum, length, prior, false) < score)
            fail_msg("%.9g is bounded by %.9g", score,
                (double)score_most(&g, &sum, length, prior, false));
    }
}

static struct posting random_posting(uint32_t doc)
{
    static const uint16_t counts[] = {0, 1, 1, 1, 2, 3, 5, 7, 9, 12, 20, BODY_MAX};
    return (struct posting){.doc = doc,
        .body = counts[below(COUNT_OF(counts))],
        .title = (uint8_t)(below(4) ? 0 : below(HEAD_MAX + 1)),
        .meta = (uint8_t)(below(9) ? 0 : below(HEAD_MAX + 1)),
        .files = (uint8_t)(below(40) ? 0 : 1 + below(FILES_MAX))};
}

/* What a posting brings is no more than the bound of its block. */
static void check_block(const struct scoring *g, const struct want *want)
{
    struct posting in[POSTINGS_BLOCK];
    struct seg_norm norms[POSTINGS_BLOCK];
    struct postings_writer w;
    struct postings r;
    struct posting_most most;
    struct term_most bound;
    struct buf b;
    size_t n = 1 + below(below(3) ? POSTINGS_BLOCK : 12);
    buf_init(&b, 0);
    postings_begin(&w, &b);
    for (size_t i = 0; i < n; i++) {
        in[i] = random_posting((uint32_t)i);
        norms[i] = (struct seg_norm){.body = (unsigned char)(60 + below(100)),
            .title = (unsigned char)(3 + below(253)),
            .files = (unsigned char)below(200)};
        postings_put(&w, &in[i], (struct posting_lengths){norms[i].body, norms[i].title});
    }
    postings_end(&w);
    postings_open(&r, buf_str(&b), b.n, (uint32_t)n);
    assert_true(postings_next(&r));
    postings_most(&r.at, &most);
    score_block(g, want, &most, &bound);
    for (size_t i = 0; i < n; i++) {
        struct sum sum = {.score = 0};
        score_add(g, &sum, want, &in[i], &norms[i]);
        assert_true(sum.score <= bound.sum.score * SCORE_SLACK);
        assert_true(sum.titled <= bound.sum.titled && sum.in_title <= bound.sum.in_title);
        assert_true(!in[i].title || norms[i].title >= bound.title_length);
        assert_true(sum.covered <= bound.sum.covered);
    }
    buf_release(&b);
}

static void test_score_block(void **state)
{
    (void)state;
    struct ask q = {.n_typed = 1};
    struct view none = {.n = 0};
    struct scoring g = {.q = &q, .all = 10};
    seed = 11;
    score_begin(&g, &none);
    for (int i = 0; i < 256; i++) /* lengths about 300: a mean that the view would give */
        g.norms[i] = 1 / (0.5F + 0.5F * norm_length((unsigned char)i) / 300);
    for (int i = 0; i < 5000; i++)
        check_block(&g, &(struct want){.weight = (float)(1 + below(100)) / 10, .other = below(2)});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_answers),
        cmocka_unit_test(test_score_most),
        cmocka_unit_test(test_score_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
