/* gongkai import documents|plan FILE --data DIR.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "assurance/ledger/ledger.h"
#include "commands.h"
#include "compute.h"
#include "county.h"
#include "disclosure/document/document.h"
#include "lib/text/encoding.h"
#include "options.h"

#define PLAN_MAX_BYTES (16u << 20)

static int import_documents(struct ctx *c, FILE *in)
{
    struct stat s;
    struct import_report report = {0};
    int64_t size = fstat(fileno(in), &s) == 0 && S_ISREG(s.st_mode) ? (int64_t)s.st_size : 0;
    if (documents_import(c, in, size, stdout, &report))
        return usage_error("导入没有完成：%s", c->err.message);
    return report.added + report.updated + report.unchanged > 0 ? 0 : 2;
}

static int import_plan(struct ctx *c, FILE *in)
{
    struct buf raw, text;
    int measures = 0;
    buf_init(&raw, PLAN_MAX_BYTES);
    buf_init(&text, 0);
    enum st st = read_stream(in, &raw) ? text_decode(buf_str(&raw), raw.n, &text, NULL, &c->err)
                                       : fail(c, ST_TOO_BIG, "", "文件超过 16 MB，不像是一份方案");
    if (!st)
        st = plan_import(c, buf_str(&text), text.n, &measures);
    buf_release(&raw);
    buf_release(&text);
    if (st)
        return usage_error("%s", c->err.message);
    printf("读出 %d 条措施，请在工作台“整改台账”中逐条确认\n", measures);
    return 0;
}

static int run_import(const struct county *county, const char *what, const char *file)
{
    FILE *in = fopen(file, "rb");
    if (!in)
        return usage_error("不能打开 %s：%s", file, strerror(errno));
    struct ctx c;
    county_ctx(county, "import", &c);
    int code = strcmp(what, "plan") == 0 ? import_plan(&c, in) : import_documents(&c, in);
    ctx_release(&c);
    fclose(in);
    return code;
}

int cmd_import(int argc, char **argv)
{
    const char *data = NULL, *database = "", *places[2];
    const struct option_row rows[] = {{"--data", &data, NULL}, {"--database", &database, NULL}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), places, 2, &n))
        return 2;
    if (n != 2 || (strcmp(places[0], "documents") != 0 && strcmp(places[0], "plan") != 0))
        return usage_error("用法：gongkai import documents|plan 文件 --data 文件夹");
    if (!data)
        return usage_error("请用 --data 指明县的文件夹");
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = run_import(&county, places[0], places[1]);
    county_close(&county);
    return code;
}
