/* A small county for the tests of normative documents. SPDX-License-Identifier: MIT */
#ifndef NORMDOC_TEST_WORLD_H
#define NORMDOC_TEST_WORLD_H

#include "tests/test.h"

#include "disclosure/normdoc/campaign_store.h"
#include "disclosure/normdoc/watch.h"
#include "tests/client.h"
#include "tests/support.h"

enum who { EDITOR, HEAD, OFFICE, LEGAL, STRANGER, PEOPLE };

struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
    struct ctx c;
    int64_t unit, office_unit, people[PEOPLE];
    struct client browsers[PEOPLE];
    struct client visitor;
    struct loop_response res; /* the last answer to anybody */
};
extern struct world w;

int world_open(void **state);
int world_close(void **state);

void done(enum st st);
void begin(enum who who);
void commit(void);
void get(enum who who, const char *target);
void post(enum who who, const char *target, const char *fields);
void visit(const char *target); /* without signing in */

/* Publishes a text in the column of normative documents, or in another. */
struct text {
    const char *title, *number, *formed; /* YYYY-MM-DD */
    const char *body, *column, *kind;    /* NULL: a paragraph, normative documents, document */
};
int64_t publish(const struct text *t);
int64_t text_of(const char *title, const char *number, const char *formed);
/* Takes one step of the life cycle as somebody; given is "name=value;…". */
enum st step(enum who who, int64_t id, const char *action, const char *given);
struct norm norm_of(int64_t id);
int64_t count(const char *sql); /* one number */

#endif
