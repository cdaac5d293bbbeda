/* Tables of the slice.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/store.h"

static const char tables[] =
    "CREATE TABLE foi_organ ("
    " unit_id INTEGER PRIMARY KEY REFERENCES unit(id), office_id INTEGER NOT NULL,"
    " word TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, web_auto INTEGER NOT NULL,"
    " address TEXT NOT NULL, phone TEXT NOT NULL, postcode TEXT NOT NULL, hours TEXT NOT NULL,"
    " court TEXT NOT NULL) STRICT;"
    "CREATE TABLE foi_case ("
    " id INTEGER PRIMARY KEY, organ_id INTEGER NOT NULL, office_id INTEGER NOT NULL,"
    " arrival TEXT NOT NULL UNIQUE, number TEXT NOT NULL, year INTEGER NOT NULL,"
    " seq INTEGER NOT NULL, code_mark TEXT NOT NULL, is_fix INTEGER NOT NULL,"
    " channel INTEGER NOT NULL, web_auto INTEGER NOT NULL, by_clerk INTEGER NOT NULL,"
    " regime INTEGER NOT NULL, stage INTEGER NOT NULL, is_open INTEGER NOT NULL,"
    " extended INTEGER NOT NULL, consulting INTEGER NOT NULL, corrected INTEGER NOT NULL,"
    " arrived INTEGER NOT NULL, confirmed INTEGER, start_first INTEGER, start_day INTEGER,"
    " base_due INTEGER, due INTEGER, correction_deadline INTEGER, pay_by INTEGER,"
    " replied INTEGER, closed INTEGER, archived INTEGER, in_time INTEGER NOT NULL,"
    " code TEXT NOT NULL, applicant_kind TEXT NOT NULL, applicant_label TEXT NOT NULL,"
    " applicant_key TEXT NOT NULL, subject TEXT NOT NULL, handler_unit INTEGER NOT NULL,"
    " handler INTEGER NOT NULL, drafter INTEGER NOT NULL, reviewer INTEGER NOT NULL,"
    " signer INTEGER NOT NULL, petition_id INTEGER NOT NULL, earlier_id INTEGER NOT NULL,"
    " fee_yuan INTEGER NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX foi_case_number ON foi_case(organ_id, year, seq) WHERE seq > 0;"
    "CREATE INDEX foi_case_text ON foi_case(number);"
    "CREATE INDEX foi_case_due ON foi_case(is_open, due, id);"
    "CREATE INDEX foi_case_organ ON foi_case(organ_id, is_open, due);"
    "CREATE INDEX foi_case_applicant ON foi_case(applicant_key, organ_id);"
    "CREATE TABLE foi_event ("
    " id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES foi_case(id),"
    " seq INTEGER NOT NULL, at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " action TEXT NOT NULL, day INTEGER NOT NULL, args TEXT NOT NULL, sealed BLOB NOT NULL,"
    " prev_hash TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (case_id, seq)) STRICT;"
    "CREATE TABLE foi_paper ("
    " id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES foi_case(id),"
    " event_seq INTEGER NOT NULL, slot TEXT NOT NULL, suffix TEXT NOT NULL, number TEXT NOT NULL,"
    " mime TEXT NOT NULL, vault_name TEXT NOT NULL, size_bytes INTEGER NOT NULL,"
    " pages INTEGER NOT NULL, for_applicant INTEGER NOT NULL, day INTEGER NOT NULL,"
    " created_at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;"
    "CREATE INDEX foi_paper_case ON foi_paper(case_id, id);";

const struct migration foi_migrations[FOI_MIGRATIONS] = {
    {1, "organs, cases, events, papers", tables, NULL},
    {2, "counting tabs by an index alone",
        "CREATE INDEX foi_case_tabs ON foi_case(is_open, organ_id, office_id, handler_unit);",
        NULL},
    {3, "which text a letter was made from",
        "ALTER TABLE foi_paper ADD COLUMN wording INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE foi_paper ADD COLUMN wording_hash TEXT NOT NULL DEFAULT '';",
        NULL},
    {4, "lists in their order by an index",
        "CREATE INDEX foi_case_place ON foi_case((1 - is_open), (CASE WHEN is_open = 1 "
        "THEN COALESCE(due, arrived) ELSE -updated_at END), id, organ_id, office_id, "
        "handler_unit);",
        NULL},
    {5, "letters as Word files too",
        "ALTER TABLE foi_paper ADD COLUMN word_name TEXT NOT NULL DEFAULT '';", NULL}};
