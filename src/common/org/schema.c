/* Tables of units, people, posts and sign-in.
 *
 * A post row is never changed but for its end, so that who held which role when stays known. The
 * throttle table counts failed sign-ins by person, by unknown login and by address.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/store.h"

static const char tables[] =
    "CREATE TABLE unit ("
    " id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,"
    " short_name TEXT NOT NULL, kind TEXT NOT NULL, credit_code TEXT NOT NULL,"
    " phone TEXT NOT NULL, address TEXT NOT NULL, position INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, closed_at INTEGER) STRICT;"
    "CREATE TABLE unit_alias ("
    " alias TEXT PRIMARY KEY, unit_id INTEGER NOT NULL REFERENCES unit(id)) STRICT;"
    "CREATE INDEX unit_alias_unit ON unit_alias(unit_id);"
    "CREATE TABLE person ("
    " id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    " phone TEXT NOT NULL, secret TEXT NOT NULL, must_change INTEGER NOT NULL,"
    " totp_secret TEXT NOT NULL, totp_pending TEXT NOT NULL, totp_step INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, last_seen INTEGER NOT NULL, disabled_at INTEGER) STRICT;"
    "CREATE TABLE post ("
    " id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id),"
    " unit_id INTEGER NOT NULL REFERENCES unit(id), role TEXT NOT NULL,"
    " from_at INTEGER NOT NULL, to_at INTEGER) STRICT;"
    "CREATE UNIQUE INDEX post_current ON post(person_id) WHERE to_at IS NULL;"
    "CREATE INDEX post_unit ON post(unit_id);"
    "CREATE TABLE recovery_code ("
    " person_id INTEGER NOT NULL REFERENCES person(id), hash TEXT NOT NULL, used_at INTEGER,"
    " PRIMARY KEY (person_id, hash)) STRICT;"
    "CREATE TABLE throttle ("
    " key TEXT PRIMARY KEY, failures INTEGER NOT NULL, first_at INTEGER NOT NULL,"
    " blocked_until INTEGER NOT NULL) STRICT;"
    "CREATE TABLE sign_in_step ("
    " token TEXT PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id),"
    " back TEXT NOT NULL, totp_done INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;";

const struct migration org_migrations[ORG_MIGRATIONS] = {
    {1, "units, people, posts, sign-in", tables, NULL},
};
