/* The program: subcommands, one row each.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/base/status.h"

struct command {
    const char *name, *usage, *help, *example;
    int (*run)(int argc, char **argv);
};

static int run_help(int argc, char **argv);

static const struct command commands[] = {
    {"help", "help", "列出全部命令", "gongkai help", run_help},
};

static int run_help(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    puts("公开：县级政务公开平台\n\n用法：gongkai <命令> [选项]\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        printf("  %s\n      %s\n      例：%s\n", commands[i].usage, commands[i].help,
            commands[i].example);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("gongkai: 请给出命令，gongkai help 列出全部命令\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    fprintf(stderr, "gongkai: 没有命令“%s”，gongkai help 列出全部命令\n", argv[1]);
    return 2;
}
