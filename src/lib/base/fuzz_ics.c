/* Fuzzing the writer of calendar files: whatever the title, lines are short, break between
 * characters, and unfolded and unescaped they say what was given.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/ics.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The value of SUMMARY, still escaped, without its folds: an escape may be folded in its middle. */
static void unfold(const char *file, struct buf *out)
{
    const char *p = strstr(file, "\r\nSUMMARY:");
    if (!p)
        abort();
    for (p += 10; *p; p++)
        if (!strncmp(p, "\r\n ", 3))
            p += 2;
        else if (*p == '\r')
            break;
        else
            buf_addc(out, *p);
}

static void unescape(const char *p, struct buf *out)
{
    for (; *p; p++) {
        if (*p != '\\') {
            buf_addc(out, *p);
            continue;
        }
        p++;
        buf_addc(out, *p == 'n' ? '\n' : *p);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!utf8_valid((const char *)data, size) || memchr(data, 0, size))
        return 0;
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    const struct ics_head head = {"fuzz", "1", "example", "", "", 0};
    const struct ics_event one = {"k", text, "", {17000}};
    struct buf file, line, back, want;
    buf_init(&file, 0);
    buf_init(&line, 0);
    buf_init(&back, 0);
    buf_init(&want, 0);
    ics_write(&file, &head, &one, 1);
    for (const char *p = buf_str(&file), *end; *p; p = end + 2) {
        end = strstr(p, "\r\n");
        if (!end || end - p > 75 || (p[*p == ' '] & 0xC0) == 0x80)
            abort();
    }
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p >= ' ' ? *p != 0x7F : *p == '\t' || *p == '\n')
            buf_addc(&want, *p);
    unfold(buf_str(&file), &line);
    unescape(buf_str(&line), &back);
    if (strcmp(buf_str(&back), buf_str(&want)) != 0)
        abort();
    buf_release(&file);
    buf_release(&line);
    buf_release(&back);
    buf_release(&want);
    arena_free(&a);
    return 0;
}
