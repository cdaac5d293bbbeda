/* Build-time program: template -> C. usage: tmplc IN.html OUT.c
 *
 * A mistake is one line on standard error, `file:line: error: …`, and leaves no output file.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "tools/tmpl.h"

static char *read_all(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *p = NULL;
    size_t cap = 0;
    *n = 0;
    do {
        cap = cap ? 2 * cap : 65536;
        p = realloc(p, cap);
        if (!p)
            abort();
        *n += fread(p + *n, 1, cap - *n, f);
    } while (*n == cap);
    fclose(f);
    return p;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: tmplc IN.html OUT.c\n", stderr);
        return 2;
    }
    size_t n;
    char *src = read_all(argv[1], &n);
    FILE *out = src ? fopen(argv[2], "w") : NULL;
    if (!out) {
        fprintf(stderr, "tmplc: cannot open %s\n", src ? argv[2] : argv[1]);
        return 1;
    }
    struct tmpl_error e;
    bool ok = tmpl_compile(src, n, argv[1], out, &e);
    free(src);
    if (fclose(out) != 0 && ok) {
        fprintf(stderr, "tmplc: cannot write %s\n", argv[2]);
        ok = false;
    } else if (!ok) {
        fprintf(stderr, "%s:%d: error: %s\n", argv[1], e.line, e.message);
    }
    if (!ok)
        remove(argv[2]);
    return ok ? 0 : 1;
}
