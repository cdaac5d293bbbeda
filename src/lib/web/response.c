/* Answering: redirects, headers, cookies, tags, problems.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/base/utf8.h"
#include "lib/web/app.h"

/* A copy without control characters, so that nobody starts a second header. */
static char *header_text(struct arena *a, const char *s)
{
    char *copy = arena_strdup(a, s);
    for (char *p = copy; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7F)
            *p = ' ';
    return copy;
}

const char *response_header(const struct req *r, const char *name)
{
    for (const struct header *h = r->out_headers; h; h = h->next)
        if (strcasecmp(h->name, name) == 0)
            return h->value;
    return NULL;
}

/* The place of the header of that name, or the end of the list; cookies are several. */
static struct header **place_of(struct req *r, const char *name)
{
    struct header **at = &r->out_headers;
    bool many = strcasecmp(name, "Set-Cookie") == 0;
    while (*at && (many || strcasecmp((*at)->name, name) != 0))
        at = &(*at)->next;
    return at;
}

/* Replaces an older one. */
void res_header(struct req *r, const char *name, const char *value)
{
    struct header **at = place_of(r, name);
    if (!*at)
        *at = ARENA_NEW(r->ctx->mem, struct header);
    (*at)->name = arena_strdup(r->ctx->mem, name);
    (*at)->value = header_text(r->ctx->mem, value);
}

enum st redirect(struct req *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *to = arena_vprintf(r->ctx->mem, fmt, ap);
    va_end(ap);
    struct buf b;
    buf_init(&b, 0);
    url_encode(&b, to, "/:?#[]@!$&'()*+,;=%"); /* Chinese paths and spaces; addresses are ASCII */
    res_header(r, "Location", buf_str(&b));
    buf_release(&b);
    r->status = 303;
    buf_clear(&r->out);
    return ST_OK;
}

/* Forgets what a handler prepared before it failed: its cookies and headers do not go out. */
void response_reset(struct req *r)
{
    buf_clear(&r->out);
    r->out_headers = NULL;
    r->send_path = NULL;
    r->content_type = "text/html; charset=utf-8";
    r->tags = NULL;
    r->n_tags = 0;
}

void res_cookie(struct req *r, const char *name, const char *value, int max_age_seconds)
{
    bool secure = r->app->o.secure_cookies;
    const char *age =
        max_age_seconds < 0 ? "" : arena_printf(r->ctx->mem, "; Max-Age=%d", max_age_seconds);
    res_header(r, "Set-Cookie",
        arena_printf(r->ctx->mem, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value, age,
            secure ? "; Secure" : ""));
}

static void tag(struct req *r, const char *text)
{
    for (size_t i = 0; i < r->n_tags; i++)
        if (strcmp(r->tags[i], text) == 0)
            return;
    if (r->n_tags % 8 == 0) {
        const char **tags = ARENA_ARRAY(r->ctx->mem, const char *, r->n_tags + 8);
        if (r->n_tags)
            memcpy(tags, r->tags, r->n_tags * sizeof *tags);
        r->tags = tags;
    }
    r->tags[r->n_tags++] = text;
}

void res_tag(struct req *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    tag(r, strchr(fmt, '%') ? arena_vprintf(r->ctx->mem, fmt, ap) : arena_strdup(r->ctx->mem, fmt));
    va_end(ap);
}

void res_tag_id(struct req *r, const char *kind, int64_t id)
{
    char digits[24], *at = digits + sizeof digits;
    BUG_ON(id < 0);
    for (*--at = '\0'; id || !*at; id /= 10)
        *--at = (char)('0' + id % 10);
    tag(r, arena_concat(r->ctx->mem, kind, ":", at, NULL));
}

void problem_add(struct req *r, const char *field, const char *fmt, ...)
{
    struct problem *p = ARENA_NEW(r->ctx->mem, struct problem), **end = &r->problems;
    va_list ap;
    va_start(ap, fmt);
    *p = (struct problem){
        arena_strdup(r->ctx->mem, field), arena_vprintf(r->ctx->mem, fmt, ap), NULL};
    va_end(ap);
    while (*end)
        end = &(*end)->next;
    *end = p;
}

const char *problem_of(const struct req *r, const char *field)
{
    for (const struct problem *p = r->problems; p; p = p->next)
        if (strcmp(p->field, field) == 0)
            return p->message;
    return "";
}

/* A message for the next page travels in a short-lived cookie: no write on the GET that shows it.
 */
void flash(struct req *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(r->ctx->mem, fmt, ap);
    va_end(ap);
    struct buf b;
    buf_init(&b, 2048);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        buf_addf(&b, "%02x", *p);
    if (!buf_failed(&b))
        res_cookie(r, FLASH_COOKIE, buf_str(&b), 120);
    buf_release(&b);
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

const char *flash_take(struct req *r)
{
    const char *in = req_cookie(r, FLASH_COOKIE);
    size_t n = strlen(in) / 2;
    if (!n)
        return "";
    char *text = arena_alloc(r->ctx->mem, n + 1), *w = text;
    for (size_t i = 0; i < n; i++) {
        int high = nibble(in[2 * i]), low = nibble(in[2 * i + 1]);
        if (high < 0 || low < 0)
            return "";
        *w++ = (char)(high << 4 | low);
    }
    res_cookie(r, FLASH_COOKIE, "", 0);
    return utf8_valid(text, (size_t)(w - text)) ? text : "";
}

/* Strict content security policy and friends, on every answer. */
void common_headers(struct req *r)
{
    static const struct {
        const char *name, *value;
    } headers[] = {
        {"Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
    };
    for (size_t i = 0; i < COUNT_OF(headers); i++) {
        struct header **at = place_of(r, headers[i].name);
        if (*at)
            continue;
        *at = ARENA_NEW(r->ctx->mem, struct header);
        **at = (struct header){headers[i].name, headers[i].value, NULL};
    }
}
