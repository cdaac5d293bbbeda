/* RFC 6962 hashing and the proofs of sections 2.1.1 and 2.1.2.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/merkle.h"

#include <openssl/evp.h>
#include <string.h>

static struct sha256 hash_prefixed(
    unsigned char prefix, const void *a, size_t na, const void *b, size_t nb)
{
    struct sha256 h;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    if (!md || !EVP_DigestInit_ex(md, EVP_sha256(), NULL))
        die("SHA-256 is not there");
    EVP_DigestUpdate(md, &prefix, 1);
    EVP_DigestUpdate(md, a, na);
    EVP_DigestUpdate(md, b, nb);
    EVP_DigestFinal_ex(md, h.b, NULL);
    EVP_MD_CTX_free(md);
    return h;
}

struct sha256 merkle_leaf(const void *entry, size_t n)
{
    return hash_prefixed(0, entry, n, "", 0);
}

struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right)
{
    return hash_prefixed(1, left->b, sizeof left->b, right->b, sizeof right->b);
}

struct sha256 merkle_empty(void)
{
    return sha256_of("", 0);
}

/* Largest k with 2^k < size; size ≥ 2. */
static int split_level(uint64_t size)
{
    int k = 0;
    while (((uint64_t)2 << k) < size)
        k++;
    return k;
}

/* Hash of leaves [first, first + size): one stored node when complete, else split as RFC 6962. */
static enum st subtree(
    const struct merkle_source *s, uint64_t first, uint64_t size, struct sha256 *out)
{
    if ((size & (size - 1)) == 0) {
        int level = 0;
        while (((uint64_t)1 << level) < size)
            level++;
        return s->node(s->arg, level, first >> level, out);
    }
    uint64_t k = (uint64_t)1 << split_level(size);
    struct sha256 left, right;
    enum st st = subtree(s, first, k, &left);
    if (!st)
        st = subtree(s, first + k, size - k, &right);
    if (!st)
        *out = merkle_node(&left, &right);
    return st;
}

enum st merkle_root(const struct merkle_source *s, uint64_t size, struct sha256 *out)
{
    if (!size) {
        *out = merkle_empty();
        return ST_OK;
    }
    return subtree(s, 0, size, out);
}

static enum st path_of(const struct merkle_source *s, uint64_t index, uint64_t first, uint64_t size,
    struct sha256 *proof, size_t *n)
{
    if (size == 1)
        return ST_OK;
    uint64_t k = (uint64_t)1 << split_level(size);
    bool left = index < k;
    enum st st = left ? path_of(s, index, first, k, proof, n)
                      : path_of(s, index - k, first + k, size - k, proof, n);
    if (st)
        return st;
    BUG_ON(*n == MERKLE_PROOF_MAX);
    return left ? subtree(s, first + k, size - k, &proof[(*n)++])
                : subtree(s, first, k, &proof[(*n)++]);
}

enum st merkle_inclusion(const struct merkle_source *s, uint64_t index, uint64_t size,
    struct sha256 proof[static MERKLE_PROOF_MAX], size_t *n)
{
    BUG_ON(index >= size);
    *n = 0;
    return path_of(s, index, 0, size, proof, n);
}

/* Rebuilds the root; eats the proof from its end, as the recursion of path_of filled it. */
static bool rebuild(const struct sha256 *leaf, uint64_t index, uint64_t size,
    const struct sha256 *proof, size_t n, struct sha256 *out)
{
    if (size == 1) {
        *out = *leaf;
        return n == 0;
    }
    if (!n)
        return false;
    uint64_t k = (uint64_t)1 << split_level(size);
    struct sha256 below;
    bool left = index < k;
    if (!rebuild(leaf, left ? index : index - k, left ? k : size - k, proof, n - 1, &below))
        return false;
    *out = left ? merkle_node(&below, &proof[n - 1]) : merkle_node(&proof[n - 1], &below);
    return true;
}

bool merkle_includes(const struct sha256 *leaf, uint64_t index, uint64_t size,
    const struct sha256 *proof, size_t n, const struct sha256 *root)
{
    struct sha256 got;
    return index < size && rebuild(leaf, index, size, proof, n, &got) &&
           memcmp(got.b, root->b, sizeof got.b) == 0;
}
