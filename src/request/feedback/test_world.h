/* A county with two organs, people and answered requests, for the tests of this slice.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_TEST_WORLD_H
#define FEEDBACK_TEST_WORLD_H

#include "tests/test.h"

#include "request/feedback/acts.h"
#include "tests/client.h"

enum who { CLERK, REVIEWER, HEAD, STRANGER, OFFICE, PEOPLE };
enum { ORGAN, OTHER, UNITS };
struct feedback_world {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t units[UNITS], people[PEOPLE];
    struct client browsers[PEOPLE], visitor;
    struct loop_response res;
};
extern struct feedback_world w;

/* What must be nowhere. */
#define NAME "欧阳示范"
#define ID_NUMBER "11010519491231002X"
#define PHONE "0874-5752066"
#define ADDRESS "师宗县丹凤街道示例路12号3栋501室"

int open_world(void **state);
int close_world(void **state);
void done(enum st st); /* fails the test with the message */
void begin(enum who who);
int64_t unit_of(enum who who);
const struct principal *principal(enum who who);
void get(enum who who, const char *target);
void visit(const char *target);
void submit(enum who who, const char *target, const char *fields);
/* One answered on the spot. number: identity number, tells applicants apart. */
int64_t answered(
    size_t organ, const char *name, const char *number, const char *wanted, const char *code);
/* The application of such a case, registered; for courses of their own. */
int64_t arrived(size_t organ, const char *name, const char *number, const char *wanted);
struct foi_case case_of(int64_t id);
int64_t group_of(int64_t case_id);
struct feedback_group group(int64_t id);
void scan(void);

#endif
