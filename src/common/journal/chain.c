/* Hash chain of the journal: pure.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/chain.h"

#include "lib/base/buf.h"

static void add_text(struct buf *b, const char *s)
{
    buf_addint(b, (int64_t)strlen(s));
    buf_addc(b, ':');
    buf_adds(b, s);
}

static void add_int(struct buf *b, int64_t v)
{
    buf_addint(b, v);
    buf_addc(b, ';');
}

void chain_hash(const char *prev, const struct journal_row *row, char out[static SHA256_HEX_BYTES])
{
    struct buf b;
    buf_init(&b, 0);
    add_text(&b, prev);
    add_int(&b, row->seq);
    add_int(&b, row->at);
    add_int(&b, row->person);
    add_int(&b, row->unit);
    add_text(&b, row->origin);
    add_text(&b, row->action);
    add_text(&b, row->subject_kind);
    add_int(&b, row->subject_id);
    add_int(&b, row->edition_id);
    add_text(&b, row->detail);
    struct sha256 h = sha256_of(buf_str(&b), b.n);
    sha256_hex(&h, out);
    buf_release(&b);
}
