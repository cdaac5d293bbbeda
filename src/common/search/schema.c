/* Tables of what the office teaches the search and of what visitors looked for. The index itself is
 * derived and lies in files.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/schema.h"

static const char words[] =
    "CREATE TABLE search_word ("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, phrase TEXT NOT NULL, key TEXT NOT NULL,"
    " target TEXT NOT NULL, record_id INTEGER REFERENCES record(id), until INTEGER,"
    " note TEXT NOT NULL, by_person INTEGER NOT NULL, at INTEGER NOT NULL, ended_at INTEGER,"
    " ended_by INTEGER) STRICT;"
    "CREATE INDEX search_word_key ON search_word(kind, key);"
    "CREATE TABLE search_asked ("
    " week INTEGER NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, times INTEGER NOT NULL,"
    " in_vain INTEGER NOT NULL, opened INTEGER NOT NULL, PRIMARY KEY (week, key)) STRICT;"
    "CREATE INDEX search_asked_key ON search_asked(key);"
    "CREATE TABLE search_settled ("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, text TEXT NOT NULL, how TEXT NOT NULL,"
    " by_person INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;";

const struct migration search_migrations[SEARCH_MIGRATIONS] = {
    {1, "words of the office, queries by week", words, NULL},
};
