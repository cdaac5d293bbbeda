/* Reading standard input for the commands that compute.
 *
 * SPDX-License-Identifier: MIT */
#include "compute.h"

#include <stdlib.h>

#include "lib/base/utf8.h"
#include "options.h"

#define INPUT_MAX_BYTES (256u << 20)

bool read_stream(FILE *f, struct buf *out)
{
    char piece[65536];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    return !buf_failed(out);
}

int compute(compute_fn *fn)
{
    struct arena *a = arena_new();
    struct buf in, out;
    struct err e = {.st = ST_OK};
    const struct json *j;
    buf_init(&in, INPUT_MAX_BYTES);
    buf_init(&out, INPUT_MAX_BYTES);
    enum st st = read_stream(stdin, &in) ? json_parse(a, buf_str(&in), in.n, &j, &e)
                                         : err_set(&e, ST_TOO_BIG, "", "输入超过 256 MB");
    if (!st)
        st = fn(a, j, &out, &e);
    int code = st ? usage_error("%s", e.message) : 0;
    if (!st)
        puts(buf_str(&out));
    buf_release(&in);
    buf_release(&out);
    arena_free(&a);
    return code;
}

int each_line(void (*fn)(struct arena *a, const char *line))
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    struct arena *a = arena_new();
    while ((n = getline(&line, &cap, stdin)) > 0) {
        while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            line[--n] = '\0';
        fn(a, utf8_valid(line, (size_t)n) ? line : "");
        arena_clear(a);
    }
    free(line);
    arena_free(&a);
    return fflush(stdout) == 0 ? 0 : 1;
}

bool no_options(int argc, char **argv)
{
    size_t n;
    return options_read(argc, argv, NULL, 0, NULL, 0, &n);
}
