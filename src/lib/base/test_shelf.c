/* A shelf against a plain list of the same rows: after every change, for filters, orders, pages,
 * counts and texts.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/shelf.h"

enum { ROWS = 700, CHANGES = 60 };

static struct shelf_row plain[ROWS + 1]; /* by id; id 0: not there */
static unsigned dice_state = 7;

static unsigned dice(unsigned n)
{
    dice_state = dice_state * 1103515245 + 12345;
    return dice_state / 65536 % n;
}

static const char *const texts[][SHELF_TEXTS] = {{"", ""}, {"关于教育的通知", "师政发〔2018〕1号"},
    {"教育", ""}, {"教", "育"}, {"ABC办公室", "abc〔2020〕3号"}, {"𠀀𠀁字", "\xef\xbf\xbf"},
    {"通知通知通知", "通知"}, {"育教育教", "12"}};
static const char *const wanted[] = {"教育", "育", "abc", "ABC", "〔20", "𠀁", "通知通知", "没有",
    "教育教", "知\n通", "号", "1", "\xef\xbf\xbf", "\xef\xbf\xbd"};

static struct shelf_row made(int64_t id)
{
    const char *const *text = texts[dice(COUNT_OF(texts))];
    struct shelf_row row = {.id = id, .text = {text[0], text[1]}};
    for (size_t k = 0; k < SHELF_ORDERS; k++)
        row.key[k] = (int64_t)dice(k ? 5 : 1000) - 3;
    for (size_t f = 0; f < SHELF_FIELDS; f++)
        row.code[f] = dice(3 + (unsigned)f);
    return row;
}

/* Plain: as the shelf's header says it; U+FFFF is as good as U+FFFD, which stands for no character.
 */
static bool has_text(const struct shelf_row *r, const char *part)
{
    bool none = !strcmp(part, "\xef\xbf\xbd");
    for (size_t t = 0; t < SHELF_TEXTS; t++)
        if (strcasestr(r->text[t], none ? "\xef\xbf\xbf" : part))
            return true;
    return false;
}

static size_t order_now;
static int by_key(const void *a, const void *b)
{
    const struct shelf_row *x = &plain[*(const int64_t *)a], *y = &plain[*(const int64_t *)b];
    if (x->key[order_now] != y->key[order_now])
        return x->key[order_now] < y->key[order_now] ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

struct ask {
    const char *text;
    bool code, marked, set;
};

static bool plain_match(const struct shelf_row *r, const struct ask *k)
{
    return r->id && (!k->text || has_text(r, k->text)) && (!k->code || (r->code[5] & 3) == 2) &&
           (!k->marked || r->code[7] % 3 == 1) && (!k->set || r->id != 5);
}

static uint64_t *shelf_match(struct shelf *s, struct arena *a, const struct ask *k)
{
    static const uint8_t marked[8] = {0, 1, 0, 0, 1, 0, 0, 1};
    uint64_t *set = shelf_all(s, a);
    if (k->code)
        shelf_keep_code(s, set, 5, 3, 2);
    if (k->marked)
        shelf_keep_marked(s, set, 7, marked, COUNT_OF(marked));
    if (k->text)
        shelf_keep(s, set, shelf_with_text(s, a, k->text));
    if (k->set)
        shelf_set(s, set, 5, false);
    shelf_set(s, set, ROWS * 2, true); /* nobody there */
    return set;
}

static void compare(struct shelf *s, struct arena *a, const struct ask *k)
{
    int64_t ids[ROWS], got[ROWS + 1], sum[16] = {0}, plain_sum[16] = {0};
    size_t n = 0;
    uint64_t *set = shelf_match(s, a, k);
    for (int64_t id = 1; id <= ROWS; id++)
        if (plain_match(&plain[id], k))
            ids[n++] = id;
    assert_int_equal(shelf_count(s, set), n);
    for (size_t i = 0; i < n; i++)
        plain_sum[plain[ids[i]].code[4]]++;
    shelf_tally(s, set, 4, sum, COUNT_OF(sum));
    assert_memory_equal(sum, plain_sum, sizeof sum);
    for (order_now = 0; order_now < SHELF_ORDERS; order_now++) {
        qsort(ids, n, sizeof *ids, by_key);
        assert_int_equal(
            shelf_last_key(s, set, order_now), n ? plain[ids[n - 1]].key[order_now] : 0);
        assert_int_equal(shelf_page(s, set, order_now, true, 0, ROWS + 1, got), n);
        assert_memory_equal(got, ids, n * sizeof *ids);
        for (size_t first = 0; first < n; first += 13) {
            size_t page = shelf_page(s, set, order_now, false, (int64_t)first, 13, got);
            assert_int_equal(page, n - first < 13 ? n - first : 13);
            for (size_t i = 0; i < page; i++)
                assert_int_equal(got[i], ids[n - 1 - first - i]);
        }
    }
}

static void compare_all(struct shelf *s)
{
    struct arena *a = arena_new();
    for (unsigned bits = 0; bits < 8; bits++)
        compare(s, a, &(struct ask){NULL, bits & 1, bits & 2, bits & 4});
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        compare(s, a, &(struct ask){.text = wanted[i], .code = i % 2});
    arena_free(&a);
}

/* Rows with ascending ids, some there already, some new. */
static void change(struct shelf *s)
{
    struct shelf_row rows[ROWS];
    size_t n = 0;
    unsigned step = 1 + dice(80);
    for (int64_t id = 1 + dice(20); id <= ROWS; id += 1 + dice(step)) {
        plain[id] = made(id);
        rows[n++] = plain[id];
    }
    shelf_put(s, rows, n);
}

static void test_changes(void **state)
{
    (void)state;
    struct shelf *s = shelf_new();
    compare_all(s);
    for (int i = 0; i < CHANGES; i++) {
        change(s);
        compare_all(s);
    }
    shelf_free(&s);
    assert_null(s);
}

static void test_worn(void **state)
{
    (void)state;
    struct shelf *s = shelf_new();
    struct shelf_row row = {.id = 3, .text = {"x", ""}};
    for (int i = 0; i <= 1000; i++)
        shelf_put(s, &row, 1);
    assert_false(shelf_worn(s));
    shelf_put(s, &row, 1);
    assert_true(shelf_worn(s));
    shelf_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes), cmocka_unit_test(test_worn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
