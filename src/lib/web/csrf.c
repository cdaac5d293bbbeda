/* The CSRF value of forms: derived from the session, or from a visitor's cookie before sign-in.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/hash.h"
#include "lib/web/app.h"

static const char *derive(struct req *r, const char *secret)
{
    const char *text = arena_printf(r->ctx->mem, "csrf\n%s", secret);
    struct sha256 h = sha256_of(text, strlen(text));
    return sha256_hex(&h, arena_alloc(r->ctx->mem, SHA256_HEX_BYTES));
}

void csrf_prepare(struct req *r)
{
    const char *secret = r->session_token ? r->session_token : req_cookie(r, VISITOR_COOKIE);
    if (!*secret) {
        secret = random_token(r->ctx->mem, 24);
        r->visitor = secret;
    }
    r->csrf = derive(r, secret);
}

/* A visitor gets the cookie only with a page that carries the value: reading leaves no trace. */
void csrf_finish(struct req *r)
{
    if (r->visitor && *r->csrf && memmem(buf_str(&r->out), r->out.n, r->csrf, strlen(r->csrf)))
        res_cookie(r, VISITOR_COOKIE, r->visitor, -1);
}

bool csrf_holds(struct req *r)
{
    const char *secret = r->session_token ? r->session_token : req_cookie(r, VISITOR_COOKIE);
    const char *sent = req_form(r, "csrf");
    if (!*sent)
        sent = req_header(r, "x-csrf-token");
    if (strcmp(req_header(r, "sec-fetch-site"), "cross-site") == 0)
        return false;
    return *secret && same_secret(sent, derive(r, secret));
}
