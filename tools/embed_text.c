/* Build-time program: a reviewed text file -> a C string constant.
 *
 * usage: embed_text OUT.c NAME FILE; the constant is `const char NAME[]`, its size without the
 * NUL is `const size_t NAME_bytes`.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: embed_text OUT.c NAME FILE\n", stderr);
        return 2;
    }
    FILE *in = fopen(argv[3], "rb"), *out = fopen(argv[1], "w");
    if (!in || !out) {
        fprintf(stderr, "embed_text: cannot open %s\n", in ? argv[1] : argv[3]);
        return 1;
    }
    fprintf(out,
        "#include <stddef.h>\nextern const char %s[];\nextern const size_t %s_bytes;\n"
        "const char %s[] = {",
        argv[2], argv[2], argv[2]);
    size_t n = 0;
    for (int c; (c = getc(in)) != EOF; n++)
        fprintf(out, "%s%d,", n % 24 ? "" : "\n", c > 127 ? c - 256 : c);
    fprintf(out, "0};\nconst size_t %s_bytes = %zu;\n", argv[2], n);
    fclose(in);
    return fclose(out) == 0 ? 0 : 1;
}
