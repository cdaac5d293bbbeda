/* The index without a database: folding, terms, codec, segments, merging, ranking, passages; and
 * the real laws where they are installed.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <time.h>

#include "common/search/builder.h"
#include "common/search/mark.h"
#include "lib/text/normal.h"
#include "common/search/passage.h"
#include "common/search/rank.h"
#include "common/search/terms.h"
#include "common/search/view.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/structure.h"

/* ---- folding and terms ---- */

static void test_normal_key(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"ＡＢＣ１２３", "abc123"},
        {"国发〔2019〕5号", "国发20195号"},
        {"国发［２０１９］５号", "国发20195号"},
        {"“双随机、一公开”", "双随机一公开"},
        {"关　于 规 范", "关于规范"},
        {"①⑩㈠Ⅳ㎡", "110一ivm2"},
        {"《中华人民共和国\n行政许可法》", "中华人民共和国行政许可法"},
        {"二〇一八年", "二〇一八年"},
        {"Straße É", "straßeé"},
        {"PM2.5", "pm25"},
        {"公\xE2\x80\x8B开", "公开"},
        {"⼈⽣⽂⽤", "人生文用"},
        {"，。！？、；：", ""},
        {"カナ", "カナ"},
        {"𠮷野", "𠮷野"},
        {"Ａ股", "a股"},
        {"ПРАВО", "право"},
        {"開發區，國辦發", "开发区国办发"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        buf_init(&b, 0);
        normal_key(cases[i].in, strlen(cases[i].in), &b);
        assert_string_equal(buf_str(&b), cases[i].out);
        buf_release(&b);
    }
}

/* Terms as text: 公 公开 a1, joined by one space. */
static const char *terms_text(struct arena *a, const char *text)
{
    struct term_list l = {.p = NULL};
    struct buf b;
    buf_init(&b, 0);
    terms_add(&l, text, strlen(text));
    for (size_t i = 0; i < l.n; i++) {
        buf_adds(&b, i ? " " : "");
        if (l.p[i] & TERM_WORD_BIT) {
            buf_adds(&b, "w");
            continue;
        }
        if (l.p[i] >> 21)
            buf_addcp(&b, (uint32_t)(l.p[i] >> 21));
        buf_addcp(&b, (uint32_t)(l.p[i] & 0x1FFFFF));
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    terms_release(&l);
    return out;
}

static void test_terms(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"公", "公"},
        {"公开", "公 开 公开"},
        {"公 开", "公 开 公开"},
        {"公，开", "公 开"},
        {"公、开", "公 开 公开"},
        {"“公”（开）", "公 开 公开"},
        {"a、b", "w w"},
        {"〔2018〕71号", "w w w 号 w"},
        {"[2018]71 号", "w w w 号"},
        {"城镇、低保", "城 镇 城镇 低 镇低 保 低保"},
        {"公\n开", "公 开"},
        {"公a开", "公 w w 开 w"},
        {"㈠二", "一 二 一二"},
        {"\xFF\xFE", ""},
        {"第12条", "第 w w 条 w"},
        {"2,338.71", "w"},
        {"2018.9.12", "w w w"},
        {"1.2.3节", "w w w 节 w"},
        {"12,34", "w w"},
        {"3.5kg", "w w w"},
        {"见3.5。", "见 w w"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(terms_text(a, cases[i].in), cases[i].out);
    struct term_list l = {.p = NULL};
    terms_add(&l, "Covid ＣＯＶＩＤ covid-19", 29);
    assert_int_equal(l.n, 4);
    assert_true(l.p[0] == l.p[1] && l.p[1] == l.p[2] && l.p[2] != l.p[3]);
    terms_release(&l);
    arena_free(&a);
}

/* Whether the terms of a text have the one that a numeral alone gives. */
static bool has_numeral(const char *text, const char *numeral)
{
    struct term_list l = {.p = NULL}, wanted = {.p = NULL};
    bool has = false;
    terms_add(&l, text, strlen(text));
    terms_add(&wanted, numeral, strlen(numeral));
    for (size_t i = 0; i < l.n; i++)
        has |= l.p[i] == wanted.p[0];
    terms_release(&l);
    terms_release(&wanted);
    return has;
}

static void numerals_are_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text, *numeral;
        bool has;
    } cases[] = {{"合计2,338.71万元", "71", false}, {"合计2,338.71万元", "338", false},
        {"合计2,338.71万元", "2,338.71", true}, {"合计2,338.71万元", "2338.71", true},
        {"占0.71", "71", false}, {"共12,071户", "071", false}, {"共12,071户", "12071", true},
        {"2018.9.12", "9", true}, {"2018.9.12", "12", true}, {"〔2018〕71号", "71", true},
        {"71.", "71", true}, {"7,1", "7", true}, {"a.71", "71", true}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (has_numeral(cases[i].text, cases[i].numeral) != cases[i].has)
            fail_msg("%s: %s", cases[i].text, cases[i].numeral);
}

static void test_ask(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct {
        const char *in;
        size_t wants;
    } cases[] = {
        {"", 0},
        {"，。！", 0},
        {"公开", 1},
        {"信息公开", 3},
        {"信息 公开", 2},
        {"师 宗 县", 2},
        {"怎么办理低保", 2 /* 办理 理低 低保 − the phrase 怎么办理 */ - 1},
        {"什么", 1},
        {"公开 公开", 1},
        {"PM2.5", 2},
        {"71号", 2},
        {"国发〔2019〕5号", 6},
        {"国发 2019 5 号", 4},
        {"低保 a", 2},
        {"\xFF公开\x01", 1},
        {"目的", 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ask q;
        ask_read(a, cases[i].in, &q);
        if (q.n_typed != cases[i].wants)
            fail_msg("%s: %zu wants", cases[i].in, q.n_typed);
    }
    struct buf b;
    struct ask q;
    buf_init(&b, 0);
    for (int i = 0; i < 5000; i++)
        buf_addcp(&b, 0x4E00 + (uint32_t)i * 3);
    ask_read(a, buf_str(&b), &q);
    assert_int_equal(q.n, ASK_WANTS);
    assert_true(q.cut && utf8_valid(q.text, strlen(q.text)) && strlen(q.text) <= ASK_BYTES);
    buf_release(&b);
    arena_free(&a);
}

/* ---- codec ---- */

static uint64_t next_random(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    return *s ^= *s << 17;
}

static void test_varint(void **state)
{
    (void)state;
    static const uint64_t values[] = {
        0, 1, 127, 128, 16383, 16384, UINT32_MAX, 1ULL << 62, UINT64_MAX};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        unsigned char b[10];
        uint64_t v;
        unsigned char *end = varint_put(b, values[i]);
        assert_ptr_equal(varint_get(b, end, &v), end);
        assert_true(v == values[i]);
        assert_null(varint_get(b, end - 1, &v));
    }
}

/* No posting is above the most of its block, and each is found, one after the other or not. */
static void check_bounds_and_finding(
    const struct buf *b, const struct posting *in, size_t n, uint32_t n_docs, uint64_t seed)
{
    struct postings r;
    struct posting_most m;
    struct posting p;
    size_t at = 0;
    postings_open(&r, buf_str(b), b->n, n_docs);
    while (postings_next(&r)) {
        postings_most(&r.at, &m);
        for (size_t i = 0; i < r.n; i++, at++) {
            unsigned level = 0;
            while (level < POSTING_LEVELS && in[at].body >= posting_level[level])
                level++;
            assert_true(m.levels >= level && m.title >= in[at].title && m.meta >= in[at].meta);
            assert_true(m.files || !in[at].files);
            for (unsigned k = 0; k < level; k++)
                assert_true(m.shortest[k] <= (uint8_t)at);
            assert_true(!level || in[at].body <= posting_level_end[level - 1]);
            assert_true(!in[at].title || m.title_length <= (uint8_t)at);
        }
    }
    postings_open(&r, buf_str(b), b->n, n_docs);
    for (size_t i = 0; i < n; i += 1 + (size_t)(next_random(&seed) % 90)) {
        if (next_random(&seed) % 8 == 0)
            assert_true(postings_seek(&r, in[i].doc));
        if (i && in[i].doc - 1 > in[i - 1].doc)
            assert_false(postings_find(&r, in[i].doc - 1, &p));
        assert_true(postings_find(&r, in[i].doc, &p));
        assert_memory_equal(&p, &in[i], sizeof p);
    }
    assert_false(postings_find(&r, n_docs, &p));
}

static void check_round_trip(size_t n, uint32_t gap, uint64_t seed)
{
    struct posting *in = calloc(n + 1, sizeof *in);
    struct postings_writer w;
    struct postings r;
    struct buf b;
    uint32_t doc = (uint32_t)(next_random(&seed) % gap);
    buf_init(&b, 0);
    postings_begin(&w, &b);
    for (size_t i = 0; i < n; i++) {
        in[i] = (struct posting){.doc = doc,
            .body = (uint16_t)(next_random(&seed) % (BODY_MAX + 1)),
            .title = (uint8_t)(next_random(&seed) % 16),
            .meta = (uint8_t)(next_random(&seed) % 2),
            .files = (uint8_t)(next_random(&seed) % 3 ? 0 : next_random(&seed) % (FILES_MAX + 1))};
        postings_put(&w, &in[i], (struct posting_lengths){(uint8_t)i, (uint8_t)i});
        doc += 1 + (uint32_t)(next_random(&seed) % gap);
    }
    postings_end(&w);
    postings_open(&r, buf_str(&b), b.n, doc + 1);
    size_t at = 0;
    while (postings_next(&r))
        for (size_t i = 0; i < r.n; i++, at++)
            assert_memory_equal(&r.block[i], &in[at], sizeof in[at]);
    assert_int_equal(at, n);
    postings_open(&r, buf_str(&b), b.n, doc + 1);
    for (size_t i = 0; i < n;
         i += 1 + (size_t)(next_random(&seed) % 300)) { /* stepping over blocks */
        uint32_t wanted = in[i].doc, k = 0;
        assert_true(postings_seek(&r, wanted));
        while (r.block[k].doc < wanted)
            k++;
        assert_memory_equal(&r.block[k], &in[i], sizeof in[i]);
    }
    assert_false(postings_seek(&r, doc + 1));
    check_bounds_and_finding(&b, in, n, doc + 1, seed);
    for (size_t i = 0; i < b.n && i < 400; i++) { /* wrong bytes end the reading, nothing worse */
        char kept = b.p[i];
        b.p[i] = (char)~kept;
        postings_open(&r, buf_str(&b), b.n, doc + 1);
        while (postings_next(&r))
            for (size_t k = 0; k < r.n; k++)
                assert_true(r.block[k].doc <= doc);
        b.p[i] = kept;
    }
    buf_release(&b);
    free(in);
}

static void test_postings(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 127, 128, 129, 1000, 5000};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        check_round_trip(sizes[i], 1, 17 + i);
        check_round_trip(sizes[i], 300, 99 + i);
        check_round_trip(sizes[i], 70000, 7 + i);
    }
}

/* ---- passages ---- */

static void test_passages(void **state)
{
    (void)state;
    struct passages s;
    passages_begin(&s, "<h2 id=\"c1\">第一章 总则</h2>\n<p id=\"a1\">第一条 "
                       "为了<b>公开</b>，A&amp;B&#x3A;\n 制定。</p>"
                       "<p>第二款</p><table><tr><td>甲</td><td>乙</td></tr></table><p "
                       "id=\"a2\">第二条<br>完 &bogus; <");
    static const char *const want[][2] = {{"c1", "第一章 总则"},
        {"a1", "第一条 为了公开，A&B: 制定。"}, {"a1", "第二款"}, {"a1", "甲"}, {"a1", "乙"},
        {"a2", "第二条"}, {"a2", "完 &bogus; "}};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(passages_next(&s));
        assert_string_equal(s.anchor, want[i][0]);
        assert_string_equal(buf_str(&s.text), want[i][1]);
    }
    assert_false(passages_next(&s));
    passages_end(&s);
}

static void test_marks(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct {
        const char *query, *text, *html;
    } cases[] = {
        {"信息公开", "政府信息公开<条例>", "政府<mark>信息公开</mark>&lt;条例&gt;"},
        {"信息 公开", "公开的信息", "<mark>公开</mark>的<mark>信息</mark>"},
        {"pm2.5", "关于ＰＭ２．５的通知", "关于<mark>ＰＭ２</mark>．<mark>５</mark>的通知"},
        {"〔2018〕71号", "71号：国发〔2018〕71号",
            "<mark>71号</mark>：国发〔<mark>2018〕71号</mark>"},
        {"信息", "信 息", "<mark>信 息</mark>"},
        {"人", "个人信息", "个<mark>人</mark>信息"},
        {"没有", "完全不同", "完全不同"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        struct ask q;
        buf_init(&b, 0);
        ask_read(a, cases[i].query, &q);
        for (size_t w = 0; w < q.n; w++)
            q.wants[w].weight = 1;
        mark_text(a, &b, cases[i].text, strlen(cases[i].text), &q);
        assert_string_equal(buf_str(&b), cases[i].html);
        buf_release(&b);
    }
    struct ask q;
    struct marked m;
    ask_read(a, "许可期限", &q);
    for (size_t w = 0; w < q.n; w++)
        q.wants[w].weight = 1;
    mark_passage(
        a, "<p id=\"a1\">别的</p><p id=\"a12-1\">第十二条之一 许可期限&lt;五年</p>", &q, &m);
    assert_string_equal(m.html, "第十二条之一 <mark>许可期限</mark>&lt;五年");
    assert_string_equal(m.anchor, "a12-1");
    uint64_t all = m.terms;
    assert_true(all == mark_terms("许可期限", strlen("许可期限"), &q));
    mark_plain(a, "别的\f许可<期限\n没有", &q, &m);
    assert_string_equal(m.html, "<mark>许可</mark>&lt;<mark>期限</mark>");
    assert_int_equal(m.page, 2);
    assert_true(m.terms && m.terms != all);
    mark_plain(a, "别的\n许可期限", &q, &m);
    assert_string_equal(m.html, "<mark>许可期限</mark>");
    assert_int_equal(m.page, 0);
    mark_plain(a, "", &q, &m);
    assert_string_equal(m.html, "");
    arena_free(&a);
}

/* ---- segments ---- */

static struct build_doc doc(int64_t id, const char *title, const char *body)
{
    return (struct build_doc){.record_id = id,
        .title = title,
        .number = "",
        .number_word = "",
        .index_no = "",
        .issuer = "县政府",
        .subject = "",
        .validity = "有效",
        .genre = "",
        .kind = "document",
        .summary = "",
        .body_html = body,
        .formed_on = (int32_t)id,
        .column_id = 7};
}

static struct segment *finish(struct builder *b)
{
    void *memory;
    size_t bytes;
    struct segment *s;
    assert_int_equal(builder_finish(b, NULL, &memory, &bytes), ST_OK);
    assert_int_equal(segment_from_memory(memory, bytes, true, &s), ST_OK);
    return s;
}

static void rank_text(
    struct arena *a, const struct view *v, const char *text, size_t keep, struct ranking *out)
{
    struct ask q;
    struct narrow f = {.issuer = "", .subject = "", .validity = "", .genre = "", .kind = ""};
    ask_read(a, text, &q);
    rank_view(a, v, &q, &f, false, keep, out);
}

static void assert_finds(const struct view *v, const char *text, int64_t first, int64_t total)
{
    struct arena *a = arena_new();
    struct ranking r;
    rank_text(a, v, text, 10, &r);
    if (r.total != total || (total && r.best[0].record_id != first))
        fail_msg("%s: %lld found, first %lld", text, (long long)r.total,
            r.n ? (long long)r.best[0].record_id : 0);
    arena_free(&a);
}

static void test_view(void **state)
{
    (void)state;
    struct builder *b = builder_new();
    struct build_doc d = doc(1, "关于政务公开的通知", "<p>各单位要公开信息。</p>");
    builder_add(b, &d);
    d = doc(2, "关于植树的通知", "<p>春季植树。</p>");
    builder_add(b, &d);
    d = doc(2, "关于秋季植树的通知", "<p>秋季植树。</p>"); /* overrules within the segment */
    builder_add(b, &d);
    struct segment *s1 = finish(b);
    d = doc(1, "关于政务公开的补充通知", "<p>补充。</p>");
    builder_add(b, &d);
    builder_remove(b, 2);
    d = doc(3, "防汛", "<p>政务公开栏。</p>");
    builder_add(b, &d);
    struct segment *s2 = finish(b);

    struct view *v1 = view_new(&s1, 1, 0, 3);
    assert_int_equal(view_docs(v1), 2);
    assert_finds(v1, "政务公开", 1, 1);
    assert_finds(v1, "春季", 0, 0);
    assert_finds(v1, "秋季", 2, 1);
    struct view *v2 = view_with(v1, s2, false, 6);
    assert_int_equal(view_docs(v2), 2);
    assert_finds(v2, "政务公开", 1, 2);
    assert_finds(v2, "植树", 0, 0);
    assert_finds(v2, "补充", 1, 1);
    assert_finds(v2, "关于政务公开的补充通知", 1, 1);

    void *memory;
    size_t bytes;
    struct segment *joined;
    assert_int_equal(view_merge(v2, 0, 2, NULL, &memory, &bytes), ST_OK);
    assert_int_equal(segment_from_memory(memory, bytes, true, &joined), ST_OK);
    assert_int_equal(joined->n_docs, 2);
    assert_null(segment_touched(joined, 2));
    struct view *v3 = view_new(&joined, 1, 0, 6);
    assert_finds(v3, "政务公开", 1, 2);
    assert_finds(v3, "防汛", 3, 1);
    assert_int_equal(view_merge(v2, 1, 2, NULL, &memory, &bytes), ST_OK); /* removals stay */
    struct segment *tail;
    assert_int_equal(segment_from_memory(memory, bytes, true, &tail), ST_OK);
    assert_int_equal(segment_touched(tail, 2)->doc, NO_DOC);
    segment_drop(tail);
    view_drop(v1);
    view_drop(v2);
    view_drop(v3);
    segment_drop(s1);
    segment_drop(s2);
    segment_drop(joined);
    builder_free(&b);
}

/* Left-out terms and windows change no place among the best: asked without facets, where much is
 * left out, the answer is the one with facets, where all matches are counted. */
static void test_leaving_out(void **state)
{
    (void)state;
    static const char *const words[] = {"公开", "信息", "行政", "许可", "处罚", "土地", "征收",
        "补偿", "食品", "安全", "学校", "医院", "管理", "办法"};
    static const char *const queries[] = {"公开", "信息公开", "行政许可 管理", "土地征收补偿办法",
        "食品安全 学校", "医院 处罚", "管理办法", "学校 土地 食品", "补偿 医院 公开 处罚"};
    struct builder *b = builder_new();
    uint64_t seed = 42;
    char title[80], body[1200];
    for (int i = 0; i < 9000; i++) { /* several windows; words further on in the list are rarer */
        size_t n = 0, many = 1 + next_random(&seed) % 20;
        for (size_t k = 0; k < many; k++) {
            size_t x = (size_t)(next_random(&seed) % 14), y = (size_t)(next_random(&seed) % 14);
            n += (size_t)snprintf(body + n, sizeof body - n, "%s%s", words[x < y ? x : y],
                next_random(&seed) % 3 ? "" : "，");
        }
        snprintf(title, sizeof title, "%s%s%d", words[next_random(&seed) % 14],
            next_random(&seed) % 4 ? "办法" : "", i % 50);
        struct build_doc d = doc(i + 1, title, body);
        builder_add(b, &d);
    }
    struct segment *s = finish(b);
    struct view *v = view_new(&s, 1, 0, 1);
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        struct arena *a = arena_new();
        struct ask q;
        struct ranking counted, best;
        rank_text(a, v, queries[i], 10, &counted);
        ask_read(a, queries[i], &q);
        assert_false(q.question);
        rank_view(a, v, &q, NULL, false, 10, &best);
        assert_int_equal(best.n, counted.n);
        assert_true(best.n == 10);
        for (size_t k = 0; k < best.n; k++)
            if (best.best[k].record_id != counted.best[k].record_id)
                fail_msg("%s: place %zu", queries[i], k + 1);
        arena_free(&a);
    }
    view_drop(v);
    segment_drop(s);
    builder_free(&b);
}

static void test_empty_segment(void **state)
{
    (void)state;
    struct builder *b = builder_new();
    builder_remove(b, 9);
    struct segment *s = finish(b);
    struct view *v = view_new(&s, 1, 0, 1);
    assert_finds(v, "任何", 0, 0);
    view_drop(v);
    segment_drop(s);
    builder_free(&b);
}

/* Any changed or missing byte is noticed. */
static void test_torn(void **state)
{
    (void)state;
    struct builder *b = builder_new();
    struct build_doc d = doc(1, "关于政务公开的通知", "<p>各单位要公开信息。</p>");
    builder_add(b, &d);
    struct segment *s = finish(b), *other;
    for (size_t i = 0; i < s->bytes; i += 3) {
        unsigned char *p = malloc(s->bytes);
        memcpy(p, s->p, s->bytes);
        p[i] ^= 0x40;
        assert_int_equal(segment_from_memory(p, s->bytes, true, &other), ST_INVALID);
    }
    for (size_t n = 0; n < s->bytes; n += 8) {
        unsigned char *p = malloc(n + 1);
        memcpy(p, s->p, n);
        assert_int_equal(segment_from_memory(p, n, true, &other), ST_INVALID);
    }
    segment_drop(s);
    builder_free(&b);
}

static void test_order(void **state)
{
    (void)state;
    struct builder *b = builder_new();
    struct build_doc d =
        doc(1, "某县行政许可法实施办法", "<p>行政许可法实施。行政许可法。行政许可法。</p>");
    builder_add(b, &d);
    d = doc(2, "中华人民共和国行政许可法", "<p>第一条 为了规范行政许可的设定和实施</p>");
    builder_add(b, &d);
    d = doc(3, "中华人民共和国行政许可法", "<p>旧文本</p>");
    d.validity = "废止";
    builder_add(b, &d);
    d = doc(4, "通知", "<p>依照行政许可法办理</p>");
    d.number = "师政发〔2018〕71号";
    d.number_word = "师政发";
    d.number_year = 2018;
    d.number_serial = 71;
    builder_add(b, &d);
    d = doc(5, "提到文号", "<p>根据师政发〔2018〕71号，71号，71号</p>");
    builder_add(b, &d);
    struct segment *s = finish(b);
    struct view *v = view_new(&s, 1, 0, 5);
    struct arena *a = arena_new();
    struct ranking r;
    rank_text(a, v, "行政许可法", 10, &r);
    assert_int_equal(r.total, 4);
    static const int64_t want[] = {2, 3, 1, 4};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(r.best[i].record_id, want[i]);
    assert_finds(v, "71号", 4, 2);
    assert_finds(v, "师政发71号", 4, 1);
    assert_finds(v, "师政发〔2018〕71号", 4, 2);
    assert_int_equal(r.facets.n_validities, 2);
    assert_string_equal(r.facets.validities[0].value, "有效");
    assert_int_equal(r.facets.validities[0].count, 3);
    arena_free(&a);
    view_drop(v);
    segment_drop(s);
    builder_free(&b);
}

/* ---- the real laws ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* what one core does, however busy the rest */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct laws {
    struct build_doc *d;
    size_t n, bytes;
};

static void read_laws(struct arena *a, FILE *f, struct laws *out)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    out->d = ARENA_ARRAY(a, struct build_doc, 4000);
    while ((n = getline(&line, &cap, f)) > 0 && out->n < 4000) {
        const struct json *j;
        struct err e;
        struct buf b;
        assert_int_equal(json_parse(a, line, (size_t)n, &j, &e), ST_OK);
        buf_init(&b, 0);
        buf_adds(&b, "<p>");
        for (const char *p = json_get_text(j, "body"); *p; p++)
            if (*p == '\n')
                buf_adds(&b, "</p>\n<p>");
            else
                buf_addc(&b, *p);
        buf_adds(&b, "</p>");
        struct build_doc d =
            doc((int64_t)out->n + 1, json_get_text(j, "title"), arena_strdup(a, buf_str(&b)));
        d.issuer = json_get_text(j, "issuer");
        d.validity = json_get_bool(j, "latest", true) ? "有效" : "失效";
        out->bytes += b.n;
        buf_release(&b);
        out->d[out->n++] = d;
    }
    free(line);
}

static void check_titles(const struct view *v, const struct laws *laws)
{
    struct arena *a = arena_new();
    size_t checked = 0, first = 0;
    double *times = calloc(laws->n, sizeof *times), sum = 0;
    for (size_t i = 0; i < laws->n; i += laws->n / 200) {
        struct ranking r;
        double from = seconds();
        rank_text(a, v, laws->d[i].title, 10, &r);
        times[checked++] = seconds() - from;
        sum += times[checked - 1];
        bool same = r.n && !strcmp(laws->d[r.best[0].record_id - 1].title, laws->d[i].title);
        if (!same)
            print_message("not first: %s but %s\n", laws->d[i].title,
                r.n ? laws->d[r.best[0].record_id - 1].title : "-");
        first += same;
        arena_clear(a);
    }
    print_message("# %zu titles, mean %.2f ms\n", checked, sum / (double)checked * 1000);
    assert_int_equal(first, checked);
    free(times);
    arena_free(&a);
}

static void test_laws(void **state)
{
    (void)state;
    const char *path = test_shared("data/corpus/laws.jsonl"), *url = getenv("GONGKAI_TEST_DB");
    FILE *f = path && !(url && *url) ? fopen(path, "r") : NULL; /* once is enough */
    if (!f)
        skip();
    struct arena *a = arena_new();
    struct laws laws = {.d = NULL};
    read_laws(a, f, &laws);
    fclose(f);
    struct builder *b = builder_new();
    double from = seconds();
    for (size_t i = 0; i < laws.n; i++)
        builder_add(b, &laws.d[i]);
    double added = seconds();
    size_t memory = builder_bytes(b);
    struct segment *s = finish(b);
    print_message("# %zu laws, %.1f MB: %.1f MB/s (adding %.2f s, writing %.2f s), builder %.1f "
                  "MB, segment %.1f MB (terms %.1f)\n",
        laws.n, (double)laws.bytes / 1e6, (double)laws.bytes / 1e6 / (seconds() - from),
        added - from, seconds() - added, (double)memory / 1e6, (double)s->bytes / 1e6,
        (double)s->t->sections[SEC_TERMS].bytes / 1e6);
    struct view *v = view_new(&s, 1, 0, (int64_t)laws.n);
    check_titles(v, &laws);
    view_drop(v);
    segment_drop(s);
    builder_free(&b);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normal_key),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(numerals_are_whole),
        cmocka_unit_test(test_ask),
        cmocka_unit_test(test_varint),
        cmocka_unit_test(test_postings),
        cmocka_unit_test(test_passages),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_view),
        cmocka_unit_test(test_leaving_out),
        cmocka_unit_test(test_empty_segment),
        cmocka_unit_test(test_torn),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
