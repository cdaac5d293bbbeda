/* Blocks in a file: what is given out is what was added, whole, while others overwrite it.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <pthread.h>
#include <stdatomic.h>

#include "lib/base/ring.h"
#include "tests/support.h"

enum { SIZE = 8000, BLOCKS = 4000 };

static bool add(struct ring *r, char fill, size_t n, uint64_t *at)
{
    char text[2 * SIZE];
    memset(text, fill, n);
    const struct iovec parts[] = {{text, n / 3}, {text, n - n / 3}};
    return ring_add(r, parts, 2, at);
}

/* True when the block is there; it is never there in part. */
static bool is_whole(struct ring *r, uint64_t at, char fill, size_t n)
{
    char text[SIZE];
    if (!ring_read(r, at, text, n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (text[i] != fill)
            fail_msg("byte %zu of a block of %c is %c", i, fill, text[i]);
    return true;
}

static void newest_blocks_stay(void **state)
{
    (void)state;
    struct ring *r = ring_open(test_dir(), SIZE);
    uint64_t at[40];
    assert_non_null(r);
    for (int i = 0; i < 40; i++) {
        size_t n = 600 + (size_t)i * 7;
        assert_true(add(r, (char)('a' + i % 26), n, &at[i]));
        for (int k = 0; k <= i; k++) {
            bool there = is_whole(r, at[k], (char)('a' + k % 26), 600 + (size_t)k * 7);
            assert_true(there || k + 8 <= i); /* eight have room, however they lie */
            assert_false(there && k + 14 <= i);
        }
    }
    char part[4];
    assert_true(ring_read(r, at[39] + 100, part, sizeof part));
    assert_memory_equal(part, "nnnn", 4);
    assert_false(add(r, 'x', SIZE, &at[0])); /* too large a block pushes nothing out */
    assert_true(is_whole(r, at[39], 'n', 600 + 39 * 7));
    ring_close(&r);
    assert_null(r);
    assert_null(ring_open("/nowhere", SIZE));
}

static struct ring *shared;
static _Atomic uint64_t newest;
static atomic_bool over;

static void *overwrite(void *arg)
{
    (void)arg;
    for (int i = 0; i < BLOCKS; i++) {
        uint64_t at;
        char fill = (char)('a' + i % 26);
        assert_true(add(shared, fill, 900, &at));
        atomic_store(&newest, at << 8 | (unsigned char)fill);
    }
    atomic_store(&over, true);
    return NULL;
}

static void readers_never_see_half_a_block(void **state)
{
    (void)state;
    pthread_t writer;
    int whole = 0;
    shared = ring_open(test_dir(), SIZE);
    pthread_create(&writer, NULL, overwrite, NULL);
    while (!atomic_load(&over)) {
        uint64_t n = atomic_load(&newest);
        if (n)
            whole += is_whole(shared, n >> 8, (char)(n & 255), 900);
    }
    pthread_join(writer, NULL);
    assert_true(whole > 0 || is_whole(shared, newest >> 8, (char)(newest & 255), 900));
    ring_close(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_blocks_stay),
        cmocka_unit_test(readers_never_see_half_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
