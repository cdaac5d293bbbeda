/* Build-time program: traditional → simplified characters, one by one, out of OpenCC (t2s) -> the C
 * table of src/lib/text/simplify.h.
 *
 * usage: simplifyc OUT.c
 *
 * SPDX-License-Identifier: MIT */
#include <iconv.h>
#include <opencc/opencc.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/simplify.h"

static int stop(const char *why)
{
    fprintf(stderr, "simplifyc: %s\n", why);
    return 1;
}

/* Characters of GB 2312 are used in simplified texts too (乾安县, 瞭望): they stay. */
static bool in_use(iconv_t gb2312, const char *text, size_t n)
{
    char copy[8], out[8], *from = copy, *to = out;
    size_t left = n, room = sizeof out;
    memcpy(copy, text, n);
    return iconv(gb2312, &from, &left, &to, &room) != (size_t)-1;
}

/* What the character becomes by itself; itself when that is no single character of the table. */
static uint32_t simple_of(opencc_t t2s, iconv_t gb2312, uint32_t cp)
{
    char text[8];
    size_t n = utf8_put(text, cp);
    if (in_use(gb2312, text, n))
        return cp;
    char *out = opencc_convert_utf8(t2s, text, n);
    const char *p = out;
    uint32_t simple = out ? utf8_next(&p, out + strlen(out)) : cp;
    bool one = out && *out && !*p && simple >= SIMPLIFY_FIRST && simple <= SIMPLIFY_LAST;
    opencc_convert_utf8_free(out);
    return one ? simple : cp;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return stop("usage: simplifyc OUT.c");
    opencc_t t2s = opencc_open("t2s.json");
    if (t2s == (opencc_t)-1)
        return stop(opencc_error());
    iconv_t gb2312 = iconv_open("GB2312", "UTF-8");
    if (gb2312 == (iconv_t)-1)
        return stop("no GB2312");
    FILE *f = fopen(argv[1], "w");
    if (!f)
        return stop("cannot write");
    fprintf(f, "/* Made by tools/simplifyc.c out of OpenCC (Apache-2.0). */\n"
               "#include \"lib/text/simplify.h\"\n\n"
               "const uint16_t simplify_table[SIMPLIFY_LAST - SIMPLIFY_FIRST + 1] = {\n");
    for (uint32_t cp = SIMPLIFY_FIRST; cp <= SIMPLIFY_LAST; cp++)
        fprintf(f, "%u,%s", simple_of(t2s, gb2312, cp), cp % 12 ? "" : "\n");
    fputs("};\n", f);
    opencc_close(t2s);
    iconv_close(gb2312);
    return fclose(f) ? stop("cannot write") : 0;
}
