/* Tables of records. Truth: record, draft, edition, status, link. Derived, and can be rebuilt:
 * item, item_place, public_file, attachment_text. search_change is the list of what the search
 * index must read.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/schema.h"

static const char tables[] =
    "CREATE TABLE site_column ("
    " id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, parent_id INTEGER REFERENCES "
    "site_column(id),"
    " name TEXT NOT NULL, description TEXT NOT NULL, keywords TEXT NOT NULL,"
    " type_label TEXT NOT NULL, cycle TEXT NOT NULL, position INTEGER NOT NULL,"
    " opened_at INTEGER NOT NULL, closed_at INTEGER) STRICT;"
    "CREATE TABLE record ("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT UNIQUE, unit_id INTEGER NOT NULL,"
    " column_id INTEGER NOT NULL REFERENCES site_column(id), path TEXT UNIQUE,"
    " stage TEXT NOT NULL, live_edition INTEGER, work_edition INTEGER, editions INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, created_by INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
    " first_published_at INTEGER, published_at INTEGER, scheduled_for INTEGER,"
    " ended TEXT NOT NULL, ended_note TEXT NOT NULL, ended_at INTEGER, ended_target INTEGER) "
    "STRICT;"
    "CREATE INDEX record_stage ON record(stage, updated_at);"
    "CREATE INDEX record_unit ON record(unit_id, updated_at);"
    "CREATE TABLE draft ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), version INTEGER NOT NULL,"
    " column_id INTEGER NOT NULL REFERENCES site_column(id), base_edition INTEGER,"
    " title TEXT NOT NULL, summary TEXT NOT NULL, body_html TEXT NOT NULL, meta TEXT NOT NULL,"
    " note TEXT NOT NULL, updated_at INTEGER NOT NULL, updated_by INTEGER NOT NULL) STRICT;"
    "CREATE TABLE edition ("
    " id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id),"
    " number INTEGER NOT NULL, column_id INTEGER NOT NULL REFERENCES site_column(id),"
    " title TEXT NOT NULL, summary TEXT NOT NULL, body_html TEXT NOT NULL, meta TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, note TEXT NOT NULL, created_at INTEGER NOT NULL,"
    " created_by INTEGER NOT NULL, UNIQUE (record_id, number)) STRICT;"
    "CREATE TABLE status ("
    " id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id),"
    " edition_id INTEGER, action TEXT NOT NULL, stage TEXT NOT NULL, person INTEGER NOT NULL,"
    " unit INTEGER NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL, codes TEXT NOT NULL) STRICT;"
    "CREATE INDEX status_record ON status(record_id, id);"
    "CREATE TABLE link ("
    " id INTEGER PRIMARY KEY, from_id INTEGER NOT NULL REFERENCES record(id),"
    " to_id INTEGER NOT NULL REFERENCES record(id), kind TEXT NOT NULL,"
    " created_at INTEGER NOT NULL, created_by INTEGER NOT NULL,"
    " UNIQUE (from_id, to_id, kind)) STRICT;"
    "CREATE INDEX link_to ON link(to_id);"
    "CREATE TABLE item ("
    " record_id INTEGER PRIMARY KEY REFERENCES record(id), edition_id INTEGER NOT NULL,"
    " edition_number INTEGER NOT NULL, kind TEXT NOT NULL, column_id INTEGER NOT NULL,"
    " unit_id INTEGER NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,"
    " doc_no TEXT NOT NULL, doc_word TEXT NOT NULL, doc_year INTEGER NOT NULL,"
    " doc_serial INTEGER NOT NULL, index_no TEXT NOT NULL, issuer TEXT NOT NULL,"
    " subject TEXT NOT NULL, genre TEXT NOT NULL, validity TEXT NOT NULL, region TEXT NOT NULL,"
    " year INTEGER NOT NULL, formed_on INTEGER, effective_on INTEGER, abolished_on INTEGER,"
    " published_at INTEGER NOT NULL, first_published_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL, toc_html TEXT NOT NULL, ended TEXT NOT NULL,"
    " ended_note TEXT NOT NULL, ended_at INTEGER, ended_target INTEGER) STRICT;"
    "CREATE INDEX item_published ON item(published_at DESC, record_id DESC);"
    "CREATE INDEX item_number ON item(doc_serial, doc_year, doc_word);"
    "CREATE TABLE item_place ("
    " column_id INTEGER NOT NULL, published_at INTEGER NOT NULL, record_id INTEGER NOT NULL,"
    " PRIMARY KEY (column_id, published_at, record_id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX item_place_record ON item_place(record_id);"
    "CREATE TABLE public_file ("
    " sha256 TEXT NOT NULL, record_id INTEGER NOT NULL, PRIMARY KEY (sha256, record_id)) STRICT;"
    "CREATE INDEX public_file_record ON public_file(record_id);"
    "CREATE TABLE search_change ("
    " seq INTEGER PRIMARY KEY, record_id INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;";

/* The few that have ended, by title: asked for each title that a text cites (cite.c). */
static const char ended[] =
    "CREATE INDEX item_over ON item(title) WHERE (ended IN ('repealed', 'expired', 'replaced') "
    "OR validity IN ('废止', '失效'));";

/* Records that change status together (bundle.c). */
static const char bundles[] =
    "CREATE TABLE bundle ("
    " id INTEGER PRIMARY KEY, path TEXT NOT NULL, opened_at INTEGER NOT NULL,"
    " opened_by INTEGER NOT NULL, closed_at INTEGER) STRICT;"
    "CREATE TABLE bundle_part ("
    " id INTEGER PRIMARY KEY, bundle_id INTEGER NOT NULL REFERENCES bundle(id),"
    " record_id INTEGER NOT NULL REFERENCES record(id), main INTEGER NOT NULL,"
    " UNIQUE (bundle_id, record_id)) STRICT;"
    "CREATE INDEX bundle_part_record ON bundle_part(record_id);";

/* Everything in_force_count asks of a document, in the order it asks for. */
static const char days[] =
    "CREATE INDEX item_days ON item(kind, record_id, edition_number, formed_on, effective_on, "
    "abolished_on, validity, ended);"
    "CREATE INDEX item_amended ON item(kind, edition_number) WHERE edition_number > 1;";

/* Counted by the pages of who publishes what. */
static const char by_unit[] =
    "CREATE INDEX item_unit ON item(unit_id, column_id, year, published_at) "
    "WHERE ended NOT IN ('error', 'privacy', 'moved');";

/* 公开时限: those with a last day are looked up by it. */
static const char open_limit[] =
    "ALTER TABLE item ADD COLUMN open_limit TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX item_open_limit ON item(open_limit) WHERE open_limit NOT IN ('', '长期');";

/* Index numbers that were given, and how far each unit has counted (index_no.c). */
static const char index_numbers[] =
    "CREATE TABLE index_serial ("
    " prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,"
    " PRIMARY KEY (prefix, year)) STRICT;"
    "CREATE TABLE index_given ("
    " index_no TEXT PRIMARY KEY, record_id INTEGER REFERENCES record(id)) STRICT;"
    "CREATE INDEX index_given_record ON index_given(record_id);";

/* attachment_text.c; what is public already waits to be read. */
static const char texts[] =
    "CREATE TABLE attachment_text ("
    " sha256 TEXT PRIMARY KEY, state TEXT NOT NULL, cut INTEGER NOT NULL, pages INTEGER NOT NULL,"
    " blank INTEGER NOT NULL, text TEXT NOT NULL, tries INTEGER NOT NULL,"
    " due_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX attachment_text_new ON attachment_text(due_at) WHERE state = 'new';"
    "INSERT INTO attachment_text (sha256, state, cut, pages, blank, text, tries, due_at) "
    "SELECT DISTINCT sha256, 'new', 0, 0, 0, '', 0, 0 FROM public_file;";

/* Days of repeal that have not come yet, for the job that waits for them (validity.c). */
static const char repeal_days[] =
    "CREATE INDEX item_abolished ON item(abolished_on) WHERE abolished_on IS NOT NULL "
    "AND validity IN ('有效', '未施行');";

const struct migration record_migrations[RECORD_MIGRATIONS] = {
    {1, "columns, records, editions, links, items", tables, NULL},
    {2, "ended items by title", ended, NULL},
    {3, "bundles", bundles, NULL},
    {4, "days of validity", days, NULL},
    {5, "items by unit, column and year", by_unit, NULL},
    {6, "until when an item is public", open_limit, NULL},
    {7, "index numbers", index_numbers, NULL},
    {8, "texts of public attachments", texts, NULL},
    {9, "items by their day of repeal", repeal_days, NULL},
};
