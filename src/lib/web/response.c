/* Answering: redirects, headers, cookies, tags, problems.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/web/app.h"

void res_header(struct req *r, const char *name, const char *value)
{
    struct header *h = ARENA_NEW(r->ctx->mem, struct header), **end = &r->out_headers;
    char *clean = arena_strdup(r->ctx->mem, value);
    for (char *p = clean; *p; p++) /* nobody starts a second header */
        if (*p == '\r' || *p == '\n')
            *p = ' ';
    *h = (struct header){name, clean, NULL};
    while (*end)
        end = &(*end)->next;
    *end = h;
}

enum st redirect(struct req *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *to = arena_vprintf(r->ctx->mem, fmt, ap);
    va_end(ap);
    r->status = 303;
    buf_clear(&r->out);
    res_header(r, "Location", to);
    return ST_OK;
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

void res_tag(struct req *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *tag = arena_vprintf(r->ctx->mem, fmt, ap);
    va_end(ap);
    if (r->n_tags % 8 == 0) {
        const char **tags = ARENA_ARRAY(r->ctx->mem, const char *, r->n_tags + 8);
        if (r->n_tags)
            memcpy(tags, r->tags, r->n_tags * sizeof *tags);
        r->tags = tags;
    }
    r->tags[r->n_tags++] = tag;
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
        bool given = false;
        for (const struct header *h = r->out_headers; h; h = h->next)
            given |= strcmp(h->name, headers[i].name) == 0;
        if (!given)
            res_header(r, headers[i].name, headers[i].value);
    }
}
