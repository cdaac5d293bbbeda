/* The tables; see schema.h.
 *
 * What fills a slot is an entry and is never changed: putting it right adds another. What a citizen
 * wrote lies sealed; public_text is what is shown of it.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/decision/schema.h"

#include <stddef.h>

static const char tables[] =
    "CREATE TABLE decision ("
    " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, title TEXT NOT NULL, year INTEGER NOT NULL,"
    " source TEXT NOT NULL, partners TEXT NOT NULL, stage INTEGER NOT NULL,"
    " step_day INTEGER NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " created_by INTEGER NOT NULL) STRICT;"
    "CREATE INDEX decision_year ON decision(year, id);"
    "CREATE TABLE decision_entry ("
    " id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL REFERENCES decision(id),"
    " action TEXT NOT NULL, slot INTEGER NOT NULL, at INTEGER NOT NULL, person INTEGER NOT NULL,"
    " unit INTEGER NOT NULL, record_id INTEGER REFERENCES record(id), state INTEGER NOT NULL,"
    " settled_at INTEGER, settled_by INTEGER, note TEXT NOT NULL) STRICT;"
    "CREATE INDEX decision_entry_decision ON decision_entry(decision_id, id);"
    "CREATE INDEX decision_entry_record ON decision_entry(record_id)"
    " WHERE record_id IS NOT NULL;"
    "CREATE TABLE decision_value ("
    " entry_id INTEGER NOT NULL REFERENCES decision_entry(id), name TEXT NOT NULL,"
    " value TEXT NOT NULL, PRIMARY KEY (entry_id, name)) STRICT;"
    "CREATE TABLE decision_comment ("
    " id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL REFERENCES decision(id),"
    " at INTEGER NOT NULL, mark TEXT NOT NULL, sealed BLOB NOT NULL, times INTEGER NOT NULL,"
    " result TEXT NOT NULL, reason TEXT NOT NULL, public_text TEXT NOT NULL,"
    " answered_at INTEGER, answered_by INTEGER, UNIQUE (decision_id, mark)) STRICT;"
    "CREATE TABLE decision_setting ("
    " key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;";

/* The slot of names stands before the number that means none. */
static const char records[] =
    "UPDATE decision_entry SET slot = 14 WHERE slot = 13;"
    "ALTER TABLE decision ADD COLUMN record_id INTEGER REFERENCES record(id);"
    "CREATE TABLE decision_file ("
    " entry_id INTEGER NOT NULL REFERENCES decision_entry(id), position INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL, name TEXT NOT NULL, mime TEXT NOT NULL, size_bytes INTEGER NOT NULL,"
    " PRIMARY KEY (entry_id, position)) STRICT;";

const struct migration decision_migrations[DECISION_MIGRATIONS] = {
    {1, "major decisions: threads, entries, comments", tables, NULL},
    {2, "public records of threads, names, files", records, NULL},
};
