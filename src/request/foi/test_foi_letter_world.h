/* A county whose officers edit letters, through the loopback: short forms of what the tests of
 * letters do in it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_TEST_FOI_LETTER_WORLD_H
#define FOI_TEST_FOI_LETTER_WORLD_H

#include "tests/test.h"

#include "request/foi/pages.h"
#include "tests/client.h"
#include "tests/support.h"

#define NAME "张三丰" /* planted: not in the attempt log */
#define CASE "/work/requests/1/"

enum who { CLERK, SECOND, REVIEWER, LEADER, LEGAL, STRANGER, PEOPLE };
struct letter_world {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct client browsers[PEOPLE];
    struct loop_response res;
    const char *attempts, *dir;
    int64_t unit;
};
extern struct letter_world w;
int open_world(void **state);
int close_world(void **state);

void get(enum who who, const char *target);
void post(enum who who, const char *target, const char *fields);
const char *enc(const char *s);
void act(enum who who, const char *action, const char *fields);
void taken_in(void); /* at the counter, and assigned */
void drafted(void);  /* the same, with a refusal drafted */
void keep_file(const char *path, const void *p, size_t n);
const char *path_of(const char *name);
/* The lines of a Word file there as Word shows them. */
const char *word_at(enum who who, const char *target);
struct client_file word_file(const char *text);
/* The Word file there with these words of word/document.xml put in place of others. */
struct client_file edited_file(enum who who, const char *target, const char *from, const char *to);
const char *with(const char *text, const char *from, const char *to);
const char *pdf_text(void); /* of the last answer, without blanks */

#endif
