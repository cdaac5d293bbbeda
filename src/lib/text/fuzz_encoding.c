/* Fuzzing the decoder and the comparison: whatever is accepted is well-formed UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/diff.h"
#include "lib/text/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf out;
    buf_init(&out, 0);
    if (text_decode(data, size, &out, NULL, NULL) == ST_OK) {
        if (out.n && !utf8_valid(out.p, out.n))
            abort();
        struct arena *a = arena_new();
        const struct diff_row *rows;
        const char *text = buf_str(&out), *half = strchr(text, '|');
        diff_lines(a, half ? arena_strndup(a, text, (size_t)(half - text)) : "",
            half ? half + 1 : text, &rows);
        arena_free(&a);
    }
    buf_release(&out);
    return 0;
}
