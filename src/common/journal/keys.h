/* Keys of the installation, under DIR/keys, readable by the owner alone.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_KEYS_H
#define JOURNAL_KEYS_H

#include "lib/base/arena.h"
#include "lib/base/status.h"

struct log_key {
    unsigned char secret[64], public[32]; /* Ed25519 */
    unsigned char hash[4]; /* of the note format: SHA-256(name \n 0x01 public)[0..4) */
    const char *origin;    /* "www.shizong.gov.cn/log" */
};

/* Creates DIR/keys/log.key for `origin`. ST_CONFLICT when there is one already. */
enum st keys_create(const char *data_dir, const char *origin, struct err *e) MUST_CHECK;
enum st keys_load(
    struct arena *a, const char *data_dir, struct log_key *out, struct err *e) MUST_CHECK;
/* The verifier key "origin+hash+base64" that anybody checks checkpoints with. */
const char *keys_verifier(struct arena *a, const struct log_key *k);

#endif
