/* Fuzzing what the program and the paper worker read of each other, lists of regions, camera data.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/paper/exif.h"
#include "lib/paper/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What can be read can be written, and is then read as the same bytes. */
static void requests(struct arena *a, const void *p, size_t n)
{
    struct paper_request q, again;
    struct buf b, c;
    if (wire_request_read(a, p, n, &q, NULL) != ST_OK)
        return;
    buf_init(&b, 0);
    buf_init(&c, 0);
    wire_request_write(&b, &q);
    if (wire_request_read(a, b.p, b.n, &again, NULL) != ST_OK)
        abort();
    wire_request_write(&c, &again);
    if (b.n != c.n || memcmp(b.p, c.p, b.n) != 0)
        abort();
    buf_release(&b);
    buf_release(&c);
}

static void replies(struct arena *a, const void *p, size_t n)
{
    struct paper_bytes body;
    struct pages_info info;
    struct mask_proof proof;
    if (wire_reply_read(p, n, &body, NULL) == ST_OK) {
        if (wire_info_read(a, body, &info, NULL) == ST_OK && info.n_pages < 1)
            abort();
        if (wire_proof_read(a, body, &proof, NULL) == ST_OK && proof.n_faults && !proof.faults[0])
            abort();
    }
}

static void regions(struct arena *a, const void *p, size_t n)
{
    struct mask_regions r, again;
    struct buf b;
    char *json = arena_strndup(a, p, n);
    if (mask_regions_read(a, json, 3, &r, NULL) != ST_OK)
        return;
    buf_init(&b, 0);
    mask_regions_write(&b, &r);
    if (mask_regions_read(a, buf_str(&b), 3, &again, NULL) != ST_OK || again.n != r.n)
        abort();
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    requests(a, data, size);
    replies(a, data, size);
    regions(a, data, size);
    int turn = exif_orientation(data, size);
    if (turn < 1 || turn > 8)
        abort();
    arena_free(&a);
    return 0;
}
