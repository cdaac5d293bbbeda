/* What the frame templates need and HTML cannot say: addresses, switches, navigation, errors.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/frame.h"

#include <stdatomic.h>
#include <string.h>

#include "lib/ui/routes.h"
#include "lib/ui/sections.h"

const char *const no_list[] = {NULL};

struct section_list {
    const struct work_section *list;
    size_t n;
};
static struct section_list sections;

void ui_set_work_sections(const struct work_section *list, size_t n)
{
    sections = (struct section_list){list, n};
}

const struct work_section *sections_next(const struct req *r, size_t *at)
{
    while (*at < sections.n) {
        const struct work_section *s = &sections.list[(*at)++];
        if (!s->perm || (r->who && req_can(r, s->perm)))
            return s;
    }
    return NULL;
}

void meta_tag(struct buf *out, const char *name, const char *content)
{
    if (!content || !*content)
        return;
    buf_adds(out, "<meta name=\"");
    buf_adds(out, name); /* one of ours, plain */
    buf_adds(out, "\" content=\"");
    html_text(out, content);
    buf_adds(out, "\">\n");
}

/* The longest entry that is a prefix of section wins: /zwgk/ and /zwgk/fdnr/zcwj/ both exist. */
size_t nav_current(const struct site *s, const char *section)
{
    size_t best = s->n_nav, best_n = 0;
    for (size_t k = 0; section && *section && k < s->n_nav; k++) {
        size_t n = strlen(s->nav[k].path);
        if (n > best_n && strncmp(section, s->nav[k].path, n) == 0) {
            best = k;
            best_n = n;
        }
    }
    return best;
}

/* ---- addresses ---- */

bool ui_local_path(const char *path)
{
    if (path[0] != '/' || path[1] == '/')
        return false;
    for (const char *p = path; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 127 || *p == '\\')
            return false;
    return true;
}

const char *ui_here(struct req *r)
{
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = r->path, *e; *p; p = e) {
        e = p + strcspn(p, "/");
        char *part = arena_strndup(r->ctx->mem, p, (size_t)(e - p));
        html_url(&b, part);
        if (*e == '/') {
            buf_addc(&b, '/');
            e++;
        }
    }
    const char *here = arena_concat(r->ctx->mem, buf_str(&b), *r->query ? "?" : "", r->query, NULL);
    buf_release(&b);
    return here;
}

const char *prefs_back(struct req *r)
{
    struct buf b;
    buf_init(&b, 0);
    html_url(&b, ui_here(r));
    const char *back = arena_strndup(r->ctx->mem, buf_str(&b), b.n);
    buf_release(&b);
    return back;
}

/* Is the pair at p (n bytes, "name=value") of this name? Names in our addresses are plain. */
static bool pair_is(const char *p, size_t n, const char *name)
{
    size_t len = strlen(name);
    return n >= len && memcmp(p, name, len) == 0 && (n == len || p[len] == '=');
}

const char *ui_query(struct req *r, const char *name, const char *value)
{
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = r->query; *p;) {
        size_t n = strcspn(p, "&");
        if (n && !pair_is(p, n, name) && !pair_is(p, n, "page")) {
            buf_addc(&b, b.n ? '&' : '?');
            buf_add(&b, p, n);
        }
        p += n + (p[n] == '&');
    }
    if (value && *value) {
        buf_addc(&b, b.n ? '&' : '?');
        html_url(&b, name);
        buf_addc(&b, '=');
        html_url(&b, value);
    }
    const char *query = arena_strdup(r->ctx->mem, buf_str(&b));
    buf_release(&b);
    return query;
}

/* GET /prefs?elder=1&hant=0&back=/…: keeps how the visitor wants to read; no personal data, so a
 * plain link may set it. */
enum st prefs_set(struct req *r)
{
    static const char *const names[] = {"elder", "hant"};
    const char *back = req_arg(r, "back");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = req_arg(r, names[i]);
        if (strcmp(value, "1") == 0)
            res_cookie(r, names[i], "1", 365 * 24 * 3600);
        else if (strcmp(value, "0") == 0)
            res_cookie(r, names[i], "", 0);
    }
    return redirect(r, "%s", ui_local_path(back) ? back : "/");
}

/* ---- the error page ---- */

static const char *error_title(int status)
{
    switch (status) {
    case 400:
    case 422:
        return "提交的内容有误";
    case 401:
        return "请先登录";
    case 403:
        return "没有权限";
    case 404:
        return "没有找到这个页面";
    case 405:
        return "不支持这种操作";
    case 409:
        return "内容已发生变化";
    case 410:
        return "内容已停止公开";
    case 413:
        return "内容太大";
    case 429:
        return "操作太频繁";
    case 431:
        return "请求太长";
    case 503:
        return "系统正忙";
    default:
        return status >= 500 ? "系统出了问题" : "无法完成这个操作";
    }
}

void ui_error_page(struct req *r)
{
    const char *title = error_title(r->status);
    struct buf *out = &r->out;
    bool staff = r->who && strncmp(r->path, "/work", 5) == 0;
    buf_clear(out);
    r->content_type = "text/html; charset=utf-8";
    if (staff) {
        work_begin(out, r, &(struct work_head){.title = title, .own_title = true});
        error_body(out, r, title, true);
        work_end(out, r);
    } else {
        public_begin(
            out, r, &(struct public_head){.title = title, .no_index = true, .no_search = true});
        error_body(out, r, title, false);
        public_end(out, r);
    }
}

/* ---- the module ---- */

static const struct route routes[] = {
    {.method = METHOD_GET,
        .pattern = "/static/:hash/*",
        .perm = PERM_PUBLIC,
        .handler = static_serve,
        .flags = ROUTE_CACHED},
    {.method = METHOD_GET,
        .pattern = "/theme/:colour",
        .perm = PERM_PUBLIC,
        .handler = theme_serve,
        .flags = ROUTE_NO_TX},
    {.method = METHOD_GET,
        .pattern = "/prefs",
        .perm = PERM_PUBLIC,
        .handler = prefs_set,
        .flags = ROUTE_NO_TX},
    {.method = METHOD_GET,
        .pattern = "/work/gallery",
        .perm = PERM_SIGNED_IN,
        .handler = gallery_show},
};

const struct module ui_module = {
    .name = "ui",
    .title = "页面框架与组件",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
};
