/* A request: taking the target apart, refusing path tricks, and what handlers read.
 *
 * SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/nfc.h"
#include "lib/base/utf8.h"
#include "lib/web/app.h"

#define MAX_COOKIES 50
#define HEADERS_MAX_BYTES 8192
#define HEADERS_MAX 100

/* ---- opening ---- */

/* Dots, doubled slashes, back-slashes and control characters have no business in a path. */
static bool path_ok(const char *path)
{
    if (path[0] != '/')
        return false;
    for (const char *p = path; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F || *p == '\\')
            return false;
        if (*p != '/')
            continue;
        if (p[1] == '/' || (p[1] == '.' && (p[2] == '/' || !p[2])) ||
            (p[1] == '.' && p[2] == '.' && (p[3] == '/' || !p[3])))
            return false;
    }
    return true;
}

/* An encoded slash would make one segment look like two. */
static bool has_encoded_slash(const char *p, size_t n)
{
    for (size_t i = 0; i + 2 < n; i++)
        if (p[i] == '%' && p[i + 1] == '2' && (p[i + 2] | 0x20) == 'f')
            return true;
    return false;
}

static enum st read_target(struct req *r, const char *target)
{
    struct pair *pairs;
    size_t n = strlen(target), path_n = strcspn(target, "?#");
    r->status = n > TARGET_MAX_BYTES ? 414 : 200;
    if (n > TARGET_MAX_BYTES)
        return fail(r->ctx, ST_TOO_BIG, "", "网址太长，请缩短后重试");
    char *path =
        has_encoded_slash(target, path_n) ? NULL : url_decode(r->ctx->mem, target, path_n, false);
    if (!path || !path_ok(path))
        return fail(r->ctx, ST_INVALID, "", "网址写得不对，请检查后重试，或从首页进入");
    r->path = path;
    r->target = arena_strdup(r->ctx->mem, target);
    if (target[path_n] == '?')
        r->query =
            arena_strndup(r->ctx->mem, target + path_n + 1, strcspn(target + path_n + 1, "#"));
    enum st st = url_pairs(r->ctx->mem, r->query, strlen(r->query), &pairs, &r->ctx->err);
    for (; !st && pairs; pairs = pairs->next)
        if (!map_find(r->args, pairs->name)) /* the first of a name counts */
            map_set(r->args, pairs->name, (char *)(uintptr_t)nfc(r->ctx->mem, pairs->value));
    if (st)
        r->query = "";
    return st;
}

/* Cookies that cannot be read belong to somebody else. The first of a name counts. */
static void read_cookies(struct req *r, const char *p)
{
    while (*p && map_count(r->cookies) < MAX_COOKIES) {
        p += strspn(p, "; \t");
        size_t n = strcspn(p, ";"), name_n = strcspn(p, "=;");
        if (name_n && name_n < n) {
            const char *name = arena_strndup(r->ctx->mem, p, name_n);
            char *value = arena_strndup(r->ctx->mem, p + name_n + 1, n - name_n - 1);
            for (size_t k = strlen(value); k && value[k - 1] == ' ';)
                value[--k] = '\0';
            if (utf8_valid(name, strlen(name)) && utf8_valid(value, strlen(value)) &&
                !map_find(r->cookies, name))
                map_set(r->cookies, name, value);
        }
        p += n;
    }
}

static bool is_loopback(const char *peer)
{
    return strncmp(peer, "127.", 4) == 0 || strcmp(peer, "::1") == 0 ||
           strncmp(peer, "::ffff:127.", 11) == 0;
}

/* Behind a proxy on this machine the client's address is the last one the proxy wrote down. */
static const char *peer_of(struct req *r, const char *peer)
{
    const char *list = req_header(r, "x-forwarded-for"), *last = strrchr(list, ',');
    unsigned char address[sizeof(struct in6_addr)];
    if (!is_loopback(peer) || !*list)
        return peer;
    last = last ? last + 1 : list;
    last += strspn(last, " \t");
    last = arena_strndup(r->ctx->mem, last, strcspn(last, " \t"));
    bool known = inet_pton(AF_INET, last, address) == 1 || inet_pton(AF_INET6, last, address) == 1;
    return known ? last : peer;
}

static enum st check_headers(struct req *r)
{
    const char *name;
    void *value;
    size_t at = 0, bytes = 0;
    while (map_next(r->headers, &at, &name, &value))
        bytes += strlen(name) + strlen(value);
    if (map_count(r->headers) <= HEADERS_MAX && bytes <= HEADERS_MAX_BYTES)
        return ST_OK;
    r->status = 431;
    return fail(r->ctx, ST_TOO_BIG, "", "请求头太大。请清除浏览器中本站的 Cookie 后重试");
}

enum st req_open(struct app *app, struct ctx *c, const struct incoming *in, struct req *r)
{
    *r = (struct req){.ctx = c,
        .app = app,
        .method = in->method,
        .path = "/",
        .query = "",
        .target = "/",
        .csrf = "",
        .peer = in->peer ? in->peer : "",
        .status = 200,
        .content_type = "text/html; charset=utf-8",
        .headers = in->headers};
    r->params = map_new(c->mem);
    r->args = map_new(c->mem);
    r->form = map_new(c->mem);
    r->lists = map_new(c->mem);
    r->cookies = map_new(c->mem);
    buf_init(&r->out, 0);
    r->host = req_header(r, "host");
    if (!utf8_valid(r->host, strlen(r->host)))
        r->host = "";
    r->peer = peer_of(r, r->peer);
    read_cookies(r, req_header(r, "cookie"));
    r->variant = (*req_cookie(r, "elder") == '1' ? (unsigned)VARIANT_ELDER : 0u) |
                 (*req_cookie(r, "hant") == '1' ? (unsigned)VARIANT_HANT : 0u);
    enum st st = check_headers(r);
    return st ? st : read_target(r, in->target);
}

void req_close(struct req *r)
{
    for (struct upload *u = r->uploads; u; u = u->next)
        unlink(u->path);
    buf_release(&r->out);
}

/* ---- reading ---- */

static const char *text_of(const struct map *m, const char *name)
{
    const char *v = m ? map_find(m, name) : NULL;
    return v ? v : "";
}

const char *req_param(const struct req *r, const char *name)
{
    return text_of(r->params, name);
}

const char *req_arg(const struct req *r, const char *name)
{
    return text_of(r->args, name);
}

const char *req_form(const struct req *r, const char *name)
{
    return text_of(r->form, name);
}

const char *req_header(const struct req *r, const char *lower_case_name)
{
    return text_of(r->headers, lower_case_name);
}

const char *req_cookie(const struct req *r, const char *name)
{
    return text_of(r->cookies, name);
}

static bool whole_number(const char *s, int64_t *v)
{
    const char *digits = s + (*s == '-');
    size_t n = strlen(digits);
    if (!n || n > 18 || strspn(digits, "0123456789") != n)
        return false;
    *v = strtoll(s, NULL, 10);
    return true;
}

int64_t req_arg_int(const struct req *r, const char *name, int64_t fallback)
{
    int64_t v;
    return whole_number(req_arg(r, name), &v) ? v : fallback;
}

int64_t req_form_int(const struct req *r, const char *name, int64_t fallback)
{
    int64_t v;
    return whole_number(req_form(r, name), &v) ? v : fallback;
}

bool req_form_bool(const struct req *r, const char *name)
{
    const char *v = req_form(r, name);
    return *v && strcmp(v, "0") != 0;
}

size_t req_form_list(const struct req *r, const char *name, const char *const **values)
{
    const struct value_list *list = r->lists ? map_find(r->lists, name) : NULL;
    *values = list ? list->values : NULL;
    return list ? list->n : 0;
}

const struct upload *req_upload(const struct req *r, const char *name)
{
    for (const struct upload *u = r->uploads; u; u = u->next)
        if (strcmp(u->field, name) == 0)
            return u;
    return NULL;
}

enum st req_id(struct req *r, const char *name, int64_t *id)
{
    if (whole_number(req_param(r, name), id) && *id > 0)
        return ST_OK;
    return fail(r->ctx, ST_NOT_FOUND, "", "没有这个页面，请检查网址");
}

bool principal_can(const struct principal *who, const char *perm)
{
    for (size_t i = 0; who && i < who->n_perms; i++)
        if (strcmp(who->perms[i], perm) == 0)
            return true;
    return false;
}

bool req_can(const struct req *r, const char *perm)
{
    if (strcmp(perm, PERM_PUBLIC) == 0)
        return true;
    if (!r->who)
        return false;
    if (strcmp(perm, PERM_SIGNED_IN) == 0)
        return true;
    return principal_can(r->who, perm);
}
