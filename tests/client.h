/* A small browser for tests of pages: it asks the application over the loopback, keeps cookies,
 * sends forms with their CSRF field, signs in as anybody, and checks that every page is well-formed
 * HTML.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_CLIENT_H
#define TESTS_CLIENT_H

#include "lib/web/web.h"

struct client {
    struct app *app;
    struct arena *mem;
    struct {
        const char *name, *value;
    } jar[8];                 /* cookies; a free place has the name NULL */
    const char *csrf;         /* of the newest page with a form; "" before there was one */
    struct loop_response res; /* the last answer */
};

/* One without cookies, as a visitor comes. */
struct client client_new(struct app *app, struct arena *mem);
/* Becomes `person` without a password; client_module must be among the modules. */
void client_sign_in(struct client *c, int64_t person);
extern const struct module client_module; /* exists in tests only */

void client_get(struct client *c, const char *target);
/* Fields are "a=b&c=d", encoded already. client_post adds the CSRF field it has kept; client_submit
 * sends a form of the page shown last, which must have the field, with its once-token if it has
 * one. */
void client_post(struct client *c, const char *target, const char *fields);
void client_submit(struct client *c, const char *target, const char *fields);
/* Multipart: fields as name, value …, NULL, and one file. */
struct client_file {
    const char *field, *name;
    const void *bytes;
    size_t n;
};
void client_upload(struct client *c, const char *target, const char *const *fields,
    const struct client_file *file);
/* Value of a hidden field of the page shown last; the test fails when there is none. */
const char *client_hidden(const struct client *c, const char *name);
const char *client_cookie(const struct client *c, const char *name); /* "" when it has none */

/* One request that keeps nothing. */
struct loop_response loop_get(
    struct app *app, struct arena *mem, const char *target, const char *cookie);
struct loop_response loop_post(
    struct app *app, struct arena *mem, const char *target, const char *cookie, const char *body);
const char *loop_header(const struct loop_response *res, const char *name); /* "" when missing */
/* The cookies that an answer sets, as a browser sends them back. */
const char *loop_cookies(struct arena *mem, const struct loop_response *res);

/* What an answer must be; a failure names the page and shows what it was instead. */
void must_be(const struct loop_response *res, int status);
void must_have(const struct loop_response *res, const char *text);
void must_not_have(const struct loop_response *res, const char *text);
void must_be_well_formed(const struct loop_response *res); /* HTML; other types are not looked at */
/* The data set is in the index; JSON, CSV and schema agree. Returns its rows, at least one. */
size_t must_be_open_data(struct app *app, struct arena *mem, const char *name);
/* Its <main> is the one committed as tests/data/golden/NAME, whatever the hash of the icons.
 * GOLDEN=write renews it. */
void must_be_golden(const struct loop_response *res, const char *name);
/* The text after `mark` up to one of the characters of `stop`; the mark must be there. */
const char *text_after(
    struct arena *mem, const struct loop_response *res, const char *mark, const char *stop);

/* Percent-encoded, for a field or a query. */
const char *url_encoded(struct arena *mem, const char *s);

#endif
