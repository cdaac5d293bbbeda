/* Build-time program: data/calendar/YYYY files -> one C table of special days.
 *
 * Input lines: "YYYY-MM-DD off|work name"; "#" starts a comment. The covered span is 1 January of
 * the first to 31 December of the last year given; a hole between the years is an error.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"

static _Noreturn void refuse(const char *file, int line, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, why);
    exit(1);
}

static void read_year(FILE *out, const char *path, int year)
{
    char line[256], date[11], kind[8], name[64];
    FILE *in = fopen(path, "r");
    if (!in)
        refuse(path, 0, "cannot be opened");
    int32_t last = 0;
    for (int n = 1; fgets(line, sizeof line, in); n++) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        name[0] = '\0';
        if (sscanf(line, "%10s %7s %63s", date, kind, name) < 2)
            refuse(path, n, "expected: date off|work name");
        struct day d = day_parse(date);
        int y = 0, m = 0, dom = 0;
        if (day_given(d))
            day_split(d, &y, &m, &dom);
        if (!day_given(d) || y != year)
            refuse(path, n, "no such date in this year");
        if (strcmp(kind, "off") != 0 && strcmp(kind, "work") != 0)
            refuse(path, n, "expected off or work");
        if (d.n <= last && last)
            refuse(path, n, "dates must ascend");
        last = d.n;
        fprintf(out, "    {{%d}, %s, \"%s\"},\n", d.n, strcmp(kind, "work") == 0 ? "true" : "false",
            name);
    }
    fclose(in);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: gen_calendar OUT.c YEARFILE…\n", stderr);
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out)
        refuse(argv[1], 0, "cannot be written");
    fputs("#include \"common/clock/calendar_table.h\"\n\n"
          "const struct special_day calendar_days[] = {\n",
        out);
    int first = 0, year = 0;
    for (int i = 2; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        int y = (int)strtol(slash ? slash + 1 : argv[i], NULL, 10);
        if (year && y != year + 1)
            refuse(argv[i], 0, "the years must follow one another");
        year = y;
        first = first ? first : y;
        read_year(out, argv[i], y);
    }
    fprintf(out,
        "};\nconst size_t n_calendar_days = sizeof calendar_days / sizeof calendar_days[0];\n"
        "const int calendar_first_year = %d;\nconst int calendar_last_year = %d;\n",
        first, year);
    return fclose(out) == 0 ? 0 : 1;
}
