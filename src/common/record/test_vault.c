/* Sealed values and files: what goes in comes out, and nothing else does.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/record/vault.h"
#include "tests/support.h"

static const char secret[] = "张三 530323199001011234";

static struct ctx c;
static struct vault v;

static int open_world(void **state)
{
    (void)state;
    ctx_init(&c, NULL);
    c.data_dir = test_dir();
    return vault_load(&c, &v);
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&c);
    return 0;
}

static void test_values_come_back(void **state)
{
    (void)state;
    const void *sealed;
    const char *text;
    size_t n, n_text;
    vault_seal(&c, &v, secret, sizeof secret - 1, &sealed, &n);
    assert_null(memmem(sealed, n, "530323", 6));
    assert_int_equal(vault_open(&c, &v, sealed, n, &text, &n_text), ST_OK);
    assert_string_equal(text, secret);
    assert_int_equal(n_text, sizeof secret - 1);
    vault_seal(&c, &v, "", 0, &sealed, &n);
    assert_int_equal(vault_open(&c, &v, sealed, n, &text, &n_text), ST_OK);
    assert_int_equal(n_text, 0);
}

static void test_changes_are_noticed(void **state)
{
    (void)state;
    const void *sealed;
    const char *text;
    size_t n, n_text;
    vault_seal(&c, &v, secret, sizeof secret - 1, &sealed, &n);
    for (size_t i = 0; i < n; i++) {
        unsigned char *copy = arena_alloc(c.mem, n);
        memcpy(copy, sealed, n);
        copy[i] ^= 1;
        assert_int_equal(vault_open(&c, &v, copy, n, &text, &n_text), ST_BROKEN);
        assert_int_equal(vault_open(&c, &v, sealed, i, &text, &n_text), ST_BROKEN);
    }
    unsigned char key[VAULT_KEY_BYTES];
    memcpy(key, v.key, sizeof key);
    key[0] ^= 1;
    const struct vault other = {.key = key, .dir = v.dir};
    assert_int_equal(vault_open(&c, &other, sealed, n, &text, &n_text), ST_BROKEN);
}

static void test_marks_tell_equals(void **state)
{
    (void)state;
    const char *a = vault_mark(&c, &v, "applicant", secret);
    assert_string_equal(a, vault_mark(&c, &v, "applicant", secret));
    assert_string_not_equal(a, vault_mark(&c, &v, "code", secret));
    assert_string_not_equal(a, vault_mark(&c, &v, "applicant", "张三"));
}

static void test_key_stays(void **state)
{
    (void)state;
    struct vault again;
    struct stat s;
    assert_int_equal(vault_load(&c, &again), ST_OK);
    assert_ptr_equal(again.key, v.key);
    assert_int_equal(stat(arena_printf(c.mem, "%s/keys/personal.key", c.data_dir), &s), 0);
    assert_int_equal(s.st_mode & 0077, 0);
}

/* Somebody restores another key while the process runs: from then on it counts, and what was sealed
 * under the first one does not open, until that is back. */
static void test_replaced_key_counts(void **state)
{
    (void)state;
    const void *sealed;
    const char *text;
    size_t n, n_text;
    struct vault now;
    char *path = arena_printf(c.mem, "%s/keys/personal.key", c.data_dir),
         *aside = arena_printf(c.mem, "%s.aside", path);
    vault_seal(&c, &v, secret, sizeof secret - 1, &sealed, &n);
    assert_int_equal(rename(path, aside), 0);
    assert_int_equal(vault_load(&c, &now), ST_OK); /* a new one is made */
    assert_memory_not_equal(now.key, v.key, VAULT_KEY_BYTES);
    assert_int_equal(vault_open(&c, &now, sealed, n, &text, &n_text), ST_BROKEN);
    assert_int_equal(vault_open(&c, &v, sealed, n, &text, &n_text), ST_OK);
    assert_int_equal(rename(aside, path), 0);
    assert_int_equal(vault_load(&c, &now), ST_OK);
    assert_memory_equal(now.key, v.key, VAULT_KEY_BYTES);
    assert_int_equal(truncate(path, 5), 0);
    assert_int_equal(vault_load(&c, &now), ST_BROKEN);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(v.key, 1, VAULT_KEY_BYTES, f), VAULT_KEY_BYTES);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(vault_load(&c, &now), ST_OK);
    assert_memory_equal(now.key, v.key, VAULT_KEY_BYTES);
}

static void test_files_come_back(void **state)
{
    (void)state;
    const char *name, *again, *p;
    size_t n;
    assert_int_equal(vault_file_put(&c, &v, secret, sizeof secret, &name), ST_OK);
    assert_int_equal(vault_file_put(&c, &v, secret, sizeof secret, &again), ST_OK);
    assert_string_equal(name, again);
    assert_int_equal(vault_file_get(&c, &v, name, &p, &n), ST_OK);
    assert_int_equal(n, sizeof secret);
    assert_memory_equal(p, secret, n);
    static const char *const none[] = {"", "../keys/personal.key",
        "0000000000000000000000000000000000000000000000000000000000000000"};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_int_equal(vault_file_get(&c, &v, none[i], &p, &n), ST_NOT_FOUND);
}

static void test_torn_file_is_told(void **state)
{
    (void)state;
    const char *name, *p;
    size_t n;
    assert_int_equal(vault_file_put(&c, &v, "torn", 4, &name), ST_OK);
    assert_int_equal(truncate(arena_printf(c.mem, "%s/%.2s/%s", v.dir, name, name), 20), 0);
    assert_int_equal(vault_file_get(&c, &v, name, &p, &n), ST_BROKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values_come_back),
        cmocka_unit_test(test_changes_are_noticed), cmocka_unit_test(test_marks_tell_equals),
        cmocka_unit_test(test_key_stays), cmocka_unit_test(test_replaced_key_counts),
        cmocka_unit_test(test_files_come_back), cmocka_unit_test(test_torn_file_is_told)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
