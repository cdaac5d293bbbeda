/* Fuzzing the recognition of files: any bytes, never a crash, never a page or a program let
 * through.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/record/file_type.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    const char *why;
    if (!*path)
        snprintf(path, sizeof path, "/tmp/gongkai-fuzz-file-%d", (int)getpid());
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        return 0;
    const struct file_kind *k = file_kind_of(path, &why);
    if (k && (size > 1 && (memcmp(data, "MZ", 2) == 0 || memcmp(data, "#!", 2) == 0)))
        abort();
    unlink(path);
    return 0;
}
