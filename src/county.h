/* A county on disk: DIR with its database, keys, files and index; opening and creating it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef COUNTY_H
#define COUNTY_H

#include <stdbool.h>
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct county {
    const char *dir;
    struct db *db;
};

/* Makes DIR (keys, files, index, database) and fills in what every county needs. ST_CONFLICT when
 * there is one already. With `demo` the demo county too. database: "" for SQLite, else an address.
 */
enum st county_create(
    const char *dir, const char *database, bool demo, struct county *out, struct err *e) MUST_CHECK;
/* Opens it and applies missing migrations. ST_NOT_FOUND when DIR holds no county. */
enum st county_open(
    const char *dir, const char *database, struct county *out, struct err *e) MUST_CHECK;
void county_close(struct county *c);
/* A unit of work on it, outside the web server. origin: "import", "init" … */
void county_ctx(const struct county *county, const char *origin, struct ctx *c);
/* How the web server is put together. */
struct app_options county_app_options(const struct county *c);
/* The accounts of the demo county are there. */
bool county_is_demo(const struct county *c);

#endif
