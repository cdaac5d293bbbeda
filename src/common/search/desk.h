/* The workbench of the search: what was looked for in vain, and the words of the office. Shared by
 * desk*.c and desk.html; used inside common/search only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_DESK_H
#define SEARCH_DESK_H

#include "common/org/org.h"
#include "common/search/asked.h"
#include "common/search/words.h"
#include "lib/ui/ui.h"

#define SEARCH_DESK "/work/search/"

enum { DESK_WEEKS = 5 }; /* this week and four before */

struct asked_page {
    enum asked_kind kind;
    struct asked *list;
    size_t n;
    int64_t counts[3]; /* by enum asked_kind */
    const struct ui_option *units;
    size_t n_units;
    int64_t faq_column; /* 0: the site has none, or the reader may not draft */
};
struct words_page {
    const char *use;
    struct search_word *list;
    size_t n;
    struct day today;
};
struct todo_page {
    struct asked asked;
    int64_t id;
    int64_t faq_column; /* 0: the site has none */
};

void asked_list_page(struct buf *out, struct req *r, const struct asked_page *p);
void words_list_page(struct buf *out, struct req *r, const struct words_page *p);
void words_new_page(struct buf *out, struct req *r, const char *use);
void todo_page(struct buf *out, struct req *r, const struct todo_page *p);

/* How the office may settle a query: key, word. */
extern const struct ui_option asked_hows[];
extern const size_t n_asked_hows;
const char *asked_how_word(const char *how);

/* An address with the text as its last argument. */
const char *desk_address(struct req *r, const char *before, const char *text);
/* The page on which the answer to a question is begun. */
const char *faq_address(struct req *r, int64_t column, const char *question);

extern const struct form settle_form, words_form, todo_form, use_form;
enum st desk_asked(struct req *r);
enum st desk_settle(struct req *r);
enum st desk_todo(struct req *r);
enum st desk_todo_done(struct req *r);
enum st desk_words(struct req *r);
enum st desk_words_new(struct req *r);
enum st desk_words_add(struct req *r);
enum st desk_words_end(struct req *r);

#endif
