/* Links that leave the government's sites go through a page that says so (RULE G-EXT-PROMPT).
 *
 * /go?u=ADDRESS&k=MAC: only addresses that the county itself published carry a valid MAC, so that
 * nobody can send visitors anywhere through us. The key lies in DIR/keys/go.key.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/hash.h"
#include "platform/portal/view.h"

static unsigned char key[MAC_KEY_BYTES];

static enum st write_key(struct ctx *c, const char *path)
{
    random_bytes(key, sizeof key);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = fd >= 0 && write(fd, key, sizeof key) == (ssize_t)sizeof key && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    if (written)
        return ST_OK;
    return fail(c, ST_BROKEN, "", "不能写入密钥 %s：%s", path, strerror(errno));
}

enum st leave_start(struct ctx *c)
{
    if (!*c->data_dir) {
        random_bytes(key, sizeof key);
        return ST_OK;
    }
    const char *dir = arena_printf(c->mem, "%s/keys", c->data_dir);
    const char *path = arena_printf(c->mem, "%s/go.key", dir);
    mkdir(dir, 0700);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return write_key(c, path);
    ssize_t n = read(fd, key, sizeof key);
    close(fd);
    if (n == (ssize_t)sizeof key)
        return ST_OK;
    return fail(c, ST_BROKEN, "", "密钥 %s 不完整，请删除后重新启动", path);
}

/* The host of an http address: behind user names, before port, path, query; NULL when it is none.
 */
static const char *host_of(const char *url, size_t *n)
{
    const char *p = strncasecmp(url, "https://", 8) == 0  ? url + 8
                    : strncasecmp(url, "http://", 7) == 0 ? url + 7
                                                          : NULL;
    if (!p)
        return NULL;
    size_t len = strcspn(p, "/?#\\");
    const char *at = memrchr(p, '@', len);
    if (at) {
        len -= (size_t)(at + 1 - p);
        p = at + 1;
    }
    const char *colon = memchr(p, ':', len);
    *n = colon ? (size_t)(colon - p) : len;
    return *n ? p : NULL;
}

static bool host_ends(const char *host, size_t n, const char *end)
{
    size_t m = strlen(end);
    return n > m && strncasecmp(host + n - m, end, m) == 0;
}

bool host_is_government(const char *host, size_t n)
{
    static const char *const ends[] = {".gov.cn", ".政务", ".xn--zfr164b"};
    if (n && host[n - 1] == '.')
        n--;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (host_ends(host, n, ends[i]))
            return true;
    const char *own = ui_site()->domain;
    return n == strlen(own) && strncasecmp(host, own, n) == 0;
}

const char *external_href(struct arena *a, const char *url)
{
    size_t n;
    const char *host = host_of(url, &n);
    if (!host || host_is_government(host, n))
        return url;
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, "/go?u=");
    html_url(&b, url);
    buf_addf(&b, "&k=%s", mac_token(a, key, url));
    const char *href = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return href;
}

/* The five references of escaped attributes, back to text. */
static char *plain_value(struct arena *a, const char *p, size_t n)
{
    static const struct {
        const char *ref, *text;
    } refs[] = {{"&amp;", "&"}, {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&#39;", "'"}};
    char *out = arena_alloc(a, n + 1), *to = out;
    for (size_t i = 0; i < n;) {
        size_t k = 0;
        while (k < COUNT_OF(refs) && strncmp(p + i, refs[k].ref, strlen(refs[k].ref)) != 0)
            k++;
        *to++ = k < COUNT_OF(refs) ? refs[k].text[0] : p[i];
        i += k < COUNT_OF(refs) ? strlen(refs[k].ref) : 1;
    }
    return out;
}

const char *external_links(struct arena *a, const char *html)
{
    static const char mark[] = " href=\"http";
    const char *from = html, *at = strstr(html, mark);
    if (!at)
        return html; /* the usual case costs one scan */
    struct buf b;
    buf_init(&b, 0);
    for (; at; at = strstr(from, mark)) {
        const char *value = at + strlen(" href=\""), *end = strchr(value, '"');
        if (!end)
            break;
        buf_add(&b, from, (size_t)(value - from));
        html_text(&b, external_href(a, plain_value(a, value, (size_t)(end - value))));
        from = end;
    }
    buf_adds(&b, from);
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

enum st leave_show(struct req *r)
{
    const char *url = req_arg(r, "u");
    size_t n;
    const char *host = host_of(url, &n);
    if (!host || !same_secret(req_arg(r, "k"), mac_token(r->ctx->mem, key, url)))
        return fail(
            r->ctx, ST_NOT_FOUND, "", "这个链接不是本网站发布的，请返回原来的页面重新打开。");
    leave_page(&r->out, r, url, arena_strndup(r->ctx->mem, host, n));
    return ST_OK;
}
