/* What the tests of public pages share.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_TEST_WORLD_H
#define PORTAL_TEST_WORLD_H

#include "common/record/record.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/test.h"

extern struct app *app;
extern struct arena *mem;
extern struct ctx world;
extern int64_t policy, news, old_rule, secret; /* records */

int world_setup(void **state);
int world_teardown(void **state);

void done(enum st st);
struct content some_content(const char *title, const char *body);
/* Drafts, freezes and publishes. */
int64_t publish(const char *kind, const char *column, const struct content *content);
void put(int64_t id, const char *column, const struct content *content, const char *note);

struct loop_response get(const char *target);
const char *path_of(int64_t record);

#endif
