/* Two people who do something at the same moment, each in a thread with a connection of its own.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_AT_ONCE_H
#define TESTS_AT_ONCE_H

#include "lib/db/ctx.h"

struct at_once {
    int64_t person, unit;
    enum st (*act)(struct ctx *c, void *arg); /* in a write transaction */
    void *arg;
    enum st result;
    char message[512]; /* why it was refused */
};
/* Runs both; who meets a lock asks again, as the server does. What a refused one wrote is undone.
 * `like` gives database, folder and time. */
void at_once(const struct ctx *like, struct at_once two[static 2]);
/* Runs them and demands that one succeeds and the other gets ST_CONFLICT with `text` in its
 * message. Returns which one succeeded. */
int at_once_one(const struct ctx *like, struct at_once two[static 2], const char *text);

#endif
