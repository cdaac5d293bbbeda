/* See client.h.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <strings.h>

#include "lib/web/app.h"
#include "tests/client.h"
#include "tests/wellformed.h"

/* ---- one answer ---- */

#define SHOWN 6000 /* bytes of a page in a message */

void must_be(const struct loop_response *res, int status)
{
    if (res->status != status)
        fail_msg("%s: %d, not %d: %.*s", res->target, res->status, status, SHOWN, res->body);
}

/* Titles carry <wbr> where they may break; it is no text and is passed over. */
static bool has_text(const struct loop_response *res, const char *text)
{
    const char *end = res->body + res->body_bytes, *from = res->body;
    size_t n = strlen(text);
    struct buf plain;
    if (memmem(from, res->body_bytes, text, n))
        return true;
    buf_init(&plain, 0);
    while (from < end) {
        const char *stop = memmem(from, (size_t)(end - from), "<wbr>", 5);
        buf_add(&plain, from, (size_t)((stop ? stop : end) - from));
        from = stop ? stop + 5 : end;
    }
    bool found = strstr(buf_str(&plain), text) != NULL;
    buf_release(&plain);
    return found;
}

void must_have(const struct loop_response *res, const char *text)
{
    if (!has_text(res, text))
        fail_msg("%s (%d): no “%s” in %.*s", res->target, res->status, text, SHOWN, res->body);
}

void must_not_have(const struct loop_response *res, const char *text)
{
    if (has_text(res, text))
        fail_msg("%s (%d): “%s” in %.*s", res->target, res->status, text, SHOWN, res->body);
}

void must_be_well_formed(const struct loop_response *res)
{
    if (!res->body_bytes || !strstr(res->content_type, "html"))
        return;
    const char *problem = html_problem(res->body);
    if (problem)
        fail_msg("%s (%d): %s", res->target, res->status, problem);
}

const char *text_after(
    struct arena *mem, const struct loop_response *res, const char *mark, const char *stop)
{
    must_have(res, mark);
    const char *p = strstr(res->body, mark) + strlen(mark);
    return arena_strndup(mem, p, strcspn(p, stop));
}

const char *loop_header(const struct loop_response *res, const char *name)
{
    for (const struct header *h = res->headers; h; h = h->next)
        if (strcasecmp(h->name, name) == 0)
            return h->value;
    return "";
}

const char *loop_cookies(struct arena *mem, const struct loop_response *res)
{
    const char *all = "";
    for (const struct header *h = res->headers; h; h = h->next)
        if (strcmp(h->name, "Set-Cookie") == 0 && !strstr(h->value, "; Max-Age=0"))
            all = arena_printf(
                mem, "%s%s%.*s", all, *all ? "; " : "", (int)strcspn(h->value, ";"), h->value);
    return all;
}

struct loop_response loop_get(
    struct app *app, struct arena *mem, const char *target, const char *cookie)
{
    struct loop_response res;
    app_loop(app, mem,
        &(struct loop_request){.method = METHOD_GET, .target = target, .cookie = cookie}, &res);
    return res;
}

struct loop_response loop_post(
    struct app *app, struct arena *mem, const char *target, const char *cookie, const char *body)
{
    struct loop_response res;
    app_loop(app, mem,
        &(struct loop_request){.method = METHOD_POST,
            .target = target,
            .cookie = cookie,
            .body = body,
            .body_bytes = strlen(body)},
        &res);
    return res;
}

const char *url_encoded(struct arena *mem, const char *s)
{
    struct buf b;
    buf_init(&b, 0);
    url_encode(&b, s, "");
    const char *out = arena_strndup(mem, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

/* ---- the door ---- */

static enum st let_in(struct req *r)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = session_start(r, id);
    return st ? st : redirect(r, "/");
}

static const struct route routes[] = {{.method = METHOD_POST,
    .pattern = "/test/in/:id",
    .perm = PERM_PUBLIC,
    .handler = let_in,
    .flags = ROUTE_NO_CSRF}}; /* only here, to become anybody in one step */
const struct module client_module = {
    .name = "test_client", .title = "测试", .routes = routes, .n_routes = COUNT_OF(routes)};

/* ---- the browser ---- */

struct client client_new(struct app *app, struct arena *mem)
{
    return (struct client){.app = app, .mem = mem, .csrf = ""};
}

static void keep_cookie(struct client *c, const char *set)
{
    size_t name_bytes = strcspn(set, "="), i = 0;
    const char *name = arena_strndup(c->mem, set, name_bytes);
    const char *value = set + name_bytes + 1;
    while (i < COUNT_OF(c->jar) && c->jar[i].name && strcmp(c->jar[i].name, name) != 0)
        i++;
    if (i == COUNT_OF(c->jar))
        fail_msg("too many cookies: %s", set);
    c->jar[i].name = name; /* a cookie taken back stays as an empty one, which is not sent */
    c->jar[i].value =
        strstr(set, "; Max-Age=0") ? "" : arena_strndup(c->mem, value, strcspn(value, ";"));
}

const char *client_cookie(const struct client *c, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(c->jar) && c->jar[i].name; i++)
        if (strcmp(c->jar[i].name, name) == 0)
            return c->jar[i].value;
    return "";
}

static const char *cookies_sent(const struct client *c)
{
    const char *all = "";
    for (size_t i = 0; i < COUNT_OF(c->jar) && c->jar[i].name; i++)
        if (*c->jar[i].value)
            all = arena_printf(
                c->mem, "%s%s%s=%s", all, *all ? "; " : "", c->jar[i].name, c->jar[i].value);
    return all;
}

static void ask(struct client *c, struct loop_request in)
{
    in.cookie = cookies_sent(c);
    app_loop(c->app, c->mem, &in, &c->res);
    for (const struct header *h = c->res.headers; h; h = h->next)
        if (strcmp(h->name, "Set-Cookie") == 0)
            keep_cookie(c, h->value);
    must_be_well_formed(&c->res);
    static const char mark[] = "name=\"csrf\" value=\"";
    if (strstr(c->res.body, mark))
        c->csrf = text_after(c->mem, &c->res, mark, "\"");
    must_not_have(&c->res, "name=\"csrf\" value=\"\""); /* a form that cannot be sent */
}

void client_get(struct client *c, const char *target)
{
    ask(c, (struct loop_request){.method = METHOD_GET, .target = target});
}

static void post_body(struct client *c, const char *target, const char *body)
{
    ask(c, (struct loop_request){
               .method = METHOD_POST, .target = target, .body = body, .body_bytes = strlen(body)});
}

void client_post(struct client *c, const char *target, const char *fields)
{
    post_body(c, target,
        arena_printf(
            c->mem, "csrf=%s%s%s", url_encoded(c->mem, c->csrf), *fields ? "&" : "", fields));
}

void client_submit(struct client *c, const char *target, const char *fields)
{
    client_hidden(c, "csrf");
    if (strstr(c->res.body, "name=\"once\" value=\""))
        fields = arena_printf(
            c->mem, "once=%s%s%s", client_hidden(c, "once"), *fields ? "&" : "", fields);
    client_post(c, target, fields);
}

static void add_part(struct buf *b, const char *name, const char *value)
{
    buf_addf(b, "--XyZ\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
}

void client_upload(
    struct client *c, const char *target, const char *const *fields, const struct client_file *file)
{
    struct buf b;
    buf_init(&b, 512 * 1024 * 1024);
    add_part(&b, "csrf", c->csrf);
    for (; *fields; fields += 2)
        add_part(&b, fields[0], fields[1]);
    buf_addf(&b,
        "--XyZ\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n",
        file->field, file->name);
    buf_add(&b, file->bytes, file->n);
    buf_adds(&b, "\r\n--XyZ--\r\n");
    ask(c, (struct loop_request){.method = METHOD_POST,
               .target = target,
               .content_type = "multipart/form-data; boundary=XyZ",
               .body = b.p,
               .body_bytes = b.n});
    buf_release(&b);
}

const char *client_hidden(const struct client *c, const char *name)
{
    return text_after(c->mem, &c->res, arena_printf(c->mem, "name=\"%s\" value=\"", name), "\"");
}

void client_sign_in(struct client *c, int64_t person)
{
    post_body(c, arena_printf(c->mem, "/test/in/%lld", (long long)person), "");
    must_be(&c->res, 303);
}

/* Adds [p, end) with every "/static/<hash>/" made "/static/-/". */
static void add_main(struct buf *b, const char *p, const char *end)
{
    static const char mark[] = "/static/";
    while (p < end) {
        const char *at = memmem(p, (size_t)(end - p), mark, strlen(mark));
        const char *stop =
            at ? memchr(at + strlen(mark), '/', (size_t)(end - at) - strlen(mark)) : 0;
        if (!stop)
            break;
        buf_add(b, p, (size_t)(at - p));
        buf_adds(b, "/static/-");
        p = stop;
    }
    buf_add(b, p, (size_t)(end - p));
}

static void read_file(const char *path, struct buf *b)
{
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("no %s", path);
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_add(b, part, n);
    fclose(f);
}

void must_be_golden(const struct loop_response *res, const char *name)
{
    char path[500];
    struct buf is, want;
    snprintf(path, sizeof path, "%s/../tests/data/golden/%s", DOCS, name);
    const char *from = strstr(res->body, "<main"), *to = strstr(res->body, "</main>");
    assert_true(from && to);
    buf_init(&is, 0);
    buf_init(&want, 0);
    add_main(&is, from, to);
    if (getenv("GOLDEN")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(is.p, 1, is.n, f);
        fclose(f);
    }
    read_file(path, &want);
    for (size_t i = 0; i < want.n || i < is.n; i++)
        if (i >= want.n || i >= is.n || want.p[i] != is.p[i])
            fail_msg("%s differs at byte %zu: …%.80s… instead of …%.80s…", name, i,
                i < is.n ? is.p + i : "", i < want.n ? want.p + i : "");
    buf_release(&is);
    buf_release(&want);
}
