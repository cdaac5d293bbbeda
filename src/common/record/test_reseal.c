/* Both ciphers of the vault, and sealing anew when the setting changes; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <stdio.h>
#include <unistd.h>

#include "common/record/reseal.h"
#include "tests/support.h"

static const char secret[] = "张三 530323199001011234";

static const struct migration tables[] = {{1, "secrets",
    "CREATE TABLE secrets (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;", NULL}};
static const struct stmt stmt_add = {
    "secrets.add", "INSERT INTO secrets (id, sealed) VALUES ($1, $2)", NULL};
static const struct stmt stmt_get = {
    "secrets.get", "SELECT sealed FROM secrets WHERE id = $1", NULL};
static const struct module secrets = {
    .name = "secrets", .title = "secrets", .migrations = tables, .n_migrations = 1};
static const struct module *const mods[] = {&secrets};
static const struct sealed_column columns[] = {SEALED_COLUMN("secrets", "id", "sealed")};

enum { N = 250 }; /* more than a batch */
static struct {
    struct db *db;
    struct ctx c;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s (%s)", st, w.c.err.message, w.c.err.detail);
}

static int open_world(void **state)
{
    (void)state;
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = test_dir();
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_db_drop(&w.db);
    return 0;
}

static struct vault loaded(void)
{
    struct vault v;
    done(vault_load(&w.c, &v));
    return v;
}

static void must_open(const struct vault *v, const void *p, size_t n, const char *want)
{
    const char *text;
    size_t n_text;
    done(vault_open(&w.c, v, p, n, &text, &n_text));
    assert_string_equal(text, want);
    assert_int_equal(n_text, strlen(want));
}

/* What one cipher sealed opens under the other; no bit may change; the number is another each time.
 */
static void sm4_values(void **state)
{
    (void)state;
    struct vault old = loaded();
    const void *before, *sealed, *again, *empty;
    const char *text;
    size_t n_before, n, n_again, n_empty, n_text;
    assert_int_equal(old.cipher, VAULT_SECRETBOX);
    vault_seal(&w.c, &old, secret, sizeof secret - 1, &before, &n_before);
    done(vault_cipher_set(&w.c, VAULT_SM4));
    struct vault v = loaded();
    assert_int_equal(v.cipher, VAULT_SM4);
    vault_seal(&w.c, &v, secret, sizeof secret - 1, &sealed, &n);
    vault_seal(&w.c, &v, secret, sizeof secret - 1, &again, &n_again);
    vault_seal(&w.c, &v, "", 0, &empty, &n_empty);
    assert_int_equal(n, n_again);
    assert_memory_not_equal(sealed, again, n);
    assert_null(memmem(sealed, n, "530323", 6));
    must_open(&v, sealed, n, secret);
    must_open(&v, empty, n_empty, "");
    must_open(&v, before, n_before, secret);
    must_open(&old, sealed, n, secret);
    assert_int_equal(vault_cipher_of(&v, before, n_before), VAULT_SECRETBOX);
    assert_int_equal(vault_cipher_of(&v, sealed, n), VAULT_SM4);
    for (size_t i = 0; i < n; i++) {
        unsigned char *copy = arena_alloc(w.c.mem, n);
        memcpy(copy, sealed, n);
        copy[i] ^= 1;
        assert_int_equal(vault_open(&w.c, &v, copy, n, &text, &n_text), ST_BROKEN);
        assert_int_equal(vault_open(&w.c, &v, sealed, i, &text, &n_text), ST_BROKEN);
    }
    unsigned char key[VAULT_KEY_BYTES];
    memcpy(key, v.key, sizeof key);
    key[0] ^= 1;
    const struct vault other = {.key = key, .dir = v.dir, .cipher = VAULT_SM4};
    assert_int_equal(vault_open(&w.c, &other, sealed, n, &text, &n_text), ST_BROKEN);
}

static void check_all(enum vault_cipher cipher, const char *file)
{
    struct vault v = loaded();
    struct rows *r;
    const char *bytes;
    size_t n;
    done(ctx_begin(&w.c, false));
    for (int i = 1; i <= N; i++) {
        done(q1(&w.c, &stmt_get, ARGS(v_int(i)), &r));
        const void *sealed = rows_blob(r, 0, &n);
        assert_int_equal(vault_cipher_of(&v, sealed, n), cipher);
        must_open(&v, sealed, n, arena_printf(w.c.mem, "%s %d", secret, i));
    }
    done(vault_file_get(&w.c, &v, file, &bytes, &n));
    assert_string_equal(bytes, secret);
    ctx_rollback(&w.c);
}

/* There and back: values, files; what is right already is left; twice changes nothing. */
static void sealed_anew(void **state)
{
    (void)state;
    struct resealed out;
    const char *file;
    const void *sealed;
    size_t n;
    done(vault_cipher_set(&w.c, VAULT_SECRETBOX));
    struct vault v = loaded();
    done(ctx_begin(&w.c, true));
    for (int i = 1; i <= N; i++) {
        const char *text = arena_printf(w.c.mem, "%s %d", secret, i);
        vault_seal(&w.c, &v, text, strlen(text), &sealed, &n);
        done(x(&w.c, &stmt_add, ARGS(v_int(i), v_blob(sealed, n))));
    }
    done(vault_file_put(&w.c, &v, secret, sizeof secret - 1, &file));
    file = arena_strdup(w.c.mem, file);
    done(ctx_commit(&w.c));
    static const enum vault_cipher turns[] = {VAULT_SM4, VAULT_SECRETBOX};
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        done(vault_cipher_set(&w.c, turns[i]));
        done(reseal_all(&w.c, columns, COUNT_OF(columns), &out));
        assert_int_equal(out.values, N);
        assert_int_equal(out.files, 1);
        check_all(turns[i], file);
        done(reseal_all(&w.c, columns, COUNT_OF(columns), &out));
        assert_int_equal(out.values + out.files, 0);
        assert_int_equal(out.kept, N + 1);
    }
}

static void must_name(const struct resealed *out, size_t i, const char *path)
{
    assert_true(i < out->n_unread);
    assert_non_null(strstr(out->unread[i], path));
}

/* What cannot be opened is named, the rest is sealed anew; mended, the next run does it. Links that
 * lead nowhere stand for missing rights: root has them all. */
static void unread_is_named(void **state)
{
    (void)state;
    struct resealed out;
    const char *kept, *moved, *was = w.c.data_dir;
    w.c.data_dir = test_dir();
    struct vault v = loaded();
    done(vault_file_put(&w.c, &v, secret, 1, &kept));
    for (size_t n = 2; n == 2 || memcmp(kept, moved, 2) == 0; n++) /* in folders of their own */
        done(vault_file_put(&w.c, &v, secret, n, &moved));
    const char *folder = arena_printf(w.c.mem, "%s/%.2s", v.dir, moved),
               *away = arena_concat(w.c.mem, folder, ".away", NULL),
               *stray = arena_printf(w.c.mem, "%s/%.2s/%064d", v.dir, kept, 0);
    assert_int_equal(rename(folder, away), 0);
    assert_int_equal(symlink("nowhere", folder), 0);
    assert_int_equal(symlink("nowhere", stray), 0);
    enum vault_cipher other = v.cipher == VAULT_SM4 ? VAULT_SECRETBOX : VAULT_SM4;
    done(vault_cipher_set(&w.c, other));
    done(reseal_all(&w.c, columns, 0, &out));
    assert_int_equal(out.n_unread, 2);
    bool first = strstr(out.unread[0], folder) != NULL; /* in the order of the folder */
    must_name(&out, first ? 0 : 1, folder);
    must_name(&out, first ? 1 : 0, stray);
    int64_t rest = out.files;
    assert_true(rest >= 1);
    assert_int_equal(unlink(folder) | unlink(stray) | rename(away, folder), 0);
    done(reseal_all(&w.c, columns, 0, &out));
    assert_int_equal(out.n_unread, 0);
    assert_int_equal(out.files, 1);
    assert_int_equal(out.kept, rest);
    w.c.data_dir = was;
}

/* A county that keeps no files yet; and one whose folder of files is a link that leads nowhere. */
static void no_folder(void **state)
{
    (void)state;
    struct resealed out;
    const char *was = w.c.data_dir;
    w.c.data_dir = test_dir();
    done(vault_cipher_set(&w.c, VAULT_SM4));
    done(reseal_all(&w.c, columns, 0, &out));
    assert_int_equal(out.n_unread, 0);
    const char *vault = arena_concat(w.c.mem, w.c.data_dir, "/vault", NULL);
    assert_int_equal(symlink("nowhere", vault), 0);
    done(reseal_all(&w.c, columns, 0, &out));
    assert_int_equal(out.n_unread, 1);
    must_name(&out, 0, vault);
    w.c.data_dir = was;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sm4_values), cmocka_unit_test(sealed_anew),
        cmocka_unit_test(unread_is_named), cmocka_unit_test(no_folder)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
