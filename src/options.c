/* Options of the command line.
 *
 * SPDX-License-Identifier: MIT */
#include "options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int usage_error(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("gongkai: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    return 2;
}

static const struct option_row *find(const struct option_row *rows, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

/* --name or -n; a lone "-" is a word. */
static bool is_option(const char *arg)
{
    return arg[0] == '-' && arg[1];
}

bool options_read(int argc, char **argv, const struct option_row *rows, size_t n,
    const char **places, size_t max_places, size_t *n_places)
{
    *n_places = 0;
    for (int i = 1; i < argc; i++) {
        if (!is_option(argv[i])) {
            if (*n_places == max_places)
                return usage_error("多出了“%s”，gongkai help 列出各命令的用法", argv[i]), false;
            places[(*n_places)++] = argv[i];
            continue;
        }
        const struct option_row *row = find(rows, n, argv[i]);
        if (!row)
            return usage_error("没有选项 %s，gongkai help 列出各命令的用法", argv[i]), false;
        if (row->flag)
            *row->flag = true;
        else if (i + 1 < argc)
            *row->value = argv[++i];
        else
            return usage_error("选项 %s 后面缺少值", argv[i]), false;
    }
    return true;
}
