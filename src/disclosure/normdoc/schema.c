/* The tables; see schema.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/schema.h"

#include <stddef.h>

static const char tables[] =
    "CREATE TABLE normdoc ("
    " id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL, record_id INTEGER UNIQUE"
    " REFERENCES record(id), title TEXT NOT NULL, kind TEXT NOT NULL, stage INTEGER NOT NULL,"
    " step_day INTEGER NOT NULL, owner INTEGER NOT NULL, doc_no TEXT NOT NULL,"
    " reg_no TEXT NOT NULL, archive_no TEXT NOT NULL, formed_on INTEGER, effective_on INTEGER,"
    " filed_on INTEGER, archived_on INTEGER, last_day INTEGER, endless INTEGER NOT NULL,"
    " reminded INTEGER NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX normdoc_stage ON normdoc(stage, step_day);"
    "CREATE INDEX normdoc_last ON normdoc(last_day) WHERE last_day IS NOT NULL;"
    "CREATE INDEX normdoc_number ON normdoc(doc_no);"
    "CREATE TABLE normdoc_value ("
    " normdoc_id INTEGER NOT NULL REFERENCES normdoc(id), name TEXT NOT NULL,"
    " value TEXT NOT NULL, PRIMARY KEY (normdoc_id, name)) STRICT;"
    "CREATE TABLE normdoc_step ("
    " id INTEGER PRIMARY KEY, normdoc_id INTEGER NOT NULL REFERENCES normdoc(id),"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " action TEXT NOT NULL, note TEXT NOT NULL) STRICT;"
    "CREATE INDEX normdoc_step_doc ON normdoc_step(normdoc_id, id);"
    "CREATE TABLE normdoc_setting ("
    " key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    /* clean-up campaigns */
    "CREATE TABLE norm_campaign ("
    " id INTEGER PRIMARY KEY, title TEXT NOT NULL, scope TEXT NOT NULL, stage TEXT NOT NULL,"
    " due INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by INTEGER NOT NULL,"
    " decision_title TEXT NOT NULL, decision_no TEXT NOT NULL, decided_on INTEGER,"
    " decision_record INTEGER REFERENCES record(id), version INTEGER NOT NULL) STRICT;"
    "CREATE TABLE norm_campaign_doc ("
    " campaign_id INTEGER NOT NULL REFERENCES norm_campaign(id),"
    " record_id INTEGER NOT NULL REFERENCES record(id), unit_id INTEGER NOT NULL,"
    " proposal TEXT NOT NULL, reason TEXT NOT NULL, proposed_by INTEGER NOT NULL,"
    " proposed_at INTEGER, PRIMARY KEY (campaign_id, record_id)) STRICT;"
    "CREATE INDEX norm_campaign_doc_record ON norm_campaign_doc(record_id);"
    /* texts that cite what is no longer in force: found anew every night, dismissals are kept */
    "CREATE TABLE norm_cite ("
    " from_id INTEGER NOT NULL REFERENCES record(id), to_id INTEGER NOT NULL"
    " REFERENCES record(id), cited TEXT NOT NULL, excerpt TEXT NOT NULL,"
    " first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, dismissed TEXT NOT NULL,"
    " PRIMARY KEY (from_id, to_id)) STRICT;"
    "CREATE INDEX norm_cite_to ON norm_cite(to_id);";

/* What the published text says of its period (term_known.c). */
static const char text_terms[] =
    "ALTER TABLE normdoc ADD COLUMN text_edition INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE normdoc ADD COLUMN text_said INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE normdoc ADD COLUMN text_months INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE normdoc ADD COLUMN text_last INTEGER;"
    "ALTER TABLE normdoc ADD COLUMN text_words TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX normdoc_text_last ON normdoc(text_last) WHERE text_last IS NOT NULL;"
    "CREATE INDEX normdoc_noterm ON normdoc(step_day, id) WHERE text_said > 0 "
    "AND last_day IS NULL AND endless = 0;";

const struct migration norm_migrations[NORM_MIGRATIONS] = {
    {1, "normative documents, campaigns, citations", tables, NULL},
    {2, "periods that texts state", text_terms, NULL},
};
