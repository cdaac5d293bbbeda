/* The page cache: what is found, refused, dropped and compressed, alone and from many threads.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>

#include "lib/web/cache.h"

static atomic_int prepared_now;

static void *prepare(const struct cache_entry *e, const struct cache_form *f)
{
    assert_non_null(e->key);
    assert_true(f->coding == CODING_IDENTITY || f->n > 0);
    atomic_fetch_add(&prepared_now, 1);
    return malloc(1);
}

static void unprepare(void *p)
{
    atomic_fetch_sub(&prepared_now, 1);
    free(p);
}

static struct cache *open_cache(size_t budget)
{
    return cache_new(&(struct cache_options){
        .budget_bytes = budget, .prepare = prepare, .unprepare = unprepare});
}

static void close_cache(struct cache **c)
{
    cache_free(c);
    assert_int_equal(atomic_load(&prepared_now), 0);
}

static const char *const tags_ab[] = {"record:1", "column:2"};

static struct cache_page page_of(const char *body)
{
    return (struct cache_page){.status = 200,
        .content_type = "text/html; charset=utf-8",
        .body = body,
        .n = strlen(body),
        .tags = tags_ab,
        .n_tags = 2};
}

/* Renders and keeps; true when kept. */
static bool put(struct cache *c, const char *key, const char *body)
{
    struct cache_ticket t;
    struct cache_entry *e;
    struct cache_page page = page_of(body);
    assert_int_equal(cache_get(c, key, 0, &t, &e), CACHE_RENDER);
    return cache_store(c, &t, &page, NULL);
}

static bool has(struct cache *c, const char *key)
{
    struct cache_ticket t;
    struct cache_entry *e;
    enum cache_answer answer = cache_get(c, key, 0, &t, &e);
    if (answer == CACHE_RENDER)
        cache_abandon(c, &t);
    cache_release(c, e);
    return answer == CACHE_HIT;
}

static void test_hit(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket t;
    struct cache_entry *e;
    struct header second = {"Link", "</a>", NULL}, first = {"X-A", "b", &second};
    struct cache_page page = page_of("<p>公开</p>");
    page.headers = &first;
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_RENDER);
    assert_null(e);
    assert_true(cache_store(c, &t, &page, &e));
    cache_release(c, e);
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_HIT);
    assert_string_equal(e->key, "/a");
    assert_int_equal(e->status, 200);
    assert_string_equal(e->content_type, "text/html; charset=utf-8");
    assert_string_equal(e->headers->name, "X-A");
    assert_string_equal(e->headers->next->value, "</a>");
    assert_null(e->headers->next->next);
    const struct cache_form *f = cache_form(c, e, 1u << CODING_IDENTITY);
    assert_int_equal(f->n, strlen("<p>公开</p>"));
    assert_memory_equal(f->p, "<p>公开</p>", f->n);
    assert_non_null(f->prepared);
    cache_release(c, e);
    assert_false(has(c, "/A"));
    struct cache_stats s;
    cache_stats(c, &s);
    assert_int_equal(s.hits, 1);
    assert_int_equal(s.entries, 1);
    close_cache(&c);
}

static void test_forms(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket t;
    struct cache_entry *e;
    char body[20000], back[20000];
    for (size_t i = 0; i < sizeof body; i++)
        body[i] = "政务公开 open "[i * 7 % 17];
    struct cache_page page = page_of("");
    page.body = body, page.n = sizeof body;
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_RENDER);
    assert_true(cache_store(c, &t, &page, &e));
    unsigned all = coding_allowed("gzip, br");
    const struct cache_form *id = cache_form(c, e, 1),
                            *gz = cache_form(c, e, 1 | 1u << CODING_GZIP),
                            *br = cache_form(c, e, all);
    assert_int_equal(gz->coding, CODING_GZIP);
    assert_int_equal(br->coding, CODING_BROTLI);
    assert_true(gz->n < id->n && br->n < id->n);
    assert_string_not_equal(gz->etag, br->etag);
    assert_string_not_equal(gz->etag, id->etag);
    assert_ptr_equal(cache_form(c, e, all), br);
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    size_t n = 0;
    assert_int_equal(libdeflate_gzip_decompress(z, gz->p, gz->n, back, sizeof back, &n), 0);
    libdeflate_free_decompressor(z);
    assert_int_equal(n, sizeof body);
    assert_memory_equal(back, body, n);
    struct cache_stats s;
    cache_stats(c, &s);
    assert_true(s.bytes > id->n + gz->n + br->n);
    cache_release(c, e);
    close_cache(&c);
}

static void test_forms_absent(void **state)
{
    (void)state;
    struct cache *c = open_cache(8 << 20);
    struct cache_ticket t;
    struct cache_entry *e;
    struct cache_page page = page_of("x"); /* cannot get smaller */
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_RENDER);
    assert_true(cache_store(c, &t, &page, &e));
    assert_int_equal(cache_form(c, e, 7)->coding, CODING_IDENTITY);
    cache_release(c, e);
    size_t n = CODING_BROTLI_MAX + 1; /* too large for brotli: gzip takes its place */
    char *large = calloc(1, n);
    page.body = large, page.n = n;
    assert_int_equal(cache_get(c, "/b", 0, &t, &e), CACHE_RENDER);
    assert_true(cache_store(c, &t, &page, &e));
    assert_int_equal(cache_form(c, e, 7)->coding, CODING_GZIP);
    assert_int_equal(cache_form(c, e, 1 | 1u << CODING_BROTLI)->coding, CODING_IDENTITY);
    cache_release(c, e);
    free(large);
    close_cache(&c);
}

static void test_etag(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket t;
    struct cache_entry *e;
    char text[200];
    assert_true(put(c, "/a", "公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开"));
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_HIT);
    const char *etag = cache_form(c, e, 1)->etag,
               *gz = cache_form(c, e, 1 | 1u << CODING_GZIP)->etag;
    assert_true(cache_matches(e, etag));
    snprintf(text, sizeof text, "\"x\", W/%s", etag);
    assert_true(cache_matches(e, text));
    snprintf(text, sizeof text, "%s,%s", "\"x\"", gz);
    assert_true(cache_matches(e, text));
    assert_true(cache_matches(e, "*"));
    snprintf(text, sizeof text, "%.17s-xx\"", etag);
    assert_false(cache_matches(e, text));
    assert_false(cache_matches(e, "\"0000000000000000\""));
    assert_false(cache_matches(e, ""));
    assert_false(cache_matches(e, NULL));
    cache_release(c, e);
    close_cache(&c);
}

static void test_invalidate(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket t;
    struct cache_entry *held;
    assert_true(put(c, "/a", "a"));
    assert_true(put(c, "/b", "b"));
    cache_invalidate(c, (const char *const[]){"record:11", "record", "column:22"}, 3);
    assert_true(has(c, "/a"));
    assert_int_equal(cache_get(c, "/a", 0, &t, &held), CACHE_HIT);
    cache_invalidate(c, (const char *const[]){"column:2"}, 1);
    assert_false(has(c, "/a"));
    assert_false(has(c, "/b"));
    assert_memory_equal(cache_form(c, held, 1)->p, "a", 1); /* who holds it may finish sending */
    cache_release(c, held);
    assert_true(put(c, "/a", "a"));
    cache_invalidate(c, (const char *const[]){"*"}, 1);
    assert_false(has(c, "/a"));
    struct cache_stats s;
    cache_stats(c, &s);
    assert_int_equal(s.entries, 0);
    assert_int_equal(s.bytes, 0);
    assert_int_equal(s.invalidated, 3);
    close_cache(&c);
}

static void test_stale_render_refused(void **state)
{
    (void)state;
    static const char *const changes[] = {"record:1", "*", "record:9"};
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct cache *c = open_cache(1 << 20);
        struct cache_ticket t;
        struct cache_entry *e;
        struct cache_page page = page_of("old");
        bool kept = i == 2; /* somebody else's tag */
        assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_RENDER);
        cache_invalidate(c, &changes[i], 1);
        assert_int_equal(cache_store(c, &t, &page, &e), kept);
        assert_memory_equal(cache_form(c, e, 7)->p, "old", 3);
        cache_release(c, e);
        assert_int_equal(has(c, "/a"), kept);
        close_cache(&c);
    }
}

static void test_one_renderer(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket first, other;
    struct cache_entry *e;
    assert_int_equal(cache_get(c, "/a", 0, &first, &e), CACHE_RENDER);
    assert_int_equal(cache_get(c, "/a", 0, &other, &e), CACHE_BYPASS);
    assert_int_equal(cache_get(c, "/a", 20, &other, &e), CACHE_BYPASS);
    assert_int_equal(cache_get(c, "/b", 0, &other, &e), CACHE_RENDER);
    cache_abandon(c, &other);
    cache_abandon(c, &first);
    assert_true(put(c, "/a", "a"));
    close_cache(&c);
}

static void test_budget(void **state)
{
    (void)state;
    struct cache *c = open_cache(64 * 1024);
    char body[2001], key[32];
    memset(body, 'x', 2000), body[2000] = '\0';
    for (int i = 0; i < 200; i++) {
        snprintf(key, sizeof key, "/%d", i);
        if (!put(c, key, body))
            assert_true(put(c, key, body)); /* asked for again */
        assert_true(has(c, "/0"));          /* in use: stays */
    }
    struct cache_stats s;
    cache_stats(c, &s);
    assert_true(s.bytes <= 64 * 1024);
    assert_true(s.entries > 20 && s.evicted > 100);
    char *large = malloc(9001);
    memset(large, 'x', 9000), large[9000] = '\0';
    assert_false(put(c, "/large", large));
    free(large);
    close_cache(&c);
}

/* Pages asked for once push nothing out of a full cache, and are answered like any other. */
static void test_strangers(void **state)
{
    (void)state;
    struct cache *c = open_cache(64 * 1024);
    struct cache_stats full, after;
    char body[2001], key[32];
    memset(body, 'x', 2000), body[2000] = '\0';
    for (int i = 0; i < 40; i++) {
        snprintf(key, sizeof key, "/%d", i);
        if (!put(c, key, body))
            break;
    }
    cache_stats(c, &full);
    assert_true(full.bytes > 48 * 1024 && full.strangers == 1);
    for (int i = 0; i < 100000; i++) {
        snprintf(key, sizeof key, "/?n=%d", i);
        put(c, key, body);
    }
    cache_stats(c, &after);
    assert_true(after.strangers > 85000); /* some are mistaken for one asked for before */
    assert_true(after.strangers + after.stored == 100000 + full.strangers + full.stored);
    struct cache_ticket t;
    struct cache_entry *e;
    struct cache_page page = page_of(body);
    assert_int_equal(cache_get(c, "/once", 0, &t, &e), CACHE_RENDER);
    assert_false(cache_store(c, &t, &page, &e));
    assert_int_equal(e->status, 200);
    const struct cache_form *plain = cache_form(c, e, 1 << CODING_IDENTITY),
                            *small = cache_form(c, e, 1 << CODING_GZIP);
    assert_ptr_equal(plain->p, body);
    assert_int_equal(small->coding, CODING_GZIP);
    assert_true(small->n < plain->n);
    char etag[28];
    memcpy(etag, plain->etag, sizeof etag);
    assert_true(cache_matches(e, small->etag));
    cache_release(c, e);
    assert_true(put(c, "/once", body)); /* the second time it is kept, under the same ETag */
    assert_int_equal(cache_get(c, "/once", 0, &t, &e), CACHE_HIT);
    assert_string_equal(cache_form(c, e, 1 << CODING_IDENTITY)->etag, etag);
    cache_release(c, e);
    close_cache(&c);
}

/* ---- threads: a page shows the value of its tag; after a change nobody may see an older one ----
 */

#define KEYS 16
#define THREADS 6
#define ROUNDS 3000

struct world {
    struct cache *c;
    atomic_int value[KEYS];  /* the database */
    atomic_int agreed[KEYS]; /* acknowledged: changed and invalidated */
    atomic_int rendered;
};

static bool render_page(struct world *w, int i, const char *key, struct cache_ticket *t, int *seen,
    struct cache_entry **e)
{
    char body[400], tag[16];
    int value = atomic_load(&w->value[i]);
    int n = snprintf(body, sizeof body, "%d %s", value, key);
    memset(body + n, 'x', sizeof body - (size_t)n);
    snprintf(tag, sizeof tag, "key:%d", i);
    struct cache_page page = {.status = 200,
        .content_type = "text/plain",
        .body = body,
        .n = sizeof body,
        .tags = (const char *const[]){tag, "all"},
        .n_tags = 2};
    *seen = value;
    return cache_store(w->c, t, &page, e);
}

static void read_once(struct world *w, int i, unsigned random)
{
    struct cache_ticket t;
    struct cache_entry *e;
    char key[16];
    int seen;
    snprintf(key, sizeof key, "/%d", i);
    int least = atomic_load(&w->agreed[i]);
    switch (cache_get(w->c, key, random % 3 ? 50 : 0, &t, &e)) {
    case CACHE_HIT: {
        const struct cache_form *f = cache_form(w->c, e, 1);
        seen = atoi(f->p);
        if (seen < least)
            die("stale page: %d, at least %d", seen, least);
        if (cache_form(w->c, e, 1 | random % 8)->n == 0)
            die("empty form");
        cache_release(w->c, e);
        break;
    }
    case CACHE_RENDER:
        if (random % 11 == 0) {
            cache_abandon(w->c, &t);
        } else {
            render_page(w, i, key, &t, &seen, &e);
            atomic_fetch_add(&w->rendered, 1);
            cache_release(w->c, e);
        }
        break;
    case CACHE_BYPASS:
        break;
    }
}

static void change_once(struct world *w, int i)
{
    char tag[16];
    snprintf(tag, sizeof tag, "key:%d", i);
    int value = atomic_fetch_add(&w->value[i], 1) + 1; /* commit */
    cache_invalidate(w->c, (const char *const[]){tag}, 1);
    int old = atomic_load(&w->agreed[i]); /* acknowledge */
    while (old < value && !atomic_compare_exchange_weak(&w->agreed[i], &old, value))
        ;
}

static void *visit(void *arg)
{
    struct world *w = arg;
    unsigned random = (unsigned)(uintptr_t)&random;
    for (int round = 0; round < ROUNDS; round++) {
        random = random * 1664525u + 1013904223u;
        int i = (int)(random >> 16) % KEYS;
        if (random >> 28 == 0)
            change_once(w, i);
        else
            read_once(w, i, random >> 20);
        if (random % 997 == 0)
            cache_invalidate(w->c, (const char *const[]){"*"}, 1);
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    static const size_t budgets[] = {1 << 20, 8 * 1024};
    for (size_t b = 0; b < COUNT_OF(budgets); b++) {
        struct world *w = calloc(1, sizeof *w);
        w->c = open_cache(budgets[b]);
        pthread_t threads[THREADS];
        for (int i = 0; i < THREADS; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, visit, w), 0);
        for (int i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        assert_true(atomic_load(&w->rendered) > 0);
        close_cache(&w->c);
        free(w);
    }
}

static void *wait_for_page(void *arg)
{
    struct cache *c = arg;
    struct cache_ticket t;
    struct cache_entry *e;
    enum cache_answer answer = cache_get(c, "/a", 5000, &t, &e);
    if (answer == CACHE_HIT)
        cache_release(c, e);
    return answer == CACHE_HIT ? arg : NULL;
}

static void test_waiters_get_the_page(void **state)
{
    (void)state;
    struct cache *c = open_cache(1 << 20);
    struct cache_ticket t;
    struct cache_entry *e;
    struct cache_page page = page_of("a");
    pthread_t threads[3];
    assert_int_equal(cache_get(c, "/a", 0, &t, &e), CACHE_RENDER);
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, wait_for_page, c), 0);
    usleep(20000);
    assert_true(cache_store(c, &t, &page, NULL));
    for (int i = 0; i < 3; i++) {
        void *found;
        pthread_join(threads[i], &found);
        assert_non_null(found);
    }
    close_cache(&c);
}

static void test_accept_encoding(void **state)
{
    (void)state;
    enum { G = 1 << CODING_GZIP, R = 1 << CODING_BROTLI };
    static const struct {
        const char *header;
        unsigned allowed;
    } headers[] = {
        {NULL, 1},
        {"", 1},
        {"gzip", 1 | G},
        {"gzip, deflate, br", 1 | G | R},
        {"BR", 1 | R},
        {"gzip;q=0", 1},
        {"gzip;q=0.000, br;q=1.0", 1 | R},
        {"gzip; q=0.1", 1 | G},
        {"*", 1 | G | R},
        {"*;q=0", 1},
        {"br;q=0, *", 1 | G},
        {"identity", 1},
        {"zstd", 1},
        {"x-gzip", 1 | G},
        {",,;q=0,gzip", 1 | G},
        {"gzipper", 1},
    };
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        assert_int_equal(coding_allowed(headers[i].header), headers[i].allowed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hit),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_forms_absent),
        cmocka_unit_test(test_etag),
        cmocka_unit_test(test_invalidate),
        cmocka_unit_test(test_stale_render_refused),
        cmocka_unit_test(test_one_renderer),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_strangers),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_waiters_get_the_page),
        cmocka_unit_test(test_accept_encoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
