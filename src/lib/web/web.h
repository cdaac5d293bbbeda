/* Requests, responses and the route row.
 *
 * A handler is a plain function that reads top to bottom: enum st documents_list(struct req *r).
 * The route row states the policy; the dispatcher enforces it before the handler runs: method,
 * sign-in, permission, CSRF, size, form, once-token. GET runs in a read transaction, POST in a
 * write transaction that is committed only when the handler returns ST_OK. Any other status is
 * rolled back and becomes the error page made of r->ctx->err.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/status.h"
#include "lib/db/ctx.h"
#include "lib/db/db.h"

struct app;
struct req;
typedef enum st handler_fn(struct req *r);

enum method { METHOD_GET = 1, METHOD_POST = 2 };

/* Permission words of the route row. PERM_PUBLIC: anybody; PERM_SIGNED_IN: any account. */
#define PERM_PUBLIC "PUBLIC"
#define PERM_SIGNED_IN "SIGNED_IN"

enum route_flag {
    ROUTE_CACHED = 1,  /* GET, public, no personal content: kept in the page cache */
    ROUTE_SLOW = 2,    /* suspended and worked on by the job pool */
    ROUTE_ONCE = 4,    /* POST carries a once-token; a repeat gets the first answer again */
    ROUTE_NO_TX = 8,   /* opens its own transactions (or needs none) */
    ROUTE_NO_CSRF = 16 /* only for machine endpoints; says why in a comment */
};

enum field_kind {
    FIELD_TEXT,   /* one line; min/max in characters */
    FIELD_LONG,   /* several lines; \r\n becomes \n */
    FIELD_HTML,   /* rich text; cleaned by the slice with the allow-list */
    FIELD_INT,    /* whole number; min/max are its bounds */
    FIELD_DAY,    /* YYYY-MM-DD */
    FIELD_TIME,   /* YYYY-MM-DDTHH:MM */
    FIELD_BOOL,   /* check box */
    FIELD_LIST,   /* may repeat; read with req_form_list */
    FIELD_SECRET, /* password: never put back into the page, never trimmed */
    FIELD_FILE    /* upload; read with req_upload */
};

struct field {
    const char *name;
    const char *label; /* Chinese, used in messages: “标题”不能为空 */
    enum field_kind kind;
    bool required;
    int64_t min, max; /* max 0: 200 for TEXT, 20,000 for LONG, 4 MiB for HTML */
};

struct form {
    const struct field *fields;
    size_t n;
};

struct route {
    enum method method;
    /* "/work/documents/:id/edit"; ":x" is one segment; a final "*" takes the rest (param "*"). */
    const char *pattern;
    const char *perm;
    handler_fn *handler;
    const struct form *form; /* POST only; NULL when there are no fields */
    /* Handler that shows the form again with r->problems and the values kept (may be NULL). */
    handler_fn *again;
    unsigned flags;
    size_t max_body_bytes; /* 0: 1 MiB */
};

/* Who is signed in. Loaded by the hook of common/org for every request with a session. */
struct principal {
    int64_t id;
    int64_t unit_id;
    const char *name, *unit_name, *role_title; /* Chinese */
    const char *const *perms;                  /* granted permission words */
    size_t n_perms;
};

struct value_list {
    const char **values;
    size_t n, cap;
};

struct upload {
    const char *field;
    const char *name; /* as the browser sent it, path removed, valid UTF-8 */
    const char *path; /* temporary file, removed at the end of the request */
    int64_t size_bytes;
    struct upload *next;
};

struct problem { /* one thing wrong with a form */
    const char *field, *message;
    struct problem *next;
};

struct header {
    const char *name, *value;
    struct header *next;
};

struct req {
    struct ctx *ctx; /* memory, transaction, time, person */
    struct app *app;
    const struct route *route;
    enum method method;
    const char *path;          /* decoded, starts with "/", no "..", no "//" */
    const char *query;         /* raw, "" when none */
    const char *target;        /* as sent: path and query, still encoded */
    const char *host;          /* Host header, "" when none */
    const char *peer;          /* address of the client, for lock-out only */
    const char *session_token; /* NULL without a session */
    int64_t session_id, session_seen;
    const struct principal *who; /* NULL when nobody is signed in */
    const char *csrf;            /* put into every form; see ui_form_begin */
    const char *visitor;         /* new visitor cookie, to be set when the page has a form */
    struct map *params, *args, *form, *cookies, *headers; /* values: char *; headers lower-case */
    struct map *lists; /* values: struct value_list *, every value of a form field */
    struct upload *uploads;
    struct problem *problems;
    unsigned variant; /* VARIANT_ELDER | VARIANT_HANT, from cookies */
    /* response */
    bool refused; /* answered before the handler; set by the dispatcher */
    int status;   /* 200 unless set */
    const char *content_type;
    struct buf out;
    struct header *out_headers;
    const char *send_path; /* send this file instead of out (attachments) */
    const char **tags;     /* cache tags of what the page shows */
    size_t n_tags;
};

enum variant { VARIANT_ELDER = 1, VARIANT_HANT = 2 };

/* Reading. Missing values are "", 0 or false, never NULL. */
const char *req_param(const struct req *r, const char *name); /* from the path */
const char *req_arg(const struct req *r, const char *name);   /* from the query string */
const char *req_form(const struct req *r, const char *name);  /* from the POST body */
int64_t req_arg_int(const struct req *r, const char *name, int64_t fallback);
int64_t req_form_int(const struct req *r, const char *name, int64_t fallback);
bool req_form_bool(const struct req *r, const char *name);
/* Values of a repeated field. */
size_t req_form_list(const struct req *r, const char *name, const char *const **values);
const struct upload *req_upload(const struct req *r, const char *name);
const char *req_header(const struct req *r, const char *lower_case_name);
const char *req_cookie(const struct req *r, const char *name);
/* The number in path parameter `name`; ST_NOT_FOUND when it is none. */
enum st req_id(struct req *r, const char *name, int64_t *id) MUST_CHECK;
bool req_can(const struct req *r, const char *perm);
/* Whether the permission word was granted; who NULL: no. */
bool principal_can(const struct principal *who, const char *perm);
/* Checks what was sent against a form that only the handler knows, as the dispatcher does with that
 * of the route row; false when there are problems. */
bool req_check_form(struct req *r, const struct form *form);

/* Answering. */
enum st redirect(struct req *r, const char *fmt, ...) PRINTF(2, 3); /* 303; returns ST_OK */
void res_header(struct req *r, const char *name, const char *value);
void res_cookie(struct req *r, const char *name, const char *value, int max_age_seconds);
/* A message shown once on the next page of this session: flash(r, "已提交审核"). */
void flash(struct req *r, const char *fmt, ...) PRINTF(2, 3);
const char *flash_take(struct req *r); /* "" when none */
/* The page depends on this tag (printf style): see ctx_touch. */
void res_tag(struct req *r, const char *fmt, ...) PRINTF(2, 3);
void res_tag_id(struct req *r, const char *kind, int64_t id); /* "record:12", without printf */
/* Remember that `field` is wrong; several may be reported at once. */
void problem_add(struct req *r, const char *field, const char *fmt, ...) PRINTF(3, 4);
const char *problem_of(const struct req *r, const char *field); /* "" when fine */

/* A slice: what it adds to the program. Every array is constant. */
/* Jobs that come so often or oftener are prompt: somebody waits for them, so they must be short;
 * all others run in a thread of their own (jobs.c). */
enum { JOB_PROMPT_SECONDS = 10 };
struct job {
    const char *name;  /* "document.publish_scheduled" */
    const char *title; /* Chinese, for the page of jobs */
    int every_seconds;
    enum st (*run)(struct ctx *c); /* opens its own transactions */
};

struct module {
    const char *name, *title;
    const struct route *routes;
    size_t n_routes;
    const struct migration *migrations;
    size_t n_migrations;
    const struct stmt *const *stmts; /* all of them: tests prepare them on both engines */
    size_t n_stmts;
    const struct job *jobs;
    size_t n_jobs;
    enum st (*seed)(struct ctx *c); /* rows every county needs; in a write transaction; or NULL */
    enum st (*demo)(struct ctx *c); /* demo county; in a write transaction; or NULL */
    enum st (*start)(struct app *app, struct ctx *c); /* when serving starts; or NULL */
};

/* What the program is made of; hooks keep lib/ free of government. */
struct app_options {
    const char *data_dir;
    struct db *db;
    const struct module *const *modules;
    size_t n_modules;
    enum st (*load_principal)(struct ctx *c, int64_t person, const struct principal **out);
    /* Renders the error page for r->ctx->err and r->status. */
    void (*error_page)(struct req *r);
    /* Called for each refused POST: permission, CSRF, guard. Opens its own transaction. */
    void (*log_attempt)(struct req *r, const char *why);
    size_t cache_bytes;  /* 0: 24 MiB */
    int64_t fixed_now;   /* tests: not 0 = the time of every request */
    bool secure_cookies; /* behind TLS */
    bool access_log;     /* one line a request: row, status, time; no personal data */
};

/* Checks every route row (permission named, patterns unique, CACHED only for public GET). */
enum st app_open(const struct app_options *o, struct app **out, struct err *e) MUST_CHECK;
void app_close(struct app **app);
const struct app_options *app_options(const struct app *app);

/* Loopback: what the server does with one request, without a network. Tests use it. */
struct loop_request {
    enum method method;
    const char *target;         /* "/path?query" */
    const char *cookie;         /* Cookie header or NULL */
    const char *const *headers; /* name, value, name, value …; NULL-terminated; or NULL */
    const char *content_type;   /* NULL: application/x-www-form-urlencoded */
    const void *body;
    size_t body_bytes;
};
struct loop_response {
    const char *target; /* what was asked for */
    int status;
    const char *content_type, *location;
    const char *set_cookie; /* the session cookie "name=value", or "" */
    const char *body;
    size_t body_bytes;
    struct header *headers;
};
void app_loop(
    struct app *app, struct arena *a, const struct loop_request *in, struct loop_response *out);

/* Serve until app_stop (a signal handler may call it). listen "127.0.0.1:8080". threads 0: number
 * of processors. ready, when not NULL, is called with the bound port. */
enum st app_serve(struct app *app, const char *listen, int threads, void (*ready)(int port),
    struct err *e) MUST_CHECK;
void app_stop(struct app *app);

/* Sessions, for common/org. The token goes into the cookie; the table keeps only its hash. */
enum st session_start(struct req *r, int64_t person) MUST_CHECK;
enum st session_end(struct req *r) MUST_CHECK;
/* Ends a session of `person` by its number; ST_NOT_FOUND when it is not theirs. */
enum st session_end_id(struct ctx *c, int64_t person, int64_t session_id) MUST_CHECK;
enum st session_end_others(struct ctx *c, int64_t person, int64_t keep_session_id) MUST_CHECK;
struct session_row {
    int64_t id, created, seen;
    const char *peer, *agent;
};
enum st session_list(
    struct ctx *c, int64_t person, struct session_row **rows, size_t *n) MUST_CHECK;

/* A fresh once-token for a form (see ROUTE_ONCE). */
const char *once_token(struct req *r);

extern const struct module web_module; /* tables: session, once */

#endif
