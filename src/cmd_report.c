/* gongkai report check < table.json; gongkai report build --year Y --format F --data DIR.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "county.h"
#include "options.h"
#include "request/foi/foi.h"
#include "request/report/report.h"
#include "request/report/report_check.h"

/* The organ whose unit has this code or name; 0 for the whole county. */
static enum st organ_named(struct ctx *c, const char *name, int64_t *id)
{
    struct unit u;
    *id = 0;
    if (!*name)
        return ST_OK;
    enum st st = unit_by_name(c, name, &u);
    if (!st)
        *id = u.id;
    return st;
}

static enum st write_report(
    struct ctx *c, const struct report_table *t, const char *format, struct buf *out)
{
    if (strcmp(format, "xlsx") == 0)
        return report_xlsx(t, out, &c->err);
    if (strcmp(format, "docx") == 0)
        return report_docx(c->mem, t, NULL, out, &c->err);
    enum st st = report_json(c->mem, t, out, &c->err);
    buf_addc(out, '\n');
    return st;
}

static int build(const struct county *county, int year, const char *format, const char *organ)
{
    struct ctx c;
    struct report_table t;
    struct buf out;
    int64_t id;
    county_ctx(county, "report", &c);
    buf_init(&out, 0);
    enum st st = ctx_begin(&c, false);
    if (!st)
        st = organ_named(&c, organ, &id);
    if (!st)
        st = report_build(&c, id, year, &t);
    if (!st)
        st = write_report(&c, &t, format, &out);
    int code = st ? usage_error("%s", c.err.message) : 0;
    if (!st && fwrite(out.p, 1, out.n, stdout) != out.n)
        code = usage_error("结果没有写完，请检查磁盘空间");
    buf_release(&out);
    ctx_release(&c);
    return code;
}

static int cmd_build(int argc, char **argv)
{
    const char *year = NULL, *format = "json", *data = NULL, *database = "", *organ = "", *what;
    const struct option_row rows[] = {{"--year", &year, NULL}, {"--format", &format, NULL},
        {"--data", &data, NULL}, {"--database", &database, NULL}, {"--organ", &organ, NULL}};
    size_t n;
    struct county county;
    struct err e = {.st = ST_OK};
    if (!options_read(argc, argv, rows, COUNT_OF(rows), &what, 1, &n))
        return 2;
    if (!year || strlen(year) != 4 || strspn(year, "0123456789") != 4)
        return usage_error("请用 --year 给出年份，例如 --year 2018");
    if (strcmp(format, "json") != 0 && strcmp(format, "xlsx") != 0 && strcmp(format, "docx") != 0)
        return usage_error("--format 只能是 json、xlsx 或 docx");
    if (!data)
        return usage_error("请用 --data 指明县的文件夹");
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = build(&county, (int)strtol(year, NULL, 10), format, organ);
    county_close(&county);
    return code;
}

int cmd_report(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "build") == 0)
        return cmd_build(argc, argv);
    if (strcmp(what, "check") == 0 && argc == 2)
        return compute(report_check);
    return usage_error("用法：gongkai report check < table.json，"
                       "或 gongkai report build --year 年 --format json|xlsx|docx --data 文件夹");
}
