/* The small county of the tests of fiscal tables.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_TEST_FISCAL_H
#define FISCAL_TEST_FISCAL_H

#include "disclosure/fiscal/acts.h"
#include "tests/client.h"
#include "tests/test.h"

enum who { VISITOR, CLERK, SECOND, HEAD, STRANGER, FINANCE, FCLERK, PEOPLE };
struct world {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t unit, finance, people[PEOPLE], units[PEOPLE];
    struct client browsers[PEOPLE];
};
extern struct world w;

int world_open(void **state);
int world_close(void **state);
void world_done(enum st st);
void world_begin(enum who who);
struct fiscal_see world_see(enum who who);
/* A “三公” book of that year with good figures; final: of 车辆运行费, the rest follows. */
int64_t world_book(int year, const char *previous, const char *final);
/* Takes a move in a transaction of its own. */
enum st world_move(enum who who, int64_t id, const char *action, int64_t version, const char *note,
    const char *codes);
struct fiscal_entry world_entry(int64_t id);
void world_publish(int64_t id);
const char *world_path(int64_t id, const char *rest);

#endif
