/* The tables of proposals.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/store.h"

static const char tables[] =
    "CREATE TABLE proposal ("
    " id INTEGER PRIMARY KEY, kind TEXT NOT NULL, session TEXT NOT NULL, year INTEGER NOT NULL,"
    " number INTEGER NOT NULL, title TEXT NOT NULL, name_public INTEGER NOT NULL,"
    " signers INTEGER NOT NULL, stage INTEGER NOT NULL, registered_on INTEGER NOT NULL,"
    " step_day INTEGER NOT NULL, assigned_on INTEGER, due INTEGER, lead_unit INTEGER NOT NULL,"
    " result TEXT NOT NULL, drafter INTEGER NOT NULL, text_version INTEGER NOT NULL,"
    " reply TEXT NOT NULL, promises TEXT NOT NULL, openness TEXT NOT NULL,"
    " open_reason TEXT NOT NULL, summary TEXT NOT NULL, public_body TEXT NOT NULL,"
    " doc_no TEXT NOT NULL, delivery TEXT NOT NULL, signed_on INTEGER, replied_on INTEGER,"
    " satisfied INTEGER NOT NULL, basically INTEGER NOT NULL, unsatisfied INTEGER NOT NULL,"
    " voted INTEGER NOT NULL, comment TEXT NOT NULL, record_id INTEGER UNIQUE"
    " REFERENCES record(id), handed_version INTEGER NOT NULL, version INTEGER NOT NULL, created_at "
    "INTEGER NOT NULL,"
    " sealed BLOB NOT NULL, UNIQUE (kind, year, session, number)) STRICT;"
    "CREATE INDEX proposal_stage ON proposal(stage, due);"
    "CREATE INDEX proposal_year ON proposal(year, kind, number);"
    "CREATE INDEX proposal_number ON proposal(doc_no);"
    "CREATE TABLE proposal_joint ("
    " id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposal(id),"
    " unit_id INTEGER NOT NULL, stage INTEGER NOT NULL, opinion TEXT NOT NULL,"
    " signed_version INTEGER NOT NULL, signed_by INTEGER NOT NULL, signed_at INTEGER NOT NULL,"
    " UNIQUE (proposal_id, unit_id)) STRICT;"
    "CREATE INDEX proposal_joint_unit ON proposal_joint(unit_id);"
    "CREATE TABLE proposal_step ("
    " id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposal(id),"
    " at INTEGER NOT NULL, person INTEGER NOT NULL, unit INTEGER NOT NULL,"
    " action TEXT NOT NULL, note TEXT NOT NULL) STRICT;"
    "CREATE INDEX proposal_step_item ON proposal_step(proposal_id, id);"
    "CREATE TABLE proposal_promise ("
    " id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposal(id),"
    " text TEXT NOT NULL, due INTEGER NOT NULL, measure_id INTEGER NOT NULL) STRICT;"
    "CREATE INDEX proposal_promise_item ON proposal_promise(proposal_id, id);"
    "CREATE TABLE proposal_setting (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "CREATE TABLE proposal_overview ("
    " year INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record(id)) STRICT;";

const struct migration prop_migrations[PROP_MIGRATIONS] = {{1, "proposals", tables, NULL}};
