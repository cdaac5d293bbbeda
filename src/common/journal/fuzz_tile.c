/* Fuzz: addresses of tiles and signed checkpoints from outside.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "common/journal/tiles.h"
#include "common/journal/verify_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, n);
    struct tile t;
    struct checkpoint k;
    if (tile_parse(text, &t))
        BUG_ON(strcmp(tile_path(a, &t), text) != 0); /* one address a tile */
    if (checkpoint_read(a, text, &k))
        BUG_ON(k.text_bytes > n);
    arena_free(&a);
    return 0;
}
