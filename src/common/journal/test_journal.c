/* The journal's chain, the Merkle tree against RFC 6962, and the signed log.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/chain.h"
#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/merkle.h"
#include "common/journal/tlog.h"
#include "tests/support.h"

static const struct module *const mods[] = {&journal_module, &tlog_module};

/* Leaf inputs and roots of the well-known RFC 6962 reference tree. */
static const char *const inputs[] = {"", "\x00", "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
static const size_t input_bytes[] = {0, 1, 1, 2, 2, 4, 8, 16};
static const char *const roots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

static enum st node_of(void *arg, int level, uint64_t index, struct sha256 *out)
{
    if (level == 0) {
        *out = merkle_leaf(inputs[index], input_bytes[index]);
        return ST_OK;
    }
    struct sha256 left, right;
    enum st st = node_of(arg, level - 1, index * 2, &left);
    if (!st)
        st = node_of(arg, level - 1, index * 2 + 1, &right);
    *out = merkle_node(&left, &right);
    return st;
}

static void tree_is_rfc6962(void **state)
{
    (void)state;
    struct merkle_source s = {node_of, NULL};
    char hex[SHA256_HEX_BYTES];
    for (uint64_t size = 1; size <= 8; size++) {
        struct sha256 root, proof[MERKLE_PROOF_MAX];
        size_t n;
        assert_int_equal(merkle_root(&s, size, &root), ST_OK);
        assert_string_equal(sha256_hex(&root, hex), roots[size - 1]);
        for (uint64_t i = 0; i < size; i++) {
            struct sha256 leaf = merkle_leaf(inputs[i], input_bytes[i]);
            assert_int_equal(merkle_inclusion(&s, i, size, proof, &n), ST_OK);
            assert_true(merkle_includes(&leaf, i, size, proof, n, &root));
            assert_false(merkle_includes(&leaf, (i + 1) % 8, size, proof, n, &root) && size > 1);
            leaf.b[3] ^= 1;
            assert_false(merkle_includes(&leaf, i, size, proof, n, &root));
        }
    }
}

static struct db *fresh(struct ctx *c)
{
    struct db *db = test_db_fresh(mods, 2);
    test_ctx(c, db);
    c->data_dir = test_dir();
    assert_int_equal(keys_create(c->data_dir, "www.shizong.gov.cn/log", &c->err), ST_OK);
    return db;
}

static void rows_are_chained(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    const char *hash, *first;
    int64_t seq;
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(journal_add(&c, &(struct act){.action = "record.submit",
                                             .subject_kind = "record",
                                             .subject_id = i,
                                             .detail = "{}"}),
            ST_OK);
        if (i == 0)
            assert_int_equal(journal_head(&c, &seq, &first), ST_OK);
    }
    assert_int_equal(journal_head(&c, &seq, &hash), ST_OK);
    assert_int_equal(seq, 3);
    char expect[SHA256_HEX_BYTES];
    struct journal_row row = {.seq = 1,
        .at = c.now,
        .person = 1,
        .unit = 1,
        .origin = "test",
        .action = "record.submit",
        .subject_kind = "record",
        .detail = "{}"};
    chain_hash("", &row, expect);
    assert_string_equal(first, expect);
    row.detail = "{} ";
    chain_hash("", &row, expect);
    assert_string_not_equal(first, expect);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
    test_db_drop(&db);
}

static void every_commit_is_sealed(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    for (int round = 0; round < 5; round++) {
        assert_int_equal(ctx_begin(&c, true), ST_OK);
        for (int i = 0; i <= round; i++)
            assert_int_equal(tlog_append(&c, &(struct leaf){.record_id = round,
                                                 .edition_id = i,
                                                 .act = "publish",
                                                 .title = "通知",
                                                 .number = "",
                                                 .unit = "县政府办公室",
                                                 .sha256 = roots[0],
                                                 .path = "/a.html"}),
                ST_OK);
        assert_int_equal(ctx_commit(&c), ST_OK);
    }
    struct tlog_head head;
    assert_int_equal(ctx_begin(&c, false), ST_OK);
    assert_int_equal(tlog_head(&c, &head), ST_OK);
    assert_int_equal(head.size, 15);
    assert_non_null(strstr(head.checkpoint, "www.shizong.gov.cn/log\n15\n"));
    assert_non_null(strstr(head.checkpoint, "\n\n— www.shizong.gov.cn/log "));
    struct merkle_source s = {tlog_node, &c};
    struct sha256 root, proof[MERKLE_PROOF_MAX];
    size_t n;
    const char *entry;
    assert_int_equal(merkle_root(&s, 15, &root), ST_OK);
    assert_int_equal(tlog_entry(&c, 11, &entry), ST_OK);
    struct sha256 leaf = merkle_leaf(entry, strlen(entry));
    assert_int_equal(merkle_inclusion(&s, 11, 15, proof, &n), ST_OK);
    assert_true(merkle_includes(&leaf, 11, 15, proof, n, &root));
    assert_int_equal(tlog_entry(&c, 15, &entry), ST_NOT_FOUND);
    ctx_release(&c);
    test_db_drop(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_is_rfc6962),
        cmocka_unit_test(rows_are_chained),
        cmocka_unit_test(every_commit_is_sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
