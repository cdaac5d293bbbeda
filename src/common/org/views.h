/* What the templates of common/org show.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_VIEWS_H
#define ORG_VIEWS_H

#include "common/org/store.h"
#include "lib/ui/ui.h"

/* ---- signin.html ---- */
struct signin_view {
    const char *back, *refused; /* refused: why, "" when nothing was tried */
    bool signed_out;
};
void signin_page(struct buf *out, struct req *r, const struct signin_view *v);
void signin_code_page(struct buf *out, struct req *r, const char *token);
void signin_password_page(struct buf *out, struct req *r, const char *token);
/* Fields “new” and “again”: "" or what is wrong. Takes as long as verifying a password. */
const char *new_password_problem(struct req *r, const struct account *a);

/* ---- account.html ---- */
struct account_view {
    struct person person;
    struct post *posts;
    size_t n_posts;
    struct session_row *sessions;
    size_t n_sessions;
    int64_t codes_left;
};
void account_page(struct buf *out, struct req *r, const struct account_view *v);
void account_password_page(struct buf *out, struct req *r);
struct totp_view {
    bool on;
    const char *secret, *qr; /* while it is being set up, else "" */
    int64_t codes_left;
};
void account_totp_page(struct buf *out, struct req *r, const struct totp_view *v);
void account_codes_page(struct buf *out, struct req *r, const char *const *codes, size_t n);
/* 火狐浏览器，Windows: what the browser says of itself, in words. */
const char *device_words(struct arena *a, const char *agent);

/* ---- people.html ---- */
struct choices {
    const struct ui_option *units, *roles;
    size_t n_units, n_roles;
};
struct people_view {
    const struct person *people;
    size_t n;
    int64_t total;
    struct choices choices;
};
#define PEOPLE_PER_PAGE 50
void people_list_page(struct buf *out, struct req *r, const struct people_view *v);
void person_new_page(struct buf *out, struct req *r, const struct choices *choices);
struct person_view {
    struct person person;
    bool self, locked;
    const char *unit; /* its number as text, chosen in the form */
    struct post *posts;
    size_t n_posts, n_sessions;
    struct choices choices;
};
void person_page(struct buf *out, struct req *r, const struct person_view *v);
/* The initial password, shown this once. */
void person_password_page(
    struct buf *out, struct req *r, const struct person *p, const char *password);
void post_rows(struct buf *out, const struct post *posts, size_t n);

/* ---- units.html ---- */
struct unit_row {
    struct unit unit;
    int64_t people; /* accounts in use */
};
struct units_view {
    const struct unit_row *rows;
    size_t n;
};
void units_list_page(struct buf *out, struct req *r, const struct units_view *v);
struct unit_view {
    struct unit unit;    /* id 0: a new one */
    const char *aliases; /* one a line */
    const struct person *people;
    size_t n_people;
};
void unit_page(struct buf *out, struct req *r, const struct unit_view *v);

#endif
