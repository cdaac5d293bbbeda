/* The module of the ledger: routes and statements.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/ledger.h"

#include "assurance/ledger/store.h"

const struct module ledger_module = {
    .name = "ledger",
    .title = "整改台账",
    .migrations = ledger_migrations,
    .n_migrations = LEDGER_MIGRATIONS,
    .stmts = ledger_stmts,
    .n_stmts = LEDGER_STMTS,
};
