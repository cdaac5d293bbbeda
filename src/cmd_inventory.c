/* gongkai inventory --data DIR --format json|xlsx: the register of documents.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "county.h"
#include "disclosure/inventory/inventory.h"
#include "options.h"

#define MOST_BYTES ((size_t)512 << 20)

static int print_all(const struct county *county, bool xlsx)
{
    struct ctx c;
    struct buf out;
    county_ctx(county, "inventory", &c);
    buf_init(&out, MOST_BYTES);
    enum st st = ctx_begin(&c, false);
    if (!st)
        st = xlsx ? inventory_xlsx(&c, &out) : inventory_json(&c, &out);
    if (!st && !xlsx)
        buf_addc(&out, '\n');
    int code = st ? usage_error("%s", c.err.message) : 0;
    if (!st && fwrite(out.p, 1, out.n, stdout) != out.n)
        code = usage_error("结果没有写完，请检查磁盘空间");
    buf_release(&out);
    ctx_release(&c);
    return code;
}

int cmd_inventory(int argc, char **argv)
{
    const char *data = NULL, *database = "", *format = "json";
    const struct option_row rows[] = {
        {"--data", &data, NULL}, {"--database", &database, NULL}, {"--format", &format, NULL}};
    size_t n;
    struct county county;
    struct err e = {.st = ST_OK};
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    if (!data)
        return usage_error("用法：gongkai inventory --data 文件夹 [--format json|xlsx]");
    if (strcmp(format, "json") != 0 && strcmp(format, "xlsx") != 0)
        return usage_error("--format 只能是 json 或 xlsx");
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = print_all(&county, strcmp(format, "xlsx") == 0);
    county_close(&county);
    return code;
}
