/* gongkai validity --data DIR --on DATE [--number N]: what was in force on a day.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "commands.h"
#include "common/record/in_force.h"
#include "county.h"
#include "lib/base/json.h"
#include "options.h"

static void print_row(void *arg, const struct in_force *f)
{
    struct buf *b = arg;
    char day[11];
    buf_clear(b);
    buf_addc(b, '{');
    jw_pair(b, "id", f->id);
    jw_pair(b, "title", f->title);
    jw_pair(b, "number", f->number);
    jw_pair(b, "date", day_text(f->date, day));
    jw_pair(b, "state", f->state);
    buf_addc(b, '}');
    puts(buf_str(b));
}

static int print_all(const struct county *county, struct day on, const char *number)
{
    struct ctx c;
    struct in_force *list;
    struct buf b;
    size_t n = 0;
    county_ctx(county, "validity", &c);
    buf_init(&b, 0);
    enum st st = ctx_begin(&c, false);
    if (!st && !*number)
        st = in_force_each(&c, on, print_row, &b);
    else if (!st)
        st = in_force_on(&c, on, number, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        print_row(&b, &list[i]);
    int code = st ? usage_error("%s", c.err.message) : 0;
    buf_release(&b);
    ctx_release(&c);
    return code;
}

int cmd_validity(int argc, char **argv)
{
    const char *data = NULL, *database = "", *date = NULL, *number = "";
    const struct option_row rows[] = {{"--data", &data, NULL}, {"--database", &database, NULL},
        {"--on", &date, NULL}, {"--number", &number, NULL}};
    size_t n;
    struct county county;
    struct err e = {.st = ST_OK};
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    if (!data || !date)
        return usage_error("用法：gongkai validity --data 文件夹 --on 日期 [--number 文号]");
    struct day on = day_parse(date);
    if (!day_given(on))
        return usage_error("日期“%s”不存在，请写成 2018-09-12 的样子", date);
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = print_all(&county, on, number);
    county_close(&county);
    return code;
}
