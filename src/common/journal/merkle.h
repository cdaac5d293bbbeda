/* RFC 6962 Merkle trees: hashing, roots, proofs. Pure; nodes come from a callback.
 *
 * Node (level, index) is the hash of the complete subtree over leaves [index·2^level,
 * (index+1)·2^level). A tree of any size is made of such nodes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_MERKLE_H
#define JOURNAL_MERKLE_H

#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/hash.h"

struct sha256 merkle_leaf(const void *entry, size_t n);
struct sha256 merkle_node(const struct sha256 *left, const struct sha256 *right);
/* Root of the empty tree. */
struct sha256 merkle_empty(void);

struct merkle_source {
    enum st (*node)(void *arg, int level, uint64_t index, struct sha256 *out);
    void *arg;
};

/* Root over the first `size` leaves. */
enum st merkle_root(const struct merkle_source *s, uint64_t size, struct sha256 *out) MUST_CHECK;
#define MERKLE_PROOF_MAX 64
/* Hashes, leaf side first, that prove leaf `index` in the tree of `size`. index < size. */
enum st merkle_inclusion(const struct merkle_source *s, uint64_t index, uint64_t size,
    struct sha256 proof[static MERKLE_PROOF_MAX], size_t *n) MUST_CHECK;
/* True when the proof leads from the leaf hash to the root. */
bool merkle_includes(const struct sha256 *leaf, uint64_t index, uint64_t size,
    const struct sha256 *proof, size_t n, const struct sha256 *root);

#endif
