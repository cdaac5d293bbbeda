/* Statements of verify_log.c, listed by the module in verify.c; reading a checkpoint.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_VERIFY_LOG_H
#define JOURNAL_VERIFY_LOG_H

#include "lib/base/hash.h"
#include "lib/db/db.h"

extern const struct stmt verify_stmt_leaves, verify_stmt_nodes, verify_stmt_extra,
    verify_stmt_journal_at;

/* A checkpoint as signed: "origin\nsize\nroot\njournal seq hash\n\n— origin base64\n". */
struct checkpoint {
    size_t text_bytes; /* what is signed */
    const char *origin;
    uint64_t size;
    struct sha256 root;
    int64_t journal_seq;
    const char *journal_hash;
    const char *signer;
    const unsigned char *signature; /* 4 bytes of key hash, 64 of signature */
};
/* false when it is not of that form. Pure. */
bool checkpoint_read(struct arena *a, const char *note, struct checkpoint *out);

#endif
