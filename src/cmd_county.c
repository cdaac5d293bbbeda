/* Commands on a whole county: init, serve, verify; and routes, which prints the route table.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "common/org/org.h"
#include "common/record/verify.h"
#include "county.h"
#include "modules.h"
#include "options.h"

static void print_demo_accounts(void)
{
    puts("\n演示账号（密码都写在这里，只用于试用）：");
    for (size_t i = 0; i < n_demo_accounts; i++) {
        const struct demo_account *a = &demo_accounts[i];
        printf(
            "  %-10s %-16s %s（%s，%s）\n", a->login, a->password, a->role_title, a->name, a->unit);
    }
}

/* The first person of a county without demo: somebody must be able to sign in. */
static enum st add_first_admin(const struct county *county, struct err *e)
{
    struct ctx c;
    const char *password = "";
    county_ctx(county, "init", &c);
    enum st st = ctx_begin(&c, true);
    if (!st)
        st = org_first_admin(&c, "admin", &password);
    if (!st)
        st = ctx_commit(&c);
    if (!st)
        printf(
            "管理员账号：admin\n初始密码：%s\n首次登录后请立即修改，本密码不再显示。\n", password);
    *e = c.err;
    ctx_release(&c);
    return st;
}

int cmd_init(int argc, char **argv)
{
    const char *data = NULL, *database = "";
    bool demo = false;
    const struct option_row rows[] = {
        {"--data", &data, NULL}, {"--database", &database, NULL}, {"--demo", NULL, &demo}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    if (!data)
        return usage_error("请用 --data 指明要建立的文件夹");
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_create(data, database, demo, &county, &e))
        return usage_error("%s", e.message);
    printf("已在 %s 建立%s\n", data, demo ? "演示县" : "新的县");
    enum st st = demo ? ST_OK : add_first_admin(&county, &e);
    county_close(&county);
    if (demo)
        print_demo_accounts();
    return st ? usage_error("%s", e.message) : 0;
}

struct serve_flags {
    bool secure, access_log;
};

static bool serving_demo; /* set once before the server starts */
static char serving_host[256];

static void print_address(int port)
{
    printf("\n网站：     http://%s:%d/\n工作台：   http://%s:%d/work/\n", serving_host, port,
        serving_host, port);
    if (serving_demo)
        print_demo_accounts();
    puts("\n按 Ctrl+C 停止。");
    fflush(stdout);
}

static int serve(
    const struct county *county, const char *listen, int threads, const struct serve_flags *flags)
{
    struct app_options options = county_app_options(county);
    struct app *app;
    struct err e = {.st = ST_OK};
    options.secure_cookies = flags->secure;
    options.access_log = flags->access_log;
    serving_demo = county_is_demo(county);
    snprintf(serving_host, sizeof serving_host, "%.*s", (int)strcspn(listen, ":"), listen);
    if (app_open(&options, &app, &e))
        return usage_error("%s", e.message);
    enum st st = app_serve(app, listen, threads, print_address, &e);
    app_close(&app);
    return st ? usage_error("%s", e.message) : 0;
}

int cmd_serve(int argc, char **argv)
{
    const char *data = NULL, *database = "", *listen = "127.0.0.1:8080", *threads = "0";
    struct serve_flags flags = {false, false};
    const struct option_row rows[] = {{"--data", &data, NULL}, {"--database", &database, NULL},
        {"--listen", &listen, NULL}, {"--threads", &threads, NULL},
        {"--secure", NULL, &flags.secure}, {"--access-log", NULL, &flags.access_log}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    char *end;
    long count = strtol(threads, &end, 10);
    if (*end || count < 0 || count > 64)
        return usage_error("--threads 应是 0 到 64 的整数");
    if (!data)
        return usage_error("请用 --data 指明县的文件夹");
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = serve(&county, listen, (int)count, &flags);
    county_close(&county);
    return code;
}

int cmd_verify(int argc, char **argv)
{
    const char *data = NULL, *database = "";
    const struct option_row rows[] = {{"--data", &data, NULL}, {"--database", &database, NULL}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    if (!data)
        return usage_error("请用 --data 指明县的文件夹");
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_open(data, database, &county, &e)) {
        usage_error("%s", e.message);
        return e.st == ST_BROKEN ? 1 : 2; /* a database that cannot be opened does not hold */
    }
    struct ctx c;
    int64_t faults = 0;
    county_ctx(&county, "verify", &c);
    enum st st = verify_county(&c, stdout, &faults);
    if (st)
        usage_error("核对没有完成：%s", c.err.message);
    else if (faults)
        printf("核对结束：有 %lld 处不符，见上\n", (long long)faults);
    else
        puts("核对结束：全部相符");
    ctx_release(&c);
    county_close(&county);
    return st || faults ? 1 : 0;
}

int cmd_routes(int argc, char **argv)
{
    size_t n;
    if (!options_read(argc, argv, NULL, 0, NULL, 0, &n))
        return 2;
    for (size_t i = 0; i < n_modules; i++)
        for (size_t k = 0; k < modules[i]->n_routes; k++) {
            const struct route *r = &modules[i]->routes[k];
            printf("%-5s %-44s %-20s %s%s%s\n", r->method == METHOD_GET ? "GET" : "POST",
                r->pattern, r->perm, modules[i]->title, r->flags & ROUTE_CACHED ? " 缓存" : "",
                r->flags & ROUTE_ONCE ? " 一次" : "");
        }
    return 0;
}
