/* Fuzzing what strangers write: target, cookies, an urlencoded form, the way back to an address.
 *
 * Input: target, line feed, Cookie header, line feed, body.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/web/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum st nothing(struct req *r)
{
    (void)r;
    return ST_OK;
}
static const struct field fields[] = {
    {"t", "标题", FIELD_TEXT, true, 2, 10},
    {"l", "正文", FIELD_LONG, false, 0, 0},
    {"h", "正文", FIELD_HTML, false, 0, 0},
    {"i", "件数", FIELD_INT, false, 1, 5},
    {"d", "日期", FIELD_DAY, false, 0, 0},
    {"w", "时间", FIELD_TIME, false, 0, 0},
    {"b", "确认", FIELD_BOOL, false, 0, 0},
    {"m", "标签", FIELD_LIST, false, 0, 5},
    {"s", "密码", FIELD_SECRET, false, 0, 0},
};
static const struct form form = {fields, COUNT_OF(fields)};
static const struct route routes[] = {
    {METHOD_GET, "/", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/b", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/:x", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/:x/c", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/a/", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/ab/*", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_GET, "/:x/d", PERM_PUBLIC, nothing, NULL, NULL, 0, 0},
    {METHOD_POST, "/a/*", PERM_PUBLIC, nothing, &form, NULL, 0, 0},
};
static const struct module module = {
    .name = "fuzz", .title = "", .routes = routes, .n_routes = COUNT_OF(routes)};
static const struct module *const modules[] = {&module};

static struct app *the_app(void)
{
    static struct app app;
    struct err e;
    if (!app.router) {
        app.o.data_dir = "";
        if (router_new(modules, 1, &app.router, &e))
            die("%s", e.message);
    }
    return &app;
}

static void check_text(const char *s)
{
    BUG_ON(!s || !utf8_valid(s, strlen(s)));
}

static void check_map(const struct map *m)
{
    const char *name;
    void *value;
    for (size_t at = 0; map_next(m, &at, &name, &value);) {
        check_text(name);
        check_text(value);
    }
}

static void check_target(struct req *r, const char *target)
{
    unsigned allowed;
    check_text(r->path);
    BUG_ON(r->path[0] != '/' || strstr(r->path, "//") || strstr(r->path, "/../") ||
           strchr(r->path, '\\'));
    const struct route *found =
        router_find(r->app->router, METHOD_GET, r->path, r->ctx->mem, r->params, &allowed);
    const struct route *peeked = router_peek(r->app->router, target);
    BUG_ON(peeked && peeked != found); /* the cache must not answer for another row */
    check_map(r->params);
    check_map(r->args);
    BUG_ON(redirect(r, "%s?%s", r->path, r->query));
    for (const char *p = response_header(r, "Location"); *p; p++)
        BUG_ON(*p <= ' ' || *p > '~');
}

static void check_form(struct req *r, const char *body, size_t n)
{
    struct body *b;
    r->method = METHOD_POST;
    r->route = &routes[COUNT_OF(routes) - 1];
    if (body_open(r, "", &b) || body_feed(b, body, n / 2) ||
        body_feed(b, body + n / 2, n - n / 2) || body_end(b))
        return;
    form_check(r);
    check_map(r->form);
    for (const struct problem *p = r->problems; p; p = p->next)
        check_text(p->message);
}

/* The part up to the next line feed, as a string. */
static const char *line(struct arena *a, const char **p, const char *end)
{
    const char *stop = memchr(*p, '\n', (size_t)(end - *p));
    size_t n = (size_t)((stop ? stop : end) - *p);
    const char *text = arena_strndup(a, *p, n);
    *p = stop ? stop + 1 : end;
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data, *end = p + size;
    struct ctx c;
    struct req r;
    ctx_init(&c, NULL);
    const char *target = line(c.mem, &p, end), *cookies = line(c.mem, &p, end);
    struct map *headers = map_new(c.mem);
    map_set(headers, "cookie", (char *)(uintptr_t)cookies);
    map_set(headers, "x-forwarded-for", (char *)(uintptr_t)cookies);
    const struct incoming in = {METHOD_GET, target, headers, "127.0.0.1"};
    if (req_open(the_app(), &c, &in, &r) == ST_OK)
        check_target(&r, target);
    check_map(r.cookies);
    check_text(flash_take(&r));
    variant_of(cookies);
    coding_allowed(cookies);
    check_form(&r, p, (size_t)(end - p));
    req_close(&r);
    ctx_release(&c);
    return 0;
}
